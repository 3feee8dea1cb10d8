"""Compressed files: any program reads them, and the same content is the same bytes."""

from __future__ import annotations

import gzip
from collections.abc import Callable

import pytest
import zstandard

from kg.compression import ENDINGS, compressed, plain_name

READERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.decompress,
    "zstd": lambda content: zstandard.ZstdDecompressor().decompressobj().decompress(content),
}
PIECES = ["李达，".encode(), b"", "主席。\n".encode() * 1000]


@pytest.mark.parametrize("format_", ENDINGS)
def test_it_is_read_back(format_: str) -> None:
    content = b"".join(compressed(PIECES, format_))
    assert READERS[format_](content) == b"".join(PIECES)
    assert len(content) < 200


@pytest.mark.parametrize("format_", ENDINGS)
def test_the_bytes_tell_neither_the_time_nor_how_it_came(format_: str) -> None:
    content = b"".join(compressed(PIECES, format_))
    assert b"".join(compressed([b"".join(PIECES)], format_)) == content


@pytest.mark.parametrize(
    ("name", "plain"), [("graph.nq.zst", "graph.nq"), ("graph.nq.gz", "graph.nq"), ("graph.nq", "graph.nq")]
)
def test_a_file_is_called_after_what_it_holds(name: str, plain: str) -> None:
    assert plain_name(name) == plain

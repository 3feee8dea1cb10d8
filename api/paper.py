"""Writes an answer in a format: into memory at first, into a file where it grows beyond that."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import BinaryIO, cast

import pyoxigraph as ox

from api import negotiate
from kg.turtle import in_order

# An answer up to that many bytes goes on in memory; a larger one waits on disk for its reader.
_IN_MEMORY = 1 << 18


class TooLarge(Exception):
    """The answer is larger than one may be."""


class Paper:
    """What an answer is written on: memory at first, the file where it grows beyond that."""

    def __init__(self, file: str, limit: int) -> None:
        self._file, self._limit = file, limit
        # What becomes of the first part.
        self.header: Callable[[bytes], bytes] = bytes
        self._parts: list[bytes] = []
        self._written: BinaryIO | None = None
        self.size = 0

    def write(self, part: bytes) -> int:
        """Writes a part; TooLarge where that is one too many."""
        given = len(part)
        if not self.size:
            part = self.header(part)
        self.size += len(part)
        if self.size > self._limit:
            raise TooLarge
        if self._written is None and self.size > _IN_MEMORY:
            self._written = open(self._file, "wb")  # noqa: SIM115, PTH123 - `close` ends it; a Path takes longer to make
            self._written.write(self.text())
        if self._written is not None:
            self._written.write(part)
        else:
            self._parts.append(part)
        return given

    def flush(self) -> None:
        """The engine's last call."""

    def text(self) -> bytes:
        """What stands in memory; empty once the file has it."""
        text, self._parts = b"".join(self._parts), []
        return text

    def close(self) -> None:
        """Ends the file, if there is one."""
        if self._written is not None:
            self._written.close()


def write(
    answer: ox.QuerySolutions | ox.QueryBoolean | Iterable[ox.Triple],
    format_: str,
    paper: Paper,
    prefixes: Mapping[str, str],
) -> tuple[int, bytes]:
    """Writes all of the answer; its size, and what of it is in memory (nothing where the file has it)."""
    writer = negotiate.writer_of(format_)
    output = cast(BinaryIO, paper)  # the engine calls write and flush alone
    try:
        if isinstance(answer, ox.QuerySolutions | ox.QueryBoolean):
            assert isinstance(writer, ox.QueryResultsFormat)
            answer.serialize(output, format=writer)
        else:
            assert isinstance(writer, ox.RdfFormat)
            paper.header = partial(in_order, format_=writer)
            ox.serialize(answer, output, format=writer, prefixes=dict(prefixes))
        return paper.size, paper.text()
    finally:
        paper.close()

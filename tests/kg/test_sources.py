"""The texts of a release's pages: kept as they are on disk, and only of the pages that it was made of."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import sources
from kg.errors import ReleaseError
from kg.model import Page

TEXTS = {"a.txt": "一行\r\n二行\u3000　尾", "b.md": "𠮷野家工会"}
PAGES = (Page("a.txt", TEXTS["a.txt"], "青禾工人报", "2023-03-09", "4"), Page("b.md", TEXTS["b.md"]))


def test_a_text_keeps_every_code_point(tmp_path: Path) -> None:
    path = tmp_path / "年 #1?" / sources.FILE
    path.parent.mkdir()
    sources.create(path, PAGES)
    assert sources.read(path, [*TEXTS, "c.txt"]) == TEXTS
    assert sources.read(path, []) == {}
    assert sources.read_all(path) == PAGES, "with what the sidecar table said of it"


def test_a_release_of_former_times_has_no_texts(tmp_path: Path) -> None:
    assert sources.read(tmp_path / sources.FILE, ["a.txt"]) == {}


def test_a_file_that_is_none_is_told(tmp_path: Path) -> None:
    path = tmp_path / sources.FILE
    path.write_text("no database, but long enough to be looked at as one" * 20)
    with pytest.raises(ReleaseError, match="cannot be read"):
        sources.read(path, ["a.txt"])
    with pytest.raises(ReleaseError, match="cannot be written"):
        sources.create(tmp_path / "absent" / sources.FILE, PAGES)

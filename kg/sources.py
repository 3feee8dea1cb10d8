"""The one owner of a release's page texts: an SQLite file beside the store, written once, then only read.

The graph's spans count the code points of these texts, so that a reader can be shown a sentence where it stands.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

from kg.errors import ReleaseError
from kg.model import Page

FILE = "pages.sqlite"

# SQLite takes 999 values in one question, or more.
_BATCH = 500
_SCHEMA = (
    "CREATE TABLE pages (page TEXT PRIMARY KEY, text TEXT NOT NULL, newspaper TEXT, issued TEXT, number TEXT)"
    " WITHOUT ROWID"
)


def create(path: Path, pages: Iterable[Page]) -> None:
    """Writes the pages into a new file; the same pages make the same rows."""
    try:
        with closing(sqlite3.connect(path)) as file:
            # What fails half-way is thrown away with its release, which is brought to the disk when it is whole.
            file.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
            with file:
                file.execute(_SCHEMA)
                rows = ((p.name, p.text, p.newspaper, p.issued, p.number) for p in pages)
                file.executemany("INSERT INTO pages VALUES (?, ?, ?, ?, ?)", rows)
    except sqlite3.Error as error:
        raise ReleaseError(f"{path}: the pages' texts cannot be written: {error}") from error


def read_all(path: Path) -> tuple[Page, ...]:
    """All pages, by their names, with what a sidecar table said of them."""
    rows = _rows(path, "SELECT page, text, newspaper, issued, number FROM pages ORDER BY page")
    return tuple(Page(*row) for row in rows)


def read(path: Path, pages: Iterable[str]) -> dict[str, str]:
    """The texts of the pages as they are on disk; without those that the release has not, or was made without."""
    wanted = sorted(set(pages))
    if not wanted or not path.is_file():
        return {}
    found: dict[str, str] = {}
    for start in range(0, len(wanted), _BATCH):
        batch = wanted[start : start + _BATCH]
        found.update(_rows(path, f"SELECT page, text FROM pages WHERE page IN ({','.join('?' * len(batch))})", *batch))
    return found


def _rows(path: Path, query: str, *values: str) -> list[Any]:
    try:
        # A release never changes, so that SQLite need not look for another one who writes.
        with closing(sqlite3.connect(f"file:{quote(str(path))}?mode=ro&immutable=1", uri=True)) as file:
            return file.execute(query, values).fetchall()
    except sqlite3.Error as error:
        raise ReleaseError(f"{path}: the pages' texts cannot be read: {error}") from error

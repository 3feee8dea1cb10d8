"""Records put in order in bounded memory: what does not fit is sorted in parts on disk, and merged as it is read.

A record is a tuple of bytes. The order is Python's, so that the same records come in the same order wherever they lay.
"""

from __future__ import annotations

import marshal
import sys
from collections.abc import Iterable, Iterator
from heapq import merge
from pathlib import Path

Record = tuple[bytes, ...]

# Of each sorter's records so much is in memory, by the bytes of their fields and what Python needs besides.
_MEMORY = 1 << 25
_FIELD, _RECORD = 33, 72
# So many parts are open at once: of larger ones others are made, level by level.
_MOST_PARTS = 64
# So many records are read at once from a part.
_AT_ONCE = 64


class Sorter:
    """Takes records in any order and gives them in order, as often as wanted."""

    def __init__(self, folder: Path, memory: int = _MEMORY) -> None:
        """A sorter that may write into that folder, which it makes when it has to."""
        self._folder = folder
        self._memory = memory
        self._waiting: list[Record] = []
        self._size = 0
        self._levels: list[list[Path]] = []
        self._made = 0
        self._count = 0

    def add(self, record: Record) -> None:
        """Takes one more record."""
        self._waiting.append(record)
        self._count += 1
        self._size += _RECORD + sum(_FIELD + len(field) for field in record)
        if self._size > self._memory:
            self._waiting.sort()
            self._keep(self._waiting, 0)
            self._waiting, self._size = [], 0

    def __iter__(self) -> Iterator[Record]:
        self._waiting.sort()
        parts = [read(path) for level in self._levels for path in level]
        return merge(*parts, self._waiting) if parts else iter(self._waiting)

    def __len__(self) -> int:
        return self._count

    def _keep(self, records: Iterable[Record], level: int) -> None:
        """Writes a part of that level; when the level is full, all its parts become one of the next."""
        if level == len(self._levels):
            self._levels.append([])
        path = self._folder / str(self._made)
        self._made += 1
        write(path, records)
        self._levels[level].append(path)
        if len(self._levels[level]) == _MOST_PARTS:
            parts, self._levels[level] = self._levels[level], []
            self._keep(merge(*map(read, parts)), level + 1)
            for part in parts:
                part.unlink()


def in_memory() -> Sorter:
    """A sorter that writes nothing."""
    return Sorter(Path(), sys.maxsize)


def write(path: Path, records: Iterable[Record]) -> None:
    """Writes the records into a file, in their order."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        for some in _some(records):
            marshal.dump(some, file)


def read(path: Path) -> Iterator[Record]:
    """The records of a file that `write` wrote."""
    with path.open("rb") as file:
        while True:
            try:
                some = marshal.load(file)
            except EOFError:
                return
            yield from some


def _some(records: Iterable[Record]) -> Iterator[list[Record]]:
    waiting: list[Record] = []
    for record in records:
        waiting.append(record)
        if len(waiting) == _AT_ONCE:
            yield waiting
            waiting = []
    yield waiting

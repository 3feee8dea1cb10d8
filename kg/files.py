"""Files that may be pages, and where they lie: what pages are read from, and the local disk as one such place."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from kg.errors import PageError

PAGE_SUFFIXES = frozenset({".txt", ".md"})
# A newspaper page has about 12 kB. 1 MB holds some eighty; more than that in one file is a dump or a mistake, and
# reading it would cost memory and time without bounds.
MAX_PAGE_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class File:
    """A file: its place as errors name it, its name, its folder, told in one way only.

    `path` is what its source knows it by; `size` is None where it is not known without asking.
    """

    place: str
    name: str
    folder: str
    path: str
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table beside pages: its place, its bytes, and the names of all files in its folder."""

    place: str
    content: bytes
    beside: frozenset[str]


class Source(Protocol):
    """Where files lie. What cannot be read is a PageError, given or raised, that names the file."""

    def find(self, unlisted: Callable[[PageError], None]) -> Iterator[File]:
        """The files that were asked for, in folders those that may be pages; hears of folders that cannot be listed."""
        ...

    def contents(self, files: Sequence[File]) -> Iterator[bytes | PageError]:
        """What is in each of the files, or why it cannot be read."""
        ...

    def table(self, file: File, name: str) -> Table | None:
        """The table of that name beside a file, if there is one."""
        ...


def may_be_page(name: str) -> bool:
    """Whether a file found in a folder is taken for a page: by its suffix, and unless it is hidden."""
    return not name.startswith(".") and Path(name).suffix.lower() in PAGE_SUFFIXES


def too_large(place: str, size: int) -> PageError:
    """That a file is larger than any page."""
    problem = f"{size:,} bytes; a page file may have {MAX_PAGE_BYTES:,}: split it into its pages"
    return PageError(place, f"byte {MAX_PAGE_BYTES}", problem)


@dataclass(frozen=True, slots=True)
class Disk:
    """A file on this machine, or the page files of a folder and its subfolders."""

    path: Path

    def find(self, unlisted: Callable[[PageError], None]) -> Iterator[File]:
        """The files."""
        if not self.path.exists():
            raise PageError(str(self.path), "path", "there is no such file or folder")
        for file in self._below(unlisted) if self.path.is_dir() else [self.path]:
            yield File(str(file), file.name, str(file.parent.resolve()), str(file))

    def contents(self, files: Sequence[File]) -> Iterator[bytes | PageError]:
        """What is in each of the files."""
        return map(_content, files)

    def table(self, file: File, name: str) -> Table | None:
        """The table of that name beside a file."""
        path = Path(file.path).parent / name
        if not path.is_file():
            return None
        try:
            beside = frozenset(other.name for other in path.parent.iterdir() if other.is_file())
            return Table(str(path), path.read_bytes(), beside)
        except OSError as error:
            raise PageError(str(path), "byte 0", error.strerror or str(error)) from error

    def _below(self, unlisted: Callable[[PageError], None]) -> Iterator[Path]:
        def tell(error: OSError) -> None:
            unlisted(PageError(str(error.filename), "path", error.strerror or str(error)))

        for place, folders, files in os.walk(self.path, onerror=tell):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            yield from (Path(place, name) for name in sorted(files) if may_be_page(name))


def _content(file: File) -> bytes | PageError:
    path = Path(file.path)
    try:
        size = path.stat().st_size
        return too_large(file.place, size) if size > MAX_PAGE_BYTES else path.read_bytes()
    except OSError as error:
        return PageError(file.place, "byte 0", error.strerror or str(error))

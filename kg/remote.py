"""Files behind a URL, in whatever place fsspec has a driver for: s3, hdfs, an archive (zip), file, memory and more.

A folder is listed once, with the sizes of its files, and its files are fetched many at a time: every request to a
distant store takes its time, whatever it asks for.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from kg.errors import PageError
from kg.files import MAX_PAGE_BYTES, File, Table, may_be_page, too_large

# One driver's scheme, before it those that stand on it: s3://bucket/pages, zip://pages::s3://bucket/pages.zip
_URL = re.compile(r"(?:[a-z][a-z0-9+.-]*::)*[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_CHAIN = "::"
# Pages that are asked for at once, some 3 MB: distant stores answer such requests together.
_AT_ONCE = 256
# What drivers raise beside OSError and ValueError; where a module is not loaded, nobody raises its errors.
_OWN_ERRORS = (
    ("aiohttp", "ClientError"),
    ("azure.core.exceptions", "AzureError"),
    ("botocore.exceptions", "BotoCoreError"),
    ("gcsfs.retry", "HttpError"),
    ("zipfile", "BadZipFile"),
)


def is_url(place: str) -> bool:
    """Whether this is a URL and no path of this machine."""
    return _URL.match(place) is not None


def file_name(place: str) -> str:
    """The name of the file at a place, which is a path or a URL."""
    own = _parts(place)[1] if is_url(place) else place
    return own.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Remote:
    """A file behind a URL, or the page files of a folder there and of its subfolders; `opened` gives one."""

    url: str
    driver: Any
    root: str

    def find(self, unlisted: Callable[[PageError], None]) -> Iterator[File]:
        """The files."""
        with _told(self.url):
            if self.driver.isdir(self.root):
                listed = self.driver.find(self.root, detail=True)
                within = {path.removeprefix(self.root).lstrip("/"): (path, listed[path]) for path in sorted(listed)}
                some = (name for name in within if _may_be_page(name))
                return iter([_file(_below(self.url, name), *within[name]) for name in some])
            if self.driver.exists(self.root):
                return iter([_file(self.url, self.root, self.driver.info(self.root))])
        raise PageError(self.url, "path", "there is no such file or folder")

    def contents(self, files: Sequence[File]) -> Iterator[bytes | PageError]:
        """What is in each of the files; those that are known to be too large are not fetched."""
        for first in range(0, len(files), _AT_ONCE):
            some = files[first : first + _AT_ONCE]
            fetched = self._fetched([file for file in some if not _is_large(file.size)])
            for file in some:
                found = too_large(file.place, file.size or 0) if _is_large(file.size) else next(fetched)
                if isinstance(found, bytes) and _is_large(len(found)):
                    found = too_large(file.place, len(found))
                yield found

    def table(self, file: File, name: str) -> Table | None:
        """The table of that name beside a file; there is none where the place gives files and lists none."""
        folder = file.path.rpartition("/")[0]
        place = _beside(file.place, name)
        with _told(place):
            try:
                listed = self.driver.ls(folder, detail=True)
            except FileNotFoundError:
                return None
            names = {info["name"].rpartition("/")[2] for info in listed if info["type"] == "file"}
            if name not in names:
                return None
            return Table(place, self.driver.cat_file(f"{folder}/{name}"), frozenset(names))

    def _fetched(self, files: Sequence[File]) -> Iterator[bytes | PageError]:
        """What is in each of the files; drivers that can have all these requests on their way at once."""
        paths, count = [file.path for file in files], len(files)
        with _told(self.url):
            found = self.driver.cat_ranges(paths, [None] * count, [None] * count, on_error="return") if files else []
        for file, content in zip(files, found, strict=True):
            yield PageError(file.place, "byte 0", message(content)) if isinstance(content, Exception) else content


def _file(place: str, path: str, info: dict[str, Any]) -> File:
    """The file at that URL, by the driver's path, with what the driver tells of it."""
    return File(place, file_name(place), _beside(place, ""), path, info.get("size"))


def opened(url: str) -> Remote:
    """What is behind the URL; a PageError where there is no driver for it."""
    # Imported here: it takes a fifth of a second, which builds of local folders need not wait for.
    from fsspec.core import url_to_fs

    with _told(url):
        return Remote(url, *url_to_fs(url))


def _parts(url: str) -> tuple[str, str, str]:
    """The part of a URL that has the path, with what stands before and after it: "", zip://a.txt, ::s3://b/c.zip"""
    parts = url.split(_CHAIN)
    own = next(number for number, part in enumerate(parts) if "://" in part)
    before, after = (f"{part}{_CHAIN}" for part in parts[:own]), (f"{_CHAIN}{part}" for part in parts[own + 1 :])
    return "".join(before), parts[own], "".join(after)


def _below(url: str, path: str) -> str:
    """The URL of what lies below another one."""
    before, own, after = _parts(url)
    return f"{before}{own}{'' if own.endswith('/') else '/'}{path}{after}"


def _beside(url: str, name: str) -> str:
    """The URL of what lies in the same folder under that name."""
    before, own, after = _parts(url)
    return f"{before}{own.rpartition('/')[0]}/{name}{after}"


def _may_be_page(path: str) -> bool:
    *folders, name = path.split("/")
    return may_be_page(name) and not any(folder.startswith(".") for folder in folders)


def _is_large(size: int | None) -> bool:
    return size is not None and size > MAX_PAGE_BYTES


@contextmanager
def _told(url: str) -> Iterator[None]:
    """Tells what a driver raises as a PageError of that URL."""
    try:
        yield
    except driver_errors() as error:
        raise PageError(url, "path", message(error)) from error


def driver_errors() -> tuple[type[Exception], ...]:
    """What the drivers that are loaded raise where something cannot be read or written."""
    own = (getattr(sys.modules[module], name) for module, name in _OWN_ERRORS if module in sys.modules)
    return ImportError, OSError, ValueError, *own


def message(error: Exception) -> str:
    """One line that says what went wrong."""
    known = error.strerror if isinstance(error, OSError) else None
    return " ".join((known or str(error) or type(error).__name__).split())

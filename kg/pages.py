"""From files to pages: finds page files, decodes them without touching a character, and adds what sidecar tables know.

This is the only module that reads pages from disk. Problems of single files are collected, so that one bad page does
not cost the good ones; a problem with what was asked for (no such folder, no page in it, two pages of one name) raises.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from kg.errors import PageError
from kg.model import Page
from kg.sidecar import SIDECAR, read_sidecar

PAGE_SUFFIXES = frozenset({".txt", ".md"})
# A newspaper page has about 12 kB. 1 MB holds some eighty; more than that in one file is a dump or a mistake, and
# reading it would cost memory and time without bounds.
MAX_PAGE_BYTES = 1_000_000

# Of the bytes beyond ASCII, this share stands in sequences that decode as UTF-8 where the file is UTF-8 with damages.
# Measured on newspaper pages: GB18030 has 0.34 to 0.39 of them in such sequences by chance, undamaged UTF-8 all.
_DAMAGED_UTF8 = 0.7
# Of the characters, this share is symbols and level-1 characters of GB 2312 where the text is Chinese. Measured on the
# same pages: 0.98 and more; the same texts in Big5, Shift-JIS or EUC-KR, read as GB18030, stay below 0.45.
_PLAUSIBLE_CHINESE = 0.8

_UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
_GB_CHARACTER = re.compile(rb"[\x81-\xfe](?:[\x30-\x39][\x81-\xfe][\x30-\x39]|[\x40-\xfe])")
_COMMON_GB_CHARACTER = re.compile(rb"[\xa1-\xa3\xb0-\xd7][\xa1-\xfe]")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages that could be read, in the order of their names, and the problems with the others."""

    pages: tuple[Page, ...]
    problems: tuple[PageError, ...]


def read_pages(paths: Iterable[Path]) -> Pages:
    """Read page files, and the *.txt and *.md files of folders and their subfolders; hidden ones are passed over.

    A table `pages.tsv` beside the pages adds newspaper, date and number. Raises PageError where a path does not exist,
    where there is no page file at all, and where two files have the same name (it names the page in the graph).
    """
    problems: list[PageError] = []
    folders: dict[Path, list[Path]] = {}
    for file in sorted(_find(paths, problems)):
        folders.setdefault(file.parent.resolve(), []).append(file)
    pages: list[Page] = []
    for in_folder in folders.values():
        table = in_folder[0].parent / SIDECAR
        sidecar = read_sidecar(table) if table.is_file() else None
        problems += sidecar.problems if sidecar else ()
        for file in in_folder:
            try:
                page = _read(file)
            except PageError as error:
                problems.append(error)
                continue
            entry = sidecar.entries.get(page.name) if sidecar else None
            if entry:
                page = replace(page, newspaper=entry.newspaper, issued=entry.issued, number=entry.number)
            pages.append(page)
    return Pages(tuple(sorted(pages, key=lambda page: page.name)), tuple(problems))


def decode(content: bytes, page: str) -> str:
    """The text of a page file: UTF-8, or GB18030 where the bytes are plausible as that; byte order marks stay.

    Raises PageError with the byte offset of the first byte that cannot be read.
    """
    if not content.strip(b"\xef\xbb\xbf \t\r\n"):
        raise PageError(page, "byte 0", "the file is empty")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return _decode_other(content, page, error)
    if "\0" in text:
        raise PageError(page, f"byte {content.index(0)}", "a zero byte: this is no text file")
    return text


def _decode_other(content: bytes, page: str, error: UnicodeDecodeError) -> str:
    place = f"byte {error.start}"
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise PageError(page, "byte 0", "the file is in UTF-16; save it as UTF-8") from error
    control = _CONTROL.search(content)
    if control is not None:
        place = f"byte {control.start()}"
        raise PageError(page, place, f"control byte 0x{control.group()[0]:02x}: this is no text file") from error
    cut = error.reason == "unexpected end of data"
    beyond_ascii = len(_BEYOND_ASCII.findall(content))
    if cut or sum(map(len, _UTF8_SEQUENCE.findall(content))) > _DAMAGED_UTF8 * beyond_ascii:
        problem = "the file ends inside a character" if cut else f"0x{content[error.start]:02x} is no UTF-8"
        raise PageError(page, place, problem) from error
    characters = _GB_CHARACTER.findall(content)
    common = sum(_COMMON_GB_CHARACTER.fullmatch(character) is not None for character in characters)
    if common < _PLAUSIBLE_CHINESE * len(characters):
        raise PageError(page, place, "neither UTF-8 nor Chinese text in GB18030") from error
    try:
        return content.decode("gb18030")
    except UnicodeDecodeError as gb_error:
        raise PageError(page, f"byte {gb_error.start}", "neither UTF-8 nor GB18030") from gb_error


def _read(file: Path) -> Page:
    try:
        file.name.encode("utf-8")
    except UnicodeEncodeError as error:
        raise PageError(ascii(str(file)), "file name", "the name is not in UTF-8") from error
    try:
        size = file.stat().st_size
        if size > MAX_PAGE_BYTES:
            problem = f"{size:,} bytes; a page file may have {MAX_PAGE_BYTES:,}: split it into its pages"
            raise PageError(str(file), f"byte {MAX_PAGE_BYTES}", problem)
        content = file.read_bytes()
    except OSError as error:
        raise PageError(str(file), "byte 0", error.strerror or str(error)) from error
    return Page(file.name, decode(content, str(file)))


def _find(paths: Iterable[Path], problems: list[PageError]) -> list[Path]:
    """The page files that the paths name, each once; folders that cannot be listed are added to the problems."""
    paths = list(paths)
    found: dict[Path, Path] = {}
    for path in paths:
        if not path.exists():
            raise PageError(str(path), "path", "there is no such file or folder")
        for file in _below(path, problems) if path.is_dir() else [path]:
            if file.name != SIDECAR:
                found.setdefault(file.parent.resolve() / file.name, file)
    if not found:
        if problems:
            raise problems[0]
        places = ", ".join(map(str, paths)) or "no path"
        raise PageError(places, "path", f"no page files here ({', '.join(sorted(PAGE_SUFFIXES))})")
    by_name: dict[str, Path] = {}
    for file in found.values():
        twin = by_name.setdefault(file.name, file)
        if twin != file:
            raise PageError(str(file), "file name", f"{twin} has the same name; a page is known by it: rename one")
    return list(found.values())


def _below(folder: Path, problems: list[PageError]) -> Iterator[Path]:
    def unlisted(error: OSError) -> None:
        problems.append(PageError(str(error.filename), "path", error.strerror or str(error)))

    for place, folders, files in os.walk(folder, onerror=unlisted):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and Path(name).suffix.lower() in PAGE_SUFFIXES:
                yield Path(place, name)

"""From files to pages: decodes page files without touching a character, and adds what sidecar tables know.

Problems of single files are collected, so that one bad page does
not cost the good ones; a problem with what was asked for (no such folder, no page in it, two pages of one name) raises.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from kg.errors import PageError
from kg.files import PAGE_SUFFIXES, Disk, File, Source
from kg.model import Page
from kg.remote import is_url, opened
from kg.sidecar import SIDECAR, Sidecar, SidecarEntry, read_sidecar

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


def read_pages(places: Iterable[Path | str]) -> Pages:
    """Read page files, and the *.txt and *.md files of folders and their subfolders; hidden ones are passed over.

    A place is a path, or a URL. A table `pages.tsv` beside the pages adds newspaper, date and number. Raises PageError
    where a place does not exist, where there is no page file at all, and where two files have the same name (it names
    the page in the graph).
    """
    problems: list[PageError] = []
    folders: dict[str, list[tuple[Source, File]]] = {}
    for source, file in _find(tuple(places), problems):
        folders.setdefault(file.folder, []).append((source, file))
    pages: list[Page] = []
    for in_folder in folders.values():
        entries = _entries(*in_folder[0], problems)
        for source, found in groupby(in_folder, key=lambda one: one[0]):
            files = [file for _, file in found]
            for file, content in zip(files, source.contents(files), strict=True):
                try:
                    page = _page(file, content)
                except PageError as error:
                    problems.append(error)
                    continue
                known = entries.get(page.name)
                if known:
                    page = replace(page, newspaper=known.newspaper, issued=known.issued, number=known.number)
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


def _entries(source: Source, file: File, problems: list[PageError]) -> dict[str, SidecarEntry]:
    """What the table beside a file tells, if there is one."""
    try:
        table = source.table(file, SIDECAR)
    except PageError as error:
        problems.append(error)
        return {}
    sidecar = read_sidecar(table) if table else Sidecar({}, ())
    problems += sidecar.problems
    return sidecar.entries


def _page(file: File, content: bytes | PageError) -> Page:
    try:
        file.name.encode("utf-8")
    except UnicodeEncodeError as error:
        raise PageError(ascii(file.place), "file name", "the name is not in UTF-8") from error
    if isinstance(content, PageError):
        raise content
    return Page(file.name, decode(content, file.place))


def _find(places: tuple[Path | str, ...], problems: list[PageError]) -> list[tuple[Source, File]]:
    """The page files at the places, each once; folders that cannot be listed are added to the problems."""
    found: dict[tuple[str, str], tuple[Source, File]] = {}
    for place in places:
        source = opened(place) if isinstance(place, str) and is_url(place) else Disk(Path(place))
        for file in source.find(problems.append):
            if file.name != SIDECAR:
                found.setdefault((file.folder, file.name), (source, file))
    if not found:
        if problems:
            raise problems[0]
        told = ", ".join(map(str, places)) or "no path"
        raise PageError(told, "path", f"no page files here ({', '.join(sorted(PAGE_SUFFIXES))})")
    by_name: dict[str, File] = {}
    for _, file in found.values():
        twin = by_name.setdefault(file.name, file)
        if twin != file:
            problem = f"{twin.place} has the same name; a page is known by it: rename one"
            raise PageError(file.place, "file name", problem)
    return sorted(found.values(), key=lambda one: one[1].place.split("/"))

"""The sidecar table: what the page files themselves cannot say (newspaper, date of issue, page number)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from kg.errors import PageError
from kg.files import Table

# The table's name beside the pages: tab-separated, UTF-8, a header line with these columns (`page` is a must).
SIDECAR = "pages.tsv"
COLUMNS = ("page", "newspaper", "issued", "number")

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class SidecarEntry:
    """One line of the table; an empty cell is None."""

    newspaper: str | None
    issued: str | None
    number: str | None


@dataclass(frozen=True, slots=True)
class Sidecar:
    """The lines that can be used, by page name, and the problems with the others."""

    entries: dict[str, SidecarEntry]
    problems: tuple[PageError, ...]


def read_sidecar(table: Table) -> Sidecar:
    """Read the table; a line about a page that is not beside it is a problem, and so is a second line about a page."""
    try:
        text = table.content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Sidecar({}, (PageError(table.place, f"byte {error.start}", "the table is not in UTF-8"),))
    header, *lines = (line.split("\t") for line in text.splitlines()) if text.strip() else [[]]
    unknown = [name for name in header if name not in COLUMNS]
    if unknown or "page" not in header or len(set(header)) < len(header):
        problem = f"the header {header} has to name the column 'page', and of {', '.join(COLUMNS[1:])} what you have"
        return Sidecar({}, (PageError(table.place, "line 1", problem),))
    entries: dict[str, SidecarEntry] = {}
    problems: list[PageError] = []
    for number, line in enumerate(lines, start=2):
        if not any(cell.strip() for cell in line):
            continue
        cells = dict(zip(header, (cell.strip() for cell in line), strict=False))
        wrong = _problem(table.beside, header, line, cells, entries)
        if wrong:
            problems.append(PageError(table.place, f"line {number}", wrong))
        else:
            values = (cells.get(name) or None for name in COLUMNS[1:])
            entries[cells["page"]] = SidecarEntry(*values)
    return Sidecar(entries, tuple(problems))


def _problem(
    beside: frozenset[str], header: list[str], line: list[str], cells: dict[str, str], entries: dict[str, SidecarEntry]
) -> str | None:
    """What is wrong with a line, or None; `beside` names the files of the table's folder."""
    if len(line) != len(header):
        return f"{len(line)} cells, but the header has {len(header)}"
    page, issued = cells["page"], cells.get("issued")
    if page in entries:
        return f"a second line for the page {page!r}"
    if page not in beside:
        return f"there is no page {page!r} beside the table"
    if issued and not _is_date(issued):
        return f"issued {issued!r} is no date like 2022-11-18"
    return None


def _is_date(text: str) -> bool:
    if not _ISO_DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True

"""The answer of a query as a picture: bars, a timeline, or a map of districts, where its columns allow.

Pure: an answer's table in, frozen values out; the page draws them without a script, so that they print and are read
aloud. What a picture cannot show of an answer it counts.
"""

from __future__ import annotations

import csv
import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from api.graph import Node
from api.table import Cell, Table
from api.words import NETWORK_CLASSES

# What XSD calls values of which a timeline makes something; --11 has no year and stands behind all others.
_DATES = frozenset({"date", "dateTime", "gYear", "gYearMonth", "gMonthDay", "gMonth"})
_YEAR = re.compile(r"(-?\d{4,})(?:-(\d\d))?")
# Up to so many months each has its own column above a timeline; more are counted by year.
_MONTHS = 36
# Steps of a map's shades; more are not told apart.
SHADES = 5


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: what it is about, its number as the answer writes it, and its length in percent of the longest."""

    cells: tuple[Cell, ...]
    number: str
    length: float


@dataclass(frozen=True, slots=True)
class Bars:
    """A bar for every row that has a number; `left_out` counts the others."""

    heading: str
    bars: tuple[Bar, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class Column:
    """How many rows fall into one period, and its height in percent of the tallest."""

    period: str
    count: int
    height: float


@dataclass(frozen=True, slots=True)
class Moment:
    """One row of a timeline: its date, empty where it has none, and its other cells."""

    date: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The rows by year, oldest first, those of no year last under an empty heading; and how many there are when."""

    years: tuple[tuple[str, tuple[Moment, ...]], ...]
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Tile:
    """A district on the map: its number, and its shade from 0 (nothing) to SHADES (the most)."""

    node: Node
    number: float
    shade: int


@dataclass(frozen=True, slots=True)
class Province:
    """A tile for a province: where it stands, what the answer has in it in all, and in each of its districts."""

    name: str
    short: str
    row: int
    column: int
    number: float
    shade: int
    districts: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class Map:
    """All provinces, and the districts of which the graph does not say in which they lie."""

    heading: str
    provinces: tuple[Province, ...]
    elsewhere: tuple[Tile, ...]

    @property
    def told(self) -> tuple[Province, ...]:
        """The provinces of which the answer tells something, the most first."""
        return tuple(sorted((p for p in self.provinces if p.districts), key=lambda p: (-p.number, p.name)))


def _column(table: Table, fits: Callable[[Cell], bool]) -> int | None:
    """The first column that holds such cells and nothing else."""
    return next((n for n in range(len(table.variables)) if (own := table.cells(n)) and all(map(fits, own))), None)


def _numbers(table: Table) -> int | None:
    return _column(table, lambda cell: cell.kind == "number" and math.isfinite(float(cell.text)))


def _dates(table: Table) -> int | None:
    return _column(table, lambda cell: cell.kind in _DATES)


def _districts(table: Table) -> int | None:
    return _column(table, lambda cell: cell.node is not None and cell.node.cls == "District")


def _others(row: tuple[Cell | None, ...], *columns: int) -> tuple[Cell, ...]:
    return tuple(cell for n, cell in enumerate(row) if n not in columns and cell is not None)


def bars(table: Table) -> Bars | None:
    """A bar a row, in the answer's order; None where no column has numbers, or nothing says what they count."""
    column = _numbers(table)
    if column is None or len(table.variables) < 2:
        return None
    numbered = [(row, cell) for row in table.rows if (cell := row[column]) is not None]
    values = [float(cell.text) for _, cell in numbered]
    most = max(values)
    if min(values) < 0 or most <= 0:
        return None
    found = tuple(
        Bar(_others(row, column), cell.text, round(100 * value / most, 2))
        for (row, cell), value in zip(numbered, values, strict=True)
    )
    return Bars(table.variables[column], found, len(table.rows) - len(found))


def timeline(table: Table) -> Timeline | None:
    """The rows in order of their date; None where no column has dates."""
    column = _dates(table)
    if column is None:
        return None
    moments = [Moment(cell.text if (cell := row[column]) else "", _others(row, column)) for row in table.rows]
    years: dict[str, list[Moment]] = defaultdict(list)
    for moment in moments:
        found = _YEAR.match(moment.date)
        years[found[1] if found else ""].append(moment)
    order = sorted(years, key=lambda year: (year == "", int(year or 0)))
    # What tells more exactly when it was comes behind what only names the year.
    inside = {year: tuple(sorted(years[year], key=lambda moment: moment.date or "~")) for year in order}
    return Timeline(tuple(inside.items()), _columns(moments))


def _columns(moments: Iterable[Moment]) -> tuple[Column, ...]:
    """Rows by month where all name one and these are few, by year otherwise; empty periods in between too."""
    found = [match for moment in moments if (match := _YEAR.match(moment.date))]
    if not found:
        return ()
    months = [int(match[1]) * 12 + int(match[2]) - 1 for match in found if match[2]]
    if len(months) == len(found) and max(months) - min(months) < _MONTHS:
        counts, names = Counter(months), {n: f"{n // 12}-{n % 12 + 1:02}" for n in range(min(months), max(months) + 1)}
    else:
        years = [int(match[1]) for match in found]
        counts, names = Counter(years), {n: f"{n:04}" for n in range(min(years), max(years) + 1)}
    most = max(counts.values())
    return tuple(Column(name, counts[n], round(100 * counts[n] / most, 2)) for n, name in names.items())


@cache
def provinces() -> dict[str, tuple[str, int, int]]:
    """Province → its short name, and row and column of its tile, which lies about where the province does."""
    source = files("api") / "tables" / "provinces.tsv"
    with source.open(encoding="utf-8") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["name"]: (row["short"], int(row["row"]), int(row["column"])) for row in rows}


def districts_in(table: Table) -> tuple[str, ...]:
    """The IRIs of the districts that a map of the answer would show."""
    column = _districts(table)
    if column is None:
        return ()
    return tuple(sorted({cell.node.iri for cell in table.cells(column) if cell.node is not None}))


def district_map(table: Table, within: Mapping[str, tuple[Node, ...]]) -> Map | None:
    """Districts with the sum of their rows' numbers, or how many rows they have; None where no column has districts.

    `within` names the districts that a district lies in, itself among them.
    """
    column = _districts(table)
    if column is None:
        return None
    counted = _numbers(table)
    sums: dict[str, float] = defaultdict(float)
    nodes: dict[str, Node] = {}
    for row in table.rows:
        cell = row[column]
        if cell is None or cell.node is None:
            continue
        number = row[counted] if counted is not None else None
        nodes[cell.node.iri] = cell.node
        sums[cell.node.iri] += (float(number.text) if number else 0) if counted is not None else 1
    if min(sums.values()) < 0:
        return None
    most = max(sums.values())
    tiles: dict[str, list[Tile]] = defaultdict(list)
    for iri in sorted(sums, key=lambda iri: (-sums[iri], nodes[iri].label, iri)):
        province = next((n.label for n in within.get(iri, (nodes[iri],)) if n.label in provinces()), "")
        tiles[province].append(Tile(nodes[iri], sums[iri], _shade(sums[iri], most)))
    totals = {name: sum(tile.number for tile in found) for name, found in tiles.items() if name}
    top = max(totals.values(), default=0)
    drawn = tuple(
        Province(name, *place, totals.get(name, 0), _shade(totals.get(name, 0), top), tuple(tiles.get(name, ())))
        for name, place in provinces().items()
    )
    return Map(table.variables[counted] if counted is not None else "", drawn, tuple(tiles.get("", ())))


def _shade(number: float, most: float) -> int:
    return math.ceil(SHADES * number / most) if most > 0 else 0


def drawable(table: Table) -> tuple[Node, ...]:
    """The nodes of an answer that a network draws, in its order."""
    found = {cell.node.path: cell.node for row in table.rows for cell in row if cell and cell.node and cell.node.path}
    return tuple(node for node in found.values() if node.cls in NETWORK_CLASSES)

"""What the start page tells of a graph: its latest events, how many there were when, and where."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from api import dates
from api.facts import EventInfo, text_of
from api.graph import Node, Reader
from api.reading import event_infos

# Columns of a picture that a phone still shows apart; where months would be more, years stand, or else decades.
_COLUMNS = 40
# Districts that are named; the others are counted together.
_DISTRICTS = 12
# The picture of the columns in its own units, which a browser scales; of the width a column takes this part.
_WIDE, _HIGH, _FILLED = 600, 160, 0.8


@dataclass(frozen=True, slots=True)
class Column:
    """How many events there were in a period, and where the column stands in the picture."""

    period: str
    count: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Columns:
    """The picture of events over time; `undated` have neither a year of their own nor an article's."""

    columns: tuple[Column, ...]
    undated: int
    wide: int = _WIDE
    high: int = _HIGH

    @property
    def most(self) -> Column:
        """The period with the most events, the first of equals."""
        return max(self.columns, key=lambda column: column.count)


@dataclass(frozen=True, slots=True)
class Overview:
    """The latest events, events over time, and the districts with the most; `elsewhere` are in other districts."""

    latest: tuple[tuple[Node, EventInfo], ...]
    over_time: Columns
    districts: tuple[tuple[Node, int], ...]
    elsewhere: int


def overview(reader: Reader, latest: int) -> Overview:
    """The overview of the graph with that many of the latest events."""
    keys = _order(reader)
    dated = sorted((iri for iri in keys if keys[iri][0] == 0), key=lambda iri: (keys[iri], iri), reverse=True)
    undated = sorted(iri for iri in keys if keys[iri][0] != 0)
    chosen = [*dated, *undated][:latest]
    nodes, infos = reader.nodes(chosen), event_infos(reader, chosen)
    counted = [
        (row["d"].value, int(row["n"].value))
        for row in reader.select("SELECT ?d (COUNT(DISTINCT ?e) AS ?n) { ?e ukg:district ?d } GROUP BY ?d")
    ]
    counted.sort(key=lambda pair: (-pair[1], pair[0]))
    districts = reader.nodes(iri for iri, _ in counted[:_DISTRICTS])
    return Overview(
        latest=tuple((nodes[iri], infos[iri]) for iri in chosen),
        over_time=columns([keys[iri][1] for iri in dated], len(undated)),
        districts=tuple((districts[iri], n) for iri, n in counted[:_DISTRICTS]),
        elsewhere=sum(n for _, n in counted[_DISTRICTS:]),
    )


def _order(reader: Reader) -> dict[str, tuple[int, str]]:
    """The place of every event in time, by its own date or by its article's."""
    stated: dict[str, str] = {}
    issued: dict[str, str] = {}
    for row in reader.select("SELECT ?x ?v { ?x a ukg:Event OPTIONAL { ?x ukg:date|ukg:startDate ?v } }"):
        value = text_of(row["v"]) if row["v"] is not None else ""
        stated[row["x"].value] = max(stated.get(row["x"].value, ""), value)
    for row in reader.select("SELECT ?x ?v { ?a ukg:reports ?x ; dcterms:issued ?v }"):
        issued[row["x"].value] = max(issued.get(row["x"].value, ""), text_of(row["v"]))
    return {iri: dates.sort_key(start, issued.get(iri, "")) for iri, start in stated.items()}


def columns(days: list[str], undated: int) -> Columns:
    """The days, as ISO 8601 has them, counted by month, year or decade; periods without any stand, too."""
    months = [_month(day) for day in days]
    span = max(months) - min(months) + 1 if days and all(len(day) >= len("2022-11") for day in days) else None
    if span is not None and span <= _COLUMNS:
        counts = Counter(months)
        told = {month: f"{month // 12:04}-{month % 12 + 1:02}" for month in range(min(months), max(months) + 1)}
    else:
        years = [month // 12 for month in months]
        step = 1 if not years or max(years) - min(years) < _COLUMNS else 10
        counts = Counter(year // step for year in years)
        told = {n: f"{n * step:04}" for n in range(min(counts), max(counts) + 1)} if counts else {}
    most = max(counts.values(), default=1)
    room = _WIDE / max(len(told), 1)
    return Columns(
        tuple(
            Column(
                period,
                counts[number],
                x=round((place + (1 - _FILLED) / 2) * room, 1),
                y=round(_HIGH - counts[number] / most * _HIGH, 1),
                width=round(room * _FILLED, 1),
                height=round(counts[number] / most * _HIGH, 1),
            )
            for place, (number, period) in enumerate(told.items())
        ),
        undated,
    )


def _month(day: str) -> int:
    """The number of the day's month, counted from the year 0; of a year alone its first."""
    year, _, rest = day.partition("-")
    return int(year) * 12 + (int(rest[:2]) - 1 if rest[:2].isdigit() else 0)

"""The page of /sparql for people: the form, the examples, what came of a query, and the ways to take it along."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flask import Response, render_template, url_for

from api import errors, language
from api.negotiate import HTML, OFFERED
from api.operation import Operation
from api.queries import EXAMPLES
from api.table import Table

_PLACE = re.compile(r"error at (\d+):(\d+)")
# Format → how the page calls it.
FORMAT_NAMES: dict[str, str] = {
    "json": "JSON",
    "xml": "XML",
    "csv": "CSV",
    "tsv": "TSV",
    "spreadsheet": "电子表格",
    "ttl": "Turtle",
    "jsonld": "JSON-LD",
    "nt": "N-Triples",
    "rdf": "RDF/XML",
    "nq": "N-Quads",
    "trig": "TriG",
}
# Kind of an answer → the formats that a file of it can have, by name.
FILES: dict[str, tuple[str, ...]] = {
    kind: tuple(f.name for f in formats if f is not HTML) for kind, formats in OFFERED.items()
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a query is wrong: line and column from 1, and the line's text before and from there."""

    line: int
    column: int
    before: str
    after: str


def place_of(problem: errors.Problem, query: str) -> Place | None:
    """The place that the engine names; None where it names none."""
    found = _PLACE.search(problem.detail)
    if found is None:
        return None
    line, column = int(found[1]), int(found[2])
    lines = query.splitlines()
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    return Place(line, column, text[: column - 1], text[column - 1 :])


def _graphs(asked: Operation) -> dict[str, list[str]]:
    """The graphs that a query was asked of, by the protocol's names for them."""
    told = {"default-graph-uri": asked.default_graphs, "named-graph-uri": asked.named_graphs}
    return {name: list(graphs) for name, graphs in told.items() if graphs}


def address(asked: Operation, **more: str) -> str:
    """The address that asks the same once more, of the same graphs."""
    return url_for("sparql.endpoint", query=asked.query, **_graphs(asked), **more)  # type: ignore[arg-type]


def page(asked: Operation | None, *, table: Table | None = None, problem: errors.Problem | None = None) -> Response:
    """The page with the query that was asked, if one was, and its answer or what was wrong."""
    files = FILES[table.kind] if table else ()
    examples = [(e.question, e.query(language.chosen()), e.view) for e in EXAMPLES]
    text = render_template(
        "query.html",
        asked=asked,
        graphs=_graphs(asked) if asked else {},
        examples=examples,
        table=table,
        downloads=[(FORMAT_NAMES[name], address(asked, format=name)) for name in files] if asked else [],
        formats=FORMAT_NAMES,
        files=FILES,
        problem=problem,
        place=place_of(problem, asked.query) if asked and problem else None,
    )
    status = problem.status if problem else 200
    return Response(text, status=status, content_type=HTML.content_type, headers=errors.headers(problem))

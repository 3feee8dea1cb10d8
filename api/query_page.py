"""The page of /sparql for people: the form, the examples, what came of a query, and the ways to take it along."""

from __future__ import annotations

import logging
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from flask import Response, render_template, request, url_for

from api import charts, completion, errors, language
from api.graph import Node
from api.negotiate import HTML, OFFERED
from api.operation import Operation
from api.queries import EXAMPLES
from api.service import service
from api.table import Table
from api.words import UNKNOWN

# The editor, as api/editor/build.py bundles it when Union KG is installed.
EDITOR = Path(__file__).parent / "static" / "editor" / "query.js"
_PLACE = re.compile(r"error at (\d+):(\d+)")
_IRI = re.compile(r"<([^<>\s\"]+)>")
# Queries that people write name a few nodes; of a list that a program wrote the first are enough.
_NAMED = 50
# What the engine says of a prefix that the query does not declare, and what stands before that place.
_UNDECLARED = "Prefix not found"
_PREFIXED = re.compile(r"(?<![\w-])([A-Za-z][\w-]*):[\w-]*\Z")
# How an answer can be looked at, where its columns allow; and what the page calls that.
VIEWS: dict[str, str] = {"table": "表格", "bars": "条形图", "timeline": "时间线", "map": "地区图"}
# An address of so many nodes has some 15 kB; the server takes 64.
_NETWORK_NODES = 400
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


def tell_what_is_missing() -> None:
    """Tells the operator, at the start, of a page that has only the plain form."""
    if not EDITOR.is_file():
        logging.getLogger("union-kg").warning(
            "The query page has a plain form and no editor, which could not be built when Union KG was installed."
            " Install it anew where npm works; in a clone: python api/editor/build.py"
        )


@dataclass(frozen=True, slots=True)
class Place:
    """Where a query is wrong: line and column from 1, the line's text before and from there.

    `prefix` is one of the project's where the query uses it there without declaring it.
    """

    line: int
    column: int
    before: str
    after: str
    prefix: str


def place_of(problem: errors.Problem, query: str) -> Place | None:
    """The place that the engine names; None where it names none."""
    found = _PLACE.search(problem.detail)
    if found is None:
        return None
    line, column = int(found[1]), int(found[2])
    lines = query.splitlines()
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    before = text[: column - 1]
    used = _PREFIXED.search(before) if _UNDECLARED in problem.detail else None
    prefix = used[1] if used and used[1] in completion.PREFIXES_OFFERED else ""
    return Place(line, column, before, text[column - 1 :], prefix)


def _graphs(asked: Operation) -> dict[str, list[str]]:
    """The graphs that a query was asked of, by the protocol's names for them."""
    told = {"default-graph-uri": asked.default_graphs, "named-graph-uri": asked.named_graphs}
    return {name: list(graphs) for name, graphs in told.items() if graphs}


def address(asked: Operation, **more: str) -> str:
    """The address that asks the same once more, of the same graphs."""
    return url_for("sparql.endpoint", query=asked.query, **_graphs(asked), **more)  # type: ignore[arg-type]


def _names(query: str) -> dict[str, str]:
    """The names of the graph's nodes that a query has the IRIs of, for the editor to show."""
    reader = service().reader
    iris = [iri for iri in dict.fromkeys(_IRI.findall(query)) if reader.path_of(iri)][:_NAMED]
    return {iri: node.label for iri, node in reader.nodes(iris).items() if node.cls != UNKNOWN.name}


def _views(table: Table) -> dict[str, str]:
    """The views that the answer's columns allow."""
    possible = {
        "table": True,
        "bars": charts.bars(table) is not None,
        "timeline": charts.timeline(table) is not None,
        "map": bool(charts.districts_in(table)),
    }
    return {name: text for name, text in VIEWS.items() if possible[name]}


def _within(iris: tuple[str, ...]) -> dict[str, tuple[Node, ...]]:
    """The districts that each of these lies in, itself among them."""
    reader = service().reader
    block = " ".join(f"<{iri}>" for iri in iris)
    found: dict[str, set[str]] = defaultdict(set)
    for row in reader.select(f"SELECT DISTINCT ?d ?in {{ VALUES ?d {{ {block} }} ?d ukg:partOf* ?in }}"):
        found[row["d"].value].add(row["in"].value)
    nodes = reader.nodes({iri for above in found.values() for iri in above})
    return {iri: tuple(nodes[i] for i in sorted(above)) for iri, above in found.items()}


def _picture(table: Table, view: str) -> charts.Bars | charts.Timeline | charts.Map | None:
    if view == "bars":
        return charts.bars(table)
    if view == "timeline":
        return charts.timeline(table)
    return charts.district_map(table, _within(charts.districts_in(table))) if view == "map" else None


def _answer(asked: Operation, table: Table) -> dict[str, object]:
    """What the page shows of an answer: one view of it, ways to the others, and the files."""
    views = _views(table)
    wanted = request.args.get("view", "table")
    view = wanted if wanted in views else "table"
    nodes = charts.drawable(table)
    shown = nodes[: min(_NETWORK_NODES, service().settings.network_nodes_max)]
    return {
        "table": table,
        "views": views,
        "view": view,
        "view_missing": view != wanted,
        "targets": {name: address(asked, format=HTML.name, view=name) for name in views},
        "picture": _picture(table, view),
        "network": url_for("network.overview", node=[n.path for n in shown]) if len(nodes) > 1 else None,
        "network_count": len(shown),
        "network_left_out": len(nodes) - len(shown),
        "downloads": [(FORMAT_NAMES[name], address(asked, format=name)) for name in FILES[table.kind]],
    }


def page(asked: Operation | None, *, table: Table | None = None, problem: errors.Problem | None = None) -> Response:
    """The page with the query that was asked, if one was, and its answer or what was wrong."""
    examples = [(e.question, e.query(language.chosen()), e.view) for e in EXAMPLES]
    place = place_of(problem, asked.query) if asked and problem else None
    text = render_template(
        "query.html",
        editor=completion.offered() if EDITOR.is_file() else None,
        asked=asked,
        graphs=_graphs(asked) if asked else {},
        examples=examples,
        **(_answer(asked, table) if asked and table else {}),
        formats=FORMAT_NAMES,
        files=FILES,
        problem=problem,
        reason=errors.TITLES.get(problem.status, problem.status.phrase) if problem else "",
        names=_names(asked.query) if asked else {},
        place=place,
        prefixes=completion.PREFIXES_OFFERED,
    )
    status = problem.status if problem else 200
    return Response(text, status=status, content_type=HTML.content_type, headers=errors.headers(problem))

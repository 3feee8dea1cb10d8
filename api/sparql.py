"""/sparql: the SPARQL 1.1 protocol's query operation, and a page for people who ask in a browser."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl

import pyoxigraph as ox
from flask import Blueprint, Response, render_template, request
from werkzeug.exceptions import RequestEntityTooLarge

from api import errors, negotiate, serialize
from api.graph import Node, local_name
from api.negotiate import HTML, Format
from api.queries import EXAMPLES
from api.service import service
from kg.errors import QueryError
from kg.model import Iri

blueprint = Blueprint("sparql", __name__)

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"

# What may stand before an update's first word: comments and the prologue.
_PROLOGUE = re.compile(r"(?:\s+|\#[^\r\n]*|(?:BASE|PREFIX\s+[^\s:]*:)\s*<[^<>\s]*>)*", re.IGNORECASE)
_PLACE = re.compile(r"error at (\d+):(\d+)")
_UPDATE_WORD = re.compile(r"(?:INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Operation:
    """A query as the protocol transports it: its text and the graphs it is asked of (None: those of the query)."""

    query: str
    default_graphs: tuple[Iri, ...]
    named_graphs: tuple[Iri, ...]
    format: str | None


@dataclass(frozen=True, slots=True)
class Cell:
    """A value in a table for people: a node of ours with its name, another IRI, or a literal with its type."""

    text: str
    node: Node | None
    iri: str
    kind: str


@dataclass(frozen=True, slots=True)
class Table:
    """A query's answer for people; `more` where there are rows that the page does not show."""

    variables: tuple[str, ...]
    rows: tuple[tuple[Cell | None, ...], ...]
    more: bool
    boolean: bool | None = None


def _decode(raw: bytes, what: str) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise errors.bad_request(f"The {what} is not UTF-8: byte {error.start} cannot be read.") from error


def _parameters(raw: bytes, what: str) -> list[tuple[str, str]]:
    """The parameters of a URL or a form, decoded once: Chinese IRIs hold escapes that must stay as they are."""
    try:
        return parse_qsl(_decode(raw, what), keep_blank_values=True, encoding="utf-8", errors="strict")
    except UnicodeDecodeError as error:
        raise errors.bad_request(f"A parameter of the {what} is not UTF-8 when its escapes are decoded.") from error
    except ValueError as error:
        raise errors.bad_request(f"The {what} cannot be read: {error}") from error


def _body() -> bytes:
    try:
        return request.get_data(cache=True, parse_form_data=False)
    except RequestEntityTooLarge as error:
        raise errors.too_large(service().settings.max_query_bytes) from error


def _operation() -> Operation | None:
    """The query of the request; None where a GET brings none."""
    parameters = _parameters(request.query_string, "URL")
    if request.method == "POST":
        if request.mimetype == UPDATE:
            raise errors.read_only()
        if request.mimetype == FORM:
            parameters += _parameters(_body(), "form")
        elif request.mimetype == QUERY:
            if any(name == "query" for name, _ in parameters):
                raise errors.bad_request("There is a query in the body and another one in the URL.")
            parameters.append(("query", _decode(_body(), "body")))
        else:
            raise errors.unsupported_body(request.mimetype, (QUERY, FORM))
    values: dict[str, list[str]] = {}
    for name, value in parameters:
        values.setdefault(name, []).append(value)
    if "update" in values:
        raise errors.read_only()
    queries = values.get("query", [])
    if len(queries) > 1:
        raise errors.bad_request(f"There must be one query; the request has {len(queries)}.")
    if not queries or (not queries[0].strip() and request.method == "GET"):
        if request.method == "POST":
            raise errors.bad_request("The request has no query: give it as the form's field `query`.")
        return None
    if len(queries[0].encode()) > service().settings.max_query_bytes:
        raise errors.too_large(service().settings.max_query_bytes)
    return Operation(
        queries[0],
        _graphs(values.get("default-graph-uri", []), "default-graph-uri"),
        _graphs(values.get("named-graph-uri", []), "named-graph-uri"),
        next(iter(values.get("format", [])), None) or None,
    )


def _graphs(values: list[str], name: str) -> tuple[Iri, ...]:
    for value in values:
        try:
            ox.NamedNode(value)
        except ValueError as error:
            raise errors.bad_request(f"{name}={value}: this is no absolute IRI.") from error
    return tuple(Iri(v) for v in values)


def _answer(operation: Operation) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    given = bool(operation.default_graphs or operation.named_graphs)
    try:
        return service().release.store.query(
            operation.query,
            default_graphs=operation.default_graphs if given else None,
            named_graphs=operation.named_graphs if given else None,
        )
    except QueryError:
        start = _PROLOGUE.match(operation.query)
        if start and _UPDATE_WORD.match(operation.query, start.end()):
            raise errors.read_only() from None
        raise


def _choose(wanted: str | None, formats: tuple[Format, ...]) -> Format:
    if wanted is not None:
        named = negotiate.by_name(wanted, formats)
        if named is None:
            offered = ", ".join(f.name for f in formats)
            raise errors.bad_request(f"format={wanted}: this answer can be written as {offered}.")
        return named
    # The page comes last: a client that takes anything gets data.
    chosen = negotiate.choose(request.headers.get("Accept"), formats)
    if chosen is None:
        raise errors.not_acceptable(negotiate.media_types(formats))
    return chosen


@blueprint.route("/sparql", methods=["GET", "POST"])
def endpoint() -> Response:
    """Answers a query; without one a browser gets the query page and a program the service's description."""
    operation = _operation()
    response = _describe() if operation is None else _respond(operation)
    response.headers["Vary"] = "Accept"
    return response


def _respond(operation: Operation) -> Response:
    try:
        answer = _answer(operation)
        if isinstance(answer, ox.QueryTriples):
            chosen = _choose(operation.format, (*negotiate.GRAPHS, HTML))
            if chosen is HTML:
                return _page(operation.query, table=_triples(answer))
            body = serialize.graph_bytes(answer, chosen)
        else:
            formats = negotiate.RESULTS if isinstance(answer, ox.QuerySolutions) else negotiate.BOOLEANS
            chosen = _choose(operation.format, (*formats, HTML))
            if chosen is HTML:
                solutions = isinstance(answer, ox.QuerySolutions)
                return _page(operation.query, table=_rows(answer) if solutions else _boolean(bool(answer)))
            assert isinstance(chosen.writer, ox.QueryResultsFormat)
            body = answer.serialize(format=chosen.writer) or b""
    except (QueryError, ValueError, OSError, errors.Problem) as error:
        problem = error if isinstance(error, errors.Problem) else errors.bad_request(str(error))
        if operation.format == HTML.name or negotiate.prefers_html(request.headers.get("Accept")):
            return _page(operation.query, problem=problem)
        raise problem from error
    return Response(body, content_type=chosen.content_type)


def _describe() -> Response:
    chosen = _choose(None, (*negotiate.GRAPHS, HTML))
    if chosen is HTML:
        return _page("")
    endpoint_ = ox.NamedNode(request.base_url)
    sd, a = "http://www.w3.org/ns/sparql-service-description#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    facts = [(a, sd + "Service"), (sd + "endpoint", request.base_url), (sd + "supportedLanguage", sd + "SPARQL11Query")]
    facts += [(sd + "feature", sd + "UnionDefaultGraph")]
    facts += [(sd + "resultFormat", f.writer.iri) for f in (*negotiate.RESULTS, *negotiate.GRAPHS) if f.writer]
    triples = [ox.Triple(endpoint_, ox.NamedNode(p), ox.NamedNode(o)) for p, o in facts]
    return Response(serialize.graph_bytes(triples, chosen), content_type=chosen.content_type)


def _page(query: str, *, table: Table | None = None, problem: errors.Problem | None = None) -> Response:
    place = _PLACE.search(problem.detail) if problem else None
    line, column = (int(place[1]), int(place[2])) if place else (0, 0)
    lines = query.splitlines()
    shown = lines[line - 1] if 0 < line <= len(lines) else ""
    page = render_template(
        "query.html",
        query=query,
        table=table,
        problem=problem,
        examples=EXAMPLES,
        at=(line, column, shown[: column - 1], shown[column - 1 :]) if place else None,
    )
    return Response(page, status=problem.status if problem else 200, content_type=HTML.content_type)


def _rows(answer: ox.QuerySolutions | ox.QueryBoolean) -> Table:
    assert isinstance(answer, ox.QuerySolutions)
    variables = [v.value for v in answer.variables]
    limit = service().settings.html_rows
    rows: list[list[object]] = []
    for row in answer:
        if len(rows) == limit:
            return Table(tuple(variables), _cells(rows), more=True)
        rows.append([row[v] for v in variables])
    return Table(tuple(variables), _cells(rows), more=False)


def _triples(answer: ox.QueryTriples) -> Table:
    limit = service().settings.html_rows
    rows: list[list[object]] = []
    for triple in answer:
        if len(rows) == limit:
            return Table(("主语", "谓语", "宾语"), _cells(rows), more=True)
        rows.append([triple.subject, triple.predicate, triple.object])
    return Table(("主语", "谓语", "宾语"), _cells(rows), more=False)


def _boolean(value: bool) -> Table:
    return Table((), (), more=False, boolean=value)


def _cells(rows: list[list[object]]) -> tuple[tuple[Cell | None, ...], ...]:
    reader = service().reader
    iris = {t.value for row in rows for t in row if isinstance(t, ox.NamedNode)}
    nodes = reader.nodes(iri for iri in iris if reader.path_of(iri))
    return tuple(tuple(None if t is None else _cell(t, nodes) for t in row) for row in rows)


def _cell(term: object, nodes: dict[str, Node]) -> Cell:
    if isinstance(term, ox.NamedNode):
        node = nodes.get(term.value)
        return Cell(node.label if node else term.value, node, term.value, "iri")
    if isinstance(term, ox.Literal):
        kind = term.language or local_name(term.datatype.value)
        number = kind in ("integer", "decimal", "double", "float")
        return Cell(term.value, None, "", "number" if number else kind)
    return Cell(str(term), None, "", "other")

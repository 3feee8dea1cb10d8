"""/sparql: the SPARQL 1.1 protocol's query operation, and a page for people who ask in a browser."""

from __future__ import annotations

from flask import Blueprint, Response, request

from api import asking, description, errors, negotiate, query_page, serialize
from api.negotiate import HTML
from api.operation import Operation, operation
from api.service import service
from api.table import Table, table_of

blueprint = Blueprint("sparql", __name__)

# A page shows its table from these.
_PAGE_FORMATS: dict[str, str | None] = {"table": "json", "boolean": "json", "graph": "nt"}


@blueprint.route("/sparql", methods=["GET", "POST"])
def endpoint() -> Response:
    """Answers a query; without one a browser gets the query page and a program the service's description."""
    asked = operation()
    if asked is not None:
        return _respond(asked)
    chosen = serialize.wanted((*negotiate.GRAPHS, HTML))
    response = query_page.page(None) if chosen is HTML else serialize.graph_response(description.of_service(), chosen)
    response.headers["Vary"] = "Accept"
    return response


def _respond(asked: Operation) -> Response:
    try:
        wanted = asking.wanted(asked.format, request.headers.get("Accept"))
        if wanted.page:
            return query_page.page(asked, table=_table(asked))
        return data(asked, wanted)
    except errors.Problem as problem:
        if asked.format == HTML.name or negotiate.prefers_html(request.headers.get("Accept")):
            return query_page.page(asked, problem=problem)
        raise


def ask(query: str) -> bool:
    """Whether the graph has what an ASK query of our own looks for, within the limits of any query."""
    written, _ = asking.ask(service(), request.environ, Operation(query, None, None, None), _PAGE_FORMATS, None)
    with written.content:
        return b"true" in written.content.read()


def data(asked: Operation, wanted: asking.Wanted) -> Response:
    """The answer in the format wanted for its kind."""
    told = request.environ.get(asking.TOLD)
    if isinstance(told, BaseException):
        raise told
    answer = told or asking.answer(service(), request.environ, asked, wanted)
    if isinstance(answer, asking.Stream):
        response = Response(answer.parts, headers=list(answer.headers))
        response.call_on_close(answer.content.close)
        return serialize.part_by_part(response)
    response = Response(answer.body, headers=list(answer.headers))
    if "ETag" in response.headers:
        response.make_conditional(request)
    return response


def _table(asked: Operation) -> Table:
    rows = service().settings.html_rows
    written, _ = asking.ask(service(), request.environ, asked, _PAGE_FORMATS, rows + 1)
    with written.content:
        return table_of(written.kind, written.content, rows)

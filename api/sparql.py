"""/sparql: the SPARQL 1.1 protocol's query operation, and a page for people who ask in a browser."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import BinaryIO

from flask import Blueprint, Response, render_template, request

from api import description, errors, negotiate, serialize, truncation
from api.answers import Answer
from api.negotiate import HTML, Format
from api.observed import QUERY, STAGES
from api.operation import Operation, operation
from api.pool import Ending, Job, Refused, Written
from api.queries import EXAMPLES
from api.repeated import KEY
from api.service import service
from api.table import Table, table_of
from kg.query_text import changes, limited

blueprint = Blueprint("sparql", __name__)

_PLACE = re.compile(r"error at (\d+):(\d+)")
# A page shows its table from these.
_PAGE_FORMATS: dict[str, str | None] = {"table": "json", "boolean": "json", "graph": "nt"}
# Answers above this go out from disk part by part, and are not kept.
_WHOLE = 1 << 20
_PART = 1 << 16
# Below that, compressing saves nothing: the answer goes in one packet.
_WORTH_COMPRESSING = 1_000


@blueprint.route("/sparql", methods=["GET", "POST"])
def endpoint() -> Response:
    """Answers a query; without one a browser gets the query page and a program the service's description."""
    asked = operation()
    if asked is not None:
        return _respond(asked)
    chosen = negotiate.choose(request.headers.get("Accept"), (*negotiate.GRAPHS, HTML))
    if chosen is None:
        raise errors.not_acceptable(negotiate.media_types((*negotiate.GRAPHS, HTML)))
    response = _page("") if chosen is HTML else serialize.graph_response(description.of_service(), chosen)
    response.headers["Vary"] = "Accept"
    return response


def _respond(asked: Operation) -> Response:
    try:
        wanted = _wanted(asked.format, request.headers.get("Accept"))
        if HTML in wanted.values():
            return _page(asked.query, table=_table(asked))
        return data(asked, wanted)
    except errors.Problem as problem:
        if asked.format == HTML.name or negotiate.prefers_html(request.headers.get("Accept")):
            return _page(asked.query, problem=problem)
        raise


@lru_cache(maxsize=1024)
def _wanted(name: str | None, accept: str | None) -> dict[str, Format | None]:
    """Kind of answer → the format that the client wants for it; the page comes last: who takes anything gets data."""
    if name is not None:
        named = {kind: negotiate.by_name(name, formats) for kind, formats in negotiate.OFFERED.items()}
        if not any(named.values()):
            offered = ", ".join(sorted({f.name for formats in negotiate.OFFERED.values() for f in formats}))
            raise errors.bad_request(f"format={name}: an answer can be written as {offered}.")
        return named
    return {kind: negotiate.choose(accept, (*formats, HTML)) for kind, formats in negotiate.KINDS.items()}


def ask(query: str) -> bool:
    """Whether the graph has what an ASK query of our own looks for, within the limits of any query."""
    written, _ = _ask(Operation(query, None, None, None), _PAGE_FORMATS, None)
    with written.content:
        return b"true" in written.content.read()


def data(asked: Operation, wanted: dict[str, Format | None]) -> Response:
    """The answer in the format wanted for its kind, from memory where it was given before."""
    request.environ[QUERY] = asked.query
    formats = {kind: f.name if f else None for kind, f in wanted.items()}
    # The address is part of some answers: relative IRIs stand under it, and the note on a table's end names it.
    key = (request.base_url, asked.query, asked.default_graphs, asked.named_graphs, tuple(formats.values()))
    kept = service().answers.get(key)
    if kept is not None:
        request.environ[KEY] = key
        return _sent(kept)
    written, rows = _ask(asked, formats, service().settings.limits.rows)
    chosen = wanted[written.kind]
    if chosen is None:
        written.content.close()
        raise _not_offered(asked, written.kind)
    headers = [("Content-Type", chosen.content_type), ("Vary", "Accept, Accept-Encoding")]
    note = None
    if rows is not None and truncation.reached(written.content, chosen, rows):
        headers.append(truncation.header(rows))
        note = truncation.Note(request.base_url, rows)
    lasting = not changes(asked.query)
    headers.append(("Cache-Control", "no-cache" if lasting else "no-store"))
    if written.size > _WHOLE:
        return _streamed(written.content, chosen, headers, note)
    with written.content:
        text = b"".join(_parts(written.content, chosen, note))
    digest = hashlib.sha256(repr((service().version, key)).encode()).hexdigest()[:16]
    small = len(text) < _WORTH_COMPRESSING
    answer = Answer(tuple(headers), f'W/"{digest}"', text, None if small else gzip.compress(text, 1, mtime=0))
    if lasting:
        service().answers.keep(key, answer)
        request.environ[KEY] = key
    return _sent(answer, lasting=lasting)


def _ask(asked: Operation, formats: dict[str, str | None], rows: int | None) -> tuple[Written, int | None]:
    """The answer, and the number of rows at which it was told to end, if it was."""
    cut = None if rows is None else limited(asked.query, rows)
    try:
        written = _run(asked, cut or asked.query, formats)
    except Refused as refused:
        if refused.ending is not Ending.WRONG:
            raise errors.limit_reached(refused.ending.value, service().settings.limits) from refused
        if cut is None:
            raise errors.bad_request(refused.detail) from refused
        # The engine's words are to be about the query as it was sent.
        return _ask(asked, formats, None)
    request.environ[STAGES] = written.stages
    return written, rows if cut else None


def _run(asked: Operation, query: str, formats: dict[str, str | None]) -> Written:
    graphs = asked.default_graphs, asked.named_graphs
    job = Job(query, *graphs, formats, service().settings.limits.seconds, request.base_url)
    return service().pool.run(job, request.remote_addr or "")


def _not_offered(asked: Operation, kind: str) -> errors.Problem:
    offered = negotiate.KINDS[kind]
    if asked.format is not None:
        names = ", ".join(f.name for f in offered)
        return errors.bad_request(f"format={asked.format}: this answer can be written as {names}.")
    return errors.not_acceptable(negotiate.media_types(offered))


def _sent(answer: Answer, *, lasting: bool = True) -> Response:
    zipped = answer.gzipped is not None and request.accept_encodings.quality("gzip") > 0
    response = Response(answer.gzipped if zipped else answer.text, headers=list(answer.headers))
    if zipped:
        response.headers["Content-Encoding"] = "gzip"
    if lasting:
        response.headers["ETag"] = answer.etag
        response.last_modified = service().made
        response.make_conditional(request)
    return response


def _streamed(
    content: BinaryIO, chosen: Format, headers: list[tuple[str, str]], note: truncation.Note | None
) -> Response:
    response = Response(_parts(content, chosen, note), headers=headers)
    response.call_on_close(content.close)
    return serialize.part_by_part(response)


def _parts(content: BinaryIO, chosen: Format, note: truncation.Note | None) -> Iterator[bytes]:
    first = chosen.mark + content.read(_PART)
    yield note.put_into(first, chosen) if note else first
    while part := content.read(_PART):
        yield part


def _table(asked: Operation) -> Table:
    rows = service().settings.html_rows
    written, _ = _ask(asked, _PAGE_FORMATS, rows + 1)
    with written.content:
        return table_of(written.kind, written.content, rows)


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
    headers = {"Vary": "Accept", "Cache-Control": "no-store"}
    status = problem.status if problem else 200
    response = Response(page, status=status, content_type=HTML.content_type, headers=headers)
    if problem and problem.retry_after is not None:
        response.headers["Retry-After"] = str(problem.retry_after)
    return response

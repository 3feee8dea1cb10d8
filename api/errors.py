"""The one owner of HTTP status codes: what can go wrong, how it is told to people (HTML) and to programs (JSON)."""

from __future__ import annotations

import json
import logging
import math
from http import HTTPStatus

from flask import Flask, Response, render_template, request
from werkzeug.exceptions import HTTPException

from api import negotiate
from api.limits import Limits, limit
from kg.errors import RemoteError, RemoteTimeout

_log = logging.getLogger("union-kg.releases")

PROBLEM_JSON = "application/problem+json"

# After that some of those that send or read slowly are done.
_SLOW_SECONDS = 5

# Of a service whose graph another server has.
NO_FOLDER = "The graph is another server's, and this service has no release folder: kg serve DIR --endpoint URL."

# What a person reads above the details; the service speaks Chinese to people and English to programs.
TITLES: dict[int, str] = {
    400: "这个请求读不懂",
    403: "这里不允许这样做",
    404: "这里没有内容",
    405: "这个地址不接受这种请求方法",
    406: "没有您要的格式",
    408: "请求没有发完",
    410: "这个条目已经不在了",
    411: "请求没有说明长度",
    413: "请求太长",
    415: "不支持这种请求正文",
    429: "您的请求太多了",
    500: "服务出错了",
    502: "存放图谱的服务器答不了",
    503: "这个查询超出了限度",
    504: "存放图谱的服务器没有按时回答",
}


class Problem(Exception):
    """An answer that is not the thing asked for; `offered` lists what could have been asked for instead."""

    def __init__(
        self, status: HTTPStatus, detail: str, *, offered: tuple[str, ...] = (), retry_after: int | None = None
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.offered = offered
        self.retry_after = retry_after


def bad_request(detail: str) -> Problem:
    """The request cannot be understood."""
    return Problem(HTTPStatus.BAD_REQUEST, detail)


def read_only() -> Problem:
    """The request wants to change the graph."""
    return Problem(
        HTTPStatus.FORBIDDEN,
        "This service is read-only: it answers queries and takes no updates. The graph is made from newspaper pages; to"
        " correct a fact, judge it with `kg review` or `kg judge`, and have the judgement followed with `kg apply`.",
    )


def no_federation() -> Problem:
    """The query is well formed, and asks another server."""
    return Problem(
        HTTPStatus.FORBIDDEN,
        "Federation is off: SERVICE is well formed, but a query is answered from this graph alone and asks no other"
        " server. To join both, ask this service from the other one.",
    )


def forbidden(detail: str) -> Problem:
    """The client has not shown that it may do that."""
    return Problem(HTTPStatus.FORBIDDEN, detail)


def damaged(detail: str) -> Problem:
    """What the service needs is there and cannot be read; for people who can put it right."""
    return Problem(HTTPStatus.INTERNAL_SERVER_ERROR, detail)


def too_many_tries(seconds: int) -> Problem:
    """The client has told too many wrong tokens."""
    return Problem(HTTPStatus.TOO_MANY_REQUESTS, "Too many wrong tokens came from there.", retry_after=seconds)


def not_found(detail: str) -> Problem:
    """Nothing is known under that address."""
    return Problem(HTTPStatus.NOT_FOUND, detail)


def gone(path: str, before: str, at: str, became: tuple[str, ...]) -> Problem:
    """What an earlier release has under the address, and this one has not; `became` are the addresses to look at."""
    detail = f"The graph has nothing under {path} since {at}; the last release that has is {before}."
    return Problem(HTTPStatus.GONE, detail, offered=became)


def not_acceptable(offered: tuple[str, ...]) -> Problem:
    """None of the media types that the client accepts can be made."""
    return Problem(HTTPStatus.NOT_ACCEPTABLE, "None of the accepted media types is offered here.", offered=offered)


def too_large(limit: int) -> Problem:
    """The query is longer than the service reads."""
    return Problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"A query may be {limit} bytes long at most.")


def never_whole(came: int, length: int) -> Problem:
    """The request's body ended, or time was up, before all of it was there."""
    return Problem(HTTPStatus.REQUEST_TIMEOUT, f"Of the {length} bytes of the body {came} came; see /limits.")


def length_required() -> Problem:
    """The request's body comes in chunks, of which nobody knows how many there will be."""
    return Problem(HTTPStatus.LENGTH_REQUIRED, "Send the body with a Content-Length, and not in chunks.")


def encoded_body(encoding: str) -> Problem:
    """The request's body is compressed."""
    return Problem(
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"Content-Encoding: {encoding} is not read here; send the body as it is."
    )


def busy(doing: str) -> Problem:
    """So many clients do the same slowly that another one would leave too few threads to the others."""
    return Problem(HTTPStatus.SERVICE_UNAVAILABLE, f"Too many {doing} at the moment.", retry_after=_SLOW_SECONDS)


def limit_reached(name: str, limits: Limits) -> Problem:
    """The query used up what one query, or one client, may use; the name is that of the limit."""
    told = limit(limits, name)
    detail = f"The query was ended by the limit {name}={told.value:g} ({told.meaning}, in {told.unit}); see /limits."
    if name == "per_client":
        return Problem(HTTPStatus.TOO_MANY_REQUESTS, detail, retry_after=math.ceil(limits.seconds))
    later = math.ceil(limits.wait_seconds) if name == "workers" else None
    return Problem(HTTPStatus.SERVICE_UNAVAILABLE, detail, retry_after=later)


def unsupported_body(media_type: str, offered: tuple[str, ...]) -> Problem:
    """The request's body is of a type that no route reads."""
    named = media_type or "no Content-Type"
    return Problem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"The body's type ({named}) is not read here.", offered=offered)


def remote_failed(failure: RemoteError) -> Problem:
    """The server that has the graph fails; its address is told in the log, and to nobody else."""
    _log.warning("%s", failure)
    if isinstance(failure, RemoteTimeout):
        return Problem(HTTPStatus.GATEWAY_TIMEOUT, f"The SPARQL server that has the graph: {failure.problem}.")
    told = "it cannot be reached, or what it says cannot be read" if failure.status is None else failure.problem
    return Problem(HTTPStatus.BAD_GATEWAY, f"The SPARQL server that has the graph does not answer this: {told}.")


def headers(problem: Problem | None) -> dict[str, str]:
    """The headers of a problem, and of a page that may show one."""
    told = {"Vary": "Accept", "Cache-Control": "no-store"}
    if problem is not None and problem.retry_after is not None:
        told["Retry-After"] = str(problem.retry_after)
    return told


def problem_response(problem: Problem) -> Response:
    """The problem as a page for browsers, as RFC 9457 JSON for everybody else."""
    status = problem.status
    if negotiate.prefers_html(request.headers.get("Accept")):
        kind = (request.view_args or {}).get("kind", "")
        title = TITLES.get(status, status.phrase)
        page = render_template("problem.html", status=status, title=title, problem=problem, asked_kind=kind)
        return Response(page, status=status, mimetype="text/html", headers=headers(problem))
    body: dict[str, object] = {
        "type": "about:blank",
        "title": status.phrase,
        "status": int(status),
        "detail": problem.detail,
    }
    if problem.offered:
        body["offered"] = list(problem.offered)
    return Response(
        json.dumps(body, ensure_ascii=False) + "\n", status=status, content_type=PROBLEM_JSON, headers=headers(problem)
    )


def _http(error: HTTPException) -> Response:
    status = HTTPStatus(error.code or HTTPStatus.INTERNAL_SERVER_ERROR)
    if status < HTTPStatus.BAD_REQUEST:  # the router's own redirects
        response = error.get_response(request.environ)
        assert isinstance(response, Response)
        return response
    details = {
        HTTPStatus.NOT_FOUND: f"Nothing is known under {request.path}",
        HTTPStatus.METHOD_NOT_ALLOWED: f"{request.method} is not answered under {request.path}",
        HTTPStatus.INTERNAL_SERVER_ERROR: "The service failed to answer; its log says why.",
    }
    response = problem_response(Problem(status, details.get(status, error.description or status.phrase)))
    for name, value in error.get_headers(request.environ):
        if name.lower() in ("allow", "retry-after"):
            response.headers[name] = value
    return response


def install(app: Flask) -> None:
    """Makes the app answer every failure as a problem, and none with a trace."""
    app.register_error_handler(Problem, problem_response)
    app.register_error_handler(RemoteError, lambda failure: problem_response(remote_failed(failure)))
    app.register_error_handler(HTTPException, _http)

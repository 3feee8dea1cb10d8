"""Answers the usual request of a program, a GET of a query, without waking the app, which takes as long as the query.

It knows no rule of its own: what a request asks, which format it gets and how it is answered is told by the modules
that tell the app; what is not an answer in full is left to the app.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from api import asking, framing
from api.answers import Answer
from api.errors import Problem
from api.headers import EVERYWHERE
from api.negotiate import HTML
from api.operation import of_url
from api.service import Service
from kg.errors import KgError

_PATH = "/sparql"
# Requests with one of these may get an answer without a body, or part of one, or none.
_TO_THE_APP = {
    *framing.FRAME,
    *(f"HTTP_{name}" for name in ("IF_NONE_MATCH", "IF_MODIFIED_SINCE", "IF_MATCH", "IF_UNMODIFIED_SINCE", "RANGE")),
}
# A host as nearly all clients name it; of others the app finds out whether they are one.
_HOST = re.compile(r"[A-Za-z0-9.-]+(?::\d{1,5})?")


class Direct:
    """Stands before the app."""

    def __init__(self, app: WSGIApplication, service: Service) -> None:
        self._app = app
        self._service = service

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        answer = None
        if environ["PATH_INFO"] == _PATH and environ["REQUEST_METHOD"] == "GET" and _is_plain(environ):
            answer = self._answer(environ)
        if answer is None:
            return self._app(environ, start_response)
        start_response("200 OK", [*answer.headers, ("Content-Length", str(len(answer.body))), *EVERYWHERE])
        return [answer.body]

    def _answer(self, environ: WSGIEnvironment) -> Answer | None:
        """The answer; None where the app is to give it, or to tell what is wrong."""
        try:
            asked = of_url(environ["QUERY_STRING"].encode("latin-1"), self._service.settings.limits.query_bytes)
            if asked is None:
                return None
            wanted = asking.wanted(asked.format, environ.get("HTTP_ACCEPT"))
        except Problem:
            return None
        if HTML in wanted.values():
            return None
        try:
            answer = asking.answer(self._service, environ, asked, wanted)
        except (Problem, KgError, OSError, RuntimeError) as failure:
            # The app tells it, and need not find it out again.
            environ[asking.TOLD] = failure
            return None
        if isinstance(answer, Answer):
            return answer
        environ[asking.TOLD] = answer
        return None


def _is_plain(environ: WSGIEnvironment) -> bool:
    return _TO_THE_APP.isdisjoint(environ) and _HOST.fullmatch(environ.get("HTTP_HOST", "")) is not None

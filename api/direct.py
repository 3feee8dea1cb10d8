"""Answers the usual request of a program, a GET of a query, without waking the app, which takes as long as the query.

What came before, word for word, takes some microseconds. It knows no rule of its own: what a request asks, which
format it gets and how it is answered is told by the modules that tell the app; what is not an answer in full is left to
the app.
"""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from api import asking, framing
from api.answers import Answer
from api.errors import Problem
from api.headers import EVERYWHERE
from api.operation import of_url
from api.service import Service
from kg.errors import KgError

_PATH = "/sparql"
# Requests with one of these may get an answer without a body, or part of one, or none.
_TO_THE_APP = {
    *framing.FRAME,
    *(f"HTTP_{name}" for name in ("IF_MODIFIED_SINCE", "IF_MATCH", "IF_UNMODIFIED_SINCE", "RANGE")),
}
# A host as nearly all clients name it; of others the app finds out whether they are one.
_HOST = re.compile(r"[A-Za-z0-9.-]+(?::\d{1,5})?")
# All that the answer depends on but the release, which does not change; absolute addresses hold the host.
_MATTERS = ("QUERY_STRING", "HTTP_ACCEPT", "HTTP_ACCEPT_ENCODING", "HTTP_HOST", "wsgi.url_scheme")
# Requests remembered; each takes about 2 kB for its headers and its query string.
_REQUESTS = 4096
# What an answer without a body has not.
_OF_A_BODY = frozenset({"Content-Type", "Content-Length", "Content-Encoding"})

_Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Known:
    """A request that came before: the key of its answer, and what that begins with."""

    key: Hashable
    headers: _Headers
    etag: str


class Direct:
    """Stands before the app."""

    def __init__(self, app: WSGIApplication, service: Service) -> None:
        self._app = app
        self._service = service
        self._known: OrderedDict[Hashable, _Known] = OrderedDict()
        self._lock = threading.Lock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        asks = environ["PATH_INFO"] == _PATH and environ["REQUEST_METHOD"] == "GET"
        if not asks or not _TO_THE_APP.isdisjoint(environ):
            return self._app(environ, start_response)
        request = tuple(map(environ.get, _MATTERS))
        known = self._known.get(request)
        answer = self._service.answers.get(known.key) if known else None
        wanted = environ.get("HTTP_IF_NONE_MATCH")
        if known and answer and wanted == known.etag:
            start_response("304 Not Modified", [header for header in known.headers if header[0] not in _OF_A_BODY])
            return []
        if wanted is None and known and answer:
            start_response("200 OK", list(known.headers))
            return [answer.body]
        answer = self._answer(environ)
        if answer is None:
            return self._app(environ, start_response)
        headers = (*answer.headers, ("Content-Length", str(len(answer.body))), *EVERYWHERE)
        if asking.KEY in environ:
            self._remember(request, _Known(environ[asking.KEY], headers, dict(answer.headers)["ETag"]))
        if wanted is not None:  # another one, or several: the app compares them
            return self._app(environ, start_response)
        start_response("200 OK", list(headers))
        return [answer.body]

    def _remember(self, request: Hashable, known: _Known) -> None:
        with self._lock:
            self._known[request] = known
            while len(self._known) > _REQUESTS:
                self._known.popitem(last=False)

    def _answer(self, environ: WSGIEnvironment) -> Answer | None:
        """The answer; None where the app is to give it, or to tell what is wrong."""
        if not _HOST.fullmatch(environ.get("HTTP_HOST", "")):
            return None
        try:
            asked = of_url(environ["QUERY_STRING"].encode("latin-1"), self._service.settings.limits.query_bytes)
            if asked is None:
                return None
            wanted = asking.wanted(asked.format, environ.get("HTTP_ACCEPT"))
        except Problem:
            return None
        if wanted.page:
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

"""Answers GET requests for /sparql that came before, word for word, without waking the app: some microseconds each."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from api.answers import Answers
from api.framing import FRAME

# Set in the request's environment by the view whose answer may be given again: the key of the answer.
KEY = "union-kg.answer"
_PATH = "/sparql"
# Requests with one of these are to be refused, or compared with the time of the release.
_TO_THE_APP = {*FRAME, "HTTP_IF_MODIFIED_SINCE"}
# All that the answer depends on but the release, which does not change; absolute addresses hold the host.
_MATTERS = ("QUERY_STRING", "HTTP_ACCEPT", "HTTP_ACCEPT_ENCODING", "HTTP_HOST", "wsgi.url_scheme")
# Requests remembered; each takes about 2 kB for its headers and its query string.
_REQUESTS = 4096


@dataclass(frozen=True, slots=True)
class _Known:
    key: Hashable
    headers: tuple[tuple[str, str], ...]
    etag: str


class Repeated:
    """Stands before a WSGI app whose answers are kept in `answers`."""

    def __init__(self, app: WSGIApplication, answers: Answers) -> None:
        self._app = app
        self._answers = answers
        self._known: OrderedDict[Hashable, _Known] = OrderedDict()
        self._lock = threading.Lock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        asks = environ["PATH_INFO"] == _PATH and environ["REQUEST_METHOD"] == "GET"
        if not asks or not _TO_THE_APP.isdisjoint(environ):
            return self._app(environ, start_response)
        request = tuple(map(environ.get, _MATTERS))
        known = self._known.get(request)
        answer = self._answers.get(known.key) if known else None
        if known is None or answer is None:
            return self._asked(request, environ, start_response)
        if environ.get("HTTP_IF_NONE_MATCH") == known.etag:
            kept = [h for h in known.headers if h[0] not in ("Content-Type", "Content-Length", "Content-Encoding")]
            start_response("304 Not Modified", kept)
            return []
        start_response("200 OK", list(known.headers))
        return [answer.body]

    def _asked(self, request: Hashable, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        def remember(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            if status.startswith("200") and KEY in environ:
                self._remember(request, environ[KEY], headers)
            return start_response(status, headers, *more)

        return self._app(environ, remember)

    def _remember(self, request: Hashable, key: Hashable, headers: list[tuple[str, str]]) -> None:
        etag = dict(headers).get("ETag")
        if etag is None:
            return
        # The time of the answer is the server's to tell, anew for each.
        lasting = tuple([header for header in headers if header[0] != "Date"])
        with self._lock:
            self._known[request] = _Known(key, lasting, etag)
            while len(self._known) > _REQUESTS:
                self._known.popitem(last=False)

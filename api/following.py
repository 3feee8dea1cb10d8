"""Follows the current release: when another one becomes current, requests go to a new app, and none is dropped.

Every request is answered from beginning to end by the app that it came to, and so by one release. A former app is
closed when the last of its requests has been answered, its body read.
"""

from __future__ import annotations

import gc
import logging
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask
from werkzeug.wsgi import ClosingIterator

from api.service import Lasting, service_of
from api.settings import ServiceSettings
from kg.archive import current, newest
from kg.errors import KgError
from kg.layout import RELEASES

# A look is one system call; a reader does not notice a second.
_SECONDS_BETWEEN_LOOKS = 1.0

_log = logging.getLogger("union-kg.releases")


@dataclass(slots=True, eq=False)
class _Held:
    """An app with the number of requests that it is answering, and whether all that it reads at first is kept."""

    app: Flask
    release: str
    answer: WSGIApplication
    requests: int = 0
    kept: bool = False


class Following:
    """A WSGI app over whatever release is current."""

    def __init__(self, settings: ServiceSettings, make: Callable[[ServiceSettings, Path, Lasting], Flask]) -> None:
        """Opens the current release, or where that is damaged the one before; a ReleaseError where there is none."""
        self._settings = settings
        self._make = make
        self._lasting = Lasting()
        self._lock = threading.Lock()
        found = newest(settings.directory, _log.warning)
        self._current = self._hold(found.path)
        self._former: list[_Held] = []
        # What was current when it was last looked at, so that a damaged release is told once.
        self._seen = current(settings.directory)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        with self._lock:
            held = self._current
            held.requests += 1
        try:
            body = held.answer(environ, start_response)
        except BaseException:
            self._leave(held)
            raise
        if isinstance(body, list):
            self._leave(held)
            return body
        return ClosingIterator(body, partial(self._leave, held))

    @property
    def release(self) -> str:
        """The id of the release that new requests are answered from."""
        return self._current.release

    def follow(self) -> None:
        """Looks after the current release from now on, in a thread that ends with the process."""
        threading.Thread(target=self._follow, name="following", daemon=True).start()

    def look(self) -> None:
        """Changes over if another release has become current, and closes the former apps that are done."""
        wanted = current(self._settings.directory)
        if wanted is not None and wanted != self._seen:
            self._seen = wanted
            if wanted != self.release:
                self._change(wanted)
        self._close_former()
        self._keep()

    def close(self) -> None:
        """Closes all apps, whatever they are doing."""
        for held in (*self._former, self._current):
            service_of(held.app).close()

    def _follow(self) -> None:
        pause = threading.Event()
        while not pause.wait(_SECONDS_BETWEEN_LOOKS):
            self.look()

    def _keep(self) -> None:
        """Takes what stays as long as the release from the collector, which would stop all requests to look at it."""
        if not self._current.kept and service_of(self._current.app).links.read:
            self._current.kept = True
            gc.freeze()

    def _change(self, wanted: str) -> None:
        try:
            held = self._hold(self._settings.directory / RELEASES / wanted)
        except (KgError, OSError) as error:
            _log.warning("%s is still served, as the new release cannot be: %s", self.release, error)
            return
        with self._lock:
            self._former.append(self._current)
            self._current = held
        _log.info("%s is served now", held.release)

    def _hold(self, path: Path) -> _Held:
        app = self._make(self._settings, path, self._lasting)
        return _Held(app, path.name, app.wsgi_app)

    def _leave(self, held: _Held) -> None:
        with self._lock:
            held.requests -= 1

    def _close_former(self) -> None:
        with self._lock:
            done = [held for held in self._former if not held.requests]
            self._former = [held for held in self._former if held.requests]
        for held in done:
            service_of(held.app).close()
        if done:
            done.clear()
            # What was there at the start was kept from the collector; an app that is closed is to go.
            gc.unfreeze()
            gc.collect()
            gc.freeze()

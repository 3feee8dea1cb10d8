"""The production server: the app behind granian, one process for requests beside the workers for queries."""

from __future__ import annotations

import gc
import logging
import socket
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from wsgiref.types import WSGIApplication

from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server import Server

from api import create_app, silent
from api.following import Following
from api.remote import check
from api.settings import ServiceSettings
from kg.archive import newest
from kg.errors import KgError

# Requests in work at the same time; nearly all wait for a worker, a slow sender or a slow reader, and cost nothing.
_THREADS = 256
# Connections at the same time, most of them idle: some ten kB each, and a file handle of the usual 1024 at least.
_CONNECTIONS = 900
# A client that takes longer for its headers is none.
_HEADER_MS = 10_000
# An address of 64 kB, which is the longest that the server takes, and as much of headers.
_HEAD_BYTES = 1 << 17
# Between the app's being made and the server's listening lie some milliseconds.
_TRIES, _TRY_SECONDS = 200, 0.02


def serve(settings: ServiceSettings, host: str, port: int, log: Path | None, announce: Callable[[str], None]) -> None:
    """Serves until SIGINT or SIGTERM, then lets running requests end; port 0 picks a free one.

    `announce` hears the address. Raises KgError where nothing can listen there, ReleaseError where nothing is served.
    """
    if settings.remote:
        check(settings, settings.remote)
    else:
        newest(settings.directory, partial(print, "kg:", file=sys.stderr))
    port = _free(host, port)
    server = Server(
        target="union-kg",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=_THREADS,
        backpressure=_CONNECTIONS,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=_HEADER_MS, max_buffer_size=_HEAD_BYTES),
        websockets=False,
        respawn_failed_workers=True,
        # A query that runs when the service is told to end may take its whole time.
        workers_kill_timeout=round(settings.limits.seconds) + 5,
        log_level=LogLevels.error,
    )
    # The process that answers requests runs none of its exit handlers; this one sees it end, however it does.
    with TemporaryDirectory(prefix="union-kg-") as scratch:
        told = replace(settings, scratch=Path(scratch))
        server.serve(target_loader=partial(_app, told, host, port, log, announce), wrap_loader=False)


def _app(
    settings: ServiceSettings, host: str, port: int, log: Path | None, announce: Callable[[str], None]
) -> WSGIApplication:
    """The app, in the process that answers requests; the address is told once that process listens."""
    for name, level in (
        ("union-kg.access", logging.INFO if log else logging.WARNING),
        ("union-kg.slow", logging.WARNING),
        ("union-kg.releases", logging.WARNING),
    ):
        logger = logging.getLogger(name)
        logger.setLevel(level)
        logger.addHandler(logging.FileHandler(log, encoding="utf-8") if log else logging.StreamHandler())
        logger.propagate = False
    app = create_app(settings) if settings.remote else Following(settings, create_app)
    # What is there now stays: the collector need not look at the index of names again and again.
    gc.freeze()
    if isinstance(app, Following):
        app.follow()
    silent.watch(port, settings.limits.silent_seconds)
    threading.Thread(target=_announce, args=(host, port, announce), daemon=True).start()
    return app


def _announce(host: str, port: int, announce: Callable[[str], None]) -> None:
    # Where the service listens on all addresses, this machine's own one answers.
    near = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    for _ in range(_TRIES):
        with suppress(OSError), socket.create_connection((near, port), timeout=1):
            break
        time.sleep(_TRY_SECONDS)
    announce(f"http://{f'[{host}]' if ':' in host else host}:{port}/")


def _free(host: str, port: int) -> int:
    """The port, or a free one where it is 0; the server itself would share a port with another one in silence."""
    try:
        with socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            found: int = probe.getsockname()[1]
            return found
    except OSError as error:
        raise KgError(f"cannot listen at {host}:{port}: {error.strerror or error}") from error

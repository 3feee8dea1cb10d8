"""What one running service holds: the open release and what was made from it at the start."""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import cast

from flask import Flask, current_app

from api.answers import Answers
from api.applying import Applying
from api.curation import Attempts
from api.former import Formers
from api.graph import Reader
from api.links import Links
from api.observed import Metrics
from api.overview import Overview, overview
from api.pool import Pool
from api.remote import remote
from api.search import Index
from api.settings import ServiceSettings
from api.source import Served, local
from api.views import Views
from kg.release import OpenRelease

KEY = "union-kg"
# Requests whose bodies are on their way, and answers that are read part by part: each may keep a thread for long, and
# both together are to leave half of the threads to all others.
_SLOW = 64


@dataclass(frozen=True, slots=True)
class Curating:
    """Wrong tokens by client, and the build that follows the ledger."""

    attempts: Attempts = field(default_factory=Attempts)
    applying: Applying = field(default_factory=Applying)


@dataclass(frozen=True, slots=True)
class Lasting:
    """What outlasts a change of release: metrics, the places of slow senders and readers, who tried to judge."""

    metrics: Metrics = field(default_factory=Metrics)
    senders: threading.BoundedSemaphore = field(default_factory=lambda: threading.BoundedSemaphore(_SLOW))
    readers: threading.BoundedSemaphore = field(default_factory=lambda: threading.BoundedSemaphore(_SLOW))
    curating: Curating = field(default_factory=Curating)


@dataclass(frozen=True, slots=True)
class Service:
    """The release and its readers; `opened` is the release where its own store is asked.

    `version` changes with the graph and with the service's own code.
    """

    settings: ServiceSettings
    release: Served
    opened: OpenRelease | None
    reader: Reader
    views: Views
    index: Index
    links: Links
    overview: Overview
    former: Formers
    version: str
    made: datetime
    pool: Pool
    answers: Answers
    metrics: Metrics
    senders: threading.BoundedSemaphore
    readers: threading.BoundedSemaphore
    curating: Curating

    def close(self) -> None:
        """Lets the queries that run end, then ends their workers."""
        self.pool.close()


def _code_digest() -> str:
    """A hash of the service's own files: a page may change although its release does not."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.rglob("*")):
        if path.is_file() and path.suffix in (".py", ".html", ".css", ".js"):
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:8]


def open_service(settings: ServiceSettings, path: Path | None, lasting: Lasting) -> Service:
    """Opens the release in the folder `path`, or else the current one, or another server's graph where that is told.

    A ReleaseError or RemoteError says why that cannot be.
    """
    source = remote(settings, settings.remote) if settings.remote else local(settings, path)
    release, base = source.release, source.release.manifest.base
    first = Reader(source.patient, base, release.path)
    index = Index(first)
    reader = Reader(source.graph, base, release.path)
    reader.learn(index.all())
    links = Links(first)
    links.begin()
    return Service(
        settings=settings,
        release=release,
        opened=source.opened,
        reader=reader,
        views=Views(reader, settings),
        index=index,
        links=links,
        overview=overview(first, settings.latest_events),
        former=Formers(settings.release_dir, reader),
        version=f"{source.version}-{_code_digest()}",
        made=source.made,
        pool=source.pool,
        answers=Answers(settings.answers_bytes),
        metrics=lasting.metrics,
        senders=lasting.senders,
        readers=lasting.readers,
        curating=lasting.curating,
    )


def service() -> Service:
    """The service of the app that answers the current request."""
    return service_of(current_app)


def service_of(app: Flask) -> Service:
    """The service of an app."""
    return cast(Service, app.extensions[KEY])

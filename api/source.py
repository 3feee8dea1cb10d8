"""Where a service has its graph from: the store of a release, or another server (api.remote)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from api.graph import Graph, prefixes
from api.pool import Pool
from api.settings import ServiceSettings
from kg.layout import MANIFEST, STORE
from kg.manifest import Manifest
from kg.release import OpenRelease, open_folder, open_release


@dataclass(frozen=True, slots=True)
class Served:
    """The release that is served; without a report and a folder where only another server has it."""

    manifest: Manifest
    report: dict[str, Any] | None
    path: Path | None

    @property
    def id(self) -> str:
        return self.manifest.release


@dataclass(frozen=True, slots=True)
class Source:
    """A graph and how it is asked: for pages, for what is read at the start, and by queries of others.

    `version` is another one when the graph may be; `opened` is the release whose store it is, if it is one's.
    """

    release: Served
    graph: Graph
    patient: Graph
    pool: Pool
    opened: OpenRelease | None
    version: str
    made: datetime


def local(settings: ServiceSettings, path: Path | None) -> Source:
    """The release in the folder `path`, or else the current one; a ReleaseError where that cannot be opened."""
    release = open_folder(path) if path else open_release(settings.directory)
    return Source(
        release=Served(release.manifest, release.report, release.path),
        graph=release.store,
        patient=release.store,
        pool=Pool(
            release.path / STORE,
            settings.limits,
            prefixes(release.manifest.base),
            in_memory=settings.in_memory,
            scratch=settings.scratch,
        ),
        opened=release,
        version=release.id,
        made=datetime.fromtimestamp((release.path / MANIFEST).stat().st_mtime, tz=UTC),
    )

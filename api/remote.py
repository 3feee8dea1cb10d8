"""A graph that another SPARQL server has: what is there, what a release folder beside it adds, and what is missing.

The other server is asked queries and nothing else. Its default graph has to be the union of its named graphs.
"""

from __future__ import annotations

import logging
import re
import shutil
import subprocess
import sys
import tempfile
import weakref
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pyoxigraph as ox

import kg
from api.graph import prefixes
from api.pool import Pool
from api.relay import Relay
from api.settings import RemoteSettings, ServiceSettings
from api.source import Served, Source
from kg import ontology, search
from kg.archive import newest
from kg.endpoint import Endpoint
from kg.errors import RemoteError
from kg.ids import Names, digest
from kg.layout import STORE
from kg.manifest import Manifest
from kg.release import OpenRelease
from kg.vocabulary import TYPE, ukg
from kg.web import Client, Patience

# What is read at the start, all names and all links, takes a server seconds for a million triples.
_START_SECONDS = 600.0
# Pages and queries that are asked at the same time without waiting for a new connection.
_CONNECTIONS = 16
_ARTICLE, _EVIDENCE = ukg("Article").value, ukg("Evidence").value
_EMPTY = "import pyoxigraph, sys; pyoxigraph.Store(sys.argv[1]).flush()"
_FIRST_SELECT = re.compile("SELECT (?:DISTINCT )?")

_log = logging.getLogger("union-kg.releases")


class RemoteGraph:
    """Another server's graph as pages ask it: each row and each triple once, however many graphs state it."""

    __slots__ = ("_endpoint",)

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint

    def select(self, sparql: str, /) -> Iterator[ox.QuerySolution]:
        """The rows of a SELECT query."""
        # The union of a server's graphs may have a triple as often as graphs state it.
        return self._endpoint.select(_FIRST_SELECT.sub("SELECT DISTINCT ", sparql, count=1))

    def ask(self, sparql: str, /) -> bool:
        """The answer to an ASK query."""
        return self._endpoint.ask(sparql)

    def construct(self, sparql: str, /) -> Iterator[ox.Triple]:
        """The triples of a CONSTRUCT query."""
        return iter(dict.fromkeys(self._endpoint.construct(sparql)))


def check(settings: ServiceSettings, told: RemoteSettings) -> None:
    """Asks the other server whether it can be served; a RemoteError where not."""
    _check(_endpoint(told, settings.limits.seconds), _base(_beside(settings), told))


def remote(settings: ServiceSettings, told: RemoteSettings) -> Source:
    """The graph of the other server; a RemoteError where it has none, or none that can be served."""
    patient, beside = _endpoint(told, _START_SECONDS), _beside(settings)
    base = _base(beside, told)
    _check(patient, base)
    served = _served(beside, patient, base)
    hurried = _endpoint(told, settings.limits.seconds)
    store = _looking_through(served.path, settings.scratch)
    pool = Pool(
        store,
        settings.limits,
        prefixes(base),
        Relay(hurried, settings.limits, prefixes(base)),
        scratch=settings.scratch,
    )
    weakref.finalize(pool, shutil.rmtree, store.parent, ignore_errors=True)
    made = datetime.now(UTC)
    return Source(
        release=served,
        graph=RemoteGraph(hurried),
        patient=RemoteGraph(patient),
        pool=pool,
        opened=None,
        # Nobody tells when another server's graph changes: what a client has kept is asked for again after a start.
        version=f"{served.id}-{made:%Y%m%d%H%M%S}",
        made=made,
    )


def _endpoint(told: RemoteSettings, seconds: float) -> Endpoint:
    # Who waits for a page is told that the server is busy, and is not kept waiting for when it says it is not.
    patience = Patience(seconds, retries=1, waits=False)
    return Endpoint(told.url, Client(patience, told.credentials, _CONNECTIONS))


def _beside(settings: ServiceSettings) -> OpenRelease | None:
    return newest(settings.release_dir, _log.warning) if settings.release_dir else None


def _base(beside: OpenRelease | None, told: RemoteSettings) -> str:
    return beside.manifest.base if beside else told.base


def _check(endpoint: Endpoint, base: str) -> None:
    article = f'?a a <{_ARTICLE}> FILTER(STRSTARTS(STR(?a), "{base}"))'
    if not endpoint.ask(f"ASK {{ GRAPH ?a {{ {article} }} }}"):
        raise RemoteError(endpoint.url, f"there is no article under {base}; publish a release: kg publish DIR URL")
    if not endpoint.ask(f"ASK {{ {article} }}"):
        raise RemoteError(
            endpoint.url,
            "a query that names no graph does not find what its named graphs have; make its default graph the union of"
            " them (oxigraph serve --union-default-graph, or …/query?union-default-graph; README.md has others)",
        )


def _served(beside: OpenRelease | None, endpoint: Endpoint, base: str) -> Served:
    """What is told of the release: by its folder, or where there is none, by what the server counts."""
    quads = _count(endpoint, f'GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), "{base}"))')
    if beside is None:
        return Served(_counted(endpoint, base, quads), None, None)
    if quads != beside.manifest.quads:
        _log.warning(
            "%s has %d triples in graphs of this base, and release %s has %d: publish it, and start again",
            *(endpoint.url, quads, beside.id, beside.manifest.quads),
        )
    return Served(beside.manifest, beside.report, beside.path)


def _counted(endpoint: Endpoint, base: str, quads: int) -> Manifest:
    names = Names(base)
    proofs = f"<{names.evidence_graph.value}>, <{names.judgements_graph.value}>"
    stated = f'STRSTARTS(STR(?g), "{base}") && ?g NOT IN ({proofs}) && ?p != <{TYPE.value}>'
    triples = _count(endpoint, "?s ?p ?o")
    return Manifest(
        release=digest(endpoint.url, str(quads), str(triples)),
        tool=kg.__version__,
        rules="",
        ontology=ontology.version(),
        base=base,
        quads=quads,
        triples=triples,
        pages=_count(endpoint, f"SELECT DISTINCT ?page {{ ?a <{ukg('page').value}> ?page }}"),
        articles=_count(endpoint, f"SELECT DISTINCT ?a {{ ?a a <{_ARTICLE}> }}"),
        facts=_count(endpoint, f"SELECT DISTINCT ?s ?p ?o {{ GRAPH ?g {{ ?s ?p ?o }} FILTER({stated}) }}"),
        evidence=_count(endpoint, f"SELECT DISTINCT ?e {{ ?e a <{_EVIDENCE}> }}"),
        quarantined=0,
        broken={},
        issues=0,
        judgements=_count(endpoint, f"SELECT DISTINCT ?j {{ ?j a <{ukg('Judgement').value}> }}"),
        files=(),
        sources=(),
    )


def _count(endpoint: Endpoint, where: str) -> int:
    [row] = endpoint.select(f"SELECT (COUNT(*) AS ?n) {{ {{ {where} }} }}")
    return int(row["n"].value)


def _looking_through(release: Path | None, scratch: Path | None) -> Path:
    """An empty store, with the search index of the release beside it if there is one."""
    folder = Path(tempfile.mkdtemp(prefix="union-kg-queries-", dir=scratch))
    # In a process of its own: in one that was forked off another which has opened a store, the engine waits for ever.
    subprocess.run([sys.executable, "-P", "-c", _EMPTY, str(folder / STORE)], check=True)
    if release is not None:
        (folder / search.FILE).symlink_to(release / search.FILE)
    return folder / STORE

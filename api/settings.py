"""What the service can be told: which release to serve, and how much of it one answer may hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from api.limits import Limits
from kg.errors import SettingsError
from kg.settings import DEFAULT_BASE
from kg.web import Credentials


@dataclass(frozen=True, slots=True)
class RemoteSettings:
    """Another server's SPARQL endpoint that has the graph; `base` is that of its data where no folder tells it."""

    url: str
    credentials: Credentials = Credentials()  # noqa: RUF009 - a frozen value
    base: str = DEFAULT_BASE


@dataclass(frozen=True, slots=True)
class ServiceSettings:
    """Settings of one service; `release_dir` is a build's directory (the one that holds `current`).

    With `remote` the graph is another server's; the folder then adds dumps, report, searches and texts, if it is given.
    """

    release_dir: Path | None
    remote: RemoteSettings | None = None
    limits: Limits = Limits()  # noqa: RUF009 - a frozen value
    # The graph in memory for queries: some 600 MB for a million triples, and up to as much again for each worker.
    in_memory: bool = False
    # Who knows it may judge under /review; without one there is no such address. The repr does not tell it.
    curate_token: str = field(default="", repr=False)
    # Where large answers wait for their readers: in the system's folder for temporary files, if none is named.
    scratch: Path | None = None
    # Answers to queries that were asked before; the usual one has some 10 kB.
    answers_bytes: int = 64 << 20
    # A query that takes longer is told to the operator with its text.
    slow_seconds: float = 1.0
    # A table of more rows than this is no longer read but downloaded.
    html_rows: int = 500
    # A group of facts on an entity's page; the page of a hub stays under a few hundred kB.
    facts_per_group: int = 60
    # Facts read for one entity before they are grouped; hubs such as a city have tens of thousands.
    facts_per_entity: int = 2_000
    # Sentences told for one fact, the surest first; a fact that fifty articles state needs no fifty quotes.
    sentences_per_fact: int = 12
    # Those of them that stand open on the page; the others unfold.
    sentences_open: int = 2
    # What fits beside the ways in on the start page.
    latest_events: int = 12
    # Of a search in all classes what one of them shows; a search in one shows `search_results`.
    search_per_class: int = 12
    search_results: int = 120
    # A list that is taken in at a glance.
    suggestions: int = 8
    page_size: int = 100
    # 40 nodes fill a laptop's screen with labels that can still be read.
    network_nodes: int = 40
    # What a browser still draws smoothly; the picture is a map by then, and no longer read but searched.
    network_nodes_max: int = 2_000

    def __post_init__(self) -> None:
        if self.release_dir is None and self.remote is None:
            raise SettingsError("name a folder of releases, or the endpoint of another server")
        if self.remote is not None and self.curate_token:
            raise SettingsError("judging needs the release's own store: without another server's endpoint")
        if not 2 <= self.network_nodes <= self.network_nodes_max:
            raise SettingsError(
                f"network_nodes={self.network_nodes}, network_nodes_max={self.network_nodes_max}:"
                " give numbers from 2, the first not above the second"
            )

    @property
    def directory(self) -> Path:
        """The folder of releases, of a service that has one."""
        assert self.release_dir is not None
        return self.release_dir

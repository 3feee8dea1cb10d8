"""What the service can be told: which release to serve, and how much of it one answer may hold."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class ServiceSettings:
    """Settings of one service; `release_dir` is a build's directory (the one that holds `current`)."""

    release_dir: Path
    # A query that somebody types is short; a generated one with many VALUES seldom passes 100 kB.
    max_query_bytes: int = 1_000_000
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
    search_results: int = 60
    page_size: int = 100
    # 60 nodes fill a laptop's screen with labels that can still be read.
    network_nodes: int = 60
    # Above 600 the layout takes seconds and the picture is a ball of wool.
    network_nodes_max: int = 600
    # Edges looked at from one frontier of a network; what lies beyond is counted and said.
    network_edges: int = 4_000

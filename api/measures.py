"""What the sizes and colours of a drawing can tell: how central nodes are, and which hang together."""

from __future__ import annotations

import networkx as nx

from api.drawing import Drawing

_SEED = 20
# Nodes from which shortest paths are counted: from all of 2,000 it would take ten times as long for the same hubs.
_SAMPLE = 150


def _graph(drawing: Drawing) -> nx.Graph[str]:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted(drawn.node.iri for drawn in drawing.nodes))
    graph.add_edges_from(sorted((link.source, link.target) for link in drawing.links))
    return graph


def sizes(drawing: Drawing, by: str) -> dict[str, float]:
    """A number from 0 up for every node: its edges drawn, its neighbours in the whole graph, or its betweenness."""
    if by == "degree":
        return {drawn.node.iri: float(drawn.neighbours) for drawn in drawing.nodes}
    graph = _graph(drawing)
    if by == "betweenness":
        sample = min(_SAMPLE, len(graph))
        return dict(nx.betweenness_centrality(graph, k=sample, seed=_SEED)) if sample else {}
    return {node: float(degree) for node, degree in graph.degree}


def communities(drawing: Drawing) -> list[list[str]]:
    """The groups of nodes that hang together more than with others (Louvain), the largest first."""
    graph = _graph(drawing)
    if not graph:
        return []
    found = [sorted(group) for group in nx.community.louvain_communities(graph, seed=_SEED)]
    return sorted(found, key=lambda group: (-len(group), group))

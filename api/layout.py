"""Positions for a network's nodes: the same for the same nodes and edges, so that a picture can be found again."""

from __future__ import annotations

import math
from collections.abc import Iterable

import networkx as nx

_SEED = 20
# By eye on graphs of 20 to 400 nodes: fewer leave crossings, more only cost time.
_ITERATIONS = 120
# Pixels that one node with its label takes; Chinese labels of up to ten characters stay apart.
_NODE_PIXELS = 150
# Room between the parts of a graph that hangs not together.
_GAP_PIXELS = 160
# Wider than high, as screens are.
_STRETCH = 1.45

Position = tuple[int, int]


def positions(nodes: Iterable[str], edges: Iterable[tuple[str, str]]) -> dict[str, Position]:
    """Integer pixel positions; connected parts are laid out one by one and set in rows, the largest first."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted(nodes))
    graph.add_edges_from(sorted(tuple(sorted(edge)) for edge in edges))
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part))
    boxes = [_part(graph, part) for part in parts]
    return _rows(boxes)


def _part(graph: nx.Graph[str], part: list[str]) -> dict[str, tuple[float, float]]:
    if len(part) == 1:
        return {part[0]: (0.0, 0.0)}
    own: nx.Graph[str] = nx.Graph()
    own.add_nodes_from(part)
    own.add_edges_from(sorted(tuple(sorted(edge)) for edge in graph.subgraph(part).edges))
    # "force" needs no scipy, whatever the size; the spacing grows with the square root, as an area does.
    placed = nx.spring_layout(own, seed=_SEED, iterations=_ITERATIONS, k=1.6 / math.sqrt(len(part)), method="force")
    scale = _NODE_PIXELS * math.sqrt(len(part)) / 1.6
    return {node: (float(x) * scale * _STRETCH, float(y) * scale) for node, (x, y) in placed.items()}


def _rows(boxes: list[dict[str, tuple[float, float]]]) -> dict[str, Position]:
    found: dict[str, Position] = {}
    left = top = height = width = 0.0
    for number, box in enumerate(boxes):
        xs, ys = [x for x, _ in box.values()], [y for _, y in box.values()]
        wide, high = max(xs) - min(xs), max(ys) - min(ys)
        if number == 0:
            width = max(wide, _NODE_PIXELS * math.sqrt(sum(len(b) for b in boxes)) * _STRETCH)
        elif left + wide > width:
            left, top, height = 0.0, top + height + _GAP_PIXELS, 0.0
        for node, (x, y) in box.items():
            found[node] = (round(left + x - min(xs)), round(top + y - min(ys)))
        left += wide + _GAP_PIXELS
        height = max(height, high)
    return found

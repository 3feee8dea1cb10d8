"""Positions for a network's nodes: the same for the same nodes and edges, so that a picture can be found again."""

from __future__ import annotations

import math
from collections.abc import Iterable

import networkx as nx
import numpy as np
from numpy.typing import NDArray

_SEED = 20
# By eye on graphs of 20 to 400 nodes: fewer leave crossings, more only cost time.
_ITERATIONS = 120
# Pixels that one node with its label takes, across and down: labels of ten characters stay apart.
_BOX = np.array([172.0, 96.0])
# Rounds of pushing overlapping boxes apart; a hub with fifty neighbours has no overlap left after forty.
_ROUNDS = 80
# Room between the parts of a graph that hangs not together.
_GAP = 40.0
# Wider than high, as screens are.
_ASPECT = 1.7
# Lengths of the rows or columns that are tried, in lengths of the longest part.
_LENGTHS = (1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 7.0, 10.0)

Position = tuple[int, int]
_Points = NDArray[np.float64]


def positions(nodes: Iterable[str], edges: Iterable[tuple[str, str]]) -> dict[str, Position]:
    """Integer pixel positions; parts that do not hang together are laid out one by one and set side by side."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted(nodes))
    graph.add_edges_from(sorted((min(edge), max(edge)) for edge in edges))
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part))
    return _side_by_side([(part, _part(graph, part)) for part in parts])


def _part(graph: nx.Graph[str], part: list[str]) -> _Points:
    """The places of one connected part, in the order of its nodes."""
    if len(part) == 1:
        return np.zeros((1, 2))
    own: nx.Graph[str] = nx.Graph()
    own.add_nodes_from(part)
    own.add_edges_from(sorted((min(edge), max(edge)) for edge in graph.subgraph(part).edges))
    # "force" needs no scipy, whatever the size.
    placed = nx.spring_layout(own, seed=_SEED, iterations=_ITERATIONS, method="force")
    points = np.array([placed[node] for node in part], dtype=np.float64)
    if np.ptp(points[:, 1]) > np.ptp(points[:, 0]):
        points = points[:, ::-1]  # lying down, as the screen does
    points = points * _BOX * (0.8 * math.sqrt(len(part)) / 2)
    return _apart(points)


def _apart(points: _Points) -> _Points:
    """Pushes overlapping boxes apart, along the axis on which less of them overlaps."""
    order = np.sign(np.subtract.outer(np.arange(len(points)), np.arange(len(points))))
    for _ in range(_ROUNDS):
        offsets = points[:, None, :] - points[None, :, :]
        overlaps = _BOX - np.abs(offsets)
        touching: NDArray[np.bool_] = np.asarray((overlaps > 0).all(axis=2))
        np.fill_diagonal(touching, False)
        if not touching.any():
            break
        # Two nodes in one place go apart by their order.
        signs = np.where(offsets != 0, np.sign(offsets), order[:, :, None])
        across = overlaps[:, :, 0] / _BOX[0] < overlaps[:, :, 1] / _BOX[1]
        push = np.zeros_like(offsets)
        push[:, :, 0] = np.where(touching & across, overlaps[:, :, 0] * signs[:, :, 0], 0)
        push[:, :, 1] = np.where(touching & ~across, overlaps[:, :, 1] * signs[:, :, 1], 0)
        # Half of each overlap is this node's share; a node pushed by many moves no further than by the mean.
        points = points + push.sum(axis=1) / 2 / np.maximum(1, touching.sum(axis=1) / 2)[:, None]
    return points


def _side_by_side(parts: list[tuple[list[str], _Points]]) -> dict[str, Position]:
    """Sets the parts in rows or in columns, the largest first, as fills a screen best."""
    if not parts:
        return {}
    sizes = [np.ptp(points, axis=0) + _BOX for _, points in parts]
    limits = [(axis, max(float(size[axis]) for size in sizes) * step) for axis in (0, 1) for step in _LENGTHS]
    best = min((_corners(sizes, *limit) for limit in limits), key=lambda corners: _screen(corners, sizes))
    found: dict[str, Position] = {}
    for (part, points), corner in zip(parts, best, strict=True):
        for node, point in zip(part, points - points.min(axis=0) + corner, strict=True):
            found[node] = (round(float(point[0])), round(float(point[1])))
    return found


def _corners(sizes: list[_Points], axis: int, limit: float) -> list[_Points]:
    """The upper left corner of every part, in rows (axis 0) or columns (1) up to that length."""
    found: list[_Points] = []
    along = across = thickest = 0.0
    for size in sizes:
        if along and along + float(size[axis]) > limit:
            along, across, thickest = 0.0, across + thickest + _GAP, 0.0
        found.append(np.array([along, across] if axis == 0 else [across, along]))
        along += float(size[axis]) + _GAP
        thickest = max(thickest, float(size[1 - axis]))
    return found


def _screen(corners: list[_Points], sizes: list[_Points]) -> float:
    """How wide a screen has to be to show it all."""
    ends = np.array([corner + size for corner, size in zip(corners, sizes, strict=True)]).max(axis=0)
    return max(float(ends[0]), float(ends[1]) * _ASPECT)

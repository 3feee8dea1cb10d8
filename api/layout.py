"""Positions for a network's nodes: the same for the same nodes and edges, so that a picture can be found again.

Distances in the graph to a few pivots give the first places (pivot MDS), forces between all nodes the final ones
(Fruchterman and Reingold; those far off count by cells of a grid).
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from api.spread import Place, Points, apart, box_for

_SEED = 20
_PIVOTS = 30
# By eye on graphs of 20 to 2,000 nodes: fewer leave crossings, more only cost time.
_ITERATIONS = 90
_ITERATIONS_LARGE = 60
_LARGE = 600
# How far a node moves in the first round, of the whole picture's width; it cools down to nothing.
_HEAT = 0.1
# The picture's width in boxes, for the root of the number of nodes.
_WIDTH = 0.6
# A cell's width in mean distances of nodes: wider ones cost pairs, narrower ones cells.
_CELL = 3.0
# The least square of a distance that counts, of the ideal one's: nodes in one place fly not apart for ever.
_NEAREST = 0.01
# Room between the parts of a graph that hangs not together.
_GAP = 40.0
# Wider than high, as screens are.
_ASPECT = 1.7
# Lengths of the rows or columns that are tried, in lengths of the longest part.
_LENGTHS = (1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 7.0, 10.0)

_Numbers = NDArray[np.intp]


def positions(nodes: Iterable[str], edges: Iterable[tuple[str, str]]) -> dict[str, Place]:
    """Integer pixel positions; parts that do not hang together are laid out one by one and set side by side."""
    joined: dict[str, set[str]] = {node: set() for node in sorted(nodes)}
    for one, other in edges:
        if one != other:
            joined[one].add(other)
            joined[other].add(one)
    box = box_for(len(joined))
    parts = sorted(_parts(joined), key=lambda part: (-len(part), part))
    return _side_by_side([(part, _part(joined, part, box)) for part in parts], box)


def _parts(joined: dict[str, set[str]]) -> Iterable[list[str]]:
    left = set(joined)
    for node in joined:
        if node not in left:
            continue
        part, frontier = {node}, {node}
        while frontier:
            frontier = {other for one in frontier for other in joined[one]} - part
            part |= frontier
        left -= part
        yield sorted(part)


def _part(joined: dict[str, set[str]], part: list[str], box: Points) -> Points:
    """The places of one connected part, in the order of its nodes."""
    if len(part) == 1:
        return np.zeros((1, 2))
    numbers = {node: number for number, node in enumerate(part)}
    neighbours = [np.array(sorted(numbers[other] for other in joined[node]), dtype=np.intp) for node in part]
    points = _forces(_pivots(neighbours), neighbours)
    if np.ptp(points[:, 1]) > np.ptp(points[:, 0]):
        points = points[:, ::-1]  # lying down, as the screen does
    return apart(points * box * (_WIDTH * math.sqrt(len(part)) / 2), box)


def _distances(neighbours: list[_Numbers], start: int) -> NDArray[np.float32]:
    found = np.full(len(neighbours), -1, dtype=np.float32)
    found[start] = 0
    frontier, distance = [start], 0
    while frontier:
        distance += 1
        reached = np.unique(np.concatenate([neighbours[n] for n in frontier]))
        frontier = reached[found[reached] < 0].tolist()
        found[frontier] = distance
    return found


def _pivots(neighbours: list[_Numbers]) -> Points:
    """First places from -1 to 1: the two directions in which the distances to the pivots differ most."""
    size = len(neighbours)
    pivot = max(range(size), key=lambda n: (len(neighbours[n]), -n))
    columns: list[NDArray[np.float32]] = []
    nearest = np.full(size, np.inf, dtype=np.float32)
    for _ in range(min(size, _PIVOTS)):
        columns.append(_distances(neighbours, pivot))
        nearest = np.minimum(nearest, columns[-1])
        pivot = int(nearest.argmax())
    squares = np.stack(columns, axis=1).astype(np.float64) ** 2
    centred = squares - squares.mean(axis=0) - squares.mean(axis=1)[:, None] + squares.mean()
    _, vectors = np.linalg.eigh(centred.T @ centred)
    points = centred @ vectors[:, :-3:-1]
    # The sign of an eigenvector is chance.
    points = points * np.where(points[np.abs(points).argmax(axis=0), range(points.shape[1])] < 0, -1, 1)
    if points.shape[1] < 2:
        points = np.hstack([points, np.zeros((size, 1))])
    points = points / np.maximum(np.abs(points).max(axis=0), 1e-9)
    # Neighbours of one hub have the same distances to all pivots; a little of chance sets them apart.
    result: Points = points + np.random.default_rng(_SEED).uniform(-0.1, 0.1, points.shape)
    return result


def _forces(start: Points, neighbours: list[_Numbers]) -> Points:
    """All nodes repel each other, edges draw their ends together; from -1 to 1 in the end."""
    size = len(neighbours)
    points = start
    ends = np.repeat(np.arange(size), [len(n) for n in neighbours])
    others = np.concatenate(neighbours)
    ideal = 1.0 / math.sqrt(size)
    rounds = _ITERATIONS if size <= _LARGE else _ITERATIONS_LARGE
    for turn in range(rounds):
        moves = _repulsion(points, ideal)
        offsets = points[ends] - points[others]
        pull = offsets * (np.sqrt(np.einsum("ij,ij->i", offsets, offsets)) / ideal)[:, None]
        for axis in (0, 1):
            moves[:, axis] -= np.bincount(ends, pull[:, axis], size)
        lengths = np.maximum(np.sqrt(np.einsum("ij,ij->i", moves, moves)), 1e-9)
        heat = _HEAT * 2 * (1 - turn / rounds)
        points = points + moves * (np.minimum(lengths, heat) / lengths)[:, None]
    points = points - (points.max(axis=0) + points.min(axis=0)) / 2
    result: Points = points / max(float(np.abs(points).max()), 1e-9)
    return result


def _repulsion(points: Points, ideal: float) -> Points:
    """What pushes each node away: the other nodes of its own cell of a grid, and the middles of all other cells."""
    size = len(points)
    across = max(1, round(math.sqrt(size) / _CELL))
    spans = np.maximum(np.ptp(points, axis=0), 1e-9)
    cells = np.minimum((points - points.min(axis=0)) / spans * across, across - 1).astype(np.intp)
    _, own, masses = np.unique(cells[:, 0] * across + cells[:, 1], return_inverse=True, return_counts=True)
    sums = np.stack([np.bincount(own, points[:, axis], len(masses)) for axis in (0, 1)], axis=1)
    middles = sums / masses[:, None]
    # The sum of (p - q) * w over all q is p * (the sum of w) - W q: one matrix, and no vector for every pair.
    squares = np.einsum("ij,ij->i", points, points)[:, None] + np.einsum("ij,ij->i", middles, middles)[None, :]
    # Not as a product of matrices: BLAS would start threads that wait for each other longer than they reckon.
    products = np.einsum("ik,jk->ij", points, middles)
    weights = ideal * ideal * masses / np.maximum(squares - 2 * products, ideal * ideal * _NEAREST)
    weights[np.arange(size), own] = 0
    moves: Points = points * weights.sum(axis=1)[:, None] - np.einsum("ij,jk->ik", weights, middles)
    one, other = _same(own, masses)
    offsets = points[one] - points[other]
    near = np.maximum(np.einsum("ij,ij->i", offsets, offsets), ideal * ideal * _NEAREST)
    push = offsets * (ideal * ideal / near)[:, None]
    for axis in (0, 1):
        moves[:, axis] += np.bincount(one, push[:, axis], size)
    return moves


def _same(own: _Numbers, masses: _Numbers) -> tuple[_Numbers, _Numbers]:
    """All ordered pairs of nodes in one cell (a node with itself pushes nothing)."""
    order = np.argsort(own, kind="stable")
    starts = np.cumsum(masses) - masses
    counts = masses[own[order]]
    one = np.repeat(order, counts)
    offsets = np.arange(len(one)) - np.repeat(np.cumsum(counts) - counts, counts)
    return one, order[np.repeat(starts[own[order]], counts) + offsets]


def _side_by_side(parts: list[tuple[list[str], Points]], box: Points) -> dict[str, Place]:
    """Sets the parts in rows or in columns, the largest first, as fills a screen best."""
    if not parts:
        return {}
    sizes = [np.ptp(points, axis=0) + box for _, points in parts]
    limits = [(axis, max(float(size[axis]) for size in sizes) * step) for axis in (0, 1) for step in _LENGTHS]
    best = min((_corners(sizes, *limit) for limit in limits), key=lambda corners: _screen(corners, sizes))
    found: dict[str, Place] = {}
    for (part, points), corner in zip(parts, best, strict=True):
        for node, point in zip(part, points - points.min(axis=0) + corner, strict=True):
            found[node] = (round(float(point[0])), round(float(point[1])))
    return found


def _corners(sizes: list[Points], axis: int, limit: float) -> list[Points]:
    """The upper left corner of every part, in rows (axis 0) or columns (1) up to that length."""
    found: list[Points] = []
    along = across = thickest = 0.0
    for size in sizes:
        if along and along + float(size[axis]) > limit:
            along, across, thickest = 0.0, across + thickest + _GAP, 0.0
        found.append(np.array([along, across] if axis == 0 else [across, along]))
        along += float(size[axis]) + _GAP
        thickest = max(thickest, float(size[1 - axis]))
    return found


def _screen(corners: list[Points], sizes: list[Points]) -> float:
    """How wide a screen has to be to show it all."""
    ends = np.array([corner + size for corner, size in zip(corners, sizes, strict=True)]).max(axis=0)
    return max(float(ends[0]), float(ends[1]) * _ASPECT)

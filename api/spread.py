"""Keeps the boxes that nodes and their labels take from lying on each other, and finds room for new ones."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from itertools import count

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Place = tuple[int, int]

# Pixels that one node with its label takes, across and down: labels of ten characters stay apart.
BOX: Points = np.array([172.0, 100.0])
# On a large map most labels show only when it is enlarged: there the symbols alone stay apart.
LARGE, LARGE_BOX = 400, np.array([84.0, 60.0])
# Rounds of pushing overlapping boxes apart; a hub with fifty neighbours has no overlap left after forty.
_ROUNDS, _ROUNDS_LARGE = 80, 40


def box_for(nodes: int) -> Points:
    """The room that a node gets among that many."""
    return BOX if nodes <= LARGE else LARGE_BOX


def _near(points: Points, width: float) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The pairs of points that are less than the width apart across."""
    order = np.argsort(points[:, 0], kind="stable")
    across = points[order, 0]
    ends = np.searchsorted(across, across + width)
    counts = ends - np.arange(len(points)) - 1
    first = np.repeat(np.arange(len(points)), counts)
    offsets = np.arange(len(first)) - np.repeat(np.cumsum(counts) - counts, counts)
    return order[first], order[first + 1 + offsets]


def apart(points: Points, box: Points) -> Points:
    """Pushes overlapping boxes apart, along the axis on which less of them overlaps."""
    for _ in range(_ROUNDS if len(points) <= LARGE else _ROUNDS_LARGE):
        one, other = _near(points, float(box[0]))
        down = np.abs(points[one, 1] - points[other, 1]) < box[1]
        one, other = one[down], other[down]
        if not len(one):
            break
        offsets = points[one] - points[other]
        overlaps = box - np.abs(offsets)
        # Two nodes in one place go apart by their order.
        signs = np.where(offsets != 0, np.sign(offsets), np.where(one < other, -1.0, 1.0)[:, None])
        across = overlaps[:, 0] / box[0] < overlaps[:, 1] / box[1]
        push = np.where(np.stack([across, ~across], axis=1), overlaps * signs, 0.0)
        moved = np.zeros_like(points)
        for axis in (0, 1):
            moved[:, axis] = np.bincount(one, push[:, axis], len(points)) - np.bincount(
                other, push[:, axis], len(points)
            )
        touching = np.bincount(one, minlength=len(points)) + np.bincount(other, minlength=len(points))
        # Half of each overlap is this node's share; a node pushed by many moves no further than by the mean.
        points = points + moved / 2 / np.maximum(1, touching / 2)[:, None]
    return points


def _rings() -> Iterator[list[tuple[int, int]]]:
    """The cells of a grid around its middle, ring by ring."""
    yield [(0, 0)]
    for size in count(1):
        edge = range(-size, size + 1)
        yield [(a, b) for a in edge for b in edge if max(abs(a), abs(b)) == size]


class Room:
    """The places taken so far, as cells of a grid; gives a new node the free cell nearest to where it belongs."""

    def __init__(self, taken: Iterable[Place], box: Points) -> None:
        self._box = (float(box[0]), float(box[1]))
        self._cells: set[tuple[int, int]] = set()
        for x, y in taken:
            # A node between cells takes all that it touches.
            across, down = x / self._box[0], y / self._box[1]
            self._cells |= {(a, b) for a in _both(across) for b in _both(down)}

    def near(self, x: float, y: float) -> Place:
        """The middle of the nearest free cell, which is taken from then on."""
        middle = (round(x / self._box[0]), round(y / self._box[1]))
        for ring in _rings():
            free = [(middle[0] + a, middle[1] + b) for a, b in ring]
            free = [cell for cell in free if cell not in self._cells]
            if free:
                wide, high = self._box
                chosen = min(free, key=lambda c: (math.hypot(c[0] * wide - x, c[1] * high - y), c))
                self._cells.add(chosen)
                return (round(chosen[0] * wide), round(chosen[1] * high))
        raise AssertionError("a plane has no end")


def _both(value: float) -> tuple[int, int]:
    return (math.floor(value), math.ceil(value))

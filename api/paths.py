"""Paths between two nodes over the table of links: the shortest ones, or all up to a length."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import numpy as np

from api.links import Numbers, Table

# Longer paths join everybody with everybody: districts see to that.
LENGTHS = (1, 2, 3, 4, 5, 6)
# Neighbours looked at before the search says that there may be more: half a second, also where hubs have thousands.
_LOOKED_AT = 1_000_000


@dataclass(frozen=True, slots=True)
class Paths:
    """The paths found, each from start to end, the shortest first; `more` where the search ended before all were."""

    paths: tuple[tuple[int, ...], ...]
    more: bool


class _Search:
    """One search: what is near enough to the end, and how much has been looked at."""

    def __init__(self, table: Table, distances: Numbers, end: int) -> None:
        self._table = table
        self._distances = distances
        self._end = end
        self.looked_at = 0

    def walk(self, path: tuple[int, ...], left: int) -> Iterator[tuple[int, ...]]:
        """The ways to go on to the end in exactly that many steps."""
        if left == 0:
            yield path
            return
        neighbours = self._table.neighbours(path[-1]).tolist()
        self.looked_at += len(neighbours)
        for other in neighbours:
            if self.looked_at > _LOOKED_AT:
                return
            near = 0 <= self._distances[other] < left
            if near and other not in path and (other != self._end or left == 1):
                yield from self.walk((*path, other), left - 1)


def find(table: Table, start: int, end: int, *, length: int | None, limit: int, allowed: Collection[str]) -> Paths:
    """The paths up to that length (None: the shortest ones) through the allowed classes; no node is twice on one."""
    longest = LENGTHS[-1] if length is None else length
    distances = _distances(table, start, end, longest, allowed)
    if distances[start] < 0 or start == end:
        return Paths((), more=False)
    shortest = int(distances[start])
    search = _Search(table, distances, end)
    found: list[tuple[int, ...]] = []
    for steps in range(shortest, (shortest if length is None else length) + 1):
        for path in search.walk((start,), steps):
            if len(found) == limit:
                return Paths(tuple(found), more=True)
            found.append(path)
    return Paths(tuple(found), more=search.looked_at > _LOOKED_AT)


def _distances(table: Table, start: int, end: int, longest: int, allowed: Collection[str]) -> Numbers:
    """How far every node is from the end; -1 where it is further than the longest path, or not allowed."""
    distances = np.full(len(table.iris), -1, dtype=np.int32)
    distances[end] = 0
    frontier = [end]
    for step in range(1, longest + 1):
        if not frontier:
            break
        spans = [table.others[table.starts[n] : table.starts[n + 1]] for n in frontier]
        reached = np.unique(np.concatenate(spans))
        frontier = [n for n in reached[distances[reached] < 0].tolist() if n == start or table.classes[n] in allowed]
        distances[frontier] = step
    return distances

"""Picks what a network view draws first: around a node, in an article, the nodes named, or the best connected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from heapq import heappop, heappush

import numpy as np

from api.links import Table

# The classes that may be drawn.
Allowed = Collection[str]


@dataclass(frozen=True, slots=True)
class Chosen:
    """Nodes by their numbers, the most important first, and how many more there were."""

    nodes: tuple[int, ...]
    left_out: int = 0


def joined_with(table: Table, held: set[int], among: Iterable[int], allowed: Allowed) -> Counter[int]:
    """The nodes outside `held` that neighbour one of `among`, with how many of those."""
    counts: Counter[int] = Counter()
    for number in among:
        counts.update(n for n in table.neighbours(number).tolist() if n not in held)
    return Counter({n: count for n, count in counts.items() if table.classes[n] in allowed})


def ranked(table: Table, counts: Counter[int], mentions: Counter[str]) -> list[int]:
    """Those that most of what is drawn hangs on, then those that most articles mention."""
    return sorted(counts, key=lambda n: (-counts[n], -mentions[table.iris[n]], n))


def around(table: Table, center: int, *, hops: int, limit: int, allowed: Allowed, mentions: Counter[str]) -> Chosen:
    """At most `limit` nodes, at most `hops` from the center: nearest first, then best connected, then best known."""
    taken, frontier, left_out = [center], [center], 0
    for _ in range(hops):
        order = ranked(table, joined_with(table, set(taken), frontier, allowed), mentions)
        frontier = order[: max(0, limit - len(taken))]
        left_out = len(order) - len(frontier)
        taken.extend(frontier)
        if left_out or not frontier:
            break
    return Chosen(tuple(taken), left_out)


def named(table: Table, iris: Iterable[str], *, limit: int) -> Chosen:
    """The nodes of those IRIs, in their order; those that nothing joins with another are none of the table's."""
    known = list(dict.fromkeys(table.numbers[iri] for iri in iris if iri in table.numbers))
    return Chosen(tuple(known[:limit]), len(known) - len(known[:limit]))


def whole(table: Table, *, limit: int, allowed: Allowed) -> Chosen:
    """The best connected nodes of the whole graph that hang together: each is the best neighbour of those before it."""
    ranks = np.lexsort((np.arange(len(table.iris)), -table.degrees)).tolist()
    order = [n for n in ranks if table.classes[n] in allowed]
    taken: list[int] = []
    seen: set[int] = set()
    for first in order:
        waiting = [] if first in seen else [(-int(table.degrees[first]), first)]
        seen.add(first)
        while waiting and len(taken) < limit:
            _, number = heappop(waiting)
            taken.append(number)
            for other in table.neighbours(number).tolist():
                if other not in seen and table.classes[other] in allowed:
                    seen.add(other)
                    heappush(waiting, (-int(table.degrees[other]), other))
        if len(taken) == limit:
            break
    # A node whose neighbours are all left out shows nothing.
    held = set(taken)
    taken = [n for n in taken if not held.isdisjoint(table.neighbours(n).tolist())]
    return Chosen(tuple(taken), len(order) - len(taken))

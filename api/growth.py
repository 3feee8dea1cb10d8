"""What the reader's steps make of a network: some add nodes, some take them away, and nothing moves."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from api.asked import ANY, Step
from api.links import Table
from api.paths import find
from api.spread import Place, Room, box_for
from api.subgraph import Allowed, joined_with, ranked

# Paths of one step that are drawn at most: more are no picture.
PATHS_DRAWN = 40


@dataclass(frozen=True, slots=True)
class Grown:
    """The nodes drawn with their places; `roots` stay when others are collapsed, `left_out` found no room."""

    places: dict[int, Place]
    roots: frozenset[int]
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Growing:
    """What every step needs: the links, the classes that may be drawn, who is in the paper, how many fit."""

    table: Table
    allowed: Allowed
    mentions: Counter[str]
    most: int

    def after(self, grown: Grown, step: Step, node: int | None, other: int | None) -> Grown:
        """The network after the step on those nodes; a step on nodes that nothing joins changes nothing."""
        if node is None:
            return grown
        if step.kind == "expand":
            return self._with(grown, self._neighbours(grown, node, step), node)
        if step.kind == "collapse":
            return _without(grown, self._hanging(grown, node))
        if step.kind == "remove":
            return _without(grown, {node})
        return grown if other is None else self._with(grown, self._between(node, other, step), node)

    def _neighbours(self, grown: Grown, node: int, step: Step) -> list[int]:
        """The neighbours that are not drawn, of one relation or of any, as many as the step says."""
        held = set(grown.places)
        counts: Counter[int] = Counter()
        if step.relation == ANY:
            counts = joined_with(self.table, held, [node], self.allowed)
        else:
            name, _, way = step.relation.partition(".")
            iri = self.table.iris[node]
            for end, link in self.table.around(node):
                outward = link.source == iri
                if link.property == name and outward == (way == "out") and end not in held:
                    counts[end] = 1
            counts = Counter({n: 1 for n in counts if self.table.classes[n] in self.allowed})
        for number in counts:
            counts[number] = sum(n in held for n in self.table.neighbours(number).tolist())
        return ranked(self.table, counts, self.mentions)[: step.number]

    def _hanging(self, grown: Grown, node: int) -> set[int]:
        """The drawn nodes that only this one joins with the others."""
        held = set(grown.places)
        return {
            n
            for n in self.table.neighbours(node).tolist()
            if n in held - grown.roots and held.intersection(self.table.neighbours(n).tolist()) <= {node}
        }

    def _between(self, node: int, other: int, step: Step) -> list[int]:
        allowed = frozenset(self.allowed) - set(step.without)
        found = find(self.table, node, other, length=step.length, limit=PATHS_DRAWN, allowed=allowed)
        return list(dict.fromkeys(n for path in found.paths for n in path))

    def _with(self, grown: Grown, numbers: Iterable[int], anchor: int) -> Grown:
        new = [n for n in numbers if n not in grown.places]
        room = max(0, self.most - len(grown.places))
        taken = new[:room]
        places = {**grown.places, **self._places(grown, taken, anchor)}
        return replace(grown, places=places, left_out=grown.left_out + len(new) - len(taken))

    def _places(self, grown: Grown, new: list[int], anchor: int) -> dict[int, Place]:
        """Each new node in the free place nearest to its neighbours; those of the anchor alone lie outwards of it."""
        places = dict(grown.places)
        box = box_for(len(places))
        room = Room(places.values(), box)
        outside = _outside(places, places.get(anchor), math.sqrt(len(new)) * float(box[0]) / 2)
        found: dict[int, Place] = {}
        for number in new:
            near = [places[n] for n in self.table.neighbours(number).tolist() if n in places and n != anchor]
            x, y = _middle(near) if near else outside
            found[number] = places[number] = room.near(x, y)
        return found


def _without(grown: Grown, gone: set[int]) -> Grown:
    return replace(grown, places={n: place for n, place in grown.places.items() if n not in gone})


def _middle(places: list[Place]) -> tuple[float, float]:
    return sum(x for x, _ in places) / len(places), sum(y for _, y in places) / len(places)


def _outside(places: dict[int, Place], anchor: Place | None, distance: float) -> tuple[float, float]:
    """A point beyond the anchor, seen from the middle of the picture."""
    if not places:
        return (0.0, 0.0)
    middle = _middle(list(places.values()))
    if anchor is None:
        return (middle[0], max(y for _, y in places.values()) + distance)
    across, down = anchor[0] - middle[0], anchor[1] - middle[1]
    length = math.hypot(across, down)
    if not length:
        return (anchor[0] + distance, float(anchor[1]))
    return (anchor[0] + across / length * distance, anchor[1] + down / length * distance)

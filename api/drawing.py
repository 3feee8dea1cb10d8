"""Makes drawings of what an address asks for: which nodes, where, with which edges, and what is not drawn."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache

from api import errors
from api.asked import Asked
from api.graph import Node, Reader
from api.growth import Growing, Grown
from api.layout import positions
from api.links import Link, Table
from api.parameters import known_node
from api.reading import event_infos
from api.service import Service
from api.spread import Place
from api.subgraph import Chosen, around, named, whole
from api.words import NETWORK_CLASSES

# Drawings of one release that are kept: a reader goes back and forth between the last steps.
_KEPT = 128


@dataclass(frozen=True, slots=True)
class Drawn:
    """A node in its place, with the number of its neighbours in the whole graph, and of those that are not drawn."""

    node: Node
    place: Place
    neighbours: int
    hidden: int
    day: str
    date: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A network ready to be drawn; `left_out` nodes belong to it and are not drawn, `unjoined` have no edge."""

    center: Node | None
    nodes: tuple[Drawn, ...]
    links: tuple[Link, ...]
    left_out: int
    unjoined: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """A service as a cache's key: two apps over one release draw the same networks."""

    service: Service

    def __hash__(self) -> int:
        return hash((self.service.version, self.service.settings))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Held) and (self.service.version, self.service.settings) == (
            other.service.version,
            other.service.settings,
        )


@lru_cache(maxsize=_KEPT)
def draw(held: Held, asked: Asked) -> Drawing:
    """The drawing that the address asks for; a problem where its center is unknown, or no class that is drawn."""
    reader, table = held.service.reader, held.service.links.table()
    grown = _grown(held, asked)
    nodes = reader.nodes(table.iris[n] for n in grown.places)
    infos = event_infos(reader, (iri for iri, node in nodes.items() if node.cls == "Event"))
    drawn = []
    for number, place in grown.places.items():
        iri = table.iris[number]
        info = infos.get(iri)
        # A day whose year nobody tells has no place on a line of time.
        day = info.order[1] if info and info.order[0] == 0 else ""
        inside = sum(n in grown.places for n in table.neighbours(number).tolist())
        total = int(table.degrees[number])
        date = (info.date or info.issued) if info else ""
        drawn.append(Drawn(nodes[iri], place, total, total - inside, day, date))
    return Drawing(
        center=None if asked.center is None else _center(reader, asked.center),
        nodes=tuple(drawn),
        links=tuple(table.inside(grown.places)),
        left_out=grown.left_out,
        unjoined=_unjoined(reader, table, asked),
    )


def _center(reader: Reader, path: str) -> Node:
    node = known_node(reader, path)
    if node.cls not in (*NETWORK_CLASSES, "Article"):
        raise errors.not_found(f"{path}: networks are drawn around articles and {', '.join(NETWORK_CLASSES)}.")
    return node


def _unjoined(reader: Reader, table: Table, asked: Asked) -> tuple[str, ...]:
    return tuple(path for path in asked.named if reader.iri_at(path) not in table.numbers)


@lru_cache(maxsize=_KEPT)
def _grown(held: Held, asked: Asked) -> Grown:
    """The network after the steps: the last one changes what those before it have made."""
    table, reader = held.service.links.table(), held.service.reader
    allowed = frozenset(asked.classes or NETWORK_CLASSES)
    mentions = held.service.index.mentions
    if not asked.steps:
        return _start(held, asked, table, allowed, mentions)
    before = _grown(held, replace(asked, steps=asked.steps[:-1]))
    step = asked.steps[-1]
    growing = Growing(table, allowed, mentions, held.service.settings.network_nodes_max)
    number, other = (table.numbers.get(reader.iri_at(path) or "") for path in (step.node, step.other))
    return growing.after(before, step, number, other)


def _start(held: Held, asked: Asked, table: Table, allowed: frozenset[str], mentions: Counter[str]) -> Grown:
    reader = held.service.reader
    roots: frozenset[int] = frozenset()
    if asked.center is not None:
        node = _center(reader, asked.center)
        if node.cls == "Article":
            told = [
                row["x"].value for row in reader.select(f"SELECT ?x {{ <{node.iri}> ukg:mentions|ukg:reports ?x }}")
            ]
            told.sort(key=lambda iri: (-mentions[iri], iri))
            numbers = [iri for iri in told if iri in table.numbers and table.classes[table.numbers[iri]] in allowed]
            chosen = named(table, numbers, limit=asked.limit)
        elif node.iri not in table.numbers:
            chosen = Chosen(())
        else:
            center = table.numbers[node.iri]
            roots = frozenset({center})
            chosen = around(table, center, hops=asked.hops, limit=asked.limit, allowed=allowed, mentions=mentions)
    elif asked.named:
        chosen = named(table, (reader.iri_at(path) or "" for path in asked.named), limit=asked.limit)
        roots = frozenset(chosen.nodes)
    else:
        chosen = whole(table, limit=asked.limit, allowed=allowed)
    edges = [(link.source, link.target) for link in table.inside(chosen.nodes)]
    found = positions((table.iris[n] for n in chosen.nodes), edges)
    return Grown({n: found[table.iris[n]] for n in chosen.nodes}, roots, chosen.left_out)

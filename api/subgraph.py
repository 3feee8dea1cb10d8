"""Picks the part of the graph that a network view draws: around one node, or the best connected of all."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from api.graph import Node, Reader, local_name
from api.words import NETWORK_CLASSES, property_words
from kg.vocabulary import EVENT_ARGUMENTS, RELATIONS

_PROPERTIES = (*RELATIONS, *EVENT_ARGUMENTS)
_BATCH = 300


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """An edge of a network: IRIs of its ends, the property, its words (a post: its titles)."""

    source: str
    property: str
    target: str
    label: str
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Subgraph:
    """What is drawn, and what not: `left_out` neighbours were found and not taken; `more` where not all were read."""

    center: str | None
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    left_out: int
    more: bool


class _Links:
    """Collects edges, each once, with all words that the graph has for it."""

    def __init__(self) -> None:
        self._words: dict[tuple[str, str, str], set[str]] = defaultdict(set)
        self._stated: set[tuple[str, str, str]] = set()

    def add(self, source: str, property_: str, target: str, word: str, *, inferred: bool) -> None:
        key = (source, property_, target)
        # A post without a title is an edge all the same: it gets the property's own word.
        self._words[key] |= {word} if word else set()
        if not inferred:
            self._stated.add(key)

    def links(self) -> list[Link]:
        return sorted(
            Link(s, p, o, "、".join(sorted(words)) or property_words(p).edge, (s, p, o) not in self._stated)
            for (s, p, o), words in self._words.items()
        )


def _values(variable: str, iris: Iterable[str]) -> str:
    return f"VALUES ?{variable} {{ {' '.join(f'<{iri}>' for iri in iris)} }}"


def _read(reader: Reader, links: _Links, restriction: str, limit: int) -> bool:
    """Adds the edges that the restriction on ?s or ?o leaves; says whether the limit cut them."""
    properties = " ".join(f"ukg:{p}" for p in _PROPERTIES)
    rows = 0
    query = f"SELECT ?g ?s ?p ?o {{ {restriction} VALUES ?p {{ {properties} }} GRAPH ?g {{ ?s ?p ?o }} }} LIMIT {limit}"
    for row in reader.select(query):
        rows += 1
        name = local_name(row["p"].value)
        if isinstance(row["s"], ox.NamedNode) and isinstance(row["o"], ox.NamedNode):
            inferred = row["g"].value == reader.inferred_graph
            links.add(row["s"].value, name, row["o"].value, property_words(name).edge, inferred=inferred)
    posts = 0
    query = (
        f"SELECT ?s ?o ?t {{ {restriction} ?s ukg:holdsPost ?post . ?post ukg:at ?o"
        f" OPTIONAL {{ ?post ukg:title ?t }} }} LIMIT {limit}"
    )
    for row in reader.select(query):
        posts += 1
        title = row["t"]
        links.add(row["s"].value, "holdsPost", row["o"].value, title.value if title else "", inferred=False)
    return rows == limit or posts == limit


def _around(reader: Reader, links: _Links, iris: list[str], limit: int) -> bool:
    cut = False
    for start in range(0, len(iris), _BATCH):
        chunk = iris[start : start + _BATCH]
        for variable in ("s", "o"):
            cut = _read(reader, links, _values(variable, chunk), limit) or cut
    return cut


def around(reader: Reader, center: str, *, hops: int, nodes: int, edges: int, mentions: Counter[str]) -> Subgraph:
    """At most `nodes` nodes, at most `hops` from the center: nearest first, then best connected, then best known."""
    links = _Links()
    taken, frontier = [center], [center]
    left_out: set[str] = set()
    more = False
    for _ in range(hops):
        more = _around(reader, links, frontier, edges) or more
        known = set(taken)
        degrees: Counter[str] = Counter()
        for link in links.links():
            if (link.source in known) != (link.target in known):
                degrees[link.target if link.source in known else link.source] += 1
        ranked = sorted(degrees, key=lambda iri: (-degrees[iri], -mentions[iri], iri))
        frontier = ranked[: max(0, nodes - len(taken))]
        left_out = set(ranked[len(frontier) :])
        taken.extend(frontier)
        if left_out or not frontier:
            break
    # The outermost nodes have edges among themselves, too.
    _around(reader, links, frontier, edges)
    return _cut(reader, center, taken, links, len(left_out), more)


def whole(reader: Reader, *, nodes: int) -> Subgraph:
    """The best connected nodes of the whole graph."""
    links = _Links()
    _read(reader, links, "", _ALL)
    degrees: Counter[str] = Counter()
    for link in links.links():
        degrees[link.source] += 1
        degrees[link.target] += 1
    ranked = sorted(degrees, key=lambda iri: (-degrees[iri], iri))
    chosen = set(ranked[:nodes])
    joined = {end for k in links.links() if {k.source, k.target} <= chosen for end in (k.source, k.target)}
    # A node whose neighbours are all left out shows nothing.
    taken = [iri for iri in ranked[:nodes] if iri in joined]
    return _cut(reader, None, taken, links, len(ranked) - len(taken), False)


# More edges than any graph of newspapers has: SPARQL has no word for "no limit".
_ALL = 2**40


def _cut(reader: Reader, center: str | None, taken: list[str], links: _Links, left_out: int, more: bool) -> Subgraph:
    named = reader.nodes(taken)
    drawn = {iri for iri in taken if named[iri].cls in NETWORK_CLASSES or iri == center}
    inside = tuple(link for link in links.links() if link.source in drawn and link.target in drawn)
    nodes = tuple(named[iri] for iri in taken if iri in drawn)
    return Subgraph(center, nodes, inside, left_out, more)

"""The article's entities while they are being linked: names, spots, and which entity is a short form of which."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.glosses import GLOSS
from kg.lexicon import Lexicon
from kg.mentions import Scan
from kg.model import EntityType
from kg.tokens import Tag


@dataclass(frozen=True, slots=True, order=True)
class DraftSpot:
    """Where a flow names an entity, by which rule, how surely."""

    flow: int
    start: int
    end: int
    key: str
    type: EntityType
    rule: str
    confidence: float


@dataclass(slots=True)
class Node:
    """An entity while its names are collected; `full` is its fullest name so far."""

    type: EntityType
    full: str
    names: dict[str, None] = field(default_factory=dict)


def clean(surface: str) -> str:
    """A name as it is written, without white space and without a bracket that introduces a short form."""
    return "".join(GLOSS.sub("", surface).split())


@dataclass(slots=True)
class Draft:
    """Nodes by key, their spots, and the keys that turned out to be short forms of others.

    `owner_names` says of a full name that was put together (公司工会) which owner's name it begins with.
    """

    scans: tuple[Scan, ...]
    lexicon: Lexicon
    nodes: dict[str, Node] = field(default_factory=dict)
    spots: list[DraftSpot] = field(default_factory=list)
    alias_of: dict[str, str] = field(default_factory=dict)
    short_names: dict[str, str] = field(default_factory=dict)
    owner_names: dict[str, str] = field(default_factory=dict)
    placed: set[tuple[int, int, int, str]] = field(default_factory=set)
    towns: frozenset[str] = field(init=False)
    _by_key: dict[str, list[DraftSpot]] = field(default_factory=dict)
    _by_type: dict[EntityType, list[str]] = field(default_factory=dict)  # the nodes' keys, in order

    def __post_init__(self) -> None:
        districts = {token.text for scan in self.scans for token in scan.tokens if token.tag is Tag.DISTRICT}
        self.towns = frozenset(name for name in districts if name not in self.lexicon.districts)

    def towns_in(self, name: str) -> frozenset[str]:
        """The article's towns that a name holds: taken out of its article, no dictionary tells them (坎市镇总工会)."""
        return frozenset(town for town in self.towns if town in name)

    def add(self, kind: EntityType, name: str, surface: str) -> str:
        """The key of the entity of that name, made if need be; `surface` is one more of its names."""
        key = f"{kind}:{name}"
        node = self.nodes.get(key)
        if node is None:
            node = self.nodes[key] = Node(kind, name, {name: None})
            insort(self._by_type.setdefault(kind, []), key)
        if surface:
            node.names.setdefault(surface)
        return key

    def name(self, kind: EntityType, name: str, place: tuple[int, int, int], rule: str, confidence: float) -> str:
        """Note that the place (flow, start, end) names the entity of that full name."""
        flow, start, end = place
        key = self.add(kind, name, clean(self.scans[flow].text[start:end]))
        self.nodes[key].names.setdefault(clean(self.scans[flow].flow.text[start:end]))  # as the page writes it
        if (flow, start, end, key) not in self.placed:
            self.placed.add((flow, start, end, key))
            spot = DraftSpot(flow, start, end, key, kind, rule, confidence)
            self.spots.append(spot)
            self._by_key.setdefault(key, []).append(spot)
        return key

    def spots_of(self, key: str) -> Iterator[DraftSpot]:
        """The spots of an entity and of all its short forms."""
        for own, spots in self._by_key.items():
            if (self.resolve(own) if own in self.alias_of else own) == key:
                yield from spots

    def resolve(self, key: str) -> str:
        """The key of the fullest entity that this one is a short form of."""
        while key in self.alias_of:
            key = self.alias_of[key]
        return key

    def full(self, key: str) -> str:
        return self.nodes[self.resolve(key)].full

    def live(self, *kinds: EntityType) -> Iterator[tuple[str, Node]]:
        """The entities of the given types that are no short forms, in the order of their keys."""
        for kind in sorted(kinds or self._by_type):  # a key begins with its type
            for key in tuple(self._by_type.get(kind, ())):
                if key not in self.alias_of:
                    yield key, self.nodes[key]

    def called(self, full: str, *kinds: EntityType) -> str | None:
        """The first entity of that full name among those of the given types that are no short forms."""
        keys = (f"{kind}:{full}" for kind in sorted(kinds))
        return next((key for key in keys if key in self.nodes and key not in self.alias_of), None)

    def before(self, flow: int, start: int, *kinds: EntityType) -> list[DraftSpot]:
        """The spots of those types, or of all, that end at or before a place, in the order of the text."""
        return sorted(s for s in self.spots if (not kinds or s.type in kinds) and (s.flow, s.end) <= (flow, start))

    def expand(self, name: str) -> str:
        """The name with an introduced short form at its front written out (经开区总工会 → 北京经济技术开发区总工会)."""
        name = self.short_names.get(name[1:-1], name) if name[0] == "“" and name[-1] == "”" else name
        for short, full in sorted(self.short_names.items(), key=lambda item: -len(item[0])):
            if name.startswith(short) and not name.startswith(full):
                return full + name[len(short) :]
        return name

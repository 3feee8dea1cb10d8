"""Candidates for merging: entities that resolution keeps apart and that a person had better look at.

Nothing here is a fact: a candidate is a question, and only a judgement answers it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product

from kg.model import ORGANIZATIONS, EntityType, Reading
from kg.resolution import Item, Resolution

# Why two entities may be one.
NAMESAKES = "namesakes"  # two people of one name
MISPRINT = "misprint"  # two people of one body whose names differ in one character
SHORT_FORM = "short-form"  # two bodies, of which one goes by the other's name, or by its end

# Of the many bearers of a common name (王伟) only those are compared that share most: a queue is for reading.
_MOST_BEARERS = 20
# The end of a body's name says little if it is shorter: 机械有限公司 are hundreds, 远山机械有限公司 are few.
_SHORTEST_END = 8
# Names of two characters are alike by chance all the time.
_SHORTEST_NAME = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two entities that may be one, each by the first article that names it, and how many others both come with."""

    left: Item
    right: Item
    reason: str
    shared: int


@dataclass(frozen=True, slots=True)
class _Known:
    """One resolved entity: the first item that stands for it, all its names, and what its articles name besides."""

    item: Item
    type: EntityType
    code: str
    names: frozenset[str]
    beside: frozenset[str]


def candidates(
    readings: tuple[Reading, ...], resolution: Resolution, judged: Iterable[tuple[Item, Item]] = ()
) -> tuple[Candidate, ...]:
    """The pairs to look at, those first that share most; pairs of the same two entities as in `judged` are left out."""
    known = _known(readings, resolution)
    iris = {item: identity.iri.value for item, identity in resolution.identities.items()}
    answered = {frozenset((iris[left], iris[right])) for left, right in judged}
    by_name: dict[tuple[EntityType, str], set[str]] = defaultdict(set)
    for iri, entity in known.items():
        for name in entity.names:
            by_name[entity.type, name].add(iri)
    found: dict[frozenset[str], Candidate] = {}
    for left, right, reason in (*_namesakes(known, by_name), *_misprints(known), *_short_forms(known, by_name)):
        pair = frozenset((left, right))
        if len(pair) == 2 and pair not in answered and pair not in found:
            first, second = sorted((known[left].item, known[right].item))
            found[pair] = Candidate(first, second, reason, len(known[left].beside & known[right].beside))
    return tuple(sorted(found.values(), key=lambda c: (-c.shared, c.left, c.right)))


def _known(readings: tuple[Reading, ...], resolution: Resolution) -> dict[str, _Known]:
    items: dict[str, list[Item]] = defaultdict(list)
    names: dict[str, set[str]] = defaultdict(set)
    beside: dict[str, set[str]] = defaultdict(set)
    for number, reading in enumerate(readings):
        here = {resolution.identities[number, e.key].iri.value: e for e in reading.entities}
        # A district is beside everybody of it, and tells nobody from a namesake.
        telling = {iri for iri, entity in here.items() if entity.type is not EntityType.DISTRICT}
        for iri, entity in here.items():
            items[iri].append((number, entity.key))
            names[iri] |= {entity.name, *entity.aliases}
            beside[iri] |= telling - {iri}
    return {
        iri: _Known(min(found), identity.type, identity.code, frozenset(names[iri]), frozenset(beside[iri]))
        for iri, found in items.items()
        for identity in (resolution.identities[found[0]],)
    }


_Pairs = Iterator[tuple[str, str, str]]


def _namesakes(known: Mapping[str, _Known], by_name: Mapping[tuple[EntityType, str], set[str]]) -> _Pairs:
    for (kind, _), bearers in by_name.items():
        if kind is EntityType.PERSON and len(bearers) > 1:
            best = sorted(bearers, key=lambda iri: (-len(known[iri].beside), iri))[:_MOST_BEARERS]
            for left, right in combinations(best, 2):
                if known[left].beside & known[right].beside:
                    yield left, right, NAMESAKES


def _misprints(known: Mapping[str, _Known]) -> _Pairs:
    """People whose names are alike but for one character, which a gap stands for."""
    alike: dict[tuple[str, str], set[str]] = defaultdict(set)
    for iri, person in known.items():
        if person.type is EntityType.PERSON:
            gaps = {f"{n[:at]}_{n[at + 1 :]}" for n in person.names if len(n) >= _SHORTEST_NAME for at in range(len(n))}
            bodies = {other for other in person.beside if known[other].type in ORGANIZATIONS}
            for key in product(bodies, gaps):
                alike[key].add(iri)
    for people in alike.values():
        for left, right in combinations(sorted(people), 2):
            if not known[left].names & known[right].names:
                yield left, right, MISPRINT


def _short_forms(known: Mapping[str, _Known], by_name: Mapping[tuple[EntityType, str], set[str]]) -> _Pairs:
    for (kind, name), bearers in by_name.items():
        if kind not in ORGANIZATIONS:
            continue
        for left, right in combinations(sorted(bearers)[:_MOST_BEARERS], 2):
            # The gazetteer tells 朝阳区总工会 of Beijing and of Changchun apart.
            if not (known[left].code and known[right].code):
                yield left, right, SHORT_FORM
        for start in range(1, len(name) - _SHORTEST_END + 1):
            for longer in bearers:
                for shorter in by_name.get((kind, name[start:]), ()):
                    yield shorter, longer, SHORT_FORM

"""Candidates for merging: entities that resolution keeps apart and that a person had better look at.

Nothing here is a fact: a candidate is a question, and only a judgement answers it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, groupby
from operator import itemgetter

from kg.model import ORGANIZATIONS, EntityType, Reading
from kg.resolution import GENERAL_FRONTS, Identity, Item, Resolution

# Why two entities may be one.
NAMESAKES = "namesakes"  # two people of one name
MISPRINT = "misprint"  # two people of one body whose names differ in one character
# Two bodies, of which one goes by the other's name, or by its end; or both by one form, and with the same others.
SHORT_FORM = "short-form"

# Of the many bearers of a common name (王伟) only those are compared that share most: a queue is for reading.
_MOST_BEARERS = 20
# The end of a body's name says little if it is shorter: 机械有限公司 are hundreds, 远山机械有限公司 are few.
_SHORTEST_END = 8
# A form that more bodies go by is no name: 公司工会 is any company's union, to its own people.
_MOST_BODIES = 3
# Nor is one that is shorter.
_SHORTEST_FORM = 5
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
    """One resolved entity: the first item that stands for it, all its names, and the articles that name it."""

    item: Item
    type: EntityType
    code: str
    label: str
    names: frozenset[str]
    articles: tuple[int, ...]


class _Company:
    """Who comes with whom; looked up for few of all entities."""

    def __init__(self, known: Mapping[str, _Known]) -> None:
        self._known = known
        self._found: dict[str, frozenset[str]] = {}

    @cached_property
    def _named(self) -> Mapping[int, set[str]]:
        """Whom each article names; a district is beside everybody of it, and tells nobody from a namesake."""
        named: dict[int, set[str]] = defaultdict(set)
        for iri, entity in self._known.items():
            if entity.type is not EntityType.DISTRICT:
                for number in entity.articles:
                    named[number].add(iri)
        return named

    def of(self, iri: str) -> frozenset[str]:
        """All that the entity's articles name besides."""
        if iri not in self._found:
            beside = frozenset[str]().union(*(self._named[number] for number in self._known[iri].articles))
            self._found[iri] = beside - {iri}
        return self._found[iri]

    @cached_property
    def _bodies(self) -> Mapping[int, frozenset[str]]:
        """The organizations that each article names."""
        kinds = {iri for iri, entity in self._known.items() if entity.type in ORGANIZATIONS}
        return {number: frozenset(named & kinds) for number, named in self._named.items()}

    def bodies(self, person: str) -> frozenset[str]:
        """The organizations that the person comes with."""
        first, *more = self._known[person].articles
        return self._bodies[first].union(*(self._bodies[number] for number in more))

    def shared(self, left: str, right: str) -> frozenset[str]:
        """What both come with."""
        return self.of(left) & self.of(right)


def candidates(
    readings: tuple[Reading, ...], resolution: Resolution, judged: Iterable[tuple[Item, Item]] = ()
) -> tuple[Candidate, ...]:
    """The pairs to look at, those first that share most; pairs of the same two entities as in `judged` are left out."""
    known = _known(readings, resolution)
    company = _Company(known)
    answered = {frozenset(resolution.identities[item].iri.value for item in pair) for pair in judged}
    by_name: dict[tuple[EntityType, str], set[str]] = defaultdict(set)
    for iri, entity in known.items():
        for name in entity.names:
            by_name[entity.type, name].add(iri)
    found: dict[frozenset[str], Candidate] = {}
    for left, right, reason in (
        *_namesakes(company, by_name),
        *_misprints(known, company),
        *_short_forms(known, company, by_name),
    ):
        pair = frozenset((left, right))
        if len(pair) == 2 and pair not in answered and pair not in found:
            first, second = sorted((known[left].item, known[right].item))
            found[pair] = Candidate(first, second, reason, len(company.shared(left, right)))
    return tuple(sorted(found.values(), key=lambda c: (-c.shared, c.left, c.right)))


def _known(readings: tuple[Reading, ...], resolution: Resolution) -> dict[str, _Known]:
    found: dict[str, tuple[Item, Identity, set[str], list[int]]] = {}
    for number, reading in enumerate(readings):
        for entity in reading.entities:
            item = number, entity.key
            identity = resolution.identities[item]
            first, _, names, articles = found.setdefault(identity.iri.value, (item, identity, set(), []))
            names.add(entity.name)
            names.update(entity.aliases)
            if not articles or articles[-1] != number:
                articles.append(number)
            elif first[0] == number and item < first:
                found[identity.iri.value] = item, identity, names, articles
    return {
        iri: _Known(item, identity.type, identity.code, identity.label, frozenset(names), tuple(articles))
        for iri, (item, identity, names, articles) in found.items()
    }


_Pairs = Iterator[tuple[str, str, str]]
_ByName = Mapping[tuple[EntityType, str], set[str]]


def _namesakes(company: _Company, by_name: _ByName) -> _Pairs:
    for (kind, _), bearers in by_name.items():
        if kind is EntityType.PERSON and len(bearers) > 1:
            best = sorted(bearers, key=lambda iri: (-len(company.of(iri)), iri))[:_MOST_BEARERS]
            for left, right in combinations(best, 2):
                if company.shared(left, right):
                    yield left, right, NAMESAKES


def _misprints(known: Mapping[str, _Known], company: _Company) -> _Pairs:
    """People of one body whose names are alike but for one character, which a gap stands for."""
    # Of common given names there are millions of pairs, nearly all of them without a body in common.
    alike: list[tuple[str, str, str]] = []
    for iri, person in known.items():
        names = (name for name in person.names if len(name) >= _SHORTEST_NAME)
        gaps = {f"{name[:at]}_{name[at + 1 :]}" for name in names for at in range(len(name))}
        for body in company.bodies(iri) if person.type is EntityType.PERSON else ():
            alike += ((gap, body, iri) for gap in gaps)
    alike.sort()  # takes a quarter of the memory of a set for each gap and body
    for _, people in groupby(alike, key=itemgetter(0, 1)):
        for left, right in combinations([iri for _, _, iri in people], 2):
            if known[left].names.isdisjoint(known[right].names):
                yield left, right, MISPRINT


def _short_forms(known: Mapping[str, _Known], company: _Company, by_name: _ByName) -> _Pairs:
    for (kind, name), bearers in by_name.items():
        if kind not in ORGANIZATIONS:
            continue
        if 1 < len(bearers) <= _MOST_BODIES and len(name) >= _SHORTEST_FORM and name[0] not in GENERAL_FRONTS:
            for left, right in combinations(sorted(bearers), 2):
                # The gazetteer tells 朝阳区总工会 of Beijing and of Changchun apart.
                told_apart = known[left].code and known[right].code
                is_name = name in (known[left].label, known[right].label)
                if not told_apart and (is_name or company.shared(left, right)):
                    yield left, right, SHORT_FORM
        for start in range(1, len(name) - _SHORTEST_END + 1):
            for shorter in by_name.get((kind, name[start:]), ()):
                # A form that is only an alias of its bearer is the end of many names: 人力资源和社会保障局.
                if known[shorter].label == name[start:]:
                    yield from ((shorter, longer, SHORT_FORM) for longer in bearers)

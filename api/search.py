"""The index of names, built once when the service starts: finds nodes by label, alias, pinyin, initials, or nearly.

All names stand in one array of characters, the most mentioned first, and beside it, place for place, in an array of
sounds (a number for every set of syllables that a character may be read as). A question is then a few comparisons of
whole arrays: no name is looked at by itself before it is among those found, however common what was asked for is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from api.graph import Node, Reader, main_class
from api.sounds import Syllables, letters, readings
from api.words import SEARCH_CLASSES, nameless
from kg.text import folded

# How a hit was found, the plainest way first.
LABEL, ALIAS, PINYIN, INITIALS, SOUND, NEARLY = "label", "alias", "pinyin", "initials", "sound", "nearly"
# By a reading that is not the character's usual one: shan for 单, zeng for 曾, but an for 广, too.
_OTHER_PINYIN, _OTHER_INITIALS = "other-pinyin", "other-initials"
_REASONS = (LABEL, ALIAS, PINYIN, INITIALS, _OTHER_PINYIN, _OTHER_INITIALS, SOUND, NEARLY)
_TOLD = {_OTHER_PINYIN: PINYIN, _OTHER_INITIALS: INITIALS}
# Where in its name: all of it, its beginning, or further inside.
_WHOLE, _BEGINNING, _INSIDE = range(3)

# What stands between two names; no name and no query may hold it.
_END = "\n"
# Whoever finds that much has not mistyped.
_ENOUGH = 5
# Two initials are inside most titles, and one syllable inside most names: only names that begin so are meant.
_INITIALS_INSIDE, _SYLLABLES_INSIDE = 3, 2
# A query that is longer than nearly all names is compared no further.
_LONGEST = 200

# The score of a node that was not found.
_NONE = np.iinfo(np.int64).max

Places = npt.NDArray[np.int64]
_NOWHERE: Places = np.array([], np.int64)
# The values of one array, and which of them pass.
Test = tuple[npt.NDArray[Any], Callable[[npt.NDArray[Any]], npt.NDArray[np.bool_]]]


@dataclass(frozen=True, slots=True)
class Hit:
    """A found node, the name by which it was found, why, and how many articles mention it."""

    node: Node
    name: str
    reason: str
    mentions: int


@dataclass(frozen=True, slots=True)
class Found:
    """The hits of one class, best first; `total` counts those beyond the limit, too."""

    cls: str
    hits: tuple[Hit, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Results:
    """The hits of one search by class, the class of the best hit first."""

    groups: tuple[Found, ...]
    total: int

    @property
    def shown(self) -> int:
        return sum(len(group.hits) for group in self.groups)

    def best(self, limit: int) -> list[Hit]:
        """The first hits of all classes in turn, no more than the limit."""
        rows = [group.hits for group in self.groups]
        turns = (hits[turn] for turn in range(max(map(len, rows), default=0)) for hits in rows if turn < len(hits))
        return [hit for _, hit in zip(range(limit), turns, strict=False)]


@dataclass(frozen=True, slots=True)
class _Entry:
    node: int
    name: str
    is_alias: bool
    key: str


class Index:
    """All names of a release, and the nodes that have them."""

    __slots__ = (
        "_by_class",
        "_by_length",
        "_characters",
        "_class_of",
        "_entries",
        "_entry_at",
        "_is_alias",
        "_node_of",
        "_nodes",
        "_sound_ids",
        "_sounds",
        "_starts",
        "_syllables",
        "_usual",
        "mentions",
    )

    def __init__(self, reader: Reader) -> None:
        self.mentions: Counter[str] = Counter()
        for row in reader.select("SELECT ?x (COUNT(DISTINCT ?a) AS ?n) { ?a ukg:mentions ?x } GROUP BY ?x"):
            self.mentions[row["x"].value] = int(row["n"].value)
        names = _names(reader)
        nodes = sorted(names, key=lambda n: (-self.mentions[n.iri], n.label, n.iri))
        self._nodes = nodes
        by_class: dict[str, list[Node]] = defaultdict(list)
        for node in nodes:
            by_class[node.cls].append(node)
        self._by_class = {cls: tuple(found) for cls, found in by_class.items()}
        classes = list(SEARCH_CLASSES)
        self._class_of = np.array([classes.index(n.cls) for n in nodes], np.int8)
        entries = [
            _Entry(number, name, is_alias, folded(name))
            for number, node in enumerate(nodes)
            for is_alias, name in names[node]
        ]
        # Of two names that many articles have, the shorter one is nearer to what was typed.
        entries.sort(key=lambda e: (-self.mentions[nodes[e.node].iri], len(e.key), e.node, e.is_alias))
        self._entries = entries
        self._is_alias = np.array([e.is_alias for e in entries], np.bool_)
        self._node_of = np.array([e.node for e in entries], np.int64)
        text = _END + "".join(e.key + _END for e in entries)
        self._characters = np.frombuffer(text.encode("utf-32-le"), np.uint32)
        lengths = np.array([len(e.key) for e in entries], np.int64)
        # The end of a name counts as a place in it.
        self._entry_at = np.concatenate([[0], np.repeat(np.arange(len(entries)), lengths + 1)]).astype(np.int64)
        self._sounds, self._sound_ids = _sounds(self._characters)
        self._syllables = Syllables(s for sounds in self._sound_ids for s in sounds)
        self._usual = [next(iter(sounds), "") for sounds in self._sound_ids]
        self._starts = np.cumsum(np.concatenate([[1], lengths + 1]))[:-1].astype(np.int64)
        self._by_length = {int(n): self._starts[lengths == n] for n in np.unique(lengths)}

    @property
    def empty(self) -> bool:
        """Whether there is nothing that anybody could find."""
        return not any(self._by_class.values())

    def all(self) -> list[Node]:
        """All nodes that can be found."""
        return self._nodes

    def count(self, cls: str) -> int:
        """How many nodes of the class there are."""
        return len(self._by_class.get(cls, ()))

    def nodes(self, cls: str) -> tuple[Node, ...]:
        """The nodes of the class, those that most articles mention first."""
        return self._by_class.get(cls, ())

    def search(self, query: str, limit: int, cls: str | None = None) -> Results:
        """The nodes that the query may mean, at most `limit` of each class; whole names before parts of names."""
        wanted = folded(query)[:_LONGEST]
        if not wanted or not self._entries:
            return Results((), 0)
        scores = np.full(len(self._nodes), _NONE, np.int64)
        for find in (self._plain, self._mistyped):
            for reason, places, length in find(wanted, letters(query)):
                self._score(scores, reason, places, length)
            if cls is not None:
                scores[self._class_of != SEARCH_CLASSES.index(cls)] = _NONE
            if np.count_nonzero(scores < _NONE) >= _ENOUGH:
                break
        return self._results(scores, limit)

    def _plain(self, wanted: str, typed: str) -> Iterator[tuple[str, Places, int]]:
        """Where what was asked for stands as it is, or is spelt by its sound."""
        yield LABEL, self._matches([self._is(c) for c in wanted]), len(wanted)
        spelt = [(PINYIN, _OTHER_PINYIN, parts) for parts in (self._syllables.full(typed) if typed else ())]
        initials = [(INITIALS, _OTHER_INITIALS, tuple(typed))] if typed else []
        for usual, other, parts in (*spelt, *initials):
            ends = usual == PINYIN  # of a syllable but the last one all letters are there
            sounds = [self._syllables.begun(part, whole=ends and n < len(parts) - 1) for n, part in enumerate(parts)]
            inside = len(parts) >= (_SYLLABLES_INSIDE if usual == PINYIN else _INITIALS_INSIDE)
            places = self._matches([self._sounds_as(s) for s in sounds], inside=inside)
            yield other, places, len(parts)
            yield usual, _passing(places, enumerate(self._usually(s) for s in sounds)), len(parts)

    def _mistyped(self, wanted: str, typed: str) -> Iterator[tuple[str, Places, int]]:
        """Whole names that sound the same, or are the same but for one character, or for one letter of their pinyin."""
        for sounds in self._syllables.nearly(typed) if typed else ():
            yield NEARLY, self._whole([self._sounds_as(s) for s in sounds], len(sounds)), len(sounds)
        if typed or len(wanted) < 2:
            return
        alike = [frozenset(readings(c)) for c in wanted]
        if all(alike):
            yield SOUND, self._whole([self._sounds_as(s) for s in alike], len(wanted)), len(wanted)
        tests, size = [self._is(c) for c in wanted], len(wanted)
        for skipped in range(size):
            kept = [(n, test) for n, test in enumerate(tests) if n != skipped]
            yield NEARLY, self._aligned(kept, size), size  # another character in its place
            yield NEARLY, self._whole([test for _, test in kept], size - 1), size - 1  # one too many
        for gap in range(size + 1):
            yield NEARLY, self._aligned([(n + (n >= gap), t) for n, t in enumerate(tests)], size + 1), size + 1

    def _is(self, character: str) -> Test:
        code = ord(character)
        return self._characters, lambda values: values == code

    def _sounds_as(self, syllables: frozenset[str]) -> Test:
        fits = np.array([not syllables.isdisjoint(sounds) for sounds in self._sound_ids], np.bool_)
        return self._sounds, lambda values: fits[values]

    def _usually(self, syllables: frozenset[str]) -> Test:
        fits = np.array([usual in syllables for usual in self._usual], np.bool_)
        return self._sounds, lambda values: fits[values]

    def _matches(self, tests: Sequence[Test], *, inside: bool = True) -> Places:
        """The places from which on the characters pass the tests, one after another; or only names' beginnings."""
        values, passes = tests[0]
        places = np.flatnonzero(passes(values)) if inside else self._starts[passes(values[self._starts])]
        # No test is passed by what ends a name: nothing is looked at behind the last one.
        return _passing(places, list(enumerate(tests))[1:])

    def _whole(self, tests: Iterable[Test], length: int) -> Places:
        return self._aligned(enumerate(tests), length)

    def _aligned(self, tests: Iterable[tuple[int, Test]], length: int) -> Places:
        """The beginnings of the names of that length whose characters pass the tests."""
        return _passing(self._by_length.get(length, _NOWHERE), tests)

    def _score(self, scores: Places, reason: str, places: Places, length: int) -> None:
        """Lowers the scores of the nodes that have a name there: by reason, by place in the name, by mentions."""
        if not len(places):
            return
        end = ord(_END)
        entries = self._entry_at[places]
        begins = self._characters[places - 1] == end
        ends = self._characters[places + length] == end
        where = np.where(begins, np.where(ends, _WHOLE, _BEGINNING), _INSIDE)
        kind = (
            np.where(self._is_alias[entries], _REASONS.index(ALIAS), 0) if reason == LABEL else _REASONS.index(reason)
        )
        if reason in (SOUND, NEARLY):
            where = np.full(len(where), _INSIDE + 1)
        elif reason in _TOLD:
            where = np.maximum(where, _BEGINNING)
        np.minimum.at(scores, self._node_of[entries], (where * len(_REASONS) + kind) * len(self._entries) + entries)

    def _results(self, scores: Places, limit: int) -> Results:
        found = np.flatnonzero(scores < _NONE)
        classes = self._class_of[found]
        groups: list[tuple[int, Found]] = []
        for number in np.unique(classes):
            own = scores[found[classes == number]]
            best = np.sort(own if len(own) <= limit else np.partition(own, limit)[:limit])
            hits = tuple(self._hit(int(score)) for score in best)
            groups.append((int(best[0]), Found(SEARCH_CLASSES[number], hits, len(own))))
        return Results(tuple(group for _, group in sorted(groups, key=lambda g: g[0])), len(found))

    def _hit(self, score: int) -> Hit:
        rest, entry = divmod(score, len(self._entries))
        node = self._nodes[self._entries[entry].node]
        reason = _REASONS[rest % len(_REASONS)]
        return Hit(node, self._entries[entry].name, _TOLD.get(reason, reason), self.mentions[node.iri])


def _passing(places: Places, tests: Iterable[tuple[int, Test]]) -> Places:
    for offset, (values, passes) in tests:
        if not len(places):
            break
        places = places[passes(values[places + offset])]
    return places


def _sounds(characters: npt.NDArray[np.uint32]) -> tuple[npt.NDArray[np.uint16], list[tuple[str, ...]]]:
    """For every character the number of the syllables that it may be read as, and these syllables, usual ones first."""
    distinct, places = np.unique(characters, return_inverse=True)
    numbers: dict[tuple[str, ...], int] = {(): 0}
    own = np.array([numbers.setdefault(readings(chr(c)), len(numbers)) for c in distinct], np.uint16)
    return own[places], list(numbers)


def _names(reader: Reader) -> dict[Node, list[tuple[bool, str]]]:
    """The nodes that can be searched for with their labels and aliases; one without a label goes by what it lacks."""
    types: dict[str, set[str]] = defaultdict(set)
    names: dict[str, set[tuple[bool, str]]] = defaultdict(set)
    for row in reader.select("SELECT DISTINCT ?x ?t { ?x a ?t FILTER(?t != ukg:Evidence && ?t != ukg:Post) }"):
        types[row["x"].value].add(row["t"].value.rpartition("#")[2])
    for row in reader.select(
        "SELECT DISTINCT ?x ?p ?v { VALUES ?p { rdfs:label skos:altLabel dcterms:title } ?x ?p ?v }"
    ):
        names[row["x"].value].add((row["p"].value.endswith("altLabel"), row["v"].value))
    found: dict[Node, list[tuple[bool, str]]] = {}
    for iri, classes in types.items():
        cls, path = main_class(classes), reader.path_of(iri)
        if cls in SEARCH_CLASSES and path:
            own = sorted(names[iri])
            found[Node(iri, own[0][1] if own else nameless(cls), cls, path)] = own
    return found

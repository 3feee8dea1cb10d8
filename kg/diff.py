"""What differs between two releases: the facts that one has and the other has not, and what has another identity.

A fact is what sentences state; it is lost when its last evidence is, and not before. Only the pages of which the
releases have something different are looked at, so that a small difference is found fast.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from kg.errors import ReleaseError
from kg.former import Former, formers
from kg.ids import Names
from kg.manifest import changed_pages
from kg.release import OpenRelease
from kg.stated import Fact, Place, Stated, stated
from kg.store import Store
from kg.vocabulary import DCTERMS, LABEL, UKG, ukg


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """A fact that one release has and the other has not, in words, with the first sentence that states it.

    `property` is a local name of the ontology. `was` is what the subject or the object was called before, where they
    are the same things under other IRIs: `sign` is then ~, else + or -.
    """

    property: str
    sign: str
    subject: str
    object: str
    page: str
    start: int
    end: int
    quote: str
    fact: Fact
    was: Fact | None = None


@dataclass(frozen=True, slots=True)
class Diff:
    """The difference from the release `before` to the release `after`, in the order of properties.

    `former` are the nodes that only `before` has.
    """

    before: str
    after: str
    changes: tuple[Change, ...]
    former: tuple[Former, ...] = ()

    def counts(self) -> dict[str, dict[str, int]]:
        """How many facts of each property were added, removed, and are about things of changed identity."""
        counted = Counter((change.property, change.sign) for change in self.changes)
        names = sorted({change.property for change in self.changes})
        return {name: {sign: counted[name, sign] for sign in "+-~"} for name in names}

    def as_json(self) -> dict[str, Any]:
        """The difference as JSON holds it."""
        return {
            "before": self.before,
            "after": self.after,
            "counts": self.counts(),
            "changes": [_as_json(change) for change in self.changes],
            "former": [{"iri": former.iri, "became": list(former.became)} for former in self.former],
        }


def diff(before: OpenRelease, after: OpenRelease) -> Diff:
    """The difference between two releases; a ReleaseError where they have not the same base."""
    if before.manifest.base != after.manifest.base:
        raise ReleaseError(
            f"{before.id} and {after.id} have no IRI in common: their bases are {before.manifest.base}"
            f" and {after.manifest.base}"
        )
    names = Names(before.manifest.base)
    pages = sorted(changed_pages(before.manifest, after.manifest))
    was, now = (stated(release.store, pages) for release in (before, after))
    gone = {f: places for f, places in was.items() if f not in now and not _still(after.store, f, names)}
    come = {f: places for f, places in now.items() if f not in was and not _still(before.store, f, names)}
    same = _renamed(gone, come, _others(was, now, before.store, after.store))
    old_words, new_words = _Words(before.store), _Words(after.store)
    changes = [
        *(_change("+", fact, places, new_words) for fact, places in come.items() if fact not in same),
        *(_change("-", fact, places, old_words) for fact, places in gone.items() if fact not in same.values()),
        *(_change("~", fact, come[fact], new_words, former) for fact, former in same.items()),
    ]
    former = formers((before.id, before.store, was), (after.id, after.store, now), _title, names.base)
    changes.sort(key=lambda c: (c.property, c.sign, c.page, c.start, c.fact))
    return Diff(before.id, after.id, tuple(changes), tuple(former))


def _still(store: Store, fact: Fact, names: Names) -> bool:
    """Whether any article of the store's states the fact."""
    articles = ox.Literal(f"{names.base}article/")
    return bool(store.query(f"ASK {{ GRAPH ?g {{ {' '.join(fact)} }} FILTER STRSTARTS(STR(?g), {articles}) }}"))


def _others(was: Stated, now: Stated, before: Store, after: Store) -> set[tuple[str, str]]:
    """The pairs of former and new nodes that the same words at the same place of the same article mean."""
    spots = _spots(was)
    pairs: set[tuple[str, str]] = set()
    for fact, places in now.items():
        for place in places:
            for _, _, former in spots.get(_spot(fact, place), ()):
                if former != fact[2] and _kind(former) == _kind(fact[2]):
                    pairs.add((former, fact[2]))
    titles = {node: _title(store, node) for n, store in ((0, before), (1, after)) for node in {p[n] for p in pairs}}
    return {(old, new) for old, new in pairs if titles[old] == titles[new]}


_Spot = tuple[str, str, int, int]


def _spot(fact: Fact, place: Place) -> _Spot:
    """Where a fact with that property is stated, in the same words for both releases."""
    return fact[1], place.article, place.start, place.end


def _spots(facts: Stated) -> dict[_Spot, list[Fact]]:
    found: dict[_Spot, list[Fact]] = {}
    for fact, places in facts.items():
        for place in places:
            found.setdefault(_spot(fact, place), []).append(fact)
    return found


def _kind(node: str) -> str:
    """What stands before the hash in a data IRI."""
    return node.rpartition("/")[0]


def _title(store: Store, node: str) -> str:
    """A post's title: two posts may be stated by the same words."""
    rows = store.query(f"SELECT ?title {{ {node} <{ukg('title').value}> ?title }}") if node.startswith("<") else ()
    return "".join(sorted(_value(row["title"]) for row in rows))  # type: ignore[union-attr]


def _renamed(gone: Stated, come: Stated, pairs: set[tuple[str, str]]) -> dict[Fact, Fact]:
    """The new facts that are former ones about the same things under other IRIs, each with the former one."""
    spots = _spots(gone)
    found: dict[Fact, Fact] = {}
    taken: set[Fact] = set()
    for fact, places in sorted(come.items()):
        for former in (f for p in places for f in spots.get(_spot(fact, p), ())):
            same = all(a == b or (a, b) in pairs for a, b in zip(former, fact, strict=True))
            if same and former not in taken:
                found[fact] = former
                taken.add(former)
                break
    return found


class _Words:
    """How nodes are called in a release."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[str, str] = {}

    def of(self, term: str) -> str:
        if not term.startswith("<"):
            return _value(next(iter(ox.parse(f"<urn:s> <urn:p> {term} .", format=ox.RdfFormat.N_TRIPLES))).object)
        if term not in self._known:
            self._known[term] = self._called(term)
        return self._known[term]

    def _called(self, node: str) -> str:
        """A label or a headline; a post by its title and where it is held."""
        for query in (_LABEL, _POST):
            rows = self._store.query(query.replace("NODE", node))
            assert isinstance(rows, ox.QuerySolutions)
            told = sorted("".join(_value(row[name]) for name in ("at", "title") if row[name]) for row in rows)
            if told and told[0]:
                return told[0]
        return node


def _change(sign: str, fact: Fact, places: list[Place], words: _Words, was: Fact | None = None) -> Change:
    place = places[0]
    name = fact[1][1:-1].removeprefix(UKG)
    subject, object_ = words.of(fact[0]), words.of(fact[2])
    return Change(name, sign, subject, object_, place.page, place.start, place.end, place.quote, fact, was)


def _as_json(change: Change) -> dict[str, Any]:
    told = {
        "change": {"+": "added", "-": "removed", "~": "changed identity"}[change.sign],
        "property": change.property,
        "subject": change.subject,
        "object": change.object,
        "page": change.page,
        "start": change.start,
        "end": change.end,
        "quote": change.quote,
        "fact": list(change.fact),
    }
    return told if change.was is None else {**told, "was": list(change.was)}


def _value(term: Any) -> str:
    return str(term.value)


_LABEL = f"SELECT ?at ?title {{ NODE <{LABEL.value}>|<{DCTERMS}title> ?title }}"
_POST = f"""SELECT ?at ?title {{
  OPTIONAL {{ NODE <{UKG}at>/<{LABEL.value}> ?at }} OPTIONAL {{ NODE <{UKG}title> ?title }}
}}"""

"""Candidates for merging as a release keeps them: each side by its IRI and by what a judgement calls it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.candidates import candidates
from kg.judged import article_hash, key_of
from kg.model import Iri, Reading
from kg.resolution import Item, Resolution

# Those that share least are left out beyond this: at a minute each, a week of somebody's work.
MOST = 2_000


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a question: the entity's IRI, and one of its names with the article that a judgement finds it in."""

    iri: str
    article: str
    name: str


@dataclass(frozen=True, slots=True)
class Merger:
    """Two entities that may be one, why, and how many others they both come with."""

    left: Side
    right: Side
    reason: str
    shared: int


def mergers(
    readings: tuple[Reading, ...],
    articles: tuple[Iri, ...],
    resolution: Resolution,
    judged: Iterable[tuple[Item, Item]] = (),
) -> tuple[Merger, ...]:
    """The candidates of the readings, those first that share most; what was `judged` is not asked again."""

    def side(item: Item) -> Side:
        number, key = item
        return Side(
            resolution.identities[item].iri.value, article_hash(articles[number]), name_of(readings[number], key)
        )

    found = candidates(readings, resolution, judged)[:MOST]
    return tuple(Merger(side(c.left), side(c.right), c.reason, c.shared) for c in found)


def name_of(reading: Reading, key: str) -> str:
    """What a judgement calls the entity with that key: `Class:name` where no other of the article goes by it."""
    entity = next(entity for entity in reading.entities if entity.key == key)
    called = (f"{entity.type.value}:{name}" for name in (entity.name, *entity.aliases))
    return next((name for name in called if key_of(reading, name) == key), key)

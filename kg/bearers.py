"""Who can hold an honour, by its name, and whom an article is about."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Mapping

from kg.lexicon import rows
from kg.linking import Linked, Spot
from kg.model import ORGANIZATIONS, EntityType

# Who is named this often, and oftener than anyone else, is the one whom the article is about.
_HERO_TIMES = 3


@functools.cache
def _endings() -> Mapping[str, tuple[str, ...]]:
    return {bearer: tuple(endings.split()) for bearer, endings, _ in rows("honour_bearers", 3)}


def bearers_of(name: str) -> frozenset[EntityType]:
    """The types of those who can hold an honour of that name."""
    bare = name.rstrip("”")
    if bare.endswith(_endings()["bodies"]):
        return ORGANIZATIONS
    people = frozenset({EntityType.PERSON})
    return people if bare.endswith(_endings()["people"]) else people | ORGANIZATIONS


def hero(linked: Linked) -> Spot | None:
    """The first spot of the person whom the article is about, if there is one: its only one, or the most named."""
    ranked = Counter(spot.key for spot in linked.spots if spot.type is EntityType.PERSON).most_common(2)
    if not ranked or (len(ranked) > 1 and (ranked[0][1] < _HERO_TIMES or ranked[1][1] == ranked[0][1])):
        return None
    return next(spot for spot in linked.spots if spot.key == ranked[0][0])

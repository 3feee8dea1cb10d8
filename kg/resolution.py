"""What resolution decides: the identity of each article's entities."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.model import EntityType, Iri


@dataclass(frozen=True, slots=True)
class Identity:
    """One resolved entity: its IRI, its label (the fullest name that any article gives it) and its type.

    `code` is the division of a district, or of the district in a body's name, where the gazetteer knows it; it keeps
    朝阳区总工会 of Beijing and of Changchun apart.
    """

    iri: Iri
    label: str
    type: EntityType
    code: str


# What a name begins with that needs its article to be understood: 市总工会, 厂工会.
GENERAL_FRONTS = "市区县省州旗镇乡厂校院"

# An article's entity: the article's number and the entity's key.
Item = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Links:
    """What people judged of identity: pairs of entities that are one, pairs that are not, and pairs left open."""

    same: tuple[tuple[Item, Item], ...] = ()
    different: tuple[tuple[Item, Item], ...] = ()
    undecided: tuple[tuple[Item, Item], ...] = ()


@dataclass(frozen=True, slots=True)
class Resolution:
    """Which identity each article's entity has; `refused` are the pairs judged the same that other pairs keep apart."""

    identities: Mapping[Item, Identity]
    refused: tuple[tuple[Item, Item], ...] = ()

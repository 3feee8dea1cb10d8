"""Across articles: which entities of the articles are one, and what that one is called.

Nothing is merged by a bare 区总工会 or by a person's name alone: names that need their article to be understood stay
inside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kg.gazetteer import code_here, same_name
from kg.ids import Names
from kg.lexicon import Lexicon
from kg.model import ORGANIZATIONS, Entity, EntityType, Iri, Reading
from kg.resolution import GENERAL_FRONTS, Identity, Item, Links, Resolution

# A short name speaks for a body in another article only if it says this much.
_SHORTEST_TELLING_NAME = 5
# 北海建工 is a name of two words, the place and the trade; of shorter ones there are several.
_SHORTEST_GROUP_NAME = 4
_GROUP = "集团"

NO_LINKS = Links()

_BODIES = frozenset({*ORGANIZATIONS, EntityType.PLACE})
_NO_BODIES = frozenset({EntityType.DISTRICT, EntityType.PERSON})
_KINDS = {kind: kind.value.lower() for kind in EntityType}


class _Clusters:
    """Union-find over entities of articles, some of which stay apart; the smallest member stands for its cluster."""

    def __init__(self, different: Iterable[tuple[Item, Item]]) -> None:
        self.parent: dict[Item, Item] = {}
        # Which clusters may never be one, by the members that stand for them.
        self.apart: dict[Item, set[Item]] = {}
        for left, right in different:
            self.apart.setdefault(left, set()).add(right)
            self.apart.setdefault(right, set()).add(left)

    def find(self, item: Item) -> Item:
        root = item
        while self.parent.setdefault(root, root) != root:
            root = self.parent[root]
        while self.parent[item] != root:
            self.parent[item], item = root, self.parent[item]
        return root

    def join(self, left: Item, right: Item) -> bool:
        """Makes the two one, unless they or what they were joined with stay apart; whether they are one now."""
        kept, gone = sorted((self.find(left), self.find(right)))
        if gone in self.apart.get(kept, ()):
            return False
        if kept != gone:
            self.parent[gone] = kept
            for other in self.apart.pop(gone, ()):
                self.apart[other].remove(gone)
                self.apart[other].add(kept)
                self.apart.setdefault(kept, set()).add(other)
        return True


def resolve(
    readings: tuple[Reading, ...], articles: tuple[Iri, ...], names: Names, lexicon: Lexicon, links: Links = NO_LINKS
) -> Resolution:
    """Decide which entities of the readings are the same, and name them; `articles` are the readings' IRIs.

    What `links` keeps apart is never joined; what it joins is joined first, so that names follow it.
    """
    clusters = _Clusters(links.different)
    refused = tuple(pair for pair in links.same if not clusters.join(*pair))
    entities = {(number, entity.key): entity for number, reading in enumerate(readings) for entity in reading.entities}
    codes = _codes(readings, lexicon)
    _join_by_name(entities, codes, clusters)
    _join_people(readings, entities, clusters)
    members: dict[Item, list[Item]] = {}
    for item in entities:
        members.setdefault(clusters.find(item), []).append(item)
    affiliations = _affiliations(readings, entities, clusters)
    identities: dict[Item, Identity] = {}
    # Bodies first: a person's IRI rests on the IRI of a body, not on a name that several bodies may have.
    for root, items in sorted(members.items(), key=lambda member: entities[member[0]].type is EntityType.PERSON):
        entity = entities[root]
        label = max((entities[item].name for item in items), key=lambda name: (len(name), name))
        if entity.type is EntityType.PERSON:
            bodies = sorted(identities[at].iri.value for at in affiliations.get(root, ()))
            where = bodies[0] if bodies else min(articles[number].value for number, _ in items)
        else:
            where = articles[root[0]].value if _is_local(entity) else codes.get(root, "")
        iri = names.make(_KINDS[entity.type], label, where)
        if any(iri == identities[other].iri for other in clusters.apart.get(root, ()) if other in identities):
            iri = names.make(_KINDS[entity.type], label, where, articles[root[0]].value)  # a namesake at one place
        identity = Identity(iri, label, entity.type, codes.get(root, ""))
        for item in items:
            identities[item] = identity
    return Resolution(identities, refused)


def _is_local(entity: Entity) -> bool:
    """Whether a name means something only in its article (市总工会 whose city nobody names)."""
    return entity.type in _BODIES and entity.name[0] in GENERAL_FRONTS and len(entity.name) <= 6


def _codes(readings: tuple[Reading, ...], lexicon: Lexicon) -> dict[Item, str]:
    """The division that each district, or the district at the front of each body's name, is in its article."""
    codes: dict[Item, str] = {}
    for number, reading in enumerate(readings):
        districts = [e.name for e in reading.entities if e.type is EntityType.DISTRICT]
        here = {name: code_here(name, districts, lexicon) for name in districts}
        for entity in reading.entities:
            if entity.type is EntityType.DISTRICT:
                codes[number, entity.key] = here[entity.name]
            elif entity.type in _BODIES:
                fronts = [name for name in districts if entity.name.startswith(name) and same_name(name, lexicon)]
                codes[number, entity.key] = here[max(fronts, key=len)] if fronts else ""
    return codes


def _join_by_name(entities: Mapping[Item, Entity], codes: Mapping[Item, str], clusters: _Clusters) -> None:
    by_name: dict[tuple[EntityType, str, str], Item] = {}
    for item, entity in sorted(entities.items()):
        if entity.type is EntityType.PERSON or _is_local(entity):
            continue
        first = by_name.setdefault((entity.type, entity.name, codes.get(item, "")), item)
        clusters.join(first, item)
    # A full name here may be a short form there, where the article itself makes them one.
    short_forms: dict[tuple[EntityType, str], set[Item]] = {}
    for item, entity in entities.items():
        if entity.type in _BODIES and not _is_local(entity):
            for alias in entity.aliases:
                if len(alias) >= _SHORTEST_TELLING_NAME and len(alias) < len(entity.name):
                    short_forms.setdefault((entity.type, alias), set()).add(item)
    for key, first in sorted(by_name.items()):
        meanings = {clusters.find(item) for item in short_forms.get(key[:2], ())} - {clusters.find(first)}
        if len(meanings) == 1 and not key[1].endswith("总工会"):
            clusters.join(first, meanings.pop())
    _join_groups(by_name, clusters)


def _join_groups(by_name: Mapping[tuple[EntityType, str, str], Item], clusters: _Clusters) -> None:
    """A group goes by its name without 集团, too, where that is long enough to be nobody else's."""
    groups: dict[str, set[Item]] = {}
    for (kind, name, _), item in by_name.items():
        if kind is EntityType.COMPANY and name.endswith(_GROUP):
            groups.setdefault(name.removesuffix(_GROUP), set()).add(clusters.find(item))
    for (kind, name, _), item in sorted(by_name.items()):
        meant = groups.get(name, set())
        if kind is EntityType.COMPANY and len(meant) == 1 and len(name) >= _SHORTEST_GROUP_NAME:
            clusters.join(item, min(meant))


def _posts(readings: tuple[Reading, ...], entities: Mapping[Item, Entity]) -> Iterator[tuple[Item, Item]]:
    """Each person with each body where the text says that a post is held; a district alone is none.

    Nor is what people judged to be a person.
    """
    for number, reading in enumerate(readings):
        for post in reading.posts:
            if post.at is not None and entities[number, post.at].type not in _NO_BODIES:
                yield (number, post.person), (number, post.at)


def _join_people(readings: tuple[Reading, ...], entities: Mapping[Item, Entity], clusters: _Clusters) -> None:
    """One name with a post at one body is one person; a namesake elsewhere is not."""
    seen: dict[tuple[str, Item], Item] = {}
    for person, at in sorted(_posts(readings, entities)):
        first = seen.setdefault((entities[person].name, clusters.find(at)), person)
        clusters.join(first, person)


def _affiliations(
    readings: tuple[Reading, ...], entities: Mapping[Item, Entity], clusters: _Clusters
) -> dict[Item, set[Item]]:
    found: dict[Item, set[Item]] = {}
    for person, at in _posts(readings, entities):
        found.setdefault(clusters.find(person), set()).add(clusters.find(at))
    return found

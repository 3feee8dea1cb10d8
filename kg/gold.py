"""Gold files: what a careful reader took from a page, as frozen values; the format is in README.md, "Gold"."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import GoldError
from kg.model import EntityType
from kg.vocabulary import EVENT_TYPES, RELATIONS, ROLES

BYLINE_ROLES = {"记者": "reporter", "实习记者": "internReporter", "通讯员": "correspondent", "摄影": "photographer"}


@dataclass(frozen=True, slots=True)
class GoldEntity:
    """An entity of an article; `or_type` is as right as `type`, `identity` names the same entity of other articles."""

    id: str
    type: EntityType
    name: str
    aliases: tuple[str, ...]
    optional: bool
    or_type: EntityType | None
    identity: str

    @property
    def types(self) -> frozenset[EntityType]:
        return frozenset({self.type} if self.or_type is None else {self.type, self.or_type})


@dataclass(frozen=True, slots=True)
class GoldPost:
    """A person's post; the ids are those of entities of the article."""

    person: str
    title: str | None
    at: str | None
    optional: bool


@dataclass(frozen=True, slots=True)
class GoldRelation:
    """A relation between two entities of the article, by id."""

    subject: str
    property: str
    object: str
    optional: bool


@dataclass(frozen=True, slots=True)
class GoldArguments:
    """Who took part in an event, where and when; `participants` are (entity id, the roles that are right)."""

    organizers: tuple[str, ...] = ()
    participants: tuple[tuple[str, tuple[str, ...]], ...] = ()
    places: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    date: str | None = None


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """An event of the article; what only one annotator saw is in `spare`."""

    label: str
    types: frozenset[str]
    required: GoldArguments
    spare: GoldArguments
    optional: bool


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """All facts of one article; `bylines` are (name, property of Article)."""

    id: str
    title: str | None = None
    kicker: str | None = None
    subtitle: str | None = None
    first: str = ""
    last: str = ""
    bylines: tuple[tuple[str, str], ...] = ()
    entities: tuple[GoldEntity, ...] = ()
    posts: tuple[GoldPost, ...] = ()
    relations: tuple[GoldRelation, ...] = ()
    events: tuple[GoldEvent, ...] = ()


@dataclass(frozen=True, slots=True)
class GoldPage:
    """The gold of one page file."""

    page: str
    articles: tuple[GoldArticle, ...]


def read_gold(path: Path) -> tuple[GoldPage, ...]:
    """The gold of a file, or of all the *.json files of a folder in the order of their names.

    JSON files that hold no "articles" (reports, say) are no gold and are passed over. Raises GoldError with the file
    and the article for whatever cannot be read, and where there is no gold at all.
    """
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    pages = tuple(page for file in files for page in _read_file(file))
    if not pages:
        raise GoldError(f"{path}: no gold here; give a gold file, or a folder of gold files (*.json)")
    return pages


def _read_file(file: Path) -> list[GoldPage]:
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise GoldError(f"{file}: {error.strerror}") from error
    except ValueError as error:
        raise GoldError(f"{file}: {error}") from error
    if not isinstance(content, dict) or "articles" not in content:
        return []
    if not isinstance(content.get("page"), str):
        raise GoldError(f'{file}: "page", the name of the page file, is missing')
    return [GoldPage(content["page"], tuple(_article(file, article) for article in content["articles"]))]


def _article(file: Path, data: Mapping[str, Any]) -> GoldArticle:
    place = f"{file}, article {data.get('id', '?')}"
    try:
        article = GoldArticle(
            id=data["id"],
            title=data.get("title"),
            kicker=data.get("kicker"),
            subtitle=data.get("subtitle"),
            first=data["first"],
            last=data["last"],
            bylines=tuple((byline["name"], BYLINE_ROLES[byline["role"]]) for byline in data["bylines"]),
            entities=tuple(_entity(entity) for entity in data["entities"]),
            posts=tuple(_post(post) for post in data["posts"]),
            relations=tuple(_relation(relation) for relation in data["relations"]),
            events=tuple(_event(event) for event in data["events"]),
        )
    except KeyError as error:
        raise GoldError(f"{place}: {error.args[0]!r} is missing, or is no role that there is") from error
    except (AttributeError, TypeError, ValueError) as error:
        raise GoldError(f"{place}: {error}") from error
    for problem in _problems(article):
        raise GoldError(f"{place}: {problem}")
    return article


def _entity(data: Mapping[str, Any]) -> GoldEntity:
    return GoldEntity(
        id=data["id"],
        type=EntityType(data["type"]),
        name=data["name"],
        aliases=tuple(data["aliases"]),
        optional=bool(data.get("optional")),
        or_type=EntityType(data["orType"]) if data.get("orType") else None,
        identity=data.get("identity", data["name"]),
    )


def _post(data: Mapping[str, Any]) -> GoldPost:
    return GoldPost(data["person"], data["title"], data["at"], bool(data.get("optional")))


def _relation(data: list[str]) -> GoldRelation:
    subject, name, target, *mark = data
    if mark not in ([], ["optional"]):
        raise ValueError(f'relation {data}: a fourth item can only be "optional"')
    return GoldRelation(subject, name, target, bool(mark))


def _event(data: Mapping[str, Any]) -> GoldEvent:
    required = _arguments({key: data[key] for key in ("organizers", "participants", "places", "districts", "date")})
    spare = _arguments(data.get("optionalArguments", {}))
    return GoldEvent(data["label"], frozenset(data["types"]), required, spare, bool(data.get("optional")))


def _arguments(data: Mapping[str, Any]) -> GoldArguments:
    return GoldArguments(
        organizers=tuple(data.get("organizers", ())),
        participants=tuple(
            (taker["id"], tuple(role for role in (taker["role"], taker.get("orRole")) if role))
            for taker in data.get("participants", ())
        ),
        places=tuple(data.get("places", ())),
        districts=tuple(data.get("districts", ())),
        date=data["date"]["value"] if data.get("date") else None,
    )


def _problems(article: GoldArticle) -> list[str]:
    """What the article says that it cannot mean: names of no entity, relation, event type or role."""
    known = {entity.id for entity in article.entities}
    found = [f"relation {r.property!r} is unknown" for r in article.relations if r.property not in RELATIONS]
    refs = {ref for r in article.relations for ref in (r.subject, r.object)}
    refs |= {ref for post in article.posts for ref in (post.person, post.at) if ref is not None}
    for event in article.events:
        found += [f"event type {name!r} is unknown" for name in sorted(event.types - set(EVENT_TYPES))]
        for part in (event.required, event.spare):
            refs |= {*part.organizers, *part.places, *part.districts, *(taker for taker, _ in part.participants)}
            found += [f"role {role!r} is unknown" for _, rs in part.participants for role in rs if role not in ROLES]
    return [*found, *(f"{ref!r} is the id of no entity" for ref in sorted(refs - known))]

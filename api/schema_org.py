"""A page's node in the words of schema.org, for the programs of search engines and libraries."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from api.facts import ArticleView, EntityView, Fact
from api.graph import Node

_CONTEXT = "https://schema.org"
# Class → schema.org's type. A title of honour is none of schema.org's kinds of things.
_TYPES: dict[str, str] = {
    "Person": "Person",
    "Union": "WorkersUnion",
    "Company": "Corporation",
    "Institution": "Organization",
    "Workshop": "Organization",
    "Organization": "Organization",
    "District": "AdministrativeArea",
    "Place": "Place",
    "Event": "Event",
    "Article": "NewsArticle",
    "Post": "Role",
}
# Property, whether it is told of its object, and the class on whose page it is → schema.org's property.
_PROPERTIES: dict[tuple[str, bool], str] = {
    ("holdsPost", False): "worksFor",
    ("at", True): "employee",
    ("partOf", False): "parentOrganization",
    ("partOf", True): "subOrganization",
    ("inDistrict", False): "location",
    ("unionOf", False): "memberOf",
    ("hasAward", False): "award",
    ("organizer", False): "organizer",
    ("place", False): "location",
    ("district", False): "location",
    ("chair", False): "performer",
    ("speaker", False): "performer",
    ("attendee", False): "attendee",
}
_BYLINES = ("reporter", "internReporter", "correspondent")
# What stands in a page's head is a summary: the data beside it is whole.
_MOST = 20


def of_entity(view: EntityView) -> dict[str, Any]:
    """The node of an entity's page."""
    told: dict[str, Any] = {"@context": _CONTEXT, **_thing(view.node)}
    if view.aliases:
        told["alternateName"] = list(view.aliases)
    values: dict[str, list[Any]] = {}
    for group in view.groups:
        name = _PROPERTIES.get((group.property, group.backwards))
        if name is None:
            continue
        found = [fact.node.label if name == "award" else _thing(fact.node) for fact in _first(group.facts) if fact.node]
        values.setdefault(name, []).extend(v for v in found if v not in values.get(name, []))
        if group.property == "holdsPost" and view.node.cls == "Person":
            values.setdefault("jobTitle", []).extend(sorted({f.text for f in _first(group.facts) if f.text}))
    told |= {name: found for name, found in values.items() if found}
    for fact in view.dates:
        told["endDate" if fact.property == "endDate" else "startDate"] = fact.date
    if view.articles:
        told["subjectOf"] = [_thing(article) for article, _ in view.articles[:_MOST]]
    return told


def of_article(view: ArticleView) -> dict[str, Any]:
    """The node of an article's page."""
    told: dict[str, Any] = {"@context": _CONTEXT, **_thing(view.node), "headline": view.node.label, "inLanguage": "zh"}
    if view.head.get("issued"):
        told["datePublished"] = view.head["issued"]
    authors = [_thing(f.node) for group in view.bylines if group.property in _BYLINES for f in group.facts if f.node]
    if authors:
        told["author"] = authors
    mentions = [_thing(fact.node) for _, facts in view.mentions for fact in facts if fact.node]
    about = [_thing(occurrence.event) for occurrence, _ in view.events]
    return told | {name: found[:_MOST] for name, found in (("about", about), ("mentions", mentions)) if found}


def _first(facts: Iterable[Fact]) -> list[Fact]:
    return list(facts)[:_MOST]


def _thing(node: Node) -> dict[str, str]:
    return {"@type": _TYPES.get(node.cls, "Thing"), "@id": node.iri, "name": node.label}

"""Invented sentences read as an article's body: what the tests of people, posts, awards and honours share."""

from __future__ import annotations

from functools import cache

from kg.honours import find_honours
from kg.lexicon import lexicon
from kg.linking import Linked, link
from kg.mentions import Scan, scan_article
from kg.posts import find_posts
from tests.kg.articles import article


@cache
def read(body: str) -> tuple[tuple[Scan, ...], Linked]:
    """The scans of a body, and what their names are linked to."""
    scans = scan_article(article(body), lexicon())
    return scans, link(scans, lexicon())


def people(body: str) -> list[str]:
    """The names of people in the order of the text, each as often as it stands there."""
    (scan,), _ = read(body)
    return ["".join(scan.text[p.start : p.end].split()) for p in scan.persons]


def awards(body: str) -> list[str]:
    """The names of honours in the order of the text."""
    (scan,), _ = read(body)
    return [scan.text[a.start : a.end] for a in scan.awards]


def posts(body: str) -> set[tuple[str, str | None, str | None]]:
    """The posts stated: person, title, body."""
    scans, linked = read(body)
    found = find_posts(scans, linked, lexicon())
    return {(_name(p.person), p.title, _name(p.at) if p.at else None) for p in found}


def terms(body: str) -> set[tuple[str | None, str | None, str | None]]:
    """When posts were held: title, since, until."""
    scans, linked = read(body)
    return {(p.title, p.since, p.until) for p in find_posts(scans, linked, lexicon())}


def honours(body: str) -> set[tuple[str, str, str]]:
    """The relations hasAward and leads: subject, property, object."""
    scans, linked = read(body)
    return {(_name(r.subject), r.property, _name(r.object)) for r in find_honours(scans, linked, lexicon())}


def _name(key: str) -> str:
    return key.partition(":")[2]

"""Invented articles read whole: what the tests of linking, relations, doubts and resolution share."""

from __future__ import annotations

from functools import cache

from kg.lexicon import lexicon
from kg.model import Article, Entity, Flow, Reading, Span
from kg.pipeline import read_article


def flow(text: str, start: int = 0) -> Flow:
    return Flow(text, tuple(range(start, start + len(text))))


def article(body: str, title: str = "", page: str = "p.txt", issued: str | None = None) -> Article:
    """An article of a page that is the title and the body, without marks and line ends."""
    head = flow(title) if title else None
    whole = Span(0, len(title + body))
    return Article(page, whole, head, None, None, flow(body, len(title)), (), issued=issued)


@cache
def read(body: str, title: str = "", page: str = "p.txt") -> Reading:
    return read_article(article(body, title, page), lexicon())


def entity(reading: Reading, name: str) -> Entity:
    """The one entity of that full name."""
    (found,) = [entity for entity in reading.entities if entity.name == name]
    return found


def meant(body: str, surface: str, title: str = "") -> str | None:
    """The full name of the body or district that a surface form means where it stands last; None for nobody."""
    found = [
        (mention.flow, mention.end, mention.end - mention.start, entity.name)
        for entity in read(body, title).entities
        for mention in entity.mentions
        if mention.text == surface
    ]
    return max(found)[-1] if found else None


def relations(body: str, title: str = "") -> set[tuple[str, str, str]]:
    """The relations of an article, by the names of what they join."""
    reading = read(body, title)
    names = {entity.key: entity.name for entity in reading.entities}
    return {(names[r.subject], r.property, names[r.object]) for r in reading.relations}


def doubts(body: str, title: str = "") -> list[tuple[str, int]]:
    """The doubts of an article: the words in question, and where they stand."""
    return [(issue.quote, issue.span.start) for issue in read(body, title).issues]

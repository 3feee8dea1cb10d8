"""Invented articles read for their events: what the tests of events share."""

from __future__ import annotations

from functools import cache

from kg.event_labels import candidates
from kg.event_text import Part, reader
from kg.event_words import event_words
from kg.events import find_events
from kg.lexicon import lexicon
from kg.linking import link
from kg.mentions import scan_article
from kg.model import Article, Event, Flow, Span
from kg.posts import find_posts


def flow(text: str, start: int = 0) -> Flow:
    return Flow(text, tuple(range(start, start + len(text))))


def article(body: str, title: str | None = None, issued: str | None = None) -> Article:
    """An article of a page that is the title and the body."""
    head = flow(title) if title else None
    whole = (title or "") + body
    return Article(
        page="p.txt",
        span=Span(0, len(whole)),
        title=head,
        kicker=None,
        subtitle=None,
        body=flow(body, len(title or "")),
        credits=(),
        issued=issued,
    )


@cache
def read(body: str, title: str | None = None, issued: str | None = None) -> tuple[Event, ...]:
    tables = lexicon()
    given = article(body, title, issued)
    scans = scan_article(given, tables)
    linked = link(scans, tables)
    return find_events(given, scans, linked, find_posts(scans, linked, tables), tables)


def names(event: Event, role: str) -> set[str]:
    """The names in an event's arguments of a role; a key is a type and the name."""
    return {argument.entity.partition(":")[2] for argument in event.arguments if argument.role == role}


def labels(body: str, title: str | None = None) -> list[str]:
    return [event.label for event in read(body, title)]


CONTEST = (
    "3月8日上午，由丰台区总工会、丰台区人力资源和社会保障局主办，北京远山机械有限公司承办的丰台区职工技能竞赛"
    "在北京远山机械有限公司举行。北京市总工会副主席周明远出席并讲话，丰台区总工会主席李建华主持开幕式。"
    "比赛由高级技师王海涛担任评委，钳工张志强获得第一名。"
)


def stated(text: str) -> list[tuple[str, str]]:
    """Form and label of the candidates in a text."""
    tables = lexicon()
    scans = scan_article(article(text), tables)
    body = reader(scans[0], link(scans, tables))
    return [(c.form, c.label) for c in candidates(body, Part(0, len(text)), event_words())]

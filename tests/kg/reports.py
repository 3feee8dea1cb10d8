"""Invented articles read for their events: what the tests of events share."""

from __future__ import annotations

from functools import cache

from kg.event_labels import candidates
from kg.event_text import Part, reader
from kg.event_types import Candidate
from kg.event_words import event_words
from kg.lexicon import lexicon
from kg.linking import link
from kg.mentions import scan_article
from kg.model import Event
from kg.pipeline import read_article
from tests.kg.articles import article


@cache
def read(body: str, title: str = "", issued: str | None = None) -> tuple[Event, ...]:
    return read_article(article(body, title, issued=issued), lexicon()).events


def names(event: Event, role: str) -> set[str]:
    """The names in an event's arguments of a role; a key is a type and the name."""
    return {argument.entity.partition(":")[2] for argument in event.arguments if argument.role == role}


def labels(body: str, title: str = "") -> list[str]:
    return [event.label for event in read(body, title)]


CONTEST = (
    "3月8日上午，由丰台区总工会、丰台区人力资源和社会保障局主办，北京远山机械有限公司承办的丰台区职工技能竞赛"
    "在北京远山机械有限公司举行。北京市总工会副主席周明远出席并讲话，丰台区总工会主席李建华主持开幕式。"
    "比赛由高级技师王海涛担任评委，钳工张志强获得第一名。"
)


def _candidates(text: str) -> list[Candidate]:
    tables = lexicon()
    scans = scan_article(article(text), tables)
    body = reader(scans[0], link(scans, tables))
    return list(candidates(body, Part(0, len(text)), event_words()))


def stated(text: str) -> list[tuple[str, str]]:
    """Form and label of the candidates in a text."""
    return [(candidate.form, candidate.label) for candidate in _candidates(text)]


def spans(text: str) -> list[tuple[int, int]]:
    """Where the candidates' phrases begin and end."""
    return [(candidate.phrase.start, candidate.phrase.end) for candidate in _candidates(text)]

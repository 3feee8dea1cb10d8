"""Turns gold into the statements of a perfect graph, for tests of the scorer; mistakes can be put in on purpose."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from kg.gold import GoldArguments, GoldArticle, GoldPage
from kg.goldtext import extent
from kg.ids import Names
from kg.model import Evidence, Iri, Literal, Page, Span, Statement, Value
from kg.scores import squeeze
from kg.vocabulary import ALT_LABEL, DCTERMS, LABEL, TYPE, event_type, ukg

BASE = "https://example.org/id/"
NAMES = Names(BASE)


def perfect_graph(gold: Sequence[GoldPage], pages: Sequence[Page]) -> list[Statement]:
    """Everything that the gold requires or allows, each fact with the article's first sentence as evidence."""
    texts = {page.name: page.text for page in pages}
    return [s for page in gold for article in page.articles for s in _article(page.page, texts[page.page], article)]


def with_mistakes(statements: Sequence[Statement], seed: int) -> list[Statement]:
    """The statements, one in six dropped, one in six given another of the values around, one in six unproved."""
    chance = random.Random(seed)
    values: dict[Iri, list[Value]] = {}
    for statement in statements:
        values.setdefault(statement.property, []).append(statement.value)
    mistaken = []
    for statement in statements:
        needed = statement.property in (TYPE, LABEL, ukg("page"), ukg("start"), ukg("end"))
        dice = chance.random()
        if dice < 1 / 6 and not needed:
            continue
        if dice < 2 / 6 and not needed:
            statement = replace(statement, value=chance.choice(values[statement.property]))
        elif dice < 3 / 6 and not needed:
            statement = replace(statement, evidence=())
        mistaken.append(statement)
    return mistaken


def _article(page: str, text: str, article: GoldArticle) -> list[Statement]:
    iri = NAMES.make("article", article.id)
    start, end = _span(text, article)
    evidence = (Evidence(Span(start, start + 10), "gold", 0.9),)
    identity = {entity.id: NAMES.make("entity", entity.type, entity.identity) for entity in article.entities}
    statements = []

    def say(subject: Iri, name: Iri | str, value: Value, *, proved: bool = False) -> None:
        name = ukg(name) if isinstance(name, str) else name
        statements.append(Statement(iri, subject, name, value, evidence if proved else (), page))

    say(iri, TYPE, ukg("Article"))
    say(iri, "page", Literal(page))
    say(iri, "start", Literal(str(start)))
    say(iri, "end", Literal(str(end)))
    if article.title:
        say(iri, Iri(DCTERMS + "title"), Literal(article.title))
    for name, role in article.bylines:
        person = NAMES.make("byline", name)
        say(person, LABEL, Literal(name, language="zh"))
        say(iri, role, person, proved=True)
    for entity in article.entities:
        say(identity[entity.id], TYPE, ukg(entity.type))
        say(identity[entity.id], LABEL, Literal(entity.name, language="zh"))
        for alias in entity.aliases:
            say(identity[entity.id], ALT_LABEL, Literal(alias, language="zh"))
        say(iri, "mentions", identity[entity.id], proved=True)
    for number, post in enumerate(article.posts):
        node = NAMES.make("post", article.id, str(number))
        say(identity[post.person], "holdsPost", node, proved=True)
        if post.title:
            say(node, "title", Literal(post.title))
        if post.at:
            say(node, "at", identity[post.at])
    for relation in article.relations:
        say(identity[relation.subject], relation.property, identity[relation.object], proved=True)
    for number, event in enumerate(article.events):
        node = NAMES.make("event", article.id, str(number))
        say(iri, "reports", node, proved=True)
        say(node, TYPE, ukg("Event"))
        say(node, LABEL, Literal(event.label, language="zh"))
        for kind in sorted(event.types):
            say(node, "eventType", event_type(kind))
        for name, ids in _arguments(event.required):
            for entity_id in ids:
                say(node, name, identity[entity_id], proved=True)
        if event.required.date:
            first, _, last = event.required.date.partition("/")
            say(node, "startDate" if last else "date", Literal(first), proved=True)
            if last:
                say(node, "endDate", Literal(last), proved=True)
    return statements


def _arguments(arguments: GoldArguments) -> list[tuple[str, Sequence[str]]]:
    takers = [(roles[0], [taker]) for taker, roles in arguments.participants]
    return [
        ("organizer", arguments.organizers),
        ("place", arguments.places),
        ("district", arguments.districts),
        *takers,
    ]


def _span(text: str, article: GoldArticle) -> tuple[int, int]:
    """The article's span in the page, found in the squeezed page and counted back."""
    place = extent(squeeze(text), article)
    kept = [offset for offset, character in enumerate(text) if squeeze(character)]
    return kept[place.start], kept[place.end - 1] + 1

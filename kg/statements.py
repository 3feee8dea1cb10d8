"""Readings → statements: every fact in its article's named graph, with the evidence that states it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.ids import Names
from kg.model import Article, Entity, Event, Evidence, Iri, Literal, Reading, Statement, Value
from kg.resolution import Resolution
from kg.vocabulary import ALT_LABEL, DCTERMS, LABEL, POST_DATES, TYPE, XSD, date_type, event_type, ukg

_CHINESE = "zh"
_CREDITED = 0.98
# A longer quote proves nothing to a reader (kg.evaluate counts it as none): a fact with no shorter one is not stated.
LONGEST_QUOTE = 300
# An article is known by how its text begins, where its title and its page leave it open: so many characters of it.
BEGINNING = 40


def proofs(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """The evidence that is short enough to prove something."""
    return tuple(e for e in evidence if e.span.end - e.span.start <= LONGEST_QUOTE)


def article_iri(reading: Reading, names: Names, before: int = 0) -> Iri:
    """The article's IRI: by its page's name, its title, and how its text begins.

    `before` counts the articles above it on the page of which all that is the same.
    """
    again = (str(before + 1),) if before else ()
    return names.make("article", *_known_by(reading), *again)


def article_iris(readings: Iterable[Reading], names: Names) -> tuple[Iri, ...]:
    """The IRIs of all articles of some pages, in their order: no two are one, however alike they are."""
    seen: Counter[tuple[str, str, str]] = Counter()
    found: list[Iri] = []
    for reading in readings:
        known_by = _known_by(reading)
        found.append(article_iri(reading, names, seen[known_by]))
        seen[known_by] += 1
    return tuple(found)


def _known_by(reading: Reading) -> tuple[str, str, str]:
    article = reading.article
    return article.page, article.title.text if article.title else "", article.body.text[:BEGINNING]


def date_literal(value: str) -> Literal:
    """The literal of a date, typed by its form."""
    datatype = date_type(value)
    if not datatype:
        raise ValueError(f"no form of a date: {value!r}")
    return Literal(value, datatype)


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the statements of one article."""

    number: int
    reading: Reading
    article: Iri
    resolution: Resolution
    names: Names

    def state(self, subject: Iri, name: Iri, value: Value, *evidence: Evidence) -> Statement:
        several = tuple(sorted(set(evidence))) if len(evidence) > 1 else evidence
        return Statement(self.article, subject, name, value, several, self.reading.article.page)

    def iri(self, key: str) -> Iri:
        return self.resolution.identities[self.number, key].iri

    def all(self) -> Iterator[Statement]:
        yield from self.heading(self.reading.article)
        yield from self.bylines(self.reading.article)
        for entity in self.reading.entities:
            yield from self.entity(entity)
        for relation in self.reading.relations:
            evidence = proofs(relation.evidence)
            if evidence:
                yield self.state(
                    self.iri(relation.subject), ukg(relation.property), self.iri(relation.object), *evidence
                )
        yield from self.posts()
        for event in self.reading.events:
            yield from self.event(event)

    def heading(self, article: Article) -> Iterator[Statement]:
        yield self.state(self.article, TYPE, ukg("Article"))
        for name, flow in (
            (Iri(DCTERMS + "title"), article.title),
            (ukg("kicker"), article.kicker),
            (ukg("subtitle"), article.subtitle),
        ):
            if flow is not None:
                yield self.state(self.article, name, Literal(flow.text.strip(), language=_CHINESE))
        yield self.state(self.article, ukg("page"), Literal(article.page))
        yield self.state(self.article, ukg("start"), Literal(str(article.span.start), XSD + "integer"))
        yield self.state(self.article, ukg("end"), Literal(str(article.span.end), XSD + "integer"))
        if article.issued is not None:
            yield self.state(self.article, Iri(DCTERMS + "issued"), date_literal(article.issued))

    def bylines(self, article: Article) -> Iterator[Statement]:
        """A reporter is one person in all articles of a newspaper; a correspondent only inside the article."""
        for credit in article.credits:
            staff = credit.role in ("reporter", "internReporter", "photographer")
            where = article.newspaper or "" if staff else self.article.value
            person = self.names.make("person", credit.name, "byline", where)
            yield self.state(person, TYPE, ukg("Person"))
            yield self.state(person, LABEL, Literal(credit.name, language=_CHINESE))
            yield self.state(self.article, ukg(credit.role), person, Evidence(credit.span, credit.rule, _CREDITED))

    def entity(self, entity: Entity) -> Iterator[Statement]:
        identity = self.resolution.identities[self.number, entity.key]
        yield self.state(identity.iri, TYPE, ukg(entity.type.value))
        for name in sorted({entity.name, *entity.aliases}):
            label = LABEL if name == identity.label else ALT_LABEL
            yield self.state(identity.iri, label, Literal(name, language=_CHINESE))
        yield self.state(self.article, ukg("mentions"), identity.iri, *(m.evidence for m in entity.mentions))

    def posts(self) -> Iterator[Statement]:
        for post in self.reading.posts:
            evidence = proofs(post.evidence)
            if not evidence:
                continue
            person = self.iri(post.person)
            at = self.iri(post.at) if post.at is not None else None
            node = self.names.make("post", person.value, post.title or "", at.value if at else "")
            yield self.state(node, TYPE, ukg("Post"))
            if post.title is not None:
                yield self.state(node, ukg("title"), Literal(post.title, language=_CHINESE))
            if at is not None:
                yield self.state(node, ukg("at"), at)
            yield self.state(person, ukg("holdsPost"), node, *evidence)
            if dated := proofs(post.dated):
                for name, date in zip(POST_DATES, (post.since, post.until), strict=True):
                    if date is not None:
                        yield self.state(node, ukg(name), date_literal(date), *dated)

    def event(self, event: Event) -> Iterator[Statement]:
        reports = proofs(event.evidence)
        if not reports:
            return
        node = self.names.make("event", self.article.value, event.key)
        yield self.state(node, TYPE, ukg("Event"))
        yield self.state(node, LABEL, Literal(event.label, language=_CHINESE))
        for notation in event.types:
            yield self.state(node, ukg("eventType"), event_type(notation))
        yield self.state(self.article, ukg("reports"), node, *reports)
        for argument in event.arguments:
            evidence = proofs(argument.evidence)
            if evidence:
                yield self.state(node, ukg(argument.role), self.iri(argument.entity), *evidence)
        date = event.date
        if date is not None and proofs(date.evidence):
            yield self.state(node, ukg("dateText"), Literal(date.text, language=_CHINESE))
            start = "date" if date.end is None else "startDate"
            yield self.state(node, ukg(start), date_literal(date.start), *date.evidence)
            if date.end is not None:
                yield self.state(node, ukg("endDate"), date_literal(date.end), *date.evidence)


def state(
    readings: tuple[Reading, ...], articles: tuple[Iri, ...], resolution: Resolution, names: Names
) -> Iterable[Statement]:
    """The statements of all articles, article by article; `articles` are the readings' IRIs."""
    for number, (reading, article) in enumerate(zip(readings, articles, strict=True)):
        yield from _Writer(number, reading, article, resolution, names).all()


def by_page(statements: Iterable[Statement]) -> dict[str, list[Statement]]:
    """The statements page by page, by the pages' names; those of one graph stay together."""
    pages: dict[Iri, str] = {}
    found: dict[str, list[Statement]] = {}
    for statement in statements:
        found.setdefault(pages.setdefault(statement.graph, statement.page), []).append(statement)
    return dict(sorted(found.items()))

"""A reader's view of statements in memory: look-ups by subject and by article graph, without an RDF store."""

from __future__ import annotations

from collections.abc import Iterable

from kg.model import EntityType, Evidence, Iri, Statement, Value
from kg.vocabulary import ALT_LABEL, LABEL, TYPE, UKG, ukg

ARTICLE = ukg("Article")
PAGE = ukg("page")

Stated = dict[tuple[Value, Value], tuple[Evidence, ...]]


class GraphView:
    """The statements, indexed: `values` looks through every named graph, `stated` into one article's only."""

    __slots__ = ("_articles", "_graphs", "_values")

    def __init__(self, statements: Iterable[Statement]) -> None:
        self._values: dict[tuple[Value, Iri], dict[Value, None]] = {}
        self._graphs: dict[tuple[Iri, Iri], Stated] = {}
        articles = set()
        for statement in statements:
            self._values.setdefault((statement.subject, statement.property), {})[statement.value] = None
            stated = self._graphs.setdefault((statement.graph, statement.property), {})
            pair = (statement.subject, statement.value)
            stated[pair] = (*stated.get(pair, ()), *statement.evidence)
            if statement.property == TYPE and statement.value == ARTICLE:
                articles.add(statement.subject)
        self._articles: dict[str, list[Iri]] = {}
        for article in sorted(articles):
            for name in {page.value.rsplit("/", 1)[-1] for page in self.values(article, PAGE)}:
                self._articles.setdefault(name, []).append(article)

    def articles(self, page: str) -> list[Iri]:
        """The articles of the page file, in the order of their IRIs."""
        return self._articles.get(page, [])

    def values(self, subject: Value, property: Iri) -> list[Value]:
        return list(self._values.get((subject, property), ()))

    def text(self, subject: Value, property: Iri) -> str | None:
        """The first value's text, or None where there is none."""
        return next((value.value for value in self._values.get((subject, property), ())), None)

    def stated(self, article: Iri, name: str) -> Stated:
        """(subject, value) → evidence, of what the article's own graph states with the ontology's property."""
        return self._graphs.get((article, ukg(name)), {})

    def labels(self, entity: Value) -> set[str]:
        return {label.value for label in (*self.values(entity, LABEL), *self.values(entity, ALT_LABEL))}

    def type(self, entity: Value) -> EntityType | None:
        """The first of the named things' classes that the entity belongs to."""
        classes = {value.value for value in self.values(entity, TYPE)}
        return next((kind for kind in EntityType if UKG + kind in classes), None)

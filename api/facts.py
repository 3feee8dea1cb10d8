"""What a page shows of a node, as values: facts in groups, events in order of time, each with its sentences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from api.graph import Edge, Node, Sentence
from api.typeset import Typeset

Triple = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a page: the other node, a text or a date, a post's title and term, and the stating sentences."""

    node: Node | None
    text: str
    inferred: bool
    sentences: tuple[Sentence, ...]
    more: int = 0
    term: str = ""
    date: str = ""
    property: str = ""
    number: int = 0  # on the page of an article, where each fact points at its place


@dataclass(frozen=True, slots=True)
class Group:
    """The facts with one property in one direction; `total` counts also those that the page leaves out."""

    property: str
    heading: str
    facts: tuple[Fact, ...]
    total: int
    backwards: bool = False


@dataclass(frozen=True, slots=True)
class Occurrence:
    """An event as it concerns the page's node: when, in which roles, by which sentences."""

    event: Node
    date: str
    issued: str
    types: tuple[str, ...]
    roles: tuple[str, ...]
    inferred: bool
    sentences: tuple[Sentence, ...]
    more: int
    order: tuple[int, str]
    number: int = 0


@dataclass(frozen=True, slots=True)
class EntityView:
    """All that the page of one node shows; `truncated` where the node has more facts than were read."""

    node: Node
    aliases: tuple[str, ...]
    groups: tuple[Group, ...]
    events: tuple[Occurrence, ...]
    events_total: int
    dates: tuple[Fact, ...]
    types: tuple[str, ...]
    articles: tuple[tuple[Node, int], ...]
    articles_total: int
    truncated: bool


@dataclass(frozen=True, slots=True)
class StatedFact:
    """A fact of an article with both its ends, for the article's page."""

    subject: Node
    property: str
    title: str
    object: Node | None
    sentences: tuple[Sentence, ...]
    number: int = 0


@dataclass(frozen=True, slots=True)
class ArticleView:
    """All that an article's page shows; without `text` where the release was made without its pages' texts."""

    node: Node
    head: dict[str, str]
    bylines: tuple[Group, ...]
    events: tuple[tuple[Occurrence, tuple[Group, ...]], ...]
    facts: tuple[StatedFact, ...]
    mentions: tuple[tuple[str, tuple[Fact, ...]], ...]
    text: Typeset | None


@dataclass(frozen=True, slots=True)
class EventInfo:
    """An event's date, the day its article was issued, its types, and its place in a timeline."""

    date: str
    issued: str
    types: tuple[str, ...]
    order: tuple[int, str]


@dataclass(frozen=True, slots=True)
class Post:
    """A post as the facts around it need it: title and term (empty where none is stated), unit, and who holds it."""

    title: str
    at: str | None
    holders: tuple[Edge, ...]
    term: str = ""

    @property
    def ends(self) -> list[str | None]:
        return [self.at, *(iri_of(h.subject) for h in self.holders)]


def iri_of(term: object) -> str | None:
    return term.value if isinstance(term, ox.NamedNode) else None


def by_name(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    return tuple(sorted(facts, key=lambda f: (f.node.label if f.node else "", f.text, f.node.iri if f.node else "")))


def text_of(term: object) -> str:
    """The characters of a literal, the IRI of a node."""
    return str(getattr(term, "value", term))

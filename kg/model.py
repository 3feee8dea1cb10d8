"""The values that the stages pass on: frozen, comparable, free of I/O.

The order of the module is the order of the pipeline: page → article → mention → entity → fact → statement.
All offsets are half-open ranges of Unicode code points in the page file as it is on disk.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class EntityType(StrEnum):
    """The classes of named things; the values are the local names of the ontology's classes."""

    PERSON = "Person"
    UNION = "Union"
    COMPANY = "Company"
    INSTITUTION = "Institution"
    DISTRICT = "District"
    PLACE = "Place"
    WORKSHOP = "Workshop"
    AWARD = "Award"


ORGANIZATIONS = frozenset({EntityType.UNION, EntityType.COMPANY, EntityType.INSTITUTION, EntityType.WORKSHOP})


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points in the page file."""

    start: int
    end: int

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Flow:
    """A run of text whose line ends and markdown marks are gone; `offsets[i]` is where `text[i]` stands in the page."""

    text: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """The page span of `text[start:end]`; what was dropped inside it is inside the span, too."""
        return Span(self.offsets[start], self.offsets[end - 1] + 1)


@dataclass(frozen=True, slots=True)
class Page:
    """One page file, decoded, its line ends untouched; what a sidecar table adds is None where there is none."""

    name: str
    text: str
    newspaper: str | None = None
    issued: str | None = None
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Credit:
    """One person credited with the article; `role` is a property of Article (reporter, photographer …)."""

    name: str
    role: str
    span: Span
    rule: str


@dataclass(frozen=True, slots=True)
class Article:
    """One article of a page: its span (headlines included), its headlines and its body as flows of text.

    `dateline` is what stands before the body's first sentence: 本报南昌1月18日讯（记者 …）.
    """

    page: str
    span: Span
    title: Flow | None
    kicker: Flow | None
    subtitle: Flow | None
    body: Flow
    credits: tuple[Credit, ...]
    newspaper: str | None = None
    issued: str | None = None
    number: str | None = None
    dateline: Flow | None = None


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """Where the page states a fact, which rule read it there, and how sure that rule is (0 to 1)."""

    span: Span
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Mention:
    """A name where it stands: the surface form, its type, its place in the page and in a flow of the article.

    `flow` numbers the article's flows (Article's kicker, title, subtitle, body, in that order); `start` and `end`
    are offsets into that flow's text.
    """

    type: EntityType
    text: str
    flow: int
    start: int
    end: int
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Entity:
    """A named thing as one article knows it; `name` is its fullest form there, `aliases` its other named forms.

    `key` is unique inside the article; facts refer to entities by it.
    """

    key: str
    type: EntityType
    name: str
    aliases: tuple[str, ...]
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """A stated relation between two entities of the article; `property` is a local name of the ontology."""

    subject: str
    property: str
    object: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Post:
    """A person's post; `title` is None where the text names only the unit, `at` where it names no unit; never both.

    `since` and `until` are lexical forms of dates (2015, 2015-03) where the text dates the post, `dated` is what states
    them.
    """

    person: str
    title: str | None
    at: str | None
    evidence: tuple[Evidence, ...]
    since: str | None = None
    until: str | None = None
    dated: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Argument:
    """An entity's part in an event: organizer, place, district, or a participant's role."""

    role: str
    entity: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class EventDate:
    """When an event was: `start` alone for one date, with `end` for a range; lexical forms such as 2022 or --11-14."""

    text: str
    start: str
    end: str | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """Something the article reports as having happened; `types` are notations of the event types scheme."""

    key: str
    label: str
    types: tuple[str, ...]
    arguments: tuple[Argument, ...]
    date: EventDate | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, order=True)
class Issue:
    """A doubt that was recorded instead of guessed a fact from: what kind, where, and the words in question."""

    page: str
    span: Span
    kind: str
    quote: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read out of one article, in the article's own keys; nothing of it depends on another page."""

    article: Article
    entities: tuple[Entity, ...]
    relations: tuple[Relation, ...]
    posts: tuple[Post, ...]
    events: tuple[Event, ...]
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True, order=True)
class Iri:
    """A reference to a node of the graph."""

    value: str


@dataclass(frozen=True, slots=True, order=True)
class Literal:
    """A literal; `datatype` is a full IRI (empty: xsd:string), `language` a lower-case tag."""

    value: str
    datatype: str = ""
    language: str = ""


Value = Iri | Literal


@dataclass(frozen=True, slots=True)
class Statement:
    """One fact before RDF: subject, property (full IRIs), value, the named graph it belongs to, and its evidence.

    `evidence` is empty for what an article graph says of its own nodes (types, names, titles) and for what is
    inferred or known beforehand.
    """

    graph: Iri
    subject: Iri
    property: Iri
    value: Value
    evidence: tuple[Evidence, ...] = ()
    page: str = ""


@dataclass(frozen=True, slots=True)
class Graph:
    """What a set of pages states: the statements article by article, the doubts, and how much was read."""

    statements: tuple[Statement, ...]
    issues: tuple[Issue, ...]
    pages: int
    articles: int

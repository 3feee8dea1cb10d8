"""A reading as people judged it: facts confirmed, rejected or corrected, the page itself untouched.

A correction stands where the corrected words stand, and its evidence names the judgement as its rule: it outranks the
extractor, and says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from kg.ledger import CONFIRM, CORRECT, DIFFERENT, FACTS, PAIRS, REJECT, SAME, UNDECIDED, Judgement, id_of
from kg.model import Argument, EntityType, Event, EventDate, Evidence, Iri, Post, Reading, Relation
from kg.resolution import Item, Links
from kg.vocabulary import BYLINES, DATES, EVENT_ARGUMENTS, RELATIONS, date_type

# What stands before a judgement's id as the rule of an evidence.
RULE = "judgement:"
# How a judgement calls an article, for its byline, and what stands before an event's label.
ARTICLE = "Article"
EVENT = "Event:"
_Fact = TypeVar("_Fact")
_CERTAIN = 1.0  # a person has read the sentence


@dataclass(frozen=True, slots=True, order=True)
class Unapplied:
    """A judgement that found nothing to apply to, and why."""

    judgement: Judgement
    reason: str


@dataclass(frozen=True, slots=True)
class Judged:
    """The readings of a page as people judged them."""

    readings: tuple[Reading, ...]
    unapplied: tuple[Unapplied, ...]


@dataclass(frozen=True, slots=True)
class _Case:
    """A judgement on a fact, in the keys of the article that it is about; `rule` is what its evidence is told under."""

    verdict: str
    subject: str
    property: str
    object: str
    value: str
    rule: str


class _Nothing(Exception):
    """What a judgement is about is not in the article: no error of a build, it becomes an Unapplied."""


def judged(reading: Reading, judgements: Iterable[Judgement]) -> tuple[Reading, tuple[Unapplied, ...]]:
    """The reading after the judgements on its facts, one after another, and those that found nothing."""
    unapplied: list[Unapplied] = []
    for judgement in judgements:
        try:
            reading = _KINDS.get(judgement.property, _unknown)(reading, _case(reading, judgement))
        except _Nothing as nothing:
            unapplied.append(Unapplied(judgement, str(nothing)))
    return reading, tuple(unapplied)


def key_of(reading: Reading, name: str) -> str:
    """The key of the entity that a judgement calls `Class:name`, by any of its names in the article.

    The name itself where there is no such entity, or more than one.
    """
    kind, _, called = name.partition(":")
    found = [e.key for e in reading.entities if e.type == kind and called in (e.name, *e.aliases)]
    return found[0] if len(found) == 1 else name


def _case(reading: Reading, judgement: Judgement) -> _Case:
    def key(cell: str) -> str:
        title, at, body = cell.partition("@") if judgement.property == "holdsPost" else ("", "", cell)
        return title + at + key_of(reading, body)

    subject, object_, value = key_of(reading, judgement.subject), key(judgement.object), key(judgement.value)
    return _Case(judgement.verdict, subject, judgement.property, object_, value, RULE + id_of(judgement))


@dataclass(frozen=True, slots=True)
class Linked:
    """What judgements say of identity, the judgement that each pair is from, and those that no pair is there for."""

    links: Links
    judgements: Mapping[tuple[Item, Item], Judgement]
    unapplied: tuple[Unapplied, ...]


def linked(judgements: Iterable[Judgement], articles: tuple[Iri, ...], readings: tuple[Reading, ...]) -> Linked:
    """What the judgements say of identity; `articles` name the readings.

    A pair that is judged twice is what the later judgement says.
    """
    numbers = {article_hash(article): number for number, article in enumerate(articles)}
    verdicts: dict[tuple[Item, Item], Judgement] = {}
    unapplied: list[Unapplied] = []
    for judgement in judgements:
        if judgement.verdict in FACTS and judgement.article not in numbers:
            unapplied.append(Unapplied(judgement, "the article is gone"))
        if judgement.verdict not in PAIRS:
            continue
        sides = ((judgement.article, judgement.subject), (judgement.other_article, judgement.object))
        found: list[tuple[Item, EntityType]] = []
        for article, name in sides:
            number = numbers.get(article)
            if number is not None:
                key = key_of(readings[number], name)
                found += (((number, key), entity.type) for entity in readings[number].entities if entity.key == key)
        if len(found) < len(sides):
            unapplied.append(Unapplied(judgement, "an article or a name in it is gone"))
            continue
        (left, left_type), (right, right_type) = sorted(found)
        if left == right:
            unapplied.append(Unapplied(judgement, "both sides are one name in one article"))
        elif judgement.verdict == SAME and left_type is not right_type:
            unapplied.append(Unapplied(judgement, "things of two classes are never one; correct a class first"))
        else:
            verdicts[left, right] = judgement

    def pairs(verdict: str) -> tuple[tuple[Item, Item], ...]:
        return tuple(pair for pair, judgement in verdicts.items() if judgement.verdict == verdict)

    return Linked(Links(pairs(SAME), pairs(DIFFERENT), pairs(UNDECIDED)), verdicts, tuple(unapplied))


def article_hash(article: Iri) -> str:
    """How judgements name an article: the last part of its IRI, which is the same under every base."""
    return article.value.rpartition("/")[2]


def post_text(post: Post) -> str:
    """A post as a judgement names it: the title, and where it is held."""
    return f"{post.title or ''}@{post.at or ''}"


def event_name(event: Event) -> str:
    """An event as a judgement names it."""
    return EVENT + event.label


def _evidence(case: _Case, evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """What proves a fact that was confirmed or corrected."""
    if case.verdict == CONFIRM:
        return tuple(replace(e, confidence=_CERTAIN) for e in evidence)
    spans = sorted({e.span for e in evidence})
    return tuple(Evidence(span, case.rule, _CERTAIN) for span in spans)


def _edited(
    facts: tuple[_Fact, ...], case: _Case, is_meant: Callable[[_Fact], bool], change: Callable[[_Fact], _Fact]
) -> tuple[_Fact, ...]:
    """The facts with the meant one rejected or changed; a _Nothing if there is none."""
    if not any(map(is_meant, facts)):
        raise _Nothing("the article no longer states it")
    if case.verdict == REJECT:
        return tuple(fact for fact in facts if not is_meant(fact))
    return tuple(change(fact) if is_meant(fact) else fact for fact in facts)


def _named(reading: Reading, case: _Case) -> str:
    """The key that a correction puts in; the entity has to be one of the article's."""
    if case.verdict == CORRECT and case.value not in {e.key for e in reading.entities}:
        raise _Nothing(f"the article does not name {case.value}")
    return case.value


def _unknown(_: Reading, case: _Case) -> Reading:
    raise _Nothing(f"no judgement can be made on {case.property!r}")


def _subject(reading: Reading, case: _Case) -> Reading:
    """All that the article says of the subject, which is no person, body or event at all."""
    key = case.subject
    if key.startswith(EVENT):
        events = _edited(reading.events, case, lambda event: event_name(event) == key, lambda event: event)
        return replace(reading, events=events)
    return replace(
        reading,
        entities=_edited(reading.entities, case, lambda entity: entity.key == key, lambda entity: entity),
        relations=tuple(r for r in reading.relations if key not in (r.subject, r.object)),
        posts=tuple(p for p in reading.posts if key not in (p.person, p.at)),
        events=tuple(
            replace(event, arguments=tuple(a for a in event.arguments if a.entity != key)) for event in reading.events
        ),
    )


def _relation(reading: Reading, case: _Case) -> Reading:
    wanted = (case.subject, case.property, case.object)
    value = _named(reading, case) or case.object

    def change(relation: Relation) -> Relation:
        return replace(relation, object=value, evidence=_evidence(case, relation.evidence))

    relations = _edited(reading.relations, case, lambda r: (r.subject, r.property, r.object) == wanted, change)
    return replace(reading, relations=relations)


def _post(reading: Reading, case: _Case) -> Reading:
    title, _, at = (case.value or case.object).partition("@")
    if at and at not in {entity.key for entity in reading.entities}:
        raise _Nothing(f"the article does not name {at}")

    def change(post: Post) -> Post:
        evidence = _evidence(case, post.evidence)
        return replace(post, title=title or None, at=at or None, evidence=evidence)

    def is_meant(post: Post) -> bool:
        return (post.person, post_text(post)) == (case.subject, case.object)

    return replace(reading, posts=_edited(reading.posts, case, is_meant, change))


def _in_event(reading: Reading, case: _Case, change: Callable[[Event], Event]) -> Reading:
    meant = [event for event in reading.events if event_name(event) == case.subject]
    if not meant:
        raise _Nothing("the article no longer reports it")
    return replace(reading, events=tuple(change(e) if e in meant else e for e in reading.events))


def _argument(reading: Reading, case: _Case) -> Reading:
    value = _named(reading, case) or case.object

    def change(argument: Argument) -> Argument:
        return replace(argument, entity=value, evidence=_evidence(case, argument.evidence))

    def is_meant(argument: Argument) -> bool:
        return (argument.role, argument.entity) == (case.property, case.object)

    return _in_event(reading, case, lambda e: replace(e, arguments=_edited(e.arguments, case, is_meant, change)))


def _date(reading: Reading, case: _Case) -> Reading:
    """A date or one end of a range; rejecting either end rejects the range."""
    field = "end" if case.property == "endDate" else "start"
    if case.value and not date_type(case.value):
        raise _Nothing(f"{case.value!r} is no date like 2022-11-18, 2022-11, 2022 or --11-18")

    def change(date: EventDate) -> EventDate:
        value = case.value or case.object
        evidence = _evidence(case, date.evidence)
        return replace(date, evidence=evidence, **{field: value})

    def dated(event: Event) -> Event:
        dates = (event.date,) if event.date is not None else ()
        kept = _edited(dates, case, lambda date: getattr(date, field) == case.object, change)
        return replace(event, date=kept[0] if kept else None)

    return _in_event(reading, case, dated)


def _label(reading: Reading, case: _Case) -> Reading:
    """What an entity or an event is called."""
    if case.verdict == REJECT:
        raise _Nothing("a name is corrected, or all of its bearer rejected")
    name = case.value or case.object
    if case.subject.startswith(EVENT):
        return _in_event(reading, case, lambda e: replace(e, label=name, evidence=_evidence(case, e.evidence)))
    entities = _edited(
        reading.entities,
        case,
        lambda entity: (entity.key, entity.name) == (case.subject, case.object),
        lambda entity: replace(entity, name=name),
    )
    return replace(reading, entities=entities)


def _type(reading: Reading, case: _Case) -> Reading:
    """What class of thing an entity is."""
    if case.verdict == REJECT:
        raise _Nothing("a class is corrected, or all of its bearer rejected")
    name = case.value or case.object
    if name not in set(EntityType):
        raise _Nothing(f"there is no class {name}")
    entities = _edited(
        reading.entities,
        case,
        lambda entity: (entity.key, entity.type.value) == (case.subject, case.object),
        lambda entity: replace(entity, type=EntityType(name)),
    )
    return replace(reading, entities=entities)


def _credit(reading: Reading, case: _Case) -> Reading:
    credits_ = _edited(
        reading.article.credits,
        case,
        lambda credit: (credit.role, credit.name) == (case.property, case.object),
        lambda credit: replace(credit, name=case.value or credit.name, rule=case.rule),
    )
    return replace(reading, article=replace(reading.article, credits=credits_))


# Property → what a judgement on a fact with it does to a reading.
_KINDS: dict[str, Callable[[Reading, _Case], Reading]] = {
    "": _subject,
    "holdsPost": _post,
    "label": _label,
    "type": _type,
    **dict.fromkeys(RELATIONS, _relation),
    **dict.fromkeys(EVENT_ARGUMENTS, _argument),
    **dict.fromkeys(DATES, _date),
    **dict.fromkeys(BYLINES, _credit),
}

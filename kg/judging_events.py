"""Judges the events of one article and, for events that the gold has, their arguments, roles and dates."""

from __future__ import annotations

from collections.abc import Iterable

from kg.gold import GoldArguments, GoldEvent
from kg.judging import ArticleCase, Facts
from kg.model import Evidence, Iri, Value
from kg.scores import Fact, Judgement, Outcome, pair_up, similarity
from kg.vocabulary import DATES, LABEL, ROLES, SKOS, ukg

# An event without a shared organizer is the gold's when the labels are this alike.
SAME_LABEL = 0.5

NOTATION = Iri(SKOS + "notation")
# Kind of argument → the properties that state it.
ARGUMENTS: dict[str, tuple[str, ...]] = {
    "organizer": ("organizer",),
    "participant": ROLES,
    "place": ("place",),
    "district": ("district",),
}


def judge_events(case: ArticleCase) -> list[Judgement]:
    """Pair the article's events with the gold's, then judge them and their arguments."""
    reports = {event: evidence for (_, event), evidence in case.view.stated(case.article, "reports").items()}
    events = sorted(reports, key=lambda event: event.value)
    pairs = pair_up(events, case.gold.events, lambda event, gold: _fit(case, event, gold))
    event_of = {j: events[i] for i, j in pairs.items()}
    judgements = []
    for j, gold in enumerate(case.gold.events):
        event = event_of.get(j)
        if event is not None:
            outcome = Outcome.SPARE if gold.optional else Outcome.RIGHT
            judgements.append(Judgement("event", case.where, (gold.label,), outcome, reports[event]))
        elif gold.optional:
            continue
        else:
            hosts = [case.names[host] for host in gold.required.organizers]
            fact = (gold.label, *sorted(gold.types), *hosts)
            sentence = case.explain((gold.label, *hosts), ())
            judgements.append(Judgement("event", case.where, fact, Outcome.MISSED, (), sentence))
        judgements += _judge_arguments(case, gold, event)
    for i, event in enumerate(events):
        if i not in pairs:
            judgements += _judge_extra(case, event, reports[event])
    return judgements


def _fit(case: ArticleCase, event: Value, gold: GoldEvent) -> float:
    close = similarity(case.view.text(event, LABEL) or "", gold.label)
    hosts = {case.names[host] for host in (*gold.required.organizers, *gold.spare.organizers)}
    shared = bool(hosts & {case.name(host) for host, _ in _arguments(case, event, ("organizer",))})
    types = _types(case, event)
    # At least half of the stated types must be right: naming every type is no answer.
    same_type = len(types & gold.types) * 2 >= max(1, len(types))
    return 0.01 + close + shared if same_type and (shared or close >= SAME_LABEL) else 0


def _types(case: ArticleCase, event: Value) -> set[str]:
    concepts = case.view.values(event, ukg("eventType"))
    names = {case.view.text(concept, NOTATION) or concept.value for concept in concepts}
    return {name.rsplit("/", 1)[-1].rsplit("#", 1)[-1] for name in names}


def _arguments(
    case: ArticleCase, event: Value | None, properties: Iterable[str]
) -> list[tuple[Value, tuple[Evidence, ...]]]:
    """The event's arguments with their evidence, as the article's own graph states them."""
    return [
        (value, evidence)
        for name in properties
        for (subject, value), evidence in case.view.stated(case.article, name).items()
        if subject == event
    ]


def _facts(case: ArticleCase, tag: str, event: Value | None, properties: Iterable[str]) -> Facts:
    return {(tag, case.name(value)): evidence for value, evidence in _arguments(case, event, properties)}


def _judge_extra(case: ArticleCase, event: Value, evidence: tuple[Evidence, ...]) -> list[Judgement]:
    """An event that the gold lacks is wrong, and so is whatever is said of it (its date goes with it)."""
    label = case.view.text(event, LABEL)
    hosts = [case.name(host) for host, _ in _arguments(case, event, ("organizer",))]
    fact = (label, *sorted(_types(case, event)), *hosts)
    judgements = [Judgement("event", case.where, fact, Outcome.EXTRA, evidence, case.explain(fact, evidence))]
    for kind, properties in ARGUMENTS.items():
        facts = _facts(case, f"(no such event) {label}", event, properties)
        judgements += case.judge(f"event {kind}", facts, [])
    return judgements


def _ids(arguments: GoldArguments) -> dict[str, tuple[str, ...]]:
    return {
        "organizer": arguments.organizers,
        "participant": tuple(taker for taker, _ in arguments.participants),
        "place": arguments.places,
        "district": arguments.districts,
    }


def _judge_arguments(case: ArticleCase, gold: GoldEvent, event: Value | None) -> list[Judgement]:
    """Judge the arguments of a gold event; `event` is the graph's, or None where the graph lacks it."""
    tag = gold.label
    required, spare = _ids(gold.required), _ids(gold.spare)
    judgements = []
    for kind, properties in ARGUMENTS.items():
        # An optional event requires nothing, and an optional entity is required nowhere.
        wanted: list[Fact] = [
            (tag, case.names[i]) for i in required[kind] if not gold.optional and i not in case.optional
        ]
        everything: list[Fact] = [(tag, case.names[i]) for i in (*required[kind], *spare[kind])]
        judgements += case.judge(f"event {kind}", _facts(case, tag, event, properties), wanted, everything)
    return [*judgements, *_judge_roles(case, gold, event), *_judge_date(case, gold, event)]


def _judge_roles(case: ArticleCase, gold: GoldEvent, event: Value | None) -> list[Judgement]:
    """Roles count for those participants only that were found and that the gold has; any of their roles is right."""
    right = {
        (case.names[taker], role)
        for part in (gold.required, gold.spare)
        for taker, roles in part.participants
        for role in roles
    }
    stated = {(case.name(value), role) for role in ROLES for value, _ in _arguments(case, event, (role,))}
    judgements = []
    for taker in sorted({name for name, _ in stated} & {name for name, _ in right}):
        said = {fact for fact in stated if fact[0] == taker}
        wanted = said & right or {fact for fact in right if fact[0] == taker}
        facts: Facts = {(gold.label, *fact): () for fact in said}
        judgements += case.judge("event role", facts, [(gold.label, *fact) for fact in wanted])
    return judgements


def _judge_date(case: ArticleCase, gold: GoldEvent, event: Value | None) -> list[Judgement]:
    stated: Facts = {}
    if event is not None:
        day, start, end = (case.view.text(event, ukg(name)) for name in DATES)
        value = f"{start}/{end}" if start is not None and end is not None else start if start is not None else day
        if value is not None:
            evidence = tuple(e for _, quotes in _arguments(case, event, DATES) for e in quotes)
            stated[gold.label, value] = evidence
    dates: list[Fact] = [(gold.label, date) for date in (gold.required.date, gold.spare.date) if date is not None]
    wanted = dates[:1] if gold.required.date is not None and not gold.optional else []
    return case.judge("event date", stated, wanted, dates)

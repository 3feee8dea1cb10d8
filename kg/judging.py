"""Judges the facts of one article, but for its events: headline, bylines, entities, posts, relations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.gold import GoldArticle, GoldEntity
from kg.goldtext import Sentences
from kg.graphview import GraphView
from kg.model import EntityType, Evidence, Iri, Value
from kg.scores import Fact, Judgement, bare, judge, pair_up, squeeze
from kg.vocabulary import BYLINES, DCTERMS, LABEL, RELATIONS, ukg

TITLE = Iri(DCTERMS + "title")

Facts = dict[Fact, tuple[Evidence, ...]]


@dataclass(frozen=True, slots=True)
class ArticleCase:
    """One article before the judge: what the graph states of it, what the gold says, and which entities are the same.

    `where` names the article in reports; `gold_of` maps the graph's entities to the gold's; `found` holds all of the
    graph's entities that the article mentions.
    """

    view: GraphView
    article: Iri
    gold: GoldArticle
    where: str
    sentences: Sentences
    found: tuple[Value, ...]
    gold_of: Mapping[Value, GoldEntity]

    @property
    def optional(self) -> set[str]:
        return {entity.id for entity in self.gold.entities if entity.optional}

    @property
    def names(self) -> dict[str, str]:
        return {entity.id: entity.name for entity in self.gold.entities}

    def name(self, value: Value) -> str:
        """The gold's name of what the value stands for; a question mark leads what the gold lacks."""
        if value in self.gold_of:
            return self.gold_of[value].name
        return "?" + squeeze(self.view.text(value, LABEL) or value.value)

    def judge(self, kind: str, stated: Facts, wanted: Iterable[Fact], spare: Iterable[Fact] = ()) -> list[Judgement]:
        """The judgements of one kind of facts."""
        return judge(kind, self.where, stated, wanted, set(spare), self.explain)

    def explain(self, fact: Fact, evidence: tuple[Evidence, ...]) -> str:
        """The page's sentence behind a stated fact, or the one that names what a missed fact is about."""
        if evidence:
            return self.sentences.around(max(evidence, key=lambda e: e.confidence).span)
        forms = {entity.name: (entity.name, *entity.aliases) for entity in self.gold.entities}
        return self.sentences.naming([forms.get(part, (part,)) for part in fact if part is not None])


def open_case(view: GraphView, article: Iri, gold: GoldArticle, where: str, sentences: Sentences) -> ArticleCase:
    """Pair the article's entities with the gold's, best first: the type counts most, then the longest shared name."""

    def fit(entity: Value, wanted: GoldEntity) -> float:
        shared = {bare(label) for label in view.labels(entity)} & {bare(n) for n in (wanted.name, *wanted.aliases)}
        if not shared:
            return 0
        return max(map(len, shared)) + 0.5 * (bare(wanted.name) in shared) + 100 * (view.type(entity) in wanted.types)

    mentioned = {entity for _, entity in view.stated(article, "mentions") if view.type(entity)}
    found = tuple(sorted(mentioned, key=lambda entity: entity.value))
    pairs = pair_up(found, gold.entities, fit)
    return ArticleCase(
        view, article, gold, where, sentences, found, {found[i]: gold.entities[j] for i, j in pairs.items()}
    )


def judge_facts(case: ArticleCase) -> list[Judgement]:
    """Judge everything that the article states, but for its events."""
    return [
        *_title(case),
        *_bylines(case),
        *(judgement for kind in EntityType for judgement in _entities(case, kind)),
        *_posts(case),
        *(judgement for relation in RELATIONS for judgement in _relations(case, relation)),
    ]


def _title(case: ArticleCase) -> list[Judgement]:
    title = case.view.text(case.article, TITLE)
    wanted = case.gold.title
    return case.judge("title", {(squeeze(title),): ()} if title else {}, [(squeeze(wanted),)] if wanted else [])


def _bylines(case: ArticleCase) -> list[Judgement]:
    stated: Facts = {}
    for role in BYLINES:
        for (_, person), evidence in case.view.stated(case.article, role).items():
            stated[squeeze(case.view.text(person, LABEL) or ""), role] = evidence
    return case.judge("byline", stated, case.gold.bylines)


def _entities(case: ArticleCase, kind: EntityType) -> list[Judgement]:
    """Entities of one type; one that the gold allows a second type, and the graph gives it, counts for neither."""
    evidence = {entity: quotes for (_, entity), quotes in case.view.stated(case.article, "mentions").items()}
    home: set[Fact] = {(entity.name,) for entity in case.gold.entities if entity.type == kind}
    stated: Facts = {}
    for entity in (entity for entity in case.found if case.view.type(entity) == kind):
        gold = case.gold_of.get(entity)
        if gold is None or kind not in gold.types:
            name = gold.name if gold else case.view.text(entity, LABEL)
            stated[(f"{name} (not in gold as {kind})",)] = evidence[entity]
        elif (gold.name,) in home:
            stated[(gold.name,)] = evidence[entity]
    found_as = {gold.id: case.view.type(entity) for entity, gold in case.gold_of.items()}
    wanted: list[Fact] = [
        (entity.name,)
        for entity in case.gold.entities
        if entity.type == kind
        and not entity.optional
        and not (entity.or_type and found_as.get(entity.id) == entity.or_type)
    ]
    return case.judge(f"entity {kind}", stated, wanted, home)


def _posts(case: ArticleCase) -> list[Judgement]:
    stated: Facts = {}
    for (person, post), evidence in case.view.stated(case.article, "holdsPost").items():
        title, units = case.view.text(post, ukg("title")), case.view.values(post, ukg("at"))
        unit = case.name(units[0]) if units else None
        stated[case.name(person), None if title is None else bare(title), unit] = evidence
    wanted: list[Fact] = []
    spare: list[Fact] = []
    for gold in case.gold.posts:
        title = bare(gold.title) if gold.title else None
        (spare if gold.optional else wanted).append((case.names[gold.person], title, case.names.get(gold.at or "")))
    return case.judge("post", stated, wanted, spare)


def _relations(case: ArticleCase, relation: str) -> list[Judgement]:
    # The scorer's terms let an event have a district, too; that is scored with the event.
    events = {event for _, event in case.view.stated(case.article, "reports")} if relation == "inDistrict" else set()
    stated: Facts = {
        (case.name(subject), case.name(target)): evidence
        for (subject, target), evidence in case.view.stated(case.article, relation).items()
        if subject not in events
    }
    gold = [r for r in case.gold.relations if r.property == relation]
    everything: list[Fact] = [(case.names[r.subject], case.names[r.object]) for r in gold]
    wanted = [
        fact
        for fact, r in zip(everything, gold, strict=True)
        if not r.optional and not {r.subject, r.object} & case.optional
    ]
    return case.judge(f"relation {relation}", stated, wanted, everything)

"""Scores a graph against gold: every fact stated or wanted gets one judgement, and all figures are views of these.

Facts are compared by name: what the graph calls by an IRI gets the name of the gold entity that it was paired with.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from kg.errors import GoldError
from kg.gold import GoldArticle, GoldEntity, GoldPage
from kg.goldtext import Extent, Sentences, extent, squeezed_offsets
from kg.graphview import GraphView
from kg.judging import TITLE, ArticleCase, judge_facts, open_case
from kg.judging_events import judge_events
from kg.model import EntityType, Evidence, Iri, Page, Statement, Value
from kg.scores import Judgement, Outcome, Row, pair_up, row, squeeze
from kg.vocabulary import EVIDENCED, ukg

# An article is found when its span and the gold's share this much of what either covers.
SAME_ARTICLE = 0.8
# Few districts and awards make most pairs of namesakes, and none of those is hard: they are left out of `identity`.
EASY_IDENTITY = (EntityType.DISTRICT, EntityType.AWARD)
# Longer quotes prove nothing; the longest sentence of the newspaper pages measured has about 250 characters.
LONGEST_QUOTE = 300

NOWHERE = Iri("urn:none")


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The judgements in the order of the gold's articles; `quoted` of the stated `facts` have a true quote."""

    judgements: tuple[Judgement, ...]
    quoted: int
    facts: int


@dataclass(frozen=True, slots=True)
class _Pairing:
    """A graph entity that was recognised as the gold's, in the article `where`."""

    where: str
    iri: Value
    entity: GoldEntity


def evaluate(statements: Iterable[Statement], pages: Iterable[Page], gold: Iterable[GoldPage]) -> Evaluation:
    """Judge the graph of the pages against the gold; only pages that the gold annotates are looked at.

    Raises GoldError where the gold is about a page that is not there, or about other text than the page's.
    """
    view = GraphView(statements)
    texts = {page.name: page.text for page in pages}
    judgements: list[Judgement] = []
    pairings: list[_Pairing] = []
    annotated: dict[str, str] = {}
    for gold_page in gold:
        if gold_page.page not in texts:
            raise GoldError(f"the gold annotates {gold_page.page}, which is not among the pages")
        annotated[gold_page.page] = texts[gold_page.page]
        for case, cut in _cases(view, gold_page, texts[gold_page.page]):
            pairings += [_Pairing(case.where, iri, entity) for iri, entity in case.gold_of.items()]
            judgements += [*cut, *judge_facts(case), *judge_events(case)]
    judgements += _judge_identity(pairings)
    return Evaluation(tuple(judgements), *_count_quoted(view, annotated))


def rows(evaluation: Evaluation) -> dict[str, Row]:
    """The scores by kind of fact, in the order of a report; "all facts" leaves out article, title, role, identity."""
    judgements = evaluation.judgements
    kinds = sorted({judgement.kind for judgement in judgements if judgement.outcome is not Outcome.SPARE})

    def group(prefix: str) -> list[str]:
        return [kind for kind in kinds if kind.startswith(prefix + " ")]

    arguments = [kind for kind in group("event") if kind != "event role"]
    kinds_of_row = {
        **{kind: [kind] for kind in ("article", "title", "byline")},
        "entity": group("entity"),
        **{kind: [kind] for kind in group("entity")},
        "post": ["post"],
        "relation": group("relation"),
        **{kind: [kind] for kind in group("relation")},
        "event": ["event"],
        "event arguments": arguments,
        **{kind: [kind] for kind in group("event")},
        "identity": ["identity"],
        "all facts": ["byline", *group("entity"), "post", *group("relation"), "event", *arguments],
    }
    return {name: row(judgements, members) for name, members in kinds_of_row.items()}


def _cases(view: GraphView, gold: GoldPage, text: str) -> Iterable[tuple[ArticleCase, list[Judgement]]]:
    """The articles of the gold with what the graph has of them, then the articles that only the graph has.

    With each comes the judgement on how it was cut out of the page.
    """
    offsets, squeezed = squeezed_offsets(text), squeeze(text)
    found = view.articles(gold.page)
    spans = [(offsets[_number(view, article, "start")], offsets[_number(view, article, "end")]) for article in found]
    extents = [extent(squeezed, article) for article in gold.articles]
    pairs = pair_up(spans, extents, _overlap)
    partner = {j: i for i, j in pairs.items()}
    for j, wanted in enumerate(gold.articles):
        case = open_case(
            view,
            found[partner[j]] if j in partner else NOWHERE,
            wanted,
            wanted.id,
            Sentences(text, squeezed, extents[j]),
        )
        overlap = _overlap(spans[partner[j]], extents[j]) if j in partner else 0.0
        cut = [Judgement("article", wanted.id, (wanted.title,), Outcome.RIGHT)]
        if overlap < SAME_ARTICLE:
            note = f"cut at other places, overlap {overlap:.2f}"
            cut = [Judgement("article", wanted.id, (wanted.title,), Outcome.MISSED, sentence=note)]
            if j in partner:
                title = view.text(case.article, TITLE)
                cut.append(Judgement("article", wanted.id, (title,), Outcome.EXTRA, sentence=note))
        yield case, cut
    for i, article in enumerate(found):
        if i not in pairs:
            where = f"{gold.page} (no such article)"
            case = open_case(view, article, GoldArticle(where), where, Sentences(text, squeezed, Extent(0, 0, 0, 0)))
            yield case, [Judgement("article", where, (view.text(article, TITLE),), Outcome.EXTRA)]


def _number(view: GraphView, subject: Value, name: str) -> int:
    value = view.text(subject, ukg(name))
    if value is None:
        raise GoldError(f"{subject.value} has no ukg:{name}, so that it cannot be compared with the gold")
    return int(value)


def _overlap(span: tuple[int, int], gold: Extent) -> float:
    """The shared part of two spans; the gold's headlines and credit line may be in or out."""
    shared = min(gold.end, span[1]) - max(gold.start, span[0])
    beyond = max(0, gold.top - span[0]) + max(0, span[1] - gold.bottom)
    return max(0, shared) / (gold.end - gold.start + beyond)


def _judge_identity(pairings: list[_Pairing]) -> list[Judgement]:
    """Judge, for every two mentions of entities in two articles, whether the graph gives them one IRI rightly."""
    hard = [(i, p) for i, p in enumerate(pairings) if p.entity.type not in EASY_IDENTITY]
    # Only pairs that are one by the gold or by the graph count; grouping by both finds them without trying all pairs.
    groups: dict[tuple[EntityType, str, str], list[int]] = {}
    for i, pairing in hard:
        kind = pairing.entity.type
        groups.setdefault((kind, "gold", pairing.entity.identity), []).append(i)
        groups.setdefault((kind, "graph", pairing.iri.value), []).append(i)
    judgements = []
    for i, j in sorted({pair for members in groups.values() for pair in combinations(members, 2)}):
        left, right = pairings[i], pairings[j]
        if left.where != right.where:
            truly, same = left.entity.identity == right.entity.identity, left.iri == right.iri
            outcome = Outcome.RIGHT if truly and same else Outcome.MISSED if truly else Outcome.EXTRA
            fact = (left.entity.name, f"{right.entity.name} in {right.where}")
            judgements.append(Judgement("identity", left.where, fact, outcome))
    return judgements


def _count_quoted(view: GraphView, pages: Mapping[str, str]) -> tuple[int, int]:
    """How many of the stated facts that need evidence have one that quotes the page, and how many there are."""
    quoted = facts = 0
    for page, text in pages.items():
        for article in view.articles(page):
            for name in EVIDENCED:
                for evidence in view.stated(article, name).values():
                    facts += 1
                    quoted += any(_quotes(text, item) for item in evidence)
    return quoted, facts


def _quotes(text: str, evidence: Evidence) -> bool:
    start, end = evidence.span.start, evidence.span.end
    return 0 <= start < end and 0 < len(squeeze(text[start:end])) <= LONGEST_QUOTE

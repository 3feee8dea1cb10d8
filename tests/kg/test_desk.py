"""What a release asks, and that every judgement made from it finds what it is about."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from kg import pages as files
from kg.desk import UNSURE_BELOW, Desk
from kg.folder import writing
from kg.ids import Names
from kg.judged import judged
from kg.ledger import CONFIRM, NOTED, REJECT
from kg.model import Page, Reading
from kg.pipeline import read_page
from kg.questions import DOUBT, FACT, KEPT_OUT, PAIR, Question, answer, unanswered
from kg.release import OpenRelease, open_release, publish, write_release
from kg.settings import DEFAULT_BASE, BuildSettings
from kg.statements import article_iri
from kg.vocabulary import ukg
from tests.example import FACTORY, PAGE_TEXTS, PERSON, evidence, example_graph, example_statements, fact
from tests.kg.fresh import fresh

SEEDS = Path(__file__).parents[2] / "seeds" / "pages"
NAMESAKES = (
    Page("x.txt", "# 送清凉\n近日，远山县总工会慰问职工。周明远代表远山县总工会讲话。\n"),
    Page("y.txt", "# 又讯\n日前，远山县总工会举办竞赛。周明远代表远山县总工会讲话。\n"),
)


@pytest.fixture(scope="module")
def pages() -> tuple[Page, ...]:
    return (*files.read_pages([SEEDS]).pages, *NAMESAKES)


@pytest.fixture(scope="module")
def release(pages: tuple[Page, ...], tmp_path_factory: pytest.TempPathFactory) -> OpenRelease:
    directory = tmp_path_factory.mktemp("data")
    with writing(directory):
        publish(directory, fresh(pages), BuildSettings())
    return open_release(directory)


@pytest.fixture(scope="module")
def readings(pages: tuple[Page, ...]) -> dict[str, Reading]:
    """The articles by what a judgement calls them."""
    read = [reading for page in pages for reading in read_page(page)]
    return {article_iri(reading, Names(DEFAULT_BASE)).value.rpartition("/")[2]: reading for reading in read}


def stated(release: OpenRelease) -> list[Question]:
    """A question about every fact that has evidence and can be judged."""
    evidence = release.store.query("SELECT ?e { ?e a <https://w3id.org/union-kg/ontology#Evidence> }")
    desk = Desk(release)
    found = (desk.about(row["e"].value) for row in evidence)  # type: ignore[union-attr]
    return [question for question in found if question is not None]


def test_every_fact_can_be_judged_from_its_evidence(release: OpenRelease, readings: dict[str, Reading]) -> None:
    asked = stated(release)
    assert len(asked) > 400
    lost = Counter[str]()
    for question in asked:
        verdict = CONFIRM if question.property else REJECT
        _, unapplied = judged(readings[question.article], [answer(question, verdict, "王敏", "2026-11-21")])
        lost.update(f"{u.judgement.subject} {u.judgement.property} {u.reason}" for u in unapplied)
    assert lost == Counter()


def test_the_queue_has_all_three_kinds_in_their_order(release: OpenRelease) -> None:
    questions = Desk(release).questions()
    kinds = [question.kind for question in questions]
    assert kinds == sorted(kinds, key=[PAIR, FACT, DOUBT].index)
    assert {question.why for question in questions if question.kind == PAIR} >= {"namesakes"}
    unsure = [question.confidence for question in questions if question.kind == FACT]
    assert unsure == sorted(unsure)
    assert all(confidence < UNSURE_BELOW for confidence in unsure)
    doubts = [question for question in questions if question.kind == DOUBT]
    assert len(doubts) == sum(len(found) for found in release.report["issues"].values())


def test_both_sides_of_a_pair_are_told_with_their_sentences(release: OpenRelease) -> None:
    desk = Desk(release)
    pair = next(q for q in desk.questions() if q.why == "namesakes" and q.subject == "Person:周明远")
    found = desk.compare(pair)
    assert {found.left.label, found.right.label} == {"周明远"}
    assert {found.left.iri, found.right.iri} == set(pair.nodes)
    assert {quote.title for face in (found.left, found.right) for quote in face.named} == {"送清凉", "又讯"}


def test_a_fact_is_told_with_its_sentence_and_a_doubt_with_what_is_around(release: OpenRelease) -> None:
    desk = Desk(release)
    for question in desk.questions():
        if question.kind != PAIR:
            quotes = desk.quotes(question)
            assert quotes
            assert all(quote.text and quote.article for quote in quotes)


def test_what_the_shapes_kept_out_is_asked_about_until_somebody_has_seen_it(tmp_path: Path) -> None:
    wrong = fact(PERSON, ukg("leads"), FACTORY, evidence("青禾区总工会主席周明远出席并讲话"))
    graph = replace(example_graph(), statements=(*example_statements(), wrong))
    write_release(tmp_path, graph, PAGE_TEXTS, BuildSettings())
    desk = Desk(open_release(tmp_path))
    (question,) = [question for question in desk.questions() if question.kind == KEPT_OUT]
    assert (question.property, question.object) == ("Leads-workshop", "周明远 leads 远山机械厂")
    assert "所带领的是工作室" in question.why
    assert [quote.text for quote in desk.quotes(question)] == ["青禾区总工会主席周明远出席并讲话"]
    seen = answer(question, NOTED, "王敏", "2026-11-21")
    assert question not in unanswered(desk.questions(), (seen,))


def test_what_is_no_evidence_is_no_question(release: OpenRelease) -> None:
    assert Desk(release).about(f"{DEFAULT_BASE}evidence/0000") is None

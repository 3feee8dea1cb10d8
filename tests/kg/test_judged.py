"""Judgements on facts: what a reader rejects is gone, what he corrects says who corrected it, the rest stays."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from kg.judged import RULE, article_hash, event_name, judged, linked, post_text
from kg.ledger import CONFIRM, CORRECT, DIFFERENT, REJECT, SAME, UNDECIDED, Judgement, id_of
from kg.lexicon import lexicon
from kg.model import Iri, Reading
from kg.pipeline import read_article
from kg.resolution import Links
from tests.kg.articles import article

PERSON, UNION, DISTRICT = "Person:周明远", "Union:大兴区总工会", "District:大兴区"
POST = f"主席@{UNION}"


@cache
def read() -> Reading:
    text = "3月8日至9日，大兴区总工会在北京展览馆举办职工技能竞赛。区总工会主席周明远出席并讲话。"
    return read_article(article(text), lexicon())


EVENT = event_name(read().events[0])


def judgement(verdict: str, subject: str, name: str = "", value: str = "", right: str = "") -> Judgement:
    return Judgement("2026-11-21", "王敏", verdict, "ab12", subject, name, value, value=right)


def after(made: Judgement) -> Reading:
    """The reading after a judgement that applies."""
    reading, unapplied = judged(read(), [made])
    assert unapplied == ()
    return reading


def facts(reading: Reading) -> set[tuple[str, str, str]]:
    """All that a reading states, as judgements name it."""
    found = {(r.subject, r.property, r.object) for r in reading.relations}
    found |= {(p.person, "holdsPost", post_text(p)) for p in reading.posts}
    found |= {(event_name(e), a.role, a.entity) for e in reading.events for a in e.arguments}
    found |= {(event_name(e), "startDate", e.date.start) for e in reading.events if e.date}
    return found


REJECTABLE = sorted(facts(read()))


@pytest.mark.parametrize("fact", REJECTABLE, ids="-".join)
def test_a_rejected_fact_is_gone_and_no_other(fact: tuple[str, str, str]) -> None:
    assert facts(after(judgement(REJECT, *fact))) == facts(read()) - {fact}


def test_the_sentence_says_enough_for_facts_of_every_kind() -> None:
    assert {"holdsPost", "inDistrict", "organizer", "place", "speaker", "startDate"} <= {
        name for _, name, _ in REJECTABLE
    }


def test_who_is_rejected_takes_all_facts_along() -> None:
    reading = after(judgement(REJECT, PERSON))
    assert PERSON not in {entity.key for entity in reading.entities}
    assert facts(reading) == {fact for fact in facts(read()) if PERSON not in fact}


def test_an_event_that_was_none_is_gone() -> None:
    assert after(judgement(REJECT, EVENT)).events == ()


def test_a_confirmed_fact_is_certain_and_keeps_its_rule() -> None:
    before, now = read().posts[0].evidence, after(judgement(CONFIRM, PERSON, "holdsPost", POST)).posts[0].evidence
    assert [e.rule for e in now] == [e.rule for e in before]
    assert {e.confidence for e in now} == {1.0}


def test_a_corrected_post_says_who_corrected_it_at_the_same_words() -> None:
    made = judgement(CORRECT, PERSON, "holdsPost", POST, f"副主席@{UNION}")
    (post,) = after(made).posts
    assert (post.title, post.at) == ("副主席", UNION)
    assert {e.rule for e in post.evidence} == {RULE + id_of(made)}
    assert {e.span for e in post.evidence} == {e.span for e in read().posts[0].evidence}


@pytest.mark.parametrize(
    ("subject", "name", "value", "right"),
    [
        (EVENT, "organizer", UNION, DISTRICT),
        (EVENT, "startDate", "--03-08", "--03-07"),
        (UNION, "inDistrict", DISTRICT, "Place:北京展览馆"),
    ],
)
def test_a_corrected_fact_has_the_right_value_in_the_wrong_ones_place(
    subject: str, name: str, value: str, right: str
) -> None:
    now = facts(after(judgement(CORRECT, subject, name, value, right)))
    assert now == facts(read()) - {(subject, name, value)} | {(subject, name, right)}


def test_a_corrected_name_and_class_are_those_of_all_facts() -> None:
    renamed = after(judgement(CORRECT, PERSON, "label", "周明远", "周鸣远"))
    assert "周鸣远" in {entity.name for entity in renamed.entities}
    assert facts(renamed) == facts(read())
    place = after(judgement(CORRECT, "Place:北京展览馆", "type", "Place", "Institution"))
    assert {e.type.value for e in place.entities if e.name == "北京展览馆"} == {"Institution"}


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (judgement(REJECT, PERSON, "holdsPost", "书记@"), "no longer states"),
        (judgement(REJECT, "Person:李莉"), "no longer states"),
        (judgement(REJECT, "Event:运动会", "organizer", UNION), "no longer reports"),
        (judgement(CORRECT, PERSON, "holdsPost", POST, "主席@Union:远山县总工会"), "does not name"),
        (judgement(CORRECT, PERSON, "type", "Person", "Human"), "no class"),
        (judgement(CORRECT, EVENT, "startDate", "--03-08", "昨天"), "no date"),
        (judgement(CONFIRM, PERSON, "born", "1970"), "born"),
    ],
)
def test_what_finds_nothing_changes_nothing_and_is_told(made: Judgement, reason: str) -> None:
    reading, (unapplied,) = judged(read(), [made])
    assert reading == read()
    assert unapplied.judgement == made
    assert reason in unapplied.reason


def test_an_entity_may_be_called_by_any_name_that_the_article_gives_it() -> None:
    short = f"主席@Union:{next(n for e in read().entities if e.key == UNION for n in e.aliases)}"
    assert after(judgement(REJECT, PERSON, "holdsPost", short)).posts == ()


def test_judgements_apply_one_after_another() -> None:
    first = judgement(CORRECT, PERSON, "holdsPost", POST, f"副主席@{UNION}")
    second = judgement(REJECT, PERSON, "holdsPost", f"副主席@{UNION}")
    reading, unapplied = judged(read(), [first, second])
    assert (reading.posts, unapplied) == ((), ())


ARTICLES = (Iri("https://example.org/id/article/ab12"), Iri("https://example.org/id/article/cd34"))


def pair(verdict: str, subject: str, other: str, other_article: str = "cd34") -> Judgement:
    return Judgement("2026-11-21", "王敏", verdict, "ab12", subject, object=other, other_article=other_article)


def test_pairs_of_names_in_articles_become_links() -> None:
    made = [pair(SAME, UNION, UNION), pair(DIFFERENT, PERSON, PERSON), pair(UNDECIDED, DISTRICT, DISTRICT)]
    found = linked(made, ARTICLES, (read(), read()))
    assert found.links == Links(*((((0, key), (1, key)),) for key in (UNION, PERSON, DISTRICT)))
    assert list(found.judgements.values()) == made
    assert found.unapplied == ()


def test_a_pair_judged_twice_is_what_the_later_judgement_says() -> None:
    found = linked([pair(SAME, PERSON, PERSON), pair(DIFFERENT, PERSON, PERSON)], ARTICLES, (read(), read()))
    assert found.links == Links(different=(((0, PERSON), (1, PERSON)),))


@pytest.mark.parametrize(
    "made",
    [
        pair(SAME, "Person:李莉", PERSON),
        pair(DIFFERENT, PERSON, PERSON, "ef56"),
        pair(SAME, PERSON, UNION),
        pair(SAME, PERSON, PERSON, "ab12"),
        replace(judgement(REJECT, PERSON), article="ef56"),
    ],
    ids=["name gone", "article gone", "two classes", "one name", "fact's article gone"],
)
def test_a_pair_that_is_no_longer_there_is_told(made: Judgement) -> None:
    found = linked([made], ARTICLES, (read(), read()))
    assert found.links == Links()
    assert [unapplied.judgement for unapplied in found.unapplied] == [made]


def test_articles_go_by_the_last_part_of_their_iri() -> None:
    assert [article_hash(article) for article in ARTICLES] == ["ab12", "cd34"]

"""Statements: every fact of a reading in its article's graph, under the ontology's names, with its evidence."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from kg.ids import Names
from kg.lexicon import lexicon
from kg.model import Graph, Iri, Literal, Page, Statement, Value
from kg.pipeline import build_graph, read_article
from kg.settings import DEFAULT_BASE, BuildSettings
from kg.statements import article_iri, date_literal
from kg.vocabulary import ALT_LABEL, BYLINES, DCTERMS, EVIDENCED, LABEL, TYPE, UKG, XSD, event_type, ukg
from tests.example import zh
from tests.kg.articles import article, read

NAMES = Names(DEFAULT_BASE)
TEXT = """# 大兴区总工会举办技能竞赛
## 百名钳工同场比武
本报讯（记者 马明 通讯员 李莉）3月8日至9日，大兴区总工会职工技能竞赛在北京展览馆举行。
区总工会主席周明远出席并讲话。
"""
PAGE = Page("a01.txt", TEXT, "海员周报", "2024-03-10", "12")


@cache
def graph(*pages: Page) -> Graph:
    return build_graph(pages or [PAGE], BuildSettings())


def facts(*pages: Page) -> list[Statement]:
    """The statements of the articles, without what is inferred."""
    return [s for s in graph(*pages).statements if s.graph != NAMES.inferred_graph]


def values(subject: Iri, name: str) -> set[Value]:
    return {s.value for s in facts() if s.subject == subject and s.property == ukg(name)}


def named(label: str) -> Iri:
    """The one thing of that label."""
    (found,) = {s.subject for s in facts() if s.property == LABEL and s.value == zh(label)}
    return found


ARTICLE = next(s.subject for s in facts() if s.property == TYPE and s.value == ukg("Article"))


def test_everything_stands_in_the_graph_of_its_article() -> None:
    assert {s.graph for s in facts()} == {ARTICLE}
    assert {s.page for s in facts()} == {"a01.txt"}


def test_an_article_has_its_headlines_its_page_its_place_and_its_day() -> None:
    own = {(s.property.value.removeprefix(UKG).removeprefix(DCTERMS), s.value) for s in facts() if s.subject == ARTICLE}
    assert own >= {
        ("title", zh("大兴区总工会举办技能竞赛")),
        ("subtitle", zh("百名钳工同场比武")),
        ("page", Literal("a01.txt")),
        ("start", Literal("0", XSD + "integer")),
        ("end", Literal(str(len(TEXT) - 1), XSD + "integer")),
        ("issued", Literal("2024-03-10", XSD + "date")),
    }
    assert not any(name == "kicker" for name, _ in own)


def test_an_entity_has_its_class_its_label_and_its_other_names() -> None:
    union = named("大兴区总工会")
    about = {(s.property, s.value) for s in facts() if s.subject == union}
    assert {(TYPE, ukg("Union")), (LABEL, zh("大兴区总工会")), (ALT_LABEL, zh("区总工会"))} <= about
    assert union in values(ARTICLE, "mentions")
    assert values(union, "inDistrict") == {named("大兴区")}


def test_a_post_is_a_node_between_the_person_and_the_body() -> None:
    (post,) = values(named("周明远"), "holdsPost")
    assert isinstance(post, Iri)
    assert values(post, "title") == {zh("主席")}
    assert values(post, "at") == {named("大兴区总工会")}


def test_an_event_has_its_types_its_part_takers_and_its_days() -> None:
    (event,) = values(ARTICLE, "reports")
    assert isinstance(event, Iri)
    assert event_type("competition") in values(event, "eventType")
    assert values(event, "organizer") == {named("大兴区总工会")}
    assert values(event, "place") == {named("北京展览馆")}
    assert values(event, "speaker") == {named("周明远")}
    assert values(event, "dateText") == {zh("3月8日至9日")}
    assert values(event, "startDate") == {Literal("2024-03-08", XSD + "date")}
    assert values(event, "endDate") == {Literal("2024-03-09", XSD + "date")}
    assert values(event, "date") == set()


def test_what_needs_evidence_has_it_and_nothing_else_has() -> None:
    needed = {ukg(name) for name in EVIDENCED}
    assert {s.property for s in facts()} >= {
        ukg(n) for n in ("mentions", "reports", "holdsPost", "inDistrict", "speaker")
    }
    for statement in facts():
        assert bool(statement.evidence) == (statement.property in needed), statement
        assert list(statement.evidence) == sorted(set(statement.evidence))


def test_bylines_are_people_of_their_own() -> None:
    credited = {s.property.value.removeprefix(UKG): s.value for s in facts() if s.property in map(ukg, BYLINES)}
    assert credited == {"reporter": named("马明"), "correspondent": named("李莉")}


def test_a_reporter_is_one_person_in_a_newspaper_and_a_correspondent_in_an_article() -> None:
    pages = (PAGE, replace(PAGE, name="a02.txt"), replace(PAGE, name="a03.txt", newspaper="矿工日报"))
    reporters = [s.value for s in facts(*pages) if s.property == ukg("reporter")]
    assert reporters[0] == reporters[1] != reporters[2]
    assert len({s.value for s in facts(*pages) if s.property == ukg("correspondent")}) == 3


def test_an_articles_iri_tells_pages_titles_and_beginnings_apart() -> None:
    readings = [
        read("近日，大兴区总工会开会。", "标题", "a.txt"),
        read("近日，大兴区总工会开会。", "标题", "b.txt"),
        read("近日，大兴区总工会开会。", "另一题", "a.txt"),
        read("日前，大兴区总工会开会。", "标题", "a.txt"),
    ]
    assert len({article_iri(reading, NAMES) for reading in readings}) == 4
    again = read_article(article("近日，大兴区总工会开会。", "标题", "a.txt"), lexicon())
    assert article_iri(again, NAMES) == article_iri(readings[0], NAMES)


@pytest.mark.parametrize(
    ("value", "datatype"),
    [
        ("2024-03-08", "date"),
        ("2024-03", "gYearMonth"),
        ("2024", "gYear"),
        ("--03-08", "gMonthDay"),
        ("--03", "gMonth"),
    ],
)
def test_a_date_has_the_datatype_of_its_form(value: str, datatype: str) -> None:
    assert date_literal(value) == Literal(value, XSD + datatype)


@pytest.mark.parametrize("value", ["", "3月8日", "2024-3-8", "20240308", "2024-03-08/09"])
def test_another_form_is_no_date(value: str) -> None:
    with pytest.raises(ValueError, match="no form of a date"):
        date_literal(value)

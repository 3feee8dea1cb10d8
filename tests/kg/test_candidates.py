"""Candidates for merging: what a person had better look at, and what nobody needs to ask."""

from __future__ import annotations

from collections.abc import Iterable

from kg.candidates import MISPRINT, NAMESAKES, SHORT_FORM, candidates
from kg.ids import Names
from kg.lexicon import lexicon
from kg.model import Entity, EntityType, Reading
from kg.resolution import Item
from kg.resolve import resolve
from kg.settings import DEFAULT_BASE
from kg.statements import article_iri
from tests.kg.articles import article

PERSON, UNION, COMPANY, DISTRICT = EntityType.PERSON, EntityType.UNION, EntityType.COMPANY, EntityType.DISTRICT
NAMES = Names(DEFAULT_BASE)


def reading(number: int, *entities: tuple[EntityType, str]) -> Reading:
    """An article that names these; keys are names."""
    made = tuple(Entity(name, kind, name, (), ()) for kind, name in entities)
    return Reading(article(f"第{number}篇。", page=f"p{number}.txt"), made, (), (), (), ())


def asked(*readings: Reading, judged: Iterable[tuple[Item, Item]] = ()) -> list[tuple[str, str, str]]:
    """The candidates: both names, and why."""
    articles = tuple(article_iri(r, NAMES) for r in readings)
    found = candidates(readings, resolve(readings, articles, NAMES, lexicon()), judged)
    return [(c.left[1], c.right[1], c.reason) for c in found]


BODY = (UNION, "远山机械厂工会")


def test_namesakes_who_come_with_the_same_body_are_asked_about() -> None:
    assert asked(reading(1, (PERSON, "周明远"), BODY), reading(2, (PERSON, "周明远"), BODY)) == [
        ("周明远", "周明远", NAMESAKES)
    ]


def test_namesakes_who_share_a_district_at_most_are_not() -> None:
    here = (DISTRICT, "大兴区")
    assert asked(reading(1, (PERSON, "周明远"), here), reading(2, (PERSON, "周明远"), here)) == []


def test_a_name_one_character_off_at_the_same_body_may_be_a_misprint() -> None:
    assert asked(reading(1, (PERSON, "周明远"), BODY), reading(2, (PERSON, "周鸣远"), BODY)) == [
        ("周明远", "周鸣远", MISPRINT)
    ]


def test_short_names_are_too_alike_to_ask() -> None:
    assert asked(reading(1, (PERSON, "周明"), BODY), reading(2, (PERSON, "周鸣"), BODY)) == []


def test_a_body_that_goes_by_the_end_of_another_ones_name_is_asked_about() -> None:
    long, short = (COMPANY, "宁波市远山机械有限公司"), (COMPANY, "远山机械有限公司")
    assert asked(reading(1, long), reading(2, short)) == [(long[1], short[1], SHORT_FORM)]


def test_an_end_that_many_share_says_nothing() -> None:
    assert asked(reading(1, (COMPANY, "宁波市远山机械厂")), reading(2, (COMPANY, "机械厂"))) == []


def test_a_form_that_many_go_by_or_that_names_a_division_is_no_name() -> None:
    def union(number: int, name: str, form: str) -> Reading:
        made = Entity(name, UNION, name, (form,), ())
        return Reading(article(f"第{number}篇。", page=f"p{number}.txt"), (made,), (), (), (), ())

    assert asked(union(1, "远山机械公司工会", "市总工会"), union(2, "北海建工公司工会", "市总工会")) == []
    names = ("远山机械公司工会", "北海建工公司工会", "青禾纺织公司工会", "东岭矿业公司工会")
    assert asked(*(union(n, name, "集团公司工会") for n, name in enumerate(names))) == []


def test_what_was_judged_is_not_asked_again() -> None:
    pair = ((0, "周明远"), (1, "周明远"))
    assert asked(reading(1, (PERSON, "周明远"), BODY), reading(2, (PERSON, "周明远"), BODY), judged=[pair]) == []


def test_what_shares_most_comes_first() -> None:
    few, more = (PERSON, "周明远"), (PERSON, "欧阳文静")
    hall = (EntityType.PLACE, "青禾文化宫")
    found = asked(
        reading(1, few, BODY), reading(2, few, BODY), reading(3, more, BODY, hall), reading(4, more, BODY, hall)
    )
    assert [left for left, _, _ in found] == ["欧阳文静", "周明远"]

"""The gazetteer: which division a name means beside others, what it lies in, and what the graph infers of it."""

from __future__ import annotations

import pytest

from kg.gazetteer import code_here, located, parent, same_name
from kg.ids import Names
from kg.lexicon import lexicon
from kg.model import EntityType, Iri
from kg.resolution import Identity, Resolution
from kg.settings import DEFAULT_BASE
from kg.vocabulary import LABEL, TYPE, ukg

NAMES = Names(DEFAULT_BASE)


@pytest.mark.parametrize(
    ("name", "others", "code"),
    [
        ("大兴区", [], "110115"),
        ("朝阳区", [], ""),
        ("朝阳区", ["北京市"], "110105"),
        ("朝阳区", ["海淀区"], "110105"),
        ("朝阳区", ["长春市"], "220104"),
        ("朝阳区", ["吉林省"], "220104"),
        ("朝阳区", ["宁波市"], ""),
        ("鼓楼区", ["南京市"], "320106"),
        ("横街镇", ["宁波市"], ""),
    ],
)
def test_a_name_means_the_division_near_the_articles_other_districts(name: str, others: list[str], code: str) -> None:
    assert code_here(name, [*others, name], lexicon()) == code


@pytest.mark.xfail(
    strict=True, reason="a city's code is nearer to its districts' codes than a municipality's to its own"
)
def test_a_name_beside_two_cities_that_have_it_means_neither() -> None:
    assert code_here("朝阳区", ["北京市", "长春市", "朝阳区"], lexicon()) == ""


@pytest.mark.parametrize(
    ("name", "several"), [("朝阳区", True), ("鼓楼区", True), ("大兴区", False), ("横街镇", False)]
)
def test_some_names_are_those_of_several_divisions(name: str, several: bool) -> None:
    assert same_name(name, lexicon()) == several


@pytest.mark.parametrize(
    ("code", "above"),
    [("330225", "330200"), ("330200", "330000"), ("330000", None), ("110115", "110000"), ("419001", "410000")],
)
def test_a_division_lies_in_the_next_larger_one(code: str, above: str | None) -> None:
    assert parent(code, lexicon()) == above


def district(name: str, code: str) -> Identity:
    return Identity(NAMES.make("district", name, code), name, EntityType.DISTRICT, code)


def test_what_a_named_division_lies_in_is_inferred_up_to_the_province() -> None:
    resolution = Resolution({(0, "象山县"): district("象山县", "330225")})
    statements = list(located(resolution, NAMES, lexicon()))
    county, city, province = (
        NAMES.make("district", name, code)
        for name, code in (("象山县", "330225"), ("宁波市", "330200"), ("浙江省", "330000"))
    )
    assert {(s.subject, s.value) for s in statements if s.property == ukg("partOf")} == {
        (county, city),
        (city, province),
    }
    assert {s.subject for s in statements if s.property == TYPE} == {city, province}
    assert {s.subject for s in statements if s.property == LABEL} == {city, province}
    assert {s.graph for s in statements} == {NAMES.inferred_graph}
    assert not any(s.evidence for s in statements), "no page says it"


def test_nothing_is_inferred_of_what_is_no_known_division() -> None:
    union = Identity(Iri(DEFAULT_BASE + "union/1"), "象山县总工会", EntityType.UNION, "330225")
    resolution = Resolution({(0, "横街镇"): district("横街镇", ""), (0, "象山县总工会"): union})
    assert list(located(resolution, NAMES, lexicon())) == []


def test_the_same_division_in_two_articles_is_told_of_once() -> None:
    resolution = Resolution({(n, "大兴区"): district("大兴区", "110115") for n in (0, 1)})
    facts = [(s.subject, s.property, s.value) for s in located(resolution, NAMES, lexicon())]
    assert len(facts) == len(set(facts)) == 3

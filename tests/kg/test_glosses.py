"""A bracket that introduces a short form: the name goes on behind it, and the short form is one more of its names."""

from __future__ import annotations

import pytest

from tests.kg.articles import entity, meant, read, relations
from tests.kg.sentences import posts

FIRM = "昆山远山机械有限公司"


@pytest.mark.parametrize("gloss", ["（以下简称“远山”）", "（下称“远山”）", "（以下均称远山）", "(简称远山)"])
def test_a_name_goes_on_behind_the_bracket_of_a_short_form(gloss: str) -> None:
    assert (f"{FIRM}包头分公司", "partOf", FIRM) in relations(f"{FIRM}{gloss}包头分公司开业。")


def test_the_head_of_a_short_form_ends_no_part_of_the_name() -> None:
    part = f"{FIRM}炼铁厂"
    found = relations(f"{FIRM}（以下简称“远山钢铁”）炼铁厂投产。")
    assert {owner for name, relation, owner in found if name == part and relation == "partOf"} == {FIRM}


def test_an_office_stands_behind_the_bracket_of_a_short_form() -> None:
    text = f"周明远是{FIRM}（以下简称“远山”）炼铁厂值班长。"
    assert posts(text) == {("周明远", "值班长", f"{FIRM}炼铁厂")}


def test_a_short_form_in_quotation_marks_is_no_firm_of_its_own() -> None:
    text = f"{FIRM}（下称“远山集团”）开会。远山集团工会主席周明远说。"
    assert meant(text, "远山集团工会") == f"{FIRM}工会"
    assert "远山集团" in entity(read(text), FIRM).aliases
    assert not [e.name for e in read(text).entities if e.name.startswith("“")]

"""How far left a name reaches: over what a name may hold, to the word that cannot belong to it."""

from __future__ import annotations

import pytest

from kg.lexicon import lexicon
from kg.name_reach import reach
from kg.tokens import Tag, tokenize


def reached(text: str) -> tuple[str, bool]:
    """The candidate that the text's last head ends, and whether a district stands in it."""
    tokens = tokenize(text, lexicon())
    index = max(at for at, token in enumerate(tokens) if token.tag is Tag.HEAD)
    start, district = reach(text, tokens, index, lexicon())
    return text[tokens[start].start : tokens[index].end], district


@pytest.mark.parametrize(
    ("text", "name", "district"),
    [
        ("前往大兴区总工会", "大兴区总工会", True),
        ("前往北京市大兴区总工会", "北京市大兴区总工会", True),
        ("前往远山机械厂", "远山机械厂", False),
        ("的远山机械厂", "远山机械厂", False),
        ("，远山机械厂", "远山机械厂", False),
        ("前往长鑫（北京）存储技术有限公司", "长鑫（北京）存储技术有限公司", True),
        ("参观北京“张华”研究中心", "北京“张华”研究中心", True),
        ("河海大学能源与电气学院", "河海大学能源与电气学院", False),
        ("工会和远山机械厂", "远山机械厂", False),
        ("铜都矿业集团", "铜都矿业集团", False),
        ("共青团大兴区委员会", "共青团大兴区委员会", True),
        ("来到宁合高速公路慈溪段项目部", "宁合高速公路慈溪段项目部", True),
        ("学习中国煤矿博物馆", "中国煤矿博物馆", False),
    ],
)
def test_a_name_reaches_to_the_word_that_cannot_belong_to_it(text: str, name: str, district: bool) -> None:
    assert reached(text) == (name, district)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("远山 机械厂", "机械厂"),
        ("甲（张华）机械厂", "机械厂"),
        ("2024年机械厂", "机械厂"),
        ("“一个很长很长的句子，一直到这里”机械厂", "机械厂"),
        ("宝龙街道精密模具有限公司", "精密模具有限公司"),
        ("宁波区总工会", "区总工会"),
    ],
)
def test_a_blank_a_bracket_a_year_and_speech_end_a_name(text: str, name: str) -> None:
    assert reached(text)[0] == name


@pytest.mark.parametrize(("between", "name"), [("", "洗涤科"), ("\n", "科")])
def test_an_office_proves_a_departments_verb_only_right_behind_it(between: str, name: str) -> None:
    text = f"来到洗涤科{between}主任"
    assert reached(text) == (name, False)

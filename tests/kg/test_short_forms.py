"""Which names can be short forms of which: a suffix, a dropped district, skipped characters, legal forms."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.lexicon import lexicon, rows
from kg.short_forms import is_short_form, is_subsequence, telling


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("南郊农场", "首农食品集团南郊农场"),  # a suffix
        ("保修分公司", "北京公交集团保修分公司"),
        ("远山机械集团", "远山机械集团有限公司"),  # a legal form less
        ("大兴区总工会", "北京市大兴区总工会"),  # the outer district dropped
        ("北京教委", "北京市教委"),
        ("玉树州藏医院", "玉树藏族自治州藏医院"),
        ("融水县总工会", "广西融水苗族自治县总工会"),
        ("宁波市人社局", "宁波市人力资源和社会保障局"),  # a head's short form
        ("劲松职高", "劲松职业高中"),
        ("望海楼街道工会", "望海楼街道总工会"),
        ("沪渝蓉高铁项目", "沪渝蓉高铁项目部"),
        ("北京市首发集团", "北京市首都公路发展集团"),  # skipped characters
        ("劳动争议仲裁委员会", "劳动人事争议仲裁委员会"),
        ("远山集团", "内蒙古远山煤业集团有限责任公司"),  # a group's trades dropped
        ("远山股份", "昆山远山机械股份有限公司"),
        ("新科技师学院", "昆山高新区新科技师学院"),
        *((short, full) for _, _, short, full in rows("short_heads", 4)),
    ],
)
def test_a_short_form_is_known(short: str, long: str) -> None:
    assert is_short_form(short, long, lexicon())
    assert not is_short_form(long, short, lexicon())


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("大兴区总工会", "大兴区总工会"),
        ("分公司", "北京公交集团保修分公司"),  # says nothing but heads
        ("远山集团", "昆山高山煤业集团有限公司"),
        ("远山集团", "远山煤业集团第三工程有限公司"),
        ("公司工会", "远山机械公司工会"),
        ("远山机械厂", "远山机械厂工会"),  # the firm is not its union
        ("海淀区总工会", "北京市大兴区总工会"),
        ("上海教委", "北京市教委"),
        ("第四届委员会", "第四届经费审查委员会"),
        ("北京公交集团", "北京公交集团保修分公司"),
        ("宁波市教育局", "宁波市体育局"),
        ("宁波财经学院", "宁波财经学院艺术设计学院"),  # a part of it
        ("徐州矿务局", "徐州矿务局总医院"),
        ("大理市总工会", "大理白族自治州总工会"),
        ("威海职业学院", "威海海洋职业学院"),  # the city's own one is another
        ("昆山人民医院", "昆山市第一人民医院"),
        ("中铁九局集团有限公司", "中铁九局集团第三工程有限公司"),
    ],
)
def test_another_body_is_no_short_form(short: str, long: str) -> None:
    assert not is_short_form(short, long, lexicon())


@pytest.mark.parametrize(
    ("short", "long"), [("北京市总工会", "北京市大兴区总工会"), ("宁波市教育局", "宁波市象山县教育局")]
)
def test_the_body_of_a_city_is_no_short_form_of_its_districts(short: str, long: str) -> None:
    assert not is_short_form(short, long, lexicon())


NAMES = st.text(alphabet="北京市大兴区远山机械集团有限公司总工会分厂", min_size=1, max_size=12)


@settings(deadline=None, derandomize=True)
@given(NAMES, NAMES)
def test_no_two_names_are_short_forms_of_each_other(left: str, right: str) -> None:
    assert not (is_short_form(left, right, lexicon()) and is_short_form(right, left, lexicon()))


@pytest.mark.parametrize(
    ("name", "tells"), [("保修分公司", True), ("分公司", False), ("公司工会", False), ("厂", False)]
)
def test_a_name_tells_something_if_more_than_heads_is_left_of_it(name: str, tells: bool) -> None:
    assert telling(name, lexicon()) == tells


def test_a_subsequence_keeps_the_order() -> None:
    assert is_subsequence("首发", "首都公路发展")
    assert not is_subsequence("发首", "首都公路发展")
    assert is_subsequence("", "甲")

"""Towns, streets and villages: what shows that a name before 镇, 乡, 街道 or 村 is one."""

from __future__ import annotations

import pytest

from kg.lexicon import lexicon
from kg.towns import find_towns
from tests.kg.articles import relations


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("荣成市俚岛镇的渔工", {"俚岛镇"}),
        ("雷山县达地水族乡也弄村的绣娘", {"达地水族乡", "也弄村"}),
        ("玉屏县亚鱼乡", {"亚鱼乡"}),
        ("大兴区黄村镇总工会", {"黄村镇"}),
        ("由沙河镇总工会主办", {"沙河镇"}),
        ("，沙河乡选手周明远领先", {"沙河乡"}),
        ("竞赛在该镇柳沟村开赛", {"柳沟村"}),
        ("，曾任青峰街道党工委书记", {"青峰街道"}),
        ("慰问组走进苹果镇、桐花镇和包家乡", {"苹果镇", "桐花镇", "包家乡"}),
        ("把讲堂开到坪坝村的晒谷场", {"坪坝村"}),
        ("苏州市浒墅关镇举办比赛，浒墅关镇的职工来了", {"浒墅关镇"}),
        ("昆明金殿街道", {"金殿街道"}),
        ("长宁区江苏路街道", {"江苏路街道"}),
        ("章贡区水西镇永丰村村委会", {"水西镇", "永丰村"}),
        ("陵水县新村镇的渔工", {"新村镇"}),
        ("他此前任城川镇党委副书记", {"城川镇"}),
    ],
)
def test_a_name_is_a_towns(text: str, expected: set[str]) -> None:
    assert find_towns([text], lexicon()) == expected


@pytest.mark.parametrize(
    "text",
    [
        "活动得到镇妇联支持",
        "送到各乡镇",
        "推广到其他乡镇",
        "在花山小镇过节",
        "出生于浙江镇海",
        "农业农村局",
        "通州六小村安置房",
        "在城市街道两旁",
        "回到自己家乡",
        "走进美丽乡村",
        "在滨海新区塘沽",
        "柳州螺乡源食品公司",
    ],
)
def test_words_that_stand_before_a_towns_head_name_none(text: str) -> None:
    assert find_towns([text], lexicon()) == frozenset()


def test_a_town_in_a_bodys_name_is_where_the_body_sits() -> None:
    found = relations("漳平市永福镇总工会慰问茶农。永福镇便民服务中心来了新同事。")
    assert ("漳平市永福镇总工会", "inDistrict", "永福镇") in found
    assert ("永福镇便民服务中心", "inDistrict", "永福镇") in found
    assert ("永福镇", "partOf", "漳平市") in found


def test_a_town_may_stand_before_a_river_though_both_make_a_citys_name() -> None:
    assert "荻港镇" in find_towns(["芜湖市繁昌区荻港镇江面上浓烟滚滚。"], lexicon())
    assert not find_towns(["浙江省宁波市镇海区总工会来了。"], lexicon())
    assert not find_towns(["焦作市马村区总工会来了。"], lexicon())

"""Which district a name means: short forms, levels, labels, and the districts inside other names."""

from __future__ import annotations

import pytest

from kg.lexicon import lexicon
from kg.model import EntityType
from kg.places import front_length
from tests.kg.articles import meant, read, relations


@pytest.mark.parametrize(
    ("body", "surface", "full"),
    [
        ("周明远在宁波工作。", "宁波", "宁波市"),
        ("江苏启东职工李建华说。", "启东", "启东市"),
        ("安徽阜阳的李建华说。", "阜阳", "阜阳市"),
        ("杭州西湖的职工李建华说。", "西湖", "西湖区"),
        ("海淀区总工会开会。海淀职工李建华说。", "海淀", "海淀区"),
        ("家属们从凯里、都匀、贵阳赶来。", "都匀", "都匀市"),
        ("选手来自慈溪和余姚。", "慈溪", "慈溪市"),
        ("选手来自遂宁、江津、慈溪等地。", "江津", "江津区"),
    ],
)
def test_a_short_name_means_the_division_that_the_article_points_to(body: str, surface: str, full: str) -> None:
    assert meant(body, surface) == full


@pytest.mark.parametrize(
    ("body", "surface"),
    [
        ("吉林职工李建华说。", "吉林"),  # the province or its city
        ("“安康杯”竞赛在宁波市举行。", "安康"),  # a contest for safety
        ("选手来自慈溪和江津。", "慈溪"),  # two of two provinces
        ("西湖职工李建华说。", "西湖"),  # several districts, and no city near
    ],
)
def test_a_short_name_of_several_places_or_of_a_common_word_means_none(body: str, surface: str) -> None:
    assert meant(body, surface) is None


def test_the_label_of_a_roundups_item_tells_its_district() -> None:
    body = "■虎门 镇总工会慰问职工。"
    assert meant(body, "镇总工会") == "虎门镇总工会"
    assert meant(body, "虎门") == "虎门镇"


def test_every_item_of_a_roundup_has_its_own_label() -> None:
    assert meant("■虎门 镇总工会慰问职工。■长安 镇总工会举办竞赛。", "镇总工会") == "长安镇总工会"


def test_a_venue_lies_in_the_town_that_its_name_begins_with() -> None:
    found = relations("虎门会展中心举办展览。", title="虎门镇总工会举办展览")
    assert ("虎门会展中心", "inDistrict", "虎门镇") in found


@pytest.mark.parametrize(
    ("text", "body", "district"),
    [
        ("吉林远山酒业有限公司举办竞赛。", "吉林远山酒业有限公司", "吉林省"),  # its city is called 吉林市
        ("宁夏贺兰山机械有限公司举办竞赛。", "宁夏贺兰山机械有限公司", "宁夏回族自治区"),  # a mountain, no county
    ],
)
def test_a_firm_lies_in_the_district_that_its_name_means(text: str, body: str, district: str) -> None:
    assert {fact for fact in relations(text) if fact[1] == "inDistrict"} == {(body, "inDistrict", district)}


def test_a_park_has_no_court_of_a_district() -> None:
    body = "曲靖市麒麟区人民法院来到麒麟工业园区。区人民法院副院长李建华说。"
    assert meant(body, "区人民法院") == "曲靖市麒麟区人民法院"


def test_a_town_may_be_named_after_a_village() -> None:
    assert ("大兴区黄村镇总工会", "inDistrict", "黄村镇") in relations("大兴区黄村镇总工会慰问职工。")


@pytest.mark.parametrize(
    ("body", "short", "full"),
    [
        ("红河哈尼族彝族自治州举办比赛。红河州总工会慰问选手。", "红河州", "红河哈尼族彝族自治州"),
        ("绵阳高新技术产业开发区开会。绵阳高新区的职工参加。", "绵阳高新区", "绵阳高新技术产业开发区"),
        ("印江土家族苗族自治县的茶农来了。印江县总工会接待。", "印江县", "印江土家族苗族自治县"),
    ],
)
def test_a_short_form_of_a_district_is_the_one_that_the_article_names_in_full(body: str, short: str, full: str) -> None:
    names = {e.name for e in read(body).entities if e.type is EntityType.DISTRICT}
    assert full in names
    assert short not in names


@pytest.mark.parametrize(
    ("name", "front"),
    [("北京市大兴区总工会", "北京市大兴区"), ("宁波象山县总工会", "宁波象山县"), ("远山机械厂", ""), ("宁波", "")],
)
def test_the_districts_at_the_front_of_a_name_leave_something_to_name(name: str, front: str) -> None:
    assert name[: front_length(name, lexicon())] == front

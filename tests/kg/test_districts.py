"""Districts: divisions of the gazetteer, and zones and towns that only their heads tell."""

from __future__ import annotations

import pytest

from kg.bodies import find_bodies
from kg.districts import district_name, district_start
from kg.lexicon import lexicon
from kg.model import EntityType
from kg.tokens import tokenize


def districts(text: str) -> list[str]:
    bodies = find_bodies(text, tokenize(text, lexicon()), lexicon())
    return [text[body.start : body.end] for body in bodies if body.type is EntityType.DISTRICT]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("来自大兴区的职工", ["大兴区"]),
        ("浙江省宁波市象山县", ["浙江省", "宁波市", "象山县"]),
        ("在宁波举行", ["宁波"]),
        ("北京经济技术开发区", ["北京经济技术开发区"]),
        ("走进亦庄新城", ["亦庄新城"]),
        ("家住横街镇", ["横街镇"]),
        ("望海楼街道的快递员", ["望海楼街道"]),
        ("大兴经济开发区和青禾工业园区", ["大兴经济开发区", "青禾工业园区"]),
        ("石家庄和张家口", ["石家庄", "张家口"]),
        ("围绕房山生物医药产业基地和铜梁新材料产业园", ["房山生物医药产业基地", "铜梁新材料产业园"]),
        ("昆山市青禾纺织产业园", ["昆山市", "青禾纺织产业园"]),
        ("宁波市慈杭新区", ["宁波市", "慈杭新区"]),
        ("昆明市呈贡区生物产业园", ["昆明市", "呈贡区生物产业园"]),
        ("郑州新郑国际机场临空经济区", ["郑州新郑国际机场临空经济区"]),
        ("广州白云国际机场临空经济区（花都）的企业", ["广州白云国际机场临空经济区（花都）"]),
        ("来自顺义、凭祥和康定", ["顺义", "凭祥", "康定"]),
    ],
)
def test_districts_of_the_gazetteer_zones_and_towns_are_found(text: str, expected: list[str]) -> None:
    assert districts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "偏远地区",
        "各乡镇",
        "本市和全省",
        "高新技术产业开发区建设",
        "3个街道",
        "建设和平文化",
        "该镇",
        "生物医药产业基地",
        "走在通道前",
        "建设共同富裕示范区",
        "贯彻新发展理念示范区",
    ],
)
def test_words_for_places_of_a_kind_are_no_districts(text: str) -> None:
    assert districts(text) == []


def test_a_zone_tells_the_city_in_front_of_it() -> None:
    text = "宁波高新技术产业开发区"
    tokens = tokenize(text, lexicon())
    body = district_name(tokens, len(tokens) - 1, lexicon())
    assert body is not None
    assert body.named
    assert [text[part.start : part.end] for part in body.parts] == ["宁波"]


def test_the_bracket_behind_a_zone_tells_in_which_district_that_part_of_it_lies() -> None:
    text = "广州白云国际机场临空经济区（花都）"
    (body,) = find_bodies(text, tokenize(text, lexicon()), lexicon())
    assert [text[part.start : part.end] for part in body.parts] == ["花都"]


def test_a_city_in_front_of_a_town_is_another_district() -> None:
    assert districts("宁波市横街镇") == ["宁波市", "横街镇"]


def test_a_short_name_with_an_unknown_character_behind_it_is_no_district() -> None:
    tokens = tokenize("宁波珺公司", lexicon())
    at = next(number for number, token in enumerate(tokens) if token.text == "宁波")
    assert district_name(tokens, at, lexicon()) is None


def test_where_a_district_begins_is_asked_of_the_token_that_ends_it() -> None:
    tokens = tokenize("走进亦庄新城", lexicon())
    start = district_start(tokens, len(tokens) - 1, lexicon())
    assert start is not None
    assert tokens[start].text == "亦庄"
    assert district_start(tokens, 0, lexicon()) is None

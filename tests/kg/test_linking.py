"""Linking: names that mean one thing in an article become one entity with its fullest name."""

from __future__ import annotations

import pytest

from kg.model import EntityType
from tests.kg.articles import entity, meant, read


def test_an_introduced_abbreviation_stands_for_what_it_abbreviates() -> None:
    body = "北京经济技术开发区（以下简称“经开区”）总工会慰问职工。经开区总工会主席周明远说。"
    union = entity(read(body), "北京经济技术开发区总工会")
    assert union.aliases == ("经开区总工会",)
    assert [mention.end for mention in union.mentions] == [body.index("慰问"), body.index("主席")]


def test_a_body_in_brackets_behind_one_of_its_kind_is_the_same_one() -> None:
    body = "大会在江北大学艺术学院（江北民间工艺学院）举行。江北民间工艺学院院长周明远说。"
    assert "江北民间工艺学院" in entity(read(body), "江北大学艺术学院").aliases


def test_a_name_reaches_over_the_short_form_that_it_introduces() -> None:
    reading = read("远山机械公司工会来了。凉山彝族自治州（以下简称“凉山州”）总工会、凉山州妇联慰问职工。")
    assert entity(reading, "凉山彝族自治州总工会").type is EntityType.UNION
    assert entity(reading, "凉山彝族自治州妇联").aliases == ("凉山州妇联",)
    assert entity(reading, "远山机械公司工会").aliases == ()


@pytest.mark.parametrize(
    "introduction",
    [
        "（以下简称“远山机械”）",
        "（以下简称远山机械）",
        "（简称：远山机械）",
        "（下文简称“远山机械”）",
    ],
)
def test_abbreviations_are_introduced_in_several_ways(introduction: str) -> None:
    body = f"北京远山机械有限公司{introduction}成立工会。远山机械工会主席李建华表示欢迎。"
    assert "远山机械" in entity(read(body), "北京远山机械有限公司").aliases
    assert "远山机械工会" in entity(read(body), "北京远山机械有限公司工会").aliases


@pytest.mark.parametrize(
    ("body", "surface", "full"),
    [
        ("大兴区总工会召开会议。区总工会主席周明远出席。", "区总工会", "大兴区总工会"),
        ("大兴区总工会和区教育局联合举办。", "区教育局", "大兴区教育局"),
        ("横街镇总工会慰问职工。镇总工会主席李建华说。", "镇总工会", "横街镇总工会"),
        ("象山县总工会召开会议。市总工会主席李建华说。", "市总工会", "宁波市总工会"),
        ("宁波市总工会召开会议。省总工会主席李建华说。", "省总工会", "浙江省总工会"),
        ("内蒙古自治区总工会召开会议。自治区总工会主席李建华说。", "自治区总工会", "内蒙古自治区总工会"),
        ("宁波高新区总工会慰问职工。高新区管委会负责人出席。", "高新区管委会", "宁波高新区管委会"),
        ("宁波市总工会召开会议。总工会副主席李建华说。", "总工会", "宁波市总工会"),
        ("宁波市总工会召开会议。市委组织部参加。", "市委组织部", "宁波市委组织部"),
        ("大兴区人大常委会副主任、区总工会主席李建华说。", "区总工会", "大兴区总工会"),
        ("北京市交通运输工会开会。市交通运输工会主席李建华说。", "市交通运输工会", "北京市交通运输工会"),
    ],
)
def test_a_level_means_the_district_named_last(body: str, surface: str, full: str) -> None:
    assert meant(body, surface) == full


@pytest.mark.parametrize(
    ("body", "surface", "full"),
    [
        ("宁波市教育局举办竞赛。宁波教育局局长李建华说。", "宁波教育局", "宁波市教育局"),
        ("北京市大兴区总工会开会。大兴区总工会主席周明远说。", "大兴区总工会", "北京市大兴区总工会"),
        ("北京首农食品集团有限公司南郊农场举办竞赛。南郊农场职工说。", "南郊农场", "北京首农食品集团有限公司南郊农场"),
        ("青禾机械集团有限公司开会。青禾机械集团职工参加。", "青禾机械集团", "青禾机械集团有限公司"),
        ("宁波市人力资源和社会保障局举办。宁波市人社局表示。", "宁波市人社局", "宁波市人力资源和社会保障局"),
        ("望海楼街道总工会开会。望海楼街道工会主席说。", "望海楼街道工会", "望海楼街道总工会"),
    ],
)
def test_a_short_form_joins_the_fullest_name(body: str, surface: str, full: str) -> None:
    assert meant(body, surface) == full
    assert surface in entity(read(body), full).aliases


def test_a_firms_own_word_stands_for_the_firm_and_with_gonghui_for_its_union() -> None:
    body = "长鑫集电（北京）存储技术有限公司举办竞赛。长鑫集电职工参加。长鑫集电工会主席李建华说。"
    firm = "长鑫集电（北京）存储技术有限公司"
    assert "长鑫集电" in entity(read(body), firm).aliases
    assert meant(body, "长鑫集电工会") == firm + "工会"


@pytest.mark.parametrize(
    ("firm", "short"),
    [
        ("湖北三环锻造有限公司", "三环锻造"),
        ("中国一拖集团有限公司", "中国一拖"),
        ("宁波四明化纤股份有限公司", "四明化纤"),
    ],
)
def test_a_registered_firm_goes_by_its_name_without_legal_form_and_district(firm: str, short: str) -> None:
    body = f"{firm}举办竞赛。{short}职工李建华获得第一名。"
    assert meant(body, short) == firm
    assert [(post.title, post.at) for post in read(body).posts] == [("职工", f"Company:{firm}")]


def test_the_headline_names_what_the_body_refers_to() -> None:
    assert meant("区总工会主席周明远出席。", "区总工会", title="大兴区总工会召开会议") == "大兴区总工会"


def test_departments_have_the_full_name_of_their_owner() -> None:
    body = "北京远山机械有限公司财务部和人力资源部联合举办竞赛。"
    assert meant(body, "人力资源部") == "北京远山机械有限公司人力资源部"
    assert entity(read(body), "北京远山机械有限公司人力资源部").type is EntityType.INSTITUTION


def test_two_bodies_of_one_ending_stay_two() -> None:
    names = {e.name for e in read("大兴区总工会和海淀区总工会联合举办竞赛。").entities if e.type is EntityType.UNION}
    assert names == {"大兴区总工会", "海淀区总工会"}


def test_a_mention_says_how_it_was_found_and_how_surely() -> None:
    reading = read("大兴区总工会召开会议。区总工会主席周明远出席。")
    sure = {m.text: m.evidence.confidence for m in entity(reading, "大兴区总工会").mentions}
    assert sure["大兴区总工会"] > sure["区总工会"] > 0.5
    rules = {m.text: m.evidence.rule for m in entity(reading, "大兴区总工会").mentions}
    assert rules["大兴区总工会"] != rules["区总工会"]


def test_keys_are_unique_and_people_and_honours_are_entities_too() -> None:
    reading = read("大兴区总工会主席周明远获得“北京市劳动模范”称号。周明远说。")
    assert len({e.key for e in reading.entities}) == len(reading.entities)
    assert {e.name for e in reading.entities} >= {"周明远", "北京市劳动模范"}
    assert len(entity(reading, "周明远").mentions) == 2


@pytest.mark.parametrize(
    ("body", "surface", "full"),
    [
        ("北京市大兴区总工会开会。市总工会副主席李建华讲话。", "市总工会", "北京市总工会"),
        ("北京市大兴区总工会开会。北京市总工会副主席李建华讲话。", "北京市总工会", "北京市总工会"),
        ("浙江省宁波市象山县总工会开会。省总工会主席李建华说。", "省总工会", "浙江省总工会"),
    ],
)
def test_the_union_of_a_city_is_not_that_of_its_district(body: str, surface: str, full: str) -> None:
    assert meant(body, surface) == full


def test_a_short_form_may_drop_the_district_and_the_legal_form() -> None:
    assert meant("宁波海通码头有限公司举办竞赛。海通码头职工参加。", "海通码头") == "宁波海通码头有限公司"


@pytest.mark.parametrize(
    "paper",
    [
        "宁波市工会十八大精神",
        "宁波市工会第十八次代表大会工作报告",
        "宁波市委十四届六次全会部署",
        "中国工会十八大精神",
        "宁波市委二届三次全体会议精神",
    ],
)
def test_a_sessions_paper_names_neither_body_nor_district(paper: str) -> None:
    assert {entity.name for entity in read(f"大兴区总工会学习{paper}。").entities} == {"大兴区", "大兴区总工会"}

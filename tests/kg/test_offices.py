"""Offices whose body the text only calls: by its kind, by its department, by where it stands, by a clause beside."""

from __future__ import annotations

import pytest

from tests.kg.sentences import posts

_PLANT = "远山汽车有限公司"
_HOSPITAL = "昆山市第一人民医院"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("昆山市第一人民医院召开职代会。院党委书记周明远讲话。", ("党委书记", _HOSPITAL)),
        ("昆山职业技术学院举行竞赛。校党委书记周明远颁奖。", ("党委书记", "昆山职业技术学院")),
        ("昆山职业技术学院举行竞赛。校长周明远颁奖。", ("校长", "昆山职业技术学院")),
        ("武威工务段开展慰问。段党委书记周明远看望职工。", ("党委书记", "武威工务段")),
        ("昆山市委书记林启航讲话。市长周明远主持。", ("市长", "昆山市")),
        ("灵丘县总工会召开大会。副县长周明远到会祝贺。", ("副县长", "灵丘县")),
    ],
)
def test_one_word_calls_the_body_of_its_kind_that_was_named_last(text: str, expected: tuple[str, str]) -> None:
    assert ("周明远", *expected) in posts(text)


@pytest.mark.parametrize("text", ["工区长周明远说。", "昆山市总工会开会。片区长周明远说。"])
def test_no_district_is_governed_by_who_leads_a_ward(text: str) -> None:
    assert posts(text) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("急诊科护士周明远获得一等奖。", ("护士", "急诊科")),
        ("感染科医生周明远说。", ("医生", "感染科")),
        ("骨科主任医师周明远提醒大家。", ("主任医师", "骨科")),
        ("周明远（手术室）获得一等奖。", (None, "手术室")),
    ],
)
def test_a_ward_with_an_office_or_in_brackets_is_the_hospitals(text: str, expected: tuple[str | None, str]) -> None:
    title, ward = expected
    assert posts(f"{_HOSPITAL}举行比赛。{text}") == {("周明远", title, _HOSPITAL + ward)}


def test_a_firms_crew_is_no_part_of_its_address() -> None:
    text = "深圳市龙岗区宝龙街道远山精密模具有限公司钳工班班长周明远说。"
    assert posts(text) == {("周明远", "班长", "远山精密模具有限公司钳工班")}


def test_a_worker_in_a_shop_works_in_the_shop() -> None:
    text = f"在{_PLANT}涂装车间，高级技师周明远正在调试设备。"
    assert posts(text) == {("周明远", "高级技师", f"{_PLANT}涂装车间")}


@pytest.mark.parametrize(
    "text",
    [
        f"时任{_PLANT}总装车间主任的周明远找到了他。",
        f"身为{_PLANT}总装车间主任的周明远说。",
        f"作为{_PLANT}总装车间主任，周明远二十年如一日。",
        f"周明远今年42岁，是{_PLANT}总装车间主任。",
        f"周明远，男，42岁，是{_PLANT}总装车间主任。",
    ],
)
def test_a_clause_beside_the_name_tells_an_office(text: str) -> None:
    assert posts(text) == {("周明远", "主任", f"{_PLANT}总装车间")}


@pytest.mark.parametrize("text", [f"{_PLANT}总装车间主任的徒弟周明远说。", f"作为{_PLANT}的焊工，他拜周明远为师。"])
def test_whose_the_office_is_not(text: str) -> None:
    assert posts(text) == set()


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"周明远1998年进入{_PLANT}，成为一名焊工。", "焊工"),
        (f"周明远毕业后被分配到{_PLANT}当焊工。", "焊工"),
        (f"周明远所在的{_PLANT}有三千人。", None),
    ],
)
def test_what_somebody_became_at_a_firm(text: str, title: str | None) -> None:
    assert posts(text) == {("周明远", title, _PLANT)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("远山机械有限公司团委书记周明远", "远山机械有限公司团委"),
        ("昆山市第一人民医院纪委书记周明远", "昆山市第一人民医院纪委"),
        ("灵丘县委常委、纪委书记周明远", "灵丘县纪委"),
        ("灵丘县委副书记、政法委书记周明远", "灵丘县委政法委"),
    ],
)
def test_a_committee_is_a_body_of_its_own(text: str, expected: str) -> None:
    assert ("周明远", "书记", expected) in posts(f"{text}出席。")


@pytest.mark.parametrize("part", ["选手", "的参赛选手", "一线职工代表", "学员"])
def test_who_plays_a_part_for_a_unit_belongs_to_it_without_a_title(part: str) -> None:
    assert posts(f"最终，{_PLANT}{part}周明远摘得桂冠。") == {("周明远", None, _PLANT)}


def test_who_has_worked_somewhere_for_years_belongs_there() -> None:
    assert posts(f"在{_PLANT}干了30年的周明远说。") == {("周明远", None, _PLANT)}


def test_a_counsellor_beside_a_unions_officers_is_the_unions() -> None:
    text = "昆山市总工会副主席周明远，二级调研员林晓岚参加。"
    assert ("林晓岚", "二级调研员", "昆山市总工会") in posts(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{_PLANT}车间主任周明远说。", {("周明远", "车间主任", _PLANT)}),
        (f"{_PLANT}扩建投产。车间主任周明远说。", {("周明远", "车间主任", _PLANT)}),
        (f"{_PLANT}总装车间投产。车间主任周明远说。", {("周明远", "主任", f"{_PLANT}总装车间")}),
        (f"{_PLANT}动力车间党支部书记周明远说。", {("周明远", "党支部书记", f"{_PLANT}动力车间")}),
        ("昆山市总工会机关党支部书记周明远说。", {("周明远", "书记", "昆山市总工会机关党支部")}),
        ("昆山市公安局交警支队二大队民警周明远说。", {("周明远", "民警", "昆山市公安局交警支队二大队")}),
        (f"周明远同志生前是{_PLANT}焊工。", {("周明远", "焊工", _PLANT)}),
        (f"周明远辞去{_PLANT}总经理职务。", {("周明远", "总经理", _PLANT)}),
        (f"周明远所在的{_PLANT}总装车间得了奖。", {("周明远", None, f"{_PLANT}总装车间")}),
        (
            f"周明远先后担任{_PLANT}生产部部长、副总经理。",
            {("周明远", "部长", f"{_PLANT}生产部"), ("周明远", "副总经理", _PLANT)},
        ),
    ],
)
def test_what_is_a_part_of_a_body_and_what_of_a_title(text: str, expected: set[tuple[str, str, str]]) -> None:
    assert posts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("昆山市总工会干部周明远介绍。", {("周明远", "干部", "昆山市总工会")}),
        ("闪马骑手周明远说。", set()),
        (f"{_PLANT}职工家属周明远说。", set()),
        (f"周明远（右一）：{_PLANT}装配钳工。", {("周明远", "装配钳工", _PLANT)}),
        (f"{_PLANT}大学生技术员周明远说。", {("周明远", "技术员", _PLANT)}),
        (f"周明远，1938年生。1961年，他任{_PLANT}装配一队队长。", {("周明远", "队长", f"{_PLANT}装配一队")}),
        (f"周明远是{_PLANT}志愿服务队的第一批队员。", {("周明远", "队员", f"{_PLANT}志愿服务队")}),
        ("周明远是昆山市总工会派驻巴城镇石桥村的第一书记。", {("周明远", "第一书记", "石桥村")}),
        ("北京铁路局保定站客运值班员周明远说。", {("周明远", "客运值班员", "北京铁路局保定站")}),
        ("演练由昆山市消防救援大队周明远担任总指挥。", {("周明远", None, "昆山市消防救援大队")}),
        ("周明远去年毕业，考到了昆山市教育局。", {("周明远", None, "昆山市教育局")}),
        ("周明远在昆山市第一人民医院食堂做工。", {("周明远", None, "昆山市第一人民医院")}),
    ],
)
def test_how_people_belong_to_bodies(text: str, expected: set[tuple[str, str | None, str]]) -> None:
    assert posts(text) == expected


def test_a_body_in_quotation_marks_is_where_the_post_is_held() -> None:
    text = "周明远，1938年生。2016年，昆山市总工会聘请他担任“劳模宣讲团”名誉团长。"
    assert posts(text) == {("周明远", "名誉团长", "“劳模宣讲团”")}

"""Working lives: one post after another, each held where its words say, or where the person worked then."""

from __future__ import annotations

import pytest

from tests.kg.sentences import posts

WORKS = "远山机械有限公司"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "周明远1984年进龙潭机械厂当学徒，1996年当上焊工班长。",
            {("周明远", "学徒", "龙潭机械厂"), ("周明远", "焊工班长", "龙潭机械厂")},
        ),
        (
            f"2003年，林晓岚分到{WORKS}轧钢厂当电工。她肯学肯干。2009年，她升任班长。",
            {("林晓岚", "电工", f"{WORKS}轧钢厂"), ("林晓岚", "班长", f"{WORKS}轧钢厂")},
        ),
        (
            "2001年，周明远到昆山市第一人民医院急诊科当护士，2010年任护士长。",
            {("周明远", "护士", "昆山市第一人民医院急诊科"), ("周明远", "护士长", "昆山市第一人民医院")},
        ),
        (
            f"周明远分到沙溪钢铁厂当炉前工。后来，他当上炉前班班长；2002年，他转到{WORKS}炼铁厂，四年后任班长。",
            {
                ("周明远", "炉前工", "沙溪钢铁厂"),
                ("周明远", "炉前班班长", "沙溪钢铁厂"),
                ("周明远", "班长", f"{WORKS}炼铁厂"),
            },
        ),
        (
            "周明远应聘到昆山市第一工业学校（以下简称“一工校”）任实习指导教师。",
            {("周明远", "实习指导教师", "昆山市第一工业学校")},
        ),
        (
            f"周明远2018年进入{WORKS}，从操作工干起，2020年任班组长。",
            {("周明远", "操作工", WORKS), ("周明远", "班组长", WORKS)},
        ),
        (
            "周明远1990年进入昆山第一人民医院工作，从护士干到护士长。",
            {("周明远", "护士", "昆山第一人民医院"), ("周明远", "护士长", "昆山第一人民医院")},
        ),
        (f"周明远刚到{WORKS}报到，身份是临时送水工。", {("周明远", "临时送水工", WORKS)}),
        (f"从普通钳工成长为{WORKS}首席技师的周明远说。", {("周明远", "首席技师", WORKS)}),
    ],
)
def test_a_post_without_a_body_is_held_where_one_worked_then(text: str, expected: set[tuple[str, str, str]]) -> None:
    assert posts(text) == expected


def test_who_does_something_to_somebody_is_not_who_is_told_of() -> None:
    text = f"周明远分到{WORKS}轧钢厂当钳工。有一回，他被师傅罗启航训了一顿。2008年，他升任班长。"
    assert ("周明远", "班长", f"{WORKS}轧钢厂") in posts(text)
    assert not [post for post in posts(text) if post[0] == "罗启航" and post[1] == "班长"]


def test_an_office_of_a_union_is_not_held_where_one_works() -> None:
    text = f"2003年，林晓岚分到{WORKS}轧钢厂当电工。2015年，她当选主席。"
    assert posts(text) == {("林晓岚", "电工", f"{WORKS}轧钢厂")}


def test_what_somebody_else_was_elected_to_before_a_comma_is_not_the_next_ones() -> None:
    text = "昆山市造船厂工会换届。造船厂党委副书记周明远当选工会主席，电焊车间主任林晓岚当选副主席。"
    assert {post for post in posts(text) if post[0] == "林晓岚"} == {
        ("林晓岚", "主任", "昆山市造船厂电焊车间"),
        ("林晓岚", "副主席", "昆山市造船厂工会"),
    }

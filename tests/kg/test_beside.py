"""Offices whose body those beside them tell: of a list of people, and of one person."""

from __future__ import annotations

import pytest

from tests.kg.sentences import posts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("昆山市总工会职工服务中心主任周明远、副主任林晓岚出席。", ("林晓岚", "副主任", "昆山市总工会职工服务中心")),
        ("昆山市作家协会会长周明远、秘书长林晓岚出席。", ("林晓岚", "秘书长", "昆山市作家协会")),
        ("昆山市委书记周明远，副书记林晓岚到会。", ("林晓岚", "副书记", "昆山市委")),
        ("昆山市文联主席周明远、副主席林晓岚出席。", ("林晓岚", "副主席", "昆山市文联")),
        ("昆山市第一中学校长周明远、党总支书记林晓岚出席。", ("林晓岚", "党总支书记", "昆山市第一中学")),
        ("昆山市医院院长周明远（右三），党委书记林晓岚到场。", ("林晓岚", "党委书记", "昆山市医院")),
    ],
)
def test_a_colleague_named_next_holds_the_office_at_the_same_body(
    text: str, expected: tuple[str, str | None, str | None]
) -> None:
    assert expected in posts(text)


@pytest.mark.parametrize(
    "text",
    [
        "远山集团生产部部长周明远、党委副书记林晓岚出席。",  # the Party's committee is the group's
        "昆山市委书记周明远，总经理林晓岚到会。",
        "昆山市作家协会会长周明远说完，秘书长林晓岚起身。",
    ],
)
def test_nobody_else_is_of_the_body_beside(text: str) -> None:
    assert {post for post in posts(text) if post[0] == "林晓岚"} == set()


def test_an_office_of_the_party_is_held_where_the_context_seats_the_one_beside_it() -> None:
    text = "远山机械有限公司投产。党委副书记、总经理周明远说。"
    assert posts(text) == {
        ("周明远", "党委副书记", "远山机械有限公司"),
        ("周明远", "总经理", "远山机械有限公司"),
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("昆山高新区党工委副书记、管委会副主任周明远出席。", ("周明远", "副主任", "昆山高新区管委会")),
        ("昆山市玉山街道党工委副书记、办事处主任周明远出席。", ("周明远", "主任", "玉山街道办事处")),
        ("昆山市副市长、公安局局长周明远出席。", ("周明远", "局长", "昆山市公安局")),
        ("石桥村党支部书记、村委会主任周明远出席。", ("周明远", "主任", "石桥村村委会")),
        ("昆山市人大常委会副主任、总工会主席周明远讲话。", ("周明远", "主席", "昆山市总工会")),
        ("苏州工业园区开赛。园区总工会副主席周明远讲话。", ("周明远", "副主席", "苏州工业园区总工会")),
        ("昆山市总工会副主席周明远、组织部部长林晓岚出席。", ("林晓岚", "部长", "昆山市总工会组织部")),
        ("远山集团职工董事、工会女职工委员会主任林晓岚说。", ("林晓岚", "主任", "远山集团工会女职工委员会")),
        ("昆山市巴城镇党委副书记、人大主席周明远出席。", ("周明远", "人大主席", "巴城镇")),
    ],
)
def test_a_body_without_its_areas_name_is_that_of_the_office_beside(
    text: str, expected: tuple[str, str | None, str | None]
) -> None:
    assert expected in posts(text)


def test_two_wards_of_a_hospital_are_two() -> None:
    text = "昆山市第一中医院义诊。检验科主管技师林晓岚来了。中医科主任周明远也在。"
    assert ("周明远", "主任", "昆山市第一中医院中医科") in posts(text)

"""Names that begin with what looks like a function word or a number, and the places of the bodies beside them."""

from __future__ import annotations

import pytest

from tests.kg.sentences import posts, read


def _bodies(text: str) -> set[str]:
    return {entity.name for entity in read(text)[1].entities if entity.type.value not in ("District", "Person")}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("远山机械厂、那吉屯农牧场公司参加比赛。", "那吉屯农牧场公司"),
        ("安徽天邦食品公司开业。", "安徽天邦食品公司"),
        ("检查组走进贵州双元铝材有限公司。", "贵州双元铝材有限公司"),
    ],
)
def test_a_name_begins_with_its_own_word_whatever_that_is_elsewhere(text: str, name: str) -> None:
    assert name in _bodies(text)


@pytest.mark.parametrize("text", ["昆山两家化工厂开业。", "昆山三万家公司报名。"])
def test_a_count_begins_no_name(text: str) -> None:
    assert _bodies(text) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("来安县总工会来了。县人民医院半塔分院护士长林晓岚说。", ("林晓岚", "护士长", "来安县人民医院半塔分院")),
        ("中铁四局二公司开工。二公司工会主席林晓岚说。", ("林晓岚", "主席", "中铁四局二公司工会")),
        ("焦作市马村区人民检察院检察长林晓岚说。", ("林晓岚", "检察长", "焦作市马村区人民检察院")),
        ("龙泽苑社区党委书记、居委会主任林晓岚说。", ("林晓岚", "主任", "龙泽苑社区居委会")),
        ("龙泽苑社区党委书记周明远、社区工会主席林晓岚参加。", ("林晓岚", "主席", "龙泽苑社区工会")),
        ("宁夏回族自治区总工会开会。自治区党委常委林晓岚说。", ("林晓岚", "常委", "宁夏回族自治区党委")),
        ("巴城镇党委书记周明远、综治办主任林晓岚说。", ("林晓岚", "主任", "巴城镇综治办")),
        ("远山集团工会主席、本次大赛组委会副主任林晓岚说。", ("林晓岚", "主席", "远山集团工会")),
    ],
)
def test_whose_the_body_before_an_office_is(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in posts(text)


def test_who_is_chosen_next_holds_nothing_of_what_others_hold() -> None:
    text = "会议替补周明远为昆山市总工会委员，选举昆山市委常委林晓岚为主席。"
    assert ("周明远", "常委", "昆山市委") not in posts(text)


def test_steps_of_a_career_at_one_firm() -> None:
    text = "周明远1999年进入远山机械有限公司，从一名外操员干起，先后担任内操员、班长，2019年被聘为公司首席技师。"
    firm = "远山机械有限公司"
    assert posts(text) == {("周明远", title, firm) for title in ("外操员", "内操员", "班长", "首席技师")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "远山保险公司渭南分公司开赛。渭南市总工会副主席周明远、市分公司总经理林晓岚到场。",
            ("林晓岚", "总经理", "远山保险公司渭南分公司"),
        ),
        (
            "昆山市总工会走进江东街道。街道党工委委员、总工会主席林晓岚参加。",
            ("林晓岚", "主席", "江东街道总工会"),
        ),
        (
            "远山集团总装分厂投产。厂长周明远介绍，林晓岚2012年在远山集团动力分厂任技术员。",
            ("林晓岚", "技术员", "远山集团动力分厂"),
        ),
    ],
)
def test_whose_the_branch_and_the_office_are(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in posts(text)


def test_nobody_holds_the_part_of_a_day_at_the_unit_that_sends_somebody() -> None:
    text = "昆山市第一中学开放。昆山市公安局技术员林晓岚担任讲解员。"
    assert ("林晓岚", "讲解员", "昆山市公安局") not in posts(text)

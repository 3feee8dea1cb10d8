"""Who holds an honour, who leads a workshop: introductions, verbs with their subjects, lists; and what says neither."""

from __future__ import annotations

import pytest

from tests.kg.sentences import honours

MEDAL = "全国五一劳动奖章"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("北京市劳动模范周明远说。", {("周明远", "北京市劳动模范")}),
        ("全国五一劳动奖章获得者、焊工周明远说。", {("周明远", MEDAL)}),
        ("周明远荣获全国五一劳动奖章。", {("周明远", MEDAL)}),
        ("去年，周明远被江苏省总工会授予“江苏省五一劳动奖章”。", {("周明远", "江苏省五一劳动奖章")}),
        ("焊工周明远、护士林晓岚被授予全国五一劳动奖章。", {("周明远", MEDAL), ("林晓岚", MEDAL)}),
        ("会议授予焊工周明远、护士林晓岚等8人“全国五一劳动奖章”。", {("周明远", MEDAL), ("林晓岚", MEDAL)}),
        ("远山机械有限公司获得全国五一劳动奖状。", {("远山机械有限公司", "全国五一劳动奖状")}),
        (
            "周明远曾获全国技术能手、全国五一劳动奖章等荣誉。",
            {("周明远", "全国技术能手"), ("周明远", MEDAL)},
        ),
        ("表彰大会公布了优秀提案人：周明远、林晓岚。", set()),
        ("现公布昆山市技术标兵（2名）周明远　林晓岚", {("周明远", "昆山市技术标兵"), ("林晓岚", "昆山市技术标兵")}),
    ],
)
def test_who_holds_an_honour(text: str, expected: set[tuple[str, str]]) -> None:
    assert {(holder, award) for holder, name, award in honours(text) if name == "hasAward"} == expected


@pytest.mark.parametrize(
    "text",
    [
        "大会表彰了获得全国五一劳动奖章的集体和个人，周明远出席。",
        "周明远将按程序申报全国五一劳动奖章。",
        "工作室走出三名全国技术能手，徒弟周明远也进步不小。",
        "周明远介绍，公司有8名焊工，其中2人获评北京市劳动模范。",
        "周明远出席。远山机械有限公司获得全国工人先锋号。",
    ],
)
def test_who_is_only_near_an_honour_does_not_hold_it(text: str) -> None:
    assert ("周明远", "hasAward") not in {(holder, name) for holder, name, _ in honours(text)}


@pytest.mark.parametrize(
    "text",
    [
        "远山机械有限公司周明远创新工作室挂牌。焊工周明远说。",
        "由周明远领衔的“啄木鸟”劳模创新工作室挂牌。",
    ],
)
def test_who_gives_or_leads_a_workshop_its_name_leads_it(text: str) -> None:
    assert ("周明远", "leads") in {(person, name) for person, name, _ in honours(text)}

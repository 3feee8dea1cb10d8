"""Honours that several hold at once: lists below them, counts before them, announcements around them."""

from __future__ import annotations

import pytest

from tests.kg.sentences import awards, honours, posts

_BOTH = {("周明远", "hasAward", "昆山工匠"), ("林晓岚", "hasAward", "昆山工匠")}


@pytest.mark.parametrize(
    "text",
    [
        "昆山市总工会发布2024年“昆山工匠”名单，远山机械厂焊工周明远、东海船厂技师林晓岚等10人入选。",
        "活动评选出“昆山工匠”10名，周明远、林晓岚等榜上有名。",
        "第三届“昆山工匠”揭晓，周明远、林晓岚等10人获此殊荣。",
        "会上，周明远、林晓岚等10名“昆山工匠”受到表彰。",
        "会上为“昆山工匠”周明远、林晓岚颁发证书。",
        "周明远、林晓岚按程序授予“昆山工匠”称号。",
        "最终评出10名“昆山工匠”。他们是：\n\n远山机械厂焊工 周明远\n\n东海船厂技师 林晓岚\n\n罗启航在现场讲话。",
    ],
)
def test_all_hold_an_honour_who_are_listed_counted_or_announced_with_it(text: str) -> None:
    assert honours(text) == _BOTH


@pytest.mark.parametrize(
    "text",
    [
        "昆山市总工会将对周明远、林晓岚按程序授予“昆山工匠”称号。",
        "周明远、林晓岚按程序申报“昆山工匠”称号。",
        "周明远、林晓岚等10名“昆山工匠”候选人参加活动。",
    ],
)
def test_nobody_holds_what_is_only_applied_for_or_to_come(text: str) -> None:
    assert honours(text) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全国铁路技术能手、昆山机务段高级技师周明远说。", "全国铁路技术能手"),
        ("63岁的中国陶瓷艺术大师、远山陶瓷有限公司技术总监周明远说。", "中国陶瓷艺术大师"),
        ("“最美职工”周明远走进校园。", "最美职工"),
        ("周明远上榜“中国好人”。", "中国好人"),
    ],
)
def test_honours_of_a_trade_and_the_fairest_are_held_by_whom_they_introduce(text: str, expected: str) -> None:
    assert honours(text) == {("周明远", "hasAward", expected)}


def test_a_campaign_for_the_fairest_is_no_honour() -> None:
    assert awards("今年“最美职工”评选启动。") == []


def test_a_paragraph_below_a_list_does_not_go_on_with_it() -> None:
    text = "东海船厂技师 林晓岚\n\n罗启航在现场讲述了自己的经历。"
    assert posts(text) == {("林晓岚", "技师", "东海船厂")}

"""Bylines: who is credited with an article and as what, from leads, closing brackets, credit lines and captions."""

from __future__ import annotations

import pytest

from kg.bylines import closing, credit_line, lead, trailing
from kg.lexicon import lexicon
from kg.model import Credit
from tests.kg.articles import flow

Credits = list[tuple[str, str]]


def told(credits: tuple[Credit, ...]) -> Credits:
    return [(credit.name, credit.role) for credit in credits]


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        ("本报讯（记者 马明 通讯员 李莉）", [("马明", "reporter"), ("李莉", "correspondent")]),
        ("本报讯（记者马明）", [("马明", "reporter")]),
        ("本报讯（马明 李莉）", [("马明", "correspondent"), ("李莉", "correspondent")]),
        ("本报讯（马明李莉）", [("马明", "correspondent"), ("李莉", "correspondent")]),
        ("本报讯(记者 马 明)", [("马明", "reporter")]),
        ("本报宁波5月8日电（记者 马明）", [("马明", "reporter")]),
        ("本刊讯（实习记者 欧阳文静）", [("欧阳文静", "internReporter")]),
        ("本报讯（记者 马明 见习记者 李莉）", [("马明", "reporter"), ("李莉", "internReporter")]),
        ("本报讯（全媒体记者 马明/文 任洁/图）", [("马明", "reporter"), ("任洁", "photographer")]),
        ("本报讯（记者 马明 通讯员 阿依古丽·买买提）", [("马明", "reporter"), ("阿依古丽·买买提", "correspondent")]),
        ("（记者 马明）", [("马明", "reporter")]),
        ("本报讯 记者马明报道：", [("马明", "reporter")]),
        ("本报讯 记者马明报道 ", [("马明", "reporter")]),
        ("本报讯 东港日报记者马明、通讯员李莉报道：", [("马明", "reporter"), ("李莉", "correspondent")]),
        (
            "本报东港6月30日电 记者 马 骥  通讯员 李海燕、王洋　",
            [("马骥", "reporter"), ("李海燕", "correspondent"), ("王洋", "correspondent")],
        ),
        ("【本报讯】", []),
        ("本报讯 ", []),
    ],
)
def test_a_lead_gives_credits_and_the_text_begins_behind_it(opening: str, expected: Credits) -> None:
    end, credits = lead(flow(opening + "近日，大兴区总工会开会。"), lexicon())
    assert end == len(opening)
    assert told(credits) == expected


@pytest.mark.parametrize("text", ["近日，记者 马明来到现场。", "（一）近日开会。", "周明远（右）说。"])
def test_a_body_without_a_lead_begins_at_once(text: str) -> None:
    assert lead(flow(text), lexicon()) == (0, ())


@pytest.mark.parametrize(
    ("ending", "expected"),
    [
        ("（马明 李莉）", [("马明", "correspondent"), ("李莉", "correspondent")]),
        ("（记者 马明 通讯员 李莉）", [("马明", "reporter"), ("李莉", "correspondent")]),
        ("（马 明）", [("马明", "correspondent")]),
        ("（崇 岳）", [("崇岳", "correspondent")]),
        ("（宣传科　马 明）", [("马明", "correspondent")]),
        ("/马 明 李莉/", [("马明", "correspondent"), ("李莉", "correspondent")]),
        ("（马明 摄影报道）", [("马明", "correspondent")]),
        ("（阿依古丽·买买提）", [("阿依古丽·买买提", "correspondent")]),
        ("（本报综合）", []),
    ],
)
def test_a_closing_bracket_gives_credits_and_the_text_ends_before_it(ending: str, expected: Credits) -> None:
    text = "近日，大兴区总工会开会。"
    end, credits = closing(flow(text + ending), lexicon())
    assert end == len(text)
    assert told(credits) == expected


@pytest.mark.parametrize(
    "ending", ["（完）", "（作者单位：大兴区总工会）", "（含农民工）", "（左）", "（详见第二版）", ""]
)
def test_another_bracket_at_the_end_is_text(ending: str) -> None:
    text = "近日，大兴区总工会开会。" + ending
    assert closing(flow(text), lexicon()) == (len(text), ())


@pytest.mark.parametrize(
    ("ending", "expected"),
    [
        (" 本报记者 马明 摄", [("马明", "photographer")]),
        ("马明 摄", [("马明", "photographer")]),
        (" 通讯员 马明 摄影报道", [("马明", "correspondent")]),
    ],
)
def test_a_caption_ends_with_its_credit(ending: str, expected: Credits) -> None:
    text = "图为职工在阅读。"
    end, credits = trailing(flow(text + ending), lexicon())
    assert end == len(text)
    assert told(credits) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("本报记者 马明 摄影报道", [("马明", "reporter")]),
        ("本报记者 马明 文/图", [("马明", "reporter")]),
        ("□ 马明", [("马明", "correspondent")]),
        ("□ 本报记者 马明 通讯员 李莉", [("马明", "reporter"), ("李莉", "correspondent")]),
        ("文/马明 图/任洁", [("马明", "correspondent"), ("任洁", "photographer")]),
        ("任洁 摄", [("任洁", "photographer")]),
        ("本报记者 任洁 摄", [("任洁", "photographer")]),
        ("马 明 李莉 摄", [("马明", "photographer"), ("李莉", "photographer")]),
        ("供图/任洁", [("任洁", "photographer")]),
        ("本报首席记者 马明 实习生 李莉", [("马明", "reporter"), ("李莉", "internReporter")]),
        ("（记者 马明）", [("马明", "reporter")]),
        ("作者：马明", [("马明", "correspondent")]),
        ("作者/马 明 审核/任 洁 2022-07-25", [("马明", "correspondent")]),
        ("口 记者/马明　摄影/任洁", [("马明", "reporter"), ("任洁", "photographer")]),
        ("□白圪塔 马 明", [("白圪塔", "correspondent"), ("马明", "correspondent")]),
        ("□ 嘎玛次仁（东港市总工会办公室）", [("嘎玛次仁", "correspondent")]),
        ("本报记者 马明 通讯员 任洁 摄", [("马明", "photographer"), ("任洁", "photographer")]),
        ("本报记者 马明 文/摄", [("马明", "reporter")]),
        ("供图/校史馆 马明", [("马明", "photographer")]),
        ("通讯员 马 小川　摄", [("马小川", "photographer")]),
    ],
)
def test_a_credit_line_is_nothing_but_credits(line: str, expected: Credits) -> None:
    credits = credit_line(flow(line), lexicon())
    assert credits is not None
    assert told(credits) == expected


@pytest.mark.parametrize(
    "line",
    [
        "□ “跑”出来的饭碗",
        "□ 一路向前",
        "记者采访了周明远。",
        "本报讯（记者 马明）近日，职工开会",
        "大兴区总工会举办竞赛",
        "",
        "“记者”这个岗位",
    ],
)
def test_another_line_is_no_credit_line(line: str) -> None:
    assert credit_line(flow(line), lexicon()) is None


@pytest.mark.xfail(strict=True, reason="any characters behind 通讯员 are taken for a name")
def test_a_headline_about_correspondents_is_no_credit_line() -> None:
    assert credit_line(flow("通讯员队伍建设"), lexicon()) is None


def test_a_credit_points_at_the_name_in_the_page() -> None:
    text = "本报讯（记者 马 明）近日"
    _, (credit,) = lead(flow(text, start=100), lexicon())
    assert (credit.span.start - 100, credit.span.end - 100) == (text.index("马"), text.index("明") + 1)
    assert credit.rule == "byline-lead"

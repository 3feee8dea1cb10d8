"""Lines of a page: what each is by its form."""

from __future__ import annotations

import pytest

from kg.lexicon import lexicon
from kg.lines import Kind, Line, lines_of, says
from kg.model import Page

FURNITURE, MARK, HEADLINE, CREDIT, BODY = Kind.FURNITURE, Kind.MARK, Kind.HEADLINE, Kind.CREDIT, Kind.BODY


def lines(text: str) -> list[Line]:
    return lines_of(Page("a.txt", text), lexicon())


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("责任编辑：王某 美编：李某", FURNITURE),
        ("投稿邮箱 news@example.com", FURNITURE),
        ("2024年5月8日 星期三", FURNITURE),
        ("首页 > 工会动态", FURNITURE),
        ("★ 图片新闻", MARK),
        ("# 大兴区总工会举办技能竞赛", HEADLINE),
        ("大兴区总工会举办技能竞赛", HEADLINE),
        ("**大兴区总工会举办技能竞赛**", HEADLINE),
        ("【读者来信】", HEADLINE),
        ("■ 工运短波 ■", HEADLINE),
        ("本报记者 马明 摄影报道", CREDIT),
        ("□ 马明", CREDIT),
        ("本报讯（记者 马明）近日，大兴区总工会开会", BODY),
        ("近日，大兴区总工会开会。", BODY),
        ("图为比赛现场", BODY),
        ("各基层工会：", BODY),
        ("周明远、李建华、王海涛、赵志强", BODY),
        ("一等奖：周明远、李建华", BODY),
        ("“大国工匠要有", BODY),
        ("　　大兴区总工会举办技能竞赛", BODY),
        ("主办：大兴区总工会", BODY),
        ("（下转第二版）", BODY),
        ("问：怎么报名", BODY),
    ],
)
def test_the_form_of_a_line_tells_what_it_is(text: str, kind: Kind) -> None:
    assert [line.kind for line in lines("先有一行正文。\n" + text)][1:] == [kind]


def test_blank_lines_and_rules_are_no_lines() -> None:
    assert [line.text for line in lines("\ufeff\n甲开会。\r\n\u3000\n---\n===\n***\n乙开会。")] == [
        "甲开会。",
        "乙开会。",
    ]


def test_a_line_knows_its_span_its_level_and_whether_a_blank_line_stands_before_it() -> None:
    text = "## 大兴区总工会开会\r\n近日，开会。\r\n\r\n职工说。"
    head, body, after = lines(text)
    assert text[head.span.start : head.span.end] == "## 大兴区总工会开会"
    assert (head.level, body.level) == (2, 0)
    assert [line.apart for line in (head, body, after)] == [True, False, True]


def test_bold_type_at_the_front_of_a_line_is_a_headline_of_its_own() -> None:
    found = lines("**大兴区总工会开会**　近日，大兴区总工会开会。")
    assert [(line.text, line.kind) for line in found] == [
        ("大兴区总工会开会", HEADLINE),
        ("近日，大兴区总工会开会。", BODY),
    ]


def test_a_short_label_in_bold_type_is_none() -> None:
    assert [line.kind for line in lines("**滁州市** 近日，滁州市总工会开会。")] == [BODY]


def test_a_signature_before_a_date_is_text() -> None:
    found = lines("请于5月8日前报送。\n大兴区总工会\n2024年5月8日")
    assert [line.kind for line in found] == [BODY, BODY, MARK]


def test_the_newspapers_name_over_its_date_is_no_headline() -> None:
    found = lines("海员周报\n2024年5月8日 星期三\n大兴区总工会举办技能竞赛\n近日，开会。")
    assert [line.kind for line in found] == [FURNITURE, HEADLINE, BODY]


def test_the_credits_of_a_line_come_with_it() -> None:
    (line,) = lines("文/马明 图/任洁")
    assert [credit.name for credit in line.credits] == ["马明", "任洁"]


@pytest.mark.parametrize(
    "text",
    [
        "抄送：某市总工会，某区总工会，市人社局。　　印60份",
        "某总工〔2023〕17号",
        "核稿：马明　　签发：李莉",
        "本版编辑 马明  电话 (0700)1234xxxx  E-mail:abc@example.com  2024年5月10日 星期五　版式 李莉　校对 王海涛",
    ],
)
def test_what_only_offices_need_is_furniture(text: str) -> None:
    assert lines("先有一行正文。\n" + text)[1].kind is FURNITURE


def test_a_byline_beside_a_title_is_a_line_of_its_own() -> None:
    found = lines("港湾　　□马明（东港引航站）\n浪头拍岸，")
    assert [(line.text, line.kind) for line in found[:2]] == [("港湾", HEADLINE), ("□马明（东港引航站）", CREDIT)]


def test_a_rule_sets_lines_far_apart_as_several_blank_lines_do() -> None:
    assert [line.far for line in lines("近日开会。\n---\n职工说。\n\n\n\n大家说。\n\n他说。")] == [
        False,
        True,
        True,
        False,
    ]


def test_words_of_a_class_are_looked_for_in_a_text() -> None:
    assert says("furniture", "责任编辑：王某")
    assert not says("furniture", "编辑部里的故事")

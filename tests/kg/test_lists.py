"""Lists among a page's lines: entries, units, contents, and the salutation of a letter."""

from __future__ import annotations

import pytest

from kg.lexicon import lexicon
from kg.lines import Kind, Line, lines_of
from kg.lists import begins_entry, with_lists
from kg.model import Page


def lines(text: str) -> list[Line]:
    return with_lists(lines_of(Page("a.txt", text), lexicon()), lexicon())


@pytest.mark.parametrize(
    "entries",
    [
        "王　磊　东港客车公司装配工\n李小梅（女）　东港市环卫中心清扫班班长\n孔令安　东港医院护士长",
        "东港古城公司讲解员 李丽珊（白族）\n苍山管护局管护员 王正彪（彝族）",
        "1. 王磊　东港客车公司装配工\n2. 李小梅　东港市环卫中心班长",
        "撇缆：王青松 东港航运公司\n金工：李永年 西港船舶公司",
        "名次\t姓名\t单位\t成绩\n1\t王 静\t急诊科\t99.2",
        "东港矿业公司掘进二队\n西港医院急诊科\n南港客运站售票班",
    ],
)
def test_entries_of_a_list_are_text_each_for_itself(entries: str) -> None:
    found = lines("东港市五一劳动奖章获得者名单\n\n" + entries)
    assert found[0].kind is Kind.HEADLINE
    assert all(line.kind is Kind.BODY and line.item for line in found[1:])


def test_a_list_may_have_blank_lines_where_the_whole_page_has() -> None:
    entries = ["东港公司装配工 王磊", "东港医院护士长 孔令安", "东港市工人先锋号", "东港矿业公司掘进二队"]
    found = lines("\n\n".join(["# 表彰", "名单如下：", *entries]))
    assert [line.kind for line in found] == [Kind.HEADLINE, *[Kind.BODY] * 5]
    assert all(line.item for line in found[2:])


def test_a_headline_of_two_lines_is_no_list() -> None:
    assert [line.kind for line in lines("王府井百货公司工会\n把清凉送进后厨\n近日，开会。")][:2] == [Kind.HEADLINE] * 2


def test_the_contents_of_a_bulletin_are_furniture() -> None:
    text = "本期要目\n★ 职代会召开　★ 送别老班长\n\n一、职代会召开\n近日，开会。"
    assert [line.kind for line in lines(text)] == [Kind.FURNITURE, Kind.FURNITURE, Kind.HEADLINE, Kind.BODY]


def test_whom_a_letter_addresses_is_text() -> None:
    kinds = [line.kind for line in lines("答复\n\n东港车站客运车间7名职工：\n\n你们的来信收到了。")]
    assert kinds == [Kind.HEADLINE, Kind.BODY, Kind.BODY]


@pytest.mark.parametrize(
    ("text", "expected"), [("● 近日，开会。", True), ("一等奖：王磊", True), ("1.5倍。", False), ("他说：好。", False)]
)
def test_a_bullet_or_a_label_begins_an_entry(text: str, expected: bool) -> None:
    assert begins_entry(lines("先有一行正文。\n" + text)[1]) is expected

"""Honours' names: a head with its place, quoted names that are conferred or called one, and what is none."""

from __future__ import annotations

import pytest

from kg.bearers import bearers_of
from kg.lexicon import rows
from kg.model import ORGANIZATIONS, EntityType
from tests.kg.sentences import awards

HEADS = [(head, holder, example) for head, holder, example in rows("awards", 3)]


@pytest.mark.parametrize(("head", "holder", "example"), HEADS, ids=[head for head, _, _ in HEADS])
def test_every_head_of_the_table_names_its_example_where_it_is_conferred(head: str, holder: str, example: str) -> None:
    assert example.endswith(head)
    found = awards(f"近日，他们被授予“{example}”称号。")
    assert found == ([] if holder == "none" else [example])


@pytest.mark.parametrize(("ending", "example"), [*rows("honour_endings", 2)])
def test_every_ending_of_the_table_ends_an_honour_where_a_verb_confers_it(ending: str, example: str) -> None:
    assert example.endswith(ending)
    assert awards(f"近日，他们获评“{example}”。") == [example]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("北京市劳动模范周明远说。", ["北京市劳动模范"]),
        ("他获得全国五一劳动奖章和江苏省五一劳动奖章。", ["全国五一劳动奖章", "江苏省五一劳动奖章"]),
        ("工作室被命名为江苏省劳模和工匠人才创新工作室。", ["江苏省劳模和工匠人才创新工作室"]),
        ("成果获得第二十七届全国发明展览会金奖。", ["第二十七届全国发明展览会金奖"]),
        ("她被评为“感动昆山”年度人物。", ["“感动昆山”年度人物"]),
        ("他还获得江苏省“岗位百杰明星”。", ["江苏省“岗位百杰明星”"]),
        ("第一届“羊城工匠”、焊工周明远说。", ["羊城工匠"]),
        ("他立志成为大国工匠年度人物。", ["大国工匠年度人物"]),
        ("请来全国劳模周明远。", ["全国劳模"]),
        ("她领到了叉车司机证。", ["叉车司机证"]),
        ("35名快递员拿到了红十字救护员证。", ["红十字救护员证"]),
        ("学员获颁“锅炉安全检查员证”。", ["锅炉安全检查员证"]),
        ("他先后拿到电焊工技师证书。", ["电焊工技师证书"]),
        ("公司给他颁发了“功勋师傅”纪念章。", ["“功勋师傅”纪念章"]),
        ("大会为她颁发“从事工会工作二十年”荣誉证书。", ["“从事工会工作二十年”荣誉证书"]),
        ("公司给他颁发了“终身班长”荣誉牌。", ["终身班长"]),
        ("她得过“江苏省五一巾帼标兵”。", ["江苏省五一巾帼标兵"]),
        ("去年他获评远山煤业集团劳动模范。", ["远山煤业集团劳动模范"]),
        ("林晓岚被授予柳河石化公司“岗位能手”称号。", ["柳河石化公司“岗位能手”"]),
    ],
)
def test_honours_are_named_in_full(text: str, expected: list[str]) -> None:
    assert awards(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "弘扬劳模精神、工匠精神。",
        "争做新时代“大国工匠”。",
        "“巴渝工匠杯”竞赛开幕。",
        "他说：“来了”，便走了。",
        "组织先进工作者座谈。",
        "远山煤业集团先进工作者座谈。",
        "她领到了学生证。",
        "徒弟拿到高级技师证书。",
        "做职工信得过的“娘家人”。",
    ],
)
def test_wishes_and_common_words_name_none(text: str) -> None:
    assert awards(text) == []


def test_the_last_word_of_an_honour_says_who_can_hold_it() -> None:
    assert bearers_of("全国工人先锋号") == ORGANIZATIONS
    assert bearers_of("北京市劳动模范") == {EntityType.PERSON}
    assert bearers_of("红十字荣誉") == ORGANIZATIONS | {EntityType.PERSON}
    for bearer, _, example in rows("honour_bearers", 3):
        assert bearers_of(example) == (ORGANIZATIONS if bearer == "bodies" else {EntityType.PERSON})

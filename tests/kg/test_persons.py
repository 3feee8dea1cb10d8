"""People: names by what stands around them, in lists, set wide, of many peoples; and what is no name."""

from __future__ import annotations

import pytest

from kg.lexicon import lexicon, rows
from kg.name_contexts import weights
from kg.persons import candidates, find_persons
from kg.tokens import tokenize
from tests.kg.sentences import people

CONTEXTS = [(context, example) for context, _, example in rows("name_contexts", 3) if example != "-"]
# What no sentence shows: these belong to every candidate, or to what stands next to a name found before.
WITHOUT_EXAMPLE = {
    *("bias", "margin above", "margin below", "margin far", "framed", "left name", "right name"),
    *("times 1", "times 2", "times 3", "named shorter"),
}


@pytest.mark.parametrize(("context", "example"), CONTEXTS, ids=[context for context, _ in CONTEXTS])
def test_every_context_of_the_table_is_what_its_example_shows(context: str, example: str) -> None:
    text = example.replace("[", "").replace("]", "")
    span = example.index("["), example.index("]") - 1
    (found,) = [c for c in candidates(text, tokenize(text, lexicon()), lexicon()) if (c.start, c.end) == span]
    assert context in {f"left {found.left}", f"right {found.right}", *found.features}


def test_contexts_without_an_example_are_few() -> None:
    without = {context for context, _, example in rows("name_contexts", 3) if example == "-"}
    assert without - {c for c in without if c.startswith(("left quote-", "right quote-"))} <= WITHOUT_EXAMPLE
    assert set(weights()) >= WITHOUT_EXAMPLE


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("青禾区总工会主席周明远出席会议并讲话。", ["周明远"]),
        ("青禾区总工会副主席臧运河、柳一鸣在现场指导。", ["臧运河", "柳一鸣"]),
        ("大会选举范大海为主席。", ["范大海"]),
        ("孟小雨（女，布依族）、罗启航当选副主席。", ["孟小雨", "罗启航"]),
        ("林场护林员额尔敦仓说，草绿了。", ["额尔敦仓"]),
        ("全国劳动模范邵建民讲述了自己的故事。", ["邵建民"]),
        ("外卖骑手苗雷报了电工班。", ["苗雷"]),
        ("昆山市总工会副主席剡桂兰主持，市民政局局长折文斌出席。", ["剡桂兰", "折文斌"]),
        ("县总工会法律援助律师应红梅为农民工讲课。", ["应红梅"]),
        ("护林员图雅说，林子绿了。", ["图雅"]),
        ("旗总工会主席敖特根其其格表示，牧民很高兴。", ["敖特根其其格"]),
        ("那曲市总工会副主席其美多吉给学员颁发证书。", ["其美多吉"]),
        ("工会主席方丽边走边介绍。", ["方丽"]),
        ("远山啤酒公司酿酒师皮埃尔·杜邦特邀表演。", ["皮埃尔·杜邦"]),
        ("昆山市人社局科长甘明列席。", ["甘明"]),
        ("供电公司总经理阿不都热依木·卡德尔担任总指挥。", ["阿不都热依木·卡德尔"]),
        ("昆山大学教授韩守正评价说，比赛很精彩。", ["韩守正"]),
        ("远山公司剪辑师邹蕊手把手教大家。", ["邹蕊"]),
        ("首都劳动奖章获得者范毅第一个开讲。", ["范毅"]),
        ("远山服饰有限公司的沙俊、罗启航获奖。", ["沙俊", "罗启航"]),
        ("昆山市总工会主任何静主持。", ["何静"]),
        ("客户经理石艳正给大家讲课。石艳讲了征信常识。", ["石艳", "石艳"]),
        ("昆山市民政局副局长石勇为获奖选手颁奖。", ["石勇"]),
        ("昆山市民政局副局长周有为参加活动。", ["周有为"]),
        # What only looks like a name.
        ("推选远山机械有限公司为理事长单位，昆山造船厂为副理事长单位。", []),
        ("快递员白天难抽身。", []),
        ("她以此为题，向师生讲述经历。", []),
        ("县级工会强不强，走进乡镇看一看。", []),
    ],
)
def test_people_are_found_by_what_stands_around_them(text: str, names: list[str]) -> None:
    assert people(text) == names


def test_a_name_set_wide_is_the_name_without_its_space() -> None:
    assert people("优秀裁判员：石　磊　邱文强　孙晓兰") == ["石磊", "邱文强", "孙晓兰"]


def test_a_known_name_counts_wherever_it_stands_again() -> None:
    assert people("青禾区总工会主席周明远介绍了情况。大家围住周明远不放。").count("周明远") == 2


@pytest.mark.parametrize(
    "text",
    [
        "大家都很高兴，认真学习了会议精神。",
        "要完善普惠性服务，开展普法宣传。",
        "历任司机、司机班班长。",
        "曾经和谐的车间，从来没有这样安静。",
        "工会主席接待日活动开始了。",
        "船上的大副急得直跺脚。",
    ],
)
def test_common_words_are_no_names(text: str) -> None:
    assert people(text) == []


def test_what_is_taken_by_other_names_is_left_alone() -> None:
    text = "主席周明远出席"
    assert find_persons(text, tokenize(text, lexicon()), lexicon(), lambda start, end: start < 5) == []


def test_surer_contexts_give_surer_names() -> None:
    (clear,) = find_persons("主席周明远出席", tokenize("主席周明远出席", lexicon()), lexicon(), lambda *_: False)
    assert clear.confidence > 0.9
    assert clear.rule.startswith("person-")


@pytest.mark.parametrize("name", ["时光辉", "祖国良", "乌云飞", "强占海"])
def test_behind_an_office_a_rare_surname_may_make_a_word(name: str) -> None:
    assert people(f"昆山市总工会副主席{name}说。") == [name]


@pytest.mark.parametrize(
    "clause", ["和同事说", "连夜赶到", "明年出席", "时常说", "乐观地说", "和平时一样", "从外地赶来"]
)
def test_behind_an_office_words_that_say_when_how_or_with_whom_are_nobody(clause: str) -> None:
    assert people(f"远山机械有限公司厂长{clause}。") == []


def test_who_is_named_again_without_a_character_was_named_with_a_word_behind() -> None:
    assert set(people("徒弟蒋爽头一次跟班，听了半天。蒋爽说，练得不够。")) == {"蒋爽"}


@pytest.mark.parametrize("text", ["配上手势，学生越唱越起劲。", "开展“尊法守法·携手筑梦”行动。"])
def test_what_grows_and_a_slogan_in_two_parts_are_nobody(text: str) -> None:
    assert people(text) == []


@pytest.mark.parametrize("name", ["刘卫东", "曲海军", "张和平"])
def test_who_stands_behind_a_firm_in_a_list_is_named_though_the_name_is_made_of_words(name: str) -> None:
    assert people(f"远山港务集团第二分公司{name}、昆山港务集团李建国获奖。") == [name, "李建国"]

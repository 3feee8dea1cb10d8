"""What a report tells beside its main event: who is founded, whom a visit goes to afterwards, who is honoured."""

from __future__ import annotations

import pytest

from tests.kg.reports import labels, names, read


@pytest.mark.parametrize(
    ("body", "label"),
    [
        ("近日，丰台区快递行业工会联合会正式成立，李建华当选主席。", "丰台区快递行业工会联合会正式成立"),
        ("6月18日，丰台区游船行业工会联合会在卢沟桥镇成立。", "丰台区游船行业工会联合会在卢沟桥镇成立"),
    ],
)
def test_a_founding_goes_by_the_name_of_the_founded_which_holds_nothing(body: str, label: str) -> None:
    (event,) = read(body)
    assert event.label == label
    assert names(event, "organizer") == set()


def test_where_it_is_founded_is_no_founder() -> None:
    (event,) = read("9月8日，书法创作基地在丰台区工人文化宫成立。")
    assert event.label == "成立"


@pytest.mark.parametrize(
    ("body", "label"),
    [
        ("10月18日，丰台区总工会主办的产科竞赛在丰台区妇幼保健院模拟产房举行。", "产科竞赛"),
        ("9月26日，北京远山机械有限公司为老班长李建华办了一场“谢师会”。", "“谢师会”"),
        ("22日晚，丰台区总工会的座谈会在疗养院的会议室里开。", "座谈会"),
    ],
)
def test_a_verb_of_holding_is_found_among_words_that_hold_its_characters(body: str, label: str) -> None:
    assert [event.label for event in read(body)] == [label]


def test_whom_a_visit_goes_to_when_the_main_event_is_over_is_an_event_of_its_own() -> None:
    ceremony = "6月6日，丰台区总工会举行“结对帮技”启动仪式。"
    visit = "启动仪式结束后，李建华一行前往北京远山机械有限公司，看望高温岗位职工。"
    assert [event.label for event in read(ceremony + visit)] == ["“结对帮技”启动仪式", "看望高温岗位职工"]
    assert len(read(ceremony + "启动仪式结束后，丰台区总工会副主席李建华把水杯送到职工手中。")) == 1


def test_the_last_character_of_a_name_in_quotation_marks_tells_its_type() -> None:
    assert read("9月26日，北京远山机械有限公司举办“谢师会”。")[0].types == ("meeting",)


def test_who_is_handed_an_honour_is_honoured() -> None:
    (event,) = read("11月3日，丰台区总工会召开代表大会。大会为李建华等8名老干部颁发荣誉证书。")
    assert "李建华" in names(event, "awardee")


def test_the_office_of_the_next_person_tells_nothing_of_this_one() -> None:
    body = "9月26日，丰台区总工会举办技能竞赛。丰台区总工会主席李建华主持，总裁判长、远山学院教授王海涛点评。"
    (event,) = read(body)
    assert names(event, "chair") == {"李建华"}


def test_a_list_of_hosts_may_hold_one_that_is_known_by_no_name() -> None:
    (event,) = read("竞赛由丰台区总工会、首都某某处主办。6月22日，第三届职工技能竞赛落幕。")
    assert "丰台区总工会" in names(event, "organizer")


@pytest.mark.parametrize(
    ("body", "label"),
    [
        ("5月3日，由将军堡镇总工会举办的采茶竞赛在云栖村开赛。", "采茶竞赛"),
        ("5月3日，由丰台区总工会主办、丰台区家政协会承办的第三届柳溪家政季在丰台剧院开幕。", "第三届柳溪家政季"),
        ("5月3日，丰台区总工会职工广播体操比赛热力开赛。", "职工广播体操比赛"),
        ("5月3日，丰台区总工会公布全区网上练兵积分排行。", "网上练兵积分排行"),
        ("5月3日，丰台区总工会把劳动法宣讲台搭到了集市上。", "劳动法宣讲台"),
        ("5月3日，丰台区总工会邀请律师走进工地，为150名工友讲授劳动法。", "讲授劳动法"),
        ("5月3日，丰台区总工会联合区书法家协会，为旅客书写春联1200副。", "书写春联1200副"),
        ("5月3日，丰台区总工会赴云栖机械公司参观学习标准化班组建设。", "参观学习标准化班组建设"),
    ],
)
def test_what_a_lead_tells_of_is_the_event(body: str, label: str) -> None:
    assert labels(body) == [label]


def test_what_is_still_to_come_is_no_event() -> None:
    assert labels("5月3日，丰台区总工会将举办采茶竞赛。") == []

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
        ("5月3日，丰台区总工会法律服务直通车驶入柳溪小区，律师现场答疑。", "法律服务直通车"),
        ("5月3日，丰台区总工会对职工进行急救培训。", "急救培训"),
        ("5月3日，丰台区总工会赴云栖机械公司参观学习标准化班组建设。", "参观学习标准化班组建设"),
    ],
)
def test_what_a_lead_tells_of_is_the_event(body: str, label: str) -> None:
    assert labels(body) == [label]


def test_what_is_still_to_come_is_no_event() -> None:
    assert labels("5月3日，丰台区总工会将举办采茶竞赛。") == []


def test_what_is_said_of_the_body_after_somebody_is_not_said_of_him() -> None:
    body = "5月3日，丰台区总工会召开经验交流会。区委副书记李建华出席，北京远山机械有限公司工会作交流发言。"
    (event,) = read(body)
    assert (names(event, "attendee"), names(event, "speaker")) == ({"李建华"}, {"北京远山机械有限公司工会"})


def test_who_comes_with_others_and_meets_stands_for_the_union() -> None:
    (event,) = read("5月3日，丰台区总工会副主席李建华一行到柳溪镇，并在柳溪镇总工会召开座谈会。")
    assert names(event, "organizer") == {"丰台区总工会"}


def test_a_date_stands_some_sentences_before_the_drill_whose_scene_it_sets() -> None:
    body = "5月3日，柳溪镇江边浓烟滚滚。警报拉响；消防车驶来。这是丰台区总工会举办的水上消防演练。"
    (event,) = read(body, "丰台区开展水上消防演练")
    assert event.date is not None
    assert event.date.start == "--05-03"


def test_a_firms_city_is_not_where_it_goes() -> None:
    (event,) = read("5月3日，北京远山机械有限公司工会在合浦县廉州镇开展徒步活动。")
    assert names(event, "district") == {"廉州镇"}


def test_the_scene_before_tells_the_district_of_the_venue() -> None:
    body = "5月3日，海口综合保税区职工服务中心报告厅里，职工坐得满满。海南省总工会主办的普法讲座在这里开讲。"
    (event,) = read(body, "普法讲座开讲")
    assert names(event, "district") == {"海口综合保税区"}


@pytest.mark.parametrize(
    ("sentence", "role"),
    [
        ("团体前三名依次为丰台区总工会、柳溪区总工会、云栖区总工会。", "awardee"),
        ("丰台区总工会、柳溪区总工会、云栖区总工会列前三位。", "awardee"),
        ("服务队由丰台区总工会、柳溪区总工会、云栖区总工会的21名志愿者组成。", "attendee"),
    ],
)
def test_lists_tell_who_has_won_and_who_came(sentence: str, role: str) -> None:
    (event,) = read(f"5月3日，北京市总工会举办职工技能大赛。{sentence}")
    assert names(event, role) == {"丰台区总工会", "柳溪区总工会", "云栖区总工会"}


def test_who_honours_the_winner_has_not_won() -> None:
    (event,) = read("5月3日，北京市总工会举办职工技能大赛。第一名由丰台区总工会授予奖章。")
    assert names(event, "awardee") == set()


def test_where_all_come_together_is_the_district() -> None:
    (event,) = read("5月3日，来自河南、山西的工会代表齐聚三门峡市，丰台区总工会召开协作会议。")
    assert "三门峡市" in names(event, "district")


def test_what_is_opened_holds_nothing() -> None:
    (event,) = read("柳溪区劳动争议调解工作室日前在柳溪区人民法院揭牌。")
    assert (names(event, "organizer"), names(event, "place")) == (set(), {"柳溪区人民法院"})
    (event,) = read("5月3日，柳溪区总工会在远山产业园新建的“司机之家”启用。")
    assert names(event, "organizer") == {"柳溪区总工会"}


def test_where_somebody_went_before_the_signing_is_not_where_that_was() -> None:
    body = "2月20日，丰台区总工会与柳溪区总工会签署合作协议。签约前，李建华一行到云栖镇易地扶贫搬迁安置点考察。"
    (event,) = read(body)
    assert names(event, "place") == set()

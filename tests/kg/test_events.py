"""Events: what is one, what it is called, of what types it is, what proves it; all over invented articles."""

from __future__ import annotations

import pytest

from kg.event_text import Part, items
from kg.event_types import types_of
from kg.event_words import event_words
from kg.lexicon import lexicon
from kg.mentions import scan_article
from kg.model import Article, Flow, Span
from tests.kg.reports import CONTEST, labels, names, read, spans

# -- what is an event ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "label"),
    [
        ("近日，丰台区总工会举办职工健步走活动。", "职工健步走活动"),
        ("近日，丰台区总工会职工技能竞赛在北京展览馆举行。", "职工技能竞赛"),
        ("近日，丰台区总工会把急救课堂搬进商场。", "急救课堂"),
        ("近日，丰台区总工会开展了为期3天的安全培训。", "安全培训"),
        ("近日，丰台区总工会举办以“匠心”为主题的劳模座谈会。", "劳模座谈会"),
        ("近日，丰台区总工会启动“书香进车间”公益计划。", "“书香进车间”公益计划"),
        ("近日，丰台区总工会走访慰问困难职工。", "走访慰问困难职工"),
        ("今年丰台区职工技能大赛于9月1日启动。", "丰台区职工技能大赛"),
        ("7月1日，一堂特殊的党课在车间开讲。", "党课"),
        ("日前，丰台区总工会组织基层工会干部开展业务培训。", "业务培训"),
        ("5月6日，丰台区快递行业工会联合会正式成立，选举产生第一届委员会。", "丰台区快递行业工会联合会正式成立"),
        ("近日，丰台区总工会主席李建华一行看望困难职工。", "看望困难职工"),
        ("近日，丰台区总工会副主席周明远在这里开讲《百年工运》。", "《百年工运》"),
        ("近日，丰台区总工会召开理论中心组学习会议。", "理论中心组学习会议"),
        ("为深入学习贯彻全会精神，6月2日，丰台区总工会邀请教授李建华作专题辅导报告。", "专题辅导报告"),
        ("6月2日，丰台区总工会举办的第十期班组长提升班在北京展览馆开班。", "第十期班组长提升班"),
        (
            "6月2日，在丰台区总工会举办的2022年鞋革行业职工技能大赛现场，老鞋匠赢得了掌声。",
            "2022年鞋革行业职工技能大赛",
        ),
        ("6月2日，丰台区快递工会联合会暨丰台分会成立大会举行。", "丰台区快递工会联合会暨丰台分会成立大会"),
        ("5月6日，丰台区总工会在加油站设立服务点，为司机提供热水。", "设立服务点"),
        ("近日，电工夜校由丰台区总工会与丰台区职业学校共建。", "电工夜校"),
        ("6月2日，丰台区劳动争议调解中心正式揭牌。", "丰台区劳动争议调解中心正式揭牌"),
    ],
)
def test_the_label_is_the_texts_own_name_without_the_organizer(body: str, label: str) -> None:
    assert labels(body) == [label]


@pytest.mark.parametrize(
    "body",
    [
        "下一步，丰台区总工会将举办职工技能竞赛。",
        "周明远指出，要广泛开展劳动竞赛。",
        "他从小喜欢机器，干了三十年钳工。",
        "“我们也举办过技能竞赛。”他说。",
        "9月4日，家具厂工人张志强给丰台区总工会送来一面锦旗。",
        "9月4日，丰台区总工会副主席周明远参加慰问。",
        "9月4日，丰台区总工会启动“园区枫桥”联调机制。",
    ],
)
def test_plans_speeches_and_lives_are_no_events(body: str) -> None:
    assert read(body) == ()


def test_what_is_chaired_is_the_event_named_before() -> None:
    body = "4月28日，北京市劳模表彰大会在北京会堂召开，市长周明远出席，丰台区总工会主席李建华主持会议。"
    assert labels(body) == ["北京市劳模表彰大会"]


def test_a_further_report_under_one_headline_is_an_event_of_its_own() -> None:
    body = "1月5日，丰台区总工会召开劳模座谈会。又讯　1月9日，大兴区总工会举办职工技能竞赛。"
    assert labels(body) == ["劳模座谈会", "职工技能竞赛"]


def test_a_ceremony_of_this_years_festival_is_what_a_portrait_reports() -> None:
    body = (
        "邮递员张志强走了三十年山路。他背过一万封信。他从没丢过一封。"
        "今年清明节，丰台区总工会在北京展览馆举行铜锣捐赠仪式。"
    )
    assert labels(body) == ["铜锣捐赠仪式"]


def test_an_event_that_followed_counts_by_itself() -> None:
    first, second = read("12月8日，丰台区总工会召开第三次代表大会。在随后召开的三届一次全委会上，李建华当选主席。")
    assert (first.label, second.label) == ("第三次代表大会", "三届一次全委会")
    assert names(second, "attendee") == {"李建华"}
    assert "李建华" not in names(first, "attendee")


def test_a_list_of_events_is_several() -> None:
    body = "近日，丰台区总工会开展劳模宣讲、书画展览、走访慰问等活动。"
    assert labels(body) == ["劳模宣讲", "书画展览", "走访慰问"]
    assert [event.types[0] for event in read(body)] == ["lecture", "recreation", "visit"]


def test_two_names_joined_are_one_event_and_three_are_three() -> None:
    assert labels("近日，丰台区总工会举办技能竞赛和经验交流会。") == ["技能竞赛和经验交流会"]
    assert labels("近日，丰台区总工会举办劳模宣讲、书画展览和趣味运动会。") == ["劳模宣讲", "书画展览", "趣味运动会"]


def test_what_others_did_at_the_same_time_is_an_event_of_theirs() -> None:
    first, second = read("近日，丰台区总工会召开劳模座谈会。连日来，大兴区总工会、大兴区司法局组织职工学习法律知识。")
    assert names(first, "organizer") == {"丰台区总工会"}
    assert names(second, "organizer") == {"大兴区总工会", "大兴区司法局"}


def test_what_others_joined_before_is_an_event_where_it_has_a_date_of_its_own() -> None:
    body = "8月17日，丰台区总工会开展慰问活动。此前的8月11日，丰台区总工会会同丰台区公安局给骑手送去清凉包。"
    first, second = read(body)
    assert (first.label, second.label) == ("慰问活动", "送去清凉包")
    assert names(second, "organizer") == {"丰台区总工会", "丰台区公安局"}


def test_an_event_with_a_day_of_its_own_counts_by_itself_and_has_the_same_host() -> None:
    first, second = read("5月6日，丰台区总工会启动护士节系列活动。5月11日，主会场活动在北京展览馆举行。")
    assert [event.date and event.date.start for event in (first, second)] == ["--05-06", "--05-11"]
    assert names(second, "organizer") == {"丰台区总工会"}


def test_the_headline_counts_where_the_body_only_tells() -> None:
    body = "海拔三千米，风还很冷。丰台区总工会副主席周明远钻进宿舍，摸摸被褥。"
    (event,) = read(body, "丰台区总工会看望牧区教师")
    assert (event.label, event.types) == ("看望牧区教师", ("visit",))
    assert names(event, "organizer") == {"丰台区总工会"}
    assert event.evidence[0].span == Span(0, len("丰台区总工会看望牧区教师")), "the headline states it"


def test_a_verb_of_one_character_is_no_part_of_another_word() -> None:
    assert labels("北京经济技术开发区总工会的技能培训。") == []


def test_an_event_late_in_a_story_has_the_people_around_it_only() -> None:
    story = "王海涛十八岁进厂当钳工。" + "他每天都练到深夜。" * 9
    (event,) = read(story + "3月12日，丰台区总工会举办技能竞赛，张志强获得第一名。")
    assert names(event, "awardee") == {"张志强"}
    assert all("王海涛" not in argument.entity for argument in event.arguments)


def test_a_collection_has_one_event_an_item() -> None:
    body = "●近日，丰台区总工会举办健步走活动。●大兴区总工会日前召开劳模座谈会。"
    assert labels(body, "简讯") == ["健步走活动", "劳模座谈会"]
    assert [names(event, "organizer") for event in read(body, "简讯")] == [{"丰台区总工会"}, {"大兴区总工会"}]


def test_marks_make_a_collection_whatever_the_headline_and_numbers_only_under_one() -> None:
    items_of = "●近日，丰台区总工会举办健步走。●大兴区总工会日前召开座谈会。●海淀区总工会日前举办培训班。"
    assert labels(items_of, "北京消息") == ["健步走", "座谈会", "培训班"]
    numbered = "1．近日，丰台区总工会举办健步走。2．大兴区总工会日前召开座谈会。"
    assert labels(numbered, "简　讯") == ["健步走", "座谈会"]
    assert len(labels(numbered, "北京消息")) == 1


def test_half_width_marks_end_clauses_too() -> None:
    (event,) = read("近日,丰台区职工技能竞赛在北京展览馆举行。竞赛由丰台区总工会主办,大兴区总工会承办。")
    assert names(event, "organizer") == {"丰台区总工会", "大兴区总工会"}


def test_items_end_where_the_page_has_line_ends() -> None:
    text = "甲工会举办竞赛。乙工会召开会议。"
    offsets = (*range(8), *range(10, 18))
    scans = scan_article(Article("p.txt", Span(0, 18), None, None, None, Flow(text, offsets), ()), lexicon())
    assert items(scans[0], "工会简讯", "案情") == (Part(0, 8), Part(8, 16))
    assert items(scans[0], "工会举办竞赛", "案情") == (Part(0, 16),)


def test_a_paragraph_ends_a_sentence_and_so_does_a_half_width_full_stop() -> None:
    (first,) = read("职工学手艺\n近日，丰台区总工会举办技能竞赛。")
    assert first.label == "技能竞赛"
    (second,) = read("近日,丰台区总工会举办技能竞赛.周明远说,“很好.”")
    assert names(second, "speaker") == {"周明远"}


def test_an_item_may_begin_with_a_number_and_a_date() -> None:
    body = "1．9月3日，丰台区总工会举办健步走。2．9月4日，大兴区总工会召开座谈会。"
    assert labels(body, "简讯") == ["健步走", "座谈会"]


def test_the_sections_of_one_story_are_no_items() -> None:
    body = (
        "●案情　王海涛送餐时受伤。●出手　丰台区总工会派出律师。●结果　9月19日，丰台区总工会召开协调会。"
        "●余音　王海涛送来一箱柑橘。"
    )
    assert labels(body, "骑手受伤以后") == ["协调会"]


def test_what_the_text_calls_the_event_counts() -> None:
    told = "8月17日，丰台区总工会的两辆卡车停在工地上。这是“送清凉”慰问行动今夏的第九站。"
    (event,) = read(told)
    assert (event.label, event.types) == ("“送清凉”慰问行动", ("visit",))
    assert names(event, "organizer") == {"丰台区总工会"}


def test_a_printed_speech_is_of_its_meeting() -> None:
    (event,) = read("同志们：今天很高兴。", "在丰台区劳动竞赛总结会上的发言")
    assert event.label == "丰台区劳动竞赛总结会"


def test_the_full_name_counts_where_a_later_sentence_has_the_last_word_of_it() -> None:
    body = "9月10日晚，第七届职工文化节在北京展览馆开幕。文化节由丰台区总工会主办，大兴区总工会承办。"
    (event,) = read(body, "文化节由丰台区总工会主办")
    assert event.label == "第七届职工文化节"
    assert names(event, "organizer") == {"丰台区总工会", "大兴区总工会"}


def test_a_verb_after_the_name_of_a_neighbourhood_is_no_part_of_an_office() -> None:
    assert labels("4月25日，丰台区总工会在方庄街道办集体生日会。") == ["集体生日会"]


def test_a_meeting_that_elects_is_held() -> None:
    (event,) = read("9月23日，丰台区总工会三届五次全委会补选李建华为主席。")
    assert (event.types, names(event, "attendee")) == (("meeting",), {"李建华"})


# -- types -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("label", "types"),
    [
        ("劳模宣讲报告会", ("lecture", "meeting")),
        ("教职工亲子主题活动", ("recreation",)),
        ("劳动竞赛启动会", ("ceremony", "meeting", "competition")),
        ("“工匠讲堂”", ("lecture", "training")),
        ("“爱心”行动", ("other",)),
    ],
)
def test_nouns_tell_the_types_the_last_first(label: str, types: tuple[str, ...]) -> None:
    assert types_of(label, event_words()) == types


def test_the_text_tells_the_type_where_the_name_does_not() -> None:
    (event,) = read("近日，丰台区总工会开展“我能行”活动。演练中，职工扑灭火源。演练结束后大家交流。")
    assert event.types == ("drill", "other")


# -- evidence --------------------------------------------------------------------------------------------------------


def test_every_fact_has_evidence_in_the_page() -> None:
    title = "丰台区举办职工技能竞赛"
    page = title + CONTEST
    (event,) = read(CONTEST, title)
    proofs = [*event.evidence, *(e for argument in event.arguments for e in argument.evidence)]
    assert event.date is not None
    for proof in [*proofs, *event.date.evidence]:
        assert 0 <= proof.span.start < proof.span.end <= len(page)
        assert proof.span.end - proof.span.start <= 300
        assert 0 < proof.confidence < 1
    (dated,) = event.date.evidence
    assert page[dated.span.start : dated.span.end] == "3月8日上午"


def test_a_long_sentence_is_quoted_around_its_verb() -> None:
    body = "近日，" + "为了职工的安全和健康，" * 40 + "丰台区总工会举办安全培训。"
    (event,) = read(body)
    (proof,) = event.evidence
    assert proof.span.end - proof.span.start <= 300
    assert "举办安全培训" in body[proof.span.start : proof.span.end]


def test_reading_twice_gives_the_same() -> None:
    given = read.__wrapped__
    assert given(CONTEST) == given(CONTEST)


# -- told without a verb of holding ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "label"),
    [
        ("4月26日，丰台区总工会一场热闹的师徒结对仪式，引来游客围观。", "师徒结对仪式"),
        ("5月9日，丰台区总工会在车间安排的一堂急救课让工友们大开眼界。", "急救课"),
        ("昨日，一场趣味运动会点燃了丰台区总工会的院子。", "趣味运动会"),
    ],
)
def test_an_event_is_told_as_a_scene(body: str, label: str) -> None:
    (event,) = read(body)
    assert event.label == label


@pytest.mark.parametrize(
    ("body", "label"),
    [
        ("5月12日，丰台区人民医院里坐满了人。这堂名为《倾听》的讲座由丰台区总工会举办。", "《倾听》的讲座"),
        ("9月18日晚，食堂里琵琶声响。这门课叫“弦歌”，由丰台区总工会与丰台区司法局合办。", "“弦歌”"),
        ("6月1日，丰台区总工会来到街头。这场题为“微光”的摄影展吸引了工友。", "“微光”的摄影展"),
    ],
)
def test_an_event_goes_by_what_it_is_called(body: str, label: str) -> None:
    assert label in [event.label for event in read(body)]


def test_the_headline_names_the_event_where_the_body_tells_a_deed_in_passing() -> None:
    body = "11月下旬，丰台下了冷雨。王伟今年6月随医疗队出征，家里只剩父母。丰台区总工会主席李建华敲开了门。"
    (event,) = read(body, "丰台区总工会慰问医疗队员家属")
    assert "慰问" in event.label
    assert names(event, "organizer") == {"丰台区总工会"}


def test_the_headline_is_about_the_first_of_two_reports() -> None:
    body = (
        "1月26日晚，北京市总工会主席李建华推门进来，给职工拜年。\n"
        "又讯 1月27日，丰台区总工会主席王伟到北京远山机械有限公司看望职工。"
    )
    assert len(read(body, "北京市总工会走访慰问电力职工")) == 2


@pytest.mark.parametrize(
    ("body", "label"),
    [
        ("5月6日，丰台区总工会组织三十名安全员开展了自救器佩戴比赛。", "自救器佩戴比赛"),
        ("5月6日，由丰台区总工会组织的矿井水害应急救援演练就此拉开序幕。", "矿井水害应急救援演练"),
    ],
)
def test_small_words_between_an_event_and_its_verb_are_no_part_of_its_name(body: str, label: str) -> None:
    assert labels(body) == [label]


def test_an_event_of_another_kind_later_that_day_is_one_of_its_own() -> None:
    body = (
        "5月6日上午，丰台区总工会召开职工代表大会。北京市总工会副主席周明远出席。\n"
        "当天下午，电焊工技能比武在北京远山机械有限公司开赛，钳工张志强夺得第一名。"
    )
    meeting, contest = read(body)
    assert meeting.types[0] == "meeting"
    assert contest.label == "电焊工技能比武"
    assert contest.date is not None
    assert contest.date.start == "--05-06"
    assert names(contest, "awardee") == {"张志强"}


def test_who_goes_elsewhere_later_that_day_is_no_host_of_the_main_event() -> None:
    body = (
        "5月6日上午，丰台区总工会召开职工代表大会。北京市总工会副主席周明远出席。\n"
        "下午，周明远一行来到丰台区税务局，就工会经费返还政策落实情况开展调研。"
    )
    _, visit = read(body)
    assert visit.label == "工会经费返还政策落实情况调研"
    assert names(visit, "organizer") == set()
    assert "丰台区税务局" in names(visit, "place")


def test_the_day_on_which_a_meeting_was_called_is_its_own() -> None:
    body = (
        "5月6日至7日，丰台区工会第四次代表大会在北京会堂召开。\n7日下午召开的区总工会四届一次全委会上，李建华当选主席。"
    )
    _, session = read(body)
    assert session.label.endswith("四届一次全委会")
    assert session.date is not None
    assert session.date.start == "--05-07"


def test_why_offices_change_hands_is_no_event() -> None:
    assert labels("因换届和工作需要，经丰台区总工会研究，李建华同志任权益保障部部长。") == []


def test_an_event_that_ends_the_text_ends_with_it() -> None:
    text = "近日，丰台区总工会举办技能竞赛"
    assert spans(text) == [(text.index("技能竞赛"), len(text))]

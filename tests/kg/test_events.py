"""Events: what is one, what it is called, who holds it and takes part, where and when; all over invented articles."""

from __future__ import annotations

from functools import cache

import pytest

from kg.event_labels import candidates, types_of
from kg.event_text import Part, items, mask, reader
from kg.event_words import event_words
from kg.events import find_events
from kg.lexicon import lexicon, rows
from kg.linking import link
from kg.mentions import scan_article
from kg.model import Article, Event, Flow, Span
from kg.posts import find_posts

TYPES = {
    *("meeting", "study", "lecture", "training", "competition", "visit"),
    *("tour", "ceremony", "recreation", "drill", "other"),
}
ROLES = {"chair", "judge", "awardee", "speaker", "attendee"}


def flow(text: str, start: int = 0) -> Flow:
    return Flow(text, tuple(range(start, start + len(text))))


def article(body: str, title: str | None = None, issued: str | None = None) -> Article:
    """An article of a page that is the title and the body."""
    head = flow(title) if title else None
    whole = (title or "") + body
    return Article(
        page="p.txt",
        span=Span(0, len(whole)),
        title=head,
        kicker=None,
        subtitle=None,
        body=flow(body, len(title or "")),
        credits=(),
        issued=issued,
    )


@cache
def read(body: str, title: str | None = None, issued: str | None = None) -> tuple[Event, ...]:
    tables = lexicon()
    given = article(body, title, issued)
    scans = scan_article(given, tables)
    linked = link(scans, tables)
    return find_events(given, scans, linked, find_posts(scans, linked, tables), tables)


def names(event: Event, role: str) -> set[str]:
    """The names in an event's arguments of a role; a key is a type and the name."""
    return {argument.entity.partition(":")[2] for argument in event.arguments if argument.role == role}


def labels(body: str, title: str | None = None) -> list[str]:
    return [event.label for event in read(body, title)]


CONTEST = (
    "3月8日上午，由丰台区总工会、丰台区人力资源和社会保障局主办，北京远山机械有限公司承办的丰台区职工技能竞赛"
    "在北京远山机械有限公司举行。北京市总工会副主席周明远出席并讲话，丰台区总工会主席李建华主持开幕式。"
    "比赛由高级技师王海涛担任评委，钳工张志强获得第一名。"
)


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
    ],
)
def test_plans_speeches_and_lives_are_no_events(body: str) -> None:
    assert read(body) == ()


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


def test_an_event_with_a_day_of_its_own_counts_by_itself_and_has_the_same_host() -> None:
    first, second = read("5月6日，丰台区总工会启动护士节系列活动。5月11日，主会场活动在北京展览馆举行。")
    assert [event.date and event.date.start for event in (first, second)] == ["--05-06", "--05-11"]
    assert names(second, "organizer") == {"丰台区总工会"}


def test_the_headline_counts_where_the_body_only_tells() -> None:
    body = "海拔三千米，风还很冷。丰台区总工会副主席周明远钻进宿舍，摸摸被褥。"
    (event,) = read(body, "丰台区总工会看望牧区教师")
    assert (event.label, event.types) == ("看望牧区教师", ("visit",))
    assert names(event, "organizer") == {"丰台区总工会"}


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
    assert items(scans[0], "工会简讯") == (Part(0, 8), Part(8, 16))
    assert items(scans[0], "工会举办竞赛") == (Part(0, 16),)


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


# -- arguments -------------------------------------------------------------------------------------------------------


def test_hosts_are_listed_before_the_verbs_of_hosting() -> None:
    (event,) = read(CONTEST)
    assert {"丰台区总工会", "丰台区人力资源和社会保障局", "北京远山机械有限公司"} == names(event, "organizer")


def test_the_subject_is_the_organizer_and_whom_it_works_with() -> None:
    (event,) = read("近日，丰台区总工会联合丰台区司法局举办法律讲座。")
    assert names(event, "organizer") == {"丰台区总工会", "丰台区司法局"}


def test_a_leader_on_a_visit_stands_for_the_body() -> None:
    (event,) = read("7月11日，丰台区总工会主席李建华带队来到北京远山机械有限公司，看望一线职工。")
    assert names(event, "organizer") == {"丰台区总工会"}
    assert names(event, "place") == {"北京远山机械有限公司"}
    assert "李建华" in names(event, "attendee")


def test_roles_follow_from_what_is_said_of_a_person() -> None:
    (event,) = read(CONTEST)
    assert names(event, "speaker") == {"周明远"}
    assert names(event, "chair") == {"李建华"}
    assert names(event, "judge") == {"王海涛"}
    assert names(event, "awardee") == {"张志强"}


def test_who_has_several_parts_has_the_most_special_one() -> None:
    (event,) = read("近日，丰台区总工会召开表彰大会。钳工张志强获得首都劳动奖章。张志强代表先进职工发言。")
    assert names(event, "awardee") == {"张志强"}
    assert names(event, "speaker") == set()


def test_the_district_is_the_venues_or_else_the_hosts() -> None:
    (venue,) = read("近日，北京市总工会在丰台区举办职工运动会。")
    (host,) = read("近日，丰台区总工会举办职工运动会。")
    assert names(venue, "district") == names(host, "district") == {"丰台区"}


# -- dates -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "issued", "value"),
    [
        ("11月14日上午，丰台区总工会召开工作会议。", None, "--11-14"),
        ("11月14日上午，丰台区总工会召开工作会议。", "2022-11-16", "2022-11-14"),
        ("3月16日，丰台区总工会举办2023年职工技能竞赛。", None, "2023-03-16"),
        ("近日，丰台区总工会举办2022年度工会干部培训。", None, "2022"),
        ("5月20日，广场上挤满了人。丰台区总工会在这里举办集体婚礼。", None, "--05-20"),
    ],
)
def test_the_date_is_the_one_beside_the_event(body: str, issued: str | None, value: str) -> None:
    (event,) = read(body, None, issued)
    assert event.date is not None
    assert (event.date.start, event.date.end) == (value, None)


def test_lately_is_no_date() -> None:
    (event,) = read("近日，丰台区总工会举办职工运动会。5月1日前后职工都有空。")
    assert event.date is None


def test_a_range_has_a_start_and_an_end() -> None:
    (event,) = read("9月26日至10月8日，丰台区总工会举办书画展。")
    assert event.date is not None
    assert (event.date.text, event.date.start, event.date.end) == ("9月26日至10月8日", "--09-26", "--10-08")


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


# -- tables ----------------------------------------------------------------------------------------------------------


def stated(text: str) -> list[tuple[str, str]]:
    """Form and label of the candidates in a text."""
    tables = lexicon()
    scans = scan_article(article(text), tables)
    body = reader(scans[0], link(scans, tables))
    return [(c.form, c.label) for c in candidates(body, Part(0, len(text)), event_words())]


@pytest.mark.parametrize(("noun", "types", "example"), list(rows("event_nouns", 3)))
def test_every_event_noun_types_its_example(noun: str, types: str, example: str) -> None:
    assert set(types.split()) <= TYPES
    assert noun in example
    expected = [name for name in types.split() if name != "other"]
    assert set(expected) <= set(types_of(example, event_words())) or not expected


@pytest.mark.parametrize(("verb", "voice", "types", "example"), list(rows("event_verbs", 4)))
def test_every_holding_verb_finds_the_event_of_its_example(verb: str, voice: str, types: str, example: str) -> None:
    assert set(types.split()) <= TYPES
    assert verb in example
    forms = {form for form, _ in stated(example)}
    wanted = {"active": {"active"}, "passive": {"passive"}, "both": {"active", "passive"}}[voice]
    assert forms & wanted


@pytest.mark.parametrize(("verb", "types", "example"), list(rows("event_deeds", 3)))
def test_every_deed_is_the_event_of_its_example(verb: str, types: str, example: str) -> None:
    assert set(types.split()) <= TYPES
    assert [label.startswith(verb) for form, label in stated(example) if form == "deed"] == [True]


@pytest.mark.parametrize(("role", "word", "example"), list(rows("event_roles", 3)))
def test_every_role_word_stands_in_its_example(role: str, word: str, example: str) -> None:
    assert role in ROLES
    found = {event_words().roles[match.group()] for match in event_words().role.finditer(example)}
    assert word in example
    assert role in found


@pytest.mark.parametrize(("kind", "word", "example"), list(rows("event_cues", 3)))
def test_every_cue_stands_in_its_example(kind: str, word: str, example: str) -> None:
    assert word in event_words().cues[kind]
    assert word in example


# -- text ------------------------------------------------------------------------------------------------------------


def test_quotes_and_brackets_are_masked_and_a_lone_mark_is_not() -> None:
    assert mask("甲“乙，丙”（丁）戊") == "甲“□□□”（□）戊"
    assert mask("甲“乙，丙") == "甲“乙，丙"

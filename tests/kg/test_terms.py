"""When posts were held: the dates that the text sets right before the verb that tells of a post, and no others."""

from __future__ import annotations

import pytest

from kg.lexicon import lexicon
from kg.model import Literal, Page
from kg.pipeline import build_graph
from kg.posts import find_posts
from kg.settings import BuildSettings
from kg.terms import agreed
from kg.vocabulary import XSD, ukg
from tests.kg.sentences import read, terms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "周明远，男，1970年5月生，2015年3月任昆山市总工会副主席，2019年起担任远山机械有限公司总经理。",
            {("副主席", "2015-03", None), ("总经理", "2019", None)},
        ),
        ("周明远2008年至2016年任昆山市总工会主席。", {("主席", "2008", "2016")}),
        ("周明远1970年生，2008—2016年任昆山市总工会主席。", {("主席", "2008", "2016")}),
        (
            "周明远1970年生，2011年3月至2015年8月任远山机械有限公司厂长，2015年9月至今担任董事长。",
            {("厂长", "2011-03", "2015-08"), ("董事长", "2015-09", None)},
        ),
        ("2003年，周明远当选昆山市总工会主席。", {("主席", "2003", None)}),
        ("1988年，周明远进入远山机械有限公司工作。", {(None, "1988", None)}),
        ("周明远今年63岁，2019年被昆山市总工会聘为专职调解员。", {("专职调解员", "2019", None)}),
        ("二〇一五年三月八日，周明远当选昆山市总工会主席。", {("主席", "2015-03-08", None)}),
    ],
)
def test_the_date_before_a_verb_says_since_when_and_until_when(
    text: str, expected: set[tuple[str | None, str | None, str | None]]
) -> None:
    assert terms(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "3月5日，周明远当选昆山市总工会主席。",
        "周明远2015年获青年岗位能手称号，现任昆山市总工会主席。",
        "周明远1970年生，2015年以前担任昆山市总工会主席。",
        "周明远，1970年生，曾任昆山市总工会主席。",
        "周明远，1970年5月出生，担任昆山市总工会主席。",
        "2022年1月，昆山市总工会召开大会。周明远担任昆山市总工会主席。",
    ],
)
def test_a_date_that_is_not_the_posts_dates_no_post(text: str) -> None:
    assert terms(text) == {("主席", None, None)}


def test_a_person_whose_post_changed_is_one_person_with_dated_posts() -> None:
    text = "周明远，男，1970年生，2008年至2016年任昆山市总工会副主席，2016年起担任昆山市总工会主席。"
    scans, linked = read(text)
    found = find_posts(scans, linked, lexicon())
    assert len({post.person for post in found}) == 1
    assert {(post.title, post.since, post.until) for post in found} == {
        ("副主席", "2008", "2016"),
        ("主席", "2016", None),
    }
    body = scans[-1]
    for post in found:
        (proof,) = post.dated
        assert str(post.since) in text[proof.span.start - body.flow.offsets[0] : proof.span.end - body.flow.offsets[0]]


def test_the_most_precise_date_counts_where_all_agree_and_none_where_they_differ() -> None:
    assert agreed(["2015", None, "2015-03"]) == "2015-03"
    assert agreed(["2015", "2016"]) is None
    assert agreed([None]) is None


def test_the_graph_states_the_dates_of_a_post_with_their_evidence() -> None:
    text = "# 周明远的故事\n\n本报讯（记者 马明）周明远，男，1970年生，2008年3月至2016年任昆山市总工会副主席。\n"
    graph = build_graph([Page("page.txt", text)], BuildSettings())
    since = [s for s in graph.statements if s.property == ukg("since")]
    until = [s for s in graph.statements if s.property == ukg("until")]
    assert [s.value for s in since] == [Literal("2008-03", XSD + "gYearMonth")]
    assert [s.value for s in until] == [Literal("2016", XSD + "gYear")]
    (proof,) = since[0].evidence
    assert text[proof.span.start : proof.span.end] == "2008年3月至2016年任昆山市总工会副主席"

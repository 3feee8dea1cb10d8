"""Date expressions: what they say, what the issue's date adds, and that no value is ever a day no calendar has."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.dates import complete, find_bare_days, find_dates, next_day, number

ISSUED = "2022-11-16"


def values(text: str, issued: str | None = None, stated: int | None = None) -> list[tuple[str, str | None] | None]:
    return [complete(found, issued, stated) for found in find_dates(text)]


@pytest.mark.parametrize(
    ("text", "written", "start", "end"),
    [
        ("11月14日上午，市总工会召开会议", "11月14日上午", "--11-14", None),
        ("3月5日至7日举办培训", "3月5日至7日", "--03-05", "--03-07"),
        ("3月5至7日举办培训", "3月5至7日", "--03-05", "--03-07"),
        ("2024年3月12日—15日", "2024年3月12日—15日", "2024-03-12", "2024-03-15"),
        ("九月二十八日至十月七日放映", "九月二十八日至十月七日", "--09-28", "--10-07"),
        ("2023年5月", "2023年5月", "2023-05", None),
        ("今年元月起", "今年元月", "--01", None),
        ("5月下旬", "5月下旬", "--05", None),
        ("4月底开班", "4月底", "--04", None),
        ("２０２１年１１月２６日，代表大会闭幕", "２０２１年１１月２６日", "2021-11-26", None),
        ("一九九六年十月", "一九九六年十月", "1996-10", None),
        ("二〇〇八年", "二〇〇八年", "2008", None),
        ("2022年度培训", "2022年度", "2022", None),
        ("4月2日晚八点半，议事开始", "4月2日晚八点半", "--04-02", None),
        ("去年5月", "去年5月", "--05", None),
    ],
)
def test_a_date_is_as_precise_as_it_is_written(text: str, written: str, start: str, end: str | None) -> None:
    (found,) = find_dates(text)
    assert found.text == written == text[found.start : found.end]
    assert complete(found) == (start, end)


@pytest.mark.parametrize(
    "text", ["近日，工会慰问职工", "日前", "“五一”前夕", "13月3", "三个月", "提高5.5%", "12351热线"]
)
def test_what_names_no_date_has_none(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize("text", ["2月30日", "2023年2月29日", "13月3日", "4月31日", "十十月", "1000年", "4月0日"])
def test_what_no_calendar_has_is_no_date(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("11月14日", "2022-11-14", None),
        ("12月5日", "2022-12-05", None),
        ("12月28日", "2021-12-28", None),
        ("12月29日至1月3日", "2021-12-29", "2022-01-03"),
        ("今年3月", "2022-03", None),
        ("去年5月", "2021-05", None),
        ("2019年5月", "2019-05", None),
    ],
)
def test_the_issue_gives_the_year(text: str, start: str, end: str | None) -> None:
    assert values(text, ISSUED) == [(start, end)]


def test_a_year_stated_elsewhere_helps_where_the_issue_is_unknown() -> None:
    assert values("4月27日", None, 2024) == [("2024-04-27", None)]
    assert values("去年4月27日", None, 2024) == [("--04-27", None)], "of 去年 it tells nothing"


def test_a_year_alone_without_a_number_needs_the_issue() -> None:
    assert values("今年") == [None]
    assert values("今年", ISSUED) == [("2022", None)]


def test_a_leap_day_keeps_no_year_that_has_none() -> None:
    assert values("2月29日", "2023-03-02") == [("--02-29", None)]
    assert values("2月29日", "2024-03-02") == [("2024-02-29", None)]


def test_a_range_that_runs_backwards_keeps_its_start() -> None:
    assert values("2023年5月9日至3日") == [("2023-05-09", None)]


@pytest.mark.parametrize(("digits", "value"), [("十", 10), ("二十八", 28), ("三十", 30), ("１２", 12), ("7", 7)])
def test_numbers_in_all_digits(digits: str, value: int) -> None:
    assert number(digits) == value


@pytest.mark.parametrize(
    ("text", "issued", "values"),
    [
        ("7月20日启程。21日上午，座谈会举行", None, ["--07-21"]),
        ("21日上午，座谈会举行", None, []),
        ("21日上午，座谈会举行", "2022-07-23", ["2022-07-21"]),
        ("28日上午，座谈会举行", "2023-01-03", ["2022-12-28"]),
        ("7月1日起历时30日完成", None, []),
        ("7月20日至23日上午", None, []),
    ],
)
def test_a_day_alone_takes_the_month_before_it_or_the_issues(text: str, issued: str | None, values: list[str]) -> None:
    found = [complete(day, issued) for day in find_bare_days(text, issued)]
    assert [value[0] for value in found if value] == values


_PIECES = st.sampled_from(list("0123456789０９〇零一二三十年月日号至到—-今去前本上中下旬初底晚点半时分，。工会"))


@given(st.lists(_PIECES, max_size=24).map("".join), st.none() | st.dates(date(1990, 1, 1), date(2035, 1, 1)))
def test_no_text_makes_an_invalid_date(text: str, issue: date | None) -> None:
    for found in find_dates(text):
        assert text[found.start : found.end] == found.text
        completed = complete(found, issue.isoformat() if issue else None)
        for value in completed or ():
            if value is None:
                continue
            # In 2000 February has 29 days, as in a year that is not known.
            year, *rest = value.replace("--", "2000-", 1).split("-") if value.startswith("--") else value.split("-")
            month, day = [*map(int, rest), 1, 1][:2]
            date(int(year), month, day)


def test_the_next_day_may_be_in_the_next_month_or_year() -> None:
    assert next_day("2023-02-28") == "2023-03-01"
    assert next_day("--12-31") == "--01-01"

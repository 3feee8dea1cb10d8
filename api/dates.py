"""Dates of the graph as readers write them; no more precise than the graph states them.

A period is its first and its last date with a slash between them, two dots in place of the one that is not stated, as
ISO 8601-2 has it: `2008-03/2016`, `2019/..`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

# Form → how Chinese and English say it.
_FORMS: tuple[tuple[re.Pattern[str], str, str], ...] = tuple(
    (re.compile(form), chinese, english)
    for form, chinese, english in (
        (r"(?P<year>-?\d{4,})-(?P<month>\d\d)-(?P<day>\d\d)\Z", "{0}年{1}月{2}日", "{day} {month} {year}"),
        (r"(?P<year>-?\d{4,})-(?P<month>\d\d)\Z", "{0}年{1}月", "{month} {year}"),
        (r"(?P<year>-?\d{4,})\Z", "{0}年", "{year}"),
        (r"--(?P<month>\d\d)-(?P<day>\d\d)\Z", "{0}月{1}日", "{day} {month}"),
        (r"--(?P<month>\d\d)\Z", "{0}月", "{month}"),
    )
)
_OPEN = ".."
_MONTHS = "January February March April May June July August September October November December".split()


def in_words(value: str) -> str:
    """`2022-11-14` → 2022年11月14日, `--11` → 11月, `2008/2016` → 2008年至2016年; what is no date stays as it is."""
    start, slash, end = value.partition("/")
    if slash:
        if end == _OPEN:
            return f"{in_words(start)}起"
        return f"{'' if start == _OPEN else in_words(start)}至{in_words(end)}"
    for pattern, words, _ in _FORMS:
        match = pattern.match(value)
        if match:
            return words.format(*(int(part) for part in match.groups()))
    return value


def in_english(value: str) -> str:
    """`2022-11-14` → 14 November 2022, `--11` → November, `2008/2016` → 2008 to 2016."""
    start, slash, end = value.partition("/")
    if slash:
        if end == _OPEN:
            return f"since {in_english(start)}"
        return f"until {in_english(end)}" if start == _OPEN else f"{in_english(start)} to {in_english(end)}"
    for pattern, _, order in _FORMS:
        match = pattern.match(value)
        if match:
            parts = match.groupdict()
            month = parts.get("month", "")
            if month and not 1 <= int(month) <= len(_MONTHS):
                return value
            told = {"month": _MONTHS[int(month) - 1]} if month else {}
            return order.format(**{**{name: int(part) for name, part in parts.items()}, **told})
    return value


def period(start: str, end: str | None) -> str:
    """One date, or two as a period."""
    return f"{start}/{end}" if end else start


def term(since: Iterable[str], until: Iterable[str]) -> str:
    """A post's term as a period, empty where none is stated: of several dates the most precise, of those the first."""
    start, end = (min(dates, key=lambda date: (-len(date), date), default="") for dates in (since, until))
    return f"{start or _OPEN}/{end or _OPEN}" if start or end else ""


def sort_key(stated: str, issued: str) -> tuple[int, str]:
    """The place of an event in a timeline, oldest first; where no year is stated the article's date of issue stands in.

    What has neither comes last, by month and day.
    """
    if re.match(r"\d{4}", stated):
        return (0, stated)
    if issued:
        return (0, issued)
    return (1, stated) if stated else (2, "")

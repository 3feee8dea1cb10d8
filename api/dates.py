"""Dates of the graph as Chinese readers write them; no more precise than the graph states them."""

from __future__ import annotations

import re
from collections.abc import Iterable

_FORMS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(-?\d{4,})-(\d\d)-(\d\d)\Z"), "{0}年{1}月{2}日"),
    (re.compile(r"(-?\d{4,})-(\d\d)\Z"), "{0}年{1}月"),
    (re.compile(r"(-?\d{4,})\Z"), "{0}年"),
    (re.compile(r"--(\d\d)-(\d\d)\Z"), "{0}月{1}日"),
    (re.compile(r"--(\d\d)\Z"), "{0}月"),
)


def in_words(value: str) -> str:
    """`2022-11-14` → 2022年11月14日, `--11` → 11月; what is no date stays as it is."""
    for pattern, words in _FORMS:
        match = pattern.match(value)
        if match:
            return words.format(*(int(part) for part in match.groups()))
    return value


def period(start: str, end: str | None) -> str:
    """One date, or two with a dash between them."""
    return f"{in_words(start)}至{in_words(end)}" if end else in_words(start)


def term(since: Iterable[str], until: Iterable[str]) -> str:
    """A post's term in words, empty where none is stated: of several dates the most precise, of those the first."""
    start, end = (min(dates, key=lambda date: (-len(date), date), default="") for dates in (since, until))
    if start and end:
        return period(start, end)
    return f"{in_words(start)}起" if start else f"至{in_words(end)}" if end else ""


def sort_key(stated: str, issued: str) -> tuple[int, str]:
    """The place of an event in a timeline, oldest first; where no year is stated the article's date of issue stands in.

    What has neither comes last, by month and day.
    """
    if re.match(r"\d{4}", stated):
        return (0, stated)
    if issued:
        return (0, issued)
    return (1, stated) if stated else (2, "")

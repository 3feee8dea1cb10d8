"""Date expressions of Chinese newspapers, as precise as they are written, and their ISO 8601 values.

A value is 2022-11-14, 2022-11, 2022, --11-14 or --11; an expression that names no day, month or year (近日, 日前)
has none. Nothing here knows of pages or events.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

# A newspaper reports what has happened: a day later than this after the issue belongs to the year before.
_LOOKS_AHEAD = timedelta(days=31)
# Four digits before 年 are a year of the workers' movement or none (1000年 is a span of time).
_YEARS = range(1840, 2100)
# In a year that is not known, February may have 29 days.
_LEAP_YEAR = 2000

_DIGITS = "0-9０-９"
_NUMERALS = "〇○零一二三四五六七八九十"
_NUMBER = rf"(?:[{_DIGITS}]{{1,2}}|[{_NUMERALS}]{{1,3}})"
_YEAR = rf"(?:(?P<year#>[{_DIGITS}]{{4}}|[〇○零一二三四五六七八九]{{4}}|今|去|前|本|当)年度?)"
_MONTH = rf"(?P<month#>{_NUMBER}|元)月"
_PART_OF_MONTH = r"(?:份|初|底|末|上旬|中旬|下旬)"
_PART_OF_DAY = (
    rf"(?:(?:上午|下午|中午|晚上|晚间|凌晨|清晨|早上|早晨|傍晚|夜里|深夜|午间|晚|夜)?"
    rf"(?:{_NUMBER}(?:时|点)(?:半|{_NUMBER}分)?)?)"
)


def _pattern() -> re.Pattern[str]:
    def named(part: str, index: int) -> str:
        return part.replace("#", str(index))

    first = (
        rf"{named(_YEAR, 1)}?[ \u3000]*{named(_MONTH, 1)}"
        rf"(?:(?P<day1>{_NUMBER})(?P<mark1>[日号])?|{_PART_OF_MONTH})?"
    )
    days = (
        rf"(?P<to>[至到—－–~～、和-]+(?:{named(_YEAR, 2)}?{named(_MONTH, 2)})?"
        rf"(?P<day2>{_NUMBER})(?P<mark2>[日号]))"
    )
    months = rf"(?P<tomonth>[至到—－–~～-]+{named(_YEAR, 3)}?{named(_MONTH, 3)})"
    return re.compile(rf"{first}(?:{days}|{months})?(?P<time>{_PART_OF_DAY})|{named(_YEAR, 4)}")


_DATE = _pattern()
# 21日上午: a day of the month that was named last. Without a part of the day, 3日 may count days.
_BARE_DAY = re.compile(
    rf"(?<![{_DIGITS}{_NUMERALS}月年至到—－–~～第-])(?P<day>{_NUMBER})日(?:上午|下午|中午|晚上|晚间|凌晨|清晨|早上|清早|傍晚|晚|(?=，|在))"
)
# 今天上午, 昨日: days before the one on which the report was written.
_DAY_BEFORE = re.compile(
    r"(?P<day>今天|今日|今晨|今早|今晚|昨天|昨日|昨晚|前天)(?:上午|下午|中午|晚上|凌晨|清晨|早上|傍晚)?(?!的(?!一))"
)
_RELATIVE = {"今": 0, "本": 0, "去": -1, "前": -2}
_VALUE_OF = {numeral: value for value, numeral in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}


@dataclass(frozen=True, slots=True)
class Day:
    """A date as far as it is known; `relative` counts years from the issue's (去年: -1) where the year is not named."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    relative: int | None = None

    def value(self) -> str | None:
        """The lexical value; None where neither a year nor a month is known."""
        if self.month is None:
            return f"{self.year:04d}" if self.year is not None else None
        head = f"{self.year:04d}-" if self.year is not None else "--"
        return f"{head}{self.month:02d}" + (f"-{self.day:02d}" if self.day is not None else "")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date expression at offsets of a text; `last` is the end of a range."""

    start: int
    end: int
    text: str
    first: Day
    last: Day | None = None


def number(digits: str) -> int:
    """The value of a number below a hundred in any of the digits, or of a year written digit by digit."""
    if digits[0] in _VALUE_OF or digits[0] == "十":
        if "十" in digits:
            tens, _, ones = digits.partition("十")
            return (_VALUE_OF[tens] if tens else 1) * 10 + (_VALUE_OF[ones] if ones else 0)
        return int("".join(str(_VALUE_OF[numeral]) for numeral in digits))
    return int(digits)


def find_dates(text: str) -> Iterator[FoundDate]:
    """The date expressions of a text, in their order; what is no date of the calendar (13月, 2月31日) is left out."""
    for match in _DATE.finditer(text) if "月" in text or "年" in text else ():
        found = _read(match)
        if found is not None:
            yield found


def find_days_before(text: str, written: Day) -> Iterator[FoundDate]:
    """The days of a text that count from the one on which it was written (今天, 昨日)."""
    if written.month is None or written.day is None:
        return
    at = date(written.year or _LEAP_YEAR, written.month, written.day)
    for match in _DAY_BEFORE.finditer(text):
        day = at - timedelta(days="今昨前".index(match["day"][0]))
        found = Day(written.year and day.year, day.month, day.day)
        yield FoundDate(match.start(), match.end(), match.group(), found)


def find_bare_days(text: str, issued: str | None = None, month: Day | None = None) -> Iterator[FoundDate]:
    """The days of a text that name no month (21日上午): that of the date before them, or else the `month` given, or
    the last one that ended or began before the ISO day of issue.
    """
    found = {date.start: date for date in find_dates(text) if date.first.month is not None}
    bare = {match.start(): match for match in _BARE_DAY.finditer(text)}
    for position in sorted(found.keys() | bare.keys()):
        if position in found:
            month = found[position].last or found[position].first
            continue
        number_of_day = _number(bare[position]["day"])
        day = replace(month, day=number_of_day) if month is not None else _before_issue(number_of_day, issued)
        if day is not None and _is_valid(day):
            yield FoundDate(position, bare[position].end(), bare[position].group(), day)


def _before_issue(day: int | None, issued: str | None) -> Day | None:
    if issued is None or day is None:
        return None
    issue = date.fromisoformat(issued)
    this_month = day <= issue.day
    return Day(month=issue.month if this_month else (issue.month - 2) % 12 + 1, day=day)


def next_day(value: str) -> str:
    """The day after a lexical value of a day, which may have no year (--11-30)."""
    known = not value.startswith("--")
    at = date.fromisoformat(value if known else f"{_LEAP_YEAR}-{value[2:]}") + timedelta(days=1)
    return at.isoformat() if known else f"--{at:%m-%d}"


def _read(match: re.Match[str]) -> FoundDate | None:
    year, relative = _year(match, "year1" if match["month1"] else "year4")
    if match["month1"] is None:
        if year is None and relative is None:
            return None
        only = Day(year=year, relative=relative)
        return FoundDate(match.start(), match.end(), match.group(), only) if _is_valid(only) else None
    first = Day(year, _number(match["month1"]), _number(match["day1"]), relative)
    # 11月14 alone is a number or a price; with a range (3月5至7日) the second day carries the mark for both.
    if match["day1"] and not match["mark1"] and not match["to"]:
        return None
    last = None
    if match["to"]:
        last = replace(first, day=_number(match["day2"]))
        if match["month2"]:
            last = replace(last, month=_number(match["month2"]))
        last = _with_year(last, match, "year2")
        if first.day is None:
            return None
        # 3月5、6日 and 3月5日和6日 are two days in a row; others are not one event's.
        if match["to"][0] in "、和" and (match["month2"] or last.day != first.day + 1):
            last = None
    elif match["tomonth"]:
        last = _with_year(replace(first, month=_number(match["month3"]), day=None), match, "year3")
    if not _is_valid(first) or (last is not None and not _is_valid(last)):
        return None
    return FoundDate(match.start(), match.end(), match.group(), first, last)


def _with_year(day: Day, match: re.Match[str], group: str) -> Day:
    if not match[group]:
        return day
    year, relative = _year(match, group)
    return replace(day, year=year, relative=relative)


def _year(match: re.Match[str], group: str) -> tuple[int | None, int | None]:
    written = match[group]
    if not written or written in _RELATIVE or written == "当":
        return None, _RELATIVE.get(written or "")
    return number(written), None


def _number(digits: str | None) -> int | None:
    """The value of a number, or of 元 in 元月; 0 where the numerals make none (十十), which no calendar knows."""
    if digits is None:
        return None
    if digits == "元":
        return 1
    try:
        return number(digits)
    except (KeyError, ValueError):
        return 0


def _is_valid(day: Day) -> bool:
    if day.year is not None and day.year not in _YEARS:
        return False
    if day.month is None:
        return True
    if not 1 <= day.month <= 12:
        return False
    year = day.year or _LEAP_YEAR
    return day.day is None or 1 <= day.day <= monthrange(year, day.month)[1]


def complete(found: FoundDate, issued: str | None = None, stated: int | None = None) -> tuple[str, str | None] | None:
    """The values of the start and the end (None where there is one date only); None where the text has no value.

    `issued` is the ISO day of issue, which gives a missing year; without it the year `stated` elsewhere does.
    """
    first = _with_known_year(found.first, issued, stated)
    start = first.value()
    if start is None:
        return None
    if found.last is None:
        return start, None
    last = found.last
    if last.year is None and first.year is not None:
        later = last.month is not None and first.month is not None and last.month < first.month
        last = replace(last, year=first.year + later)
    if not _is_valid(last) or not _in_order(first, last):
        return start, None
    return start, last.value()


def _in_order(first: Day, last: Day) -> bool:
    """Whether the end comes after the start; without a year a range may run over New Year."""
    if first.year is None or last.year is None:
        return (first.month, first.day) != (last.month, last.day)
    return (first.year, first.month or 0, first.day or 0) < (last.year, last.month or 0, last.day or 0)


def _with_known_year(day: Day, issued: str | None, stated: int | None) -> Day:
    if day.year is not None:
        return day
    year = _year_by_issue(day, date.fromisoformat(issued)) if issued else stated if day.relative in (None, 0) else None
    if year is None:
        return day
    known = replace(day, year=year, relative=None)
    return known if _is_valid(known) else day


def _year_by_issue(day: Day, issue: date) -> int | None:
    if day.relative is not None:
        return issue.year + day.relative
    if day.month is None:
        return None
    year = issue.year
    try:
        written = date(year, day.month, day.day or 1)
    except ValueError:
        return year
    return year - 1 if written - issue > _LOOKS_AHEAD else year

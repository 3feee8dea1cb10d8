"""Since when and until when a post was held: the date right before the verb that tells of it (2015年3月起|担任…)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kg.dates import complete, find_dates

# A date stands so near before its verb, with a comma or the person's name between them at most.
_REACH = 48
_LONGEST_GAP = 16
_GAP = re.compile(
    rf"(?:起|后|以来|开始|初|底|春|夏|秋|冬|春天|夏天|秋天|冬天)?[，,]?[^，。；：、！？“”（）]{{0,{_LONGEST_GAP}}}$"
)
_UNTIL_NOW = re.compile(r"至今[，,]?[^，。；：、！？“”（）]{0,4}$")
# Between date and verb these begin something else: 1970年生的他, 2001年毕业后.
_ELSE = re.compile(r"生|毕业|获|退|离|入党|入团|前|之后|以前|同时|期间|年级|岁")
# Verbs that tell of somebody's state then, or of several posts together: no date begins with them.
_NO_START = re.compile(r"曾|历|先后|时任|原|现|还|仍|此前|退休|来自|于$|兼着|为他")
_TO = re.compile(r"[至到—－–~～-]+$")
_FIRST_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})[至到—－–~～-]+$")
_WHOLE = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")


@dataclass(frozen=True, slots=True, order=True)
class Term:
    """When a post was held, as lexical forms of dates (2015, 2015-03), and where in the flow dates and verb begin."""

    start: int
    verb: int
    since: str | None
    until: str | None


def term_before(text: str, sentence: int, verb: int, word: str) -> Term | None:
    """The dates right before the verb `word` at an offset; None where none plainly belongs to it."""
    begin = max(sentence, verb - _REACH)
    if text.find("年", begin, verb) < 0 or _NO_START.search(word):
        return None
    window = text[begin:verb]
    dates = [date for date in find_dates(window) if date.first.year is not None]
    if not dates:
        return None
    last = dates[-1]
    gap = window[last.end :]
    since, until = complete(last) or (None, None)
    if since is None:
        return None
    if _UNTIL_NOW.match(gap):
        return _term(begin + last.start, verb, since, None)
    if _GAP.match(gap) is None or _ELSE.search(gap):
        return None
    before = window[: last.start]
    if _TO.search(before) is None:
        return _term(begin + last.start, verb, since, until)
    if until is not None:
        return None
    earlier = dates[-2] if len(dates) > 1 and _TO.fullmatch(window, dates[-2].end, last.start) else None
    if earlier is not None and (first := complete(earlier)) and first[1] is None:
        return _term(begin + earlier.start, verb, first[0], since)
    year = _FIRST_YEAR.search(before)  # 2008—2016年
    return _term(begin + year.start(), verb, year[1], since) if year else None


def _term(start: int, verb: int, since: str, until: str | None) -> Term | None:
    """The term, if its dates have years and stand in their order."""
    if not _WHOLE.fullmatch(since) or (until is not None and not (_WHOLE.fullmatch(until) and since <= until)):
        return None
    return Term(start, verb, since, until)


def agreed(dates: Iterable[str | None]) -> str | None:
    """The most precise of the dates if all say the same (2015, 2015-03); None where they differ."""
    stated = sorted({date for date in dates if date is not None}, key=len)
    return stated[-1] if stated and all(stated[-1].startswith(date) for date in stated) else None

"""Lists among a page's lines: what only the lines around one tell, and where an entry ends."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from kg.bylines import parse_credit
from kg.lexicon import Lexicon
from kg.lines import Kind, Line, says
from kg.names import name_model
from kg.text import normalized

# So many lines in a row, each a unit's name, are a list; two or three may be a headline.
_SHORTEST_RUN = 3
# In a page without blank lines so many lines under a headline that name units are none of them headlines.
_SHORTEST_SURE_RUN = 5

# A name alone under a headline, and how much better it must be than no name (natural logarithm).
_LONGEST_WRITER = 3
_SURE_NAME = 6.0

# 王　磊（女）　某公司班长; 某公司班长 王磊; 撇缆：王磊 某公司
_HAN = r"[\u4e00-\u9fff]"
_LISTED_NAME = (
    rf"(?P<name>{_HAN}{{2,4}}|{_HAN}[ \u3000]{{1,2}}{_HAN}|{_HAN}{{1,6}}·{_HAN}{{1,8}})"
    r"[ \u3000]*(?:（[^（）]{1,12}）)?"
)
_NUMBER = r"(?:[0-9]{1,3}[.、． ]?[ \u3000]*)?"
_NAME_FIRST = re.compile(
    rf"{_NUMBER}(?:[^，。：]{{2,12}}：[ \u3000]*)?{_LISTED_NAME}(?:[ \t\u3000]+|(?<=）))[^，。]{{3,}}"
)
_NAME_LAST = re.compile(rf"{_NUMBER}[^，。]{{4,}}[ \t\u3000]+{_LISTED_NAME}")

# What marks the items of a roundup, each with the same mark.
_MARK = re.compile(r"[•·●■◆▲★◎○▶➤☆※□◇△▼]")
# What may begin an entry of a list.
_BULLET = re.compile(
    r"[•·*●■◆▲★◎○▶➤☆※|][ \t\u3000]*|-[ \t\u3000]"
    r"|[0-9]{1,2}[.．、](?![0-9])|[（(][一二三四五六七八九十0-9]{1,2}[）)]"
)


def with_lists(lines: Sequence[Line], lexicon: Lexicon) -> list[Line]:
    """The lines with what their neighbours tell of them: contents of a bulletin, entries of a list, salutations."""
    entries = [_may_be_entry(line, lexicon) for line in lines]
    close = [not line.apart for line in lines] if any(not line.apart for line in lines[1:]) else [True] * len(lines)
    listed = _entries(entries, close) | _units(lines, close)
    if any(line.level for line in lines):
        listed |= _labels(lines, listed)
    told: list[Line] = []
    contents = False
    for number, line in enumerate(lines):
        titled = number > 0 and says("contents", lines[number - 1].text)
        contents = says("contents", line.text) or (contents and not line.far and (titled or not line.apart))
        following = lines[number + 1] if number + 1 < len(lines) else None
        if contents:
            line = replace(line, kind=Kind.FURNITURE)
        elif number in listed:
            line = replace(line, kind=Kind.BODY, item=True)
        elif (
            line.kind is Kind.HEADLINE
            and line.text.endswith("：")
            and any(known.kind is Kind.HEADLINE for known in told[-2:])
            and following is not None
            and (following.kind is Kind.BODY or number + 1 in listed)
        ):
            line = replace(line, kind=Kind.BODY)  # 某车站职工： under the title of a letter
        elif (
            line.kind is Kind.HEADLINE
            and told
            and told[-1].kind is Kind.HEADLINE
            and following is not None
            and following.kind is Kind.BODY
        ):
            line = _signed(line, lexicon)
        told.append(line)
    return told


def _signed(line: Line, lexicon: Lexicon) -> Line:
    """The line under a headline as a byline, where it is nothing but somebody's name (王　平)."""
    name = re.sub(r"[ \t\u3000]", "", line.text)
    if (
        says("notice", line.text)
        or line.level
        or not 2 <= len(name) <= _LONGEST_WRITER
        or name[0] not in lexicon.surnames
    ):
        return line
    model = name_model(lexicon)
    sure = model.name(name)
    if sure is None or (name == line.text and sure - model.words(name) < _SURE_NAME):
        return line
    flow = normalized(line.flow)
    start = flow.text.index(line.text)
    credits = parse_credit(flow, start, start + len(line.text), lexicon, "byline-line")
    return replace(line, kind=Kind.CREDIT, credits=credits) if credits else line


def begins_entry(line: Line) -> bool:
    """Whether a line begins with a bullet, a number or the label of a list."""
    return line.item or _BULLET.match(line.text) is not None or says("prize", line.text)


def are_items(first: Line, line: Line) -> bool:
    """Whether two lines are items of one roundup, by the same mark before each."""
    mark = _MARK.match(first.text)
    return mark is not None and line.text.startswith(mark.group())


def _may_be_entry(line: Line, lexicon: Lexicon) -> bool:
    """Whether a line may be an entry of a list: a name beside its unit, or a row of a table."""
    if line.kind not in (Kind.HEADLINE, Kind.BODY) or line.level:
        return False
    if line.text.count("\t") > 1:
        return True
    for match in (_NAME_FIRST.fullmatch(line.text), _NAME_LAST.fullmatch(line.text)):
        if match and (match["name"][0] in lexicon.surnames or match["name"][:2] in lexicon.surnames):
            return True
    return False


def _entries(entries: Sequence[bool], close: Sequence[bool]) -> set[int]:
    """Lines that may be entries, with another right above or below; `close` says which follow the line above."""
    found: set[int] = set()
    for number, (upper, lower) in enumerate(itertools.pairwise(entries)):
        if upper and lower and close[number + 1]:
            found |= {number, number + 1}
    return found


def _labels(lines: Sequence[Line], listed: set[int]) -> set[int]:
    """Unmarked lines under a list's entries, in a page that marks its headlines: labels of the list's further parts."""
    found: set[int] = set()
    for number, line in enumerate(lines[1:], start=1):
        if line.kind is Kind.HEADLINE and not line.level and (number - 1 in listed or number - 1 in found):
            found.add(number)
    return found


def _units(lines: Sequence[Line], close: Sequence[bool]) -> set[int]:
    """Lines of a run of units' names, one a line: more of them than a headline has lines."""
    found: set[int] = set()
    run: list[int] = []
    for number, line in enumerate([*lines, None]):
        unit = line is not None and line.kind in (Kind.HEADLINE, Kind.BODY) and not line.level
        unit = unit and line is not None and says("unit", line.text)
        if unit and run and close[number]:
            run.append(number)
            continue
        if run and len(run) >= (_SHORTEST_RUN if lines[run[0]].apart else _SHORTEST_SURE_RUN):
            found.update(run)
        run = [number] if unit else []
    return found

"""Units in the lines of a roster, whose frame tells where each begins and ends: 马少龙　某公司锅炉工, one a line."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable

from kg.districts import LEVELS, Body
from kg.lexicon import Lexicon
from kg.model import EntityType
from kg.name_parts import parts_of, type_of
from kg.tokens import Tag, Token

_HAN = r"[\u4e00-\u9fff]"
_NAME = rf"(?P<name>{_HAN}{{2,4}}|{_HAN}[ \u3000]{{1,4}}{_HAN})(?:[（(][^（()）\n]{{1,12}}[）)])?"
_NUMBER = r"(?:[0-9]{1,3}[.、．]?[ \t\u3000]*)?"
_LABEL = rf"(?:{_HAN}[^，。：\n]{{1,11}}：[ \u3000]*)?"
# 撇缆：贺某某　某公司水手长; 某公司水手长　贺某某
_NAME_FIRST = re.compile(
    rf"[ \t\u3000]*{_NUMBER}{_LABEL}{_NAME}[ \t\u3000]+(?P<unit>[^，。；：\t\n]{{3,40}})(?:\t[^\n]*)?"
)
_NAME_LAST = re.compile(rf"[ \t\u3000]*{_NUMBER}(?P<unit>[^，。；：\t\n]{{3,40}}?)[ \t\u3000]+{_NAME}[ \t\u3000]*")
# One line of the form may be chance; a roster has more.
_SHORTEST_RUN = 2
_UNITS = frozenset({EntityType.COMPANY, EntityType.INSTITUTION, EntityType.UNION})
# What is no part of any unit's name.
_NEVER = frozenset({Tag.MARK, Tag.AWARD})
_BRACKETS = "（）()“”"


def find_listed_units(text: str, tokens: tuple[Token, ...], bodies: Iterable[Body], lexicon: Lexicon) -> list[Body]:
    """The units of rosters' lines that no name by itself was read as: all from the line's frame to the unit's head."""
    if "\n" not in text:
        return []
    lines = enumerate(_lines(text))
    rows = [(number, *unit) for number, line in lines if (unit := _unit(text, *line, lexicon))]
    if len(rows) < _SHORTEST_RUN:
        return []
    beside = [b[0] - a[0] == 1 for a, b in itertools.pairwise(rows)]
    found: list[Body] = []
    known = [body for body in bodies if body.named and body.type is not EntityType.DISTRICT]
    for (_, start, end), above, below in zip(rows, [False, *beside], [*beside, False], strict=True):
        body = _body(tokens, start, end, lexicon) if above or below else None
        if body is not None and not any(_covers(name, body, lexicon) for name in known):
            found.append(body)
    return found


def _lines(text: str) -> Iterable[tuple[int, int]]:
    """Where each line of a text begins and ends."""
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def _unit(text: str, start: int, end: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """Where the unit and the title stand in a line of a roster; None where the line is none."""
    for form in (_NAME_FIRST, _NAME_LAST):
        match = form.fullmatch(text, start, end)
        if match and (match["name"][0] in lexicon.surnames or match["name"][:2] in lexicon.surnames):
            return match.span("unit")
    return None


def _covers(name: Body, unit: Body, lexicon: Lexicon) -> bool:
    """Whether a name is the unit or goes on behind it, if not by the first word of a title (电客车|司机)."""
    trade = name.head in lexicon.heads and lexicon.heads[name.head].strength == "brand"
    return name.start <= unit.start and unit.end <= name.end and (name.end == unit.end or not trade)


def _body(tokens: tuple[Token, ...], start: int, end: int, lexicon: Lexicon) -> Body | None:
    """The unit from a place to the last head before its title; None where no head is in the range."""
    inside = [number for number, token in enumerate(tokens) if start <= token.start and token.end <= end]
    if not inside or tokens[inside[0]].start != start:
        return None
    heads = [number for number in inside if tokens[number].tag is Tag.HEAD]
    # 电客车|司机: what a firm trades in is a head only where no other one is.
    heads = [number for number in heads if lexicon.heads[tokens[number].text].strength != "brand"] or heads
    if not heads:
        return None
    first, index = inside[0], heads[-1]
    head = tokens[index]
    department = lexicon.heads[head.text].strength == "none" and len(heads) == 1
    if tokens[first].tag is Tag.DISTRICT_HEAD or tokens[first].text in LEVELS or (first == index and not department):
        return None  # 县|人民医院 is told by what the article names
    marked = any(t.tag in _NEVER and t.text not in _BRACKETS for t in tokens[first:index])
    rest = tokens[index + 1 : inside[-1] + 1]
    if marked or (rest and rest[-1].tag is not Tag.TITLE):
        return None
    kind = type_of(head, tokens[first:index], lexicon)
    if kind not in _UNITS:
        return None
    if department:
        # 急诊科: a part of the body that the article names.
        surface = "".join(token.text for token in tokens[first : index + 1])
        return Body(start, head.end, kind, head.text, False, surface, ())
    return Body(start, head.end, kind, head.text, True, "", parts_of(tokens, first, index, lexicon))

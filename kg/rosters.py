"""Rosters that set the name before its unit and title: 边志明　国网某县供电公司输电班班长, one a line or in a row."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg.linking import Spot
from kg.offices import Office, Phrases

_SPACES = re.compile(r"(?:[（(][^（()）]{1,16}[）)])?[ \t\u3000]+")
# 3.　甲, 撇缆：甲: what may stand before the name in its line.
_LINE_FRONT = re.compile(
    r"[ \t\u3000]*(?:[0-9]{1,3}[.、．]?[ \t\u3000]*)?(?:[\u4e00-\u9fff][^，。：\n]{1,11}：[ \u3000]*)?"
)
# One name with spaces behind it, in the midst of a line, may be chance; a roster has more.
_SHORTEST = 2


def name_first(phrases: Phrases) -> Mapping[int, list[Office]]:
    """The offices behind each name of such a roster, by where the name starts; the last name's may be none."""
    found: dict[int, list[Office]] = {}
    run: list[tuple[Spot, list[Office]]] = []
    for person, following in zip(phrases.people, [*phrases.people[1:], None], strict=True):
        if (of_line := _of_line(phrases, person)) is not None:
            found[person.start] = of_line
            continue
        offices = _between(phrases, person, following)
        if offices is not None and (run or not phrases.before(person.start)):
            run.append((person, offices))
            continue
        if run:
            run.append((person, _behind(phrases, person, phrases.scan.sentence(person.start)[1])))
        if len(run) > _SHORTEST:
            found.update({entry.start: behind for entry, behind in run})
        run = []
    return found


def _of_line(phrases: Phrases, person: Spot) -> list[Office] | None:
    """The offices of a line that is a name, spaces and offices to its end; None where the line is anything else."""
    begin = phrases.text.rfind("\n", 0, person.start) + 1
    if _LINE_FRONT.fullmatch(phrases.text, begin, person.start) is None:
        return None
    # A table's cells end with a tab.
    skip = _SPACES.match(phrases.text, person.end)
    ends = (phrases.text.find(mark, skip.end() if skip else person.end) for mark in "\n\t")
    end = min((at for at in ends if at >= 0), default=len(phrases.text))
    offices = _behind(phrases, person, end)
    return offices if offices and offices[-1].end == end else None


def _between(phrases: Phrases, person: Spot, following: Spot | None) -> list[Office] | None:
    """The offices that fill the text between two names but for the spaces behind the first; None where they don't."""
    spaces = _SPACES.match(phrases.text, person.end)
    if spaces is None or following is None:
        return None
    offices = phrases.before(following.start)
    return offices if offices and min(office.start for office in offices) <= spaces.end() else None


def _behind(phrases: Phrases, person: Spot, end: int) -> list[Office]:
    """The offices behind a name and spaces, up to `end`; a unit alone where it fills the rest."""
    spaces = _SPACES.match(phrases.text, person.end)
    if spaces is None:
        return []
    unit = phrases.unit(spaces.end(), end)
    return [unit] if unit else phrases.after(spaces.end(), end)

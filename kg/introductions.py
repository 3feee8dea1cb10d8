"""Introductions by an honour: 北京市劳动模范杨某某; 全国五一劳动奖章获得者、首席技师王某某."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.linking import Spot
from kg.mentions import Scan
from kg.model import EntityType
from kg.tokens import NAME_TAGS, Tag, Token

_LONGEST = 40
# Without a list mark only this much stands between an honour and the name (全国劳动模范|某公司焊工|甲).
_LONGEST_UNMARKED = 12
_WINNERS = ("获得者", "得主", "称号获得者", "获奖者")
_NO_INTRODUCTION = re.compile(r"[”\"]?(?:代表|们|等|和|精神|宣讲|工作|创新|评选|候选|称号|的)")
# 三名全路技术能手: a number of people hold it, not the one who is named next.
_COUNTED = re.compile(r"[\d一二三四五六七八九十两几多]+(?:名|位|个|人)[“\"]?$")
_MARKS = '、“”"和兼的原（）该'


def introduced(scan: Scan, spots: tuple[Spot, ...]) -> Iterator[tuple[Spot, Spot]]:
    """Each person whom an honour introduces, with the honour."""
    people = [s for s in spots if s.type is EntityType.PERSON]
    holders = {award.start: award.holder for award in scan.awards}
    for award in (s for s in spots if s.type is EntityType.AWARD):
        person = next((p for p in people if p.start >= award.end), None)
        if person is None or person.start - award.end > _LONGEST:
            continue
        winner = scan.text[award.end : person.start].lstrip('”"').startswith(_WINNERS)
        if not winner and holders.get(award.start) != "person":
            continue
        counted = _COUNTED.search(scan.text, max(0, award.start - 6), award.start)
        if counted is None and _introduces(scan, spots, award, person):
            yield person, award


def _introduces(scan: Scan, spots: tuple[Spot, ...], award: Spot, person: Spot) -> bool:
    """Whether only titles, bodies and further honours stand between an honour and the name."""
    start, end = award.end, person.start
    between = scan.text[start:end].strip('”"“')
    unmarked = bool(between) and between[0] not in "、获得称荣"
    if unmarked and (end - start > _LONGEST_UNMARKED or _NO_INTRODUCTION.match(scan.text, start, end)):
        return False
    covered = [(s.start, s.end) for s in spots if start <= s.start and s.end <= end]
    inside = (t for t in scan.tokens if start <= t.start and t.end <= end)
    return all(any(a <= t.start and t.end <= b for a, b in covered) or _is_fine(t) for t in inside)


def _is_fine(token: Token) -> bool:
    return token.tag in NAME_TAGS or token.tag in (Tag.TITLE, Tag.AWARD, Tag.VERB) or token.text in _MARKS

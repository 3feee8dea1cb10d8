"""Introductions by an honour: 北京市劳动模范杨某某; 全国五一劳动奖章获得者、首席技师王某某; 杨某某，北京市劳动模范。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.linking import Spot
from kg.mentions import Scan
from kg.model import EntityType
from kg.persons import after_aside
from kg.tokens import NAME_TAGS, Tag, Token

_LONGEST = 40
# Without a list mark only this much stands between an honour and the name (全国劳动模范|某公司焊工|甲).
_LONGEST_UNMARKED = 12
_WINNERS = ("获得者", "得主", "称号获得者", "获奖者", "奖章获得者", "荣誉获得者")
_NO_INTRODUCTION = re.compile(r"[”\"]?(?:代表|们|等|和|精神|宣讲|工作|创新|评选|候选|称号|的)")
# 三名全路技术能手: a number of people hold it, not the one who is named next.
_COUNTED = re.compile(r"[\d一二三四五六七八九十两几多]+(?:名|位|个|人)[“\"]?$")
_DIRECTLY = re.compile(r"[”\"]?(?:荣誉)?(?:称号)?(?:获得者|得主)?")
_MARKS = '、“”"和兼的原（）该岁'
# 该段|首席技师, 送|电工: no function word where a title follows at once.
_FUNCTIONS = "在向对与跟是被把等为让请由和及给将从于以就也都又还"
_THIS = ("该", "本", "我")
_LIST = re.compile(r"[”\"]?(?:称号)?[、和及]{1,2}[“\"]?")
# Behind a name: 李某某，男，1970年生，中共党员，|全国劳动模范|，…; （|全国劳动模范|、某厂焊工）.
_DETAIL = re.compile(
    r"男|女|[\u4e00-\u9fff]{1,4}族|\d{1,3}岁|(?:现年|今年|年仅|时年)\d{0,3}岁?|(?:19|20)\d\d年(?:\d+月)?(?:\d+日)?(?:出?生)?"
    r"|(?:中共)?党员|群众|(?:大专|本科|大学|中专|高中|初中|研究生|硕士|博士)(?:学历|学位|文化|文化程度)?|[\u4e00-\u9fff]{2,9}人"
    r"|第[一二三四五六七八九十\d]+届|首届|原|系|现任|[、（）“”\"的兼和及\s]"
)
_FROM_NAME = re.compile(r"[，（]")
_BEHIND = re.compile(r"[”\"]?(?:称号)?(?:获得者|得主)?(?=[，。；、）\n]|$)")
_AS = re.compile(r"(?:作为|身为)(?:一名|一位|首届|新晋)?[“\"]?$")
_AS_END = re.compile(r"[”\"]?(?:称号)?(?:获得者|得主|代表)?的?，?")
_LONGEST_DETAILS = 60


def introduced(scan: Scan, spots: tuple[Spot, ...]) -> Iterator[tuple[Spot, Spot]]:
    """Each person whom an honour introduces, with the honour."""
    people = [s for s in spots if s.type is EntityType.PERSON]
    holders = {award.start: award.holder for award in scan.awards}
    awards = [s for s in spots if s.type is EntityType.AWARD]
    for index, award in enumerate(awards):
        person = next((p for p in people if p.start >= award.end), None)
        if person is not None and person.start - award.end <= _LONGEST:
            winner = _wins(scan, awards, index, person)
            counted = _COUNTED.search(scan.text, max(0, award.start - 6), award.start)
            held = winner or holders.get(award.start) == "person"
            if held and counted is None and _introduces(scan, spots, award, person):
                yield person, award
                if _DIRECTLY.fullmatch(scan.text, award.end, person.start):
                    yield from ((other, award) for other in _joined(scan.text, people, person))
                continue
        if person is not None and _AS.search(scan.text, max(0, award.start - 8), award.start):
            end = _AS_END.match(scan.text, award.end)
            if end is not None and end.end() == person.start:
                yield person, award
                continue
        if (named := _named_before(scan, spots, people, award, holders.get(award.start))) is not None:
            yield named, award


def _joined(text: str, people: list[Spot], first: Spot) -> Iterator[Spot]:
    """The names that a list goes on with behind one, nothing but list marks between: “昆山工匠”甲|、乙."""
    end = first.end
    for person in people[people.index(first) + 1 :]:
        if text[after_aside(text, end) : person.start] not in ("、", "和"):
            return
        yield person
        end = person.end


def _wins(scan: Scan, awards: list[Spot], index: int, person: Spot) -> bool:
    """Whether an honour's winner is spoken of: 甲奖章、|乙奖章|获得者王某某, each honour of the list."""
    for award, following in zip(awards[index:], [*awards[index + 1 :], None], strict=True):
        if scan.text[award.end : person.start].lstrip('”"').startswith(_WINNERS):
            return True
        if following is None or not _LIST.fullmatch(scan.text[award.end : following.start]):
            return False
    return False


def _introduces(scan: Scan, spots: tuple[Spot, ...], award: Spot, person: Spot) -> bool:
    """Whether only titles, bodies and further honours stand between an honour and the name."""
    start, end = award.end, person.start
    between = scan.text[start:end].strip('”"“')
    unmarked = bool(between) and between[0] not in "、获得称荣"
    if unmarked and (end - start > _LONGEST_UNMARKED or _NO_INTRODUCTION.match(scan.text, start, end)):
        return False
    return titled(scan, spots, start, end)


def titled(scan: Scan, spots: tuple[Spot, ...], start: int, end: int) -> bool:
    """Whether only titles, bodies, honours and their marks stand between two places."""
    covered = [(s.start, s.end) for s in spots if start <= s.start and s.end <= end]
    inside = [t for t in scan.tokens if start <= t.start and t.end <= end]
    following = [*inside[1:], None][: len(inside)]
    return all(
        any(a <= t.start and t.end <= b for a, b in covered) or _is_fine(t, after)
        for t, after in zip(inside, following, strict=True)
    )


def _is_fine(token: Token, following: Token | None) -> bool:
    if token.tag in NAME_TAGS or token.tag in (Tag.TITLE, Tag.AWARD, Tag.VERB) or token.text in _MARKS:
        return True
    before_title = following is not None and following.tag is Tag.TITLE and token.tag is not Tag.MARK
    return before_title and (token.text.startswith(_THIS) or token.text not in _FUNCTIONS)


def _named_before(
    scan: Scan, spots: tuple[Spot, ...], people: list[Spot], award: Spot, holder: str | None
) -> Spot | None:
    """The person of whom an honour is told right behind the name, as one of the details."""
    behind = _BEHIND.match(scan.text, award.end)
    if behind is None or (holder != "person" and "获得者" not in behind.group() and "得主" not in behind.group()):
        return None
    person = next((p for p in reversed(people) if p.end <= award.start), None)
    if person is None or award.start - person.end > _LONGEST_DETAILS:
        return None
    if not _FROM_NAME.match(scan.text, person.end):
        return None
    between = scan.text[person.end : award.start]
    if between[0] == "（" and "）" in between:
        return None
    covered = sorted((s.start, s.end) for s in spots if person.end <= s.start and s.end <= award.start)
    at = person.end + 1
    for piece in re.split(r"[，；]", between[1:]):
        if piece and not _is_detail(scan, covered, at, at + len(piece)):
            return None
        at += len(piece) + 1
    return person


def _is_detail(scan: Scan, covered: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a piece of what is told of a person is a date, an origin, a post or an honour and no clause."""
    at = start
    while at < end:
        spot = next((b for a, b in covered if a == at), None)
        if spot is not None:
            at = spot
            continue
        detail = _DETAIL.match(scan.text, at, end)
        if detail is not None:
            at = detail.end()
            continue
        token = next((t for t in scan.tokens if t.start <= at < t.end), None)
        if token is None or token.tag not in (*NAME_TAGS, Tag.TITLE, Tag.AWARD):
            return False
        at = token.end
    return True

"""Winners that stand behind their honour (荣获…称号的周某某; …，甲、乙等在列), and whom a rank means (前三名选手)."""

from __future__ import annotations

import re

from kg.dates import number
from kg.introductions import titled
from kg.linking import Spot
from kg.mentions import Scan
from kg.model import EntityType

# 荣获…称号|的|: what follows is who holds it, or how such are called and then who.
_OF = re.compile(r"[”\"]?(?:荣誉称号|光荣称号|称号|荣誉|证书)?[”\"]?的(?!是)")
_ARE = re.compile(
    r"[”\"]?(?:荣誉称号|称号|荣誉)?[”\"]?的"
    r"(?:[\d一二三四五六七八九十]*[名个家位]?(?:先进|优秀|获奖)?(?:集体|个人|单位|职工|选手|同志|班组|企业|工会|项目|团队|人员|人)?)?"
    r"(?:还有|分别有|共有|有|分别是|分别为|是|为)(?:以下)?[：:]?"
)
_AND = re.compile(r"(?:（[^（）]{1,12}）)?(?:、|和|以及|及|与|，)")
_IN_LIST = re.compile(
    r"(?:等(?:[\d一二三四五六七八九十]+[名位个人家]+(?:职工|同志|选手)?)?)?(?:均|都|也)?(?:榜上有名|榜上|上榜|在列|名列其中|入选|当选|获此殊荣|位列其中)"
)
_CHOSEN = re.compile(
    r"(?:评选|评选产生|评|选树|选|推选|推荐|评审|表彰|发布|揭晓|公布|命名|产生|宣布)出?了?[^，。；]{0,12}[“\"]?$"
)
# 评选出“…”|10名，; 发布“…”|名单，; “…”|揭晓，: what may stand between the honour and those who are among its holders.
_CHOSEN_END = re.compile(
    r"[”\"]?(?:称号)?(?:获得者|获奖者)?(?:名单|榜单)?(?:[\d一二三四五六七八九十]+[名位个人家](?:职工|同志|个人|集体)?)?[，：]"
)
_ANNOUNCED = re.compile(
    r"[”\"]?(?:称号)?(?:获得者|获奖者)?(?:评选)?(?:名单|榜单|结果)?(?:正式|隆重|日前|近日|同时)?(?:揭晓|出炉|发布|公布|诞生|产生)[，：]"
)
_LONGEST_POST = 40

# 亚军、季军分别由甲和乙摘得: clauses that say who came first, and who came among the first.
_FIRST = r"第一名?|冠军|夺魁|夺冠|头名|桂冠|榜首|魁首|折桂|金奖|一等奖"
_PLACED = re.compile(rf"{_FIRST}|第[二三四五六]|亚军|季军|次席|银奖|铜奖|[二三]等奖|分获|分列|包揽|前[二三五六]名")
_TOP = re.compile(_FIRST)
_RANK = re.compile(
    r"(?P<each>各|每个|[两三四五六]个)?(?:赛项|项目|工种|组别|组|单项|竞赛|比赛)*的?"
    r"(?:(?:前(?P<many>[二两三五六])名?|(?P<top>第一名|冠军|头名))(?:的?(?:选手|获得者|职工|得主))?)"
)
_PRONOUN = re.compile(r"[他她](?!们)")
_CLAUSES = re.compile(r"[^，。；！？\n]+")
_REACH = 600


def behind(scan: Scan, spots: tuple[Spot, ...], award: Spot, bodies: list[Spot]) -> list[Spot] | None:
    """Who stands behind an honour that a verb says they got; None where what follows names no holders."""
    are = _ARE.match(scan.text, award.end)
    of = are or _OF.match(scan.text, award.end)
    if of is None:
        return None
    people = [s for s in spots if s.type is EntityType.PERSON]
    row = _row(scan, spots, of.end(), people) or _row(scan, spots, of.end(), bodies)
    return row if are is not None else row[:1]


def in_list(scan: Scan, spots: tuple[Spot, ...], award: Spot, bodies: list[Spot]) -> list[Spot]:
    """评选出10名“…”，|甲、乙等在列: the names of the clause that says they are among them."""
    chosen = _CHOSEN.search(scan.text, max(0, award.start - 20), award.start)
    opening = (_CHOSEN_END.match(scan.text, award.end) if chosen else None) or _ANNOUNCED.match(scan.text, award.end)
    if opening is None:
        return []
    for holders in ([s for s in spots if s.type is EntityType.PERSON], bodies):
        row = _row(scan, spots, opening.end(), holders)
        if row and _IN_LIST.match(scan.text, row[-1].end):
            return row
    return []


def _row(scan: Scan, spots: tuple[Spot, ...], start: int, holders: list[Spot]) -> list[Spot]:
    """The list of holders that begins at a place, each with a title and a unit before it at most."""
    row: list[Spot] = []
    for spot in holders:
        if spot.start < start:
            continue
        if row:
            mark = _AND.match(scan.text, row[-1].end)
            if mark is None:
                break
            start = mark.end()
        if spot.start - start > (_LONGEST_POST if spot.type is EntityType.PERSON else 0):
            break
        if not titled(scan, spots, start, spot.start):
            break
        row.append(spot)
    return row


def ranked(scan: Scan, start: int, end: int, people: list[Spot]) -> list[Spot]:
    """The people that 前三名选手 or 第一名 between two places means: whom the text before says to have come so."""
    rank = _RANK.search(scan.text, start, end)
    if rank is None:
        return []
    paragraph = max(0, start - _REACH)
    placed = _TOP if rank.group("top") else _PLACED
    found: dict[str, Spot] = {}
    for clause in _CLAUSES.finditer(scan.text, paragraph, start):
        if placed.search(clause.group()):
            named = [p for p in people if clause.start() <= p.start and p.end <= clause.end()]
            if not named and _PRONOUN.search(clause.group()):
                named = [p for p in people if paragraph <= p.start and p.end <= clause.start()][-1:]
            for person in named:
                found.setdefault(person.key, person)
    count = 1 if rank.group("top") else number(rank.group("many"))
    fits = len(found) == count or (rank.group("each") is not None and len(found) % count == 0)
    return list(found.values()) if fits else []

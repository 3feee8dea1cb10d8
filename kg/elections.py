"""Offices that people are elected or appointed to, and relieved of: 选举甲为主席, 乙当选副主席; 免去丙…职务."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg.linking import Spot
from kg.offices import Office, Phrases
from kg.persons import after_aside
from kg.terms import Term, term_before

_ELECTED = re.compile(
    r"(?:等(?:\d+|[一二三四五六七八九十]+)?(?:名同志|位同志|同志|人|名[\u4e00-\u9fff]{2,6})?)?(?:分别|共同|一致|全票|再次|连续|继续)*"
    r"[^，。；、！？]{0,8}?(?:被|受|获)?(?:当选为?|任命为|聘任为|聘请为|聘为|选举为|推选为|选为|推举为|增补为|补选为|担任|出任|兼任"
    r"|接任|就任|现任|现为|时任|原任|曾任|历任|升任|改任|转任|调任|任|聘任|辞去|卸任)了?"
)
_CHOSEN = re.compile(
    r"(?:选举|推选|推举|补选|增补|替补|递补|选出|同意|任命|聘任|聘请|聘|提名|选聘|邀请|请|由|以)(?:了|出|产生)?"
    r"(?:劳模|劳模工匠|劳动模范|工匠|专家)?$"
)
_AS = re.compile(
    r"(?:等(?:\d+|[一二三四五六七八九十]+)?(?:名同志|位同志|同志|人)?|同志)?(?:分别)?(?:为|担任|任|当选为?|当|出任|兼任|做|作为)"
)
_RELIEVED = re.compile(r"(?:免去|免除|撤销|罢免|解除|解聘)了?$")
_OF = re.compile(r"(?:同志)?(?:原任|所任|担任)?的?")
# 主席由|甲|担任, 主席一职|分别由|…
_BY = re.compile(r"(?:一职|职务|之职)?(?:将|暂|改|仍|现)?(?:分别)?由$")
_HELD = re.compile(r"(?:等?同志)?(?:分别)?(?:担任|接任|兼任|出任|继任|担纲|接棒|接替)")
# 甲|由|某总工会副主席|改任|某局局长
_FROM = re.compile(r"(?:同志)?[由从](?P<former>[^，。；！？]{4,40}?)(?:改任|转任|升任|调任|晋升为?|提拔为|转岗为?)")
# 甲|应邀担任|技术顾问: nobody tells by whom, and it is not where they work.
_INVITED = re.compile(r"(?:受邀|应邀|受聘|被聘|特邀|被邀|获邀|获聘)")
_APART = "分别"
_LONGEST_LEAD = 8


def elections(
    phrases: Phrases, rows: Iterable[tuple[Sequence[Spot], int]]
) -> Iterator[tuple[Spot, Office, Term | None]]:
    """The offices that verbs of election give to the people of each row, or take from them.

    A row is names in a list, with the offset where the phrase before the first begins.
    """
    chosen = -1
    # By where a sentence begins, the last office that somebody was elected to in it: 甲当选某会会长，乙当选|副会长.
    before: dict[int, Office] = {}
    for row, start in rows:
        sentence = phrases.scan.sentence(row[0].start)
        lead = phrases.text[max(sentence[0], start - _LONGEST_LEAD) : start]
        if _CHOSEN.search(lead):
            chosen = sentence[0]
        offices, term, apart = _offices(phrases, row, start, lead, sentence, chosen=chosen == sentence[0])
        offices = [_carried(phrases, office, before.get(sentence[0])) for office in offices]
        if offices:
            before[sentence[0]] = offices[-1]
        for number, person in enumerate(row):
            for office in _share(offices, number, len(row)) if apart and len(row) > 1 else offices:
                yield person, office, term


def _share(offices: Sequence[Office], number: int, people: int) -> Sequence[Office]:
    """What is somebody's of offices that people hold each apart; nothing where there are not as many as people."""
    if len(offices) == 1:
        return offices
    return offices[number : number + 1] if len(offices) == people else ()


def _offices(
    phrases: Phrases, row: Sequence[Spot], start: int, lead: str, sentence: tuple[int, int], *, chosen: bool
) -> tuple[list[Office], Term | None, bool]:
    """The offices that a verb behind the row or before it tells of, since when, and whether each is one person's."""
    text = phrases.text
    end = after_aside(text, row[-1].end)
    if _RELIEVED.search(lead):
        # 免去|甲|的某总工会副主席职务
        of = _OF.match(text, end)
        return phrases.after(of.end() if of else end, sentence[1]), None, False
    by, held = _BY.search(lead), _HELD.match(text, end)
    if by and held:
        offices = phrases.before(start - len(by.group()))[::-1]
        if offices:
            return offices, None, _APART in by.group() + held.group()
    if moved := _FROM.match(text, end):
        former = phrases.before(moved.end("former"))[::-1]
        return [*former, *phrases.after(moved.end(), sentence[1])], None, False
    match = _ELECTED.match(text, end)
    if chosen:
        match = _AS.match(text, end) or match
    if match is None:
        return [], None, False
    term = term_before(text, sentence[0], match.start(), match.group())
    offices = phrases.after(match.end(), sentence[1])
    if _INVITED.search(match.group()):
        offices = [replace(o, blocked=o.blocked or (o.seat is None and o.kind == "role")) for o in offices]
    return offices, term, _APART in match.group()


def _carried(phrases: Phrases, office: Office, former: Office | None) -> Office:
    """An office without a body of its own is held where the one before it in the sentence is."""
    if former is None or office.seat is not None or office.blocked:
        return office
    if former.blocked:
        return replace(office, blocked=True)
    seat = former.seat and phrases.seats.climbed(str(office.title), former.seat)
    fits = seat is not None and (seat != former.seat or str(office.title)[-2:] == str(former.title)[-2:])
    return replace(office, seat=seat) if fits else office

"""Lists of those who hold an honour: lines below it, names behind 他们是, and groups (三人均被授予…)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.dates import number
from kg.linking import Spot
from kg.mentions import Scan
from kg.model import EntityType

# A heading stands at the front of a line or behind its number, and ends its line: 二、安康标兵|（10名）.
_NUMBERED = re.compile(
    r"(?:(?:^|\n)[ \u3000*#]*|[一二三四五六七八九十\d][、.．）)][ \u3000]*)"
    r"(?:(?:第[一二三四五六七八九十\d]+|首)[届批]|\d{4}年度?)?(?:获得?)?[“\"]?$"
)
_NAMES_LIST = re.compile(
    r"[”\"]?(?:称号)?(?:获得者|获奖者|获奖单位|获奖集体)?(?:名单|光荣榜)?(?:[（(][^（）()\n]{1,16}[）)])*"
    r"[:：]?[ \u3000*]*\n"
    r"(?:[（(][^（）()\n]{1,30}[）)][ \u3000*]*\n)?"
)
# What stands between two of a list: no sentence, but units, trades and numbers, and a bracket behind a name.
_SENTENCE = re.compile(r"[，。；！？]")
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_SPEAKS = re.compile(r"(?:同志)?(?:表示|说|介绍|告诉|认为|指出|强调|坦言|在|率|代表|宣读|主持|出席)")
# Lines may stand apart by empty ones: then each ends with its holder.
_LINE_ENDS = re.compile(r"(?:[（(][^（()）\n]{1,16}[）)])?(?:[ \u3000\t]*(?:\n|$)|、)")
_LONGEST_ENTRY = 60
_LONGEST_MARK = 4
_WINNERS = re.compile(r"[”\"]?(?:称号)?(?:获得者|获奖者|获奖人员|表彰)?名单")
_SHORTEST_LIST = 2
_THEY_ARE = re.compile(
    r"(?:(?:他们|她们|它们|名单|榜单|[获入当上][奖得选榜]者)(?:分别)?(?:是|为|如下)|(?<![选荐审评])名单)[:：]"
)
_REACH = 120
# 2016年，|火车头奖章|；2020年，…
_DATED = re.compile(r"(?:19|20)\d{2}年(?:度|\d{1,2}月)?[，,：:、 ]?[“\"]?$")
_LONGEST_DATE = 12
_NEXT_YEAR = re.compile(r"[”\"]?(?:称号)?[；;。，,](?:[”\"]|\s|$|(?:19|20)\d{2}年|[\u4e00-\u9fff])")
# 三人均|被, 以上5名职工|获: the persons that were named last, as many as the number says.
_GROUP = re.compile(
    r"(?:^|[，。；、\n]|以上|上述|这|其中)([两二三四五六七八九十]|\d{1,2})(?:人|名|位)[\u4e00-\u9fff]{0,4}?"
    r"(?:均|都|分别|同时|一起|也|由|被|双双|将)*$"
)


def below(scan: Scan, names: dict[str, Spot], spots: list[Spot], others: list[Spot]) -> Iterator[tuple[Spot, Spot]]:
    """Each holder in a list below a heading that ends with an honour's name, with the honour.

    `names` are the article's honours by their names; where one of `others` begins, another heading does.
    """
    headings: dict[int, tuple[int, Spot]] = {}
    for name, award in names.items():
        at = scan.text.find(name)
        while at >= 0:
            heading = _NAMES_LIST.match(scan.text, at + len(name))
            if heading is not None and _NUMBERED.search(scan.text[max(0, at - 14) : at]):
                headings[at] = (heading.end(), award)
            at = scan.text.find(name, at + 1)
    for at, (start, award) in headings.items():
        end = min((s.start for s in others if s.start >= start), default=len(scan.text))
        end = min([n for n in headings if n > at] + [end])
        found = _row(scan, start, end, spots)
        if len(found) >= _SHORTEST_LIST:
            yield from ((holder, award) for holder in found)


def headline(title: Scan, body: Scan, awards: list[Spot], people: list[Spot]) -> Iterator[tuple[Spot, Spot]]:
    """The people that a body lists whose headline is an honour's list of winners (…劳动奖章获得者名单)."""
    award = next((a for a in awards if _WINNERS.match(title.text, a.end)), None)
    first = people[0].start if people else 0
    if award is None or _SENTENCE.search(_BRACKETS.sub("", body.text[:first])):
        return
    found = _row(body, 0, len(body.text), people)
    if len(found) >= _SHORTEST_LIST:
        yield from ((holder, award) for holder in found)


def _row(scan: Scan, start: int, end: int, spots: list[Spot]) -> list[Spot]:
    """Those that stand one after the other from a place on, with no sentence between them."""
    found: list[Spot] = []
    for spot in spots:
        if spot.start < start or spot.end > end:
            continue
        between = _BRACKETS.sub("", scan.text[start : spot.start])
        body = spot.type is not EntityType.PERSON
        if "\n\n" in between and not _LINE_ENDS.match(scan.text, spot.end):
            break  # a paragraph begins that tells of the holder
        if _SENTENCE.search(between) or len(between) > (_LONGEST_MARK if body else _LONGEST_ENTRY):
            break
        if _SPEAKS.match(scan.text, spot.end):
            break
        found.append(spot)
        start = spot.end
    return found


def they_are(scan: Scan, awards: list[Spot], spots: list[Spot]) -> Iterator[tuple[Spot, Spot]]:
    """…8人榜上有名。他们是：甲、乙: each holder with the honour that the sentence or the one before it names last."""
    for match in _THEY_ARE.finditer(scan.text):
        named = [a for a in awards if match.start() - _REACH <= a.start and a.end <= match.start()]
        if not named:
            continue
        for holder in _row(scan, match.end(), len(scan.text), spots):
            yield holder, named[-1]


def group(scan: Scan, end: int, people: list[Spot]) -> list[Spot]:
    """The people whom 三人 before a verb means: the sentence before names as many."""
    start, _ = scan.sentence(end)
    match = _GROUP.search(scan.text[start:end])
    if match is None or start == 0 or "其中" in scan.text[start : start + match.start()]:
        return []  # 已有百名徒弟出师，其中|2人|获得…: some of many whom nobody names
    count = number(match.group(1))
    paragraph = scan.text.rfind("\n\n", 0, start) + 1
    at = start
    while at > paragraph:
        at, _ = scan.sentence(at - 1)
        named = list({p.key: p for p in people if at <= p.start and p.end <= start + match.start()}.values())
        if len(named) == count:
            return named
        if len(named) > count:
            return []
    return []


def dated(scan: Scan, awards: Sequence[Spot], people: Sequence[Spot], hero: Spot | None) -> Iterator[tuple[Spot, Spot]]:
    """2016年，火车头奖章；2020年，甘肃省劳动模范: the honours of one person, each behind its year."""
    of_sentence: dict[int, list[Spot]] = {}
    for award in awards:
        begin = max(0, award.start - _LONGEST_DATE)
        if _DATED.search(scan.text, begin, award.start) and _NEXT_YEAR.match(scan.text, award.end):
            of_sentence.setdefault(scan.sentence(award.start)[0], []).append(award)
    for start, listed in of_sentence.items():
        named = {p.key: p for p in people if start <= p.start and p.end <= listed[0].start}
        holder = next(iter(named.values())) if len(named) == 1 else hero if not named else None
        if holder is not None and len(listed) > 1:
            yield from ((holder, award) for award in listed)

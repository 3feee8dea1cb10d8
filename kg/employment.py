"""Units and posts that a verb states beside a name: 甲来自某厂, 乙在某校任教, 为丙、丁颁发“导师”聘书."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.dates import number
from kg.linking import Spot
from kg.offices import Office, Phrases
from kg.seats import outermost

# 在某厂|干了20年|钳工: how long somebody has been at it.
_YEARS = r"一?(?:干|当|做|开|教)了(?:快|近|整整|将近)?(?:\d+|[一二三四五六七八九十半几]+)(?:多|余)?[年载]的?"
# 甲去年|考进|某总工会: what leads to the unit where somebody works from then on.
_JOINS = re.compile(
    r"来自于?|供职于|就职于|任职于|任教于|执教于|就业于|受雇于|工作于|服务于|考进了?|考入了?|考到了?|招进|招入|入职|应聘到|应聘进"
    r"|分配到|分配至|分配进|分到|调入|调到|调至|调进|转到|派到|派至|派驻到?|进入|进"
)
# What may follow that unit's name; else the words only lead there (进入某厂|参观).
_SETTLES = re.compile(r"了?(?:[，。；！？）”]|$|工作|上班|从事|当(?!天|日|晚|时|场)|做|担任|任(?!何)|成为|后[，当]|已)")
# 进入某公司，|成为一名|焊工: what leads from the unit to the trade there.
_BECOMES = re.compile(
    rf"{_YEARS}|(?:工作|上班)?后?[，,]?(?:先后)?(?:成为|当上|当起|当|做|担任|任|从事)了?(?:一名|一位|一个|名)?(?!天|日|晚|时|场|何)"
)
# Who comes from somewhere need not stay: for these the mere end of a clause tells nothing.
_WEAK = frozenset({"进入", "进", "转到", "派到", "派至"})
_WORKS = re.compile(
    r"了?(?:工作|上班|从事|[，,][^，。；]{0,6}(?:任|升任|担任|当上)|[，,]从[^，。；]{2,12}(?:干起|做起|起步)|后?[，,]?(?:当(?!天|日|晚|时|场)|做(?=[\u4e00-\u9fff]{1,4}工)|担任|成为(?:了?一[名位])?))"
)
# 乙在某校|任教
_AT_WORK = re.compile(
    rf"{_YEARS}|(?:食堂|后厨|窗口|门诊)?(?:工作|上班|坚守了|任教|执教|就职|任职|供职|当班|打工|务工|做工|做饭|教(?:书|语文|数学|英语|物理|化学|历史|体育|音乐|美术)|从事)(?!会|队|组|室|站|日)"
)
_LONGEST_GAP = 22
# 2002年，|他|转到: who is told of goes by a pronoun, or by nothing behind a date.
_HE = re.compile(r"[他她]|[年月日后][，,]?")
# Somebody else acts: 甲的徒弟来自…, 甲说，乙…
_OTHERS = re.compile(r"^(?:的|们|说|介绍|表示|告诉|和|与|同|等|带领|率)|[：“”]|把|让|请|将")
# 学校把“社区导师”的|聘书|送到四人手中, 三位劳模工匠|受聘担任|学校的“劳模班主任”
_TITLE = r"(?P<title>[^，。；、的为向给]{2,16}?)"
_CERTIFICATE = re.compile(rf"(?:颁发|发放|送上|递上|发|把|将)了?{_TITLE}的?聘(?:任|用证)?书")
_ENGAGED = re.compile(
    rf"(?:受聘|被聘|获聘|应聘|聘请|特聘)(?:担任|出任|为|任|成为)了?(?:该校|学校|学院|校园|本校)?的?{_TITLE}(?=[，。；！”]|$)"
)
_COUNTED = re.compile(r"(?P<count>[两二三四五六七八九十]|[0-9]{1,2})(?:位|名|人)(?!多|余)")
_WHERE = "所在的"
# Who teaches is engaged by a school.
_TEACHES = ("导师", "班主任", "辅导员", "讲师", "教师", "教授", "教官", "指导师", "指导老师")
_QUOTES = re.compile(r"[“”\"]")


def units(
    phrases: Phrases, sentence: tuple[int, int], subject: Spot | None = None
) -> Iterator[tuple[Spot, Office, int]]:
    """The people of a sentence of whom a verb tells where they work, each with that unit and where the verb begins.

    The `subject` is who is told of where the sentence names nobody before the verb.
    """
    start, end = sentence
    people = [p for p in phrases.people if start <= p.start and p.end <= end]
    if not people and subject is None:
        return
    for seat in outermost(phrases.seats.within(start, end)):
        before = phrases.text[start : seat.start]
        verb = next((v for v in _JOINS.finditer(before) if v.end() == len(before)), None)
        if verb is not None:
            settled = _WORKS if verb.group() in _WEAK else _SETTLES
            at = start + verb.start()
        elif before.endswith(_WHERE):
            # 甲|所在的|某车间
            person = max((p for p in people if p.end == seat.start - len(_WHERE)), default=None)
            if person is not None:
                yield person, Office(None, seat, seat.start, seat.end, "unit"), seat.start - len(_WHERE)
            continue
        elif before.endswith("在"):
            settled, at = _AT_WORK, seat.start - 1
        else:
            continue
        person = max((p for p in people if p.end <= at), default=None)
        if settled.match(phrases.text, seat.end) is None:
            continue
        if person is None:
            told = _HE.search(phrases.text, start, at) if subject is not None else None
            if subject is not None and told is not None and _OTHERS.search(phrases.text, told.end(), at) is None:
                yield subject, _trade(phrases, seat, end), at
            continue
        gap = phrases.text[person.end : at]
        if len(gap) <= _LONGEST_GAP and _OTHERS.search(gap) is None:
            yield person, _trade(phrases, seat, end), at


def _trade(phrases: Phrases, seat: Spot, end: int) -> Office:
    """What somebody became at a unit, or the unit alone."""
    becomes = _BECOMES.match(phrases.text, seat.end)
    offices = phrases.after(becomes.end(), end) if becomes else []
    if offices and offices[0].seat is None and not offices[0].blocked:
        return replace(offices[0], seat=seat)
    return Office(None, seat, seat.start, seat.end, "unit")


def engaged(phrases: Phrases, honoured: Sequence[Spot], sentence: tuple[int, int]) -> Iterator[tuple[Spot, Office]]:
    """The people to whom a school hands a certificate (聘书) as its teachers: those named with an honour before.

    The sentence counts them (四位劳模工匠): so many must have been named, neither more nor fewer.
    """
    start, end = sentence
    match = _CERTIFICATE.search(phrases.text, start, end) or _ENGAGED.search(phrases.text, start, end)
    counted = _COUNTED.search(phrases.text, start, end) if match else None
    if match is None or counted is None:
        return
    people = {person.key: person for person in honoured if person.end <= start}
    title = _QUOTES.sub("", match["title"])
    school = phrases.seats.school(start)
    if school is None or len(people) != number(counted["count"]):
        return
    if title.endswith(_TEACHES):
        for person in people.values():
            yield person, Office(title, school, match.start("title"), match.end("title"), "role")

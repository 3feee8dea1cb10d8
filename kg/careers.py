"""What a text tells of somebody's working life: the posts one after another, and where each of them was held."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kg.departments import ANY_FIRM
from kg.employment import units
from kg.linking import Spot
from kg.offices import Office, Phrases
from kg.seats import house_of
from kg.terms import Term, term_before

_HOLDS = re.compile(
    r"此前任|退休前任|原任|兼着|当上了?|受聘为|现任|历任|曾任|先后任|先后担任|担任着?|兼任着?|时任|现为|升任|升为|提任|转任|改任"
    r"|调任|出任|接任|继任|续任|留任|连任|升职为|晋升为?|提升为|提拔为|任命为|聘任为|聘为|评聘为|转为|转岗为|转岗到|还任|仍任|当选为?|退休前是|成长为|身份是|(?:如今|现在|目前|现)已?经?是|已是"
    r"|(?:一步步|一路|逐步)?(?:干|做|成长|升)到了?"
    r"|(?:(?<=[年月日后他她])|起|次年|翌年|同年|随后)(?:任|升|做|当)(?!职|期|务|时|天|日|年|地|场|到|出|了[^一])"
)
# 从|操作工|干起, 从|护士|干到护士长
_FROM = re.compile(
    r"从(?:一名|一个|最?基层的?|普通的?|最普通的)*(?P<first>[^，。；、从的]{2,8}?)(?:一步步|一路|逐步)?(?:干|做)(?:起|到)"
)
# 被某会聘为…: the body that appoints is the one where the post is held.
_APPOINTED_BY = re.compile(
    r"(?:返?聘请?|聘任|任命|选聘|特聘|推选|提拔|推举)为|(?:担任|挂职|任|当|做)(?!职|期|务|何|意|由|场|地|天|日|时|年)"
)
# 调到|某段|任, 在|某厂|当: what leads to the body where somebody takes up a post.
_TOWARDS = "到在调赴往回于至进入"
_PROFILE = re.compile(
    r"[，（(](?:男|女)[，）)]|[，（(]?(?:1[89]|20)\d{2}年(?:\d+月)?(?:出)?生|一[九八][〇零一二三四五六七八九]{2}年生|今年[\d一二三四五六七八九十]+岁"
)
# How sure each form is; calibrated on the practice corpus (kg evaluate prints how often each is right).
_BY_VERB = 0.85
_CAREER = 0.8
_UNIT_ONLY = 0.7
# 被|队长甲|罚抄, 从|师父乙|手里: whom something is done by or to, and who is beside one, is not who is told of.
_OBLIQUE = re.compile(r"(?:被|把|由|让|给|向|跟|随|从|对|带|找|为|在)[^，。；：、“”]{0,8}$")
_LONGEST_OBLIQUE = 12
_MARKS = frozenset("，。；：、“”")
# Offices of unions and clubs, which are held beside one's work.
_HONORARY = ("主席", "委员", "会长", "理事", "理事长", "代表", "常委", "顾问", "班主任")


_CREW = re.compile(r"[\u4e00-\u9fff]{2,4}[班组]副?[班组]长")
# Whose 主任 nobody is: a firm has a director or a manager, its departments have one of these.
_WHOLE = ("公司", "集团", "厂", "矿", "局", "段", "大学", "学校", "学院", "医院", "总工会")


@dataclass(frozen=True, slots=True)
class Stage:
    """An office of somebody's working life, by which rule it was found, how surely, and its term."""

    person: Spot
    office: Office
    rule: str
    confidence: float
    term: Term | None = None


def careers(phrases: Phrases, sentences: Iterable[tuple[int, int]]) -> Iterator[Stage]:
    """The offices that the sentences tell of the people whose lives they are about, in the order of the text."""
    subject: Spot | None = None
    work: Spot | None = None
    for start, end in sentences:
        inside = [p for p in phrases.people if start <= p.start < end]
        topics = [p for p in inside if not _is_oblique(phrases.text, start, p)]
        profile = _PROFILE.search(phrases.text, start, end) is not None
        former = subject.key if subject is not None else None
        if topics and (profile or len({p.key for p in topics}) == 1):
            subject = topics[0]
        elif topics:
            subject = None
        if subject is None or subject.key != former:
            work = None
        sentence = (start, end)
        told = [*_joined(phrases, sentence, subject)]
        if subject is not None:
            told += [*_held(phrases, sentence, topics, subject), *_appointed(phrases, sentence, topics, subject)]
        elif topics:
            # 厂长甲介绍，乙2012年在某分厂任技术员: of each what its own clause tells.
            told += [t for t in _appointed(phrases, sentence, topics, topics[0]) if _of_clause(phrases.text, t[0])]
        for stage, stated in sorted(told, key=lambda pair: pair[0].office.start):
            own = subject is not None and stage.person.key == subject.key
            told_of = _settled(phrases, stage, work) if own and work is not None else stage
            if own and told_of.office.seat is not None and not str(told_of.office.title).endswith(_HONORARY):
                work = told_of.office.seat
            if stated:
                yield told_of
        if profile and inside and subject is not None:
            yield from _appositions(phrases, subject, start, end)


def _of_clause(text: str, stage: Stage) -> bool:
    """Whether an office is told of in the clause that names its holder first."""
    person, office = stage.person, stage.office
    return person.end <= office.start and _MARKS.isdisjoint(text[person.end : office.start])


def _is_oblique(text: str, start: int, person: Spot) -> bool:
    """Whether a name stands behind a preposition: nothing is told of that person."""
    return _OBLIQUE.search(text, max(start, person.start - _LONGEST_OBLIQUE), person.start) is not None


_Told = Iterator[tuple[Stage, bool]]


def _joined(phrases: Phrases, sentence: tuple[int, int], subject: Spot | None) -> _Told:
    """甲来自某厂, 乙在某校任教, 他分到某段当线路工."""
    for person, office, verb in units(phrases, sentence, subject):
        term = term_before(phrases.text, sentence[0], verb, phrases.text[verb : office.start])
        yield Stage(person, office, "post-employed", _UNIT_ONLY, term), True


def _held(phrases: Phrases, sentence: tuple[int, int], people: list[Spot], subject: Spot) -> _Told:
    """历任某厂班长、车间主任: what a verb tells of the person named last before it, or of the one told about.

    What a verb right behind a name tells is for kg.elections to state.
    """
    start, end = sentence
    for first in _FROM.finditer(phrases.text, start, end):
        owner = max((p for p in people if p.end <= first.start()), default=subject)
        for office in phrases.before(first.end("first")):
            if office.kind == "role" and office.seat is None and office.start >= first.start("first"):
                yield Stage(owner, office, "post-profile", _BY_VERB), True
    for verb in _HOLDS.finditer(phrases.text, start, end):
        owner = max((p for p in people if p.end <= verb.start()), default=subject)
        term = term_before(phrases.text, start, verb.start(), verb.group())
        for office in phrases.after(verb.end(), end):
            yield Stage(owner, office, "post-profile", _BY_VERB, term), verb.start() not in phrases.person_ends


def _appointed(phrases: Phrases, sentence: tuple[int, int], people: list[Spot], subject: Spot) -> _Told:
    """被街道总工会聘为调解员, 调到县总工会任副主席: a post at the body between the particle and the verb."""
    start, end = sentence
    for verb in _APPOINTED_BY.finditer(phrases.text, start, end):
        by = phrases.seats.ending_at(phrases.text, phrases.before_gloss(verb.start()))
        before = phrases.text[max(start, by.start - 1) : by.start] if by is not None else ""
        if by is None or not before or before not in ("被" if verb.group().endswith("为") else _TOWARDS):
            continue
        owner = max((p for p in people if p.end <= verb.start()), default=subject)
        term = term_before(phrases.text, start, by.start - 1, verb.group())
        for office in phrases.after(verb.end(), end):
            if office.seat is None and not office.blocked:
                yield Stage(owner, replace(office, seat=by), "post-appointed", _BY_VERB, term), True


def _settled(phrases: Phrases, stage: Stage, work: Spot) -> Stage:
    """The stage, at where somebody works if its office has no body of its own."""
    office = _of_crew(phrases, stage.office) if stage.office.blocked else stage.office
    seat = _at_work(phrases, office, work) if office.seat is None else None
    return replace(stage, office=replace(office, seat=seat), rule="post-career", confidence=_CAREER) if seat else stage


def _of_crew(phrases: Phrases, office: Office) -> Office:
    """当上|炉前班班长: the head of a crew that the text names nowhere else has it in the title."""
    title = "".join(phrases.text[office.start : office.end].split())
    return replace(office, title=title, blocked=False) if _CREW.fullmatch(title) else office


def _at_work(phrases: Phrases, office: Office, work: Spot) -> Spot | None:
    """Where an office without a body is held by somebody who works at one: there, or at the owner that has such."""
    title = str(office.title)
    if office.blocked or office.kind not in ("post", "role") or title.endswith(_HONORARY):
        return None
    house = house_of(title)
    seat = phrases.seats.climbed(title, work)
    if house is not None and ANY_FIRM not in house:
        return seat if seat.key.endswith(house) else None
    return None if title.endswith("主任") and seat.key.endswith(_WHOLE) else seat


def _appositions(phrases: Phrases, subject: Spot, start: int, end: int) -> Iterator[Stage]:
    """湖南凤凰人，总装分厂钳工班班长、高级技师: a clause of a profile that is an office and nothing else."""
    for match in re.finditer("，", phrases.text[subject.end : end]):
        position = subject.end + match.end()
        offices = phrases.after(position, end)
        if offices and offices[0].start == position:
            for office in offices:
                yield Stage(subject, office, "post-profile", _BY_VERB)

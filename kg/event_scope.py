"""The stretch of an article that speaks of one event, as the rules for its arguments see it."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.dates import complete, find_dates
from kg.event_text import Part, Reader
from kg.event_types import VISITS, Candidate
from kg.event_words import EventWords, alternatives
from kg.linking import Linked, Spot
from kg.model import ORGANIZATIONS, Article, EntityType, EventDate, Evidence

# 来到某队、甲和乙: a list may begin with what is known by no name.
_UNKNOWN_FIRST = r"了?[^，。；：、\n在由把为给向]{2,24}[、和]$"
_LONGEST_UNKNOWN = 32
# 某公司码头上，; 某医院门前热气腾腾: a part of the site and a word of place.
_SCENE_AFTER = re.compile(
    r"的?[^，。；：、“在的]{0,8}(?:里|内|门前|门口|门外|楼前|楼下|旁|(?<![以之网线会手路身马早晚])上|现场|大厅)"
    r"(?:，|[^，。；：、]{0,6}(?:座无虚席|人头攒动|热气腾腾|热闹非凡|灯火通明|掌声|歌声|笑声|欢声|人声鼎沸|气氛热烈|暖意融融|张灯结彩))"
)
# A report names its event in the first sentences; what does so later tells a story that the event is only a scene of.
_STORY = 5
_BEFORE, _AFTER = 2, 5

# What may stand before a date that begins a sentence, and what shows that it tells of a time until now.
_DATE_START = re.compile(r"[ \u3000●◎■▲◆★]*(?:就?在|从|自|早在)?")
_SINCE = re.compile(r"以来")
_LONGEST_DATE = 20

# 启动仪式结束后，…; 会前的12月8日下午，…
_BESIDE = re.compile(
    r"[ \u3000]*[^，。；：“”]{0,8}(?P<kind>会|会议|仪式|活动|比赛|竞赛|大赛|培训|讲座|演出|演练|课|班"
    r"|签约|揭牌|换届|开班|调研|宣讲|座谈)"
    r"(?:开始|结束|举行|召开)?(?:之)?[前后](?:的[^，]{2,12})?，"
)

SITES = ORGANIZATIONS | {EntityType.PLACE}
_LISTED = re.compile(r"[、和及与]|以及")

# 在位于某区的某学院举行: where a venue lies stands before its name.
_LIES = re.compile(r"(?:位于|坐落[于在]|地处)[^，。；、]{2,20}的$")
_LONGEST_SEAT = 26
# 在|某总工会|举办的演讲比赛中: whose event it is, not where it was.
_HELD_BY = re.compile(r"(?:、[^，。；]{2,24})?(?:联合|共同)?(?:举办|主办|承办|组织|组织开展|召开|发起|开展)的")
_HOLDERS = ("局", "厅", "委", "委员会", "部", "妇联", "协会", "联合会", "办公室", "政府")
_STOP_BEFORE = re.compile(r"(?:^|[。！？；”\n])[ \u3000]*(?:随后，?|接着，?|之后，?)?在$")
_STOP_AFTER = re.compile(r"[^，。；：、“”]{0,8}，")

# An entity's key with the words that prove its part.
Found = tuple[str, Evidence]


@dataclass(frozen=True, slots=True, eq=False)
class Scope:
    """An event and the part of the body that speaks of it; `others` are sentences in it that speak of another event."""

    article: Article
    body: Reader
    heads: tuple[Reader, ...]
    part: Part
    others: tuple[Part, ...]
    event: Candidate
    linked: Linked
    words: EventWords
    day: EventDate | None = None

    def told(self) -> Iterator[Part]:
        """The sentences that tell what went on at the event: no story before it, and nothing of another day."""
        every = self.body.sentences(self.part)
        story = self.event.sentence in every[_STORY:]
        for sentence in self.sentences():
            before = story and sentence.start < self.event.sentence.start
            if sentence == self.event.sentence or not (before or self._is_of_another_day(sentence)):
                yield sentence

    def _is_of_another_day(self, sentence: Part) -> bool:
        """Whether a sentence begins with a date that is not the event's (去年8月，…; 2021年以来，…)."""
        start = _DATE_START.match(self.body.text, sentence.start, sentence.end)
        opening = self.body.text[start.end() if start else sentence.start : sentence.end][:_LONGEST_DATE]
        if "年" not in opening and "月" not in opening:
            return False
        date = next(find_dates(opening), None)
        if date is None or date.start:
            return False
        if _SINCE.match(opening, date.end):
            return True
        day = self.day
        if day is None or date.first.month is None:
            return date.first.relative == -1 and day is None
        values = complete(date, self.article.issued)
        if values is None:
            return False
        first, last = values[0], values[1] or values[0]
        start_year, end_year = first[:4].isdigit(), day.start[:4].isdigit()
        if start_year and end_year and first[:4] != day.start[:4]:
            return True
        if date.first.relative == -1:
            return True
        ours = (_month_and_day(day.start), _month_and_day(day.end or day.start))
        return not (_month_and_day(first) <= ours[1] + "~" and ours[0] <= _month_and_day(last) + "~")

    def sentences(self) -> Iterator[Part]:
        """The sentences that speak of the event: all others, or those around it where a story only comes to it."""
        every = self.body.sentences(self.part)
        at = next((index for index, sentence in enumerate(every) if sentence == self.event.sentence), 0)
        near = every if at < _STORY else every[at - _BEFORE : at + _AFTER]
        yield from (sentence for sentence in near if not any(other.holds(sentence.start) for other in self.others))


def is_scene(reader: Reader, spot: Spot) -> bool:
    """Whether a clause begins with a body as the scene of what follows (7月6日，某县的某公司码头上，…)."""
    start = spot.start
    for district in reversed(reader.spots):
        if district.type is EntityType.DISTRICT and district.end in (start, start - 1):
            between = reader.text[district.end : start]
            start = district.start if between in ("", "的") else start
    return opens_clause(reader, start) and bool(_SCENE_AFTER.match(reader.text, spot.end))


def is_holder(reader: Reader, spot: Spot) -> bool:
    """Whether a body is told as who held what follows (在|某总工会|举办的演讲比赛中); a hall holds nothing."""
    holds = spot.type in (EntityType.UNION, EntityType.COMPANY) or spot.key.endswith(_HOLDERS)
    return holds and bool(_HELD_BY.match(reader.text, spot.end))


def opens_clause(reader: Reader, position: int) -> bool:
    """Whether a clause begins at a position."""
    return position == 0 or reader.text[position - 1] in "，。！？；”\n \u3000"


def row_start(reader: Reader, start: int) -> int:
    """Where the row of districts begins that ends at a position (某市某县某镇)."""
    for spot in reversed(reader.spots):
        start = spot.start if spot.type is EntityType.DISTRICT and spot.end == start else start
    return start


def seat_start(reader: Reader, start: int) -> int:
    """Where the words begin that tell where the venue at a position lies (荔湾区|永庆坊, 位于某区的|某学院)."""
    start = row_start(reader, start)
    lies = _LIES.search(reader.text, max(0, start - _LONGEST_SEAT), start)
    if lies is not None:
        return lies.start()
    owners = (s.start for s in reader.spots if s.type is EntityType.DISTRICT and s.end == start - 1)
    owner = next(owners, None) if reader.text.endswith("的", 0, start) else None  # 某区的|某公司
    return start if owner is None else row_start(reader, owner)


def list_head(reader: Reader, position: int) -> int:
    """Where the list of sites and districts starts whose last item stands at a position (甲、乙和丙)."""
    for spot in reversed(reader.spots):
        site = spot.type in SITES or spot.type is EntityType.DISTRICT
        if site and spot.end < position and _LISTED.fullmatch(reader.text, spot.end, position):
            position = spot.start
    return position


def is_beside(scope: Scope, sentence: Part) -> bool:
    """Whether a sentence tells what was done before or after the event (启动仪式前，…), where that visits nobody."""
    beside = _BESIDE.match(scope.body.text, sentence.start, sentence.end)
    if beside is None or VISITS & set(scope.event.types):
        return False
    kind, label = beside["kind"], scope.event.label
    return kind in label or (kind == "签约" and label.startswith("签"))


def is_stop(scope: Scope, spot: Spot) -> bool:
    """Whether a sentence on a visit begins with where it stops (在某医院，慰问组看望了…)."""
    body = scope.body
    if not VISITS & set(scope.event.types) or not _STOP_AFTER.match(body.text, spot.end):
        return False
    return bool(_STOP_BEFORE.search(body.text, 0, seat_start(body, spot.start)))


def _month_and_day(value: str) -> str:
    """The part of a value after its year, that is --11-14 without the year's place."""
    return value.lstrip("-") if value.startswith("--") else value[5:]


def is_located(scope: Scope, reader: Reader, position: int) -> bool:
    """Whether a word before the position shows that something goes on there; it counts for a whole list (到甲、乙)."""
    position = list_head(reader, seat_start(reader, position))
    belongs = _BELONGING.search(reader.text, max(0, position - _LONGEST_UNKNOWN), position)
    position = belongs.start() if belongs else position
    if scope.words.pattern("<locative>了?$").search(reader.text, max(0, position - 4), position):
        return True
    if reader.text[position - 1 : position] not in ("、", "和"):
        return False
    return bool(_going(scope.words).search(reader.masked[max(0, position - _LONGEST_UNKNOWN) : position]))


# 到|集团所属|甲矿、乙矿: whose they are stands between.
_BELONGING = re.compile(r"(?:集团公司|集团|公司|总公司|局|厂|矿)?(?:所属|下属|旗下)的?$")


@functools.cache
def _going(words: EventWords) -> re.Pattern[str]:
    """A word of place of two characters or more with a list behind it whose first place nobody recognized."""
    return re.compile(alternatives(word for word in words.cues["locative"] if len(word) > 1) + _UNKNOWN_FIRST)

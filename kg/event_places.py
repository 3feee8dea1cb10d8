"""Where and when an event is: the venue before its verb, the date beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.dates import Day, FoundDate, complete, find_bare_days, find_dates, find_days_before
from kg.event_scope import (
    SITES,
    Found,
    Scope,
    is_beside,
    is_holder,
    is_located,
    is_scene,
    is_stop,
    list_head,
    seat_start,
)
from kg.event_text import Part, Reader
from kg.linking import Spot
from kg.model import EntityType, EventDate, Evidence

_VENUE = 0.8
_SITE = 0.8
_DATED = 0.95
_YEAR_ONLY = 0.5
# A venue named this many characters before the event's sentence, at most, is its venue.
_NEAR = 40
# A year before a name (2023年…竞赛) tells when the event is; after 于, 自 or before a verb it tells of something else.
_YEAR_OF_NAME = re.compile(
    r"(?<![于自从到至由])(20\d\d|19\d\d)年度?(?=[\u4e00-\u9fff“])(?!\d|底|初|被|以来|至|获|成立|起|前|后|的)"
)


# 13日下午召开的…会议: the day of what another name speaks of.
_OF_OTHERS = re.compile(r"[^，。；：\n]{0,12}(?:召开|举行|举办|开展|发布|印发|下发|结束)的")
# 截至5月31日, 6月10日前: until when, not when.
_UNTIL = re.compile(r"(?:截[至止]|截止[到至]|定于|拟于|将于)$")
_BEFORE = re.compile(r"(?:之?前(?!往|去|来|后|夕)|以前|以来)")
_VAGUE = re.compile(r"近日|日前|近期|最近")
_LONGEST_ADVERB = 8
# A lead may set the scene with semicolons before it says what it is of.
_SENTENCES_BACK = 3
# 素有“最冷小镇”之称: what a place is called.
_CALLED = re.compile(r"[”」](?:之称|美称|的?美誉|之誉)")
_GOING = re.compile(
    r"(?:走进|来到|前往|深入|开进|抵达|走访|参观|先后[到赴]|分别[到赴]|分赴|奔赴|赶[赴往]|慰问|看望|探访|察看|直奔)了?(?:[^，。、]{1,12}的)?$"
)
# 为某“骑士之家”等6个站点授牌, 共建“芯火实训基地”: the site is what was given or built.
_GIVEN = re.compile(r"(?:共建|筹建|兴建|创建|建设|打造|创办|设立|建立|命名为|捐给|授予|评为|投资)了?“?$")
_HONOURED = re.compile(r"”?(?:等[^，。；]{0,16}|[^，。；在]{0,4})授牌")
_LONGEST_GIVING = 6
_CLAUSE_REST = re.compile(r"[^，。；：\n]{0,40}")


def places(scope: Scope, hosts: set[str]) -> list[Found]:
    """The venues: sites named where the text speaks of the event, and bodies after 在, 走进 and the like."""
    body = scope.body
    found: dict[str, Found] = {}
    for sentence in scope.told():
        if is_beside(scope, sentence):
            continue
        near = sentence.start <= scope.event.sentence.start and scope.event.sentence.start - sentence.end <= _NEAR
        listed: Spot | None = None
        for spot in body.spots:
            if spot.type not in SITES or not sentence.holds(spot.start):
                continue
            if _CALLED.match(body.text, spot.end) or (spot.key in hosts and not _is_venue(scope, spot)):
                continue
            stop = is_stop(scope, spot)
            located = stop or _in_locative(scope, spot) or is_scene(body, spot)
            if not located and listed is not None and spot.start - listed.end <= 1:
                located = body.text[listed.end : spot.start] in ("、", "和", "及", "与")
            if spot.type is EntityType.PLACE and spot.end not in body.titles and not _is_spoken_of(body, spot):
                rule, confidence = "place-site", _SITE
            elif located and (near or stop or goes_to(scope, listed or spot)) and _is_whole(body, spot):
                rule, confidence = "place-venue", _VENUE
            else:
                listed = None
                continue
            listed = spot if located else None
            found.setdefault(spot.key, (spot.key, body.evidence(sentence, rule, confidence, spot.start)))
    return list(found.values())


def _is_spoken_of(reader: Reader, spot: Spot) -> bool:
    """Whether a site is what was given or built, not where that was done."""
    if _GIVEN.search(reader.text, max(0, spot.start - _LONGEST_GIVING), spot.start):
        return True
    return bool(_HONOURED.match(reader.text, spot.end))


def _is_whole(reader: Reader, spot: Spot) -> bool:
    """Whether a name is a site by itself: neither somebody's post (某医院|护师) nor a part's (某公司|220千伏变电站)."""
    return spot.end not in reader.titles and not reader.text[spot.end : spot.end + 1].isdigit()


def _is_venue(scope: Scope, spot: Spot) -> bool:
    """Whether an event is held at its host's (…竞赛在某学院举行, that took part in holding it)."""
    event, body = scope.event, scope.body
    if not (event.phrase.end <= spot.start and event.sentence.holds(spot.start) and _in_locative(scope, spot)):
        return False
    return bool(scope.words.verb.search(body.masked, spot.end, spot.end + _LONGEST_ADVERB))


def goes_to(scope: Scope, spot: Spot) -> bool:
    """Whether the word before a name is one of going there, which proves a place in any sentence."""
    head = list_head(scope.body, spot.start)
    return bool(_GOING.search(scope.body.text, max(0, head - 18), head))


def _in_locative(scope: Scope, spot: Spot) -> bool:
    """Whether a word of place stands before a name, districts between them allowed (在荔湾区永庆坊)."""
    body = scope.body
    if not is_located(scope, body, seat_start(body, spot.start)) and not goes_to(scope, spot):
        return False
    if is_holder(body, spot):
        return False
    return not re.match(r"[^，。]{0,20}(?:指导|支持|帮助|努力|领导|推动|见证)下", body.text[spot.end : spot.end + 26])


def date_of(scope: Scope) -> EventDate | None:
    """When the event was: the date in its sentence, or else in the sentences around it; none where it says 近日."""
    body, event = scope.body, scope.event
    sentences = list(scope.sentences())
    at = next((i for i, s in enumerate(sentences) if s == event.sentence), 0)
    for sentence in (
        event.sentence,
        *reversed(sentences[max(0, at - _SENTENCES_BACK) : at]),
        *sentences[at + 1 : at + 2],
    ):
        date = _first_date(scope, sentence)
        if date is not None:
            start = sentence.start + date.start
            told = body.evidence(Part(start, start + len(date.text)), "event-date", _DATED)
            return _date(scope, date, _stated_year(scope), (told, *_dateline_of(scope, date)))
        if _VAGUE.search(body.masked, sentence.start, sentence.end):
            break
    before = Part(event.clause.start, event.phrase.end)
    for match in _YEAR_OF_NAME.finditer(body.text, before.start, before.end):
        evidence = body.evidence(event.sentence, "event-year", _YEAR_ONLY, match.start())
        return EventDate(match.group(), match.group(1), None, (evidence,))
    return None


def _first_date(scope: Scope, sentence: Part) -> FoundDate | None:
    """The first date of a sentence that no quotation marks hold; outside the event's own sentence, one of this year."""
    own = sentence == scope.event.sentence
    earlier = sentence.start < scope.event.sentence.start
    for date in _dates(scope, sentence):
        at = sentence.start + date.start
        if date.first.month is None or _is_masked(scope.body, at) or _is_limit(scope.body, at, date):
            continue
        dated = date.first.day is not None or earlier
        if own or (dated and date.first.relative in (None, 0) and date.first.year is None):
            return date
    return None


def _dates(scope: Scope, sentence: Part) -> list[FoundDate]:
    """The dates of a sentence at offsets of it; days without a month only in the event's own."""
    text = scope.body.text[sentence.start : sentence.end]
    written = _written(scope)
    dates = [*find_dates(text), *(find_days_before(text, written) if written else ())]
    if sentence == scope.event.sentence:
        for date in find_bare_days(scope.body.text[: sentence.end], scope.article.issued, written):
            at = date.start - sentence.start
            other = _OF_OTHERS.match(scope.body.masked, date.end)
            if at >= 0 and (other is None or date.end <= scope.event.verb.start < other.end()):
                dates.append(replace(date, start=at, end=at + len(date.text)))
    return sorted(dates, key=lambda date: date.start)


def _written(scope: Scope) -> Day | None:
    """The day on which a dateline says that the report was written (本报南昌1月18日讯)."""
    line = scope.article.dateline
    days = (found.first for found in find_dates(line.text) if found.last is None) if line else ()
    return next((day for day in days if day.day is not None), None)


def _is_limit(reader: Reader, start: int, date: FoundDate) -> bool:
    """Whether a date only tells until when, or when something is still to come (截至5月31日, 6月10日前)."""
    until = _UNTIL.search(reader.text, max(0, start - 3), start)
    return bool(until or _BEFORE.match(reader.text, start + len(date.text)))


def _is_masked(reader: Reader, position: int) -> bool:
    return reader.masked[position] != reader.text[position]


def _date(scope: Scope, date: FoundDate, year: int | None, evidence: tuple[Evidence, ...]) -> EventDate | None:
    values = complete(date, scope.article.issued, year)
    if values is None:
        return None
    return EventDate(date.text, values[0], values[1], evidence)


def _dateline_of(scope: Scope, date: FoundDate) -> Iterator[Evidence]:
    """The dateline, where the text only says 今天 or 昨日."""
    line = scope.article.dateline
    if line is not None and date.text[0] in "今昨前" and "月" not in date.text:
        yield Evidence(line.span(0, len(line.text)), "event-date", _DATED)


def _stated_year(scope: Scope) -> int | None:
    """The year that the event's name bears, or else the one year that modifies a name in the article."""
    near = _named_years(scope, scope.event.sentence)
    if len(near) == 1:
        return near.pop()
    text = scope.body.text
    lead = next(iter(scope.body.sentences(scope.part)), scope.event.sentence)
    for date in find_dates(text[lead.start : lead.end]):
        if date.first.year is not None and date.first.day is not None:
            return date.first.year
    if len({date.first.year for date in find_dates(text) if date.first.year}) != 1:
        return None
    everywhere = _named_years(scope, scope.body.whole)
    return everywhere.pop() if len(everywhere) == 1 else None


def _named_years(scope: Scope, part: Part) -> set[int]:
    """The years that the names of events begin with (2023年…竞赛); a year of birth or of a book's title is none."""
    masked = scope.body.masked
    return {
        int(match.group(1))
        for match in _YEAR_OF_NAME.finditer(masked, part.start, part.end)
        if (clause := _CLAUSE_REST.match(masked, match.end())) and scope.words.noun.search(clause.group())
    }

"""Where and when an event is: the venue before its verb, the venue's district or the host's, the date beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.dates import FoundDate, complete, find_bare_days, find_dates
from kg.event_scope import Found, Scope
from kg.event_text import Part, Reader
from kg.linking import Spot
from kg.model import EntityType, EventDate, Evidence

_VENUE = 0.85
_SITE = 0.75
_NAMED_DISTRICT = 0.85
_HOST_DISTRICT = 0.8
_CONTEXT_DISTRICT = 0.55
_DATED = 0.9
_YEAR_ONLY = 0.7
# The endings of districts' names, the widest districts first; what has none of them is a town or smaller.
_SIZES = (("省", "自治区"), ("市", "自治州", "地区", "盟"), ("区", "县", "旗"))
# A venue named this many characters before the event's sentence, at most, is its venue.
_NEAR = 40
# Bodies belong to bodies: a workshop of a section of a branch of a group.
_LONGEST_CHAIN = 6
_SITES = (EntityType.PLACE, EntityType.UNION, EntityType.COMPANY, EntityType.INSTITUTION, EntityType.WORKSHOP)
# A year before a name (2023年…竞赛) tells when the event is; after 于, 自 or before a verb it tells of something else.
_YEAR_OF_NAME = re.compile(
    r"(?<![于自从到至由])(20\d\d|19\d\d)年度?(?=[\u4e00-\u9fff“])(?!\d|底|初|被|以来|至|获|成立|起|前|后|的)"
)


# 13日下午召开的…会议: the day of what another name speaks of.
_OF_OTHERS = re.compile(r"[^，。；：\n]{0,12}(?:召开|举行|举办|开展|发布|印发|下发|结束)的")
_CLAUSE_REST = re.compile(r"[^，。；：\n]{0,40}")


def places(scope: Scope, hosts: set[str]) -> list[Found]:
    """The venues: sites named where the text speaks of the event, and bodies after 在, 走进 and the like."""
    body = scope.body
    found: dict[str, Found] = {}
    for sentence in scope.sentences():
        near = sentence.start <= scope.event.sentence.start and scope.event.sentence.start - sentence.end <= _NEAR
        listed: Spot | None = None
        for spot in body.spots:
            if spot.type not in _SITES or spot.key in hosts or not (sentence.start <= spot.start < sentence.end):
                continue
            located = _in_locative(scope, spot)
            if not located and listed is not None and spot.start - listed.end <= 1:
                located = body.text[listed.end : spot.start] in ("、", "和", "及", "与")
            if spot.type is EntityType.PLACE:
                rule, confidence = "place-site", _SITE
            elif located and (near or _goes_to(scope, listed or spot)):
                rule, confidence = "place-venue", _VENUE
            else:
                listed = None
                continue
            listed = spot if located else None
            found.setdefault(spot.key, (spot.key, body.evidence(sentence, rule, confidence, spot.start)))
    return list(found.values())


def _goes_to(scope: Scope, spot: Spot) -> bool:
    """Whether the word before a name is one of going there, which proves a place in any sentence."""
    before = scope.body.text[max(0, spot.start - 18) : spot.start]
    return bool(re.search(r"(?:走进|来到|前往|深入|开进|抵达|走访|参观)了?(?:[^，。、]{1,12}的)?$", before))


def _in_locative(scope: Scope, spot: Spot) -> bool:
    """Whether a word of place stands before a name, districts between them allowed (在荔湾区永庆坊)."""
    body = scope.body
    start = spot.start
    for district in reversed(body.spots):
        if district.type is EntityType.DISTRICT and district.end == start:
            start = district.start
    before = body.text[max(0, start - 4) : start]
    if not re.search(rf"{scope.words.cue('locative')}了?$", before) and not _goes_to(scope, spot):
        return False
    return not re.match(r"[^，。]{0,20}(?:指导|支持|帮助|努力|领导|推动|见证)下", body.text[spot.end : spot.end + 26])


def districts(scope: Scope, hosts: list[str], sites: list[str]) -> list[Found]:
    """The district where the text puts the event, or else the first host's own, or that of a venue elsewhere."""
    body, event = scope.body, scope.event
    located = _located(body, event.sentence)
    if located is not None:
        return [(located.key, body.evidence(event.sentence, "district-named", _NAMED_DISTRICT, located.start))]
    for key, evidence in _own(scope, hosts, sites):
        for site in sites if evidence.rule == "district-host" else ():
            seat = scope.linked.seats.get(site) or _district_inside(scope, site)
            # 那曲市总工会 at 湖州职工学校: the host is from elsewhere, as a district of the same rank shows.
            if seat is not None and _size(seat) == _size(key):
                return [(seat, _evidence_of(scope, site, "district-venue"))]
        for head in scope.heads if evidence.rule == "district-host" else ():
            named = _located(head, Part(0, len(head.text)))
            if named is not None and _size(named.key) >= _size(key):
                part = Part(0, len(head.text))
                return [(named.key, head.evidence(part, "district-headline", _NAMED_DISTRICT, named.start))]
        return [(key, evidence)]
    return list(_in_context(scope))[:1]


def _own(scope: Scope, hosts: list[str], sites: list[str]) -> Iterator[Found]:
    """The district in the event's name (深圳市盐田区…演练, the last one in a row), and those of the hosts."""
    body, event = scope.body, scope.event
    inside = [s for s in body.spots if s.type is EntityType.DISTRICT and _holds(event.sentence, s)]
    in_name = [s for s in inside if event.phrase.start - 1 <= s.start < event.phrase.end]
    for index, spot in enumerate(in_name):
        if index + 1 == len(in_name) or in_name[index + 1].start != spot.end:
            yield spot.key, body.evidence(event.sentence, "district-in-name", _NAMED_DISTRICT, spot.start)
    for key in [*hosts, *sites]:
        seat = _seat(scope, key)
        if seat is not None:
            yield seat, _evidence_of(scope, key, "district-host")


def _in_context(scope: Scope) -> Iterator[Found]:
    """The districts that a headline names, or the text up to the event."""
    body, event = scope.body, scope.event
    for reader in (*scope.heads, body):
        for spot in reader.spots:
            told = scope.part.holds(spot.start) and spot.start < event.sentence.end
            if spot.type is EntityType.DISTRICT and (reader is not body or told):
                part = Part(0, len(reader.text)) if reader is not body else event.sentence
                yield spot.key, reader.evidence(part, "district-context", _CONTEXT_DISTRICT, spot.start)


def _size(key: str) -> int:
    """The rank of a district, by its name: 0 for a province."""
    return next((size for size, ends in enumerate(_SIZES) if key.endswith(ends)), len(_SIZES))


def _holds(part: Part, spot: Spot) -> bool:
    return part.start <= spot.start and spot.end <= part.end


def _located(reader: Reader, part: Part) -> Spot | None:
    """The district after a word of place, the smallest where several stand one after another."""
    located: list[Spot] = []
    for spot in reader.spots:
        if spot.type is EntityType.DISTRICT and _holds(part, spot):
            follows = located and located[-1].end == spot.start
            if follows or re.search(r"(?:在|到|走进|来到|赴|前往)$", reader.text[max(0, spot.start - 3) : spot.start]):
                located.append(spot)
    return located[-1] if located else None


def _seat(scope: Scope, key: str) -> str | None:
    """The district that a body's name holds, or that of the body that it belongs to."""
    inner = _district_inside(scope, key)
    for _ in range(_LONGEST_CHAIN):
        if key in scope.linked.seats:
            return scope.linked.seats[key]
        if inner is not None:
            return inner
        if key not in scope.linked.owners:
            return None
        key = scope.linked.owners[key]
    return None


def _district_inside(scope: Scope, key: str) -> str | None:
    """The last district that stands in the body's name, which is the smallest (长宁区江苏路街道总工会)."""
    found = [
        (district.start - spot.start, district.key)
        for spot in scope.linked.spots
        if spot.key == key
        for district in scope.linked.in_flow(spot.flow)
        if district.type is EntityType.DISTRICT and spot.start <= district.start and district.end <= spot.end
    ]
    if found:
        return max(found)[1]
    name = next((e.name for e in scope.linked.entities if e.key == key), "")
    named = [
        (len(word), entity.key)
        for entity in scope.linked.entities
        if entity.type is EntityType.DISTRICT
        for word in (entity.name, *entity.aliases)
        if word in name
    ]
    return max(named)[1] if named else None


def _evidence_of(scope: Scope, key: str, rule: str) -> Evidence:
    """The body's name where the event's part of the text, or a headline, has it."""
    for reader in (scope.body, *scope.heads):
        for spot in reader.spots:
            if spot.key == key and (reader is not scope.body or scope.part.holds(spot.start)):
                return reader.evidence(Part(spot.start, spot.end), rule, _HOST_DISTRICT)
    return scope.body.evidence(scope.event.sentence, rule, _HOST_DISTRICT)


def date_of(scope: Scope) -> EventDate | None:
    """When the event was: the date in its sentence, or else in the sentences around it; none where it says 近日."""
    body, event = scope.body, scope.event
    year = _stated_year(scope)
    sentences = list(scope.sentences())
    at = next((i for i, s in enumerate(sentences) if s == event.sentence), 0)
    vague = re.compile(r"近日|日前|近期|最近")
    for sentence in (event.sentence, *reversed(sentences[max(0, at - 2) : at]), *sentences[at + 1 : at + 2]):
        date = _first_date(scope, sentence)
        if date is not None:
            start = sentence.start + date.start
            return _date(scope, date, year, body.evidence(Part(start, start + len(date.text)), "event-date", _DATED))
        if vague.search(body.masked, sentence.start, sentence.end):
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
        if date.first.month is None or _is_masked(scope.body, sentence.start + date.start):
            continue
        dated = date.first.day is not None or earlier
        if own or (dated and date.first.relative in (None, 0) and date.first.year is None):
            return date
    return None


def _dates(scope: Scope, sentence: Part) -> list[FoundDate]:
    """The dates of a sentence at offsets of it; days without a month only in the event's own."""
    dates = list(find_dates(scope.body.text[sentence.start : sentence.end]))
    if sentence == scope.event.sentence:
        for date in find_bare_days(scope.body.text[: sentence.end], scope.article.issued):
            at = date.start - sentence.start
            if at >= 0 and not _OF_OTHERS.match(scope.body.masked, date.end):
                dates.append(replace(date, start=at, end=at + len(date.text)))
    return sorted(dates, key=lambda date: date.start)


def _is_masked(reader: Reader, position: int) -> bool:
    return reader.masked[position] != reader.text[position]


def _date(scope: Scope, date: FoundDate, year: int | None, evidence: Evidence) -> EventDate | None:
    values = complete(date, scope.article.issued, year)
    if values is None:
        return None
    return EventDate(date.text, values[0], values[1], (evidence,))


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
    everywhere = _named_years(scope, Part(0, len(text)))
    return everywhere.pop() if len(everywhere) == 1 else None


def _named_years(scope: Scope, part: Part) -> set[int]:
    """The years that the names of events begin with (2023年…竞赛); a year of birth or of a book's title is none."""
    masked = scope.body.masked
    return {
        int(match.group(1))
        for match in _YEAR_OF_NAME.finditer(masked, part.start, part.end)
        if (clause := _CLAUSE_REST.match(masked, match.end())) and scope.words.noun.search(clause.group())
    }

"""The district of an event: where the text puts it, or else that of its name, its host, its venue."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.event_scope import SITES, Found, Scope, is_located, opens_clause, row_start
from kg.event_text import Part, Reader
from kg.event_types import AT, HEADLINE
from kg.lexicon import lexicon
from kg.linking import Spot
from kg.model import EntityType, Evidence

# How the host's own district is known, where the event is elsewhere in it.
_STATED = ("district-host", "district-in-name")
_NAMED_DISTRICT = 0.85
_HOST_DISTRICT = 0.85
_CONTEXT_DISTRICT = 0.55
# The endings of districts' names, the widest districts first; what has none of them is a town or smaller.
_SIZES = (("省", "自治区"), ("市", "自治州", "地区", "盟"), ("区", "县", "旗"))
_TOWN = re.compile(
    r"[ \t\u3000【]*(?:本报|本网|本刊)([\u4e00-\u9fff]{2,6}?)(?:[0-9０-９]+月[0-9０-９]+日)?[ \u3000]*(?:讯|电)"
)
_COUNTY = "区县旗市"
# An event in a village is told by the town of it, where that is known.
_VILLAGE = ("村", "社区", "屯")
_TO = re.compile(
    r"(?:在|位于|坐落于|地处|到|走进|来到|赴|前往|赶往|赶赴|奔赴|深入|抵达|走访|齐聚|相聚|汇聚|聚首|移师|重返)了?$"
)
# 的某工地食堂里，: a clause that sets the scene.
_SCENE = re.compile(
    r"的?[^，。；：、“在]{2,26}(?:里|内|门前|门口|门外|旁|(?<![以之网线会手路身马早晚])上|现场|大厅)"
    r"(?:[，：]|座无虚席|热气|人头|灯火|[^，。；：、“]{2,6}[，：。])"
)
# A scene this many characters before the event's sentence, at most, is its own.
_NEAR = 120
# Bodies belong to bodies: a workshop of a section of a branch of a group.
_LONGEST_CHAIN = 6


def districts(scope: Scope, hosts: list[str], sites: list[str]) -> list[Found]:
    """The districts where the text puts the event and which its host is of; or else that of a venue elsewhere.

    A host from another district of the same rank leaves the event where it is.
    """
    home = _home(scope, hosts, sites)
    widest = max((_size(key) for key, _ in home), default=-1)
    # The province in the name of a firm tells of no place within the host's own district.
    there = {
        key: (key, evidence)
        for key, evidence in _there(scope, sites)
        if (evidence.rule == "district-named" or _size(key) > widest) and not (home and key.endswith(_VILLAGE))
    }
    if not there:
        return [*(_dateline(scope) if widest <= 0 else ()), *home]
    ranks = {_size(key) for key in there}
    if "meeting" not in scope.event.types:
        # A province's union meets for all of the province; what else it holds in a town is in that town.
        ranks.add(0)
    # A firm's city tells where the firm is from, and nothing of where it goes.
    firms = {_seat(scope, host) for host in hosts if _is_firms(scope, host)}
    from_there = firms - {_seat(scope, host) for host in hosts if not _is_firms(scope, host)}
    beside = [
        (key, evidence)
        for key, evidence in home
        if evidence.rule in _STATED and key not in there and key not in from_there and _size(key) not in ranks
    ]
    return [*there.values(), *beside]


def _dateline(scope: Scope) -> list[Found]:
    """The town of the dateline (本报济南9月25日讯), where what is held has a name and its host is of a province."""
    line = scope.article.dateline
    town = _TOWN.match(line.text) if line is not None and scope.event.form not in ("deed", HEADLINE) else None
    if line is None or town is None:
        return []
    evidence = Evidence(line.span(0, len(line.text)), "district-dateline", _CONTEXT_DISTRICT)
    names = {town.group(1), f"{town.group(1)}市"}
    return [
        (entity.key, evidence)
        for entity in scope.linked.entities
        if entity.type is EntityType.DISTRICT and names & {entity.name, *entity.aliases}
    ][:1]


def _there(scope: Scope, sites: list[str]) -> Iterator[Found]:
    """The district after a word of place in the event's sentence, and the one in the name of the venue there."""
    body, event = scope.body, scope.event
    for located in _located(body, event.sentence):
        if event.form == AT and event.phrase.start <= located.start < event.phrase.end:
            continue  # 在|山东省…推进会|上: it is the meeting's name
        yield located.key, body.evidence(event.sentence, "district-named", _NAMED_DISTRICT, located.start)
    for sentence in scope.sentences() if not _located(body, event.sentence) else ():
        # 岱山县衢山镇的码头上，…。工会送来西瓜: the scene that the event comes to.
        if sentence.start <= event.sentence.start and event.sentence.start - sentence.end <= _NEAR:
            starts = {spot.start for spot in body.districts(sentence)}
            for spot in (s for s in body.districts(sentence) if s.end not in starts):
                if _SCENE.match(body.text, spot.end) and opens_clause(body, row_start(body, spot.start)):
                    yield spot.key, body.evidence(sentence, "district-named", _NAMED_DISTRICT, spot.start)
    for spot in body.spots:
        if spot.type in SITES and event.sentence.holds(spot.start) and is_located(scope, body, spot.start):
            inside = [d for d in scope.linked.in_flow(spot.flow) if _holds(spot, d) and _is_told(body, d)]
            # 富春江镇|芝厦村|文化礼堂: the town of the village.
            inside = [d for d in inside if not d.key.endswith(_VILLAGE)] or inside
            if inside:
                last = max(inside, key=lambda d: (d.start, d.end))
                yield last.key, body.evidence(event.sentence, "district-of-venue", _NAMED_DISTRICT, spot.start)

    # 海口综合保税区职工服务中心里，…: the venue of the scene before.
    for spot in body.spots if not _located(body, event.sentence) else ():
        if spot.key in sites and scope.part.holds(spot.start) and spot.start < event.sentence.start:
            inside = [d for d in scope.linked.in_flow(spot.flow) if _holds(spot, d) and _is_told(body, d)]
            if inside:
                last = max(inside, key=lambda d: (d.start, d.end))
                yield last.key, body.evidence(event.sentence, "district-of-venue", _NAMED_DISTRICT, event.verb.start)


def _holds(spot: Spot, inner: Spot) -> bool:
    """Whether a district stands inside the name of a venue."""
    return inner.type is EntityType.DISTRICT and spot.start <= inner.start and inner.end <= spot.end


def _is_told(reader: Reader, inner: Spot) -> bool:
    """Whether a name inside a venue's is surely a district: 海州露天矿, 雨山湖 may bear it by chance."""
    return _size(inner.key) != len(_SIZES) - 1 or reader.text[inner.end - 1] in _COUNTY


def _home(scope: Scope, hosts: list[str], sites: list[str]) -> list[Found]:
    """The first host's own district, or that of a venue elsewhere, or the one that the context names."""
    for key, evidence in _own(scope, hosts, sites):
        for site in sites if evidence.rule == "district-host" else ():
            seat = scope.linked.seats.get(site) or _district_inside(scope, site)
            # 那曲市总工会 at 湖州职工学校: the host is from elsewhere, as a district of the same rank shows.
            if seat is not None and _size(seat) == _size(key) and not seat.endswith(_VILLAGE):
                return [(seat, _evidence_of(scope, site, "district-venue"))]
        for head in scope.heads if evidence.rule == "district-host" else ():
            named = [d for d in _located(head, head.whole) if _size(d.key) >= _size(key)]
            if named:
                rule = "district-headline"
                return [(d.key, head.evidence(head.whole, rule, _NAMED_DISTRICT, d.start)) for d in named]
        return [(key, evidence)]
    return list(_in_context(scope))[:1]


def _own(scope: Scope, hosts: list[str], sites: list[str]) -> Iterator[Found]:
    """The district in the event's name (深圳市盐田区…演练, the last one in a row), and those of the hosts."""
    body, event = scope.body, scope.event
    in_name = [
        s
        for s in body.districts(event.sentence)
        # “技能报国·筑梦辽宁”: what a motto names is no district of the event.
        if event.phrase.start - 1 <= s.start < event.phrase.end and body.masked[s.start] == body.text[s.start]
    ]
    for index, spot in enumerate(in_name):
        if index + 1 == len(in_name) or in_name[index + 1].start != spot.end:
            yield spot.key, body.evidence(event.sentence, "district-in-name", _NAMED_DISTRICT, spot.start)
    for key in [*hosts, *sites]:
        seat = _seat(scope, key)
        # A firm's province (甘肃陇能集团) tells where the firm is from, and nothing of where it meets.
        if seat is not None and not (_size(seat) == 0 and _is_firms(scope, key)):
            yield seat, _evidence_of(scope, key, "district-host")


def _is_firms(scope: Scope, key: str) -> bool:
    """Whether a body is a firm or the union of one."""
    return scope.linked.unions.get(key, key).startswith(f"{EntityType.COMPANY.value}:")


def _in_context(scope: Scope) -> Iterator[Found]:
    """The districts that a headline names, or the text up to the event."""
    body, event = scope.body, scope.event
    for reader in (*scope.heads, body):
        for spot in reader.spots:
            told = scope.part.holds(spot.start) and spot.start < event.sentence.end
            if spot.type is EntityType.DISTRICT and (reader is not body or told):
                part = reader.whole if reader is not body else event.sentence
                yield spot.key, reader.evidence(part, "district-context", _CONTEXT_DISTRICT, spot.start)


def _size(key: str) -> int:
    """The rank of a district, by its code or else by its name: 0 for a province."""
    code = lexicon().districts.get(key.partition(":")[2])
    if code is not None and not code.endswith("00"):
        return len(_SIZES) - 1  # 晋江市 is a county's city
    return next((size for size, ends in enumerate(_SIZES) if key.endswith(ends)), len(_SIZES))


def _located(reader: Reader, part: Part) -> list[Spot]:
    """The districts of a list after a word of place, of each row the smallest (到甲市乙县、丙市丁县)."""
    located: list[Spot] = []
    for spot in reader.districts(part):
        if located and located[-1].end == spot.start:
            located[-1] = located[-1] if spot.key.endswith(_VILLAGE) else spot
        elif located and reader.text[located[-1].end : spot.start] in ("、", "和"):
            located.append(spot)
        elif _TO.search(reader.text, max(0, spot.start - 4), spot.start):
            located = [spot]
    return located


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

"""The district of an event: where the text puts it, or else that of its name, its host, its venue."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.event_scope import SITES, Found, Scope, is_located
from kg.event_text import Part, Reader
from kg.linking import Spot
from kg.model import EntityType, Evidence

# How the host's own district is known, where the event is elsewhere in it.
_STATED = ("district-host", "district-in-name")
_NAMED_DISTRICT = 0.85
_HOST_DISTRICT = 0.85
_CONTEXT_DISTRICT = 0.55
# The endings of districts' names, the widest districts first; what has none of them is a town or smaller.
_SIZES = (("省", "自治区"), ("市", "自治州", "地区", "盟"), ("区", "县", "旗"))
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
        for key, evidence in _there(scope)
        if evidence.rule == "district-named" or _size(key) > widest
    }
    if not there:
        return home
    ranks = {_size(key) for key in there}
    beside = [f for f in home if f[1].rule in _STATED and f[0] not in there and _size(f[0]) not in ranks]
    return [*there.values(), *beside]


def _there(scope: Scope) -> Iterator[Found]:
    """The district after a word of place in the event's sentence, and the one in the name of the venue there."""
    body, event = scope.body, scope.event
    located = _located(body, event.sentence)
    if located is not None:
        yield located.key, body.evidence(event.sentence, "district-named", _NAMED_DISTRICT, located.start)
    for spot in body.spots:
        if spot.type in SITES and event.sentence.holds(spot.start) and is_located(scope, body, spot.start):
            inside = [d for d in scope.linked.in_flow(spot.flow) if _holds(spot, d)]
            if inside:
                last = max(inside, key=lambda d: d.start)
                yield last.key, body.evidence(event.sentence, "district-of-venue", _NAMED_DISTRICT, spot.start)


def _holds(spot: Spot, inner: Spot) -> bool:
    """Whether a district stands inside the name of a venue."""
    return inner.type is EntityType.DISTRICT and spot.start <= inner.start and inner.end <= spot.end


def _home(scope: Scope, hosts: list[str], sites: list[str]) -> list[Found]:
    """The first host's own district, or that of a venue elsewhere, or the one that the context names."""
    for key, evidence in _own(scope, hosts, sites):
        for site in sites if evidence.rule == "district-host" else ():
            seat = scope.linked.seats.get(site) or _district_inside(scope, site)
            # 那曲市总工会 at 湖州职工学校: the host is from elsewhere, as a district of the same rank shows.
            if seat is not None and _size(seat) == _size(key):
                return [(seat, _evidence_of(scope, site, "district-venue"))]
        for head in scope.heads if evidence.rule == "district-host" else ():
            named = _located(head, head.whole)
            if named is not None and _size(named.key) >= _size(key):
                return [(named.key, head.evidence(head.whole, "district-headline", _NAMED_DISTRICT, named.start))]
        return [(key, evidence)]
    return list(_in_context(scope))[:1]


def _own(scope: Scope, hosts: list[str], sites: list[str]) -> Iterator[Found]:
    """The district in the event's name (深圳市盐田区…演练, the last one in a row), and those of the hosts."""
    body, event = scope.body, scope.event
    in_name = [s for s in body.districts(event.sentence) if event.phrase.start - 1 <= s.start < event.phrase.end]
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
                part = reader.whole if reader is not body else event.sentence
                yield spot.key, reader.evidence(part, "district-context", _CONTEXT_DISTRICT, spot.start)


def _size(key: str) -> int:
    """The rank of a district, by its name: 0 for a province."""
    return next((size for size, ends in enumerate(_SIZES) if key.endswith(ends)), len(_SIZES))


def _located(reader: Reader, part: Part) -> Spot | None:
    """The district after a word of place, the smallest where several stand one after another."""
    located: list[Spot] = []
    for spot in reader.districts(part):
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

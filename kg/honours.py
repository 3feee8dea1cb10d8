"""Who holds which honour and who leads which workshop: introductions, verbs after a name, the workshops' names."""

from __future__ import annotations

from collections.abc import Iterable

from kg.lexicon import Lexicon
from kg.linking import Linked, Spot
from kg.mentions import Scan
from kg.model import EntityType, Evidence, Relation

_LEADS_BY_NAME = 0.9
_AWARD_BEFORE_NAME = 0.92


def find_honours(scans: tuple[Scan, ...], linked: Linked, lexicon: Lexicon) -> Iterable[Relation]:
    """The relations hasAward and leads that the article states, one for each place that states it."""
    for scan in scans:
        yield from _honours(scan, linked)
    yield from _leads(scans, linked)


def _honours(scan: Scan, linked: Linked) -> Iterable[Relation]:
    """北京市劳动模范杨义海, 全国五一劳动奖章获得者、首席技师王某: who is introduced by an honour holds it."""
    spots = linked.in_flow(scan.index)
    awards = {spot.start: spot for spot in spots if spot.type is EntityType.AWARD}
    holders = {a.start: a.holder for a in scan.awards}
    for person in (spot for spot in spots if spot.type is EntityType.PERSON):
        for start, award in sorted(awards.items()):
            between = scan.text[award.end : person.start]
            if award.end > person.start or len(between) > 24 or any(mark in between for mark in "。；：！？"):
                continue
            direct = holders[start] == "person" and _is_introduction(between, scan, award, person, spots)
            winner = between.startswith("获得者") and _is_introduction(between[3:], scan, award, person, spots)
            if direct or winner:
                evidence = Evidence(scan.flow.span(award.start, person.end), "hasAward-before-name", _AWARD_BEFORE_NAME)
                yield Relation(person.key, "hasAward", award.key, (evidence,))


def _is_introduction(between: str, scan: Scan, award: Spot, person: Spot, spots: tuple[Spot, ...]) -> bool:
    """Whether only titles, bodies and further honours stand between an honour and the name."""
    if any(s.type is EntityType.PERSON and award.end <= s.start < person.start for s in spots):
        return False
    rest = between
    for spot in sorted(spots, key=lambda s: s.start - s.end):
        if award.end <= spot.start and spot.end <= person.start:
            rest = rest.replace(scan.text[spot.start : spot.end], "")
    rest = rest.replace("获得者", "")
    return len(rest.strip("、，和“” ")) <= 6 and "的" not in rest and "为" not in rest


def _leads(scans: tuple[Scan, ...], linked: Linked) -> Iterable[Relation]:
    """A workshop that bears a person's name is led by that person."""
    people = {e.name: e.key for e in linked.entities if e.type is EntityType.PERSON}
    for workshop in (e for e in linked.entities if e.type is EntityType.WORKSHOP):
        for name, key in sorted(people.items()):
            if name in workshop.name:
                for spot in linked.spots:
                    if spot.key == workshop.key:
                        span = scans[spot.flow].flow.span(spot.start, spot.end)
                        yield Relation(key, "leads", workshop.key, (Evidence(span, "leads-name", _LEADS_BY_NAME),))

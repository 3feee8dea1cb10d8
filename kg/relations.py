"""Relations between the article's bodies, districts and workshops: most are stated by the names themselves."""

from __future__ import annotations

from collections.abc import Iterable

from kg.lexicon import Lexicon
from kg.linking import Linked, Spot
from kg.mentions import Scan
from kg.model import EntityType, Evidence, Relation
from kg.structure import is_union_of

_BY_NAME = 0.9
_LEADS_BY_NAME = 0.9
_AWARD_BEFORE_NAME = 0.92


def find_relations(scans: tuple[Scan, ...], linked: Linked, lexicon: Lexicon) -> tuple[Relation, ...]:
    """The relations that the article states."""
    found: list[Relation] = []
    by_key = {entity.key: entity for entity in linked.entities}
    for key, owner in linked.owners.items():
        union = by_key[key].type is EntityType.UNION
        name = "unionOf" if union and is_union_of(by_key[key].name, by_key[owner].name) else "partOf"
        found.append(Relation(key, name, owner, _named(scans, linked, key, f"{name}-name")))
    for key, seat in linked.seats.items():
        kind = by_key[key].type
        name = "partOf" if kind is EntityType.DISTRICT else "inDistrict"
        found.append(Relation(key, name, seat, _named(scans, linked, key, f"{name}-name")))
    for scan in scans:
        found.extend(_adjacent_districts(scan, linked))
        found.extend(_honours(scan, linked))
    found.extend(_leads(scans, linked))
    return tuple(_merged(found))


def _named(scans: tuple[Scan, ...], linked: Linked, key: str, rule: str) -> tuple[Evidence, ...]:
    """The places where a body is named by the longest of its surface forms: its name is the statement."""
    spots = [spot for spot in linked.spots if spot.key == key]
    longest = max(spot.end - spot.start for spot in spots)
    return tuple(
        Evidence(scans[spot.flow].flow.span(spot.start, spot.end), rule, _BY_NAME)
        for spot in spots
        if spot.end - spot.start == longest
    )


def _adjacent_districts(scan: Scan, linked: Linked) -> Iterable[Relation]:
    """北京市大兴区: a district right before a smaller one says where that lies."""
    spots = [spot for spot in linked.in_flow(scan.index) if spot.type is EntityType.DISTRICT]
    for left, right in zip(spots, spots[1:], strict=False):
        if left.end == right.start and left.key != right.key:
            evidence = Evidence(scan.flow.span(left.start, right.end), "partOf-adjacent", _BY_NAME)
            yield Relation(right.key, "partOf", left.key, (evidence,))


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
                yield Relation(key, "leads", workshop.key, _named(scans, linked, workshop.key, "leads-name"))


def _merged(relations: Iterable[Relation]) -> Iterable[Relation]:
    """Each relation once, with all its evidence; a body is in no relation with itself."""
    found: dict[tuple[str, str, str], set[Evidence]] = {}
    for relation in relations:
        if relation.subject != relation.object:
            found.setdefault((relation.subject, relation.property, relation.object), set()).update(relation.evidence)
    for (subject, name, target), evidence in sorted(found.items()):
        yield Relation(subject, name, target, tuple(sorted(evidence)))

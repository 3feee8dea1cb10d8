"""Who leads which workshop: by the workshop's name, or by what a sentence says of its leader."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.linking import Linked, Spot
from kg.mentions import Scan
from kg.model import EntityType, Evidence, Relation
from kg.seats import Seats

# How sure each form is; calibrated on the practice corpus.
_BY_NAME = 0.88
_BY_VERB = 0.88
_LEADS = re.compile(
    r"(?:领衔|领办|主持(?!了?(?:揭牌|启动|仪式|会议|活动|座谈|召开))|牵头|带头|负责|创建|创办|领军|挂帅)"
)
_AS_LEADER = ("为领衔人", "为带头人", "为领军人", "任领衔人")


def find_leaders(scans: tuple[Scan, ...], linked: Linked) -> Iterable[Relation]:
    """The relations `leads` that the article states, one for each place that states it."""
    if not any(e.type is EntityType.WORKSHOP for e in linked.entities):
        return
    for scan in scans:
        yield from _by_verb(scan, linked)
    yield from _by_name(linked)


def _by_verb(scan: Scan, linked: Linked) -> Iterator[Relation]:
    """由甲领衔的…创新工作室, 以甲为领衔人建起…: the workshop behind the name, else the one before it."""
    spots = linked.in_flow(scan.index)
    workshops = [s for s in spots if s.type is EntityType.WORKSHOP]
    seats = Seats(scan.index, linked)
    for person in (s for s in spots if s.type is EntityType.PERSON):
        after = scan.text[person.end : person.end + 10]
        as_leader = after.startswith(_AS_LEADER) and scan.text.endswith("以", 0, person.start)
        if not as_leader and not _LEADS.match(after):
            continue
        start, end = scan.sentence(person.start)
        near = [w for w in workshops if start <= w.start < end]
        workshop: Spot | None = next((w for w in near if w.start >= person.end), near[-1] if near else None)
        if workshop is None and "工作室" in scan.text[start : person.start]:
            workshop = seats.called("工作室", person.start)
        if workshop is None:
            continue
        inside = workshop if workshop in near else person
        span = scan.flow.span(min(person.start, inside.start), max(person.end, inside.end))
        yield Relation(person.key, "leads", workshop.key, (Evidence(span, "leads-verb", _BY_VERB),))


def _by_name(linked: Linked) -> Iterator[Relation]:
    """A workshop that bears a person's name, or the given name alone, is led by that person."""
    people = {e.name: e.key for e in linked.entities if e.type is EntityType.PERSON}
    for workshop in (e for e in linked.entities if e.type is EntityType.WORKSHOP):
        bare = workshop.name.lstrip('“”"')
        for name, key in sorted(people.items()):
            if name not in workshop.name and not (len(name) == 3 and bare.startswith(name[1:])):
                continue
            for mention in workshop.mentions:
                evidence = Evidence(mention.evidence.span, "leads-name", _BY_NAME)
                yield Relation(key, "leads", workshop.key, (evidence,))

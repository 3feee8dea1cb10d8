"""Relations between the article's bodies, districts and workshops: most are stated by the names themselves."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from kg.honours import find_honours
from kg.lexicon import Lexicon, county_within, short_district
from kg.linking import Linked, Spot
from kg.mentions import Scan
from kg.model import Entity, EntityType, Evidence, Post, Relation

_BY_NAME = 0.9
_BY_SENTENCE = 0.7
_BY_LEADER = 0.8
# What a firm's people work in that is no firm itself.
_DEPARTMENTS = ("车间", "班组", "班", "队", "部", "科", "处", "室", "工区", "组", "高炉", "运检中心", "委员会")
_BRANCH_UNIONS = ("分工会", "工会小组")
# A longer sentence proves nothing to a reader.
_LONGEST_SENTENCE = 280
_COMMITTEES_OF_DISTRICTS = ("省委", "市委", "区委", "县委", "州委", "旗委", "盟委", "自治区党委")
_OWNERS = (EntityType.COMPANY, EntityType.INSTITUTION)
_LYING = (EntityType.COMPANY, EntityType.PLACE, EntityType.INSTITUTION)
# Firms that a town before their name says the site of: a group's own seat is elsewhere.
_SITED = ("公司", "厂", "车间", "合作社", "矿", "电站", "项目部", "基地", "营业部")
# 位于平顶山市|新华区|的…: districts may stand between.
_LIES = re.compile(r"(?:位于|坐落于|坐落在|地处|落户|落户于|落户在|设在|建在)[\u4e00-\u9fff]{0,12}$")
_LONGEST_FRONT = 18
_BELONGS = re.compile(r"(集团公司|集团|公司|)(?:所属|下属|旗下|所辖|直属)(?:的)?")
_BARE_BRANCH = re.compile(r"(?!.*银行)[\u4e00-\u9fff]{2,6}(?:支行|分行)")
_LIST_MARK = re.compile(r"、|和|及|以及|与")


def find_relations(
    scans: tuple[Scan, ...], linked: Linked, posts: tuple[Post, ...], lexicon: Lexicon
) -> tuple[Relation, ...]:
    """The relations that the article states."""
    found: list[Relation] = []
    by_key = {entity.key: entity for entity in linked.entities}
    for key, owner in linked.unions.items():
        found.append(Relation(key, "unionOf", owner, _named(by_key[key], "unionOf-name")))
    for key, owner in linked.owners.items():
        if by_key[key].type is EntityType.PLACE:
            continue  # a place lies somewhere; only bodies are parts of bodies
        found.append(Relation(key, "partOf", owner, _named(by_key[key], "partOf-name")))
        seat = linked.seats.get(owner)
        if seat is not None and owner.endswith(_COMMITTEES_OF_DISTRICTS) and key not in linked.seats:
            # 昆山市委|组织部 sits where the committee does.
            found.append(Relation(key, "inDistrict", seat, _named(by_key[key], "inDistrict-name")))
    towns = dict(_towns_of_firms(scans, linked, lexicon))
    for (key, seat), evidence in towns.items():
        found.append(Relation(key, "inDistrict", seat, (evidence,)))
    settled = {key for key, _ in towns}
    for key, seat in linked.seats.items():
        if key in settled:
            continue
        kind = by_key[key].type
        name = "partOf" if kind is EntityType.DISTRICT else "inDistrict"
        found.append(Relation(key, name, seat, _named(by_key[key], f"{name}-name")))
    found.extend(_branch_unions(linked))
    found.extend(_branches_of_banks(linked, by_key))
    led = list(_of_leaders(linked, posts))
    found.extend(led)
    housed = {relation.subject for relation in led} | set(linked.owners)
    for scan in scans:
        found.extend(_adjacent_districts(scan, linked, lexicon))
        found.extend(_workshops(scan, linked, housed))
        found.extend(_belonging(scan, linked, housed))
    found.extend(find_honours(scans, linked, lexicon))
    return tuple(_merged(found))


def _named(entity: Entity, rule: str) -> tuple[Evidence, ...]:
    """The places where a body is named by the longest of its surface forms: its name is the statement."""
    longest = max(mention.end - mention.start for mention in entity.mentions)
    return tuple(
        Evidence(mention.evidence.span, rule, _BY_NAME)
        for mention in entity.mentions
        if mention.end - mention.start == longest
    )


def _name(spot: Spot) -> str:
    return spot.key.split(":", 1)[1]


def _adjacent_districts(scan: Scan, linked: Linked, lexicon: Lexicon) -> Iterable[Relation]:
    """北京市大兴区: a district right before a smaller one says where that lies."""
    every = linked.in_flow(scan.index)
    spots = [spot for spot in every if spot.type is EntityType.DISTRICT]
    inside = {at for s in every if s.type is not EntityType.DISTRICT for at in range(s.start, s.end)}
    for left, right in itertools.pairwise(spots):
        if left.end != right.start or left.key == right.key:
            continue
        written = scan.text[right.start : right.end]
        # 浙江慈溪人 says it, too; 北京大兴国际机场 says nothing.
        if written == _name(right) or (
            right.start not in inside and county_within(short_district(_name(right)), _name(left), lexicon)
        ):
            evidence = Evidence(scan.flow.span(left.start, right.end), "partOf-adjacent", _BY_NAME)
            yield Relation(right.key, "partOf", left.key, (evidence,))


def _towns_of_firms(
    scans: tuple[Scan, ...], linked: Linked, lexicon: Lexicon
) -> Iterable[tuple[tuple[str, str], Evidence]]:
    """宝龙街道|远山精密模具有限公司, 位于铁西区的|…学院: the district right before a body's name says where it lies."""
    for scan in scans:
        spots = linked.in_flow(scan.index)
        sites: dict[int, Spot] = {}
        for spot in (s for s in spots if s.type in _LYING):
            if spot.key in linked.owners and spot.key.endswith(_DEPARTMENTS):
                continue  # …公司|细纱车间: the firm lies there
            if spot.start not in sites or spot.end > sites[spot.start].end:
                sites[spot.start] = spot
        for left in (s for s in spots if s.type is EntityType.DISTRICT):
            # The district a firm's name begins with stands before no firm: 衢山镇的|舟山|船舶修造有限公司.
            if left.start in sites and sites[left.start].end > left.end:
                continue
            joined = scan.text[left.end : left.end + 1] == "的"
            right = sites.get(left.end + joined)
            if right is not None and _lies(scan, linked, left, right, joined, lexicon):
                evidence = Evidence(scan.flow.span(left.start, right.end), "inDistrict-town", _BY_NAME)
                yield (right.key, left.key), evidence


def _lies(scan: Scan, linked: Linked, left: Spot, right: Spot, joined: bool, lexicon: Lexicon) -> bool:
    """Whether a district before a body's name says where that lies, and not where its owner or its partner is."""
    front = scan.text[max(0, left.start - _LONGEST_FRONT) : left.start]
    if joined and _LIES.search(front):
        return True
    seated = right.key in linked.seats
    name = _name(left)
    if right.type is EntityType.PLACE:
        return not seated
    if right.type is not EntityType.COMPANY or not right.key.endswith(_SITED):
        return False
    county = not lexicon.districts.get(name, "00").endswith("00")
    return name not in lexicon.districts or (joined and county and not seated)


def _branch_unions(linked: Linked) -> Iterable[Relation]:
    """材料学院分工会 is part of the one union that the article names of a body as a whole (长江大学工会)."""
    whole = [key for key in linked.unions if key.endswith("工会") and not key.endswith(_BRANCH_UNIONS)]
    if len(whole) != 1:
        return
    for entity in linked.entities:
        branch = entity.type is EntityType.UNION and entity.name.endswith(_BRANCH_UNIONS)
        if branch and entity.key not in linked.owners:
            evidence = _named(entity, "partOf-branch-union")
            yield Relation(entity.key, "partOf", whole[0], tuple(replace(e, confidence=_BY_LEADER) for e in evidence))


def _of_leaders(linked: Linked, posts: tuple[Post, ...]) -> Iterable[Relation]:
    """A workshop that bears a person's name and tells no owner is of the firm where that person works."""
    by_key = {entity.key: entity for entity in linked.entities}
    for workshop in linked.entities:
        if workshop.type is not EntityType.WORKSHOP or workshop.key in linked.owners:
            continue
        firms: dict[str, tuple[Evidence, ...]] = {}
        for post in posts:
            if post.at is not None and workshop.name.lstrip("“").startswith(by_key[post.person].name):
                firm = post.at
                while firm.endswith(_DEPARTMENTS) and firm in linked.owners:
                    firm = linked.owners[firm]
                if by_key[firm].type in _OWNERS and not firm.endswith(_DEPARTMENTS):
                    firms.setdefault(firm, post.evidence)
        if len(firms) == 1:
            ((firm, found),) = firms.items()
            evidence = tuple(replace(e, rule="partOf-leader", confidence=_BY_LEADER) for e in found)
            yield Relation(workshop.key, "partOf", firm, evidence)


def _workshops(scan: Scan, linked: Linked, housed: set[str]) -> Iterable[Relation]:
    """A workshop whose name tells no owner is that of the firm or institution its sentence is about."""
    spots = linked.in_flow(scan.index)
    for workshop in (spot for spot in spots if spot.type is EntityType.WORKSHOP and spot.key not in housed):
        start, end = scan.sentence(workshop.start)
        before = [s for s in spots if s.type in _OWNERS and start <= s.start and s.end <= workshop.start]
        if before and end - start <= _LONGEST_SENTENCE:
            evidence = Evidence(scan.flow.span(start, end), "partOf-sentence", _BY_SENTENCE)
            yield Relation(workshop.key, "partOf", before[0].key, (evidence,))


def _belonging(scan: Scan, linked: Linked, housed: set[str]) -> Iterable[Relation]:
    """某集团所属|甲矿、乙分公司: the bodies listed behind the word are parts of the group named before it."""
    spots = linked.in_flow(scan.index)
    for match in _BELONGS.finditer(scan.text):
        sentence, _ = scan.sentence(match.start())
        firms = [s for s in spots if s.type is EntityType.COMPANY and sentence <= s.start and s.end <= match.start()]
        beside = [s for s in firms if s.end == match.start()]
        groups = beside or [s for s in firms if match.group(1) and s.key.endswith(match.group(1))]
        at = match.end()
        while groups:
            part = max((s for s in spots if s.type in _OWNERS and s.start == at), key=lambda s: s.end, default=None)
            if part is None:
                break
            if part.key not in housed and part.key != groups[-1].key:
                evidence = Evidence(scan.flow.span(groups[-1].start, part.end), "partOf-listed", _BY_SENTENCE)
                yield Relation(part.key, "partOf", groups[-1].key, (evidence,))
            mark = _LIST_MARK.match(scan.text, part.end)
            if mark is None:
                break
            at = mark.end()


def _branches_of_banks(linked: Linked, by_key: Mapping[str, Entity]) -> Iterable[Relation]:
    """A branch named by its district alone (临安支行) is of the only bank that the article names."""
    names = {key: entity.name for key, entity in by_key.items() if entity.type is EntityType.COMPANY}
    banks = [key for key, name in names.items() if name.endswith("银行")]
    for key, name in names.items():
        if len(banks) == 1 and _BARE_BRANCH.fullmatch(name) and key not in linked.owners:
            yield Relation(key, "partOf", banks[0], _named(by_key[key], "partOf-branch"))


def _merged(relations: Iterable[Relation]) -> Iterable[Relation]:
    """Each relation once, with all its evidence; a body is in no relation with itself."""
    found: dict[tuple[str, str, str], set[Evidence]] = {}
    for relation in relations:
        if relation.subject != relation.object:
            found.setdefault((relation.subject, relation.property, relation.object), set()).update(relation.evidence)
    for (subject, name, target), evidence in sorted(found.items()):
        yield Relation(subject, name, target, tuple(sorted(evidence)))

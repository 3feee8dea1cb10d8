"""Mentions → entities of the article: names that mean one thing become one entity with its fullest name."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from kg.bodies import PARTS
from kg.departments import house_of
from kg.districts import Body
from kg.draft import Draft, clean
from kg.glosses import GLOSS
from kg.lexicon import Lexicon
from kg.mentions import Scan
from kg.model import Entity, EntityType, Evidence, Mention
from kg.nesting import nest
from kg.owners import COMMITTEES, Owners
from kg.places import Places, front_length
from kg.short_forms import LEGAL_FORMS, is_short_form, telling
from kg.text import places_of
from kg.tokens import Tag, tokenize

# How sure a mention's entity is, by how it was found; `kg evaluate` prints how often each is right.
_BY_NAME = 0.92
_BY_SHORT_FORM = 0.85
_BY_LEVEL = 0.88
_BY_OWNER = 0.7
# A name of common words only that owns or is owned (水厂铁矿工会) is a name if it is this long.
_TELLING_LENGTH = 7
# A firm's own word (长鑫集电) counts alone if it is this long: shorter ones are too often common words.
_SHORTEST_BRAND = 3
# 三环锻造: a word of its own and a trade; of less there may be several.
_SHORTEST_STEM = 4


# Bodies inside bodies, besides those that the table of heads calls mere parts.
_TEAMS = frozenset({"队", "车间", "班", "班组", "工区", "分厂"})
_DEPARTMENTS = COMMITTEES | set("委员会 工会委员会 团委 党委 党支部 党总支 纪委 工会 女工委 机关党委".split())
# 两座|高炉, 那时候|车间, 各|车间 mean no certain one, 洁净车间外 is a place.
_ANY_SUCH = re.compile(
    r"(?:全[国省市区县州旗院厂矿局公系]|[0-9一二两三四五六七八九十几多数余各每][余多]?[个座家条支间台]?|[那这各每某其他任何]|立方米|平方米)$"
)
_LONGEST_COUNT = 4
_INSIDE = ("外", "里", "内", "中", "门口", "现场")
_SHORTEST_OWN_WORD = 2


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """Where a scan names an entity: flow, offsets, the entity's key, its type."""

    flow: int
    start: int
    end: int
    key: str
    type: EntityType


@dataclass(frozen=True, slots=True)
class Linked:
    """The article's entities, where they are named, and what their names state of each other.

    `owners` maps a body's key to the body that its name says it belongs to, `unions` to the body whose union its name
    says it is, `seats` to the district in its name.
    """

    entities: tuple[Entity, ...]
    spots: tuple[Spot, ...]
    owners: dict[str, str]
    unions: dict[str, str]
    seats: dict[str, str]

    def in_flow(self, flow: int) -> tuple[Spot, ...]:
        """The spots of one flow, in the order of the text."""
        return tuple(spot for spot in self.spots if spot.flow == flow)


def link(scans: tuple[Scan, ...], lexicon: Lexicon) -> Linked:
    """The entities of an article."""
    draft = Draft(scans, lexicon)
    _introduce_short_names(draft)
    places = Places(draft)
    references = _name_bodies(draft, places)
    nest(draft, places)  # names inside names may be what short forms are short for
    _merge_short_forms(draft)
    _find_brands(draft)
    _refer(draft, Owners(draft, places), references)
    nest(draft, places)
    _merge_short_forms(draft)
    owners, unions, seats = nest(draft, places)
    for scan in scans:
        for person in scan.persons:
            name = clean(scan.text[person.start : person.end])
            draft.name(EntityType.PERSON, name, (scan.index, person.start, person.end), person.rule, person.confidence)
        for award in scan.awards:
            surface = clean(scan.text[award.start : award.end])
            draft.name(EntityType.AWARD, surface, (scan.index, award.start, award.end), "award-name", _BY_NAME)
    return _linked(draft, owners, unions, seats)


def _introduce_short_names(draft: Draft) -> None:
    """（以下简称“经开区”): what stands before the bracket has this short name."""
    for scan in draft.scans:
        for match in GLOSS.finditer(scan.text):
            for body in scan.bodies:
                starts = {body.end: body.start, **{part.end: part.start for part in body.parts}}
                if match.start() in starts:
                    draft.short_names[match["short"]] = clean(scan.text[starts[match.start()] : match.start()])
                    break
        for body, other in itertools.pairwise(scan.bodies):
            # 江北大学艺术学院（江北非遗学院）: a body in brackets behind one of its kind is the same one.
            bracket = scan.text[body.end : other.start] in ("（", "(") and scan.text[other.end : other.end + 1] in "）)"
            if bracket and body.named and other.named and body.head == other.head and body.type is other.type:
                draft.short_names[clean(scan.text[other.start : other.end])] = clean(scan.text[body.start : body.end])


def _name_bodies(draft: Draft, places: Places) -> list[tuple[Scan, Body]]:
    """Make entities of the named bodies and districts; what is left are references, which wait for all names."""
    references = []
    for scan in draft.scans:
        before: Body | None = None
        listed = places.listed_counties(scan)
        for body in scan.bodies:
            surface = clean(scan.text[body.start : body.end])
            place = (scan.index, body.start, body.end)
            if body.type is EntityType.DISTRICT:
                full = places.full(surface, inside=False) or listed.get(body.start)
                if before is not None and before.end == body.start and before.type is EntityType.DISTRICT:
                    full = places.within(surface, scan.text[before.start : before.end]) or full
                before = body
                if full is not None:
                    draft.name(EntityType.DISTRICT, full, place, "district-name", _BY_NAME)
                continue
            if body.type is EntityType.WORKSHOP and (own := _own_name(draft, scan, body)) is not None:
                draft.name(body.type, own, place, "body-name", _BY_NAME)
                continue
            expanded = draft.expand(surface)
            if body.named or expanded != surface:
                draft.name(body.type, expanded, place, "body-name", _BY_NAME)
            else:
                references.append((scan, body))
    return references


def _own_name(draft: Draft, scan: Scan, body: Body) -> str | None:
    """A workshop's name without the firm's in front of it (远山机械厂|周明远创新工作室); None where there is none."""
    owner = next((p for p in reversed(body.parts) if p.type is not EntityType.DISTRICT and p.start == body.start), None)
    if owner is None or not body.named:
        return None
    own = clean(scan.text[owner.end : body.end])
    if not any(own.startswith(clean(scan.text[p.start : p.end])) for p in scan.persons) and not _begins_with_name(
        own, draft
    ):
        return None
    full = draft.expand(clean(scan.text[owner.start : owner.end]))
    draft.name(owner.type, full, (scan.index, owner.start, owner.end), "name-inside-name", _BY_NAME)
    draft.owner_names[own] = full
    return own


def _begins_with_name(own: str, draft: Draft) -> bool:
    """Whether a surname begins a workshop's name, and no word that the tables know."""
    words = draft.lexicon.cutter.cut(own)
    return own[0] in draft.lexicon.surnames and (len(words[0]) == 1 or draft.lexicon.tags.get(words[0], "")[:2] == "nr")


def _merge_short_forms(draft: Draft) -> None:
    """Short forms join the fullest name of their type that they can mean."""
    order = sorted((k for k, n in draft.live() if n.type is not EntityType.DISTRICT), key=lambda k: (len(k), k))
    for key in order:
        node = draft.nodes[key]
        longer = [
            other
            for other in order
            if other != key
            and other not in draft.alias_of
            and draft.nodes[other].type is node.type
            and is_short_form(node.full, draft.nodes[other].full, draft.lexicon)
        ]
        if longer:
            draft.alias_of[key] = max(longer, key=lambda k: (len(k), k))


def _refer(draft: Draft, owners: Owners, references: list[tuple[Scan, Body]]) -> None:
    """区总工会, 公司工会, 护理部: the body that the article means by them, or none."""
    for scan, body in references:
        surface = clean(scan.text[body.start : body.end])
        place = (scan.index, body.start, body.end)
        full = owners.full_name(scan, body)
        if full is not None:
            kind = _known_type(draft, full, body.type)
            _settle(draft, draft.name(kind, full, place, "body-by-level", _BY_LEVEL))
            continue
        if body.level:
            continue
        known = [
            k
            for k, n in draft.live(body.type)
            if is_short_form(surface, n.full, draft.lexicon) or (n.full.endswith(surface) and len(surface) > 2)
        ]
        if known and telling(surface, draft.lexicon):
            best = draft.nodes[max(known, key=lambda k: (len(k), k))].full
            draft.name(body.type, best, place, "body-by-short-form", _BY_SHORT_FORM)
        elif any(p.type is not EntityType.DISTRICT for p in body.parts) and len(surface) >= _TELLING_LENGTH:
            draft.name(body.type, surface, place, "body-of-common-words", _BY_OWNER)
        elif _is_certain(draft, scan, body):
            department = owners.department(scan, body)
            if department is not None:
                kind = _known_type(draft, department, body.type)
                _settle(draft, draft.name(kind, department, place, "body-by-owner", _BY_OWNER))


def _known_type(draft: Draft, full: str, kind: EntityType) -> EntityType:
    """The type that a body of that name has in the article already: a team is its firm's in its full name only."""
    known = (
        other for other in (kind, EntityType.COMPANY, EntityType.INSTITUTION) if f"{other.value}:{full}" in draft.nodes
    )
    return next(known, kind)


def _is_certain(draft: Draft, scan: Scan, body: Body) -> bool:
    """Whether a department without an owner is a certain one: an office follows it, or it is joined to a body."""
    if body.head == "分公司" and len(clean(scan.text[body.start : body.end])) > len("某分公司"):
        return scan.text[body.start - 1 : body.start] in ("、", "和", "与")  # 来自青岭锰矿、物流分公司的职工
    part = draft.lexicon.heads[body.head].strength in PARTS or body.head in _DEPARTMENTS or body.head in _TEAMS
    part = part or house_of(clean(scan.text[body.start : body.end])) is not None
    if not part:
        return False
    if _is_plain_part(scan, body):
        return True
    following = next((t for t in scan.tokens if t.start == body.end), None)
    if following is not None and following.tag is Tag.TITLE:
        return True
    if any(body.end <= person.start <= body.end + scan.text.startswith("的", body.end) for person in scan.persons):
        return True  # 机电队的|甲
    numbered = re.search(r"[一二三四五六七八九十甲乙丙丁0-9]", scan.text[body.start : body.end - 1])
    if body.head in _TEAMS and numbered:
        return True  # 综采二队, 三车间
    joined = scan.text[body.start - 1 : body.start] in ("、", "和", "与")
    return body.head in COMMITTEES or (joined and any(other.end == body.start - 1 for other in scan.bodies))


def _is_plain_part(scan: Scan, body: Body) -> bool:
    """Whether a part's kind tells whose it is (急诊科, 成型车间), and no word beside it makes it any such."""
    counted = _ANY_SUCH.search(scan.text, max(0, body.start - _LONGEST_COUNT), body.start)
    surface = clean(scan.text[body.start : body.end])
    own = len(surface) - len(body.head) >= _SHORTEST_OWN_WORD or body.head not in _TEAMS
    if any(other.end == body.start - 1 for other in scan.bodies) and scan.text[body.start - 1] in "（(":
        return False  # 基础学院（体育部） goes by two names
    return own and not counted and not scan.text.startswith(_INSIDE, body.end) and house_of(surface) is not None


def _settle(draft: Draft, key: str) -> None:
    """A name that a reference made may be a short form of one that is there, or the other way round."""
    node = draft.nodes[key]
    for other, candidate in draft.live(node.type):
        if other == key or key in draft.alias_of:
            continue
        if is_short_form(node.full, candidate.full, draft.lexicon):
            draft.alias_of[key] = other
        elif is_short_form(candidate.full, node.full, draft.lexicon):
            draft.alias_of[other] = key


def _find_brands(draft: Draft) -> None:
    """长鑫集电 for 长鑫集电（北京）存储技术有限公司: a firm's own words, again without the rest."""
    taken = {(s.flow, i) for s in draft.spots for i in range(s.start, s.end)}
    for key, node in list(draft.live(EntityType.COMPANY)):
        for brand in _brands(node.full, draft.lexicon):
            for scan in draft.scans:
                for start, end in places_of(brand, scan.text):
                    if any((scan.index, place) in taken for place in range(start, end)):
                        continue
                    taken.update((scan.index, place) for place in range(start, end))
                    kind, full = EntityType.COMPANY, draft.full(key)
                    if scan.text.startswith("工会", end) and not scan.text.startswith("工会工作", end):
                        kind, full, end = EntityType.UNION, full + "工会", end + 2
                    draft.name(kind, full, (scan.index, start, end), "body-by-brand", _BY_SHORT_FORM)


def _brands(full: str, lexicon: Lexicon) -> tuple[str, ...]:
    """What a registered firm goes by, the longest first: its name without the legal form, and its own word."""
    if not full.endswith(("有限公司", "有限责任公司")):
        return ()
    bare = full[front_length(full, lexicon) :]
    bare = bare[1:] if bare[:1] in "市省区县" else bare
    # 一汽解放 for 一汽解放有限公司, 三环锻造 for 湖北三环锻造有限公司
    stems = {name.removesuffix(form) for name in (full, bare) for form in LEGAL_FORMS if name.endswith(form)}
    brands = {stem for stem in stems if len(stem) >= _SHORTEST_STEM and "（" not in stem}
    own = _own_word(bare, lexicon)
    return tuple(sorted(brands | ({own} if own else set()), key=lambda brand: (-len(brand), brand)))


def _own_word(bare: str, lexicon: Lexicon) -> str | None:
    """What stands before the first common word of a firm's name without its district, or before its bracket."""
    bracket = re.match(r"([^（(]{3,8})[（(]", bare)
    if bracket:
        return bracket.group(1)
    size = 0
    for token in tokenize(bare, lexicon):
        if token.tag not in (Tag.UNKNOWN, Tag.PROPER):
            break
        size = token.end
    return bare[:size] if size >= _SHORTEST_BRAND else None


def _linked(draft: Draft, owners: dict[str, str], unions: dict[str, str], seats: dict[str, str]) -> Linked:
    spots: dict[tuple[int, int, int, str], Spot] = {}
    mentions: dict[str, dict[tuple[int, int, int], Mention]] = {}
    names: dict[str, dict[str, None]] = {}
    for key, node in draft.nodes.items():
        names.setdefault(draft.resolve(key), {}).update(node.names)
    for spot in sorted(draft.spots):
        key = draft.resolve(spot.key)
        scan = draft.scans[spot.flow]
        place = (spot.flow, spot.start, spot.end)
        spots.setdefault((*place, key), Spot(*place, key, spot.type))
        evidence = Evidence(scan.flow.span(spot.start, spot.end), spot.rule, spot.confidence)
        mention = Mention(spot.type, scan.text[spot.start : spot.end], *place, evidence)
        mentions.setdefault(key, {}).setdefault(place, mention)
    entities = tuple(
        Entity(
            key=key,
            type=draft.nodes[key].type,
            name=draft.nodes[key].full,
            aliases=tuple(sorted(n for n in names[key] if n != draft.nodes[key].full)),
            mentions=tuple(found.values()),
        )
        for key, found in sorted(mentions.items())
    )
    present = {entity.key for entity in entities}

    def kept(facts: dict[str, str]) -> dict[str, str]:
        resolved = {draft.resolve(k): draft.resolve(v) for k, v in sorted(facts.items())}
        return {k: v for k, v in resolved.items() if k in present and v in present and k != v}

    return Linked(entities, tuple(spots.values()), kept(owners), kept(unions), kept(seats))

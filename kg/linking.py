"""Mentions → entities of the article: names that mean one thing become one entity with its fullest name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.bodies import Body
from kg.lexicon import Lexicon, short_district
from kg.mentions import Scan
from kg.model import ORGANIZATIONS, Entity, EntityType, Evidence, Mention
from kg.structure import analyze

_ABBREVIATION = re.compile(r"[（(](?:以下|下文|下称)?(?:统称|简称)(?:为)?[:：，]?[“\"'‘]?([^“”\"'（）()，。]{2,12})[”\"'’]?[）)]")
_BRACKET_ABBREVIATION = re.compile(r"[（(](?:以下|下文|下称)?(?:统称|简称)[^（）()]*[）)]")
_QUOTES = re.compile(r"[“”‘’\"']")

# Confidence of a mention by how its entity was found; calibrated on the practice corpus (kg evaluate prints the table).
_BY_NAME = 0.9
_BY_ALIAS = 0.85
_BY_LEVEL = 0.85
_BY_OWNER = 0.7

_COMPANY_LEVELS = frozenset({"公司", "集团", "厂", "矿", "店", "银行", "酒店", "段", "站"})
_SCHOOL_LEVELS = frozenset({"校", "学校", "学院", "院", "医院", "所", "局"})
_TYPE = EntityType
_BODIES = (*sorted(ORGANIZATIONS), EntityType.PLACE, EntityType.DISTRICT)


@dataclass(slots=True)
class _Node:
    """An entity while its names are collected."""

    type: EntityType
    names: dict[str, None] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)
    full: str = ""


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
    """The article's entities, where they are named, and who owns whom by their names.

    `owners` maps a body's key to the key of the body that its name says it belongs to; `seats` maps it to the district
    in its name.
    """

    entities: tuple[Entity, ...]
    spots: tuple[Spot, ...]
    owners: dict[str, str]
    seats: dict[str, str]

    def in_flow(self, flow: int) -> tuple[Spot, ...]:
        return tuple(spot for spot in self.spots if spot.flow == flow)


def link(scans: tuple[Scan, ...], lexicon: Lexicon) -> Linked:
    """The entities of an article."""
    linker = _Linker(scans, lexicon)
    linker.abbreviations()
    linker.districts()
    linker.bodies()
    linker.merge()
    linker.references()
    linker.brands()
    linker.nested()
    linker.people()
    linker.honours()
    return linker.result()


def core(name: str, lexicon: Lexicon) -> str:
    """A body's name without the districts at its front: 北京市住宅产业化集团 → 住宅产业化集团."""
    rest = name
    for _ in range(3):
        for length in range(min(8, len(rest) - 2), 1, -1):
            front = rest[:length]
            if front in lexicon.districts or front in lexicon.short_districts:
                rest = rest[length:]
                break
        else:
            return rest
        if rest[:1] in "市省区县":
            rest = rest[1:]
    return rest


def is_subsequence(short: str, long: str) -> bool:
    """Whether the characters of `short` stand in `long` in the same order."""
    rest = iter(long)
    return all(character in rest for character in short)


class _Linker:
    def __init__(self, scans: tuple[Scan, ...], lexicon: Lexicon) -> None:
        self.scans = scans
        self.lexicon = lexicon
        self.nodes: dict[str, _Node] = {}
        self.short: dict[str, str] = {}
        self.spots: list[tuple[int, int, int, str, EntityType, str, float]] = []
        self.pending: list[tuple[Scan, Body]] = []
        self.heads: dict[str, str] = {}
        self.alias_of: dict[str, str] = {}
        self.full_districts: set[str] = set()
        self.owners: dict[str, str] = {}
        self.seats: dict[str, str] = {}

    # -- names ---------------------------------------------------------------------------------------------------

    def abbreviations(self) -> None:
        """（以下简称“经开区”): what stands before the bracket has this short name."""
        for scan in self.scans:
            for match in _ABBREVIATION.finditer(scan.text):
                for body in scan.bodies:
                    ends = {body.end: body.start, **{part.end: part.start for part in body.parts}}
                    if match.start() in ends:
                        full = scan.text[ends[match.start()] : match.start()]
                        self.short[match.group(1)] = self.clean(full)
                        break

    def clean(self, surface: str) -> str:
        return _BRACKET_ABBREVIATION.sub("", surface).replace(" ", "").replace("\u3000", "")

    def expand_short(self, name: str) -> str:
        """The name with an introduced abbreviation at its front written out."""
        for short, full in self.short.items():
            if name.startswith(short) and not name.startswith(full):
                return full + name[len(short) :]
        return name

    # -- districts -----------------------------------------------------------------------------------------------

    def districts(self) -> None:
        texts = [scan.text for scan in self.scans]
        for scan in self.scans:
            for body in scan.bodies:
                spans = [(p.start, p.end) for p in body.parts if p.type is _TYPE.DISTRICT]
                if body.type is _TYPE.DISTRICT:
                    spans.append((body.start, body.end))
                for start, end in spans:
                    name = self.clean(scan.text[start:end])
                    if name in self.lexicon.districts or name not in self.lexicon.short_districts:
                        self.full_districts.add(self.expand_short(name))
        self.all_text = "\n".join(texts)

    def district(self, surface: str, *, inside: bool) -> str | None:
        """The full name of a district; None where a short name could be a common word or several places."""
        name = self.expand_short(self.clean(surface))
        codes = self.lexicon.short_districts.get(name)
        if codes is None or name in self.lexicon.districts:
            return name
        candidates = [self.lexicon.codes[code] for code in codes if code in self.lexicon.codes]
        present = [full for full in candidates if full in self.full_districts]
        if len(present) == 1:
            return present[0]
        for zone in sorted(self.full_districts):
            if zone.startswith(name) and zone not in self.lexicon.districts:
                return zone if not inside else self._large(codes)
        large = self._large(codes)
        if large is not None:
            return large
        # A county's short name alone is too often a common word (和平, 资源); in a name, with its city named, it counts.
        near = [full for code, full in zip(codes, candidates, strict=False) if self._parent_named(code)]
        return near[0] if len(near) == 1 and (inside or len(name) > 2) else None

    def _large(self, codes: tuple[str, ...]) -> str | None:
        large = [code for code in codes if code.endswith("00")]
        return self.lexicon.codes.get(large[0]) if large and len(large) == 1 else None

    def _parent_named(self, code: str) -> bool:
        for parent in (code[:4] + "00", code[:2] + "0000"):
            name = self.lexicon.codes.get(parent)
            if name and (name in self.all_text or short_district(name) in self.all_text):
                return True
        return False

    def add(self, key_type: EntityType, name: str, surface: str, place: tuple[int, int, int], rule: str, confidence: float) -> str:
        key = f"{key_type.value}:{name}"
        node = self.nodes.setdefault(key, _Node(key_type, full=name))
        node.names.setdefault(name)
        if surface:
            node.names.setdefault(surface)
        if place[0] >= 0:
            self.spots.append((*place, key, key_type, rule, confidence))
        return key

    # -- bodies --------------------------------------------------------------------------------------------------

    def bodies(self) -> None:
        """Named bodies and districts become entities; references wait until all names are known."""
        for scan in self.scans:
            for body in scan.bodies:
                surface = self.clean(scan.text[body.start : body.end])
                place = (scan.index, body.start, body.end)
                if body.type is _TYPE.DISTRICT:
                    full = self.district(surface, inside=False)
                    if full is not None:
                        self.add(_TYPE.DISTRICT, full, surface, place, "district-name", _BY_NAME)
                    continue
                expanded = self.expand_short(surface)
                if body.named or expanded != surface:
                    self.add(body.type, self.formal(expanded), surface, place, "body-name", _BY_NAME)
                else:
                    self.pending.append((scan, body))

    def formal(self, name: str) -> str:
        """The name itself; names are never rewritten beyond introduced abbreviations."""
        return name

    def merge(self) -> None:
        """Short forms join the fullest name that they can mean: suffix, dropped district, skipped characters."""
        order = sorted((k for k, n in self.nodes.items() if n.type is not _TYPE.DISTRICT), key=lambda k: (len(k), k))
        for key in order:
            node = self.nodes[key]
            full = [
                other
                for other in order
                if other != key
                and other not in self.alias_of
                and self.nodes[other].type is node.type
                and self.same(node.full, self.nodes[other].full)
            ]
            if full:
                self.alias_of[key] = max(full, key=lambda k: (len(k), k))

    def same(self, short: str, long: str) -> bool:
        """Whether the shorter name is a short form of the longer one."""
        if len(short) > len(long) or (len(short) == len(long) and short >= long):
            return False
        bare_short, bare_long = core(short, self.lexicon), core(long, self.lexicon)
        front_short, front_long = short[: len(short) - len(bare_short)], long[: len(long) - len(bare_long)]
        if front_short and front_long and not self.same_place(front_short, front_long):
            return False
        if bare_short == bare_long:
            return True
        if len(bare_short) < 3 or not bare_short:
            return False
        if front_short and not front_long:
            return False
        if bare_long.endswith(bare_short):
            return self.whole_words(bare_short)
        if bare_short[0] != bare_long[0]:
            return False
        return bare_short[-1] == bare_long[-1] and is_subsequence(bare_short, bare_long) and self.similar_head(short, long)

    def whole_words(self, bare: str) -> bool:
        """Whether a suffix says more than a mere head: 南郊农场 does, 分公司 and 公司工会 do not."""
        rest = bare
        for _ in range(3):
            for length in range(len(rest), 0, -1):
                if rest[-length:] in self.lexicon.heads:
                    rest = rest[:-length]
                    break
        return len(rest) >= 2

    def similar_head(self, short: str, long: str) -> bool:
        unions = short.endswith("工会"), long.endswith("工会")
        return unions[0] == unions[1] and not (short.endswith("分公司") != long.endswith("分公司"))

    def same_place(self, left: str, right: str) -> bool:
        return right.startswith(left.rstrip("市省区县")) or left.rstrip("市省区县") in right

    def owner_by_level(self, scan: Scan, body: Body) -> str | None:
        """The full name that a reference by level (区总工会, 公司工会) means here."""
        surface = self.clean(scan.text[body.start : body.end])
        rest = surface[len(body.level) :]
        if body.level == "工会":
            owner = self._last_owner(scan, body)
            return owner + "工会" if owner else None
        if not rest:
            return self._last_body(scan, body)
        if body.level in _COMPANY_LEVELS or body.level in _SCHOOL_LEVELS or body.level == "总工会":
            owner = self._last_body(scan, body)
            return owner + rest if owner else None
        named = [
            n.full
            for k, n in self.nodes.items()
            if k not in self.alias_of and n.type is body.type and n.full.endswith(surface) and n.full != surface
        ]
        if len(named) == 1:
            return named[0]
        place = self._district_at(body.level, scan, body)
        return place + rest if place else None

    def _last_body(self, scan: Scan, body: Body) -> str | None:
        """The company or institution named last before a reference, or the article's only one."""
        if body.level in _COMPANY_LEVELS:
            wanted: tuple[EntityType, ...] = (_TYPE.COMPANY,)
        elif body.level == "总工会":
            wanted = (_TYPE.UNION,)
        else:
            wanted = (_TYPE.INSTITUTION, _TYPE.COMPANY)
        before = [
            spot
            for spot in self.spots
            if spot[4] in wanted and (spot[0], spot[1]) < (scan.index, body.start) and self._fits(body.level, spot[3])
        ]
        if not before:
            before = [s for s in self.spots if s[4] in wanted and s[0] == scan.index and self._fits(body.level, s[3])][:1]
        if before:
            return self.nodes[self.resolve(max(before)[3])].full
        owned = [n.full[:-2] for n in self.nodes.values() if n.type is _TYPE.UNION and not n.full.endswith("总工会")]
        fitting = [name for name in dict.fromkeys(owned) if self._fits(body.level, f"x:{name}")]
        return fitting[0] if len(fitting) == 1 and wanted[0] is not _TYPE.UNION else None

    def _last_owner(self, scan: Scan, body: Body) -> str | None:
        """The firm or institution whose own 工会 is meant: named last before it in the sentence, or the only one."""
        start, _ = scan.sentence(body.start)
        owners = (_TYPE.COMPANY, _TYPE.INSTITUTION)
        before = [s for s in self.spots if s[0] == scan.index and start <= s[1] < body.start and s[4] in (*owners, _TYPE.UNION)]
        if before:
            node = self.nodes[self.resolve(max(before)[3])]
            return None if node.type is _TYPE.UNION else node.full
        companies = {self.resolve(s[3]) for s in self.spots if s[4] is _TYPE.COMPANY}
        return self.nodes[companies.pop()].full if len(companies) == 1 else None

    def _fits(self, level: str, key: str) -> bool:
        name = self.nodes[self.resolve(key)].full if key in self.nodes else key.split(":", 1)[1]
        if level in ("公司", "集团"):
            return True
        endings = {
            "校": ("学校", "大学", "学院", "中学", "小学", "附中", "一中", "二中", "高中", "校"),
            "学校": ("学校", "大学", "中学", "小学", "附中", "校"),
            "学院": ("学院",),
            "院": ("医院", "学院", "研究院", "设计院", "院"),
            "医院": ("医院",),
            "总工会": ("总工会",),
        }.get(level, (level,))
        return name.endswith(endings)

    def _district_at(self, level: str, scan: Scan, body: Body) -> str | None:
        """The district of that level that the article is about: named last before, or its only one, or one above."""
        if level in ("经开区", "高新区", "开发区", "新区", "园区", "新城", "街道", "镇", "乡", "地区"):
            endings: tuple[str, ...] = (level, "开发区") if level in ("经开区", "开发区") else (level,)
            if level == "高新区":
                endings = ("高新区", "高新技术产业开发区")
            if level == "园区":
                endings = ("园区", "工业园")
        else:
            endings = (level,)
            if level == "区":
                endings = ("区", "新区", "开发区", "新城")
            if level == "自治区":
                endings = ("自治区",)
        spots = [
            spot
            for spot in self.spots
            if spot[4] is _TYPE.DISTRICT and self.nodes[spot[3]].full.endswith(endings)
        ]
        inner = [
            (full, spot)
            for spot in self.spots
            for full in self.places_in(self.nodes[spot[3]].full)
            if spot[4] is not _TYPE.DISTRICT and full.endswith(endings)
        ]
        everything = sorted([(s[0], s[1], self.nodes[s[3]].full) for s in spots] + [(s[0], s[1], full) for full, s in inner])
        before = [full for flow, start, full in everything if (flow, start) < (scan.index, body.start)]
        if before:
            return before[-1]
        if everything:
            return everything[0][2]
        return self._above(level)

    def _above(self, level: str) -> str | None:
        """The one city or province that the article's counties lie in."""
        size = {"市": 4, "州": 4, "盟": 4, "省": 2, "自治区": 2}.get(level)
        if size is None:
            return None
        above = set()
        for full in self.known_places():
            code = self.lexicon.districts.get(full)
            if code is None:
                continue
            for width in (4, 2):
                parent = self.lexicon.codes.get(code[:width].ljust(6, "0"))
                if parent and parent.endswith(level):
                    above.add(parent)
                    break
        return above.pop() if len(above) == 1 else None

    def known_places(self) -> list[str]:
        places = [n.full for n in self.nodes.values() if n.type is _TYPE.DISTRICT]
        for node in self.nodes.values():
            places.extend(self.places_in(node.full))
        return places

    def places_in(self, name: str) -> list[str]:
        """The full names of the districts at the front of a name."""
        front = name[: len(name) - len(core(name, self.lexicon))]
        found = []
        while front:
            for length in range(len(front), 1, -1):
                full = self.district(front[:length], inside=True)
                if full and (front[:length] in self.lexicon.districts or front[:length] in self.lexicon.short_districts):
                    found.append(full)
                    front = front[length:]
                    break
            else:
                front = front[1:]
        for short in sorted(self.full_districts):
            if name.startswith(short) and short not in found:
                found.append(short)
        return found

    def resolve(self, key: str) -> str:
        while key in self.alias_of:
            key = self.alias_of[key]
        return key

    def references(self) -> None:
        """区总工会, 公司工会, 消防救援支队工会: the body that the article means by them, or none."""
        for scan, body in self.pending:
            surface = self.clean(scan.text[body.start : body.end])
            place = (scan.index, body.start, body.end)
            if body.level:
                full = self.owner_by_level(scan, body)
                if full is not None:
                    key = self.add(body.type, full, surface, place, "body-by-level", _BY_LEVEL)
                    self._settle(key)
                    continue
            match = [
                k
                for k, n in self.nodes.items()
                if k not in self.alias_of and n.type is body.type and n.full.endswith(surface) and self.whole_words(surface)
            ]
            if len(match) >= 1:
                self.add(body.type, self.nodes[max(match, key=len)].full, surface, place, "body-by-suffix", _BY_ALIAS)
            elif self._stands_alone(scan, body, surface):
                self._settle(self.add(body.type, surface, surface, place, "body-common-name", _BY_OWNER))

    def _settle(self, key: str) -> None:
        """A name that a reference made may be a short form of one that is there already."""
        node = self.nodes[key]
        for other, candidate in self.nodes.items():
            if other != key and other not in self.alias_of and candidate.type is node.type and self.same(node.full, candidate.full):
                self.alias_of[key] = other
                return

    def _stands_alone(self, scan: Scan, body: Body, surface: str) -> bool:
        """Whether a name of common words is one all the same: a body of bodies (首钢矿业公司水厂铁矿工会)."""
        heads = [p for p in body.parts if p.type is not _TYPE.DISTRICT]
        return bool(heads) and len(surface) >= 8 and not body.level

    def brands(self) -> None:
        """长鑫集电 for 长鑫集电（北京）存储技术有限公司: a firm's own word, again without the rest."""
        taken = {(s[0], i) for s in self.spots for i in range(s[1], s[2])}
        for key, node in sorted(self.nodes.items()):
            if node.type is not _TYPE.COMPANY or key in self.alias_of:
                continue
            brand = self.brand(node.full)
            if not brand:
                continue
            for scan in self.scans:
                for match in re.finditer(re.escape(brand), scan.text):
                    if (scan.index, match.start()) in taken:
                        continue
                    end = match.end()
                    union = scan.text.startswith("工会", end)
                    if union:
                        self.add(_TYPE.UNION, node.full + "工会", brand + "工会", (scan.index, match.start(), end + 2), "body-by-brand", _BY_ALIAS)
                    else:
                        self.add(_TYPE.COMPANY, node.full, brand, (scan.index, match.start(), end), "body-by-brand", _BY_ALIAS)

    def brand(self, full: str) -> str | None:
        """The firm's own word: what stands between the district and the first common word of a 有限公司."""
        if not full.endswith(("有限公司", "有限责任公司")):
            return None
        bare = core(full, self.lexicon)
        bracket = re.match(r"([^（(]{3,8})[（(]", bare)
        if bracket:
            return bracket.group(1)
        from kg.tokens import Tag, tokenize

        size = 0
        for token in tokenize(bare, self.lexicon):
            if token.tag not in (Tag.UNKNOWN, Tag.PROPER):
                break
            size = token.end
        return bare[:size] if size >= 3 else None

    # -- people and honours --------------------------------------------------------------------------------------

    def people(self) -> None:
        for scan in self.scans:
            for person in scan.persons:
                name = scan.text[person.start : person.end]
                place = (scan.index, person.start, person.end)
                self.add(_TYPE.PERSON, name, name, place, person.rule, person.confidence)

    def honours(self) -> None:
        for scan in self.scans:
            for award in scan.awards:
                surface = scan.text[award.start : award.end]
                self.add(_TYPE.AWARD, surface, surface, (scan.index, award.start, award.end), "award-name", _BY_NAME)

    # -- names inside names --------------------------------------------------------------------------------------

    def nested(self) -> None:
        """The owners and districts that the names themselves state, down to the innermost."""
        queue = sorted(k for k, n in self.nodes.items() if k not in self.alias_of and n.type in _BODIES)
        done: set[str] = set()
        while queue:
            key = queue.pop(0)
            if key in done:
                continue
            done.add(key)
            owner = self._nest(key)
            if owner is not None and owner not in done:
                queue.append(owner)

    def _nest(self, key: str) -> str | None:
        node = self.nodes[key]
        if node.type is _TYPE.DISTRICT:
            self._nest_district(key)
            return None
        structure = analyze(node.full, self.lexicon)
        for district in structure.districts[-1:]:
            full = self.district(district, inside=True)
            if full is not None:
                self.seats[key] = self._inner(key, _TYPE.DISTRICT, full, district)
        if structure.owner is None:
            return None
        kind, name = structure.owner
        target = self._inner(key, kind, name, name)
        self.owners[key] = self.resolve(target)
        return self.owners[key]

    def _nest_district(self, key: str) -> None:
        """大兴经济开发区 and 北京市大兴区 tell the district above."""

    def _inner(self, key: str, kind: EntityType, full: str, surface: str) -> str:
        """The entity of a name inside the names of another one, with a mention at each place where it stands."""
        places = []
        for flow, start, end, other, _, _, _ in self.spots:
            if self.resolve(other) != key:
                continue
            text = self.scans[flow].text[start:end]
            rest = self.nodes[key].full[len(full) :] if self.nodes[key].full.startswith(full) else None
            at = text.find(surface)
            if at >= 0:
                places.append((flow, start + at, start + at + len(surface)))
            elif rest and text.endswith(rest) and len(rest) < len(text) and kind is not _TYPE.DISTRICT:
                places.append((flow, start, end - len(rest)))
        result = f"{kind.value}:{full}"
        known = result in self.nodes
        for place in sorted(set(places)):
            words = self.scans[place[0]].text[place[1] : place[2]]
            self.add(kind, full, words, place, "name-inside-name", _BY_NAME)
        if not known and result in self.nodes:
            self._settle(result)
        if result not in self.nodes:
            self.add(kind, full, "", (-1, 0, 0), "name-inside-name", _BY_NAME)
        return self.resolve(result)

    # -- result --------------------------------------------------------------------------------------------------

    def result(self) -> Linked:
        by_index = {scan.index: scan for scan in self.scans}
        spots: list[Spot] = []
        mentions: dict[str, list[Mention]] = {}
        names: dict[str, dict[str, None]] = {}
        for key in self.nodes:
            target = self.resolve(key)
            names.setdefault(target, {self.nodes[target].full: None}).update(self.nodes[key].names)
        for flow, start, end, key, kind, rule, confidence in sorted(self.spots):
            target = self.resolve(key)
            scan = by_index[flow]
            spots.append(Spot(flow, start, end, target, kind))
            evidence = Evidence(scan.flow.span(start, end), rule, confidence)
            mentions.setdefault(target, []).append(Mention(kind, scan.text[start:end], flow, start, end, evidence))
        entities = [
            Entity(
                key=key,
                type=self.nodes[key].type,
                name=self.nodes[key].full,
                aliases=tuple(sorted(n for n in names[key] if n != self.nodes[key].full)),
                mentions=tuple(found),
            )
            for key, found in sorted(mentions.items())
        ]
        present = {entity.key for entity in entities}
        owners = {k: v for k, v in sorted(self.owners.items()) if k in present and v in present}
        seats = {k: v for k, v in sorted(self.seats.items()) if k in present and v in present}
        return Linked(tuple(entities), tuple(spots), owners, seats)


def entities_by_key(entities: Iterable[Entity]) -> dict[str, Entity]:
    """The entities, found by their keys."""
    return {entity.key: entity for entity in entities}

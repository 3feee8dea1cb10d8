"""References to bodies: whose 区总工会, 公司工会 or 护理部 the article means at a place."""

from __future__ import annotations

import re

from kg.bodies import JOINED
from kg.departments import ANY_FIRM, house_of
from kg.districts import AREAS, FUSED, LEAGUES, Body
from kg.draft import Draft, DraftSpot, clean
from kg.lexicon import short_district
from kg.mentions import Scan
from kg.model import EntityType
from kg.places import Places
from kg.tokens import Tag

_COMPANY, _INSTITUTION, _UNION = EntityType.COMPANY, EntityType.INSTITUTION, EntityType.UNION

# What the name of the body must end with that a level word stands for; a level not listed stands for a district.
_OWNER_ENDS: dict[str, tuple[str, ...]] = {
    "公司": ("公司", "集团"),
    "集团": ("集团", "集团公司", "集团有限公司", "集团有限责任公司", "集团股份有限公司"),
    "集团公司": ("集团", "集团公司", "集团有限公司", "集团有限责任公司", "集团股份有限公司"),
    "分公司": ("分公司",),
    "厂": ("厂",),
    "矿": ("矿", "矿业", "矿业公司"),
    "段": ("段",),
    "店": ("店",),
    "站": ("站",),
    "校": ("学校", "大学", "学院", "中学", "小学", "附中", "一中", "二中", "高中", "校"),
    "学校": ("学校", "大学", "学院", "中学", "小学", "附中", "校"),
    "大学": ("大学",),
    "学院": ("学院",),
    "院": ("医院", "学院", "研究院", "设计院", "法院", "检察院", "院"),
    "医院": ("医院",),
    "局": ("局",),
    "所": ("所",),
    "队": ("队",),
    "支队": ("支队",),
    "总工会": ("总工会",),
    "银行": ("银行", "支行", "分行"),
    "项目部": ("项目部",),
    "农场": ("农场",),
    "酒店": ("酒店",),
}
# A firm that is called 公司 though its name does not say so.
_FIRM_ENDS = ("局", "厂", "矿", "银行", "酒店", "段", "药业", "股份", "重工", "钢铁", "石化")
_OWNER_TYPES = (_COMPANY, _INSTITUTION)
_SHORTEST_OWNER = 3
_SHORTEST_BRANCH = 3
_BRANCH_ENDS = re.compile("分公司|支公司|分行|支行|公司")
# What a town's or a street's own offices are held at.
_OF_TOWN = ("党工委", "党委", "武装部", "办事处", "人大工委", "人大常委会", "政府")
# Parts of a firm: they own no 公司工会, and are owned themselves.
_PARTS = ("车间", "分厂", "高炉", "工区", "班组", "班", "部", "科", "处", "室", "队", "庭", "委员会", "党支部")
# 物流|分公司: a branch that goes by its trade alone is the group's.
_BRANCHES = frozenset({"分公司", "子公司", "事业部"})
_WHOLE_FIRMS = ("集团", "集团公司", "集团有限公司", "集团有限责任公司", "总公司", "局")
# Crews are a works', not the group's.
_CREWS = frozenset({"队", "班", "班组", "工区", "组"})
# Committees of a firm or institution: what is named beside them is the whole body's.
_LEADING = ("机关党委", "党委", "党工委", "团委", "党总支", "党支部", "纪委")
# Committees of the Party that lead a district.
_PARTY = ("省委", "市委", "区委", "县委", "州委", "旗委")
# 某工会|第五次代表大会, 某工会|召开二届三次全委会: whose meeting elects and reports.
_MEETS = re.compile(r"(?:日前|近日)?(?:召开|举行)?了?(?:第?[一二三四五六七八九十]+[次届]|首[次届]|换届)")
# Offices between a union's name and the committee where the same person has another one.
_BESIDE = re.compile(r"[^，。；：！？\n]{2,14}、")
# 工会律师, 工会特邀调解员 are sent by any union.
_SENT = re.compile(r"特邀|特聘|外聘|聘请|律师|调解员|顾问|公益律师|法律|志愿者|讲师|宣讲")
_OF_NEIGHBOURHOODS = frozenset({"居委会", "居民委员会"})
# Departments of the Party that unions and large firms have, too.
_COMMON_OFFICES = frozenset({"组织部", "宣传部"})
# Who has left a school, the army or a firm: what is told next is elsewhere.
_LEAVES = ("毕业", "退伍", "退役", "转业", "复员", "辞职", "下岗", "离职", "的毕业生", "实习期满")
_LEFT = ("毕业于", "就读于", "肄业于", "考入", "考上", "就读", "转业自")
# 第五届工会委员会, 联合会|第一届委员会: what a union's congress elects.
_ELECTED = re.compile(r"(工会|联合会|总工会|)第[一二三四五六七八九十]+届")
# Committees that every union has: named without an owner, they are the union's that was named last.
COMMITTEES = frozenset({"经费审查委员会", "女职工委员会", "经审会", "经审委", "常务委员会"})


def _inside(spot: DraftSpot, other: DraftSpot) -> bool:
    """Whether a spot is a part of a longer name's."""
    longer = spot.end - spot.start < other.end - other.start
    return longer and spot.flow == other.flow and other.start <= spot.start and spot.end <= other.end


class Owners:
    """Finds the body that a reference means, as a full name."""

    def __init__(self, draft: Draft, places: Places) -> None:
        self.draft = draft
        self.places = places

    def full_name(self, scan: Scan, body: Body) -> str | None:
        """The full name of the body that the reference means; None where the article does not tell."""
        surface = clean(scan.text[body.start : body.end])
        if surface in FUSED:
            league, committee = ("共青团", surface[1:]) if surface in LEAGUES else ("", surface)
            place = self.places.of_level(committee[0], scan.index, body.start)
            return league + place + committee[1:] if place else None
        if _ELECTED.match(surface):
            return self.department(scan, body)
        if surface == "工会":
            if _SENT.match(scan.text, body.end):
                return None
            return self._owned(self._owner_in_phrase(scan, body) or self._main(), surface)
        if surface == "总工会" and (beside := self._beside(scan, body, "")) is not None:
            return beside + surface  # 凉山州委常委、|总工会|主席
        level = body.level
        if surface == level + "工会" and level in self.places.lexicon.districts:
            return level + "总工会"
        rest = surface[len(level) :]
        if level.startswith("该"):
            level, rest = level[1:], surface
        if level in _OWNER_ENDS:
            owner = self._last(scan, body, _OWNER_ENDS[level])
            if owner is None and level == "项目部":
                project = self._last(scan, body, ("项目",))
                owner = project + "部" if project else None
            if owner is None and level in ("公司", "集团"):
                owner = self._main() or self._last(scan, body, _FIRM_ENDS)
            return self._owned(owner, rest)
        if surface == level:
            return self.department(scan, body)
        labelled = self.places.labelled(level, scan.index, body.start)
        if labelled is not None:
            return labelled + rest
        known = self._ending_with(body.type, surface)
        if len(known) == 1:
            beside = self._beside(scan, body, level) if level else None
            return known[0] if beside is None or short_district(beside) in known[0] else beside + rest
        if level:
            place = self.places.of_level(level, scan.index, body.start)
            return (self._branch_at(place, rest) or place + rest) if place else None
        return self._of_branch(surface)

    def _branch_at(self, place: str, rest: str) -> str | None:
        """The branch at a place of the one firm that has one there: 市|分公司 of 远山保险公司渭南分公司."""
        own = _BRANCH_ENDS.match(rest)
        if own is None:
            return None
        firms = {n.full for _, n in self.draft.live(_COMPANY) if n.full.endswith(own.group())}
        here = [full for full in firms if short_district(place) in full[2:]]
        return here[0] + rest[own.end() :] if len(here) == 1 else None

    def _of_branch(self, surface: str) -> str | None:
        """The committee of a branch that goes by the end of its name: 二公司|工会 of 某局二公司."""
        own = next((own for own in sorted(JOINED, key=lambda own: -len(own)) if surface.endswith(own)), "")
        front = surface.removesuffix(own)
        if not own or len(front) < _SHORTEST_BRANCH:
            return None
        known = {full for kind in _OWNER_TYPES for full in self._ending_with(kind, front)}
        return self._owned(known.pop(), own) if len(known) == 1 else None

    def _beside(self, scan: Scan, body: Body, level: str) -> str | None:
        """The district of the office beside it in a list: 梅州市人大常委会副主任、|市总工会|主席."""
        listed = scan.text.endswith(("、", "兼"), 0, body.start)
        if not listed or not any(t.end == body.start - 1 and t.tag is Tag.TITLE for t in scan.tokens):
            return None
        phrase = (scan.index, max(scan.text.rfind(mark, 0, body.start) for mark in "。；，！？：") + 1)
        districts = self.draft.before(scan.index, body.start, EntityType.DISTRICT)
        near = [self.draft.full(s.key) for s in districts if (s.flow, s.start) >= phrase]
        stated = next((full for full in reversed(near) if full.endswith(level)), None)
        return stated if level or stated is not None else self._seat_of(scan, body, phrase)

    def _seat_of(self, scan: Scan, body: Body, phrase: tuple[int, int]) -> str | None:
        """The town or street of the body beside it in a list: 街道党工委委员、|总工会|主席."""
        bodies = self.draft.before(scan.index, body.start, _INSTITUTION)
        names = [self.draft.full(s.key) for s in bodies if (s.flow, s.start) >= phrase]
        fronts = [name.removesuffix(own) for name in names for own in _OF_TOWN if name.endswith(own)]
        return next((front for front in reversed(fronts) if self.draft.called(front, EntityType.DISTRICT)), None)

    def department(self, scan: Scan, body: Body) -> str | None:
        """The full name of a department named without its owner (护理部, 人力资源部): the body named last before it."""
        surface = clean(scan.text[body.start : body.end])
        if surface in _OF_NEIGHBOURHOODS:
            return self._owned(self._last(scan, body, ("社区",)), surface)
        if surface in AREAS:
            place = self.places.of_level(surface, scan.index, body.start)
            return place + surface.removeprefix("自治区") if place else None
        if body.head in COMMITTEES and surface.startswith("工会"):
            return self._owned(self._owner_in_phrase(scan, body) or self._main(), surface)
        elected = _ELECTED.match(surface)
        if body.head in COMMITTEES or elected:
            union = self._congress(scan, body, elected.group(1) if elected else "")
            return self._committee(union, surface[elected.end(1) :] if elected else surface) if union else None
        if body.head in _BRANCHES:
            owner = self._last(scan, body, _WHOLE_FIRMS) or self._main()
        elif (house := house_of(surface)) is not None:
            owner = self._housed(scan, body, house)
            if owner is None and surface in _COMMON_OFFICES:
                owner = self._whole(self._owner_in_phrase(scan, body, union=True))
        else:
            owner = (
                self._joined(scan, body)
                or self._whole(self._owner_in_phrase(scan, body, union=True))
                or self._works(scan, body)
                or self._main()
            )
        return self._owned(owner, surface) if owner and not owner.endswith(surface) else None

    def _congress(self, scan: Scan, body: Body, ending: str) -> str | None:
        """The union whose congress the text reports before a committee is elected, else the one named last."""
        unions = [s for s in self.draft.before(scan.index, body.start, _UNION) if s.key.endswith(ending)]
        near = unions[-1:] if unions and unions[-1].flow == scan.index else []
        if near and _BESIDE.fullmatch(scan.text, near[0].end, body.start):
            return self.draft.full(near[0].key)  # 某省总工会党组成员、|经费审查委员会|主任
        meets = [s for s in unions if _MEETS.match(self.draft.scans[s.flow].text, s.end)]
        last = (meets or unions)[-1:]
        return self.draft.full(last[0].key) if last else None

    def _committee(self, union: str, surface: str) -> str | None:
        """The full name of a union's committee; 第五届工会委员会 has the union's own head in it."""
        if not surface.endswith("工会委员会"):
            return self._owned(union, surface) if not union.endswith(surface) else None
        full = union.removesuffix("工会") + surface
        self.draft.owner_names[full] = union
        return full

    def _housed(self, scan: Scan, body: Body, house: tuple[str, ...]) -> str | None:
        """The body of the kind that has such departments: the one named last before it, else the article's only one."""

        def fits(spot: DraftSpot) -> bool:
            full = self.draft.full(spot.key)
            firm = ANY_FIRM in house and spot.type is _COMPANY and not full.endswith(_PARTS)
            return firm or full.endswith(house)

        before = [s for s in self.draft.before(scan.index, body.start, *_OWNER_TYPES) if fits(s) and not self._left(s)]
        if before:
            return self.draft.full(before[-1].key)
        names = {self.draft.full(s.key) for s in self.draft.spots if s.type in _OWNER_TYPES and fits(s)}
        return names.pop() if len(names) == 1 else None

    def _joined(self, scan: Scan, body: Body) -> str | None:
        """Whose committee a bare one is that is joined to another's: 虎门镇妇联、|团委."""
        before = [s for s in self.draft.before(scan.index, body.start) if s.flow == scan.index]
        last = max(before, key=lambda s: (s.end, s.start - s.end), default=None)
        if last is None or last.end != body.start - 1:
            return None
        full = self.draft.full(last.key)
        if full.endswith("总工会"):
            return None
        return next((full.removesuffix(own) for own in sorted(JOINED) if full.endswith(own) and full != own), None)

    def _whole(self, owner: str | None) -> str | None:
        """The firm for its own union: what is named beside 公司工会 (安全监察部, 二车间) is the firm's."""
        if owner is None or not owner.endswith("工会") or owner.endswith("总工会"):
            return owner
        firm = owner.removesuffix("工会")
        return firm if self.draft.called(firm, *_OWNER_TYPES) else owner

    def _owned(self, owner: str | None, rest: str) -> str | None:
        """The full name of what belongs to an owner."""
        if owner is None:
            return None
        if owner.endswith("工会"):
            rest = rest.removeprefix("工会")
        if rest.startswith("纪委") and owner.endswith(_PARTY):
            return owner[:-1] + rest  # 灵丘县委常委、|纪委|书记 is of 灵丘县纪委
        # 龙泽苑社区|社区工会, 远山公司|公司工会: the rest calls its owner by its last word.
        rest = next((rest[n:] for n in (3, 2) if len(rest) > n and owner.endswith(rest[:n])), rest)
        if rest:
            self.draft.owner_names[owner + rest] = owner
        return owner + rest

    def _ending_with(self, kind: EntityType, surface: str) -> list[str]:
        return [n.full for _, n in self.draft.live(kind) if n.full.endswith(surface) and n.full != surface]

    def _last(self, scan: Scan, body: Body, ends: tuple[str, ...]) -> str | None:
        """The body with such a name that was named last before the reference, or that alone has such a name."""
        # 公司 may be a works by another name, but no bureau of the state.
        kinds = (_UNION,) if ends == ("总工会",) else (_COMPANY,) if ends == _FIRM_ENDS else _OWNER_TYPES
        before = [s for s in self.draft.before(scan.index, body.start, *kinds) if self._owns(s, ends)]
        names = [self.draft.full(s.key) for s in before]
        # What only a branch's name names is not the one spoken of; a group is called 集团 beside its 公司.
        alone = {self.draft.full(s.key) for s in before if not any(_inside(s, other) for other in before)}
        if ends == _OWNER_ENDS["公司"]:
            larger = {full for full in alone if full.endswith("公司")}
        else:  # 该校 is the university, not the school inside it that was named last.
            larger = alone | {name for name in names if name.endswith("大学")}
        whole = [name for name in names if not any(name != other and name.startswith(other) for other in larger)]
        if whole:
            return whole[-1]
        owned = {n.full.removesuffix("工会") for _, n in self.draft.live(_UNION)}
        every = {n.full for _, n in self.draft.live(*kinds)} | (owned if kinds == _OWNER_TYPES else set())
        fitting = sorted(name for name in every if name.endswith(ends))
        return fitting[0] if len(fitting) == 1 else None

    def _left(self, spot: DraftSpot) -> bool:
        """Whether somebody only comes from a body: 从某技校|毕业, 毕业于|某大学."""
        text = self.draft.scans[spot.flow].text
        return text.startswith(_LEAVES, spot.end) or text.endswith(_LEFT, 0, spot.start)

    def _owns(self, spot: DraftSpot, ends: tuple[str, ...]) -> bool:
        full = self.draft.full(spot.key)
        return full.endswith(ends) and not (full.endswith(_PARTS) and not ends[0].endswith(_PARTS))

    def _owner_in_phrase(self, scan: Scan, body: Body, *, union: bool = False) -> str | None:
        """The firm or institution named last before a place in its sentence (首开集团党委副书记、|工会|主席)."""
        start, _ = scan.sentence(body.start)
        before = [
            s
            for s in self.draft.before(scan.index, body.start, *_OWNER_TYPES, _UNION)
            if s.flow == scan.index
            and s.start >= start
            and not self.draft.full(s.key).endswith(_PARTS)
            and not self._left(s)
        ]
        if not before:
            return None
        last = before[-1]
        if last.type is _UNION and not union:
            return None
        full = self.draft.full(last.key)
        whole = next((full.removesuffix(own) for own in _LEADING if full.endswith(own)), full)
        return whole if len(whole) >= _SHORTEST_OWNER else full

    def _works(self, scan: Scan, body: Body) -> str | None:
        """The works of the article's firm that was named last before a crew: not the field that owns it."""
        main = self._main() if body.head in _CREWS else None
        before = self.draft.before(scan.index, body.start, _COMPANY) if main else []
        firms = [full for full in (self.draft.full(s.key) for s in before) if not full.endswith(_PARTS)]
        inside = bool(firms) and main is not None and firms[-1] != main and firms[-1].startswith(main)
        return firms[-1] if inside else None

    def _main(self) -> str | None:
        """The firm or institution that the article is about: the owner of its first own union, or its only firm."""
        for spot in sorted(self.draft.spots):
            if spot.type is _UNION:
                full = self.draft.full(spot.key)
                if full.endswith("工会") and not full.endswith("总工会"):
                    return full.removesuffix("工会")
        firms = sorted({self.draft.full(s.key) for s in self.draft.spots if s.type is _COMPANY})
        whole = [f for f in firms if not f.endswith(_PARTS)]
        return whole[0] if len(whole) == 1 else None

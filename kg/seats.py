"""Where an office is held: the body that stands before a title, is called by its last words, or was named before."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from kg.departments import ANY_FIRM
from kg.lexicon import rows
from kg.linking import Linked, Spot
from kg.model import ORGANIZATIONS, EntityType

_SEATS = (*sorted(ORGANIZATIONS), EntityType.DISTRICT, EntityType.PLACE)
# 的 and what may stand between it and a title or a name: 的“90后”女|职工; 聘请的|法律顾问.
_OF_SORT = re.compile(
    r"(?:(?:最[^的，。、]{1,4}|唯一|(?:工作|任教|服务|从教|从业|干|坚守|打拼|奋斗)(?:了?(?:多|数十?|近?[0-9一二三四五六七八九十]{1,3}多?|半)[年载]|一辈子)?|[0-9]{2}岁|[二三四五六]?十[一二三四五六七八九]?岁)的|(?:聘请|特聘|派出|选派|派驻|聘任|邀请)?的"
    r"(?:[“”\"]|[0-9０-９]0后|女|男|老|年轻|青年|普通|优秀|一名|一位|两名|资深|夜班|白班|当班|退休|如今|现任|首任|新任|第[一二三]代|第一批)*)$"
)
_LONGEST_SORT = 12
_LONGEST_THIS = 4
_FIRMS = (EntityType.COMPANY, EntityType.INSTITUTION)
_SHORTEST_CALL = 2
# A firm that is named this often is what the article is about: its workers are named without it.
_OFTEN = 3
# Heads of a crew: like workers, they are named without the firm that the text is about.
_CREW = ("机长", "班长", "船长", "炉长", "工长", "士长", "值长", "车长", "务长")
# What appoints people to work in it.
_ROOMS = (EntityType.INSTITUTION, EntityType.WORKSHOP)
# Who governs a district: 雷波县委常委、副县长 is the county's.
_GOVERNORS = ("省长", "市长", "区长", "县长", "州长", "旗长", "镇长", "乡长", "盟长")
# 镇党委副书记、|人大主席 is the town's.
_TOWN_CONGRESS = ("人大主席", "人大副主席")
_GOVERNOR = re.compile(rf"(?:代理?|原)?(?:(?:常务|挂职)?副)?(?:{'|'.join(_GOVERNORS)})")
# 该段首席技师, 该公司工程师: the body of that kind that was named last.
_THIS = re.compile(
    r"(?:该|本)(公司|集团|段|局|厂|矿|站|院|校|所|店|队|行|支行|分公司|项目部|医院|学校|学院|中心|合作社|农场|林场)$"
)
# 院党委书记, 校工会主席, 段长: one character calls the body of that kind that the text is about.
_LEVELS: Mapping[str, tuple[str, ...]] = {
    "院": ("院",),
    "校": ("学校", "大学", "中学", "小学", "中专", "职高", "高中", "附中", "附小", "职业学院", "技术学院", "师范学院"),
    "园": ("幼儿园", "园"),
    "厂": ("厂",),
    "矿": ("矿",),
    "段": ("段",),
    "局": ("局",),
    "站": ("站",),
    "所": ("所",),
    "馆": ("馆",),
    "场": ("场",),
    "队": ("队",),
    "行": ("银行", "行"),
    "台": ("台",),
    "店": ("店",),
    "港": ("港",),
}
# Who learns or helps, or comes from elsewhere: nobody tells at which firm.
_NO_HANDS = ("农", "学徒", "助教", "翻译", "社会工作者", "社工", "志愿者", "学生", "厂家技术员")
_RETIRED = ("退休", "离休")
# What tells behind its name that a body meets, or has been founded: the bodies that fill their offices then.
_CONVENES = re.compile(
    r"(?:正式|隆重|胜利|圆满|在[^，。；]{1,12}|近日|日前)*(?:召开|举行|举办)?了?"
    r"(?:第?[0-9０-９一二三四五六七八九十]+届)?(?:第?[0-9０-９一二三四五六七八九十]+次)?"
    r"(?:会员|职工|工会)*(?:代表大会|全委会|全委（扩大）会|全体委员|全体（扩大）会|全体会|委员会|代表会|成立|换届|揭牌|理事会)"
)
# Who heads or helps to head a whole firm, and what is only a part of one.
_TOP = ("总经理", "董事长", "总裁", "总工程师", "总会计师", "总经济师")
_WORKS = ("项目部", "经理部", "事业部", "指挥部", "总部")
_DEPARTMENTS = ("部", "科", "处", "室", "车间", "班", "队", "工区", "工段")
# 在某车间|里，
_WITHIN = frozenset("里内中")
_SCHOOLS = ("学校", "大学", "学院", "中学", "小学", "幼儿园")
_WITH = frozenset("与同和跟由")
# What a congress or a committee elects people to.
_PRESIDENTS = ("会长", "理事长", "监事长", "理事")
_CLUBS = ("协会", "学会", "商会", "研究会", "促进会", "联谊会", "基金会", "联盟", "合作社")
# 班主任 ends like an elective office; a firm names its 首席代表 at the table.
_NOT_ELECTED = ("班主任", "首席代表")
_ELECTIVE = ("主席", "常委", "委员", "书记", "主任", "代表")


@functools.cache
def _houses() -> Mapping[str, tuple[str, ...]]:
    """The endings of the names of the bodies where a title is held, by the title's ending."""
    return {title: tuple(bodies.split()) for title, bodies, _ in rows("title_houses", 3)}


def house_of(title: str) -> tuple[str, ...] | None:
    """The endings of the bodies that have such an office; None where the title tells nothing."""
    houses = _houses()
    return next((houses[title[-n:]] for n in (4, 3, 2) if title[-n:] in houses), None)


def _is_union(spot: Spot) -> bool:
    """Whether a body is a union, and neither a committee nor a term of one."""
    name = spot.key.partition(":")[2]
    return spot.type is EntityType.UNION and not name.endswith("委员会") and not name.startswith("第")


def outermost(spots: list[Spot]) -> list[Spot]:
    """The spots that stand in no longer one: of 远山公司涂装车间 not the firm."""
    return [s for s in spots if not any(o != s and o.start <= s.start and s.end <= o.end for o in spots)]


def _is_called(name: str, words: str) -> bool:
    """Whether words by themselves can mean a body of that name; 工会 is a firm's or school's own, no district's."""
    return name.endswith(words) and (words != "工会" or not name.endswith("总工会"))


class Seats:
    """The bodies of an article as seen from one of its flows."""

    def __init__(
        self, flow: int, linked: Linked, texts: tuple[str, ...] = (), titled: frozenset[int] = frozenset()
    ) -> None:
        self.flow = flow
        self._texts = texts
        # Where titles begin: what ends there is somebody's own unit.
        self._titled = titled
        self._owners = linked.owners
        self._districts = linked.seats
        self._unions = linked.unions
        self._names = {e.key: (e.name, *e.aliases) for e in linked.entities if e.type in _SEATS}
        self._everywhere = [s for s in linked.spots if s.type in _SEATS]
        self._times = Counter(s.key for s in self._everywhere)
        self._ending: dict[int, Spot] = {}
        for spot in self._everywhere:
            known = self._ending.get(spot.end)
            if spot.flow == flow and (known is None or spot.start < known.start):
                self._ending[spot.end] = spot

    def ending_at(self, text: str, at: int) -> Spot | None:
        """The body that ends here, or before 的 and words of sort and age (的“90后”女|职工)."""
        if at in self._ending:
            return self._ending[at]
        sort = _OF_SORT.search(text, max(0, at - _LONGEST_SORT), at)
        if sort:
            return self._ending.get(sort.start())
        return self._this(text, at)

    def _this(self, text: str, at: int) -> Spot | None:
        """该段: the body of that kind that was named last, seen from where the words stand."""
        this = _THIS.search(text, max(0, at - _LONGEST_THIS), at)
        if this is None:
            return None
        firms = [s for s in self._before(this.start()) if s.type in _FIRMS and s.key.endswith(this.group(1))]
        return replace(firms[-1], flow=self.flow, start=this.start(), end=at) if firms else None

    def around(self, mark: int) -> Spot | None:
        """The body whose name a mark is a part of: 某工会|“|劳模宣讲团”."""
        return next((s for s in self._ending.values() if s.start <= mark < s.end), None)

    def within(self, start: int, end: int) -> list[Spot]:
        """The bodies named between two places, outermost names only."""
        return [s for s in self._ending.values() if start <= s.start and s.end <= end]

    def school(self, before: int) -> Spot | None:
        """The school named last before a place."""
        schools = [s for s in self._before(before) if s.key.endswith(_SCHOOLS)]
        return schools[-1] if schools else None

    def whose_union(self, seat: Spot) -> Spot | None:
        """The body whose own union is meant by a bare 工会."""
        firm = self._unions.get(seat.key) if seat.end - seat.start == len("工会") else None
        return self._spot_of(firm)

    def called(self, words: str, before: int) -> Spot | None:
        """The body whose name ends with these words (服务站 for 某联合会职工服务站), the one named last before."""
        if len(words) < _SHORTEST_CALL:
            return None
        fitting = [
            spot
            for spot in self._everywhere
            if spot.type is not EntityType.DISTRICT
            and any(_is_called(name.rstrip("”"), words) for name in self._names[spot.key])
        ]
        earlier = [spot for spot in fitting if (spot.flow, spot.end) <= (self.flow, before)]
        return max(earlier) if earlier else min(fitting, default=None)

    def level(self, word: str, before: int) -> Spot | None:
        """The body that one character of its kind calls: the one of that kind that was named last (院|党委书记)."""
        endings = _LEVELS.get(word)
        bodies = [s for s in self._before(before) if s.type in _FIRMS and s.key.endswith(endings)] if endings else []
        return replace(bodies[-1], flow=self.flow, start=before, end=before + 1) if bodies else None

    def climbed(self, title: str, seat: Spot) -> Spot:
        """The body itself, or its owner where the title is one of the owner's kind (某矿采煤队队长、副矿长)."""
        if title.endswith((*_GOVERNORS, *_TOWN_CONGRESS)):
            return self._governed(title, seat)
        house = ("工会", "总工会", "联合会") if title.endswith("主席") else house_of(title)
        if title.endswith(_TOP) and seat.key.endswith(_DEPARTMENTS) and not seat.key.endswith(_WORKS):
            firm = self._spot_of(self._owners.get(seat.key))  # 生产部部长、|副总经理
            return firm if firm is not None and firm.type is EntityType.COMPANY else seat
        if not house or ANY_FIRM in house or seat.key.endswith(house):
            return seat
        key: str | None = seat.key
        while (key := self._owners.get(key or "")) is not None:
            if key.endswith(house):
                return self._spot_of(key) or seat
        return seat

    def _governed(self, title: str, seat: Spot) -> Spot:
        """The district whose governor a title names, by the body there that the text names beside it."""
        name = seat.key if seat.type is EntityType.DISTRICT else self._districts.get(seat.key)
        governed = self._spot_of(name)
        kinds = ("镇", "乡") if title.endswith(_TOWN_CONGRESS) else title[-2]
        return governed if governed is not None and governed.key.endswith(kinds) else seat

    def _spot_of(self, key: str | None) -> Spot | None:
        """The first spot of the body with a key."""
        return next((s for s in self._everywhere if s.key == key), None)

    def elects(self, title: str, before: int, sentence: int) -> Spot | None:
        """The body that an election fills offices of: whose congress or founding is told, else that was named last."""
        if title.endswith(_PRESIDENTS):
            clubs = [s for s in self._before(before) if s.key.endswith(_CLUBS)]
            return self._convened(clubs) or (clubs[-1] if clubs else None)
        if not title.endswith(_ELECTIVE) or title.endswith(_NOT_ELECTED):
            rooms = [s for s in self._since(sentence, before) if s.type in _ROOMS and not self._beside(s)]
            return rooms[-1] if rooms and rooms[-1].end not in self._titled else None
        unions = [s for s in self._before(before) if _is_union(s)]
        near = [s for s in unions if s.flow == self.flow and s.start >= sentence]
        convened = self._convened(near) or self._convened(unions)
        if convened is not None or near:
            return convened or near[-1]
        unions = unions or [s for s in self._everywhere if _is_union(s)]
        return max(unions, key=lambda s: (self._times[s.key], s), default=None)

    def _convened(self, spots: list[Spot]) -> Spot | None:
        """The last of the bodies behind which its congress or its founding is told: 某总工会|第五次代表大会."""
        for spot in reversed(spots):
            if spot.flow < len(self._texts) and _CONVENES.match(self._texts[spot.flow], spot.end):
                return spot
        return None

    def _beside(self, spot: Spot) -> bool:
        """Whether a body is only a partner: 与|某大学|共建."""
        return spot.flow < len(self._texts) and self._texts[spot.flow][max(0, spot.start - 1) : spot.start] in _WITH

    def implied(self, title: str, kind: str, before: int, sentence: int, *, named: bool) -> Spot | None:
        """The body that a title without one means: one of its kind, named last before it."""
        if title.startswith(_RETIRED):
            return None
        if title.endswith(("主席", "调研员", "主任科员", "巡视员")):
            return next((s for s in reversed(self._before(before)) if s.type is EntityType.UNION), None)
        if title.startswith("老") and not title.startswith(("老师", "老板")):
            return None
        if _GOVERNOR.fullmatch(title):
            return self._district(title[-2], before)
        firms = [s for s in self._before(before) if s.type in _FIRMS]
        house = house_of(title)
        workplace = self._workplace(before, house) if kind == "role" or title.endswith(_CREW) else None
        # Who only learns or helps does so in a crew or a workshop.
        if workplace is not None and (workplace.key in self._owners or not title.endswith(_NO_HANDS)):
            return workplace
        if house is not None and (kind != "role" or ANY_FIRM not in house):
            any_firm = ANY_FIRM in house
            fitting = [s for s in firms if (any_firm and s.type is EntityType.COMPANY) or s.key.endswith(house)]
            # 厂长 is the works' that the text names, not the company's above it.
            works = [s for s in fitting if title.endswith(house[0] + "长") and s.key.endswith(house[0])]
            return (works or fitting)[-1] if fitting else None
        if (kind == "role" or title.endswith(_CREW)) and not title.endswith(_NO_HANDS):
            return self._employer(sentence, before, named=named)
        return None

    def _workplace(self, before: int, house: tuple[str, ...] | None) -> Spot | None:
        """在某医院急诊科，|护士: the body that a clause ends with that tells where somebody is met at work."""
        text = self._texts[self.flow] if self.flow < len(self._texts) else ""
        comma = before - 1
        if comma < 0 or text[comma] not in "，,":
            return None
        end = comma - 1 if text[comma - 1] in _WITHIN else comma
        body = self._ending.get(end)
        if body is None or body.type not in _FIRMS or text[max(0, body.start - 1) : body.start] != "在":
            return None
        key: str | None = body.key
        while house is not None and ANY_FIRM not in house and key is not None and not key.endswith(house):
            key = self._owners.get(key)
        return body if key is not None else None

    def _district(self, kind: str, before: int) -> Spot | None:
        """The district of a kind (市) that was named last; or where the body sits that was: 昆山市委…，|市长."""
        for spot in reversed(self._before(before)):
            key = spot.key if spot.type is EntityType.DISTRICT else self._districts.get(spot.key)
            if key is not None and key.endswith(kind):
                return self._spot_of(key)
        return None

    def _employer(self, sentence: int, before: int, *, named: bool) -> Spot | None:
        """The firm whose worker is named without it: the only one in the sentence, or the only one of the article."""
        near = outermost([s for s in self._since(sentence, before) if s.type is EntityType.COMPANY])
        if near:
            return near[-1] if len({s.key for s in near}) == 1 else None
        firms = [s for s in self._everywhere if s.type is EntityType.COMPANY]
        earlier = sorted(s for s in firms if (s.flow, s.end) <= (self.flow, before))
        if not earlier:
            return None
        if len({s.key for s in firms}) == 1 and self._times[firms[0].key] >= _OFTEN:
            return earlier[0]
        return earlier[-1] if named and earlier[-1].key == self._main_firm() else None

    def _main_firm(self) -> str | None:
        """The firm that the article is about: the one whose union it names before any other."""
        union = next((s for s in sorted(self._everywhere) if s.type is EntityType.UNION), None)
        firm = self._unions.get(union.key) if union is not None else None
        parts = (s for s in self._everywhere if s.type is EntityType.COMPANY and self._owners.get(s.key) == firm)
        return None if any(parts) else firm  # nobody tells in which of its works somebody is

    def _since(self, sentence: int, before: int) -> list[Spot]:
        return [s for s in self._before(before) if s.flow == self.flow and s.start >= sentence]

    def _before(self, position: int) -> list[Spot]:
        return sorted(s for s in self._everywhere if (s.flow, s.end) <= (self.flow, position))

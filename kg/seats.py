"""Where an office is held: the body that stands before a title, is called by its last words, or was named before."""

from __future__ import annotations

import re
from collections import Counter

from kg.linking import Linked, Spot
from kg.model import ORGANIZATIONS, EntityType

_SEATS = (*sorted(ORGANIZATIONS), EntityType.DISTRICT, EntityType.PLACE)
# 的 and what may stand between it and a title or a name: 的“90后”女|职工; 聘请的|法律顾问.
_OF_SORT = re.compile(
    r"(?:聘请|特聘|派出|选派|派驻|聘任|邀请)?的"
    r"(?:[“”\"]|[0-9０-９]0后|女|男|老|年轻|青年|普通|优秀|一名|一位|两名|资深|夜班|白班|当班|退休|如今|现任|首任|新任)*$"
)
_LONGEST_SORT = 12
_SHORTEST_CALL = 2
# A firm that is named this often is what the article is about: its workers are named without it.
_OFTEN = 3
# Heads of a crew: like workers, they are named without the firm that the text is about.
_CREW = ("机长", "班长", "船长", "炉长", "工长", "士长", "值长", "车长", "务长")
# What appoints people to work in it.
_ROOMS = (EntityType.INSTITUTION, EntityType.WORKSHOP)
# Whose office a title without a body is, by its last characters: the ending of the body's name; empty: any firm's.
_HOUSES: dict[str, tuple[str, ...]] = {
    "厂长": ("厂", "公司"),
    "矿长": ("矿",),
    "校长": ("学校", "中学", "小学", "大学"),
    "院长": ("院",),
    "园长": ("园",),
    "馆长": ("馆",),
    "站长": ("站",),
    "局长": ("局",),
    "段长": ("段",),
    "店长": ("店",),
    "所长": ("所",),
    "行长": ("行",),
    "部长": ("部",),
    "处长": ("处",),
    "科长": ("科",),
    "老板": (),
    "经理": (),
    "事长": (),
    "总裁": (),
    "总监": (),
    "总工": (),
    "程师": (),
}
# What a congress or a committee elects people to.
_ELECTIVE = ("主席", "常委", "委员", "书记", "主任", "代表")


class Seats:
    """The bodies of an article as seen from one of its flows."""

    def __init__(self, flow: int, linked: Linked) -> None:
        self.flow = flow
        self._owners = linked.owners
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
        return self._ending.get(sort.start()) if sort else None

    def called(self, words: str, before: int) -> Spot | None:
        """The body whose name ends with these words (服务站 for 某联合会职工服务站), the one named last before."""
        if len(words) < _SHORTEST_CALL:
            return None
        fitting = [
            spot
            for spot in self._everywhere
            if spot.type is not EntityType.DISTRICT
            and any(name.rstrip("”").endswith(words) for name in self._names[spot.key])
        ]
        earlier = [spot for spot in fitting if (spot.flow, spot.end) <= (self.flow, before)]
        return max(earlier) if earlier else min(fitting, default=None)

    def climbed(self, title: str, seat: Spot) -> Spot:
        """The body itself, or its owner where the title is one of the owner's kind (某矿采煤队队长、副矿长)."""
        house = ("工会", "总工会", "联合会") if title.endswith("主席") else _HOUSES.get(title[-2:])
        if not house or seat.key.endswith(house):
            return seat
        key: str | None = seat.key
        while (key := self._owners.get(key or "")) is not None:
            if key.endswith(house):
                return next((s for s in self._everywhere if s.key == key), seat)
        return seat

    def elects(self, title: str, before: int, sentence: int) -> Spot | None:
        """The union that an election fills offices of: named last in the sentence, else the one that is named most."""
        if not title.endswith(_ELECTIVE):
            rooms = [
                s for s in self._before(before) if s.type in _ROOMS and s.flow == self.flow and s.start >= sentence
            ]
            return rooms[-1] if rooms else None
        unions = [s for s in self._before(before) if s.type is EntityType.UNION and not s.key.endswith("委员会")]
        near = [s for s in unions if s.flow == self.flow and s.start >= sentence]
        if near:
            return near[-1]
        unions = unions or [s for s in self._everywhere if s.type is EntityType.UNION and not s.key.endswith("委员会")]
        return max(unions, key=lambda s: (self._times[s.key], s), default=None)

    def implied(self, title: str, kind: str, before: int, sentence: int) -> Spot | None:
        """The body that a title without one means: one of its kind, named last before it."""
        if title.endswith("主席"):
            return next((s for s in reversed(self._before(before)) if s.type is EntityType.UNION), None)
        firms = [s for s in self._before(before) if s.type in (EntityType.COMPANY, EntityType.INSTITUTION)]
        if kind == "role" or title.endswith(_CREW):
            companies = [s for s in firms if s.type is EntityType.COMPANY]
            near = [s for s in companies if s.flow == self.flow and s.start >= sentence]
            if near:
                return near[-1]
            often = max(companies, key=lambda s: (self._times[s.key], s), default=None)
            return often if often is not None and self._times[often.key] >= _OFTEN else None
        house = _HOUSES.get(title[-2:])
        if house is None:
            return None
        fitting = [s for s in firms if (s.key.endswith(house) if house else s.type is EntityType.COMPANY)]
        return fitting[-1] if fitting else None

    def _before(self, position: int) -> list[Spot]:
        return sorted(s for s in self._everywhere if (s.flow, s.end) <= (self.flow, position))

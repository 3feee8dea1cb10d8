"""Sites of an article: which houses, stations and parks are only places in it, and where their names begin."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.districts import DISTRICTS, LEVELS, Body
from kg.framed_names import SHORTEST_SITE
from kg.lexicon import Lexicon
from kg.model import EntityType
from kg.tokens import Tag, Token

# Two unknown characters before a head (九城工会) name nothing by themselves yet.
MERE_WORDS = 2
_EVERYWHERE = ("之家", "驿站", "港湾", "服务站", "服务点", "服务站点")
_TOWNS = ("镇", "乡", "街道")


def is_site(head: Token, lexicon: Lexicon) -> bool:
    """Whether a head is that of a place."""
    return lexicon.heads[head.text].type is EntityType.PLACE


def without_counties(tokens: tuple[Token, ...], start: int, index: int, *, district: bool) -> tuple[int, bool]:
    """A place of its own name without the counties that it lies in: 合肥市肥西县|派河大桥项目工地.

    The town of what many towns have stays: 昭觉县|四开镇安置点.
    """
    at = start
    while at < index and tokens[at].tag is Tag.DISTRICT:
        at += 1
    own = tokens[at:index]
    unknown = sum(len(t.text) for t in own if t.tag is Tag.UNKNOWN and t.text not in LEVELS)
    if at == start or any(t.tag in (*DISTRICTS, Tag.HEAD) and len(t.text) > 1 for t in own):
        return start, district
    own_name = unknown >= MERE_WORDS or any(t.tag is Tag.PROPER for t in own)
    in_town = tokens[at - 1].text.endswith(_TOWNS)
    if in_town and (not own_name or tokens[index].text.endswith(_EVERYWHERE)):
        return at - 1, district
    return (at, False) if own_name else (start, district)


# 察布查尔镇35千伏|河湾变电站: an article calls it by the last part, too.
_BEFORE_OWN = re.compile(r"^.+(?:千伏|[市县镇乡])(?=[\u4e00-\u9fff]{4})")
# 在某市某区的|变电站: where it lies stands before the name.
_LONGEST_SEAT = 16
_SEAT = re.compile(
    r"(?:在|来到|走进|前往|赶到|赶往|开进)[\u4e00-\u9fff]{0,10}(?:[市区县旗镇乡]|街道)?的?(?:[0-9]+千伏)?$"
)
# 双汇物流园 is a site; where a body of the state runs the zone or workers of all its firms have a union, it is a zone.
_PARKS = ("物流园", "物流园区", "产业园", "软件园", "科技园", "创意产业园")
_RUN = ("管委会", "管理委员会", "党工委", "总工会", "工会", "工委", "党委", "人民")


def with_parks(bodies: tuple[Body, ...], texts: tuple[str, ...], text: str) -> tuple[Body, ...]:
    """The bodies of a text, with the parks that nobody runs in any of the article's texts as sites."""

    def is_park(body: Body) -> bool:
        name = text[body.start : body.end]
        if body.type is not EntityType.DISTRICT or not name.endswith(_PARKS):
            return False
        return not any(other.startswith(_RUN, at + len(name)) for other in texts for at in _all(name, other))

    return tuple(replace(body, type=EntityType.PLACE) if is_park(body) else body for body in bodies)


# 某学院阶梯教室里，: what a scene tells of the room is only where in the house it was.
_IN_ROOM = re.compile(r"(?:里|内|上)(?:，|座无虚席|人头攒动|热气|热闹|灯火|掌声|歌声|笑声|欢声|坐满|挤满)")
_IN_HOUSE = ("会议室", "教室", "报告厅", "码头")


def with_houses(bodies: tuple[Body, ...], text: str, lexicon: Lexicon) -> tuple[Body, ...]:
    """The bodies of a text, with the houses themselves where a scene is set in a room of theirs."""

    def house(body: Body) -> Body:
        owner = body.parts[-1] if body.parts else None
        if owner is None or owner.type is EntityType.DISTRICT or not _IN_ROOM.match(text, body.end):
            return body
        if not body.named or not text[owner.end : body.end].endswith(_IN_HOUSE):
            return body
        name = text[owner.start : owner.end]
        head = next((name[at:] for at in range(len(name)) if name[at:] in lexicon.heads), "")
        return Body(owner.start, owner.end, owner.type, head, True, "", body.parts[:-1])

    return tuple(map(house, bodies))


# 变电站, 码头, 饭店: a firm's station or house is a site where something is held; where somebody holds an office it is
# a body.
_STATIONS = tuple(
    "变电站 水电站 换流站 开关站 升压站 核电站 光伏电站 风电场 码头 货场 东站 西站 南站 北站 汽车站 客运站 收费站 "
    " 服务区 饭店 宾馆 酒店 招待所 书店 书城".split()
)
_DIVISIONS = ("省", "市", "区", "县", "旗", "镇", "乡", "街道")
_JOINS = ("、", "和", "及", "与")
_THERE = ("在", "到", "至", "抵", "进", "赴", "往", "入", "开", "于")
_STAFFED = re.compile(r"的?(?:工会|党|团|职工|员工|干部|[\u4e00-\u9fff]{0,6}?(?:长|员|工|主任|经理|书记|主席)(?!作))")


def with_stations(bodies: tuple[Body, ...], texts: tuple[str, ...], text: str) -> tuple[Body, ...]:
    """The bodies of a text, with the stations that the article only speaks of as where something is, as sites."""

    def is_site(body: Body, *, joined: bool) -> bool:
        name = text[body.start : body.end]
        owned = any(part.type is not EntityType.DISTRICT for part in body.parts)
        if body.type is not EntityType.COMPANY or not body.named or owned or not name.endswith(_STATIONS):
            return False
        name = _BEFORE_OWN.sub("", name)
        spots = [(other, at) for other in texts for at in _all(name, other)]
        staffed = any(_STAFFED.match(other, at + len(name)) for other, at in spots)
        return not staffed and (joined or any(_is_there(other, at) for other, at in spots))

    found: list[Body] = []
    last = 0  # where the last site ends
    for body in bodies:
        # 在甲水电站、|乙水电站: what a list joins to a site is one, too.
        if is_site(body, joined=text[last : body.start] in _JOINS):
            found.extend(_apart(body, text))
            last = body.end
        else:
            found.append(body)
    return tuple(found)


def _apart(body: Body, text: str) -> list[Body]:
    """A site and the districts that its name begins with, which it lies in (铜官区|横港变电站).

    The short name of a city is a part of the name (湖州月亮酒店).
    """
    districts: list[Body] = []
    start = body.start
    for part in sorted(body.parts, key=lambda part: part.start):
        full = text.endswith(_DIVISIONS, part.start, part.end)
        if full and part.start == start and body.end - part.end > SHORTEST_SITE:
            districts.append(Body(part.start, part.end, EntityType.DISTRICT, "", True, "", ()))
            start = part.end
    parts = tuple(part for part in body.parts if part.start >= start)
    return [*districts, replace(body, start=start, type=EntityType.PLACE, parts=parts)]


def _is_there(text: str, at: int) -> bool:
    """Whether a word of place stands before a name, districts between them allowed (在铜官区|横港变电站)."""
    before = text[max(0, at - _LONGEST_SEAT) : at]
    return before.endswith(_THERE) or _SEAT.search(before) is not None


def _all(name: str, text: str) -> list[int]:
    """Where a name stands in a text."""
    return [match.start() for match in re.finditer(re.escape(name), text)]

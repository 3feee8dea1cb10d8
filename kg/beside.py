"""Offices whose body is told by those beside them: 服务中心主任甲、|副主任乙; 党委副书记、|总经理丙."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from kg.linking import Spot
from kg.offices import Office

# What stands between a name and the office of the next one in a list of people.
_NEXT = re.compile(r"(?:[（(][^（()）]{1,16}[）)])?(?:[、，,；]|以?及|和|与)+")
# What a deputy or an acting head has in the title and the head has not.
_RANK = re.compile(r"(?:常务|执行|第一|兼职|专职|挂职|驻会|名誉|代理)?副|^(?:代理?|名誉|执行)")
_PARTY = frozenset("党委书记 党组书记 党总支书记 党支部书记 党委委员 党委常委 党组成员 党总支委员 党支部委员".split())
_TOP = frozenset("董事长 总经理 经理 总裁 总工程师 总会计师 总经济师 首席执行官 行长 厂长 矿长".split())
_HEADS = frozenset("院长 校长 局长 段长 馆长 园长 站长 所长 社长 台长 场长 店长".split())
# Offices of one body: whoever is named right behind a holder of one with another of its row holds it there, too.
_ROWS = (
    frozenset("会长 理事长 秘书长 监事长 理事 监事 常务理事".split()),
    frozenset("书记 常委 委员".split()),
    *(_PARTY | {head} for head in sorted(_HEADS | {"主任"})),
    _PARTY | _TOP,
)
_DEPARTMENTS = ("办公室", "部", "科", "处", "室", "车间", "中心", "班")


def _core(title: str) -> str:
    """The title of the head whose deputy or substitute one is."""
    return _RANK.sub("", title)


def follows(text: str, end: int, start: int) -> bool:
    """Whether an office that begins at `start` is the next of a list behind a name that ends at `end`."""
    return end <= start and _NEXT.fullmatch(text, end, start) is not None


def carried(office: Office, former: Sequence[Office]) -> Office:
    """An office without a body of its own, at the body of the one before whose deputy or colleague its holder is."""
    if office.seat is not None or office.blocked or office.kind != "post":
        return office
    core = _core(str(office.title))
    for other in former:
        if other.seat is None or other.kind != "post" or other.blocked:
            continue
        row = {core, _core(str(other.title))}
        party = bool(row & _PARTY) and other.seat.key.endswith(_DEPARTMENTS)
        if len(row) == 1 or (not party and any(row <= known for known in _ROWS)):
            return replace(office, seat=other.seat)
    return office


def shared(offices: Sequence[Office], implied: Callable[[Office], Spot | None]) -> list[Office]:
    """Offices of the Party without a body, at the one that the context tells of another office of the phrase."""
    if not any(_of_party(office) for office in offices) or any(office.seat is not None for office in offices):
        return list(offices)
    others = (office for office in offices if not _of_party(office) and office.kind == "post" and not office.blocked)
    seat = next((seat for other in others if (seat := implied(other)) is not None), None)
    return [replace(office, seat=seat) if _of_party(office) else office for office in offices]


def _of_party(office: Office) -> bool:
    return not office.blocked and _core(str(office.title)) in _PARTY

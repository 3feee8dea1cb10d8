"""Words for workplaces, members and contests that read like names and name nobody."""

from __future__ import annotations

import re

from kg.districts import DISTRICTS
from kg.tokens import Tag, Token

_WORKPLACES = frozenset({"工厂", "工地", "企业"})
_EVERY_TOWN = re.compile(r"[乡镇村街道]{1,2}（[乡镇村街道社区]{1,4}）")
_OF_MEMBERS = ("会员", "经费", "组织", "服务卡")
_PLAIN = frozenset({Tag.INNER, Tag.GENERIC, Tag.NOUN, Tag.VERB})
_PLACING = re.compile(r"(?:团体|个人)?(?:第[一二三四五六七八九十]|[冠亚季]军|[金银铜]牌|[一二三]等奖|[初复决]?赛)")


def is_common(text: str, first: int, head: Token, modifiers: tuple[Token, ...]) -> bool:
    """Whether a head and the words before it, from `first` on, are a common noun: 苏州|工地 where they work.

    So are 44个|镇（街道）|工会, the union of 办理|工会|会员服务卡, and a contest's 港口电气项目|第二名.
    """
    if head.text in _WORKPLACES:
        return all(token.tag in DISTRICTS for token in modifiers)
    if head.text == "工会":
        of_members = text.startswith(_OF_MEMBERS, head.end) and all(token.tag in _PLAIN for token in modifiers)
        return of_members or _EVERY_TOWN.match(text, first) is not None
    return head.text == "项目" and _PLACING.match(text, head.end) is not None

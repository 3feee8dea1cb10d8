"""What a body's name says of itself: its owner (北京公交集团|保修分公司) and the districts in it."""

from __future__ import annotations

import functools
import itertools
from dataclasses import dataclass

from kg.bodies import find_bodies
from kg.lexicon import Lexicon
from kg.model import EntityType
from kg.names import is_han
from kg.tokens import Tag, tokenize

# What a union's name adds to the name of the body whose workers it organizes.
UNION_ENDS = frozenset({"工会委员会", "分工会", "工会", "联合工会", "工会小组", "工会工作委员会"})


@dataclass(frozen=True, slots=True)
class Structure:
    """What a name states: the type and name of the body it begins with, and the districts as written, outermost first.

    `is_union` says that the rest behind the owner's name is 工会 and nothing more.
    """

    owner: tuple[EntityType, str] | None
    is_union: bool
    districts: tuple[str, ...]


@functools.lru_cache(maxsize=1 << 14)
def analyze(name: str, lexicon: Lexicon, towns: frozenset[str] = frozenset()) -> Structure:
    """The structure of an organization's full name; `towns` are those in it that no gazetteer knows (坎市镇)."""
    tokens = tokenize(name, lexicon, towns)
    for body in find_bodies(name, tokens, lexicon):
        if body.end == len(name):
            districts = [p for p in body.parts if p.type is EntityType.DISTRICT]
            owners = [p for p in body.parts if p.type is not EntityType.DISTRICT]
            owner = owners[-1] if owners else None
            if owner is not None and owner.type is EntityType.COMPANY and _is_mere_kind(name[: owner.end], lexicon):
                owner = None
            # A district behind the owner is the branch's own; one before it is the owner's.
            own = [d for d in districts if d.start >= owner.end] if owner else districts
            return Structure(
                (owner.type, name[: owner.end]) if owner else None,
                owner is not None and name[owner.end :] in UNION_ENDS,
                tuple(name[d.start : d.end] for d in own),
            )
    front = itertools.takewhile(lambda token: token.tag in (Tag.DISTRICT, Tag.SHORT_DISTRICT), tokens)
    seats = tuple(token.text for token in front)  # 无锡|一棉 goes by no head
    return Structure(None, False, seats if len("".join(seats)) < len(name) and is_han(name[-1]) else ())


def _is_mere_kind(owner: str, lexicon: Lexicon) -> bool:
    """Whether the front part names a kind of firms and no firm (中国煤矿|地质工会)."""
    tokens = tokenize(owner, lexicon)
    state = all(token.text in ("中国", "中华", "全国") or token.tag is Tag.HEAD for token in tokens)
    return state and any(token.tag is Tag.HEAD for token in tokens)

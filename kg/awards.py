"""Finds the names of honours in a flow: the head (劳动模范, 五一劳动奖章) with the district or body before it."""

from __future__ import annotations

from dataclasses import dataclass

from kg.lexicon import Lexicon
from kg.tokens import Tag, Token

# What may stand between the conferring place and the head: 北京市|示范|…, 全国|铁路|…
_BEFORE = frozenset(
    "全国 首都 国家 国家级 省级 市级 省 市 区 县 州 自治区 中央企业 省部级 兵团 全路 全省 全市 系统 中国 中华 青年 行业".split()
)
_REACH = 4


@dataclass(frozen=True, slots=True)
class AwardName:
    """An honour's name at offsets of a flow; `holder` is the table's word on who may bear it (person, medal)."""

    start: int
    end: int
    holder: str


def find_awards(text: str, tokens: tuple[Token, ...], lexicon: Lexicon) -> tuple[AwardName, ...]:
    """The honours named in a flow."""
    found = []
    for index, token in enumerate(tokens):
        if token.tag is not Tag.AWARD or lexicon.awards[token.text] == "none":
            continue
        start = _start(tokens, index)
        if start is None:
            continue
        begin, end = tokens[start].start, token.end
        found.append(AwardName(begin, end, lexicon.awards[token.text]))
    return tuple(found)


def _start(tokens: tuple[Token, ...], index: int) -> int | None:
    """The token with which the honour's name begins; a head that stands for itself must be a proper name."""
    start = index
    for at in range(index - 1, max(-1, index - 1 - _REACH), -1):
        token = tokens[at]
        if token.end != tokens[at + 1].start:
            break
        if token.tag in (Tag.DISTRICT, Tag.SHORT_DISTRICT, Tag.DISTRICT_HEAD) or token.text in _BEFORE:
            start = at
        elif token.tag not in (Tag.NOUN, Tag.PROPER, Tag.UNKNOWN):
            break
    if start == index and not _is_proper(tokens[index].text):
        return None
    return start


def _is_proper(head: str) -> bool:
    """Whether the head names one certain honour without a place before it."""
    return len(head) >= 4 and head not in ("劳动模范", "先进工作者", "先进集体", "模范集体", "技术能手", "岗位能手")

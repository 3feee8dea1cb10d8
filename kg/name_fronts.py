"""What the front of a body's name may be that looks like a function word: 、那|吉屯农牧场, 安徽|天|邦食品公司."""

from __future__ import annotations

from kg.tokens import Tag, Token

# Function words with which names of places and firms begin, and of which none stands right behind a list mark.
_FRONTS = frozenset("那后查自向何应将曾时才已上下可会若能")
_BEHIND_MARK = frozenset({Tag.UNKNOWN, Tag.PROPER, Tag.SHORT_DISTRICT})
# Measures that are a part of a firm's own word between its place and its trade (天邦, 双元).
_MEASURES = frozenset("天元张台条万块朵星")
_OWN = frozenset({Tag.UNKNOWN, Tag.NUMBER, Tag.GENERIC})
_LONGEST_OWN = 2
_COUNTS = frozenset("0123456789一二三四五六七八九十百千万亿两几数多第半各家个名")
_ODD = frozenset({Tag.STOP, Tag.NUMBER})
_PLACES = frozenset({Tag.DISTRICT, Tag.SHORT_DISTRICT})
_FIRMS = ("公司", "集团", "厂")


def with_front(tokens: tuple[Token, ...], start: int, head: Token, *, district: bool) -> tuple[int, bool]:
    """Where a name begins that was read back from its head as far as `start`, and whether a district stands in it."""
    if start < 2 or tokens[start - 1].end != tokens[start].start or tokens[start - 1].tag not in _ODD:
        return start, district
    mark, front, first = tokens[start - 2], tokens[start - 1], tokens[start]
    if mark.text == "、" and front.text in _FRONTS and first.tag in _BEHIND_MARK:
        return start - 1, district
    at = start
    while at > 0 and start - at < _LONGEST_OWN and _is_own(tokens[at - 1]) and tokens[at - 1].end == tokens[at].start:
        at -= 1
    place = tokens[at - 1] if 0 < at < start else None
    if head.text.endswith(_FIRMS) and place is not None and place.tag in _PLACES and place.end == tokens[at].start:
        return at - 1, True
    return start, district


def _is_own(token: Token) -> bool:
    """Whether a character may be a part of a firm's own word, or a word is one that only looks like a number (双元)."""
    if len(token.text) == 1:
        return token.tag in _OWN or token.text in _MEASURES
    return token.tag is Tag.NUMBER and len(token.text) == _LONGEST_OWN and _COUNTS.isdisjoint(token.text)

"""Finds names with a middle dot (努尔艾力·赛买提): as far as the sounds of other languages go on both sides."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.lexicon import Lexicon
from kg.names import is_han, is_sound
from kg.tokens import Tag, Token

_DOT = re.compile(r"(?<=[\u4e00-\u9fff])[·•・](?=[\u4e00-\u9fff])")
_LONGEST_PART = 7
# “尊法守法·携手筑梦”: a slogan in two parts.
_SLOGAN = re.compile(r"“([\u4e00-\u9fff]{2,8}[·•・][\u4e00-\u9fff]{2,8})”")
# A word with one of these tags begins no part of a name and is no part of one.
_WALLS = frozenset({Tag.TITLE, Tag.AWARD, Tag.STOP, Tag.VERB, Tag.HEAD, Tag.DISTRICT, Tag.GENERIC, Tag.DISTRICT_HEAD})


def dotted_names(text: str, tokens: tuple[Token, ...], lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """The offsets of each name with a middle dot."""
    marks = [match.start() for match in _DOT.finditer(text)]
    if not marks:
        return
    walls = _walls(tokens, lexicon)
    slogans = [match.span(1) for match in _SLOGAN.finditer(text)]
    done = -1
    for index, mark in enumerate(marks):
        if mark < done:
            continue
        start = mark
        while start > max(0, mark - _LONGEST_PART) and _goes_on(text, start - 1, walls):
            start -= 1
        end = mark
        for dot in marks[index:]:
            if dot != end:
                break
            end = dot + 2
            while end < min(len(text), dot + 1 + _LONGEST_PART) and _goes_on(text, end, walls):
                end += 1
        if any(first <= start and end <= last and (first, last) != (start, end) for first, last in slogans):
            continue
        if start < mark and end - start >= 4:
            done = end
            yield start, end


def _walls(tokens: tuple[Token, ...], lexicon: Lexicon) -> set[int]:
    """The offsets of characters in words of two or more that are no part of a name, and of function words."""
    places: set[int] = set()
    for token in tokens:
        word = token.tag in _WALLS or token.text in lexicon.speech or token.text in lexicon.person_nouns
        if word and (len(token.text) > 1 or not _is_written(token.text)):
            places.update(range(token.start, token.end))
    return places


def _goes_on(text: str, position: int, walls: set[int]) -> bool:
    return is_han(text[position]) and _is_written(text[position]) and position not in walls


def _is_written(character: str) -> bool:
    """Whether names with a dot are written with the character; 不 stands in them alone (阿不都热依木·卡德尔)."""
    return is_sound(character) or character == "不"

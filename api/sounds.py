"""How Chinese characters sound, without tones, and how letters that somebody types may be read as syllables."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache

from pypinyin import Style, pinyin

# A name of more syllables is not typed letter by letter, and longer input has ever more readings.
LONGEST = 40
# Readings of the same letters that are tried: xianganlu is xian-gan-lu, xi-an-gan-lu, xiang-an-lu …
_READINGS = 8
# The same where one letter may be wrong.
_MISTYPINGS = 64
# Of a syllable: zhuang.
_WIDEST = 6


@cache
def readings(character: str) -> tuple[str, ...]:
    """All syllables that the character is read as, the usual one first: 单 is dan, chan, shan; none of a letter."""
    if not "\u3400" <= character <= "\U0003ffff":
        return ()
    found = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore", v_to_u=False)
    return tuple(found[0]) if found else ()


def letters(query: str) -> str:
    """The query as letters of pinyin: tones, apostrophes and spaces dropped, ü as v; empty where it is none."""
    plain = unicodedata.normalize("NFD", query.casefold().replace("ü", "v").replace("u\u0308", "v"))
    plain = "".join(c for c in plain if not unicodedata.combining(c) and c not in "'’ -·")
    return plain if plain.isascii() and plain.isalpha() and len(plain) <= LONGEST else ""


def within_one(one: str, other: str) -> bool:
    """Whether one letter more, less or other makes the one of the other."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = next((i for i, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), None)
    if start is None:
        return True
    longer, shorter = (one, other) if len(one) >= len(other) else (other, one)
    return longer[start + 1 :] == shorter[start + (len(one) == len(other)) :]


class Syllables:
    """The syllables that the characters of an index sound as."""

    __slots__ = ("_all", "_starts")

    def __init__(self, syllables: Iterable[str]) -> None:
        self._all = frozenset(syllables)
        self._starts = frozenset(s[:n] for s in self._all for n in range(1, len(s) + 1))

    def full(self, text: str) -> list[tuple[str, ...]]:
        """The letters as whole syllables, the last of which may be only begun; readings of few syllables first."""
        found: list[tuple[str, ...]] = []

        def read(at: int, before: tuple[str, ...]) -> None:
            if at == len(text):
                found.append(before)
                return
            for end in range(min(len(text), at + _WIDEST), at, -1):
                part = text[at:end]
                if len(found) < _READINGS and (part in self._all or (end == len(text) and part in self._starts)):
                    read(end, (*before, part))

        read(0, ())
        return sorted(found, key=len)

    def begun(self, part: str, *, whole: bool) -> frozenset[str]:
        """The syllables that the part is, or that it begins."""
        return frozenset(s for s in self._all if s == part or (not whole and s.startswith(part)))

    def nearly(self, text: str) -> list[tuple[frozenset[str], ...]]:
        """The letters as whole syllables of which exactly one has a letter wrong; each syllable as all it may be."""
        found: list[tuple[frozenset[str], ...]] = []
        near: dict[str, frozenset[str]] = {}

        def read(at: int, before: tuple[frozenset[str], ...], wrong: bool) -> None:
            if at == len(text):
                if wrong:
                    found.append(before)
                return
            for end in range(at + 1, min(len(text), at + _WIDEST + 1) + 1):
                part = text[at:end]
                if part in self._all:
                    read(end, (*before, frozenset((part,))), wrong)
                if not wrong and len(part) > 1 and len(found) < _MISTYPINGS:
                    if part not in near:
                        near[part] = frozenset(s for s in self._all if s != part and within_one(s, part))
                    if near[part]:
                        read(end, (*before, near[part]), True)

        read(0, (), False)
        return found

"""How likely a run of characters is a Chinese person's name: jieba's own character statistics against its words."""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping

import jieba.posseg

from kg.lexicon import Lexicon

# One word in about a hundred of newspaper prose is a person's name.
_NAME_PRIOR = math.log(0.01)
# Characters that jieba never saw in a name: below its rarest (about -14).
_UNSEEN = -15.0
# A rare surname or a compound one is as likely as the rarest that jieba counted.
_RARE_SURNAME = -9.0
_COMPOUND_SURNAME = -8.0
# A single character seldom stands alone, but for the function words among the tables' stops.
_LONELY = -2.5
# How far to the right the words after a name are weighed.
_REACH = 6
_LONGEST_WORD = 5
# No given name ends with these; as second character of three they are rare enough to be left to the statistics.
_NEVER_LAST = frozenset("的了是在说等及或但而也们这那着过被把让给就都还与、，")


def is_han(character: str) -> bool:
    """Whether the character is a Chinese one (names may use rare ones of extension A)."""
    return "\u4e00" <= character <= "\u9fff" or "\u3400" <= character <= "\u4dbf"


class NameModel:
    """Scores names and words in natural logarithms, from the statistics that ship with jieba."""

    __slots__ = ("_begin", "_end", "_free", "_freq", "_middle", "_surnames", "_total", "_trans")

    def __init__(self, lexicon: Lexicon) -> None:
        emissions = jieba.posseg.emit_P
        transitions = jieba.posseg.trans_P
        self._begin: Mapping[str, float] = emissions[("B", "nr")]
        self._middle: Mapping[str, float] = emissions[("M", "nr")]
        self._end: Mapping[str, float] = emissions[("E", "nr")]
        self._trans = (
            transitions[("B", "nr")][("E", "nr")],
            transitions[("B", "nr")][("M", "nr")] + transitions[("M", "nr")][("E", "nr")],
        )
        self._freq: Mapping[str, int] = lexicon.tokenizer.FREQ
        self._total = math.log(lexicon.tokenizer.total)
        self._surnames = lexicon.surnames
        self._free = {w for w in (*lexicon.stops, *lexicon.speech) if len(w) == 1} | set("，。、；：！？（）“”《》 ")

    def surname_length(self, text: str, start: int) -> int:
        """How many characters of a surname begin here: 2, 1, or 0 for none."""
        if text[start : start + 2] in self._surnames:
            return 2
        return 1 if text[start : start + 1] in self._surnames else 0

    def name(self, text: str, start: int, end: int) -> float | None:
        """The score of `text[start:end]` as surname and given name; None where it cannot be one."""
        best: float | None = None
        for size in (2, 1):
            surname = text[start : start + size]
            given = text[start + size : end]
            if surname not in self._surnames or not 1 <= len(given) <= 2:
                continue
            if not all(map(is_han, given)) or given[-1] in _NEVER_LAST:
                continue
            score = _NAME_PRIOR + self._trans[len(given) - 1]
            if size == 2:
                score += _COMPOUND_SURNAME
            else:
                floor = _RARE_SURNAME if self._surnames[surname] == "common" else _RARE_SURNAME - 1
                score += max(self._begin.get(surname, _UNSEEN), floor)
            if len(given) == 2:
                score += self._middle.get(given[0], _UNSEEN)
            score += self._end.get(given[-1], _UNSEEN)
            best = score if best is None else max(best, score)
        return best

    def words(self, text: str, start: int, end: int) -> float:
        """The score of the best way to read `text[start:end]` as dictionary words."""
        return _best_path(self, text[start:end])

    def word(self, word: str) -> float:
        """The score of one dictionary word; single characters are always possible."""
        count = self._freq.get(word, 0)
        if len(word) > 1:
            return math.log(count) - self._total if count else -math.inf
        lonely = 0.0 if word in self._free else _LONELY
        return math.log(max(count, 1)) - self._total + lonely

    def margins(self, text: str, start: int, stop: int) -> list[tuple[float, int]]:
        """How much better each name that begins here is than no name, with what follows weighed: (margin, end)."""
        limit = min(stop, start + 4 + _REACH)
        plain = self.words(text, start, limit)
        found = []
        for end in range(start + 2, min(start + 4, stop) + 1):
            score = self.name(text, start, end)
            if score is not None:
                found.append((score + self.words(text, end, limit) - plain, end))
        return sorted(found, reverse=True)


@functools.lru_cache(maxsize=1 << 16)
def _best_path(model: NameModel, text: str) -> float:
    best = [0.0] + [-math.inf] * len(text)
    for end in range(1, len(text) + 1):
        for start in range(max(0, end - _LONGEST_WORD), end):
            score = best[start] + model.word(text[start:end])
            best[end] = max(best[end], score)
    return best[len(text)]


@functools.cache
def name_model(lexicon: Lexicon) -> NameModel:
    """The model of the lexicon's dictionary."""
    return NameModel(lexicon)

"""How likely a run of characters is a Chinese person's name: jieba's own character statistics against its words."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Mapping

import jieba.posseg

from kg.lexicon import Lexicon, rows

# One word in about a hundred of newspaper prose is a person's name.
_NAME_PRIOR = math.log(0.01)
# Characters that jieba never saw in a name: below its rarest (about -14).
_UNSEEN = -15.0
# A rare surname or a compound one is as likely as the rarest that jieba counted.
_RARE_SURNAME = -9.0
_COMPOUND_SURNAME = -8.0
# A name made of elements (白音|查干) is as likely as one of a rare surname; each element more makes it surer.
_ELEMENT = -6.0
# A single character seldom stands alone, but for the function words among the tables' stops.
_LONELY = -2.5
# From this count on jieba's dictionary word is a common one.
_COMMON_WORD = 100
_LONGEST_WORD = 5
_LONGEST_ELEMENT_NAME = 6
# How long the surname may be in a name of that length: one or two characters are the given name.
_SURNAME_SIZES = {2: (1,), 3: (2, 1), 4: (2,)}
# No given name ends with these; as second character of three they are rare enough to be left to the statistics.
_PARTICLES = frozenset("的得地了着过")
_NEVER_LAST = frozenset("的了是在说等及或但而也们这那着过被把让给就都还与、，某则边")


# Nobody is named with these: 强|不强, 方|这边.
_NEVER = frozenset("不没这那哪们她")
# What joins an office to others is rarely the surname of whose given name is a word: 书记|和|同事.
_JOINING = frozenset("和同从由随经")
# Prepositions that are surnames, too: what follows one may be a word of its own (向|师生).
_PREPOSITIONS = frozenset("向于和同从由随经")


def is_han(character: str) -> bool:
    """Whether the character is a Chinese one (names may use rare ones of extension A)."""
    return "\u4e00" <= character <= "\u9fff" or "\u3400" <= character <= "\u4dbf"


class NameModel:
    """Scores names and words in natural logarithms, from the statistics that ship with jieba."""

    __slots__ = (
        "_tags",
        *("_begin", "_element_firsts", "_elements", "_end", "_free", "_freq", "_middle"),
        *("_surnames", "_total", "_trans", "_words", "firsts"),
    )

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
        self._tags = lexicon.tags
        self._free = {w for w in (*lexicon.stops, *lexicon.speech) if len(w) == 1} | set("，。、；：！？（）“”《》 ")
        elements = sorted({w for _, words, _ in rows("name_elements", 3) for w in words.split()}, key=len, reverse=True)
        self._elements = re.compile(f"(?:{'|'.join(elements)})")
        self._element_firsts = frozenset(element[0] for element in elements)
        #: The characters with which any name begins.
        self.firsts = frozenset(surname[0] for surname in self._surnames) | self._element_firsts
        self._words: dict[str, float] = {}

    def surname_length(self, text: str, start: int) -> int:
        """How many characters of a surname begin here: 2, 1, or 0 for none."""
        if text[start : start + 2] in self._surnames:
            return 2
        return 1 if text[start : start + 1] in self._surnames else 0

    def name(self, text: str, *, announced: bool = False) -> float | None:
        """The score of a text as surname and given name; None where it cannot be one.

        Behind an office (`announced`) any character may be a surname, and a surname may make a phrase (主席|应红梅).
        """
        best: float | None = None
        for size in _SURNAME_SIZES.get(len(text), ()):
            surname, given = text[:size], text[size:]
            listed = self._surnames.get(surname)
            if listed is None and (size == 2 or not announced):
                continue
            if given[-1] in _NEVER_LAST or not _NEVER.isdisjoint(given) or not all(map(is_han, given)):
                continue
            if self._is_phrase(surname, given, announced=announced):
                continue
            score = _NAME_PRIOR + self._trans[len(given) - 1]
            if size == 2:
                score += _COMPOUND_SURNAME
            else:
                floor = _RARE_SURNAME if listed == "common" else _RARE_SURNAME - 1
                score += max(self._begin.get(surname, _UNSEEN), floor)
            if len(given) == 2:
                score += self._middle.get(given[0], _UNSEEN)
            score += self._end.get(given[-1], _UNSEEN)
            best = score if best is None else max(best, score)
        return best

    def _is_phrase(self, surname: str, given: str, *, announced: bool) -> bool:
        """Whether a rare surname and a common word are a phrase and no name: 向|师生, 云|宣讲, 宣传|周."""
        if len(given) != 2:
            return False
        if surname in _PREPOSITIONS and not announced and self._freq.get(given, 0) >= _COMMON_WORD:
            return True
        if self._surnames.get(surname) == "common":
            return False
        if surname in _JOINING and self._freq.get(given, 0) >= _COMMON_WORD:
            return True
        if announced and surname in self._surnames:
            return not _PARTICLES.isdisjoint(given)  # 副主席|时光辉, but 经理|乐观地
        if self._freq.get(surname + given[0], 0) >= _COMMON_WORD:
            return True
        if announced:
            return not _PARTICLES.isdisjoint(given)
        function = surname in self._free
        verb = self._tags.get(given, "").startswith("v")
        return self._freq.get(given, 0) >= _COMMON_WORD and (function or verb)

    def element_ends(self, text: str, start: int) -> list[tuple[int, float]]:
        """Where a name that begins here and is made of elements may end, with its score."""
        found: list[tuple[int, float]] = []
        match = self._elements.match(text, start) if text[start : start + 1] in self._element_firsts else None
        count = 0
        while match and match.end() - start <= _LONGEST_ELEMENT_NAME:
            count += 1
            end = match.end()
            if end - start >= 2:
                found.append((end, _NAME_PRIOR + _ELEMENT * (2 if count == 1 and end - start <= 3 else 1)))
            # One more character may end it (娜仁|花, 额尔敦|仓).
            if 3 <= end + 1 - start <= _LONGEST_ELEMENT_NAME and text[end : end + 1] in _SOUNDS:
                found.append((end + 1, _NAME_PRIOR + _ELEMENT * 2))
            match = self._elements.match(text, end)
        return found

    def word(self, word: str) -> float:
        """The score of one dictionary word; single characters are always possible."""
        count = self._freq.get(word, 0)
        if len(word) > 1:
            return math.log(count) - self._total if count else -math.inf
        lonely = 0.0 if word in self._free else _LONELY
        return math.log(max(count, 1)) - self._total + lonely

    def words(self, text: str) -> float:
        """The score of the best way to read a text as dictionary words."""
        return self.tails(text)[0]

    def tails(self, text: str) -> list[float]:
        """The scores of the best ways to read `text[i:]` as dictionary words, for every i up to the text's end."""
        size = len(text)
        best = [-math.inf] * size + [0.0]
        scores, fronts = self._words, self._freq
        for start in range(size - 1, -1, -1):
            top = -math.inf
            for end in range(start + 1, min(size, start + _LONGEST_WORD) + 1):
                word = text[start:end]
                score = scores.get(word)
                if score is None:
                    if end > start + 1 and word not in fronts:
                        break  # the dictionary lists the fronts of its words, too: no longer word begins so
                    score = scores[word] = self.word(word)
                score += best[end]
                if score > top:
                    top = score
            best[start] = top
        return best

    def is_word(self, word: str) -> bool:
        """Whether the dictionary knows the word."""
        return self._freq.get(word, 0) > 0


# Characters that stand for the sounds of other languages; a name with a middle dot is made of them.
_SOUNDS = frozenset(
    "阿艾爱安昂奥巴白拜班贝本比毕别布才材采查达代丹当德得登迪丁顶东都多顿尔恩法甫嘎噶甘岗高格根古哈海汗合何赫洪胡花吉加"
    "佳嘉坚江金卡开凯坎康柯科克肯孔库拉赖兰朗浪乐勒雷力里丽莉利连列林玲龙隆卢鲁伦罗洛马玛买麦曼茂美门蒙孟米密民敏明莫木"
    "姆穆娜纳乃南尼宁努诺欧帕潘皮普其奇恰钦青琼曲热仁日荣茹撒赛桑沙山莎尚申沈生斯松苏索塔泰坦特提天铁图吐土托瓦万旺威维文"
    "翁乌吾西希夏肖谢辛新亚雅扬叶伊依义银英永尤于裕月再扎泽增兹孜则姿朱卓合尕珠措拥忠梅珍坡且史沃友惹呷妹各支娃耶尧范施"
    "守荪肉罕帖巧喀呼沁绒宝敖贡藏却牙"
    "乎卜杜璐蔓萝柏蓓仓浩雄曼丝妮蒂黛琳芙茜娅娃芬珊妲莲佐汤哲约翰逊顿弗费菲福盖冈葛戈圭豪霍基杰卡凯坎理路麦内佩珀奇乔森舒司素谭陶图韦埃萨瑞瑟彼迈蕾露珂博伯鲍莱塞什切夫廷詹休奈略黎丘邦芭迦雪"
)


def is_sound(character: str) -> bool:
    """Whether the character is one with which names of other languages are written."""
    return character in _SOUNDS


@functools.cache
def name_model(lexicon: Lexicon) -> NameModel:
    """The model of the lexicon's dictionary."""
    return NameModel(lexicon)

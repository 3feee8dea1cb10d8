"""Finds the names of people in a flow: by what stands before and after them, weighed by the statistics of names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kg.lexicon import Lexicon
from kg.names import NameModel, name_model
from kg.tokens import Tag, Token


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A person's name at offsets of a flow, with the rule that found it and its confidence."""

    start: int
    end: int
    rule: str
    confidence: float


# Natural logarithms that a context adds to a name's margin over no name; set on the practice corpus' train part.
_AFTER_TITLE = 7.0
_AFTER_NOUN = 3.0
_BEFORE_SPEECH = 5.0
_BEFORE_TITLE = 1.0
_IN_LIST = 8.0
_AFTER_BODY = 2.0
_BEFORE_AGE = 9.0
# Without any such context a name must be far better than no name, or be there again.
_ALONE = -6.0
_ALONE_AGAIN = -1.5

_MIDDLE_DOT = re.compile(r"[\u4e00-\u9fff]{1,8}(?:[·•・][\u4e00-\u9fff]{1,8})+")
_AGE = re.compile(r"[，（(、][ \u3000]*(?:男|女|今年\d|现年|\d{2}岁|1[89]\d{2}年|[\u4e00-\u9fff]{1,4}族[，、）])")
_LIST_MARK = "、和及与"
# Characters that stand for the sounds of other languages; a name with a middle dot is made of them.
_SOUNDS = frozenset(
    "阿艾爱安昂奥巴白拜班贝本比毕别布才材采查达代丹当德得登迪丁顶东都多顿尔恩法甫嘎噶甘岗高格根古哈海汗合何赫洪胡花吉加佳嘉坚江金卡开坎康柯科克肯孔库拉赖兰朗浪乐勒雷力里丽莉利连列林玲龙隆卢鲁伦罗洛马玛买麦曼茂美门蒙孟米密民敏明莫木姆穆娜纳乃南尼宁努诺欧帕潘皮普其奇恰钦青琼曲热仁日荣茹撒赛桑沙山莎尚申沈生斯松苏索塔泰坦特提天铁图吐土托瓦万旺威维文翁乌吾西希夏肖谢辛新亚雅扬叶伊依义银英永尤于裕月再扎泽增兹孜则姿朱卓孜孜提买合尕珠措姆拥忠梅珍坡则且布史沃古友布惹呷妹各拉阿支扎西旺姆孜克娅娃耶尧"
)


def find_persons(text: str, tokens: tuple[Token, ...], lexicon: Lexicon, taken: Callable[[int, int], bool]) -> list[Found]:
    """The people named in a flow; `taken(start, end)` says where other names stand already."""
    search = _Search(text, tokens, lexicon, name_model(lexicon), taken, {})
    search.dotted()
    search.after_tokens()
    search.before_tokens()
    search.alone()
    return sorted(search.found.values())


@dataclass(slots=True)
class _Search:
    text: str
    tokens: tuple[Token, ...]
    lexicon: Lexicon
    model: NameModel
    taken: Callable[[int, int], bool]
    found: dict[int, Found]

    def add(self, start: int, end: int, rule: str, confidence: float) -> bool:
        if self.taken(start, end) or any(f.start < end and start < f.end for f in self.found.values()):
            return False
        self.found[start] = Found(start, end, rule, confidence)
        return True

    def dotted(self) -> None:
        """Names with a middle dot: as far as the characters of transliteration go on both sides."""
        for match in _MIDDLE_DOT.finditer(self.text):
            start, end = match.span()
            first = self.text.index(match.group()[re.search(r"[·•・]", match.group()).start()], start)  # type: ignore[union-attr]
            last = max(self.text.rfind(dot, start, end) for dot in "·•・")
            left = first
            while left > start and self.text[left - 1] in _SOUNDS:
                left -= 1
            right = last + 1
            while right < end and self.text[right] in _SOUNDS:
                right += 1
            for token in self.tokens:  # a word that begins inside the run ends it (… 说, 告诉记者)
                if last + 2 < token.start < right and (token.text in self.lexicon.speech or token.tag is Tag.STOP):
                    right = token.start
                    break
                if left < token.end <= first - 1 and token.tag in (Tag.TITLE, Tag.STOP):
                    left = token.end
            if first - left >= 1 and right - last >= 2:
                self.add(left, right, "person-dotted", 0.9)

    def anchored(self, start: int, bonus: float, rule: str, confidence: float) -> int | None:
        """Take the best name that begins at `start`, if the context's bonus lifts it over no name; its end."""
        if start >= len(self.text) or not self.model.surname_length(self.text, start):
            return None
        for margin, end in self.model.margins(self.text, start, len(self.text)):
            if margin + bonus > 0 and self.add(start, end, rule, confidence):
                return end
            break
        return None

    def follow_list(self, end: int, rule: str) -> None:
        """Names that follow a name in a list: 甲、乙和丙; two characters may be set wide (张 三)."""
        while end < len(self.text):
            step = re.match(r"[ \u3000]*[、和及与][ \u3000]*|[ \u3000]{1,3}", self.text[end:])
            if not step:
                return
            following = self.anchored(end + step.end(), _IN_LIST if "、" in step.group() else 3.0, rule, 0.85)
            if following is None:
                return
            end = following

    def after_tokens(self) -> None:
        """Names after a title, an honour, a noun for people, or the name of a body."""
        for index, token in enumerate(self.tokens):
            bonus, rule, confidence = self._before(token, index)
            if not bonus:
                continue
            start = token.end
            while start < len(self.text) and self.text[start] in "”’ \u3000":
                start += 1
            end = self.anchored(start, bonus, rule, confidence)
            if end is not None:
                self.follow_list(end, "person-list")

    def _before(self, token: Token, index: int) -> tuple[float, str, float]:
        if token.tag is Tag.TITLE and self.lexicon.titles[token.text] != "form":
            return _AFTER_TITLE, "person-after-title", 0.95
        if token.tag is Tag.AWARD:
            return _AFTER_TITLE, "person-after-honour", 0.93
        if token.text in self.lexicon.person_nouns:
            return _AFTER_NOUN, "person-after-noun", 0.85
        if len(token.text) > 1 and token.tag in (Tag.NOUN, Tag.GENERIC) and token.text[-1] in "员师手工匠者长人星友":
            return _AFTER_NOUN, "person-after-noun", 0.85
        if token.tag is Tag.HEAD or token.text in "）)”":
            return _AFTER_BODY, "person-after-body", 0.75
        if token.text == "的" and index and self.tokens[index - 1].tag is Tag.HEAD:
            return _AFTER_NOUN, "person-after-body", 0.8
        return 0.0, "", 0.0

    def before_tokens(self) -> None:
        """Names before a verb of speech, a form of address, a title, or a person's sex and age."""
        for token in self.tokens:
            strength = self.lexicon.speech.get(token.text)
            kind = self.lexicon.titles.get(token.text)
            if strength == "strong":
                self.ending_at(token.start, _BEFORE_SPEECH, "person-before-speech", 0.9)
            elif kind in ("form", "post"):
                self.ending_at(token.start, _BEFORE_TITLE, "person-before-title", 0.85)
        for match in _AGE.finditer(self.text):
            self.ending_at(match.start(), _BEFORE_AGE, "person-before-age", 0.93)

    def ending_at(self, end: int, bonus: float, rule: str, confidence: float) -> None:
        """Take the best name that ends at `end`."""
        while end and self.text[end - 1] in "（( ":
            end -= 1
        best: tuple[float, int] | None = None
        for start in range(max(0, end - 4), end - 1):
            score = self.model.name(self.text, start, end)
            if score is None:
                continue
            # Weigh the words before it, too: 公司党委书记|张三, not 书|记张三.
            left = max(0, start - 4)
            edge = max(0, end - 8)
            margin = (
                score
                + self.model.words(self.text, min(edge, left), start)
                - self.model.words(self.text, min(edge, left), end)
            )
            if best is None or margin > best[0]:
                best = (margin, start)
        if best and best[0] + bonus > 0:
            self.add(best[1], end, rule, confidence)

    def alone(self) -> None:
        """Names that nothing announces: clear by themselves, or there again and again."""
        weak: dict[str, list[tuple[int, float]]] = {}
        for token in self.tokens:
            if token.tag not in (Tag.UNKNOWN, Tag.PROPER, Tag.STOP, Tag.NUMBER) and not token.text[0:1] in self.lexicon.surnames:
                continue
            start = token.start
            if not self.model.surname_length(self.text, start) or start in self.found:
                continue
            ranked = self.model.margins(self.text, start, len(self.text))
            if ranked:
                margin, end = ranked[0]
                weak.setdefault(self.text[start:end], []).append((start, margin))
        for name, places in sorted(weak.items()):
            best = max(margin for _, margin in places)
            needed = _ALONE_AGAIN if len(places) > 1 else _ALONE
            if best + needed > 0:
                for start, _ in places:
                    self.add(start, start + len(name), "person-alone", 0.7)


def again(text: str, names: Iterable[str], taken: Callable[[int, int], bool]) -> list[Found]:
    """Every further place where a known name stands, longest names first."""
    found: list[Found] = []
    for name in sorted(names, key=lambda n: (-len(n), n)):
        for match in re.finditer(re.escape(name), text):
            start, end = match.span()
            if not taken(start, end) and not any(f.start < end and start < f.end for f in found):
                found.append(Found(start, end, "person-again", 0.95))
    return found

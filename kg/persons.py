"""Finds the names of people in a flow: candidates by the statistics of names, weighed with what stands around them."""

from __future__ import annotations

import heapq
import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from kg.lexicon import Lexicon
from kg.name_contexts import ANNOUNCED, ANNOUNCING, FRAMING, left_context, right_context, weights
from kg.names import is_han, name_model
from kg.text import places_of
from kg.tokens import Tag, Token
from kg.transliteration import dotted_names


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A person's name at offsets of a flow, with the rule that found it and its confidence."""

    start: int
    end: int
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A run that may be a name: how much better it reads as one than as words (in logarithms), and its features."""

    start: int
    end: int
    margin: float
    left: str
    right: str
    features: tuple[str, ...]


# How far to the right the words after a name are weighed.
_REACH = 6
# Beyond these a margin tells nothing more.
_LOWEST_MARGIN = -12.0
_MIDDLE_MARGIN = 12.0
_HIGHEST_MARGIN = 40.0
# Characters that end the words for things, places and qualities.
_LIKE_THINGS = frozenset(
    "性化率制楼馆站路街桥线式型类品部科局厅费机车房灯灰村镇乡县区市省里湾岛港园院校厂店矿所队班组村坊皮煤油水电气网群会节杯奖"
)
# Characters that stand behind a name much more often than at its end.
_LIKE_WORDS = frozenset(
    "作为到在从以说也就还又和与及被把对向等获任当是有给带去来下上报帮笑讲问做让请叫用会能要才正已将共同前后先介谈看走坐站拿"
)
_LIST_MARK = re.compile(r"[ \u3000]*[、，和及与][ \u3000]*|[ \u3000\n]{1,8}")
# Names of two characters are set as wide as those of three: 石　磊.
_WIDE = re.compile(r"[\u4e00-\u9fff][ \u3000]{1,2}[\u4e00-\u9fff](?![\u4e00-\u9fff])")
_WIDE_MARGIN = 8.0
_ASIDE = re.compile(r"[（(][^（()）]{1,16}[）)]")
# Real pages name fewer people than the practice pages: an even chance is not enough.
_ENOUGH = 0.4
_DOTTED = 0.93
_AGAIN = 0.9
_HIGHEST_CONFIDENCE = 0.98
# Behind an office any of these may be a surname.
_UNWORDY = frozenset({Tag.UNKNOWN, Tag.PROPER})
_SHORTEST_TRADE = 3
_SHORTEST_NAME = 2
# How long names are by the length of the surname that begins them; without one it depends on what is before.
_NAME_LENGTHS: dict[int, tuple[int, ...]] = {0: (), 1: (2, 3), 2: (2, 3, 4)}
# 石勇|为获奖选手颁奖
_FOR = re.compile(r"[^，。；：]{2,20}(?:颁奖|颁发|颁授|授牌|授旗|授奖|揭牌|揭幕|佩戴|送行|送上|加油)")
_COMMON_LENGTH = 3
# From this count on a noun of jieba's dictionary is no name that somebody happens to bear.
_COMMON_NOUN = 1000
# Words that tell when and how, as jieba tags them: 厂长|连夜, 副主席|明年, 主任|强烈.
_WHEN_AND_HOW = frozenset({"t", "d", "ad"})
# From this margin on a name behind its unit is told by what follows alone (某公司|甲|以98分夺冠).
_TELLING = 4.0
# Of a list of people with their units less is asked (某公司|甲、某厂乙).
_TELLING_IN_LIST = -1.0
_OF_A_NAME = frozenset({"surname common", "surname compound"})
_BEGINNERS = frozenset({Tag.UNKNOWN, Tag.PROPER, Tag.STOP, Tag.NUMBER, Tag.SHORT_DISTRICT, Tag.HEAD})


def find_persons(
    text: str, tokens: tuple[Token, ...], lexicon: Lexicon, taken: Callable[[int, int], bool]
) -> list[Found]:
    """The people named in a flow; `taken(start, end)` says where other names stand already."""
    found = [Found(s, e, "person-dotted", _DOTTED) for s, e in dotted_names(text, tokens, lexicon) if not taken(s, e)]

    def free(start: int, end: int) -> bool:
        return not taken(start, end) and not any(f.start < end and start < f.end for f in found)

    options = [c for c in candidates(text, tokens, lexicon) if free(c.start, c.end)]
    found.extend(_choose(text, options, found))
    return sorted(found)


def candidates(text: str, tokens: tuple[Token, ...], lexicon: Lexicon) -> list[Candidate]:
    """Every run of the flow that could be a name, with its contexts."""
    model = name_model(lexicon)
    nouns = lexicon.person_nouns
    begins = {token.start: token for token in tokens}
    ends = {token.end for token in tokens}
    offices = {token.end for token in tokens if token.tag is Tag.TITLE and _is_office(token.text, lexicon)}
    found: list[Candidate] = []
    for index, token in enumerate(tokens):
        start = token.start
        announced = start in offices
        if not announced and text[start] not in model.firsts:
            continue
        if text[start] == "越" and text[start + 2 : start + 3] == "越":
            continue  # 学生越唱越起劲
        if text[start : start + 2] in nouns or text[start : start + 3] in nouns:
            continue
        left = left_context(text, tokens, index, lexicon)
        if token.tag not in _BEGINNERS and len(token.text) > 1 and left not in ANNOUNCING:
            continue
        size = model.surname_length(text, start)
        options = [
            (start + n, model.name(text[start : start + n], announced=announced))
            for n in _NAME_LENGTHS[size] or ((3,) if announced and token.tag in _UNWORDY else ())
        ]
        elements = model.element_ends(text, start)
        wide = _WIDE.match(text, start) if text[start + 1 : start + 2] in (" ", "\u3000") else None
        if wide and size == 1 and (start == 0 or not is_han(text[start - 1]) or _ends_title(tokens, index)):
            options.append((wide.end(), model.name(text[start] + text[wide.end() - 1])))
        scored = [(end, score, "") for end, score in options if score is not None and end <= len(text)]
        scored += [(end, score, "elements") for end, score in elements]
        if not scored:
            continue
        limit = _limit(text, start, ends)
        tails = model.tails(text[start:limit])
        title = _end_of_title(tokens, index)
        for end, score, kind in scored:
            spaced = wide is not None and end == wide.end()
            if (end > limit and not spaced) or (title is not None and title <= end):
                continue  # 班|班长 is no name
            if kind == "" and not spaced and (_is_common(token, end, lexicon) or _cuts_phrase(tokens, index, end)):
                continue
            # Two characters that are set apart are no words of running text.
            margin = _WIDE_MARGIN if spaced else score + tails[end - start] - tails[0]
            right = right_context(text, end, begins.get(end), lexicon, model)
            if kind == "elements" and end - start == _SHORTEST_NAME:
                # 护林员|孟和|说: one element is a whole name where a frame says so, and elsewhere a word.
                if left not in ANNOUNCING or right not in FRAMING:
                    continue
                kind = "element" if left not in ("list", "and") else kind
            elif not size and not kind and right not in FRAMING:
                continue
            features = _features(text, token, end, ends, kind, lexicon)
            found.append(Candidate(start, end, margin, left, right, features))
    return found


def _ends_title(tokens: tuple[Token, ...], index: int) -> bool:
    """Whether a title ends where the token begins."""
    return index > 0 and tokens[index - 1].tag is Tag.TITLE and tokens[index - 1].end == tokens[index].start


def _is_office(title: str, lexicon: Lexicon) -> bool:
    """Whether a title is that of an office or a certain trade: what follows it is hardly a word."""
    kind = lexicon.titles[title]
    return kind == "post" or (kind == "role" and len(title) >= _SHORTEST_TRADE)


def _end_of_title(tokens: tuple[Token, ...], index: int) -> int | None:
    """Where the first title ends of those that stand close behind a token."""
    return next((token.end for token in tokens[index + 1 : index + 4] if token.tag is Tag.TITLE), None)


def _is_common(token: Token, end: int, lexicon: Lexicon) -> bool:
    """Whether the run is one common noun (理事长|单位, 相关|方面) or a word for a time and one character more."""
    if len(token.text) != _SHORTEST_NAME:
        return False
    letter = lexicon.tags.get(token.text, "")
    if token.end == end:
        if letter in _WHEN_AND_HOW and lexicon.surnames.get(token.text[0]) != "common":
            return True  # but 秦朝
        return letter == "n" and lexicon.tokenizer.FREQ.get(token.text, 0) >= _COMMON_NOUN
    return letter == "t"


def _cuts_phrase(tokens: tuple[Token, ...], index: int, end: int) -> bool:
    """Whether the run's last character begins a word that says it twice: 邹|蕊|手把手, 旦|增|一一."""
    return any(t.start == end - 1 and t.text[0] in t.text[1:] for t in tokens[index + 1 : index + 3])


def _limit(text: str, start: int, ends: set[int]) -> int:
    """Where the words that are weighed with a name end: with a word, and before any mark."""
    limit = start
    while limit < len(text) and limit - start < _REACH + 4:
        if not is_han(text[limit]):
            break
        limit += 1
        if limit - start >= _REACH and limit in ends:
            break
    return limit


def _features(text: str, token: Token, end: int, ends: set[int], kind: str, lexicon: Lexicon) -> tuple[str, ...]:
    name = "".join(text[token.start : end].split())
    if kind == "element":
        return ("surname element",)
    features = [f"length {len(name)}"] if end - token.start == len(name) else ["set wide"]
    if kind:
        features.append(f"surname {kind}")
    elif name[:2] in lexicon.surnames and len(name) > 2:
        features.append("surname compound")
    else:
        features.append(f"surname {lexicon.surnames.get(name[0], 'unknown')}")
    if end not in ends:
        features.append("cuts word")
    if name[-1] in _LIKE_WORDS:
        features.append("ends like word")
    if name[-1] in _LIKE_THINGS:
        features.append("ends like thing")
    if token.tag is Tag.STOP:
        features.append("begins with function word")
    if token.end == end:
        letter = lexicon.tags.get(name, "")
        if letter.startswith("nr"):
            features.append("word person")
        elif token.tag in (Tag.DISTRICT, Tag.SHORT_DISTRICT, Tag.HEAD) or letter.startswith("ns"):
            features.append("word place")
        else:
            features.append("word other")
    return tuple(features)


def margin_parts(margin: float) -> list[tuple[str, float]]:
    """A margin in its three ranges, which are weighed apart."""
    if margin < 0:
        return [("margin below", max(margin, _LOWEST_MARGIN))]
    far = min(margin, _HIGHEST_MARGIN) - _MIDDLE_MARGIN
    return [("margin above", min(margin, _MIDDLE_MARGIN)), ("margin far", max(far, 0.0))]


def score(candidate: Candidate, left: str, right: str, times: int, table: Mapping[str, float]) -> float:
    """The logarithm of the odds that a candidate is a name."""
    total = table["bias"] + sum(table[part] * size for part, size in margin_parts(candidate.margin))
    total += table.get(f"left {left}", 0.0) + table.get(f"right {right}", 0.0)
    listed = right == "list" and candidate.end - candidate.start == _COMMON_LENGTH
    known = listed and not _OF_A_NAME.isdisjoint(candidate.features) and "word person" in candidate.features
    telling = known or candidate.margin > (_TELLING_IN_LIST if listed else _TELLING)
    if (left in ANNOUNCED or (left in ("body", "of-body") and telling)) and right in FRAMING:
        total += table["framed"]
    total += sum(table.get(feature, 0.0) for feature in candidate.features)
    return total + table[f"times {min(times, 3)}"]


def _choose(text: str, options: list[Candidate], known: Iterable[Found]) -> list[Found]:
    """The best candidates that do not overlap; a name that is found makes its neighbours in a list likelier."""
    table = weights()
    names = ["".join(text[option.start : option.end].split()) for option in options]
    times = Counter(names)
    apart: dict[str, set[int]] = {}  # where names of two characters stand that a word of its own follows
    for name, option in zip(names, options, strict=True):
        if len(name) == _SHORTEST_NAME and option.right in FRAMING and "cuts word" not in option.features:
            apart.setdefault(name, set()).add(option.start)
    starting: dict[int, list[int]] = {}
    ending: dict[int, list[int]] = {}
    contexts = [(option.left, option.right) for option in options]
    queue: list[tuple[float, int]] = []

    def _beyond(number: int) -> float:
        """What a name loses that goes on with a word where the text elsewhere names the person without it: 马艳|正给.

        And so does 石勇|为获奖选手颁奖.
        """
        name = names[number]
        if len(name) != _COMMON_LENGTH:
            return 0.0
        deed = name[-1] == "为" and _FOR.match(text, options[number].end)
        places = apart.get(name[:-1], set()) - {options[number].start}
        shorter = times[name[:-1]] > times[name] if name[-1] in _LIKE_WORDS else times[name] == 1 and bool(places)
        return table["named shorter"] if deed or shorter else 0.0

    def _enqueue(number: int) -> None:
        total = score(options[number], *contexts[number], times[names[number]], table) + _beyond(number)
        heapq.heappush(queue, (-total, number))

    for number, option in enumerate(options):
        starting.setdefault(option.start, []).append(number)
        ending.setdefault(option.end, []).append(number)
        _enqueue(number)
    used: set[int] = set()
    found: list[Found] = []

    def neighbours(start: int, end: int) -> None:
        for number in starting.get(_after_mark(text, end), ()):
            _rescore(number, "name", contexts[number][1])
        for number in _before_mark(text, start, ending):
            _rescore(number, contexts[number][0], "name")

    def _rescore(number: int, left: str, right: str) -> None:
        if contexts[number] != (left, right):
            contexts[number] = (left, right)
            _enqueue(number)

    for person in known:
        neighbours(person.start, person.end)
    while queue:
        cost, number = heapq.heappop(queue)
        option = options[number]
        if cost >= -_ENOUGH:
            break
        if not used.isdisjoint(range(option.start, option.end)):
            continue
        used.update(range(option.start, option.end))
        left, right = contexts[number]
        confidence = min(round(1 / (1 + math.exp(cost)), 2), _HIGHEST_CONFIDENCE)
        found.append(Found(option.start, option.end, _rule(left, right, table), confidence))
        neighbours(option.start, option.end)
    return found


def _rule(left: str, right: str, table: Mapping[str, float]) -> str:
    """The rule's name: the stronger of the two contexts."""
    before, after = table.get(f"left {left}", 0.0), table.get(f"right {right}", 0.0)
    if max(before, after) <= 0:
        return "person-alone"
    return f"person-after-{left}" if before >= after else f"person-before-{right}"


def _after_mark(text: str, end: int) -> int:
    """Where the next name of a list would begin; -1 where no list goes on."""
    mark = _LIST_MARK.match(text, after_aside(text, end))
    return mark.end() if mark else -1


def after_aside(text: str, end: int) -> int:
    """Where the text goes on behind a name and what a bracket adds to it (（女）, （左二）)."""
    aside = _ASIDE.match(text, end)
    return aside.end() if aside else end


def _before_mark(text: str, start: int, ending: Mapping[int, list[int]]) -> Iterable[int]:
    """The candidates that end right before the list mark in front of a name."""
    at = start
    while at and text[at - 1] in " \u3000\n":
        at -= 1
    if at and text[at - 1] in "、和及与":
        return ending.get(at - 1, ())
    return ending.get(at, ()) if at != start else ()


def again(text: str, names: Iterable[str], taken: Callable[[int, int], bool]) -> list[Found]:
    """Every further place where a known name stands, longest names first."""
    found: list[Found] = []
    for name in sorted(names, key=lambda n: (-len(n), n)):
        for start, end in places_of(name, text):
            if not taken(start, end) and not any(f.start < end and start < f.end for f in found):
                found.append(Found(start, end, "person-again", _AGAIN))
    return found

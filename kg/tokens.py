"""Text as tokens: jieba's words under our own dictionary, each with the one tag that the later stages ask for."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from kg.lexicon import Lexicon, county_within


class Tag(StrEnum):
    """What a word can be for a name: the tables' classes first, then what jieba's dictionary says of it."""

    DISTRICT = "district"
    SHORT_DISTRICT = "short district"
    HEAD = "head"
    DISTRICT_HEAD = "district head"
    TITLE = "title"
    AWARD = "award"
    BRAND = "brand"
    STOP = "stop"
    GENERIC = "generic"
    VERB = "verb"
    NOUN = "noun"
    INNER = "inner"
    PROPER = "proper"
    NUMBER = "number"
    UNKNOWN = "unknown"
    MARK = "mark"


# A name may run over these; anything else ends it.
NAME_TAGS = frozenset(
    {
        Tag.DISTRICT,
        Tag.SHORT_DISTRICT,
        Tag.HEAD,
        Tag.DISTRICT_HEAD,
        Tag.BRAND,
        Tag.GENERIC,
        Tag.NOUN,
        Tag.INNER,
        Tag.PROPER,
        Tag.NUMBER,
        Tag.UNKNOWN,
    }
)

# jieba's part-of-speech letters (first one) → tag; nouns and everything not listed are NOUN.
_BY_LETTER = {
    "v": Tag.VERB,
    "d": Tag.STOP,
    "p": Tag.STOP,
    "c": Tag.STOP,
    "r": Tag.STOP,
    "u": Tag.STOP,
    "y": Tag.STOP,
    "e": Tag.STOP,
    "o": Tag.STOP,
    "m": Tag.NUMBER,
    "t": Tag.STOP,
}
_BY_CLASS = {"brand": Tag.BRAND, "state": Tag.PROPER, "inner": Tag.INNER, "compound": Tag.NOUN}
_PROPER_LETTERS = ("nr", "ns", "nt", "nz")
# jieba's dictionary knows some towns and zones that the gazetteer of counties lacks.
_TOWNS = ("镇", "乡", "街道", "开发区", "新区")
# Verbs that jieba also knows as nouns (建设, 管理): they may stand inside a name.
_VERBAL_NOUN = "vn"


# jieba tags nouns for many things as numbers with a measure.
_COLLECTIVE = "mq"
# Heads of one character that dictionary words end with (针织|厂, 保障|部, 急诊|科, 管理|局).
_SPLIT_HEADS = frozenset("厂部科处队班系局")
# So rare a dictionary word (首开, 以岭) is as good as an unknown one: no common verb.
_RARE = 50
_COMMITTEES = frozenset({"党委", "纪委", "党总支", "党支部"})
_SHORTEST_COMMITTEE = 4
_STAFF = "机关"
_DISTRICTS = frozenset({Tag.DISTRICT, Tag.DISTRICT_HEAD})
_PLACES = frozenset({Tag.DISTRICT, Tag.SHORT_DISTRICT})
_LEVELS = frozenset("市区县省州旗盟镇乡")
# 鞍钢, 马钢: steelworks go by a character of their place; these go with 钢 as its kind or treatment.
_STEELS = frozenset("炼轧型特废粗圆精硅板角槽管线带方扁生熟弹碳普优钨铬锰百纯坯铸锻焊冷热高中低合裸")
_COUNTERS = frozenset("甲乙丙丁")
# A verb, or the last of a town's name, where no office follows: 原平|站|值班员, but 站|在门口, 么|站|镇.
_STATION = "站"
_RAILWAY = frozenset("客运 货运 行车 信号 运转 助理 售票 列检 安检 检票 值班".split())
# 工段, 工区: what a works and a railway are divided into.
_SECTIONS = frozenset({"段", "区", "段长", "区长"})
# What follows one; elsewhere the character is a surname: 电焊工|段永红.
_BEHIND_SECTION = re.compile(r"[工长班段区的、，。；党副职技和及与是有在里内”）]|$")
_NUMERALS = frozenset("一二三四五六七八九十百千万零两")
# 拉上, 查清: what ends with the deed's result is a verb, however rare.
_RESULTS = frozenset("上下出到清完住掉来去过起进回给")
# Verbs that the dictionary joins to what somebody becomes.
_BECOMES = frozenset("当任做为")
# 国库处|处长: a department and its chief; 处处长满野草 tells of plants.
_OF_OFFICE = re.compile(r"(?<=[\u4e00-\u9fff])处(?=处长(?![满着出了有得]))")
_BRANCH = re.compile(r"[\u4e00-\u9fff]{2,3}(?:支行|分行|营业部)")
_COUNTED = _NUMERALS - {"零"} | frozenset("几数多半余全整俩仨")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a flow: its text, its tag, and its half-open range of offsets into the flow's text."""

    text: str
    tag: Tag
    start: int
    end: int


def tag_of(word: str, lexicon: Lexicon) -> Tag:
    """The tag of a word, whatever its context."""
    if word in lexicon.heads and word != _STATION:
        return Tag.HEAD
    if word in lexicon.titles:
        return Tag.TITLE
    if word in lexicon.awards:
        return Tag.AWARD
    if word in lexicon.districts:
        return Tag.DISTRICT
    if word in lexicon.district_heads:
        return Tag.DISTRICT_HEAD
    kind = lexicon.name_words.get(word)
    if kind is not None:
        return _BY_CLASS[kind]
    if len(word) == 2 and word[1] == "钢" and word[0] not in _STEELS:
        return Tag.BRAND
    if word in lexicon.stops:
        return Tag.STOP if lexicon.stops[word] == "function" else Tag.GENERIC
    if word in lexicon.short_districts:
        return Tag.SHORT_DISTRICT
    first = word[0]
    if not ("\u4e00" <= first <= "\u9fff"):
        return Tag.NUMBER if first.isdigit() else Tag.UNKNOWN if first.isalpha() else Tag.MARK
    if len(word) == 1:
        return Tag.NUMBER if first in _NUMERALS else Tag.UNKNOWN
    letter = lexicon.tags.get(word, "")
    if letter.startswith("v") and word[-1] not in _RESULTS and lexicon.tokenizer.FREQ.get(word, 0) <= _RARE:
        return Tag.UNKNOWN
    if letter == "ns" and len(word) > 2 and word.endswith(_TOWNS):
        return Tag.DISTRICT
    if letter == _VERBAL_NOUN:
        return Tag.INNER
    if letter == _COLLECTIVE and not _COUNTED.intersection(word):
        return Tag.NOUN  # 零部件
    if letter == "ad":
        return Tag.STOP
    if letter.startswith(_PROPER_LETTERS):
        return Tag.PROPER
    return _BY_LETTER.get(letter[:1], Tag.NOUN)


def tokenize(text: str, lexicon: Lexicon, districts: frozenset[str] = frozenset()) -> tuple[Token, ...]:
    """The tokens of a flow's text, end to end; white space is dropped.

    `districts` are names that the article is known to use (towns), each of which becomes one token.
    """
    return _with_districts(text, lexicon, districts) if districts else tuple(_words(text, 0, lexicon, None))


def _words(text: str, position: int, lexicon: Lexicon, before: Token | None) -> list[Token]:
    """The tokens of a text from a position on, where another token stands before it, or nothing."""
    tokens: list[Token] = []
    for word in _cut(text[position:], lexicon):
        committee = len(word) >= _SHORTEST_COMMITTEE and (word[:2] in _COMMITTEES or word[:3] in _COMMITTEES)
        parts = _committee(word, tokens[-1] if tokens else before) if committee else ()
        for part, tag in _tagged(parts, lexicon) if parts else _tagged_parts(word, lexicon):
            if part == "任何" and tokens and tokens[-1].text == "主" and tokens[-1].end == position:
                tokens[-1] = Token("主任", Tag.TITLE, position - 1, position + 1)  # not 主|任何|静 but 主任|何|静
                tokens.append(Token("何", tag_of("何", lexicon), position + 1, position + 2))
            elif part == "工会干部" and tokens and tokens[-1].text == "总" and tokens[-1].end == position:
                tokens[-1] = Token("总工会", Tag.HEAD, position - 1, position + 2)
                tokens.append(Token("干部", tag_of("干部", lexicon), position + 2, position + 4))
            elif part in _SECTIONS and _ends_trade(tokens, position) and _follows_section(text, position, part):
                trade = tokens.pop()  # not 造型工|段 but 造型|工段
                tokens.append(Token(trade.text[:-1], tag_of(trade.text[:-1], lexicon), trade.start, trade.end - 1))
                tokens.append(Token("工" + part, tag_of("工" + part, lexicon), trade.end - 1, position + len(part)))
            elif not part.isspace():
                if tag is Tag.TITLE:
                    _end_station(tokens, position)
                tokens.append(Token(part, tag, position, position + len(part)))
            position += len(part)
    _end_station(tokens, len(text))
    return _with_counties(text, tokens, lexicon)


def _cut(text: str, lexicon: Lexicon) -> Iterator[str]:
    """The words of a text; 货币金银处处长 holds no 处处."""
    start = 0
    for match in _OF_OFFICE.finditer(text):
        yield from lexicon.cutter.cut(text[start : match.end()])
        start = match.end()
    yield from lexicon.cutter.cut(text[start:] if start else text)


def _ends_trade(tokens: list[Token], position: int) -> bool:
    """Whether a trade ends here whose last character may begin the next word."""
    last = tokens[-1] if tokens else None
    return (
        last is not None
        and last.tag is Tag.TITLE
        and last.end == position
        and len(last.text) > 2
        and last.text[-1] == "工"
    )


def _follows_section(text: str, position: int, part: str) -> bool:
    """Whether a word that may be a part of a works is one, and no surname (电焊工|段永红)."""
    return len(part) > 1 or _BEHIND_SECTION.match(text, position + 1) is not None


def _end_station(tokens: list[Token], end: int) -> None:
    """The word for a station ends a name right before an office, and at the end of a text that is a name."""
    at = len(tokens) - 1
    if at > 1 and tokens[at].text in _RAILWAY and tokens[at].end == end:
        at, end = at - 1, tokens[at].start  # 保定|站|客运|值班员
    if at > 0 and tokens[at].text == _STATION and tokens[at].end == end:
        tokens[at] = Token(_STATION, Tag.HEAD, end - 1, end)


def _with_counties(text: str, tokens: list[Token], lexicon: Lexicon) -> list[Token]:
    """A county's short name is one behind its province's or city's, whatever else the word may mean (甘肃|民勤).

    So is a level that begins the next word, behind a short name: 黑龙江省|政协, not 黑龙江|省政协.
    """
    index = 0
    while index < len(tokens):
        token = tokens[index]
        index += 1
        place = _place_before_bank(tokens, index - 1, text) if token.tag is Tag.HEAD else token
        if place is None or place.tag not in _PLACES:
            continue
        start, end = token.end, 0
        if token.tag is Tag.SHORT_DISTRICT and text[start : start + 1] in _LEVELS:
            alone = index < len(tokens) and tokens[index].text == text[start]  # 河北|省委 keeps its 省委
            if alone and token.text + text[start] in lexicon.districts:
                index, start, end = index - 1, token.start, start + 1
        else:
            sizes = (3, 2) if text[start : start + 1] not in _LEVELS else ()
            size = next((n for n in sizes if county_within(text[start : start + n], place.text, lexicon)), 0)
            end = start + size if size else 0
        at = index
        while at < len(tokens) and tokens[at].end < end:
            at += 1
        whole = index < len(tokens) and tokens[index].end >= end and tokens[index].tag in _DISTRICTS
        if not end or at == len(tokens) or whole:  # 毕节市|威宁彝族回族苗族自治县 is no 威宁
            continue
        rest = text[end : tokens[at].end]
        kind = Tag.DISTRICT if start == token.start else Tag.SHORT_DISTRICT
        made = [Token(text[start:end], kind, start, end)]
        if rest:
            made.extend(Token(t.text, t.tag, t.start + end, t.end + end) for t in tokenize(rest, lexicon))
        tokens[index : at + 1] = made
    return tokens


def _place_before_bank(tokens: list[Token], at: int, text: str) -> Token | None:
    """The province or city that a bank's name begins with, its branch behind it: 湖南银行|桃源|支行."""
    if not tokens[at].text.endswith("银行") or _BRANCH.match(text, tokens[at].end) is None:
        return None
    while at and tokens[at - 1].end == tokens[at].start and tokens[at].tag not in _PLACES:
        at -= 1
        if tokens[at].tag not in (*NAME_TAGS, Tag.STOP):
            return None
    return tokens[at]


def _committee(word: str, before: Token | None) -> tuple[str, ...]:
    """The Party committee of a town or of an office is a body of its own: 双廊镇|党委|副书记, 机关|党支部|书记."""
    size = next(n for n in (3, 2) if word[:n] in _COMMITTEES)
    staff = before is not None and before.text == _STAFF
    return (
        (word[:size], word[size:]) if before is not None and (staff or (size == 2 and before.tag in _DISTRICTS)) else ()
    )


def _with_districts(text: str, lexicon: Lexicon, districts: frozenset[str]) -> tuple[Token, ...]:
    pattern = re.compile("|".join(sorted(map(re.escape, districts), key=lambda name: (-len(name), name))))
    tokens: list[Token] = []
    position = 0
    for match in [*pattern.finditer(text), None]:
        end = len(text) if match is None else match.start()
        tokens.extend(_words(text[:end], position, lexicon, tokens[-1] if tokens else None))
        if match is not None:
            tokens.append(Token(match.group(), Tag.DISTRICT, match.start(), match.end()))
            position = match.end()
    return tuple(tokens)


def _tagged(parts: tuple[str, ...], lexicon: Lexicon) -> tuple[tuple[str, Tag], ...]:
    return tuple((part, tag_of(part, lexicon)) for part in parts)


@functools.lru_cache(maxsize=1 << 16)
def _tagged_parts(word: str, lexicon: Lexicon) -> tuple[tuple[str, Tag], ...]:
    """The parts of a dictionary word with their tags, which only the tables tell."""
    return _tagged(_parts(word, lexicon), lexicon)


def _parts(word: str, lexicon: Lexicon) -> tuple[str, ...]:
    """A dictionary word that is a district and something more (北京市总工会), or ends with a head, is taken apart."""
    if len(word) < 2 or word in lexicon.ours or word.endswith(lexicon.whole_words):
        return (word,)
    for length in range(len(word) - 1, 1, -1):
        if lexicon.name_words.get(word[:length]) == "brand":  # 中铁|二局
            return (word[:length], *_parts(word[length:], lexicon))
    if len(word) > 3:
        for length in range(min(len(word) - 2, 6), 1, -1):
            front = word[:length]
            if front in lexicon.districts or front in lexicon.short_districts:
                rest = lexicon.cutter.cut(word[length:])
                return (front, *(part for piece in rest for part in _parts(piece, lexicon)))
        for length in range(len(word) - 1, 1, -1):
            front, head = word[:-length], word[-length:]
            if head in lexicon.heads and (len(front) > 1 or front in _LEVELS):
                return (front, head)
    for length in range(len(word) - 1, 1, -1):
        if word[-length:] in lexicon.titles and word[:-length] in lexicon.heads:  # 省委|书记
            return (word[:-length], word[-length:])
    if word == "后任":  # 四年|后|任|班长
        return ("后", "任")
    if word[0] in _BECOMES and word[1:] in lexicon.titles:  # 当|学徒
        return (word[0], word[1:])
    if len(word) == 3 and (word[1:] == "工会" or (word[0] in _LEVELS and word[1:] in lexicon.heads)):
        return (word[0], word[1:])  # 矿|工会, not 矿工|会; 区|法院
    if len(word) == 2 and (word[0] in _NUMERALS or word[0] in _COUNTERS) and word[1] in "局厂矿队班组":
        return (word[0], word[1])
    if len(word) > 2 and word[-1] in _SPLIT_HEADS:
        return (word[:-1], word[-1])
    if len(word) == 2 and word[1] == "镇" and lexicon.tags.get(word, "").startswith(_PROPER_LETTERS):
        return (word[0], word[1])
    return (word,)

"""What stands before and after a candidate for a person's name, as classes that a table weighs."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from kg.lexicon import Lexicon, rows
from kg.names import NameModel
from kg.tokens import Tag, Token, tag_of

_AGE = re.compile(
    r"[，（(、][ \u3000]*"
    r"(?:男|女|今年\d|现年|时年|年仅\d|\d{2}岁|1[89]\d{2}年|[\u4e00-\u9fff]{1,4}族[，、）]|一[九八]..年)"
)
_ON_BOTH_SIDES = {
    **dict.fromkeys("。！？!?；;", "stop"),
    **dict.fromkeys("，,", "comma"),
    **dict.fromkeys("：:—–-", "colon"),
    **dict.fromkeys("、", "list"),
    **dict.fromkeys("和及与", "and"),
}
_AT_LEFT = {
    **_ON_BOTH_SIDES,
    **dict.fromkeys("）)", "bracket"),
    **dict.fromkeys("由请让对向跟同把给被以为找陪叫据", "with"),
}
# Verbs whose object is a person: 选举|甲|为主席, 慰问|乙.
_CHOOSING = frozenset(
    "选举 推选 推举 补选 增补 选出 任命 聘请 聘任 特聘 提名 邀请 请来 慰问 看望 探望"
    " 表彰 接待 约访 采访 访问 会见 走访 劝 找到 遇到".split()
)
_AT_RIGHT = {
    **_ON_BOTH_SIDES,
    **dict.fromkeys("（(", "bracket"),
    **dict.fromkeys("等", "etc"),
    **dict.fromkeys("的", "of"),
    **dict.fromkeys("了着过得地", "particle"),
    **dict.fromkeys("”’》」", "quote"),
}
_BY_TAG = {
    Tag.HEAD: "body",
    Tag.BRAND: "body",
    Tag.DISTRICT: "district",
    Tag.SHORT_DISTRICT: "district",
    Tag.DISTRICT_HEAD: "district",
    Tag.AWARD: "award",
    Tag.STOP: "function",
    Tag.VERB: "verb",
    Tag.NOUN: "word",
    Tag.INNER: "word",
    Tag.GENERIC: "word",
    Tag.PROPER: "word",
    Tag.NUMBER: "number",
    Tag.UNKNOWN: "unknown",
    Tag.MARK: "mark",
}
# The last characters of nouns for people by what they do (讲解员, 绣娘).
_OCCUPATIONS = frozenset("员师手工匠者长星友娘兵农生民医")
# Before these a word of two and more characters may be a name (向阳, 路遥); elsewhere it is the word.
ANNOUNCING = frozenset(
    {
        "title-post",
        "title-role",
        "title-status",
        "title-form",
        "title-honor",
        "award",
        "noun",
        "occupation",
        "list",
        "and",
        "of-body",
    }
)
# What follows a verb of speech: 评价|说，
_SAID = frozenset(verb + mark for verb in "说道" for mark in "，：:,")
# What follows a verb at once (报了名, 递着扳手).
_ASPECTS = frozenset("了着过")
# A name between one of these and one of those stands in a frame: 主席|路遥|，
ANNOUNCED = frozenset({"title-post", "title-role", "title-status", "award", "noun", "occupation", "name"})
FRAMING = frozenset(
    {
        "speech-strong",
        "speech-weak",
        "comma",
        "stop",
        "list",
        "name",
        "age",
        "bracket",
        "etc",
        "function",
        "verb",
        "and",
        "end",
        "verb-aspect",
        "title-form",
        "colon",
    }
)
_OPENING = "“‘「《\"'"
_CLOSING = "”’」"


@functools.cache
def weights() -> Mapping[str, float]:
    """What each context adds to the logarithm of the odds that a candidate is a name."""
    return {context: float(weight) for context, weight, _ in rows("name_contexts", 3)}


def left_context(text: str, tokens: tuple[Token, ...], index: int, lexicon: Lexicon) -> str:
    """The class of what stands before the token at `index`; a line end is the start of something new."""
    at = index - 1
    opened = False
    while at >= 0 and tokens[at].text in _OPENING:
        at -= 1
        opened = True
    if at < 0 or "\n" in text[tokens[at].end : tokens[index].start]:
        return "start"
    token = tokens[at]
    if token.text in _CLOSING and at:
        inside = tokens[at - 1]
        if inside.tag in (Tag.AWARD, Tag.TITLE, Tag.HEAD) or inside.text in lexicon.person_nouns:
            token, at = inside, at - 1
        else:
            return "quote-end"
    if token.tag is Tag.TITLE:
        return f"title-{lexicon.titles[token.text]}"
    context = _AT_LEFT.get(token.text)
    if context is not None:
        return f"quote-{context}" if opened and context not in ("list", "and") else context
    if token.text in _CHOOSING:
        return "choice"
    if token.text == "的":
        return "of-body" if at and tokens[at - 1].tag is Tag.HEAD else "of"
    if token.text in lexicon.person_nouns:
        return "noun"
    if token.text[-1] in _OCCUPATIONS and token.tag in (Tag.NOUN, Tag.GENERIC, Tag.UNKNOWN, Tag.PROPER):
        return "occupation"
    return _BY_TAG.get(token.tag, "word")


def right_context(text: str, end: int, following: Token | None, lexicon: Lexicon, model: NameModel) -> str:
    """The class of what stands after a candidate that ends at `end`; `following` is the token that begins there."""
    while text[end : end + 1] in (" ", "\u3000"):
        end += 1
    if end >= len(text) or text[end] == "\n":
        return "end"
    if text[end] in _AT_RIGHT:
        return "age" if _AGE.match(text, end) else _AT_RIGHT[text[end]]
    spoken = next((text[end : end + n] for n in (4, 3, 2) if text[end : end + n] in lexicon.speech), None)
    if spoken is not None:
        return f"speech-{lexicon.speech[spoken]}"
    if following is None:
        size = next((n for n in (4, 3, 2) if model.is_word(text[end : end + n])), 1)
        word = text[end : end + size]
        following = Token(word, tag_of(word, lexicon), end, end + size)
    if text[following.end : following.end + 1] in _ASPECTS:
        return "verb-aspect"
    if following.text[-1] in _ASPECTS and len(following.text) > 1:
        return "verb-aspect"
    if following.tag is Tag.NUMBER and following.text[0] == "第":
        return "function"  # 甲|第一个|开讲
    if text[following.end : following.end + 2] in _SAID and following.tag is not Tag.MARK:
        return "speech-strong"  # 甲|评价|说
    strength = lexicon.speech.get(following.text)
    if strength:
        return f"speech-{strength}"
    if following.tag is Tag.TITLE:
        return f"title-{lexicon.titles[following.text]}"
    if following.tag is Tag.UNKNOWN:
        letter = lexicon.tags.get(following.text, "x")[0]
        return f"character-{letter}" if letter in "vnagd" else "character"
    return _BY_TAG.get(following.tag, "word")

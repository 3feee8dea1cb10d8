"""Words that are a firm's own, though elsewhere they are function words, numbers, verbs or landscapes."""

from __future__ import annotations

from kg.districts import is_trade
from kg.lexicon import Lexicon
from kg.tokens import Tag, Token

# Function words that are a firm's own character, too: 铜|都|矿业集团.
NAME_PARTICLES = frozenset("都达一同中上下来里外正可能会即全之其以共再均天元万台建方")
# Function words that are never a name's: what stands before them ends it.
NEVER_INSIDE = frozenset("的是在有了着过把被将等由使让任据从于对为及或并且也")
# What a name of its own may begin with.
NAME_STARTS = frozenset({Tag.UNKNOWN, Tag.PROPER, Tag.BRAND, Tag.DISTRICT, Tag.SHORT_DISTRICT})
_NAME_WORDS = frozenset({Tag.UNKNOWN, Tag.NUMBER, Tag.PROPER, Tag.BRAND})
_LONGEST_NAME_WORD = 2
# 个, 年 …: what is counted or dated is no firm's word.
_MEASURES = "家个名支年月日时"
_LANDSCAPES = "湾湖江河海山岛峡岭原"


def is_particle_in_name(tokens: tuple[Token, ...], at: int, lexicon: Lexicon) -> bool:
    """Whether a function word is a firm's own character: 铜|都|矿业集团, 三|和|半导体, 以|岭|药业."""
    token = tokens[at]
    if token.tag is not Tag.STOP or len(token.text) > 1:
        return False
    following = tokens[at + 1]
    if following.tag is Tag.HEAD and lexicon.heads[following.text].strength not in ("brand", "strong"):
        return False  # 工会拉|上|厂安全保卫部
    before = tokens[at - 1] if at and tokens[at - 1].end == token.start else None
    if token.text == "记":
        return before is not None and before.tag is Tag.UNKNOWN  # 三|螺|记|食品厂, but not ——|记|远山机械厂
    if token.text in NAME_PARTICLES:
        if before is not None and is_firms_word(tokens, at - 1):
            return True
        single = before is not None and before.tag in _NAME_WORDS and len(before.text) <= _LONGEST_NAME_WORD
        if single or ((before is None or before.tag is Tag.MARK) and following.tag is Tag.UNKNOWN):
            return True
        beyond = tokens[at + 2] if following.tag is Tag.UNKNOWN and len(following.text) == 1 else None
        # 建成|以|岭|药业: no firm goes by one character and its trade.
        return beyond is not None and is_trade(beyond, lexicon)
    if token.text == "后":
        return before is not None and before.text == "、" and following.tag in NAME_STARTS
    return token.text == "和" and before is not None and before.tag is Tag.NUMBER


def is_firms_word(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a word that says when, how or how many is a firm's own behind its district: 贵州|双元|铝材有限公司."""
    token, before = tokens[at], tokens[at - 1] if at else None
    if before is None or before.end != token.start or before.tag not in (Tag.DISTRICT, Tag.SHORT_DISTRICT):
        return False
    word = token.tag in (Tag.STOP, Tag.NUMBER) and len(token.text) == _LONGEST_NAME_WORD
    return word and not NEVER_INSIDE & set(token.text) and token.text[1] not in _MEASURES


def is_behind_landscape(tokens: tuple[Token, ...], at: int, lexicon: Lexicon) -> bool:
    """Whether the name of a landscape stands right before a verb that a firm goes by: 北部湾|远航|港务集团."""
    if at == 0 or tokens[at - 1].end != tokens[at].start or tokens[at - 1].tag is not Tag.PROPER:
        return False
    return lexicon.tags.get(tokens[at - 1].text) == "ns" or tokens[at - 1].text[-1] in _LANDSCAPES


def is_behind_trade(tokens: tuple[Token, ...], at: int, lexicon: Lexicon) -> bool:
    """Whether a trade stands right before a word that a firm goes by: 山河路桥|联合|建设有限公司."""
    before = tokens[at - 1] if at else None
    return before is not None and before.end == tokens[at].start and is_trade(before, lexicon)

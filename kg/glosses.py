"""Brackets that introduce a short form, as （以下简称“经开区”） does: a name goes on behind them."""

from __future__ import annotations

import re

from kg.tokens import Token

GLOSS = re.compile(
    r"[（(](?:以下|下文|后文|文中|本文|下)?(?:均|都|统一)?(?:简称|统称|称)(?:为)?[:：，]?"
    r"[“\"'‘]?(?P<short>[^“”\"'（）()，。]{2,12})[”\"'’]?[）)]"
)
# A bracketed part of a name, or a gloss, has few words.
_LONGEST_BRACKET = 12
CLOSING = {"）": "（", ")": "(", "”": "“", "』": "『", "》": "《"}


def opening(tokens: tuple[Token, ...], closing: int) -> int | None:
    """Where the bracket or the quotation opens that closes at a token; None for one that holds no part of a name."""
    wanted = CLOSING[tokens[closing].text]
    for at in range(closing - 1, max(-1, closing - _LONGEST_BRACKET - 1), -1):
        if tokens[at].text == wanted:
            return at
        quote = tokens[at].text == "”" and wanted in "（("
        if (tokens[at].text in CLOSING and not quote) or tokens[at].text in "。，；":
            return None
    return None


def gloss_before(text: str, tokens: tuple[Token, ...], index: int) -> int | None:
    """Where the gloss opens that closes right before a token; None where none does."""
    closing = index - 1
    if closing < 1 or tokens[closing].text not in "）)" or tokens[closing].end != tokens[index].start:
        return None
    start = opening(tokens, closing)
    return start if start and GLOSS.fullmatch(text, tokens[start].start, tokens[closing].end) else None


def without_glosses(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The words of a name that stand in none of its glosses."""
    if not any(token.text in "（(" for token in tokens):
        return tokens
    kept: list[Token] = []
    inside = False
    for at, token in enumerate(tokens):
        inside = inside or (token.text in "（(" and any(t.text.endswith("称") for t in tokens[at + 1 : at + 4]))
        if not inside:
            kept.append(token)
        inside = inside and token.text not in "）)"
    return tuple(kept)

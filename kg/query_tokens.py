"""The tokens of a SPARQL query that can be parsed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """What a token is; names are prefixed ones, words are keywords and functions."""

    STRING = "string"
    IRI = "iri"
    NAME = "name"
    VARIABLE = "variable"
    LANGUAGE = "language"
    NUMBER = "number"
    WORD = "word"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class Token:
    """A token and where it stands in the query."""

    kind: Kind
    text: str
    start: int
    end: int


# PN_CHARS of the grammar, without the hyphen, which no variable has.
_LETTER = (
    r"\w\u00B7\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u037D\u037F-\u1FFF\u200C\u200D\u203F\u2040\u2070-\u218F\u2C00-\u2FEF"
    r"\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
)
# Long and short ones.
STRING = r"""(?:\"{3}(?:[^\\]|\\.)*?\"{3}|'{3}(?:[^\\]|\\.)*?'{3}|"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*')"""
COMMENT = r"\#[^\r\n]*"
_TOKEN = re.compile(
    rf"""
      (?P<skipped>\s+|{COMMENT})
    | (?P<string>{STRING})
    | (?P<iri><(?:[^<>"{{}}|^`\\\x00-\x20]|\\[uU][0-9A-Fa-f]+)*>)
    | (?P<variable>[?$][{_LETTER}]+)
    | (?P<language>@[A-Za-z][A-Za-z0-9-]*)
    | (?P<name>(?:_|(?![0-9_-])[{_LETTER}](?:[{_LETTER}.-]*[{_LETTER}-])?)?
        :(?:[{_LETTER}:%-]|\\.|\.+(?=[{_LETTER}:%\\-]))*)
    | (?P<number>[0-9]+\.[0-9]*[eE][+-]?[0-9]+|[0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]+)?)
    | (?P<word>\w+)
    | (?P<mark>\{{\||\|\}}|\^\^|&&|\|\||.)
    """,
    re.VERBOSE | re.DOTALL,
)
_KINDS = {kind.value: kind for kind in Kind}
_OPERANDS = frozenset({Kind.STRING, Kind.IRI, Kind.NAME, Kind.VARIABLE, Kind.LANGUAGE, Kind.NUMBER, Kind.WORD})


def tokens(sparql: str) -> Iterator[Token]:
    """The tokens in order, without white space and comments."""
    opened: list[str] = []
    before: Token | None = None
    position = 0
    while found := _TOKEN.match(sparql, position):
        position = found.end()
        if found.lastgroup == "skipped":
            continue
        token = Token(_KINDS[str(found.lastgroup)], found[0], found.start(), found.end())
        # In brackets `?a<1)FILTER(?b>1` has two comparisons and no IRI.
        compared = before is not None and (before.kind in _OPERANDS or before.text == ")") and opened[-1:] == ["("]
        if token.kind is Kind.IRI and compared and ")" in token.text:
            token = Token(Kind.MARK, "<", found.start(), found.start() + 1)
            position = token.end
        if token.kind is Kind.MARK and token.text in "([{":
            opened.append(token.text)
        elif token.kind is Kind.MARK and token.text in ")]}" and opened:
            opened.pop()
        before = token
        yield token

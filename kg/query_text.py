"""What a SPARQL query's text says of it before it runs: its keywords, without what only looks like them."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.query_tokens import COMMENT, STRING

# What a keyword cannot stand in: strings, IRIs, comments, variables, language tags, the local part of prefixed names
# and blank nodes. An IRI with a bracket is not taken out, or `?a<1)LIMIT 5#>` would hide a keyword.
_NO_KEYWORD_INSIDE = re.compile(
    rf"""
      {STRING}
    | <[^<>"{{}}|^`\\()\x00-\x20]*>
    | {COMMENT}
    | [?$@]\w+
    | :(?:[\w.:%-]|\\.)+
    """,
    re.VERBOSE | re.DOTALL,
)
# Their value is another one at every call.
_CHANGING = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID|BNODE)\b", re.IGNORECASE)
_MAY_CHANGE = ("now", "rand", "uuid", "bnode")  # wherever, so it is found with less work
_PROLOGUE = re.compile(r"(?:\s+|BASE\b|PREFIX\s+[^\s:]*:)*", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z]+")
# A prologue without comments, and SELECT behind it, as they are read with less work.
_PLAIN_SELECT = re.compile(r"\s*(?:PREFIX\s+[\w-]*:\s*<[\w:/.#-]*>\s*)*SELECT\b", re.IGNORECASE)
_UPDATES = frozenset("INSERT DELETE LOAD CLEAR DROP CREATE ADD MOVE COPY WITH".split())
_BRACE = re.compile("[{}]")
_LIMIT = re.compile(r"\bLIMIT\s+(\d+)", re.IGNORECASE)
# More digits than any number of rows has.
_DIGITS = 18
_VALUES = re.compile(r"\bVALUES\b", re.IGNORECASE)


# The service asks several things of one query; each may be a megabyte long.
@lru_cache(maxsize=8)
def keywords(sparql: str) -> str:
    """The query as long as it was, with blanks for all that holds no keyword."""
    return _NO_KEYWORD_INSIDE.sub(lambda found: " " * len(found[0]), sparql)


def update_at(sparql: str) -> int | None:
    """Where the first operation begins, behind the prologue, of a text that is an update; None for a query."""
    form = _form(keywords(sparql))
    return form.start() if form and form[0].upper() in _UPDATES else None


def changes(sparql: str) -> bool:
    """Whether the answer may be another one at the next call although the graph is the same."""
    lower = sparql.lower()
    return any(word in lower for word in _MAY_CHANGE) and _CHANGING.search(keywords(sparql)) is not None


def limited(sparql: str, rows: int) -> str | None:
    """The SELECT query with a LIMIT of that many rows; None where its own LIMIT is as low, and for other queries."""
    lower = sparql.lower()
    if _PLAIN_SELECT.match(sparql) and "limit" not in lower and "values" not in lower:  # as most queries
        return f"{sparql}\nLIMIT {rows}\n"
    words = keywords(sparql)
    form = _form(words)
    if form is None or form[0].upper() != "SELECT":
        return None
    lower = words.lower()
    if "limit" not in lower and "values" not in lower:  # as in most queries
        return f"{sparql}\nLIMIT {rows}\n"
    outside = _outside_braces(words)
    own = _LIMIT.search(outside)
    if own:
        return None if _number(own[1]) <= rows else sparql[: own.start(1)] + str(rows) + sparql[own.end(1) :]
    values = _VALUES.search(outside)
    end = values.start() if values else len(sparql)
    # On a line of its own: the query's last line may be a comment.
    return f"{sparql[:end]}\nLIMIT {rows}\n{sparql[end:]}"


def _number(digits: str) -> int:
    """The number; of one with very many digits just a large one: Python refuses to read thousands of them."""
    significant = digits.lstrip("0")[:_DIGITS]
    return int(significant or "0")


def _form(words: str) -> re.Match[str] | None:
    """The first word behind the prologue."""
    start = _PROLOGUE.match(words)
    return _WORD.match(words, start.end() if start else 0)


def _outside_braces(words: str) -> str:
    """The query as long as it was, with blanks for all groups in braces."""
    kept: list[str] = []
    depth, last = 0, 0
    for brace in _BRACE.finditer(words):
        part = words[last : brace.start()]
        kept += (" " * len(part) if depth else part, " ")
        depth += 1 if brace[0] == "{" else -1
        last = brace.end()
    return "".join(kept) + words[last:]

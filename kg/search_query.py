"""Searches in SPARQL: turns `?x ukg:matches "李达"` into the nodes that the search index has for it.

Nothing in the store has these properties. So every place where a query names one is either a search that can be
looked up beforehand, or is refused with how to write one; it never just finds nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.errors import QueryError
from kg.query_tokens import Kind, Token, tokens
from kg.search import NAMES, QUOTES
from kg.vocabulary import ukg

# Property → the kind of text that it searches.
SEARCHES = {ukg("matches").value: NAMES, ukg("quoteMatches").value: QUOTES}
# No query names a search without one of these: the last one stands for prefixes that end inside its name.
_HINT = re.compile(r"[mM]atches|\\[uU]|#[mq]\w*>")
_IN_A_STATEMENT = frozenset({"a", "true", "false"})
_CLOSING = {")": "(", "]": "[", "}": "{", "|}": "{|"}
# Of a graph pattern's parts, those that end with a bracket rather than with a group.
_BRACKETED = frozenset({"FILTER", "BIND"})

# Kind of text and words → the nodes.
Find = Callable[[str, str], list[str]]


def may_search(sparql: str) -> bool:
    """Whether the query may have a search in it; cheap, for nearly all have none."""
    # No hint is without one of these, which are found with less work.
    hinted = "atches" in sparql or "\\u" in sparql or "\\U" in sparql or "#m" in sparql or "#q" in sparql
    return hinted and _HINT.search(sparql) is not None


def with_nodes(sparql: str, find: Find, base: str | None = None) -> str:
    """The query, which can be parsed, with VALUES for every search; a QueryError where a search cannot be one.

    Relative IRIs in it stand under `base`.
    """
    edits = sorted(_Reader(sparql, find, base).edits(), key=lambda edit: edit[0])
    parts: list[str] = []
    last = 0
    for start, end, text in edits:
        parts += (sparql[last:start], text)
        last = end
    return "".join(parts) + sparql[last:]


@dataclass(slots=True)
class _Statement:
    """Triples with one subject: the token numbers of its parts, and the searches among them."""

    first: int
    separators: list[int] = field(default_factory=list)
    # Number of the search's property → number behind its text, and the VALUES for it.
    searches: dict[int, tuple[int, str]] = field(default_factory=dict)


@dataclass(slots=True)
class _Frame:
    """A pair of brackets while it is read; in a `group` stand triples and the parts of a graph pattern."""

    opened: str
    group: bool
    # The keyword whose part is not yet over.
    clause: str = ""
    statement: _Statement | None = None


class _Reader:
    def __init__(self, sparql: str, find: Find, base: str | None) -> None:
        self._find = find
        self._tokens = list(tokens(sparql))
        self._base = base
        self._prefixes: dict[str, str] = {}
        self._edits: list[tuple[int, int, str]] = []

    def edits(self) -> list[tuple[int, int, str]]:
        """What is to be replaced in the query: start, end, and the new text."""
        start = self._prologue()
        frames = [_Frame("", group=False)]
        for number in range(start, len(self._tokens)):
            token, frame = self._tokens[number], frames[-1]
            if token.text in _CLOSING and token.kind is Kind.MARK:
                self._end(frame, number)
                frames.pop()
                if not frames:
                    raise QueryError("the brackets around the query's searches cannot be told apart: add blanks to it")
                self._closed(frames[-1], token.text)
            elif token.text in _CLOSING.values() and token.kind is Kind.MARK:
                self._before(frame, number)
                frames.append(_Frame(token.text, group=token.text == "{" and _opens_group(frame)))
            else:
                self._before(frame, number)
                self._searched(frame, number)
        return self._edits

    def _prologue(self) -> int:
        """Reads the prefixes; the number of the first token behind them."""
        number = 0
        while (word := self._word(number)) in ("BASE", "PREFIX", "VERSION"):
            if word == "BASE":
                self._base = self._iri(self._tokens[number + 1])
            elif word == "PREFIX":
                self._prefixes[self._tokens[number + 1].text] = self._iri(self._tokens[number + 2])
            number += 3 if word == "PREFIX" else 2
        return number

    def _word(self, number: int) -> str:
        token = self._tokens[number] if number < len(self._tokens) else None
        return token.text.upper() if token and token.kind is Kind.WORD else ""

    def _iri(self, token: Token) -> str:
        if token.kind is Kind.NAME:
            prefix, _, local = token.text.partition(":")
            return self._prefixes.get(f"{prefix}:", "") + re.sub(r"\\(.)", r"\1", local)
        try:
            return _term(token.text, self._base).value if token.kind is Kind.IRI else ""
        except SyntaxError:  # two comparisons, as in `?a<?b&&?c>?d`: the engine has found all IRIs to be right
            return ""

    def _before(self, frame: _Frame, number: int) -> None:
        """Begins and ends statements and clauses with the token."""
        token = self._tokens[number]
        if token.kind is Kind.WORD and not (frame.group and token.text.lower() in _IN_A_STATEMENT):
            if frame.opened in ("", "{"):
                self._end(frame, number)
                frame.clause = _clause(frame.clause, token.text.upper())
                frame.group = frame.group and frame.clause != "SELECT"
        elif not frame.group or frame.clause:
            return
        elif token.kind is Kind.MARK and token.text in (".", "{"):
            self._end(frame, number)
        elif frame.statement is None:
            frame.statement = _Statement(number)
        elif token.kind is Kind.MARK and token.text == ";":
            frame.statement.separators.append(number)

    def _closed(self, frame: _Frame, bracket: str) -> None:
        if bracket == "}" or (bracket == ")" and frame.clause in _BRACKETED):
            frame.clause = ""

    def _searched(self, frame: _Frame, number: int) -> None:
        """Looks the search up whose property the token is, if it is one."""
        token = self._tokens[number]
        if token.kind not in (Kind.NAME, Kind.IRI) or self._iri(token) not in SEARCHES:
            return
        statement, end = frame.statement, self._end_of_text(number)
        if not frame.group or frame.clause or statement is None or end is None:
            raise _refused(token)
        subject = self._tokens[statement.first]
        if subject.kind is not Kind.VARIABLE or number - 1 not in (statement.first, *statement.separators[-1:]):
            raise _refused(token)
        words = _term(self._tokens[number + 1].text, None).value
        nodes = self._find(SEARCHES[self._iri(token)], words)
        # With blanks around it: without them `:a.VALUES` would be one name.
        values = f" VALUES {subject.text} {{ {' '.join(f'<{node}>' for node in nodes)} }} "
        statement.searches[number] = end, values

    def _end_of_text(self, number: int) -> int | None:
        """The number behind the text that the property at that number has; None where it has anything else."""
        kinds = [token.kind for token in self._tokens[number + 1 : number + 4]]
        if not kinds or kinds[0] is not Kind.STRING:
            return None
        end = number + (3 if kinds[1:2] == [Kind.LANGUAGE] else 2)
        behind = self._tokens[end]
        return end if behind.kind is not Kind.MARK or behind.text in (".", ";", "}", "{") else None

    def _end(self, frame: _Frame, number: int) -> None:
        """Ends the statement before that token: its searches leave it, and their nodes go before it."""
        statement, frame.statement = frame.statement, None
        if statement is None or not statement.searches:
            return
        found = "".join(values for _, values in statement.searches.values())
        start = self._tokens[statement.first].start
        verbs = [n + 1 for n in (statement.first, *statement.separators)]
        others = [n for n in verbs if n < number and n not in statement.searches and n not in statement.separators]
        if not others:
            self._edits.append((start, self._tokens[number - 1].end, found))
            return
        self._edits.append((start, start, found))
        for verb, (end, _) in statement.searches.items():
            self._edits.append((self._tokens[verb].start, self._tokens[end - 1].end, ""))
        for separator in statement.separators:
            if separator < others[0]:  # a list of properties cannot begin with one
                self._edits.append((self._tokens[separator].start, self._tokens[separator].end, ""))


def _opens_group(frame: _Frame) -> bool:
    """Whether a brace in the frame begins a graph pattern: not the data of VALUES, nor what CONSTRUCT makes."""
    return frame.clause not in ("VALUES", "CONSTRUCT", "CONSTRUCT WHERE")


def _clause(before: str, word: str) -> str:
    if before.startswith("CONSTRUCT"):
        return "CONSTRUCT WHERE"  # the short form: what stands there is made, too
    if before in _BRACKETED:
        return before
    return word


def _term(text: str, base: str | None) -> ox.NamedNode | ox.Literal:
    """The term that SPARQL and Turtle write alike, with its escapes read and its IRI resolved."""
    [quad] = ox.parse(f"<urn:s> <urn:p> {text} .", format=ox.RdfFormat.TURTLE, base_iri=base)
    assert isinstance(quad.object, ox.NamedNode | ox.Literal)
    return quad.object


def _refused(token: Token) -> QueryError:
    return QueryError(
        f'{token.text} is a search and no property of the data: write it as ?x {token.text} "words", with a variable'
        " before it and one text behind it, in a graph pattern (not in a path, a filter, or what CONSTRUCT makes)"
    )

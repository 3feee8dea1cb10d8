"""Queries that one short look into one index answers: asked where the request is, without a worker.

A worker costs as much time as some of them. What is bounded here is what a query may cost, and not how long it took:
one triple pattern, whose every step in the index is a row, and few rows. Nothing else is asked outside a worker.
"""

from __future__ import annotations

import io
import re
import time

import pyoxigraph as ox

from api import negotiate, truncation
from api.job import Refused, Written, refused
from api.operation import Operation
from kg.errors import QueryError
from kg.query_check import answering, check
from kg.search_query import may_search
from kg.store import Store

# The engine reads as many rows in some 3 ms, during which all other requests run; an answer that has them is left to a
# worker, which takes as long to begin.
_MOST_ROWS = 1_000
# Nor is a longer query one that somebody typed.
_LONGEST = 2_000
# The engine reads a query by recursion: one of 500 brackets in each other fits on the stack of a thread, of 1,000 not.
_MOST_BRACKETS = 100
_IRI = r'<[^<>"{}|^`\\\x00-\x20]*>'
_NAME = r"[A-Za-z]\w*:\w+"
_VARIABLE = r"[?$]\w+"
_LITERAL = rf'"[^"\\\r\n]*"(?:@[A-Za-z-]+|\^\^(?:{_IRI}|{_NAME}))?'
# With a blank behind each term, no two of them can be read as one.
_PATTERN = rf"(?P<s>{_IRI}|{_NAME}|{_VARIABLE})\s+(?P<p>{_IRI}|{_NAME}|{_VARIABLE}|a)\s+" + (
    rf"(?P<o>{_IRI}|{_NAME}|{_VARIABLE}|{_LITERAL})\s*"
)
_QUERY = re.compile(
    rf"\s*(?:PREFIX\s+[A-Za-z]\w*:\s*{_IRI}\s*)*SELECT\s+(?:\*|{_VARIABLE}(?:\s+{_VARIABLE})*)\s*(?:WHERE\s*)?"
    rf"\{{\s*{_PATTERN}(?:\.\s*)?\}}\s*(?P<limit>LIMIT\s+\d{{1,2}}\s*)?",
    re.IGNORECASE,
)


def answer(
    store: Store, asked: Operation, formats: dict[str, str | None], base: str, rows: int | None
) -> Written | None:
    """The whole answer; None where a worker is to find it. `rows` is the most that a table may have."""
    if asked.default_graphs is not None or asked.named_graphs is not None or (rows is not None and rows < _MOST_ROWS):
        return None
    query, format_ = asked.query, formats["table"]
    found = _QUERY.fullmatch(query) if len(query) <= _LONGEST else None
    if found is None or format_ is None or _repeats(found) or may_search(query):
        return None
    writer = negotiate.writer_of(format_)
    assert isinstance(writer, ox.QueryResultsFormat)
    start = time.perf_counter()
    try:
        table = store.query(query if found["limit"] else f"{query} LIMIT {_MOST_ROWS}", base=base)
        planned = time.perf_counter()
        assert isinstance(table, ox.QuerySolutions)
        with answering():
            text = table.serialize(format=writer)
    except QueryError:  # a worker finds the same, and what is wrong is told of the query as it is
        return None
    assert text is not None
    content = io.BytesIO(text)
    if not found["limit"] and truncation.reached(content, len(text), format_, _MOST_ROWS):
        return None
    stages = {"wait": 0.0, "plan": planned - start, "answer": time.perf_counter() - planned}
    return Written("table", format_, content, len(text), stages)


def refusal(query: str, base: str) -> Refused | None:
    """Why every worker would refuse the query, where reading it can do no harm here; that takes some 30 µs."""
    if len(query) > _LONGEST or sum(map(query.count, "{([")) > _MOST_BRACKETS:
        return None
    try:
        check(query, base)
    except QueryError as error:
        return refused(error)
    return None


def _repeats(found: re.Match[str]) -> bool:
    """Whether a variable stands in the pattern twice: then steps in the index are no rows."""
    names = [term[1:] for term in (found["s"], found["p"], found["o"]) if term[0] in "?$"]
    return len(set(names)) < len(names)

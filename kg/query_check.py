"""What a query is before anything is asked: whether it can be parsed, asks another server, updates, or searches.

All of it is found out by the engine's own reading, and is the same whatever store or server is asked afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pyoxigraph as ox

from kg.errors import Federated, QueryError, TooManyFound, Update
from kg.query_text import update_at
from kg.search_query import may_search, with_nodes

# Kind of text, words, and how many nodes at most → the nodes.
Lookup = Callable[[str, str, int], list[str]]

# More than any graph has nodes.
_ALL = 1 << 40
_ALONE = "SERVICE is off: a query is answered from this graph alone"
_SERVICE = re.compile("(servic)e", re.IGNORECASE)
# As no store has the graph, this fails, and nothing behind it is done.
_FAILING = "DROP GRAPH <urn:union-kg:none> ; "


class answering:  # noqa: N801 - a word of `with`, and a class as a generator in its place takes a small query's time
    """Says as a QueryError what the engine raises while it makes an answer or while that is read."""

    __slots__ = ()

    def __enter__(self) -> None:
        """Nothing is to be prepared."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if isinstance(error, SyntaxError):
            raise QueryError(f"the query cannot be parsed: {error}") from error
        if isinstance(error, (ValueError, OSError, RuntimeError)):
            raise QueryError(f"the query cannot be answered: {error}") from error


def ready(sparql: str, look_up: Lookup, base: str | None = None, most: int | None = None) -> str:
    """The query with what its searches find, as an engine may be asked it; a QueryError where it cannot be parsed.

    One that is well formed but asks another server is Federated (Oxigraph would fetch over HTTP, and has no switch);
    an update is left to `refuse_update`. TooManyFound where its searches together find more than `most` nodes.
    """
    with answering():
        if _federates(sparql, base):
            raise Federated(_ALONE)
    if not may_search(sparql):
        return sparql
    with answering():
        parse(sparql, base)  # what is wrong with it is told of the query as it was written
    left = _ALL if most is None else most

    def find(kind: str, words: str) -> list[str]:
        nonlocal left
        nodes = look_up(kind, words, left + 1)
        left -= len(nodes)
        if left < 0:
            raise TooManyFound(f"the searches of one query may find {most} nodes")
        return nodes

    return with_nodes(sparql, find, base)


def check(sparql: str, base: str | None) -> None:
    """Raises the QueryError that every store and server would answer the text with, whatever is in it."""
    try:
        with answering():
            if _federates(sparql, base):
                raise Federated(_ALONE)
            parse(sparql, base)
    except QueryError:
        refuse_update(sparql, base)
        raise


def parse(sparql: str, base: str | None) -> None:
    """Parses the query and asks it of nothing, so that nothing is fetched; a SyntaxError where it is none."""
    no_graph: Any = [None]
    with suppress(TypeError):  # the engine reads the query before it looks at the graphs
        ox.Store().query(sparql, base_iri=base, default_graph=no_graph)


def _federates(sparql: str, base: str | None) -> bool:
    """Whether the query asks another server, by the engine's own reading; a SyntaxError where it is no query."""
    # Nearly no query has it; the engine's keywords are ASCII.
    if "service" not in sparql.lower():
        return False
    parse(sparql, base)
    try:
        # In names, strings and comments another letter makes no difference to the grammar; it breaks the keyword.
        parse(_SERVICE.sub(r"\1q", sparql), base)
    except SyntaxError:
        return True
    return False


def refuse_update(sparql: str, base: str | None) -> None:
    """Tells of what the engine took for no query, if it is an update, that it is one, or what is wrong with it."""
    start = update_at(sparql)
    if start is None:
        return
    with answering():
        _parse_update(sparql, start, base)
    raise Update("an update is not done: a fact is corrected on its page, and the graph built anew") from None


def _parse_update(sparql: str, start: int, base: str | None) -> None:
    """Parses the update and does nothing of it, so that nothing is loaded; a SyntaxError where it is none."""
    try:
        ox.Store().update(sparql[:start] + _FAILING + sparql[start:], base_iri=base)
    except SyntaxError as error:
        line = sparql.count("\n", 0, start) + 1
        told = re.sub(rf"(?<=error at {line}:)\d+", lambda column: str(int(column[0]) - len(_FAILING)), str(error))
        raise SyntaxError(told) from error
    except RuntimeError:
        return  # there is no such graph

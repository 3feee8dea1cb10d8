"""The one owner of the store: an Oxigraph database on disk, written once, then only read.

Its default graph holds every triple of its named graphs once. Oxigraph's own union would repeat a triple for every
graph that states it, so that a COUNT would count it as often.

The store rewrites literals ("1.0" becomes "1"), so dumps are made from the statements and never from here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg import search
from kg.errors import Federated, QueryError, ReleaseError, TooManyFound, Update
from kg.model import Iri
from kg.query_text import update_at
from kg.search_query import may_search, with_nodes

# More than any graph has nodes.
_ALL = 1 << 40
_SERVICE = re.compile("(servic)e", re.IGNORECASE)
# As no store has the graph, this fails, and nothing behind it is done.
_FAILING = "DROP GRAPH <urn:union-kg:none> ; "

Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


@contextmanager
def answering() -> Iterator[None]:
    """Says as a QueryError what the engine raises while it makes an answer or while that is read."""
    try:
        yield
    except SyntaxError as error:
        raise QueryError(f"the query cannot be parsed: {error}") from error
    except (ValueError, OSError, RuntimeError) as error:
        raise QueryError(f"the query cannot be answered: {error}") from error


def create(path: Path, nquads: Path) -> int:
    """Makes the store in the new folder `path` from an N-Quads file; gives its size, as `len(Store(path))` does."""
    try:
        store = ox.Store(str(path))
        quads = ox.parse(path=str(nquads), format=ox.RdfFormat.N_QUADS)
        store.bulk_extend(stored for q in quads for stored in (q, ox.Quad(q.subject, q.predicate, q.object)))
        store.optimize()
        store.flush()
        return len(store)
    except (OSError, SyntaxError) as error:
        raise ReleaseError(f"{path}: the store cannot be made from {nquads}: {error}") from error


class Store:
    """A store opened for reading; `query` is all that it does."""

    __slots__ = ("_store", "path")

    def __init__(self, path: Path) -> None:
        self.path = path
        if not path.is_dir():
            raise ReleaseError(f"{path}: there is no store")
        try:
            self._store = ox.Store.read_only(str(path))
        except OSError as error:
            raise ReleaseError(f"{path}: the store cannot be opened: {error}") from error

    def __len__(self) -> int:
        """The quads of the named graphs and the triples of the default graph."""
        return len(self._store)

    def query(
        self,
        sparql: str,
        *,
        base: str | None = None,
        default_graphs: Sequence[Iri] | None = None,
        named_graphs: Sequence[Iri] | None = None,
        most_found: int | None = None,
    ) -> Answer:
        """The answer to a SPARQL query, worked out while it is read: read it inside `answering()`.

        Unless the query (FROM) or the caller names graphs, the default graph is the union of all graphs. Graphs that
        the caller names replace those in the query, as the SPARQL protocol demands. A query that is well formed but
        asks another server is Federated (Oxigraph would fetch over HTTP, and has no switch); an update is an Update.

        Searches are looked up in the index beside the store first; TooManyFound where together they find more than
        `most_found` nodes.
        """
        with answering():
            if _federates(sparql, base):
                raise Federated("SERVICE is off: a query is answered from this graph alone")
        if may_search(sparql):
            sparql = self._searched(sparql, base, most_found)
        with _no_update(sparql, base), answering():
            if default_graphs is None and named_graphs is None:
                return self._store.query(sparql, base_iri=base)
            return self._store.query(
                sparql,
                base_iri=base,
                default_graph=[ox.NamedNode(g.value) for g in default_graphs or ()],
                named_graphs=[ox.NamedNode(g.value) for g in named_graphs or ()],
            )

    def _searched(self, sparql: str, base: str | None, most: int | None) -> str:
        """The query with what its searches find."""
        with answering():
            _parse(sparql, base)  # what is wrong with it is told of the query as it was written
        left = _ALL if most is None else most

        def find(kind: str, words: str) -> list[str]:
            nonlocal left
            nodes = search.find(self.path.with_name(search.FILE), kind, words, left + 1)
            left -= len(nodes)
            if left < 0:
                raise TooManyFound(f"the searches of one query may find {most} nodes")
            return nodes

        return with_nodes(sparql, find, base)


def _parse(sparql: str, base: str | None) -> None:
    """Parses the query and asks it of nothing, so that nothing is fetched; a SyntaxError where it is none."""
    no_graph: Any = [None]
    with suppress(TypeError):  # the engine reads the query before it looks at the graphs
        ox.Store().query(sparql, base_iri=base, default_graph=no_graph)


def _federates(sparql: str, base: str | None) -> bool:
    """Whether the query asks another server, by the engine's own reading; a SyntaxError where it is no query."""
    if not _SERVICE.search(sparql):
        return False
    _parse(sparql, base)
    try:
        # In names, strings and comments another letter makes no difference to the grammar; it breaks the keyword.
        _parse(_SERVICE.sub(r"\1q", sparql), base)
    except SyntaxError:
        return True
    return False


@contextmanager
def _no_update(sparql: str, base: str | None) -> Iterator[None]:
    """Tells of what is no query, but an update, that it is one, or what is wrong with it."""
    try:
        yield
    except QueryError:
        start = update_at(sparql)
        if start is None:
            raise
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

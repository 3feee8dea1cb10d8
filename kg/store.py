"""The one owner of the store: an Oxigraph database on disk, written once, then only read.

Its default graph holds every triple of its named graphs once. Oxigraph's own union would repeat a triple for every
graph that states it, so that a COUNT would count it as often.

The store rewrites literals ("1.0" becomes "1"), so dumps are made from the statements and never from here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from kg import search
from kg.errors import QueryError, ReleaseError, TooManyFound
from kg.model import Iri
from kg.query_text import federates
from kg.search_query import may_search, with_nodes

# More than any graph has nodes.
_ALL = 1 << 40

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
        the caller names replace those in the query, as the SPARQL protocol demands. Federation is refused: a query
        reads this store and nothing else (Oxigraph would fetch over HTTP, and has no switch).

        Searches are looked up in the index beside the store first; TooManyFound where together they find more than
        `most_found` nodes.
        """
        if federates(sparql):
            raise QueryError("SERVICE is not supported: a query is answered from this graph alone")
        if may_search(sparql):
            sparql = self._searched(sparql, base, most_found)
        with answering():
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
            ox.Store().query(sparql, base_iri=base)  # what is wrong with it is told of the query as it was written
        left = _ALL if most is None else most

        def find(kind: str, words: str) -> list[str]:
            nonlocal left
            nodes = search.find(self.path.with_name(search.FILE), kind, words, left + 1)
            left -= len(nodes)
            if left < 0:
                raise TooManyFound(f"the searches of one query may find {most} nodes")
            return nodes

        return with_nodes(sparql, find, base)

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

from kg.errors import QueryError, ReleaseError
from kg.model import Iri
from kg.query_text import federates

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
    ) -> Answer:
        """The answer to a SPARQL query, worked out while it is read: read it inside `answering()`.

        Unless the query (FROM) or the caller names graphs, the default graph is the union of all graphs. Graphs that
        the caller names replace those in the query, as the SPARQL protocol demands. Federation is refused: a query
        reads this store and nothing else (Oxigraph would fetch over HTTP, and has no switch).
        """
        if federates(sparql):
            raise QueryError("SERVICE is not supported: a query is answered from this graph alone")
        with answering():
            if default_graphs is None and named_graphs is None:
                return self._store.query(sparql, base_iri=base)
            return self._store.query(
                sparql,
                base_iri=base,
                default_graph=[ox.NamedNode(g.value) for g in default_graphs or ()],
                named_graphs=[ox.NamedNode(g.value) for g in named_graphs or ()],
            )

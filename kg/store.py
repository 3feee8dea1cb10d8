"""The one owner of the store: an Oxigraph database on disk, written once, then only read.

Its default graph holds every triple of its named graphs once. Oxigraph's own union would repeat a triple for every
graph that states it, so that a COUNT would count it as often.

The store rewrites literals ("1.0" becomes "1"), so dumps are made from the statements and never from here.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox

from kg import search
from kg.errors import QueryError, ReleaseError
from kg.model import Iri
from kg.query_check import answering, ready, refuse_update
from kg.vocabulary import PROV, ukg

_PAGE, _DERIVED = ox.NamedNode(ukg("page").value), ox.NamedNode(PROV + "wasDerivedFrom")

# What the engine raises of a database that cannot be read: RuntimeError where it is damaged.
DAMAGES = (OSError, RuntimeError, ValueError)
_AGAIN = "remove the release's folder and build again, or go back to another one with kg rollback"

# How a store is written for another one.
_WRITTEN = ox.RdfFormat.N_QUADS

# So many quads are loaded at once. A bulk load holds what it is given: 1.4 million quads took 1.2 GB in one part, and
# 0.3 GB in parts like these, in the same processor time.
_AT_ONCE = 200_000

# How Oxigraph's database calls its files: tables are written once; the lock and the log are not part of the data.
TABLE, _LOCK, _LOG = ".sst", "LOCK", "LOG"

Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


def create(path: Path, nquads: Path, ntriples: Path) -> int:
    """Makes the store in the new folder `path` from the named graphs and from all triples, each once, of the default
    graph; gives its size, as `len(Store(path))` does."""
    try:
        store = ox.Store(str(path))
        for file, format_ in ((nquads, ox.RdfFormat.N_QUADS), (ntriples, ox.RdfFormat.N_TRIPLES)):
            for lines in _parts(file):
                store.bulk_load(lines, format=format_)
        store.optimize()
        store.flush()
        return len(store)
    except (OSError, SyntaxError) as error:
        raise ReleaseError(f"{path}: the store cannot be made from {nquads}: {error}") from error


def _parts(file: Path) -> Iterator[bytes]:
    """The lines of a file, many at a time."""
    with file.open("rb") as lines:
        while some := b"".join(islice(lines, _AT_ONCE)):
            yield some


@dataclass(frozen=True, slots=True)
class Changed:
    """What a change did to the union of all graphs: the triples that it lost and won; and the store's new size."""

    lost: frozenset[ox.Triple]
    won: frozenset[ox.Triple]
    size: int


def change(path: Path, former: Path, size: int, lost: Iterable[ox.Quad], won: Iterable[ox.Quad]) -> Changed:
    """Makes the store in the new folder `path` from a former one of that size, less some quads and with others."""
    _copy(former, path)
    old, new = set(lost), set(won)
    gone, come = old - new, new - old
    try:
        store = ox.Store(str(path))
        present = sum(quad in store for quad in gone), sum(quad in store for quad in come)
        _delete(store, gone)
        store.extend(come)
        triples_gone = {q.triple for q in gone if not any(_in_graphs(store, q.triple))}
        triples_come = {q.triple for q in come if _united(q.triple) not in store}
        _delete(store, map(_united, triples_gone))
        store.extend(map(_united, triples_come))
        store.flush()
    except DAMAGES as error:
        raise ReleaseError(f"{path}: the store cannot be changed: {error}") from error
    size += len(come) - present[1] - present[0] + len(triples_come) - len(triples_gone)
    return Changed(frozenset(triples_gone), frozenset(triples_come), size)


def _united(triple: ox.Triple) -> ox.Quad:
    return ox.Quad(triple.subject, triple.predicate, triple.object)


def _in_graphs(store: ox.Store, triple: ox.Triple) -> Iterator[ox.Quad]:
    """The triple in every named graph that has it."""
    found = store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
    return (quad for quad in found if isinstance(quad.graph_name, ox.NamedNode))


def _delete(store: ox.Store, quads: Iterable[ox.Quad]) -> None:
    """Removes the quads, all of them in one step."""
    lines = []
    for quad in quads:
        fact = f"{quad.subject} {quad.predicate} {quad.object}"
        named = isinstance(quad.graph_name, ox.NamedNode)
        lines.append(f"GRAPH {quad.graph_name} {{ {fact} }}" if named else f"{fact} .")
    store.update(f"DELETE DATA {{\n{chr(10).join(lines)}\n}}")


def _copy(former: Path, path: Path) -> None:
    """Copies a closed store; its tables never change once they are written, so that a second name does for them."""
    path.mkdir()
    for file in former.iterdir():
        if file.suffix == TABLE:
            try:
                os.link(file, path / file.name)
            except OSError:
                shutil.copy2(file, path / file.name)
        elif file.name != _LOCK and not file.name.startswith(_LOG):
            shutil.copy2(file, path / file.name)


class Store:
    """A store opened for reading; `query` is all that it does."""

    __slots__ = ("_look_up", "_store", "path")

    def __init__(self, path: Path, quads: BinaryIO | None = None) -> None:
        """The store in that folder, or, of the quads that `write` made of it, the same one in memory."""
        self.path = path
        self._look_up = partial(search.find, path.with_name(search.FILE))
        if not path.is_dir():
            raise ReleaseError(f"{path}: there is no store")
        try:
            if quads is None:
                self._store = ox.Store.read_only(str(path))
            else:
                self._store = ox.Store()
                self._store.bulk_load(quads, format=_WRITTEN)
        except (*DAMAGES, SyntaxError) as error:
            raise ReleaseError(f"{path}: the store cannot be opened; {_AGAIN}: {error}") from error

    def write(self, output: BinaryIO) -> None:
        """Writes all that the store holds, for a store in memory."""
        try:
            self._store.dump(output, format=_WRITTEN)
        except DAMAGES as error:
            raise ReleaseError(f"{self.path}: the store cannot be read; {_AGAIN}: {error}") from error

    def of_page(self, page: str) -> Iterator[ox.Quad]:
        """All that was read from a page: its articles' graphs, and the evidence for what they state."""
        for found in self._store.quads_for_pattern(None, _PAGE, ox.Literal(page), None):
            article = found.graph_name
            if not isinstance(article, ox.NamedNode):
                continue
            yield from self._store.quads_for_pattern(None, None, None, article)
            for proof in self._store.quads_for_pattern(None, _DERIVED, article, None):
                if isinstance(proof.graph_name, ox.NamedNode):
                    yield from self._store.quads_for_pattern(proof.subject, None, None, proof.graph_name)

    def graph(self, name: Iri) -> Iterator[ox.Quad]:
        """All quads of a named graph."""
        return self._store.quads_for_pattern(None, None, None, ox.NamedNode(name.value))

    def texts(self, subject: ox.NamedNode, properties: Iterable[str]) -> Iterator[ox.Quad]:
        """What all graphs together say of a node with those properties."""
        for name in properties:
            yield from self._store.quads_for_pattern(subject, ox.NamedNode(name), None, ox.DefaultGraph())

    def __len__(self) -> int:
        """The quads of the named graphs and the triples of the default graph."""
        return len(self._store)

    def ready(self, sparql: str, base: str | None, most_found: int | None) -> str:
        """The query with the nodes that its searches find, which another server can be asked; see kg.query_check."""
        return ready(sparql, self._look_up, base, most_found)

    def select(self, sparql: str) -> Iterator[ox.QuerySolution]:
        """The rows of a SELECT query."""
        rows = self.query(sparql)
        assert isinstance(rows, ox.QuerySolutions)
        return iter(rows)

    def ask(self, sparql: str) -> bool:
        """The answer to an ASK query."""
        return bool(self.query(sparql))

    def construct(self, sparql: str) -> Iterator[ox.Triple]:
        """The triples of a CONSTRUCT query."""
        triples = self.query(sparql)
        assert isinstance(triples, ox.QueryTriples)
        return iter(triples)

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
        sparql = self.ready(sparql, base, most_found)
        try:
            with answering():
                if default_graphs is None and named_graphs is None:
                    return self._store.query(sparql, base_iri=base)
                return self._store.query(
                    sparql,
                    base_iri=base,
                    default_graph=[ox.NamedNode(g.value) for g in default_graphs or ()],
                    named_graphs=[ox.NamedNode(g.value) for g in named_graphs or ()],
                )
        except QueryError:
            refuse_update(sparql, base)
            raise

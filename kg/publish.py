"""Pushes a release into another server: what is missing there, and nothing that it verifiably has.

Nothing is kept here of what was sent: whether a graph has to be written is found out by reading it back. So a run that
was cut off is gone on with by the next one, and one that finds everything in its place writes nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import groupby
from operator import add
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox

from kg.errors import RemoteError
from kg.fingerprint import Fingerprint, of_triple, of_triples
from kg.graph_store import GraphStore
from kg.ids import Names
from kg.release import OpenRelease

# Triples of one request, some 4 MB: servers parse them in a fraction of a second, and hold them in memory.
PART = 20_000
# Triples of small graphs that are read back with one query: servers that cut answers do so at 10,000 rows or more.
TOGETHER = 5_000


@dataclass(frozen=True, slots=True)
class Part:
    """What one request can write of a graph: from which subject on, its place in the dump, and its fingerprint."""

    first: str
    start: int
    size: int
    print: Fingerprint


@dataclass(frozen=True, slots=True)
class Expected:
    """A graph of the release, in parts in the order of their subjects."""

    name: str
    parts: tuple[Part, ...]

    @property
    def print(self) -> Fingerprint:
        """The fingerprint of the whole graph."""
        return reduce(add, (part.print for part in self.parts))

    def is_in(self, held: Mapping[str, Sequence[Fingerprint]]) -> bool:
        """Whether what is held is the graph."""
        return held[self.name] == [part.print for part in self.parts]

    def is_absent(self, held: Mapping[str, Sequence[Fingerprint]]) -> bool:
        """Whether nothing of the graph is held, nor anything else in its place."""
        return not any(own.triples for own in held[self.name])


@dataclass(frozen=True, slots=True)
class Published:
    """What the server has now, compared graph by graph with the release, and which graphs that took.

    `print` is the fingerprint of all triples of all graphs.
    """

    graphs: int
    print: Fingerprint
    written: int
    removed: int


def publish(
    release: OpenRelease,
    store: GraphStore,
    *,
    quads: bool = False,
    on_graph: Callable[[str], None] = lambda name: None,
) -> Published:
    """Makes the server's graphs that a build under this base may have made those of the release; no other is touched.

    With `quads`, small graphs of which the server has nothing are sent many at a time, in a way that is no part of the
    protocol. `on_graph` hears of each graph when it is written, and again when it is checked. A RemoteError names the
    graph that is not in the server as it was sent.
    """
    dump, names = release.dump_path("nq"), Names(release.manifest.base)
    former = _own(store, names)
    changed: set[str] = set()
    with dump.open("rb") as file:
        push = _Push(store, file, quads)
        for some in _together(expected_of(dump)):
            changed |= push.fill(some)
            for graph in some:
                former.discard(graph.name)
                on_graph(graph.name)
        for name in sorted(former):
            store.remove(name)
        graphs, total = 0, Fingerprint()
        for some in _together(expected_of(dump)):
            changed |= push.mend(some)
            for graph in some:
                graphs, total = graphs + 1, total + graph.print
                on_graph(graph.name)
    left = len(_own(store, names))
    if left != graphs:
        raise RemoteError(store.url, f"it has {left} graphs of this base, the release {graphs}; publish again")
    return Published(graphs, total, len(changed), len(former))


def expected_of(dump: Path) -> Iterator[Expected]:
    """The graphs of a release's N-Quads, one after another, as they stand there."""
    with dump.open("rb") as file:
        start = 0
        for name, lines in groupby(file, key=_graph_of):
            parts = []
            for some in _cut(lines):
                text = b"".join(some)
                known = of_triples(ox.parse(text, format=ox.RdfFormat.N_QUADS))
                parts.append(Part(_subject_of(some[0]).decode(), start, len(text), known))
                start += len(text)
            yield Expected(name.decode(), tuple(parts))


def _graph_of(line: bytes) -> bytes:
    return line.rsplit(b" ", 2)[1][1:-1]


def _subject_of(line: bytes) -> bytes:
    return line.partition(b" ")[0][1:-1]


def _cut(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    """The lines of a graph in parts; what is said of one subject stays together."""
    some: list[bytes] = []
    for line in lines:
        if len(some) >= PART and _subject_of(line) != _subject_of(some[-1]):
            yield some
            some = []
        some.append(line)
    yield some


def _together(graphs: Iterable[Expected]) -> Iterator[list[Expected]]:
    """Small graphs together, a large one alone."""
    some: list[Expected] = []
    triples = 0
    for graph in graphs:
        triples += graph.print.triples
        if some and triples > TOGETHER:
            yield some
            some, triples = [], graph.print.triples
        some.append(graph)
    if some:
        yield some


def _own(store: GraphStore, names: Names) -> set[str]:
    return {name for name in store.names(names.base) if names.is_graph(name)}


@dataclass(frozen=True, slots=True)
class _Push:
    """Brings graphs of the dump into the store."""

    store: GraphStore
    dump: BinaryIO
    quads: bool

    def fill(self, some: Sequence[Expected]) -> set[str]:
        """Sends what the store lacks of the graphs; the names of those that were written."""
        held = _held(self.store, some)
        written = {graph.name for graph in some if not graph.is_in(held)}
        absent = [graph for graph in some if graph.is_absent(held)]
        if self.quads and len(absent) > 1:
            self.store.add_quads(b"".join(self._text(part) for graph in absent for part in graph.parts))
            some = [graph for graph in some if graph not in absent]
        for graph in some:
            self._bring(graph, held[graph.name])
        return written

    def mend(self, some: Sequence[Expected]) -> set[str]:
        """Writes anew the graphs that are not what was sent; a RemoteError where that does not help.

        A graph that lacked something may have had something else, too, which does not go by adding what is missing.
        """
        held = _held(self.store, some)
        wrong = [graph for graph in some if not graph.is_in(held)]
        for graph in wrong:
            self._replace(graph)
            again = _held(self.store, [graph])
            if not graph.is_in(again):
                found = reduce(add, again[graph.name])
                raise RemoteError(
                    self.store.url,
                    f"of graph {graph.name}, sent with {graph.print.triples} triples and hash {graph.print},"
                    f" it has {found.triples} and hash {found}",
                )
        return {graph.name for graph in wrong}

    def _bring(self, graph: Expected, held: Sequence[Fingerprint]) -> None:
        pairs = list(zip(graph.parts, held, strict=True))
        missing = [part for part, own in pairs if own != part.print]
        too_many = any(own.triples >= part.print.triples for part, own in pairs if own != part.print)
        if missing and (too_many or len(graph.parts) == 1):
            self._replace(graph)
        elif missing:
            for part in missing:
                self.store.add(graph.name, self._triples(graph, part))

    def _replace(self, graph: Expected) -> None:
        first, *others = graph.parts
        self.store.replace(graph.name, self._triples(graph, first))
        for part in others:
            self.store.add(graph.name, self._triples(graph, part))

    def _triples(self, graph: Expected, part: Part) -> bytes:
        return self._text(part).replace(b" <%b> .\n" % graph.name.encode(), b" .\n")

    def _text(self, part: Part) -> bytes:
        self.dump.seek(part.start)
        return self.dump.read(part.size)


def _held(store: GraphStore, some: Sequence[Expected]) -> dict[str, list[Fingerprint]]:
    """What the store has of each part of the graphs."""
    firsts = {graph.name: [part.first for part in graph.parts] for graph in some}
    found = {graph.name: [Fingerprint()] * len(graph.parts) for graph in some}
    [alone, *others] = firsts
    triples = store.read_together(firsts) if others else ((alone, triple) for triple in store.read(alone))
    for name, triple in triples:
        # What stands before the first part's first subject is counted with that part, which then differs.
        place = max(bisect_right(firsts[name], str(triple.subject).strip("<>")) - 1, 0)
        found[name][place] += of_triple(triple.subject, triple.predicate, triple.object)
    return found

"""All edges that networks are drawn of, once in memory: who is joined with whom is then known without a query."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from operator import attrgetter

import numpy as np
import pyoxigraph as ox
from numpy.typing import NDArray

from api.graph import Reader
from api.words import NETWORK_CLASSES
from kg.errors import RemoteError
from kg.vocabulary import EVENT_ARGUMENTS, RELATIONS

POST = "holdsPost"
PROPERTIES = (*RELATIONS, *EVENT_ARGUMENTS, POST)

Numbers = NDArray[np.int32]


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """An edge: IRIs of its ends, the property, a post's titles (else empty), and the posts that make it."""

    source: str
    property: str
    target: str
    titles: str = ""
    inferred: bool = False
    posts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """The edges in arrays: `others[starts[n]:starts[n + 1]]` are the neighbours of node n, by the links in `rows`."""

    iris: tuple[str, ...]
    classes: tuple[str, ...]
    numbers: dict[str, int]
    links: tuple[Link, ...]
    starts: Numbers
    others: Numbers
    rows: Numbers
    degrees: Numbers

    def _ends(self, number: int) -> Iterator[tuple[int, int]]:
        """The other end and the row, of every link of that node."""
        span = slice(self.starts[number], self.starts[number + 1])
        return zip(self.others[span].tolist(), self.rows[span].tolist(), strict=True)

    def neighbours(self, number: int) -> Numbers:
        """The nodes that are joined with that one, sorted, each once."""
        return np.unique(self.others[self.starts[number] : self.starts[number + 1]])

    def around(self, number: int) -> Iterator[tuple[int, Link]]:
        """The other end and the link, of every link of that node."""
        for other, row in self._ends(number):
            yield other, self.links[row]

    def inside(self, chosen: Iterable[int]) -> list[Link]:
        """The links both of whose ends are among the chosen ones, sorted."""
        held = set(chosen)
        rows = {row for number in held for other, row in self._ends(number) if other in held}
        return [self.links[row] for row in sorted(rows)]

    def between(self, one: str, other: str) -> list[Link]:
        """The links that join the two nodes, whichever is the source."""
        first, second = self.numbers.get(one), self.numbers.get(other)
        if first is None or second is None:
            return []
        return [link for end, link in self.around(first) if end == second]


def _stated(reader: Reader) -> dict[tuple[str, str, str], bool]:
    """Every edge that is one triple, and whether an article states it."""
    found: dict[tuple[str, str, str], bool] = {}
    for property_ in PROPERTIES[:-1]:
        for row in reader.select(f"SELECT ?g ?s ?o {{ GRAPH ?g {{ ?s ukg:{property_} ?o }} }}"):
            if isinstance(row["s"], ox.NamedNode) and isinstance(row["o"], ox.NamedNode):
                key = (row["s"].value, property_, row["o"].value)
                found[key] = found.get(key, False) or row["g"].value != reader.inferred_graph
    return found


def _posts(reader: Reader) -> dict[tuple[str, str], tuple[set[str], set[str]]]:
    """The titles and the IRIs of the posts that join a person with a body."""
    # Three plain queries take a third of the time of one that joins them.
    bodies, titled = _values(reader, "at"), _values(reader, "title")
    found: dict[tuple[str, str], tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for row in reader.select("SELECT ?s ?post { ?s ukg:holdsPost ?post }"):
        post = row["post"].value
        for body in bodies.get(post, ()):
            titles, posts = found[row["s"].value, body]
            titles.update(titled.get(post, ()))
            posts.add(post)
    return found


def _values(reader: Reader, property_: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in reader.select(f"SELECT ?s ?v {{ ?s ukg:{property_} ?v }}"):
        found[row["s"].value].append(row["v"].value)
    return found


def read_table(reader: Reader) -> Table:
    """The table of everything that the store states or infers between two nodes that are drawn."""
    links = [Link(s, p, o, inferred=not stated) for (s, p, o), stated in _stated(reader).items()]
    links += [
        Link(s, POST, o, "、".join(sorted(titles)), posts=tuple(sorted(posts)))
        for (s, o), (titles, posts) in _posts(reader).items()
    ]
    named = reader.nodes({end for link in links for end in (link.source, link.target)})
    drawn = {iri for iri, node in named.items() if node.cls in NETWORK_CLASSES}
    kept = [k for k in links if k.source in drawn and k.target in drawn and k.source != k.target]
    kept.sort(key=attrgetter("source", "property", "target"))
    return table_of(kept, {iri: named[iri].cls for iri in drawn})


def table_of(links: list[Link], classes: dict[str, str]) -> Table:
    """The table of those links, whose ends have those classes."""
    iris = tuple(sorted({end for link in links for end in (link.source, link.target)}))
    numbers = {iri: number for number, iri in enumerate(iris)}
    sources = np.array([numbers[link.source] for link in links], dtype=np.int32)
    targets = np.array([numbers[link.target] for link in links], dtype=np.int32)
    ends, others = np.concatenate([sources, targets]), np.concatenate([targets, sources])
    rows = np.tile(np.arange(len(links), dtype=np.int32), 2)
    order = np.lexsort((rows, others, ends))
    starts = np.zeros(len(iris) + 1, dtype=np.int32)
    np.cumsum(np.bincount(ends, minlength=len(iris)), out=starts[1:])
    pairs = np.unique(ends.astype(np.int64) * len(iris) + others) // max(1, len(iris))
    degrees = np.bincount(pairs, minlength=len(iris)).astype(np.int32)
    return Table(
        iris, tuple(classes[iri] for iri in iris), numbers, tuple(links), starts, others[order], rows[order], degrees
    )


class Links:
    """The table of one release, read beside the service's start: the pages without networks do not wait for it."""

    __slots__ = ("_lock", "_reader", "_table")

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._lock = threading.Lock()
        self._table: Table | None = None

    def begin(self) -> None:
        """Starts to read the table; a million facts take ten seconds, which the first reader need not wait for."""
        threading.Thread(target=self._begin, name="links", daemon=True).start()

    def _begin(self) -> None:
        with suppress(RemoteError):  # whoever asks for the table tries again, and is told
            self.table()

    @property
    def read(self) -> bool:
        """Whether the table has been read."""
        return self._table is not None

    def table(self) -> Table:
        """The table; whoever asks while it is read waits for it."""
        if self._table is None:
            with self._lock:
                if self._table is None:
                    self._table = read_table(self._reader)
        return self._table

"""The dumps, put together from the pages' blocks: the same blocks give the same bytes, in whatever order they come.

They are made from the statements' quads, not from the store, which rewrites literals.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from heapq import merge
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path

from kg import jsonld
from kg.blocks import Block, Node, Section, indented, keys_of, merged, nquads, ntriples
from kg.ids import Names
from kg.model import Iri
from kg.sorting import Record, Sorter, read, write
from kg.turtle import header, prefixes_of, short
from kg.vocabulary import TYPE, UKG

# Nodes that are written at once: some MB of text.
_BATCH = 1 << 12

# A graph's name, and the article or the nodes that are in it.
_Graph = tuple[bytes, Section | None, Iterable[Node]]

# Format → file.
DUMPS = {"nq": "graph.nq", "trig": "graph.trig", "ttl": "graph.ttl", "jsonld": "graph.jsonld"}


@dataclass(frozen=True, slots=True)
class Sections:
    """The articles' graphs in the order of their names, as often as wanted."""

    records: Sorter

    def __iter__(self) -> Iterator[Section]:
        return (Section(*fields) for _, *fields in self.records)


@dataclass(frozen=True, slots=True)
class Nodes:
    """Nodes in the order of their subjects, as often as wanted."""

    records: Callable[[], Iterator[Record]]
    number: int

    def __iter__(self) -> Iterator[Node]:
        return (Node(*fields) for fields in self.records())

    def __len__(self) -> int:
        return self.number


@dataclass(slots=True)
class _Merge:
    """Nodes of many blocks, each subject once; what several blocks say of one subject becomes one node."""

    prefixes: Mapping[str, str]
    base: str
    # How often triples that several blocks state were counted too much.
    excess: Counter[bytes] = field(default_factory=Counter)
    number: int = 0
    size: int = 0

    def into(self, path: Path, nodes: Iterable[Record]) -> Nodes:
        """Writes the merged nodes of the sorted ones into a file."""
        write(path, map(_fields, self._all(nodes)))
        return Nodes(partial(read, path), self.number)

    def _all(self, nodes: Iterable[Record]) -> Iterator[Node]:
        """The nodes in the order of their subjects."""
        waiting: list[list[Node]] = []
        for _, group in groupby(nodes, key=itemgetter(0)):
            waiting.append(self._different(Node(*fields) for fields in group))
            if len(waiting) == _BATCH:
                yield from self._put_together(waiting)
                waiting = []
        yield from self._put_together(waiting)

    def _different(self, nodes: Iterator[Node]) -> list[Node]:
        """Those of one subject's nodes that say different things."""
        first = next(nodes)
        found = {first.said: first}
        for node in nodes:
            self.excess.update(keys_of(node))
            found.setdefault(node.said, node)
        return list(found.values())

    def _put_together(self, groups: Sequence[list[Node]]) -> Iterator[Node]:
        made = iter(merged([group for group in groups if len(group) > 1], self.prefixes, self.base))
        for group in groups:
            node = group[0]
            if len(group) > 1:
                node = next(made)
                self.excess.update(keys_of(group[0]))
                self.excess.subtract(keys_of(node))
            self.number += 1
            self.size += _size(node)
            yield node


@dataclass(frozen=True, slots=True)
class Content:
    """What a release's graph holds: the articles' graphs, the evidence, what is inferred, and all facts merged.

    `classes` and `properties` count things and facts by the local names of their terms; a fact that several articles
    state is one of the `facts` and of the `triples`, and one of the `quads` for each of them. `digests` has the digests
    of the pages' blocks.
    """

    names: Names
    prefixes: Mapping[str, str]
    articles: Sections
    evidence: Nodes
    inferred: Nodes
    judgements: Sequence[Node]
    facts: Nodes
    classes: Mapping[str, int]
    properties: Mapping[str, int]
    quads: int
    triples: int
    digests: Mapping[str, str]

    def nquads(self) -> Iterator[bytes]:
        """Everything as N-Quads, graph by graph, as all texts piece by piece."""
        for name, section, nodes in self._graphs():
            if section is not None:
                yield section.nquads
            for some in _batches(nodes):
                yield nquads(some, name)

    def trig(self) -> Iterator[bytes]:
        """Everything as TriG."""
        yield header(self.prefixes)
        for name, section, nodes in self._graphs():
            yield b"%b {\n" % short(name.decode(), self.prefixes)
            if section is not None:
                yield section.trig
            for some in _batches(nodes):
                yield indented(some)
            yield b"}\n"

    def turtle(self) -> Iterator[bytes]:
        """The facts as Turtle, without graphs and evidence."""
        yield header(self.prefixes)
        for node in self.facts:
            yield node.turtle

    def json_ld(self) -> Iterator[bytes]:
        """The facts as JSON-LD."""
        yield jsonld.head(self.names.base).encode()
        separator = b"\n"
        for node in self.facts:
            yield separator + node.json
            separator = b",\n"
        yield jsonld.TAIL.encode()

    def ntriples(self) -> Iterator[bytes]:
        """All triples, each once, whatever graph it is in: what the store's default graph holds."""
        for nodes in (self.facts, self.evidence, self.judgements):
            for some in _batches(nodes):
                yield ntriples(some)

    def _graphs(self) -> Iterator[_Graph]:
        """Every graph with its name, in the canonical order."""
        others: dict[Iri, Nodes | Sequence[Node]] = {
            self.names.evidence_graph: self.evidence,
            self.names.inferred_graph: self.inferred,
            self.names.judgements_graph: self.judgements,
        }
        articles: Iterator[_Graph] = ((article.graph, article, ()) for article in self.articles)
        known: list[_Graph] = [(name.value.encode(), None, nodes) for name, nodes in others.items() if nodes]
        return merge(articles, sorted(known, key=_in_order), key=_in_order)


WRITERS: dict[str, Callable[[Content], Iterator[bytes]]] = {
    "nq": Content.nquads,
    "trig": Content.trig,
    "ttl": Content.turtle,
    "jsonld": Content.json_ld,
}


def content_of(blocks: Iterable[Block], names: Names, folder: Path) -> Content:
    """The blocks put together; what does not fit into memory is in the folder, for as long as the content is used."""
    articles, evidence, inferred, facts = (
        Sorter(folder / name) for name in ("articles", "evidence", "inferred", "facts")
    )
    kinds: set[str] = set()
    counted: Counter[bytes] = Counter()
    judgements: list[Node] = []
    digests: dict[str, str] = {}
    quads = proofs = 0
    for block in blocks:
        kinds |= block.kinds
        counted.update(block.counted)
        judgements += block.judgements
        digests[block.page] = block.digest
        for section in block.articles:
            articles.add((section.graph + b">", section.graph, section.nquads, section.trig))
        for sorter, nodes in ((evidence, block.evidence), (inferred, block.inferred), (facts, block.facts)):
            for node in nodes:
                sorter.add(_fields(node))
        quads += block.quads
        proofs += block.proofs
    prefixes = prefixes_of(kinds, names)
    known, every_fact = _Merge(prefixes, ""), _Merge(prefixes, names.base)
    known_nodes = known.into(folder / "inferred.merged", inferred)
    fact_nodes = every_fact.into(folder / "facts.merged", facts)
    counted.subtract(every_fact.excess)
    return Content(
        names,
        prefixes,
        Sections(articles),
        Nodes(partial(iter, evidence), len(evidence)),
        known_nodes,
        judgements,
        fact_nodes,
        *_by_name(counted),
        quads=quads + proofs + known.size,
        triples=proofs + sum(counted.values()),
        digests=digests,
    )


def _fields(node: Node) -> Record:
    return node.subject, node.said, node.turtle, node.json


def _in_order(graph: _Graph) -> bytes:
    return graph[0] + b">"


def _batches(nodes: Iterable[Node]) -> Iterator[Sequence[Node]]:
    several = iter(nodes)
    while some := tuple(islice(several, _BATCH)):
        yield some


def _size(node: Node) -> int:
    return node.said.count(b"\n") + 1


def _by_name(counted: Counter[bytes]) -> tuple[dict[str, int], dict[str, int]]:
    """The counts of things by class and of facts by property; terms of the ontology by their local names."""
    classes: dict[str, int] = {}
    properties: dict[str, int] = {}
    for key, number in counted.items():
        property_, _, value = key.decode().partition(" ")
        told, term = (classes, value) if property_ == f"<{TYPE.value}>" else (properties, property_)
        if number and term.startswith("<"):
            told[term[1:-1].removeprefix(UKG)] = number
    return dict(sorted(classes.items())), dict(sorted(properties.items()))

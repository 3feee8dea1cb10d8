"""The dumps, put together from the pages' blocks: the same blocks give the same bytes, in whatever order they come.

They are made from the statements' quads, not from the store, which rewrites literals.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg import jsonld
from kg.blocks import Block, Node, Section, counts_of, indented, merged, nquads
from kg.ids import Names
from kg.turtle import header, prefixes_of, short
from kg.vocabulary import TYPE, UKG

# Nodes that are written at once: some MB of text.
_BATCH = 1 << 12

# Format → file.
DUMPS = {"nq": "graph.nq", "trig": "graph.trig", "ttl": "graph.ttl", "jsonld": "graph.jsonld"}


@dataclass(slots=True)
class _Merge:
    """Nodes of many blocks, each subject once; what several blocks say of one subject becomes one node."""

    prefixes: Mapping[str, str]
    base: str
    nodes: dict[bytes, Node] = field(default_factory=dict)
    several: dict[bytes, list[Node]] = field(default_factory=dict)
    # How often triples that several blocks state were counted too much.
    excess: Counter[bytes] = field(default_factory=Counter)

    def add(self, nodes: Iterable[Node], *, count: bool = False) -> None:
        for node in nodes:
            first = self.nodes.setdefault(node.subject, node)
            if first is node:
                continue
            if first.said != node.said:
                self.several.setdefault(node.subject, [first]).append(node)
            elif count:
                self.excess.update(counts_of([node]))

    def all(self, *, count: bool = False) -> list[Node]:
        """The nodes in the order of their subjects."""
        for node in merged(self.several.values(), self.prefixes, self.base):
            self.nodes[node.subject] = node
            if count:
                self.excess.update(counts_of(self.several[node.subject]))
                self.excess.subtract(counts_of([node]))
        return [self.nodes[subject] for subject in sorted(self.nodes)]


@dataclass(frozen=True, slots=True)
class Content:
    """What a release's graph holds: the articles' graphs, the evidence, what is inferred, and all facts merged.

    `classes` and `properties` count things and facts by the local names of their terms; a fact that several articles
    state is one of the `facts` and of the `triples`, and one of the `quads` for each of them.
    """

    names: Names
    prefixes: Mapping[str, str]
    articles: Sequence[Section]
    evidence: Sequence[Node]
    inferred: Sequence[Node]
    judgements: Sequence[Node]
    facts: Sequence[Node]
    classes: Mapping[str, int]
    properties: Mapping[str, int]
    quads: int
    triples: int

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

    def _graphs(self) -> Iterator[tuple[bytes, Section | None, Sequence[Node]]]:
        """Every graph with its name, in the canonical order."""
        others = {
            self.names.evidence_graph: self.evidence,
            self.names.inferred_graph: self.inferred,
            self.names.judgements_graph: self.judgements,
        }
        graphs: list[tuple[bytes, Section | None, Sequence[Node]]] = [(a.graph, a, ()) for a in self.articles]
        graphs += [(name.value.encode(), None, nodes) for name, nodes in others.items() if nodes]
        yield from sorted(graphs, key=lambda graph: b"<%b>" % graph[0])


WRITERS: dict[str, Callable[[Content], Iterator[bytes]]] = {
    "nq": Content.nquads,
    "trig": Content.trig,
    "ttl": Content.turtle,
    "jsonld": Content.json_ld,
}


def content_of(blocks: Sequence[Block], names: Names) -> Content:
    """The blocks put together."""
    prefixes = prefixes_of({kind for block in blocks for kind in block.kinds}, names)
    inferred, facts = _Merge(prefixes, ""), _Merge(prefixes, names.base)
    counted: Counter[bytes] = Counter()
    for block in blocks:
        inferred.add(block.inferred)
        facts.add(block.facts, count=True)
        counted.update(block.counted)
    every_fact = facts.all(count=True)
    counted.subtract(facts.excess)
    articles = [article for block in blocks for article in block.articles]
    evidence = sorted((node for block in blocks for node in block.evidence), key=lambda node: node.subject)
    known = inferred.all()
    judgements = [node for block in blocks for node in block.judgements]
    proofs = sum(_size(node) for node in (*evidence, *judgements))
    return Content(
        names,
        prefixes,
        articles,
        evidence,
        known,
        judgements,
        every_fact,
        *_by_name(counted),
        quads=sum(a.nquads.count(b"\n") for a in articles) + proofs + sum(map(_size, known)),
        triples=proofs + sum(counted.values()),
    )


def _batches(nodes: Sequence[Node]) -> Iterator[Sequence[Node]]:
    return (nodes[start : start + _BATCH] for start in range(0, len(nodes), _BATCH))


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

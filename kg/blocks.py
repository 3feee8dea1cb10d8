"""A page's share of a release's files, written out: what the files are put together from.

A block depends on nothing but the statements of its page, so that an unchanged page's can be kept from build to build.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from kg import jsonld
from kg.ids import Names
from kg.inference import inferred
from kg.model import Iri, Statement
from kg.rdf import EVIDENCE_PROPERTIES, evidence_iri, evidence_values, written
from kg.statements import by_page
from kg.turtle import Writer, kinds_of, prefixes_of
from kg.vocabulary import TYPE

_DIGITS = 20
_EVIDENCE_PROPERTIES = [written(property_) + b" " for property_ in EVIDENCE_PROPERTIES]

# What is said of subjects: for each its properties and objects as a Node has them.
Said = dict[bytes, bytes]


@dataclass(frozen=True, slots=True)
class Node:
    """What is said of one subject: `said` has its property and object a line, as in N-Triples, in canonical order.

    `turtle` and `json` are the same as Turtle and JSON-LD write it; `json` is empty where only graphs need the node.
    """

    subject: bytes
    said: bytes
    turtle: bytes
    json: bytes = b""


@dataclass(frozen=True, slots=True)
class Section:
    """An article's graph, as N-Quads and as TriG without its prefixes."""

    graph: bytes
    nquads: bytes
    trig: bytes


@dataclass(frozen=True, slots=True)
class Block:
    """All that one page gives to a release; `kinds` are the kinds of data IRIs in it, `digest` tells it from others.

    `facts` are the triples of the articles and those inferred from them, each once. `quads` counts those of the
    articles, `proofs` the triples of evidence and judgements.
    """

    page: str
    digest: str
    kinds: frozenset[str]
    articles: tuple[Section, ...]
    evidence: tuple[Node, ...]
    inferred: tuple[Node, ...]
    judgements: tuple[Node, ...]
    facts: tuple[Node, ...]
    counted: Counter[bytes]
    quads: int
    proofs: int


def block_of(page: str, statements: Iterable[Statement], names: Names, page_texts: Mapping[str, str]) -> Block:
    """The block of a page's statements; `page_texts` has the texts that their evidence quotes."""
    stated = list(statements)
    told = [*stated, *inferred(stated, names)]
    graphs = _graphs(told)
    facts: Said = {}
    for graph, said in graphs.items():
        if graph != names.judgements_graph:
            _add(facts, said)
    proofs = graphs.pop(names.evidence_graph, {})
    iris = {iri for s in told for iri in (s.graph, s.subject, s.value) if isinstance(iri, Iri)}
    for s in stated:
        for evidence in s.evidence:
            subject = evidence_iri(s, evidence, names)
            values = evidence_values(s, evidence, page_texts)
            lines = b"\n".join(map(bytes.__add__, _EVIDENCE_PROPERTIES, map(written, values)))
            _add(proofs, {subject.value.encode(): lines})
            iris.update((names.evidence_graph, subject), [value for value in values if isinstance(value, Iri)])
    kinds = kinds_of(iris, names)
    writer = Writer(prefixes_of(kinds, names))
    evidence_nodes, judgements, known = (
        nodes_of(said, writer)
        for said in (proofs, *(graphs.pop(graph, {}) for graph in (names.judgements_graph, names.inferred_graph)))
    )
    articles = tuple(_section(graph, graphs[graph], writer) for graph in sorted(graphs, key=written))
    fact_nodes = nodes_of(facts, writer, names.base)
    digest = hashlib.sha256()
    for text in (*(a.nquads for a in articles), *(t for n in (*evidence_nodes, *known) for t in (n.subject, n.said))):
        digest.update(text + b"\n")
    return Block(
        page,
        digest.hexdigest()[:_DIGITS],
        frozenset(kinds),
        articles,
        tuple(evidence_nodes),
        tuple(known),
        tuple(judgements),
        tuple(fact_nodes),
        counts_of(fact_nodes),
        quads=sum(lines.count(b"\n") + 1 for said in graphs.values() for lines in said.values()),
        proofs=sum(node.said.count(b"\n") + 1 for node in (*evidence_nodes, *judgements)),
    )


def blocks_of(statements: Iterable[Statement], names: Names, page_texts: Mapping[str, str]) -> list[Block]:
    """The blocks of all pages, by their names; what no page states is a block without a name."""
    return [block_of(page, stated, names, page_texts) for page, stated in by_page(statements).items()]


def nodes_of(said: Said, writer: Writer, base: str = "") -> list[Node]:
    """The nodes of the subjects, in canonical order; with their JSON-LD where `base` is given."""
    in_order = sorted(said.items())
    if not base:
        return [Node(subject, lines, writer.node(subject, lines)) for subject, lines in in_order]
    quads = list(ox.parse(_ntriples(in_order), format=ox.RdfFormat.N_TRIPLES))
    found: list[Node] = []
    start = 0
    for subject, lines in in_order:
        end = start + lines.count(b"\n") + 1
        json = jsonld.node_text(quads[start:end], base).encode()
        found.append(Node(subject, lines, writer.node(subject, lines), json))
        start = end
    return found


def merged(groups: Iterable[Sequence[Node]], prefixes: Mapping[str, str], base: str) -> list[Node]:
    """For each group of nodes of one subject the node of all that is said in it; by the order of the subjects."""
    said: Said = {}
    for nodes in groups:
        for node in nodes:
            _add(said, {node.subject: node.said})
    return nodes_of(said, Writer(prefixes), base)


def counts_of(nodes: Iterable[Node]) -> Counter[bytes]:
    """How many triples there are of each property, and of the type property of each class."""
    return Counter(key for node in nodes for key in keys_of(node))


def keys_of(node: Node) -> Iterator[bytes]:
    """What each of the node's triples is counted as: its property, or where that is the type, property and class."""
    for line in node.said.split(b"\n"):
        yield line if line.startswith(_TYPE) else line[: line.index(b" ")]


def nquads(nodes: Iterable[Node], graph: bytes) -> bytes:
    """The nodes in N-Quads, in the graph of that name."""
    end = b" <%b> .\n" % graph
    starts = ((b"<%b> " % node.subject, node.said) for node in nodes)
    return b"".join([start + said.replace(b"\n", end + start) + end for start, said in starts])


def ntriples(nodes: Iterable[Node]) -> bytes:
    """The nodes in N-Triples."""
    return _ntriples((node.subject, node.said) for node in nodes)


def indented(nodes: Iterable[Node]) -> bytes:
    """The nodes' Turtle as it stands inside a graph of TriG."""
    text = b"".join([node.turtle for node in nodes])
    return b"\t" + text[:-1].replace(b"\n", b"\n\t") + b"\n"


_TYPE = b"<%b> " % TYPE.value.encode()


def _ntriples(nodes: Iterable[tuple[bytes, bytes]]) -> bytes:
    starts = ((b"<%b> " % subject, said) for subject, said in nodes)
    return b"".join([start + said.replace(b"\n", b" .\n" + start) + b" .\n" for start, said in starts])


def _order(line: bytes) -> tuple[bytes, bytes]:
    """Types first, then property by property."""
    property_, _, value = line.partition(b" ")
    return (b"" if line.startswith(_TYPE) else property_[1:-1]), value


def _joined(lines: Iterable[bytes]) -> bytes:
    in_order = sorted(lines, key=_order)
    return b"\n".join(in_order)


def _graphs(statements: Iterable[Statement]) -> dict[Iri, Said]:
    """What is said of the subjects in every graph."""
    found: defaultdict[Iri, defaultdict[Iri, set[bytes]]] = defaultdict(lambda: defaultdict(set))
    for s in statements:
        found[s.graph][s.subject].add(b"%b %b" % (written(s.property), written(s.value)))
    return {
        graph: {subject.value.encode(): _joined(lines) for subject, lines in said.items()}
        for graph, said in found.items()
    }


def _add(said: Said, more: Said) -> None:
    """Says what more is said, too."""
    for subject, lines in more.items():
        before = said.setdefault(subject, lines)
        if before != lines:
            said[subject] = _joined({*before.split(b"\n"), *lines.split(b"\n")})


def _section(graph: Iri, said: Said, writer: Writer) -> Section:
    nodes = nodes_of(said, writer)
    name = graph.value.encode()
    return Section(name, nquads(nodes, name), indented(nodes))

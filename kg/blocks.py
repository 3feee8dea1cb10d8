"""A page's share of a release's files, written out: what the files are put together from.

A block depends on nothing but the statements of its page, so that an unchanged page's can be kept from build to build.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import pyoxigraph as ox

from kg import jsonld
from kg.ids import Names
from kg.inference import inferred
from kg.model import Statement
from kg.rdf import canonical, evidence_statements, node, quad
from kg.statements import by_page
from kg.turtle import kinds_of, prefixes_of, subjects
from kg.vocabulary import TYPE

_DIGITS = 20


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
    told = [quad(s) for s in (*stated, *inferred(stated, names))]
    proofs = [quad(e) for s in stated for e in evidence_statements(s, names, page_texts)]
    quads = canonical([*told, *proofs])
    kinds = kinds_of(quads, names)
    prefixes = prefixes_of(kinds, names)
    graphs = {str(name): list(group) for name, group in groupby(quads, key=lambda q: q.graph_name)}
    judged = node(names.judgements_graph)
    evidence, judgements, known = (
        nodes_of([q.triple for q in graphs.pop(str(graph), [])], prefixes)
        for graph in (node(names.evidence_graph), judged, node(names.inferred_graph))
    )
    articles = tuple(_section(group, prefixes) for group in graphs.values())
    facts = nodes_of(_facts(q for q in told if q.graph_name != judged), prefixes, names.base)
    digest = hashlib.sha256()
    for text in (*(a.nquads for a in articles), *(t for n in (*evidence, *known) for t in (n.subject, n.said))):
        digest.update(text + b"\n")
    return Block(
        page,
        digest.hexdigest()[:_DIGITS],
        frozenset(kinds),
        articles,
        tuple(evidence),
        tuple(known),
        tuple(judgements),
        tuple(facts),
        counts_of(facts),
        quads=sum(map(len, graphs.values())),
        proofs=sum(node.said.count(b"\n") + 1 for node in (*evidence, *judgements)),
    )


def blocks_of(statements: Iterable[Statement], names: Names, page_texts: Mapping[str, str]) -> list[Block]:
    """The blocks of all pages, by their names; what no page states is a block without a name."""
    return [block_of(page, stated, names, page_texts) for page, stated in by_page(statements).items()]


def nodes_of(triples: Sequence[ox.Triple], prefixes: Mapping[str, str], base: str = "") -> list[Node]:
    """The nodes of triples in canonical order, each triple once; with their JSON-LD where `base` is given."""
    if not triples:
        return []
    lines = _written(triples, ox.RdfFormat.N_TRIPLES).splitlines()
    turtle = subjects(triples, prefixes)
    found: list[Node] = []
    start = 0
    for (subject, group), text in zip(groupby(lines, key=_subject), turtle, strict=True):
        said = b"\n".join(line[len(subject) + 3 : -2] for line in group)
        end = start + said.count(b"\n") + 1
        json = jsonld.node_text(triples[start:end], base).encode() if base else b""
        found.append(Node(subject, said, text, json))
        start = end
    return found


def merged(groups: Iterable[Sequence[Node]], prefixes: Mapping[str, str], base: str) -> list[Node]:
    """For each group of nodes of one subject the node of all that is said in it; by the order of the subjects."""
    text: list[bytes] = []
    for nodes in sorted(groups, key=lambda nodes: nodes[0].subject):
        lines = sorted({line for node in nodes for line in node.said.split(b"\n")}, key=_order)
        text += (b"<%b> %b .\n" % (nodes[0].subject, line) for line in lines)
    return nodes_of([q.triple for q in ox.parse(b"".join(text), format=ox.RdfFormat.N_TRIPLES)], prefixes, base)


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
    starts = ((b"<%b> " % node.subject, node.said) for node in nodes)
    return b"".join([start + said.replace(b"\n", b" .\n" + start) + b" .\n" for start, said in starts])


def indented(nodes: Iterable[Node]) -> bytes:
    """The nodes' Turtle as it stands inside a graph of TriG."""
    text = b"".join([node.turtle for node in nodes])
    return b"\t" + text[:-1].replace(b"\n", b"\n\t") + b"\n"


_TYPE = b"<%b> " % TYPE.value.encode()


def _subject(line: bytes) -> bytes:
    return line[1 : line.index(b"> ")]


def _order(line: bytes) -> tuple[bytes, bytes]:
    property_, _, value = line.partition(b" ")
    return (b"" if line.startswith(_TYPE) else property_[1:-1]), value


def _facts(quads: Iterable[ox.Quad]) -> list[ox.Triple]:
    """The triples, each once however many graphs state it, in the canonical order."""
    return [q.triple for q in canonical(ox.Quad(q.subject, q.predicate, q.object) for q in quads)]


def _section(quads: Sequence[ox.Quad], prefixes: Mapping[str, str]) -> Section:
    graph = quads[0].graph_name
    assert isinstance(graph, ox.NamedNode)
    nodes = nodes_of([q.triple for q in quads], prefixes)
    return Section(
        graph.value.encode(),
        _written(quads, ox.RdfFormat.N_QUADS),
        indented(nodes),
    )


def _written(items: Sequence[ox.Quad] | Sequence[ox.Triple], format_: ox.RdfFormat) -> bytes:
    text = ox.serialize(items, format=format_)
    assert text is not None
    return text

"""Reads nodes, facts and their sentences out of the store, and says them as frozen values; knows no HTTP."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pyoxigraph as ox

from api.words import CLASSES, UNKNOWN, nameless
from kg.vocabulary import ALT_LABEL, DCTERMS, EVENT_TYPE, LABEL, PREFIXES, SKOS, TYPE, UKG

PROLOGUE = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
_NAMES = (LABEL.value, DCTERMS + "title", UKG + "title", SKOS + "notation", SKOS + "prefLabel")
# The address of a node under the base: kind and hash, as kg.ids makes them.
_PATH = re.compile(r"[A-Za-z][\w-]*/[\w-]+\Z", re.ASCII)
# A VALUES block of some hundred terms is parsed in a millisecond; longer ones gain nothing.
_BATCH = 300
# Sentences read of one fact; a page shows fewer.
SENTENCES = 60
# Facts whose sentences are asked for in one query: a longer one takes the parser longer than a second one.
_UNITED = 40
# Articles among which those that name a node most often are looked for.
_COUNTED = 300
# What a node is the object of without its being a fact of it: articles name it, evidence is about it.
_NO_FACTS = "ukg:mentions, rdf:subject, rdf:object, prov:wasDerivedFrom"

# The kinds of data IRIs, each a prefix in Turtle.
_KINDS: tuple[str, ...] = tuple(name.lower() for name in CLASSES)

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


@dataclass(frozen=True, slots=True)
class Node:
    """A node of the graph as pages name it; `path` is KIND/HASH, empty for what stands outside the base."""

    iri: str
    label: str
    cls: str
    path: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words that state a fact: the quote, its span in the page file, the rule that read it, and its article.

    `before` and `after` are the words around it in its sentence, where the text of its page is at hand; `evidence` is
    the last part of its IRI.
    """

    quote: str
    start: int
    end: int
    rule: str
    confidence: float
    article: Node
    before: str = ""
    after: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """One triple around a node; `inferred` where no article states it."""

    subject: Term
    predicate: str
    object: Term
    inferred: bool

    @property
    def triple(self) -> tuple[str, str, str]:
        return (str(self.subject), self.predicate, str(self.object))


def surest_first(sentence: Sentence) -> tuple[float, str, int, int, str]:
    """What sentences are sorted by: the surest first, and always in the same order."""
    return (-sentence.confidence, sentence.article.iri, sentence.start, sentence.end, sentence.rule)


def local_name(iri: str) -> str:
    """The last part of an IRI: what stands after its # or its last /."""
    return re.split(r"[#/]", iri)[-1] or iri


def prefixes(base: str) -> dict[str, str]:
    """The project's prefixes and one for every kind of data IRI under that base."""
    return {kind: f"{base}{kind}/" for kind in _KINDS} | {"event-type": EVENT_TYPE} | PREFIXES


def _chunks(items: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(items), _BATCH):
        yield items[start : start + _BATCH]


class Graph(Protocol):
    """What can be asked queries: a release's store, or another server."""

    def select(self, sparql: str, /) -> Iterator[ox.QuerySolution]:
        """The rows of a SELECT query."""

    def ask(self, sparql: str, /) -> bool:
        """The answer to an ASK query."""

    def construct(self, sparql: str, /) -> Iterator[ox.Triple]:
        """The triples of a CONSTRUCT query."""


class Reader:
    """Questions to a graph; `base` is the IRI under which its nodes stand, `folder` has the texts of its pages."""

    __slots__ = ("_graph", "_issued", "_known", "_of_facts", "base", "evidence_graph", "folder", "inferred_graph")

    def __init__(self, graph: Graph, base: str, folder: Path | None) -> None:
        self._graph = graph
        self.base = base
        self.folder = folder
        self.evidence_graph = base + "graph/evidence"
        self.inferred_graph = base + "graph/inferred"
        # Evidence and judgements are about facts, and no facts of the nodes they name.
        self._of_facts = f"FILTER(?g NOT IN (<{self.evidence_graph}>, <{base}graph/judgements>))"
        self._known: dict[str, Node] = {}
        self._issued: dict[str, str] | None = None

    def learn(self, nodes: Iterable[Node]) -> None:
        """Keeps nodes that were read already, so that pages need not ask the store for their names."""
        self._known.update((node.iri, node) for node in nodes)

    def select(self, query: str) -> Iterator[ox.QuerySolution]:
        """The rows of a SELECT query, to which the project's prefixes are known."""
        return self._graph.select(PROLOGUE + query)

    def ask(self, query: str) -> bool:
        """The answer to an ASK query."""
        return self._graph.ask(PROLOGUE + query)

    def construct(self, query: str) -> Iterator[ox.Triple]:
        """The triples of a CONSTRUCT query."""
        return self._graph.construct(PROLOGUE + query)

    def path_of(self, iri: str) -> str:
        """KIND/HASH of a data IRI, empty for any other."""
        rest = iri.removeprefix(self.base)
        return rest if rest != iri and _PATH.match(rest) else ""

    def iri_at(self, path: str) -> str | None:
        """The data IRI at KIND/HASH; None where the path cannot be one."""
        return self.base + path if _PATH.match(path) else None

    def exists(self, iri: str) -> bool:
        """Whether the graph says anything of the node."""
        return self.ask(f"ASK {{ <{iri}> ?p ?o }}")

    def nodes(self, iris: Iterable[str]) -> dict[str, Node]:
        """The nodes of those IRIs with their names; one without a name goes by its title, its words or its IRI."""
        wanted = sorted(set(iris))
        missing = [iri for iri in wanted if iri not in self._known]
        names: dict[str, dict[str, str]] = defaultdict(dict)
        types: dict[str, set[str]] = defaultdict(set)
        properties = ", ".join(f"<{p}>" for p in (*_NAMES, TYPE.value))
        for chunk in _chunks([f"<{iri}>" for iri in missing]):
            # A second VALUES would be joined with the first one before anything is looked up.
            query = f"SELECT ?x ?p ?v {{ VALUES ?x {{ {' '.join(chunk)} }} ?x ?p ?v FILTER(?p IN ({properties})) }}"
            for row in self.select(query):
                node, property_, value = row["x"].value, row["p"].value, row["v"].value
                if property_ == TYPE.value:
                    types[node].add(local_name(value))
                else:
                    known = names[node].get(property_)
                    names[node][property_] = value if known is None else min(known, value)
        return {iri: self._known.get(iri) or self._node(iri, names[iri], types[iri]) for iri in wanted}

    def node(self, iri: str) -> Node:
        """The node of that IRI."""
        return self.nodes([iri])[iri]

    def _node(self, iri: str, names: dict[str, str], types: set[str]) -> Node:
        cls = main_class(types)
        label = next((names[p] for p in _NAMES if names.get(p)), None)
        if label is None:
            label = local_name(iri) if cls == UNKNOWN.name else nameless(cls)
        return Node(iri, label, cls, self.path_of(iri))

    def out_edges(self, iri: str) -> list[Edge]:
        """What the graph says of the node."""
        about = f"FILTER NOT EXISTS {{ GRAPH <{self.evidence_graph}> {{ ?s ?p ?o }} }}"
        return self._edges_at(f"VALUES ?s {{ <{iri}> }} ?s ?p ?o {about}")

    def back_edges(self, iri: str, limit: int) -> list[Edge]:
        """What other nodes say of it, without the articles' `mentions`; at most `limit` triples are read."""
        where = f"VALUES ?o {{ <{iri}> }} ?s ?p ?o FILTER(?p NOT IN ({_NO_FACTS}))"
        return self._edges_at(where, f"LIMIT {limit}")

    def _edges_at(self, where: str, tail: str = "") -> list[Edge]:
        """Triples that match, each once: where hundreds of articles state one, their graphs are not looked at."""
        # Judgements are about facts, and no facts of the nodes they name.
        facts = f"{where} FILTER NOT EXISTS {{ GRAPH <{self.base}graph/judgements> {{ ?s ?p ?o }} }}"
        rows = [(row["s"], row["p"].value, row["o"]) for row in self.select(f"SELECT ?s ?p ?o {{ {facts} }} {tail}")]
        # A fact that is both stated and inferred is a stated one.
        alone = (
            f"SELECT ?s ?p ?o {{ GRAPH <{self.inferred_graph}> {{ {where} }}"
            f" FILTER NOT EXISTS {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(?g != <{self.inferred_graph}>) }} }} {tail}"
        )
        inferred = {(str(row["s"]), row["p"].value, str(row["o"])) for row in self.select(alone)}
        edges = [Edge(s, p, o, (str(s), p, str(o)) in inferred) for s, p, o in rows]
        return sorted(edges, key=lambda edge: edge.triple)

    def graph_edges(self, graph: str) -> list[Edge]:
        """Everything that stands in one named graph."""
        inferred = graph == self.inferred_graph
        rows = self.select(f"SELECT ?s ?p ?o {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")
        return sorted((Edge(r["s"], r["p"].value, r["o"], inferred) for r in rows), key=lambda edge: edge.triple)

    def sentences(
        self, edges: Iterable[Edge], article: str | None = None
    ) -> dict[tuple[str, str, str], list[Sentence]]:
        """The sentences that state the facts, the surest first; only one article's where it is given.

        No more than SENTENCES of a fact are read: the partOf of a large union stands in thousands of articles.
        """
        triples = sorted({edge.triple for edge in edges if not edge.inferred})
        if article is None:
            return self._sentences_of(triples)
        source = f"VALUES ?a {{ <{article}> }}"
        rows: list[tuple[tuple[str, str, str], ox.QuerySolution]] = []
        for chunk in _chunks([f"({s} <{p}> {o})" for s, p, o in triples]):
            query = (
                f"SELECT * {{ VALUES (?s ?p ?o) {{ {' '.join(chunk)} }} {source} GRAPH <{self.evidence_graph}> {{"
                " ?e rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; prov:wasDerivedFrom ?a ;"
                " ukg:quote ?quote ; ukg:start ?start ; ukg:end ?end ; ukg:rule ?rule ; ukg:confidence ?c } }"
            )
            rows += [((str(row["s"]), row["p"].value, str(row["o"])), row) for row in self.select(query)]
        return self._in_order(rows)

    def _sentences_of(self, triples: list[tuple[str, str, str]]) -> dict[tuple[str, str, str], list[Sentence]]:
        rows: list[tuple[tuple[str, str, str], ox.QuerySolution]] = []
        for start in range(0, len(triples), _UNITED):
            parts = (
                f"{{ SELECT * {{ BIND({number} AS ?n) GRAPH <{self.evidence_graph}> {{"
                f" ?e rdf:subject {s} ; rdf:object {o} ; rdf:predicate <{p}> ; prov:wasDerivedFrom ?a ;"
                " ukg:quote ?quote ; ukg:start ?start ; ukg:end ?end ; ukg:rule ?rule ; ukg:confidence ?c } }"
                f" LIMIT {SENTENCES} }}"
                for number, (s, p, o) in enumerate(triples[start : start + _UNITED], start)
            )
            found = self.select(f"SELECT * {{ {' UNION '.join(parts)} }}")
            rows += [(triples[int(row["n"].value)], row) for row in found]
        return self._in_order(rows)

    def _in_order(
        self, rows: list[tuple[tuple[str, str, str], ox.QuerySolution]]
    ) -> dict[tuple[str, str, str], list[Sentence]]:
        articles = self.nodes({row["a"].value for _, row in rows})
        found: dict[tuple[str, str, str], list[Sentence]] = defaultdict(list)
        for triple, row in rows:
            found[triple].append(_sentence(row, articles))
        for sentences in found.values():
            sentences.sort(key=surest_first)
        return found

    def describe(self, iri: str) -> Iterator[ox.Triple]:
        """The triples with the node as subject or object, and the whole of the posts among them; no evidence."""
        parts = (
            f"VALUES ?s {{ <{iri}> }} ?s ?p ?o",
            f"VALUES ?o {{ <{iri}> }} GRAPH ?g {{ ?s ?p ?o }} {self._of_facts}",
            f"<{iri}> ukg:holdsPost ?s . ?s ?p ?o",
            f"?s ukg:at <{iri}> ; ?p ?o",
            f"?o ukg:at <{iri}> . ?s ukg:holdsPost ?o BIND(ukg:holdsPost AS ?p)",
        )
        where = " UNION ".join(f"{{ {part} }}" for part in parts)
        return self.construct(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {where} }}")

    def literals(self, iri: str, property_: str) -> list[str]:
        """The literals that the node has for a property, sorted."""
        return sorted({row["v"].value for row in self.select(f"SELECT ?v {{ <{iri}> <{property_}> ?v }}")})

    def aliases(self, iri: str) -> list[str]:
        """The node's other names."""
        return self.literals(iri, ALT_LABEL.value)

    def mentioning(self, iri: str, limit: int) -> tuple[list[tuple[Node, int]], int]:
        """The articles that mention the node with how often they name it, most often first, and how many there are.

        Of a node that very many mention, the latest articles, and how often is not counted (0).
        """
        articles = sorted(row["a"].value for row in self.select(f"SELECT ?a {{ ?a ukg:mentions <{iri}> }}"))
        if len(articles) > _COUNTED:
            chosen = [(a, 0) for a in sorted(articles, key=self._issued_on, reverse=True)[:limit]]
        else:
            rows = self.select(
                f"SELECT ?a (COUNT(?e) AS ?n) {{ GRAPH <{self.evidence_graph}> {{ ?e rdf:object <{iri}> ;"
                " rdf:predicate ukg:mentions ; prov:wasDerivedFrom ?a } } GROUP BY ?a"
            )
            counts = [(row["a"].value, int(row["n"].value)) for row in rows]
            chosen = sorted(counts, key=lambda pair: (-pair[1], pair[0]))[:limit]
        nodes = self.nodes(a for a, _ in chosen)
        return [(nodes[a], n) for a, n in chosen], len(articles)

    def _issued_on(self, article: str) -> str:
        if self._issued is None:
            rows = self.select("SELECT ?a ?v { ?a dcterms:issued ?v }")
            self._issued = {row["a"].value: row["v"].value for row in rows}
        return self._issued.get(article, "")


def _sentence(row: ox.QuerySolution, articles: dict[str, Node]) -> Sentence:
    return Sentence(
        quote=row["quote"].value,
        start=int(row["start"].value),
        end=int(row["end"].value),
        rule=row["rule"].value,
        confidence=float(row["c"].value),
        article=articles[row["a"].value],
        evidence=local_name(row["e"].value),
    )


def main_class(types: Iterable[str]) -> str:
    """The most telling of a node's classes."""
    found = set(types)
    if len(found) > 1:
        found.discard("Organization")
    return next((name for name in CLASSES if name in found), UNKNOWN.name)

"""The one owner of RDF terms and quads: statements become quads, each fact with the evidence that proves it.

Below this module a fact is a `Statement`; above it there are only files and the store.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

import pyoxigraph as ox

from kg.ids import Names
from kg.model import Evidence, Iri, Literal, Statement, Value
from kg.text import quote_of
from kg.vocabulary import PROV, RDF, TYPE, XSD, ukg

Term = ox.NamedNode | ox.Literal

# Quads name the same few properties, graphs and classes over and over: a node is made once and kept.
_KEPT_NODES = 1 << 16

# What is said of every evidence, in the canonical order.
EVIDENCE_PROPERTIES = (
    TYPE,
    *(Iri(RDF + name) for name in ("object", "predicate", "subject")),
    Iri(PROV + "wasDerivedFrom"),
    *map(ukg, ("confidence", "end", "quote", "rule", "start")),
)
_EVIDENCE = ukg("Evidence")

# Four digits tell apart what a rule's confidence can mean, and keep the arithmetic's noise out of the dumps.
_CONFIDENCE_DIGITS = 4


@lru_cache(maxsize=_KEPT_NODES)
def node(iri: Iri) -> ox.NamedNode:
    """The RDF node of an IRI."""
    return ox.NamedNode(iri.value)


def term(value: Value) -> Term:
    """The RDF term of a value."""
    if isinstance(value, Iri):
        return node(value)
    if value.language:
        return ox.Literal(value.value, language=value.language)
    if value.datatype:
        return ox.Literal(value.value, datatype=node(Iri(value.datatype)))
    return ox.Literal(value.value)


@lru_cache(maxsize=_KEPT_NODES)
def written(value: Value) -> bytes:
    """The value as N-Triples writes it."""
    return str(term(value)).encode()


def value_of(rdf_term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Value:
    """The value of an RDF term; the inverse of `term`."""
    if isinstance(rdf_term, ox.NamedNode):
        return Iri(rdf_term.value)
    if not isinstance(rdf_term, ox.Literal):
        raise TypeError(f"{rdf_term}: the graph has only IRIs and literals")
    if rdf_term.language:
        return Literal(rdf_term.value, language=rdf_term.language)
    datatype = rdf_term.datatype.value
    return Literal(rdf_term.value, datatype="" if datatype == XSD + "string" else datatype)


def quad(statement: Statement) -> ox.Quad:
    """The fact itself, in the graph it belongs to."""
    return ox.Quad(node(statement.subject), node(statement.property), term(statement.value), node(statement.graph))


def evidence_iri(statement: Statement, evidence: Evidence, names: Names) -> Iri:
    """The name of the node that says where a statement is proved; its content decides it."""
    return names.make(
        "evidence",
        statement.graph.value,
        statement.subject.value,
        statement.property.value,
        written(statement.value).decode(),
        str(evidence.span.start),
        str(evidence.span.end),
        evidence.rule,
    )


def decimal(number: float) -> str:
    """The lexical form of an xsd:decimal."""
    return str(round(float(number), _CONFIDENCE_DIGITS))


def evidence_values(statement: Statement, evidence: Evidence, page_texts: Mapping[str, str]) -> tuple[Value, ...]:
    """What an evidence's node has of EVIDENCE_PROPERTIES; `page_texts` has the text of the statement's page."""
    span = evidence.span
    return (
        _EVIDENCE,
        statement.value,
        statement.property,
        statement.subject,
        statement.graph,
        _decimal(evidence.confidence),
        _integer(span.end),
        Literal(quote_of(page_texts[statement.page], span), language="zh"),
        Literal(evidence.rule),
        _integer(span.start),
    )


@lru_cache(maxsize=_KEPT_NODES)
def _integer(number: int) -> Literal:
    return Literal(str(number), XSD + "integer")


@lru_cache(maxsize=_KEPT_NODES)
def _decimal(number: float) -> Literal:
    return Literal(decimal(number), XSD + "decimal")


def evidence_statements(statement: Statement, names: Names, page_texts: Mapping[str, str]) -> Iterator[Statement]:
    """What the evidence graph says of a statement: a node an evidence; `page_texts` has the text of its page."""
    for evidence in statement.evidence:
        subject = evidence_iri(statement, evidence, names)
        values = evidence_values(statement, evidence, page_texts)
        for property_, value in zip(EVIDENCE_PROPERTIES, values, strict=True):
            yield Statement(names.evidence_graph, subject, property_, value, page=statement.page)


def _order(quad_: ox.Quad) -> tuple[str, str, str, str]:
    """Graph by graph, subject by subject, types first: the order in which a dump is read."""
    assert isinstance(quad_.subject, ox.NamedNode)
    property_ = quad_.predicate.value
    return (
        str(quad_.graph_name),
        quad_.subject.value,
        "" if property_ == TYPE.value else property_,
        str(quad_.object),
    )


def canonical(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """The quads, each once, in the canonical order."""
    return sorted(set(quads), key=_order)


def quads_of(statements: Iterable[Statement], names: Names, page_texts: Mapping[str, str]) -> list[ox.Quad]:
    """All quads of the statements, facts and evidence, in the canonical order."""
    return canonical(
        quad(told)
        for statement in statements
        for told in (statement, *evidence_statements(statement, names, page_texts))
    )


def facts_of(quads: Iterable[ox.Quad], names: Names) -> list[ox.Quad]:
    """The quads that are not about evidence, in the order given."""
    evidence_graph = node(names.evidence_graph)
    return [q for q in quads if q.graph_name != evidence_graph]

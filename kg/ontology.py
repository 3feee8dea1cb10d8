"""What the program takes from the ontology's files: its version, and what is known before any page is read."""

from __future__ import annotations

from functools import cache

import pyoxigraph as ox

from kg.errors import KgError
from kg.ids import Names
from kg.model import Iri, Statement
from kg.rdf import node, value_of
from kg.resources import ontology_file
from kg.vocabulary import OWL, UKG

CORE = "core.ttl"
EVENT_TYPES = "event-types.ttl"
SHAPES = "shapes.ttl"

_ONTOLOGY = Iri(UKG.rstrip("#"))


@cache
def triples(name: str) -> tuple[ox.Triple, ...]:
    """The triples of one of the ontology's files, in the file's order."""
    return tuple(q.triple for q in ox.parse(path=str(ontology_file(name)), format=ox.RdfFormat.TURTLE))


def version() -> str:
    """The ontology's version, as its header states it."""
    for triple in triples(CORE):
        if triple.subject == node(_ONTOLOGY) and triple.predicate.value == OWL + "versionInfo":
            return str(value_of(triple.object).value)
    raise KgError(f"{ontology_file(CORE)}: the header states no owl:versionInfo")


def known_statements(names: Names) -> list[Statement]:
    """What every graph knows beforehand: the scheme of event types, in the graph of what is not read from a page."""
    return [
        Statement(
            names.inferred_graph,
            Iri(triple.subject.value),
            Iri(triple.predicate.value),
            value_of(triple.object),
        )
        for triple in triples(EVENT_TYPES)
        if isinstance(triple.subject, ox.NamedNode)
    ]

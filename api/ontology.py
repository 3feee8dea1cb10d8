"""The ontology's terms as its page lists them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import pyoxigraph as ox

from api.graph import local_name
from kg.errors import KgError
from kg.ontology import CORE, triples
from kg.vocabulary import OWL, PREFIXES, RDF, RDFS, SKOS, UKG

_CLASSES = {OWL + "Class", RDFS + "Class"}
_COMMENTS = (RDFS + "comment", SKOS + "definition", SKOS + "scopeNote")


@dataclass(frozen=True, slots=True)
class TermWords:
    """One class or property: its name, labels, comment, superterms, domain and range."""

    name: str
    iri: str
    is_class: bool
    labels: dict[str, str]
    comments: dict[str, str]
    supers: tuple[str, ...]
    domain: tuple[str, ...]
    range: tuple[str, ...]


def terms() -> tuple[TermWords, ...]:
    """The ontology's own terms, classes first, in the file's order; none where the installation lacks the file."""
    try:
        read = triples(CORE)
    except KgError:
        return ()
    values: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = defaultdict(lambda: defaultdict(list))
    for triple in read:
        subject, object_ = triple.subject, triple.object
        if not isinstance(subject, ox.NamedNode) or not isinstance(object_, ox.NamedNode | ox.Literal):
            continue
        if subject.value.startswith(UKG):
            values[subject.value][triple.predicate.value].append(object_)
    found = [_term(iri, own) for iri, own in values.items() if own[RDF + "type"]]
    return tuple(sorted(found, key=lambda term: not term.is_class))


def _short(iri: str) -> str:
    """prefix:name where the project has a prefix for the vocabulary."""
    prefix = next((p for p, namespace in PREFIXES.items() if iri.startswith(namespace)), None)
    return f"{prefix}:{iri[len(PREFIXES[prefix]) :]}" if prefix else iri


def _term(iri: str, own: dict[str, list[ox.NamedNode | ox.Literal]]) -> TermWords:
    def texts(*properties: str) -> dict[str, str]:
        literals = [v for p in properties for v in own[p] if isinstance(v, ox.Literal)]
        return {literal.language or "": literal.value for literal in literals}

    def names(*properties: str) -> tuple[str, ...]:
        return tuple(_short(v.value) for p in properties for v in own[p] if isinstance(v, ox.NamedNode))

    return TermWords(
        name=local_name(iri),
        iri=iri,
        is_class=any(v.value in _CLASSES for v in own[RDF + "type"]),
        labels=texts(RDFS + "label"),
        comments=texts(*_COMMENTS),
        supers=names(RDFS + "subClassOf", RDFS + "subPropertyOf"),
        domain=names(RDFS + "domain"),
        range=names(RDFS + "range"),
    )

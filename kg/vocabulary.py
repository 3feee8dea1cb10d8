"""The one owner of IRIs of terms: the ontology's own and those of the vocabularies it is aligned with."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from kg.model import Iri

UKG = "https://w3id.org/union-kg/ontology#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
PROV = "http://www.w3.org/ns/prov#"
ORG = "http://www.w3.org/ns/org#"
FOAF = "http://xmlns.com/foaf/0.1/"
SCHEMA = "https://schema.org/"
OWL = "http://www.w3.org/2002/07/owl#"
SHACL = "http://www.w3.org/ns/shacl#"
EVENT_TYPE = "https://w3id.org/union-kg/event-type/"

PREFIXES: dict[str, str] = {
    "ukg": UKG,
    "rdf": RDF,
    "rdfs": RDFS,
    "xsd": XSD,
    "skos": SKOS,
    "dcterms": DCTERMS,
    "prov": PROV,
    "org": ORG,
    "foaf": FOAF,
    "schema": SCHEMA,
    "owl": OWL,
}

TYPE = Iri(RDF + "type")
LABEL = Iri(RDFS + "label")
ALT_LABEL = Iri(SKOS + "altLabel")

# Facts stated with one of these need an evidence in the evidence graph (local names, as in ukg:…).
BYLINES = ("reporter", "internReporter", "correspondent", "photographer")
RELATIONS = ("inDistrict", "unionOf", "partOf", "leads", "hasAward")
ROLES = ("speaker", "chair", "judge", "awardee", "attendee")
EVENT_ARGUMENTS = ("organizer", "place", "district", *ROLES)
DATES = ("date", "startDate", "endDate")
POST_DATES = ("since", "until")
EVIDENCED = ("mentions", "reports", "holdsPost", *POST_DATES, *RELATIONS, *EVENT_ARGUMENTS, *DATES, *BYLINES)

# Lexical form of a date → its datatype: as precise as the text, no more.
_DATATYPES = (
    (re.compile(r"\d{4}-\d\d-\d\d"), "date"),
    (re.compile(r"\d{4}-\d\d"), "gYearMonth"),
    (re.compile(r"\d{4}"), "gYear"),
    (re.compile(r"--\d\d-\d\d"), "gMonthDay"),
    (re.compile(r"--\d\d"), "gMonth"),
)

EVENT_TYPES = (
    "meeting",
    "study",
    "lecture",
    "training",
    "competition",
    "visit",
    "tour",
    "ceremony",
    "recreation",
    "drill",
    "other",
)


@functools.lru_cache(maxsize=256)  # more names than the ontology has
def ukg(name: str) -> Iri:
    """The ontology's term of that local name."""
    return Iri(UKG + name)


def date_type(value: str) -> str:
    """The datatype of a date by its form; empty where it has none."""
    return next((XSD + name for pattern, name in _DATATYPES if pattern.fullmatch(value)), "")


def event_type(notation: str) -> Iri:
    """The SKOS concept of an event type."""
    return Iri(EVENT_TYPE + notation)


def compact(iri: str, prefixes: Mapping[str, str] = PREFIXES) -> str:
    """The IRI as prefix:name where a prefix fits, else as it is."""
    for prefix, namespace in prefixes.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri

"""The JSON-LD dump, written for a web developer: plain keys, ids that resolve against the base, Chinese as it is."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

import pyoxigraph as ox

from kg.vocabulary import (
    BYLINES,
    DCTERMS,
    EVENT_ARGUMENTS,
    PREFIXES,
    RDFS,
    RELATIONS,
    SKOS,
    TYPE,
    UKG,
    XSD,
    compact,
)

_CHINESE = {"@language": "zh"}
_NODE = {"@type": "@id"}
_PLAIN: dict[str, str] = {}

_plain = json.JSONEncoder(ensure_ascii=False).encode

# key → (property, how a plain value of it is read)
_TERMS: dict[str, tuple[str, dict[str, str]]] = {
    "label": (RDFS + "label", _CHINESE),
    "altLabel": (SKOS + "altLabel", _CHINESE),
    "headline": (DCTERMS + "title", _CHINESE),
    "issued": (DCTERMS + "issued", _PLAIN),
    "notation": (SKOS + "notation", _PLAIN),
    "title": (UKG + "title", _CHINESE),
    "kicker": (UKG + "kicker", _CHINESE),
    "subtitle": (UKG + "subtitle", _CHINESE),
    "dateText": (UKG + "dateText", _CHINESE),
    "page": (UKG + "page", _PLAIN),
    "start": (UKG + "start", _PLAIN),
    "end": (UKG + "end", _PLAIN),
    "date": (UKG + "date", _PLAIN),
    "startDate": (UKG + "startDate", _PLAIN),
    "endDate": (UKG + "endDate", _PLAIN),
    "since": (UKG + "since", _PLAIN),
    "until": (UKG + "until", _PLAIN),
    **{
        name: (UKG + name, _NODE)
        for name in (
            "mentions",
            "reports",
            "holdsPost",
            "at",
            "eventType",
            "participant",
            *RELATIONS,
            *EVENT_ARGUMENTS,
            *BYLINES,
        )
    },
}
_KEYS = {iri: key for key, (iri, _) in _TERMS.items()}
_READINGS = dict(_TERMS.values())

# What comes first in a node; everything else follows by name.
_FIRST = ("id", "type", "label", "altLabel", "headline")


def context(base: str) -> dict[str, Any]:
    """The @context: it says of every plain key which property it is and how its values are read."""
    terms = {
        key: {"@id": compact(iri), **reading} if reading else compact(iri) for key, (iri, reading) in _TERMS.items()
    }
    return {
        "@base": base,
        "@vocab": UKG,
        **PREFIXES,
        "id": "@id",
        "type": "@type",
        "value": "@value",
        "language": "@language",
        **terms,
    }


def _key(iri: str) -> str:
    return _KEYS.get(iri) or compact(iri)


def _id(iri: str, base: str) -> str:
    """An IRI under the base is told relative to it, as KIND/HASH."""
    return iri[len(base) :] if iri.startswith(base) and len(iri) > len(base) else iri


def _value(property_: str, value: ox.NamedNode | ox.Literal, base: str) -> object:
    reading = _READINGS.get(property_, _PLAIN)
    if isinstance(value, ox.NamedNode):
        return _id(value.value, base) if reading is _NODE else {"id": _id(value.value, base)}
    if value.language:
        plain = reading is _CHINESE and value.language == "zh"
        return value.value if plain else {"language": value.language, "value": value.value}
    datatype = value.datatype.value
    if datatype == XSD + "string":
        return value.value if reading is _PLAIN else {"value": value.value}
    if datatype == XSD + "integer" and reading is _PLAIN and str(int(value.value)) == value.value:
        return int(value.value)
    return {"type": compact(datatype), "value": value.value}


def _subject(triple: ox.Triple | ox.Quad) -> str:
    assert isinstance(triple.subject, ox.NamedNode)
    return triple.subject.value


def _node(subject: str, triples: Iterable[ox.Triple | ox.Quad], base: str) -> dict[str, object]:
    values: dict[str, list[object]] = {}
    for triple in triples:
        property_, value = triple.predicate.value, triple.object
        assert isinstance(value, ox.NamedNode | ox.Literal)
        if property_ == TYPE.value:
            name = value.value
            values.setdefault("type", []).append(name[len(UKG) :] if name.startswith(UKG) else compact(name))
        else:
            values.setdefault(_key(property_), []).append(_value(property_, value, base))
    keys = [k for k in _FIRST if k in values] + sorted(values.keys() - set(_FIRST))
    single = {key: values[key][0] if len(values[key]) == 1 else values[key] for key in keys}
    return {"id": _id(subject, base), **single}


def node_text(triples: Sequence[ox.Triple | ox.Quad], base: str) -> str:
    """One subject's triples, in canonical order, as they stand in the document."""
    return _pretty(_node(_subject(triples[0]), triples, base), "\n")


def _pretty(value: object, line_end: str) -> str:
    """The value as json.dumps writes it with an indent of 1, which does so four times as slowly."""
    inner = line_end + " "
    if isinstance(value, dict):
        return "{" + ",".join([f"{inner}{_plain(k)}: {_pretty(v, inner)}" for k, v in value.items()]) + line_end + "}"
    if isinstance(value, list):
        return "[" + ",".join([inner + _pretty(v, inner) for v in value]) + line_end + "]"
    return _plain(value)


def head(base: str) -> str:
    """What the document begins with; its nodes follow, with commas between them."""
    return '{\n"@context": ' + json.dumps(context(base), ensure_ascii=False, indent=1) + ',\n"@graph": ['


TAIL = "\n]\n}\n"


def write(triples: Iterable[ox.Triple], base: str) -> Iterator[str]:
    """The document's text, piece by piece; the triples come subject by subject, in canonical order."""
    yield head(base)
    separator = "\n"
    for _, group in groupby(triples, key=_subject):
        yield separator + node_text(list(group), base)
        separator = ",\n"
    yield TAIL

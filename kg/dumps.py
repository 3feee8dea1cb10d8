"""The dumps: the same quads always give the same bytes.

They are made from the statements' quads, not from the store, which rewrites literals.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import pyoxigraph as ox

from kg import jsonld
from kg.ids import Names
from kg.rdf import canonical, facts_of
from kg.vocabulary import EVENT_TYPE, PREFIXES

# A kind of data IRI (BASE + kind + "/") becomes a prefix where its name can be one.
_KIND = re.compile(r"[a-z][a-z0-9-]*(?=/)")

# Format → file.
DUMPS = {"nq": "graph.nq", "trig": "graph.trig", "ttl": "graph.ttl", "jsonld": "graph.jsonld"}

_HEADER = re.compile(rb"(?:@prefix [^\n]*\n)*")
# The formats whose text begins with prefixes.
_PREFIXED = frozenset({ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG, ox.RdfFormat.N3})


def _prefixes(quads: Iterable[ox.Quad], names: Names) -> dict[str, str]:
    """The vocabularies' prefixes and one for every kind of thing in the quads."""
    kinds = set()
    for quad in quads:
        for node in (quad.subject, quad.object, quad.graph_name):
            if isinstance(node, ox.NamedNode) and node.value.startswith(names.base):
                kind = _KIND.match(node.value, len(names.base))
                if kind:
                    kinds.add(kind.group())
    return {kind: f"{names.base}{kind}/" for kind in kinds} | {"event-type": EVENT_TYPE} | PREFIXES


def serialize(
    items: Iterable[ox.Quad] | Iterable[ox.Triple], format_: ox.RdfFormat, prefixes: Mapping[str, str]
) -> bytes:
    """The items as text, the same for the same items and prefixes: Oxigraph alone orders prefixes anew every time."""
    text = ox.serialize(items, format=format_, prefixes=dict(prefixes))
    assert text is not None
    return in_order(text, format_)


def in_order(text: bytes, format_: ox.RdfFormat) -> bytes:
    """The beginning of a text in that format, its prefixes sorted and set apart."""
    if format_ not in _PREFIXED:
        return text
    header = _HEADER.match(text)
    assert header is not None  # it may be empty
    lines = sorted(header[0].splitlines(keepends=True), key=lambda line: line.partition(b":"))
    return b"".join(lines) + b"\n" * bool(lines) + text[header.end() :]


def _facts(quads: Iterable[ox.Quad], names: Names) -> list[ox.Triple]:
    """The triples of the facts, each once however many graphs state it, in the canonical order."""
    facts = (ox.Quad(q.subject, q.predicate, q.object) for q in facts_of(quads, names))
    return [q.triple for q in canonical(facts)]


def texts(quads: Sequence[ox.Quad], names: Names) -> dict[str, bytes]:
    """Every dump's text: nq and trig with everything, ttl and jsonld with the facts without graphs and evidence."""
    prefixes = _prefixes(quads, names)
    facts = _facts(quads, names)
    return {
        "nq": serialize(quads, ox.RdfFormat.N_QUADS, {}),
        "trig": serialize(quads, ox.RdfFormat.TRIG, prefixes),
        "ttl": serialize(facts, ox.RdfFormat.TURTLE, prefixes),
        "jsonld": "".join(jsonld.write(facts, names.base)).encode(),
    }

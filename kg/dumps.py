"""The dumps: the same quads always give the same bytes.

They are made from the statements' quads, not from the store, which rewrites literals.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from kg import jsonld
from kg.ids import Names
from kg.rdf import canonical, facts_of
from kg.vocabulary import EVENT_TYPE, PREFIXES

# A kind of data IRI (BASE + kind + "/") becomes a prefix where its name can be one.
_KIND = re.compile(r"[a-z][a-z0-9-]*(?=/)")

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
    if format_ not in _PREFIXED:
        return text
    start = 0
    while text.startswith(b"@prefix ", start):
        start = text.index(b"\n", start) + 1
    header = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in sorted(prefixes.items()))
    return header.encode() + b"\n" + text[start:]


def _facts(quads: Iterable[ox.Quad], names: Names) -> list[ox.Triple]:
    """The triples of the facts, each once however many graphs state it, in the canonical order."""
    facts = (ox.Quad(q.subject, q.predicate, q.object) for q in facts_of(quads, names))
    return [q.triple for q in canonical(facts)]


def nquads(quads: Sequence[ox.Quad], names: Names) -> bytes:
    """Everything, a quad a line."""
    text = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
    assert text is not None
    return text


def trig(quads: Sequence[ox.Quad], names: Names) -> bytes:
    """Everything, graph by graph."""
    return serialize(quads, ox.RdfFormat.TRIG, _prefixes(quads, names))


def turtle(quads: Sequence[ox.Quad], names: Names) -> bytes:
    """The facts without their graphs and evidence."""
    return serialize(_facts(quads, names), ox.RdfFormat.TURTLE, _prefixes(quads, names))


def json_ld(quads: Sequence[ox.Quad], names: Names) -> bytes:
    """The facts as JSON with a context."""
    return "".join(jsonld.write(_facts(quads, names), names.base)).encode()


@dataclass(frozen=True, slots=True)
class Dump:
    """One of a release's dumps: the file's name, its media type, and what writes it."""

    file: str
    media_type: str
    write: Callable[[Sequence[ox.Quad], Names], bytes]


DUMPS: dict[str, Dump] = {
    "nq": Dump("graph.nq", "application/n-quads", nquads),
    "trig": Dump("graph.trig", "application/trig", trig),
    "ttl": Dump("graph.ttl", "text/turtle", turtle),
    "jsonld": Dump("graph.jsonld", "application/ld+json", json_ld),
}

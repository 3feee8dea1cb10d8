"""The one owner of Turtle's and TriG's layout: prefixes in order, and texts taken apart subject by subject."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import pyoxigraph as ox

from kg.ids import Names
from kg.vocabulary import EVENT_TYPE, PREFIXES

# A kind of data IRI (BASE + kind + "/") becomes a prefix where its name can be one.
_KIND = re.compile(r"[a-z][a-z0-9-]*(?=/)")

_HEADER = re.compile(rb"(?:@prefix [^\n]*\n)*")
# A subject's further lines are indented; line ends inside literals are written as escapes.
_SUBJECT_END = re.compile(rb"(?<=\.\n)(?=[^\t])")
# The formats whose text begins with prefixes.
_PREFIXED = frozenset({ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG, ox.RdfFormat.N3})


def kinds_of(quads: Iterable[ox.Quad], names: Names) -> set[str]:
    """The kinds of data IRIs in the quads."""
    kinds = set()
    for quad in quads:
        for node in (quad.subject, quad.object, quad.graph_name):
            if isinstance(node, ox.NamedNode) and node.value.startswith(names.base):
                kind = _KIND.match(node.value, len(names.base))
                if kind:
                    kinds.add(kind.group())
    return kinds


def prefixes_of(kinds: Iterable[str], names: Names) -> dict[str, str]:
    """The vocabularies' prefixes and one for every kind of data IRI."""
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


def header(prefixes: Mapping[str, str]) -> bytes:
    """What a text with those prefixes begins with."""
    return b"".join(b"@prefix %b: <%b> .\n" % (p.encode(), prefixes[p].encode()) for p in sorted(prefixes)) + b"\n"


def subjects(triples: Sequence[ox.Triple], prefixes: Mapping[str, str]) -> list[bytes]:
    """The triples in Turtle, a text for each subject, without the prefixes; they come subject by subject."""
    text = serialize(triples, ox.RdfFormat.TURTLE, prefixes)
    return _SUBJECT_END.split(text[len(header(prefixes)) :])


def short(iri: str, prefixes: Mapping[str, str]) -> bytes:
    """The IRI as Turtle writes it with those prefixes."""
    node = ox.NamedNode(iri)
    [text] = subjects([ox.Triple(node, node, node)], prefixes)
    return text[: text.index(b" ")]

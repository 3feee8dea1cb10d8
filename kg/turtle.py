"""The one owner of Turtle's and TriG's layout: prefixes in order, and texts taken apart subject by subject."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

import pyoxigraph as ox

from kg.ids import Names
from kg.model import Iri
from kg.vocabulary import EVENT_TYPE, PREFIXES, TYPE

# The prefixes that every text has.
_VOCABULARIES = {"event-type": EVENT_TYPE} | PREFIXES
# Dates, numbers and terms of the ontology come again and again.
_KEPT_TERMS = 1 << 16

# A kind of data IRI (BASE + kind + "/") becomes a prefix where its name can be one.
_KIND = re.compile(r"[a-z][a-z0-9-]*(?=/)")

_HEADER = re.compile(rb"(?:@prefix [^\n]*\n)*")
# A subject's further lines are indented; line ends inside literals are written as escapes.
_SUBJECT_END = re.compile(rb"(?<=\.\n)(?=[^\t])")
# What names of ours end with, as N-Triples has it: nothing in it is ever escaped.
_HASH = re.compile(rb"[0-9a-f]+>")
_TYPE = b"<%b>" % TYPE.value.encode()
# The formats whose text begins with prefixes.
_PREFIXED = frozenset({ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG, ox.RdfFormat.N3})


def kinds_of(iris: Iterable[Iri], names: Names) -> set[str]:
    """The kinds of the data IRIs among those."""
    found = (_KIND.match(iri.value, len(names.base)) for iri in iris if iri.value.startswith(names.base))
    return {kind.group() for kind in found if kind}


def prefixes_of(kinds: Iterable[str], names: Names) -> dict[str, str]:
    """The vocabularies' prefixes and one for every kind of data IRI."""
    return {kind: f"{names.base}{kind}/" for kind in kinds} | _VOCABULARIES


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


def subjects(triples: Iterable[ox.Quad] | Iterable[ox.Triple], prefixes: Mapping[str, str]) -> list[bytes]:
    """The triples in Turtle, a text for each subject, without the prefixes; they come subject by subject."""
    text = serialize(triples, ox.RdfFormat.TURTLE, prefixes)
    return _SUBJECT_END.split(text[len(header(prefixes)) :])


class Writer:
    """Writes nodes as Oxigraph does with those prefixes."""

    __slots__ = ("_terms",)

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._terms = _Terms(prefixes)

    def node(self, subject: bytes, said: bytes) -> bytes:
        """The text of a node; `said` has its property and object a line, as N-Triples writes them."""
        terms = self._terms
        parts = [terms[b"<%b>" % subject]]
        last = b""
        for line in said.split(b"\n"):
            property_, _, value = line.partition(b" ")
            if property_ == last:
                parts += (b" , ", terms[value])
            else:
                verb = b"a" if property_ == _TYPE else terms[property_]
                parts += (b" ;\n\t" if last else b" ", verb, b" ", terms[value])
                last = property_
        parts.append(b" .\n")
        return b"".join(parts)


class _Terms(dict[bytes, bytes]):
    """Terms as N-Triples writes them → as Turtle does with those prefixes; Oxigraph is asked for none twice.

    It need not be asked for a data IRI, whose prefix is its kind, nor for a literal that has no datatype: Turtle writes
    that as N-Triples does.
    """

    __slots__ = ("_data", "_namespace", "_prefixes")

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        super().__init__()
        kinds = {kind: namespace for kind, namespace in prefixes.items() if kind not in _VOCABULARIES}
        vocabularies = tuple(_VOCABULARIES.values())
        plain = [(k.encode(), n.encode()) for k, n in kinds.items() if not n.startswith(vocabularies)]
        self._prefixes = prefixes
        self._data = {b"<" + namespace: kind + b":" for kind, namespace in plain}
        self._namespace = re.compile(b"|".join(re.escape(b"<" + n.encode()) for n in kinds.values()) or b"(?!)")

    def __missing__(self, term: bytes) -> bytes:
        found = self[term] = self._made(term)
        return found

    def _made(self, term: bytes) -> bytes:
        if term.startswith(b'"') and not term.endswith(b">"):
            return term
        namespace, slash, name = term.rpartition(b"/")
        kind = self._data.get(namespace + slash)
        if kind and _HASH.fullmatch(name):
            return kind + name[:-1]
        return _asked(term, self._prefixes) if self._namespace.search(term) else _of_vocabulary(term)


@lru_cache(maxsize=_KEPT_TERMS)
def _of_vocabulary(term: bytes) -> bytes:
    return _asked(term, _VOCABULARIES)


def _asked(term: bytes, prefixes: Mapping[str, str]) -> bytes:
    """The term, given as N-Triples writes it, as Oxigraph writes it in Turtle."""
    start = b"<urn:x> <urn:x> "
    [text] = subjects(ox.parse(b"%b%b ." % (start, term), format=ox.RdfFormat.N_TRIPLES), prefixes)
    return text[len(start) : -len(b" .\n")]


def short(iri: str, prefixes: Mapping[str, str]) -> bytes:
    """The IRI as Turtle writes it with those prefixes."""
    node = ox.NamedNode(iri)
    [text] = subjects([ox.Triple(node, node, node)], prefixes)
    return text[: text.index(b" ")]

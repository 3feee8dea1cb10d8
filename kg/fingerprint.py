"""A hash of a graph that does not depend on the order of its triples: two graphs are compared without sorting either.

It is the number of the triples and the sum of a hash of each, as canonical N-Triples.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from kg.vocabulary import XSD

# 128 bits of each triple's hash: that two graphs which nobody made to collide share a sum is not to be expected.
_BYTES = 16
_ALL = 1 << 8 * _BYTES
# Servers write numbers in their own way ("1.0" as "1", "01" as "1"): they are compared by value.
_NUMBERS = frozenset({XSD + "decimal", XSD + "integer"})
_NUMBER = re.compile(r"([+-]?)0*(\d*)(?:\.(\d*?)0*)?\Z", re.ASCII)

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """How many triples a graph has, and the sum of their hashes."""

    triples: int = 0
    sum: int = 0

    def __add__(self, other: Fingerprint) -> Fingerprint:
        return Fingerprint(self.triples + other.triples, (self.sum + other.sum) % _ALL)

    def __str__(self) -> str:
        return f"{self.sum:0{2 * _BYTES}x}"


def of_triple(subject: Term, predicate: Term, object_: Term) -> Fingerprint:
    """The fingerprint of one triple."""
    line = f"{subject} {predicate} {_canonical(object_)} .\n"
    return Fingerprint(1, int.from_bytes(hashlib.sha256(line.encode()).digest()[:_BYTES], "big"))


def of_triples(triples: Iterable[ox.Triple | ox.Quad]) -> Fingerprint:
    """The fingerprint of triples, each of which is there once."""
    number = total = 0
    for triple in triples:
        own = of_triple(triple.subject, triple.predicate, triple.object)
        number += 1
        total += own.sum
    return Fingerprint(number, total % _ALL)


def _canonical(term: Term) -> str:
    """The term as N-Triples has it; language tags in lower case, numbers without zeros that say nothing."""
    if not isinstance(term, ox.Literal):
        return str(term)
    if term.language:
        return str(ox.Literal(term.value, language=term.language.lower()))
    found = _NUMBER.match(term.value) if term.datatype.value in _NUMBERS else None
    if found is None or not (found[2] or found[3] or "0" in term.value):
        return str(term)
    value = (found[2] or "0") + (f".{found[3]}" if found[3] else "")
    sign = "-" if found[1] == "-" and value != "0" else ""
    return str(ox.Literal(sign + value, datatype=term.datatype))

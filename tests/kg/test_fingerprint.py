"""Graphs compared without being sorted: the order plays no part, nor how a server writes a number or a language."""

from __future__ import annotations

from itertools import permutations

import pyoxigraph as ox
import pytest

from kg.fingerprint import Fingerprint, of_triple, of_triples
from kg.vocabulary import XSD

A, B = ox.NamedNode("urn:a"), ox.NamedNode("urn:b")


def literal(text: str, datatype: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(XSD + datatype))


def same(one: ox.Literal, other: ox.Literal) -> bool:
    return of_triple(A, B, one) == of_triple(A, B, other)


def test_the_order_of_the_triples_plays_no_part() -> None:
    triples = [ox.Triple(A, B, A), ox.Triple(A, B, B), ox.Triple(A, B, ox.Literal("工会", language="zh"))]
    [print_] = {of_triples(some) for some in permutations(triples)}
    assert print_.triples == 3
    assert print_ == of_triples(triples[:1]) + of_triples(triples[1:])
    assert len(str(print_)) == 32


def test_each_part_of_a_triple_counts() -> None:
    kinds = [A, ox.Literal("urn:a"), ox.Literal("urn:a", language="zh"), literal("urn:a", "anyURI")]
    triples = [ox.Triple(s, p, o) for s in (A, B) for p in (A, B) for o in kinds]
    assert len({of_triples([triple]) for triple in triples}) == len(triples)
    assert of_triples([]) == Fingerprint(0, 0)


@pytest.mark.parametrize(
    ("one", "other"),
    [("1", "1.0"), ("0.9", "0.90"), ("01", "1"), ("+1", "1"), ("0", "-0.0"), (".5", "0.5"), ("10", "010.")],
)
def test_a_number_counts_by_its_value(one: str, other: str) -> None:
    assert same(literal(one, "decimal"), literal(other, "decimal"))
    assert not same(literal(one, "decimal"), literal("1" + other, "decimal"))
    assert not same(literal(one, "string"), literal(other, "string"))


@pytest.mark.parametrize("text", ["", ".", "-", "1e3", "１", "1 ", "a"])
def test_what_is_no_number_counts_as_it_is(text: str) -> None:
    assert same(literal(text, "decimal"), literal(text, "decimal"))
    assert not same(literal(text, "decimal"), literal("0", "decimal"))
    assert not same(literal(text, "decimal"), literal("1", "decimal"))


def test_the_case_of_a_language_plays_no_part() -> None:
    assert same(ox.Literal("工会", language="zh-hant"), ox.Literal("工会", language="zh-Hant"))
    assert not same(ox.Literal("工会", language="zh"), ox.Literal("工会", language="en"))

"""Statements become quads: the fact in its article's graph, its evidence beside."""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox
import pytest

from kg.model import Iri, Literal, Span, Statement, Value
from kg.rdf import canonical, decimal, evidence_iri, evidence_statements, facts_of, quad, quads_of, term, value_of
from kg.vocabulary import EVIDENCED, PROV, RDF, TYPE, XSD, ukg
from tests.example import ARTICLE, NAMES, PAGE_TEXTS, PERSON, POST, TEXT, UNION, evidence, example_statements, fact, zh

HOLDS = fact(PERSON, ukg("holdsPost"), POST, evidence("青禾区总工会主席周明远", "title-name", 0.95))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Iri("https://example.org/a"), "<https://example.org/a>"),
        (Literal("主席", language="zh"), '"主席"@zh'),
        (Literal("a01.md"), '"a01.md"'),
        (Literal("--03-08", XSD + "gMonthDay"), f'"--03-08"^^<{XSD}gMonthDay>'),
    ],
)
def test_a_value_becomes_a_term_and_comes_back(value: Value, text: str) -> None:
    assert str(term(value)) == text
    assert value_of(term(value)) == value


def test_a_fact_stands_in_its_articles_graph() -> None:
    made = quad(HOLDS)
    assert [t.value for t in (made.subject, made.predicate, made.graph_name)] == [
        PERSON.value,
        ukg("holdsPost").value,
        ARTICLE.value,
    ]
    assert made.object == ox.NamedNode(POST.value)


def test_an_evidence_says_what_is_stated_where_in_which_words_and_how_surely() -> None:
    told = {s.property: s.value for s in evidence_statements(HOLDS, NAMES, PAGE_TEXTS)}
    span = HOLDS.evidence[0].span
    assert told == {
        TYPE: ukg("Evidence"),
        Iri(RDF + "subject"): PERSON,
        Iri(RDF + "predicate"): ukg("holdsPost"),
        Iri(RDF + "object"): POST,
        Iri(PROV + "wasDerivedFrom"): ARTICLE,
        ukg("start"): Literal(str(span.start), XSD + "integer"),
        ukg("end"): Literal(str(span.end), XSD + "integer"),
        ukg("quote"): zh("青禾区总工会主席周明远"),
        ukg("rule"): Literal("title-name"),
        ukg("confidence"): Literal("0.95", XSD + "decimal"),
    }


def test_a_quote_over_a_line_end_has_no_white_space() -> None:
    split = fact(UNION, ukg("place"), ARTICLE, evidence("青禾会堂"))
    span = split.evidence[0].span
    assert "\n" in TEXT[span.start : span.end]
    assert zh("青禾会堂") in [s.value for s in evidence_statements(split, NAMES, PAGE_TEXTS)]


def test_every_place_where_an_entity_is_named_is_an_evidence_of_its_own() -> None:
    mention = next(s for s in example_statements() if s.property == ukg("mentions") and s.value == UNION)
    assert len(mention.evidence) == 3
    assert len({evidence_iri(mention, e, NAMES) for e in mention.evidence}) == 3


def test_an_evidence_is_named_after_what_it_says() -> None:
    here = HOLDS.evidence[0]
    name = evidence_iri(HOLDS, here, NAMES)
    assert name == evidence_iri(replace(HOLDS, page="elsewhere"), here, NAMES)
    others = [
        evidence_iri(HOLDS, replace(here, span=Span(0, 1)), NAMES),
        evidence_iri(HOLDS, replace(here, rule="other"), NAMES),
        evidence_iri(replace(HOLDS, value=zh(POST.value)), here, NAMES),
        evidence_iri(replace(HOLDS, value=Literal(POST.value)), here, NAMES),
        evidence_iri(replace(HOLDS, graph=UNION), here, NAMES),
    ]
    assert len({name, *others}) == 6


@pytest.mark.parametrize(("number", "text"), [(1, "1.0"), (0.9, "0.9"), (0.1 + 0.2, "0.3"), (0.00012, "0.0001")])
def test_a_confidence_is_a_plain_decimal(number: float, text: str) -> None:
    assert decimal(number) == text


def test_every_fact_that_needs_evidence_has_it_in_the_evidence_graph() -> None:
    quads = quads_of(example_statements(), NAMES, PAGE_TEXTS)
    proofs: dict[ox.NamedNode, dict[str, object]] = {}
    for q in quads:
        if q.graph_name == ox.NamedNode(NAMES.evidence_graph.value):
            assert isinstance(q.subject, ox.NamedNode)
            proofs.setdefault(q.subject, {})[q.predicate.value] = q.object
    proved = {tuple(p[RDF + part] for part in ("subject", "predicate", "object")) for p in proofs.values()}
    needed = {ukg(name).value for name in EVIDENCED}
    facts = [q for q in facts_of(quads, NAMES) if q.predicate.value in needed]
    assert len(facts) == 19
    assert {(q.subject, q.predicate, q.object) for q in facts} == proved


def test_quads_come_once_and_in_the_same_order_whatever_order_they_come_in() -> None:
    statements = example_statements()
    quads = quads_of(statements, NAMES, PAGE_TEXTS)
    assert quads == quads_of([*reversed(statements), *statements], NAMES, PAGE_TEXTS)
    assert len(quads) == len(set(quads))
    assert canonical(reversed(quads)) == quads


def test_the_evidence_of_two_statements_of_one_fact_is_joined() -> None:
    other = replace(HOLDS, evidence=(evidence("主席周明远", "second-rule"),))
    quads = quads_of([HOLDS, other], NAMES, PAGE_TEXTS)
    assert len(facts_of(quads, NAMES)) == 1
    assert sum(q.object == ox.NamedNode(ukg("Evidence").value) for q in quads) == 2


def test_a_node_without_a_name_is_no_value() -> None:
    with pytest.raises(TypeError, match="only IRIs and literals"):
        value_of(ox.BlankNode("b"))


def test_a_statement_without_evidence_makes_one_quad() -> None:
    assert len(quads_of([Statement(ARTICLE, UNION, TYPE, ukg("Union"))], NAMES, {})) == 1

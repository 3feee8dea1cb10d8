"""What breaks a shape or lacks its sentence is kept out, and with it what rested on it, but nothing else."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib

from kg.inference import inferred
from kg.model import Evidence, Iri, Literal, Span, Statement, Value
from kg.ontology import CORE
from kg.rdf import quads_of
from kg.resources import ontology_file
from kg.shapes import SHAPE, shapes_graph, triple_of, violations
from kg.validate import Quarantined, validate
from kg.vocabulary import ALT_LABEL, DCTERMS, EVIDENCED, LABEL, TYPE, XSD, event_type, ukg
from tests.example import (
    ARTICLE,
    AWARD,
    DISTRICT,
    EVENT,
    FACTORY,
    FACTORY_UNION,
    HALL,
    NAMES,
    PAGE,
    PAGE_TEXTS,
    PERSON,
    POST,
    REPORTER,
    TEXT,
    UNION,
    entity,
    evidence,
    example_statements,
    fact,
    integer,
    zh,
)

GOOD = example_statements()
PROOF = evidence("青禾区总工会主席周明远出席并讲话")
DAY = XSD + "date"


def check(statements: Sequence[Statement]) -> tuple[tuple[Statement, ...], tuple[Quarantined, ...]]:
    return validate(statements, PAGE_TEXTS, NAMES)


def without(*facts: tuple[Iri, Iri]) -> list[Statement]:
    """The example without what it says of those subjects with those properties."""
    return [s for s in GOOD if (s.subject, s.property) not in facts]


def about(node: Iri) -> list[Statement]:
    """What the example says of a node, and what leads to it."""
    return [s for s in GOOD if node in (s.subject, s.value)]


def test_the_example_conforms() -> None:
    assert check(GOOD) == (GOOD, ())


# subject, property, value, shape: facts that are wrong by themselves, while all around them stays.
WRONG_FACTS: list[tuple[Iri, str, Value, str]] = [
    (ARTICLE, "mentions", EVENT, "Article-mentions"),
    (ARTICLE, "reports", PERSON, "Article-reports"),
    (ARTICLE, "photographer", UNION, "Article-byline"),
    (UNION, "mentions", PERSON, "OfArticle"),
    (UNION, "holdsPost", POST, "HoldsPost"),
    (PERSON, "holdsPost", UNION, "HoldsPost-post"),
    (PERSON, "inDistrict", DISTRICT, "InDistrict"),
    (UNION, "inDistrict", HALL, "InDistrict-district"),
    (FACTORY, "unionOf", FACTORY_UNION, "UnionOf"),
    (UNION, "unionOf", DISTRICT, "UnionOf-organization"),
    (PERSON, "partOf", UNION, "PartOf"),
    (FACTORY, "partOf", HALL, "PartOf-whole"),
    (FACTORY, "leads", FACTORY, "Leads"),
    (PERSON, "leads", FACTORY, "Leads-workshop"),
    (HALL, "hasAward", AWARD, "HasAward"),
    (PERSON, "hasAward", UNION, "HasAward-award"),
    (EVENT, "organizer", HALL, "Event-organizer"),
    (EVENT, "place", PERSON, "Event-place"),
    (EVENT, "district", UNION, "Event-district"),
    (EVENT, "attendee", DISTRICT, "Event-participant"),
    (EVENT, "judge", AWARD, "Event-participant"),
    (UNION, "speaker", PERSON, "OfEvent"),
    (EVENT, "eventType", event_type("party"), "Event-type"),
    (EVENT, "organizer", Iri("https://example.org/nobody"), "Event-organizer"),
]


@pytest.mark.parametrize(("subject", "name", "value", "shape"), WRONG_FACTS)
def test_a_wrong_fact_is_kept_out_and_nothing_else(subject: Iri, name: str, value: Value, shape: str) -> None:
    wrong = fact(subject, ukg(name), value, PROOF)
    kept, out = check([*GOOD, wrong])
    assert kept == GOOD
    assert [(q.shape, q.statement, q.sentence) for q in out] == [(shape, wrong, "青禾区总工会主席周明远出席并讲话")]
    chinese, english = out[0].message.split(" / ")
    assert chinese
    assert english.isascii()


# Something that is missing takes with it what made the shape ask for it.
MISSING: list[tuple[Iri, Iri, str, Iri]] = [
    (UNION, LABEL, "Entity-label", UNION),
    (PERSON, TYPE, "Named-type", PERSON),
    (EVENT, LABEL, "Event-label", EVENT),
    (EVENT, ukg("eventType"), "Event-type", EVENT),
    (ARTICLE, ukg("reports"), "Event-reported", EVENT),
    (PERSON, ukg("holdsPost"), "Post-held", POST),
]


@pytest.mark.parametrize(("subject", "property_", "shape", "gone"), MISSING)
def test_what_lacks_something_goes_with_all_that_is_said_of_it(
    subject: Iri, property_: Iri, shape: str, gone: Iri
) -> None:
    statements = without((subject, property_))
    kept, out = check(statements)
    assert shape in {q.shape for q in out}
    assert not [s for s in kept if gone in (s.subject, s.value)]
    assert {q.statement for q in out} >= set(about(gone)) & set(statements)
    assert set(kept) | {q.statement for q in out} == set(statements)


def test_what_is_kept_out_is_told_in_the_order_in_which_it_is_stated() -> None:
    more = [fact(ARTICLE, ukg(name), integer(number)) for name in ("start", "end") for number in range(40, 48)]
    statements = [*GOOD, *more]
    _, out = check(statements)
    wrong = [s for s in statements if s.property in (ukg("start"), ukg("end"))]
    assert [q.statement for q in out][: len(wrong)] == wrong


def test_what_is_kept_conforms_by_itself() -> None:
    """A removal breaks more, and that more: the district's label its mention, its relation, the event's district."""
    kept, out = check(without((DISTRICT, LABEL)))
    assert {q.statement.value for q in out} >= {DISTRICT, ukg("District")}
    assert check(kept) == (kept, ())
    assert fact(EVENT, LABEL, zh("安全知识竞赛")) in kept


def test_an_entity_that_no_mention_proves_goes_with_its_facts() -> None:
    unnamed = [s for s in GOOD if not (s.property == ukg("mentions") and s.value == HALL)]
    kept, out = check(unnamed)
    assert {q.shape for q in out} == {"Entity-named"}
    assert not [s for s in kept if HALL in (s.subject, s.value)]


def test_a_credited_person_needs_no_mention() -> None:
    assert not [s for s in GOOD if s.property == ukg("mentions") and s.value == REPORTER]
    assert [s for s in check(GOOD)[0] if s.subject == REPORTER]


@pytest.mark.parametrize(
    ("subject", "property_", "value", "shape"),
    [
        (ARTICLE, Iri(DCTERMS + "title"), zh("另一个标题"), "Article-title"),
        (POST, ukg("title"), zh("副主席"), "Post-title"),
        (POST, ukg("at"), FACTORY, "Post-at"),
        (EVENT, ukg("dateText"), zh("昨日"), "Event-dateText"),
        (EVENT, ukg("date"), Literal("2023-03-09", DAY), "Event-when"),
    ],
)
def test_of_two_values_where_one_is_allowed_neither_is_kept(
    subject: Iri, property_: Iri, value: Value, shape: str
) -> None:
    kept, out = check([*GOOD, fact(subject, property_, value, PROOF)])
    assert [q.statement.value for q in out if q.shape == shape].count(value) == 1
    assert not [s for s in kept if (s.subject, s.property) == (subject, property_)]


def test_an_entity_of_two_classes_is_of_none() -> None:
    kept, out = check([*GOOD, fact(HALL, TYPE, ukg("Award"))])
    assert not [s for s in kept if HALL in (s.subject, s.value)]
    kept, out = check([*GOOD, fact(FACTORY, TYPE, ukg("Institution"))])
    assert "OneKind-type" in {q.shape for q in out}
    assert not [s for s in kept if FACTORY in (s.subject, s.value)]
    assert [s for s in kept if s.subject == FACTORY_UNION]


def test_an_article_without_its_page_is_none_and_nothing_of_it_is_kept() -> None:
    kept, out = check(without((ARTICLE, ukg("page"))))
    assert kept == ()
    assert len(out) == len(GOOD) - 1


@pytest.mark.parametrize(("start", "end"), [(-1, 50), (50, 50), (60, 50)])
def test_an_article_has_a_span(start: int, end: int) -> None:
    rest = without((ARTICLE, ukg("start")), (ARTICLE, ukg("end")))
    kept, _ = check([*rest, fact(ARTICLE, ukg("start"), integer(start)), fact(ARTICLE, ukg("end"), integer(end))])
    assert kept == ()


def dated(*dates: tuple[str, str, str]) -> list[Statement]:
    """The example with other dates: property, lexical form, datatype."""
    rest = without((EVENT, ukg("date")), (EVENT, ukg("dateText")))
    return [*rest, *(fact(EVENT, ukg(name), Literal(text, XSD + kind), PROOF) for name, text, kind in dates)]


@pytest.mark.parametrize(
    "dates",
    [
        [("date", "2022", "gYear")],
        [("date", "2022-12", "gYearMonth")],
        [("date", "2022-12-31", "date")],
        [("date", "--12-31", "gMonthDay")],
        [("date", "--12", "gMonth")],
        [("startDate", "--12-30", "gMonthDay"), ("endDate", "--01-02", "gMonthDay")],
        [("startDate", "2022-11-14", "date"), ("endDate", "2022-11-18", "date")],
    ],
)
def test_dates_may_be_as_precise_as_the_text(dates: list[tuple[str, str, str]]) -> None:
    statements = dated(*dates)
    assert check(statements) == (tuple(statements), ())


@pytest.mark.parametrize(
    "dates",
    [
        [("date", "2022-13-01", "date")],
        [("date", "2022-02-30", "date")],
        [("date", "12-31", "gMonthDay")],
        [("date", "--13", "gMonth")],
        [("date", "近日", "string")],
        [("date", "2022", "string")],
        [("date", "2022", "gYear"), ("startDate", "2022", "gYear"), ("endDate", "2023", "gYear")],
        [("startDate", "2022", "gYear")],
        [("endDate", "2022", "gYear")],
        [("startDate", "2022", "gYear"), ("endDate", "岁末", "gYear")],
    ],
)
def test_other_dates_are_kept_out_while_the_event_stays(dates: list[tuple[str, str, str]]) -> None:
    kept, out = check(dated(*dates))
    when = {ukg("date"), ukg("startDate"), ukg("endDate")}
    assert not [s for s in kept if s.property in when]
    assert len(out) == len(dates)
    assert fact(EVENT, LABEL, zh("安全知识竞赛")) in kept


def test_a_date_that_is_none_is_told_in_the_report_and_not_in_a_log(caplog: pytest.LogCaptureFixture) -> None:
    _, out = check(dated(("date", "2021-02-29", "date")))
    assert [q.shape for q in out] == ["Event-when"]
    assert caplog.records == []


@pytest.mark.parametrize("name", EVIDENCED)
def test_a_fact_that_no_sentence_proves_is_kept_out(name: str) -> None:
    if name in ("mentions", "reports", "holdsPost"):
        stated = next(s for s in GOOD if s.property == ukg(name))
    else:
        stated = fact(PERSON, ukg(name), UNION, PROOF)
    unproved = replace(stated, evidence=())
    kept, out = check([s for s in GOOD if s != stated] + [unproved])
    assert ("Proved", unproved) in {(q.shape, q.statement) for q in out}
    assert unproved not in kept


LONG = len(TEXT)


@pytest.mark.parametrize(
    ("proof", "shape"),
    [
        (Evidence(Span(5, 5), "rule", 0.9), "Evidence-start"),
        (Evidence(Span(-3, 5), "rule", 0.9), "Evidence-start"),
        (Evidence(Span(0, LONG + 1), "rule", 0.9), "Evidence-end"),
        (Evidence(Span(LONG - 1, LONG), "rule", 0.9), "Evidence-quote"),
        (Evidence(Span(0, 5), "", 0.9), "Evidence-rule"),
        (Evidence(Span(0, 5), "rule", 1.01), "Evidence-confidence"),
        (Evidence(Span(0, 5), "rule", float("nan")), "Evidence-confidence"),
    ],
)
def test_an_evidence_that_does_not_hold_proves_nothing(proof: Evidence, shape: str) -> None:
    wrong = fact(FACTORY, ukg("partOf"), UNION, proof)
    kept, out = check([*GOOD, wrong])
    assert kept == GOOD
    assert [(q.shape, q.statement) for q in out] == [(shape, wrong)]


def test_a_fact_keeps_the_evidence_that_holds() -> None:
    bad = Evidence(Span(5, 5), "rule", 0.9)
    kept, out = check([*GOOD, fact(FACTORY, ukg("partOf"), UNION, PROOF, bad)])
    assert kept == (*GOOD, fact(FACTORY, ukg("partOf"), UNION, PROOF))
    assert [(q.shape, q.statement.evidence) for q in out] == [("Evidence-start", (bad,))]


def test_evidence_on_an_unknown_page_is_none() -> None:
    elsewhere = replace(fact(FACTORY, ukg("partOf"), UNION, PROOF), page="absent.md")
    kept, out = check([*GOOD, elsewhere])
    assert kept == GOOD
    assert [(q.shape, q.sentence) for q in out] == [("Evidence-article", "")]


def test_what_has_no_evidence_of_its_own_is_shown_in_the_sentence_that_names_its_subject() -> None:
    _, out = check([*GOOD, fact(HALL, LABEL, zh("另一个名称"))])
    label = next(q for q in out if q.statement.value == zh("另一个名称"))
    assert label.sentence == "青禾会堂"


OTHER = NAMES.make("article", PAGE, "60")


def other_article(label: str) -> list[Statement]:
    """A second article of the page that names the district's union, under that label."""
    facts = [
        fact(OTHER, TYPE, ukg("Article")),
        fact(OTHER, ukg("page"), Literal(PAGE)),
        fact(OTHER, ukg("start"), integer(60)),
        fact(OTHER, ukg("end"), integer(LONG)),
        fact(OTHER, ukg("mentions"), UNION, evidence("青禾区总工会", occurrence=2)),
        *entity(UNION, "Union", label),
    ]
    return [replace(s, graph=OTHER) for s in facts]


def test_of_the_labels_in_two_articles_the_fullest_is_kept() -> None:
    kept, out = check([*GOOD, *other_article("区总工会")])
    assert [(q.shape, q.statement.value, q.statement.graph) for q in out] == [("Entity-label", zh("区总工会"), OTHER)]
    assert {s.value for s in kept if (s.subject, s.property) == (UNION, LABEL)} == {zh("青禾区总工会")}
    assert check([*GOOD, *other_article("青禾区总工会")])[1] == ()


def test_an_article_may_leave_the_label_to_another() -> None:
    """It knows the entity by a short name; the fullest one stands in another article."""
    other = [s for s in other_article("青禾区总工会") if s.property != LABEL]
    other.append(replace(fact(UNION, ALT_LABEL, zh("区总工会")), graph=OTHER))
    assert check([*GOOD, *other]) == ((*GOOD, *other), ())


def test_a_label_that_goes_takes_along_what_leant_on_it() -> None:
    other = [s for s in other_article("青禾区总工会") if s.property != LABEL]
    kept, out = check([*without((ARTICLE, ukg("page"))), *other])
    assert not [s for s in kept if UNION in (s.subject, s.value)]
    assert "Entity-label" in {q.shape for q in out if q.statement.graph == OTHER}


def test_an_article_proves_its_own_facts() -> None:
    """That another article mentions the entity and tells its class does not count."""
    other = [s for s in other_article("青禾区总工会") if UNION not in (s.subject, s.value)]
    leaning = replace(fact(FACTORY_UNION, ukg("unionOf"), FACTORY, PROOF), graph=OTHER)
    kept, out = check([*GOOD, *other, leaning])
    assert kept == (*GOOD, *other)
    assert [q.statement for q in out] == [leaning]


def test_a_broken_article_does_not_touch_another() -> None:
    other = other_article("青禾区总工会")
    kept, _ = check([*without((ARTICLE, ukg("page"))), *other])
    assert list(kept) == other


def test_what_is_known_beforehand_needs_no_evidence_but_something_to_be_about() -> None:
    known = Statement(NAMES.inferred_graph, FACTORY_UNION, ukg("partOf"), UNION)
    assert check([*GOOD, known]) == ((*GOOD, known), ())
    kept, out = check([*without((UNION, LABEL)), known])
    assert known not in kept
    assert known in {q.statement for q in out}


def test_the_report_does_not_depend_on_the_order_of_the_statements() -> None:
    broken = [*GOOD, *(fact(s, ukg(n), v, PROOF) for s, n, v, _ in WRONG_FACTS)]
    kept, out = check(broken)
    shuffled = list(broken)
    random.Random(3).shuffle(shuffled)
    kept_again, out_again = check(shuffled)
    assert set(kept) == set(kept_again) == set(GOOD)
    assert set(out) == set(out_again)


def test_the_quick_form_of_the_shapes_finds_what_the_shapes_find() -> None:
    broken = [*without((HALL, LABEL)), *(fact(s, ukg(n), v, PROOF) for s, n, v, _ in WRONG_FACTS)]
    facts = [*broken, *(s for s in inferred(broken, NAMES) if s.property == TYPE)]
    data = rdflib.Graph()
    for statement in facts:
        data.add(triple_of(statement, NAMES.base, 0))
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes_graph())
    assert isinstance(report, rdflib.Graph)
    expected = sorted(str(shape).removeprefix(SHAPE) for shape in report.objects(None, rdflib.SH.sourceShape))
    assert sorted(v.shape for v in violations(data)) == expected
    assert len(set(expected)) > 20


def test_the_whole_graph_with_its_evidence_conforms() -> None:
    """The shapes of evidence, which the build checks in another way, hold in what it writes."""
    quads = quads_of(GOOD, NAMES, PAGE_TEXTS)
    text = ox.serialize((q.triple for q in quads), format=ox.RdfFormat.N_TRIPLES)
    data = rdflib.Graph().parse(data=text, format="nt")
    core = rdflib.Graph().parse(ontology_file(CORE))
    assert pyshacl.validate(data, shacl_graph=shapes_graph(), ont_graph=core)[0]
    proof = next(data.subjects(rdflib.URIRef(ukg("confidence").value)))
    data.set((proof, rdflib.URIRef(ukg("confidence").value), rdflib.Literal("1.5", datatype=rdflib.XSD.decimal)))
    conforms, report, _ = pyshacl.validate(data, shacl_graph=shapes_graph(), ont_graph=core)
    assert not conforms
    assert set(report.objects(None, rdflib.SH.sourceShape)) == {rdflib.URIRef(SHAPE + "Evidence-confidence")}

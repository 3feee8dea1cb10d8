"""What Shifty finds to conform conforms to pySHACL too, whatever shape is broken; what it does not, pySHACL decides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pyshacl
import pytest
import rdflib
import shifty
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import RDF, SH

from kg.inference import inferred
from kg.model import Iri, Literal, Statement, Value
from kg.ontology import SHAPES
from kg.rdf import evidence_statements, written
from kg.resources import ontology_file
from kg.shapes import SHAPE, shapes_graph, surely_conform, triple_of
from kg.vocabulary import ALT_LABEL, DCTERMS, LABEL, PROV, TYPE, XSD, event_type, ukg
from kg.vocabulary import RDF as RDF_IRI
from tests.example import (
    ARTICLE,
    AWARD,
    DISTRICT,
    EVENT,
    FACTORY,
    FACTORY_UNION,
    HALL,
    NAMES,
    PAGE_TEXTS,
    PERSON,
    POST,
    UNION,
    example_statements,
    fact,
    zh,
)

PROOF_STATEMENTS = list(evidence_statements(example_statements()[8], NAMES, PAGE_TEXTS))
PROOF = PROOF_STATEMENTS[0].subject
GOOD = (*example_statements(), *PROOF_STATEMENTS)
SHIFTY = shifty.PreparedValidator(ontology_file(SHAPES))


def text(name: str) -> Literal:
    return Literal(name)


def dcterms(name: str) -> Iri:
    return Iri(DCTERMS + name)


# shape: what is added to the example to break it.
ADDED: dict[str, list[tuple[Iri, Iri, Value]]] = {
    "Article-page": [(ARTICLE, ukg("page"), text("b02.md"))],
    "Article-start": [(ARTICLE, ukg("start"), Literal("9000", XSD + "integer"))],
    "Article-end": [(ARTICLE, ukg("end"), text("90"))],
    "Article-title": [(ARTICLE, dcterms("title"), zh(""))],
    "Article-kicker": [(ARTICLE, ukg("kicker"), text("鼓点"))],
    "Article-subtitle": [(ARTICLE, ukg("subtitle"), zh("其一")), (ARTICLE, ukg("subtitle"), zh("其二"))],
    "Article-issued": [(ARTICLE, dcterms("issued"), Literal("--03", XSD + "gMonth"))],
    "Article-mentions": [(ARTICLE, ukg("mentions"), EVENT)],
    "Article-reports": [(ARTICLE, ukg("reports"), PERSON)],
    "Article-byline": [(ARTICLE, ukg("internReporter"), UNION)],
    "OfArticle": [(UNION, ukg("correspondent"), PERSON)],
    "Span": [(UNION, ukg("start"), Literal("3", XSD + "integer"))],
    "Entity-altLabel": [(UNION, ALT_LABEL, Literal("union", language="en"))],
    "OneClass-type": [(HALL, TYPE, ukg("Award"))],
    "OneKind-type": [(FACTORY, TYPE, ukg("Workshop"))],
    "HoldsPost": [(UNION, ukg("holdsPost"), POST)],
    "HoldsPost-post": [(PERSON, ukg("holdsPost"), UNION)],
    "Post": [(PERSON, ukg("holdsPost"), AWARD), (AWARD, TYPE, ukg("Post"))],
    "Post-title": [(POST, ukg("title"), zh("副主席"))],
    "Post-at": [(POST, ukg("at"), PERSON)],
    "Post-since": [(POST, ukg("since"), Literal("--03", XSD + "gMonth"))],
    "Post-until": [(POST, ukg("until"), Literal("2022-13", XSD + "gYearMonth"))],
    "OfPost": [(PERSON, ukg("at"), UNION)],
    "InDistrict": [(PERSON, ukg("inDistrict"), DISTRICT)],
    "InDistrict-district": [(UNION, ukg("inDistrict"), HALL)],
    "UnionOf": [(FACTORY, ukg("unionOf"), FACTORY_UNION)],
    "UnionOf-organization": [(UNION, ukg("unionOf"), DISTRICT)],
    "PartOf": [(PERSON, ukg("partOf"), UNION)],
    "PartOf-whole": [(FACTORY, ukg("partOf"), HALL)],
    "Leads": [(FACTORY, ukg("leads"), FACTORY)],
    "Leads-workshop": [(PERSON, ukg("leads"), FACTORY)],
    "HasAward": [(HALL, ukg("hasAward"), AWARD)],
    "HasAward-award": [(PERSON, ukg("hasAward"), UNION)],
    "Event-type": [(EVENT, ukg("eventType"), event_type("party"))],
    "Event-organizer": [(EVENT, ukg("organizer"), HALL)],
    "Event-place": [(EVENT, ukg("place"), PERSON)],
    "Event-district": [(EVENT, ukg("district"), UNION)],
    "Event-participant": [(EVENT, ukg("chair"), DISTRICT)],
    "Event-when": [(EVENT, ukg("date"), Literal("2023-03-08", XSD + "date"))],
    "Event-endDate": [(EVENT, ukg("endDate"), Literal("2023-02-30", XSD + "date"))],
    "Event-dateText": [(EVENT, ukg("dateText"), zh("昨日"))],
    "Date": [(EVENT, ukg("startDate"), Literal("2023", XSD + "gYear"))],
    "StartDate": [(EVENT, ukg("startDate"), Literal("2023", XSD + "gYear"))],
    "StartDate-end": [(EVENT, ukg("startDate"), Literal("2023", XSD + "gYear"))],
    "EndDate-start": [(EVENT, ukg("endDate"), Literal("2023", XSD + "gYear"))],
    "OfEvent": [(UNION, ukg("speaker"), PERSON)],
}
# shape: what is taken from the example to break it.
TAKEN: dict[str, tuple[Iri, Iri]] = {
    "Entity-label": (UNION, LABEL),
    "Entity-named": (ARTICLE, ukg("mentions")),
    "Named-type": (PERSON, TYPE),
    "Post-held": (PERSON, ukg("holdsPost")),
    "Event-label": (EVENT, LABEL),
    "Event-reported": (ARTICLE, ukg("reports")),
    "DateText-date": (EVENT, ukg("date")),
    "Evidence-subject": (PROOF, Iri(RDF_IRI + "subject")),
    "Evidence-predicate": (PROOF, Iri(RDF_IRI + "predicate")),
    "Evidence-object": (PROOF, Iri(RDF_IRI + "object")),
    "Evidence-article": (PROOF, Iri(PROV + "wasDerivedFrom")),
    "Evidence-start": (PROOF, ukg("start")),
    "Evidence-end": (PROOF, ukg("end")),
    "Evidence-quote": (PROOF, ukg("quote")),
    "Evidence-rule": (PROOF, ukg("rule")),
    "Evidence-confidence": (PROOF, ukg("confidence")),
}
BROKEN = {
    **{shape: [*GOOD, *(fact(*told) for told in added)] for shape, added in ADDED.items()},
    **{shape: [s for s in GOOD if (s.subject, s.property) != taken] for shape, taken in TAKEN.items()},
}
# No statement has a subject that is none of IRIs; nothing in the graph leads from a fact to its evidence.
NEVER_BROKEN = {"Entity", "Proved"}


def whole(statements: Iterable[Statement]) -> list[Statement]:
    """The statements with the superclasses that follow from them."""
    stated = list(statements)
    return [*stated, *(s for s in inferred(stated, NAMES) if s.property == TYPE)]


def conform(statements: Iterable[Statement]) -> bool:
    return surely_conform(whole(statements))


def told_by_pyshacl(statements: Iterable[Statement]) -> set[tuple[str, str]]:
    """The shapes that are broken, each with a node that breaks it."""
    data = rdflib.Graph()
    for statement in whole(statements):
        data.add(triple_of(statement, NAMES.base, 0))
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes_graph())
    assert isinstance(report, rdflib.Graph)
    return {
        (str(report.value(result, SH.focusNode)).removesuffix("#0"), name_of(report.value(result, SH.sourceShape)))
        for result in report.objects(None, SH.result)
    }


def told_by_shifty(statements: Iterable[Statement]) -> set[tuple[str, str]]:
    """The node shapes that are broken, each with a node that breaks it."""
    lines = [b" ".join((written(s.subject), written(s.property), written(s.value), b".\n")) for s in whole(statements)]
    found = SHIFTY.validate_algebra(b"".join(lines), graph_mode="data", infer=False, on_unsupported="error")
    return {(v.focus_node.strip("<>"), name_of(v.shape_name).rstrip(">")) for v in found.violations}


def name_of(shape: object) -> str:
    return str(shape).rpartition("#")[2]


def node_shape(name: str) -> str:
    """The node shape that a property shape belongs to."""
    owner = shapes_graph().value(None, SH.property, rdflib.URIRef(SHAPE + name))
    return name_of(owner) if owner else name


def test_the_example_conforms() -> None:
    assert conform(GOOD)
    assert told_by_pyshacl(GOOD) == set()


@pytest.mark.parametrize("shape", BROKEN)
def test_whoever_breaks_a_shape_is_found_by_both(shape: str) -> None:
    broken = told_by_pyshacl(BROKEN[shape])
    assert shape in {name for _, name in broken}
    assert told_by_shifty(BROKEN[shape]) == {(node, node_shape(name)) for node, name in broken}
    assert not conform(BROKEN[shape])


def test_every_shape_that_asks_for_something_is_broken_here() -> None:
    graph = shapes_graph()
    says_nothing = {RDF.type, SH.message, SH.property, SH.targetClass, SH.targetSubjectsOf}
    shapes = {s for kind in (SH.NodeShape, SH.PropertyShape) for s in graph.subjects(RDF.type, kind)}
    asking = {name_of(shape) for shape in shapes if set(graph.predicates(shape)) - says_nothing}
    assert BROKEN.keys() == asking - NEVER_BROKEN


@pytest.mark.parametrize("day", ["0000-01-01", "12022-01-01"])
def test_a_date_that_only_one_of_them_can_read_is_left_to_pyshacl(day: str) -> None:
    dated = [fact(ARTICLE, dcterms("issued"), Literal(day, XSD + "date"))]
    stated = [s for s in GOOD if s.property != dcterms("issued")] + dated
    assert told_by_shifty(stated) == set()
    assert told_by_pyshacl(stated) == {(ARTICLE.value, "Article-issued")}
    assert not conform(stated)


KINDS = ["", *(XSD + name for name in ("string", "integer", "date", "gYear", "gYearMonth", "gMonthDay", "decimal"))]
FORMS = [
    "",
    "0",
    "007",
    "-1",
    "2.50",
    "2022",
    "0000",
    "2022Z",
    "2022-12",
    "2022-02-30",
    "2024-02-29",
    "--12-31",
    "岁末",
]
LITERALS = st.builds(Literal, st.sampled_from(FORMS), st.sampled_from(KINDS)) | st.builds(
    Literal, st.sampled_from(FORMS), language=st.sampled_from(["zh", "zh-Hans", "ZH", "en"])
)
NODES = st.sampled_from(sorted({s.subject for s in GOOD} | {Iri("https://example.org/nobody")}, key=str))
PROPERTIES = st.sampled_from(
    sorted({fact_.property for fact_ in (*GOOD, *(s for b in BROKEN.values() for s in b))}, key=str)
)


@given(st.data())
@settings(deadline=None)
def test_nothing_that_shifty_finds_to_conform_breaks_a_shape(data: st.DataObject) -> None:
    stated = list(GOOD)
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(stated) - 1))
        value = data.draw(LITERALS if isinstance(stated[at].value, Literal) else NODES)
        edits = {
            "taken": [],
            "changed": [replace(stated[at], value=value)],
            "more": [stated[at], replace(stated[at], value=value)],
            "other": [stated[at], replace(stated[at], property=data.draw(PROPERTIES))],
        }
        stated[at : at + 1] = edits[data.draw(st.sampled_from(sorted(edits)))]
    assert not (conform(stated) and told_by_pyshacl(stated))

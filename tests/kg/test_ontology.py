"""The ontology defines every term that the program writes, in two languages, and claims nothing untrue."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SH, SKOS, URIRef

from kg import ontology_page
from kg.errors import KgError
from kg.inference import SUPERCLASSES, SUPERPROPERTIES, inferred
from kg.model import EntityType, Iri, Literal, Statement
from kg.ontology import CORE, EVENT_TYPES, known_statements, triples, version
from kg.rdf import quads_of
from kg.resources import ontology_file
from kg.search_query import SEARCHES
from kg.shapes import SHAPE, shapes_graph
from kg.vocabulary import EVENT_TYPE, EVIDENCED, TYPE, UKG, event_type, ukg
from kg.vocabulary import EVENT_TYPES as NOTATIONS
from tests.example import EVENT, NAMES, PAGE_TEXTS, PERSON, UNION, example_statements

CORE_GRAPH = rdflib.Graph().parse(ontology_file(CORE))
TYPES_GRAPH = rdflib.Graph().parse(ontology_file(EVENT_TYPES))

CLASSES = (*EntityType, "Organization", "Event", "Post", "Article", "Evidence", "Judgement")
PROPERTIES = (
    *EVIDENCED,
    *("title", "at", "eventType", "participant", "dateText", "kicker", "subtitle", "page", "start", "end"),
    *("quote", "rule", "confidence", "verdict", "judged", "judgedBy"),
)
SEARCHED = tuple(iri.removeprefix(UKG) for iri in SEARCHES)


def node(iri: Iri) -> URIRef:
    return URIRef(iri.value)


@pytest.mark.parametrize("name", CLASSES)
def test_every_class_is_defined(name: str) -> None:
    assert (node(ukg(name)), RDF.type, OWL.Class) in CORE_GRAPH


@pytest.mark.parametrize("name", PROPERTIES)
def test_every_property_is_defined(name: str) -> None:
    kinds = set(CORE_GRAPH.objects(node(ukg(name)), RDF.type))
    assert len(kinds & {OWL.ObjectProperty, OWL.DatatypeProperty}) == 1


@pytest.mark.parametrize("name", SEARCHED)
def test_every_search_is_defined_as_no_property_of_data(name: str) -> None:
    assert set(CORE_GRAPH.objects(node(ukg(name)), RDF.type)) == {OWL.AnnotationProperty}


def test_the_ontology_holds_no_other_terms() -> None:
    own = {str(s).removeprefix(UKG) for s in CORE_GRAPH.subjects() if str(s).startswith(UKG)}
    assert own == {*CLASSES, *PROPERTIES, *SEARCHED}


@pytest.mark.parametrize("name", [*CLASSES, *PROPERTIES, *SEARCHED])
@pytest.mark.parametrize("property_", [RDFS.label, RDFS.comment])
def test_every_term_is_explained_in_chinese_and_english(name: str, property_: URIRef) -> None:
    told = [o for o in CORE_GRAPH.objects(node(ukg(name)), property_) if isinstance(o, rdflib.Literal)]
    assert sorted(str(o.language) for o in told) == ["en", "zh"]
    assert all(str(o).strip() == str(o) != "" for o in told)


def test_every_term_that_a_graph_or_a_shape_uses_is_defined() -> None:
    statements = [*example_statements(), *inferred(example_statements(), NAMES)]
    used = {t.value for q in quads_of(statements, NAMES, PAGE_TEXTS) for t in (q.predicate, q.object)}
    used |= {str(term) for triple in shapes_graph() for term in triple}
    own = {term.removeprefix(UKG) for term in used if term.startswith(UKG)}
    assert own <= {*CLASSES, *PROPERTIES}


def test_the_inferences_are_those_of_the_ontology() -> None:
    for property_, table in ((RDFS.subClassOf, SUPERCLASSES), (RDFS.subPropertyOf, SUPERPROPERTIES)):
        stated = {(str(s), str(o)) for s, o in CORE_GRAPH.subject_objects(property_) if str(o).startswith(UKG)}
        assert stated == {(s.value, o.value) for s, o in table.items()}


def test_superclasses_and_superproperties_are_inferred_once_into_a_graph_of_their_own() -> None:
    found = inferred([*example_statements(), *example_statements()], NAMES)
    assert Statement(NAMES.inferred_graph, UNION, TYPE, ukg("Organization")) in found
    assert Statement(NAMES.inferred_graph, EVENT, ukg("participant"), PERSON) in found
    assert {s.graph for s in found} == {NAMES.inferred_graph}
    assert not [s for s in found if s.evidence]
    assert len(found) == len(set(found)) == 5


def test_nothing_follows_that_makes_a_thing_a_member_of_two_disjoint_classes() -> None:
    """Domains and ranges, followed through the whole hierarchy, agree with the classes that the example states."""
    data = rdflib.Graph()
    for s in example_statements():
        value = node(s.value) if isinstance(s.value, Iri) else rdflib.Literal(s.value.value)
        data.add((node(s.subject), node(s.property), value))
    stated = dict(data.subject_objects(RDF.type))
    for s, p, o in data:
        for side, term in ((RDFS.domain, s), (RDFS.range, o)):
            for wanted in CORE_GRAPH.objects(p, side):
                if not isinstance(term, URIRef) or term not in stated:
                    continue
                members = CORE_GRAPH.value(wanted, OWL.unionOf)
                allowed = set(rdflib.collection.Collection(CORE_GRAPH, members)) if members else {wanted}
                classes = set(CORE_GRAPH.transitive_objects(stated[term], RDFS.subClassOf))
                assert classes & allowed, f"{p} {side}: {term} is a {stated[term]}"


def test_subproperties_of_borrowed_properties_fit_their_domains_and_ranges() -> None:
    """ORG's domains and ranges, as its specification states them; schema.org and DCTERMS state none that bind."""
    org = "http://www.w3.org/ns/org#"
    expected = {
        "holds": ({"Person"}, {"Post"}),
        "linkedTo": ({"Union"}, {"Organization"}),
        "headOf": ({"Person"}, {"Workshop"}),
    }
    found = {
        str(o).removeprefix(org): s for s, o in CORE_GRAPH.subject_objects(RDFS.subPropertyOf) if str(o).startswith(org)
    }
    assert found.keys() == expected.keys()
    for name, property_ in found.items():
        sides = (set(CORE_GRAPH.objects(property_, side)) for side in (RDFS.domain, RDFS.range))
        told = tuple({str(o).removeprefix(UKG) for o in side} for side in sides)
        assert told == expected[name]


def test_the_version_is_a_version() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", version())


def test_the_event_types_are_those_of_the_program() -> None:
    concepts = {str(c): str(TYPES_GRAPH.value(c, SKOS.notation)) for c in TYPES_GRAPH.subjects(RDF.type, SKOS.Concept)}
    assert concepts == {event_type(notation).value: notation for notation in NOTATIONS}
    scheme = URIRef(EVENT_TYPE.rstrip("/"))
    for concept in map(URIRef, concepts):
        assert TYPES_GRAPH.value(concept, SKOS.inScheme) == scheme
        for property_ in (SKOS.prefLabel, SKOS.definition):
            told = [o for o in TYPES_GRAPH.objects(concept, property_) if isinstance(o, rdflib.Literal)]
            assert sorted(str(o.language) for o in told) == ["en", "zh"]


def test_the_event_types_are_known_to_every_graph() -> None:
    known = known_statements(NAMES)
    notation = Statement(NAMES.inferred_graph, event_type("drill"), Iri(str(SKOS.notation)), Literal("drill"))
    assert notation in known
    assert {s.graph for s in known} == {NAMES.inferred_graph}
    assert len(known) == len(triples(EVENT_TYPES))


def test_the_shapes_allow_the_event_types_of_the_program() -> None:
    allowed = shapes_graph().value(URIRef(SHAPE + "Event-type"), SH["in"])
    assert allowed is not None
    told = rdflib.collection.Collection(shapes_graph(), allowed)
    assert {str(c) for c in told} == {event_type(n).value for n in NOTATIONS}


def test_every_shape_has_a_name_a_message_in_two_languages_and_one_place() -> None:
    """So that every violation can be told and traced to its facts."""
    graph = shapes_graph()
    for kind in (SH.NodeShape, SH.PropertyShape):
        for shape in graph.subjects(RDF.type, kind):
            assert isinstance(shape, URIRef)
            parents = list(graph.subjects(SH.property, shape))
            assert len(parents) == (1 if kind == SH.PropertyShape else 0), shape
            messages = [m for m in graph.objects(shape, SH.message) if isinstance(m, rdflib.Literal)]
            own = set(graph.predicates(shape)) - {RDF.type, SH.targetClass, SH.targetSubjectsOf, SH.property}
            if own:
                assert sorted(str(m.language) for m in messages) == ["en", "zh"], shape


def test_every_fact_with_evidence_has_its_domain_and_range_in_the_shapes() -> None:
    graph = shapes_graph()
    targets = {str(o).removeprefix(UKG) for o in graph.objects(None, SH.targetSubjectsOf)}
    assert set(EVIDENCED) <= targets
    steps = {str(o).removeprefix(UKG) for o in graph.objects() if str(o).startswith(UKG)}
    assert set(EVIDENCED) <= steps


def test_the_page_is_not_stale() -> None:
    made = ontology_file(ontology_page.PAGE).read_text(encoding="utf-8")
    assert made == ontology_page.page(), "run: python -m kg.ontology_page"


class Links(HTMLParser):
    """Collects the page's anchors and what it links to or loads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.loaded: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id":
                self.ids.append(str(value))
            if name == "href":
                (self.targets if tag == "a" else self.loaded).append(str(value))
            if name == "src":
                self.loaded.append(str(value))


def test_the_page_explains_every_term_and_needs_no_other_file() -> None:
    page = Links(ontology_page.page())
    assert page.loaded == []
    assert len(page.ids) == len(set(page.ids))
    assert {*CLASSES, *PROPERTIES, *SEARCHED} <= set(page.ids)
    assert {t.removeprefix("#") for t in page.targets if t.startswith("#")} <= set(page.ids)
    for notation in NOTATIONS:
        assert f"<code>{notation}</code>" in ontology_page.page()


def test_a_missing_file_is_named() -> None:
    with pytest.raises(KgError, match=r"absent\.ttl: this installation lacks"):
        ontology_file("absent.ttl")

"""The dumps say the same in four formats, the same bytes every time, in words that people can read."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Dataset, Graph
from rdflib.compare import isomorphic

from kg.dumps import DUMPS, texts
from kg.inference import inferred
from kg.model import Iri, Literal, Statement
from kg.ontology import known_statements
from kg.rdf import facts_of, quads_of
from kg.vocabulary import DCTERMS, LABEL, XSD, ukg
from tests.example import ARTICLE, EVENT, NAMES, PAGE_TEXTS, PERSON, UNION, example_statements, fact, zh

# Whatever a page can hold: quotation marks, line ends, other languages and datatypes, properties of other vocabularies.
ODD = (
    fact(PERSON, ukg("dateText"), zh('“引号”"引号"\n反斜线\\ 𠮷')),
    fact(PERSON, ukg("kicker"), Literal("no language")),
    fact(PERSON, ukg("kicker"), Literal("English", language="en")),
    fact(PERSON, Iri(DCTERMS + "isPartOf"), Iri("https://example.org/报")),
    fact(PERSON, ukg("page"), Iri("https://example.org/page")),
    fact(ARTICLE, ukg("start"), Literal("007", XSD + "integer")),
    fact(ARTICLE, Iri("urn:x-test:odd"), Literal("x", "urn:x-test:type")),
)
READ = example_statements()
STATEMENTS = [*READ, *ODD, *inferred(READ, NAMES), *known_statements(NAMES)]
QUADS = quads_of(STATEMENTS, NAMES, PAGE_TEXTS)
FORMATS = {
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "ttl": ox.RdfFormat.TURTLE,
    "jsonld": ox.RdfFormat.JSON_LD,
}
RDFLIB = {"nq": "nquads", "trig": "trig", "ttl": "turtle", "jsonld": "json-ld"}


def dump(name: str) -> bytes:
    return texts(QUADS, NAMES)[name]


def facts() -> set[ox.Triple]:
    return {q.triple for q in facts_of(QUADS, NAMES)}


@pytest.mark.parametrize("name", DUMPS)
def test_the_bytes_do_not_depend_on_the_order_of_the_statements(name: str) -> None:
    shuffled = list(STATEMENTS)
    random.Random(7).shuffle(shuffled)
    assert texts(quads_of(shuffled, NAMES, PAGE_TEXTS), NAMES)[name] == dump(name)


@pytest.mark.parametrize("name", DUMPS)
def test_the_bytes_do_not_depend_on_the_process(name: str) -> None:
    """Hash seeds differ from process to process, in Python's sets as in Oxigraph's."""
    program = f"import runpy, sys; sys.stdout.buffer.write(runpy.run_path({__file__!r})['dump'](sys.argv[1]))"
    root = Path(__file__).parents[2]
    told = subprocess.run([sys.executable, "-c", program, name], capture_output=True, check=True, cwd=root)
    assert told.stdout == dump(name)


@pytest.mark.parametrize("name", ["nq", "trig"])
def test_n_quads_and_trig_hold_everything(name: str) -> None:
    assert set(ox.parse(dump(name), format=FORMATS[name])) == set(QUADS)


@pytest.mark.parametrize("name", ["ttl", "jsonld"])
def test_turtle_and_json_ld_hold_the_facts(name: str) -> None:
    assert {q.triple for q in ox.parse(dump(name), format=FORMATS[name])} == facts()


# rdflib calls what it deprecates itself.
@pytest.mark.filterwarnings("ignore:.* is deprecated:DeprecationWarning")
@pytest.mark.parametrize("name", DUMPS)
def test_another_library_reads_the_same(name: str) -> None:
    expected = ox.serialize(facts(), format=ox.RdfFormat.N_TRIPLES)
    wanted = Graph().parse(data=expected, format="nt")
    read = Dataset(default_union=True)
    read.parse(data=dump(name), format=RDFLIB[name])
    found = Graph()
    for s, p, o, graph in read.quads():
        if str(graph) != NAMES.evidence_graph.value:
            found.add((s, p, o))
    assert isomorphic(found, wanted)


@pytest.mark.parametrize("name", DUMPS)
def test_chinese_is_written_as_it_is(name: str) -> None:
    assert "青禾区总工会" in dump(name).decode()
    assert "\\u" not in dump(name).decode()


@pytest.mark.parametrize("name", ["trig", "ttl"])
def test_names_are_short_and_prefixes_sorted(name: str) -> None:
    text = dump(name).decode()
    prefixes = [line.split()[1].rstrip(":") for line in text.splitlines() if line.startswith("@prefix")]
    assert prefixes == sorted(prefixes)
    assert {"person", "union", "event-type", "ukg"} <= set(prefixes)
    assert "<https://w3id.org/union-kg/id/person/" not in text.split("\n\n", 1)[1]


def test_json_ld_reads_like_plain_json() -> None:
    document = json.loads(dump("jsonld"))
    nodes = {node["id"]: node for node in document["@graph"]}
    base = document["@context"]["@base"]

    def key(iri: Iri) -> str:
        return iri.value.removeprefix(base)

    assert nodes[key(UNION)]["label"] == "青禾区总工会"
    assert nodes[key(UNION)]["type"] == ["Organization", "Union"]
    assert nodes[key(EVENT)]["organizer"] == key(UNION)
    assert nodes[key(EVENT)]["date"] == {"type": "xsd:gMonthDay", "value": "--03-08"}
    assert nodes[key(ARTICLE)]["headline"] == "青禾区总工会举办安全知识竞赛"
    assert list(nodes[key(ARTICLE)])[:3] == ["id", "type", "headline"]
    assert list(nodes) == sorted(nodes, key=lambda i: i if ":" in i else base + i)


def test_an_empty_graph_has_valid_dumps() -> None:
    for name, text in texts([], NAMES).items():
        assert list(ox.parse(text, format=FORMATS[name])) == []


def test_a_fact_that_two_articles_state_is_told_once_without_graphs() -> None:
    other = Statement(UNION, PERSON, LABEL, zh("周明远"))
    quads = quads_of([*READ, other], NAMES, PAGE_TEXTS)
    assert texts(quads, NAMES)["ttl"] == texts(quads_of(READ, NAMES, PAGE_TEXTS), NAMES)["ttl"]

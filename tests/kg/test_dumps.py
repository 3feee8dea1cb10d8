"""The dumps say the same in four formats, the same bytes every time, in words that people can read."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Dataset, Graph
from rdflib.compare import isomorphic

from kg.blocks import blocks_of
from kg.dumps import DUMPS, WRITERS, content_of
from kg.model import Iri, Literal, Statement
from kg.ontology import known_statements
from kg.rdf import facts_of
from kg.vocabulary import ALT_LABEL, DCTERMS, LABEL, XSD, ukg
from tests.example import ARTICLE, EVENT, NAMES, PAGE, PAGE_TEXTS, PERSON, UNION, example_statements, fact, zh
from tests.plain import all_quads, dumps, plain_dumps

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
STATEMENTS = [*READ, *ODD]
QUADS = all_quads(STATEMENTS, NAMES, PAGE_TEXTS)
FORMATS = {
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "ttl": ox.RdfFormat.TURTLE,
    "jsonld": ox.RdfFormat.JSON_LD,
}
RDFLIB = {"nq": "nquads", "trig": "trig", "ttl": "turtle", "jsonld": "json-ld"}


def dump(name: str) -> bytes:
    return dumps(STATEMENTS, NAMES, PAGE_TEXTS)[name]


def facts() -> set[ox.Triple]:
    return {q.triple for q in facts_of(QUADS, NAMES)}


@pytest.mark.parametrize("name", DUMPS)
def test_the_bytes_do_not_depend_on_the_order_of_the_statements(name: str) -> None:
    shuffled = list(STATEMENTS)
    random.Random(7).shuffle(shuffled)
    assert dumps(shuffled, NAMES, PAGE_TEXTS)[name] == dump(name)


@pytest.mark.parametrize("name", DUMPS)
def test_what_is_put_together_from_blocks_is_what_is_written_at_once(name: str) -> None:
    assert dump(name) == plain_dumps(QUADS, NAMES)[name]


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


def test_an_empty_graph_has_valid_dumps(tmp_path: Path) -> None:
    content = content_of([], NAMES, tmp_path)
    for name, pieces in WRITERS.items():
        assert list(ox.parse(b"".join(pieces(content)), format=FORMATS[name])) == []


def test_a_fact_that_two_articles_state_is_told_once_without_graphs() -> None:
    other = Statement(UNION, PERSON, LABEL, zh("周明远"))
    assert dumps([*READ, other], NAMES, PAGE_TEXTS)["ttl"] == dumps(READ, NAMES, PAGE_TEXTS)["ttl"]


def test_what_pages_say_of_one_node_is_put_together(tmp_path: Path) -> None:
    """The union is on three pages: two say the same of it, the third one more, and the counts count it once."""
    pages = [
        replace(statement, graph=Iri(f"{ARTICLE.value}{page}"), page=page)
        for page in "abc"
        for statement in READ
        if statement.subject == UNION and (page == "c" or statement.property != ALT_LABEL)
    ]
    texts = dict.fromkeys("abc", PAGE_TEXTS[PAGE])
    quads = all_quads(pages, NAMES, texts)
    assert dumps(pages, NAMES, texts) == plain_dumps(quads, NAMES)
    content = content_of(blocks_of(pages, NAMES, texts), NAMES, tmp_path)
    assert content.classes == {"Organization": 1, "Union": 1}
    assert content.properties == {LABEL.value: 1, ALT_LABEL.value: 1, "inDistrict": 1}
    known = len(known_statements(NAMES))
    assert (content.quads + known, content.triples + known) == (len(quads), len({quad.triple for quad in quads}))


def test_every_triple_is_told_once_whatever_graph_states_it(tmp_path: Path) -> None:
    content = content_of(blocks_of(READ, NAMES, PAGE_TEXTS), NAMES, tmp_path)
    lines = b"".join(content.ntriples()).splitlines()
    assert len(lines) == len(set(lines)) == content.triples
    quads = [*ox.parse(b"".join(content.nquads()), format=ox.RdfFormat.N_QUADS)]
    assert {q.triple for q in ox.parse(b"\n".join(lines), format=ox.RdfFormat.N_TRIPLES)} == {q.triple for q in quads}

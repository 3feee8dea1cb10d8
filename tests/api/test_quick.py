"""What is answered without a worker: one triple pattern with few rows, and nothing that could take long."""

from __future__ import annotations

import json

import pyoxigraph as ox
import pytest

from api import quick
from api.operation import Operation
from kg.rdf import quads_of
from kg.store import Store
from kg.vocabulary import LABEL
from tests.example import NAMES, PAGE_TEXTS, PERSON, example_statements
from tests.plain import make_store

FORMATS: dict[str, str | None] = {"table": "json", "boolean": "json", "graph": "nt"}
PREFIX = "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\nprefix u:<urn:>"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("store")
    quads = quads_of(example_statements(), NAMES, PAGE_TEXTS)
    many = [ox.Quad(ox.NamedNode(f"urn:{n}"), ox.NamedNode("urn:many"), ox.Literal("},{")) for n in range(1_200)]
    make_store(folder, [*quads, *many], NAMES)
    return Store(folder / "store")


def ask(
    store: Store, query: str, rows: int | None = 1_000, default: tuple[str, ...] | None = None
) -> list[object] | None:
    written = quick.answer(store, Operation(query, default, None, None), FORMATS, "http://x/", rows)
    if written is None:
        return None
    with written.content as content:
        found: list[object] = json.loads(content.read())["results"]["bindings"]
    return found


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        (f'{PREFIX} SELECT ?x {{ ?x rdfs:label "周明远"@zh }}', 1),
        (f'SELECT * WHERE {{ ?x <{LABEL.value}> "周明远"@zh . }}', 1),
        (f"select $l{{<{PERSON.value}> <{LABEL.value}> $l}} limit 1", 1),
        (f"SELECT ?t {{ <{PERSON.value}> a ?t }}", 1),
        ("SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 99", 99),
    ],
)
def test_one_pattern_is_answered_at_once(store: Store, query: str, rows: int) -> None:
    answer = ask(store, query)
    assert answer is not None
    assert len(answer) == rows


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p ?o }",
        "SELECT * { ?s <urn:many> ?o }",
        "SELECT * { ?s ?p ?o } LIMIT 100",
        "SELECT * { ?s ?s ?o } LIMIT 1",
        "SELECT * { ?s ?p $s } LIMIT 1",
        "SELECT DISTINCT ?s { ?s ?p ?o } LIMIT 1",
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o } LIMIT 1",
        "SELECT * { ?s <urn:a>+ ?o } LIMIT 1",
        "SELECT * { ?s ?p ?o . ?o ?q ?r } LIMIT 1",
        "SELECT * { ?s ?p ?o ; ?q ?r } LIMIT 1",
        "SELECT * { ?s ?p ?o , ?r } LIMIT 1",
        "SELECT * { ?s ?p ?o FILTER(?o = 1) } LIMIT 1",
        "SELECT * { ?s ?p ?o } ORDER BY ?s LIMIT 1",
        "SELECT * { ?s ?p ?o } LIMIT 1 OFFSET 9999999",
        "SELECT * { GRAPH ?g { ?s ?p ?o } } LIMIT 1",
        "SELECT * FROM <urn:a> { ?s ?p ?o } LIMIT 1",
        'PREFIX ukg: <https://x/> SELECT * { ?s ukg:matches "工会" }',
        "PREFIX u: <urn:> SELECT * { ?s u:undeclared v:w } LIMIT 1",
        f"SELECT * {{ ?s ?p ?o }} LIMIT 1 #{'x' * 2_000}",
        "ASK { ?s ?p ?o }",
        "SELECT * {" + " ?s" * 100_000,
    ],
)
def test_everything_else_is_left_to_a_worker(store: Store, query: str) -> None:
    assert ask(store, query) is None


def test_a_chosen_graph_or_a_low_limit_of_rows_is_left_to_a_worker(store: Store) -> None:
    query = f"SELECT ?t {{ <{PERSON.value}> a ?t }}"
    assert ask(store, query) is not None
    assert ask(store, query, default=("urn:a",)) is None
    assert ask(store, query, rows=5) is None

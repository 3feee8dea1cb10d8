"""The store answers SPARQL over what was written into it, and reads nothing else."""

from __future__ import annotations

import socket
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import store
from kg.errors import Federated, QueryError, ReleaseError, Update
from kg.model import Iri
from kg.query_check import answering
from kg.rdf import quads_of
from kg.store import Store
from kg.vocabulary import LABEL
from tests.example import ARTICLE, NAMES, PAGE_TEXTS, PERSON, example_statements
from tests.plain import make_store

QUADS = quads_of(example_statements(), NAMES, PAGE_TEXTS)
EVERYTHING = "SELECT * { ?s ?p ?o }"
IN_GRAPHS = "SELECT * { GRAPH ?g { ?s ?p ?o } }"
ELSEWHERE = "http://127.0.0.1:1/"


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("store")
    size = make_store(folder, QUADS, NAMES)
    assert size == len(Store(folder / "store"))
    return Store(folder / "store")


def rows(opened: Store, sparql: str, **graphs: object) -> int:
    with answering():
        answer = opened.query(sparql, **graphs)  # type: ignore[arg-type]
        assert isinstance(answer, ox.QuerySolutions)
        return len(list(answer))


@pytest.fixture(scope="module")
def repeated(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """One triple that two articles state."""
    folder = tmp_path_factory.mktemp("repeated")
    triple = (ox.NamedNode(PERSON.value), ox.NamedNode(LABEL.value), ox.Literal("周明远", language="zh"))
    quads = [ox.Quad(*triple, ox.NamedNode(graph)) for graph in GRAPHS]
    assert make_store(folder, quads, NAMES) == 2 + 1
    return Store(folder / "store")


def count(opened: Store, pattern: str, dataset: str = "", **graphs: object) -> int:
    with answering():
        answer = opened.query(f"SELECT (COUNT(*) AS ?n) {dataset} {{ {pattern} }}", **graphs)  # type: ignore[arg-type]
        assert isinstance(answer, ox.QuerySolutions)
        return int(next(answer)["n"].value)


GRAPHS = (f"{NAMES.base}article/a", f"{NAMES.base}article/b")
IN_ARTICLE = sum(q.graph_name == ox.NamedNode(ARTICLE.value) for q in QUADS)
AS_EVIDENCE = len(QUADS) - IN_ARTICLE


def test_it_holds_all_quads(opened: Store) -> None:
    assert len(opened) == len(QUADS) + len({quad.triple for quad in QUADS})


def test_the_default_graph_is_the_union_of_all_graphs(opened: Store) -> None:
    assert rows(opened, EVERYTHING) == len(QUADS)
    assert rows(opened, IN_GRAPHS) == len(QUADS)


def test_what_two_articles_state_counts_once(repeated: Store) -> None:
    assert count(repeated, "?s ?p ?o") == 1
    assert count(repeated, "GRAPH ?g { ?s ?p ?o }") == 2


def test_a_chosen_graph_is_asked_alone(repeated: Store) -> None:
    one, other = GRAPHS
    assert count(repeated, "?s ?p ?o", f"FROM <{one}>") == 1
    assert count(repeated, "?s ?p ?o", default_graphs=[Iri(other)]) == 1
    assert count(repeated, "GRAPH ?g { ?s ?p ?o }", f"FROM NAMED <{one}>") == 1
    assert count(repeated, "?s ?p ?o", f"FROM NAMED <{one}>") == 0
    assert count(repeated, "?s ?p ?o", named_graphs=[Iri(one)]) == 0
    assert count(repeated, "GRAPH ?g { ?s ?p ?o }", f"FROM <{one}>") == 0


def test_the_query_chooses_its_graphs(opened: Store) -> None:
    assert rows(opened, f"SELECT * FROM <{ARTICLE.value}> {{ ?s ?p ?o }}") == IN_ARTICLE
    assert rows(opened, f"SELECT*FROM<{ARTICLE.value}>{{ ?s ?p ?o }}") == IN_ARTICLE
    assert rows(opened, f"SELECT * FROM NAMED <{ARTICLE.value}> {{ GRAPH ?g {{ ?s ?p ?o }} }}") == IN_ARTICLE
    assert rows(opened, f"SELECT * FROM NAMED <{ARTICLE.value}> {{ ?s ?p ?o }}") == 0


def test_the_word_from_in_a_name_or_a_string_chooses_no_graph(opened: Store) -> None:
    assert rows(opened, 'SELECT ?from { ?from ?p ?o FILTER("from" != " FROM ") } # from') == len(QUADS)


def test_graphs_that_the_caller_names_replace_those_of_the_query(opened: Store) -> None:
    assert rows(opened, EVERYTHING, default_graphs=[ARTICLE]) == IN_ARTICLE
    assert rows(opened, EVERYTHING, default_graphs=[ARTICLE, NAMES.evidence_graph]) == len(QUADS)
    assert rows(opened, f"SELECT * FROM <{ARTICLE.value}> {{ ?s ?p ?o }}", default_graphs=[NAMES.evidence_graph]) == (
        AS_EVIDENCE
    )


def test_graphs_that_the_caller_names_are_the_whole_dataset(opened: Store) -> None:
    assert rows(opened, IN_GRAPHS, named_graphs=[ARTICLE]) == IN_ARTICLE
    assert rows(opened, EVERYTHING, named_graphs=[ARTICLE]) == 0
    assert rows(opened, IN_GRAPHS, default_graphs=[ARTICLE]) == 0


def test_relative_iris_are_resolved_against_the_base(opened: Store) -> None:
    name = PERSON.value.removeprefix(NAMES.base)
    assert rows(opened, f"SELECT * {{ <{name}> a ?class }}", base=NAMES.base) == 1


def test_a_chinese_name_is_found(opened: Store) -> None:
    assert rows(opened, f'SELECT * {{ ?person <{LABEL.value}> "周明远"@zh }}') == 1


@pytest.mark.parametrize(
    ("sparql", "place"),
    [
        ("SELECT", "1:7"),
        ("SELECT * {\n ?s ?p }", "2:9"),
        ("SELECT * { SERVICE <urn:x> { ?s ?p } }", "1:38"),
        ("INSERT DATA {\n <a:b> }", "2:8"),
        ("PREFIX : <a:b>\nLOAD 1", "2:7"),
        ("BASE <a:b> CLEAR ALL;\n INTO", "2:6"),
    ],
)
def test_what_is_malformed_is_refused_with_its_place(opened: Store, sparql: str, place: str) -> None:
    with pytest.raises(QueryError, match=f"cannot be parsed: error at {place}"):
        opened.query(sparql)


def test_an_update_is_told_as_one_and_loads_nothing(opened: Store) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/"
        for sparql in ("INSERT DATA { <a:b> <a:b> <a:b> }", f"LOAD <{address}>", f"BASE <{address}> LOAD SILENT <x>"):
            with pytest.raises(Update):
                opened.query(sparql)
        with pytest.raises(TimeoutError):
            server.accept()


def test_an_unknown_function_is_a_query_error(opened: Store) -> None:
    with pytest.raises(QueryError, match="cannot be answered"):
        rows(opened, f"SELECT * {{ ?s ?p ?o FILTER(<{ELSEWHERE}f>(?s)) }}")


def test_a_base_that_is_no_iri_is_a_query_error(opened: Store) -> None:
    with pytest.raises(QueryError, match="cannot be"):
        opened.query(EVERYTHING, base="no iri")


@pytest.mark.parametrize(
    "sparql",
    [
        f"SELECT * {{ SERVICE <{ELSEWHERE}> {{ ?s ?p ?o }} }}",
        f"SELECT * {{ service silent <{ELSEWHERE}> {{ ?s ?p ?o }} }}",
        f"SELECT * {{ ?a ?b 1SERVICE<{ELSEWHERE}>{{}} }}",
        f"PREFIX : <{ELSEWHERE}> SELECT * {{ ?a ?b 1 SERVICE:x{{}} }}",
        f"PREFIX e: <{ELSEWHERE}> SELECT * {{ ?a ?b 1 SERVICEe:x{{}} }}",
        f"SELECT * {{ ?a ?b ?c FILTER(?c<1)SERVICE#>\n<{ELSEWHERE}>{{}} }}",
        f"SELECT * {{ ?a ?b 'x'SERVICE <{ELSEWHERE}> {{}} }}",
        f'SELECT * {{ ?a ?b """ "quoted" """ SERVICE <{ELSEWHERE}> {{}} }}',
        f"SELECT * {{ ?a ?b ?c # '\n SERVICE <{ELSEWHERE}> {{}} # '\n }}",
    ],
)
def test_federation_is_refused_however_it_is_written(opened: Store, sparql: str) -> None:
    ox.Store().query(sparql)  # It parses: it is not refused for its syntax.
    with pytest.raises(Federated, match="SERVICE"):
        opened.query(sparql)


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT ?service { ?service ?p ?o }",
        "SELECT * { ?s ?p ?o FILTER(STR(?o) != 'SERVICE <http://example.org/> {}') }",
        "SELECT * { ?s ?p ?o # a public SERVICE\n }",
        "PREFIX s: <https://example.org/service/> SELECT * { ?s s:service ?o }",
        "SELECT * { ?s <https://example.org/(service)> ?o }",
    ],
)
def test_the_word_service_alone_is_no_federation(opened: Store, sparql: str) -> None:
    assert rows(opened, sparql) >= 0


def test_a_folder_that_is_no_store_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="there is no store"):
        Store(tmp_path / "absent")
    with pytest.raises(ReleaseError, match="cannot be opened"):
        Store(tmp_path)


def test_what_is_no_dump_makes_no_store(tmp_path: Path) -> None:
    (tmp_path / "graph.nq").write_text("no quads", encoding="utf-8")
    with pytest.raises(ReleaseError, match="cannot be made"):
        store.create(tmp_path / "store", tmp_path / "graph.nq", tmp_path / "graph.nt")

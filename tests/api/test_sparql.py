"""/sparql: the protocol's ways to send a query, the formats of the answers, and what is refused."""

from __future__ import annotations

import csv
import io
import json
from typing import Any
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

from kg.vocabulary import LABEL
from tests.example import ARTICLE, PERSON, UNION

LABELS = "SELECT DISTINCT ?x ?label { ?x <http://www.w3.org/2000/01/rdf-schema#label> ?label } ORDER BY ?label"
CHINESE = 'SELECT DISTINCT ?x { ?x <http://www.w3.org/2000/01/rdf-schema#label> "青禾区总工会"@zh }'
CONSTRUCT = f"CONSTRUCT {{ ?s ?p ?o }} {{ VALUES ?s {{ <{PERSON.value}> }} ?s ?p ?o }}"
QUERY = "application/sparql-query"
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def values(answer: bytes, variable: str = "x") -> list[str]:
    return [row[variable]["value"] for row in json.loads(answer)["results"]["bindings"]]


def test_chinese_literals_by_get_form_and_direct_post(client: FlaskClient) -> None:
    answers = [
        client.get("/sparql", query_string={"query": CHINESE}),
        client.post("/sparql", data={"query": CHINESE}),
        client.post("/sparql", data=CHINESE.encode(), content_type=QUERY),
        client.post("/sparql", data=CHINESE.encode(), content_type=f"{QUERY}; charset=utf-8"),
    ]
    assert [values(a.data) for a in answers] == [[UNION.value]] * 4


@pytest.mark.parametrize(
    "iri", ["https://example.org/工会/大兴", "https://example.org/%E5%B7%A5%E4%BC%9A", "urn:x:%2525"]
)
def test_iris_are_decoded_once(client: FlaskClient, iri: str) -> None:
    query = f"SELECT ?x {{ BIND(<{iri}> AS ?x) }}"
    answers = [
        client.get("/sparql?query=" + quote(query, safe="")),
        client.post("/sparql", data="query=" + quote(query, safe=""), content_type="application/x-www-form-urlencoded"),
        client.post("/sparql", data=query.encode(), content_type=QUERY),
    ]
    assert [values(a.data) for a in answers] == [[iri]] * 3


def test_relative_iris_stand_under_the_address_of_the_service(client: FlaskClient) -> None:
    parameters = {"query": "SELECT ?x { VALUES ?x { <#a> <b> } }"}
    answers = [
        values(client.get("/sparql", query_string=parameters, base_url=f"http://{host}").data)
        for host in ("one.example", "two.example:8000", "one.example")
    ]
    assert answers[0] == answers[2] == ["http://one.example/sparql#a", "http://one.example/b"]
    assert answers[1] == ["http://two.example:8000/sparql#a", "http://two.example:8000/b"]


def test_a_plus_in_a_form_is_a_space_and_an_escaped_one_a_plus(client: FlaskClient) -> None:
    body = "query=SELECT+%28%22a%2Bb%22+AS+%3Fx%29+%7B%7D"
    answer = client.post("/sparql", data=body, content_type="application/x-www-form-urlencoded")
    assert values(answer.data) == ["a+b"]


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        ("application/sparql-results+json", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("text/html", "text/html; charset=utf-8"),
    ],
)
def test_select_in_every_format(client: FlaskClient, accept: str, content_type: str) -> None:
    answer = client.get("/sparql", query_string={"query": LABELS}, headers={"Accept": accept})
    assert (answer.status_code, answer.content_type) == (200, content_type)
    assert "周明远" in answer.text
    assert "Accept" in answer.vary


def test_csv_is_read_by_the_csv_module(client: FlaskClient) -> None:
    answer = client.get("/sparql", query_string={"query": CHINESE, "format": "csv"})
    assert list(csv.reader(io.StringIO(answer.text))) == [["x"], [UNION.value]]


@pytest.mark.parametrize(("query", "expected"), [("ASK { ?s ?p ?o }", True), ("ASK { <urn:none> ?p ?o }", False)])
def test_ask(client: FlaskClient, query: str, expected: bool) -> None:
    assert client.get("/sparql", query_string={"query": query}).get_json(force=True)["boolean"] is expected
    page = client.get("/sparql", query_string={"query": query}, headers=BROWSER).text
    assert f'<p class="answer">{"是" if expected else "否"}</p>' in page


def test_csv_is_not_defined_for_ask(client: FlaskClient) -> None:
    answer = client.get("/sparql", query_string={"query": "ASK {}"}, headers={"Accept": "text/csv"})
    assert answer.status_code == 406


@pytest.mark.parametrize(
    "format_", [ox.RdfFormat.TURTLE, ox.RdfFormat.JSON_LD, ox.RdfFormat.N_TRIPLES, ox.RdfFormat.RDF_XML]
)
@pytest.mark.parametrize("query", [CONSTRUCT, f"DESCRIBE <{PERSON.value}>"])
def test_construct_and_describe_in_every_format(client: FlaskClient, format_: ox.RdfFormat, query: str) -> None:
    answer = client.get("/sparql", query_string={"query": query}, headers={"Accept": format_.media_type})
    assert answer.content_type.startswith(format_.media_type)
    label = ox.Triple(ox.NamedNode(PERSON.value), ox.NamedNode(LABEL.value), ox.Literal("周明远", language="zh"))
    assert label in {quad.triple for quad in ox.parse(answer.data, format=format_)}


def test_turtle_has_the_projects_prefixes(client: FlaskClient) -> None:
    answer = client.get("/sparql", query_string={"query": CONSTRUCT})
    assert answer.content_type == "text/turtle; charset=utf-8"
    assert "a ukg:Person" in answer.text
    prefixes = [line.split()[1].rstrip(":") for line in answer.text.splitlines() if line.startswith("@prefix")]
    assert prefixes == sorted(prefixes)


def test_what_two_graphs_hold_counts_once(client: FlaskClient) -> None:
    graphs = client.get("/sparql", query_string={"query": "SELECT DISTINCT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } }"})
    count = client.get("/sparql", query_string={"query": "SELECT (COUNT(*) AS ?x) { ?s ?p ?o }"})
    assert int(values(count.data)[0]) == len(json.loads(graphs.data)["results"]["bindings"])


def test_default_graph_uri_restricts_the_query(client: FlaskClient) -> None:
    count = "SELECT (COUNT(*) AS ?x) { ?s a ?t }"
    everything = client.get("/sparql", query_string={"query": count})
    article = client.get("/sparql", query_string={"query": count, "default-graph-uri": ARTICLE.value})
    nothing = client.post("/sparql", data={"query": count, "default-graph-uri": "urn:none"})
    assert int(values(everything.data)[0]) > int(values(article.data)[0]) > int(values(nothing.data)[0]) == 0


def test_named_graph_uri_and_graphs_in_the_url_of_a_direct_post(client: FlaskClient) -> None:
    query = "SELECT DISTINCT ?x { GRAPH ?x { ?s ?p ?o } }"
    url = "/sparql?named-graph-uri=" + quote(ARTICLE.value, safe="")
    assert values(client.post(url, data=query, content_type=QUERY).data) == [ARTICLE.value]


def test_a_graph_that_is_no_iri_is_named_in_the_answer(client: FlaskClient) -> None:
    answer = client.get("/sparql", query_string={"query": LABELS, "default-graph-uri": "not an iri"})
    assert answer.status_code == 400
    assert "default-graph-uri=not an iri" in answer.get_json(force=True)["detail"]


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "PREFIX a: <urn:a>\n# 注释\nDELETE WHERE { ?s ?p ?o }",
        "load <http://example.org/>",
        "CLEAR ALL",
    ],
)
def test_updates_are_forbidden_however_they_are_sent(client: FlaskClient, update: str) -> None:
    answers = [
        client.get("/sparql", query_string={"query": update}),
        client.post("/sparql", data={"query": update}),
        client.post("/sparql", data={"update": update}),
        client.post("/sparql", data=update, content_type="application/sparql-update"),
    ]
    assert [a.status_code for a in answers] == [403] * 4
    assert all("read-only" in a.get_json(force=True)["detail"] for a in answers)


def test_a_parse_error_names_the_place_and_nothing_of_the_machine(client: FlaskClient) -> None:
    answer = client.get("/sparql", query_string={"query": "SELECT ?x {\n ?x ?y }"})
    problem = answer.get_json(force=True)
    assert (answer.status_code, answer.content_type) == (400, "application/problem+json")
    assert "error at 2:" in problem["detail"]
    assert "Traceback" not in answer.text
    assert ".py" not in answer.text


def test_a_parse_error_in_a_browser_shows_the_place_and_keeps_the_query(client: FlaskClient) -> None:
    answer = client.get("/sparql", query_string={"query": "SELECT ?x {\n ?x ?坏 }"}, headers=BROWSER)
    assert answer.status_code == 400
    assert "第 2 行" in answer.text
    assert "?x ?坏" in answer.text


def test_federation_is_refused(client: FlaskClient) -> None:
    query = "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"
    answer = client.get("/sparql", query_string={"query": query})
    assert answer.status_code == 403
    assert answer.get_json(force=True)["detail"].startswith("Federation is off")


@pytest.mark.parametrize(
    "text", ["SELECT * { SERVICE <urn:x> { ?s ?p } }", "DELETE { ?s ?p }", "INSERT DATA { <urn:a> <urn:b> }"]
)
def test_what_is_refused_in_any_case_has_to_be_well_formed_first(client: FlaskClient, text: str) -> None:
    answer = client.get("/sparql", query_string={"query": text})
    assert answer.status_code == 400
    assert answer.get_json(force=True)["detail"].startswith("the query cannot be parsed: error at 1:")


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        ({"method": "POST", "data": {}}, 415),
        ({"method": "POST", "data": "x=1", "content_type": "application/x-www-form-urlencoded"}, 400),
        ({"method": "POST", "data": LABELS, "content_type": "text/plain"}, 415),
        ({"method": "POST", "data": b"\xff", "content_type": QUERY}, 400),
        ({"method": "POST", "data": "query=%FF", "content_type": "application/x-www-form-urlencoded"}, 400),
        ({"method": "GET", "query_string": "query=ASK{}&query=ASK{}"}, 400),
        ({"method": "GET", "query_string": "query=%FF"}, 400),
        ({"method": "POST", "data": LABELS, "content_type": QUERY, "query_string": "query=ASK{}"}, 400),
        ({"method": "GET", "query_string": "query=ASK{}&format=ttl"}, 400),
        ({"method": "GET", "query_string": "query=ASK{}", "headers": {"Accept": "image/png"}}, 406),
        ({"method": "PUT"}, 405),
        ({"method": "POST", "data": b"#" * 1_000_001, "content_type": QUERY}, 413),
    ],
)
def test_what_is_wrong_has_its_own_status(client: FlaskClient, request_: dict[str, Any], status: int) -> None:
    answer = client.open("/sparql", **request_)
    assert (answer.status_code, answer.content_type) == (status, "application/problem+json")


def test_406_lists_what_is_offered(client: FlaskClient) -> None:
    answer = client.get("/sparql", query_string={"query": LABELS}, headers={"Accept": "image/png"})
    assert "text/csv" in answer.get_json(force=True)["offered"]


def test_without_a_query_a_browser_gets_the_page_and_a_program_the_description(client: FlaskClient) -> None:
    page = client.get("/sparql", headers=BROWSER)
    assert "<textarea" in page.text
    description = client.get("/sparql", headers={"Accept": "text/turtle"})
    assert "sparql-service-description#endpoint" in description.text


def test_head_and_options(client: FlaskClient) -> None:
    head = client.head("/sparql", query_string={"query": LABELS})
    assert (head.status_code, head.data) == (200, b"")
    options = client.options("/sparql", headers={"Origin": "https://example.org"})
    assert {"GET", "HEAD", "POST"} <= set(options.headers["Allow"].split(", "))
    assert options.headers["Access-Control-Allow-Origin"] == "*"
    assert "Content-Type" in options.headers["Access-Control-Allow-Headers"]


def test_results_are_what_the_store_says(client: FlaskClient) -> None:
    answer = client.get("/sparql", query_string={"query": LABELS})
    read = ox.parse_query_results(answer.data, ox.QueryResultsFormat.JSON)
    assert isinstance(read, ox.QuerySolutions)
    assert [v.value for v in read.variables] == ["x", "label"]
    assert "青禾区总工会" in {row["label"].value for row in read}

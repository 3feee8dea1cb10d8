"""What a client is told when its query reaches a limit, and what the service says of itself beforehand."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pyoxigraph as ox
import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.job import Ending, Job, Refused, Written
from api.limits import Limits
from api.settings import ServiceSettings
from tests.example import ARTICLE, UNION
from tests.opened import opened

EVERYTHING = "SELECT ?s ?p ?o { ?s ?p ?o }"
PRODUCT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o }"
BROWSER = {"Accept": "text/html,*/*;q=0.8"}


@pytest.fixture(scope="module")
def narrow(release_dir: Path) -> Iterator[Flask]:
    limits = Limits(seconds=0.3, rows=5, answer_mb=1, query_bytes=2_000, workers=1, per_client=1, wait_seconds=0.2)
    with opened(ServiceSettings(release_dir, limits=limits)) as made:
        yield made


@pytest.fixture
def hurried(narrow: Flask) -> FlaskClient:
    return narrow.test_client()


@pytest.mark.parametrize("accept", ["application/json", "text/html"])
def test_time_that_is_up_is_503_and_names_the_limit(hurried: FlaskClient, accept: str) -> None:
    answer = hurried.get("/sparql", query_string={"query": PRODUCT}, headers={"Accept": accept})
    assert answer.status_code == 503
    assert "seconds=0.3" in answer.text


def test_a_table_that_ends_at_the_limit_says_so_in_header_and_head(hurried: FlaskClient) -> None:
    answer = hurried.get("/sparql", query_string={"query": EVERYTHING})
    told = json.loads(answer.data)
    assert len(told["results"]["bindings"]) == 5
    assert answer.headers["Union-KG-Truncated"] == "rows=5"
    assert told["head"] == {"vars": ["s", "p", "o"], "link": ["http://localhost/limits#rows"]}
    xml = hurried.get("/sparql", query_string={"query": EVERYTHING, "format": "xml"})
    assert '<link href="http://localhost/limits#rows"/></head>' in xml.text
    assert xml.headers["Union-KG-Truncated"] == "rows=5"


@pytest.mark.parametrize("format_", ["csv", "tsv", "spreadsheet"])
def test_a_format_without_a_place_for_it_has_the_header(hurried: FlaskClient, format_: str) -> None:
    answer = hurried.get("/sparql", query_string={"query": EVERYTHING, "format": format_})
    assert answer.headers["Union-KG-Truncated"] == "rows=5"
    assert len(list(csv.reader(io.StringIO(answer.text)))) == 6


@pytest.mark.parametrize(
    "query", [EVERYTHING + " LIMIT 5", EVERYTHING + " LIMIT 4", "ASK {}", "SELECT * { VALUES ?x { 1 2 3 4 } }"]
)
@pytest.mark.parametrize("format_", ["json", "xml"])
def test_an_answer_that_is_whole_says_nothing_of_limits(hurried: FlaskClient, query: str, format_: str) -> None:
    answer = hurried.get("/sparql", query_string={"query": query, "format": format_})
    assert answer.status_code == 200
    assert "Union-KG-Truncated" not in answer.headers
    assert "limits#rows" not in answer.text


def test_a_page_shows_that_there_are_more_rows(release_dir: Path) -> None:
    with opened(ServiceSettings(release_dir, html_rows=3)) as narrow_page:
        answer = narrow_page.test_client().get("/sparql", query_string={"query": EVERYTHING}, headers=BROWSER)
    assert "网页只显示前 3 行" in answer.text


@pytest.fixture
def crowded(narrow: Flask, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """The service while its client has all the workers that it may have."""

    def wait_in_vain(job: Job, client: str) -> Written:
        raise Refused(Ending.CLIENT_BUSY)

    monkeypatch.setattr(narrow.extensions["union-kg"].pool, "run", wait_in_vain)
    return narrow.test_client()


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("SELECT * { ?s ?p ?o . ?o ?q ?r }", 429),
        ("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }", 403),
        ("DELETE WHERE { ?s ?p ?o }", 403),
        ("SELECT", 400),
        # What reading it takes from the stack is for a worker to find out.
        ("SELECT * " + "{" * 900 + "}" * 900, 429),
    ],
)
def test_who_finds_no_place_is_not_told_to_come_back_with_what_has_no_answer(
    crowded: FlaskClient, query: str, status: int
) -> None:
    answer = crowded.get("/sparql", query_string={"query": query})
    assert answer.status_code == status
    assert ("Retry-After" in answer.headers) == (status == 429)


@pytest.mark.parametrize("how", ["GET", "form", "direct"])
def test_a_query_that_is_too_long_is_413(hurried: FlaskClient, how: str) -> None:
    query = f"ASK {{}} # {'长' * 1_000}"
    if how == "GET":
        answer = hurried.get("/sparql", query_string={"query": query})
    elif how == "form":
        answer = hurried.post("/sparql", data={"query": query})
    else:
        answer = hurried.post("/sparql", data=query.encode(), content_type="application/sparql-query")
    assert answer.status_code == 413


def test_a_spreadsheet_gets_a_byte_order_mark(client: FlaskClient) -> None:
    answer = client.get("/sparql", query_string={"query": EVERYTHING, "format": "spreadsheet"})
    assert answer.data.startswith("\ufeffs,p,o\r\n".encode())
    assert answer.content_type == "text/csv; charset=utf-8"


def test_every_limit_is_told_to_people_and_programs(client: FlaskClient) -> None:
    names = {field.name for field in fields(Limits)}
    page = client.get("/limits", headers=BROWSER)
    assert all(f'id="{name}"' in page.text for name in names)
    told = client.get("/limits").get_json()
    assert {name: limit["value"] for name, limit in told.items()} == {n: getattr(Limits(), n) for n in names}
    description = client.get("/sparql", headers={"Accept": "text/turtle"}).text
    assert all(f'"{name}"' in description for name in names)


@pytest.mark.parametrize("path", ["/void", "/.well-known/void"])
def test_the_dataset_says_what_it_holds_and_where_its_dumps_are(client: FlaskClient, app: Flask, path: str) -> None:
    answer = client.get(path, headers={"Accept": "application/n-triples"})
    triples = {
        (q.subject.value, q.predicate.value, q.object.value)
        for q in ox.parse(answer.data, format=ox.RdfFormat.N_TRIPLES)
    }
    dataset, void = "http://localhost/void#dataset", "http://rdfs.org/ns/void#"
    manifest = app.extensions["union-kg"].release.manifest
    assert (dataset, void + "triples", str(manifest.triples)) in triples
    dumps = {o for s, p, o in triples if (s, p) == (dataset, void + "dataDump")}
    assert {client.get(dump, buffered=True).status_code for dump in dumps} == {200}
    assert len(dumps) == 4


def test_the_same_query_has_the_same_etag_and_is_not_run_again(client: FlaskClient, app: Flask) -> None:
    query = f"SELECT ?label {{ <{UNION.value}> ?p ?label }} # {id(app)}"
    first = client.get("/sparql", query_string={"query": query})
    again = client.get("/sparql", query_string={"query": query})
    assert (again.data, again.headers["ETag"]) == (first.data, first.headers["ETag"])
    for condition in ({"If-None-Match": first.headers["ETag"]}, {"If-Modified-Since": first.headers["Last-Modified"]}):
        unchanged = client.get("/sparql", query_string={"query": query}, headers=condition)
        assert (unchanged.status_code, unchanged.data) == (304, b"")
    other = client.get("/sparql", query_string={"query": query, "format": "xml"})
    assert other.headers["ETag"] != first.headers["ETag"]


def test_what_changes_from_call_to_call_is_never_kept(client: FlaskClient) -> None:
    query = {"query": "SELECT (STRUUID() AS ?x) {}"}
    first, again = (client.get("/sparql", query_string=query) for _ in range(2))
    assert first.data != again.data
    assert "ETag" not in first.headers
    assert first.headers["Cache-Control"] == "no-store"


def test_answers_are_compressed_for_who_can_read_it(client: FlaskClient) -> None:
    query = {"query": EVERYTHING}
    plain = client.get("/sparql", query_string=query)
    zipped = client.get("/sparql", query_string=query, headers={"Accept-Encoding": "gzip"})
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert len(zipped.data) < len(plain.data) / 2
    refused = client.get("/sparql", query_string=query, headers={"Accept-Encoding": "gzip;q=0"})
    assert refused.data == plain.data


def test_a_graph_is_read_by_its_iri(client: FlaskClient) -> None:
    answer = client.get("/graphs", query_string={"graph": ARTICLE.value}, headers={"Accept": "application/n-triples"})
    by_query = client.get(
        "/sparql",
        query_string={
            "query": f"CONSTRUCT {{ ?s ?p ?o }} {{ GRAPH <{ARTICLE.value}> {{ ?s ?p ?o }} }}",
            "format": "nt",
        },
    )
    assert sorted(answer.data.splitlines()) == sorted(by_query.data.splitlines())
    assert client.head("/graphs", query_string={"graph": ARTICLE.value}).status_code == 200
    assert client.get("/graphs?default", headers={"Accept": "application/n-triples"}).data


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/graphs?graph=urn:none", 404),
        ("/graphs?graph=none", 400),
        ("/graphs", 400),
        ("/graphs?default&graph=urn:x", 400),
        ("/graphs?graph=urn:a&graph=urn:b", 400),
        ("/graphs?default&format=xlsx", 400),
    ],
)
def test_a_graph_that_cannot_be_read_has_its_status(client: FlaskClient, address: str, status: int) -> None:
    assert client.get(address).status_code == status


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
def test_a_graph_is_never_written(client: FlaskClient, method: str) -> None:
    answer = client.open("/graphs?default", method=method, data="<urn:a> <urn:b> <urn:c> .")
    assert answer.status_code == 403
    assert "kg judge" in answer.get_json(force=True)["detail"]

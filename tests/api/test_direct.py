"""What answers before the app does answers as the app would, asks nothing twice, and leaves it what it cannot tell."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from api.job import Job, Written
from api.limits import Limits
from api.pool import Pool
from api.settings import ServiceSettings
from tests.example import UNION
from tests.opened import opened

LABELS = f"SELECT ?label {{ <{UNION.value}> ?p ?label }}"
MANY = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
# A request with this header is the app's.
TO_THE_APP = {"If-Modified-Since": "Thu, 01 Jan 1970 00:00:00 GMT"}
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


LIMITS = Limits(seconds=3, rows=10_000, answer_mb=20)


def _client(release_dir: Path) -> Iterator[FlaskClient]:
    with opened(ServiceSettings(release_dir, limits=LIMITS)) as app:
        yield app.test_client()


# Two services, so that neither answers from what the other kept.
client = pytest.fixture(scope="module")(_client)
other = pytest.fixture(scope="module")(_client)


@pytest.mark.parametrize(
    ("parameters", "headers"),
    [
        ({"query": LABELS}, {}),
        ({"query": LABELS, "format": "csv"}, {}),
        ({"query": LABELS, "format": "spreadsheet"}, {"Accept-Encoding": "gzip"}),
        ({"query": "ASK {}"}, {"Accept": "application/sparql-results+xml"}),
        ({"query": "CONSTRUCT WHERE { ?s ?p ?o }"}, {"Accept-Encoding": "gzip"}),
        ({"query": "SELECT (<a> AS ?x) {}"}, {"Host": "graph.example:8080"}),
        ({"query": MANY}, {}),
        ({"query": "SELECT ?x { BIND(1 AS ?x) } # NOW()"}, {}),
        ({"query": LABELS, "default-graph-uri": UNION.value}, {}),
        ({"query": "SELECT"}, {}),
        ({"query": "SELECT"}, BROWSER),
        ({"query": LABELS}, BROWSER),
        ({"query": LABELS, "format": "nonsense"}, {}),
        ({"query": LABELS}, {"Accept": "image/png"}),
        ({"query": "CLEAR ALL"}, {}),
        ({"query": ""}, {}),
    ],
)
def test_an_answer_is_the_apps(
    client: FlaskClient, other: FlaskClient, parameters: dict[str, str], headers: dict[str, str]
) -> None:
    direct = client.get("/sparql", query_string=parameters, headers=headers, buffered=True)
    by_app = other.get("/sparql", query_string=parameters, headers={**headers, **TO_THE_APP}, buffered=True)
    assert (direct.status_code, direct.data) == (by_app.status_code, by_app.data)
    told = [{name: value for name, value in answer.headers if name != "Date"} for answer in (direct, by_app)]
    assert told[0] == told[1]


@pytest.mark.parametrize(("written", "status"), [("{}", 304), ('"x", {}', 304), ("*", 304), ('"x"', 200)])
def test_a_condition_is_met_or_not_whether_the_request_came_before_or_not(
    client: FlaskClient, other: FlaskClient, written: str, status: int
) -> None:
    query = {"query": f"{LABELS} # {written}"}
    condition = {"If-None-Match": written.format(client.get("/sparql", query_string=query).headers["ETag"])}
    for asked in (client, other, other):
        assert asked.get("/sparql", query_string=query, headers=condition).status_code == status


def test_a_large_answer_and_a_refused_one_are_asked_once(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    run = Pool.run

    def count(pool: Pool, job: Job, name: str) -> Written:
        asked.append(job.query)
        return run(pool, job, name)

    monkeypatch.setattr(Pool, "run", count)
    large = client.get("/sparql", query_string={"query": f"{MANY} #"}, buffered=True)
    endless = f"SELECT (COUNT(*) AS ?n) {MANY.removeprefix('SELECT *')[:-1]} . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }}"
    assert large.status_code == 200
    assert len(large.data) > 1 << 20
    assert client.get("/sparql", query_string={"query": endless}).status_code == 503
    assert len(asked) == 2


@pytest.mark.parametrize("format_", ["json", "xml", "tsv", "spreadsheet"])
def test_a_large_answer_tells_its_length(client: FlaskClient, format_: str) -> None:
    answer = client.get("/sparql", query_string={"query": MANY, "format": format_}, buffered=True)
    assert "Union-KG-Truncated" in answer.headers
    assert answer.content_length == len(answer.data) > 1 << 20


def test_an_answer_is_compressed_for_who_takes_it_and_made_once(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = {"query": "SELECT * { ?s ?p ?o } LIMIT 50"}
    plain = client.get("/sparql", query_string=query)
    monkeypatch.delattr(Pool, "run")
    zipped = client.get("/sparql", query_string=query, headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in plain.headers
    assert (zipped.headers["Content-Encoding"], zipped.headers["ETag"]) == ("gzip", plain.headers["ETag"])
    assert gzip.decompress(zipped.data) == plain.data

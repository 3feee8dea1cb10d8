"""What stands before the app: repeated requests are answered as the app would, and the operator is told of all."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.answers import Answer, Answers
from api.settings import ServiceSettings
from tests.example import UNION
from tests.opened import opened

LABELS = f"SELECT ?label {{ <{UNION.value}> ?p ?label }}"


@pytest.fixture
def observed(release_dir: Path) -> Iterator[Flask]:
    with opened(ServiceSettings(release_dir, slow_seconds=0)) as made:
        yield made


def count(client: FlaskClient, line: str) -> float:
    lines = client.get("/metrics").text.splitlines()
    return sum(float(told.rpartition(" ")[2]) for told in lines if told.startswith(line))


def test_a_repeated_request_gets_the_same_answer_without_the_app(observed: Flask) -> None:
    client = observed.test_client()
    first = client.get("/sparql", query_string={"query": LABELS})
    again = client.get("/sparql", query_string={"query": LABELS})
    assert (again.status_code, again.data, list(again.headers)) == (200, first.data, list(first.headers))
    # The plan is made in a worker: there was one.
    assert count(client, 'union_kg_query_seconds_count{stage="plan"}') == 1
    unchanged = client.get("/sparql", query_string={"query": LABELS}, headers={"If-None-Match": first.headers["ETag"]})
    assert (unchanged.status_code, unchanged.data) == (304, b"")
    assert "Content-Length" not in unchanged.headers


def test_a_repeated_request_in_another_format_is_another_one(observed: Flask) -> None:
    client = observed.test_client()
    types = [
        client.get("/sparql", query_string={"query": LABELS}, headers={"Accept": accept}).mimetype
        for accept in ("text/csv", "application/sparql-results+xml", "text/csv")
    ]
    assert types == ["text/csv", "application/sparql-results+xml", "text/csv"]


def test_answers_are_kept_within_their_bytes() -> None:
    kept = Answers(100_000)
    for number in range(100):
        kept.keep(number, Answer((), b"x" * 5_000))
    held = [number for number in range(100) if kept.get(number)]
    assert held == list(range(100 - len(held), 100))
    assert 10 < len(held) * 5_000 / 1_000 < 100
    kept.keep("large", Answer((), b"x" * 50_000))
    assert kept.get("large") is None


def test_a_slow_query_is_told_with_its_text_and_stages(observed: Flask, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="union-kg"):
        observed.test_client().get("/sparql", query_string={"query": LABELS})
    lines = [json.loads(record.message) for record in caplog.records]
    assert [line.get("query") for line in lines] == [None, LABELS]
    assert lines[1]["status"] == 200
    assert set(lines[1]["stages_ms"]) == {"wait", "plan", "answer"}


def test_metrics_count_by_route_and_status(observed: Flask) -> None:
    client = observed.test_client()
    client.get("/page/person/none")
    client.get("/nowhere")
    assert count(client, 'union_kg_requests_total{route="/page/<kind>/<name>",status="404"}') == 1
    assert count(client, 'union_kg_requests_total{route="none",status="404"}') == 1

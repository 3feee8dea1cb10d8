"""The W3C's tests of the Graph Store Protocol, as far as they read: GET and HEAD of a graph that the address names."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

from tests.w3c.graph_store import Reading, readings
from tests.w3c.manifests import needed
from tests.w3c.results import TURTLE, read, same

needed()

READINGS = list(readings())


def test_there_are_readings() -> None:
    assert {reading.status for reading in READINGS} == {200, 404}
    assert {reading.method for reading in READINGS} == {"GET", "HEAD"}


@pytest.mark.parametrize("reading", READINGS, ids=lambda reading: reading.name)
def test_a_graph_is_read(client: FlaskClient, reading: Reading) -> None:
    answer = client.open(reading.path, method=reading.method, headers={"Accept": reading.accept})
    assert answer.status_code == reading.status, answer.text
    if reading.status == 200:
        assert answer.content_type == "text/turtle; charset=utf-8"
    if reading.body is not None:
        expected = ox.Dataset(ox.parse(reading.body, format=ox.RdfFormat.TURTLE))
        assert same(expected, read(answer.data, TURTLE))
    if reading.method == "HEAD":
        assert not answer.data

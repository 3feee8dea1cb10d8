"""The W3C's tests of the SPARQL 1.1 protocol, whose requests stand as RDF in its manifest, and of the description."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from api import negotiate
from tests.w3c.manifests import MF, SUITES, Manifest, Term, needed
from tests.w3c.results import JSON, XML, read

needed()

CNT = "http://www.w3.org/2011/content#"
HT = "http://www.w3.org/2011/http#"
SD = "http://www.w3.org/ns/sparql-service-description#"

_FORMATS = {"boolean": {JSON, XML}, "tabular": set(negotiate.media_types(negotiate.RESULTS))}
_FORMATS["RDF"] = set(negotiate.media_types(negotiate.GRAPHS))


@dataclass(frozen=True, slots=True)
class Request:
    """A request of a test, and what its answer has to be: first digits of the status, boolean, kind of format."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes | None
    statuses: frozenset[int]
    boolean: bool | None
    format: str | None


def _request(manifest: Manifest, node: Term) -> Request:
    response = manifest.value(node, HT + "resp")
    headers = [item for head in manifest.values(node, HT + "headers") for item in manifest.items(head)]
    statuses = manifest.values(response, MF + "expectedStatus")
    booleans = manifest.values(response, MF + "expectedBoolean")
    formats = manifest.values(response, MF + "expectedFormat")
    return Request(
        method=manifest.text(node, HT + "methodName"),
        # The suite leaves it open where the endpoint is.
        path=manifest.text(node, HT + "absolutePath").replace("/sparql/", "/sparql", 1),
        headers={manifest.text(h, HT + "fieldName"): manifest.text(h, HT + "fieldValue") for h in headers},
        body=next((_body(manifest, body) for body in manifest.values(node, HT + "body")), None),
        statuses=frozenset(int(str(status).partition("#StatusCode")[2][0]) for status in statuses),
        boolean=manifest.text(response, MF + "expectedBoolean") == "true" if booleans else None,
        format=manifest.text(response, MF + "expectedFormat") if formats else None,
    )


def _body(manifest: Manifest, body: Term) -> bytes:
    return manifest.text(body, CNT + "chars").encode(manifest.text(body, CNT + "characterEncoding"))


def _tests() -> dict[str, list[Request]]:
    """Name → requests of every test."""
    manifest = Manifest(SUITES / "protocol" / "manifest.ttl")
    return {
        name.partition("/")[2]: [
            _request(manifest, node)
            for node in manifest.items(manifest.value(manifest.value(entry, MF + "action"), HT + "requests"))
        ]
        for name, _, entry in manifest.entries()
    }


TESTS = _tests()
UPDATES = [name for name in TESTS if "update" in name]
QUERIES = [name for name in TESTS if "update" not in name]


def _sent(client: FlaskClient, request: Request) -> TestResponse:
    return client.open(request.path, method=request.method, headers=request.headers, data=request.body)


@pytest.mark.parametrize("name", QUERIES)
def test_queries(client: FlaskClient, name: str) -> None:
    for request in TESTS[name]:
        answer = _sent(client, request)
        assert answer.status_code // 100 in request.statuses, answer.text
        if request.format is not None:
            assert answer.mimetype in _FORMATS[request.format]
        if request.boolean is not None:
            assert read(answer.data, answer.mimetype or "") is request.boolean


@pytest.mark.parametrize("name", UPDATES)
def test_updates_are_refused_and_change_nothing(client: FlaskClient, name: str) -> None:
    update, *checks = TESTS[name]
    refused = _sent(client, update)
    if name.startswith("bad_"):
        assert refused.status_code // 100 in update.statuses == {4}
    else:
        assert refused.status_code == 403
    for check in checks:
        answer = _sent(client, check)
        assert read(answer.data, answer.mimetype or "") is not check.boolean


def test_the_service_describes_itself(client: FlaskClient) -> None:
    """The three tests of service-description/manifest.ttl, which tells them in words only."""
    answer = client.get("/sparql", base_url="http://www.example", headers={"Accept": "text/turtle"})
    triples = {quad.triple for quad in ox.parse(answer.data, format=ox.RdfFormat.TURTLE)}
    objects = {triple.predicate.value: triple.object for triple in triples}
    assert objects[SD + "endpoint"] == ox.NamedNode("http://www.example/sparql")
    assert {p.removeprefix(SD) for p in objects if p.startswith(SD)} == {
        "endpoint",
        "supportedLanguage",
        "feature",
        "propertyFeature",
        "resultFormat",
        "defaultDataset",
        "defaultGraph",
    }

"""The OpenAPI document against the app: whatever it allows is answered as it says, and what it does not is refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import APIOperation, BaseSchema, Case, GenerationMode
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from api.limits import Limits
from api.openapi import document
from api.settings import ServiceSettings
from tests.example import ARTICLE, EVENT, NAMES, PERSON, UNION
from tests.opened import opened

OPERATIONS = [(method, path) for path, operations in document("1")["paths"].items() for method in operations]
# Free text may be no query, name no graph, or ask for more nodes than are drawn: JSON Schema has no words for that.
FREE = frozenset(path for _, path in OPERATIONS if path in ("/sparql", "/graphs") or path.startswith("/network"))
ACCEPT = ("*/*", "text/html", "application/json", "text/turtle;q=0.5, */*;q=0.1", "image/png", "", ";q=", "a/b/c, ,")
QUERIES = ("ASK {}", "SELECT * { ?s ?p ?o } LIMIT 3", "CONSTRUCT WHERE { ?s ?p ?o }", "DROP ALL", "SELECT")
NODES = [node.value.removeprefix(NAMES.base).split("/") for node in (ARTICLE, EVENT, PERSON, UNION)]
# The same requests in every run: this is a test, and no search.
COUNTED = settings(
    max_examples=40,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def schema(release_dir: Path) -> Iterator[BaseSchema]:
    with opened(ServiceSettings(release_dir, limits=Limits(seconds=2))) as app:
        yield schemathesis.openapi.from_wsgi("/openapi.json", app)


def known(operation: APIOperation) -> st.SearchStrategy[Case]:
    """Requests that reach something: nodes that are there, queries that are queries."""
    if "{kind}" in operation.path:
        return st.sampled_from(NODES).flatmap(
            lambda node: operation.as_strategy(path_parameters={"kind": node[0], "name": node[1]})
        )
    if operation.path == "/sparql" and operation.method == "get":
        return st.sampled_from(QUERIES).flatmap(lambda query: operation.as_strategy(query={"query": query}))
    return operation.as_strategy()


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_what_is_allowed_is_answered_as_described(schema: BaseSchema, method: str, path: str) -> None:
    operation = schema[path][method]

    @seed(4)
    @COUNTED
    @given(case=operation.as_strategy() | known(operation), accept=st.sampled_from(ACCEPT))
    def check(case: Case, accept: str) -> None:
        answer = case.call(headers={"Accept": accept})
        lenient = [positive_data_acceptance] if path in FREE or accept != "*/*" else []
        case.validate_response(answer, excluded_checks=lenient)
        assert answer.status_code < 500 or answer.status_code == 503

    check()


@pytest.mark.parametrize(
    ("method", "path"), [(m, p) for m, p in OPERATIONS if m == "get" and p in ("/search", "/network", "/class/{name}")]
)
def test_what_is_not_allowed_is_refused(schema: BaseSchema, method: str, path: str) -> None:
    @seed(4)
    @COUNTED
    @given(case=schema[path][method].as_strategy(generation_mode=GenerationMode.NEGATIVE))
    def check(case: Case) -> None:
        case.validate_response(case.call(), excluded_checks=[negative_data_rejection] if path in FREE else [])

    check()

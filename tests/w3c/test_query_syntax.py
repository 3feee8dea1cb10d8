"""The W3C's syntax tests of SPARQL 1.1 queries over HTTP: what is a query is answered, what is none is told so."""

from __future__ import annotations

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.w3c.manifests import Case, cases, included, needed, parametrized

needed()

CASES = [
    case
    # Those of delete-insert are updates, which the suites file under the syntax of queries.
    for folder in (*included("manifest-sparql11-query.ttl"), "syntax-fed", "delete-insert")
    for case in cases(folder)
    if "SyntaxTest" in case.kind
]
# Queries that are parsed, but have no answer here.
UNANSWERED = {
    "syntax-query/test_4": "the query cannot be answered: The custom function <http://example/function>",
    **{f"syntax-fed/test_{number}": "Federation is off: SERVICE is well formed" for number in (1, 2, 3)},
}


def _asked(client: FlaskClient, query: bytes) -> TestResponse:
    graphs = {"default-graph-uri": "urn:empty"}
    return client.post("/sparql", query_string=graphs, data=query, content_type="application/sparql-query")


def _is_malformed(answer: TestResponse) -> bool:
    detail: str = answer.get_json(force=True)["detail"]
    return answer.status_code == 400 and detail.startswith("the query cannot be parsed: ")


@parametrized(CASES, {})
def test_query_syntax(client: FlaskClient, case: Case) -> None:
    query = case.query.read_bytes()
    answer = _asked(client, query)
    if case.name in UNANSWERED:
        assert answer.get_json(force=True)["detail"].startswith(UNANSWERED[case.name])
        # That it was parsed to its end shows where a bracket is missing there.
        assert _is_malformed(_asked(client, query[: query.rindex(b"}")]))
    elif case.kind.startswith("Positive"):
        assert answer.status_code == 200, answer.text
    else:
        assert _is_malformed(answer), answer.text

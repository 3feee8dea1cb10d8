"""The W3C's syntax tests of SPARQL 1.1 queries over HTTP: what is a query is answered, what is none is told so."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.w3c.manifests import FEDERATED, Case, cases, included, needed, parametrized

needed()

CASES = [
    case
    # Those of delete-insert are updates, which the suites file under the syntax of queries.
    for folder in (*included("manifest-sparql11-query.ttl"), "syntax-fed", "delete-insert")
    for case in cases(folder)
    if "SyntaxTest" in case.kind
]
FAILING = {f"syntax-fed/test_{number}": FEDERATED for number in (1, 2, 3)}
# Queries that are parsed, but have no answer here.
UNANSWERED = {"syntax-query/test_4": "The custom function <http://example/function> is not supported"}


@parametrized(CASES, FAILING)
def test_query_syntax(client: FlaskClient, case: Case) -> None:
    answer = client.post(
        "/sparql",
        query_string={"default-graph-uri": "urn:empty"},
        data=case.query.read_bytes(),
        content_type="application/sparql-query",
    )
    if case.name in UNANSWERED:
        assert answer.get_json(force=True)["detail"] == f"the query cannot be answered: {UNANSWERED[case.name]}"
    elif case.kind.startswith("Positive"):
        assert answer.status_code == 200, answer.text
    elif case.query.suffix == ".ru":
        assert answer.status_code == 403
    else:
        assert answer.status_code == 400
        assert answer.get_json(force=True)["detail"].startswith("the query cannot be parsed: ")

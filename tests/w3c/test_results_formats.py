"""The W3C's tests of the formats of results over HTTP: CSV, TSV and JSON."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.w3c.asking import check
from tests.w3c.manifests import Case, cases, included, needed, parametrized

needed()

CASES = [case for folder in included("manifest-sparql11-results.ttl") for case in cases(folder)]
FAILING = {"csv-tsv-res/tsv03": "the store keeps a literal of a type derived from xsd:integer as an xsd:integer"}


@parametrized(CASES, FAILING)
def test_results_format(client: FlaskClient, case: Case) -> None:
    check(client, case)

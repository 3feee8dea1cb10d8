"""Looking for searches leaves every query of the W3C's syntax tests as it is."""

from __future__ import annotations

from kg.search_query import with_nodes
from tests.w3c.manifests import BASE, Case, cases, included, needed, parametrized

needed()

CASES = [
    case
    for folder in included("manifest-sparql11-query.ttl")
    for case in cases(folder)
    if case.kind == "PositiveSyntaxTest11"
]


def _none(kind: str, words: str) -> list[str]:
    raise AssertionError(f"{kind}: {words}")


@parametrized(CASES, {})
def test_a_query_without_searches_stays(case: Case) -> None:
    query = case.query.read_text(encoding="utf-8")
    assert with_nodes(query, _none, BASE) == query

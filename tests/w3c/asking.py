"""Asks the service what a test of the suites asks, of the graphs that the test names."""

from __future__ import annotations

import re

from flask.testing import FlaskClient

from tests.w3c.manifests import Case, iri_of
from tests.w3c.results import JSON, TYPES, Results, Solutions, expected, read, same

# Tests give such IRIs as names of their own files; the service would read them as names of its pages.
_RELATIVE = re.compile(r"<(?![A-Za-z][A-Za-z0-9+.-]*:)[^<>\"{}|^`\\\s]*>")
_FROM = re.compile(r"\bFROM\b", re.IGNORECASE)
_GROUP = re.compile(r"\{[^{}]*\}")


def query_of(case: Case) -> str:
    """The query, with its own address where it has relative IRIs."""
    query = case.query.read_text(encoding="utf-8")
    return f"BASE <{iri_of(case.query)}>\n{query}" if _RELATIVE.search(query) else query


def graphs_of(case: Case) -> list[tuple[str, str]]:
    """The parameters that make the test's data the dataset; none where the query itself says of what it asks."""
    if _FROM.search(case.query.read_text(encoding="utf-8")):
        return []
    graphs = [("default-graph-uri", iri_of(path)) for path in case.data]
    graphs += [("named-graph-uri", iri_of(path)) for path in case.graph_data]
    # Without a parameter the service would ask all its graphs.
    return graphs or [("default-graph-uri", "urn:empty")]


def ordered(query: str) -> bool:
    """Whether the query orders its rows, and not only those of a subquery."""
    while _GROUP.search(query):
        query = _GROUP.sub("", query)
    return "ORDER BY" in query.upper()


def check(client: FlaskClient, case: Case) -> None:
    """Asks for the format that the expected results are in, and compares."""
    assert case.result is not None
    wanted = expected(case.result)
    # A table in Turtle is a way of the suite's own.
    accept = JSON if case.result.suffix == ".ttl" and isinstance(wanted, Solutions) else TYPES[case.result.suffix]
    query = query_of(case)
    given = _asked(client, query, graphs_of(case), accept)
    assert same(wanted, given, ordered=ordered(query)), f"expected {wanted}, given {given}"


def _asked(client: FlaskClient, query: str, graphs: list[tuple[str, str]], accept: str) -> Results:
    answer = client.get("/sparql", query_string=[*graphs, ("query", query)], headers={"Accept": accept})
    assert (answer.status_code, answer.mimetype) == (200, accept), answer.text
    return read(answer.data, accept)

"""What a query's text says of it: keywords are found, and what only looks like them is not."""

from __future__ import annotations

import pytest

from kg.query_text import changes, keywords, limited, update_at


def test_keywords_keep_their_places() -> None:
    query = 'SELECT ?service { ?x <urn:service> "SERVICE" } # SERVICE\nLIMIT 1'
    assert len(keywords(query)) == len(query)
    assert "service" not in keywords(query).lower()
    assert keywords(query).index("LIMIT") == query.index("LIMIT")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", 0),
        ("PREFIX insert: <urn:>\nBASE <urn:x>\n# SELECT\n delete where {}", 45),
        ("PREFIX insert: <urn:> SELECT * {}", None),
        ("ASK { ?s ?p 'DELETE' }", None),
        ("", None),
    ],
)
def test_updates_are_told_from_queries(query: str, expected: int | None) -> None:
    assert update_at(query) == expected


@pytest.mark.parametrize("call", ["NOW()", "rand ()", "UUID()", "STRUUID()", "BNODE()"])
def test_what_changes_from_call_to_call_is_known(call: str) -> None:
    assert changes(f"SELECT ({call} AS ?x) {{}}")


def test_a_name_of_a_changing_function_in_a_string_changes_nothing() -> None:
    assert not changes("SELECT ?now { ?now ?p 'NOW()' }")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT * {}", "SELECT * {}\nLIMIT 10\n"),
        ("SELECT * {} # LIMIT 3", "SELECT * {} # LIMIT 3\nLIMIT 10\n"),
        ("SELECT * {} ORDER BY ?x OFFSET 5", "SELECT * {} ORDER BY ?x OFFSET 5\nLIMIT 10\n"),
        ("SELECT * {} VALUES ?x { 1 2 }", "SELECT * {} \nLIMIT 10\nVALUES ?x { 1 2 }"),
        ("SELECT * { VALUES ?x { 1 } }", "SELECT * { VALUES ?x { 1 } }\nLIMIT 10\n"),
        ("SELECT * { { SELECT * {} LIMIT 99 } }", "SELECT * { { SELECT * {} LIMIT 99 } }\nLIMIT 10\n"),
        ("SELECT * {} LIMIT 99 OFFSET 3", "SELECT * {} LIMIT 10 OFFSET 3"),
        ("SELECT * {} limit 0000000000000000000000000000099", "SELECT * {} limit 10"),
        (f"SELECT * {{}} LIMIT {'9' * 5000}", "SELECT * {} LIMIT 10"),
        ("SELECT ('} LIMIT 3 {' AS ?x) {}", "SELECT ('} LIMIT 3 {' AS ?x) {}\nLIMIT 10\n"),
        ("PREFIX select: <urn:> SELECT * {}", "PREFIX select: <urn:> SELECT * {}\nLIMIT 10\n"),
        ("PREFIX a: <urn:#> select * { a:b a:c ?d }", "PREFIX a: <urn:#> select * { a:b a:c ?d }\nLIMIT 10\n"),
        ("#\nSELECT ('limit' AS ?x) {}", "#\nSELECT ('limit' AS ?x) {}\nLIMIT 10\n"),
        ("PREFIX a: <urn:SELECT> ASK {}", None),
        ("SELECT * {} LIMIT 10", None),
        ("SELECT * {} LIMIT 3 VALUES ?x { 1 }", None),
        ("ASK {}", None),
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", None),
        ("DESCRIBE <urn:x>", None),
    ],
)
def test_a_table_ends_at_the_limit_or_at_its_own_lower_one(query: str, expected: str | None) -> None:
    assert limited(query, 10) == expected

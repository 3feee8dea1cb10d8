"""A search in a query becomes the nodes that it finds, wherever it can stand, and is refused everywhere else."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.errors import QueryError
from kg.search_query import may_search, with_nodes
from kg.vocabulary import UKG

PREFIX = f"PREFIX u: <{UKG}> PREFIX : <urn:> "
WHERE = f"<{UKG}matches>"
FOUND = {"a": ["urn:1"], "b": ["urn:1", "urn:2"], "none": []}


def find(kind: str, words: str) -> list[str]:
    assert kind in ("names", "quotes")
    return FOUND.get(words, [f"urn:{kind}"])


def rewritten(sparql: str) -> str:
    """The query as it is run; both it and what was written can be parsed."""
    assert may_search(sparql)
    ox.Store().query(sparql, base_iri="urn:base")
    result = with_nodes(sparql, find, "urn:base")
    ox.Store().query(result, base_iri="urn:base")
    return result


def body(pattern: str) -> str:
    """The group that the pattern becomes, without white space."""
    return "".join(rewritten(f"{PREFIX}SELECT * {{ {pattern} }}").removeprefix(f"{PREFIX}SELECT * {{")[:-1].split())


ONE, TWO = "VALUES ?x { <urn:1> }", "VALUES ?x { <urn:1> <urn:2> }"


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("?x u:matches 'a'", ONE),
        ("?x u:matches 'a' .", f"{ONE} ."),
        ("?x u:matches 'none'", "VALUES ?x { }"),
        ("$x u:matches 'a'", ONE.replace("?", "$")),
        ("?x u:matches 'a'@zh", ONE),
        ("?x u:matches 'a'@zh-hans.?x :p ?y", f"{ONE} .?x :p ?y"),
        ('?x u:matches """a"""', ONE),
        ("?x u:matches '\\u0061'", ONE),
        ("?x u:matches # of 'b'\n 'a'", ONE),
        ("?x u:quoteMatches 'z'", "VALUES ?x { <urn:quotes> }"),
        ("?x u:matches 'a' ; :p ?y", f"{ONE} ?x :p ?y"),
        ("?x u:matches 'a' ;; :p ?y ; :q ?z", f"{ONE} ?x :p ?y ; :q ?z"),
        ("?x u:matches 'a' ; .", f"{ONE} ."),
        ("?x :p ?y ; u:matches 'a'", f"{ONE} ?x :p ?y ;"),
        ("?x a :C, :D ; u:matches 'a' ; :p ?y, 1.5 .", f"{ONE} ?x a :C, :D ; ; :p ?y, 1.5 ."),
        ("?x u:matches 'a' ; u:matches 'b' ; :p ?y", f"{ONE} {TWO} ?x :p ?y"),
        ("?x u:matches 'a' ; :p ?y ; u:matches 'b'", f"{ONE} {TWO} ?x :p ?y ;"),
        ("?x u:matches 'a' ; u:matches 'b'", f"{ONE} {TWO}"),
        ("?x :p [ :q ?y ; :r ?z ] ; u:matches 'a'", f"{ONE} ?x :p [ :q ?y ; :r ?z ] ;"),
        ("?x :p (1 2.0) ; u:matches 'a'", f"{ONE} ?x :p (1 2.0) ;"),
        ("?x :p true ; u:matches 'a'", f"{ONE} ?x :p true ;"),
        ("?y :p 1.5 . ?x u:matches 'a'", f"?y :p 1.5 . {ONE}"),
        ("?y :p :o.?x u:matches 'a'", f"?y :p :o.{ONE}"),
        ("?y :p ?x FILTER(?y<1)?x u:matches 'a'.FILTER(?y>1)", f"?y :p ?x FILTER(?y<1){ONE} .FILTER(?y>1)"),
        ("FILTER regex(?y, 'q') ?x u:matches 'a' FILTER(true)", f"FILTER regex(?y, 'q') {ONE} FILTER(true)"),
        ("BIND(1 AS ?y) ?x u:matches 'a'", f"BIND(1 AS ?y) {ONE}"),
        ("VALUES ?y { 1 } ?x u:matches 'a'", f"VALUES ?y {{ 1 }} {ONE}"),
        ("VALUES (?y) { (1) } ?x u:matches 'a'", f"VALUES (?y) {{ (1) }} {ONE}"),
        ("?x :p ?y OPTIONAL { ?x u:matches 'a' }", f"?x :p ?y OPTIONAL {{ {ONE} }}"),
        ("{ ?x u:matches 'a' } UNION { ?x u:matches 'b' }", f"{{ {ONE} }} UNION {{ {TWO} }}"),
        ("?x :p ?y MINUS { ?x u:matches 'a' }", f"?x :p ?y MINUS {{ {ONE} }}"),
        ("GRAPH ?g { ?x u:matches 'a' ; :p ?y }", f"GRAPH ?g {{ {ONE} ?x :p ?y }}"),
        ("GRAPH :g { ?x u:matches 'a' }", f"GRAPH :g {{ {ONE} }}"),
        ("?x :p ?y FILTER EXISTS { ?x u:matches 'a' }", f"?x :p ?y FILTER EXISTS {{ {ONE} }}"),
        ("FILTER(1 = 1 && NOT EXISTS { ?x u:matches 'a' })", f"FILTER(1 = 1 && NOT EXISTS {{ {ONE} }})"),
        (
            "{ SELECT ?x WHERE { ?x u:matches 'a' } GROUP BY ?x HAVING(COUNT(*) > 0) LIMIT 1 }",
            f"{{ SELECT ?x WHERE {{ {ONE} }} GROUP BY ?x HAVING(COUNT(*) > 0) LIMIT 1 }}",
        ),
        ("?x u:matches 'a' { ?x :p ?y }", f"{ONE} {{ ?x :p ?y }}"),
        (
            "?x :p '{' ; :q \"\"\"?x u:matches 'b' }\"\"\" # } \n ; u:matches 'a'",
            f'{ONE} ?x :p \'{{\' ; :q """?x u:matches \'b\' }}""" # }} \n ;',
        ),
        ("?x :p <urn:a(b)#c> ; u:matches 'a'", f"{ONE} ?x :p <urn:a(b)#c> ;"),
        ("?x :p ?a, ?b FILTER(?a<?b&&?b>?a) . ?x u:matches 'a'", f"?x :p ?a, ?b FILTER(?a<?b&&?b>?a) . {ONE}"),
        ("?x <p> <o> ; u:matches 'a'", f"{ONE} ?x <p> <o> ;"),
        ("_:n :p ?x . ?x u:matches 'a' . _:n :q ?y", f"_:n :p ?x . {ONE} . _:n :q ?y"),
    ],
)
def test_a_search_becomes_its_nodes(pattern: str, expected: str) -> None:
    assert body(pattern) == "".join(expected.split())


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT * {{ ?x {WHERE} 'a' }}",
        f"SELECT * {{ ?x <{UKG}m\\u0061tches> 'a' }}",
        f"SELECT * {{ ?x<{UKG}matches>'a'}}",
        f"BASE <{UKG}> SELECT * {{ ?x <#matches> 'a' }}",
        "BASE <https://w3id.org/union-kg/> PREFIX o: <x/../ontology#> SELECT * { ?x o:matches 'a' }",
        f"PREFIX m: <{UKG}mat> SELECT * {{ ?x m:ches 'a' }}",
        f"PREFIX : <{UKG}> select * where {{ ?x :matches 'a' }}",
        "PREFIX o: <https://w3id.org/union-kg/onto> SELECT * { ?x o:logy\\#matches 'a' }",
        f"PREFIX u: <urn:> PREFIX u: <{UKG}> SELECT * {{ ?x u:matches 'a' }}",
        f"ASK {{ ?x {WHERE} 'a' }}",
        f"DESCRIBE ?x {{ ?x {WHERE} 'a' }}",
        f"CONSTRUCT {{ ?x a true }} WHERE {{ ?x {WHERE} 'a' }}",
        f"CONSTRUCT {{ }} FROM <urn:g> {{ ?x {WHERE} 'a' }}",
        f"SELECT (COUNT(*) AS ?n) FROM <urn:g> {{ ?x {WHERE} 'a' }} GROUP BY ?x VALUES ?y {{ 1 }}",
    ],
)
def test_a_search_is_known_however_it_is_named(query: str) -> None:
    assert ONE in rewritten(query)
    assert "'a'" not in rewritten(query)


@pytest.mark.parametrize(
    "pattern",
    [
        "?x u:matches ?y",
        "?x u:matches :a",
        "?x u:matches 5",
        "?x u:matches 'a'^^:t",
        "?x u:matches 'a', 'b'",
        "?x u:matches ( 'a' )",
        ":x u:matches 'a'",
        "_:x u:matches 'a'",
        "[] u:matches 'a'",
        "[ u:matches 'a' ] :p ?y",
        "?y :p [ u:matches 'a' ]",
        "?y :p [ :q ?z ; u:matches 'a' ]",
        "( ?x ) u:matches 'a'",
        "[ :p ?y ] u:matches 'a'",
        "?x ^u:matches 'a'",
        "?x !u:matches 'a'",
        "?x :p/u:matches 'a'",
        "?x u:matches/:p 'a'",
        "?x u:matches|:p 'a'",
        "?x :p|u:matches 'a'",
        "?x u:matches* 'a'",
        "?x u:matches? 'a'",
        "?x (u:matches) 'a'",
        "?x :p u:matches",
        "?x :p ?y, u:matches",
        "u:matches ?p ?y",
        "?x ?p 'a' FILTER(?p = u:matches)",
        "?x ?p 'a' VALUES ?p { u:matches }",
        "?x ?p 'a' VALUES (?p) { (u:matches) }",
        "?x ?p 'a' BIND(u:matches AS ?p2)",
        "GRAPH u:matches { ?x :p ?y }",
        "?x :p ?y {| u:matches 'a' |}",
        "?x :p ?y {| :q ?z ; u:matches 'a' |}",
        "<< ?x u:matches 'a' >> :p ?y",
    ],
)
def test_what_is_no_search_is_refused_with_how_to_write_one(pattern: str) -> None:
    with pytest.raises(QueryError, match='write it as \\?x u:matches "words"'):
        rewritten(f"{PREFIX}SELECT * {{ {pattern} }}")


@pytest.mark.parametrize(
    "query",
    [
        f"CONSTRUCT {{ ?x {WHERE} 'a' }} WHERE {{ ?x a ?y }}",
        f"CONSTRUCT WHERE {{ ?x {WHERE} 'a' }}",
        f"CONSTRUCT FROM <urn:g> WHERE {{ ?x {WHERE} 'a' }}",
        f"DESCRIBE {WHERE}",
        f"SELECT (?p = {WHERE} AS ?q) {{ ?x ?p ?y }}",
        f"SELECT * {{ ?x ?p ?y }} VALUES ?p {{ {WHERE} }}",
        f"SELECT * {{ ?x ?p ?y }} ORDER BY (?p = {WHERE})",
        f"SELECT * FROM {WHERE} {{ ?x ?p ?y }}",
    ],
)
def test_outside_a_graph_pattern_there_are_no_searches(query: str) -> None:
    with pytest.raises(QueryError, match="is a search and no property of the data"):
        rewritten(query)


@pytest.mark.parametrize(
    "query",
    [
        "PREFIX u: <urn:> SELECT * { ?x u:matches 'a' ; u:quoteMatches ?y }",
        f"SELECT ?matches {{ ?matches ?p 'x {WHERE} y' }} # ?x {WHERE} 'a'",
        "PREFIX : <https://w3id.org/union-kg/ontology#> SELECT * { _:matches :p ?y FILTER(?y = 'matches') }",
        "SELECT * { ?x <urn:matches> 'a' }",
    ],
)
def test_what_only_looks_like_a_search_stays(query: str) -> None:
    assert rewritten(query) == query


def test_a_relative_iri_stands_under_the_base_that_the_caller_gives() -> None:
    assert ONE in with_nodes("SELECT * { ?x <#matches> 'a' ; <p> ?y }", find, UKG)


def test_nearly_all_queries_are_not_looked_at() -> None:
    assert not may_search(f"PREFIX ukg: <{UKG}> SELECT * {{ ?e ukg:quote ?q ; a <{UKG}Evidence> }}")

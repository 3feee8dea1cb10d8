"""Searches over HTTP and on the command line: what they find, their limit, and how misuse is told."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.limits import Limits
from api.settings import ServiceSettings
from kg.errors import QueryError
from kg.query import answer_as
from kg.search import FILE
from kg.vocabulary import PREFIXES
from tests.example import ARTICLE, AWARD, DISTRICT, EVENT, FACTORY, FACTORY_UNION, HALL, PERSON, POST, UNION
from tests.opened import opened

PROLOGUE = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())


def found(client: FlaskClient, pattern: str) -> set[str]:
    """What ?x is in the pattern's solutions."""
    query = f"{PROLOGUE}SELECT ?x {{ {pattern} }}"
    answer = client.post("/sparql", data=query.encode(), content_type="application/sparql-query", headers=CSV)
    assert answer.status_code == 200, answer.text
    return {row["x"] for row in csv.DictReader(io.StringIO(answer.text))}


CSV = {"Accept": "text/csv"}


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ('?x ukg:matches "周明远"', {PERSON}),
        ('?x ukg:matches "明远"@zh', {PERSON}),
        ('?x ukg:matches "区总工会"', {UNION, ARTICLE}),
        ('?x ukg:matches "竞赛 安全"', {EVENT, ARTICLE}),
        ('?x ukg:matches "远" ; a ukg:Organization', {FACTORY, FACTORY_UNION}),
        ('?x a ukg:Organization ; ukg:matches "远" .', {FACTORY, FACTORY_UNION}),
        ('?x ukg:holdsPost ?p . ?p ukg:matches "主席" ; ukg:at ?u . ?u ukg:matches "青禾"', {PERSON}),
        ('{ ?x ukg:matches "班组" } UNION { ?x ukg:matches "会堂" }', {AWARD, HALL}),
        ('?x a ukg:District OPTIONAL { ?x ukg:matches "无人" }', {DISTRICT}),
        ('?x a ukg:Union MINUS { ?x ukg:matches "远山" }', {UNION}),
        ('?x a ukg:Union FILTER NOT EXISTS { ?x ukg:matches "远山" }', {UNION}),
        ('?x a ukg:Union FILTER(EXISTS { ?x ukg:matches "远山" })', {FACTORY_UNION}),
        (f'GRAPH <{ARTICLE.value}> {{ ?x ukg:matches "主席" ; ukg:title ?t }}', {POST}),
        ('GRAPH ?g { ?x ukg:matches "主席" ; ukg:title ?t }', {POST}),
        ('_:p ukg:title ?t . ?x ukg:matches "周明远" . _:p ukg:at ?u . ?x ukg:holdsPost _:p', {PERSON}),
        ('{ SELECT ?x { ?x ukg:matches "主席" } }', {POST}),
        ('?e ukg:quoteMatches "出席 讲话" ; rdf:object ?x', {PERSON}),
        ('?e ukg:quoteMatches "奖牌" ; rdf:predicate ukg:hasAward ; rdf:object ?x', {AWARD}),
        ('?x ukg:matches "无此名"', set()),
        ('?x ukg:matches "} ?x a ukg:Person . {"', set()),
        ('?x ukg:matches "\\" OR \\"工会"', set()),
        ('?x ukg:matches "青禾 AND 工会"', set()),
        ('?x ukg:matches "青禾*"', set()),
        ("?x ukg:matches '''“安全先锋班组”'''", set()),
        ("?x ukg:matches '''安全\n先锋''' .", {AWARD}),
    ],
)
def test_searches_join_with_everything_else(client: FlaskClient, pattern: str, expected: set[object]) -> None:
    assert found(client, pattern) == {getattr(iri, "value", None) for iri in expected}


def test_the_command_line_searches_too(release_dir: Path) -> None:
    answer = answer_as(release_dir, 'SELECT ?name { ?x ukg:matches "明远" ; rdfs:label ?name }', "csv")
    assert answer.decode().split() == ["name", "周明远"]


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        ("?x ukg:matches ?y", "write it as ?x ukg:matches"),
        ("?x (ukg:matches|rdfs:label) '李'", "write it as ?x ukg:matches"),
        ("?x ukg:quoteMatches 1", "write it as ?x ukg:quoteMatches"),
        ("?x ukg:matches ' '", "a search needs a word"),
        (f"?x ukg:matches '{'工' * 300}'", "may have 256 characters"),
        ("?x ukg:matches '工会' . }\n ?x", "error at 13:"),
    ],
)
def test_what_is_wrong_with_a_search_is_400(client: FlaskClient, pattern: str, told: str) -> None:
    query = f"{PROLOGUE}SELECT * {{ {pattern} }}"
    answer = client.get("/sparql", query_string={"query": query})
    assert answer.status_code == 400
    assert told in answer.get_json()["detail"]


@pytest.fixture(scope="module")
def narrow(release_dir: Path) -> Iterator[Flask]:
    with opened(ServiceSettings(release_dir, limits=Limits(found_nodes=3, workers=1, per_client=1))) as made:
        yield made


@pytest.mark.parametrize(
    ("pattern", "status"),
    [
        ('?x ukg:matches "远"', 200),
        ('?x ukg:matches "青禾"', 503),
        ('{ ?x ukg:matches "远" } UNION { ?x ukg:matches "席" }', 503),
        ('{ ?x ukg:matches "明" } UNION { ?x ukg:matches "席" }', 200),
    ],
)
def test_searches_that_find_too_much_are_told_and_never_cut(narrow: Flask, pattern: str, status: int) -> None:
    pids = narrow.extensions["union-kg"].pool.pids()
    answer = narrow.test_client().get("/sparql", query_string={"query": f"{PROLOGUE}SELECT * {{ {pattern} }}"})
    assert answer.status_code == status
    assert status == 200 or "found_nodes=3" in answer.get_json()["detail"]
    assert narrow.extensions["union-kg"].pool.pids() == pids


def test_a_release_without_the_index_says_what_to_do(release_dir: Path, tmp_path: Path) -> None:
    shutil.copytree(release_dir, tmp_path / "old", symlinks=True)
    (tmp_path / "old" / "current" / FILE).unlink()
    assert answer_as(tmp_path / "old", "ASK {}", None)
    with pytest.raises(QueryError, match="has no search index; build it anew"):
        answer_as(tmp_path / "old", 'SELECT * { ?x ukg:matches "工会" }', None)


def test_the_service_description_names_the_searches(client: FlaskClient) -> None:
    told = client.get("/sparql", headers={"Accept": "application/n-triples"}).text
    for name in ("matches", "quoteMatches"):
        assert f"propertyFeature> <{PREFIXES['ukg']}{name}>" in told

"""The query page: what it offers beside an answer, in the reader's language."""

from __future__ import annotations

import html
import re

import pytest
from flask.testing import FlaskClient

from api import language, negotiate, query_page
from api.queries import EXAMPLES
from tests.example import ARTICLE, UNION

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
QUERIES = {
    "table": f"SELECT ?x ?name {{ ?x {LABEL} ?name }}",
    "boolean": f"ASK {{ ?x {LABEL} ?name }}",
    "graph": f"CONSTRUCT WHERE {{ <{UNION.value}> {LABEL} ?name }}",
}


def downloads(page: str) -> list[str]:
    """The addresses of the files that a page offers."""
    return [html.unescape(found) for found in re.findall(r'<a href="([^"]+)" download>', page)]


@pytest.mark.parametrize("kind", QUERIES)
def test_an_answer_can_be_taken_along_in_every_format(client: FlaskClient, kind: str) -> None:
    page = client.get("/sparql", query_string={"query": QUERIES[kind]}, headers=BROWSER).text
    answers = [client.get(address, headers=BROWSER) for address in downloads(page)]
    types = [f.media_type for f in negotiate.OFFERED[kind] if f is not negotiate.HTML]
    assert [(a.status_code, a.mimetype) for a in answers] == [(200, media_type) for media_type in types]


def test_a_download_asks_the_same_graphs(client: FlaskClient) -> None:
    asked = {"query": QUERIES["table"], "default-graph-uri": ARTICLE.value}
    page = client.get("/sparql", query_string=asked, headers=BROWSER).text
    csv = next(address for address in downloads(page) if address.endswith("format=csv"))
    assert client.get(csv).data == client.get("/sparql", query_string={**asked, "format": "csv"}).data
    assert f'name="default-graph-uri" value="{ARTICLE.value}"' in page


def test_every_format_has_a_name() -> None:
    assert set(query_page.FORMAT_NAMES) == {name for names in query_page.FILES.values() for name in names}


def test_the_page_speaks_english_to_who_asks_for_it(client: FlaskClient) -> None:
    english = {**BROWSER, "Accept-Language": "en"}
    assert "Examples" in client.get("/sparql", headers=english).text
    wrong = client.get("/sparql", query_string={"query": "SELECT ?x {\n ?x ?y }"}, headers=english)
    assert "The syntax is wrong at line 2" in wrong.text
    triples = client.get("/sparql", query_string={"query": QUERIES["graph"]}, headers=english).text
    assert re.findall(r'<th scope="col">(\w+)</th>', triples) == ["Subject", "Predicate", "Object"]


@pytest.mark.parametrize("text", [*(e.question for e in EXAMPLES), *query_page.FORMAT_NAMES.values()])
def test_the_texts_of_tables_have_their_english(text: str) -> None:
    assert text.isascii() or text in language.english()


def test_a_prefix_that_is_not_declared_is_told_with_the_line_that_declares_it(client: FlaskClient) -> None:
    query = "SELECT ?人 {\n  ?人 ukg:holdsPost ?post }"
    page = html.unescape(client.get("/sparql", query_string={"query": query}, headers=BROWSER).text)
    assert "PREFIX ukg: <https://w3id.org/union-kg/ontology#>" in page.split('id="query-form"')[0]

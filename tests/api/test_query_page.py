"""The query page: what it offers beside an answer, in the reader's language."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from api import completion, language, negotiate, query_page
from api.limits import Limits
from api.queries import EXAMPLES
from api.settings import ServiceSettings
from kg.model import Graph
from kg.release import write_release
from kg.settings import BuildSettings
from tests.example import ARTICLE, UNION
from tests.opened import opened

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


TEXTS = [
    *(e.question for e in EXAMPLES),
    *query_page.FORMAT_NAMES.values(),
    *query_page.VIEWS.values(),
    *completion.OTHERS.values(),
    *completion.TEXTS.values(),
    *completion.PHRASES.values(),
]


@pytest.mark.parametrize("text", TEXTS)
def test_the_texts_of_tables_have_their_english(text: str) -> None:
    assert text.isascii() or text in language.english()


def test_a_prefix_that_is_not_declared_is_told_with_the_line_that_declares_it(client: FlaskClient) -> None:
    query = "SELECT ?人 {\n  ?人 ukg:holdsPost ?post }"
    page = html.unescape(client.get("/sparql", query_string={"query": query}, headers=BROWSER).text)
    assert "PREFIX ukg: <https://w3id.org/union-kg/ontology#>" in page.split('id="query-form"')[0]


def test_a_limit_is_told_in_the_readers_language_and_leads_to_all_of_them(release_dir: Path) -> None:
    product = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?o ?p }"
    with opened(ServiceSettings(release_dir, limits=Limits(seconds=0.3))) as hurried:
        page = hurried.test_client().get("/sparql", query_string={"query": product}, headers=BROWSER)
    assert page.status_code == 503
    assert re.search(r"<p>这个查询超出了限度 <a href=\"/limits\">", page.text)
    assert product in html.unescape(page.text)


UKG = "PREFIX ukg: <https://w3id.org/union-kg/ontology#>"
BY_DISTRICT = f"{UKG} SELECT ?地区 (COUNT(?e) AS ?场数) {{ ?e ukg:district ?地区 }} GROUP BY ?地区"
BY_DAY = f"{UKG} SELECT ?e (?day AS ?日期) {{ ?e ukg:date ?day }}"
HOSTILE = "<script>alert(1)</script>"


def views(page: str) -> dict[str, str]:
    """The views that a page offers, and where they are."""
    nav = page.split('<nav class="views"')[1].split("</nav>")[0]
    return {text: html.unescape(href) for href, text in re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)</a>', nav)}


@pytest.mark.parametrize(
    ("query", "offered"),
    [
        (BY_DISTRICT, ["表格", "条形图", "地区图"]),
        (BY_DAY, ["表格", "时间线"]),
        (f"{UKG} SELECT ?e ?who {{ ?e ukg:speaker ?who }}", ["表格", "网络"]),
        (QUERIES["graph"], ["表格"]),
    ],
)
def test_an_answer_offers_the_views_that_its_columns_allow(client: FlaskClient, query: str, offered: list[str]) -> None:
    page = client.get("/sparql", query_string={"query": query}, headers=BROWSER).text
    assert list(views(page)) == offered
    assert [client.get(address, headers=BROWSER).status_code for address in views(page).values()] == [200] * len(
        offered
    )


@pytest.mark.parametrize(
    ("query", "view", "shown"),
    [
        (BY_DISTRICT, "bars", '<rect width="100.0%"'),
        (BY_DISTRICT, "map", "青禾区</a>"),
        (BY_DAY, "timeline", "3月8日"),
        (BY_DAY, "bars", "所以显示表格"),
        (BY_DAY, "nonsense", "所以显示表格"),
    ],
)
def test_the_address_names_the_view(client: FlaskClient, query: str, view: str, shown: str) -> None:
    page = client.get("/sparql", query_string={"query": query, "view": view}, headers=BROWSER).text
    assert shown in page


def test_an_edited_query_is_shown_in_the_same_view(client: FlaskClient) -> None:
    page = client.get("/sparql", query_string={"query": BY_DISTRICT, "view": "map"}, headers=BROWSER).text
    assert '<input type="hidden" name="view" value="map">' in page.split("</form>")[1]


def test_an_empty_graph_has_a_page_that_answers(tmp_path: Path) -> None:
    write_release(tmp_path, Graph((), (), 0, 0), {}, BuildSettings())
    with opened(ServiceSettings(tmp_path)) as app:
        answers = [
            app.test_client().get("/sparql", query_string={"query": e.chinese, "view": e.view}, headers=BROWSER)
            for e in EXAMPLES
        ]
    assert {answer.status_code for answer in answers} == {200}
    assert all("没有符合的结果" in answer.text for answer in answers)


@pytest.mark.parametrize("view", query_page.VIEWS)
def test_text_is_text_in_every_view(client: FlaskClient, view: str) -> None:
    query = f"""{UKG} SELECT ?d ?x ?n ?day {{ ?e ukg:district ?d BIND("{HOSTILE}" AS ?x) BIND(3 AS ?n)
      BIND("2020-01-01"^^<http://www.w3.org/2001/XMLSchema#date> AS ?day) }}"""
    page = client.get("/sparql", query_string={"query": query, "view": view}, headers=BROWSER).text
    assert page.count(html.escape(HOSTILE)) >= (1 if view == "map" else 2)  # in the query, and in the answer
    assert HOSTILE not in page


def test_a_term_is_told_by_its_prefixed_name(client: FlaskClient) -> None:
    page = client.get("/sparql", query_string={"query": f"{UKG} SELECT ?t {{ ?x a ?t }}"}, headers=BROWSER).text
    assert '<span class="iri-cell" title="https://w3id.org/union-kg/ontology#Event">ukg:Event</span>' in page


def test_numbers_stand_under_their_heading(client: FlaskClient) -> None:
    page = client.get("/sparql", query_string={"query": BY_DISTRICT}, headers=BROWSER).text
    assert re.findall(r'<th scope="col"( class="num")?>', page) == ["", ' class="num"']

"""The pages: every fact with its sentence, IRIs that answer, names that stay text."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from flask.testing import FlaskClient
from pyoxigraph import RdfFormat

from api import create_app
from api.settings import ServiceSettings
from kg import sources
from kg.model import Iri, Literal
from kg.pipeline import Graph
from kg.release import write_release
from kg.settings import BuildSettings
from kg.vocabulary import XSD, ukg
from tests.example import (
    ARTICLE,
    AWARD,
    DISTRICT,
    EVENT,
    FACTORY,
    FACTORY_UNION,
    HALL,
    NAMES,
    PAGE_TEXTS,
    PERSON,
    POST,
    REPORTER,
    UNION,
    entity,
    evidence,
    example_graph,
    example_statements,
    fact,
)
from tests.opened import opened

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
NODES = (ARTICLE, AWARD, DISTRICT, EVENT, FACTORY, FACTORY_UNION, HALL, PERSON, POST, REPORTER, UNION)


def path(iri: Iri) -> str:
    return iri.value.removeprefix(NAMES.base)


def page(client: FlaskClient, iri: Iri) -> str:
    answer = client.get("/page/" + path(iri), headers=BROWSER)
    assert answer.status_code == 200
    return answer.text


@pytest.mark.parametrize(
    ("accept", "target"),
    [
        ("text/html", "/page/{}"),
        (None, "/page/{}"),
        ("text/turtle", "/data/{}.ttl"),
        ("application/ld+json", "/data/{}.jsonld"),
        ("application/n-triples", "/data/{}.nt"),
    ],
)
def test_an_iri_redirects_to_what_the_client_wants(client: FlaskClient, accept: str | None, target: str) -> None:
    answer = client.get("/id/" + path(PERSON), headers={"Accept": accept} if accept else {})
    assert (answer.status_code, answer.location) == (303, target.format(path(PERSON)))
    assert "Accept" in answer.vary


def test_an_iri_answers_at_its_own_path_too(client: FlaskClient) -> None:
    assert client.get("/union-kg/id/" + path(PERSON)).status_code == 303


@pytest.mark.parametrize("iri", [*NODES, NAMES.evidence_graph, NAMES.inferred_graph])
def test_every_iri_of_the_graph_answers(client: FlaskClient, iri: Iri) -> None:
    answer = client.get("/id/" + path(iri), headers=BROWSER, follow_redirects=True)
    assert (answer.status_code, answer.content_type) == (200, "text/html; charset=utf-8")
    assert client.get(f"/data/{path(iri)}.ttl").status_code == 200


def test_evidence_nodes_answer(client: FlaskClient) -> None:
    query = "SELECT ?x { ?x a <https://w3id.org/union-kg/ontology#Evidence> } LIMIT 1"
    row = client.get("/sparql", query_string={"query": query}).get_json(force=True)["results"]["bindings"][0]
    assert page(client, Iri(row["x"]["value"]))


def test_a_persons_page_shows_since_when_and_until_when_a_post_was_held(tmp_path: Path) -> None:
    proof = evidence("青禾区总工会主席周明远", "post-date", 0.85)
    graph = example_graph()
    dated = (
        fact(POST, ukg("since"), Literal("2008-03", XSD + "gYearMonth"), proof),
        fact(POST, ukg("until"), Literal("2016", XSD + "gYear"), proof),
    )
    write_release(tmp_path, replace(graph, statements=(*graph.statements, *dated)), PAGE_TEXTS, BuildSettings())
    with opened(ServiceSettings(tmp_path)) as app:
        for node in (PERSON, UNION):
            assert "（2008年3月至2016年）" in page(app.test_client(), node)


def test_a_persons_page_shows_the_post_with_its_sentence(client: FlaskClient) -> None:
    text = page(client, PERSON)
    assert "<h1>周明远</h1>" in text
    assert "主席" in text
    assert f'href="/page/{path(UNION)}"' in text
    assert "<q><mark>青禾区总工会</mark><mark>主席</mark><mark>周明远</mark></q>" in text
    assert '<span class="around">出席并讲话，向远山机械厂工会颁发了“安全先锋班组”奖牌。</span>' in text
    assert f'href="/page/{path(ARTICLE)}"' in text
    assert "title-name" in text
    assert "0.95" in text


def test_a_unions_page_shows_relations_both_ways(client: FlaskClient) -> None:
    text = page(client, UNION)
    assert "区总工会" in text  # the alias
    assert "任职人员" in text
    assert f'href="/page/{path(PERSON)}"' in text
    assert f'href="/page/{path(DISTRICT)}"' in text
    assert f'href="/page/{path(EVENT)}"' in text
    assert "3 处" in text  # named three times in the article


def test_an_events_page_shows_date_roles_and_their_sentences(client: FlaskClient) -> None:
    text = page(client, EVENT)
    assert "竞赛比赛" in text
    assert "3月8日" in text
    assert "讲话、宣讲" in text
    assert "<q>青禾区总工会主席<mark>周明远</mark>出席并讲话</q>" in text
    assert "participant" not in text  # inferred from the role that is shown


def test_an_articles_page_groups_its_facts(client: FlaskClient) -> None:
    text = page(client, ARTICLE)
    assert "林晓岚" in text
    assert "a01.md" in text
    assert "2023年3月9日" in text
    assert "报道的活动" in text
    assert "职务与关系" in text
    read = re.sub("<[^>]*>", "", text[text.index('<section class="body"') :])
    assert "青禾区总工会主席周明远出席并讲话，向远山机械厂工会颁发了“安全先锋班组”奖牌。" in read


def test_an_articles_page_leads_from_facts_to_words_and_back(client: FlaskClient) -> None:
    text = page(client, ARTICLE)
    ids = set(re.findall(r'id="([cf]\d+)"', text))
    links = set(re.findall(r'href="#([cf]\d+)"', text))
    assert links
    assert links <= ids
    assert f'class="name c-person" href="/page/{path(PERSON)}"' in text
    # The district in the union's name is part of the link to the union, and seen as what it is.
    assert re.search(
        rf'href="/page/{path(UNION)}"><span id="c\d+" data-end="\d+" class="inner c-district">青禾区<', text
    )


def test_a_fact_leads_to_its_place_in_the_article(client: FlaskClient) -> None:
    links = re.findall(rf'href="/page/{path(ARTICLE)}#(c\d+)"', page(client, PERSON))
    assert links
    assert all(f'id="{link}"' in page(client, ARTICLE) for link in links)


@pytest.mark.parametrize(
    ("node", "kind", "told"),
    [
        (PERSON, "Person", {"name": "周明远", "jobTitle": ["主席"]}),
        (UNION, "WorkersUnion", {"alternateName": ["区总工会"]}),
        (EVENT, "Event", {"startDate": "--03-08"}),
        (ARTICLE, "NewsArticle", {"datePublished": "2023-03-09", "headline": "青禾区总工会举办安全知识竞赛"}),
    ],
)
def test_a_page_tells_programs_what_it_is_about(client: FlaskClient, node: Iri, kind: str, told: object) -> None:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page(client, node), re.DOTALL)
    assert found
    linked = json.loads(found[1])
    assert (linked["@context"], linked["@type"], linked["@id"]) == ("https://schema.org", kind, node.value)
    assert isinstance(told, dict)
    assert {name: linked[name] for name in told} == told


def test_a_release_of_former_times_shows_sentences_instead_of_the_text(tmp_path: Path) -> None:
    release = write_release(tmp_path, example_graph(), PAGE_TEXTS, BuildSettings())
    (release.path / sources.FILE).unlink()
    with opened(ServiceSettings(tmp_path)) as app:
        text = page(app.test_client(), ARTICLE)
    assert "<q>向远山机械厂工会颁发了“安全先锋班组”奖牌</q>" in text
    assert 'class="body"' not in text
    assert "这个版本没有收版面全文" in text


def test_an_inferred_fact_is_marked(tmp_path: Path) -> None:
    inferred = fact(FACTORY_UNION, ukg("partOf"), UNION)
    statement = type(inferred)(NAMES.inferred_graph, inferred.subject, inferred.property, inferred.value)
    graph = Graph((*example_statements(), statement), (), 1, 1)
    write_release(tmp_path, graph, PAGE_TEXTS, BuildSettings())
    client = create_app(ServiceSettings(tmp_path)).test_client()
    assert "推断" in page(client, FACTORY_UNION)
    assert ">推断<" not in page(client, PERSON)


def test_names_with_markup_stay_text_everywhere(tmp_path: Path) -> None:
    evil = '</script><script>alert("1")</script>&\'"工会'
    bad = NAMES.make("union", evil)
    proof = evidence("青禾区总工会", "name")
    statements = (
        *example_statements(),
        *entity(bad, "Union", evil, proof),
        fact(bad, ukg("inDistrict"), DISTRICT, proof),
    )
    write_release(tmp_path, Graph(statements, (), 1, 1), PAGE_TEXTS, BuildSettings())
    client = create_app(ServiceSettings(tmp_path)).test_client()
    addresses = [
        "/",
        "/search?q=工会",
        f"/search?q={evil}",
        "/class/Union",
        f"/page/{path(bad)}",
        f"/page/{path(DISTRICT)}",
        f"/page/{path(ARTICLE)}",
        f"/network/{path(bad)}",
        f"/network/panel/{path(bad)}",
        "/network",
        "/sparql?query=SELECT * { ?x <http://www.w3.org/2000/01/rdf-schema#label> ?label }",
    ]
    for address in addresses:
        text = client.get(address, headers=BROWSER).text
        assert "<script>alert" not in text, address
        assert text.count("alert(") == 0 or "&lt;script&gt;" in text or "\\u003cscript\\u003e" in text, address


def test_unknown_nodes_are_404_for_people_and_programs(client: FlaskClient) -> None:
    for address in ("/id/person/0", "/page/person/0", "/data/person/0.ttl", "/network/person/0", "/page/a b/c>", "/x"):
        browser = client.get(address, headers=BROWSER)
        program = client.get(address)
        assert (browser.status_code, browser.content_type) == (404, "text/html; charset=utf-8")
        assert (program.status_code, program.content_type) == (404, "application/problem+json")
        assert 'action="/search"' in browser.text


def test_a_page_that_is_not_there_leads_to_those_of_its_kind(client: FlaskClient) -> None:
    assert 'href="/class/Person">看全部人物' in client.get("/page/person/0", headers=BROWSER).text
    assert "看全部" not in client.get("/page/nothing/0", headers=BROWSER).text


def test_an_iri_in_the_search_box_leads_to_its_page(client: FlaskClient) -> None:
    answer = client.get("/search", query_string={"q": f" {PERSON.value} "}, headers=BROWSER)
    assert (answer.status_code, answer.location) == (303, f"/page/{path(PERSON)}")
    assert client.get("/search", query_string={"q": "https://example.org/x"}, headers=BROWSER).status_code == 200


def test_data_in_turtle_and_json_ld(client: FlaskClient) -> None:
    turtle = client.get(f"/data/{path(PERSON)}.ttl")
    graph = rdflib.Graph().parse(data=turtle.text, format="turtle")
    post, title = rdflib.URIRef(POST.value), rdflib.URIRef(ukg("title").value)
    assert (post, title, rdflib.Literal("主席", lang="zh")) in graph
    document = json.loads(client.get(f"/data/{path(PERSON)}.jsonld").data)
    person = next(node for node in document["@graph"] if node["id"] == path(PERSON))
    assert (person["label"], person["holdsPost"]) == ("周明远", path(POST))


def test_data_gives_the_same_triples_in_every_format(client: FlaskClient) -> None:
    formats = (RdfFormat.TURTLE, RdfFormat.JSON_LD, RdfFormat.N_TRIPLES, RdfFormat.RDF_XML)
    graphs = []
    for ending, format_ in zip(("ttl", "jsonld", "nt", "rdf"), formats, strict=True):
        answer = client.get(f"/data/{path(UNION)}.{ending}")
        assert answer.content_type.startswith(format_.media_type)
        graphs.append({quad.triple for quad in ox.parse(answer.data, format=format_)})
    assert graphs[0]
    assert all(graph == graphs[0] for graph in graphs)


def test_search_finds_labels_and_aliases(client: FlaskClient) -> None:
    found = client.get("/search", query_string={"q": "区总工会"}).get_json()
    assert [(r["label"], r["class"]) for r in found["results"]] == [
        ("青禾区总工会", "Union"),  # its alias is the whole query
        ("青禾区总工会举办安全知识竞赛", "Article"),
    ]
    assert client.get("/search", query_string={"q": "青禾", "class": "Place"}).get_json()["total"] == 1
    assert "没有与“不存在”相近的名称" in client.get("/search", query_string={"q": "不存在"}, headers=BROWSER).text
    assert client.get("/search", query_string={"q": "x", "class": "Nix"}).status_code == 400


def test_the_start_page_counts_and_links(client: FlaskClient) -> None:
    text = client.get("/", headers=BROWSER).text
    for address in ("/class/Person", "/sparql", "/dumps/", "/ontology", "/report", "/network", f"/page/{path(EVENT)}"):
        assert f'href="{address}"' in text


def test_lists_have_pages(client: FlaskClient) -> None:
    assert "周明远" in client.get("/class/Person").text
    assert client.get("/class/Person?page=2").status_code == 404
    assert client.get("/class/Nix").status_code == 404


def test_an_empty_release_says_what_to_do(tmp_path: Path) -> None:
    write_release(tmp_path, Graph((), (), 0, 0), {}, BuildSettings())
    client = create_app(ServiceSettings(tmp_path)).test_client()
    home = client.get("/", headers=BROWSER).text
    assert "kg build" in home
    # The vocabulary's own statements are no facts that somebody could open.
    assert "处证据" not in home
    assert "图谱还是空的" in client.get("/search?q=ld", headers=BROWSER).text
    assert "构建时没有给出任何版面" in client.get("/report", headers=BROWSER).text
    assert "画不出" in client.get("/network", headers=BROWSER).text or "还没有关系" in client.get("/network").text
    assert client.get("/report", headers=BROWSER).status_code == 200

"""What every answer has in common, and what the service says of itself."""

from __future__ import annotations

import gzip
import hashlib
import itertools
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api import create_app, dates, layout
from api.openapi import document
from api.settings import ServiceSettings
from kg.errors import ReleaseError, SettingsError
from kg.release import write_release
from kg.settings import BuildSettings
from tests.example import DISTRICT, EVENT, NAMES, PAGE_TEXTS, PERSON, UNION, example_graph
from tests.opened import opened

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
PERSON_PATH = PERSON.value.removeprefix(NAMES.base)
UNION_PATH = UNION.value.removeprefix(NAMES.base)
PAGES = (
    "/",
    "/search?q=青禾",
    f"/page/{PERSON_PATH}",
    "/network",
    f"/network/{UNION_PATH}",
    "/dumps/",
    "/ontology",
    "/report",
)


def test_there_must_be_a_release(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="kg build"):
        create_app(ServiceSettings(tmp_path))


@pytest.mark.parametrize("address", PAGES)
def test_no_page_asks_another_host_or_runs_inline_code(client: FlaskClient, address: str) -> None:
    answer = client.get(address, headers=BROWSER)
    assert answer.status_code == 200
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'self';")
    assert not re.findall(r'(?:src|href|action)="(?:https?:)?//', answer.text)
    assert not re.findall(r"<style|\sstyle=|\son[a-z]+=", answer.text)
    # Blocks of data are not run, and a policy against inline scripts says nothing of them.
    scripts = re.findall(r"<script[^>]*>", answer.text)
    assert all(re.search(r' src="|type="application/(ld\+)?json"', tag) for tag in scripts)


@pytest.mark.parametrize("address", [*PAGES, f"/data/{PERSON_PATH}.ttl", "/dumps/graph.ttl", "/openapi.json"])
def test_what_has_not_changed_is_not_sent_again(client: FlaskClient, address: str) -> None:
    first = client.get(address, headers=BROWSER, buffered=True)
    again = client.get(address, headers={**BROWSER, "If-None-Match": first.headers["ETag"]}, buffered=True)
    assert (again.status_code, again.data) == (304, b"")
    other = client.get(address, headers={**BROWSER, "If-None-Match": '"other"'}, buffered=True)
    assert other.status_code == 200


def test_the_page_and_the_json_of_one_address_have_different_etags(client: FlaskClient) -> None:
    assert client.get("/report", headers=BROWSER).headers["ETag"] != client.get("/report").headers["ETag"]


def test_every_route_is_described(app: Flask) -> None:
    described = {(path, method.upper()) for path, operations in document("1")["paths"].items() for method in operations}
    routes = {
        (re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule), method)
        for rule in app.url_map.iter_rules()
        if rule.endpoint not in ("static", "own_iri")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert described == routes


def test_operation_ids_are_unique() -> None:
    names = [o["operationId"] for operations in document("1")["paths"].values() for o in operations.values()]
    assert len(names) == len(set(names))


def test_health(client: FlaskClient, app: Flask) -> None:
    told = client.get("/health").get_json()
    assert (told["status"], told["articles"]) == ("ok", 1)
    assert told["release"] == app.extensions["union-kg"].release.id


def test_dumps_are_the_files_of_the_manifest(client: FlaskClient) -> None:
    listed = client.get("/dumps/").get_json()["files"]
    assert {f["name"] for f in listed} >= {"graph.nq", "graph.trig", "graph.ttl", "graph.jsonld"}
    for file in listed:
        answer = client.get("/dumps/" + file["name"], buffered=True)
        assert len(answer.data) == file["bytes"]
        assert hashlib.sha256(answer.data).hexdigest() == file["sha256"]
        assert file["sha256"] in client.get("/dumps/", headers=BROWSER).text


@pytest.mark.parametrize(
    ("name", "content_type"),
    [
        ("graph.nq", "application/n-quads"),
        ("graph.trig", "application/trig"),
        ("graph.ttl", "text/turtle; charset=utf-8"),
        ("graph.jsonld", "application/ld+json"),
    ],
)
def test_dumps_have_their_media_types(client: FlaskClient, name: str, content_type: str) -> None:
    assert client.get("/dumps/" + name, buffered=True).content_type == content_type


def test_compressed_dumps_are_handed_out_as_such(tmp_path: Path) -> None:
    write_release(tmp_path, example_graph(), PAGE_TEXTS, BuildSettings(), compressions=("gzip", "zstd"))
    with opened(ServiceSettings(tmp_path)) as app:
        client = app.test_client()
        plain = client.get("/dumps/graph.ttl", buffered=True).data
        zipped = client.get("/dumps/graph.ttl.gz", buffered=True)
        assert (gzip.decompress(zipped.data), zipped.content_type) == (plain, "application/gzip")
        assert client.get("/dumps/graph.ttl.zst", buffered=True).content_type == "application/zstd"
        listed = client.get("/dumps/", headers=BROWSER).text
        assert listed.count("（压缩）") == 8
        told = client.get("/void", headers={"Accept": "application/n-triples"}).text
        assert told.count('dcat#compressFormat> "application/zstd"') == 4
        assert told.count('dcat#mediaType> "application/trig"') == 3


@pytest.mark.parametrize("name", ["graph.xx", "..%2Fmanifest.json", "../report.json"])
def test_only_dumps_are_handed_out(client: FlaskClient, name: str) -> None:
    assert client.get("/dumps/" + name).status_code == 404


def test_the_ontology_for_people_and_programs(client: FlaskClient) -> None:
    assert "ukg:Person" in client.get("/ontology", headers=BROWSER).text
    turtle = client.get("/ontology", headers={"Accept": "text/turtle"})
    assert turtle.data == client.get("/ontology/core.ttl").data
    assert client.get("/ontology/settings.py").status_code == 404


def test_a_failure_of_the_service_shows_no_trace(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = "/secret/path"

    def fail(*_: object) -> str:
        raise RuntimeError(secret)

    monkeypatch.setitem(app.view_functions, "pages.home", fail)
    client = app.test_client()
    for headers in ({}, BROWSER):
        answer = client.get("/", headers=headers)
        assert answer.status_code == 500
        assert secret not in answer.text
        assert "Traceback" not in answer.text


def test_network_data_is_deterministic_and_complete(client: FlaskClient) -> None:
    address = f"/network/data/{UNION_PATH}"
    told = client.get(address).get_json()
    assert client.get(address).get_json() == told
    names = {node["name"] for node in told["nodes"]}
    assert {"青禾区总工会", "周明远", "青禾区", "安全知识竞赛"} <= names
    post = next(e for e in told["edges"] if e["kind"] == "holdsPost")
    assert (post["from"], post["to"], post["label"]) == (PERSON_PATH, UNION_PATH, "主席")
    assert told["leftOut"] == 0


def test_a_limited_network_says_what_it_leaves_out(client: FlaskClient) -> None:
    told = client.get(f"/network/data/{UNION_PATH}?nodes=2").get_json()
    assert len(told["nodes"]) == 2
    assert told["leftOut"] == 2
    assert "还有 2 个没有画" in client.get(f"/network/{UNION_PATH}?nodes=2").text


@pytest.mark.parametrize("query", ["hops=3", "nodes=1", "nodes=100000", "nodes=x", "hops=", "hops=9999999999"])
def test_networks_have_limits(client: FlaskClient, query: str) -> None:
    assert client.get(f"/network/{UNION_PATH}?{query}").status_code == 400


def test_the_panel_shows_the_facts_between_two_nodes(client: FlaskClient) -> None:
    event, district = (node.value.removeprefix(NAMES.base) for node in (EVENT, DISTRICT))
    for one, other, quote in (
        (PERSON_PATH, UNION_PATH, "青禾区总工会主席周明远"),
        (event, district, "青禾区总工会在青禾会堂举办安全知识竞赛"),
    ):
        text = client.get(f"/network/panel/{one}?with={other}").text
        assert f"<q>{quote}</q>" in re.sub("</?mark>", "", text)


def test_the_largest_network_has_a_place_for_every_node() -> None:
    nodes = [f"n{i}" for i in range(ServiceSettings(Path()).network_nodes_max)]
    placed = layout.positions(nodes, itertools.pairwise(nodes))
    assert len(set(placed.values())) == len(nodes)
    with pytest.raises(SettingsError, match="network_nodes_max=30"):
        ServiceSettings(Path(), network_nodes_max=30)


def test_layout_is_the_same_for_the_same_graph_in_any_order() -> None:
    nodes, edges = ["a", "b", "c", "d", "e"], [("a", "b"), ("b", "c"), ("d", "e")]
    placed = layout.positions(nodes, edges)
    assert layout.positions(reversed(nodes), [(b, a) for a, b in reversed(edges)]) == placed
    assert len(set(placed.values())) == len(nodes)


def test_small_parts_go_where_the_screen_has_room() -> None:
    pairs = [(f"a{i}", f"b{i}") for i in range(12)]
    placed = list(layout.positions([node for pair in pairs for node in pair], pairs).values())
    wide, high = (max(p[axis] for p in placed) - min(p[axis] for p in placed) for axis in (0, 1))
    assert 1 < wide / high < 2.5


def test_a_hubs_neighbours_do_not_overlap() -> None:
    nodes = ["hub", *(f"n{i}" for i in range(40))]
    placed = list(layout.positions(nodes, [("hub", n) for n in nodes[1:]]).values())
    close = [
        (p, q) for i, p in enumerate(placed) for q in placed[:i] if abs(p[0] - q[0]) < 120 and abs(p[1] - q[1]) < 60
    ]
    assert close == []


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2022-11-04", None, "2022年11月4日"),
        ("--11-14", None, "11月14日"),
        ("2022", None, "2022年"),
        ("2022-11", None, "2022年11月"),
        ("--11", None, "11月"),
        ("--11-01", "--11-03", "11月1日至11月3日"),
        ("not a date", None, "not a date"),
    ],
)
def test_dates_are_told_as_precisely_as_they_are_known(start: str, end: str | None, words: str) -> None:
    assert dates.in_words(dates.period(start, end)) == words


def test_a_post_is_told_with_its_term() -> None:
    def told(since: list[str], until: list[str]) -> tuple[str, str]:
        term = dates.term(since, until)
        return dates.in_words(term), dates.in_english(term)

    assert told(["2008-03"], ["2016"]) == ("2008年3月至2016年", "March 2008 to 2016")
    assert told(["2019", "2019-05"], []) == ("2019年5月起", "since May 2019")
    assert told([], ["2016"]) == ("至2016年", "until 2016")
    assert told([], []) == ("", "")


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2022-11-14", "14 November 2022"),
        ("--11-14", "14 November"),
        ("2022-11", "November 2022"),
        ("--02", "February"),
        ("2022-11-14/2022-11-16", "14 November 2022 to 16 November 2022"),
        ("2022-13", "2022-13"),
        ("not a date", "not a date"),
    ],
)
def test_dates_are_told_in_english(date: str, words: str) -> None:
    assert dates.in_english(date) == words


def test_a_timeline_puts_undated_events_last_and_lends_missing_years_from_the_article() -> None:
    events = {"a": ("", ""), "b": ("--01-02", ""), "c": ("2023-01-05", ""), "d": ("--12-01", "2022-12-03")}
    assert sorted(events, key=lambda name: dates.sort_key(*events[name])) == ["d", "c", "b", "a"]

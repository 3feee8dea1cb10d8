"""A release of several pages, served from its own store and from another server: the same pages, word for word.

Facts that two pages state stand in two graphs, of which the other server's union has each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from api.service import service_of
from api.settings import RemoteSettings, ServiceSettings
from api.words import SEARCH_CLASSES
from kg import cli
from tests.opened import opened
from tests.oxigraph import oxigraph_server

PAGES = {
    "a.txt": "# 开会\n近日，北海建工集团召开职工代表大会。\n",
    "b.txt": "# 走访\n近日，海淀区总工会主席周明远到北京远山机械厂走访。\n",
    "c.txt": "# 再走访\n日前，海淀区总工会主席周明远到北京远山机械厂工会走访。\n",
}
BROWSER = {"Accept": "text/html"}
# What tells one start of the service from another.
_VERSION = re.compile(r"[0-9a-f]{16}(-\d{14})?-[0-9a-f]{8}")


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, Flask]]:
    folder: Path = tmp_path_factory.mktemp("same")
    (folder / "pages").mkdir()
    for name, text in PAGES.items():
        (folder / "pages" / name).write_text(text, encoding="utf-8")
    assert cli.main(["build", str(folder / "pages"), "--out", str(folder / "data")]) == cli.DONE
    with oxigraph_server(folder / "server") as server:
        assert cli.main(["publish", str(folder / "data"), server.url]) == cli.DONE
        there = RemoteSettings(f"{server.url}/query?union-default-graph")
        with (
            opened(ServiceSettings(folder / "data")) as local,
            opened(ServiceSettings(folder / "data", there)) as remote,
        ):
            yield local, remote


def nodes(app: Flask) -> list[str]:
    index = service_of(app).index
    return [node.path for cls in SEARCH_CLASSES for node in index.nodes(cls)]


def told(app: Flask, address: str) -> tuple[int, str]:
    with app.test_client().get(address, headers=BROWSER) as answer:
        return answer.status_code, _VERSION.sub("", answer.text)


def test_both_know_the_same_nodes(both: tuple[Flask, Flask]) -> None:
    local, remote = both
    assert nodes(local) == nodes(remote)
    assert len(nodes(local)) > 8
    assert service_of(local).index.mentions == service_of(remote).index.mentions
    assert service_of(local).links.table().links == service_of(remote).links.table().links


@pytest.mark.parametrize("view", ["/page/{}", "/network/data/{}", "/network/panel/{}", "/data/{}.ttl"])
def test_every_node_has_the_same_page(both: tuple[Flask, Flask], view: str) -> None:
    local, remote = both
    for node in nodes(local):
        address = view.format(node)
        assert told(local, address) == told(remote, address), address


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/network",
        "/network/data",
        "/class/Event",
        "/search?q=工会",
        "/report",
        "/dumps/",
        "/dumps/graph.nq",
    ],
)
def test_the_whole_graph_is_told_in_the_same_words(both: tuple[Flask, Flask], address: str) -> None:
    local, remote = both
    status, text = told(local, address)
    assert (status, text) == told(remote, address)
    assert status == 200


@pytest.mark.parametrize("format_", ["json", "xml", "csv", "tsv"])
def test_tables_are_the_same(both: tuple[Flask, Flask], format_: str) -> None:
    query = """PREFIX ukg: <https://w3id.org/union-kg/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        SELECT DISTINCT ?name ?p ?o { ?person ukg:holdsPost ?post ; rdfs:label ?name . ?post ?p ?o } ORDER BY ?p ?o"""
    address = {"query": query, "format": format_}
    one, other = (app.test_client().get("/sparql", query_string=address) for app in both)
    assert one.status_code == 200
    assert one.data.count("周明远".encode()) > 2
    assert (one.data, one.content_type) == (other.data, other.content_type)


@pytest.mark.parametrize("format_", ["ttl", "nt", "jsonld", "rdf", "nq", "trig"])
def test_constructed_graphs_are_the_same(both: tuple[Flask, Flask], format_: str) -> None:
    query = "CONSTRUCT { ?a <urn:x> ?t } { ?a <http://purl.org/dc/terms/title> ?t }"
    address = {"query": query, "format": format_}
    one, other = (app.test_client().get("/sparql", query_string=address) for app in both)
    assert one.status_code == other.status_code == 200
    assert sorted(one.data.splitlines()) == sorted(other.data.splitlines())
    assert one.headers["Content-Type"] == other.headers["Content-Type"]

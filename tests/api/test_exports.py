"""Networks taken along: other programs read them, they hold what is shown, and names stay text in all of them."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import re
import time
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import networkx as nx
import pytest
from flask.testing import FlaskClient

from api.exports import ENDINGS
from api.settings import ServiceSettings
from kg.model import Graph, Iri
from kg.release import write_release
from kg.settings import BuildSettings
from kg.vocabulary import ukg
from tests.example import (
    DISTRICT,
    EVENT,
    FACTORY_UNION,
    NAMES,
    PAGE_TEXTS,
    PERSON,
    UNION,
    entity,
    evidence,
    example_statements,
    fact,
)
from tests.opened import opened

EVIL = "=cmd|\"</script><script>alert(1)</script>\x0b{{ 7 * 7 }}&'工会"
BAD = NAMES.make("union", EVIL)


def path(iri: Iri) -> str:
    return iri.value.removeprefix(NAMES.base)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A release in which a union has markup, a formula and a control character for a name."""
    proof = evidence("青禾区总工会", "name")
    statements = (
        *example_statements(),
        *entity(BAD, "Union", EVIL, proof),
        fact(BAD, ukg("inDistrict"), DISTRICT, proof),
    )
    directory = tmp_path_factory.mktemp("hostile")
    write_release(directory, Graph(statements, (), 1, 1), PAGE_TEXTS, BuildSettings())
    with opened(ServiceSettings(directory)) as app:
        yield app.test_client()


def exported(client: FlaskClient, ending: str, start: str = "", **query: Any) -> bytes:
    answer = client.get(f"/network/export/{ending}{start and '/' + start}", query_string=query)
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == f'attachment; filename="network.{ending}"'
    return answer.data


def rows(written: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(("ending", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_networkx_reads_the_graph(client: FlaskClient, ending: str, read: Any) -> None:
    graph = read(io.BytesIO(exported(client, ending, path(PERSON))))
    assert set(graph) == {path(PERSON), path(UNION), path(EVENT)}
    assert graph.nodes[path(PERSON)]["label"] == "周明远"
    assert graph.nodes[path(PERSON)]["class"] == "Person"
    labels = {data.get("label", "") for _, _, data in graph.edges(data=True)}
    assert labels == {"主席", "主办", "讲话"}


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_same_network_is_the_same_file_on_another_day(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    today = exported(client, ending, path(PERSON))
    monkeypatch.setattr(time, "strftime", lambda *_: "2031-01-01")
    assert exported(client, ending, path(PERSON)) == today


def test_tables_hold_nodes_and_relations(client: FlaskClient) -> None:
    nodes = rows(exported(client, "nodes.csv", path(PERSON)))
    assert {row["name"]: row["class_name"] for row in nodes}["周明远"] == "人物"
    edges = rows(exported(client, "edges.csv", path(PERSON)))
    assert ("周明远", "主席", "青禾区总工会") in {
        (row["source_name"], row["label"], row["target_name"]) for row in edges
    }


def test_an_export_has_the_steps_and_leaves_out_what_is_hidden(client: FlaskClient) -> None:
    def ids(**query: Any) -> set[str]:
        return {row["id"] for row in rows(exported(client, "nodes.csv", path(PERSON), **query))}

    assert path(FACTORY_UNION) in ids(step=f"expand:{path(EVENT)}:any:9")
    assert ids(hide="Event") == {path(PERSON), path(UNION)}
    assert path(EVENT) in ids(since="2023-03-09", until="2023-03-09")
    assert ids(since="2023-03-10") == {path(PERSON), path(UNION)}


def test_who_is_there_for_an_event_only_goes_with_it(client: FlaskClient) -> None:
    asked = {"step": f"expand:{path(EVENT)}:any:9", "until": "2020-01"}
    ids = {row["id"] for row in rows(exported(client, "nodes.csv", path(PERSON), **asked))}
    assert ids == {path(PERSON), path(UNION), path(DISTRICT)}


@pytest.mark.parametrize(("ending", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_markup_in_a_name_is_text_in_xml(hostile: FlaskClient, ending: str, read: Any) -> None:
    graph = read(io.BytesIO(exported(hostile, ending, path(BAD))))
    assert graph.nodes[path(BAD)]["label"] == EVIL.replace("\x0b", "\ufffd")


def test_no_name_is_a_formula(hostile: FlaskClient) -> None:
    node = next(row for row in rows(exported(hostile, "nodes.csv", path(BAD))) if row["id"] == path(BAD))
    assert node["name"] == "'" + EVIL
    assert not any(row["x"].startswith("'") for row in rows(exported(hostile, "nodes.csv")))


class Scripts(HTMLParser):
    """The scripts, styles and the policy of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.policy = ""
        self.data: dict[str, str] = {}
        self.programs: list[str] = []
        self.styles: list[str] = []
        self._into: tuple[str, str] | None = None

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attributes}
        assert not [name for name in named if name.startswith("on") or name == "style"], (tag, named)
        assert "src" not in named
        if named.get("http-equiv") == "Content-Security-Policy":
            self.policy = named["content"]
        if tag in ("script", "style"):
            self._into = (tag, named.get("id", ""))

    def handle_data(self, data: str) -> None:
        if self._into is None:
            return
        tag, name = self._into
        if name:
            self.data[name] = data
        else:
            (self.programs if tag == "script" else self.styles).append(data)

    def handle_endtag(self, _tag: str) -> None:
        self._into = None


def test_the_page_to_take_along_runs_its_own_program_only(hostile: FlaskClient) -> None:
    page = Scripts()
    page.feed(exported(hostile, "html", path(DISTRICT)).decode())
    assert page.policy.startswith("default-src 'none'; ")
    assert "unsafe" not in page.policy
    hashes = [
        f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
        for text in (*page.programs, *page.styles)
    ]
    assert len(hashes) == 2
    assert re.findall(r"'sha256-[^']+'", page.policy) == hashes
    data = json.loads(page.data["network-data"])
    assert EVIL in {node["name"] for node in data["nodes"]}
    facts = data["facts"][f"{path(BAD)} inDistrict {path(DISTRICT)}"]
    assert [sentence["quote"] for sentence in facts["sentences"]] == ["青禾区总工会"]


def test_other_endings_are_not_found(client: FlaskClient) -> None:
    assert client.get("/network/export/exe").status_code == 404
    assert all(client.get(f"/network/export/{ending}").status_code == 200 for ending in ENDINGS)

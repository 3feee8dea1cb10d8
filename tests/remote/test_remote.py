"""What is different where another server has the graph: what is missing or refused, and how its failures are told."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api import remote
from api.limits import Limits
from api.service import service_of
from api.settings import RemoteSettings, ServiceSettings
from kg import cli
from kg.errors import RemoteError, SettingsError
from kg.release import write_release
from kg.settings import BuildSettings
from tests.example import ARTICLE, NAMES, PAGE_TEXTS, PERSON, UNION, example_graph
from tests.opened import opened
from tests.oxigraph import OxigraphServer, oxigraph_server

ROOT = Path(__file__).resolve().parent.parent.parent
ALL = "SELECT * { ?s ?p ?o }"
BROWSER, ENGLISH = {"Accept": "text/html"}, {"Accept": "text/html", "Accept-Language": "en"}


@pytest.fixture(scope="module")
def bare(server: OxigraphServer) -> Iterator[FlaskClient]:
    """The service with nothing but the other server."""
    with opened(ServiceSettings(None, RemoteSettings(f"{server.url}/query"))) as app:
        yield app.test_client()


def quads_in(server: OxigraphServer) -> bytes:
    address = urllib.request.Request(f"{server.url}/store", headers={"Accept": "application/n-quads"})
    with urllib.request.urlopen(address) as answer:
        return b"\n".join(sorted(answer.read().splitlines()))


def path(iri: str) -> str:
    return iri.removeprefix(NAMES.base)


def test_the_graph_is_the_other_servers(app: Flask) -> None:
    held = service_of(app)
    assert held.opened is None
    assert held.release.manifest.files, "the folder beside it tells of its dumps"


def test_pages_need_no_folder(bare: FlaskClient) -> None:
    assert "周明远" in bare.get(f"/page/{path(PERSON.value)}").text
    assert "青禾区总工会举办安全知识竞赛" in bare.get(f"/page/{path(ARTICLE.value)}").text
    assert bare.get("/search?q=qhqzgh").json["results"][0]["iri"] == UNION.value
    assert len(bare.get(f"/network/data/{path(UNION.value)}").json["nodes"]) > 1
    assert "安全知识竞赛" in bare.get("/").text
    assert UNION.value in bare.get(f"/data/{path(UNION.value)}.nt").text


def test_what_is_counted_is_what_a_release_tells(bare: FlaskClient, app: Flask) -> None:
    counted, told = (service_of(a).release.manifest for a in (bare.application, app))
    for name in ("base", "quads", "pages", "articles", "facts", "evidence", "judgements", "ontology"):
        assert getattr(counted, name) == getattr(told, name), name


@pytest.mark.parametrize(("address", "status"), [("/report", 404), ("/dumps/", 200)])
def test_what_only_a_folder_has_is_told_as_absent(bare: FlaskClient, address: str, status: int) -> None:
    for headers, said in ((BROWSER, "图谱存放在另一台服务器上"), (ENGLISH, "The graph is another server’s")):
        answer = bare.get(address, headers=headers)
        assert answer.status_code == status
        assert said in answer.text
        assert "kg serve" in answer.text
        assert "--endpoint" in answer.text


def test_programs_are_told_so_too(bare: FlaskClient) -> None:
    assert bare.get("/dumps/").json["files"] == []
    for address in ("/report", "/dumps/graph.nq"):
        answer = bare.get(address)
        assert answer.status_code == 404
        assert "kg serve DIR --endpoint URL" in answer.json["detail"]


def test_a_search_in_a_query_needs_the_folders_index(bare: FlaskClient, client: FlaskClient) -> None:
    query = 'SELECT ?x { ?x <https://w3id.org/union-kg/ontology#matches> "明远" }'
    assert client.get("/sparql", query_string={"query": query, "format": "csv"}).text == f"x\r\n{PERSON.value}\r\n"
    answer = bare.get("/sparql", query_string={"query": query})
    assert answer.status_code == 400
    assert "search index" in answer.json["detail"]


@pytest.mark.parametrize("text", ["DROP ALL", "INSERT DATA { <urn:a> <urn:b> <urn:c> }"])
def test_the_other_server_is_never_changed(client: FlaskClient, server: OxigraphServer, text: str) -> None:
    before = quads_in(server)
    assert before
    for answer in (
        client.get("/sparql", query_string={"query": text}),
        client.post("/sparql", data={"update": text}),
        client.post("/sparql", data=text, content_type="application/sparql-update"),
        client.delete("/graphs?default"),
    ):
        assert answer.status_code == 403
    assert quads_in(server) == before


def test_the_other_server_is_not_made_to_ask_a_third_one(client: FlaskClient) -> None:
    query = "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"
    assert client.get("/sparql", query_string={"query": query}).status_code == 403


def test_what_the_engine_cannot_take_ends_a_worker_and_not_the_service(client: FlaskClient) -> None:
    query = "SELECT * { " + "{ " * 20_000 + "?s ?p ?o" + " }" * 20_000 + " }"
    assert client.post("/sparql", data={"query": query}).status_code == 400
    assert client.get("/sparql", query_string={"query": "ASK {}"}).status_code == 200


def test_our_limits_hold(release_dir: Path, server: OxigraphServer) -> None:
    few = ServiceSettings(release_dir, RemoteSettings(f"{server.url}/query"), Limits(rows=3, found_nodes=1))
    with opened(few) as app:
        answer = app.test_client().get("/sparql", query_string={"query": ALL})
        assert len(answer.json["results"]["bindings"]) == 3
        assert answer.headers["Union-KG-Truncated"] == "rows=3"
        query = 'SELECT ?x { ?x <https://w3id.org/union-kg/ontology#matches> "青禾" }'
        assert app.test_client().get("/sparql", query_string={"query": query}).status_code == 503


@pytest.mark.parametrize("form", ["SELECT *", "CONSTRUCT { ?a <urn:x> ?z }"])
def test_an_answer_that_is_too_large_is_none(release_dir: Path, server: OxigraphServer, form: str) -> None:
    small = ServiceSettings(release_dir, RemoteSettings(f"{server.url}/query"), Limits(answer_mb=1))
    query = form + " { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i BIND(CONCAT(STR(?a), STR(RAND())) AS ?z) } LIMIT 50000"
    with opened(small) as app:
        answer = app.test_client().get("/sparql", query_string={"query": query})
        assert (answer.status_code, "answer_mb=" in answer.json["detail"]) == (503, True)
        assert not list(service_of(app).pool.folder.iterdir()), "what was written of it is gone"


def test_a_server_that_is_gone_is_told_as_such(
    tmp_path: Path, release_dir: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with oxigraph_server(tmp_path / "server") as server:
        assert cli.main(["publish", str(release_dir), server.url]) == cli.DONE
        address = f"{server.url}/query?union-default-graph"
        with opened(ServiceSettings(None, RemoteSettings(address))) as app:
            client = app.test_client()
            assert client.get("/network/data").status_code == 200
            server.kill()
            for place in ("/health", f"/data/{path(UNION.value)}.nt", "/sparql?query=ASK{}", "/graphs?default"):
                answer = client.get(place)
                assert (place, answer.status_code) == (place, 502)
                assert "cannot be reached" in answer.json["detail"]
                assert server.url not in answer.text, "where it stands is nobody's business"
            assert address in caplog.text
            for headers, said in ((BROWSER, "存放图谱的服务器答不了"), (ENGLISH, "cannot answer")):
                answer = client.get(f"/page/{path(UNION.value)}", headers=headers)
                assert (answer.status_code, said in answer.text) == (502, True)
            assert client.get("/sparql?query=ASK{}", headers=BROWSER).status_code == 502
            server.start()
            assert client.get("/sparql?query=ASK{}").json["boolean"] is True


@pytest.fixture
def silent() -> Iterator[str]:
    """The address of a server that takes requests and says nothing."""
    done = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            done.wait()

        def log_message(self, *arguments: object) -> None:
            """Tells nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as made:
        thread = threading.Thread(target=made.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{made.server_address[1]}/"
        done.set()
        made.shutdown()
        thread.join()


def test_a_server_that_says_nothing_is_waited_for_as_long_as_a_query_may_run(
    release_dir: Path, server: OxigraphServer, silent: str
) -> None:
    hurried = ServiceSettings(release_dir, RemoteSettings(f"{server.url}/query"), Limits(seconds=0.2))
    with opened(hurried) as app:
        service_of(app).pool._relay._endpoint.url = silent  # type: ignore[union-attr]
        answer = app.test_client().get("/sparql?query=ASK{}")
        assert answer.status_code == 504
        assert "within 0.2 s" in answer.json["detail"]


def test_a_server_without_a_release_is_not_served(tmp_path: Path, release_dir: Path) -> None:
    with oxigraph_server(tmp_path / "server") as server:
        settings = ServiceSettings(None, told := RemoteSettings(f"{server.url}/query"))
        with pytest.raises(RemoteError, match="publish a release: kg publish DIR URL"):
            remote.check(settings, told)
        assert cli.main(["publish", str(release_dir), server.url]) == cli.DONE
        with pytest.raises(RemoteError, match="make its default graph the union"):
            remote.check(settings, told)
        remote.check(settings, RemoteSettings(f"{server.url}/query?union-default-graph"))


def test_another_release_than_the_folders_is_told_in_the_log(
    tmp_path: Path, server: OxigraphServer, caplog: pytest.LogCaptureFixture
) -> None:
    graph = example_graph()
    write_release(tmp_path, type(graph)(graph.statements[:-1], (), 1, 1), PAGE_TEXTS, BuildSettings())
    with (
        caplog.at_level(logging.WARNING, "union-kg.releases"),
        opened(ServiceSettings(tmp_path, RemoteSettings(f"{server.url}/query"))),
    ):
        assert "publish it, and start again" in caplog.text


@pytest.mark.parametrize("beside", [False, True])
def test_the_command_serves_an_endpoint(release_dir: Path, server: OxigraphServer, beside: bool) -> None:
    served = ["serve", *([str(release_dir)] if beside else []), "--endpoint", f"{server.url}/query", "--port", "0"]
    command = [sys.executable, "-m", "kg.cli", *served]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        said = process.stdout.readline()
        try:
            assert said.startswith(f"serving {server.url}/query at http://")
            with urllib.request.urlopen(f"{said.split()[3]}health") as answer:
                assert json.load(answer)["articles"] == 1
        finally:
            process.terminate()


def test_wrong_usage_is_told(tmp_path: Path, release_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["serve"]) == cli.USAGE
    assert "name a folder of releases, or the endpoint" in capsys.readouterr().err
    assert cli.main(["serve", "--endpoint", "nowhere"]) == cli.USAGE
    assert cli.main(["serve", "--endpoint", "http://127.0.0.1:1/"]) == cli.NOTHING_DONE
    assert "http://127.0.0.1:1: the server cannot be reached" in capsys.readouterr().err
    with pytest.raises(SettingsError, match="judging needs the release's own store"):
        ServiceSettings(release_dir, RemoteSettings("http://127.0.0.1:1"), curate_token="x" * 16)

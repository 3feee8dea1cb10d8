"""Publishing into a server that really runs: what is in it afterwards, and that a run goes on where one was cut off."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import cli, publish
from kg.endpoint import Endpoint
from kg.errors import RemoteError
from kg.graph_store import GraphStore
from kg.ids import Names
from kg.release import OpenRelease, open_release
from kg.settings import DEFAULT_BASE
from kg.web import Client, Credentials, Patience
from tests.oxigraph import OxigraphServer, oxigraph_server

NAMES = Names(DEFAULT_BASE)
PAGES = {
    "a.txt": "# 开会\n近日，北海建工集团召开职工代表大会。\n",
    "b.txt": "# 运动会\n日前，北海建工举办职工运动会。\n",
    "c.txt": "# 走访\n近日，海淀区总工会主席周明远到北京远山机械厂走访。\n",
    "d.txt": "# 再走访\n日前，海淀区总工会主席周明远到北京远山机械厂工会走访。\n",
}
FOREIGN = ("https://example.org/theirs", f"{DEFAULT_BASE}article/theirs", f"{DEFAULT_BASE}graph/evidence2")
Told = pytest.CaptureFixture[str]


def run(*arguments: object) -> int:
    return cli.main([str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    (folder / "pages").mkdir()
    for name, text in PAGES.items():
        (folder / "pages" / name).write_text(text, encoding="utf-8")
    assert run("build", folder / "pages", "--out", folder / "data") == cli.DONE
    return folder / "data"


@pytest.fixture
def out(built: Path, tmp_path: Path, capsys: Told) -> Path:
    """A folder with a release of the pages."""
    shutil.copytree(built, tmp_path / "data", symlinks=True)
    capsys.readouterr()
    return tmp_path / "data"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[OxigraphServer]:
    with oxigraph_server(tmp_path / "server") as running:
        yield running


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A graph of a few dozen triples is in several parts here, and a few graphs are read together."""
    monkeypatch.setattr(publish, "PART", 20)
    monkeypatch.setattr(publish, "TOGETHER", 50)


def store_of(server: OxigraphServer, retries: int = 0) -> GraphStore:
    client = Client(Patience(seconds=30, retries=retries), Credentials())
    return GraphStore(f"{server.url}/store", Endpoint(f"{server.url}/query", client), client)


def quads_of(release: OpenRelease) -> set[ox.Quad]:
    return set(ox.parse(path=str(release.dump_path("nq")), format=ox.RdfFormat.N_QUADS))


def quads_in(server: OxigraphServer) -> set[ox.Quad]:
    """All quads of the server's named graphs, as it tells them."""
    rows = Endpoint(f"{server.url}/query", Client(Patience(), Credentials())).select(
        "SELECT * { GRAPH ?g { ?s ?p ?o } }"
    )
    return {ox.Quad(row["s"], row["p"], row["o"], row["g"]) for row in rows}


def put_foreign(server: OxigraphServer) -> set[ox.Quad]:
    for name in FOREIGN:
        store_of(server).replace(name, b"<urn:a> <urn:b> <urn:c> .\n")
    return quads_in(server)


@pytest.mark.parametrize("options", [(), ("--quads",)])
def test_the_server_has_the_release_and_what_others_have_there(
    out: Path, server: OxigraphServer, options: tuple[str, ...], capsys: Told
) -> None:
    foreign = put_foreign(server)
    assert run("publish", out, server.url, *options) == cli.DONE
    release = open_release(out)
    assert quads_in(server) == quads_of(release) | foreign
    told = capsys.readouterr().out
    assert f"release    {release.id} is in {server.url}/store\n" in told
    assert f"triples    {release.manifest.quads:9,}  hash " in told
    assert "written            6  graphs; 0 were there\n" in told
    assert run("publish", out, server.url, *options) == cli.DONE
    assert "written            0  graphs; 6 were there\n" in capsys.readouterr().out


def test_the_next_release_takes_the_place_of_the_former(out: Path, server: OxigraphServer, capsys: Told) -> None:
    foreign = put_foreign(server)
    assert run("publish", out, server.url) == cli.DONE
    assert run("remove", "a.txt", "--out", out) == cli.DONE
    capsys.readouterr()
    assert run("publish", out, server.url) == cli.DONE
    assert quads_in(server) == quads_of(open_release(out)) | foreign
    told = capsys.readouterr().out
    assert "removed            1  graphs" in told
    assert "graphs             5  each" in told
    assert run("rollback", out) == cli.DONE
    assert run("publish", out, server.url) == cli.DONE
    assert quads_in(server) == quads_of(open_release(out)) | foreign


@pytest.mark.parametrize("quads", [False, True])
@pytest.mark.parametrize("requests", [1, 3, 5, 7])
def test_a_server_killed_half_way_gets_the_rest_with_the_next_run(
    out: Path, server: OxigraphServer, monkeypatch: pytest.MonkeyPatch, requests: int, quads: bool
) -> None:
    release, left = open_release(out), requests
    calls: dict[str, Callable[..., None]] = {n: getattr(GraphStore, n) for n in ("add", "add_quads", "replace")}

    def killing(name: str) -> Callable[..., None]:
        def send(*arguments: object) -> None:
            nonlocal left
            calls[name](*arguments)
            left -= 1
            if not left:
                server.kill()

        return send

    for name in calls:
        monkeypatch.setattr(GraphStore, name, killing(name))
    with pytest.raises(RemoteError, match=server.url):
        publish.publish(release, store_of(server), quads=quads)
    server.start()
    there = quads_in(server)
    assert set() < there < quads_of(release)
    left = 0
    done = publish.publish(release, store_of(server), quads=quads)
    assert quads_in(server) == quads_of(release)
    assert 0 < done.written < done.graphs or len({quad.graph_name for quad in there}) == 1
    assert done.print.triples == release.manifest.quads


def test_only_the_missing_parts_of_a_large_graph_are_sent(
    out: Path, server: OxigraphServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    release, store = open_release(out), store_of(server)
    publish.publish(release, store)
    [evidence] = [g for g in publish.expected_of(release.dump_path("nq")) if g.name == NAMES.evidence_graph.value]
    triples = sorted(store.read(evidence.name), key=str)
    assert len(evidence.parts) > 2
    kept = [triple for triple in triples if triple.subject.value >= evidence.parts[1].first]
    store.replace(evidence.name, ox.serialize(kept, format=ox.RdfFormat.N_TRIPLES) or b"")
    sent: list[bytes] = []
    add = GraphStore.add
    monkeypatch.setattr(GraphStore, "add", lambda self, name, body: (sent.append(body), add(self, name, body)))
    assert publish.publish(release, store).written == 1
    [body] = sent
    assert body.count(b"\n") == evidence.parts[0].print.triples
    assert quads_in(server) == quads_of(release)


@pytest.mark.parametrize("place", ["https://a.example/", f"{DEFAULT_BASE}evidence/8", "https://z.example/"])
def test_what_stands_in_a_graph_of_ours_and_is_none_of_the_release_goes(
    out: Path, server: OxigraphServer, place: str
) -> None:
    release, store = open_release(out), store_of(server)
    publish.publish(release, store)
    kept = [t for t in store.read(NAMES.evidence_graph.value) if "confidence" not in t.predicate.value]
    other = ox.Triple(ox.NamedNode(place), ox.NamedNode("urn:b"), ox.Literal("c"))
    store.replace(NAMES.evidence_graph.value, ox.serialize([*kept, other], format=ox.RdfFormat.N_TRIPLES) or b"")
    publish.publish(release, store)
    assert quads_in(server) == quads_of(release)


def test_a_server_that_does_not_keep_what_it_is_sent_is_found_out(
    out: Path, server: OxigraphServer, monkeypatch: pytest.MonkeyPatch, capsys: Told
) -> None:
    replace = GraphStore.replace
    monkeypatch.setattr(
        GraphStore, "replace", lambda self, name, body: replace(self, name, body.replace(b"#Article>", b"#Artikel>"))
    )
    assert run("publish", out, server.url) == cli.NOTHING_DONE
    told = capsys.readouterr().err
    assert f"kg: {server.url}/store: of graph {DEFAULT_BASE}" in told
    assert "and hash" in told


def test_the_endpoints_may_stand_anywhere(out: Path, server: OxigraphServer) -> None:
    places = ("--store-url", f"{server.url}/store", "--query-url", f"{server.url}/query")
    assert run("publish", out, "http://127.0.0.1:1/nowhere", *places) == cli.DONE
    assert quads_in(server) == quads_of(open_release(out))


def test_who_does_not_answer_is_named(out: Path, server: OxigraphServer, capsys: Told) -> None:
    server.kill()
    assert run("publish", out, server.url, "--retries", 0) == cli.NOTHING_DONE
    assert f"kg: {server.url}/query: the server cannot be reached: " in capsys.readouterr().err


def test_a_server_that_hides_graphs_is_not_trusted(
    out: Path, server: OxigraphServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish.publish(open_release(out), store_of(server))
    select = Endpoint.select
    monkeypatch.setattr(Endpoint, "select", lambda self, query: list(select(self, query))[:1])
    with pytest.raises(RemoteError, match="of 6 graphs it names 1: raise its limit of rows"):
        store_of(server).names(DEFAULT_BASE)


def test_a_release_has_no_blank_nodes_that_a_second_sending_would_double(out: Path) -> None:
    terms = {term for quad in quads_of(open_release(out)) for term in (quad.subject, quad.object)}
    assert terms
    assert not [term for term in terms if isinstance(term, ox.BlankNode)]

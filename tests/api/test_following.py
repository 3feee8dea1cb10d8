"""The service changes over to whatever release becomes current; every request is answered by one release."""

from __future__ import annotations

import json
import logging
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from werkzeug.test import Client
from werkzeug.wrappers import Response

from api import create_app, limits
from api.following import Following
from api.service import service_of
from api.settings import ServiceSettings
from kg import archive
from kg.errors import ReleaseError
from kg.folder import point_current
from kg.layout import RELEASES, STORE
from kg.model import Graph
from kg.release import write_release
from kg.settings import BuildSettings
from kg.vocabulary import LABEL
from tests.example import PAGE_TEXTS, UNION, example_graph, example_statements, zh

QUERY = f"SELECT ?name {{ <{UNION.value}> <{LABEL.value}> ?name }}"


def write(directory: Path, name: str) -> str:
    """Writes a release in which the union is called by that name; gives its id."""
    renamed = tuple(
        replace(s, value=zh(name)) if s.subject == UNION and s.property == LABEL else s for s in example_statements()
    )
    return write_release(directory, replace(example_graph(), statements=renamed), PAGE_TEXTS, BuildSettings()).id


@pytest.fixture
def following(tmp_path: Path) -> Iterator[Following]:
    write(tmp_path, "第一总工会")
    made = Following(
        ServiceSettings(tmp_path, limits=limits.read(["workers=2", "wait_seconds=60", "silent_seconds=90"])), create_app
    )
    yield made
    made.close()


def name(client: Client) -> str:
    answer = client.get("/sparql", query_string={"query": QUERY}, headers={"Accept": "application/json"})
    assert answer.status_code == 200
    return str(json.loads(answer.data)["results"]["bindings"][0]["name"]["value"])


def test_a_folder_may_be_named_from_where_one_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`kg serve build/data` names it so, and what sends files would look for it beside its own code."""
    write(tmp_path / "data", "第一总工会")
    monkeypatch.chdir(tmp_path)
    made = Following(ServiceSettings(Path("data"), limits=limits.read(["workers=2"])), create_app)
    with Client(made, Response).get("/dumps/graph.nq") as answer:
        assert (answer.status_code, answer.data) == (200, (tmp_path / "data/current/dumps/graph.nq").read_bytes())
    made.close()


def test_a_new_release_is_served_once_it_is_looked_for(following: Following, tmp_path: Path) -> None:
    client = Client(following, Response)
    assert name(client) == "第一总工会"
    second = write(tmp_path, "第二总工会")
    assert name(client) == "第一总工会"
    following.look()
    assert name(client) == "第二总工会"
    assert client.get("/health").json == client.get("/health").json
    assert following.release == second
    assert second in client.get("/dumps/").text


def test_what_stays_with_a_release_is_kept_from_the_collector_once(
    following: Following, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    frozen: list[str] = []
    monkeypatch.setattr("gc.freeze", lambda: frozen.append(following.release))
    first = following.release
    for _ in range(2):
        service_of(following._current.app).links.table()
        following.look()
    second = write(tmp_path, "第二总工会")
    following.look()
    service_of(following._current.app).links.table()
    following.look()
    assert [release for release in (first, second) if release in frozen] == [first, second]
    assert frozen.count(first) == 1


def test_a_reader_is_led_on_from_what_a_new_release_has_no_longer(following: Following, tmp_path: Path) -> None:
    client, browser = Client(following, Response), {"Accept": "text/html", "Accept-Language": "zh-CN"}
    page = f"/page/{UNION.value.split('/id/')[1]}"
    assert client.get(page, headers=browser).status_code == 200
    write_release(tmp_path, Graph((), (), 0, 0), {}, BuildSettings())
    following.look()
    for address in (page, page.replace("page", "network", 1)):
        answer = client.get(address, headers=browser)
        assert answer.status_code == 404
        assert "它可能属于另一个数据版本" in answer.text
        assert 'action="/search"' in answer.text
    assert "图谱还是空的" in client.get("/", headers=browser).text


def test_going_back_is_followed_too(following: Following, tmp_path: Path) -> None:
    first = following.release
    write(tmp_path, "第二总工会")
    following.look()
    point_current(tmp_path, first)
    following.look()
    assert following.release == first


def test_a_request_ends_with_the_release_that_it_began_with(following: Following, tmp_path: Path) -> None:
    client = Client(following, Response)
    former = following._current
    dump = client.get("/dumps/graph.nq", buffered=False)
    first = next(dump.iter_encoded())
    write(tmp_path, "第二总工会")
    following.look()
    assert following._former == [former], "its answer is still being read"
    rest = b"".join(dump.iter_encoded())
    dump.close()
    assert "第一总工会" in (first + rest).decode()
    following.look()
    assert following._former == []
    assert service_of(former.app).pool.pids() == []


def test_metrics_outlast_a_change(following: Following, tmp_path: Path) -> None:
    client = Client(following, Response)
    name(client)
    write(tmp_path, "第二总工会")
    following.look()
    name(client)
    assert 'union_kg_requests_total{route="/sparql",status="200"} 2.0' in client.get("/metrics").text


def test_a_damaged_new_release_is_told_once_and_the_former_one_served(
    following: Following, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    first = following.release
    second = write(tmp_path, "第二总工会")
    (tmp_path / RELEASES / second / STORE / "CURRENT").unlink()
    with caplog.at_level(logging.WARNING, "union-kg.releases"):
        following.look()
        following.look()
    [told] = caplog.messages
    assert told.startswith(f"{first} is still served")
    assert "build again" in told
    assert name(Client(following, Response)) == "第一总工会"
    write(tmp_path, "第三总工会")
    following.look()
    assert name(Client(following, Response)) == "第三总工会"


def test_at_the_start_the_last_whole_release_is_served(tmp_path: Path) -> None:
    first, second = write(tmp_path, "第一总工会"), write(tmp_path, "第二总工会")
    (tmp_path / RELEASES / second / STORE / "CURRENT").unlink()
    told: list[str] = []
    assert archive.newest(tmp_path, told.append).id == first
    assert f"{first} is served instead. Build again, or make it current: kg rollback {tmp_path}" in told[0]
    (tmp_path / RELEASES / first / "manifest.json").unlink()
    with pytest.raises(ReleaseError, match="build again"):
        archive.newest(tmp_path, told.append)


def test_no_request_fails_and_no_answer_mixes_releases_while_releases_change(
    following: Following, tmp_path: Path
) -> None:
    """The label is in the answer twice, by way of two patterns; in each answer both are of one release."""
    names = [f"第{number}总工会" for number in "二三"]
    ids = [write(tmp_path, name) for name in names]
    pair = f"SELECT ?a ?b {{ <{UNION.value}> <{LABEL.value}> ?a . GRAPH ?g {{ <{UNION.value}> <{LABEL.value}> ?b }} }}"
    seen: Counter[str] = Counter()
    failed: list[str] = []
    done = threading.Event()

    def ask() -> None:
        client, number = Client(following, Response), 0
        while not done.is_set():
            number += 1
            query = {"query": f"{pair} # {number % 3}"}
            answer = client.get("/sparql", query_string=query, headers={"Accept": "application/json"})
            told = [row["a"]["value"] == row["b"]["value"] for row in json.loads(answer.data)["results"]["bindings"]]
            if answer.status_code != 200 or told != [True]:
                failed.append(answer.text)
            seen[json.loads(answer.data)["results"]["bindings"][0]["a"]["value"]] += 1

    askers = [threading.Thread(target=ask) for _ in range(2)]
    for asker in askers:
        asker.start()
    for release in ids:
        point_current(tmp_path, release)
        following.look()
        assert following.release == release
    done.set()
    for asker in askers:
        asker.join()
    following.look()
    assert failed == []
    assert seen
    assert following._former == []

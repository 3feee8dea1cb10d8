"""What is refused before a view sees it, and how many may be slow at the same time."""

from __future__ import annotations

import io
import socket
import threading
import time

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api import limits, silent
from api.limits import Limits
from kg.errors import SettingsError

QUERY = "application/sparql-query"


@pytest.mark.parametrize("host", ["a b", "x,x", "a/b", "工会", "x:y"])
def test_a_host_that_is_none_is_refused(client: FlaskClient, host: str) -> None:
    answer = client.get("/sparql", headers={"Host": host.encode().decode("latin-1")})
    assert answer.status_code == 400
    assert "Host" in answer.text


def test_an_old_client_need_not_name_the_host(client: FlaskClient) -> None:
    told = {"SERVER_PROTOCOL": "HTTP/1", "HTTP_HOST": ""}
    assert client.get("/health", environ_overrides=told).status_code == 200


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ({"HTTP_TRANSFER_ENCODING": "chunked"}, 411),
        ({"HTTP_CONTENT_ENCODING": "gzip"}, 415),
        ({"HTTP_CONTENT_ENCODING": "Identity"}, 200),
        ({"CONTENT_LENGTH": "7"}, 408),
    ],
)
def test_a_body_is_whole_or_refused(client: FlaskClient, told: dict[str, str], status: int) -> None:
    answer = client.post(
        "/sparql",
        input_stream=io.BytesIO(b"ASK {}"),
        content_type=QUERY,
        environ_overrides={"wsgi.input_terminated": True, **told},  # as the server has it
    )
    assert answer.status_code == status


@pytest.mark.parametrize(
    ("kind", "method", "address"), [("senders", "POST", "/sparql"), ("readers", "GET", "/dumps/graph.nq")]
)
def test_those_that_are_slow_leave_threads_to_the_others(
    client: FlaskClient, app: Flask, kind: str, method: str, address: str
) -> None:
    slow: threading.BoundedSemaphore = getattr(app.extensions["union-kg"], kind)

    def ask() -> tuple[int, str | None]:
        with client.open(address, method=method, data=b"ASK {}", content_type=QUERY, buffered=True) as answer:
            return answer.status_code, answer.headers.get("Retry-After")

    assert [ask() for _ in range(100)] == [(200, None)] * 100
    held = 0
    while slow.acquire(blocking=False):
        held += 1
    try:
        assert ask() == (503, "5")
        assert client.get("/health").status_code == 200
    finally:
        slow.release(held)
    assert ask() == (200, None)


def test_only_silent_connections_are_ended() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)) as client, server.accept()[0] as ours:
            assert silent.end_silent(port, 5) == 0
            time.sleep(0.2)
            assert silent.end_silent(port + 1, 0.1) == 0
            assert silent.end_silent(port, 0.1) == 1
            assert ours.recv(1) == b""
            ours.sendall(b"408")
            assert client.recv(3) == b"408"


def test_limits_are_read_from_the_command_line() -> None:
    assert limits.read([]) == Limits()
    assert limits.read(["seconds=1.5", "workers=8"]) == Limits(seconds=1.5, workers=8)


@pytest.mark.parametrize(
    "text", ["seconds", "seconds=", "seconds=x", "seconds=0", "seconds=inf", "seconds=nan", "rows=1.5", "none=1"]
)
def test_limits_that_cannot_be_read_are_named(text: str) -> None:
    with pytest.raises(SettingsError, match=text.partition("=")[0]):
        limits.read([text])


def test_silence_is_longer_than_a_query() -> None:
    with pytest.raises(SettingsError, match="silent_seconds"):
        limits.read(["seconds=30"])


@pytest.mark.parametrize(
    ("told", "status"), [({"HTTP_TRANSFER_ENCODING": "chunked"}, 411), ({"HTTP_CONTENT_ENCODING": "gzip"}, 415)]
)
def test_what_was_answered_before_is_refused_all_the_same(
    client: FlaskClient, told: dict[str, str], status: int
) -> None:
    query = {"query": "SELECT ?framed { VALUES ?framed { 1 } }"}
    assert [client.get("/sparql", query_string=query).status_code for _ in range(2)] == [200, 200]
    assert client.get("/sparql", query_string=query, environ_overrides=told).status_code == status

"""Requests to other servers: what they carry, how patient they are, and what is told where they fail."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from urllib3.util import retry

from kg.endpoint import Endpoint
from kg.errors import RemoteError, RemoteTimeout, SettingsError
from kg.web import Client, Credentials, Patience, checked_url, read_credentials

TABLE = b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"literal","value":"%b"}}]}}' % "工会".encode()


@dataclass
class Scripted:
    """A server that gives the answers it was told to, one after another: status, headers, body."""

    url: str
    answers: list[tuple[int, dict[str, str], bytes]] = field(default_factory=list)
    requests: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    release: threading.Event = field(default_factory=threading.Event)


@pytest.fixture
def scripted() -> Iterator[Scripted]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told.requests.append((self.path, dict(self.headers), body))
            if not told.answers:
                told.release.wait()
                return
            status, headers, text = told.answers.pop(0)
            self.send_response(status)
            for name, value in {"Content-Length": str(len(text)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, *arguments: object) -> None:
            """Tells nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        told = Scripted(f"http://127.0.0.1:{server.server_address[1]}/query")
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield told
        told.release.set()
        server.shutdown()
        thread.join()


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses made before a request is sent again, which no test waits for."""
    made: list[float] = []
    monkeypatch.setattr(retry.time, "sleep", made.append)
    return made


PATIENT, NOBODY = Patience(30, 2), Credentials()


def asked(server: Scripted, patience: Patience = PATIENT, credentials: Credentials = NOBODY) -> list[str]:
    client = Client(patience, credentials)
    return [row["x"].value for row in Endpoint(server.url, client).select("SELECT ?x {}")]


def test_a_query_is_a_form_and_its_answer_is_read(scripted: Scripted) -> None:
    scripted.answers = [(200, {}, TABLE)]
    assert asked(scripted) == ["工会"]
    [(path, headers, body)] = scripted.requests
    assert (path, body) == ("/query", b"query=SELECT+%3Fx+%7B%7D")
    assert headers["Accept"] == "application/sparql-results+json"
    assert "Authorization" not in headers


@pytest.mark.parametrize("status", [429, 503])
def test_who_is_busy_is_asked_again_when_he_says(scripted: Scripted, pauses: list[float], status: int) -> None:
    scripted.answers = [(status, {"Retry-After": "7"}, b""), (status, {"Retry-After": "86400"}, b""), (200, {}, TABLE)]
    assert asked(scripted) == ["工会"]
    assert pauses == [7, 60]


def test_who_does_not_wait_is_told_at_once_that_the_server_is_busy(scripted: Scripted, pauses: list[float]) -> None:
    scripted.answers = [(503, {"Retry-After": "7"}, b"starting"), (200, {}, TABLE)]
    with pytest.raises(RemoteError, match="answered with 503 Service Unavailable: starting"):
        asked(scripted, Patience(30, 2, waits=False))
    assert pauses == []


def test_who_does_not_say_when_is_given_more_and_more_time(scripted: Scripted, pauses: list[float]) -> None:
    scripted.answers = [(503, {}, b"")] * 4
    with pytest.raises(RemoteError, match=rf"{scripted.url}: POST was answered with 503") as told:
        asked(scripted, Patience(30, 3))
    assert told.value.status == 503
    assert pauses == [1, 2]
    assert len(scripted.requests) == 4


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ((400, {}, b"no\n such\x00thing"), "400 Bad Request: no such\x00thing"),
        ((401, {}, b""), "401 Unauthorized"),
        ((500, {}, b"x" * 1000), "500 Internal Server Error: " + "x" * 300),
        ((307, {"Location": "http://example.org/"}, b""), "307 to http://example.org/; give that address"),
    ],
)
def test_an_answer_that_is_no_success_is_told_with_what_it_says(
    scripted: Scripted, answer: tuple[int, dict[str, str], bytes], told: str
) -> None:
    scripted.answers = [answer]
    with pytest.raises(RemoteError) as failed:
        asked(scripted)
    assert str(failed.value) == f"{scripted.url}: POST was answered with {told}"
    assert (failed.value.url, failed.value.status) == (scripted.url, answer[0])
    assert len(scripted.requests) == 1


def test_who_is_silent_is_told_as_such(scripted: Scripted) -> None:
    with pytest.raises(RemoteTimeout, match=r"no answer within 0\.05 s"):
        asked(scripted, Patience(0.05, 0))


@pytest.mark.parametrize("answer", [b"<html>welcome</html>", TABLE[:-10], b'{"head":{},"boolean":true}'])
def test_an_answer_in_another_format_is_none(scripted: Scripted, answer: bytes) -> None:
    scripted.answers = [(200, {}, answer)]
    with pytest.raises(RemoteError, match=scripted.url):
        asked(scripted)


def test_an_answer_that_breaks_off_is_none(scripted: Scripted) -> None:
    scripted.answers = [(200, {"Content-Length": str(len(TABLE) + 5), "Connection": "close"}, TABLE)]
    with pytest.raises(RemoteError, match="the answer broke off"):
        asked(scripted)


@pytest.mark.parametrize(
    ("text", "header"),
    [("王敏:秘密:1\n", "Basic 546L5pWPOuenmOWvhjox"), ("Bearer abc.def", "Bearer abc.def")],
)
def test_credentials_come_out_of_a_file_and_are_shown_nowhere(
    scripted: Scripted, tmp_path: Path, text: str, header: str
) -> None:
    (tmp_path / "credentials").write_text(text, encoding="utf-8")
    credentials = read_credentials(tmp_path / "credentials")
    scripted.answers = [(200, {}, TABLE), (403, {}, b"")]
    asked(scripted, credentials=credentials)
    assert scripted.requests[0][1]["Authorization"] == header
    with pytest.raises(RemoteError) as failed:
        asked(scripted, credentials=credentials)
    assert header not in f"{failed.value!r}{credentials!r}"


@pytest.mark.parametrize("text", ["", "secret", "a:b\nc:d", "a:\x01"])
def test_credentials_that_are_none_are_refused_and_not_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "credentials").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as failed:
        read_credentials(tmp_path / "credentials")
    assert str(failed.value) == f"{tmp_path / 'credentials'}: credentials are one line, USER:PASSWORD or Bearer TOKEN"
    with pytest.raises(SettingsError, match="the credentials cannot be read"):
        read_credentials(tmp_path / "nowhere")


def test_addresses_are_of_http_and_tell_no_password() -> None:
    assert checked_url("https://example.org:8443/ds/") == "https://example.org:8443/ds"
    for wrong in ("example.org", "ftp://example.org", "http://", "http://[", "http://a:x/", "http://a/#b"):
        with pytest.raises(SettingsError, match="address"):
            checked_url(wrong)
    with pytest.raises(SettingsError, match=r"give user and password in a file") as failed:
        checked_url("http://me:secret@example.org/")
    assert "secret" not in str(failed.value)

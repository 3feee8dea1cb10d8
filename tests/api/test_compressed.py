"""Scripts and styles come compressed to those who take them so, and each of both ways has its own tag."""

from __future__ import annotations

import gzip

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

GZIP = {"Accept-Encoding": "gzip, deflate, br"}
FILES = ("/static/style.css", "/static/network/draw.js", "/static/vendor/vis-network/vis-network.min.js")


def got(client: FlaskClient, address: str, **headers: str) -> TestResponse:
    return client.get(address, headers=headers, buffered=True)


@pytest.mark.parametrize("address", FILES)
def test_a_file_is_the_same_compressed(client: FlaskClient, address: str) -> None:
    plain, zipped = got(client, address), got(client, address, **GZIP)
    assert "Content-Encoding" not in plain.headers
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.data) == plain.data
    assert int(zipped.headers["Content-Length"]) == len(zipped.data) < len(plain.data) / 2
    for name in ("Content-Type", "Cache-Control", "Last-Modified", "Content-Security-Policy"):
        assert zipped.headers[name] == plain.headers[name]
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert "Accept-Encoding" in zipped.headers["Vary"]


@pytest.mark.parametrize("address", FILES)
def test_each_way_has_a_tag_that_saves_the_next_transfer(client: FlaskClient, address: str) -> None:
    tags = []
    for accepted in (dict[str, str](), GZIP):
        tag = got(client, address, **accepted).headers["ETag"]
        again = got(client, address, **accepted, **{"If-None-Match": tag})
        assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
        assert "Content-Encoding" not in again.headers
        tags.append(tag)
    assert tags[0] != tags[1]


def test_who_refuses_it_or_wants_a_part_gets_the_file_as_it_is(client: FlaskClient) -> None:
    plain = got(client, FILES[0]).data
    assert got(client, FILES[0], **{"Accept-Encoding": "gzip;q=0, identity"}).data == plain
    part = got(client, FILES[0], **GZIP, Range="bytes=10-19")
    assert (part.status_code, part.data) == (206, plain[10:20])
    assert "Content-Encoding" not in part.headers


def test_a_picture_stays_as_it_is(client: FlaskClient) -> None:
    assert "Content-Encoding" not in got(client, "/static/icon.svg", **GZIP).headers


@pytest.mark.parametrize("address", ["/static/none.js", "/static/../__init__.py", "/static/vendor/vis-network/none.js"])
def test_nothing_else_is_sent(client: FlaskClient, address: str) -> None:
    assert got(client, address, **GZIP).status_code == 404

"""Requests that no good client sends, byte by byte, each with the statuses that are right for it.

Status 0 is a connection that ends without an answer, where the bytes are no HTTP/1 at all.
"""

from __future__ import annotations

import gzip

from tests.hostile.served import LIMITS, request

FORM = "Content-Type: application/x-www-form-urlencoded"
DIRECT = "Content-Type: application/sparql-query"
ASK = b"query=ASK%7B%7D"
LARGE = 10_000_000

_HEAD = f"Host: localhost\r\nConnection: close\r\n{FORM}\r\n".encode()


def _get(target: str, *headers: str) -> bytes:
    return request("GET", target, *headers)


def _post(headers: bytes, body: bytes = ASK) -> bytes:
    """A form with headers of its own."""
    return b"POST /sparql HTTP/1.1\r\n" + _HEAD + headers + b"\r\n\r\n" + body


def _chunked(body: bytes) -> bytes:
    return _post(b"Transfer-Encoding: chunked", body)


def _line(line: bytes) -> bytes:
    """A query with a line among its headers."""
    return b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\n" + _HEAD + line + b"\r\n\r\n"


WIRE: dict[str, tuple[bytes, set[int]]] = {
    # Where does the body end?
    "Content-Length and chunks": (
        _post(b"Content-Length: 3\r\nTransfer-Encoding: chunked", b"f\r\n" + ASK + b"\r\n0\r\n\r\n"),
        {411},
    ),
    "chunks and Content-Length": (
        _post(b"Transfer-Encoding: chunked\r\nContent-Length: 3", b"f\r\n" + ASK + b"\r\n0\r\n\r\n"),
        {411},
    ),
    "two lengths": (_post(b"Content-Length: 15\r\nContent-Length: 3"), {400}),
    "two lengths in one": (_post(b"Content-Length: 15, 3"), {400}),
    "a length below nothing": (_post(b"Content-Length: -15"), {400}),
    "a length with a sign": (_post(b"Content-Length: +15"), {400}),
    "a length in letters": (_post(b"Content-Length: 0xf"), {400}),
    "a length of twenty digits": (_post(b"Content-Length: 99999999999999999999"), {400}),
    "a length of ten gigabytes": (_post(b"Content-Length: 10000000000"), {413}),
    "an unknown transfer coding": (_post(b"Transfer-Encoding: xchunked"), {400}),
    "two transfer codings": (_post(b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity"), {400}),
    "a transfer coding with a blank": (_post(b"Transfer-Encoding : chunked"), {400}),
    "chunks": (_chunked(b"f\r\n" + ASK + b"\r\n0\r\n\r\n"), {411}),
    "a chunk of no number": (_chunked(b"zz\r\n" + ASK + b"\r\n0\r\n\r\n"), {411}),
    "a chunk below nothing": (_chunked(b"-f\r\n" + ASK + b"\r\n0\r\n\r\n"), {411}),
    "a chunk of too many digits": (_chunked(b"f" * 40 + b"\r\n" + ASK + b"\r\n0\r\n\r\n"), {411}),
    "a chunk that is longer than it says": (_chunked(b"5\r\n" + ASK + b"\r\n0\r\n\r\n"), {411}),
    "a chunk with a long word on it": (_chunked(b"f;" + b"a" * LARGE + b"\r\n" + ASK + b"\r\n0\r\n\r\n"), {411}),
    "chunks without end": (_chunked((b"10000\r\n" + b"a" * 0x10000 + b"\r\n") * 200), {411}),
    # What are its headers?
    "a folded header": (_line(b"X-A: b\r\n c"), {400}),
    "a header with a bare carriage return": (_line(b"X-A: b\rX-B: c"), {400}),
    "a header with a zero byte": (_line(b"X-A: b\0c"), {400}),
    "a header with a blank before its colon": (_line(b"X-A : b"), {400}),
    "a header without a colon": (_line(b"X-A"), {400}),
    "a header of Chinese bytes": (_line("X-A: 工会".encode()), {200}),
    "bare line feeds": (b"GET /sparql?query=ASK%7B%7D HTTP/1.1\nHost: localhost\nConnection: close\n\n", {200}),
    "two hosts": (_line(b"Host: evil.invalid"), {400}),
    "a host with blanks": (b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n", {400}),
    "a host with a path": (b"GET /sparql HTTP/1.1\r\nHost: a/../b?#<x>\r\nConnection: close\r\n\r\n", {400}),
    "no host": (b"GET /sparql HTTP/1.1\r\nConnection: close\r\n\r\n", {400}),
    "a header of ten megabytes": (_line(b"X-A: " + b"a" * LARGE), {431}),
    "a thousand headers": (_line(b"\r\n".join(b"X-%d: a" % n for n in range(1_000))), {431}),
    "an Accept of sixty kilobytes": (_line(b"Accept: " + b"a/b;q=0.1, " * 5_500), {406}),
    "an address of 70 kilobytes": (_get("/sparql?query=" + "a" * 70_000), {414}),
    "an address of ten megabytes": (_get("/sparql?query=" + "a" * LARGE), {414, 431}),
    "ten thousand parameters": (_get("/sparql?" + "a=b&" * 10_000 + "query=ASK%7B%7D"), {200}),
    "two queries": (_get("/sparql?query=ASK%7B%7D&query=ASK%7B%7D"), {400}),
    "an ETag of sixty kilobytes": (_line(b"If-None-Match: " + b'"a", ' * 10_000), {200}),
    "a range of ten thousand parts": (_get("/dumps/graph.nq", "Range: bytes=" + ",".join(["0-1"] * 9_000)), {416}),
    # Is it a request at all?
    "TLS": (bytes.fromhex("16030100c4010000c0030300") + b"\0" * 60, {0, 400}),
    "HTTP/2": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", {0, 400}),
    "HTTP/9.9": (b"GET / HTTP/9.9\r\nHost: localhost\r\n\r\n", {400}),
    "HTTP/0.9": (b"GET /\r\n\r\n", {400}),
    "no words": (b"\r\n\r\n\r\n\0\xff\xfe", {400}),
    # Wrong methods.
    "TRACE": (request("TRACE", "/sparql?query=ASK%7B%7D"), {405}),
    "CONNECT": (request("CONNECT", "example.invalid:80"), {404}),
    "PUT": (request("PUT", "/sparql", DIRECT, body=b"ASK {}"), {405}),
    "DELETE": (request("DELETE", "/sparql?query=ASK%7B%7D"), {405}),
    "a method of its own": (request("BREW", "/sparql?query=ASK%7B%7D"), {405}),
    "writing a graph": (request("PUT", "/graphs?default", "Content-Type: text/turtle", body=b"<a> <b> <c> ."), {403}),
    # Bodies.
    "a form of ten megabytes": (request("POST", "/sparql", FORM, body=b"query=" + b"a" * LARGE), {413}),
    "a query of ten megabytes": (request("POST", "/sparql", DIRECT, body=b"#" * LARGE), {413}),
    "a query just too long": (request("POST", "/sparql", DIRECT, body=b"#" * (LIMITS.query_bytes + 1)), {413}),
    "a form of ten thousand fields": (request("POST", "/sparql", FORM, body=b"a=b&" * 10_000 + ASK), {200}),
    "a gzip bomb": (
        request("POST", "/sparql", DIRECT, "Content-Encoding: gzip", body=gzip.compress(b"#" * LARGE)),
        {415},
    ),
    "a multipart form": (
        request("POST", "/sparql", "Content-Type: multipart/form-data; boundary=x", body=b"--x\r\n" * 10_000),
        {415},
    ),
    # Encodings.
    "a percent sign alone": (_get("/sparql?query=ASK%7B%7D%"), {400}),
    "escapes that are none": (_get("/sparql?query=%zz%u0041SK"), {400}),
    "an overlong slash": (_get("/sparql?query=%C0%AF"), {400}),
    "half a surrogate pair": (_get("/sparql?query=%ED%A0%80"), {400}),
    "bytes cut in a character": (request("POST", "/sparql", DIRECT, body="ASK {} # 工".encode()[:-1]), {400}),
    "GB18030": (request("POST", "/sparql", DIRECT, body="ASK { ?x ?y '工会' }".encode("gb18030")), {400}),
    "UTF-16": (request("POST", "/sparql", DIRECT + "; charset=utf-16", body="ASK {}".encode("utf-16")), {400}),
    "a zero byte in a query": (_get("/sparql?query=ASK%7B%00%7D"), {400}),
    "a graph that is no IRI": (_get("/sparql?query=ASK%7B%7D&default-graph-uri=%3E%20a"), {400}),
    "a format that is none": (_get("/sparql?query=ASK%7B%7D&format=..%2f..%2fetc%2fpasswd"), {400}),
    "a path out of the folder": (_get("/dumps/..%2f..%2f..%2fetc%2fpasswd"), {404}),
    "dots out of the folder": (_get("/static/../../../etc/passwd"), {404}),
    "a path with a zero byte": (_get("/page/person/%00"), {404}),
    "a path with broken characters": (_get("/page/%FF%FE/%C0"), {404}),
    "a name that would be Turtle": (_get("/data/person/x%3E%20.%20%3Curn%3Aa.ttl"), {404}),
    "a header in a redirect": (_get("/id/person/a%0d%0aSet-Cookie:%20x=y"), {404}),
}

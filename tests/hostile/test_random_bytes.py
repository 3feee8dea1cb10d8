"""Twenty thousand random mixtures of bytes and SPARQL, the same in every run: each is answered, none hurts."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote_from_bytes

from api.openapi import document
from tests.hostile.assault import leaks
from tests.hostile.served import LIMITS, Served, request
from tests.hostile.wire import DIRECT, FORM

_MIXTURES, _SEED = 20_000, 20_000
_AT_ONCE = LIMITS.per_client
# The server itself says these, before the app is asked: bytes that are no request.
_OF_THE_SERVER = frozenset({400, 414, 431})
_DOCUMENTED = _OF_THE_SERVER | {
    int(status)
    for operations in document("1")["paths"].values()
    for operation in operations.values()
    for status in operation["responses"]
}
# One in so many is answered by a limit of time at most; each of them takes a second.
_FEW = 50

_WORDS = (
    "SELECT CONSTRUCT ASK DESCRIBE WHERE * ?x ?s ?p ?o $y { } ( ) [ ] . ; , | ^ / + ! = < > && || <urn:a> <> <x> a"
    " true 1 -2.5 1e9 \"工会\" '大兴' '''x''' \"\"\" ' \" \\ \\u5de5 \\U0001F600 @zh ^^ xsd:date _:b : ukg:"
    " PREFIX BASE FROM NAMED GRAPH SERVICE UNION OPTIONAL MINUS FILTER BIND VALUES UNDEF AS IN NOT EXISTS REGEX COUNT"
    " SUM GROUP BY HAVING ORDER DESC LIMIT OFFSET 0 5 99999999999999999999 DISTINCT REDUCED # % %00 %zz & query="
    " INSERT DELETE LOAD <<( )>> \r\n \0"
).split(" ")
_PATTERNS = (
    "?s ?p ?o",
    "?s a ?t",
    "?x <urn:p>* ?y",
    "FILTER(?s = ?o)",
    "BIND(1 AS ?n)",
    "VALUES ?v { 1 2 }",
    "?s ?p 工",
)
_FRAMES = ("%s", "%s", "SELECT * { %s }", "ASK { %s }", "CONSTRUCT { ?s ?p ?o } { %s }", "SELECT (%s AS ?z) {}")
_TARGETS = (
    "/sparql?query=",
    "/sparql?default-graph-uri=",
    "/graphs?graph=",
    "/search?q=",
    "/page/person/",
    "/",
    "/data/",
)
_ACCEPT = ("*/*", "text/csv", "text/html", "application/sparql-results+xml", "text/turtle", "x/y;q=2")


def _mixture(chance: random.Random) -> bytes:
    """Words of SPARQL, whole patterns and bytes of any kind, in a frame that makes some of them queries."""
    parts = [
        chance.choice((chance.choice(_WORDS).encode(), chance.choice(_PATTERNS).encode(), chance.randbytes(3)))
        if chance.random() < 0.9
        else chance.randbytes(chance.randrange(200))
        for _ in range(chance.randrange(1, 12))
    ]
    return chance.choice(_FRAMES).encode().replace(b"%s", chance.choice((b" ", b" ", b"")).join(parts))


def _requests() -> Iterator[bytes]:
    chance = random.Random(_SEED)
    for number in range(_MIXTURES):
        text, accept = _mixture(chance), f"Accept: {chance.choice(_ACCEPT)}"
        target = chance.choice(_TARGETS) if number % 5 == 0 else _TARGETS[0]
        escaped = quote_from_bytes(text, safe="")
        match number % 4:
            case 0:
                yield request("GET", target + escaped, accept)
            case 1:
                yield request("POST", "/sparql", DIRECT, accept, body=text)
            case 2:
                yield request("POST", "/sparql", FORM, accept, body=f"query={escaped}".encode())
            case 3 if number % 8 == 3:
                yield request("POST", "/sparql", FORM, accept, body=b"query=" + text)
            case _:
                yield request("GET", target + "@", accept).replace(b"@", text.replace(b" ", b"+"), 1)


def test_random_mixtures_are_answered_and_hurt_nobody(served: Served) -> None:
    before = served.processes()
    with ThreadPoolExecutor(_AT_ONCE) as clients:
        answers = list(clients.map(served.send, _requests()))
    statuses = Counter(answer.status for answer in answers)
    assert set(statuses) <= _DOCUMENTED, statuses
    assert [answer.text for answer in answers if leaks(answer.text)] == []
    # They reach the engine: some are queries, and some of those have an answer.
    assert statuses[200] > _MIXTURES / 100
    assert statuses[503] < _MIXTURES / _FEW
    assert {served.ask(f"ASK {{}} # random {number}").status for number in range(2 * LIMITS.workers)} == {200}
    assert sorted(before.values()) == sorted(served.processes().values())

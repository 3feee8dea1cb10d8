"""One assault on a running service: all hostile requests, a healthy client beside them, and what is left afterwards."""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count

from tests.hostile.queries import FETCHING, HEAVY, TRAP
from tests.hostile.served import LIMITS, Answer, Served, request
from tests.hostile.wire import DIRECT, FORM, WIRE

# A client that is no other's neighbour: the limit of queries a client does not join them.
HEALTHY = "127.0.0.2"
_LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
# Time between two of its queries, and time for which it asks alone.
_PAUSE_SECONDS, _QUIET_SECONDS = 0.02, 3.0
# Fewer queries at a time than a client may have, so that nothing hostile waits for something hostile.
_AT_ONCE = LIMITS.per_client

SLOW: dict[str, tuple[bytes, tuple[bytes, ...], set[int]]] = {
    "a body that trickles": (
        request("POST", "/sparql", FORM, "Content-Length: 400") + b"query=",
        (b"a",) * 200,
        {408},
    ),
    "a body that stops": (request("POST", "/sparql", DIRECT, "Content-Length: 400") + b"ASK {}", (), {408}),
    "a body that never begins": (request("POST", "/sparql", DIRECT, "Content-Length: 400"), (), {408}),
    "headers that trickle": (request("GET", "/sparql?query=ASK%7B%7D")[:-2], (b"a",) * 200, {0, 408}),
    "headers that stop": (request("GET", "/sparql?query=ASK%7B%7D")[:-2], (), {0, 408}),
    "a client that says nothing": (b"", (), {0, 408}),
}


@dataclass(slots=True)
class Assault:
    """What became of it all."""

    answers: dict[str, Answer] = field(default_factory=dict)
    quiet: list[Answer] = field(default_factory=list)
    beside: list[Answer] = field(default_factory=list)
    memory_mb: tuple[float, float] = (0, 0)
    processes: tuple[dict[int, str], dict[int, str]] = field(default_factory=lambda: ({}, {}))
    fetched: int = 0


def expected() -> dict[str, set[int]]:
    """Every hostile request with the statuses that are right for it."""
    queries = {name: statuses for name, (_, statuses) in (HEAVY | FETCHING).items()}
    slow = {name: statuses for name, (_, _, statuses) in SLOW.items()}
    return queries | {name: statuses for name, (_, statuses) in WIRE.items()} | slow


def assault(served: Served) -> Assault:
    """Asks the healthy client's queries alone, then beside all hostile requests."""
    told = Assault()
    with _healthy(served, told.quiet):
        time.sleep(_QUIET_SECONDS)
    before = served.memory_mb(), served.processes()
    with socket.create_server(("127.0.0.1", 0)) as trap, _healthy(served, told.beside):
        address = f"http://127.0.0.1:{trap.getsockname()[1]}/"
        with ThreadPoolExecutor(_AT_ONCE) as hostile, ThreadPoolExecutor(len(SLOW)) as slow:
            waiting = {
                name: slow.submit(served.send, first, *more, pause=0.1) for name, (first, more, _) in SLOW.items()
            }
            waiting |= {name: hostile.submit(served.send, first) for name, first in _requests(address)}
            told.answers = {name: answer.result() for name, answer in waiting.items()}
        told.fetched = _connections(trap)
    told.memory_mb = before[0], served.memory_mb()
    told.processes = before[1], served.processes()
    return told


def _requests(address: str) -> Iterator[tuple[str, bytes]]:
    yield from ((name, first) for name, (first, _) in WIRE.items())
    for name, (query, _) in (HEAVY | FETCHING).items():
        yield name, request("POST", "/sparql", DIRECT, body=query.replace(TRAP, address).encode())


@contextmanager
def _healthy(served: Served, answers: list[Answer]) -> Iterator[None]:
    """A client that asks one small query after another, with and without a worker, none of them twice."""
    done, numbers = threading.Event(), count()

    def ask() -> None:
        while not done.wait(_PAUSE_SECONDS):
            number = next(numbers)
            more = "; a ?type" if number % 2 else ""
            query = f'SELECT ?x{number} {{ ?x{number} {_LABEL} "青禾区总工会"@zh {more}}}'
            answers.append(served.ask(query, HEALTHY))

    asking = threading.Thread(target=ask)
    asking.start()
    try:
        yield
    finally:
        done.set()
        asking.join()


def p99(answers: list[Answer]) -> float:
    """The time that all but one in a hundred took at most."""
    return sorted(answer.seconds for answer in answers)[int(len(answers) * 0.99) - 1]


def _connections(trap: socket.socket) -> int:
    """How many connections wait to be accepted."""
    trap.setblocking(False)
    for number in count():
        try:
            trap.accept()[0].close()
        except BlockingIOError:
            return number
    raise AssertionError


def leaks(text: bytes) -> list[bytes]:
    """What an answer tells of the machine or of the program that gives it."""
    return re.findall(
        rb"Traceback|panicked|site-packages|/api/|/kg/|\w+\.py\b|\w+\.rs\b|File \"|/tmp/|/home/|/root/", text
    )

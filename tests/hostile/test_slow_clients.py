"""Clients that hold what they have: idle connections, slow senders, slow readers, those that leave without a word."""

from __future__ import annotations

import socket
import struct
import time
from contextlib import ExitStack

import pytest

from tests.hostile.assault import HEALTHY
from tests.hostile.queries import HEAVY
from tests.hostile.served import LIMITS, MARGIN_SECONDS, Served, request, status_of
from tests.hostile.wire import DIRECT

# More than requests that may be sent at the same time, fewer than connections.
_MANY_SENDERS, _SENDERS = 80, 64
_MANY_IDLE = 500
# Some 27 MB, more than the kernel holds for a client that does not read.
_LARGE = f'SELECT ?x {{ ?a ?b ?c . ?d ?e ?f BIND(CONCAT("{"工" * 9_000}", STR(?d)) AS ?x) }} LIMIT 1000'
_RESET = struct.pack("ii", 1, 0)


def healthy(served: Served) -> bool:
    answer = served.ask("ASK {} # " + str(time.monotonic()), HEALTHY)
    return answer.status == 200 and answer.seconds < MARGIN_SECONDS


def test_idle_connections_keep_nobody_out(served: Served) -> None:
    with ExitStack() as stack:
        for _ in range(_MANY_IDLE):
            stack.enter_context(served.connected())
        assert healthy(served)


def test_slow_senders_take_no_thread_from_others(served: Served) -> None:
    with ExitStack() as stack:
        connections = [stack.enter_context(served.connected()) for _ in range(_MANY_SENDERS)]
        for connection in connections:
            connection.sendall(request("POST", "/sparql", DIRECT, "Content-Length: 400") + b"ASK {}")
        assert healthy(served)
        time.sleep(LIMITS.silent_seconds / 2)
        assert healthy(served)
        statuses = [status_of(connection.recv(1 << 16)) for connection in connections]
    assert sorted(statuses) == [408] * _SENDERS + [503] * (_MANY_SENDERS - _SENDERS)
    assert served.send(request("POST", "/sparql", DIRECT, body=b"ASK {}")).status == 200


def test_a_reader_that_stops_is_cut_off(served: Served) -> None:
    with served.connected() as connection:
        connection.sendall(request("POST", "/sparql", DIRECT, body=_LARGE.encode()))
        first = connection.recv(100)
        assert status_of(first) == 200
        time.sleep(LIMITS.silent_seconds + MARGIN_SECONDS)
        assert healthy(served)
        got = len(first)
        try:
            while part := connection.recv(1 << 20):
                got += len(part)
        except ConnectionResetError:
            pass  # what the kernel held is gone with the connection
    assert got < 27_000_000


def test_a_reader_that_takes_its_time_gets_the_whole(served: Served) -> None:
    with served.connected() as connection:
        connection.sendall(request("POST", "/sparql", DIRECT, body=_LARGE.encode()))
        text = b""
        while part := connection.recv(1 << 22):
            text += part
            time.sleep(0.1)
    assert len(text) > 27_000_000
    assert text.endswith((b"]}}", b"]}}\r\n0\r\n\r\n"))


@pytest.mark.parametrize("reset", [False, True])
def test_clients_that_leave_lose_no_worker(served: Served, reset: bool) -> None:
    product = request("POST", "/sparql", DIRECT, body=HEAVY["endless product"][0].encode())
    for _ in range(4 * LIMITS.workers):
        with served.connected() as connection:
            if reset:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
            connection.sendall(product)
    time.sleep(0.1)
    assert healthy(served)
    # Those that wait for their turn run after those that run.
    time.sleep(LIMITS.wait_seconds + 2 * LIMITS.seconds)
    assert all(served.ask(f"ASK {{}} # {reset} {number}").status == 200 for number in range(2 * LIMITS.workers))

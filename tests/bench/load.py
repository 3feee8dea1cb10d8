"""Asks a server requests over connections that it keeps, as many at the same time as there are clients."""

from __future__ import annotations

import re
import selectors
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

_PART = 1 << 18
_LENGTH = re.compile(rb"(?i)\r\ncontent-length: *(\d+)")
_CHUNKED = re.compile(rb"(?i)\r\ntransfer-encoding: *chunked")
_LAST_CHUNK = b"\r\n0\r\n\r\n"
# Every client has an address of its own on this machine, so that a limit per client is no limit of the measurement.
_SOURCES = count(2)
_TIMEOUT = 120.0


@dataclass(slots=True)
class Client:
    """One connection: what it reads of an answer, and how long its answers took."""

    address: tuple[str, int]
    seconds: list[float] = field(default_factory=list)
    refused: int = 0
    socket: socket.socket = field(init=False)
    _started: float = 0.0
    _head: bytes = b""
    _left: int | None = None
    _tail: bytes = b""

    def __post_init__(self) -> None:
        number = next(_SOURCES)
        source = (f"127.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}", 0)
        self.socket = socket.create_connection(self.address, _TIMEOUT, source)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, request: bytes) -> None:
        """Sends a request; `read` its answer before the next one."""
        self._head, self._left, self._tail = b"", None, b""
        self._started = time.perf_counter()
        self.socket.sendall(request)

    def read(self) -> bool:
        """Reads what has come; whether the answer is whole with it."""
        part = self.socket.recv(_PART)
        if not part:
            raise ConnectionError(f"{self.address}: the server closed the connection")
        whole = self._whole(part)
        if whole:
            if self._head.startswith(b"HTTP/1.1 200"):
                self.seconds.append(time.perf_counter() - self._started)
            else:
                self.refused += 1
        return whole

    def _whole(self, part: bytes) -> bool:
        if not self._tail and self._left is None:
            head, mark, part = (self._head + part).partition(b"\r\n\r\n")
            self._head = head if mark else head + mark
            if not mark:
                return False
            length = _LENGTH.search(head)
            self._left = int(length[1]) if length else None
            # A chunk of no bytes may be the first one.
            part = part if length else b"\r\n" + part
        if self._left is not None:
            self._left -= len(part)
            return self._left == 0
        assert _CHUNKED.search(self._head)
        self._tail = (self._tail + part)[-len(_LAST_CHUNK) :]
        return self._tail == _LAST_CHUNK


def load(address: tuple[str, int], requests: Iterator[bytes], *, clients: int, seconds: float = _TIMEOUT) -> Load:
    """Asks all requests, or those for which there is time, each by the next client that is free."""
    asking = [Client(address) for _ in range(clients)]
    with selectors.DefaultSelector() as waiting:
        start = time.perf_counter()
        for client in asking:
            if (request := next(requests, None)) is not None:
                waiting.register(client.socket, selectors.EVENT_READ, client)
                client.ask(request)
        while waiting.get_map():
            for key, _ in waiting.select(_TIMEOUT):
                client = key.data
                if not client.read():
                    continue
                late = time.perf_counter() - start > seconds
                if late or (request := next(requests, None)) is None:
                    waiting.unregister(client.socket)
                else:
                    client.ask(request)
        took = time.perf_counter() - start
    for client in asking:
        client.socket.close()
    return Load([s for c in asking for s in c.seconds], took, sum(c.refused for c in asking))


@dataclass(frozen=True, slots=True)
class Load:
    """How long each answer took, how long all of them, and how many requests got none."""

    seconds: list[float]
    took: float
    refused: int

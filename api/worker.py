"""The processes that answer queries, one query at a time each.

The first of them, the nursery, has no threads and forks all others at the service's request, so that a new one is there
in milliseconds. The kernel ends a worker whose query uses up its time or memory; nothing else would stop the engine.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, cast

import pyoxigraph as ox

from api import confine, negotiate, wire
from api.limits import Limits
from kg.errors import Federated, QueryError, ReleaseError, TooManyFound, Update
from kg.model import Iri
from kg.store import Answer, Store, answering
from kg.turtle import in_order

# Messages from the service to the nursery; the first comes with the new worker's end of its channel.
FORK, REAP = "fork", "reap"
# A worker that has grown by that share of what a query may take makes room for a fresh one.
_GROWN = 0.5
_LONGEST_MESSAGE = 4096
# An answer up to that many bytes goes through the channel; a larger one waits on disk for its reader.
_IN_MEMORY = 1 << 18


def main() -> None:
    """The nursery: forks a worker or tells how one ended, until the service is gone.

    Its arguments are the store, and as JSON the limits and Turtle's prefixes; its input is the channel to the service.
    """
    path, limits, prefixes = Path(sys.argv[1]), Limits(**json.loads(sys.argv[2])), json.loads(sys.argv[3])
    control = wire.Channel(socket.socket(fileno=sys.stdin.fileno()))
    # Ctrl-C goes to every process of the terminal; queries that run are to end in their own time.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ended: dict[int, int] = {}
    while True:
        try:
            message, handles, _, _ = socket.recv_fds(control.socket, _LONGEST_MESSAGE, 1)
        except ConnectionResetError:  # the service is gone, and has not heard the last answer
            return
        if not message:
            return
        _reap(ended)
        order = json.loads(message)
        if order["do"] == FORK:
            pid = os.fork()
            if pid == 0:
                control.close()
                with suppress(BrokenPipeError, ConnectionResetError):  # the service is gone
                    _work(wire.Channel(socket.socket(fileno=handles[0])), path, limits, prefixes)
                os._exit(0)
            os.close(handles[0])
            control.send({"pid": pid})
        elif order["do"] == REAP:
            control.send({"signal": _signal_that_ended(order["pid"], ended)})


def _reap(ended: dict[int, int]) -> None:
    """Notes all workers that ended, so that none stays in the kernel's tables."""
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            return
        ended[pid] = status


def _signal_that_ended(pid: int, ended: dict[int, int]) -> int:
    """The signal that ended the worker; 0 where it left by itself, or was another nursery's."""
    try:
        status = ended.pop(pid) if pid in ended else os.waitpid(pid, 0)[1]
    except ChildProcessError:
        return 0
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0


def _work(channel: wire.Channel, path: Path, limits: Limits, prefixes: dict[str, str]) -> None:
    try:
        store = Store(path)
    except ReleaseError as error:
        channel.send({"error": str(error)})
        return
    confined = confine.deny_connections()
    confine.limit_memory(limits.memory_mb)
    at_start = confine.resident_mb()
    channel.send({"confined": confined})
    while (job := channel.receive()[0]) is not None:
        confine.start_clock(job["seconds"])
        try:
            reply, text = _reply(store, job, limits, prefixes)
        except MemoryError:
            os.abort()  # as the engine does
        confine.stop_clock()
        most = at_start + _GROWN * limits.memory_mb
        leaving = confine.most_resident_mb() > most and confine.resident_mb() > most
        channel.send({**reply, "leaving": leaving}, text)
        if leaving:
            return


class _TooLarge(Exception):
    """The answer is larger than one may be."""


class _Paper:
    """What an answer is written on: memory at first, the file where it grows beyond that."""

    def __init__(self, file: str, limit: int) -> None:
        self._file, self._limit = file, limit
        # What becomes of the first part.
        self.header: Callable[[bytes], bytes] = bytes
        self._parts: list[bytes] = []
        self._written: BinaryIO | None = None
        self.size = 0

    def write(self, part: bytes) -> int:
        given = len(part)
        if not self.size:
            part = self.header(part)
        self.size += len(part)
        if self.size > self._limit:
            raise _TooLarge
        if self._written is None and self.size > _IN_MEMORY:
            self._written = open(self._file, "wb")  # noqa: SIM115, PTH123 - `close` ends it; a Path takes longer to make
            self._written.write(self.text())
        if self._written is not None:
            self._written.write(part)
        else:
            self._parts.append(part)
        return given

    def flush(self) -> None:
        """The engine's last call."""

    def text(self) -> bytes:
        """What stands in memory; empty once the file has it."""
        text, self._parts = b"".join(self._parts), []
        return text

    def close(self) -> None:
        if self._written is not None:
            self._written.close()


def _reply(store: Store, job: dict[str, Any], limits: Limits, prefixes: dict[str, str]) -> tuple[dict[str, Any], bytes]:
    start = time.perf_counter()
    default, named = (None if job[name] is None else [Iri(g) for g in job[name]] for name in ("default", "named"))
    try:
        answer = store.query(
            job["query"],
            base=job["base"],
            default_graphs=default,
            named_graphs=named,
            most_found=limits.found_nodes,
        )
        planned = time.perf_counter()
        kind = kind_of(answer)
        format_ = job["formats"][kind]
        size, text = 0, b""
        if format_ is not None:
            with answering():
                paper = _Paper(job["file"], limits.answer_mb * confine.MB)
                size, text = _write(answer, format_, paper, prefixes)
    except _TooLarge:
        return {"ending": "answer_mb"}, b""
    except TooManyFound:
        return {"ending": "found_nodes"}, b""
    except Federated:
        return {"ending": "federated"}, b""
    except Update:
        return {"ending": "update"}, b""
    except QueryError as error:
        return {"ending": "wrong", "detail": str(error)}, b""
    stages = {"plan": planned - start, "answer": time.perf_counter() - planned}
    return {"kind": kind, "format": format_, "size": size, "stages": stages}, text


def _write(answer: Answer, format_: str, paper: _Paper, prefixes: dict[str, str]) -> tuple[int, bytes]:
    writer = negotiate.writer_of(format_)
    output = cast(BinaryIO, paper)  # the engine calls write and flush alone
    try:
        if isinstance(answer, ox.QueryTriples):
            assert isinstance(writer, ox.RdfFormat)
            paper.header = partial(in_order, format_=writer)
            ox.serialize(answer, output, format=writer, prefixes=prefixes)
        else:
            assert isinstance(writer, ox.QueryResultsFormat)
            answer.serialize(output, format=writer)
        return paper.size, paper.text()
    finally:
        paper.close()


def kind_of(answer: Answer) -> str:
    """The kind of an answer, a key of negotiate.KINDS."""
    if isinstance(answer, ox.QuerySolutions):
        return "table"
    return "boolean" if isinstance(answer, ox.QueryBoolean) else "graph"

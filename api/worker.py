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
from typing import Any

import pyoxigraph as ox

from api import confine, wire
from api.job import Ending, refused
from api.limits import Limits
from api.paper import Paper, TooLarge, write
from api.preloaded import preloaded
from kg.errors import QueryError, ReleaseError
from kg.model import Iri
from kg.query_check import answering
from kg.store import Answer, Store

# Messages from the service to the nursery; the first comes with the new worker's end of its channel.
FORK, REAP = "fork", "reap"
# A worker that has kept that much of what a query took makes room for a fresh one: the C library gives little back, and
# what all workers kept would add up. A query that takes so much runs for half a second; opening a store for the next
# one takes a tenth of that.
_KEPT_MB = 64
_LONGEST_MESSAGE = 4096


def main() -> None:
    """The nursery: forks a worker or tells how one ended, until the service is gone.

    Its arguments are the store, and as JSON the limits, Turtle's prefixes, and whether the store is to be held in
    memory; its input is the channel to the service.
    """
    path, limits, prefixes = Path(sys.argv[1]), Limits(**json.loads(sys.argv[2])), json.loads(sys.argv[3])
    in_memory = bool(json.loads(sys.argv[4]))
    control = wire.Channel(socket.socket(fileno=sys.stdin.fileno()))
    # Ctrl-C goes to every process of the terminal; queries that run are to end in their own time.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    opened = _opening(path, in_memory)
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
                    _work(wire.Channel(socket.socket(fileno=handles[0])), opened, limits, prefixes)
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


def _opening(path: Path, in_memory: bool) -> Callable[[], Store]:
    """What gives each worker its store, or says why there is none."""
    if not in_memory:
        return partial(Store, path)
    try:
        store = preloaded(path)
    except ReleaseError as error:
        return partial(_tell, error)
    return lambda: store


def _tell(error: ReleaseError) -> Store:
    raise error


def _work(channel: wire.Channel, opened: Callable[[], Store], limits: Limits, prefixes: dict[str, str]) -> None:
    try:
        store = opened()
    except ReleaseError as error:
        channel.send({"error": str(error)})
        return
    confined = confine.deny_connections()
    confine.limit_memory(limits.memory_mb)
    confine.end_on_alarm()
    at_start = confine.resident_mb()
    channel.send({"confined": confined})
    while True:
        job, query = channel.receive()
        if job is None:
            return
        confine.start_clock(job["seconds"])
        try:
            reply, text = _reply(store, query.decode(), job, limits, prefixes)
        except MemoryError:
            os.abort()  # as the engine does
        confine.stop_clock()
        leaving = confine.has_kept(_KEPT_MB, at_start)
        channel.send({**reply, "leaving": leaving}, text)
        if leaving:
            return


def _reply(
    store: Store, query: str, job: dict[str, Any], limits: Limits, prefixes: dict[str, str]
) -> tuple[dict[str, Any], bytes]:
    start = time.perf_counter()
    default, named = _iris(job["default"]), _iris(job["named"])
    try:
        answer = store.query(
            query,
            base=job["base"],
            default_graphs=default,
            named_graphs=named,
            most_found=limits.found_nodes,
        )
        planned = time.perf_counter()
        kind = kind_of(answer)
        format_ = job["formats"][kind]
        size, text = 0, b""
        if job["relayed"]:
            text = store.ready(query, job["base"], limits.found_nodes).encode()
            size = len(text)
        elif format_ is not None:
            with answering():
                paper = Paper(job["file"], limits.answer_mb * confine.MB)
                size, text = write(answer, format_, paper, prefixes)
    except TooLarge:
        return {"ending": Ending.SIZE.value}, b""
    except QueryError as error:
        why = refused(error)
        return {"ending": why.ending.value, "detail": why.detail}, b""
    stages = {"plan": planned - start, "answer": time.perf_counter() - planned}
    return {"kind": kind, "format": format_, "size": size, "stages": stages}, text


def _iris(graphs: list[str] | None) -> list[Iri] | None:
    return None if graphs is None else [Iri(graph) for graph in graphs]


def kind_of(answer: Answer) -> str:
    """The kind of an answer, a key of negotiate.KINDS."""
    if isinstance(answer, ox.QuerySolutions):
        return "table"
    return "boolean" if isinstance(answer, ox.QueryBoolean) else "graph"

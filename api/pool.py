"""The pool of workers: gives every query a process of its own for as long as it runs, and tells how that ended."""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import weakref
from collections import Counter, deque
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from api import wire
from api.job import Ending, Job, Refused, Written
from api.limits import Limits
from api.preloaded import TUNED
from api.relay import Relay
from api.worker import FORK, REAP
from kg.errors import ReleaseError

# The kernel's deadline is the worker's own; this long after it the service stops waiting for the worker's word.
_GRACE_SECONDS = 1.0
# Opening the store takes some 50 ms for a million triples; a machine under load needs more.
_START_SECONDS = 30.0
# Nearly all queries take less; one that takes longer gives way to all others from then on. At that niceness a process
# gets a third of what another one gets: on a busy machine more would cost long queries their time.
_SHORT_SECONDS = 0.1
_NICE = 5
_NURSERY = (sys.executable, "-P", "-c", "from api.worker import main; main()")


# After these the worker is as it was.
_WORKER_STAYS = frozenset({Ending.WRONG, Ending.FEDERATED, Ending.UPDATE, Ending.SIZE, Ending.FOUND})


@dataclass(slots=True)
class _Worker:
    pid: int
    channel: wire.Channel
    greeted: bool = False
    slowed: bool = False


@dataclass(slots=True, eq=False)
class _Place:
    """A query's place in the queue, closed until it has its worker: so nobody is woken whose turn it is not."""

    client: str
    closed: threading.Lock = field(default_factory=threading.Lock)
    given: bool = False
    worker: _Worker | None = None


@dataclass(slots=True)
class _Processes:
    """What a pool has of the system, to be given back however the pool goes."""

    nursery: subprocess.Popen[bytes]
    control: wire.Channel
    folder: Path
    channels: set[wire.Channel] = field(default_factory=set)

    def end(self) -> None:
        """Ends the workers and the nursery, each of which leaves when nobody speaks to it any more."""
        for channel in (*self.channels, self.control):
            channel.close()
        self.nursery.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


class Pool:
    """Workers over one store. `run` may be called from any thread. The processes end with the pool, or with ours.

    With a relay the store is an empty one: the workers only look queries through, and another server answers them,
    while the worker waits: so the limits of how many run hold for that, too. With `in_memory` the workers share the
    store in memory, which is read before the first of them is there.
    """

    def __init__(
        self,
        store: Path,
        limits: Limits,
        prefixes: Mapping[str, str],
        relay: Relay | None = None,
        *,
        in_memory: bool = False,
        scratch: Path | None = None,
    ) -> None:
        self.limits = limits
        self._relay = relay
        self._store = store
        self._in_memory = in_memory
        self._prefixes = dict(prefixes)
        self._names = count()
        self._orders = threading.Lock()
        self._held = _Processes(*self._start(), Path(tempfile.mkdtemp(prefix="union-kg-answers-", dir=scratch)))
        self._finalizer = weakref.finalize(self, self._held.end)
        self._turn = threading.Condition()
        self._running: Counter[str] = Counter()
        self._queue: deque[_Place] = deque()
        first = self._fork()
        self._free: list[_Worker | None] = [first, *(self._fork() for _ in range(limits.workers - 1))]
        # Waiting for one of them tells at the start what would fail at every query: a store that cannot be opened.
        self.confined = bool(self._greeting(first)["confined"])

    def close(self) -> None:
        """Ends the workers once their queries are answered, and removes what they wrote."""
        with self._turn:
            self._turn.wait_for(lambda: len(self._free) == self.limits.workers, self.limits.seconds + _GRACE_SECONDS)
            self._free = []
        self._finalizer()

    @property
    def folder(self) -> Path:
        """Where large answers wait for their readers."""
        return self._held.folder

    def pids(self) -> list[int]:
        """The workers that wait for a query."""
        with self._turn:
            return [worker.pid for worker in self._free if worker]

    def run(self, job: Job, client: str) -> Written:
        """The answer to a query; Refused where it has none. Waits for its turn at most `limits.wait_seconds`."""
        start = time.perf_counter()
        place = self._take(client)
        waited = time.perf_counter() - start
        file = f"{self._held.folder}/{next(self._names)}"  # a Path takes longer to make
        worker = kept = None
        text = b""
        try:
            worker = self._given(place or self._fork(), job, file)
            reply, text = self._answer(worker, job.seconds + _GRACE_SECONDS)
            written = _written(reply, text, file, waited)
            kept = None if reply["leaving"] or not _as_fast_as_others(worker) else worker
            if self._relay is not None:
                text = b""  # what the other server says may be in the file
                written = self._relay.answer(written, job, Path(file))
        except Refused as refused:
            stays = worker is not None and refused.ending in _WORKER_STAYS and _as_fast_as_others(worker)
            kept = worker if stays else None
            raise
        finally:
            if not text:
                Path(file).unlink(missing_ok=True)
            if kept is None and worker is not None:
                self._drop(worker)
            self._give_back(client, kept)
        return written

    def _take(self, client: str) -> _Worker | None:
        """A place among the workers, with the worker in it if there is one; Refused where none is free in time."""
        place = _Place(client)
        place.closed.acquire()
        with self._turn:
            self._queue.append(place)
            self._serve_queue()
        if not place.closed.acquire(timeout=self.limits.wait_seconds):
            with self._turn:
                if not place.given:
                    self._queue.remove(place)
                    crowded = self._running[client] >= self.limits.per_client
                    raise Refused(Ending.CLIENT_BUSY if crowded else Ending.BUSY)
        return place.worker

    def _serve_queue(self) -> None:
        """Gives the free workers to those who wait longest, but for clients who have their share."""
        while self._free:
            place = next((p for p in self._queue if self._running[p.client] < self.limits.per_client), None)
            if place is None:
                return
            self._queue.remove(place)
            self._running[place.client] += 1
            # Last come, first served: the worker whose caches are warm.
            place.worker, place.given = self._free.pop(), True
            place.closed.release()

    def _give_back(self, client: str, worker: _Worker | None) -> None:
        kept = worker
        try:
            # Forked now, a fresh worker has its store open when it is wanted.
            kept = worker or self._fork()
        finally:
            # Where none can be forked now, its place is kept, and the next query tries.
            with self._turn:
                self._free.append(kept)
                self._running[client] -= 1
                if not self._running[client]:
                    del self._running[client]
                self._serve_queue()
                self._turn.notify_all()

    def _answer(self, worker: _Worker, seconds: float) -> tuple[dict[str, Any], bytes]:
        end = time.monotonic() + seconds
        while True:
            try:
                reply, text = worker.channel.receive()
            except TimeoutError:
                _slow_down(worker)
                if time.monotonic() < end:
                    continue
                reply, text = None, b""
            if reply is None:
                raise Refused(self._ending_of(worker))
            return reply, text

    def _given(self, worker: _Worker, job: Job, file: str) -> _Worker:
        """The worker that has the job, or a new one that has it where something ended the worker while idle."""
        message, query = job.message(file, relayed=self._relay is not None), job.query.encode()
        for last in (False, True):
            try:
                if not worker.greeted:
                    self._greeting(worker)
                worker.channel.wait_at_most(job.seconds + _GRACE_SECONDS, _SHORT_SECONDS)
                worker.channel.send(message, query)
            except (ReleaseError, BrokenPipeError):
                if last:
                    raise
                self._drop(worker)
                worker = self._fork()
            except TimeoutError:
                # It hangs before it reads, which is told when its answer does not come.
                break
            else:
                break
        return worker

    def _greeting(self, worker: _Worker) -> dict[str, Any]:
        worker.channel.wait_at_most(_START_SECONDS, _START_SECONDS)
        told, _ = worker.channel.receive()
        if told is None or "error" in told:
            raise ReleaseError(told["error"] if told else f"{self._store}: the worker that was to open it ended")
        worker.greeted = True
        return told

    def _ending_of(self, worker: _Worker) -> Ending:
        with suppress(ProcessLookupError):  # it is gone, as nearly always; if it hangs, it must not stay
            os.kill(worker.pid, signal.SIGKILL)
        ended = self._order({"do": REAP, "pid": worker.pid})["signal"]
        if not ended:
            raise RuntimeError("a worker left without a word; its traceback stands above")
        if ended in (signal.SIGALRM, signal.SIGKILL):
            return Ending.TIME
        # The engine aborts where it gets no memory; the kernel ends what goes beyond its stack.
        return Ending.NESTING if ended == signal.SIGSEGV else Ending.MEMORY

    def _fork(self) -> _Worker:
        ours, theirs = socket.socketpair()
        channel = wire.Channel(ours)
        self._held.channels.add(channel)
        with theirs:
            return _Worker(self._order({"do": FORK}, theirs)["pid"], channel)

    def _drop(self, worker: _Worker) -> None:
        worker.channel.close()
        self._held.channels.discard(worker.channel)

    def _order(self, order: dict[str, Any], handle: socket.socket | None = None) -> dict[str, Any]:
        """The nursery's answer to an order; a nursery that is gone is replaced."""
        with self._orders:
            for _ in range(2):
                with suppress(BrokenPipeError, ConnectionResetError):
                    handles = [handle.fileno()] if handle else []
                    socket.send_fds(self._held.control.socket, [json.dumps(order).encode()], handles)
                    answer, _ = self._held.control.receive()
                    if answer is not None:
                        return answer
                self._held.control.close()
                self._held.nursery.wait()
                self._held.nursery, self._held.control = self._start()
        raise ReleaseError(f"{self._store}: the process that starts workers ended twice")

    def _start(self) -> tuple[subprocess.Popen[bytes], wire.Channel]:
        ours, theirs = socket.socketpair()
        root = str(Path(__file__).resolve().parent.parent)
        paths = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH")]))
        # The engine's own words on running out of memory tell nothing that the service does not say.
        environment = os.environ | {"PYTHONPATH": paths, "RUST_BACKTRACE": "0"} | (TUNED if self._in_memory else {})
        told = [str(self._store), *map(json.dumps, (asdict(self.limits), self._prefixes, self._in_memory))]
        with theirs:
            return subprocess.Popen([*_NURSERY, *told], stdin=theirs.fileno(), env=environment), wire.Channel(ours)


def _slow_down(worker: _Worker) -> None:
    if worker.slowed:
        return
    with suppress(ProcessLookupError):  # it has just ended
        os.setpriority(os.PRIO_PROCESS, worker.pid, os.getpriority(os.PRIO_PROCESS, 0) + _NICE)
    worker.slowed = True


def _as_fast_as_others(worker: _Worker) -> bool:
    """Whether the worker is no longer slowed down; most users may not undo that, and a fresh one takes its place."""
    if worker.slowed:
        with suppress(PermissionError, ProcessLookupError):
            os.setpriority(os.PRIO_PROCESS, worker.pid, os.getpriority(os.PRIO_PROCESS, 0))
            worker.slowed = False
    return not worker.slowed


def _written(reply: dict[str, Any], text: bytes, file: str, waited: float) -> Written:
    if "ending" in reply:
        raise Refused(Ending(reply["ending"]), reply.get("detail", ""))
    content = io.BytesIO(text) if text or not reply["size"] else open(file, "rb")  # noqa: SIM115, PTH123
    return Written(reply["kind"], reply["format"], content, reply["size"], {"wait": waited, **reply["stages"]})

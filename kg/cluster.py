"""The engine that is a Dask cluster: any number of processes on any number of machines.

What kg.engine asks of an engine is kept so: Dask gives the results of single tasks, of which only so many are with it
at a time, taken in their order; the tasks of a worker that dies it gives to others. What it cannot know is checked when
the build begins, and with every task: that a worker has the same program, and that it sees the folder of the cache.

Imported only where this engine is asked for: Dask comes with `union-kg[cluster]`.
"""

from __future__ import annotations

import os
import socket
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from distributed import Client, Future
from distributed.scheduler import KilledWorker

from kg.errors import EngineError
from kg.rules import rules_version

T = TypeVar("T")
R = TypeVar("R")

# Items that are waiting or done for each thread of a worker: a little more than on one machine, as they travel.
_IN_FLIGHT = 12
# Clusters grow and shrink: their threads are counted again after so many results.
_RECOUNT = 200
# A scheduler that is there answers at once; workers that were just started need a moment more.
_SECONDS_TO_ANSWER = 10
_SECONDS_FOR_A_WORKER = 30
# After so long without a result it is looked whether there is any worker left.
_SECONDS_BETWEEN_LOOKS = 10
_UNFINISHED = ".new-"
_PROGRAM = "kg"
_START = "start some: dask worker {address} --nworkers -1 --nthreads 1"


class Cluster:
    """The engine of a cluster's workers; use it in `cluster`, which checks them and says good-bye."""

    def __init__(self, client: Client, address: str, rules: str) -> None:
        self._client = client
        self._address = address
        self._rules = rules

    def map(self, function: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
        """The results in the order of the items; those whose worker was lost are tried again."""
        waiting: deque[Future[R]] = deque()
        most = self._most()
        try:
            for number, item in enumerate(items, start=1):
                with _told(self._address):
                    waiting.append(self._client.submit(_done, self._rules, function, item, pure=False))
                if len(waiting) >= most:
                    yield self._first(waiting)
                if number % _RECOUNT == 0:
                    most = self._most()
            while waiting:
                yield self._first(waiting)
        finally:
            if self._client.status == "running":
                self._client.cancel(list(waiting))

    def _most(self) -> int:
        """How many items may be with the cluster."""
        return _IN_FLIGHT * max(1, self._threads())

    def _threads(self) -> int:
        with _told(self._address):
            return sum(self._client.nthreads().values())

    def _first(self, waiting: deque[Future[R]]) -> R:
        """The result of the item that has waited longest, or what the function raised."""
        with _told(self._address):
            while not _is_done(waiting[0]):
                if not self._threads():
                    raise EngineError(
                        f"{self._address}: no worker is left; what is done is kept, and the same command goes on with"
                        f" it; {_START.format(address=self._address)}"
                    )
            future = waiting.popleft()
            error: BaseException | None = future.exception()
            if error is None:
                return future.result()
            if isinstance(error, CancelledError):
                raise error
        if isinstance(error, ImportError):
            raise EngineError(_without_program("a worker", error)) from error
        if isinstance(error, KilledWorker):
            problem = "workers died at one page, one after another; do they have enough memory?"
            raise EngineError(f"{self._address}: {problem} ({_message(error)})") from error
        raise error


@contextmanager
def cluster(address: str, folder: Path) -> Iterator[Cluster]:
    """The engine of the cluster whose scheduler has that address, for a cache in that folder, which is there.

    Raises EngineError where no scheduler answers, where there is no worker, and where one cannot take part.
    """
    try:
        client = Client(address, timeout=_SECONDS_TO_ANSWER, set_as_default=False)
    except (OSError, ValueError) as error:
        raise EngineError(f"{address}: no Dask scheduler answers there ({error}); start one: dask scheduler") from error
    with client:
        rules = rules_version()
        try:
            client.wait_for_workers(1, timeout=_SECONDS_FOR_A_WORKER)
        except TimeoutError as error:
            raise EngineError(f"{address}: there are no workers; {_START.format(address=address)}") from error
        with _told(address):
            _check(client, folder, rules)
        yield Cluster(client, address, rules)


def _check(client: Client, folder: Path, rules: str) -> None:
    """Makes sure that the scheduler can read what it hands on, and that all workers have one program and one folder."""
    # A lambda travels as its code: the scheduler has to import nothing to answer.
    if not client.run_on_scheduler(lambda package: find_spec(package) is not None, _PROGRAM):
        raise EngineError(_without_program("scheduler"))
    with TemporaryDirectory(prefix=_UNFINISHED, dir=folder) as place:
        told: dict[str, tuple[str, str | None] | BaseException] = client.run(_look, place, on_error="return")
        for worker, answer in sorted(told.items()):
            if isinstance(answer, BaseException):
                raise EngineError(_without_program(f"worker {worker}", answer)) from answer
            theirs, written = answer
            if theirs != rules:
                raise EngineError(_other_rules(worker, theirs, rules))
            if written is None or not (Path(place) / written).exists():
                raise EngineError(
                    f"worker {worker} does not see {folder}, or may not write there: the folder of --out has to be on a"
                    " file system that all machines have at the same place"
                )


def _look(place: str) -> tuple[str, str | None]:
    """Done by every worker: its rules, and the name of a file that it has written into that folder."""
    name = f"{socket.gethostname()}-{os.getpid()}"
    try:
        (Path(place) / name).touch()
    except OSError:
        return rules_version(), None
    return rules_version(), name


def _done(rules: str, function: Callable[[T], R], item: T) -> R:
    """Done by a worker for every item: workers may join while a build runs, and what they have is looked at, too."""
    if rules_version() != rules:
        raise EngineError(_other_rules(socket.gethostname(), rules_version(), rules))
    return function(item)


def _without_program(who: str, error: BaseException | None = None) -> str:
    told = f" ({_message(error)})" if error else ""
    return f"{who}: no Union KG of this version is there: install it{told}"


def _other_rules(worker: str, theirs: str, rules: str) -> str:
    return (
        f"worker {worker} has the rules {theirs}, this build {rules}: it would make other bytes; the program, Python"
        " and the libraries have to be of the same versions everywhere"
    )


def _is_done(future: Future[R]) -> bool:
    """Whether there is a result, or will be none; waits for it for a while."""
    try:
        future.exception(timeout=_SECONDS_BETWEEN_LOOKS)
    except TimeoutError:
        return False
    return True


@contextmanager
def _told(address: str) -> Iterator[None]:
    """Tells as an EngineError that the cluster does not answer any more."""
    try:
        yield
    except (CancelledError, OSError) as error:
        problem = "the scheduler was lost; what is done is kept, and the same command goes on with it"
        raise EngineError(f"{address}: {problem} ({_message(error)})") from error


def _message(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__

"""Engines: where what is made of single pages is made; the only seam between the build and its processors.

An engine has one method:

    map(function, items) -> iterator of function(item), in the order of the items

and whoever adds one (a cluster's) has these promises, and has to keep these:

- The function is pure: the same item gives the same result in whatever process, however often it is tried. It may read
  and write the cache of the build, which only saves work. So an item that was lost with its process is tried again.
- What crosses is picklable and small: the function (one of a module, with the folder of the cache and the base bound to
  it by functools.partial), an item (a page with what is known of it), a result (keys and counts; what is large stays in
  the cache). Nothing in it knows of processes, clocks or the order of the work.
- Items are taken as they are needed: only so many are in flight, so that memory does not grow with the corpus.
- What a function raises is raised where its result would have been given; nothing is passed over.
- When the iterator is closed or fails, nothing of it goes on running.
"""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from typing import Protocol, TypeVar

# Python's own pool may wait for ever for an item that is submitted while a worker dies (until 3.12.1).
from loky.process_executor import ProcessPoolExecutor

from kg.errors import EngineError

T = TypeVar("T")
R = TypeVar("R")

# Items that are waiting or done for each worker: enough that none waits while the first of them takes long.
_IN_FLIGHT = 8
# An item that so many workers died of, one after another, is what they die of.
_MOST_DEATHS = 3
# Loading the tables costs a worker what reading so many pages costs; for fewer it would not pay.
_PAGES_A_WORKER = 50
# What a worker has loaded before its first item; a process that has no threads is forked from then on.
_LOADED_BEFORE = "kg.warm"


class Engine(Protocol):
    """Maps a pure function over items; the module tells what else an engine promises."""

    def map(self, function: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
        """The results in the order of the items."""
        ...


class InProcess:
    """The engine that is no other process: one item after another, here."""

    def map(self, function: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
        """The results in the order of the items."""
        return map(function, items)


class Workers:
    """The engine of so many processes on this machine; use it in `workers`, which ends them."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._pool = self._start()

    def map(self, function: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
        """The results in the order of the items; those whose worker was killed are tried again."""
        waiting: deque[tuple[T, Future[R]]] = deque()
        try:
            for item in items:
                waiting.append((item, self._submit(function, item)))
                if len(waiting) >= self._jobs * _IN_FLIGHT:
                    yield self._first(function, waiting)
            while waiting:
                yield self._first(function, waiting)
        finally:
            for _, future in waiting:
                future.cancel()

    def close(self) -> None:
        """Ends the workers when each has done the item that it is at: none leaves a half-written file."""
        self._pool.shutdown(wait=True)

    def _first(self, function: Callable[[T], R], waiting: deque[tuple[T, Future[R]]]) -> R:
        """The result of the item that has waited longest."""
        for _ in range(_MOST_DEATHS):
            try:
                result = waiting[0][1].result()
            except BrokenProcessPool:
                self.close()
                self._pool = self._start()
                for _ in range(len(waiting)):
                    item, future = waiting.popleft()
                    waiting.append((item, future if _is_done(future) else self._submit(function, item)))
            else:
                waiting.popleft()
                return result
        raise EngineError(
            f"worker processes were killed {_MOST_DEATHS} times at the same page or one of the {len(waiting)} after it;"
            " is there enough memory? --jobs 1 builds in one process"
        )

    def _submit(self, function: Callable[[T], R], item: T) -> Future[R]:
        try:
            submitted: Future[R] = self._pool.submit(function, item)
        except BrokenProcessPool as error:
            lost: Future[R] = Future()
            lost.set_exception(error)  # told when its turn comes, as that of any other item
            return lost
        return submitted

    def _start(self) -> ProcessPoolExecutor:
        context = get_context("forkserver")
        context.set_forkserver_preload([_LOADED_BEFORE])
        return ProcessPoolExecutor(self._jobs, context=context, initializer=_begin)


@contextmanager
def engine(jobs: int | None, pages: int) -> Iterator[Engine]:
    """The engine for so many jobs, or for as many as this process has processors and the pages keep busy."""
    wanted = jobs or max(1, min(processors(), pages // _PAGES_A_WORKER))
    if wanted == 1:
        yield InProcess()
        return
    workers = Workers(wanted)
    try:
        yield workers
    finally:
        workers.close()


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _is_done(future: Future[R]) -> bool:
    """Whether there is a result, or what the function raised of its own."""
    return future.done() and not future.cancelled() and not isinstance(future.exception(), BrokenProcessPool)


def _begin() -> None:
    """Lets a worker end with its parent alone: Ctrl-C reaches all processes of a terminal, and the parent answers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)

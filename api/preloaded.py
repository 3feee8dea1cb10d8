"""A release's store in memory, made in a process that stays without threads, so that workers can be forked from it."""

from __future__ import annotations

import os
from pathlib import Path

from kg.errors import ReleaseError
from kg.store import Store

# What one process hands to the other at once; the kernel's own room between them is smaller.
_PART = 1 << 20
# For the C library: memory in large pages, where the system has them. Forking a process with the store of a million
# triples then takes 2 ms instead of 35.
TUNED = {"GLIBC_TUNABLES": "glibc.malloc.hugetlb=1"}


def preloaded(path: Path) -> Store:
    """The store in that folder, read into memory; a ReleaseError where it cannot be read.

    The database starts threads where it is opened, and a process with threads is not one to fork: another one opens it.
    """
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        _write(path, writing)
    os.close(writing)
    with os.fdopen(reading, "rb", buffering=_PART) as quads:
        store = Store(path, quads)
    if os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]):
        Store(path)  # tells why, where it cannot be opened
        raise ReleaseError(f"{path}: the store cannot be read into memory")
    return store


def _write(path: Path, writing: int) -> None:
    """Writes the store's quads and ends the process."""
    try:
        with os.fdopen(writing, "wb", buffering=_PART) as output:
            Store(path).write(output)
    except (ReleaseError, BrokenPipeError):
        os._exit(1)
    os._exit(0)

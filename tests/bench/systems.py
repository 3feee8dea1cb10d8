"""The servers that are measured side by side, each started on a port of its own and ended with the measurement."""

from __future__ import annotations

import importlib.util
import math
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.layout import CURRENT, STORE

OURS, OXIGRAPH, RDFLIB, BARE = "kg serve", "oxigraph serve", "rdflib-endpoint", "bare Flask"
_BIN = Path(sys.executable).parent
_ROOT = Path(__file__).resolve().parent.parent.parent
# Loading 100,000 triples takes rdflib some 5 s on a quiet machine.
_START_SECONDS = 180.0
# A server that uses no more of the processor than that share for so long has nothing to do.
_IDLE, _SETTLE_SECONDS = 0.05, 1.0
# In /proc/PID/stat, behind the name: the time in the program and in the kernel, its own and of children that ended.
_TIMES = slice(11, 15)


@dataclass(frozen=True, slots=True)
class System:
    """A server that answers queries by GET at `path`."""

    name: str
    address: tuple[str, int]
    path: str
    process: subprocess.Popen[bytes]

    def memory_mb(self) -> tuple[float, float]:
        """What the server's processes hold: pages in memory counted in each (RSS), and shared ones shared out (PSS)."""
        pids = tree(self.process.pid)
        return megabytes(pids, "Rss"), megabytes(pids, "Pss")

    def processor_seconds(self) -> float:
        """The processor's time that the server's processes have had until now, and those of them that ended."""
        return sum(map(_ticks, tree(self.process.pid))) / os.sysconf("SC_CLK_TCK")


def _ticks(pid: int) -> int:
    try:
        told = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):  # its parent has its time now
        return 0
    return sum(map(int, told[_TIMES]))


def tree(pid: int) -> list[int]:
    """The process and all below it."""
    children: dict[int, list[int]] = defaultdict(list)
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text(encoding="utf-8").rpartition(")")[2].split()[1])
        except (FileNotFoundError, ProcessLookupError):
            continue
        children[parent].append(int(stat.parent.name))
    found = [pid]
    for one in found:
        found += children[one]
    return found


def megabytes(pids: Iterable[int], name: str) -> float:
    """The sum of what the kernel tells of each process under that name (Rss, Pss); nothing of one that is gone."""
    return sum(_megabytes(pid, name) for pid in pids)


def _megabytes(pid: int, name: str) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8").splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith(f"{name}:")) / 1024


@contextmanager
def ours(release: Path, *options: str) -> Iterator[System]:
    """`kg serve` of the release, with further options of its own."""
    port = _free_port()
    command = [sys.executable, "-m", "kg.cli", "serve", str(release.resolve()), "--port", str(port), *options]
    with _running(OURS, port, "/sparql", command) as system:
        yield system


@contextmanager
def oxigraph(release: Path) -> Iterator[System]:
    """Oxigraph's own server over the release's store."""
    port, store = _free_port(), str((release / CURRENT / STORE).resolve())
    command = [str(_BIN / "oxigraph"), "serve-read-only", "--location", store, "--bind", f"127.0.0.1:{port}"]
    with _running(OXIGRAPH, port, "/query", command) as system:
        yield system


def has_rdflib_endpoint() -> bool:
    """Whether it is installed; the other two are with the development tools."""
    return importlib.util.find_spec("rdflib_endpoint") is not None


@contextmanager
def rdflib_endpoint(release: Path) -> Iterator[System]:
    """rdflib-endpoint over the triples of the release, in memory."""
    triples = release / "triples.nt"
    if not triples.exists():
        store = ox.Store.read_only(str((release / CURRENT / STORE).resolve()))
        store.dump(str(triples), format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
    port = _free_port()
    command = [str(_BIN / "rdflib-endpoint"), "serve", "--port", str(port), str(triples.resolve())]
    with _running(RDFLIB, port, "/", command) as system:
        yield system


@contextmanager
def bare() -> Iterator[System]:
    """A Flask route that does nothing."""
    port = _free_port()
    with _running(BARE, port, "/", [sys.executable, "-m", "tests.bench.bare", str(port)]) as system:
        yield system


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def _running(name: str, port: int, path: str, command: list[str]) -> Iterator[System]:
    # Slow queries are told on stderr: a pipe that nobody reads would be full in the end.
    with (
        tempfile.TemporaryFile() as told,
        subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.DEVNULL, stderr=told) as process,
    ):
        try:
            if not _listens(port, process):
                told.seek(0)
                raise ChildProcessError(f"{name} does not listen: {told.read().decode()[-2000:]}")
            system = System(name, ("127.0.0.1", port), path, process)
            _settle(system)
            yield system
        finally:
            process.send_signal(signal.SIGTERM)


def _settle(system: System) -> None:
    """Waits until the server has read what it reads once: `kg serve` answers meanwhile, with half the processor."""
    deadline, before = time.monotonic() + _START_SECONDS, -math.inf
    while time.monotonic() < deadline and (now := system.processor_seconds()) - before > _IDLE * _SETTLE_SECONDS:
        before = now
        time.sleep(_SETTLE_SECONDS)


def _listens(port: int, process: subprocess.Popen[bytes]) -> bool:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
        time.sleep(0.05)
    return False

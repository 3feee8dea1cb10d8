"""A service that really runs, `kg serve` as a process of its own with small limits, and raw bytes to and from it."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

from api.limits import Limits
from tests.bench.systems import tree

ROOT = Path(__file__).resolve().parent.parent.parent
# Small enough that a test can reach each of them.
LIMITS = Limits(
    seconds=1, memory_mb=300, rows=1_000, answer_mb=32, query_bytes=300_000, wait_seconds=0.5, silent_seconds=3
)
# Above what a limit allows, a client is answered within that time: the bar is half a second on a quiet machine; the
# machines of tests have two cores for a dozen processes, on which starting a thread can take a second.
MARGIN_SECONDS = 0.5 + 2.5
# No answer in this time is none; nothing takes so long.
_PATIENCE_SECONDS = 20.0
_PAGE_KB = 4


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the status (0: the connection ended without one), all bytes, and the seconds it took."""

    status: int
    text: bytes
    seconds: float


@dataclass(frozen=True, slots=True)
class Served:
    """The address of a running service, and its processes."""

    host: str
    port: int
    pid: int

    def send(self, first: bytes, *more: bytes, pause: float = 0.0, client: str = "127.0.0.1") -> Answer:
        """Sends the parts with a pause before each but the first, and reads to the end of the connection."""
        start = time.monotonic()
        with self.connected(client) as connection:
            try:
                connection.sendall(first)
                for part in more:
                    time.sleep(pause)
                    connection.sendall(part)
            except ConnectionError:
                pass  # it was told enough; the answer, if any, is there to read
            text = b"".join(_received(connection))
        return Answer(status_of(text), text, time.monotonic() - start)

    @contextmanager
    def connected(self, client: str = "127.0.0.1") -> Iterator[socket.socket]:
        """A connection from one of this machine's own addresses, each of which is another client."""
        with socket.create_connection((self.host, self.port), _PATIENCE_SECONDS, (client, 0)) as connection:
            yield connection

    def ask(self, query: str, client: str = "127.0.0.1") -> Answer:
        """The answer to a query sent by GET."""
        return self.send(request("GET", f"/sparql?query={quote(query, safe='')}"), client=client)

    def processes(self) -> dict[int, str]:
        """The service's process and all below it, with the words of their commands."""
        return {pid: _command(pid) for pid in sorted(tree(self.pid))}

    def memory_mb(self) -> float:
        """The memory that all processes have of their own."""
        return sum(_own_pages(pid) for pid in self.processes()) * _PAGE_KB / 1024


def status_of(text: bytes) -> int:
    """The status of an answer; 0 where there is none."""
    status = re.match(rb"HTTP/1\.[01] (\d\d\d) ", text)
    return int(status[1]) if status else 0


def request(method: str, target: str, *headers: str, body: bytes = b"") -> bytes:
    """A request as it should be; the connection ends with its answer."""
    length = [f"Content-Length: {len(body)}"] if body else []
    lines = [f"{method} {target} HTTP/1.1", "Host: localhost", "Connection: close", *length, *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


@contextmanager
def serving(release_dir: Path) -> Iterator[Served]:
    """The service over a release, from its first answer to its clean end."""
    limits = [f"--limit={name}={number:g}" for name, number in asdict(LIMITS).items()]
    command = [sys.executable, "-m", "kg.cli", "serve", str(release_dir), "--port", "0", *limits]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        address = urlsplit(next(word for word in process.stdout.readline().split() if word.startswith("http://")))
        yield Served(address.hostname or "", address.port or 0, process.pid)
        process.terminate()
        _, said = process.communicate(timeout=_PATIENCE_SECONDS)
    assert "Traceback" not in said


def _received(connection: socket.socket) -> Iterator[bytes]:
    try:
        while part := connection.recv(1 << 16):
            yield part
    except ConnectionError:
        return  # what came before counts


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except (FileNotFoundError, ProcessLookupError):
        return ""


def _own_pages(pid: int) -> int:
    try:
        _, resident, shared, *_ = Path(f"/proc/{pid}/statm").read_text().split()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return int(resident) - int(shared)

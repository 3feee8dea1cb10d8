"""A SPARQL server that really runs: Oxigraph's own, on a port of its own, ended and started again as a test wants."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_BINARY = Path(sys.executable).parent / "oxigraph"
_START_SECONDS = 60.0


class OxigraphServer:
    """`oxigraph serve` over a folder."""

    def __init__(self, folder: Path, *options: str) -> None:
        self._folder = folder
        self._options = options
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self._port: int = probe.getsockname()[1]
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The address that its endpoints stand under."""
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        """Starts it, and waits until it listens."""
        command = [str(_BINARY), "serve", "--location", str(self._folder), "--bind", f"127.0.0.1:{self._port}"]
        self._process = subprocess.Popen([*command, *self._options], stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline and self._process.poll() is None:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self._port), timeout=1):
                return
            time.sleep(0.02)
        raise ChildProcessError(f"oxigraph does not listen at {self.url}")

    def kill(self) -> None:
        """Ends it as a power cut does."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


@contextmanager
def oxigraph_server(folder: Path, *options: str) -> Iterator[OxigraphServer]:
    """A running server over that folder."""
    server = OxigraphServer(folder, *options)
    try:
        server.start()
        yield server
    finally:
        server.kill()

"""What the service and its workers say to each other: JSON messages over a socket, each with a text."""

from __future__ import annotations

import json
import socket
import struct
from typing import Any

_LENGTHS = struct.Struct("!II")
_TIMEOUT = struct.Struct("@ll")  # struct timeval
# Of bytes asked for at once: recv makes room for all of them first. A small answer comes whole.
_MOST = 1 << 16


class Channel:
    """One side of a connection between two processes."""

    __slots__ = ("_ahead", "_seconds", "socket")

    def __init__(self, socket_: socket.socket) -> None:
        self.socket = socket_
        self._ahead = b""
        self._seconds = (0.0, 0.0)

    def wait_at_most(self, sending: float, receiving: float) -> None:
        """Sets the seconds after which the other side is no longer waited for."""
        if (sending, receiving) == self._seconds:
            return
        # The kernel's own timeout: Python's takes another system call before each, and gives the interpreter away.
        for direction, seconds in ((socket.SO_SNDTIMEO, sending), (socket.SO_RCVTIMEO, receiving)):
            whole, part = divmod(seconds, 1)
            self.socket.setsockopt(socket.SOL_SOCKET, direction, _TIMEOUT.pack(int(whole), int(part * 1_000_000)))
        self._seconds = (sending, receiving)

    def send(self, message: dict[str, Any], text: bytes = b"") -> None:
        """Sends one message and the text that belongs to it; TimeoutError where the time is over."""
        body = json.dumps(message).encode()
        try:
            self.socket.sendall(b"".join((_LENGTHS.pack(len(body), len(text)), body, text)))
        except BlockingIOError as error:
            raise TimeoutError from error

    def receive(self) -> tuple[dict[str, Any] | None, bytes]:
        """The next message and its text; None where the other side is gone.

        TimeoutError where the time is over; what had come by then is there at the next call.
        """
        try:
            told = self._at_least(_LENGTHS.size)
            size, extra = _LENGTHS.unpack_from(told)
            start = _LENGTHS.size + size
            told = self._at_least(start + extra)
        except (ConnectionResetError, EOFError):
            return None, b""
        except BlockingIOError as error:
            raise TimeoutError from error
        self._ahead = told[start + extra :]
        return json.loads(told[_LENGTHS.size : start]), told[start : start + extra]

    def _at_least(self, size: int) -> bytes:
        """What has come and was not taken, once it is as much."""
        if len(self._ahead) < size:
            parts, got = [self._ahead], len(self._ahead)
            try:
                while got < size:
                    part = self.socket.recv(_MOST)
                    if not part:
                        raise EOFError
                    parts.append(part)
                    got += len(part)
            finally:
                self._ahead = b"".join(parts)
        return self._ahead

    def close(self) -> None:
        """Ends the connection; the other side hears of it."""
        self.socket.close()

"""What the service and its workers say to each other: JSON messages over a socket, each behind its length."""

from __future__ import annotations

import json
import socket
import struct
from typing import Any

# Of bytes asked for at once: recv makes room for all of them first.
_MOST = 1 << 18
_LENGTHS = struct.Struct("!II")


def send(channel: socket.socket, message: dict[str, Any], text: bytes = b"") -> None:
    """Sends one message and the text that belongs to it."""
    body = json.dumps(message).encode()
    channel.sendall(b"".join((_LENGTHS.pack(len(body), len(text)), body, text)))


def receive(channel: socket.socket) -> tuple[dict[str, Any] | None, bytes]:
    """The next message and its text; None where the other side is gone, TimeoutError where the time is over."""
    try:
        head = _exactly(channel, _LENGTHS.size)
        size, extra = _LENGTHS.unpack(head)
        return json.loads(_exactly(channel, size)), _exactly(channel, extra)
    except (ConnectionResetError, EOFError):
        return None, b""


def _exactly(channel: socket.socket, size: int) -> bytes:
    parts: list[bytes] = []
    while size:
        part = channel.recv(min(size, _MOST))
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)

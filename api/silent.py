"""Ends connections on which nothing was sent for long: clients that never finish a request, or never read an answer.

The server itself has a time limit for a request's headers alone; a thread that waits for the rest of a body, or for the
room to send more of an answer, cannot be told to stop. The kernel knows how long each connection has been silent.
"""

from __future__ import annotations

import os
import socket
import struct
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

# In struct tcp_info of linux/tcp.h, tcpi_last_data_sent: milliseconds since the last data, or since the beginning.
_LAST_SENT = struct.Struct("=44xI")
_HANDLES = Path("/proc/self/fd")
# Looking at a thousand connections takes some milliseconds.
_EVERY_SECONDS = 0.25


def watch(port: int, seconds: float) -> bool:
    """Ends silent connections of this process at that port from now on; False where the kernel tells of none."""
    if not sys.platform.startswith("linux"):
        return False
    threading.Thread(target=_watch, args=(port, seconds), name="silent", daemon=True).start()
    return True


def _watch(port: int, seconds: float) -> None:
    tick = threading.Event()
    while not tick.wait(_EVERY_SECONDS):
        end_silent(port, seconds)


def end_silent(port: int, seconds: float) -> int:
    """Ends the connections of this process at that port that are silent for so long; gives their number."""
    ended = 0
    for connection in _connections(port):
        with closing(connection), suppress(OSError):  # it may end by itself meanwhile
            told = connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, _LAST_SENT.size)
            if _LAST_SENT.unpack(told)[0] >= seconds * 1000:
                # What the client said so far was all: the request's thread hears of it, and can still answer.
                connection.shutdown(socket.SHUT_RD)
                ended += 1
    return ended


def _connections(port: int) -> Iterator[socket.socket]:
    """The connections at the port, each through a handle of our own: the server may close its one at any time."""
    for entry in list(_HANDLES.iterdir()):
        with suppress(OSError):
            handle = os.dup(int(entry.name))
            try:
                found = socket.socket(fileno=handle)
            except OSError:  # a file
                os.close(handle)
                continue
            if _is_connected(found, port):
                yield found
            else:
                found.close()


def _is_connected(found: socket.socket, port: int) -> bool:
    if found.family not in (socket.AF_INET, socket.AF_INET6) or found.type != socket.SOCK_STREAM:
        return False
    try:
        found.getpeername()
    except OSError:
        return False
    return bool(found.getsockname()[1] == port)

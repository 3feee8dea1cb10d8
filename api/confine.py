"""What the kernel is told of a worker: how much it may use, and that it opens no connection."""

from __future__ import annotations

import ctypes
import platform
import resource
import signal
import struct
import sys
from pathlib import Path

MB = 1 << 20
_KB_IN_MB = 1 << 10

# From linux/prctl.h, linux/seccomp.h and linux/bpf_common.h.
_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 38, 22, 2
_LOAD_WORD, _JUMP_IF_EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050001  # SECCOMP_RET_ERRNO with EPERM
_CALL, _ARCHITECTURE = 0, 4  # where struct seccomp_data holds them
# Machine → how the kernel's audit names it, and the numbers of the calls socket and connect there.
_CALLS: dict[str, tuple[int, tuple[int, ...]]] = {
    "x86_64": (0xC000003E, (41, 42)),
    "aarch64": (0xC00000B7, (198, 203)),
}


def resident_mb() -> float:
    """The memory that the process has now."""
    return _pages()[1] * resource.getpagesize() / MB


def has_kept(megabytes: float, at_start: float) -> bool:
    """Whether the process has that much more memory than it had at its start."""
    most = at_start + megabytes
    # The most that it ever had takes less time to find out, and mostly is enough to know.
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KB_IN_MB > most and resident_mb() > most


def _pages() -> list[int]:
    return [int(number) for number in Path("/proc/self/statm").read_text(encoding="ascii").split()]


def limit_memory(megabytes: int) -> None:
    """Lets the process take that much memory more than it has; beyond it the engine's next allocation ends it."""
    most = _pages()[0] * resource.getpagesize() + megabytes * MB
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def end_on_alarm() -> None:
    """Lets the clock's alarm end the process, whatever it does then: Python could not interrupt the engine."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)


def start_clock(seconds: float) -> None:
    """Ends the process after that time, once `end_on_alarm` was called."""
    signal.setitimer(signal.ITIMER_REAL, seconds)


def stop_clock() -> None:
    """Takes the deadline back."""
    signal.setitimer(signal.ITIMER_REAL, 0)


def deny_connections() -> bool:
    """Makes the kernel refuse new sockets to this process; False where it cannot be told so on this machine."""
    if not sys.platform.startswith("linux") or platform.machine() not in _CALLS:
        return False
    architecture, calls = _CALLS[platform.machine()]
    program = [
        (_LOAD_WORD, 0, 0, _ARCHITECTURE),
        (_JUMP_IF_EQUAL, 0, len(calls) + 1, architecture),
        (_LOAD_WORD, 0, 0, _CALL),
        *((_JUMP_IF_EQUAL, len(calls) - n, 0, call) for n, call in enumerate(calls)),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _REFUSE),
    ]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *line) for line in program))
    filter_ = struct.pack("HxxxxxxP", len(program), ctypes.addressof(code))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    return bool(libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.create_string_buffer(filter_), 0, 0) == 0)

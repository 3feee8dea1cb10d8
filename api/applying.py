"""Follows the ledger at once: a build of the release's own pages in a process of its own, while the service answers."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

from api.curation import ENVIRONMENT

# Of what a build tells, the end says whether it succeeded.
_TOLD = 2_000


@dataclass(frozen=True, slots=True)
class State:
    """Whether a build runs, and what the last one told; `failed` where it published nothing."""

    running: bool = False
    failed: bool = False
    told: str = ""


class Applying:
    """At most one such build at a time; another one from the command line makes it wait."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._state = State()

    @property
    def state(self) -> State:
        """How it stands."""
        return self._state

    def begin(self, directory: Path) -> None:
        """Starts a build, unless one runs."""
        with self._lock:
            if self._state.running:
                return
            self._state = State(running=True)
        threading.Thread(target=self._run, args=(directory,), name="applying", daemon=True).start()

    def _run(self, directory: Path) -> None:
        # The build needs no token, and gets none.
        environment = {name: value for name, value in os.environ.items() if name != ENVIRONMENT}
        command = [sys.executable, "-m", "kg.cli", "apply", str(directory)]
        try:
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                env=environment,
                check=False,
                text=True,
                encoding="utf-8",
                errors="replace",
            )
        except OSError as error:
            self._state = State(failed=True, told=f"{command[0]}: {error.strerror or error}")
        else:
            # 1 is done, too: some pages had no article before, and still have none.
            self._state = State(failed=done.returncode not in (0, 1), told=done.stdout[-_TOLD:])

"""Following the ledger at once: one build at a time, in a process of its own that knows no token."""

from __future__ import annotations

import subprocess
import threading
from pathlib import Path
from typing import Any

import pytest

from api.applying import Applying, State
from api.curation import ENVIRONMENT
from kg.archive import current
from kg.ledger import DIFFERENT, LEDGER, Judgement
from kg.ledger_file import add
from tests.curating import TOKEN, release_to_judge

PATIENCE_SECONDS = 90


def done(applying: Applying) -> State:
    """How it stands when the build has ended."""
    for thread in threading.enumerate():
        if thread.name == "applying":
            thread.join(PATIENCE_SECONDS)
    return applying.state


def test_a_judgement_makes_a_new_release(tmp_path: Path) -> None:
    data = release_to_judge(tmp_path / "data")
    before = current(data)
    add(data / LEDGER, Judgement("2026-11-21", "王敏", DIFFERENT, "ab12", "Person:一", "", "Person:二", "cd34"))
    applying = Applying()
    applying.begin(data)
    state = done(applying)
    assert (state.running, state.failed) == (False, False)
    assert current(data) != before
    assert str(current(data)) in state.told


def test_a_build_that_cannot_follow_the_ledger_says_why_and_changes_nothing(tmp_path: Path) -> None:
    data = release_to_judge(tmp_path / "data")
    before = current(data)
    (data / LEDGER).write_text("when\twho\n", encoding="utf-8")
    applying = Applying()
    applying.begin(data)
    state = done(applying)
    assert state.failed
    assert "line 1" in state.told
    assert current(data) == before


def test_one_build_runs_at_a_time_and_never_sees_the_token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[dict[str, Any]] = []
    go_on = threading.Event()

    def run(command: list[str], **options: Any) -> subprocess.CompletedProcess[str]:
        begun.append({"command": command, **options})
        go_on.wait(PATIENCE_SECONDS)
        return subprocess.CompletedProcess(command, 0, "made")

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setenv(ENVIRONMENT, TOKEN)
    applying = Applying()
    for _ in range(3):
        applying.begin(tmp_path)
    assert applying.state.running
    go_on.set()
    assert done(applying) == State(told="made")
    assert len(begun) == 1
    assert TOKEN not in str(begun)

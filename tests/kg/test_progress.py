from __future__ import annotations

import io

import pytest

from kg.progress import Progress, Stages


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    """A clock that stands still unless it is set."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def test_a_terminal_sees_the_bar_fill_and_the_line_end() -> None:
    terminal, clock = Terminal(), Clock()
    with Progress("reading pages", 8, terminal, clock) as progress:
        for _ in range(4):
            progress.advance()
        clock.seconds += 2
        progress.advance()
        progress.advance()
    drawings = terminal.getvalue().split("\r")
    assert drawings[1].endswith("0/8")
    assert drawings[-1].endswith("6/8  3.0 pages/s, 1 s left\n")


@pytest.mark.parametrize(("seconds", "told"), [(1, "39 s"), (60, "39 min"), (300, "3 h 15 min")])
def test_the_time_left_is_told_as_people_say_it(seconds: int, told: str) -> None:
    terminal, clock = Terminal(), Clock()
    with Progress("reading pages", 40, terminal, clock) as progress:
        clock.seconds += seconds
        progress.advance()
    assert terminal.getvalue().endswith(f", {told} left\n")


def test_the_report_has_what_every_stage_took() -> None:
    clock = Clock()
    stages = Stages(None, clock)
    for label, seconds in (("reading", 3), ("publishing", 1)):
        with stages.stage(label, 8):
            clock.seconds += seconds
    assert stages.report(8) == "seconds    reading 3.0  publishing 1.0  together 4.0  2.0 pages/s"


def test_a_pipe_sees_nothing() -> None:
    pipe = io.StringIO()
    with Progress("reading pages", 1, pipe) as progress:
        progress.advance()
    assert pipe.getvalue() == ""


def test_the_line_ends_when_the_work_fails() -> None:
    terminal = Terminal()
    with pytest.raises(ValueError, match="work"), Progress("reading pages", 2, terminal):
        raise ValueError("work")
    assert terminal.getvalue().endswith("0/2\n")

from __future__ import annotations

import io

import pytest

from kg.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_sees_the_bar_fill_and_the_line_end() -> None:
    terminal = Terminal()
    with Progress("reading pages", 2, terminal) as progress:
        progress.advance()
        progress.advance()
    drawings = terminal.getvalue().split("\r")
    assert "0/2" in drawings[1]
    assert drawings[-1] == f"reading pages [{'#' * 30}] 2/2\n"


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

"""Progress for people: a bar with rate and time left on a terminal, silent elsewhere; at the end what each stage took.

The clock is looked at here alone; nothing of it reaches a release.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self, TextIO

# Ten pictures a second look smooth; more would cost time that the work needs.
_SECONDS_BETWEEN_DRAWINGS = 0.1
_BAR_WIDTH = 30
_MINUTE = 60


class Progress:
    """Counts steps of one piece of work; use it in a `with`, so that the bar's line is always ended."""

    def __init__(
        self, label: str, total: int, stream: TextIO | None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._label = label
        self._total = total
        self._stream = stream if stream is not None and stream.isatty() and total > 0 else None
        self._clock = clock
        self._began = clock()
        self._done = 0
        self._drawn_at = float("-inf")
        self._width = 0

    def __enter__(self) -> Self:
        self._draw()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._stream is not None:
            self._draw()
            self._stream.write("\n")
            self._stream.flush()

    def advance(self) -> None:
        """One more step is done."""
        self._done += 1
        if self._clock() - self._drawn_at >= _SECONDS_BETWEEN_DRAWINGS:
            self._draw()

    def _draw(self) -> None:
        if self._stream is None:
            return
        self._drawn_at = self._clock()
        filled = min(_BAR_WIDTH, _BAR_WIDTH * self._done // self._total)
        bar = "#" * filled + "." * (_BAR_WIDTH - filled)
        line = f"{self._label} [{bar}] {self._done}/{self._total}{self._rate()}"
        self._stream.write(f"\r{line:{self._width}}")
        self._stream.flush()
        self._width = len(line)  # what a longer line leaves behind is written over

    def _rate(self) -> str:
        """Pages a second, and the time that the others will take at that rate."""
        seconds = self._drawn_at - self._began
        if not self._done or seconds <= 0:
            return ""
        rate = self._done / seconds
        return f"  {rate:,.1f} pages/s, {_span((self._total - self._done) / rate)} left"


@dataclass(frozen=True, slots=True)
class Stage:
    """What one stage took, and how many pages it looked at (0 where it looks at all of them together)."""

    label: str
    seconds: float
    pages: int


@dataclass(slots=True)
class Stages:
    """The stages of one piece of work, one after another, each with its bar on the stream, and what each took."""

    stream: TextIO | None = None
    clock: Callable[[], float] = time.monotonic
    done: list[Stage] = field(default_factory=list)

    @contextmanager
    def stage(self, label: str, pages: int = 0) -> Iterator[Callable[[], None]]:
        """One stage; call what it gives for every page."""
        began = self.clock()
        with Progress(label, pages, self.stream, self.clock) as progress:
            yield progress.advance
        self.done.append(Stage(label, self.clock() - began, pages))

    def report(self, pages: int) -> str:
        """The seconds of each stage, and the pages a second of all together."""
        seconds = sum(stage.seconds for stage in self.done)
        stages = "  ".join(f"{stage.label} {stage.seconds:.1f}" for stage in self.done)
        rate = f"{pages / seconds:,.1f} pages/s" if seconds > 0 else ""
        return f"seconds    {stages}  together {seconds:.1f}  {rate}".rstrip()


def _span(seconds: float) -> str:
    """A span of time as people say it: 40 s, 12 min, 3 h 20 min."""
    if seconds < _MINUTE:
        return f"{seconds:.0f} s"
    hours, minutes = divmod(round(seconds / _MINUTE), _MINUTE)
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min"

"""A progress bar for people: drawn on a terminal, silent where the output goes to a file or a pipe."""

from __future__ import annotations

import time
from types import TracebackType
from typing import Self, TextIO

# Ten pictures a second look smooth; more would cost time that the work needs.
_SECONDS_BETWEEN_DRAWINGS = 0.1
_BAR_WIDTH = 30


class Progress:
    """Counts steps of one piece of work; use it in a `with`, so that the bar's line is always ended."""

    def __init__(self, label: str, total: int, stream: TextIO) -> None:
        self._label = label
        self._total = total
        self._stream = stream
        self._shown = stream.isatty() and total > 0
        self._done = 0
        self._drawn_at = float("-inf")

    def __enter__(self) -> Self:
        self._draw()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown:
            self._draw()
            self._stream.write("\n")
            self._stream.flush()

    def advance(self) -> None:
        """One more step is done."""
        self._done += 1
        if time.monotonic() - self._drawn_at >= _SECONDS_BETWEEN_DRAWINGS:
            self._draw()

    def _draw(self) -> None:
        if not self._shown:
            return
        self._drawn_at = time.monotonic()
        filled = min(_BAR_WIDTH, _BAR_WIDTH * self._done // self._total)
        bar = "#" * filled + "." * (_BAR_WIDTH - filled)
        self._stream.write(f"\r{self._label} [{bar}] {self._done}/{self._total}")
        self._stream.flush()

"""Answers that were given before: the same query of the same release in the same format has the same bytes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it goes out: its headers, and its body in the encoding that they tell."""

    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def size(self) -> int:
        """The bytes that the answer takes in memory, but for some hundred."""
        return len(self.body)


class Answers:
    """The answers used last, up to a number of bytes in all; may be used from any thread."""

    # An answer that took more than this share of the whole would drive all others out.
    _LARGEST_SHARE = 8
    # What an entry takes beside its texts: headers, keys, the table itself; measured at some 1.5 kB.
    _ENTRY = 2048

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._kept: OrderedDict[Hashable, Answer] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> Answer | None:
        """The answer kept under that key."""
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def keep(self, key: Hashable, answer: Answer) -> None:
        """Keeps the answer, and drops those not used for longest to make room for it."""
        size = answer.size + self._ENTRY
        if size > self._limit // self._LARGEST_SHARE:
            return
        with self._lock:
            former = self._kept.pop(key, None)
            self._bytes += size - (former.size + self._ENTRY if former else 0)
            self._kept[key] = answer
            while self._bytes > self._limit:
                _, dropped = self._kept.popitem(last=False)
                self._bytes -= dropped.size + self._ENTRY

"""The one table of the limits that a query runs under; shown in the service description and on the page of limits."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from kg.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query, and one client, may use; HELP says each limit to people."""

    # Answers to well-written queries take milliseconds; a count over a million triples takes about one second.
    seconds: float = 10.0
    # Beyond what the worker has when it is idle. Sorting a million rows takes some 400 MB.
    memory_mb: int = 1024
    # A spreadsheet's own limit is a million rows; more is a matter of the dumps.
    rows: int = 1_000_000
    # A million rows of four Chinese labels stay below that.
    answer_mb: int = 512
    # A query that somebody types is short; a generated one with many VALUES seldom passes 100 kB.
    query_bytes: int = 1_000_000
    # Processes that answer queries: twice the two cores of a small machine, so that two heavy queries leave two.
    workers: int = 4
    # Of the workers, those that one client's queries may keep busy at the same time; further ones wait.
    per_client: int = 2
    # How long a query waits for a worker before its client is told to come back.
    wait_seconds: float = 5.0

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if not value > 0:
                raise SettingsError(f"{field.name}={value}: give a number above 0")
        if self.per_client > self.workers:
            raise SettingsError(f"per_client={self.per_client}: there are {self.workers} workers")


# Name → unit, what it means in English, and in Chinese. The names are those of the fields.
HELP: dict[str, tuple[str, str, str]] = {
    "seconds": ("s", "time that a query may run", "一次查询最多运行的时间"),
    "memory_mb": ("MB", "memory that a query may take", "一次查询最多占用的内存"),
    "rows": ("rows", "rows of a table; a longer one ends there and says so", "一张结果表最多的行数，到此为止时会注明"),
    "answer_mb": ("MB", "size of an answer", "一次回答最大的体积"),
    "query_bytes": ("bytes", "length of a query", "查询语句最大的长度"),
    "workers": ("queries", "queries that run at the same time", "同时运行的查询数"),
    "per_client": ("queries", "queries of one client that run at the same time", "同一来访者同时运行的查询数"),
    "wait_seconds": ("s", "time that a query waits for its turn", "查询排队等候的最长时间"),
}


def table(limits: Limits) -> tuple[tuple[str, Any, str, str, str], ...]:
    """Every limit: name, value, unit, and what it means in English and in Chinese."""
    return tuple((name, getattr(limits, name), *HELP[name]) for name in HELP)

"""The one table of the limits that a query runs under; shown in the service description and on the page of limits."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace

from kg.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query, and one client, may use; `table` says it to people."""

    # Answers to well-written queries take milliseconds; a count over a million triples takes about one second.
    seconds: float = 10.0
    # Beyond what the worker has when it is idle. Sorting a million rows takes some 400 MB.
    memory_mb: int = 1024
    # A spreadsheet's own limit is a million rows; more is a matter of the dumps.
    rows: int = 1_000_000
    # A million rows of four Chinese labels stay below that.
    answer_mb: int = 512
    # The engine reads 50,000 nodes in less than a second; a search for a common character finds every sentence.
    found_nodes: int = 50_000
    # A query that somebody types is short; a generated one with many VALUES seldom passes 100 kB.
    query_bytes: int = 1_000_000
    # Processes that answer queries: twice the two cores of a small machine, so that two heavy queries leave two.
    workers: int = 4
    # Of the workers, those that one client's queries may keep busy at the same time; further ones wait.
    per_client: int = 2
    # How long a query waits for a worker before its client is told to come back.
    wait_seconds: float = 5.0
    # A connection that has been sent nothing for so long: a request that never ends, or an answer that nobody reads.
    # Twice what a query may wait and run; a client that sends a query of the largest size needs 35 kB a second.
    silent_seconds: float = 30.0

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if not 0 < value < math.inf:
                raise SettingsError(f"{field.name}={value}: give a number above 0")
        if self.per_client > self.workers:
            raise SettingsError(f"per_client={self.per_client}: there are {self.workers} workers")
        if self.silent_seconds <= self.wait_seconds + self.seconds:
            raise SettingsError(
                f"silent_seconds={self.silent_seconds:g}: a query may wait and run for"
                f" {self.wait_seconds + self.seconds:g} s; give more than that"
            )


def read(texts: Iterable[str]) -> Limits:
    """The usual limits but for those told as `name=number`, as the command line has them."""
    usual = Limits()
    told: dict[str, float] = {}
    for text in texts:
        name, _, number = text.partition("=")
        if name not in _HELP:
            raise SettingsError(f"--limit {text}: there are {', '.join(_HELP)}")
        kind = type(getattr(usual, name))
        try:
            told[name] = kind(number)
        except ValueError as error:
            raise SettingsError(f"--limit {text}: give {'a whole' if kind is int else 'a'} number") from error
    return replace(usual, **told)  # type: ignore[arg-type]  # each number is of its field's type


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit as programs and people read it."""

    name: str
    value: float
    unit: str
    meaning: str
    unit_zh: str
    meaning_zh: str


# Name → unit and meaning in English, unit and meaning in Chinese. The names are those of the fields.
_HELP: dict[str, tuple[str, str, str, str]] = {
    "seconds": ("s", "time that a query may run", "秒", "一次查询最多运行的时间"),
    "memory_mb": (
        "MB",
        "memory that a query may take",
        "MB",
        "一次查询最多占用的内存",
    ),
    "rows": (
        "rows",
        "rows of a table; a longer one ends there and says so",
        "行",
        "一张结果表最多的行数，截断时会注明",
    ),
    "answer_mb": ("MB", "size of an answer", "MB", "一次回答最大的体积"),
    "found_nodes": (
        "nodes",
        "nodes that the searches of one query may find together",
        "个",
        "一次查询中的全文检索总共最多找到的节点数",
    ),
    "query_bytes": ("bytes", "length of a query", "字节", "查询语句最大的长度"),
    "workers": ("queries", "queries that run at the same time", "个", "同时运行的查询数"),
    "per_client": ("queries", "queries of one client that run at the same time", "个", "同一来访者同时运行的查询数"),
    "wait_seconds": ("s", "time that a query waits for its turn", "秒", "查询排队等候的最长时间"),
    "silent_seconds": (
        "s",
        "time that a client may take to send its request, or to read any of its answer",
        "秒",
        "发送请求、或停止读取回答的最长时间",
    ),
}


def table(limits: Limits) -> tuple[Limit, ...]:
    """Every limit with its value."""
    return tuple(Limit(name, getattr(limits, name), *told) for name, told in _HELP.items())


def limit(limits: Limits, name: str) -> Limit:
    """The limit of that name."""
    return Limit(name, getattr(limits, name), *_HELP[name])

"""Hands queries that a worker has looked through on to another server, and writes its answers as the client wants."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, cast

import pyoxigraph as ox

from api.confine import MB
from api.job import Ending, Job, Refused, Written
from api.limits import Limits
from api.paper import Paper, TooLarge, write
from kg.endpoint import JSON, N_TRIPLES, Endpoint
from kg.errors import RemoteTimeout


class Relay:
    """Asks the other server within the limits; may be used from any thread."""

    def __init__(self, endpoint: Endpoint, limits: Limits, prefixes: Mapping[str, str]) -> None:
        self._endpoint = endpoint
        self._limits = limits
        self._prefixes = prefixes

    def answer(self, checked: Written, job: Job, file: Path) -> Written:
        """The other server's answer to the query that was `checked`; a large one goes to the file.

        A RemoteError where the server fails, Refused where the answer is larger than one may be.
        """
        format_ = checked.format
        if format_ is None:
            return checked
        start = time.perf_counter()
        sparql = f"BASE <{job.base}> {checked.content.read().decode()}" if job.base else checked.content.read().decode()
        accept = N_TRIPLES if checked.kind == "graph" else JSON
        paper = Paper(str(file), self._limits.answer_mb * MB)
        try:
            with self._endpoint.answer(sparql, accept, job.default or (), job.named or ()) as content:
                timed = cast(IO[bytes], _Timed(content, self._endpoint.url, self._limits.seconds))
                size, text = write(_parsed(checked.kind, timed), format_, paper, self._prefixes)
        except TooLarge:
            raise Refused(Ending.SIZE) from None
        written = io.BytesIO(text) if text or not size else file.open("rb")
        stages = {**checked.stages, "relay": time.perf_counter() - start}
        return Written(checked.kind, format_, written, size, stages)


def _parsed(kind: str, content: IO[bytes]) -> ox.QuerySolutions | ox.QueryBoolean | Iterator[ox.Triple]:
    if kind == "graph":
        return (quad.triple for quad in ox.parse(content, format=ox.RdfFormat.N_TRIPLES))
    return ox.parse_query_results(content, format=ox.QueryResultsFormat.JSON)


class _Timed:
    """What comes from the other server, for no longer than a query may run."""

    def __init__(self, content: IO[bytes], url: str, seconds: float) -> None:
        self._content, self._url, self._seconds = content, url, seconds
        self._until = time.monotonic() + seconds

    def read(self, size: int = -1) -> bytes:
        """The next bytes; RemoteTimeout when time is up."""
        if time.monotonic() > self._until:
            raise RemoteTimeout(self._url, f"the answer was not whole within {self._seconds:g} s")
        return self._content.read(size)

"""What the service tells its operator: a line a request, slow queries with the time of each stage, and metrics."""

from __future__ import annotations

import json
import logging
import threading
import time
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import accumulate
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

# Set in the request's environment by the app: the route, the query, and the seconds of its stages.
ROUTE, QUERY, STAGES = "union-kg.route", "union-kg.query", "union-kg.stages"
METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"

_access = logging.getLogger("union-kg.access")
_slow = logging.getLogger("union-kg.slow")
# Of a slow query, what a line of a log holds.
_QUERY_SHOWN = 2_000
# Seconds: from an answer out of memory to one that took all its time; from a small query's plan to the same.
_REQUEST_BOUNDS = (0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 10.0)
_STAGE_BOUNDS = (0.0001, 0.001, 0.01, 0.1, 1.0, 10.0)


class _Times:
    """How often something took how long."""

    __slots__ = ("bounds", "counts", "total")

    def __init__(self, bounds: tuple[float, ...]) -> None:
        self.bounds = bounds
        self.counts = [0] * (len(bounds) + 1)
        self.total = 0.0

    def add(self, seconds: float) -> None:
        """Counts one more."""
        self.counts[bisect_left(self.bounds, seconds)] += 1
        self.total += seconds

    def buckets(self) -> list[tuple[str, float]]:
        """Of each bound, as Prometheus has them: how many took that long at most."""
        return list(zip((*map(str, self.bounds), "+Inf"), accumulate(self.counts), strict=True))


class Metrics(Collector):
    """Counts and times of one service, as Prometheus reads them.

    The library's own counters take as long for one request as a small query's plan: here they are made when asked for.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._requests: Counter[tuple[str, str]] = Counter()
        self._seconds: dict[str, _Times] = defaultdict(partial(_Times, _REQUEST_BOUNDS))
        self._stages: dict[str, _Times] = defaultdict(partial(_Times, _STAGE_BOUNDS))
        self._registry = CollectorRegistry()
        self._registry.register(self)

    def tell(self, route: str, status: str, seconds: float, stages: dict[str, float]) -> None:
        """Counts one request more."""
        with self._lock:
            self._requests[route, status] += 1
            self._seconds[route].add(seconds)
            for stage, took in stages.items():
                self._stages[stage].add(took)

    def collect(self) -> Iterator[Metric]:
        """All metrics, for the library."""
        requests = CounterMetricFamily("union_kg_requests", "Requests by route and status.", labels=("route", "status"))
        seconds = HistogramMetricFamily(
            "union_kg_request_seconds", "Time until the answer was made, by route.", labels=("route",)
        )
        stages = HistogramMetricFamily(
            "union_kg_query_seconds", "Time of a query by stage: wait for a worker, plan, answer.", labels=("stage",)
        )
        with self._lock:
            for labels, number in self._requests.items():
                requests.add_metric(labels, number)
            for family, held in ((seconds, self._seconds), (stages, self._stages)):
                for label, times in held.items():
                    family.add_metric((label,), times.buckets(), times.total)
        return iter((requests, seconds, stages))

    def text(self) -> bytes:
        """All metrics in Prometheus' text format."""
        return generate_latest(self._registry)


class Observed:
    """Stands before everything else: measures each request and tells of it."""

    def __init__(self, app: WSGIApplication, metrics: Metrics, slow_seconds: float) -> None:
        self._app = app
        self._metrics = metrics
        self._slow_seconds = slow_seconds

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        told: list[str] = []

        def listen(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            told.append(status[:3])
            return start_response(status, headers, *more)

        start = time.perf_counter()
        body = self._app(environ, listen)
        self._tell(environ, told[0], time.perf_counter() - start)
        return body

    def _tell(self, environ: WSGIEnvironment, status: str, seconds: float) -> None:
        # Requests answered from memory do not reach the app, which would name their route.
        route = environ.get(ROUTE) or ("/sparql" if environ["PATH_INFO"] == "/sparql" else "none")
        stages: dict[str, float] = environ.get(STAGES, {})
        self._metrics.tell(route, status, seconds, stages)
        slow = seconds > self._slow_seconds
        if not slow and not _access.isEnabledFor(logging.INFO):
            return
        line = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%S%z"),
            "client": environ.get("REMOTE_ADDR"),
            "method": environ["REQUEST_METHOD"],
            "path": environ["PATH_INFO"],
            "status": int(status),
            "ms": round(seconds * 1000, 3),
            "stages_ms": {stage: round(took * 1000, 3) for stage, took in stages.items()},
        }
        _access.info(json.dumps(line, ensure_ascii=False))
        if slow:
            query = environ.get(QUERY, "")[:_QUERY_SHOWN]
            _slow.warning(json.dumps({**line, "query": query}, ensure_ascii=False))

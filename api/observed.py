"""What the service tells its operator: a line a request, slow queries with the time of each stage, and metrics."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Iterable
from functools import cache
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest

# Set in the request's environment by the app: the route, the query, and the seconds of its stages.
ROUTE, QUERY, STAGES = "union-kg.route", "union-kg.query", "union-kg.stages"
METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"

_access = logging.getLogger("union-kg.access")
_slow = logging.getLogger("union-kg.slow")
# Of a slow query, what a line of a log holds.
_QUERY_SHOWN = 2_000


class Metrics:
    """Counts and times of one service, as Prometheus reads them."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "union_kg_requests", "Requests by route and status.", ("route", "status"), registry=self.registry
        )
        self.seconds = Histogram(
            "union_kg_request_seconds",
            "Time until the answer was made, by route.",
            ("route",),
            registry=self.registry,
            buckets=(0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10),
        )
        self.stages = Histogram(
            "union_kg_query_seconds",
            "Time of a query by stage: wait for a worker, plan, answer.",
            ("stage",),
            registry=self.registry,
            buckets=(0.0001, 0.001, 0.01, 0.1, 1, 10),
        )

    def text(self) -> bytes:
        """All metrics in Prometheus' text format."""
        return generate_latest(self.registry)


class Observed:
    """Stands before everything else: measures each request and tells of it."""

    def __init__(self, app: WSGIApplication, metrics: Metrics, slow_seconds: float) -> None:
        self._app = app
        # Finding the metric of some labels takes longer than counting; there are few labels.
        self._requests = cache(metrics.requests.labels)
        self._seconds = cache(metrics.seconds.labels)
        self._stages = cache(metrics.stages.labels)
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
        self._requests(route, status).inc()
        self._seconds(route).observe(seconds)
        for stage, took in stages.items():
            self._stages(stage).observe(took)
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

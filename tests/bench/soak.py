"""Asks `kg serve` good and hostile queries for minutes on end, checks every answer, and watches memory and processes.

Run it with `make soak`, or: python -m tests.bench.soak [--minutes N] [--clients N] [--triples N]

Every client has an address of its own and asks one query after another. The last lines are the verdict; the exit code
is 1 where a line of it fails.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from itertools import islice
from pathlib import Path
from urllib.parse import urlencode

import pyoxigraph as ox

from api.limits import Limits
from kg.layout import CURRENT, STORE
from tests.bench import systems
from tests.bench.release import World, make_release
from tests.bench.shapes import SHAPES, queries, rows_of
from tests.bench.systems import System

_FOLDER = Path("build/bench")
_FORM = "application/x-www-form-urlencoded"
_JSON = {"Accept": "application/sparql-results+json"}
# Of the requests, those that want to hurt: one in so many.
_HOSTILE_EACH = 10
# Shapes that take milliseconds, and known queries of each.
_LIGHT = ("label look-up", "one hop", "two hops", "events by date, district", "property path")
_KNOWN = 200
_SAMPLE_SECONDS = 2.0
# After each part all clients rest until the last query has ended, those whose clients left, too: what the service holds
# then is what it has kept. Under load it is mostly what queries hold that run just then: another mix each time.
_PARTS = 4
_REST_SECONDS = Limits().seconds + 5
# Memory is flat where the last rest has at most that much more than the first one.
_FLAT = 1.10
# The service's time limit, its wait for a worker, and what a busy machine adds.
_PATIENCE_SECONDS = 40.0

# Hostile request → the statuses that may answer it. 200 is right where the service is quick enough.
_HOSTILE: dict[str, frozenset[int]] = {
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }": frozenset({503, 429}),
    "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?a": frozenset({503, 429}),
    "SELECT * { ?a (<x:a>|!<x:a>)+ ?b . ?b (<x:a>|!<x:a>)+ ?c }": frozenset({503, 429}),
    'ASK { ?s ?p ?o FILTER(REGEX(STR(?o), "(.*)(.*)(.*)(.*)(.*)(.*)x{900}")) }': frozenset({200, 400, 503, 429}),
    "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }": frozenset({403}),
    "SELECT * " + "{" * 5_000 + "}" * 5_000: frozenset({200, 400, 503, 429}),
    "SELECT * {" + " UNION ".join(["{ ?s ?p ?o }"] * 2_000) + "}": frozenset({200, 400, 503, 429}),
    "DELETE WHERE { ?s ?p ?o }": frozenset({403}),
    "SELECT": frozenset({400}),
    "SELECT * { ?s ?p \udcff }": frozenset({400}),  # a byte that is no UTF-8
}


@dataclass(slots=True)
class Told:
    """What the clients saw: counts by kind and status, and what was wrong."""

    counts: Counter[tuple[str, int]] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the soak and prints its verdict."""
    options = _options().parse_args(arguments)
    folder = _FOLDER / f"service-{options.triples}"
    world, _ = make_release(folder, options.triples)
    known = _known(folder, world)
    told: list[Told] = []
    with systems.ours(folder) as system:
        seen = _Seen(system)
        for part in range(_PARTS):
            told += _part(part, system, known, seen, options)
            time.sleep(_REST_SECONDS)
            seen.rest()
        return _verdict(told, seen, options)


def _part(
    part: int, system: System, known: list[tuple[str, list[str]]], seen: _Seen, options: argparse.Namespace
) -> list[Told]:
    """What each client saw in one part of the time."""
    end = time.monotonic() + 60 * options.minutes / _PARTS
    told = [Told() for _ in range(options.clients)]
    clients = [
        threading.Thread(target=_client, args=(random.Random(f"{part} {number}"), number, system, known, end, one))
        for number, one in enumerate(told)
    ]
    for client in clients:
        client.start()
    while time.monotonic() < end:
        seen.look()
        time.sleep(_SAMPLE_SECONDS)
    for client in clients:
        client.join()
    return told


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=20, metavar="N", help="how long")
    parser.add_argument("--clients", type=int, default=32, metavar="N", help="how many at the same time")
    parser.add_argument("--triples", type=int, default=1_000_000, metavar="N", help="size of the store")
    return parser


def _known(folder: Path, world: World) -> list[tuple[str, list[str]]]:
    """Queries with their rows, as the engine gives them in this process."""
    store = ox.Store.read_only(str((folder / CURRENT / STORE).resolve()))
    found = []
    for shape in SHAPES:
        if shape.name in _LIGHT:
            for query in islice(queries(shape, world, 9), _KNOWN):
                answer = store.query(query)
                assert isinstance(answer, ox.QuerySolutions)
                found.append((query, rows_of(answer.serialize(format=ox.QueryResultsFormat.JSON) or b"")))
    return found


def _client(
    chance: random.Random, number: int, system: System, known: list[tuple[str, list[str]]], end: float, told: Told
) -> None:
    source = (f"127.1.0.{number + 1}", 0)
    connection = HTTPConnection(*system.address, timeout=_PATIENCE_SECONDS, source_address=source)
    while time.monotonic() < end:
        hostile = chance.randrange(_HOSTILE_EACH) == 0
        query, rows = chance.choice(known)
        if hostile:
            query = chance.choice(list(_HOSTILE))
        start = time.perf_counter()
        try:
            leaves = hostile and chance.random() < 0.2
            parameters = urlencode({"query": query}, errors="surrogateescape")
            connection.request("POST", system.path, parameters, {**_JSON, "Content-Type": _FORM})
            if leaves:  # before the answer comes
                connection.close()
                told.counts["left early", 0] += 1
                continue
            answer = connection.getresponse()
            text = answer.read()
        except (OSError, HTTPException) as error:
            told.wrong.append(f"{type(error).__name__} {error} for {query[:80]}")
            connection.close()
            continue
        kind = "hostile" if hostile else "good"
        told.counts[kind, answer.status] += 1
        if hostile:
            if answer.status not in _HOSTILE[query] | {503}:
                told.wrong.append(f"{answer.status} for {query[:80]}")
        elif answer.status == 200:
            told.seconds.append(time.perf_counter() - start)
            if rows_of(text) != rows:
                told.wrong.append(f"other rows for {query}")
        elif answer.status not in (429, 503):
            told.wrong.append(f"{answer.status} for {query[:80]}")
    connection.close()


class _Seen:
    """The service's processes as they are from time to time."""

    def __init__(self, system: System) -> None:
        self._system = system
        # Of all processes, and of those that last: while the clients ask, and while they rest.
        self.busy: list[tuple[float, float]] = []
        self.resting: list[tuple[float, float]] = []
        # The service, its process for requests, and the process that starts workers have no parent among workers.
        self.lasting = set(systems.tree(system.process.pid)[:3])
        self.workers: set[int] = set()
        self.gone = 0
        self.first = self._memory()[0]

    def look(self) -> None:
        """Notes who is there and how much memory they hold."""
        pids = systems.tree(self._system.process.pid)
        self.gone = len(self.lasting - set(pids))
        self.workers |= set(pids) - self.lasting
        self.busy.append(self._memory())

    def rest(self) -> None:
        """Notes how much memory they hold while nothing is asked."""
        self.resting.append(self._memory())

    def _memory(self) -> tuple[float, float]:
        every = systems.tree(self._system.process.pid)
        return systems.megabytes(every, "Pss"), systems.megabytes(self.lasting, "Pss")


def _verdict(told: list[Told], seen: _Seen, options: argparse.Namespace) -> int:
    counts: Counter[tuple[str, int]] = sum((one.counts for one in told), Counter())
    wrong = [line for one in told for line in one.wrong]
    seconds = sorted(s for one in told for s in one.seconds)
    print(f"{options.minutes:g} minutes, {options.clients} clients")
    for (kind, status), number in sorted(counts.items()):
        print(f"  {kind:12}{status or '':4}{number:10,}")
    if seconds:
        p50, p99 = (1000 * seconds[len(seconds) * percent // 100] for percent in (50, 99))
        print(f"  good queries answered: p50 {p50:.1f} ms, p99 {p99:.1f} ms")
    growth = {}
    for name, which in (("with its workers", 0), ("the service's own", 1)):
        busy, resting = ([memory[which] for memory in told_of] for told_of in (seen.busy, seen.resting))
        growth[name] = resting[-1] / resting[0]
        print(f"  memory, {name}: at rest {', '.join(f'{memory:,.0f}' for memory in resting)} MB;", end=" ")
        print(f"under load {statistics.median(busy):,.0f} MB, {max(busy):,.0f} at most")
    most, bound = max(memory for memory, _ in seen.busy), seen.first + Limits().workers * Limits().memory_mb
    print(f"  {len(seen.workers)} workers seen")
    for line in wrong[:20]:
        print(f"  wrong: {line}")
    verdict = {
        f"{len(wrong)} wrong answers": not wrong,
        f"{seen.gone} of the lasting processes restarted": not seen.gone,
        **{f"memory, {name}: the last rest {by:.3f} times the first": by <= _FLAT for name, by in growth.items()},
        f"memory: {most:,.0f} MB at most, of {bound:,.0f} that the limits allow": most <= bound,
        f"{counts['good', 200]:,} good queries answered": counts["good", 200] > 0,
    }
    for line, holds in verdict.items():
        print(f"{'pass' if holds else 'FAIL'}  {line}")
    return 0 if all(verdict.values()) else 1


if __name__ == "__main__":
    sys.exit(main())

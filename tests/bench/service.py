"""Measures `kg serve` and `oxigraph serve-read-only` side by side on one store, and rdflib-endpoint on a smaller one.

Run it with `make bench-service`, or: python -m tests.bench.service [--triples N] [--rounds N]

The servers take turns, so that a machine that is busy with something else is so for both. No query is asked twice but
where the table says so. Answers are uncompressed JSON over connections that stay open.
"""

from __future__ import annotations

import argparse
import math
import statistics
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from tests.bench import systems
from tests.bench.load import Load, load
from tests.bench.release import World, make_release
from tests.bench.shapes import SHAPES, Shape, queries, request, rows_of
from tests.bench.systems import OURS, OXIGRAPH, RDFLIB, System

_FOLDER = Path("build/bench")
_SMALL = 100_000
# A client's repetitions of one query in a round.
_REPEATED = 40
_MANY = 16
# How long each server answers small queries in a round.
_SECONDS = 4.0
# rdflib-endpoint needs seconds for some shapes.
_FEW = 3

Readings = dict[tuple[str, str], list[float]]


def main(arguments: Sequence[str] | None = None) -> None:
    """Makes the stores where they are not there yet, asks the servers, and prints the tables."""
    options = _options().parse_args(arguments)
    folder = _FOLDER / f"service-{options.triples}"
    world, manifest = make_release(folder, options.triples)
    print(f"{manifest.triples:,} triples, {manifest.quads:,} quads; {options.rounds} rounds, the servers in turns\n")
    with ExitStack() as stack:
        servers = [stack.enter_context(start(folder)) for start in (systems.ours, systems.oxigraph)]
        _compare_rows(servers, world)
        for clients in (1, _MANY):
            readings = _ask_all(servers, world, options.rounds, clients)
            _table(f"{clients} client{'s' * (clients > 1)}, every query new", readings, OURS, OXIGRAPH)
        _table("1 client, a query repeated", _ask_again(servers, world, options.rounds), OURS, OXIGRAPH)
        _print_throughput(servers, world, options.rounds)
        _print_memory(servers)
    _beside_rdflib(options.rounds)


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.service", description=__doc__)
    parser.add_argument("--triples", type=int, default=1_000_000, metavar="N", help="size of the store")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="turns of each server")
    return parser


def _rows(system: System, query: str) -> list[str]:
    host, port = system.address
    address = f"http://{host}:{port}{system.path}?{urlencode({'query': query})}"
    asked = Request(address, headers={"Accept": "application/sparql-results+json"})
    with urlopen(asked, timeout=120) as answer:
        return rows_of(answer.read())


def _compare_rows(servers: list[System], world: World) -> None:
    """Makes sure that the servers answer the same question; fast wrong answers are no measurement."""
    for shape in SHAPES:
        query = next(queries(shape, world, 1))
        first, *others = (_rows(server, query) for server in servers)
        if any(first != other for other in others):
            raise AssertionError(f"{shape.name}: the servers' rows differ: {query}")
        print(f"{shape.name:24}{len(first):8,} rows, the same from all")
    print()


def _requests(shape: Shape, world: World, seed: int, system: System, number: int) -> Iterator[bytes]:
    return (request(query, system.path) for query in islice(queries(shape, world, seed), number))


def _whole(told: Load, system: System) -> Load:
    if told.refused:
        raise AssertionError(f"{system.name}: {told.refused} requests refused, {len(told.seconds)} answered")
    return told


def _ask_all(servers: list[System], world: World, rounds: int, clients: int, few: int | None = None) -> Readings:
    readings: Readings = defaultdict(list)
    for turn in range(rounds):
        for shape in SHAPES:
            # As many of the light queries; each client gets at least one of the heavy ones.
            number = max(clients, few or shape.asked)
            for server in servers:
                asked = _requests(shape, world, 1000 * clients + turn + 2, server, number)
                told = load(server.address, asked, clients=clients)
                readings[server.name, shape.name] += told.seconds
                if told.refused:
                    print(f"{server.name}, {shape.name}: {told.refused} of {number} refused, as its limits demand")
    return readings


def _ask_again(servers: list[System], world: World, rounds: int) -> Readings:
    readings: Readings = defaultdict(list)
    for turn in range(rounds):
        for shape in SHAPES:
            for server in servers:
                [again] = _requests(shape, world, 100 + turn, server, 1)
                number = _REPEATED if shape.asked > 10 else _FEW
                told = _whole(load(server.address, iter([again] * (number + 1)), clients=1), server)
                readings[server.name, shape.name] += told.seconds[1:]
    return readings


def _percentile(seconds: list[float], percent: int) -> float:
    """In milliseconds."""
    ordered = sorted(seconds)
    return 1000 * ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


def _table(title: str, readings: Readings, first: str, second: str) -> None:
    print(f"{title}: milliseconds p50 / p95 / p99")
    print(f"{'':24}{first:>26}{second:>28}{'ratio of medians':>20}")
    ratios = []
    for shape in SHAPES:
        told, medians = [], []
        for name in (first, second):
            seconds = readings[name, shape.name] or [math.inf]
            told.append(" / ".join(f"{_percentile(seconds, percent):.4g}" for percent in (50, 95, 99)))
            medians.append(statistics.median(seconds))
        ratios.append(medians[0] / medians[1])
        print(f"{shape.name:24}{told[0]:>26}{told[1]:>28}{ratios[-1]:>20.3f}")
    print(f"{'geometric mean':78}{statistics.geometric_mean(ratios):>20.3f}\n", flush=True)


def _print_throughput(servers: list[System], world: World, rounds: int) -> None:
    rates: dict[str, list[float]] = defaultdict(list)
    for turn in range(rounds):
        for server in servers:
            # Made beforehand: the time is the server's.
            asked = list(_requests(SHAPES[0], world, 500_000 + turn, server, 40_000))
            told = _whole(load(server.address, iter(asked), clients=_MANY, seconds=_SECONDS), server)
            rates[server.name].append(len(told.seconds) / told.took)
    print(f"{SHAPES[0].name}, {_MANY} clients, every query new: answers a second")
    medians = {name: statistics.median(found) for name, found in rates.items()}
    for name, median in medians.items():
        print(f"{name:24}{median:10,.0f}   ({min(rates[name]):,.0f} to {max(rates[name]):,.0f})")
    print(f"{'ratio':24}{medians[OURS] / medians[OXIGRAPH]:10.3f}\n")


def _print_memory(servers: list[System]) -> None:
    print("memory after all that, all processes of each: MB")
    for server in servers:
        rss, pss = server.memory_mb()
        print(f"{server.name:24}{rss:10,.0f} (shared pages counted once: {pss:,.0f})")
    print()


def _beside_rdflib(rounds: int) -> None:
    if not systems.has_rdflib_endpoint():
        print("rdflib-endpoint is not installed; to measure it, too: pip install rdflib-endpoint")
        return
    folder = _FOLDER / f"service-{_SMALL}"
    world, manifest = make_release(folder, _SMALL)
    with systems.ours(folder) as own, systems.rdflib_endpoint(folder) as other:
        _compare_rows([own, other], world)
        readings = _ask_all([own, other], world, rounds, 1, few=_FEW)
        _table(f"{manifest.triples:,} triples, 1 client, every query new", readings, RDFLIB, OURS)


if __name__ == "__main__":
    main()

"""Measures `kg serve` and `oxigraph serve-read-only` side by side on one store, and rdflib-endpoint on a smaller one.

Run it with `make bench-service`, or: python -m tests.bench.service [--triples N] [--rounds N] [--only SHAPE ...]
[--in-memory]

The servers take turns, so that a machine that is busy with something else is so for both. No query is asked twice but
where the table says so. Answers are uncompressed JSON over connections that stay open. The processor's time of a query
tells more than its medians where the machine has much else to do. To look at a change for a minute:

    python -m tests.bench.service --triples 100000 --rounds 1 --only "label look-up" "property path"
"""

from __future__ import annotations

import argparse
import math
import statistics
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
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
# What the kernel's clock of processes tells.
_TICK = 0.01
# rdflib-endpoint needs seconds for some shapes.
_FEW = 3

Readings = dict[tuple[str, str], list[float]]


@dataclass(frozen=True, slots=True)
class Asked:
    """Of each server and shape the seconds that answers took, and those of the processor in each round."""

    seconds: Readings = field(default_factory=lambda: defaultdict(list))
    processor: Readings = field(default_factory=lambda: defaultdict(list))


def main(arguments: Sequence[str] | None = None) -> None:
    """Makes the stores where they are not there yet, asks the servers, and prints the tables."""
    options = _options().parse_args(arguments)
    folder = _FOLDER / f"service-{options.triples}"
    world, manifest = make_release(folder, options.triples)
    print(f"{manifest.triples:,} triples, {manifest.quads:,} quads; {options.rounds} rounds, the servers in turns\n")
    with ExitStack() as stack:
        flags = ["--in-memory"] if options.in_memory else []
        servers = [stack.enter_context(s) for s in (systems.ours(folder, *flags), systems.oxigraph(folder))]
        shapes = tuple(shape for shape in SHAPES if shape.name in options.only)
        _compare_rows(servers, world, shapes)
        for clients in (1, _MANY):
            asked = _ask_all(servers, world, shapes, options.rounds, clients)
            _table(f"{clients} client{'s' * (clients > 1)}, every query new", asked, OURS, OXIGRAPH)
        _table("1 client, a query repeated", _ask_again(servers, world, shapes, options.rounds), OURS, OXIGRAPH)
        if shapes == SHAPES:
            _print_throughput(servers, world, options.rounds)
        _print_memory(servers)
    if shapes == SHAPES:
        _beside_rdflib(options.rounds)


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.service", description=__doc__)
    parser.add_argument("--triples", type=int, default=1_000_000, metavar="N", help="size of the store")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="turns of each server")
    names = [shape.name for shape in SHAPES]
    parser.add_argument("--only", nargs="+", choices=names, default=names, metavar="SHAPE", help=", ".join(names))
    parser.add_argument("--in-memory", action="store_true", help="kg serve holds the graph in memory")
    return parser


def _rows(system: System, query: str) -> list[str]:
    host, port = system.address
    address = f"http://{host}:{port}{system.path}?{urlencode({'query': query})}"
    asked = Request(address, headers={"Accept": "application/sparql-results+json"})
    with urlopen(asked, timeout=120) as answer:
        return rows_of(answer.read())


def _compare_rows(servers: list[System], world: World, shapes: Sequence[Shape] = SHAPES) -> None:
    """Makes sure that the servers answer the same question; fast wrong answers are no measurement."""
    for shape in shapes:
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


def _ask_all(
    servers: list[System], world: World, shapes: Sequence[Shape], rounds: int, clients: int, few: int | None = None
) -> Asked:
    told_of = Asked()
    for turn in range(rounds):
        for shape in shapes:
            # As many of the light queries; each client gets at least one of the heavy ones.
            number = max(clients, few or shape.asked)
            for server in servers:
                asked = _requests(shape, world, 1000 * clients + turn + 2, server, number)
                told = _load(server, asked, clients, told_of, shape)
                if told.refused:
                    print(f"{server.name}, {shape.name}: {told.refused} of {number} refused, as its limits demand")
    return told_of


def _load(server: System, requests: Iterator[bytes], clients: int, told_of: Asked, shape: Shape) -> Load:
    before = server.processor_seconds()
    told = load(server.address, requests, clients=clients)
    told_of.seconds[server.name, shape.name] += told.seconds
    told_of.processor[server.name, shape.name].append(server.processor_seconds() - before)
    return told


def _ask_again(servers: list[System], world: World, shapes: Sequence[Shape], rounds: int) -> Asked:
    told_of = Asked()
    for turn in range(rounds):
        for shape in shapes:
            for server in servers:
                [again] = _requests(shape, world, 100 + turn, server, 1)
                number = _REPEATED if shape.asked > 10 else _FEW
                _whole(load(server.address, iter([again]), clients=1), server)
                _whole(_load(server, iter([again] * number), 1, told_of, shape), server)
    return told_of


def _percentile(seconds: list[float], percent: int) -> float:
    """In milliseconds."""
    ordered = sorted(seconds)
    return 1000 * ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


def _table(title: str, asked: Asked, first: str, second: str) -> None:
    print(f"{title}: milliseconds p50 / p95 / p99, and of the processor")
    print(f"{'':24}{first:>36}{second:>36}{'ratio of medians':>20}{'of processor':>14}")
    ratios, spent = [], []
    for shape in (s for s in SHAPES if asked.processor[first, s.name]):
        told, medians, processor = [], [], []
        for name in (first, second):
            seconds = asked.seconds[name, shape.name] or [math.inf]
            medians.append(statistics.median(seconds))
            # Told in hundredths of a second: of few rounds it is nothing but a hint for small queries.
            processor.append(max(sum(asked.processor[name, shape.name]), _TICK) / len(seconds))
            times = " / ".join(f"{_percentile(seconds, percent):.4g}" for percent in (50, 95, 99))
            told.append(f"{times}, {1000 * processor[-1]:.3g}")
        ratios.append(medians[0] / medians[1])
        spent.append(processor[0] / processor[1])
        print(f"{shape.name:24}{told[0]:>36}{told[1]:>36}{ratios[-1]:>20.3f}{spent[-1]:>14.3f}")
    means = statistics.geometric_mean(ratios), statistics.geometric_mean(spent)
    print(f"{'geometric mean':96}{means[0]:>20.3f}{means[1]:>14.3f}\n", flush=True)


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
        asked = _ask_all([own, other], world, SHAPES, rounds, 1, few=_FEW)
        _table(f"{manifest.triples:,} triples, 1 client, every query new", asked, RDFLIB, OURS)


if __name__ == "__main__":
    main()

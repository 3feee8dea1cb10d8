"""Measures what a reader waits for on the server: search, pages and networks over 100,000 entities and 1,000,000 facts.

Run it with `make bench-pages`, or: python -m tests.bench.pages [--triples N] [--rounds N] [--release DIR]

Beside each time stands its ratio to that of a Flask route that does nothing, behind the same kind of server, asked in
turns with the others. No address is asked twice; one client asks, over a connection that stays open.
"""

from __future__ import annotations

import argparse
import random
import statistics
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote
from urllib.request import Request, urlopen

import pyoxigraph as ox

from api.sounds import readings
from kg.layout import CURRENT, MANIFEST, STORE
from kg.manifest import Manifest
from kg.vocabulary import DCTERMS, LABEL, TYPE, UKG
from tests.bench import systems
from tests.bench.load import load
from tests.bench.release import make_release
from tests.bench.systems import System

_FOLDER = Path("build/bench")
# About a million facts, and 113,000 things that have a page.
_TRIPLES = 6_560_000
_CLASSES = ("Person", "Union", "District", "Award", "Event", "Article")
_BARE = "a bare Flask route"
# What one round asks of each kind.
_ASKED = 40
# Those of each class that most articles mention: their pages are the largest.
_HUBS = 20


@dataclass(frozen=True, slots=True)
class Thing:
    """Something with a page: its address below /page/, its name and its class."""

    path: str
    label: str
    cls: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of request, and within how many milliseconds 95 of 100 are to be answered; 0 where nothing is set."""

    name: str
    bar: int
    address: Callable[[random.Random, dict[str, list[Thing]]], str]


def _any(chance: random.Random, things: dict[str, list[Thing]], *classes: str) -> Thing:
    """One of all things of these classes, each as likely as the other."""
    found = [things[cls] for cls in classes]
    [chosen] = chance.choices(found, [len(own) for own in found])
    return chance.choice(chosen)


def _name(chance: random.Random, things: dict[str, list[Thing]]) -> str:
    return _any(chance, things, chance.choice(_CLASSES[:5])).label


def _spelt(name: str, letters: int | None) -> str:
    return "".join((readings(c) or (c,))[0][:letters] for c in name)


def _search(text: str) -> str:
    return f"/search?q={quote(text)}"


def _wrong(chance: random.Random, name: str) -> str:
    at = chance.randrange(len(name))
    return f"{name[:at]}{chance.choice('天地玄黄宇宙洪荒')}{name[at + 1 :]}"


def _network(chance: random.Random, things: dict[str, list[Thing]]) -> str:
    return f"/network/{_any(chance, things, 'Person', 'Union').path}?nodes=300&hops=2"


_ENTITIES = _CLASSES[:5]
KINDS: tuple[Kind, ...] = (
    Kind("search: a name", 50, lambda c, t: _search(_name(c, t))),
    Kind("search: part of a name", 50, lambda c, t: _search(_name(c, t)[: c.randint(1, 3)])),
    Kind("search: pinyin", 50, lambda c, t: _search(_spelt(_any(c, t, "Person", "Union").label, None))),
    Kind("search: initials", 50, lambda c, t: _search(_spelt(_name(c, t), 1))),
    Kind("search: one wrong", 50, lambda c, t: _search(_wrong(c, _name(c, t)))),
    Kind("suggestions", 50, lambda c, t: f"/suggest?q={quote(_name(c, t)[: c.randint(1, 4)])}"),
    Kind("page of an entity", 150, lambda c, t: f"/page/{_any(c, t, *_ENTITIES).path}"),
    Kind("page of an article", 0, lambda c, t: f"/page/{_any(c, t, 'Article').path}"),
    Kind("page of a hub", 0, lambda c, t: f"/page/{c.choice([x for k in _ENTITIES for x in t[k][:_HUBS]]).path}"),
    Kind("network of 300 nodes", 500, _network),
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Makes the release where it is not there yet, asks, and prints the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.pages", description=__doc__)
    parser.add_argument("--triples", type=int, default=_TRIPLES, metavar="N", help="size of the graph")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="turns of each kind")
    parser.add_argument("--release", type=Path, metavar="DIR", help="measure this release instead of an invented one")
    options = parser.parse_args(arguments)
    folder = options.release or _FOLDER / f"pages-{options.triples}"
    if options.release is None:
        make_release(folder, options.triples)
    manifest = Manifest.read(folder / CURRENT / MANIFEST)
    things = _things(ox.Store.read_only(str((folder / CURRENT / STORE).resolve())))
    with ExitStack() as stack:
        ours, bare = (stack.enter_context(system) for system in (systems.ours(folder), systems.bare()))
        count = sum(map(len, things.values()))
        print(f"{count:,} things with a page, {manifest.facts:,} facts, {manifest.triples:,} triples\n")
        for kind in KINDS:  # what is made once for all, when it is first asked for, is not measured
            _get(ours, kind.address(random.Random(0), things))
        seconds = _ask(ours, bare, things, options.rounds)
    _print(seconds)


def _things(store: ox.Store) -> dict[str, list[Thing]]:
    """All things of each class with their names, those that most articles mention first."""

    def pairs(property_: str) -> Iterator[tuple[str, str]]:
        for quad in store.quads_for_pattern(None, ox.NamedNode(property_), None, ox.DefaultGraph()):
            assert isinstance(quad.subject, ox.NamedNode)
            assert not isinstance(quad.object, ox.Triple)
            yield quad.subject.value, quad.object.value

    names = dict(pairs(LABEL.value)) | dict(pairs(DCTERMS + "title"))
    mentions = Counter(thing for _, thing in pairs(UKG + "mentions"))
    found: dict[str, list[Thing]] = {cls: [] for cls in _CLASSES}
    for iri, cls in sorted(pairs(TYPE.value), key=lambda pair: (-mentions[pair[0]], pair)):
        if cls.removeprefix(UKG) in found and iri in names:
            own = cls.removeprefix(UKG)
            found[own].append(Thing("/".join(iri.split("/")[-2:]), names[iri], own))
    return found


def _get(system: System, path: str) -> str:
    host, port = system.address
    with urlopen(Request(f"http://{host}:{port}{path}", headers={"Accept": "text/html"}), timeout=120) as answer:
        text: str = answer.read().decode()
        return text


def _ask(ours: System, bare: System, things: dict[str, list[Thing]], rounds: int) -> dict[str, list[float]]:
    seconds: dict[str, list[float]] = defaultdict(list)
    for turn in range(rounds):
        for number, kind in enumerate(KINDS):
            chance = random.Random(1000 * turn + number)
            asked = [kind.address(chance, things) for _ in range(_ASKED)]
            for name, system, paths in ((kind.name, ours, asked), (_BARE, bare, ["/"] * _ASKED)):
                told = load(system.address, _requests(paths), clients=1)
                if told.refused:
                    raise AssertionError(f"{name}: {told.refused} of {_ASKED} refused: {paths}")
                seconds[name] += told.seconds
    return seconds


def _requests(paths: Sequence[str]) -> Iterator[bytes]:
    for path in paths:
        yield f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\n\r\n".encode()


def _print(seconds: dict[str, list[float]]) -> None:
    floor = statistics.median(seconds[_BARE])
    print(f"{'milliseconds':24}{'p50':>9}{'p95':>9}{'max':>9}{'ratio':>9}   bar for p95")
    for name, bar in ((_BARE, 0), *((kind.name, kind.bar) for kind in KINDS)):
        ordered = sorted(seconds[name])
        middle, late = statistics.median(ordered), ordered[len(ordered) * 95 // 100]
        kept = f"{bar}: {'kept' if 1000 * late < bar else 'MISSED'}" if bar else ""
        times = "".join(f"{1000 * value:9.1f}" for value in (middle, late, ordered[-1]))
        print(f"{name:24}{times}{middle / floor:9.1f}   {kept}")


if __name__ == "__main__":
    main()

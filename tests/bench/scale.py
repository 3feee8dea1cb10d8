"""Measures builds by size and by processes, the store's writing beside `oxigraph load`, and the dumps beside rdflib.

Run it with `make bench-scale`, or: python -m tests.bench.scale --sizes 500 1000 2000 --picture growth.svg
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pyoxigraph as ox
import rdflib

from kg import store
from kg.build import build
from kg.built import Built
from kg.cache import Cache
from kg.dumps import DUMPS, WRITERS, content_of
from kg.ids import Names
from kg.layout import CACHE, CURRENT, DUMPS_FOLDER
from kg.manifest import Manifest
from kg.pages import read_pages
from kg.settings import BuildSettings
from tests.bench import corpus

# Often enough to see a peak that lasts, seldom enough to cost nothing.
_LOOK_SECONDS = 0.1
# rdflib takes so long that a part of the graph has to do; its rate does not rise with more.
_RDFLIB_QUADS = 100_000
_RDFLIB = {"nq": "nquads", "trig": "trig", "ttl": "turtle", "jsonld": "json-ld"}
_PAGE_KB = os.sysconf("SC_PAGE_SIZE") / 1024
_TICKS = os.sysconf("SC_CLK_TCK")
_OXIGRAPH = Path(sys.executable).with_name("oxigraph")


@dataclass(frozen=True, slots=True)
class Took:
    """What a build took: by the clock, of the processors, and the most memory of all its processes together."""

    pages: int
    jobs: int
    release: str
    seconds: float
    processor: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class _Process:
    """Processor time and memory of a process as the kernel tells them."""

    number: int
    seconds: float
    megabytes: float


def measured(pages: Path, number: int, out: Path, jobs: int) -> Took:
    """Builds the pages in processes of their own."""
    command = [sys.executable, "-m", "kg.cli", "build", str(pages), "--out", str(out), "--jobs", str(jobs)]
    start, used, peak = time.perf_counter(), dict[int, float](), 0.0
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        while process.poll() is None:
            group = list(_group(process.pid))
            used.update((one.number, one.seconds) for one in group)
            peak = max(peak, sum(one.megabytes for one in group))
            time.sleep(_LOOK_SECONDS)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    seconds = time.perf_counter() - start
    return Took(number, jobs, (out / CURRENT).resolve().name, seconds, sum(used.values()), peak)


def _group(leader: int) -> Iterable[_Process]:
    """The processes of a group."""
    for folder in Path("/proc").iterdir():
        try:
            told = (folder / "stat").read_text().rpartition(")")[2].split() if folder.name.isdecimal() else []
        except OSError:
            continue  # it has just ended
        if told and int(told[2]) == leader:
            ticks = int(told[11]) + int(told[12])
            yield _Process(int(folder.name), ticks / _TICKS, int(told[21]) * _PAGE_KB / 1024)


def seconds(work: Callable[[], object]) -> float:
    """How long the work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def stores(release: Path, place: Path, triples: Path) -> tuple[float, float]:
    """Quads a second: written by kg with the union of all graphs besides, and by Oxigraph's own loader."""
    quads = release / DUMPS_FOLDER / DUMPS["nq"]
    manifest = Manifest.read(release / "manifest.json")
    ours = seconds(lambda: store.create(place / "ours", quads, triples))

    def load() -> None:
        for command in (["load", "--file", str(quads)], ["optimize"]):
            subprocess.run(
                [_OXIGRAPH, command[0], "--location", place / "theirs", *command[1:]], check=True, capture_output=True
            )

    theirs = seconds(load)
    return (manifest.quads + manifest.triples) / ours, manifest.quads / theirs


def dumped(built: Built, names: Names, place: Path) -> float:
    """Quads a second from the pages' blocks into the files of all four formats."""
    start = time.perf_counter()
    content = content_of(built.blocks, names, place / "sorting")
    for name, pieces in WRITERS.items():
        with (place / DUMPS[name]).open("wb") as file:
            file.writelines(pieces(content))
    return content.quads / (time.perf_counter() - start)


def dumped_by_rdflib(quads: Path, place: Path) -> float:
    """Quads a second from rdflib's memory into the files of all four formats."""
    parsed = islice(ox.parse(path=str(quads), format=ox.RdfFormat.N_QUADS), _RDFLIB_QUADS)
    text = ox.serialize(parsed, format=ox.RdfFormat.N_QUADS)
    read = rdflib.Dataset()
    read.parse(data=text, format="nquads")
    plain = rdflib.Graph()
    for subject, property_, value, _ in read.quads():
        plain.add((subject, property_, value))
    start = time.perf_counter()
    for name, format_ in _RDFLIB.items():
        graph = read if name in ("nq", "trig") else plain
        graph.serialize(destination=str(place / f"rdflib.{name}"), format=format_)
    return len(read) / (time.perf_counter() - start)


def told(took: Took) -> Took:
    """Prints what a build took, as soon as it is known."""
    print(
        f"{took.pages:9,} pages  {took.jobs} jobs  {took.pages / took.seconds:7.1f} pages/s"
        f"  {1000 * took.processor / took.pages:7.1f} ms of processors a page  {took.megabytes:7,.0f} MB",
        flush=True,
    )
    return took


def draw(builds: Sequence[Took], path: Path) -> None:
    """Draws how the time a page and the memory grow with the pages."""
    # Imported here: only the picture needs it.
    from matplotlib.figure import Figure

    pages = [took.pages for took in builds]
    figure = Figure(figsize=(8, 3), layout="constrained")
    time_, memory = figure.subplots(1, 2)
    time_.plot(pages, [1000 * took.processor / took.pages for took in builds], marker="o")
    time_.set_ylabel("processor time a page (ms)")
    memory.plot(pages, [took.megabytes for took in builds], marker="o", color="tab:green")
    memory.set_ylabel("most memory of all processes (MB)")
    for axes in (time_, memory):
        axes.set_xlabel("pages")
        axes.set_ylim(bottom=0)
        axes.grid(alpha=0.3)
    figure.savefig(path)


def main() -> None:
    """Prints a table; leaves with 1 where two builds of the same pages give different releases."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[500, 1000, 2000], help="pages of builds by two jobs")
    parser.add_argument("--place", type=Path, help="folder to work in (default: where temporary files are)")
    parser.add_argument("--picture", type=Path, metavar="FILE", help="draw how time and memory grow")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.place) as made:
        place = Path(made)
        sizes = sorted(options.sizes)
        for size in sizes:
            corpus.write(place / f"pages-{size}", size)
        few = place / f"pages-{sizes[0]}"
        one = told(measured(few, sizes[0], place / "one", 1))
        two, *others = (told(measured(place / f"pages-{n}", n, place / f"two-{n}", 2)) for n in sizes)
        print(f"two jobs against one         {one.seconds / two.seconds:8.2f} times as fast")
        for took in others:
            grown = (took.processor / took.pages) / (two.processor / two.pages)
            print(f"{took.pages / two.pages:5.1f} times the pages        {grown:8.2f} times the time a page")
            print(f"                             {took.megabytes / two.megabytes:8.2f} times the memory")
        if options.picture:
            draw([two, *others], options.picture)
        settings = BuildSettings()
        built = build(read_pages([few]).pages, settings, Cache(place / f"two-{sizes[0]}" / CACHE))
        names = Names(settings.base)
        triples = place / "triples.nt"
        triples.write_bytes(b"".join(content_of(built.blocks, names, place / "triples").ntriples()))
        release = place / f"two-{sizes[0]}" / CURRENT
        ours, theirs = stores(release, place, triples)
        print(f"store                        {ours:8,.0f} quads/s, oxigraph load {theirs:,.0f}: {ours / theirs:.2f}")
        written = dumped(built, names, place)
        other = dumped_by_rdflib(release / DUMPS_FOLDER / DUMPS["nq"], place)
        print(f"dumps, four formats          {written:8,.0f} quads/s, rdflib {other:,.0f}: {written / other:.0f}")
    print("the same release" if one.release == two.release else "OTHER RELEASES")
    sys.exit(one.release != two.release)


if __name__ == "__main__":
    main()

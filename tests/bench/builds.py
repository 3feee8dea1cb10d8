"""Measures what changing one page costs beside building all pages anew, and that both give the same release.

Run it with `make bench-build`, or: python -m tests.bench.builds --pages 2000
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from kg.layout import CURRENT
from tests.bench import corpus

_CHANGED = "p00100.txt"


@dataclass(frozen=True, slots=True)
class Took:
    """What a build took: by the clock, and of the processors, which is not longer when others use them, too."""

    release: str
    seconds: float
    processor: float


def build(pages: Path, out: Path) -> Took:
    """Builds the pages in one process of its own: what others take is not told to the one that waits for it."""
    command = [sys.executable, "-m", "kg.cli", "build", str(pages), "--out", str(out), "--jobs", "1"]
    before, start = os.times(), time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    seconds, after = time.perf_counter() - start, os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return Took((out / CURRENT).resolve().name, seconds, used)


def main() -> None:
    """Prints the times of both builds and their share; leaves with 1 where the releases differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--place", type=Path, help="folder to work in (default: where temporary files are)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.place) as made:
        pages = Path(made) / "pages"
        corpus.write(pages, options.pages)
        build(pages, Path(made) / "lives")
        page = pages / _CHANGED if (pages / _CHANGED).exists() else min(pages.iterdir())
        text = page.read_text(encoding="utf-8").replace("。", "。近日，海淀区总工会举办竞赛。", 1)
        page.write_text(text, encoding="utf-8")
        changed, anew = build(pages, Path(made) / "lives"), build(pages, Path(made) / "anew")
    for name, took in (("all pages anew", anew), ("one page changed", changed)):
        print(f"{name:18} {took.seconds:8.1f} s  {took.processor:8.1f} s of processors")
    print(f"share {changed.seconds / anew.seconds:.1%}, of processors {changed.processor / anew.processor:.1%}")
    print("the same release" if changed.release == anew.release else "OTHER RELEASES")
    sys.exit(changed.release != anew.release)


if __name__ == "__main__":
    main()

"""Random histories of pages and judgements: after every step the incremental build is that of all at once.

Run it with: python -m tests.bench.histories 200
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from kg.build import build
from kg.built import Built
from kg.cache import Cache
from kg.ledger import Judgement
from kg.model import Page
from kg.settings import BuildSettings
from tests.kg.fresh import fresh, whole
from tests.kg.histories import history, judging
from tests.kg.test_build import plainly, same

_SETTINGS = BuildSettings()
_STEPS = 3


def live(place: Path, seed: int) -> int:
    """Lives through one history: pages first, then judgements on what they say; gives the number of builds."""
    seen: list[Built] = []
    pages: tuple[Page, ...] = ()
    for pages in history(seed, _STEPS):
        seen.append(step(place, pages, ()))
    seen += [step(place, pages, ledger) for ledger in judging(seed, pages, _STEPS)]
    assert seen[0] == step(place, pages, ()), f"history {seed}: all is undone, and not all is as it was"
    return len(seen) + 1


def step(place: Path, pages: tuple[Page, ...], ledger: tuple[Judgement, ...]) -> Built:
    """Builds with the cache and without; what comes of it has to be the same."""
    cache = Cache(place)
    built = whole(build(pages, _SETTINGS, cache, ledger=ledger))
    cache.sweep()
    assert built == fresh(pages, _SETTINGS, ledger)
    assert ledger or same(built, plainly(*pages))
    return built


def main() -> None:
    """Prints how many builds were compared; raises at the first that differs."""
    builds = 0
    for seed in range(int(sys.argv[1])):
        with tempfile.TemporaryDirectory() as place:
            builds += live(Path(place), seed)
        print(f"{seed + 1} histories, {builds} builds: all the same", flush=True)


if __name__ == "__main__":
    main()

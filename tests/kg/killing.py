"""Builds that are killed at random moments, or find no space, and what is there afterwards; run as a program.

`python -m tests.kg.killing kill|fill TIMES SEED` prints a line for each, and raises where something is wrong. The
tables are loaded once, and every build and every look at its result is a fork, so that a hundred of them take minutes.
"""

from __future__ import annotations

import contextlib
import io
import os
import random
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from kg import cli
from kg.archive import manifest_of
from kg.layout import RELEASES
from kg.lexicon import lexicon
from kg.release import check, open_release

_ARTICLE = "# 竞赛{n}\n本报讯（记者 马明）近日，海淀区总工会主席周明远在海淀区文化馆出席第{n}届职工技能竞赛。\n"
_PAGES = 6
# Larger than any file of a small release.
_LARGEST_FILE = 400_000


def write_pages(folder: Path, version: int) -> None:
    """The pages of the folder; each version differs in the page of its number."""
    folder.mkdir(exist_ok=True)
    for number in range(_PAGES):
        changed = version * _PAGES if number == version % _PAGES else 0
        (folder / f"{number}.txt").write_text(_ARTICLE.format(n=number + changed), encoding="utf-8")


def build(pages: Path, out: Path) -> int:
    """Runs kg build without a word; its exit code."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        return cli.main(["build", str(pages), "--out", str(out)])


def fork(work: Callable[[], int]) -> int:
    """Runs the work in a process of its own, of which the number is given; what it gives is its exit code."""
    child = os.fork()
    if child:
        return child
    code = 99
    try:
        code = work()
    finally:
        os._exit(code)


def ended(child: int) -> int:
    """How the process ended: its exit code, or the signal's number below zero."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def whole(out: Path, *expected: str) -> int:
    """Checks the current release file by file; 0 where it is one of the expected, if any are named."""
    found = open_release(out)
    check(found.path, found.manifest)
    return 0 if not expected or found.id in expected else 98


def kill(pages: Path, out: Path, chance: random.Random, seconds: float) -> str:
    """Kills a build at a random moment."""
    child = fork(lambda: build(pages, out))
    after = chance.uniform(0, seconds)
    time.sleep(after)
    with contextlib.suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    return f"killed after {after:.3f} s: {ended(child)}"


def fill(pages: Path, out: Path, chance: random.Random, seconds: float) -> str:
    """Lets a build write no file beyond a random size, as on a disk that is full."""
    most = int(_LARGEST_FILE ** chance.uniform(0, 1))

    def work() -> int:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        return build(pages, out)

    code = ended(fork(work))
    if code not in (cli.DONE, cli.NOTHING_DONE):
        raise AssertionError(f"no file beyond {most} bytes: exit code {code}")
    return f"no file beyond {most} bytes: {code}"


DISTURBANCES = {"kill": kill, "fill": fill}


def disturb(how: str, times: int, seed: int, place: Path) -> None:
    """Builds a folder of pages again and again, each time first disturbed and then to its end."""
    chance = random.Random(seed)
    pages, out = place / "pages", place / "out"
    write_pages(pages, 0)
    assert ended(fork(lambda: build(pages, out))) == cli.DONE
    former = (out / "current").resolve().name
    seconds = 0.0
    for number in range(1, times + 1):
        write_pages(pages, number)
        told = DISTURBANCES[how](pages, out, chance, seconds or 1.0)
        # Another one may be complete already, and then it is current.
        complete = [path.name for path in (out / RELEASES).iterdir() if not path.name.startswith(".")]
        assert former in complete
        assert ended(fork(partial(whole, out, *complete))) == 0, told
        start = time.monotonic()
        assert ended(fork(lambda: build(pages, out))) == cli.DONE, told
        seconds = max(seconds, time.monotonic() - start)
        assert ended(fork(lambda: whole(out))) == 0, told
        left = [str(path) for path in out.rglob("*") if path.name.startswith(".")]
        assert left == [], told
        former = (out / "current").resolve().name
        texts = {source.page for source in manifest_of(out, former).sources}
        assert len(texts) == _PAGES, told
        print(f"{number:4} {told}; then {former}", flush=True)
    fresh = place / "fresh"
    assert ended(fork(lambda: build(pages, fresh))) == cli.DONE
    assert (fresh / "current").resolve().name == former, "what came of it is what a build anew gives"
    print("all whole")


if __name__ == "__main__":
    lexicon()
    with tempfile.TemporaryDirectory() as made:
        disturb(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(made))

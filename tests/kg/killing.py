"""Builds that are killed at random moments, or find no space, and what is there afterwards; run as a program.

`python -m tests.kg.killing kill|fill|disk TIMES SEED` prints a line for each, and raises where something is wrong:
`fill` lets no file grow beyond a size, `disk` builds on a real small file system that is nearly full, which only
root may mount. After each disturbance the service is asked, and answers from a complete release. The tables are loaded
once, and every build and every look at its result is a fork, so that a hundred of them take minutes.
"""

from __future__ import annotations

import contextlib
import io
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from api import create_app
from api.service import service_of
from api.settings import ServiceSettings
from kg import cli
from kg.archive import manifest_of
from kg.layout import RELEASES
from kg.lexicon import lexicon
from kg.release import check, open_release

_ARTICLE = "# 竞赛{n}\n本报讯（记者 马明）近日，海淀区总工会主席周明远在海淀区文化馆出席第{n}届职工技能竞赛。\n"
_PAGES = 6
# Larger than any file of a small release.
_LARGEST_FILE = 400_000
# A file system with room for several releases; so much of it is left at most, where a release takes some 0.6 MB.
_DISK, _LEFT = 64 << 20, 800_000
_BALLAST = "ballast"
# What the program leaves with where there is no such file system to be had.
NO_DISK = 77


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
    """Checks the current release file by file, and that it is served; 0 where it is one of the expected, if any."""
    found = open_release(out)
    check(found.path, found.manifest)
    with contextlib.redirect_stderr(io.StringIO()):  # what the service lacks is not asked here
        app = create_app(ServiceSettings(out))
    try:
        answer = app.test_client().get("/health").json
    finally:
        service_of(app).close()
    assert answer is not None
    served = answer["release"]
    return 0 if served == found.id and (not expected or served in expected) else 98


def hidden(out: Path) -> list[str]:
    """What unfinished work would be called."""
    return [str(path) for path in out.rglob(".*")]


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


def disk(pages: Path, out: Path, chance: random.Random, seconds: float) -> str:
    """Lets a build find the disk full after a random number of bytes."""
    ballast = out.parent / _BALLAST
    left = chance.randrange(_LEFT)
    free = shutil.disk_usage(out).free
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, free - left)
    code = ended(fork(lambda: build(pages, out)))
    if code not in (cli.DONE, cli.NOTHING_DONE):
        raise AssertionError(f"{left} bytes left: exit code {code}")
    assert hidden(out) == [], "a build that fails by itself leaves nothing behind"
    assert ended(fork(lambda: whole(out))) == 0, "a full disk can still be read from"
    ballast.unlink()
    return f"{left} of {free} bytes left: {code}"


DISTURBANCES = {"kill": kill, "fill": fill, "disk": disk}


@contextlib.contextmanager
def small_disk(place: Path) -> Iterator[None]:
    """Mounts a small file system of its own at the place; leaves with NO_DISK where that is not allowed."""
    mount = ["mount", "-t", "tmpfs", "-o", f"size={_DISK}", "tmpfs", str(place)]
    told = subprocess.run(mount, capture_output=True, text=True, check=False)
    if told.returncode:
        print(f"no file system can be mounted here: {told.stderr.strip()}", file=sys.stderr)
        raise SystemExit(NO_DISK)
    try:
        yield
    finally:
        subprocess.run(["umount", str(place)], check=True)


def disturb(how: str, times: int, seed: int, place: Path) -> None:
    """Builds a folder of pages again and again, each time first disturbed and then to its end."""
    chance = random.Random(seed)
    pages, out = place / "pages", place / "disk" / "out"
    write_pages(pages, 0)
    assert ended(fork(lambda: build(pages, out))) == cli.DONE
    former = (out / "current").resolve().name
    seconds = 0.0
    failed = 0
    for number in range(1, times + 1):
        write_pages(pages, number)
        told = DISTURBANCES[how](pages, out, chance, seconds or 1.0)
        failed += told.endswith(f": {cli.NOTHING_DONE}")
        # Another one may be complete already, and then it is current.
        complete = [path.name for path in (out / RELEASES).iterdir() if not path.name.startswith(".")]
        assert former in complete
        assert ended(fork(partial(whole, out, *complete))) == 0, told
        start = time.monotonic()
        assert ended(fork(lambda: build(pages, out))) == cli.DONE, told
        seconds = max(seconds, time.monotonic() - start)
        assert ended(fork(lambda: whole(out))) == 0, told
        assert hidden(out) == [], told
        former = (out / "current").resolve().name
        texts = {source.page for source in manifest_of(out, former).sources}
        assert len(texts) == _PAGES, told
        print(f"{number:4} {told}; then {former}", flush=True)
    fresh = place / "fresh"
    assert ended(fork(lambda: build(pages, fresh))) == cli.DONE
    assert (fresh / "current").resolve().name == former, "what came of it is what a build anew gives"
    assert failed or how == "kill", "nothing was ever disturbed"
    print("all whole")


if __name__ == "__main__":
    lexicon()
    with tempfile.TemporaryDirectory() as made:
        (Path(made) / "disk").mkdir()
        with small_disk(Path(made) / "disk") if sys.argv[1] == "disk" else contextlib.nullcontext():
            disturb(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(made))

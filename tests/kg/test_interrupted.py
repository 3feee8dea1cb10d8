"""Builds on several processes give the same bytes, and one that was interrupted goes on where it stopped."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import pytest

from kg.layout import CURRENT, DUMPS_FOLDER

ROOT = Path(__file__).resolve().parents[2]
_ARTICLE = (
    "# 竞赛{n}\n本报讯（记者 马明）近日，海淀区总工会主席周明远在海淀区文化馆出席第{n}届职工技能竞赛。\n\n"
    "# 又讯{n}\n日前，大兴区总工会第{n}次慰问职工。大兴区总工会主席林晓岚讲话。\n"
)
_PAGES = 30
# Of the pages, this share may be read a second time after an interruption.
_TWICE = 0.1

# kg build that writes the name of every page that it reads into a file, and is interrupted by a signal at the tenth.
_COUNTING = """
import os, signal, sys
from kg import cli, work
read_page, count = work.read_page, 0
def counted(page):
    global count
    count += 1
    with open(sys.argv[1], "a") as file:
        file.write(page.name + "\\n")
    if count == 10 and sys.argv[2] != "0":
        os.kill(os.getpid(), int(sys.argv[2]))
    return read_page(page)
work.read_page = counted
sys.exit(cli.main(sys.argv[3:]))
"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    for number in range(_PAGES):
        (folder / f"{number:02}.txt").write_text(_ARTICLE.format(n=number), encoding="utf-8")
    return folder


def build(pages: Path, out: Path, jobs: int) -> list[str]:
    command = [sys.executable, "-m", "kg.cli", "build", str(pages), "--out", str(out), "--jobs", str(jobs)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return hashes(out)


def hashes(out: Path) -> list[str]:
    """The release, and what its dumps hash to."""
    dumps = sorted((out / CURRENT / DUMPS_FOLDER).iterdir())
    return [(out / CURRENT).resolve().name, *(sha256(dump.read_bytes()).hexdigest() for dump in dumps)]


@pytest.fixture(scope="module")
def expected(pages: Path, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    return build(pages, tmp_path_factory.mktemp("data") / "out", jobs=1)


@pytest.mark.parametrize("jobs", [2, 3])
def test_the_number_of_processes_changes_no_byte(pages: Path, tmp_path: Path, jobs: int, expected: list[str]) -> None:
    assert build(pages, tmp_path / "out", jobs) == expected


@pytest.mark.parametrize("kind", [signal.SIGINT, signal.SIGKILL])
def test_an_interrupted_build_goes_on(pages: Path, tmp_path: Path, kind: signal.Signals, expected: list[str]) -> None:
    out, read = tmp_path / "out", tmp_path / "read"
    command = [sys.executable, "-c", _COUNTING, str(read)]
    rest = ["build", str(pages), "--out", str(out), "--jobs", "1"]
    cut = subprocess.run([*command, str(int(kind)), *rest], cwd=ROOT, capture_output=True, preexec_fn=heed_ctrl_c)
    assert cut.returncode != 0
    assert len(read.read_text().split()) == 10
    subprocess.run([*command, "0", *rest], cwd=ROOT, check=True, capture_output=True)
    assert _PAGES <= len(read.read_text().split()) <= (1 + _TWICE) * _PAGES
    assert hashes(out) == expected


def heed_ctrl_c() -> None:
    """Undoes that what a shell starts in the background ignores Ctrl-C, and all that it starts, too."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def is_running(group: int) -> bool:
    """Whether the group has a process that has not ended."""
    for told in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it has just ended
            state, _, leader = told.read_text().rpartition(")")[2].split()[:3]
            if int(leader) == group and state != "Z":
                return True
    return False


@pytest.mark.parametrize("kind", [signal.SIGINT, signal.SIGKILL])
def test_all_processes_end_with_the_build(
    pages: Path, tmp_path: Path, kind: signal.Signals, expected: list[str]
) -> None:
    """Ctrl-C reaches all processes of a terminal; SIGKILL only the one that it is sent to."""
    out = tmp_path / "out"
    command = [sys.executable, "-m", "kg.cli", "build", str(pages), "--out", str(out), "--jobs", "2"]
    with subprocess.Popen(
        command, cwd=ROOT, stderr=subprocess.PIPE, start_new_session=True, preexec_fn=heed_ctrl_c
    ) as process:
        readings = out / "cache" / "readings"
        while not (readings.is_dir() and list(readings.iterdir())):
            assert process.poll() is None
            time.sleep(0.01)
        if kind is signal.SIGINT:
            os.killpg(process.pid, kind)
        else:
            process.kill()
        _, told = process.communicate()
    while is_running(process.pid):  # the server that workers are forked from ends by itself a moment later
        time.sleep(0.01)
    if kind is signal.SIGINT:
        assert (process.returncode, told.decode()) == (130, "kg: interrupted\n")
        assert [path for path in out.rglob("*") if path.name.startswith(".")] == []
    assert build(pages, out, jobs=2) == expected
    assert [path for path in out.rglob("*") if path.name.startswith(".")] == []

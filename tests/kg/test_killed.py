"""Whatever happens to a build, a complete release is current, and the next build works and leaves nothing behind.

`python -m tests.kg.killing` does the same as often as one likes.
"""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg import cli
from kg.layout import RELEASES
from tests.kg.killing import NO_DISK

ROOT = Path(__file__).resolve().parents[2]
PAGE = "# 竞赛\n近日，海淀区总工会举办竞赛。\n"


@pytest.mark.parametrize("how", ["kill", "fill", "disk"])
def test_after_a_build_that_came_to_no_end_all_is_well(how: str) -> None:
    command = [sys.executable, "-m", "tests.kg.killing", how, "5", "1"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if ran.returncode == NO_DISK:
        pytest.skip(ran.stderr.strip())
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert ran.stdout.endswith("all whole\n")


def test_of_two_builds_into_one_folder_the_second_waits(tmp_path: Path) -> None:
    pages, out = tmp_path / "pages", tmp_path / "out"
    pages.mkdir()
    (pages / "a.txt").write_text(PAGE, encoding="utf-8")
    (out / RELEASES).mkdir(parents=True)
    command = [sys.executable, "-m", "kg.cli", "build", str(pages), "--out", str(out)]
    first = os.open(out / RELEASES, os.O_RDONLY)
    fcntl.flock(first, fcntl.LOCK_EX)
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as second:
        assert second.stderr is not None
        assert second.stderr.readline() == f"kg: another build writes into {out}; waiting until it is done\n"
        assert not (out / "current").exists()
        os.close(first)
        assert second.wait() == cli.DONE
    assert (out / "current").exists()


def test_builds_at_once_harm_each_other_not(tmp_path: Path) -> None:
    out = tmp_path / "out"
    commands = []
    for name in "abc":
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.txt").write_text(PAGE, encoding="utf-8")
        commands.append([sys.executable, "-m", "kg.cli", "build", str(tmp_path / name), "--out", str(out)])
    running = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) for command in commands]
    assert [process.wait() for process in running] == [cli.DONE] * 3
    assert cli.main(["releases", str(out)]) == cli.DONE
    assert len(list((out / RELEASES).iterdir())) == 3
    assert not list(out.rglob(".*"))

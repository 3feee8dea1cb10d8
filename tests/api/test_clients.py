"""The README's programs, as they stand there, against the running service: each finds the union by its Chinese name."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
SECTION = (
    (ROOT / "README.md").read_text(encoding="utf-8").partition("### Asking from a program")[2].partition("\n### ")[0]
)
PROGRAMS = re.findall(r"```(sh|python)\n(.*?)```", SECTION, re.DOTALL)
ADDRESS, NAME = "http://127.0.0.1:8000/", "大兴区总工会"


@pytest.fixture(scope="module")
def address(release_dir: Path) -> Iterator[str]:
    command = [sys.executable, "-m", "kg.cli", "serve", str(release_dir), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        yield next(word for word in line.split() if word.startswith("http://"))
        process.terminate()


def test_the_readme_has_programs_for_four_clients() -> None:
    assert [language for language, _ in PROGRAMS] == ["sh", "python", "python", "python"]


@pytest.mark.parametrize(("language", "program"), PROGRAMS, ids=["curl", "pandas", "SPARQLWrapper", "SPARQLStore"])
def test_the_readmes_program_finds_the_union(address: str, language: str, program: str) -> None:
    assert ADDRESS in program
    assert NAME in program
    # The example's release has another union than the seeds.
    program = program.replace(ADDRESS, address).replace(NAME, "青禾区总工会")
    command = ["sh", "-c", program] if language == "sh" else [sys.executable, "-c", program]
    answer = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (answer.returncode, answer.stderr if language == "python" else "") == (0, "")
    assert "https://w3id.org/union-kg/id/union/" in answer.stdout

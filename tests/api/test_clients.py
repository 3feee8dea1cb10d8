"""Other people's clients against the running service: each finds the union by its Chinese name.

The README's programs are run as they stand there.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.example import UNION

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
    assert UNION.value in answer.stdout


QUERY = 'SELECT ?x { ?x <http://www.w3.org/2000/01/rdf-schema#label> "青禾区总工会"@zh }'
# npm asks its registry; where that cannot be reached it tries for minutes.
NPM_SECONDS = 60


def run(command: list[str], folder: Path) -> str:
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60, check=True).stdout


def test_another_store_federates_with_us(address: str, tmp_path: Path) -> None:
    """`oxigraph` asks us by SERVICE from a store of its own, which knows nothing."""
    oxigraph, store = str(Path(sys.executable).with_name("oxigraph")), str(tmp_path / "store")
    (tmp_path / "empty.nt").touch()
    run([oxigraph, "load", "--location", store, "--file", "empty.nt"], tmp_path)
    federated = f"SELECT ?x {{ SERVICE <{address}sparql> {{ {QUERY} }} }}"
    told = run([oxigraph, "query", "--location", store, "--query", federated, "--results-format", "csv"], tmp_path)
    assert told.split() == ["x", UNION.value]


@pytest.fixture(scope="module")
def javascript(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The client that Comunica sends its queries with; Comunica itself is ten times as large."""
    npm, folder = shutil.which("npm"), tmp_path_factory.mktemp("javascript")
    if npm is None:
        pytest.skip("there is no npm here")
    command = [npm, "install", "--silent", "--no-audit", "--no-fund", "--no-save", "fetch-sparql-endpoint@7"]
    try:
        subprocess.run(command, cwd=folder, capture_output=True, timeout=NPM_SECONDS, check=True)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        pytest.skip("npm cannot install the client here")
    return folder


@pytest.mark.parametrize("how", [[], ["--get"]], ids=["POST", "GET"])
def test_javascript_finds_the_union(address: str, javascript: Path, how: list[str]) -> None:
    client = str(javascript / "node_modules" / ".bin" / "fetch-sparql-endpoint")
    told = run([client, *how, "--endpoint", f"{address}sparql", "--query", QUERY], javascript)
    assert json.loads(told) == {"x": UNION.value}

"""Taking back each of the shipped pages in turn takes back exactly the facts that only it proves."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import cli
from kg.diff import diff
from kg.release import open_release
from kg.stated import Fact
from kg.store import Store
from kg.vocabulary import RDF

SEEDS = Path(__file__).resolve().parent.parent / "seeds" / "pages"
PAGES = sorted(path.name for path in SEEDS.glob("*.txt"))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("all") / "data"
    assert cli.main(["build", str(SEEDS), "--out", str(out)]) == cli.DONE
    return out


def proved(store: Store) -> set[Fact]:
    """All facts that have evidence."""
    rows = store.query(f"SELECT ?s ?p ?o {{ ?e <{RDF}subject> ?s ; <{RDF}predicate> ?p ; <{RDF}object> ?o }}")
    assert isinstance(rows, ox.QuerySolutions)
    return {(str(row["s"]), str(row["p"]), str(row["o"])) for row in rows}


@pytest.mark.parametrize("page", PAGES)
def test_the_difference_is_what_a_build_without_the_page_lacks(built: Path, tmp_path: Path, page: str) -> None:
    out, rest = tmp_path / "data", tmp_path / "rest"
    shutil.copytree(built, out, symlinks=True)
    assert cli.main(["remove", page, "--out", str(out)]) == cli.DONE
    rest.mkdir()
    for other in PAGES:
        if other != page:
            shutil.copy(SEEDS / other, rest)
    table = (SEEDS / "pages.tsv").read_text(encoding="utf-8").splitlines(keepends=True)
    (rest / "pages.tsv").write_text("".join(line for line in table if page not in line), encoding="utf-8")
    assert cli.main(["build", str(rest), "--out", str(tmp_path / "anew")]) == cli.DONE

    before, after, anew = (open_release(folder) for folder in (built, out, tmp_path / "anew"))
    assert after.manifest == anew.manifest
    changes = diff(before, after).changes
    lost, kept = proved(before.store), proved(anew.store)
    told = {c.fact for c in changes if c.sign == "-"} | {c.was for c in changes if c.was is not None}
    assert told == lost - kept
    assert {c.fact for c in changes if c.sign != "-"} == kept - lost
    assert {c.page for c in changes if c.sign == "-"} == {page}
    text = (SEEDS / page).read_text(encoding="utf-8")
    assert all(c.quote in "".join(text[c.start : c.end].split()) for c in changes if c.sign == "-")

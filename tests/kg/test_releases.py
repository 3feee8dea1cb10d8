"""Taking pages back, telling what has changed, and going back: the commands on a folder of releases."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest
import zstandard

from kg import archive, cli
from kg.diff import diff
from kg.layout import DIFFS, HISTORY, RELEASES
from kg.release import open_release
from kg.stated import Fact
from kg.store import Store
from kg.vocabulary import RDF, ukg

GROUP = "# 开会\n近日，北海建工集团召开职工代表大会。\n"
SHORT = "# 运动会\n日前，北海建工举办职工运动会。\n"
VISIT = "# 走访\n近日，海淀区总工会主席周明远到北京远山机械厂走访。\n"
AGAIN = "# 再走访\n日前，海淀区总工会主席周明远到北京远山机械厂工会走访。\n"

Told = pytest.CaptureFixture[str]


def run(*arguments: object) -> int:
    return cli.main([str(argument) for argument in arguments])


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    return write_pages(tmp_path / "pages")


def write_pages(folder: Path) -> Path:
    folder.mkdir()
    for name, text in {"a.txt": GROUP, "b.txt": SHORT, "c.txt": VISIT, "d.txt": AGAIN}.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    assert run("build", write_pages(folder / "pages"), "--out", folder / "data") == cli.DONE
    return folder / "data"


@pytest.fixture
def out(built: Path, tmp_path: Path, capsys: Told) -> Path:
    """A folder with a release of the pages."""
    shutil.copytree(built, tmp_path / "data", symlinks=True)
    capsys.readouterr()
    return tmp_path / "data"


def proved(store: Store) -> set[Fact]:
    """All facts that have evidence."""
    rows = store.query(f"SELECT ?s ?p ?o {{ ?e <{RDF}subject> ?s ; <{RDF}predicate> ?p ; <{RDF}object> ?o }}")
    assert isinstance(rows, ox.QuerySolutions)
    return {(str(row["s"]), str(row["p"]), str(row["o"])) for row in rows}


def ids(out: Path) -> list[str]:
    return archive.releases(out)


def hidden(out: Path) -> list[str]:
    return [str(path) for path in out.rglob(".*")]


@pytest.mark.parametrize("name", ["a.txt", "b.txt", "c.txt", "d.txt"])
def test_a_page_taken_back_takes_the_facts_that_only_it_proves(
    pages: Path, out: Path, tmp_path: Path, name: str, capsys: Told
) -> None:
    before = open_release(out)
    assert run("remove", name, "--out", out) == cli.DONE
    assert name in capsys.readouterr().out
    (pages / name).unlink()
    assert run("build", pages, "--out", tmp_path / "anew") == cli.DONE
    after = open_release(out)
    assert after.manifest == open_release(tmp_path / "anew").manifest
    told = diff(before, after)
    lost = {change.fact for change in told.changes if change.sign == "-"}
    lost |= {change.was for change in told.changes if change.was is not None}
    assert lost == proved(before.store) - proved(after.store)
    assert lost
    assert {change.fact for change in told.changes if change.sign != "-"} == proved(after.store) - proved(before.store)
    assert all(change.page == name for change in told.changes if change.sign == "-")


def test_a_page_that_vanished_is_taken_back(pages: Path, out: Path, capsys: Told) -> None:
    first = ids(out)[0]
    (pages / "d.txt").unlink()
    assert run("build", pages, "--out", out) == cli.DONE
    assert "  - 再走访 mentions 周明远 (d.txt: 周明远)\n" in capsys.readouterr().out
    (pages / "d.txt").write_text(AGAIN, encoding="utf-8")
    assert run("build", pages, "--out", out) == cli.DONE
    assert ids(out)[0] == first, "when all is undone, it is the first release again"


def test_what_two_pages_prove_stays_until_the_last_of_them_is_gone(pages: Path, out: Path) -> None:
    post = f"ASK {{ ?someone <{ukg('holdsPost').value}> ?post }}"
    assert run("remove", "d.txt", "--out", out) == cli.DONE
    assert bool(open_release(out).store.query(post))
    assert run("remove", pages / "c.txt", "--out", out) == cli.DONE
    assert not bool(open_release(out).store.query(post))


def test_a_thing_of_another_identity_is_told_as_such(out: Path, capsys: Told) -> None:
    assert run("remove", "a.txt", "--out", out) == cli.DONE
    told = capsys.readouterr().out
    assert "  ~ 运动会 mentions 北海建工 (b.txt: 北海建工)\n" in told
    assert "  - 开会 mentions 北海建工集团 (a.txt: 北海建工集团)\n" in told
    assert "- 运动会" not in told
    assert "+ 运动会" not in told


def test_the_difference_is_kept_and_told_again(out: Path, capsys: Told) -> None:
    before = ids(out)[0]
    assert run("remove", "a.txt", "--out", out) == cli.DONE
    after = ids(out)[0]
    capsys.readouterr()
    assert run("diff", before[:6], after, "--out", out, "--json") == cli.DONE
    told = json.loads(capsys.readouterr().out)
    assert told == json.loads((out / DIFFS / f"{before}..{after}.json").read_text(encoding="utf-8"))
    assert told["counts"]["mentions"]["~"] == 1
    [lost] = [c for c in told["changes"] if (c["property"], c["object"]) == ("mentions", "北海建工集团")]
    assert lost["change"] == "removed"
    assert GROUP[lost["start"] : lost["end"]] == lost["quote"] == "北海建工集团"
    assert run("diff", out / RELEASES / before, out) == cli.DONE
    assert capsys.readouterr().out.startswith(f"changes    against {before} ")
    assert run("diff", out, out) == cli.DONE
    assert capsys.readouterr().out == f"changes    none against {after}\n"


def test_releases_of_different_bases_are_not_compared(pages: Path, out: Path, tmp_path: Path, capsys: Told) -> None:
    assert run("build", pages, "--out", tmp_path / "other", "--base", "https://example.org/") == cli.DONE
    assert run("diff", out, tmp_path / "other") == cli.NOTHING_DONE
    assert "no IRI in common" in capsys.readouterr().err
    assert run("build", pages, "--out", out, "--base", "https://example.org/") == cli.DONE
    assert "changes    cannot be told: " in capsys.readouterr().out


def test_only_pages_of_the_release_can_be_taken_back(out: Path, capsys: Told) -> None:
    assert run("remove", "a.txt", "z.txt", "--out", out) == cli.NOTHING_DONE
    assert "z.txt: the current release has no such page" in capsys.readouterr().err
    assert run("remove", "a.txt", "b.txt", "c.txt", "d.txt", "--out", out) == cli.NOTHING_DONE
    assert "no page would be left" in capsys.readouterr().err
    assert run("remove", "a.txt", "--out", out / "nowhere") == cli.NOTHING_DONE
    assert "kg build PAGES --out" in capsys.readouterr().err
    assert len(ids(out)) == 1


def test_unread_pages_stay_told_when_another_page_is_taken_back(pages: Path, tmp_path: Path) -> None:
    (pages / "bad.txt").write_bytes(b"\xff\xfe\0")
    (pages / "empty.txt").write_text("\n \n编者\n", encoding="utf-8")
    out = tmp_path / "data"
    run("build", pages, "--out", out)
    unread = open_release(out).report["unread"]
    assert run("remove", "a.txt", "--out", out) == cli.SOME_PAGES_UNREAD
    assert open_release(out).report["unread"] == unread


def test_dumps_are_compressed_until_a_build_is_told_otherwise(pages: Path, tmp_path: Path) -> None:
    """Of one release and those made of its pages; the plain dumps are what they are without."""
    out = tmp_path / "data"
    run("build", pages, "--out", out, "--compress", "zstd", "--compress", "gzip")
    for name in ("graph.nq", "graph.trig", "graph.ttl", "graph.jsonld"):
        plain = (out / "current/dumps" / name).read_bytes()
        assert gzip.decompress((out / f"current/dumps/{name}.gz").read_bytes()) == plain
        with zstandard.open(out / f"current/dumps/{name}.zst") as file:
            assert file.read() == plain
    run("remove", "b.txt", "--out", out)
    assert len(list((out / "current/dumps").iterdir())) == 12
    run("build", pages, "--out", out)
    assert len(list((out / "current/dumps").iterdir())) == 4


def test_releases_are_listed_with_the_current_one_first(out: Path, capsys: Told) -> None:
    first = ids(out)[0]
    assert run("remove", "a.txt", "--out", out) == cli.DONE
    second = ids(out)[0]
    capsys.readouterr()
    assert run("releases", out) == cli.DONE
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[:2] for line in lines] == [["*", second], [first, lines[1].split()[1]]]
    assert "remove" in lines[0]
    assert run("releases", out / "nowhere") == cli.NOTHING_DONE


def test_one_can_go_back_to_the_release_before_or_to_any(out: Path, capsys: Told) -> None:
    first = ids(out)[0]
    assert run("remove", "a.txt", "--out", out) == cli.DONE
    second = ids(out)[0]
    assert run("rollback", out) == cli.DONE
    assert archive.current(out) == first
    assert run("rollback", out) == cli.DONE
    assert archive.current(out) == second
    assert run("rollback", out, first[:5]) == cli.DONE
    assert archive.current(out) == first
    assert [turn.how for turn in archive.turns(out)] == ["build", "remove", *["rollback"] * 3]
    assert run("rollback", out, "none") == cli.NOTHING_DONE
    assert f"'none' is no release; there are {first}, {second}" in capsys.readouterr().err


def test_one_cannot_go_back_to_a_damaged_release(out: Path, capsys: Told) -> None:
    first = ids(out)[0]
    assert run("remove", "a.txt", "--out", out) == cli.DONE
    (out / RELEASES / first / "dumps" / "graph.ttl").write_text("changed", encoding="utf-8")
    assert run("rollback", out) == cli.NOTHING_DONE
    assert "remove" in capsys.readouterr().err
    assert archive.current(out) != first


def test_without_another_release_there_is_none_to_go_back_to(out: Path, capsys: Told) -> None:
    assert run("rollback", out) == cli.NOTHING_DONE
    assert "no other release" in capsys.readouterr().err


def test_only_the_releases_that_were_current_last_are_kept(out: Path, capsys: Told) -> None:
    made = ids(out)
    for name in ("a.txt", "b.txt", "c.txt"):
        assert run("remove", name, "--out", out, "--keep", "2") == cli.DONE
        made.insert(0, str(archive.current(out)))
    assert ids(out) == made[:2]
    assert "pruned             1  releases" in capsys.readouterr().out
    assert [path.name for path in (out / DIFFS).iterdir()] == [f"{made[1]}..{made[0]}.json"]
    assert hidden(out) == []


def test_a_history_cut_by_a_kill_is_still_one(out: Path) -> None:
    with (out / HISTORY).open("a", encoding="utf-8") as file:
        file.write('{"release": "cut')
    assert run("remove", "a.txt", "--out", out) == cli.DONE
    assert [turn.how for turn in archive.turns(out)] == ["build", "remove"]
    shutil.rmtree(out / DIFFS)
    (out / HISTORY).unlink()
    assert ids(out)[0] == archive.current(out)
    assert run("rollback", out) == cli.DONE


def crowd(numbers: Iterable[int]) -> str:
    names = "甲乙丙丁戊己庚辛壬癸"
    towns = [f"{names[n // 10]}{names[n % 10]}县总工会" for n in numbers]
    return "# 竞赛\n" + "\n".join(f"近日，{town}举办职工运动会。" for town in towns) + "\n"


def test_a_build_that_loses_half_is_not_published_unless_that_is_meant(pages: Path, out: Path, capsys: Told) -> None:
    (pages / "e.txt").write_text(crowd(range(60)), encoding="utf-8")
    assert run("build", pages, "--out", out) == cli.DONE
    unions = open_release(out).report["classes"]["Union"]
    assert unions > 40
    full = archive.current(out)
    (pages / "e.txt").write_text(crowd(range(10)), encoding="utf-8")
    capsys.readouterr()
    assert run("build", pages, "--out", out) == cli.NOTHING_DONE
    assert f"Union {unions} → " in capsys.readouterr().err
    assert archive.current(out) == full
    assert hidden(out) == []
    assert run("build", pages, "--out", out, "--allow-loss") == cli.DONE
    assert archive.current(out) != full


@pytest.mark.parametrize("number", ["0", "-1", "some"])
def test_something_has_to_be_kept(out: Path, number: str) -> None:
    with pytest.raises(SystemExit):
        run("build", "x", "--out", out, "--keep", number)

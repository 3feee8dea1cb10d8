"""What became of an IRI that a release has no longer is told of, from release to release."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import cli
from kg.former import Former, led, remembered
from kg.layout import FORMER
from kg.release import open_release
from kg.vocabulary import DCTERMS, LABEL

GROUP = "# 开会\n近日，北海建工集团召开职工代表大会。\n"
SHORT = "# 运动会\n日前，北海建工举办职工运动会。\n"


def run(*arguments: object) -> None:
    assert cli.main([str(argument) for argument in arguments]) == cli.DONE


def called(out: Path, name: str) -> str:
    """The IRI of the one thing that the current release calls by that name."""
    rows = open_release(out).store.query(f'SELECT ?x {{ ?x <{LABEL.value}>|<{DCTERMS}title> "{name}"@zh }}')
    (row,) = rows  # type: ignore[misc]
    return str(row["x"].value)  # type: ignore[index]


def is_there(out: Path, iri: str) -> bool:
    return bool(open_release(out).store.query(f"ASK {{ <{iri}> ?p ?o }}"))


def followed(out: Path, iri: str) -> tuple[str, ...]:
    return led(remembered(out), iri, lambda node: is_there(out, node))


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.txt").write_text(GROUP, encoding="utf-8")
    (tmp_path / "pages" / "b.txt").write_text(SHORT, encoding="utf-8")
    return tmp_path / "pages"


@pytest.fixture
def out(pages: Path, tmp_path: Path) -> Path:
    run("build", pages, "--out", tmp_path / "out")
    return tmp_path / "out"


def test_what_goes_by_another_name_now_is_found_under_its_new_iri(out: Path) -> None:
    full = called(out, "北海建工集团")
    run("remove", "a.txt", "--out", out)
    short = called(out, "北海建工")
    assert followed(out, full) == (short,)
    run("rollback", out)
    assert called(out, "北海建工集团") == full
    assert followed(out, short) == (full,)


def test_what_was_taken_back_became_nothing_and_none_of_its_words_are_kept(out: Path) -> None:
    article = called(out, "开会")
    run("remove", "a.txt", "--out", out)
    former = remembered(out)[article]
    assert former.became == ()
    assert former.before != former.after == open_release(out).id
    assert former.at.startswith("20")
    assert "开会" not in (out / FORMER).read_text(encoding="utf-8").encode().decode("unicode_escape")


def test_an_article_leads_on_when_its_headline_is_corrected(out: Path, pages: Path) -> None:
    article = called(out, "开会")
    (pages / "a.txt").write_text(GROUP.replace("# 开会", "# 召开大会"), encoding="utf-8")
    run("build", pages, "--out", out)
    assert followed(out, article) == (called(out, "召开大会"),)


def test_words_that_move_on_their_page_mean_what_they_meant(out: Path, pages: Path) -> None:
    former = called(out, "北海建工集团")
    (pages / "b.txt").write_text("# 运动会\n目前天凉，日前，北海建工举办职工运动会。\n", encoding="utf-8")
    (pages / "a.txt").unlink()
    run("build", pages, "--out", out)
    assert followed(out, former) == (called(out, "北海建工"),)


def test_an_iri_is_followed_from_release_to_release_and_round_no_circle() -> None:
    known = {
        "a": Former("a", ("b",), "1", "2"),
        "b": Former("b", ("c", "d", "gone"), "2", "3"),
        "x": Former("x", ("y",), "1", "2"),
        "y": Former("y", ("x",), "2", "1"),
    }
    assert led(known, "a", lambda iri: iri in ("c", "d")) == ("c", "d")
    assert led(known, "x", lambda iri: False) == ()
    assert led(known, "never", lambda iri: True) == ()


def test_a_line_that_a_kill_left_half_is_passed_over(out: Path) -> None:
    run("remove", "a.txt", "--out", out)
    whole = remembered(out)
    with (out / FORMER).open("a", encoding="utf-8") as file:
        file.write('{"iri": "https://exam')
    assert remembered(out) == whole
    run("rollback", out)
    assert len(remembered(out)) > len(whole)

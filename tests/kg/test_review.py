"""Judging from the terminal: `kg judge`, `kg review` key by key, `kg apply`."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from kg.cli import main
from kg.desk import Desk
from kg.exits import DONE, NOTHING_DONE
from kg.ledger import DIFFERENT, LEDGER, REJECT, SAME, in_force
from kg.ledger_file import judgements_in
from kg.release import open_release
from kg.review import Review, Terminal

ONE = "# 送清凉\n近日，远山县总工会慰问职工。周明远代表远山县总工会讲话。\n"
OTHER = "# 又讯\n日前，远山县总工会举办竞赛。周明远代表远山县总工会讲话。\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder with a release of two pages, which ask whether two people are one."""
    (tmp_path / "pages").mkdir()
    for name, text in (("a.txt", ONE), ("b.txt", OTHER)):
        (tmp_path / "pages" / name).write_text(text, encoding="utf-8")
    assert main(["build", str(tmp_path / "pages"), "--out", str(tmp_path / "data")]) == DONE
    return tmp_path / "data"


def session(data: Path, keys: str, *lines: str) -> str:
    """What a person sees who presses these keys and, where asked, types these lines."""
    pressed, typed, told = iter(keys), iter(lines), io.StringIO()
    terminal = Terminal(lambda: next(pressed, ""), lambda _: next(typed), lambda text: print(text, file=told))
    Review(Desk(open_release(data)), data / LEDGER, "王敏", terminal).run()
    return told.getvalue()


def people(data: Path) -> int:
    rows = open_release(data).store.query('SELECT ?x { ?x <http://www.w3.org/2000/01/rdf-schema#label> "周明远"@zh }')
    return len({row["x"].value for row in rows})  # type: ignore[union-attr]


def test_one_key_makes_two_people_one_and_another_undoes_it(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = session(data, "yq")
    assert "Person 周明远" in told
    assert "both come with 1 others" in told
    assert [judgement.verdict for judgement in judgements_in(data / LEDGER)] == [SAME]
    assert main(["apply", str(data)]) == DONE
    assert people(data) == 1
    session(data, "z")
    assert in_force(judgements_in(data / LEDGER)) == ()
    assert main(["apply", str(data)]) == DONE
    assert people(data) == 2


def test_what_is_skipped_is_asked_next_time(data: Path) -> None:
    count = len(Desk(open_release(data)).questions())
    assert f"nothing is left to ask ({count} skipped)" in session(data, "s" * count)
    assert "Are these one?" in session(data, "q")
    assert judgements_in(data / LEDGER) == ()


def test_a_wrong_key_says_so_and_asks_again(data: Path) -> None:
    told = session(data, "xnq")
    assert "'x' is none of the keys" in told
    assert [judgement.verdict for judgement in judgements_in(data / LEDGER)] == [DIFFERENT]


def test_there_is_nothing_to_undo_at_first(data: Path) -> None:
    assert "nothing that could be undone" in session(data, "zq")


def test_a_rejection_keeps_its_reason(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.desk.UNSURE_BELOW", 1.0)  # so that all facts are asked about
    session(data, "snq", "不是这样")
    (made,) = judgements_in(data / LEDGER)
    assert (made.verdict, made.why) == (REJECT, "不是这样")
    assert main(["apply", str(data)]) == DONE
    assert made.subject.removeprefix("Event:") in rejected(data)


def rejected(data: Path) -> str:
    """What the graph says of judgements."""
    rows = open_release(data).store.query("SELECT ?x { ?j <https://w3id.org/union-kg/ontology#judged> ?x }")
    return " ".join(row["x"].value for row in rows)  # type: ignore[union-attr]


@pytest.fixture
def nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("y"))


@pytest.mark.usefixtures("nobody")
def test_without_a_terminal_nothing_is_asked(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["review", str(data)]) == NOTHING_DONE
    assert "terminal" in capsys.readouterr().err


def test_a_judgement_is_written_as_it_is_told(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cells = ["--article", "ab12", "--subject", "Person:周明远", "--why", "不是人名", "--who", "王敏"]
    assert main(["judge", str(data), "reject", *cells]) == DONE
    (made,) = judgements_in(data / LEDGER)
    assert (made.verdict, made.subject, made.who, made.why) == (REJECT, "Person:周明远", "王敏", "不是人名")
    undo = capsys.readouterr().out.rpartition("undo it with: kg ")[2].split()
    undo[1] = str(data)
    assert main(undo) == DONE
    assert in_force(judgements_in(data / LEDGER)) == ()


def test_what_cannot_be_understood_is_refused(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["judge", str(data), "same", "--article", "ab12", "--subject", "Person:周明远"]) == NOTHING_DONE
    assert "'same' needs a object" in capsys.readouterr().err
    assert not (data / LEDGER).exists()

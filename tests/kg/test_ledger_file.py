"""The ledger's file is added to whole lines at a time, and never by what cannot be understood."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import LedgerError
from kg.ledger import REJECT, UNDO, Judgement, id_of, text_of
from kg.ledger_file import add, judgements_in

MADE = Judgement("2026-11-21", "王敏", REJECT, "ab12", "Person:周明远", why="不是人名")


def test_what_is_added_stands_at_the_end(tmp_path: Path) -> None:
    file = tmp_path / "judgements.tsv"
    other = replace(MADE, subject="Person:林晓岚")
    for judgement in (MADE, other):
        add(file, judgement)
    assert judgements_in(file) == (MADE, other)
    assert [path.name for path in tmp_path.iterdir()] == ["judgements.tsv"]


def test_a_last_line_without_its_end_is_not_run_together_with_the_next(tmp_path: Path) -> None:
    file = tmp_path / "judgements.tsv"
    file.write_text(text_of([MADE]).rstrip("\n"), encoding="utf-8")
    add(file, replace(MADE, who="李静"))
    assert [judgement.who for judgement in judgements_in(file)] == ["王敏", "李静"]


@pytest.mark.parametrize(
    "wrong",
    [
        replace(MADE, verdict="maybe"),
        replace(MADE, who=""),
        replace(MADE, why="一\t二"),
        Judgement("2026-11-21", "王敏", UNDO, object="0000"),
    ],
)
def test_what_cannot_be_understood_changes_nothing(tmp_path: Path, wrong: Judgement) -> None:
    file = tmp_path / "judgements.tsv"
    add(file, MADE)
    before = file.read_bytes()
    with pytest.raises(LedgerError):
        add(file, wrong)
    assert file.read_bytes() == before


def test_a_damaged_ledger_is_not_added_to(tmp_path: Path) -> None:
    file = tmp_path / "judgements.tsv"
    file.write_text("when\twho\n", encoding="utf-8")
    with pytest.raises(LedgerError, match="line 1"):
        add(file, MADE)


def test_many_who_judge_at_once_lose_nothing(tmp_path: Path) -> None:
    file = tmp_path / "judgements.tsv"
    made = [replace(MADE, who=f"读者{number}") for number in range(20)]
    with ThreadPoolExecutor(8) as people:
        list(people.map(lambda judgement: add(file, judgement), made))
    assert sorted(judgements_in(file)) == sorted(made)


def test_a_link_into_a_repository_stays_one(tmp_path: Path) -> None:
    (tmp_path / "repository").mkdir()
    link = tmp_path / "judgements.tsv"
    link.symlink_to(tmp_path / "repository" / "judgements.tsv")
    add(link, MADE)
    assert link.is_symlink()
    assert judgements_in(tmp_path / "repository" / "judgements.tsv") == (MADE,)


def test_an_undoing_names_a_judgement_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "judgements.tsv"
    add(file, MADE)
    add(file, Judgement("2026-11-22", "李静", UNDO, object=id_of(MADE)))
    assert len(judgements_in(file)) == 2

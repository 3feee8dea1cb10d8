"""The ledger of judgements: a table that says who decided what, and that takes every decision back by a line."""

from __future__ import annotations

import pytest

from kg.errors import LedgerError
from kg.ledger import COLUMNS, CONFIRM, CORRECT, REJECT, SAME, UNDO, Judgement, id_of, in_force, parse, text_of

REJECTED = Judgement(
    "2026-11-21", "王敏", REJECT, "ab12", "Person:周明远", "holdsPost", "主席@Union:青禾区总工会", why="副主席"
)
MERGED = Judgement("2026-11-22", "王敏", SAME, "ab12", "Person:周明远", object="Person:周明远", other_article="cd34")


def undoing(judgement: Judgement) -> Judgement:
    return Judgement("2026-11-23", "李静", UNDO, object=id_of(judgement))


def test_what_is_written_is_read_again() -> None:
    ledger = (REJECTED, MERGED, undoing(REJECTED))
    assert parse(text_of(ledger), "ledger") == ledger


def test_a_judgement_is_named_by_all_that_it_says() -> None:
    assert len({id_of(j) for j in (REJECTED, MERGED, undoing(REJECTED), undoing(MERGED))}) == 4


def test_an_undone_judgement_is_as_if_never_made() -> None:
    assert in_force((REJECTED, MERGED, undoing(REJECTED))) == (MERGED,)


def test_an_undoing_can_be_undone() -> None:
    undone = undoing(REJECTED)
    assert in_force((REJECTED, undone, undoing(undone))) == (REJECTED,)


def test_a_decision_can_be_made_again_after_it_was_undone() -> None:
    assert in_force((REJECTED, undoing(REJECTED), REJECTED)) == (REJECTED,)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("2026-11-21\t王敏\tmaybe\tab12\tPerson:周明远\t\t\t\t\t", "maybe"),
        ("21.11.2026\t王敏\treject\tab12\tPerson:周明远\t\t\t\t\t", "21.11.2026"),
        ("2026-11-21\t\treject\tab12\tPerson:周明远\t\t\t\t\t", "who"),
        ("2026-11-21\t王敏\tsame\tab12\tPerson:周明远\t\tPerson:周明远\t\t\t", "other_article"),
        ("2026-11-21\t王敏\tcorrect\tab12\tPerson:周明远\tholdsPost\t主席@\t\t\t", "value"),
        ("2026-11-21\t王敏\treject\tab12\tPerson:周明远\tholdsPost\t\t\t\t", "both property and object"),
        ("2026-11-21\t王敏\tconfirm\tab12\tPerson:周明远\tat\tUnion:甲\t\t副主席\t", "副主席"),
        ("2026-11-21\t王敏\tundo\t\t\t\t0123\t\t\t", "0123"),
        ("2026-11-21\t王敏\treject", "3 cells"),
    ],
)
def test_a_line_that_cannot_be_understood_is_told_with_its_place(line: str, told: str) -> None:
    with pytest.raises(LedgerError, match=f"judgements.tsv, line 2: .*{told}"):
        parse("\t".join(COLUMNS) + "\n" + line + "\n", "judgements.tsv")


def test_another_table_is_no_ledger() -> None:
    with pytest.raises(LedgerError, match="line 1"):
        parse("page\tnewspaper\n", "pages.tsv")


@pytest.mark.parametrize("verdict", [CONFIRM, CORRECT])
def test_verdicts_are_words_of_the_table(verdict: str) -> None:
    value = "副主席@" if verdict == CORRECT else ""
    made = Judgement("2026-11-21", "王敏", verdict, "ab12", "Person:周明远", "holdsPost", "主席@", value=value)
    assert parse(text_of([made]), "ledger") == (made,)

"""Questions and answers as values: what is asked, what is not asked again, what can be answered."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.errors import LedgerError
from kg.ledger import CONFIRM, CORRECT, DIFFERENT, NOTED, REJECT, SAME, UNDECIDED
from kg.questions import (
    DOUBT,
    FACT,
    PAIR,
    Question,
    answer,
    following,
    last_of,
    offered,
    question_id,
    unanswered,
    undoing,
)

PEOPLE = Question(PAIR, "namesakes", "ab12", "Person:周明远", object="Person:周明远", other_article="cd34")
POST = Question(FACT, "unsure", "ab12", "Person:周明远", "holdsPost", "主席@Union:大兴区总工会")
NAME = Question(FACT, "chosen", "ab12", "Person:周明远")
OFFICE = Question(DOUBT, "unseated-office", "ab12", "Doubt", "unseated-office", "主席周明远")
ALL = (PEOPLE, POST, NAME, OFFICE)
WHEN = "2026-11-21"


@pytest.mark.parametrize("question", ALL, ids=lambda question: question.kind)
def test_every_answer_is_a_judgement_and_the_question_is_not_asked_again(question: Question) -> None:
    for verdict in offered(question).values():
        made = answer(question, verdict, "王敏", WHEN, value="副主席@" if verdict == CORRECT else "")
        assert unanswered(ALL, (made,)) == tuple(q for q in ALL if q != question)


def test_what_is_undone_is_asked_again() -> None:
    made = answer(POST, REJECT, "王敏", WHEN, "他是副主席")
    assert unanswered(ALL, (made, undoing(made, "李静", WHEN))) == ALL


def test_a_pair_is_one_question_from_both_sides() -> None:
    turned = replace(PEOPLE, article=PEOPLE.other_article, other_article=PEOPLE.article)
    assert question_id(turned) == question_id(PEOPLE)


@pytest.mark.parametrize(
    ("question", "verdicts"),
    [
        (PEOPLE, [SAME, DIFFERENT, UNDECIDED]),
        (POST, [CONFIRM, REJECT, CORRECT, NOTED]),
        (NAME, [REJECT, NOTED]),
        (OFFICE, [NOTED]),
    ],
)
def test_each_kind_has_its_answers(question: Question, verdicts: list[str]) -> None:
    assert list(offered(question).values()) == verdicts


def test_no_other_answer_is_taken() -> None:
    with pytest.raises(LedgerError, match="same"):
        answer(PEOPLE, REJECT, "王敏", WHEN)
    with pytest.raises(LedgerError, match="value"):
        answer(POST, CORRECT, "王敏", WHEN)


def test_what_people_type_becomes_one_line() -> None:
    assert answer(POST, REJECT, " 王 敏 ", WHEN, "一\t二\n三").why == "一 二 三"


def test_the_next_question_stands_behind_the_last_one_and_then_at_the_start() -> None:
    asked = (PEOPLE, OFFICE)
    assert following(ALL, asked, "") == PEOPLE
    assert following(ALL, asked, question_id(POST)) == OFFICE
    assert following(ALL, asked, question_id(OFFICE)) == PEOPLE
    assert following(ALL, (), "") is None


def test_everybody_undoes_only_his_own() -> None:
    first, second = answer(POST, REJECT, "王敏", WHEN), answer(PEOPLE, SAME, "李静", WHEN)
    assert last_of((first, second), "王敏") == first
    assert last_of((first, undoing(first, "王敏", WHEN)), "王敏") is None

"""Doubts: what the article leaves open is recorded with its place, and states nothing."""

from __future__ import annotations

import pytest

from kg.model import Issue, Span
from tests.kg.articles import article, doubts, read


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("区总工会召开会议。", ["区总工会"]),
        ("近日，市总工会和公司工会举办竞赛。", ["市总工会", "公司工会"]),
        ("该校工会主席李建华说。", ["校工会"]),
        ("大兴区总工会召开会议。区总工会主席周明远说。", []),
        ("职工说。", []),
    ],
)
def test_a_reference_that_nothing_explains_is_a_doubt(body: str, expected: list[str]) -> None:
    found = doubts(body)
    assert [quote for quote, _ in found] == expected
    assert all(body[start : start + len(quote)] == quote for quote, start in found)


def test_a_doubt_says_where_what_and_which_words() -> None:
    reading = read("近日，区总工会召开会议。", page="a01.txt")
    assert reading.issues == (Issue("a01.txt", Span(3, 7), "unresolved-reference", "区总工会"),)


def test_an_unexplained_reference_is_no_entity() -> None:
    assert read("区总工会召开会议。公司工会参加。").entities == ()


def test_a_doubt_in_the_headline_counts_from_the_pages_start() -> None:
    given = article("职工说。", "区总工会开会")
    assert given.title is not None
    assert doubts("职工说。", "区总工会开会") == [("区总工会", 0)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("随后，主任周明远讲话。", ("unseated-office", "主任周明远")),
        ("大兴区总工会主席周明远讲话。", None),
    ],
)
def test_an_office_that_is_held_nowhere_is_a_doubt(body: str, expected: tuple[str, str] | None) -> None:
    found = [(issue.kind, issue.quote) for issue in read(body).issues]
    assert (expected in found) is (expected is not None)
    assert expected is not None or found == []

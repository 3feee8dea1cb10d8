"""The pairs that a build asks about, as the release keeps them: by names that a judgement finds again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.built import Built
from kg.candidates import NAMESAKES
from kg.folder import writing
from kg.layout import CANDIDATES
from kg.ledger import DIFFERENT, SAME, UNDECIDED, Judgement
from kg.merging import Merger, Side
from kg.model import Page
from kg.release import publish
from kg.settings import BuildSettings
from tests.kg.fresh import fresh

# The same body, but it is said of neither that the post is held there: two people, as far as the text goes.
PAGES = (
    Page("a.txt", "# 送清凉\n近日，大兴区总工会慰问职工。周明远代表大兴区总工会讲话。\n"),
    Page("b.txt", "# 又讯\n日前，大兴区总工会举办竞赛。周明远代表大兴区总工会讲话。\n"),
)


def built(*ledger: Judgement) -> Built:
    return fresh(PAGES, ledger=ledger)


def about(merger: Merger, verdict: str) -> Judgement:
    """The judgement that answers the question."""
    left, right = merger.left, merger.right
    return Judgement("2026-11-21", "王敏", verdict, left.article, left.name, "", right.name, right.article)


def test_a_pair_is_told_by_what_a_judgement_calls_it() -> None:
    (merger,) = built().mergers
    assert (merger.reason, merger.left.name, merger.right.name) == (NAMESAKES, "Person:周明远", "Person:周明远")
    assert merger.left.iri != merger.right.iri
    assert merger.left.article != merger.right.article


@pytest.mark.parametrize("verdict", [SAME, DIFFERENT, UNDECIDED])
def test_what_was_judged_applies_and_is_asked_no_more(verdict: str) -> None:
    (merger,) = built().mergers
    after = built(about(merger, verdict))
    assert (after.mergers, after.unapplied) == ((), ())


def test_a_release_keeps_them(tmp_path: Path) -> None:
    found = built()
    with writing(tmp_path):
        release = publish(tmp_path, found, BuildSettings())
    (told,) = json.loads((release.path / CANDIDATES).read_text(encoding="utf-8"))
    assert Merger(Side(**told.pop("left")), Side(**told.pop("right")), **told) == found.mergers[0]
    assert CANDIDATES in {entry.name for entry in release.manifest.files}

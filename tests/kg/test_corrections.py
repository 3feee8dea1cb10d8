"""Whatever people correct, the build ends: what cannot be so is kept out by the shapes, and told."""

from __future__ import annotations

import pytest

from kg.built import Built
from kg.ids import Names
from kg.judged import article_hash, event_name
from kg.ledger import CORRECT, Judgement
from kg.model import Entity, EntityType, Page
from kg.pipeline import read_page
from kg.settings import DEFAULT_BASE
from kg.statements import article_iri
from tests.kg.fresh import fresh

PAGE = Page("a.txt", "# 竞赛\n3月8日，大兴区总工会在北京展览馆举办职工技能竞赛。区总工会主席周明远出席并讲话。\n")
(READING,) = read_page(PAGE)
ARTICLE = article_hash(article_iri(READING, Names(DEFAULT_BASE)))


def corrected(subject: str, name: str, wrong: str, right: str) -> Built:
    judgement = Judgement("2026-11-21", "王敏", CORRECT, ARTICLE, subject, name, wrong, value=right)
    return fresh((PAGE,), ledger=(judgement,))


@pytest.mark.parametrize("kind", EntityType, ids=str)
@pytest.mark.parametrize("entity", READING.entities, ids=lambda entity: entity.key)
def test_a_name_may_be_corrected_to_any_class(entity: Entity, kind: EntityType) -> None:
    built = corrected(entity.key, "type", entity.type.value, kind.value)
    assert built.unapplied == ()
    assert built.articles == 1


@pytest.mark.parametrize(
    ("date", "unapplied", "kept_out"),
    [("--03-07", 0, False), ("2023", 0, False), ("--13-45", 0, True), ("2023年", 1, False), ("昨天", 1, False)],
)
def test_a_date_is_corrected_to_a_date_or_told(date: str, unapplied: int, kept_out: bool) -> None:
    built = corrected(event_name(READING.events[0]), "date", "--03-08", date)
    assert (len(built.unapplied), bool(built.quarantine)) == (unapplied, kept_out)

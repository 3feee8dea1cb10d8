"""What a release says of how good it is: F1 against those of the gold's pages that it has."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from kg.evaluate import evaluate, rows
from kg.gold import GoldPage
from kg.manifest import Scores
from kg.model import Page, Statement

_DIGITS = 16


def scored(statements: Iterable[Statement], pages: Iterable[Page], gold: Sequence[GoldPage]) -> Scores:
    """The scores of the statements of the pages, which are all that the gold annotates."""
    found = rows(evaluate(statements, pages, gold))
    text = "\n".join(sorted(map(repr, gold)))
    return Scores(
        gold=hashlib.sha256(text.encode()).hexdigest()[:_DIGITS],
        pages=len(gold),
        f1={name: row.f1 for name, row in found.items() if row.gold},
    )

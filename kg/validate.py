"""Keeps out of the graph what breaks the shapes, each with the shape, the reason and the sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.model import Statement
from kg.text import quote_of
from kg.vocabulary import EVIDENCED, ukg

_EVIDENCED = frozenset(ukg(name) for name in EVIDENCED)


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A statement that was kept out: the shape it breaks, why (in Chinese and English), and the sentence it is from."""

    shape: str
    message: str
    statement: Statement
    sentence: str


def validate(
    statements: Iterable[Statement], page_texts: Mapping[str, str]
) -> tuple[tuple[Statement, ...], tuple[Quarantined, ...]]:
    """The statements that conform, in the order given, and those kept out."""
    kept: list[Statement] = []
    out: list[Quarantined] = []
    for statement in statements:
        if statement.property in _EVIDENCED and not statement.evidence:
            out.append(Quarantined("ukg:EvidenceShape", "没有原文依据 / no sentence proves it", statement, ""))
        else:
            kept.append(statement)
    return tuple(kept), tuple(out)


def sentence_of(statement: Statement, page_texts: Mapping[str, str]) -> str:
    """The quote of the statement's first evidence; empty where it has none."""
    return quote_of(page_texts[statement.page], min(statement.evidence).span) if statement.evidence else ""

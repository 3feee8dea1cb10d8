"""What scoring is made of: comparing names, pairing two lists, judging facts, and counting the judgements."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TypeVar

from kg.model import Evidence

Fact = tuple[str | None, ...]
A = TypeVar("A")
B = TypeVar("B")

_LAYOUT = re.compile(r"[\s#*]+")
_QUOTATION_MARKS = re.compile("[“”‘’\"']")


class Outcome(StrEnum):
    """How a fact fared: RIGHT and EXTRA were stated, MISSED was not; SPARE was, and counts neither way."""

    RIGHT = "="
    EXTRA = "+"
    MISSED = "-"
    SPARE = "~"


@dataclass(frozen=True, slots=True)
class Judgement:
    """One fact, stated or wanted, and how it fared.

    `where` is the gold article's id; `evidence` is what the graph gives for a stated fact; `sentence` (errors only)
    is the page's sentence behind a stated fact, or the one where the names of a missed fact stand.
    """

    kind: str
    where: str
    fact: Fact
    outcome: Outcome
    evidence: tuple[Evidence, ...] = ()
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """Precision, recall and F1, micro-averaged; `gold` is how many facts were wanted."""

    precision: float
    recall: float
    f1: float
    gold: int


@dataclass(frozen=True, slots=True)
class Band:
    """The stated facts of one band of confidence, [low, high): how many, and which share of them is right."""

    low: float
    high: float
    stated: int
    share_right: float


# Bands of a tenth; the last one holds 1.0, too.
BAND_WIDTH = 0.1


def squeeze(text: str) -> str:
    """The text without white space and markdown marks, which the page's layout puts anywhere."""
    return _LAYOUT.sub("", text)


def bare(name: str) -> str:
    """A name for comparison: whether it keeps the quotation marks around a part is taste."""
    return _QUOTATION_MARKS.sub("", squeeze(name))


def similarity(left: str, right: str) -> float:
    """The Dice coefficient of the character bigrams, from 0 to 1."""
    pairs = [Counter(pairwise(text)) for text in (squeeze(left), squeeze(right))]
    total = pairs[0].total() + pairs[1].total()
    return 2 * (pairs[0] & pairs[1]).total() / total if total else float(squeeze(left) == squeeze(right))


def pair_up(left: Sequence[A], right: Sequence[B], score: Callable[[A, B], float]) -> dict[int, int]:
    """One-to-one pairs (index to index) of the two lists, best score first; a score of 0 makes no pair."""
    ranked = sorted(((score(a, b), i, j) for i, a in enumerate(left) for j, b in enumerate(right)), reverse=True)
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for value, i, j in ranked:
        if value > 0 and i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def judge(
    kind: str,
    where: str,
    stated: Mapping[Fact, tuple[Evidence, ...]],
    wanted: Iterable[Fact],
    spare: Collection[Fact],
    explain: Callable[[Fact, tuple[Evidence, ...]], str],
) -> list[Judgement]:
    """Judge what was stated against what was wanted; a spare fact is neither missed nor extra.

    `explain` gives the sentence of a fact in error.
    """
    wanted = set(wanted)
    judgements = []
    for fact, evidence in sorted(stated.items(), key=lambda item: str(item[0])):
        outcome = Outcome.RIGHT if fact in wanted else Outcome.SPARE if fact in spare else Outcome.EXTRA
        sentence = explain(fact, evidence) if outcome is Outcome.EXTRA else ""
        judgements.append(Judgement(kind, where, fact, outcome, evidence, sentence))
    missed = sorted(wanted - stated.keys(), key=str)
    return judgements + [Judgement(kind, where, f, Outcome.MISSED, (), explain(f, ())) for f in missed]


def row(judgements: Iterable[Judgement], kinds: Collection[str]) -> Row:
    """The scores of these kinds of facts taken together."""
    count = Counter(judgement.outcome for judgement in judgements if judgement.kind in kinds)
    right, extra, missed = count[Outcome.RIGHT], count[Outcome.EXTRA], count[Outcome.MISSED]
    precision = right / (right + extra) if right + extra else 1.0
    recall = right / (right + missed) if right + missed else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return Row(round(precision, 4), round(recall, 4), round(f1, 4), right + missed)


def calibration(judgements: Iterable[Judgement]) -> tuple[Band, ...]:
    """How often facts of each band of confidence are right; a fact is as sure as its surest evidence.

    Facts without evidence (titles, identity) and spare ones are left out, and so are bands that hold no fact.
    """
    last = round(1 / BAND_WIDTH) - 1
    bands: dict[int, list[bool]] = {}
    for judgement in judgements:
        if judgement.evidence and judgement.outcome in (Outcome.RIGHT, Outcome.EXTRA):
            sureness = max(evidence.confidence for evidence in judgement.evidence)
            # The tiny amount keeps 0.7 (0.6999… in binary once divided) in its own band.
            number = min(last, int(sureness / BAND_WIDTH + 1e-9))
            bands.setdefault(number, []).append(judgement.outcome is Outcome.RIGHT)
    return tuple(
        Band(round(number * BAND_WIDTH, 1), round((number + 1) * BAND_WIDTH, 1), len(hits), sum(hits) / len(hits))
        for number, hits in sorted(bands.items())
    )

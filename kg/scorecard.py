"""An evaluation as people and programs read it: a table of scores, the errors with their sentences, the calibration."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from kg.evaluate import Evaluation, rows
from kg.scores import Judgement, Outcome, calibration

# The widest name of a row, with some air.
_NAME_WIDTH = 24


def as_json(evaluation: Evaluation) -> dict[str, Any]:
    """Scores by kind of fact, the evidence share and the calibration, ready for json.dumps."""
    return {
        **{name: asdict(row) for name, row in rows(evaluation).items()},
        "evidence": {"share": _share(evaluation), "facts": evaluation.facts},
        "calibration": [asdict(band) for band in calibration(evaluation.judgements)],
    }


def as_text(evaluation: Evaluation) -> str:
    """The same as a table for a terminal."""
    lines = [f"{'':{_NAME_WIDTH}} precision  recall      F1    gold"]
    for name, row in rows(evaluation).items():
        lines.append(f"{name:{_NAME_WIDTH}} {row.precision:9.4f}  {row.recall:.4f}  {row.f1:.4f}  {row.gold:6}")
    lines.append(
        f"{'evidence':{_NAME_WIDTH}} {_share(evaluation):.4f} of {evaluation.facts} facts quote their page truly"
    )
    bands = calibration(evaluation.judgements)
    if bands:
        lines += ["", f"{'confidence':{_NAME_WIDTH}}    stated   right"]
        for band in bands:
            name = f"{band.low:.1f} to {band.high:.1f}"
            lines.append(f"{name:{_NAME_WIDTH}} {band.stated:9}  {band.share_right:.4f}")
    return "\n".join(lines)


def errors_as_text(evaluation: Evaluation) -> str:
    """What was missed (-) and what was wrongly stated (+), one a line, each with its sentence and its rule below."""
    return "\n".join(_error(j) for j in evaluation.judgements if j.outcome in (Outcome.EXTRA, Outcome.MISSED))


def _share(evaluation: Evaluation) -> float:
    return round(evaluation.quoted / evaluation.facts, 4) if evaluation.facts else 0.0


def _error(judgement: Judgement) -> str:
    fact = " | ".join("none" if part is None else part for part in judgement.fact)
    lines = [f"{judgement.where} {judgement.kind} {judgement.outcome} {fact}"]
    if judgement.evidence:
        best = max(judgement.evidence, key=lambda evidence: evidence.confidence)
        lines.append(f"      rule {best.rule}, confidence {best.confidence:g}")
    if judgement.sentence:
        lines.append(f"      {judgement.sentence}")
    return "\n".join(lines)

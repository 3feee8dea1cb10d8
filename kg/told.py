"""What the commands on releases print, for people."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kg.archive import Turn
from kg.diff import Change, Diff
from kg.layout import CURRENT
from kg.manifest import Manifest
from kg.release import Release
from kg.report import Report

# A build tells so many changes, kg diff all of them: a screen has room for them beside the summary.
SHORT = 12
# So much of a sentence tells which one it is.
_QUOTE = 60


def summary(release: Release, out: Path, unread: int) -> str:
    """What was built, in a few lines."""
    made = release.manifest
    lines = [
        ("pages", made.pages, f"{unread} problems" if unread else ""),
        ("articles", made.articles, ""),
        ("facts", made.facts, f"{made.evidence} places that state them"),
        ("doubts", made.issues, "recorded in report.json, stated nowhere"),
        ("quarantine", made.quarantined, "facts kept out because they break the shapes"),
    ]
    if made.judgements:
        lines.append(("judgements", made.judgements, _unapplied(release.report)))
    if made.scores:
        of_all = made.scores.f1.get("all facts", 0.0)
        lines.append(("gold", made.scores.pages, f"annotated pages, on which the F1 of all facts is {of_all:.3f}"))
    table = [f"{name:10} {number:9,}  {note}".rstrip() for name, number, note in lines]
    return "\n".join([*table, f"release    {out / CURRENT} -> {release.path}"])


def diff_as_text(told: Diff, most: int | None = None) -> str:
    """The difference: counts by property, then the facts, each with its sentence; no more than `most` of them."""
    if not told.changes:
        return f"changes    none against {told.before}"
    lines = [f"changes    against {told.before} (+ added, - removed, ~ of changed identity)"]
    for name, counted in told.counts().items():
        lines.append(f"  {name:15} " + "  ".join(f"{sign} {n}" for sign, n in counted.items() if n))
    shown = told.changes if most is None else _telling(told.changes)[:most]
    lines += [_line(change) for change in shown]
    if len(shown) < len(told.changes):
        lines.append(f"  … and {len(told.changes) - len(shown)} more: kg diff tells all")
    return "\n".join(lines)


def releases_as_text(made: Iterable[tuple[Manifest, Turn | None]], current: str | None) -> str:
    """The releases, a line each; a star marks the current one."""
    return "\n".join(
        f"{'*' if manifest.release == current else ' '} {manifest.release}  {turn.at if turn else '-':25}"
        f"  {turn.how if turn else '-':8}  {manifest.pages:7,} pages  {manifest.facts:9,} facts"
        for manifest, turn in made
    )


def _unapplied(report: Report) -> str:
    number = len(report["unapplied"])
    return f"{number} of them found nothing to apply to, see report.json" if number else ""


def _telling(changes: Iterable[Change]) -> list[Change]:
    """The changes with those last that tell least: that an article mentions or reports something."""
    return sorted(changes, key=lambda change: change.property in ("mentions", "reports"))


def _line(change: Change) -> str:
    quote = change.quote if len(change.quote) <= _QUOTE else change.quote[: _QUOTE - 1] + "…"
    return f"  {change.sign} {change.subject} {change.property} {change.object} ({change.page}: {quote})"

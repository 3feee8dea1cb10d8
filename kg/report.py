"""The build report: what was read and counted, what was doubted, what was kept out and why."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kg.errors import PageError
from kg.ids import Names
from kg.model import Iri, Issue, Statement
from kg.validate import Quarantined
from kg.vocabulary import TYPE, UKG

Report = dict[str, Any]


def _name(iri: Iri) -> str:
    """The local name of a term of the ontology; other terms are told in full."""
    return iri.value.removeprefix(UKG)


def counts(statements: Iterable[Statement]) -> dict[str, dict[str, int]]:
    """How many things of each class and how many facts of each property there are, by name; each counts once."""
    facts = {(s.subject, s.property, s.value) for s in statements}
    classes = Counter(_name(o) for _, p, o in facts if p == TYPE and isinstance(o, Iri))
    properties = Counter(_name(p) for _, p, _ in facts if p != TYPE)
    return {"classes": dict(sorted(classes.items())), "properties": dict(sorted(properties.items()))}


def _issues(issues: Iterable[Issue]) -> dict[str, list[dict[str, object]]]:
    by_kind: dict[str, list[dict[str, object]]] = {}
    for issue in sorted(set(issues)):
        told = {"page": issue.page, "start": issue.span.start, "end": issue.span.end, "quote": issue.quote}
        by_kind.setdefault(issue.kind, []).append(told)
    return dict(sorted(by_kind.items()))


def _kept_out(quarantined: Quarantined) -> dict[str, object]:
    statement = quarantined.statement
    return {
        "shape": quarantined.shape,
        "message": quarantined.message,
        "page": statement.page,
        "sentence": quarantined.sentence,
        "spans": [[e.span.start, e.span.end] for e in statement.evidence],
        "graph": statement.graph.value,
        "subject": statement.subject.value,
        "property": statement.property.value,
        "value": statement.value.value,
    }


def build_report(
    statements: Sequence[Statement],
    issues: Iterable[Issue],
    quarantine: Iterable[Quarantined],
    page_texts: Mapping[str, str],
    unread: Iterable[PageError],
    names: Names,
) -> Report:
    """The report of a build as JSON holds it; the same build gives the same report."""
    evidence = {(s.graph, s.subject, s.property, s.value, e.span, e.rule) for s in statements for e in s.evidence}
    return {
        "base": names.base,
        **counts(statements),
        "evidence": len(evidence),
        "pages": [
            {"page": page, "sha256": hashlib.sha256(text.encode()).hexdigest(), "characters": len(text)}
            for page, text in sorted(page_texts.items())
        ],
        "unread": [{"page": e.page, "place": e.place, "problem": e.problem} for e in unread],
        "issues": _issues(issues),
        "quarantine": [_kept_out(q) for q in quarantine],
    }

"""The build report: what was read and counted, what was doubted, what was kept out, which judgements found nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from kg.dumps import Content
from kg.errors import PageError
from kg.judged import Unapplied
from kg.ledger import id_of
from kg.model import Issue, Page
from kg.validate import Quarantined

Report = dict[str, Any]


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
    content: Content,
    issues: Iterable[Issue],
    quarantine: Iterable[Quarantined],
    pages: Iterable[Page],
    unread: Iterable[PageError],
    unapplied: Iterable[Unapplied],
) -> Report:
    """The report of a build as JSON holds it; the same build gives the same report."""
    return {
        "base": content.names.base,
        "classes": content.classes,
        "properties": content.properties,
        "evidence": len(content.evidence),
        "pages": [{"page": page.name, "sha256": text_hash(page), "characters": len(page.text)} for page in pages],
        "unread": [{"page": e.page, "place": e.place, "problem": e.problem} for e in unread],
        "issues": _issues(issues),
        "quarantine": [_kept_out(q) for q in quarantine],
        "unapplied": [{**asdict(u.judgement), "id": id_of(u.judgement), "reason": u.reason} for u in unapplied],
    }


def text_hash(page: Page) -> str:
    """The hash of a page's text by which a release knows it."""
    return hashlib.sha256(page.text.encode()).hexdigest()

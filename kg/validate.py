"""Keeps out of the graph what breaks the shapes or what no sentence proves, each with the reason and its sentence.

Every article's graph is validated by itself, so the time is linear in the number of articles: pySHACL takes about
15 ms for one of 40 statements, and again as much for every round that it takes until nothing is broken any more.
Evidence is checked here, before it becomes nodes: SHACL cannot follow a fact to its evidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kg.ids import Names
from kg.inference import inferred
from kg.model import Evidence, Iri, Literal, Statement
from kg.shapes import Violation, message, triple_of, violations
from kg.text import quote_of
from kg.vocabulary import EVIDENCED, LABEL, TYPE, ukg

_EVIDENCED = frozenset(ukg(name) for name in EVIDENCED)


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A statement that was kept out: the shape it breaks, why (in Chinese and English), and the sentence it is from.

    `shape` is a local name of ontology/shapes.ttl; `sentence` is the quote of the statement's evidence, or else of
    the fact that brought its subject into the graph.
    """

    shape: str
    message: str
    statement: Statement
    sentence: str


def validate(
    statements: Iterable[Statement], page_texts: Mapping[str, str], names: Names
) -> tuple[tuple[Statement, ...], tuple[Quarantined, ...]]:
    """The statements that conform, graph by graph, and those kept out; `page_texts` has the text of every page.

    What is inferred or known beforehand needs no evidence; it only goes with the things that it is about, when no
    article's graph has them any more. A ValidationError is raised only when a violation cannot be traced to a
    statement.
    """
    by_graph: dict[Iri, list[Statement]] = {}
    for statement in statements:
        by_graph.setdefault(statement.graph, []).append(statement)
    known = by_graph.pop(names.inferred_graph, [])
    kept: list[Statement] = []
    out: list[Quarantined] = []
    for stated in by_graph.values():
        conforming, broken = _validate_article(stated, page_texts, names)
        kept += conforming
        out += broken
    labelled, mislabelled = _one_label_each(kept, page_texts)
    gone = {q.statement.subject for q in out} - {s.subject for s in kept}
    for statement in known:
        if statement.subject in gone or statement.value in gone:
            out.append(Quarantined("Named-type", message("Named-type"), statement, ""))
        else:
            labelled.append(statement)
    return tuple(labelled), tuple(out + mislabelled)


def _validate_article(
    statements: list[Statement], page_texts: Mapping[str, str], names: Names
) -> tuple[list[Statement], list[Quarantined]]:
    """Validates again after every removal, until what is left conforms: a fact may rest on one that was removed."""
    proved: list[Statement] = []
    out: list[Quarantined] = []
    for statement in statements:
        whole, broken = _check_evidence(statement, page_texts)
        proved += whole
        out += broken
    sentences = _sentences(statements, page_texts)
    while proved:
        at_fault = _at_fault(proved, names)
        if not at_fault:
            break
        rest: list[Statement] = []
        for statement in proved:
            violation = at_fault.get(triple_of(statement))
            if violation is None:
                rest.append(statement)
            else:
                sentence = _sentence(statement, page_texts) or sentences.get(statement.subject, "")
                out.append(Quarantined(violation.shape, violation.message, statement, sentence))
        proved = rest
    return proved, out


def _at_fault(statements: list[Statement], names: Names) -> dict[object, Violation]:
    """The facts at fault, each with one violation: the first by name, so that the report is always the same."""
    classes = [s for s in inferred(statements, names) if s.property == TYPE]
    found = sorted(violations(map(triple_of, [*statements, *classes])), key=lambda v: v.shape)
    return {fact: violation for violation in reversed(found) for fact in violation.facts}


def _check_evidence(statement: Statement, page_texts: Mapping[str, str]) -> tuple[list[Statement], list[Quarantined]]:
    """The statement with the evidence that holds, if any is left or none is needed; and what was kept out of it."""
    faults = {e: _evidence_fault(e, page_texts.get(statement.page)) for e in statement.evidence}
    whole = tuple(e for e, fault in faults.items() if fault is None)
    out = [
        Quarantined(fault, message(fault), replace(statement, evidence=(e,)), _sentence(statement, page_texts))
        for e, fault in faults.items()
        if fault is not None
    ]
    if whole or statement.property not in _EVIDENCED:
        return [replace(statement, evidence=whole) if out else statement], out
    return [], out or [Quarantined("Proved", message("Proved"), statement, "")]


def _evidence_fault(evidence: Evidence, text: str | None) -> str | None:
    """The property shape of Evidence that it breaks, if any: what the shapes demand, and that the page bears it out."""
    span = evidence.span
    if text is None:
        return "Evidence-article"
    if not 0 <= span.start < span.end:
        return "Evidence-start"
    if span.end > len(text):
        return "Evidence-end"
    if not quote_of(text, span):
        return "Evidence-quote"
    if not evidence.rule:
        return "Evidence-rule"
    if not 0 <= evidence.confidence <= 1:
        return "Evidence-confidence"
    return None


def _sentence(statement: Statement, page_texts: Mapping[str, str]) -> str:
    text = page_texts.get(statement.page)
    return quote_of(text, min(statement.evidence).span) if text and statement.evidence else ""


def _sentences(statements: Iterable[Statement], page_texts: Mapping[str, str]) -> dict[Iri, str]:
    """For every node the quote of the first fact that leads to it."""
    found: dict[Iri, str] = {}
    for statement in statements:
        if isinstance(statement.value, Iri) and statement.evidence:
            found.setdefault(statement.value, _sentence(statement, page_texts))
    return found


def _one_label_each(
    statements: list[Statement], page_texts: Mapping[str, str]
) -> tuple[list[Statement], list[Quarantined]]:
    """Keeps the fullest label of what several articles label differently, which no article's graph shows."""
    labels: dict[Iri, set[str]] = {}
    for statement in statements:
        if statement.property == LABEL and isinstance(statement.value, Literal):
            labels.setdefault(statement.subject, set()).add(statement.value.value)
    fullest = {node: min(told, key=lambda t: (-len(t), t)) for node, told in labels.items() if len(told) > 1}
    if not fullest:
        return statements, []
    kept: list[Statement] = []
    out: list[Quarantined] = []
    sentences = _sentences(statements, page_texts)
    for statement in statements:
        label = fullest.get(statement.subject) if statement.property == LABEL else None
        if label is None or statement.value.value == label:
            kept.append(statement)
        else:
            out.append(
                Quarantined("Entity-label", message("Entity-label"), statement, sentences.get(statement.subject, ""))
            )
    return kept, out

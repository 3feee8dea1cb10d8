"""Keeps out of the graph what breaks the shapes or what no sentence proves, each with the reason and its sentence.

Every article's graph is validated by itself but for the names of its entities, which another article may state; the
time is linear in the number of statements. What a removal leaves is validated again, and only that, until nothing is
broken any more. Evidence is checked here, before it becomes nodes: SHACL cannot follow a fact to its evidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kg.ids import Names
from kg.inference import inferred
from kg.model import Evidence, Iri, Literal, Statement
from kg.shapes import Triple, Violation, message, triple_of, violations
from kg.text import quote_of
from kg.vocabulary import EVIDENCED, LABEL, TYPE, ukg

_EVIDENCED = frozenset(ukg(name) for name in EVIDENCED)
# One run of pySHACL costs 5 ms before it looks at anything; this many articles fit into some 20 MB.
_GRAPHS_A_RUN = 200


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
    out: list[Quarantined] = []
    known: list[Statement] = []
    single, mislabelled = _one_label_each(list(statements), page_texts)
    for statement in single:
        if statement.graph == names.inferred_graph:
            known.append(statement)
        else:
            proved, broken = _check_evidence(statement, page_texts)
            by_graph.setdefault(statement.graph, []).extend(proved)
            out += broken
    sentences = {graph: _sentences(stated, page_texts) for graph, stated in by_graph.items()}
    labels = _labels(single)
    pending = set(by_graph)
    while pending:
        violations_ = _at_fault({graph: by_graph[graph] for graph in by_graph if graph in pending}, labels, names)
        for graph, at_fault in violations_.items():
            for statement, violation in at_fault.items():
                sentence = _sentence(statement, page_texts) or sentences[graph].get(statement.subject, "")
                out.append(Quarantined(violation.shape, violation.message, statement, sentence))
            by_graph[graph] = [s for s in by_graph[graph] if s not in at_fault]
        left = _labels([*known, *(s for stated in by_graph.values() for s in stated)]) if violations_ else labels
        gone = {s.subject for s in labels.values()} - set(left)
        unnamed = {graph for graph, stated in by_graph.items() if gone and any(s.subject in gone for s in stated)}
        pending, labels = set(violations_) | unnamed, left
    kept = [statement for stated in by_graph.values() for statement in stated]
    lost = {q.statement.subject for q in out} - {s.subject for s in kept}
    for statement in known:
        if statement.subject in lost or statement.value in lost:
            out.append(Quarantined("Named-type", message("Named-type"), statement, ""))
        else:
            kept.append(statement)
    return tuple(kept), tuple(out + mislabelled)


def _labels(statements: Iterable[Statement]) -> dict[Iri, Statement]:
    """The statement of every node's label."""
    return {s.subject: s for s in statements if s.property == LABEL}


def _at_fault(
    graphs: Mapping[Iri, list[Statement]], labels: Mapping[Iri, Statement], names: Names
) -> dict[Iri, dict[Statement, Violation]]:
    """The facts at fault, graph by graph, each with one violation: the first by name, so that reports never differ."""
    found: dict[Iri, dict[Statement, Violation]] = {}
    order = list(graphs.items())
    for start in range(0, len(order), _GRAPHS_A_RUN):
        facts: dict[Triple, list[Statement]] = {}
        for number, (_, stated) in enumerate(order[start : start + _GRAPHS_A_RUN]):
            classes = [s for s in inferred(stated, names) if s.property == TYPE]
            unlabelled = {s.subject for s in stated} - {s.subject for s in stated if s.property == LABEL}
            for statement in [*classes, *(labels[subject] for subject in unlabelled if subject in labels)]:
                facts.setdefault(triple_of(statement, names.base, number), [])
            for statement in stated:
                facts.setdefault(triple_of(statement, names.base, number), []).append(statement)
        for violation in sorted(violations(facts), key=lambda v: v.shape):
            for statement in (s for fact in violation.facts for s in facts[fact]):
                found.setdefault(statement.graph, {}).setdefault(statement, violation)
    return {graph: found[graph] for graph in graphs if graph in found}


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
    """Keeps the fullest label of what several graphs label differently, which no article's graph shows by itself."""
    labels: dict[Iri, dict[Iri, set[str]]] = {}
    for statement in statements:
        if statement.property == LABEL and isinstance(statement.value, Literal):
            labels.setdefault(statement.subject, {}).setdefault(statement.graph, set()).add(statement.value.value)
    fullest: dict[Iri, str] = {}
    for node, by_graph in labels.items():
        # Two labels in one graph are a fault of that graph, and for the shapes to find.
        told = {label for found in by_graph.values() if len(found) == 1 for label in found}
        if len(told) > 1:
            fullest[node] = min(told, key=lambda t: (-len(t), t))
    if not fullest:
        return statements, []
    kept: list[Statement] = []
    out: list[Quarantined] = []
    sentences = _sentences(statements, page_texts)
    for statement in statements:
        label = fullest.get(statement.subject) if statement.property == LABEL else None
        alone = label is not None and len(labels[statement.subject][statement.graph]) == 1
        if not alone or statement.value.value == label:
            kept.append(statement)
        else:
            out.append(
                Quarantined("Entity-label", message("Entity-label"), statement, sentences.get(statement.subject, ""))
            )
    return kept, out

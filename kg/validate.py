"""Keeps out of the graph what breaks the shapes or what no sentence proves, each with the reason and its sentence.

Every article's graph is validated by itself but for the names of its entities, which another article may state; the
time is linear in the number of statements. What a removal leaves is validated again, and only that, until nothing is
broken any more. Evidence is checked here, before it becomes nodes: SHACL cannot follow a fact to its evidence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from operator import itemgetter

from kg.ids import Names
from kg.inference import inferred
from kg.model import Evidence, Iri, Literal, Statement, Value
from kg.shapes import Triple, Violation, message, surely_conform, triple_of, violations
from kg.sorting import Sorter, in_memory
from kg.statements import by_page
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


@dataclass(frozen=True, slots=True)
class Claims:
    """What the rest of a graph has to know of a page's statements: which labels they give, and what they leave without.

    `unlabelled` are the subjects of which one of its articles says something, but not how they are called.
    """

    labels: tuple[Statement, ...]
    unlabelled: tuple[Iri, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A page's statements, to be validated with those of other pages; `load` gives them, `claims` what they claim."""

    claims: Callable[[], Claims]
    load: Callable[[], Sequence[Statement]]
    page_texts: Callable[[], Mapping[str, str]]


# What the rest of the graph calls a page's nodes, or None where something of the page is known to be kept out.
Context = Mapping[Iri, Value] | None


def _unknown(contexts: Iterable[Context]) -> Iterator[bool]:
    return (False for _ in contexts)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is left of the parts: by a part's number what is kept of it, where it was looked at; and what is kept out.

    `known` is what is kept of the statements that no page states.
    """

    kept: Mapping[int, tuple[Statement, ...]]
    known: tuple[Statement, ...]
    quarantine: tuple[Quarantined, ...]


def claims_of(statements: Iterable[Statement]) -> Claims:
    """The claims of a page's statements."""
    stated = list(statements)
    labels = tuple(s for s in stated if s.property == LABEL)
    labelled = {(s.graph, s.subject) for s in labels}
    return Claims(labels, tuple(dict.fromkeys(s.subject for s in stated if (s.graph, s.subject) not in labelled)))


def validate(
    statements: Iterable[Statement], page_texts: Mapping[str, str], names: Names
) -> tuple[tuple[Statement, ...], tuple[Quarantined, ...]]:
    """The statements that conform, and those kept out; `page_texts` has the text of every page.

    What is inferred or known beforehand needs no evidence; it only goes with the things that it is about, when no
    article's graph has them any more. A ValidationError is raised only when a violation cannot be traced to a
    statement.
    """
    stated = list(statements)
    known = [s for s in stated if s.graph == names.inferred_graph]
    pages = by_page(s for s in stated if s.graph != names.inferred_graph)
    parts = [Part(partial(claims_of, page), partial(tuple, page), lambda: page_texts) for page in pages.values()]
    verdict = validate_parts(parts, known, names, in_memory())
    kept = (s for number in range(len(parts)) for s in verdict.kept[number])
    return (*kept, *verdict.known), verdict.quarantine


def context_of(claims: Claims, labels: Mapping[Iri, Statement]) -> dict[Iri, Value]:
    """How the rest of the graph calls what the claims leave without a label."""
    return {subject: labels[subject].value for subject in claims.unlabelled if subject in labels}


def conforms(
    stated: Iterable[Statement], context: Mapping[Iri, Value], page_texts: Mapping[str, str], names: Names
) -> bool:
    """Whether nothing of a page's statements is to be kept out, where the rest of the graph calls its nodes that."""
    graphs: dict[Iri, list[Statement]] = {}
    for statement in stated:
        if _check_evidence(statement, page_texts)[1]:
            return False
        graphs.setdefault(statement.graph, []).append(statement)
    labels = {node: Statement(names.inferred_graph, node, LABEL, label) for node, label in context.items()}
    doubtful = {
        graph: stated for graph, stated in graphs.items() if not surely_conform(stated + _around(stated, labels, names))
    }
    return not _at_fault(doubtful, labels, names)


def validate_parts(
    parts: Sequence[Part],
    known: Sequence[Statement],
    names: Names,
    sorter: Sorter,
    conforming: Callable[[Iterable[Context]], Iterable[bool]] = _unknown,
) -> Verdict:
    """Validates the pages of a graph together; of each only what is not known to conform.

    `conforming` may tell of every part whether all of it conforms in its context; it is then not even loaded. The empty
    `sorter` finds the few nodes of which pages have to know from each other: of all others no label is held in memory.
    """
    shared = _shared((part.claims() for part in parts), known, sorter)
    given = [s for part in parts for s in part.claims().labels if s.subject in shared]
    given += [s for s in known if s.property == LABEL and s.subject in shared]
    lesser = _lesser(given)
    labels = _labels([s for s in given if s not in lesser] if lesser else given)
    page_texts: dict[str, str] = {}
    out: list[Quarantined] = []
    mislabelled: list[Quarantined] = []
    loaded: dict[int, dict[Iri, list[Statement]]] = {}
    sentences: dict[Iri, dict[Iri, str]] = {}

    def load(number: int) -> Iterable[Iri]:
        """The part's graphs, as far as their labels are the fullest and their evidence holds."""
        graphs = loaded[number] = {}
        stated = parts[number].load()
        page_texts.update(parts[number].page_texts())
        for statement in stated:
            if statement in lesser:
                sentence = _sentences(stated, page_texts).get(statement.subject, "")
                mislabelled.append(Quarantined("Entity-label", message("Entity-label"), statement, sentence))
                continue
            proved, broken = _check_evidence(statement, page_texts)
            graphs.setdefault(statement.graph, []).extend(proved)
            out.extend(broken)
        sentences.update({graph: _sentences(kept, page_texts) for graph, kept in graphs.items()})
        return graphs

    every_claim = (part.claims() for part in parts)
    contexts = (
        None if lesser and not lesser.isdisjoint(told.labels) else context_of(told, labels) for told in every_claim
    )
    pending = {graph for number, whole in enumerate(conforming(contexts)) if not whole for graph in load(number)}
    while pending:
        by_graph = {graph: stated for number in sorted(loaded) for graph, stated in loaded[number].items()}
        violations_ = _at_fault({graph: by_graph[graph] for graph in by_graph if graph in pending}, labels, names)
        for graph, at_fault in violations_.items():
            for statement, violation in at_fault.items():
                sentence = _sentence(statement, page_texts) or sentences[graph].get(statement.subject, "")
                out.append(Quarantined(violation.shape, violation.message, statement, sentence))
            by_graph[graph][:] = [s for s in by_graph[graph] if s not in at_fault]
        if not violations_:
            break
        shared.update(s.subject for stated in by_graph.values() for s in stated)
        claims_ = (part.claims() for number, part in enumerate(parts) if number not in loaded)
        unseen = [s for claims in claims_ for s in claims.labels if s.subject in shared]
        seen = (s for stated in by_graph.values() for s in stated)
        left = _labels([*(s for s in known if s not in lesser), *unseen, *seen])
        gone = labels.keys() - left.keys()
        unnamed = {graph for graph, stated in by_graph.items() if gone and any(s.subject in gone for s in stated)}
        for number, part in enumerate(parts):
            if number not in loaded and not gone.isdisjoint(part.claims().unlabelled):
                unnamed.update(load(number))
        pending, labels = set(violations_) | unnamed, left
    kept = {number: tuple(s for stated in loaded[number].values() for s in stated) for number in sorted(loaded)}
    lost = {q.statement.subject for q in out}
    if lost:
        claims = (claims_of(kept[n]) if n in kept else part.claims() for n, part in enumerate(parts))
        for claim in claims:
            lost.difference_update(claim.unlabelled, (s.subject for s in claim.labels))
    with_them = [s for s in known if s not in lesser and (s.subject in lost or s.value in lost)]
    out += [Quarantined("Named-type", message("Named-type"), s, "") for s in with_them]
    mislabelled += [Quarantined("Entity-label", message("Entity-label"), s, "") for s in known if s in lesser]
    left_known = tuple(s for s in known if s not in lesser and s not in with_them)
    return Verdict(kept, left_known, (*out, *mislabelled))


def _shared(every_claim: Iterable[Claims], known: Iterable[Statement], sorter: Sorter) -> set[Iri]:
    """The nodes that have several labels, or that are labelled here and not there."""
    for claims in every_claim:
        told = {(s.subject.value.encode(), b"=" + s.value.value.encode()) for s in claims.labels}
        for record in (*told, *((node.value.encode(), b"") for node in claims.unlabelled)):
            sorter.add(record)
    for statement in known:
        if statement.property == LABEL:
            sorter.add((statement.subject.value.encode(), b"=" + statement.value.value.encode()))
    groups = groupby(sorter, key=itemgetter(0))
    return {Iri(node.decode()) for node, told in groups if len({label for _, label in told}) > 1}


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
            for statement in _around(stated, labels, names):
                facts.setdefault(triple_of(statement, names.base, number), [])
            for statement in stated:
                facts.setdefault(triple_of(statement, names.base, number), []).append(statement)
        for violation in sorted(violations(facts), key=lambda v: v.shape):
            for statement in (s for fact in violation.facts for s in facts[fact]):
                found.setdefault(statement.graph, {}).setdefault(statement, violation)
    # In the order in which they are stated: that in which they were found is another one in every process.
    return {
        graph: {s: found[graph][s] for s in graphs[graph] if s in found[graph]} for graph in graphs if graph in found
    }


def _around(stated: Sequence[Statement], labels: Mapping[Iri, Statement], names: Names) -> list[Statement]:
    """What a graph is checked with though it does not state it: superclasses, and the labels that others give."""
    classes = [s for s in inferred(stated, names) if s.property == TYPE]
    unlabelled = {s.subject for s in stated} - {s.subject for s in stated if s.property == LABEL}
    return [*classes, *(labels[subject] for subject in unlabelled if subject in labels)]


def _check_evidence(statement: Statement, page_texts: Mapping[str, str]) -> tuple[list[Statement], list[Quarantined]]:
    """The statement with the evidence that holds, if any is left or none is needed; and what was kept out of it."""
    text = page_texts.get(statement.page)
    faults = [_evidence_fault(e, text) for e in statement.evidence]
    if statement.evidence and not any(faults):
        return [statement], []
    proofs = dict(zip(statement.evidence, faults, strict=True))
    whole = tuple(e for e, fault in proofs.items() if fault is None)
    out = [
        Quarantined(fault, message(fault), replace(statement, evidence=(e,)), _sentence(statement, page_texts))
        for e, fault in proofs.items()
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


def _lesser(given: Sequence[Statement]) -> set[Statement]:
    """The labels that give way to a fuller one of another graph, which no article's graph shows by itself."""
    first: dict[str, str] = {}
    several = {s.subject for s in given if first.setdefault(s.subject.value, s.value.value) != s.value.value}
    if not several:  # as nearly always: a label is the fullest name wherever it is stated
        return set()
    labels: dict[Iri, dict[Iri, set[str]]] = {}
    for statement in given:
        if isinstance(statement.value, Literal) and statement.subject in several:
            labels.setdefault(statement.subject, {}).setdefault(statement.graph, set()).add(statement.value.value)
    fullest: dict[Iri, str] = {}
    for node, by_graph in labels.items():
        # Two labels in one graph are a fault of that graph, and for the shapes to find.
        told = {label for found in by_graph.values() if len(found) == 1 for label in found}
        if len(told) > 1:
            fullest[node] = min(told, key=lambda t: (-len(t), t))
    return {
        statement
        for statement in given
        if statement.subject in fullest
        and len(labels[statement.subject][statement.graph]) == 1
        and statement.value.value != fullest[statement.subject]
    }

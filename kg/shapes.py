"""The shapes as the program needs them: asked of Shifty, told by pySHACL, every violation traced to its facts.

pySHACL is what decides. Shifty reads the same shapes and is asked first, because it takes an eighth of the time and
nearly everything conforms; what it does not find to conform, pySHACL looks at.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache

import pyshacl
import rdflib
import shifty
from rdflib import RDFS, SH
from rdflib.collection import Collection

from kg.errors import ValidationError
from kg.model import Iri, Literal, Statement, Value
from kg.ontology import SHAPES
from kg.rdf import written
from kg.resources import ontology_file

SHAPE = "https://w3id.org/union-kg/shapes#"

# The same classes, properties and nodes are converted again and again.
_KEPT_TERMS = 1 << 16

Triple = tuple[rdflib.term.Node, rdflib.term.Node, rdflib.term.Node]
Pattern = tuple[rdflib.term.Node | None, rdflib.term.Node | None, rdflib.term.Node | None]


@dataclass(frozen=True, slots=True)
class Violation:
    """A broken shape, by its local name, the reason in Chinese and English, and the facts at fault."""

    shape: str
    message: str
    facts: frozenset[Triple]


@lru_cache(maxsize=_KEPT_TERMS)
def _term(value: Value) -> rdflib.URIRef | rdflib.Literal:
    if isinstance(value, Iri):
        return rdflib.URIRef(value.value)
    if value.language:
        return rdflib.Literal(value.value, lang=value.language)
    if not value.datatype:
        return rdflib.Literal(value.value)
    with _quiet():
        return rdflib.Literal(value.value, datatype=rdflib.URIRef(value.datatype))


@contextmanager
def _quiet() -> Iterator[None]:
    """Keeps rdflib from logging a traceback for a date that is none: the shape that it breaks says so."""
    log = logging.getLogger("rdflib.term")
    level = log.level
    log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        log.setLevel(level)


def _copy(value: Value, base: str, number: int) -> rdflib.URIRef | rdflib.Literal:
    if isinstance(value, Iri) and value.value.startswith(base):
        return rdflib.URIRef(f"{value.value}#{number}")
    return _term(value)


def triple_of(statement: Statement, base: str, number: int) -> Triple:
    """The statement as pySHACL's library sees it, in the copy of that number.

    Every article has a copy of its own of the nodes under `base`, so that one run checks many articles and none leans
    on what another one states.
    """
    return _copy(statement.subject, base, number), _term(statement.property), _copy(statement.value, base, number)


def surely_conform(statements: Iterable[Statement]) -> bool:
    """Whether the statements of one graph break no shape; if not surely, they may yet conform.

    A literal that rdflib cannot read as what it says to be breaks a shape for pySHACL, but not always for Shifty, which
    knows the years 0000 and 12022.
    """
    lines: list[bytes] = []
    for statement in statements:
        value = statement.value
        if isinstance(value, Literal) and value.datatype and _unread(value):
            return False
        lines.append(b"%b %b %b .\n" % (written(statement.subject), written(statement.property), written(value)))
    found = _prepared().validate_algebra(b"".join(lines), graph_mode="data", infer=False, on_unsupported="error")
    return bool(found.conforms)


@lru_cache(maxsize=_KEPT_TERMS)
def _unread(value: Literal) -> bool:
    term = _term(value)
    return isinstance(term, rdflib.Literal) and bool(term.ill_typed)


@cache
def _prepared() -> shifty.PreparedValidator:
    return shifty.PreparedValidator(ontology_file(SHAPES))


@cache
def shapes_graph() -> rdflib.Graph:
    """The shapes as they are in the file."""
    return rdflib.Graph(bind_namespaces="none").parse(ontology_file(SHAPES), format="turtle")


@cache
def _compiled() -> tuple[rdflib.Graph, tuple[Triple, ...]]:
    """The shapes in a form that pySHACL checks four times as fast, and the subclasses that the form rests on.

    A property shape has the targets of its node shape, so that it is run once and not once for every node; a choice
    among classes is one class above them. The conditions and the shapes that they name stay the same.
    """
    graph = rdflib.Graph(bind_namespaces="none")
    graph += shapes_graph()
    for shape, part in list(graph.subject_objects(SH.property)):
        graph.remove((shape, SH.property, part))
        for kind in (SH.targetClass, SH.targetSubjectsOf):
            for target in graph.objects(shape, kind):
                graph.add((part, kind, target))
    subclasses: list[Triple] = []
    for shape, choice in list(graph.subject_objects(SH["or"])):
        members = [list(graph.predicate_objects(member)) for member in Collection(graph, choice)]
        if all(len(said) == 1 and said[0][0] == SH["class"] for said in members):
            above = rdflib.BNode()
            graph.remove((shape, SH["or"], choice))
            graph.add((shape, SH["class"], above))
            subclasses += [(said[0][1], RDFS.subClassOf, above) for said in members]
    return graph, tuple(subclasses)


def message(shape: str) -> str:
    """What the shape of that local name says, in Chinese and in English."""
    messages = shapes_graph().objects(rdflib.URIRef(SHAPE + shape), SH.message)
    told = {m.language: str(m) for m in messages if isinstance(m, rdflib.Literal)}
    return f"{told['zh']} / {told['en']}"


def violations(triples: Iterable[Triple]) -> Iterator[Violation]:
    """All violations of the shapes in a data graph; a ValidationError if one cannot be traced to a fact."""
    data = rdflib.Graph(bind_namespaces="none")
    for triple in triples:
        data.add(triple)
    shapes, subclasses = _compiled()
    for triple in subclasses:
        data.add(triple)
    conforms, report, _ = pyshacl.validate(data, shacl_graph=shapes)
    if conforms:
        return
    assert isinstance(report, rdflib.Graph)
    for result in report.objects(None, SH.result):
        yield _violation(data, report, result)


def _violation(data: rdflib.Graph, report: rdflib.Graph, result: rdflib.term.Node) -> Violation:
    shape = report.value(result, SH.sourceShape)
    focus = report.value(result, SH.focusNode)
    value = report.value(result, SH.value)
    component = report.value(result, SH.sourceConstraintComponent)
    assert isinstance(shape, rdflib.URIRef), f"{shape}: every shape that can be broken has a name"
    assert focus is not None
    path = shapes_graph().value(shape, SH.path)
    patterns: list[Pattern]
    if path is None:
        patterns = list(_of_target(shape, focus))
    elif component == SH.MaxCountConstraintComponent:
        patterns = list(_along(path, focus, None))
    elif value is not None:
        patterns = list(_along(path, focus, value))
    else:
        patterns = list(_of_target(_node_shape(shape), focus))
    facts = frozenset(triple for pattern in patterns for triple in data.triples(pattern))
    if not facts:
        raise ValidationError(f"{focus}: breaks {shape}, but no fact of the graph is at fault")
    name = shape.removeprefix(SHAPE)
    return Violation(name, message(name), facts)


def _node_shape(property_shape: rdflib.URIRef) -> rdflib.term.Node:
    parent = shapes_graph().value(None, SH.property, property_shape)
    assert parent is not None, f"{property_shape} belongs to no node shape"
    return parent


def _of_target(node_shape: rdflib.term.Node, focus: rdflib.term.Node) -> Iterator[Pattern]:
    """What made the node a target: its facts with the target's properties, or else all that is said of it."""
    properties = list(shapes_graph().objects(node_shape, SH.targetSubjectsOf))
    if properties:
        yield from ((focus, property_, None) for property_ in properties)
    else:
        yield (focus, None, None)
        yield (None, None, focus)


def _along(path: rdflib.term.Node, focus: rdflib.term.Node, value: rdflib.term.Node | None) -> Iterator[Pattern]:
    """The facts that lead from the focus to the value along the path: a property, its inverse, or one of several."""
    inverse = shapes_graph().value(path, SH.inversePath)
    alternatives = shapes_graph().value(path, SH.alternativePath)
    if inverse is not None:
        yield from ((o, p, s) for s, p, o in _along(inverse, focus, value))
    elif alternatives is not None:
        for step in Collection(shapes_graph(), alternatives):
            yield from _along(step, focus, value)
    else:
        yield (focus, path, value)

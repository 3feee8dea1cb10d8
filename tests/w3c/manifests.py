"""Reads the W3C's manifests of the SPARQL 1.1 test suites, which lie beside the checkout."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

SUITES = Path(__file__).resolve().parents[3] / "shared" / "w3c" / "sparql11"
# Where the suites' files are by their own words: relative IRIs in them stand under it.
BASE = "http://www.w3.org/2009/sparql/docs/tests/data-sparql11/"

FEDERATED = "refused by design: the service answers from its own graph alone and asks no other"

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


@dataclass(frozen=True, slots=True)
class Case:
    """A test of a query: its name (`folder/name`), its kind, and the files that it is made of."""

    name: str
    kind: str
    query: Path
    data: tuple[Path, ...] = ()
    graph_data: tuple[Path, ...] = ()
    result: Path | None = None


def needed() -> None:
    """Skips the module that calls it where the suites are not there."""
    if not SUITES.is_dir():
        pytest.skip(f"the W3C's test suites are not beside the checkout ({SUITES})", allow_module_level=True)


def iri_of(path: Path) -> str:
    """The IRI of a file of the suites."""
    return BASE + path.relative_to(SUITES).as_posix()


def path_of(iri: str) -> Path:
    """The file of the suites that has the IRI."""
    return SUITES / iri.removeprefix(BASE)


class Manifest:
    """The triples of one manifest."""

    def __init__(self, path: Path) -> None:
        self.path = path
        quads = ox.parse(path=str(path), format=ox.RdfFormat.TURTLE, base_iri=iri_of(path))
        self._triples = ox.Dataset(quads)

    def values(self, subject: Term, property_: str) -> list[Term]:
        """The objects of a subject's property, in no order."""
        assert isinstance(subject, ox.NamedNode | ox.BlankNode)
        found = self._triples.quads_for_subject(subject)
        return [quad.object for quad in found if quad.predicate.value == property_]

    def subjects(self, property_: str, value: Term) -> list[Term]:
        """The subjects whose property has the value."""
        return [quad.subject for quad in self._triples.quads_for_object(value) if quad.predicate.value == property_]

    def value(self, subject: Term, property_: str) -> Term:
        """The only object of a subject's property."""
        (found,) = self.values(subject, property_)
        return found

    def text(self, subject: Term, property_: str) -> str:
        """The only object of a subject's property, an IRI or a literal, without what kind of term it is."""
        found = self.value(subject, property_)
        assert isinstance(found, ox.NamedNode | ox.Literal)
        return found.value

    def items(self, head: Term) -> Iterator[Term]:
        """The items of an RDF list."""
        while head != ox.NamedNode(RDF + "nil"):
            yield self.value(head, RDF + "first")
            head = self.value(head, RDF + "rest")

    def list(self, property_: str) -> list[Term]:
        """The items of the list that a property of the manifest itself has."""
        return list(self.items(self.value(ox.NamedNode(iri_of(self.path)), property_)))

    def entries(self) -> Iterator[tuple[str, str, Term]]:
        """Name (`folder/name`), kind and subject of each test, in the manifest's order."""
        for entry in self.list(MF + "entries"):
            assert isinstance(entry, ox.NamedNode)
            kind = self.text(entry, RDF + "type").partition("#")[2]
            yield f"{self.path.parent.name}/{entry.value.partition('#')[2]}", kind, entry


def included(manifest: str) -> tuple[str, ...]:
    """The folders whose manifests a manifest of the whole includes."""
    if not SUITES.is_dir():
        return ()
    items = Manifest(SUITES / manifest).list(MF + "include")
    return tuple(path_of(item.value).parent.name for item in items if isinstance(item, ox.NamedNode))


@cache
def cases(folder: str) -> tuple[Case, ...]:
    """The tests of queries in a folder: syntax, evaluation and formats of results."""
    manifest = Manifest(SUITES / folder / "manifest.ttl")
    return tuple(
        _case(manifest, name, kind, entry)
        for name, kind, entry in manifest.entries()
        if kind.startswith(("PositiveSyntax", "NegativeSyntax", "QueryEvaluation", "CSVResultFormat"))
    )


def _case(manifest: Manifest, name: str, kind: str, entry: Term) -> Case:
    action = manifest.value(entry, MF + "action")
    if isinstance(action, ox.NamedNode):
        return Case(name, kind, path_of(action.value))
    data, graph_data = (
        tuple(path_of(term.value) for term in manifest.values(action, QT + property_) if isinstance(term, ox.NamedNode))
        for property_ in ("data", "graphData")
    )
    query, result = manifest.text(action, QT + "query"), manifest.text(entry, MF + "result")
    return Case(name, kind, path_of(query), data, graph_data, path_of(result))


def parametrized(found: list[Case], failing: dict[str, str]) -> pytest.MarkDecorator:
    """The cases as parameters of a test; those that are known to fail are expected to, with the reason."""
    unknown = failing.keys() - {case.name for case in found}
    assert not unknown, f"there are no such tests: {sorted(unknown)}"
    marks = {name: [pytest.mark.xfail(reason=why, raises=AssertionError)] for name, why in failing.items()}
    return pytest.mark.parametrize(
        "case", [pytest.param(case, id=case.name, marks=marks.get(case.name, [])) for case in found]
    )

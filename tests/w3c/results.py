"""Expected and given results of queries: how they are read, and when they are the same.

JSON, XML and CSV are read without the engine, which wrote what the service answers.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pyoxigraph as ox

from tests.w3c.manifests import RDF, Manifest, Term, iri_of

XSD = "http://www.w3.org/2001/XMLSchema#"
RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
SPARQL_XML = "{http://www.w3.org/2005/sparql-results#}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

XML, JSON = "application/sparql-results+xml", "application/sparql-results+json"
CSV, TSV, TURTLE = "text/csv", "text/tab-separated-values", "text/turtle"
# The ending of a file with results → the type to ask for, so that each format is used where the suites use it.
TYPES = {".srx": XML, ".srj": JSON, ".csv": CSV, ".tsv": TSV, ".ttl": TURTLE}

# The suites spell numbers otherwise than the store does ("1.0E2", "100") where the value is the same.
_SPELLINGS: dict[str, Callable[[str], str]] = {
    "boolean": lambda text: {"1": "true", "0": "false"}.get(text, text),
    "integer": lambda text: str(int(text)),
    "decimal": lambda text: str(Decimal(text).normalize()),
    "float": lambda text: str(float(text)),
    "double": lambda text: str(float(text)),
}

# A term, or a cell of a CSV, which does not tell what kind of term it is.
Value = Term | str
Row = tuple[Value | None, ...]
Names = dict[ox.BlankNode, ox.BlankNode]


@dataclass(frozen=True, slots=True)
class Solutions:
    """The rows of a table; the columns are in the order of their names, which `SELECT *` leaves open."""

    variables: tuple[str, ...]
    rows: tuple[Row, ...]


Results = bool | Solutions | ox.Dataset


def read(text: bytes, media_type: str) -> Results:
    """The results in an answer of that media type: a boolean, solutions, or a graph."""
    return _READERS[media_type](text)


def expected(path: Path) -> Results:
    """The results in a file of the suites; a Turtle file may hold a graph or a table."""
    if path.suffix != ".ttl":
        return read(path.read_bytes(), TYPES[path.suffix])
    return _result_set(path) or ox.Dataset(ox.parse(path=str(path), base_iri=iri_of(path)))


def same(left: Results, right: Results, *, ordered: bool = False) -> bool:
    """Whether both are the same but for the labels of blank nodes; rows may come in any order unless `ordered`."""
    if isinstance(left, ox.Dataset) and isinstance(right, ox.Dataset):
        return _canonical(left) == _canonical(right)
    if isinstance(left, Solutions) and isinstance(right, Solutions):
        if left.variables != right.variables or len(left.rows) != len(right.rows):
            return False
        if ordered:
            return _same_in_order(left.rows, right.rows)
        # Rows without blank nodes need no search.
        ground = [Counter(row for row in side.rows if not _has_blank(row)) for side in (left, right)]
        blank = [[row for row in side.rows if _has_blank(row)] for side in (left, right)]
        return ground[0] == ground[1] and _same_in_some_order(blank[0], blank[1], {})
    return isinstance(left, bool) and left is right


def _json(text: bytes) -> Results:
    document = json.loads(text)
    if "boolean" in document:
        return bool(document["boolean"])
    variables = document["head"]["vars"]
    rows = document["results"]["bindings"]
    return _solutions(variables, ([_json_term(row[v]) if v in row else None for v in variables] for row in rows))


def _json_term(term: dict[str, str]) -> Term:
    return _term(term["type"], term["value"], term.get("xml:lang"), term.get("datatype"))


def _xml(text: bytes) -> Results:
    document = ElementTree.fromstring(text)
    boolean = document.find(f"{SPARQL_XML}boolean")
    if boolean is not None:
        return boolean.text == "true"
    variables = [variable.attrib["name"] for variable in document.iterfind(f"{SPARQL_XML}head/{SPARQL_XML}variable")]
    rows = []
    for result in document.iterfind(f"{SPARQL_XML}results/{SPARQL_XML}result"):
        bound = {binding.attrib["name"]: _xml_term(binding[0]) for binding in result}
        rows.append([bound.get(name) for name in variables])
    return _solutions(variables, rows)


def _xml_term(term: ElementTree.Element) -> Term:
    kind = term.tag.removeprefix(SPARQL_XML)
    return _term(kind, term.text or "", term.get(XML_LANG), term.get("datatype"))


def _term(kind: str, value: str, language: str | None, datatype: str | None) -> Term:
    if kind == "uri":
        return ox.NamedNode(value)
    if kind == "bnode":
        return ox.BlankNode(value)
    assert kind == "literal", kind
    if language is not None:
        return ox.Literal(value, language=language)
    return ox.Literal(value, datatype=ox.NamedNode(datatype or XSD + "string"))


def _csv(text: bytes) -> Results:
    header, *lines = csv.reader(io.StringIO(text.decode("utf-8"), newline=""))
    return _solutions(header, ([_cell(cell) for cell in line] for line in lines))


def _cell(text: str) -> Value:
    if text.startswith("_:"):
        return ox.BlankNode(text.removeprefix("_:"))
    with suppress(ArithmeticError):  # no number
        return str(Decimal(text).normalize())
    return text


def _tsv(text: bytes) -> Results:
    results = ox.parse_query_results(text, ox.QueryResultsFormat.TSV)
    assert isinstance(results, ox.QuerySolutions)
    return _solutions([v.value for v in results.variables], ([*row] for row in results))


def _turtle(text: bytes) -> Results:
    return ox.Dataset(ox.parse(text, format=ox.RdfFormat.TURTLE))


_READERS: dict[str, Callable[[bytes], Results]] = {XML: _xml, JSON: _json, CSV: _csv, TSV: _tsv, TURTLE: _turtle}


def _result_set(path: Path) -> Solutions | None:
    """The table that a Turtle file states in the suites' vocabulary for results; None where it states a graph."""
    file = Manifest(path)
    tables = file.subjects(RDF + "type", ox.NamedNode(RS + "ResultSet"))
    if not tables:
        return None
    variables = [v.value for v in file.values(tables[0], RS + "resultVariable") if isinstance(v, ox.Literal)]
    rows = []
    for solution in file.values(tables[0], RS + "solution"):
        bindings = file.values(solution, RS + "binding")
        bound = {file.text(b, RS + "variable"): file.value(b, RS + "value") for b in bindings}
        rows.append([bound.get(name) for name in variables])
    return _solutions(variables, rows)


def _solutions(names: Sequence[str], rows: Iterable[Sequence[Value | None]]) -> Solutions:
    order = sorted(range(len(names)), key=lambda i: names[i])
    return Solutions(tuple(names[i] for i in order), tuple(tuple(_spelt(row[i]) for i in order) for row in rows))


def _spelt(value: Value | None) -> Value | None:
    """The same value in one spelling for all that are equal in its type; as it is where its type has none here."""
    if isinstance(value, ox.Literal) and value.datatype.value.startswith(XSD):
        spell = _SPELLINGS.get(value.datatype.value.removeprefix(XSD))
        with suppress(ValueError, ArithmeticError):  # what the type does not allow is no number
            return ox.Literal(spell(value.value), datatype=value.datatype) if spell else value
    return value


def _canonical(graph: ox.Dataset) -> set[ox.Quad]:
    copy = ox.Dataset(graph)
    copy.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return set(copy)


def _has_blank(row: Row) -> bool:
    return any(isinstance(value, ox.BlankNode) for value in row)


def _renamed(left: Row, right: Row, names: Names) -> Names | None:
    """The names with those added under which the rows are the same; None where there are none."""
    grown = dict(names)
    for one, other in zip(left, right, strict=True):
        if not (isinstance(one, ox.BlankNode) and isinstance(other, ox.BlankNode)):
            if one != other:
                return None
        elif one not in grown and other not in grown.values():
            grown[one] = other
        elif grown.get(one) != other:
            return None
    return grown


def _same_in_order(left: Sequence[Row], right: Sequence[Row]) -> bool:
    names: Names | None = {}
    for one, other in zip(left, right, strict=True):
        names = None if names is None else _renamed(one, other, names)
    return names is not None


def _same_in_some_order(left: list[Row], right: list[Row], names: Names) -> bool:
    """Whether an order is found, by trying, in which the rows are the same under names that add to those given."""
    if not left:
        return not right
    for i, other in enumerate(right):
        grown = _renamed(left[0], other, names)
        if grown is not None and _same_in_some_order(left[1:], right[:i] + right[i + 1 :], grown):
            return True
    return False

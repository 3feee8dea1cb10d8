"""Answers of queries as a table for people: nodes of ours by their names, numbers as numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

import pyoxigraph as ox

from api.graph import Node, local_name
from api.service import service
from kg.vocabulary import compact

# What stands above the columns of triples; the page says it in the reader's language.
_TRIPLE = ("subject", "predicate", "object")


@dataclass(frozen=True, slots=True)
class Cell:
    """A value in a table for people: a node of ours with its name, another IRI, or a literal with its type."""

    text: str
    node: Node | None
    iri: str
    kind: str


@dataclass(frozen=True, slots=True)
class Table:
    """A query's answer for people: its kind as negotiate has it; `more` where rows are left out."""

    kind: str
    variables: tuple[str, ...]
    rows: tuple[tuple[Cell | None, ...], ...]
    more: bool
    boolean: bool | None = None

    def cells(self, column: int) -> list[Cell]:
        """What stands in the column, without the rows where nothing does."""
        return [cell for row in self.rows if (cell := row[column]) is not None]

    def is_number(self, column: int) -> bool:
        """Whether the column holds numbers and nothing else."""
        cells = self.cells(column)
        return bool(cells) and all(cell.kind == "number" for cell in cells)


def table_of(kind: str, content: BinaryIO, rows: int) -> Table:
    """The first rows of an answer: a table or a boolean in JSON, triples as N-Triples."""
    if kind == "graph":
        triples = ([t.subject, t.predicate, t.object] for t in ox.parse(content, format=ox.RdfFormat.N_TRIPLES))
        return _table(kind, _TRIPLE, triples, rows)
    answer = ox.parse_query_results(content, format=ox.QueryResultsFormat.JSON)
    if isinstance(answer, ox.QueryBoolean):
        return Table(kind, (), (), more=False, boolean=bool(answer))
    names = tuple(v.value for v in answer.variables)
    return _table(kind, names, ([row[name] for name in names] for row in answer), rows)


def _table(kind: str, variables: tuple[str, ...], rows: Iterable[list[object]], limit: int) -> Table:
    read = list(islice(rows, limit + 1))
    return Table(kind, variables, _cells(read[:limit]), more=len(read) > limit)


def _cells(rows: list[list[object]]) -> tuple[tuple[Cell | None, ...], ...]:
    reader = service().reader
    iris = {t.value for row in rows for t in row if isinstance(t, ox.NamedNode)}
    nodes = reader.nodes(iri for iri in iris if reader.path_of(iri))
    return tuple(tuple(None if t is None else _cell(t, nodes) for t in row) for row in rows)


def _cell(term: object, nodes: dict[str, Node]) -> Cell:
    if isinstance(term, ox.NamedNode):
        node = nodes.get(term.value)
        return Cell(node.label if node else compact(term.value), node, term.value, "iri")
    if isinstance(term, ox.Literal):
        kind = term.language or local_name(term.datatype.value)
        number = kind in ("integer", "decimal", "double", "float")
        return Cell(term.value, None, "", "number" if number else kind)
    return Cell(str(term), None, "", "other")

"""Queries from the command line: runs one on a release and writes its answer in a format of the reader's choice."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from kg.errors import QueryError
from kg.query_check import answering
from kg.release import open_release
from kg.vocabulary import PREFIXES

TABLES: dict[str, ox.QueryResultsFormat] = {
    "csv": ox.QueryResultsFormat.CSV,
    "json": ox.QueryResultsFormat.JSON,
    "tsv": ox.QueryResultsFormat.TSV,
    "xml": ox.QueryResultsFormat.XML,
}
TRIPLES: dict[str, ox.RdfFormat] = {
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "turtle": ox.RdfFormat.TURTLE,
}
FORMATS = (*TABLES, *TRIPLES)
# Kind of answer → format. The W3C gives a truth value no CSV.
DEFAULT_FORMATS = {"a table": "csv", "a truth value": "json", "triples": "turtle"}

# In one line, so that the line numbers of the engine's complaints are the query's own but for the first line.
_PROLOGUE = " ".join(f"PREFIX {prefix}: <{iri}>" for prefix, iri in PREFIXES.items()) + " "


def answer_as(directory: Path, sparql: str, format_: str | None) -> bytes:
    """The answer of the newest release in `directory`, serialized; no format picks the usual one of its kind.

    The project's prefixes need no declaration. Raises ReleaseError where there is no release, QueryError where the
    query is wrong or its kind of answer cannot be written in that format.
    """
    answer = open_release(directory).store.query(_PROLOGUE + sparql)
    with answering():
        if isinstance(answer, ox.QueryTriples):
            name = format_ or DEFAULT_FORMATS["triples"]
            if name in TRIPLES:
                return answer.serialize(format=TRIPLES[name]) or b""
            raise QueryError(f"--format {name}: the query answers with triples; choose {' or '.join(TRIPLES)}")
        kind = "a truth value" if isinstance(answer, ox.QueryBoolean) else "a table"
        name = format_ or DEFAULT_FORMATS[kind]
        if name in TABLES and not (kind == "a truth value" and name == "csv"):
            return answer.serialize(format=TABLES[name]) or b""
        raise QueryError(f"--format {name}: the query answers with {kind}; choose json, tsv, xml or csv (tables only)")

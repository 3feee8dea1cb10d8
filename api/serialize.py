"""Writes answers in the formats of api.negotiate."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import cast

import pyoxigraph as ox
from flask import Response
from werkzeug.wsgi import ClosingIterator

from api import errors, negotiate
from api.graph import prefixes
from api.negotiate import Format
from api.service import service
from kg import jsonld
from kg.dumps import serialize
from kg.rdf import canonical


def as_json(value: object, status: int = 200) -> Response:
    """The value as JSON, Chinese as it is."""
    text = json.dumps(value, ensure_ascii=False, indent=1) + "\n"
    return Response(text, status=status, content_type="application/json")


def part_by_part(response: Response) -> Response:
    """The answer, which goes out as its client reads it; a problem where too many are read at the moment."""
    readers = service().readers
    if not readers.acquire(blocking=False):
        response.close()
        raise errors.busy("large answers are being read")
    response.response = ClosingIterator(cast(Iterable[bytes], response.response), readers.release)
    return response


def graph_bytes(triples: Iterable[ox.Triple], chosen: Format) -> bytes:
    """The triples of a query's answer in a graph format; Turtle and RDF/XML with the project's prefixes."""
    assert isinstance(chosen.writer, ox.RdfFormat)
    return serialize(triples, chosen.writer, prefixes(service().reader.base))


def graph_response(triples: Iterable[ox.Triple], chosen: Format) -> Response:
    """The triples in canonical order."""
    quads = canonical(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
    return Response(graph_bytes([q.triple for q in quads], chosen), content_type=chosen.content_type)


def data_response(triples: Iterable[ox.Triple], chosen: Format) -> Response:
    """A node's own triples, in canonical order; JSON-LD as readable as in the dumps."""
    quads = canonical(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
    ordered = [q.triple for q in quads]
    if chosen is negotiate.JSON_LD:
        body = "".join(jsonld.write(ordered, service().reader.base)).encode()
    else:
        body = graph_bytes(ordered, chosen)
    return Response(body, content_type=chosen.content_type)

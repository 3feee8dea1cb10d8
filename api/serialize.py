"""Writes answers in the formats of api.negotiate."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import cast

import pyoxigraph as ox
from flask import Response, request
from werkzeug.wsgi import ClosingIterator

from api import errors, negotiate
from api.graph import prefixes
from api.negotiate import Format
from api.service import service
from kg import jsonld
from kg.rdf import canonical
from kg.turtle import serialize


def wanted(formats: tuple[Format, ...]) -> Format:
    """The format that the client wants most by its Accept header; a problem where it takes none of them."""
    chosen = negotiate.choose(request.headers.get("Accept"), formats)
    if chosen is None:
        raise errors.not_acceptable(negotiate.media_types(formats))
    return chosen


def as_json(value: object, status: int = 200, *, indent: int | None = 1) -> Response:
    """The value as JSON, Chinese as it is; without an indent where it is large, and read by programs only."""
    text = json.dumps(value, ensure_ascii=False, indent=indent) + "\n"
    return Response(text, status=status, content_type="application/json")


def part_by_part(response: Response) -> Response:
    """The answer, which goes out as its client reads it; a problem where too many are read at the moment."""
    readers = service().readers
    if not readers.acquire(blocking=False):
        response.close()
        raise errors.busy("large answers are being read")
    response.response = ClosingIterator(cast(Iterable[bytes], response.response), readers.release)
    return response


def graph_response(triples: Iterable[ox.Triple], chosen: Format) -> Response:
    """The triples in canonical order, in a graph format; Turtle and RDF/XML with the project's prefixes."""
    assert isinstance(chosen.writer, ox.RdfFormat)
    body = serialize(_ordered(triples), chosen.writer, prefixes(service().reader.base))
    return Response(body, content_type=chosen.content_type)


def _ordered(triples: Iterable[ox.Triple]) -> list[ox.Triple]:
    return [q.triple for q in canonical(ox.Quad(t.subject, t.predicate, t.object) for t in triples)]


def data_response(triples: Iterable[ox.Triple], chosen: Format) -> Response:
    """A node's own triples, in canonical order; JSON-LD as readable as in the dumps."""
    if chosen is not negotiate.JSON_LD:
        return graph_response(triples, chosen)
    body = "".join(jsonld.write(_ordered(triples), service().reader.base))
    return Response(body, content_type=chosen.content_type)

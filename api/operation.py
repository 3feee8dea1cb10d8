"""Reads a query out of a request, in each of the ways that the SPARQL 1.1 protocol has for it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote

import pyoxigraph as ox
from flask import request

from api import errors, framing
from api.service import service

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"


@dataclass(frozen=True, slots=True)
class Operation:
    """A query as the protocol transports it: its text and the graphs it is asked of (None: those of the query)."""

    query: str
    default_graphs: tuple[str, ...] | None
    named_graphs: tuple[str, ...] | None
    format: str | None


def _decode(raw: bytes, what: str) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise errors.bad_request(f"The {what} is not UTF-8: byte {error.start} cannot be read.") from error


def parameters(raw: bytes, what: str) -> list[tuple[str, str]]:
    """The parameters of a URL or a form, decoded once: Chinese IRIs hold escapes that must stay as they are."""
    pairs = (part.partition("=") for part in _decode(raw, what).split("&") if part)
    try:
        return [(unescaped(name), unescaped(value)) for name, _, value in pairs]
    except UnicodeDecodeError as error:
        raise errors.bad_request(f"A parameter of the {what} is not UTF-8 when its escapes are decoded.") from error


def unescaped(text: str) -> str:
    """The text of a form with its escapes decoded once; a UnicodeDecodeError where they are not UTF-8.

    The library's own function takes as long for a query full of escapes as the engine for its plan.
    """
    text = text.replace("+", " ")
    if "%" not in text:
        return text
    if text.isascii():
        try:
            # Python's own escapes are written like those of URLs, but for the sign, and decoded at once.
            decoded = text.replace("\\", "\\\\").replace("%", "\\x").encode().decode("unicode_escape")
        except UnicodeDecodeError:
            pass  # somewhere a percent sign stands for itself
        else:
            return decoded.encode("latin-1").decode()
    return unquote(text, errors="strict")


def operation() -> Operation | None:
    """The query of the request; None where a GET brings none."""
    most = service().settings.limits.query_bytes
    if request.method != "POST":
        return of_url(request.query_string, most)
    told = parameters(request.query_string, "URL")
    if request.mimetype == UPDATE:
        raise errors.read_only()
    if request.mimetype == FORM:
        told += parameters(framing.body(), "form")
    elif request.mimetype == QUERY:
        if any(name == "query" for name, _ in told):
            raise errors.bad_request("There is a query in the body and another one in the URL.")
        told.append(("query", _decode(framing.body(), "body")))
    else:
        raise errors.unsupported_body(request.mimetype, (QUERY, FORM))
    found = _operation(told, most)
    if found is None:
        raise errors.bad_request("The request has no query: give it as the form's field `query`.")
    return found


def of_url(query_string: bytes, most: int) -> Operation | None:
    """The query that the URL of a GET brings, if it does; one longer than `most` bytes is refused."""
    found = _operation(parameters(query_string, "URL"), most)
    return found if found and found.query.strip() else None


def _operation(parameters: list[tuple[str, str]], most: int) -> Operation | None:
    values: dict[str, list[str]] = {}
    for name, value in parameters:
        values.setdefault(name, []).append(value)
    if "update" in values:
        raise errors.read_only()
    queries = values.get("query", [])
    if len(queries) > 1:
        raise errors.bad_request(f"There must be one query; the request has {len(queries)}.")
    if not queries:
        return None
    if len(queries[0].encode()) > most:
        raise errors.too_large(most)
    default, named = (_graphs(values.get(name, []), name) for name in ("default-graph-uri", "named-graph-uri"))
    chosen = bool(default or named)
    return Operation(
        queries[0],
        default if chosen else None,
        named if chosen else None,
        next(iter(values.get("format", [])), None) or None,
    )


def _graphs(values: list[str], name: str) -> tuple[str, ...]:
    for value in values:
        try:
            ox.NamedNode(value)
        except ValueError as error:
            raise errors.bad_request(f"{name}={value}: this is no absolute IRI.") from error
    return tuple(values)

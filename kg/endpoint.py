"""A SPARQL 1.1 endpoint of another server, asked over HTTP."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import IO, cast
from urllib.parse import urlencode

import pyoxigraph as ox
import urllib3

from kg.errors import RemoteError
from kg.web import Client

JSON = "application/sparql-results+json"
N_TRIPLES = "application/n-triples"
_FORM = "application/x-www-form-urlencoded"


class Endpoint:
    """Asks queries; each failure is a RemoteError that names the address."""

    __slots__ = ("_client", "url")

    def __init__(self, url: str, client: Client) -> None:
        self.url = url
        self._client = client

    @contextmanager
    def answer(
        self, sparql: str, accept: str, default_graphs: Sequence[str] = (), named_graphs: Sequence[str] = ()
    ) -> Iterator[IO[bytes]]:
        """The answer to a query in the format of that media type, to be read while it comes."""
        told = [("query", sparql)]
        told += [("default-graph-uri", graph) for graph in default_graphs]
        told += [("named-graph-uri", graph) for graph in named_graphs]
        headers = {"Accept": accept, "Content-Type": _FORM}
        with (
            self._client.answer("POST", self.url, headers=headers, body=urlencode(told).encode()) as response,
            understood(self.url),
        ):
            yield stream(response)

    def select(self, sparql: str) -> Iterator[ox.QuerySolution]:
        """The rows of a SELECT query, while they come."""
        with self.answer(sparql, JSON) as content:
            rows = ox.parse_query_results(content, format=ox.QueryResultsFormat.JSON)
            if not isinstance(rows, ox.QuerySolutions):
                raise RemoteError(self.url, "a SELECT query was answered with a truth value")
            yield from rows

    def ask(self, sparql: str) -> bool:
        """The answer to an ASK query."""
        with self.answer(sparql, JSON) as content:
            answer = ox.parse_query_results(content, format=ox.QueryResultsFormat.JSON)
            if not isinstance(answer, ox.QueryBoolean):
                raise RemoteError(self.url, "an ASK query was answered with a table")
            return bool(answer)

    def construct(self, sparql: str) -> Iterator[ox.Triple]:
        """The triples of a CONSTRUCT query, while they come."""
        with self.answer(sparql, N_TRIPLES) as content:
            yield from (quad.triple for quad in ox.parse(content, format=ox.RdfFormat.N_TRIPLES))


def stream(response: urllib3.BaseHTTPResponse) -> IO[bytes]:
    """The answer's body as the engine's parsers read it."""
    response.decode_content = True
    return cast(IO[bytes], response)


@contextmanager
def understood(url: str) -> Iterator[None]:
    """Says as a RemoteError what is no answer in the format that was asked for, or ends before its time."""
    try:
        yield
    except (SyntaxError, ValueError) as error:
        raise RemoteError(url, f"the answer cannot be read: {error}") from error

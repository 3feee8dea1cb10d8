"""The named graphs of another server, by the SPARQL 1.1 Graph Store Protocol, and by queries where many are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from http import HTTPStatus
from urllib.parse import quote

import pyoxigraph as ox

from kg.endpoint import N_TRIPLES, Endpoint, stream, understood
from kg.errors import RemoteError
from kg.web import Client

N_QUADS = "application/n-quads"


class GraphStore:
    """Reads and writes graphs; each failure is a RemoteError that names the address."""

    __slots__ = ("_client", "_endpoint", "url")

    def __init__(self, url: str, endpoint: Endpoint, client: Client) -> None:
        self.url = url
        self._endpoint = endpoint
        self._client = client

    def names(self, base: str) -> set[str]:
        """The graphs whose names begin with the base; a RemoteError where the server tells only some of them."""
        under = f'GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), "{base}"))'
        found = {row["g"].value for row in self._endpoint.select(f"SELECT DISTINCT ?g {{ {under} }}")}
        [row] = self._endpoint.select(f"SELECT (COUNT(DISTINCT ?g) AS ?n) {{ {under} }}")
        if len(found) != int(row["n"].value):
            raise RemoteError(
                self._endpoint.url, f"of {row['n'].value} graphs it names {len(found)}: raise its limit of rows"
            )
        return found

    def read_together(self, names: Iterable[str]) -> Iterator[tuple[str, ox.Triple]]:
        """The triples of several graphs, each with its graph, in one answer."""
        values = " ".join(f"<{name}>" for name in names)
        query = f"SELECT ?g ?s ?p ?o {{ VALUES ?g {{ {values} }} GRAPH ?g {{ ?s ?p ?o }} }}"
        for row in self._endpoint.select(query):
            yield row["g"].value, ox.Triple(row["s"], row["p"], row["o"])

    def read(self, name: str) -> Iterator[ox.Triple]:
        """The triples of one graph, while they come; none where there is no such graph."""
        address = self._address(name)
        with self._client.answer("GET", address, headers={"Accept": N_TRIPLES}, absent=True) as response:
            if response.status == HTTPStatus.NOT_FOUND:
                return
            with understood(address):
                yield from (quad.triple for quad in ox.parse(stream(response), format=ox.RdfFormat.N_TRIPLES))

    def replace(self, name: str, triples: bytes) -> None:
        """Makes the graph one of those triples and no others."""
        self._send("PUT", self._address(name), triples, N_TRIPLES)

    def add(self, name: str, triples: bytes) -> None:
        """Adds the triples to the graph."""
        self._send("POST", self._address(name), triples, N_TRIPLES)

    def add_quads(self, quads: bytes) -> None:
        """Adds the quads of several graphs, as some servers take them beside the protocol."""
        self._send("POST", self.url, quads, N_QUADS)

    def remove(self, name: str) -> None:
        """Removes the graph, if it is there."""
        with self._client.answer("DELETE", self._address(name), headers={}, absent=True):
            pass

    def _send(self, method: str, address: str, body: bytes, media_type: str) -> None:
        with self._client.answer(method, address, headers={"Content-Type": media_type}, body=body):
            pass

    def _address(self, name: str) -> str:
        joint = "&" if "?" in self.url else "?"
        return f"{self.url}{joint}graph={quote(name, safe='')}"

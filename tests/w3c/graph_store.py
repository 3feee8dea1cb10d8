"""The W3C's tests of the Graph Store Protocol: what they write is in the store beforehand, what they read is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs, quote, urlsplit

from tests.w3c.manifests import MF, SUITES, Manifest, Term

CNT = "http://www.w3.org/2011/content#"
HT = "http://www.w3.org/2011/http#"

# What a test needs that is not there by design.
FAILING = {
    "put_get_default": "the default graph is the union of all graphs, which nobody writes",
    "post_get_new_graph": "a new graph has its name from a write, which is refused",
}
_PART = re.compile(r"\r\n\r\n(.*?)\r\n--", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Reading:
    """A GET or HEAD: the graph's IRI, what the test wrote into it before (None: nothing), and what is to come back.

    As one store holds the graphs of all tests at all their times, each is under an IRI of its own.
    """

    name: str
    method: str
    path: str
    accept: str
    graph: str
    written: tuple[str, ...] | None
    status: int
    body: str | None


def readings() -> Iterator[Reading]:
    """The requests that read, of all tests that name a graph in the query of the address."""
    manifest = Manifest(SUITES / "graph-store-protocol" / "manifest-indirect.ttl")
    for name, _, entry in manifest.entries():
        test = name.partition("/")[2]
        if test not in FAILING:
            requests = manifest.value(manifest.value(entry, MF + "action"), HT + "requests")
            yield from _of(manifest, test, list(manifest.items(requests)))


def _of(manifest: Manifest, test: str, requests: list[Term]) -> Iterator[Reading]:
    graphs: dict[str, tuple[str, ...]] = {}
    for number, request in enumerate(requests):
        method, path = manifest.text(request, HT + "methodName"), manifest.text(request, HT + "absolutePath")
        [graph] = parse_qs(urlsplit(path).query)["graph"]
        body = _body(manifest, request)
        if method in ("PUT", "POST"):
            assert body is not None
            before = graphs.get(graph, ()) if method == "POST" else ()
            graphs[graph] = (*before, *(_PART.findall(body) or [body]))
        elif method == "DELETE":
            graphs.pop(graph, None)
        else:
            response = manifest.value(request, HT + "resp")
            own = f"#{test}-{number}"
            yield Reading(
                name=f"{test}-{number}",
                method=method,
                path=path.replace("/gsp", "/graphs", 1) + quote(own),
                accept=_accept(manifest, request),
                graph=graph + own,
                written=graphs.get(graph),
                status={"OK": 200, "NotFound": 404}[manifest.text(response, MF + "expectedStatus").partition("#")[2]],
                body=_body(manifest, response),
            )


def _body(manifest: Manifest, message: Term) -> str | None:
    return next((manifest.text(body, CNT + "chars") for body in manifest.values(message, HT + "body")), None)


def _accept(manifest: Manifest, request: Term) -> str:
    headers = [item for head in manifest.values(request, HT + "headers") for item in manifest.items(head)]
    return next((manifest.text(header, HT + "fieldValue") for header in headers), "*/*")

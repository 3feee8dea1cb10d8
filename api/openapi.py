"""The OpenAPI description: one entry a route, held against the app's own routes by a test."""

from __future__ import annotations

from typing import Any

from api import negotiate

_TITLE = "Union KG"
_LIMIT = {"description": "A limit was reached; see /limits", "content": {"application/problem+json": {}}}
_PROBLEM = {"description": "What is wrong", "content": {"application/problem+json": {}}}


def _content(*media_types: str) -> dict[str, Any]:
    return {media_type: {} for media_type in media_types}


def _path(name: str, description: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "description": description, "schema": {"type": "string"}}


def _query(name: str, description: str, type_: str = "string", *, required: bool = False) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": required, "description": description, "schema": {"type": type_}}


def _get(
    operation: str, summary: str, media_types: tuple[str, ...], *parameters: dict[str, Any], status: str = "200"
) -> dict[str, Any]:
    answer: dict[str, Any] = {"description": summary}
    if media_types:
        answer["content"] = _content(*media_types)
    responses = {status: answer, "4XX": _PROBLEM, "503": _LIMIT}
    return {"operationId": operation, "summary": summary, "parameters": list(parameters), "responses": responses}


_HTML = (negotiate.HTML.media_type,)
_JSON = (negotiate.JSON.media_type,)
_BOTH = _HTML + _JSON
_RDF = negotiate.media_types(negotiate.GRAPHS)
_TRIPLES = negotiate.media_types(negotiate.KINDS["graph"])
_ANSWERS = (*negotiate.media_types(negotiate.RESULTS), *_TRIPLES, negotiate.HTML.media_type)
_NODE = (_path("kind", "The kind of node, such as person"), _path("name", "The rest of its IRI"))
_NETWORK = (_query("hops", "1 or 2", "integer"), _query("nodes", "How many nodes at most", "integer"))
_GRAPHS = (
    _query("default-graph-uri", "A graph whose triples the query reads"),
    _query("named-graph-uri", "A graph that GRAPH may name"),
    _query("format", "A format's short name, instead of Accept"),
)

_SPARQL_GET = _get("query", "Answer a SPARQL query", _ANSWERS, _query("query", "A SPARQL 1.1 query"), *_GRAPHS)
_SPARQL_POST: dict[str, Any] = {
    "operationId": "queryByPost",
    "summary": "Answer a SPARQL query sent as a form or as it is",
    "requestBody": {
        "required": True,
        "content": {
            "application/sparql-query": {"schema": {"type": "string"}},
            "application/x-www-form-urlencoded": {
                "schema": {"type": "object", "properties": {"query": {"type": "string"}}, "required": ["query"]}
            },
        },
    },
    "responses": {
        "200": {"description": "The answer", "content": _content(*_ANSWERS)},
        "403": {"description": "An update: the service is read-only", "content": _PROBLEM["content"]},
        "4XX": _PROBLEM,
        "503": _LIMIT,
    },
}

_PATHS: dict[str, dict[str, Any]] = {
    "/": {"get": _get("home", "The start page", _HTML)},
    "/search": {
        "get": _get(
            "search", "Nodes by a part of their name", _BOTH, _query("q", "The part"), _query("class", "One class")
        )
    },
    "/class/{name}": {
        "get": _get("list", "All nodes of a class", _HTML, _path("name", "The class"), _query("page", "", "integer"))
    },
    "/id/{kind}/{name}": {
        "get": _get("identify", "A node's IRI: redirects to its page or its data", (), *_NODE, status="303")
    },
    "/page/{kind}/{name}": {"get": _get("page", "The page of a node", _HTML, *_NODE)},
    "/data/{kind}/{name}.{ending}": {
        "get": _get("data", "The triples around a node", _RDF, *_NODE, _path("ending", "ttl, jsonld, nt or rdf"))
    },
    "/sparql": {"get": _SPARQL_GET, "post": _SPARQL_POST},
    "/graphs": {
        "get": _get(
            "graph",
            "A graph's triples (Graph Store Protocol)",
            _TRIPLES,
            _query("graph", "The graph's IRI"),
            _query("default", "Instead of `graph`: the union of all"),
            _GRAPHS[2],
        ),
        **{
            method: {"operationId": f"{method}Graph", "summary": "Refused", "responses": {"403": _PROBLEM}}
            for method in ("put", "post", "delete", "patch")
        },
    },
    "/limits": {"get": _get("limits", "What a query may use", _BOTH)},
    "/void": {"get": _get("void", "The dataset in VoID and DCAT", _RDF)},
    "/.well-known/void": {"get": _get("wellKnownVoid", "The dataset in VoID and DCAT", _RDF)},
    "/network": {"get": _get("networkOfAll", "The best connected nodes, drawn", _HTML, *_NETWORK[1:])},
    "/network/{kind}/{name}": {"get": _get("network", "The network around a node, drawn", _HTML, *_NODE, *_NETWORK)},
    "/network/data": {"get": _get("networkDataOfAll", "The best connected nodes", _JSON, *_NETWORK[1:])},
    "/network/data/{kind}/{name}": {"get": _get("networkData", "The network around a node", _JSON, *_NODE, *_NETWORK)},
    "/network/panel/{kind}/{name}": {
        "get": _get("panel", "A node's facts for the side panel", _HTML, *_NODE, _query("with", "KIND/NAME of another"))
    },
    "/dumps/": {"get": _get("dumps", "The release's files", _BOTH)},
    "/dumps/{name}": {
        "get": _get(
            "dump",
            "One file of the release",
            tuple(negotiate.DUMP_TYPES.values()),
            _path("name", "The file"),
        )
    },
    "/health": {"get": _get("health", "Whether the service answers", _JSON)},
    "/metrics": {"get": _get("metrics", "Counts and times, for Prometheus", ("text/plain",))},
    "/openapi.json": {"get": _get("openapi", "This description", _JSON)},
    "/ontology": {"get": _get("ontology", "The ontology", (*_HTML, negotiate.TURTLE.media_type))},
    "/ontology/{name}": {
        "get": _get("ontologyFile", "A file of the ontology", (negotiate.TURTLE.media_type,), _path("name", "The file"))
    },
    "/report": {"get": _get("report", "The build report", _BOTH)},
    "/static/vendor/vis-network/{name}": {
        "get": _get("vendor", "vis-network's files", ("text/javascript", "text/css"), _path("name", "The file"))
    },
}


def document(version: str) -> dict[str, Any]:
    """The description as JSON holds it; `version` is that of the program."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": _TITLE,
            "version": version,
            "description": "A knowledge graph of Chinese labour-union newspapers: every fact with its sentence.",
        },
        "paths": _PATHS,
    }

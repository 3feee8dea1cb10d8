"""The OpenAPI description: one entry a route, held against the app's own routes by a test."""

from __future__ import annotations

from typing import Any

from api import errors, negotiate
from api.language import LANGUAGES
from api.words import REASONS, SEARCH_CLASSES
from kg.ontology import CORE, EVENT_TYPES, SHAPES

_TITLE = "Union KG"
_PROBLEMS = {
    negotiate.HTML.media_type: {"schema": {"type": "string"}},
    errors.PROBLEM_JSON: {"schema": {"$ref": "#/components/schemas/Problem"}},
}
_RETRY = {"Retry-After": {"description": "Seconds until it is worth another try", "schema": {"type": "string"}}}
# Status → what it means here, wherever it occurs.
_MEANINGS: dict[int, str] = {
    304: "The client's copy is the present one",
    400: "The request cannot be understood",
    403: "The service is read-only, and asks no other server",
    404: "Nothing is known under this address",
    406: "None of the accepted media types is offered",
    408: "The body did not come whole in time",
    411: "The body comes without its length",
    413: "The query is too long",
    415: "The body's type or encoding is not read here",
    416: "The file has no such part",
    429: "The client has enough queries running",
    503: "A limit was reached, see /limits; or the service has too much to do at the moment",
}
# Any request may name no host, or bring a body that is in chunks or compressed.
_ANYWHERE = (400, 411, 415)
_QUERYING = (403, 406, 413, 429, 503)


def _responses(statuses: tuple[int, ...]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for status in sorted({*statuses, *_ANYWHERE}):
        found[str(status)] = {"description": _MEANINGS[status]}
        if status >= 400:
            found[str(status)]["content"] = _PROBLEMS
        if status in (429, 503):
            found[str(status)]["headers"] = _RETRY
    return found


def _content(*media_types: str, schema: str | None = None) -> dict[str, Any]:
    told = {"schema": {"$ref": f"#/components/schemas/{schema}"}} if schema else {}
    return {media_type: told if media_type in _JSON else {} for media_type in media_types}


def _path(name: str, description: str, choices: tuple[str, ...] = ()) -> dict[str, Any]:
    return {**_query(name, description, choices=choices), "in": "path", "required": True}


def _query(
    name: str, description: str, type_: str = "string", *, choices: tuple[str, ...] = (), **more: Any
) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": type_, **more, **({"enum": list(choices)} if choices else {})}
    return {"name": name, "in": "query", "required": False, "description": description, "schema": schema}


def _get(
    operation: str,
    summary: str,
    media_types: tuple[str, ...],
    *parameters: dict[str, Any],
    status: int = 200,
    others: tuple[int, ...] = (),
    schema: str | None = None,
) -> dict[str, Any]:
    answer: dict[str, Any] = {"description": summary}
    if media_types:
        answer["content"] = _content(*media_types, schema=schema)
    responses = {str(status): answer, **_responses(others)}
    return {"operationId": operation, "summary": summary, "parameters": list(parameters), "responses": responses}


def _refused(method: str) -> dict[str, Any]:
    return {"operationId": f"{method}Graph", "summary": "Refused", "responses": _responses((403,))}


_HTML = (negotiate.HTML.media_type,)
_JSON = (negotiate.JSON.media_type,)
_BOTH = _HTML + _JSON
_RDF = negotiate.media_types(negotiate.GRAPHS)
_TURTLE = negotiate.TURTLE.media_type
_TRIPLES = negotiate.media_types(negotiate.KINDS["graph"])
_ANSWERS = (*negotiate.media_types(negotiate.RESULTS), *_TRIPLES, negotiate.HTML.media_type)
_FORMATS = tuple(dict.fromkeys(f.name for formats in negotiate.OFFERED.values() for f in formats))
_NODE = (_path("kind", "The kind of node, such as person"), _path("name", "The rest of its IRI"))
_NODES = _query("nodes", "How many nodes at most; from 2 up to what the service draws", "integer", minimum=2)
_HOPS = _query("hops", "How far from the node", "integer", minimum=1, maximum=2)
_GRAPHS = (
    _query("default-graph-uri", "A graph whose triples the query reads", format="iri"),
    _query("named-graph-uri", "A graph that GRAPH may name", format="iri"),
    _query("format", "A format's short name, instead of Accept", choices=_FORMATS),
)
_ASK = {"query": {"type": "string", "description": "A SPARQL 1.1 query"}}

_SPARQL_GET = _get(
    "query",
    "Answer a SPARQL query; without one, describe the service",
    _ANSWERS,
    _query("query", "A SPARQL 1.1 query"),
    *_GRAPHS,
    others=(304, *_QUERYING),
)
_SPARQL_POST: dict[str, Any] = {
    "operationId": "queryByPost",
    "summary": "Answer a SPARQL query sent as a form or as it is",
    "parameters": list(_GRAPHS),
    "requestBody": {
        "required": True,
        "content": {
            "application/sparql-query": {"schema": {"type": "string"}},
            "application/x-www-form-urlencoded": {
                "schema": {"type": "object", "properties": _ASK, "required": ["query"]}
            },
        },
    },
    "responses": {
        "200": {"description": "The answer", "content": _content(*_ANSWERS)},
        **_responses((304, 408, *_QUERYING)),
    },
}

_PATHS: dict[str, dict[str, Any]] = {
    "/": {"get": _get("home", "The start page", _HTML, others=(304,))},
    "/search": {
        "get": _get(
            "search",
            "Nodes by a part of their name, by pinyin, initials, or nearly",
            _BOTH,
            _query("q", "The part"),
            _query("class", "One class; all where it is empty", choices=("", *SEARCH_CLASSES)),
            others=(304,),
            schema="Search",
        )
    },
    "/suggest": {
        "get": _get(
            "suggest",
            "What somebody may mean who has typed so far, in the language of Accept-Language",
            _JSON,
            _query("q", "What was typed"),
            others=(304,),
            schema="Suggestions",
        )
    },
    "/class/{name}": {
        "get": _get(
            "list",
            "All nodes of a class",
            _HTML,
            _path("name", "The class", SEARCH_CLASSES),
            _query("page", "Which of the list's pages", "integer", minimum=1),
            others=(304, 404),
        )
    },
    "/id/{kind}/{name}": {
        "get": _get(
            "identify", "A node's IRI: redirects to its page or its data", (), *_NODE, status=303, others=(404, 406)
        )
    },
    "/page/{kind}/{name}": {"get": _get("page", "The page of a node", _HTML, *_NODE, others=(304, 404))},
    "/data/{kind}/{name}.{ending}": {
        "get": _get(
            "data",
            "The triples around a node",
            _RDF,
            *_NODE,
            _path("ending", "A format's short name", tuple(f.name for f in negotiate.GRAPHS)),
            others=(304, 404),
        )
    },
    "/sparql": {"get": _SPARQL_GET, "post": _SPARQL_POST},
    "/graphs": {
        "get": _get(
            "graph",
            "A graph's triples (Graph Store Protocol)",
            _TRIPLES,
            _query("graph", "The graph's IRI", format="iri"),
            _query("default", "Instead of `graph`: the union of all"),
            _query("format", "A format's short name, instead of Accept", choices=_FORMATS),
            others=(304, 404, *_QUERYING),
        ),
        **{method: _refused(method) for method in ("put", "post", "delete", "patch")},
    },
    "/language/{name}": {
        "get": _get(
            "language",
            "Keeps the language of the pages, and goes back to one of them",
            (),
            _path("name", "The language", tuple(LANGUAGES)),
            _query("back", "The page's path"),
            status=303,
            others=(404,),
        )
    },
    "/limits": {"get": _get("limits", "What a query may use", _BOTH, others=(304,), schema="Limits")},
    "/void": {"get": _get("void", "The dataset in VoID and DCAT", _RDF, others=(304, 406))},
    "/.well-known/void": {"get": _get("wellKnownVoid", "The dataset in VoID and DCAT", _RDF, others=(304, 406))},
    "/network": {"get": _get("networkOfAll", "The best connected nodes, drawn", _HTML, _NODES, others=(304,))},
    "/network/{kind}/{name}": {
        "get": _get("network", "The network around a node, drawn", _HTML, *_NODE, _HOPS, _NODES, others=(304, 404))
    },
    "/network/data": {
        "get": _get("networkDataOfAll", "The best connected nodes", _JSON, _NODES, others=(304,), schema="Network")
    },
    "/network/data/{kind}/{name}": {
        "get": _get(
            "networkData",
            "The network around a node",
            _JSON,
            *_NODE,
            _HOPS,
            _NODES,
            others=(304, 404),
            schema="Network",
        )
    },
    "/network/panel/{kind}/{name}": {
        "get": _get(
            "panel",
            "A node's facts for the side panel",
            _HTML,
            *_NODE,
            _query("with", "KIND/NAME of another"),
            others=(304, 404),
        )
    },
    "/dumps/": {"get": _get("dumps", "The release's files", _BOTH, others=(304,), schema="Dumps")},
    "/dumps/{name}": {
        "get": _get(
            "dump",
            "One file of the release, or the part of it that Range names",
            tuple(negotiate.DUMP_TYPES.values()),
            _path("name", "The file"),
            others=(304, 404, 416, 503),
        )
    },
    "/health": {"get": _get("health", "Whether the service answers", _JSON, schema="Health")},
    "/metrics": {"get": _get("metrics", "Counts and times, for Prometheus", ("text/plain",))},
    "/openapi.json": {"get": _get("openapi", "This description", _JSON, others=(304,))},
    "/ontology": {"get": _get("ontology", "The ontology", (*_HTML, _TURTLE), others=(304, 406))},
    "/ontology/{name}": {
        "get": _get(
            "ontologyFile",
            "A file of the ontology",
            (_TURTLE,),
            _path("name", "The file", (CORE, EVENT_TYPES, SHAPES)),
            others=(304, 404),
        )
    },
    "/report": {"get": _get("report", "The build report", _BOTH, others=(304,))},
    "/static/vendor/vis-network/{name}": {
        "get": _get(
            "vendor",
            "vis-network's files",
            ("text/javascript", "text/css"),
            _path("name", "The file"),
            others=(304, 404),
        )
    },
}
_PATHS["/dumps/{name}"]["get"]["responses"]["206"] = {
    **_PATHS["/dumps/{name}"]["get"]["responses"]["200"],
    "description": "The part of it that Range names",
}


def _object(**properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


_TEXT, _WHOLE, _NUMBER = {"type": "string"}, {"type": "integer"}, {"type": "number"}
_REASON = {"enum": list(REASONS)}
_SCHEMAS: dict[str, dict[str, Any]] = {
    "Problem": {
        **_object(type=_TEXT, title=_TEXT, status=_WHOLE, detail=_TEXT, offered=_list(_TEXT)),
        "required": ["type", "title", "status", "detail"],
    },
    "Limits": {"type": "object", "additionalProperties": _object(value=_NUMBER, unit=_TEXT, meaning=_TEXT)},
    "Health": _object(status={"enum": ["ok", "empty"]}, release=_TEXT, quads=_WHOLE, pages=_WHOLE, articles=_WHOLE),
    "Search": _object(
        query=_TEXT,
        total=_WHOLE,
        results=_list(_object(iri=_TEXT, label=_TEXT, name=_TEXT, reason=_REASON, articles=_WHOLE, **{"class": _TEXT})),
    ),
    "Suggestions": _object(told=_TEXT, suggestions=_list(_object(label=_TEXT, href=_TEXT, kind=_TEXT, why=_TEXT))),
    "Dumps": _object(release=_TEXT, base=_TEXT, files=_list(_object(name=_TEXT, bytes=_WHOLE, sha256=_TEXT))),
    "Network": _object(
        center={"type": ["string", "null"]},
        hops=_WHOLE,
        limit=_WHOLE,
        leftOut=_WHOLE,
        nodes=_list({"type": "object"}),
        edges=_list({"type": "object"}),
    ),
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
        "components": {"schemas": _SCHEMAS},
    }

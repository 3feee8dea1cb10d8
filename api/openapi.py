"""The OpenAPI description: one entry a route, held against the app's own routes by a test."""

from __future__ import annotations

from typing import Any

from api import negotiate, openapi_network, openapi_review
from api.language import LANGUAGES
from api.openapi_parts import HTML as _HTML
from api.openapi_parts import JSON as _JSON
from api.openapi_parts import MAY_BE_FORMER as _MAY_BE_FORMER
from api.openapi_parts import content as _content
from api.openapi_parts import get as _get
from api.openapi_parts import list_of as _list
from api.openapi_parts import object_of as _object
from api.openapi_parts import path as _path
from api.openapi_parts import query as _query
from api.openapi_parts import responses as _responses
from api.query_page import VIEWS
from api.words import REASONS, SEARCH_CLASSES
from kg.ontology import CORE, EVENT_TYPES, SHAPES

_TITLE = "Union KG"
_QUERYING = (403, 406, 413, 429, 503)


def _refused(method: str) -> dict[str, Any]:
    return {"operationId": f"{method}Graph", "summary": "Refused", "responses": _responses((403,))}


_BOTH = _HTML + _JSON
_RDF = negotiate.media_types(negotiate.GRAPHS)
_TURTLE = negotiate.TURTLE.media_type
_TRIPLES = negotiate.media_types(negotiate.KINDS["graph"])
_ANSWERS = (*negotiate.media_types(negotiate.RESULTS), *_TRIPLES, negotiate.HTML.media_type)
_FORMATS = tuple(dict.fromkeys(f.name for formats in negotiate.OFFERED.values() for f in formats))
_NODE = (_path("kind", "The kind of node, such as person"), _path("name", "The rest of its IRI"))
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
    _query("view", "How the page shows an answer, where its columns allow", choices=tuple(VIEWS)),
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
            "identify",
            "A node's IRI: redirects to its page or its data",
            (),
            *_NODE,
            status=303,
            others=(404, 406, 410),
        )
    },
    "/page/{kind}/{name}": {
        "get": _get(
            "page",
            "The page of a node",
            _HTML,
            *_NODE,
            _query("former", "Where the request was sent on from"),
            others=_MAY_BE_FORMER,
        )
    },
    "/data/{kind}/{name}.{ending}": {
        "get": _get(
            "data",
            "The triples around a node",
            _RDF,
            *_NODE,
            _path("ending", "A format's short name", tuple(f.name for f in negotiate.GRAPHS)),
            others=_MAY_BE_FORMER,
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
    **openapi_network.PATHS,
    **openapi_review.PATHS,
    "/dumps/": {"get": _get("dumps", "The release's files", _BOTH, others=(304,), schema="Dumps")},
    "/dumps/{name}": {
        "get": _get(
            "dump",
            "One file of the release, or the part of it that Range names",
            (*negotiate.DUMP_TYPES.values(), *negotiate.COMPRESSED_TYPES.values()),
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
    "/report": {"get": _get("report", "The build report", _BOTH, others=(304, 404))},
}
_PATHS["/dumps/{name}"]["get"]["responses"]["206"] = {
    **_PATHS["/dumps/{name}"]["get"]["responses"]["200"],
    "description": "The part of it that Range names",
}


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
    **openapi_network.SCHEMAS,
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

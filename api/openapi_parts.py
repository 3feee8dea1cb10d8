"""What the entries of the OpenAPI description are made of."""

from __future__ import annotations

from typing import Any

from api import errors, negotiate

HTML = (negotiate.HTML.media_type,)
JSON = (negotiate.JSON.media_type,)

_PROBLEMS = {
    negotiate.HTML.media_type: {"schema": {"type": "string"}},
    errors.PROBLEM_JSON: {"schema": {"$ref": "#/components/schemas/Problem"}},
}
_RETRY = {"Retry-After": {"description": "Seconds until it is worth another try", "schema": {"type": "string"}}}
# Status → what it means here, wherever it occurs.
_MEANINGS: dict[int, str] = {
    303: "The node has become another one: that one's address",
    304: "The client's copy is the present one",
    400: "The request cannot be understood",
    403: "The service is read-only, and asks no other server; or the session or the form is none of ours",
    404: "Nothing is known under this address",
    406: "None of the accepted media types is offered",
    408: "The body did not come whole in time",
    410: "An earlier release has this node, and this one has not; `offered` are pages of what it may have become",
    411: "The body comes without its length",
    413: "The query is too long",
    415: "The body's type or encoding is not read here",
    416: "The file has no such part",
    429: "The client has enough queries running, or told too many wrong tokens",
    502: "The server that has the graph, where that is another one, cannot answer",
    503: "A limit was reached, see /limits; or the service has too much to do at the moment",
    504: "The server that has the graph, where that is another one, does not answer in time",
}
# What else an address with a node in it may get.
MAY_BE_FORMER = (303, 304, 404, 410)
# Any request may name no host, or bring a body that is in chunks or compressed; any may need another server's graph.
_ANYWHERE = (400, 411, 415, 502, 504)


def responses(statuses: tuple[int, ...]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for status in sorted({*statuses, *_ANYWHERE}):
        found[str(status)] = {"description": _MEANINGS[status]}
        if status >= 400:
            found[str(status)]["content"] = _PROBLEMS
        if status in (429, 503):
            found[str(status)]["headers"] = _RETRY
    return found


def content(*media_types: str, schema: str | None = None) -> dict[str, Any]:
    told = {"schema": {"$ref": f"#/components/schemas/{schema}"}} if schema else {}
    return {media_type: told if media_type in JSON else {} for media_type in media_types}


def path(name: str, description: str, choices: tuple[str, ...] = ()) -> dict[str, Any]:
    return {**query(name, description, choices=choices), "in": "path", "required": True}


def query(
    name: str, description: str, type_: str = "string", *, choices: tuple[str, ...] = (), **more: Any
) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": type_, **more, **({"enum": list(choices)} if choices else {})}
    return {"name": name, "in": "query", "required": False, "description": description, "schema": schema}


def get(
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
        answer["content"] = content(*media_types, schema=schema)
    return {
        "operationId": operation,
        "summary": summary,
        "parameters": list(parameters),
        "responses": {str(status): answer, **responses(others)},
    }


def object_of(**properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def list_of(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}

"""The OpenAPI description's entries for the network views."""

from __future__ import annotations

from typing import Any

from api.asked import COLOURS, HOPS, SHORTEST, SIZES
from api.exports import ENDINGS, MEDIA_TYPES
from api.openapi_parts import HTML, JSON, MAY_BE_FORMER, get, list_of, object_of, path, query
from api.paths import LENGTHS
from api.words import NETWORK_CLASSES

_NODE = (path("kind", "The kind of node, such as person"), path("name", "The rest of its IRI"))
_ENDING = path("ending", "What is written", ENDINGS)


def _several(name: str, description: str, **items: Any) -> dict[str, Any]:
    told = query(name, description)
    return {**told, "schema": {"type": "array", "items": {"type": "string", **items}}, "explode": True, "style": "form"}


_START = (
    _several("node", "KIND/HASH of a node to draw; without one, and without a node in the path, the whole graph"),
    query("nodes", "How many nodes at most; from 2 up to what the service draws", "integer", minimum=2),
    _several("class", "A class to draw; all where none is named", enum=list(NETWORK_CLASSES)),
    _several(
        "step",
        "expand:NODE:RELATION:NUMBER, collapse:NODE, remove:NODE or path:NODE:NODE:LENGTH:CLASSES; one after another",
    ),
)
_HOPS = query("hops", "How far from the node", "integer", minimum=HOPS[0], maximum=HOPS[-1])
_LOOK = (
    _several("hide", "A class that is not shown", enum=list(NETWORK_CLASSES)),
    query("since", "The first day of the events shown"),
    query("until", "The last day of the events shown"),
    query("undated", "0 where events of unknown year are not shown"),
    query("size", "What the symbols' sizes mean", choices=SIZES),
    query("colour", "What the symbols' colours mean", choices=COLOURS),
    _several("at", "KIND/HASH,X,Y of a node that was moved"),
)
_ALL = (*_START, *_LOOK)
_AROUND = (*_NODE, _HOPS, *_ALL)

PATHS: dict[str, dict[str, Any]] = {
    "/network": {
        "get": get("networkOfAll", "The best connected nodes, or those named, drawn", HTML, *_ALL, others=MAY_BE_FORMER)
    },
    "/network/{kind}/{name}": {
        "get": get(
            "network",
            "What is around a node, or what an article names, drawn",
            HTML,
            *_AROUND,
            others=MAY_BE_FORMER,
        )
    },
    "/network/data": {
        "get": get("networkDataOfAll", "The same as data", JSON, *_ALL, others=MAY_BE_FORMER, schema="Network")
    },
    "/network/data/{kind}/{name}": {
        "get": get("networkData", "The same as data", JSON, *_AROUND, others=MAY_BE_FORMER, schema="Network")
    },
    "/network/export/{ending}": {
        "get": get("exportOfAll", "The same as a file", MEDIA_TYPES, _ENDING, *_ALL, others=MAY_BE_FORMER)
    },
    "/network/export/{ending}/{kind}/{name}": {
        "get": get("export", "The same as a file", MEDIA_TYPES, _ENDING, *_AROUND, others=MAY_BE_FORMER)
    },
    "/network/panel/{kind}/{name}": {
        "get": get(
            "panel",
            "A node's facts for the side panel, or what joins it with another",
            HTML,
            *_NODE,
            query("with", "KIND/HASH of another"),
            others=MAY_BE_FORMER,
        )
    },
    "/network/relations/{kind}/{name}": {
        "get": get(
            "relations",
            "By which relations a node can be expanded",
            JSON,
            *_NODE,
            others=MAY_BE_FORMER,
            schema="Relations",
        )
    },
    "/network/paths": {
        "get": get(
            "paths",
            "The paths between two nodes with the sentences along them, for the side panel",
            HTML,
            query("from", "KIND/HASH of the first"),
            query("to", "KIND/HASH of the other"),
            query("length", "The longest path", choices=(SHORTEST, *map(str, LENGTHS))),
            _several("without", "A class that no path goes through", enum=list(NETWORK_CLASSES)),
            others=MAY_BE_FORMER,
        )
    },
    "/static/vendor/vis-network/{name}": {
        "get": get(
            "vendor",
            "vis-network's files",
            ("text/javascript", "text/css"),
            path("name", "The file"),
            others=(304, 404),
        )
    },
}

_TEXT, _WHOLE = {"type": "string"}, {"type": "integer"}
SCHEMAS: dict[str, dict[str, Any]] = {
    "Network": object_of(
        center={"type": ["string", "null"]},
        hops=_WHOLE,
        limit=_WHOLE,
        leftOut=_WHOLE,
        unjoined=list_of(_TEXT),
        nodes=list_of({"type": "object"}),
        edges=list_of({"type": "object"}),
    ),
    "Relations": object_of(
        node=_TEXT,
        name=_TEXT,
        neighbours=_WHOLE,
        relations=list_of(object_of(relation=_TEXT, label=_TEXT, neighbours=_WHOLE)),
    ),
}

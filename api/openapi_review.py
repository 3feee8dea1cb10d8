"""The part of the OpenAPI description that is for people who judge; without a token every one of these is 404."""

from __future__ import annotations

from typing import Any

from api.openapi_parts import HTML, get, query, responses
from api.operation import FORM

_TEXT = {"type": "string"}


def _post(operation: str, summary: str, *fields: str) -> dict[str, Any]:
    schema = {"type": "object", "properties": dict.fromkeys(fields, _TEXT), "required": list(fields[:1])}
    return {
        "operationId": operation,
        "summary": summary,
        "parameters": [],
        "requestBody": {"required": True, "content": {FORM: {"schema": schema}}},
        "responses": {"303": {"description": "Back to the page"}, **responses((403, 404, 408, 413, 429, 503))},
    }


PATHS: dict[str, dict[str, Any]] = {
    "/review": {
        "get": get(
            "review",
            "What is worth a look, one question at a time; for who is logged in",
            HTML,
            query("after", "The question before"),
            query("evidence", "The last part of an evidence's IRI: asks about its fact"),
            others=(404,),
        ),
        "post": _post(
            "judge", "Write an answer into the ledger", "key", "question", "evidence", "verdict", "why", "value"
        ),
    },
    "/review/login": {
        "get": get("login", "The form that takes the token", HTML, others=(404,)),
        "post": _post("enter", "Open a session", "token", "who"),
    },
    "/review/logout": {"post": _post("leave", "End the session", "key")},
    "/review/undo": {"post": _post("undo", "Undo a judgement", "key", "judgement")},
    "/review/apply": {"post": _post("apply", "Build a release that follows the ledger", "key")},
}
PATHS["/review"]["get"]["responses"]["303"] = {"description": "Nobody is logged in: to the form"}

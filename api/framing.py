"""Where a request begins and ends: what is ambiguous or never whole is refused, before anything is read into it."""

from __future__ import annotations

from flask import Flask, request
from werkzeug.exceptions import RequestEntityTooLarge

from api import errors
from api.service import service

# A request without these, and with an ordinary host, needs no look at its frame.
FRAME = ("HTTP_TRANSFER_ENCODING", "HTTP_CONTENT_ENCODING")


def install(app: Flask) -> None:
    """Makes the app look at every request before its view does."""
    app.before_request(_check)


def _check() -> None:
    # An HTTP/1.0 client, such as a proxy that asks whether we live, need not say whom it calls.
    named = request.environ.get("HTTP_HOST") or request.environ.get("SERVER_PROTOCOL") == "HTTP/1.1"
    if named and not request.host:
        raise errors.bad_request("The header Host is missing, there twice, or no host's name.")
    # The server does not tell whether such a body came to its end, and half of a query is another query.
    if "Transfer-Encoding" in request.headers:
        raise errors.length_required()
    if request.headers.get("Content-Encoding", "identity").strip().lower() != "identity":
        raise errors.encoded_body(request.headers["Content-Encoding"])


def body() -> bytes:
    """The request's body, whole and within the limit of a query's length."""
    held = service()
    length = request.content_length or 0
    if not held.senders.acquire(blocking=False):
        raise errors.busy("requests are being sent")
    try:
        text = request.get_data(cache=True, parse_form_data=False)
    except RequestEntityTooLarge as error:
        raise errors.too_large(held.settings.limits.query_bytes) from error
    finally:
        held.senders.release()
    if len(text) < length:
        raise errors.never_whole(len(text), length)
    return text

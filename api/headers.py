"""Headers that every answer has, whatever makes it."""

from __future__ import annotations

from api import truncation

# Nothing from another host, no inline script or style: what a label contains can then never run.
SECURITY: dict[str, str] = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self';"
        " frame-ancestors 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}
_CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match",
    "Access-Control-Expose-Headers": f"ETag, Link, Location, Retry-After, {truncation.HEADER}",
    "Access-Control-Max-Age": "86400",
}
EVERYWHERE: tuple[tuple[str, str], ...] = (*SECURITY.items(), *_CORS.items())

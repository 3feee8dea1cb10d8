"""Reads the parts of an address that are no text: numbers, and nodes of the graph."""

from __future__ import annotations

import re

from flask import abort, redirect, request, url_for

from api import errors
from api.graph import Node, Reader
from api.service import service

# Python takes long to read thousands of digits; no list has more pages than a hundred of them tell.
_PAGE = "pages.page"
_NUMBER = re.compile(r"-?[0-9]{1,100}")


def whole_number(name: str, default: int) -> int:
    """The parameter's number, or the default where it is not there; a problem where it is no whole number."""
    text = request.args.get(name)
    if text is None:
        return default
    if not _NUMBER.fullmatch(text):
        raise errors.bad_request(f"{name}={text}: give a whole number.")
    return int(text)


def known_node(reader: Reader, path: str) -> Node:
    """The node at KIND/HASH; where it has become another one, the request is sent on, or else a problem is raised."""
    iri = reader.iri_at(path)
    if iri is not None and reader.exists(iri):
        return reader.node(iri)
    fate = service().former.fate(iri) if iri else None
    if fate is None:
        raise errors.not_found(f"The graph has nothing under {path}.")
    asked = request.view_args or {}
    if len(fate.became) == 1 and f"{asked.get('kind')}/{asked.get('name')}" == path:
        kind, _, name = fate.became[0].partition("/")
        told = {**request.args.to_dict(flat=False), **asked, "kind": kind, "name": name}
        if request.endpoint == _PAGE:  # which says so to people
            told["former"] = path
        # Not for good: the merger may be undone, and a browser that keeps a 301 would never ask again.
        abort(redirect(url_for(request.endpoint or _PAGE, **told), 303))
    addresses = tuple(f"/page/{other}" for other in fate.became)
    raise errors.gone(path, fate.former.before, fate.former.at, addresses)

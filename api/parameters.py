"""Reads the parts of an address that are no text: numbers, and nodes of the graph."""

from __future__ import annotations

import re

from flask import request

from api import errors
from api.graph import Node, Reader

# Python takes long to read thousands of digits; no list has more pages than a hundred of them tell.
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
    """The node at KIND/HASH; a problem where the graph says nothing of one."""
    iri = reader.iri_at(path)
    if iri is None or not reader.exists(iri):
        raise errors.not_found(f"The graph has nothing under {path}.")
    return reader.node(iri)

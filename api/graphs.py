"""/graphs: the SPARQL 1.1 Graph Store HTTP Protocol's reading part; writing is refused with how facts are corrected."""

from __future__ import annotations

import pyoxigraph as ox
from flask import Blueprint, Response, request

from api import asking, errors, negotiate, serialize, sparql
from api.operation import Operation

blueprint = Blueprint("graphs", __name__)

_WRITING = ("PUT", "POST", "DELETE", "PATCH")


@blueprint.get("/graphs")
def read() -> Response:
    """A named graph (`?graph=IRI`) or the union of all (`?default`) in the client's format."""
    pattern = _pattern()
    if not sparql.ask(f"ASK {{ {pattern} }}"):
        raise errors.not_found(f"There is no graph {request.args.get('graph', 'default')} here.")
    wanted = asking.Wanted.of({**dict.fromkeys(negotiate.KINDS, None), "graph": _format()})
    query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {pattern} }}"
    return sparql.data(Operation(query, None, None, request.args.get("format")), wanted)


@blueprint.route("/graphs", methods=_WRITING)
def write() -> Response:
    """Refused: a graph holds what its page says."""
    raise errors.read_only()


def _format() -> negotiate.Format:
    formats = negotiate.KINDS["graph"]
    name = request.args.get("format")
    if not name:
        return serialize.wanted(formats)
    chosen = negotiate.by_name(name, formats)
    if chosen is None:
        raise errors.bad_request(f"format={name}: a graph can be written as {', '.join(f.name for f in formats)}.")
    return chosen


def _pattern() -> str:
    named, default = request.args.getlist("graph"), "default" in request.args
    if len(named) + default != 1:
        raise errors.bad_request("Name one graph: ?graph=IRI, or ?default for the union of all.")
    if default:
        return "?s ?p ?o"
    try:
        return f"GRAPH {ox.NamedNode(named[0])} {{ ?s ?p ?o }}"
    except ValueError as error:
        raise errors.bad_request(f"graph={named[0]}: this is no absolute IRI.") from error

"""Network views: pyvis builds the network, networkx its positions, our own template and script draw it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, render_template, request, send_from_directory
from pyvis.network import Network

from api import errors, language, serialize
from api.graph import Node
from api.layout import positions
from api.parameters import whole_number
from api.service import Service, service
from api.subgraph import Subgraph, around, whole
from api.words import NETWORK_CLASSES, class_words

blueprint = Blueprint("network", __name__)

HOPS = (1, 2)
NODE_LIMITS = (20, 40, 80, 160, 400)
# Networks of one release that are kept drawn: a reader goes back and forth between a few.
_KEPT = 64
# A label is cut into lines of this many characters, and what passes three lines ends in an ellipsis.
_LINE, _LINES = 10, 3
# Sizes of the symbols in pixels: the smallest, what a doubling of edges adds, and the largest.
_SIZE, _SIZE_STEP, _SIZE_MAX = 12, 4, 32

_VENDOR = "vis-9.1.2"
_VENDOR_FILES = ("vis-network.min.js", "vis-network.css")


@dataclass(frozen=True, slots=True)
class Drawing:
    """A subgraph with its nodes' positions, ready to be drawn."""

    graph: Subgraph
    positions: dict[str, tuple[int, int]]


@lru_cache(maxsize=_KEPT)
def _draw(held: _Held, center: str | None, hops: int, limit: int) -> Drawing:
    reader, settings = held.service.reader, held.service.settings
    if center is None:
        graph = whole(reader, nodes=limit)
    else:
        mentions = held.service.index.mentions
        graph = around(reader, center, hops=hops, nodes=limit, edges=settings.network_edges, mentions=mentions)
    ends = [(link.source, link.target) for link in graph.links]
    return Drawing(graph, positions([n.iri for n in graph.nodes], ends))


@dataclass(frozen=True, slots=True)
class _Held:
    """A service as a cache's key: two apps over one release draw the same networks."""

    service: Service

    def __hash__(self) -> int:
        return hash((self.service.version, self.service.settings))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and (self.service.version, self.service.settings) == (
            other.service.version,
            other.service.settings,
        )


def _wrap(label: str) -> str:
    """The label in lines of about the same length, with what passes the last one cut off."""
    shown = label if len(label) <= _LINE * _LINES else label[: _LINE * _LINES - 1] + "…"
    count = -(-len(shown) // _LINE)
    width = -(-len(shown) // count) if count else _LINE
    return "\n".join(shown[i : i + width] for i in range(0, len(shown), width))


def _pyvis(drawing: Drawing) -> Network:
    """The drawing as a pyvis network with physics off: nothing moves unless the reader moves it."""
    network = Network(height="100%", width="100%", directed=True, cdn_resources="local")
    degrees: dict[str, int] = {}
    for link in drawing.graph.links:
        for end in (link.source, link.target):
            degrees[end] = degrees.get(end, 0) + 1
    paths = {node.iri: node.path for node in drawing.graph.nodes}
    for node in drawing.graph.nodes:
        x, y = drawing.positions[node.iri]
        network.add_node(
            node.path,
            label=_wrap(node.label),
            shape=class_words(node.cls).shape,
            group=node.cls,
            size=min(_SIZE + _SIZE_STEP * degrees.get(node.iri, 0).bit_length(), _SIZE_MAX),
            x=x,
            y=y,
            name=node.label,
            center=node.iri == drawing.graph.center,
        )
    for link in drawing.graph.links:
        network.add_edge(
            paths[link.source], paths[link.target], label=link.label, kind=link.property, dashes=link.inferred
        )
    network.toggle_physics(False)
    return network


class _Template:
    """Stands in for pyvis' template loader and template: pyvis' own page loads scripts from other hosts."""

    def __init__(self, page: dict[str, Any]) -> None:
        self._page = page

    def get_template(self, _name: str) -> _Template:
        return self

    def render(self, **network: Any) -> str:
        """The page with what pyvis hands to a template (nodes and edges among it)."""
        return render_template("network.html", network=network, **self._page)


def _asked(path: str | None) -> tuple[Node | None, int, int]:
    """The center (None: the whole graph), the hops and the number of nodes that the request asks for."""
    held = service()
    node = None
    if path is not None:
        iri = held.reader.iri_at(path)
        if iri is None or not held.reader.exists(iri):
            raise errors.not_found(f"The graph has nothing under {path}.")
        node = held.reader.node(iri)
        if node.cls not in NETWORK_CLASSES:
            raise errors.not_found(f"{path}: networks are drawn around {', '.join(NETWORK_CLASSES)}.")
    hops = whole_number("hops", HOPS[0] if node else 0)
    limit = whole_number("nodes", held.settings.network_nodes)
    if node and hops not in HOPS:
        raise errors.bad_request(f"hops={hops}: a network has {' or '.join(map(str, HOPS))} hops.")
    if not 2 <= limit <= held.settings.network_nodes_max:
        raise errors.bad_request(f"nodes={limit}: from 2 to {held.settings.network_nodes_max} can be drawn.")
    return node, hops, limit


def _drawing(path: str | None) -> tuple[Node | None, int, int, Drawing]:
    node, hops, limit = _asked(path)
    return node, hops, limit, _draw(_Held(service()), node.iri if node else None, hops, limit)


def _view(path: str | None) -> str:
    node, hops, limit, drawing = _drawing(path)
    graph = drawing.graph
    names = {n.iri: n for n in graph.nodes}
    counts = {name: sum(n.cls == name for n in graph.nodes) for name in NETWORK_CLASSES}
    next_limit = next((n for n in NODE_LIMITS if n > limit and n <= service().settings.network_nodes_max), None)
    network = _pyvis(drawing)
    network.templateEnv = _Template(
        {
            "node": node,
            "hops": hops,
            "limit": limit,
            "next_limit": next_limit if graph.left_out or graph.more else None,
            "hop_choices": HOPS,
            "limit_choices": NODE_LIMITS,
            "graph": graph,
            "names": names,
            "labels": {name: language.text(class_words(name).label) for name in NETWORK_CLASSES},
            "classes": [(class_words(name), n) for name, n in counts.items() if n],
        }
    )
    page: str = network.generate_html()
    return page


@blueprint.get("/network")
def overview() -> str:
    """The network of the best connected nodes of the whole graph."""
    return _view(None)


@blueprint.get("/network/<kind>/<name>")
def view(kind: str, name: str) -> str:
    """The network around one node."""
    return _view(f"{kind}/{name}")


@blueprint.get("/network/data/<kind>/<name>")
def data(kind: str, name: str) -> Response:
    """The network around one node as JSON: nodes with positions, edges, and how much was left out."""
    return _json(f"{kind}/{name}")


@blueprint.get("/network/data")
def overview_data() -> Response:
    """The network of the whole graph as JSON."""
    return _json(None)


def _json(path: str | None) -> Response:
    node, hops, limit, drawing = _drawing(path)
    network = _pyvis(drawing)
    told = {
        "center": node.path if node else None,
        "hops": hops,
        "limit": limit,
        "leftOut": drawing.graph.left_out,
        "nodes": network.nodes,
        "edges": network.edges,
    }
    return serialize.as_json(told)


@blueprint.get("/network/panel/<kind>/<name>")
def panel(kind: str, name: str) -> str:
    """The side panel of a network view: a node's facts with their sentences, or those that join it with another."""
    held, path = service(), f"{kind}/{name}"
    iri = held.reader.iri_at(path)
    if iri is None or not held.reader.exists(iri):
        raise errors.not_found(f"The graph has nothing under {path}.")
    other_path = request.args.get("with")
    if other_path is None:
        return render_template("panel.html", node=held.reader.node(iri), view=held.views.entity(iri), other=None)
    other = held.reader.iri_at(other_path)
    if other is None or not held.reader.exists(other):
        raise errors.not_found(f"The graph has nothing under {other_path}.")
    nodes = held.reader.nodes([iri, other])
    groups = held.views.between(iri, other)
    return render_template("panel.html", node=nodes[iri], other=nodes[other], groups=groups)


@blueprint.get("/static/vendor/vis-network/<name>")
def vendor(name: str) -> Response:
    """vis-network as the installed pyvis brings it."""
    if name not in _VENDOR_FILES:
        raise errors.not_found(f"There is no {name} here.")
    folder = Path(str(files("pyvis"))) / "lib" / _VENDOR
    return send_from_directory(folder, name, conditional=True)

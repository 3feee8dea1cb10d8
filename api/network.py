"""The routes of the network views: the page, its data, the panel beside it, relations to expand, paths."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from flask import Blueprint, Response, render_template, request
from pyvis.network import Network

from api import compressed, errors, language, serialize
from api.asked import HOPS, Asked, Look, asked, look, path_length
from api.drawing import Drawing, Held, draw
from api.graph import Node
from api.joining import joints
from api.links import POST
from api.parameters import known_node
from api.paths import find
from api.picture import link_words, pictured, vendor_folder
from api.service import service
from api.words import NETWORK_CLASSES, class_words, property_words

blueprint = Blueprint("network", __name__)
blueprint.add_app_template_global(link_words)

NODE_LIMITS = (20, 40, 80, 160, 400, 1000, 2000)
# Paths told in the panel at most; each has up to six links with their sentences.
PATHS_TOLD = 40

_VENDOR_FILES = ("vis-network.min.js", "vis-network.css")


class _Template:
    """Stands in for pyvis' template loader and template: pyvis' own page loads scripts from other hosts."""

    def __init__(self, page: dict[str, Any]) -> None:
        self._page = page

    def get_template(self, _name: str) -> _Template:
        return self

    def render(self, **network: Any) -> str:
        """The page with what pyvis hands to a template (nodes and edges among it)."""
        return render_template("network.html", network=network, **self._page)


def requested(path: str | None) -> tuple[Asked, Look, Drawing]:
    """What the request asks for, and the drawing of it."""
    settings = service().settings
    wanted = asked(path, request.args, settings.network_nodes, settings.network_nodes_max)
    return wanted, look(request.args), draw(Held(service()), wanted)


def _as_json(wanted: Asked, drawing: Drawing, network: Network) -> dict[str, Any]:
    """The network as JSON holds it, for the page's own script and for other programs."""
    return {
        "center": drawing.center.path if drawing.center else None,
        "hops": wanted.hops,
        "limit": wanted.limit,
        "leftOut": drawing.left_out,
        "unjoined": list(drawing.unjoined),
        "nodes": network.nodes,
        "edges": network.edges,
    }


def _page(path: str | None) -> str:
    wanted, view, drawing = requested(path)
    most = service().settings.network_nodes_max
    counts = {name: sum(d.node.cls == name for d in drawing.nodes) for name in NETWORK_CLASSES}
    network = pictured(drawing, view)
    network.templateEnv = _Template(
        {
            "asked": wanted,
            "look": view,
            "drawing": drawing,
            "data": _as_json(wanted, drawing, network),
            "node": drawing.center,
            "names": {d.node.iri: d.node for d in drawing.nodes},
            "hop_choices": HOPS,
            "limit_choices": [n for n in NODE_LIMITS if n <= most],
            "most": most,
            "labels": {name: language.text(class_words(name).label) for name in NETWORK_CLASSES},
            "classes": [(class_words(name), n) for name, n in counts.items() if n],
        }
    )
    page: str = network.generate_html()
    return page


@blueprint.get("/network")
def overview() -> str:
    """The network of the best connected nodes of the whole graph, or of the nodes that the address names."""
    return _page(None)


@blueprint.get("/network/<kind>/<name>")
def view(kind: str, name: str) -> str:
    """The network around one node, or of what an article names."""
    return _page(f"{kind}/{name}")


def _data(path: str | None) -> Response:
    wanted, view, drawing = requested(path)
    return in_language(serialize.as_json(_as_json(wanted, drawing, pictured(drawing, view)), indent=None))


def in_language(response: Response) -> Response:
    """The answer, whose words are in the reader's language although it is no page."""
    response.vary.update(language.VARY)
    response.set_etag(
        f"{service().version}-{(response.mimetype or '').rpartition('/')[2]}-{language.chosen()}", weak=True
    )
    response.make_conditional(request)
    return response


@blueprint.get("/network/data")
def overview_data() -> Response:
    """The network of the whole graph, or of the nodes that the address names, as JSON."""
    return _data(None)


@blueprint.get("/network/data/<kind>/<name>")
def data(kind: str, name: str) -> Response:
    """The network around one node as JSON: nodes with positions, edges, and how much was left out."""
    return _data(f"{kind}/{name}")


def _known(path: str) -> Node:
    return known_node(service().reader, path)


@blueprint.get("/network/panel/<kind>/<name>")
def panel(kind: str, name: str) -> str:
    """The side panel of a network view: a node's facts with their sentences, or those that join it with another."""
    held, node = service(), _known(f"{kind}/{name}")
    other_path = request.args.get("with")
    if other_path is None:
        return render_template("panel.html", node=node, view=held.views.entity(node.iri), other=None)
    other = _known(other_path)
    links = held.links.table().between(node.iri, other.iri)
    told = joints(held.reader, links, held.settings.sentences_per_fact)
    return render_template("panel.html", node=node, other=other, joints=told)


@blueprint.get("/network/relations/<kind>/<name>")
def relations(kind: str, name: str) -> Response:
    """The relations by which a node can be expanded, with how many neighbours each leads to."""
    node, table = _known(f"{kind}/{name}"), service().links.table()
    ends: dict[str, set[int]] = {}
    number = table.numbers.get(node.iri)
    for other, link in table.around(number) if number is not None else ():
        way = "out" if link.source == node.iri else "in"
        ends.setdefault(f"{link.property}.{way}", set()).add(other)
    offered = [
        {"relation": relation, "label": language.text(_heading(relation)), "neighbours": len(others)}
        for relation, others in sorted(ends.items(), key=lambda item: (-len(item[1]), item[0]))
    ]
    total = len(set().union(*ends.values()))
    told = {"node": node.path, "name": node.label, "neighbours": total, "relations": offered}
    return in_language(serialize.as_json(told))


def _heading(relation: str) -> str:
    name, _, way = relation.partition(".")
    # A post is an edge here: its two ends are a body and who serves there.
    words = property_words("at" if name == POST else name)
    return words.out if way == "out" else words.back


@blueprint.get("/network/paths")
def paths() -> str:
    """The paths between two nodes, each link of them with the sentences that state it; a part of the page."""
    held = service()
    start, end = (_known(request.args.get(name, "")) for name in ("from", "to"))
    length = path_length(request.args.get("length", "shortest"))
    without = request.args.getlist("without")
    for name in without:
        if name not in NETWORK_CLASSES:
            raise errors.bad_request(f"without={name}: there are {', '.join(NETWORK_CLASSES)}.")
    table = held.links.table()
    one, other = table.numbers.get(start.iri), table.numbers.get(end.iri)
    allowed = frozenset(NETWORK_CLASSES) - set(without)
    found = (
        find(table, one, other, length=length, limit=PATHS_TOLD, allowed=allowed)
        if one is not None and other is not None
        else None
    )
    chains = [[table.iris[n] for n in path] for path in found.paths] if found else []
    pairs = dict.fromkeys(pair for chain in chains for pair in pairwise(chain))
    links = {pair: table.between(*pair) for pair in pairs}
    told = {
        joint.link: joint
        for joint in joints(held.reader, dict.fromkeys(k for own in links.values() for k in own), _PATH_SENTENCES)
    }
    nodes = held.reader.nodes({iri for chain in chains for iri in chain})
    return render_template(
        "paths.html",
        start=start,
        end=end,
        length=length,
        without=[language.text(class_words(name).label) for name in without],
        more=bool(found and found.more),
        paths=[
            [(nodes[one], nodes[other], [told[link] for link in links[one, other]]) for one, other in pairwise(chain)]
            for chain in chains
        ],
    )


# Sentences told for one link of a path: enough to see that it is there.
_PATH_SENTENCES = 2


@blueprint.get("/static/vendor/vis-network/<name>")
def vendor(name: str) -> Response:
    """vis-network as the installed pyvis brings it."""
    if name not in _VENDOR_FILES:
        raise errors.not_found(f"There is no {name} here.")
    return compressed.send(vendor_folder(), name)

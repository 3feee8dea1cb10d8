"""A drawing as pyvis describes it to vis-network: shapes by class, labels in lines, sizes and groups by measure."""

from __future__ import annotations

import math
from importlib.resources import files
from pathlib import Path
from typing import Any

from pyvis.network import Network

from api import language
from api.asked import Look
from api.drawing import Drawing
from api.links import Link
from api.measures import communities, sizes
from api.words import class_words, property_words

# A label is cut into lines of this many characters, and what passes three lines ends in an ellipsis.
_LINE, _LINES = 10, 3
# Sizes of the symbols in pixels, from the least to the most central one.
_SIZE, _SIZE_MAX = 11, 28


_VENDOR = "vis-9.1.2"


def vendor_folder() -> Path:
    """Where the installed pyvis keeps its vis-network."""
    return Path(str(files("pyvis"))) / "lib" / _VENDOR


def wrapped(label: str) -> str:
    """The label in lines of about the same length, with what passes the last one cut off."""
    shown = label if len(label) <= _LINE * _LINES else label[: _LINE * _LINES - 1] + "…"
    count = -(-len(shown) // _LINE)
    width = -(-len(shown) // count) if count else _LINE
    return "\n".join(shown[i : i + width] for i in range(0, len(shown), width))


def link_words(link: Link) -> str:
    """The words on an edge in the reader's language; titles of posts stay as the newspaper has them."""
    return link.titles or language.text(property_words(link.property).edge)


def pictured(drawing: Drawing, look: Look) -> Network:
    """The drawing as a pyvis network with physics off: nothing moves unless the reader moves it."""
    network = Network(height="100%", width="100%", directed=True, cdn_resources="local")
    measured = sizes(drawing, look.size)
    most = max(measured.values(), default=0.0) or 1.0
    groups = communities(drawing) if look.colour == "community" else []
    group_of = {iri: number for number, group in enumerate(groups) for iri in group}
    paths = {drawn.node.iri: drawn.node.path for drawn in drawing.nodes}
    for drawn in drawing.nodes:
        node = drawn.node
        x, y = look.places.get(node.path, drawn.place)
        more: dict[str, Any] = {"community": group_of[node.iri]} if groups else {}
        network.add_node(
            node.path,
            label=wrapped(node.label),
            shape=class_words(node.cls).shape,
            group=node.cls,
            size=round(_SIZE + (_SIZE_MAX - _SIZE) * math.sqrt(measured[node.iri] / most)),
            x=x,
            y=y,
            name=node.label,
            center=drawing.center is not None and node.iri == drawing.center.iri,
            hidden_neighbours=drawn.hidden,
            neighbours=drawn.neighbours,
            day=drawn.day,
            date=language.day(drawn.date),
            value_told=round(measured[node.iri], 4),
            **more,
        )
    for link in drawing.links:
        network.add_edge(
            paths[link.source], paths[link.target], label=link_words(link), kind=link.property, dashes=link.inferred
        )
    network.toggle_physics(False)
    return network

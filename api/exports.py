"""Networks to take along: GraphML, GEXF, tables, and one HTML file; the same nodes and edges as on the screen."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterable

import networkx as nx
from flask import Blueprint, Response
from networkx.readwrite.gexf import GEXFWriter

from api import errors, language
from api.asked import Asked, Look
from api.drawing import Drawing
from api.network import in_language, requested
from api.offline import offline_page
from api.picture import link_words
from api.shown import shown
from api.words import class_words

blueprint = Blueprint("exports", __name__)

# XML has no way to write these, not even escaped.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# A spreadsheet takes a cell that starts so for a formula; an apostrophe before it makes it a text.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def _text(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)


def _graph(drawing: Drawing, *, places: bool) -> nx.MultiDiGraph[str]:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for drawn in drawing.nodes:
        node, (x, y) = drawn.node, drawn.place
        # Screens count downwards, Gephi upwards.
        place = {"viz": {"position": {"x": float(x), "y": float(-y), "z": 0.0}}} if places else {"x": x, "y": y}
        told = {"label": _text(node.label), "class": node.cls, "iri": node.iri, "date": _text(drawn.date)}
        graph.add_node(node.path, **told, neighbours=drawn.neighbours, **place)
    paths = {drawn.node.iri: drawn.node.path for drawn in drawing.nodes}
    for number, link in enumerate(drawing.links):
        graph.add_edge(
            paths[link.source],
            paths[link.target],
            key=str(number),
            label=_text(link_words(link)),
            property=link.property,
            inferred=link.inferred,
        )
    return graph


def _graphml(drawing: Drawing) -> bytes:
    written = io.BytesIO()
    nx.write_graphml(_graph(drawing, places=False), written)
    return written.getvalue()


def _gexf(drawing: Drawing) -> bytes:
    writer = GEXFWriter(version="1.2draft")
    writer.add_graph(_graph(drawing, places=True))
    # The day on which it was written would make the same network another file tomorrow.
    writer.xml.find("meta").attrib.pop("lastmodifieddate")
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def _table(head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> bytes:
    """A CSV that a spreadsheet opens as Chinese text, and in which no name is a formula."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(head)
    for row in rows:
        cells = [str(cell) for cell in row]
        writer.writerow(
            "'" + text if isinstance(cell, str) and text.startswith(_FORMULA) else text
            for cell, text in zip(row, cells, strict=True)
        )
    return codecs.BOM_UTF8 + written.getvalue().encode()


def _nodes(drawing: Drawing) -> bytes:
    return _table(
        ("id", "name", "class", "class_name", "date", "neighbours", "x", "y", "iri"),
        (
            (d.node.path, d.node.label, d.node.cls, _class(d.node.cls), d.date, d.neighbours, *d.place, d.node.iri)
            for d in drawing.nodes
        ),
    )


def _edges(drawing: Drawing) -> bytes:
    nodes = {drawn.node.iri: drawn.node for drawn in drawing.nodes}
    return _table(
        ("source", "source_name", "property", "label", "target", "target_name", "inferred"),
        (
            (one.path, one.label, link.property, link_words(link), other.path, other.label, str(link.inferred).lower())
            for link in drawing.links
            for one, other in ((nodes[link.source], nodes[link.target]),)
        ),
    )


def _class(name: str) -> str:
    return language.text(class_words(name).label)


# Ending → media type, and what writes it.
_WRITERS: dict[str, tuple[str, Callable[[Drawing], bytes]]] = {
    "graphml": ("application/graphml+xml", _graphml),
    "gexf": ("application/gexf+xml", _gexf),
    "nodes.csv": ("text/csv; charset=utf-8", _nodes),
    "edges.csv": ("text/csv; charset=utf-8", _edges),
}
ENDINGS = (*_WRITERS, "html")
MEDIA_TYPES = ("application/graphml+xml", "application/gexf+xml", "text/csv", "text/html")


@blueprint.get("/network/export/<ending>")
@blueprint.get("/network/export/<ending>/<kind>/<name>")
def export(ending: str, kind: str = "", name: str = "") -> Response:
    """A network as a file: around one node, or of the whole graph, or of the nodes that the address names."""
    if ending not in ENDINGS:
        raise errors.not_found(f"Networks are not exported as {ending}; there are {', '.join(ENDINGS)}.")
    wanted, look, drawing = requested(f"{kind}/{name}" if kind else None)
    body, media_type = _written(ending, wanted, look, shown(drawing, look))
    response = Response(body, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="network.{ending}"'
    return in_language(response)


def _written(ending: str, wanted: Asked, look: Look, drawing: Drawing) -> tuple[bytes, str]:
    if ending == "html":
        return offline_page(wanted, look, drawing).encode(), "text/html; charset=utf-8"
    media_type, write = _WRITERS[ending]
    return write(drawing), media_type

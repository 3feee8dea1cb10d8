"""One HTML file that draws a network without a service: scripts, styles, facts and their sentences are all in it.

Its own Content-Security-Policy names the hashes of its scripts and its style; nothing else in it can run, and nothing
can be loaded. All texts stand in a JSON element, from which the scripts make text nodes.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from flask import render_template
from markupsafe import Markup

from api import language
from api.asked import Asked, Look
from api.drawing import Drawing
from api.joining import Joint, joints
from api.picture import link_words, pictured, vendor_folder
from api.service import service
from api.words import NETWORK_CLASSES, class_words

_OWN = Path(__file__).parent / "static"
# The page's own scripts but those that ask the service, and one that tells the facts from the file.
_SCRIPTS = ("base", "draw", "keys", "look", "table", "picture", "offline")


@cache
def _program() -> tuple[str, str]:
    """The scripts and the styles of the file."""
    vendor = vendor_folder()
    scripts = [vendor / "vis-network.min.js", *(_OWN / "network" / f"{name}.js" for name in _SCRIPTS)]
    styles = [vendor / "vis-network.css", _OWN / "style.css", _OWN / "network.css"]
    script, style = ("\n".join(path.read_text(encoding="utf-8") for path in paths) for paths in (scripts, styles))
    # Neither may end its own element before it is over.
    assert "</script" not in script.lower()
    assert "</style" not in style.lower()
    return script, style


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _fact(joint: Joint) -> dict[str, Any]:
    told = [
        {
            "before": s.before,
            "quote": s.quote,
            "after": s.after,
            "article": s.article.label,
            "rule": s.rule,
            "confidence": f"{s.confidence:.2f}",
            "start": s.start,
            "end": s.end,
        }
        for s in joint.sentences
    ]
    words = link_words(joint.link) + (f"（{language.day(joint.term)}）" if joint.term else "")
    return {"words": words, "sentences": told, "more": joint.more}


def offline_page(wanted: Asked, look: Look, drawing: Drawing) -> str:
    """The file's text: the drawing as it is shown, with every fact in it and at most a page's number of sentences."""
    held = service()
    script, style = _program()
    network = pictured(drawing, look)
    paths = {drawn.node.iri: drawn.node.path for drawn in drawing.nodes}
    found = joints(held.reader, drawing.links, held.settings.sentences_per_fact)
    facts = {f"{paths[j.link.source]} {j.link.property} {paths[j.link.target]}": _fact(j) for j in found}
    return render_template(
        "offline.html",
        data={"offline": True, "colour": look.colour, "nodes": network.nodes, "edges": network.edges, "facts": facts},
        labels={name: language.text(class_words(name).label) for name in NETWORK_CLASSES},
        node=drawing.center,
        drawing=drawing,
        asked=wanted,
        # render_template would escape them; they are this project's and vis-network's own files.
        script=Markup(script),
        style=Markup(style),
        script_hash=_hash(script),
        style_hash=_hash(style),
    )

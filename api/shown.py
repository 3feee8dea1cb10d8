"""What of a drawing the reader sees: classes and events that the look filters out are not in an export either."""

from __future__ import annotations

from dataclasses import replace

from api.asked import Look
from api.drawing import Drawing, Drawn


def _in_time(drawn: Drawn, look: Look) -> bool:
    if drawn.node.cls != "Event":
        return True
    if not drawn.day:
        return look.undated
    # A month without a day lies in every span that touches it.
    late = bool(look.until) and drawn.day[: len(look.until)] > look.until
    return not late and drawn.day >= look.since[: len(drawn.day)]


def shown(drawing: Drawing, look: Look) -> Drawing:
    """The drawing without what is filtered out; with a span of time also without those whom only that joined."""
    timed = bool(look.since or look.until or not look.undated)
    kept = {d.node.iri for d in drawing.nodes if d.node.cls not in look.hidden and _in_time(d, look)}
    if timed:
        before = {end for link in drawing.links for end in (link.source, link.target)}
        joined = {end for k in drawing.links if {k.source, k.target} <= kept for end in (k.source, k.target)}
        center = {drawing.center.iri} if drawing.center else set()
        kept &= joined | center | (kept - before)
    return replace(
        drawing,
        nodes=tuple(
            replace(d, place=look.places.get(d.node.path, d.place)) for d in drawing.nodes if d.node.iri in kept
        ),
        links=tuple(link for link in drawing.links if link.source in kept and link.target in kept),
    )

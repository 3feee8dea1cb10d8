"""What templates need beside Jinja's own filters to show texts of the graph as what they are: text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from markupsafe import Markup, escape


def marked(text: str, names: Iterable[str]) -> Markup:
    """The text with the names in it marked; of names that overlap the longest."""
    wanted = sorted({name for name in names if name}, key=lambda name: (-len(name), name))
    if not wanted:
        return escape(text)
    parts = re.split(f"({'|'.join(map(re.escape, wanted))})", text)
    mark = Markup("<mark>{}</mark>")
    return Markup().join(mark.format(part) if number % 2 else escape(part) for number, part in enumerate(parts))

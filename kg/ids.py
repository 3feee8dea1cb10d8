"""The one owner of data IRIs: content-hash names under the build's base, so that the same pages give the same IRIs."""

from __future__ import annotations

import hashlib
import re

from kg.model import Iri

# 80 bits: at a hundred million entities the chance of one collision is below one in a hundred.
_DIGITS = 20
_ARTICLE = re.compile(rf"article/[0-9a-f]{{{_DIGITS}}}")


def digest(*parts: str) -> str:
    """A short content hash; the parts are kept apart, so ("ab", "c") and ("a", "bc") differ."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:_DIGITS]


class Names:
    """Makes the IRIs of one build; `base` ends with a slash, and every IRI stands under it as KIND/HASH."""

    __slots__ = ("base",)

    def __init__(self, base: str) -> None:
        self.base = base

    def make(self, kind: str, *parts: str) -> Iri:
        """The IRI of the thing of that kind that the parts identify."""
        return Iri(f"{self.base}{kind}/{digest(kind, *parts)}")

    @property
    def evidence_graph(self) -> Iri:
        return Iri(self.base + "graph/evidence")

    @property
    def judgements_graph(self) -> Iri:
        return Iri(self.base + "graph/judgements")

    @property
    def inferred_graph(self) -> Iri:
        return Iri(self.base + "graph/inferred")

    def is_article(self, iri: str) -> bool:
        """Whether a build under this base may have given an article that IRI."""
        return iri.startswith(self.base) and _ARTICLE.fullmatch(iri, len(self.base)) is not None

    def is_graph(self, iri: str) -> bool:
        """Whether a build under this base may have made a graph of that name."""
        return self.is_article(iri) or Iri(iri) in (self.evidence_graph, self.judgements_graph, self.inferred_graph)

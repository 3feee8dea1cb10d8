"""Where a gold article stands in its page, and which sentence to show for a fact in error."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.errors import GoldError
from kg.gold import GoldArticle
from kg.model import Span
from kg.scores import squeeze

# A credit line under a caption (names, then 摄 or 摄影报道), to be matched right after the article's last words.
_CREDIT = re.compile(r"[^。]{0,60}?摄(?:影报道|影)?")
# Headlines stand within this many characters before the body, white space dropped.
_HEADLINE_REACH = 200
_SENTENCE_END = re.compile(r"[。！？]")
# Enough to see a fact in its sentence on a terminal, on either side of it.
_CONTEXT = 60


@dataclass(frozen=True, slots=True)
class Extent:
    """A gold article in the squeezed page: its body is [start, end); with headlines and credit it is [top, bottom)."""

    start: int
    end: int
    top: int
    bottom: int


def squeezed_offsets(text: str) -> list[int]:
    """For each offset into the text (its end included), the offset into the squeezed text."""
    offsets = [0]
    for character in text:
        offsets.append(offsets[-1] + bool(squeeze(character)))
    return offsets


def extent(squeezed: str, article: GoldArticle) -> Extent:
    """Find the article in its squeezed page; raises GoldError where its first or last words are not there."""
    first, last = squeeze(article.first), squeeze(article.last)
    end = squeezed.rfind(last) + len(last)
    # From the end backwards: two articles of a page may begin with the same words.
    start = squeezed.rfind(first, 0, end)
    if start < 0 or not squeezed[start:end].endswith(last):
        raise GoldError(f"article {article.id}: its first words {first!r} and last words {last!r} are not in the page")
    lines = [line for line in (article.kicker, article.title, article.subtitle) if line]
    heads = [squeezed.rfind(squeeze(line), 0, start) for line in lines]
    top = min([start, *(head for head in heads if head >= max(0, start - _HEADLINE_REACH))])
    credit = _CREDIT.match(squeezed, end)
    credited = credit is not None and any(name in credit.group() for name, _ in article.bylines)
    return Extent(start, end, top, credit.end() if credit is not None and credited else end)


class Sentences:
    """Gives the page's words around a fact; `extent` bounds the article in `squeezed`, the page without layout."""

    __slots__ = ("_sentences", "_text")

    def __init__(self, text: str, squeezed: str, extent: Extent) -> None:
        self._text = text
        self._sentences = [part for part in _SENTENCE_END.split(squeezed[extent.top : extent.bottom]) if part]

    def around(self, span: Span) -> str:
        """The sentence of the page that holds the span, cut to some sixty characters on either side."""
        before = squeeze(_SENTENCE_END.split(self._text[: span.start])[-1])
        after = squeeze(_SENTENCE_END.split(self._text[span.end :], maxsplit=1)[0])
        return before[-_CONTEXT:] + squeeze(self._text[span.start : span.end]) + after[:_CONTEXT]

    def naming(self, names: Sequence[Sequence[str]]) -> str:
        """The article's sentence that holds most of the names (each given in its forms); empty where none is held."""

        def held(sentence: str) -> int:
            return sum(any(squeeze(form) in sentence for form in forms) for forms in names)

        best = max(self._sentences, key=held, default="")
        return best if held(best) else ""

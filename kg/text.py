"""Text with its way back to the page: makes flows out of page spans, and quotes out of spans."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from kg.model import Flow, Span

# Markdown marks are layout, as the line ends are: a reader does not read them.
_MARKS = re.compile(r"(?m)^[ \t\u3000]*#{1,6}[ \t]+|\*\*|\r|\n")


# Typists mix the widths of marks and digits; read as one, character for character, so that offsets stay.
# A full stop in half width behind Chinese text, not behind the number of an item (一.) or in a decimal or an address.
_FULL_STOP = re.compile(r"(?<=[\u4e00-\u9fff”’）》])(?<![第一二三四五六七八九十])\.(?![0-9A-Za-z.])")
_WIDTHS = dict(zip(",:;!?()０１２３４５６７８９•・／", "，：；！？（）0123456789··/", strict=True))
_OTHER_WIDTH = re.compile(f"[{''.join(_WIDTHS)}]")


def normalize(text: str) -> str:
    """The text with marks in full width and digits in half width; every character keeps its place."""
    text = _OTHER_WIDTH.sub(lambda mark: _WIDTHS[mark.group()], text)  # most texts have few: str.translate asks of all
    return _FULL_STOP.sub("。", text) if "." in text else text


def folded(text: str) -> str:
    """The text as a search compares it: compatibility forms unified, case and white space dropped."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def normalized(flow: Flow) -> Flow:
    """The flow with its text normalized; its offsets still point into the page as it is."""
    return Flow(normalize(flow.text), flow.offsets)


def flow_of(page_text: str, *spans: Span, breaks: frozenset[int] = frozenset()) -> Flow:
    """The flow that the spans of the page make, one after another, without line ends and markdown marks.

    `breaks` are the numbers of spans behind which the line end stays, since it ends a paragraph or a list's item.
    """
    characters: list[str] = []
    offsets: list[int] = []
    for number, span in enumerate(spans):
        position = span.start
        chunk = page_text[span.start : span.end]
        for mark in [*_MARKS.finditer(chunk), None]:
            stop = span.end if mark is None else span.start + mark.start()
            characters.append(page_text[position:stop])
            offsets.extend(range(position, stop))
            if mark is not None:
                position = span.start + mark.end()
        # Lines may end with a bare carriage return: look no further than the next span.
        limit = spans[number + 1].start if number + 1 < len(spans) else len(page_text)
        line_end = page_text.find("\n", span.end, limit) if number in breaks else -1
        if line_end >= 0:
            characters.append("\n")
            offsets.append(line_end)
    return Flow("".join(characters), tuple(offsets))


def places_of(words: str, text: str) -> Iterator[tuple[int, int]]:
    """Where the words stand in a text, from its front, none of the places over another."""
    at = text.find(words)
    while at >= 0:
        yield at, at + len(words)
        at = text.find(words, at + len(words))


def quote_of(page_text: str, span: Span) -> str:
    """The page's characters in the span, white space dropped: the quote of an evidence."""
    return "".join(page_text[span.start : span.end].split())

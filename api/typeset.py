"""Sets an article for reading: its lines as paragraphs of sentences, every name and every stated fact at its place.

Every piece of text knows its offsets in the page, which are those of the evidence. Nothing is changed in what is read:
only line ends, indentation and the marks of Markdown are left out, as they are in quotes.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from api.graph import Node

Span = tuple[int, int]

_ENDS = re.compile(r"[。！？!?…]+[”’」』）)]*|[;；]")
# An empty line, or one that is set in: what stands behind is another paragraph.
_BREAK = re.compile(r"\n\s*\n|\n[ \u3000]{2}")
_LINE_MARKS = re.compile(r"[ \t\u3000\ufeff]*(?:#{1,6}[ \t]+)?[ \t\u3000]*")
_INDENTED = re.compile(r"\u3000|[ \t]{2}|#|[●■◆▲▶★·•*-]")
_ENDED = re.compile(r"[。！？!?…：:；;][”’」』）)]*$")
# A line of a column is broken where it is full; one that ends before that ends its paragraph.
_FULL = 0.85
# No heading has that many characters; a line that breaks off behind so many was cut in its sentence.
_LONG = 40
# The part of a paragraph that a reader sees around a quote, in characters on each side.
_AROUND = 60


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that stand together and in the same names; `inner` is the class of a name inside a longer one."""

    start: int
    end: int
    text: str
    inner: str


@dataclass(frozen=True, slots=True)
class Run:
    """Pieces that are one name, and whose it is; or what stands between names."""

    node: Node | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class SetSentence:
    """A sentence as it is set; `facts` are the numbers of those that it states, or that it begins to state."""

    start: int
    end: int
    runs: tuple[Run, ...]
    facts: tuple[int, ...]


Paragraph = tuple[SetSentence, ...]


@dataclass(frozen=True, slots=True)
class Typeset:
    """An article to read: the lines of its head, each under what it is, and its paragraphs."""

    head: dict[str, Paragraph]
    paragraphs: tuple[Paragraph, ...]


def typeset(
    text: str,
    span: Span,
    names: Collection[tuple[Span, Node]],
    facts: Sequence[Collection[Span]],
    head: Mapping[str, str],
    cuts: Collection[int],
) -> Typeset:
    """The article in that span of the page; `head` has the texts of title, kicker and subtitle.

    A piece begins at every offset in `cuts`, so that it can be pointed at.
    """
    outer, inner = _nested(names)
    starts: dict[int, set[int]] = {}
    for number, spans in enumerate(facts):
        for start, _ in spans:
            starts.setdefault(start, set()).add(number)

    def set_line(kept: Sequence[int]) -> Paragraph:
        return tuple(
            SetSentence(
                part[0],
                part[-1] + 1,
                tuple(_runs(text, part, outer, inner, cuts)),
                tuple(sorted({n for at in range(part[0], part[-1] + 1) for n in starts.get(at, ())})),
            )
            for part in _sentences(text, kept)
        )

    whole = [s for s, _ in names] + [s for spans in facts for s in spans]
    paragraphs = list(_paragraphs(text, span, whole))
    heads: dict[str, Paragraph] = {}
    while paragraphs:
        words = "".join(text[at] for at in paragraphs[0]).replace(" ", "")
        kind = next((k for k, told in head.items() if k not in heads and told.replace(" ", "") == words), None)
        if kind is None:
            break
        heads[kind] = set_line(paragraphs.pop(0))
    return Typeset(heads, tuple(set_line(kept) for kept in paragraphs))


def around(text: str, span: Span, within: Span) -> tuple[str, str]:
    """What stands before and behind a span in its sentence, as far as a reader needs it."""
    start, end = span
    left = text[max(within[0], start - _AROUND) : start]
    ends = [*_ENDS.finditer(left), *_BREAK.finditer(left)]
    before = left[max(m.end() for m in ends) :] if ends else ("…" if start - _AROUND > within[0] else "") + left
    right = text[end : min(within[1], end + _AROUND)]
    stop = _ENDS.search(right)
    blank = _BREAK.search(right)
    if _ENDS.search(text[max(start, end - 2) : end]):
        after = ""
    elif stop and not (blank and blank.start() < stop.start()):
        after = right[: stop.end()]
    elif blank:
        after = right[: blank.start()]
    else:
        after = right + ("…" if end + _AROUND < within[1] else "")
    return "".join(before.split()), "".join(after.split())


def _nested(names: Collection[tuple[Span, Node]]) -> tuple[dict[int, tuple[int, Node]], dict[int, str]]:
    """Names that stand in no other one, by their starts; and for characters inside these the class of the innermost."""
    outer: dict[int, tuple[int, Node]] = {}
    inner: dict[int, str] = {}
    reached = -1
    for (start, end), node in sorted(names, key=lambda n: (n[0][0], -n[0][1], n[1].iri)):
        if start >= reached:
            outer[start] = (end, node)
            reached = end
        elif end <= reached:  # of two names that cross, the first is the link
            inner.update(dict.fromkeys(range(start, end), node.cls))
    return outer, inner


def _runs(
    text: str,
    kept: Sequence[int],
    outer: Mapping[int, tuple[int, Node]],
    inner: Mapping[int, str],
    cuts: Collection[int],
) -> Iterator[Run]:
    node: Node | None = None
    reached = -1
    pieces: list[Piece] = []
    for at in kept:
        begins = at in outer
        if (begins or at >= reached) and (begins or node is not None) and pieces:
            yield Run(node, tuple(pieces))
            pieces = []
        if begins:
            reached, node = outer[at]
        elif at >= reached:
            node = None
        within = inner.get(at, "") if node is not None else ""
        last = pieces[-1] if pieces else None
        if last and last.end == at and at not in cuts and last.inner == within:
            pieces[-1] = Piece(last.start, at + 1, last.text + text[at], within)
        else:
            pieces.append(Piece(at, at + 1, text[at], within))
    if pieces:
        yield Run(node, tuple(pieces))


def _sentences(text: str, kept: Sequence[int]) -> Iterator[Sequence[int]]:
    """The characters of a paragraph, sentence by sentence."""
    words = "".join(text[at] for at in kept)
    done = 0
    for end in _ENDS.finditer(words):
        if end.group() not in (";", "；"):
            yield kept[done : end.end()]
            done = end.end()
    if done < len(kept):
        yield kept[done:]


def _lines(text: str, span: Span) -> Iterator[tuple[int, int]]:
    start = span[0]
    while start < span[1]:
        stop = text.find("\n", start, span[1])
        end = span[1] if stop < 0 else stop
        yield start, end
        start = end + 1


def _paragraphs(text: str, span: Span, whole: Collection[Span]) -> Iterator[list[int]]:
    """The offsets of the characters of each paragraph that are shown; no paragraph ends inside one of `whole`."""
    lines = [(start, end) for start, end in _lines(text, span) if text[start:end].strip()]
    widest = max((len(text[start:end].strip()) for start, end in lines), default=0)
    own: list[int] = []
    for number, (start, end) in enumerate(lines):
        own += _shown(text, start, end)
        following = lines[number + 1] if number + 1 < len(lines) else None
        goes_on = following is not None and (
            any(first < end and following[0] < last for first, last in whole)
            or _goes_on(text, (start, end), following, widest)
        )
        if own and not goes_on:
            yield own
            own = []
    if own:
        yield own


def _goes_on(text: str, line: Span, following: Span, widest: int) -> bool:
    """Whether the sentence at the end of a line goes on in the following one."""
    words = text[slice(*line)].strip()
    if words.startswith("#") or _ENDED.search(words) or _INDENTED.match(text, *following):
        return False
    return len(words) >= _LONG or (len(words) >= _FULL * widest and following[0] == line[1] + 1)


def _shown(text: str, start: int, end: int) -> Iterable[int]:
    """The offsets of a line without its indentation and marks; wide spaces between words stay."""
    marks = _LINE_MARKS.match(text, start, end)
    begin = marks.end() if marks else start
    stop = start + len(text[start:end].rstrip())
    return (at for at in range(begin, stop) if text[at] not in "*\r")

"""The article's text as the event rules read it: quotes masked, cut into items, sentences, clauses; names outermost."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from kg.linking import Linked, Spot
from kg.mentions import Scan
from kg.model import ORGANIZATIONS, EntityType, Evidence
from kg.tokens import Tag

MASK = "\u25a1"
# Longer than this between two quotation marks, one of them is missing.
_LONGEST_QUOTED = 400
# Evidence quotes at most 300 characters of the page; a flow lacks marks that the page has.
_LONGEST_EVIDENCE = 260
_PAIRS = {"“": "”", "《": "》", "（": "）", "(": ")", "「": "」", "『": "』"}
_OPENING = re.compile(f"[{''.join(_PAIRS)}]")
# Some newspapers set half-width marks; one of them ends a clause as well as the full-width one does.
_FULL_WIDTH = dict(zip(",;:!?()", "，；：！？（）", strict=True))
_HALF_WIDTH = re.compile(r"[,;:!?()]")
# So do half-width full stops after a Chinese word; numbers and addresses have theirs between digits and letters.
_FULL_STOP = re.compile(r"(?<=[\u4e00-\u9fff”）])\.(?![.A-Za-z])")
# A paragraph ends a sentence, too: lists and lines in bold have no full stop.
_SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;]*")
_CLAUSE = re.compile(r"[^，,。！？!?；;：:\n]+")
_ITEM_MARK = re.compile(r"[■●▲◆★▶◎□▼◇○△▽☆►▷]")
# A report that follows another one of the same kind under one headline.
_FURTHER = re.compile(
    r"(?:(?<=[。”）\n])|(?<=[。”）\n][ \u3000])|(?<=[。”）\n][ \u3000]{2}))[又另](?:讯|电)(?![息报话])"
)
_ITEM_END = re.compile(r"[。！？”）]$")
_COLLECTION = re.compile(
    r"简讯|短讯|快讯|一束|短波|要闻集|速览|集锦|(?:简明|短|一句话|微|要|快)新闻|要讯|简闻|集纳|撷英|撷萃|"
    r"(?:动态|扫描|一周|集萃|荟萃|来风|拾零|微讯|传真)[■ ]*$"
)
# So many marks, each after the end of a sentence, are items whatever the headline says.
_SURELY_ITEMS = 3
_NUMBERED = re.compile(r"(?:^|(?<=[。！？”）\s]))[1-9][．.、](?=\D|\d{1,2}月\d)")


def full_width(text: str) -> str:
    """The text with full-width marks for half-width ones, character by character; straight quotation marks in turn."""
    text = _HALF_WIDTH.sub(lambda mark: _FULL_WIDTH[mark.group()], text)
    first, *quoted = text.split('"')
    text = first + "".join(f"{'”' if count % 2 else '“'}{rest}" for count, rest in enumerate(quoted))
    return _FULL_STOP.sub("。", text) if "." in text else text


def mask(text: str) -> str:
    """The text with what stands inside quotation marks and brackets blotted out, character by character."""
    pieces: list[str] = []
    done = position = 0
    while opening := _OPENING.search(text, position):
        position = opening.end()
        end = text.find(_PAIRS[opening.group()], position, position - 1 + _LONGEST_QUOTED)
        if end < 0:
            continue
        pieces += (text[done:position], MASK * (end - position))
        done = end
        position = end + 1
    return "".join((*pieces, text[done:]))


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a flow: half-open offsets into its text."""

    start: int
    end: int

    def holds(self, position: int) -> bool:
        return self.start <= position < self.end


@dataclass(frozen=True, slots=True, eq=False)
class Reader:
    """A scan with its text in full-width marks, the same masked, and its outermost names.

    `plain` has the names and titles masked, too. All are as long as the scan's text. `titles` and `singles` are where
    titles and tokens of one character begin.
    """

    scan: Scan
    text: str
    masked: str
    spots: tuple[Spot, ...]
    plain: str
    titles: frozenset[int]
    singles: frozenset[int]

    @property
    def whole(self) -> Part:
        """All of the text."""
        return Part(0, len(self.text))

    def sentences(self, part: Part) -> tuple[Part, ...]:
        """The sentences of a part; speech inside quotation marks ends none."""
        return _sentences(self.masked, part.start, part.end)

    def clauses(self, part: Part) -> Iterator[Part]:
        for match in _CLAUSE.finditer(self.masked, part.start, part.end):
            yield Part(*match.span())

    def organizations(self, part: Part) -> list[Spot]:
        """The outermost names of organizations that stand in a part."""
        return [s for s in self.spots if s.type in ORGANIZATIONS and part.start <= s.start and s.end <= part.end]

    def districts(self, part: Part) -> list[Spot]:
        """The outermost names of districts that stand in a part."""
        return [s for s in self.spots if s.type is EntityType.DISTRICT and part.start <= s.start and s.end <= part.end]

    def evidence(self, part: Part, rule: str, confidence: float, around: int | None = None) -> Evidence:
        """The part as evidence, shortened to what is around a position of it where it is long."""
        start, end = part.start, part.end
        while start < end - 1 and self.text[start] in " \u3000，、：":
            start += 1
        if end - start > _LONGEST_EVIDENCE:
            centre = start if around is None else around
            start = max(start, min(centre - _LONGEST_EVIDENCE // 2, end - _LONGEST_EVIDENCE))
            end = start + _LONGEST_EVIDENCE
        return Evidence(self.scan.flow.span(start, end), rule, confidence)


# Every candidate for an event asks for the sentences of the same part.
@functools.lru_cache(maxsize=64)
def _sentences(text: str, start: int, end: int) -> tuple[Part, ...]:
    return tuple(Part(*match.span()) for match in _SENTENCE.finditer(text, start, end))


def reader(scan: Scan, linked: Linked) -> Reader:
    """The reader of a scan."""
    outer = _outermost(linked.in_flow(scan.index))
    text = full_width(scan.text)
    masked = mask(text)
    plain = list(masked)
    titles = [token for token in scan.tokens if token.tag is Tag.TITLE]
    for start, end in [(token.start, token.end) for token in titles] + [(spot.start, spot.end) for spot in outer]:
        plain[start:end] = MASK * (end - start)
    return Reader(
        scan=scan,
        text=text,
        masked=masked,
        spots=tuple(dict.fromkeys(outer)),
        plain="".join(plain),
        titles=frozenset(token.start for token in titles),
        singles=frozenset(token.start for token in scan.tokens if token.end - token.start == 1),
    )


def is_further(text: str, part: Part) -> bool:
    """Whether a part follows the one before it as another report of the same kind (又讯)."""
    return bool(_FURTHER.match(text, part.start))


def _outermost(spots: Iterable[Spot]) -> list[Spot]:
    """The spots that lie in no longer one, in the order of the text."""
    found: list[Spot] = []
    for spot in sorted(spots, key=lambda s: (s.start, -s.end)):
        last = found[-1] if found else None
        if last is None or spot.end > last.end or (spot.start, spot.end) == (last.start, last.end):
            found.append(spot)
    return found


def items(scan: Scan, headline: str, sections: str) -> tuple[Part, ...]:
    """The parts of a body that report by themselves: a collection's items, or else the whole body.

    `sections` is a regular expression of what titles the parts of one story (案情, 结果): its marks part no items.
    """
    text, offsets = full_width(scan.text), scan.flow.offsets
    story = re.compile(rf"[【［\[]?{sections}[】］\]\s：:]")
    marks = [match.start() for match in _ITEM_MARK.finditer(text) if not story.match(text, match.end())]
    ended = [mark for mark in marks if _ITEM_END.search(text[:mark].rstrip() or "。")]
    collected = bool(_COLLECTION.search("".join(headline.split())))
    further = [match.start() for match in _FURTHER.finditer(text)]
    numbers = [match.start() for match in _NUMBERED.finditer(text)]
    if len(ended) >= _SURELY_ITEMS or (collected and len(marks) >= 2):
        cuts = marks
    elif collected and len(numbers) >= 2:
        cuts = numbers
    elif collected:
        # Line ends are no part of a flow, but the page's offsets jump there.
        cuts = [
            i for i in range(1, len(text)) if offsets[i] > offsets[i - 1] + 1 and _ITEM_END.search(text[:i].rstrip())
        ]
    else:
        cuts = further
    bounds = sorted({0, *cuts, len(text)})
    return tuple(Part(a, b) for a, b in pairwise(bounds) if text[a:b].strip())

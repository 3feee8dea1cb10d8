"""Page → articles: where one ends and the next begins, by the forms of the lines and by how leads are written."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field

from kg.boundaries import LONGEST_CROSSHEAD, NEAR_TIME, TIME_REACH, is_cut, numbering, opens_article, says_when
from kg.bylines import PROPERTY, closing, lead, trailing
from kg.headline_runs import ending, is_signed, lone_headlines, with_verses
from kg.headlines import headlines
from kg.lexicon import Lexicon
from kg.lines import Kind, Line, lines_of, says
from kg.lists import are_items, begins_entry, with_lists
from kg.model import Article, Credit, Flow, Page, Span
from kg.text import flow_of, normalized

# A page that parts its pieces by blank lines has them before more than this share of its lines.
_SPACED_SHARE = 0.3
_LONGEST_CAPTION = 200
# A credit that ends a piece is looked for in so many lines.
_FURTHEST_CREDIT = 12
# A shorter line without a full stop is a list's item, unless a word runs over its end; columns are wider.
_LONGEST_ITEM = 25
# Lines that are no longer may be a column's; one is full from this share of the lines around it on.
_WIDEST_COLUMN = 45
_FULL_SHARE = 0.8

# ▶11月9日，…: an arrow points at the picture.
_PICTURE_MARK = re.compile(r"(?:[▲▶◀►◄▼△▷▽◁↑↓←→↖↗↘↙][ \t\u3000]*|[上下左右本]?图[①-⑨1-9一二三四]?(?:为|是)?[:：，]?)?")
_SENTENCE_END = re.compile(r"[。！？!?…][”’）)】]*$|[”）)]$")


@dataclass(slots=True)
class _Draft:
    """An article while its lines are collected; `closed` says that a credit ended it, `cut` that a column break did.

    `bylined` says that a byline stands under its headlines, `picture` that it is a picture's caption. `sections` are
    the headlines inside it, with the number of the line of its body before which they stand, and `dropped` the numbers
    of the lines behind which one stood that is no text.
    """

    heads: list[Line]
    body: list[Line] = field(default_factory=list)
    credits: list[Line] = field(default_factory=list)
    sections: list[tuple[int, list[Line]]] = field(default_factory=list)
    dropped: set[int] = field(default_factory=set)
    bylined: bool = False
    picture: bool = False
    closed: bool = False
    cut: bool = False

    @property
    def title(self) -> Line | None:
        return headlines(self.heads, first=False)[1]

    @property
    def crossheads(self) -> list[Line]:
        return [head for _, heads in self.sections for head in heads if _is_crosshead(head)]


def segment(page: Page, lexicon: Lexicon) -> tuple[Article, ...]:
    """The articles of a page, in the order of the page."""
    told = with_lists(lines_of(page, lexicon), lexicon)
    lines = with_verses([line for line in told if line.kind is not Kind.FURNITURE])
    drafts: list[_Draft] = []
    pending: list[Line] = []
    spaced = sum(line.apart for line in lines) > _SPACED_SHARE * len(lines)
    lone = lone_headlines(lines, lexicon) if spaced else frozenset()
    for index, line in enumerate(lines):
        current = drafts[-1] if drafts else None
        if line.kind is not Kind.HEADLINE and current and not current.closed:
            size = ending(current.body, pending)
            current.body.extend(pending[:size])
            pending = pending[size:]
        following = lines[index + 1] if index + 1 < len(lines) else None
        if line.kind is Kind.HEADLINE:
            joins = _continues if line.apart or not spaced else _is_attached
            if current and not pending and not current.closed and joins(current, line, following):
                current.body.append(line)
            else:
                pending.append(line)
        elif line.kind is Kind.CREDIT:
            if pending:  # a byline under headlines: the text is still to come
                drafts.append(_Draft(pending, credits=[line], bylined=bool(line.credits)))
                pending = []
            elif current:
                drafts.extend(_credit(current, line))
        elif line.kind is Kind.MARK:
            if current:
                current.closed = True
        else:
            alone = bool(pending) and pending[0] in lone
            rest = lines[index + 1 : index + _FURTHEST_CREDIT]
            drafts.extend(_body(current, pending, line, rest, lexicon, lone=alone))
            pending = []
            drafts.extend(_ended(drafts[-1], line, lexicon))
    if pending and drafts and not drafts[-1].closed:
        drafts[-1].body.extend(line for line in pending if not line.level)  # the page was cut off there
    written = [draft for draft in drafts if draft.body and not _is_note(draft)]
    return tuple(_article(page, draft, lexicon, first=draft is drafts[0]) for draft in written)


def _is_note(draft: _Draft) -> bool:
    """Whether it is an editor's note, which stands over a title of its own or over a whole page."""
    return draft.title is None and says("note", draft.body[0].text)


def _two_in_one(current: _Draft, credits: tuple[Credit, ...]) -> list[_Draft]:
    """The second of two articles that were read as one: a byline opened it, and other people's names end it."""
    known = {credit.name for line in current.credits for credit in line.credits}
    if not current.bylined or not current.sections or not credits or any(credit.name in known for credit in credits):
        return []
    at, heads = current.sections.pop()
    if at < 1 or at >= len(current.body):
        return []
    second = _Draft(heads, body=[line for line in current.body[at:] if line not in heads], closed=True)
    second.dropped = {number - at for number in current.dropped if number >= at}
    del current.body[at:]
    return [second]


def _body(
    current: _Draft | None, pending: list[Line], line: Line, rest: list[Line], lexicon: Lexicon, *, lone: bool
) -> list[_Draft]:
    """Give a body line to the article before it, or open a new one with it and the headlines over it."""
    if current is None or (
        pending and current.body and _opens_article(current, pending, line, rest, lexicon, lone=lone)
    ):
        return [_Draft(pending, body=[line])]
    if not pending and current.heads and current.body and are_items(current.body[0], line):
        current.body.append(line)  # each item of a roundup may end with its own credit
        return []
    if not pending and current.body and _is_picture_story(line, rest, lexicon):
        return [_Draft([], body=[line], picture=True)]
    alone = (
        says("report", line.text)
        or says("continued", line.text)
        or (current.closed and _stands_alone(line, rest[0] if rest else None))
    )
    if not pending and current.body and alone:
        return [_Draft([], body=[line])]
    if pending:
        current.sections.append((len(current.body), pending))
    cut = len(pending) == 1 and not pending[0].level and is_cut(pending[0], line, lexicon)
    winners = False
    for head in pending:
        winners = winners or says("winners", head.text)
        if not (cut or winners) and _is_crosshead(head):
            current.dropped.add(len(current.body) - 1)
        else:
            current.body.append(head)
    current.body.append(line)
    return []


def _opens_article(
    draft: _Draft, heads: list[Line], body: Line, rest: list[Line], lexicon: Lexicon, *, lone: bool
) -> bool:
    section = itertools.takewhile(lambda line: line.kind is Kind.BODY, rest)
    return opens_article(
        heads,
        body,
        title=draft.title,
        before=draft.body,
        crossheads=draft.crossheads,
        closed=draft.closed,
        cut=draft.cut,
        bylined=draft.bylined,
        credited=bool(rest) and rest[0].kind is Kind.CREDIT,
        signed=is_signed([body, *rest], lexicon),
        lone=lone,
        section=[body, *section],
        lexicon=lexicon,
    )


def _stands_alone(line: Line, following: Line | None) -> bool:
    """Whether a paragraph after a credit, without a headline, is a piece of its own (a picture's caption, a brief)."""
    if says("caption", line.text):
        return False
    credited = following is not None and following.kind is Kind.CREDIT
    return credited or says("lead", line.text) or says_when(line.text[:NEAR_TIME])


def _is_picture_story(line: Line, rest: list[Line], lexicon: Lexicon) -> bool:
    """Whether a line is a picture's caption that tells its own news: a day, what the picture shows, who took it.

    A picture in the midst of an article is part of it: `rest` are the lines after the caption.
    """
    mark = _PICTURE_MARK.match(line.text)
    if mark is None or not says("now", line.text[mark.end() : mark.end() + NEAR_TIME]):
        return False
    if not (mark.group() or says("shows", line.text) or line.far):
        return False
    flow = normalized(line.flow)
    taken = closing(flow, lexicon)[1] or trailing(flow, lexicon)[1]
    below = rest[0] if not taken and rest and rest[0].kind is Kind.CREDIT else None
    after = rest[1 if below else 0 :][:1]
    if any(other.kind is Kind.BODY and not other.far and not says("lead", other.text) for other in after):
        return False
    if below is not None:
        return says("picture", below.text) or says("own", below.text)
    return any(credit.role == PROPERTY["摄影"] for credit in taken)


def _ended(current: _Draft, line: Line, lexicon: Lexicon) -> list[_Draft]:
    """Note how the article's last line ends: in a sentence or cut, and with a credit or not; give what that parts."""
    flow = normalized(line.flow)
    size = len(flow.text)
    end, credits = closing(flow, lexicon)
    told = trailing(flow, lexicon)[0]
    picture = says("picture", line.text) or says("caption", line.text)  # may stand in the middle of its article
    current.cut = not line.item and _SENTENCE_END.search(flow.text[:told].strip()) is None
    picture = picture and (bool(current.heads) or len(current.body) > 1)
    current.closed = end < size or (told < size and not picture) or says("jump", line.text)
    return _two_in_one(current, credits)


def _continues(draft: _Draft, line: Line, following: Line | None) -> bool:
    """Whether a line that looks like a headline is a piece of a body that a column break cut."""
    if line.level or not draft.cut or says("notice", line.text):
        return False
    if following is not None and following.kind is Kind.HEADLINE and not line.apart and not following.apart:
        return len(line.text) >= _FULL_SHARE * len(draft.body[-1].text)  # as wide as its column
    return following is None or (following.kind is Kind.BODY and not says("lead", following.text))


def _is_attached(draft: _Draft, line: Line, following: Line | None) -> bool:
    """Whether such a line goes with the text right above it, on a page that parts its pieces by blank lines."""
    if line.level or not draft.body or says("notice", line.text):
        return False
    return following is None or not says("lead", following.text)


def _is_crosshead(head: Line) -> bool:
    """Whether a headline inside an article is a crosshead, and not a piece of a column that was cut."""
    return head.level > 0 or (len(head.text) <= LONGEST_CROSSHEAD and "，" not in head.text)


def _credit(current: _Draft, line: Line) -> list[_Draft]:
    """Give a credit line to the article before it, or make the caption before it an article of its own."""
    bylined = bool(current.body) and (says("lead", current.body[0].text) or bool(current.credits))
    if bylined and len(current.body) > 1 and says("own", line.text):
        before, caption = current.body[-2:]
        short = says_when(caption.text[:TIME_REACH]) or len(caption.text) < _LONGEST_CAPTION
        if short and _SENTENCE_END.search(before.text):
            current.body.pop()
            current.closed = True
            return [_Draft([], body=[caption], credits=[line], closed=True)]
    if not says("picture", line.text) and not says("own", line.text):
        second = _two_in_one(current, line.credits)
        if second:
            second[0].credits.append(line)
            return second
    current.credits.append(line)
    # A picture may stand in the middle of its article.
    current.closed = current.picture or not says("picture", line.text)
    return []


def _article(page: Page, draft: _Draft, lexicon: Lexicon, *, first: bool) -> Article:
    kicker, title, subtitle = headlines(draft.heads, first=first)
    pictures = [_without_credit(line, lexicon, item=are_items(draft.body[0], line)) for line in draft.body[:-1]]
    spans = [*(span for span, _ in pictures), draft.body[-1].span]
    whole = flow_of(
        page.text,
        *spans,
        breaks=_breaks(draft.body, lexicon) | frozenset(n for n in draft.dropped if n < len(draft.body) - 1),
    )
    read = normalized(whole)
    begin, opening = lead(read, lexicon)
    end, ending = closing(read, lexicon)
    if end == len(read.text):
        end, ending = trailing(read, lexicon)
    body = Flow(whole.text[begin:end], whole.offsets[begin:end]) if begin < end else whole
    credits = [*opening, *(credit for _, found in pictures for credit in found), *ending]
    credits.extend(credit for line in draft.credits for credit in line.credits)
    heading = title.flow if title else None
    if title and numbering(title.text) == "plain":  # 二、…: its place in a bulletin, and no part of it
        heading = _after_number(title)
    lines = [*(head for head in (kicker, title, subtitle) if head), *draft.body, *draft.credits]
    return Article(
        page=page.name,
        span=Span(min(line.span.start for line in lines), max(line.span.end for line in lines)),
        title=heading,
        kicker=kicker.flow if kicker else None,
        subtitle=subtitle.flow if subtitle else None,
        body=body,
        credits=_distinct(credits),
        newspaper=page.newspaper,
        issued=page.issued,
        number=page.number,
        dateline=Flow(whole.text[:begin], whole.offsets[:begin]) if 0 < begin < end else None,
    )


def _after_number(title: Line) -> Flow:
    at = next(i for i, character in enumerate(title.flow.text) if character in "、.．") + 1
    return Flow(title.flow.text[at:], title.flow.offsets[at:])


def _without_credit(line: Line, lexicon: Lexicon, *, item: bool) -> tuple[Span, tuple[Credit, ...]]:
    """The span of a paragraph without the credit at its end, a picture's or a roundup's `item`'s, and that credit."""
    flow = normalized(line.flow)
    end, credits = closing(flow, lexicon) if item else (len(flow.text), ())
    if not credits:
        end, credits = trailing(flow, lexicon)
    span = Span(line.span.start, line.flow.offsets[end - 1] + 1) if credits and end else line.span
    return span, credits


def _breaks(body: list[Line], lexicon: Lexicon) -> frozenset[int]:
    """Behind which lines a paragraph or a list's item ends; a line that a column break cut runs on."""
    return frozenset(
        number
        for number, (line, following) in enumerate(itertools.pairwise(body))
        if _SENTENCE_END.search(line.text)
        or line.item
        or begins_entry(following)
        or any(len(one.text) <= LONGEST_CROSSHEAD + 8 and says("winners", one.text) for one in (line, following))
        or (
            len(line.text) <= _LONGEST_ITEM
            and not _is_full(body[max(0, number - 1) : number + 2], line)
            and not is_cut(line, following, lexicon)
        )
    )


def _is_full(around: list[Line], line: Line) -> bool:
    """Whether a line of sentences is as long as the lines `around` it, in a page typed as it stood in its columns."""
    column = max(len(other.text) for other in around)
    sentences = any(mark in other.text for other in around if not other.apart or other is line for mark in "，。")
    return sentences and column <= _WIDEST_COLUMN and len(line.text) >= _FULL_SHARE * column


def _distinct(credits: list[Credit]) -> tuple[Credit, ...]:
    """Each person once for each role, as credited first."""
    seen: dict[tuple[str, str], Credit] = {}
    for credit in credits:
        seen.setdefault((credit.name, credit.role), credit)
    return tuple(seen.values())

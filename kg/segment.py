"""Page → articles: where one ends and the next begins, by the forms of the lines and by how leads are written."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field

from kg.bylines import closing, lead, trailing
from kg.headlines import headlines
from kg.lexicon import Lexicon
from kg.lines import Kind, Line, lines_of, says
from kg.model import Article, Credit, Flow, Page, Span
from kg.names import name_model
from kg.text import flow_of, normalized

# A crosshead inside a feature is short.
_LONGEST_CROSSHEAD = 16
# A headline of news says more than a crosshead.
_SHORTEST_NEWS_HEADLINE = 7
# A longer line may be a paragraph that a column break cut, unless what follows opens an article.
_LONGEST_SURE_HEADLINE = 24
# More headline-like lines than these in a row are no headlines: a list, a poem, a table.
_MOST_HEADS = 4
_SHORTEST_LIST = 3
# A page that parts its pieces by blank lines has them before more than this share of its lines.
_SPACED_SHARE = 0.3
# A lead says when, within these characters; after a line that could as well be a sentence it says so at once.
_TIME_REACH = 60
_NEAR_TIME = 25
_LONGEST_CAPTION = 200
# A shorter line without a full stop is a list's item, unless a word runs over its end; columns are wider.
_LONGEST_ITEM = 25
# So many characters on both sides of a line's end are looked at for a word that runs over it.
_EDGE = 4
# A name must be this much better than no name (natural logarithm) to prove a cut.
_CLEAR_NAME = 3.0
_NEVER_LAST = frozenset("的了在和与及为对向从把被将等、，")
_NEVER_FIRST = frozenset("的了和与等们，。、；：）”")

_SENTENCE_END = re.compile(r"[。！？!?…][”’）)】]*$|[”）)]$")
# 一、…, （二）…, 1. …: never headlines of articles.
_NUMBERED = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十0-9]{1,2}[）)]|[0-9]{1,2}[.．、])")


@dataclass(slots=True)
class _Draft:
    """An article while its lines are collected; `closed` says that a credit ended it, `cut` that a column break did."""

    heads: list[Line]
    body: list[Line] = field(default_factory=list)
    credits: list[Line] = field(default_factory=list)
    closed: bool = False
    cut: bool = False

    @property
    def is_news(self) -> bool:
        return bool(self.body) and says("report", self.body[0].text)


def segment(page: Page, lexicon: Lexicon) -> tuple[Article, ...]:
    """The articles of a page, in the order of the page."""
    lines = [line for line in lines_of(page, lexicon) if line.kind is not Kind.FURNITURE]
    drafts: list[_Draft] = []
    pending: list[Line] = []
    spaced = sum(line.apart for line in lines) > _SPACED_SHARE * len(lines)
    for index, line in enumerate(lines):
        current = drafts[-1] if drafts else None
        if line.kind is not Kind.HEADLINE and current and not current.closed:
            listed = _listed(pending)
            current.body.extend(pending[:listed])
            pending = pending[listed:]
        following = lines[index + 1] if index + 1 < len(lines) else None
        if line.kind is Kind.HEADLINE:
            joins = _continues if line.apart or not spaced else _is_attached
            if current and not pending and not current.closed and joins(current, line, following):
                current.body.append(line)
            else:
                pending.append(line)
        elif line.kind is Kind.CREDIT:
            if pending:  # a byline under headlines: the text is still to come
                drafts.append(_Draft(pending, credits=[line]))
                pending = []
            elif current:
                drafts.extend(_credit(current, line))
        elif line.kind is Kind.MARK:
            if current:
                current.closed = True
        else:
            drafts.extend(_body(current, pending, line, following, lexicon))
            pending = []
            drafts[-1].cut = not _is_finished(line, lexicon)
            drafts[-1].closed = _ends_with_credit(line, lexicon)
    if pending and drafts and not drafts[-1].closed:
        drafts[-1].body.extend(pending)  # the page was cut off there
    written = [draft for draft in drafts if draft.body]
    return tuple(_article(page, draft, lexicon, first=draft is drafts[0]) for draft in written)


def _listed(pending: list[Line]) -> int:
    """How many of the waiting lines are a list's, no headlines: blocks of lines that no blank line parts."""
    blocks: list[list[Line]] = []
    for line in pending:
        if line.apart or not blocks:
            blocks.append([])
        blocks[-1].append(line)
    listed = 0
    for number, block in enumerate(blocks[:-1], 1):
        if len(block) >= _SHORTEST_LIST:
            listed = sum(map(len, blocks[:number]))
    return listed


def _body(
    current: _Draft | None, pending: list[Line], line: Line, following: Line | None, lexicon: Lexicon
) -> list[_Draft]:
    """Give a body line to the article before it, or open a new one with it and the headlines over it."""
    if current is None or (pending and current.body and _opens_article(current, pending, line, lexicon)):
        return [_Draft(pending, body=[line])]
    alone = says("report", line.text) or (current.closed and _stands_alone(line, following))
    if not pending and current.body and alone:
        return [_Draft([], body=[line])]
    current.body.extend(head for head in pending if not _is_crosshead(head))
    current.body.append(line)
    return []


def _stands_alone(line: Line, following: Line | None) -> bool:
    """Whether a paragraph after a credit, without a headline, is a piece of its own (a picture's caption, a brief)."""
    if says("caption", line.text):
        return False
    credited = following is not None and following.kind is Kind.CREDIT
    return credited or says("lead", line.text) or _says_when(line.text[:_NEAR_TIME])


def _says_when(text: str) -> bool:
    return says("now", text) or says("soon", text)


def _is_finished(line: Line, lexicon: Lexicon) -> bool:
    """Whether a line ends with a sentence, or with a picture's credit behind one."""
    flow = normalized(line.flow)
    return _SENTENCE_END.search(flow.text[: trailing(flow, lexicon)[0]].strip()) is not None


def _ends_with_credit(line: Line, lexicon: Lexicon) -> bool:
    flow = normalized(line.flow)
    size = len(flow.text)
    if closing(flow, lexicon)[0] < size:
        return True
    picture = says("picture", line.text) or says("caption", line.text)  # may stand in the middle of its article
    return not picture and trailing(flow, lexicon)[0] < size


def _continues(draft: _Draft, line: Line, following: Line | None) -> bool:
    """Whether a line that looks like a headline is a piece of a body that a column break cut."""
    if line.level or not draft.cut or says("notice", line.text):
        return False
    return following is None or (following.kind is Kind.BODY and not says("lead", following.text))


def _is_attached(draft: _Draft, line: Line, following: Line | None) -> bool:
    """Whether such a line goes with the text right above it, on a page that parts its pieces by blank lines."""
    if line.level or not draft.body or says("notice", line.text):
        return False
    return following is None or not says("lead", following.text)


def _is_cut(head: Line, body: Line, lexicon: Lexicon) -> bool:
    """Whether a word or a name runs on from one line into the next: a column break cut it (双安商|场, 李晓|莉)."""
    if head.text[-1] in _NEVER_LAST or body.text[0] in _NEVER_FIRST:
        return True
    front, edge = head.text[-_EDGE:], min(_EDGE, len(head.text))
    text = front + body.text[: 2 * _EDGE]
    position = 0
    for word in lexicon.tokenizer.cut(text, HMM=False):
        if position < edge < position + len(word):
            return True
        position += len(word)
    model = name_model(lexicon)
    for start in range(max(0, edge - 2), edge):
        for end in range(edge + 1, min(start + 4, len(text) + 1)):
            name = model.name(text[start:end])
            if name is not None and name + model.words(text[end:]) - model.words(text[start:]) > _CLEAR_NAME:
                return True
    return False


def _opens_article(draft: _Draft, heads: list[Line], body: Line, lexicon: Lexicon) -> bool:
    """Whether lines that look like headlines open an article, rather than stand inside the one before."""
    if says("lead", body.text):
        return True
    head = heads[0]
    if len(heads) == 1 and not head.level and not draft.closed and _is_cut(head, body, lexicon):
        return False
    if _NUMBERED.match(head.text) or len(heads) > _MOST_HEADS:
        return False
    if draft.closed or len(heads) > 1 or says("notice", head.text):
        return True
    if head.level:
        marked = [h.level for h in draft.heads if h.level]
        return not marked or head.level <= max(marked)
    if draft.cut or (len(head.text) > _LONGEST_SURE_HEADLINE and not _says_when(body.text[:_TIME_REACH])):
        return False
    # What opens with 本报讯 is news, and news has no crossheads; features have, so they need a lead's own words.
    if draft.is_news and len(head.text) >= _SHORTEST_NEWS_HEADLINE and "，" not in head.text:
        return True
    if "，" in head.text or (head.text.startswith("“") and head.text.endswith("”")):
        return _says_when(body.text[:_NEAR_TIME])
    if len(head.text) <= _LONGEST_CROSSHEAD:
        return says("now", body.text[:_NEAR_TIME])
    return _says_when(body.text[:_TIME_REACH])


def _is_crosshead(head: Line) -> bool:
    """Whether a headline inside an article is a crosshead, and not a piece of a column that was cut."""
    return head.level > 0 or (len(head.text) <= _LONGEST_CROSSHEAD and "，" not in head.text)


def _credit(current: _Draft, line: Line) -> list[_Draft]:
    """Give a credit line to the article before it, or make the caption before it an article of its own."""
    bylined = bool(current.body) and (says("lead", current.body[0].text) or bool(current.credits))
    if bylined and len(current.body) > 1 and says("own", line.text):
        before, caption = current.body[-2:]
        short = _says_when(caption.text[:_TIME_REACH]) or len(caption.text) < _LONGEST_CAPTION
        if short and _SENTENCE_END.search(before.text):
            current.body.pop()
            current.closed = True
            return [_Draft([], body=[caption], credits=[line], closed=True)]
    current.credits.append(line)
    current.closed = not says("picture", line.text)  # a picture may stand in the middle of its article
    return []


def _article(page: Page, draft: _Draft, lexicon: Lexicon, *, first: bool) -> Article:
    kicker, title, subtitle = headlines(draft.heads, first=first)
    pictures = [_without_credit(line, lexicon) for line in draft.body[:-1]]
    spans = [*(span for span, _ in pictures), draft.body[-1].span]
    whole = flow_of(page.text, *spans, breaks=_breaks(draft.body, lexicon))
    read = normalized(whole)
    begin, opening = lead(read, lexicon)
    end, ending = closing(read, lexicon)
    if end == len(read.text):
        end, ending = trailing(read, lexicon)
    body = Flow(whole.text[begin:end], whole.offsets[begin:end]) if begin < end else whole
    credits = [*opening, *ending]
    credits.extend(credit for _, found in pictures for credit in found)
    credits.extend(credit for line in draft.credits for credit in line.credits)
    lines = [*(head for head in (kicker, title, subtitle) if head), *draft.body, *draft.credits]
    return Article(
        page=page.name,
        span=Span(min(line.span.start for line in lines), max(line.span.end for line in lines)),
        title=title.flow if title else None,
        kicker=kicker.flow if kicker else None,
        subtitle=subtitle.flow if subtitle else None,
        body=body,
        credits=_distinct(credits),
        newspaper=page.newspaper,
        issued=page.issued,
        number=page.number,
    )


def _without_credit(line: Line, lexicon: Lexicon) -> tuple[Span, tuple[Credit, ...]]:
    """The span of a paragraph without the picture's credit at its end, and that credit."""
    end, credits = trailing(normalized(line.flow), lexicon)
    span = Span(line.span.start, line.flow.offsets[end - 1] + 1) if credits and end else line.span
    return span, credits


def _breaks(body: list[Line], lexicon: Lexicon) -> frozenset[int]:
    """Behind which lines a paragraph or a list's item ends; a line that a column break cut runs on."""
    return frozenset(
        number
        for number, (line, following) in enumerate(itertools.pairwise(body))
        if _SENTENCE_END.search(line.text)
        or (len(line.text) <= _LONGEST_ITEM and not _is_cut(line, following, lexicon))
    )


def _distinct(credits: list[Credit]) -> tuple[Credit, ...]:
    """Each person once for each role, as credited first."""
    seen: dict[tuple[str, str], Credit] = {}
    for credit in credits:
        seen.setdefault((credit.name, credit.role), credit)
    return tuple(seen.values())

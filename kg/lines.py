"""A page's lines: what each is by its form (headline, credit, body, furniture), before articles are cut."""

from __future__ import annotations

import functools
import itertools
import re
from dataclasses import dataclass, replace
from enum import Enum, auto

from kg.bylines import author_beside_source, credit_line
from kg.lexicon import Lexicon, rows
from kg.model import Credit, Flow, Page, Span
from kg.text import flow_of, normalize, normalized

_BLANK = " \t\u3000"
# The longest headline seen has 48 characters; body lines without a full stop are column cuts, mostly longer.
_LONGEST_HEADLINE = 50
# Body lines are columns wide: a line so short may be a headline with several clauses.
_SHORT_HEADLINE = 22
_LONGEST_FURNITURE = 60
# Bold type at the front of a line is a headline from this length on: **滁州市** labels an item of a roundup.
_SHORTEST_BOLD_HEAD = 7
# A whole line in bold type is a headline below those marked with #.
BOLD_LEVEL = 5
# 缆桩　□池海生（某单位）: a title with its byline in one line.
_BYLINE_BESIDE = re.compile(
    r"[^。，：□○]{1,30}[^。，：□○ \t\u3000][ \t\u3000]+(?P<byline>[□○][ \t\u3000]*[\u4e00-\u9fff][^。，：□○]{1,30})$"
)
# So many words of a name's length in a line are a list of names.
_SHORTEST_LIST = 4
_SHORTEST_LABELLED = 2
_MOST_SIGNERS = 3
# A text begins with a time that is no longer.
_LONGEST_TIME = 12
# What stands over the date line at the top of a page is the newspaper's name.
_LONGEST_PAPER_NAME = 12

# **喜报** **我州两集体一个人上榜**  日前，…: bold parts at the front of a line are headlines.
_BOLD_HEAD = re.compile(r"(?<![^*\s◆●■▲★])\*\*(?!本报)[^*\n。]{2,50}\*\*[ \t\u3000]*(?=\*\*|[^\s，。、]|$)")
_BOLD = re.compile(r"\*\*(?!本报)[^*]+\*\*[ \t\u3000]*$")
# ■ 工运短波 ■ is a headline in ornaments.
_ORNAMENTS = "★■◆●▲◎□" + _BLANK
_LABELLED = re.compile(r"[◎■◆▲★][^，。：]{2,12}")
# ●某总工会慰问环卫工 on a line by itself, blank lines around it, is the headline of a roundup's item.
_MARKED_ITEM = re.compile(r"[●○◇◆■▲★◎□▶][ \t\u3000]*[^，。：；、]{6,28}")
_ORNAMENTED = re.compile(r"[★■◆●▲◎□][ \t\u3000]*[^★■◆●▲◎□。，]{2,16}[ \t\u3000]*[★■◆●▲◎□]")
_NUMERAL = "[0-9０-９〇一二三四五六七八九十]"
_BARE_DATE = re.compile(rf"{_NUMERAL}{{2,4}}年{_NUMERAL}{{1,3}}月{_NUMERAL}{{1,3}}日")
_JUMP = re.compile(r"[（(]?(?:上接|下转|紧接|转)(?:本报)?[^，。]{0,8}版[^，。]{0,10}[）)]?")
# 【读者来信】 is a headline in brackets, 　　 indents a paragraph.
_BRACKETED = re.compile(r"【[^】]{2,20}】")
_INDENTED = re.compile(r"(?:　　|    )[^\s　]")
_BLANK_LINE = re.compile(r"\n[ \t\r\u3000]*\n[ \t\r\u3000]*$|^\s*$")
# A rule between two pieces, and several blank lines.
_RULE = r"*#=_—―─━…\-"
_FAR = re.compile(rf"\n(?:[ \t\r\u3000]*\n){{2}}[ \t\r\u3000]*$|\n[ \t\u3000]*[{_RULE}]{{3,}}[ \t\r\u3000]*\n\s*$")
_BLANK_REACH = 200
# So early a text says when, where a headline stands over it.
_NEWS_REACH = 25
# A name alone on a line, set so far to the right, signs the article.
_DEEP = 6
_WRITER = re.compile(
    r"[*○□●口]?[ \t\u3000]*(?:撰稿|作者|采写|供稿|文[/／]图|图[/／]文|文|本报记者|记者|通讯员)[ \t\u3000]*[:：/／ ]"
)
# （女，蒙古族） behind a name in a list, and a name set wide: 刘　强.
_REMARK = re.compile(r"（[^（）]{1,8}）")
# 主席：王某, 副主席：李　某、赵某（兼）: who holds an office, no headline.
_OFFICERS = re.compile(
    r"(?:[ \t\u3000、]*(?:[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff][ \u3000]{1,2}[\u4e00-\u9fff])(?:（[^（）]*）)*)+"
    r"(?:等\d*人)?[ \t\u3000]*"
)
_WIDE_NAME = re.compile(r"(?<![^ \t\u3000])([^ \t\u3000])[ \t\u3000]{1,2}([^ \t\u3000])(?![^ \t\u3000])")
_PAIRS = (("“", "”"), ("《", "》"), ("（", "）"))
_DIALOGUE = re.compile(r"^(?:问|答|记者|主持人)[:：]")


class Kind(Enum):
    """What a line is: furniture is no part of any article, a mark says that the next piece begins."""

    FURNITURE = auto()
    MARK = auto()
    HEADLINE = auto()
    CREDIT = auto()
    BODY = auto()


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its span and text; `level` counts its markdown marks (0: none), `credits` are those it gives.

    `apart` says that a blank line stands before it, `far` that several do; `item` that it is an entry of a list.
    """

    span: Span
    flow: Flow
    level: int
    kind: Kind
    credits: tuple[Credit, ...] = ()
    apart: bool = True
    far: bool = False
    item: bool = False

    @property
    def text(self) -> str:
        """The line's text, normalized, without the blanks around it."""
        return _read(self.flow.text)


@functools.lru_cache(maxsize=1 << 12)
def _read(text: str) -> str:
    """A line's text normalized, which is asked for again and again."""
    return normalize(text).strip(_BLANK)


@functools.cache
def page_words() -> dict[str, re.Pattern[str]]:
    """The patterns of the table page_words, one for each class."""
    grouped: dict[str, list[str]] = {}
    for name, pattern, _ in rows("page_words", 3):
        grouped.setdefault(name, []).append(pattern)
    return {name: re.compile("|".join(f"(?:{p})" for p in patterns)) for name, patterns in grouped.items()}


def says(name: str, text: str) -> bool:
    """Whether the text holds a word of that class of the table page_words."""
    return page_words()[name].search(text) is not None


def lines_of(page: Page, lexicon: Lexicon) -> list[Line]:
    """The page's lines in their order, blank ones and rules left out."""
    lines: list[Line] = []
    for span in _spans(page.text):
        line = _classify(page, span, lexicon)
        if _BARE_DATE.fullmatch(line.text):
            _sign(lines)
            line = replace(line, kind=Kind.MARK)  # whatever it dates ends with it
        if (
            line.kind is Kind.FURNITURE
            and says("date line", line.text)
            and all(known.kind is not Kind.BODY for known in lines)
        ):
            lines = [known for known in lines if known.level or len(known.text) > _LONGEST_PAPER_NAME]
        if line.text.strip(_ORNAMENTS):
            before = page.text[: span.start].rstrip(_BLANK + "*#")[-_BLANK_REACH:]
            apart, far = _BLANK_LINE.search(before) is not None, _FAR.search(before) is not None
            lines.append(replace(line, apart=apart, far=far))
    return lines


def _sign(lines: list[Line]) -> None:
    """Make text of the unmarked lines right before a date: they sign what stands above them."""
    for at in range(len(lines) - 1, max(-1, len(lines) - 1 - _MOST_SIGNERS), -1):
        if lines[at].kind is not Kind.HEADLINE or lines[at].level:
            return
        lines[at] = replace(lines[at], kind=Kind.BODY)


def _spans(text: str) -> list[Span]:
    spans: list[Span] = []
    position = 0
    for line in text.splitlines(keepends=True):
        content = line.rstrip()
        if content.strip("\ufeff\\" + _RULE + _BLANK):
            left = len(content) - len(content.lstrip("\ufeff" + _BLANK))
            heads = [m for m in _BOLD_HEAD.finditer(content, left) if _is_headline(m, content)]
            cuts = sorted({left, *(at for m in heads for at in m.span()), len(content)})
            if byline := _BYLINE_BESIDE.match(content, left):
                cuts = [left, byline.start("byline"), len(content)]
            spans.extend(Span(position + a, position + b) for a, b in itertools.pairwise(cuts) if a < b)
        position += len(line)
    return spans


def _is_headline(bold: re.Match[str], line: str) -> bool:
    alone = bold.end() == len(line) or line[bold.end()] == "*"
    return alone or len(bold.group().strip("*" + _BLANK)) >= _SHORTEST_BOLD_HEAD


def _classify(page: Page, span: Span, lexicon: Lexicon) -> Line:
    raw = page.text[span.start : span.end]
    if page_words()["next"].fullmatch(raw.strip(_ORNAMENTS)):
        return Line(span, flow_of(page.text, span), 0, Kind.MARK)
    signed = _WRITER.match(raw.lstrip(_ORNAMENTS))  # ■本报记者 何某
    framed = _ORNAMENTED.fullmatch(raw) or _BRACKETED.fullmatch(raw) or _LABELLED.fullmatch(raw)
    if not signed and (framed or _heads_item(page.text, span)):
        inner = raw.strip(_ORNAMENTS + "【】●○◇▶")
        at = span.start + raw.index(inner)
        inside = Span(at, at + len(inner))
        return Line(inside, flow_of(page.text, inside), 0, Kind.HEADLINE)
    level = len(raw) - len(raw.lstrip("#")) or (BOLD_LEVEL if _BOLD.fullmatch(raw) else 0)
    flow = flow_of(page.text, span)
    read = normalized(flow)
    text = read.text.strip(_BLANK)
    if _WRITER.match(text):
        credits = credit_line(read, lexicon)
        if credits:
            return Line(span, flow, level, Kind.CREDIT, credits)
    if (authors := author_beside_source(read, lexicon)) and "。" not in text:
        return Line(span, flow, level, Kind.CREDIT, authors)
    if _BARE_DATE.fullmatch(text) or _is_furniture(text):
        return Line(span, flow, level, Kind.FURNITURE)
    if _JUMP.fullmatch(text):
        return Line(span, flow, level, Kind.BODY)
    marked = 0 < level < BOLD_LEVEL and not _WRITER.match(text)
    deep = span.start - page.text.rfind("\n", 0, span.start) > _DEEP
    credits = None if marked else credit_line(read, lexicon, deep=deep)
    if credits is not None:
        return Line(span, flow, level, Kind.CREDIT, credits)
    if text.startswith(("（", "(")) and text.endswith(("）", ")")):
        return Line(span, flow, level, Kind.CREDIT)
    if level == BOLD_LEVEL and _DIALOGUE.match(text.strip("*")):
        return Line(span, flow, 0, Kind.BODY)  # **记者：…** asks, and the answer is below
    if level and len(text) <= _LONGEST_HEADLINE:
        return Line(span, flow, level, Kind.HEADLINE)
    indented = not level and _INDENTED.match(page.text, page.text.rfind("\n", 0, span.start) + 1)
    headline = not indented and _looks_like_headline(text)
    return Line(span, flow, level, Kind.HEADLINE if headline else Kind.BODY)


def _heads_item(text: str, span: Span) -> bool:
    """Whether a line is the headline of a roundup's item: a mark before it, a blank line and news behind it."""
    if _MARKED_ITEM.fullmatch(text, span.start, span.end) is None or not says("body", text[span.start : span.end]):
        return False
    below = text[span.end : span.end + _BLANK_REACH]
    news = below.strip(_BLANK + "\n\r")
    return "\n\n" in below[: len(below) - len(below.lstrip())] and says("now", news[:_NEWS_REACH])


def _is_furniture(text: str) -> bool:
    if says("copies", text):
        return True
    found = page_words()["furniture"].search(text) if "。" not in text[:-1] else None
    return found is not None and len(text) <= (_LONGEST_FURNITURE if found.start() else 2 * _LONGEST_FURNITURE)


def _looks_like_headline(text: str) -> bool:
    if not text or len(text) > _LONGEST_HEADLINE or "。" in text or text[-1] in "，、；":
        return False
    if text.count("，") > 1 and len(text) > _SHORT_HEADLINE:
        return False
    if text.endswith(("）：", "):")):  # 田某（某公司工会主席）： speaks
        return False
    if any(text.count(opening) != text.count(closing) for opening, closing in _PAIRS):  # cut by a column
        return False
    if says("label", text) or says("prize", text):
        return False
    clause = text.find("，")
    if 0 < clause <= _LONGEST_TIME and says("now", text[:clause]):  # 11月5日，… begins a text
        return False
    return not (
        says("lead", text)
        or says("caption", text)
        or says("salutation", text)
        or _DIALOGUE.match(text)
        or _is_list(text)
    )


def _is_list(text: str) -> bool:
    """Whether a line is a list of names: so many words of a name's length."""
    text = _WIDE_NAME.sub(r"\1\2", _REMARK.sub("  ", text))
    label, colon, names = text.rpartition("：")
    if says("office", label):
        return _OFFICERS.fullmatch(names) is not None
    words = [word for word in re.split(r"[ \t\u3000、]+", names) if word]
    longest = all(2 <= len(word) <= 4 for word in words)
    return longest and len(words) >= (_SHORTEST_LABELLED if colon and label else _SHORTEST_LIST)

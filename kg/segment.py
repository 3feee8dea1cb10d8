"""Page → articles: headlines, bylines, bodies and captions are told apart by the form of their lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, auto

from kg.bylines import closing, credit_line, lead, trailing
from kg.lexicon import Lexicon
from kg.model import Article, Credit, Flow, Page, Span
from kg.text import flow_of

# The longest headline seen has 48 characters; body lines without a full stop are column cuts, mostly longer.
_LONGEST_HEADLINE = 50
# A crosshead inside a feature is short.
_LONGEST_CROSSHEAD = 16
# A longer line may be a paragraph that a column break cut, unless what follows opens an article.
_LONGEST_SURE_HEADLINE = 24

_SENTENCE_END = re.compile(r"[。！？!?…][”’）)】]*[ \t\u3000]*$|[”][ \t\u3000]*$|[）)][ \t\u3000]*$")
_LEAD = re.compile(r"^[ \t\u3000]*(?:【?(?:本报|本刊|本网)|[■●▲◆★※□○◇△]|[（(](?:本报)?(?:记者|通讯员))")
_OWN_LEAD = re.compile(r"^[ \t\u3000]*【?本(?:报|刊|网)[^，。（(]{0,16}?(?:讯|电|消息)")
# A lead says when: what follows a headline and says so opens an article.
_TIME = re.compile(
    r"近日|日前|近期|连日来|昨日|昨天|今天|前不久|不久前|[0-9０-９一二三四五六七八九十]+月(?:[0-9０-９一二三四五六七八九十]+日|[上中下]旬|初|底|份)"
    r"|[0-9０-９]+日|今年|去年|去冬|入冬|入夏|春节|“五一”|节前|来临|之际|前夕|本月|上周|本周|周[一二三四五六日末]"
)
_TIME_REACH = 60
# … and after a line that could as well be a sentence, it says so at once.
_NEAR_TIME = 25
# **喜报** **我州两集体一个人上榜**  日前，…: bold parts at the front of a line are headlines.
_BOLD_HEAD = re.compile(r"(?<![^*\s])\*\*(?!本报)[^*\n。]{2,50}\*\*[ \t\u3000]*(?=\*\*|[^\s，。、]|$)")
_SHORTEST_BOLD_HEAD = 7
_BOLD = re.compile(r"\*\*(?!本报)[^*]+\*\*[ \t\u3000]*$")
# A whole line in bold type is a headline below those marked with #.
_BOLD_LEVEL = 5
_SHORTEST_LIST = 4
# More headline-like lines than these in a row are no headlines: a list, a poem, a table.
_MOST_HEADS = 4
_CAPTION = re.compile(r"^[ \t\u3000]*(?:图为|上图|下图|右图|左图|图①)")
# A picture's credit (任洁 摄) may stand in the middle of the article that it illustrates.
_PICTURE_ONLY = re.compile(r"(?:摄|摄影|供图)[）)]?$")
_OWN_REPORT = re.compile(r"摄影报道|摄影/报道|文/图|图/文|图文")


# ★ 图片新闻, ■链接: a mark that what follows is another piece; ■ 工运短波 ■ is a headline in ornaments.
_NEXT_PIECE = re.compile(r"[★■◆●▲◎□]*[ \t\u3000]*(?:图片新闻|图片报道|图片故事|图说新闻|新闻图片|链接|相关链接|镜头)[ \t\u3000]*[★■◆●▲◎□]*")
_ORNAMENTS = "★■◆●▲◎□ \t\u3000"
_ORNAMENTED = re.compile(r"[★■◆●▲◎□][ \t\u3000]*[^★■◆●▲◎□。，]{2,16}[ \t\u3000]*[★■◆●▲◎□]")


# What stands on a page beside its articles: who edited it, dates, page numbers, addresses.
_FURNITURE = re.compile(
    r"责任编辑|责编|美编|版式|校对[:：]|本版编辑|值班主任|值班编委|编辑[:：]|主编[:：]|E-?mail|@|https?:|www\.|投稿|邮箱|热线[:：]|电话[:：]"
    r"|国内统一|邮发代号|刊号|零售价|总第[0-9０-９]+期|第[0-9０-９]+期|星期[一二三四五六日天]|农历|今日[0-9０-９]+版|[A-D]?[0-9０-９]{1,2}版|版权所有"
)
_LONGEST_FURNITURE = 60
_BARE_DATE = re.compile(r"[ \t\u3000]*[0-9０-９〇一二三四五六七八九十]{2,4}年[0-9０-９一二三四五六七八九十]{1,3}月[0-9０-９一二三四五六七八九十]{1,3}日[ \t\u3000]*")
_JUMP = re.compile(r"[ \t\u3000]*[（(]?(?:上接|下转|紧接|转)(?:本报)?[^，。]{0,8}版[^，。]{0,10}[）)]?[ \t\u3000]*")
# 一、…, （二）…, 1. …, 问：…, 答：…: never headlines of articles.
_NUMBERED = re.compile(r"^[ \t\u3000]*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十0-9]{1,2}[）)]|[0-9]{1,2}[.．、])")
_DIALOGUE = re.compile(r"^[ \t\u3000]*(?:问|答|记者|主持人)[:：]")


class Kind(Enum):
    FURNITURE = auto()
    MARK = auto()
    HEADLINE = auto()
    CREDIT = auto()
    BODY = auto()


@dataclass(frozen=True, slots=True)
class _Line:
    span: Span
    flow: Flow
    level: int
    kind: Kind
    credits: tuple[Credit, ...] = ()

    @property
    def text(self) -> str:
        return self.flow.text.strip(" \t\u3000")


@dataclass(slots=True)
class _Draft:
    """An article while its lines are collected."""

    heads: list[_Line]
    body: list[_Line] = field(default_factory=list)
    credits: list[_Line] = field(default_factory=list)
    closed: bool = False

    @property
    def unfinished(self) -> bool:
        return bool(self.body) and not _SENTENCE_END.search(self.body[-1].text)


def segment(page: Page, lexicon: Lexicon) -> tuple[Article, ...]:
    """The articles of a page, in the order of the page."""
    lines = [_classify(page, span, lexicon) for span in _line_spans(page.text)]
    lines = [line for line in lines if line.text]
    drafts: list[_Draft] = []
    pending: list[_Line] = []
    for index, line in enumerate(lines):
        current = drafts[-1] if drafts else None
        following = lines[index + 1] if index + 1 < len(lines) else None
        if line.kind is Kind.FURNITURE:
            continue
        if line.kind is Kind.MARK:
            if current:
                current.closed = True
        elif line.kind is Kind.HEADLINE:
            if current and not pending and not current.closed and _continues(current, line, following):
                current.body.append(line)
            else:
                pending.append(line)
        elif line.kind is Kind.CREDIT:
            if pending and (current is None or following is not None and following.kind is Kind.BODY):
                drafts.append(_Draft(pending, credits=[line]))
                pending = []
            elif current:
                drafts.extend(_credit(current, line))
        elif pending and (current is None or _opens_article(current, pending, line)):
            drafts.append(_Draft(pending, body=[line]))
            pending = []
        elif current is None or (_LEAD.match(line.text) and line.text.startswith("本报") and current.body):
            drafts.append(_Draft([], body=[line]))
        elif current.closed and current.body and _stands_alone(line, following):
            drafts.append(_Draft([], body=[line]))
        else:
            current.body.extend(head for head in pending if not _is_crosshead(head))
            current.body.append(line)
            pending = []
        if drafts and drafts[-1].body and line.kind is Kind.BODY:
            drafts[-1].closed = _ends_with_credit(line, lexicon)
    if pending and drafts and not drafts[-1].closed:
        drafts[-1].body.extend(pending)  # the page was cut off there
    return tuple(
        article
        for number, draft in enumerate(drafts)
        if draft.body
        for article in [_article(page, draft, lexicon, first=number == 0)]
    )


def _line_spans(text: str) -> list[Span]:
    spans = []
    position = 0
    for line in text.splitlines(keepends=True):
        content = line.rstrip()
        if content.strip("\ufeff \t\u3000*#-=_—"):
            left = len(content) - len(content.lstrip("\ufeff \t\u3000"))
            heads = [m for m in _BOLD_HEAD.finditer(content, left) if m.end() == len(content) or _is_long(m) or content[m.end()] == "*"]
            cuts = [left, *(m.end() for m in heads), len(content)]
            spans.extend(Span(position + a, position + b) for a, b in zip(cuts, cuts[1:], strict=False) if a < b)
        position += len(line)
    return spans


def _is_long(bold: re.Match[str]) -> bool:
    """Whether bold type before text is a headline: **滁州市** and the like are labels of a roundup's items."""
    return len(bold.group().strip("* \t\u3000")) >= _SHORTEST_BOLD_HEAD


def _classify(page: Page, span: Span, lexicon: Lexicon) -> _Line:
    raw = page.text[span.start : span.end]
    if _ORNAMENTED.fullmatch(raw):
        inner = raw.strip(_ORNAMENTS)
        at = span.start + raw.index(inner)
        inside = Span(at, at + len(inner))
        return _Line(inside, flow_of(page.text, inside), 0, Kind.HEADLINE)
    level = len(raw) - len(raw.lstrip("#")) or (_BOLD_LEVEL if _BOLD.fullmatch(raw) else 0)
    flow = flow_of(page.text, span)
    text = flow.text.strip(" \t\u3000")
    if _NEXT_PIECE.fullmatch(text):
        return _Line(span, flow, level, Kind.MARK)
    if _BARE_DATE.fullmatch(text) or (len(text) <= _LONGEST_FURNITURE and "。" not in text and _FURNITURE.search(text)):
        return _Line(span, flow, level, Kind.FURNITURE)
    if _JUMP.fullmatch(text):
        return _Line(span, flow, level, Kind.BODY)
    credits = None if 0 < level < _BOLD_LEVEL else credit_line(flow, lexicon)
    if credits is not None:
        return _Line(span, flow, level, Kind.CREDIT, credits)
    if text.startswith(("（", "(")) and text.endswith(("）", ")")):
        return _Line(span, flow, level, Kind.CREDIT)
    if level and len(text) <= _LONGEST_HEADLINE:
        return _Line(span, flow, level, Kind.HEADLINE)
    headline = (
        len(text) <= _LONGEST_HEADLINE
        and "。" not in text
        and text.count("，") < 2
        and text[-1] not in "，、；,;"
        and not _LEAD.match(text)
        and not _CAPTION.match(text)
        and not _DIALOGUE.match(text)
        and not _is_list(text)
        and text.count("“") == text.count("”")  # a piece of a quotation, cut by a column
    )
    return _Line(span, flow, level, Kind.HEADLINE if headline else Kind.BODY)


def _stands_alone(line: _Line, following: _Line | None) -> bool:
    """Whether a paragraph after a credit, without a headline, is a piece of its own (a picture's caption, a brief)."""
    if _CAPTION.match(line.text):
        return False
    credited = following is not None and following.kind is Kind.CREDIT
    return credited or _LEAD.match(line.text) is not None or _TIME.search(line.text[:_NEAR_TIME]) is not None


def _ends_with_credit(line: _Line, lexicon: Lexicon) -> bool:
    size = len(line.flow.text)
    return closing(line.flow, lexicon)[0] < size or trailing(line.flow, lexicon)[0] < size


def _is_list(text: str) -> bool:
    """Whether a line is a list of names: four or more words of a name's length."""
    words = re.split(r"[ \t\u3000、]+", text)
    return len(words) >= _SHORTEST_LIST and all(2 <= len(word) <= 4 for word in words)


def _continues(draft: _Draft, line: _Line, following: _Line | None) -> bool:
    """Whether a line that looks like a headline is a piece of a body that a column break cut."""
    if line.level or not draft.unfinished:
        return False
    if following is None:
        return True
    return following.kind is Kind.BODY and not _LEAD.match(following.text)


def _opens_article(draft: _Draft, heads: list[_Line], body: _Line) -> bool:
    """Whether lines that look like headlines open an article, rather than stand inside the one before."""
    if _LEAD.match(body.text):
        return True
    if _NUMBERED.match(heads[0].text):
        return False
    if draft.closed or 1 < len(heads) <= _MOST_HEADS:
        return True
    if len(heads) > _MOST_HEADS:
        return False
    if heads[0].level:
        marked = [h.level for h in draft.heads if h.level]
        return not marked or heads[0].level <= max(marked)
    if len(heads[0].text) > _LONGEST_SURE_HEADLINE and not _TIME.search(body.text[:_TIME_REACH]):
        return False
    if _OWN_LEAD.match(draft.body[0].text) and not draft.unfinished and "，" not in heads[0].text:
        return True  # what opens with 本报讯 is news, and news has no crossheads
    if draft.unfinished:
        return False
    if "，" in heads[0].text or (heads[0].text.startswith("“") and heads[0].text.endswith("”")):
        return _TIME.search(body.text[:_NEAR_TIME]) is not None
    return _TIME.search(body.text[:_TIME_REACH]) is not None


def _is_crosshead(head: _Line) -> bool:
    """Whether a headline inside an article is a crosshead, and not a piece of a column that was cut."""
    return head.level > 0 or (len(head.text) <= _LONGEST_CROSSHEAD and "，" not in head.text)


def _credit(current: _Draft, line: _Line) -> list[_Draft]:
    """Give a credit line to the article before it, or make the caption before it an article of its own."""
    own = _OWN_REPORT.search(line.text) is not None
    bylined = _LEAD.match(current.body[0].text) or current.credits if current.body else False
    if own and len(current.body) > 1 and bylined:
        caption = current.body[-1]
        before = current.body[-2]
        if _SENTENCE_END.search(before.text) and (_TIME.search(caption.text[:_TIME_REACH]) or len(caption.text) < 200):
            current.body.pop()
            current.closed = True
            return [_Draft([], body=[caption], credits=[line], closed=True)]
    current.credits.append(line)
    current.closed = not _PICTURE_ONLY.search(line.text)
    return []


_SLOGAN = re.compile(
    r"^(?:深入学习|学习贯彻|全面贯彻|认真学习|贯彻落实|贯彻|弘扬|喜迎|庆祝|奋进|奋力|建功|凝聚|团结|同心|聚焦|献礼|热烈|不忘|牢记|走进|致敬|礼赞|中国梦)"
)
# Names of sections (穗工动态, 深圳工会 · 鹏城工友, 西南工运·基层) over the articles of a page.
_SECTION = re.compile(r"[·•|｜]|(?:动态|专栏|专版|园地|之声|风采|工运|视窗|天地|纵横|在行动|春秋|速递|要闻)$")
_LONGEST_SECTION = 16
_ISSUE_LINE = re.compile(r"年[0-9〇一二三四五六七八九十]+月[0-9一二三四五六七八九十]+日|第[0-9一二三四五六七八九十]+版|专版")


def _is_section(text: str) -> bool:
    """Whether a line names a section of the newspaper, or its issue."""
    return (len(text) <= _LONGEST_SECTION and _SECTION.search(text) is not None) or _ISSUE_LINE.search(text) is not None


def _is_banner(line: _Line) -> bool:
    """Whether a page's first line is a slogan or a section's name over the whole page, no part of an article."""
    text = line.text
    if _is_section(text):
        return True
    if re.search(r"[0-9“：:？！，]", text):
        return False
    parts = text.split()
    return bool(_SLOGAN.match(text)) or (len(parts) == 2 and abs(len(parts[0]) - len(parts[1])) <= 1)


def _headlines(heads: list[_Line], *, first: bool) -> tuple[_Line | None, _Line | None, _Line | None]:
    """Kicker, title and subtitle among the lines over a body; a banner before them is none of these."""
    if len(heads) > 1 and _is_banner(heads[0]) and (first or len(heads) > 2):
        heads = heads[1:]
    while len(heads) > 1 and _is_section(heads[0].text):
        heads = heads[1:]
    if not heads:
        return None, None, None
    at = _title_index(heads)
    title = heads[at]
    if at > 0 and _is_subject(heads[at - 1], title):
        title = _joined(heads[at - 1], title)
        heads = [*heads[: at - 1], *heads[at:]]
        at -= 1
    kicker = heads[at - 1] if at > 0 else None
    subtitle = heads[at + 1] if at + 1 < len(heads) else None
    return kicker, title, subtitle


_BODY_ENDS = ("工会", "公司", "集团", "医院", "学院", "大学", "局", "厂", "委员会")


def _is_subject(upper: _Line, lower: _Line) -> bool:
    """Whether a headline runs over two lines, its subject alone in the first: 四平市梨树县总工会 / “三送”服务进黑土."""
    return upper.text.endswith(_BODY_ENDS) and len(upper.text) <= _LONGEST_SUBJECT and upper.level == lower.level


def _joined(upper: _Line, lower: _Line) -> _Line:
    flow = Flow(upper.flow.text + lower.flow.text, upper.flow.offsets + lower.flow.offsets)
    return _Line(Span(upper.span.start, lower.span.end), flow, lower.level, Kind.HEADLINE)


def _title_index(heads: list[_Line]) -> int:
    marked = [head.level for head in heads if head.level]
    if marked:
        return max(i for i, head in enumerate(heads) if head.level == min(marked))
    if len(heads) == 1:
        return 0
    if heads[-1].text.startswith(("——", "—", "--")) or _is_subtitle(heads[-2], heads[-1]):
        return len(heads) - 2
    return 1 if len(heads) >= 2 else 0


_LONGEST_SUBJECT = 14
_SUBTITLE_ENDS = ("等", "侧记", "纪实", "综述", "小记", "掠影", "见闻", "札记")


def _is_subtitle(title: _Line, line: _Line) -> bool:
    """A subtitle explains: it lists (… 等), has clauses, or says what kind of report it is."""
    if title.text.endswith(("——", "：", ":")):
        return False
    return line.text.endswith(_SUBTITLE_ENDS) or "，" in line.text


def _article(page: Page, draft: _Draft, lexicon: Lexicon, *, first: bool) -> Article:
    kicker, title, subtitle = _headlines(draft.heads, first=first)
    whole = flow_of(page.text, *(line.span for line in draft.body))
    begin, opening = lead(whole, lexicon)
    end, ending = closing(whole, lexicon)
    if end == len(whole.text):
        end, ending = trailing(whole, lexicon)
    body = Flow(whole.text[begin:end], whole.offsets[begin:end]) if begin < end else whole
    credits = [*opening, *ending, *(credit for line in draft.credits for credit in line.credits)]
    heads = [head for head in (kicker, title, subtitle) if head]
    lines = [*heads, *draft.body, *draft.credits]
    return Article(
        page=page.name,
        span=Span(min(line.span.start for line in lines), max(line.span.end for line in lines)),
        title=title.flow if title else None,
        kicker=kicker.flow if kicker else None,
        subtitle=subtitle.flow if subtitle else None,
        body=body,
        credits=tuple(_distinct(credits)),
        newspaper=page.newspaper,
        issued=page.issued,
        number=page.number,
    )


def _distinct(credits: list[Credit]) -> list[Credit]:
    seen: dict[tuple[str, str], Credit] = {}
    for credit in credits:
        seen.setdefault((credit.name, credit.role), credit)
    return list(seen.values())

"""Which of the lines over a body are its kicker, title and subtitle, and which are a banner or a section's name."""

from __future__ import annotations

import re

from kg.lines import BOLD_LEVEL, Kind, Line, says
from kg.model import Flow, Span

_LONGEST_SECTION = 16
# A headline that runs over two lines may have its subject alone in the first.
_LONGEST_SUBJECT = 14
# A title is short, a kicker and a subtitle explain: an upper line below this share of the lower one is the title.
_SHORT_TITLE = 0.6
_SHORTEST_TITLE = 6
_BODY_ENDS = ("工会", "公司", "集团", "医院", "学院", "大学", "局", "厂", "委员会")
_DISTRICT_ENDS = ("市", "县", "区", "州", "旗", "镇", "街道")
_KICKER_ENDS = ("——", "：", ":")
# 记某厂天车工王某母女: whom a story is about, under its title with a dash or without.
_ABOUT = re.compile(r"(?:记(?!者)|追记|访)[^，。]{6,}")
_DASH = ("—", "--", "－－", "──", "――")
# 首批42名工匠签约, 半年讲了三百多场: how many tells more of what the line above has said.
_COUNTED = re.compile(r"[0-9一二两三四五六七八九十百千万][多余]?(?:名|家|场|轮|人次|余人|万)")
# A line whose last part is so much shorter than its first was broken in that part.
_STUB_SHARE = 0.5
_ADDING = ("更", "也", "还", "又", "再", "和", "与", "及", "暨", "并", "的")
_HOLDS = re.compile("举办|举行|召开|开展|启动|部署|参加|组织|承办|主办")
_HELD = re.compile(
    "[^，。 ]{0,6}(?:大会|会议|座谈会|报告会|比赛|大赛|竞赛|比武|演练|运动会|活动|行动|仪式|培训班?|讲座|讲堂|课堂|"
    "论坛|会演|展演)"
)
# 四家港口企业签约, 86名技工同台: how many they were, right at the beginning.
_COUNT_FIRST = re.compile(
    r"(?![百千万])[0-9一二两三四五六七八九十百千万]+[多余]?(?:名|家|场|轮|人次|余人|万|个|对|位|支|项)(?!的)"
)
# A banner is set in two parts with a blank between.
_BANNER_PARTS = 2
_BRACKETS = "【】〖〗[]〔〕"
_NO_BANNER = re.compile(r"[0-9“：:？！，]")


def headlines(heads: list[Line], *, first: bool) -> tuple[Line | None, Line | None, Line | None]:
    """Kicker, title and subtitle among the lines over a body; `first` says that the page begins with them."""
    if first and len(heads) > 1 and not heads[0].level and says("paper", heads[0].text):
        heads = heads[1:]
    if len(heads) > 1 and _is_over_the_page(heads, first=first):
        heads = heads[1:]
    while len(heads) > 1 and _is_section(heads[0].text):
        heads = heads[1:]
    if not heads:
        return None, None, None
    heads = _unbroken(heads)
    dashed = next((i for i, head in enumerate(heads) if i and _tells_about(head.text)), None)
    at = _title_index(heads) if dashed is None else dashed - 1
    title = heads[at]
    if at > 0 and _is_subject(heads[at - 1], title):
        title = _joined(heads[at - 1], title)
        heads = [*heads[: at - 1], *heads[at:]]
        at -= 1
    kicker = heads[at - 1] if at > 0 else None
    subtitle = heads[at + 1] if at + 1 < len(heads) else None
    return kicker, title, subtitle


def _tells_about(text: str) -> bool:
    return (text.startswith(_DASH) and not text.endswith(_DASH)) or _ABOUT.match(text) is not None


def _unbroken(heads: list[Line]) -> list[Line]:
    """A headline over two lines as one: where blank lines set the others apart, or where its first line is no whole."""
    spaced = any(head.apart for head in heads[1:])
    whole: list[Line] = []
    for head in heads:
        below = whole and not head.apart and head.level == whole[-1].level and not head.text.startswith(_DASH)
        if below and head.level != BOLD_LEVEL and (spaced or _runs_on(whole[-1].text, head.text)):
            whole[-1] = _joined(whole[-1], head)
        else:
            whole.append(head)
    return whole


def _runs_on(upper: str, lower: str) -> bool:
    """Whether the lower of two lines ends what the upper one began.

    举办第九届职工技能 / 运动会 lacks what is held; 选出新一届领导班子 王某 / 当选主席 has a second part that is a stub.
    """
    if lower.startswith(_ADDING):
        return True
    parts = upper.split()
    if len(parts) > 1 and len(parts[-1]) <= _STUB_SHARE * len(parts[0]) and len(lower.split()) == 1:
        return True
    held = _HOLDS.search(upper)
    return held is not None and not _HELD.search(upper, held.end()) and _HELD.fullmatch(lower) is not None


def _is_section(text: str) -> bool:
    """Whether a line names a section of the newspaper (穗工动态), or its issue."""
    if (text[:1] in _BRACKETS and text[-1:] in _BRACKETS) or (text.startswith(_DASH) and text.endswith(_DASH)):
        return True
    return len(text) <= _LONGEST_SECTION and "：" not in text and (says("section", text) or says("roundup", text))


def _is_over_the_page(heads: list[Line], *, first: bool) -> bool:
    """Whether the first of the lines is a banner; the title that a subtitle explains is none, nor the only marked."""
    banner, below = heads[0], heads[1]
    if _is_section(banner.text) and (first or len(heads) > 2):
        return True
    if len(heads) == 2 and (_tells_about(below.text) or says("subtitle", below.text)):
        return False
    if first and len(heads) > 2 and len(banner.text) > _SHORTEST_TITLE and banner.text.endswith("！"):
        return not _states_news(banner.text)  # 劳动者，了不起！
    if banner.level and not any(head.level for head in heads[1:]):
        return False
    return (first or len(heads) > 2) and _is_banner(banner)


def _is_banner(line: Line) -> bool:
    """Whether a line is a slogan over the whole page: two parts of one length, or a slogan's verb."""
    if len(line.text.split()) == _BANNER_PARTS and says("slogan", line.text) and not says("deed", line.text):
        return True  # 深化产改 为“三高四新”赋能: a quotation in one of two parts
    if _NO_BANNER.search(line.text):
        return False
    parts = line.text.split()
    return says("slogan", line.text) or (len(parts) == 2 and abs(len(parts[0]) - len(parts[1])) <= 1)


def _title_index(heads: list[Line]) -> int:
    marked = sorted((head.level, i) for i, head in enumerate(heads) if head.level)
    if marked:  # 喜报 stands over its title, and so does whose news it is
        above = [i for _, i in marked[:-1] if says("notice", heads[i].text) or _is_whose(heads[i].text)]
        return next(i for _, i in marked if i not in above)
    first = len(heads) - 1
    while first > 0 and _goes_under(heads[first - 1], heads[first]):
        first -= 1
    return min(1, first) if first == len(heads) - 1 else first


def _goes_under(upper: Line, lower: Line) -> bool:
    """Whether the upper line of two is the title, and the lower one explains it."""
    if _is_quotation(lower.text) and not _is_quotation(upper.text):
        return False  # what somebody says is a title; what it is about stands over or under it
    if _is_subtitle(upper, lower) or _is_shorter(upper, lower) or _is_explained(upper.text, lower.text):
        return True
    if _COUNT_FIRST.match(lower.text):
        return not _is_whose(upper.text)
    return _states_news(upper.text) and not _states_news(lower.text) and _COUNTED.search(lower.text) is not None


def _states_news(text: str) -> bool:
    """Whether a line tells by itself who did what."""
    return says("body", text) and says("deed", text)


def _is_quotation(text: str) -> bool:
    return text.startswith("“") and text.endswith("”") and text.count("“") == 1


def _is_explained(upper: str, lower: str) -> bool:
    """Whether the upper line is an image, and the lower one tells who did what."""
    plain = (says("body", upper), says("deed", upper), says("slogan", upper))
    return not any(plain) and not upper.endswith(_KICKER_ENDS) and says("body", lower) and says("deed", lower)


def _is_shorter(upper: Line, lower: Line) -> bool:
    """Whether the upper line is so short that it is the title and the lower one explains it."""
    parts = upper.text.split()
    no_kicker = not upper.text.endswith(_KICKER_ENDS) and not (len(parts) == 2 and len(parts[0]) == len(parts[1]))
    return (
        no_kicker and not _is_whose(upper.text) and _SHORTEST_TITLE <= len(upper.text) <= _SHORT_TITLE * len(lower.text)
    )


def _is_subtitle(title: Line, line: Line) -> bool:
    """A subtitle explains: it begins with a dash, lists (… 等), has clauses, or says what kind of report it is."""
    if line.text.startswith(_DASH):
        return True
    return not title.text.endswith(_KICKER_ENDS) and (says("subtitle", line.text) or "，" in line.text)


def _is_whose(text: str) -> bool:
    """Whether a line is nothing but a body's or a district's name: whose news it is."""
    named = text.endswith(_BODY_ENDS + _DISTRICT_ENDS) and not says("deed", text) and "的" not in text
    return named and len(text) <= _LONGEST_SUBJECT and not set(text) & set("，：“ ")


def _is_subject(upper: Line, lower: Line) -> bool:
    """Whether a headline runs over two lines: 临安县河口镇总工会 / “三送”服务进车间."""
    close = upper.text.endswith(_BODY_ENDS) and not lower.apart
    return close and len(upper.text) <= _LONGEST_SUBJECT and upper.level == lower.level


def _joined(upper: Line, lower: Line) -> Line:
    flow = Flow(upper.flow.text + lower.flow.text, upper.flow.offsets + lower.flow.offsets)
    return Line(Span(upper.span.start, lower.span.end), flow, lower.level, Kind.HEADLINE, apart=upper.apart)

"""Bylines: who wrote, helped with or photographed an article, read from its lead, its byline and its credit line."""

from __future__ import annotations

import re

from kg.lexicon import Lexicon
from kg.model import Credit, Flow

# How the names of other newspapers and their offices end.
_PAPERS = "日报|晚报|工人报|时报|早报|晨报|都市报|融媒体?中心|电视台"
# 记者手记, 记者观察: what a reporter writes, and no reporter's name.
_WRITINGS = r"(?:手记|札记|感言|观察|调查|点评|随笔|日记|来信|连线|走基层|在现场|视点|述评|短评|有话说|说法|提示|链接)"
# （记者 马超 陈曦）, 本报记者 应杰 通讯员 邬雪儿, 任洁 摄, （方敏仪 文/图）, 文/张三 图/李四
_ROLE = re.compile(
    r"[●□■○]?[ \t\u3000]*"
    rf"(?:本报|本刊|本网|[\u4e00-\u9fff]{{1,10}}(?:{_PAPERS}|工会))?"
    r"[\u4e00-\u9fff]{0,4}?(?:(?:全媒体|融媒体|首席|特约|特派|驻地|驻站|见习|实习|高级)\s*)*"
    rf"(?:记者(?!{_WRITINGS})|通讯员|评论员(?:文章)?|见习生|实习生|摄影师?(?=[:：/ \t\u3000][\u4e00-\u9fff]))[:：/]?"
    r"|(?:图文|文图|文|图|摄|供图|撰文|图片|作者|报道|采写|撰稿|摄影)[ \t\u3000]*[/／:：]"
)
_TAIL = re.compile(
    r"摄影报道|摄影/?报道|图文报道|报道|文/[图摄]|[图摄]/文|文／图|图／文|文并图|文图|图文|供图|供稿|文并摄|整理|摄影|摄|文|图"
)
_COMPOUND = re.compile(r"文[/／][图摄]|[图摄][/／]文|摄影[/／]报道")
_NAME = re.compile(r"[\u4e00-\u9fff\u3400-\u4dbf]+(?:[·•・][\u4e00-\u9fff]+)*")
# 张　三, set wide; the blank of 张　三丰 is a typist's.
_SPACED_NAME = re.compile(r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff])[ \u3000]+([\u4e00-\u9fff]{1,2})(?![\u4e00-\u9fff])")
_TRAILING = re.compile(
    r"(?<=[。！？”…])[ \t\u3000]*(?P<credit>"
    r"[（(]?(?:本报)?(?:[\u4e00-\u9fff]{0,6}(?:记者|通讯员)[ \t\u3000:：]|摄影[:：/ ])[^。！？，；“”]{2,40}"
    r"|(?:[\u4e00-\u9fff]{2,4}[ \t\u3000]){1,3}(?:摄影报道|摄影|摄|文/图|图/文|供图))[ \t\u3000]*$"
)
_NO_NAMES = re.compile(
    r"^(?:据|来源|本报综合|综合|本报讯|资料图片|资料图|图片|新华社|据新华社|完|上接|下转|转载|记者站)"
)

_LEAD = re.compile(
    r"^[ \t\u3000]*【?本(?:报|刊|网)[^，。（(]{0,16}?(?:讯|电|消息)】?"
    r"[ \t\u3000]*(?:[（(](?P<inner>[^）)]{2,60})[）)])?"
    r"|^[ \t\u3000]*[\u4e00-\u9fff]{2,12}(?:讯|电)[（(](?P<wire>[^）)]{0,8}(?:记者|通讯员)[^）)]{2,40})[）)]"
    r"|^[ \t\u3000]*[\u4e00-\u9fff]{2,8}(?:网|社|台)[\u4e00-\u9fff]{0,6}(?:讯|电)[ \t\u3000]"
    r"|^[ \t\u3000]*[（(](?P<paren>(?:本报)?[^）)，。]{0,6}(?:记者|通讯员)[^）)]{2,50})[）)]"
)
# 本报讯 记者张三报道：…, 本报讯 某某日报记者张三、通讯员李四报道：…
_PRESS = (
    rf"(?:本报|[\u4e00-\u9fff]{{1,8}}(?:{_PAPERS}))?"
    r"(?:全媒体|融媒|特约|首席|实习|见习)?"
)
_REPORTS = re.compile(rf"[ \t\u3000]*({_PRESS}(?:记者|通讯员)[^，。：\n]{{2,30}}?)(?:报道[:：， \t\u3000]|\n)")
# 本报某市6月3日电　记者 张　三  通讯员 李四、王五　风很大: each name ends with a blank or a comma.
_BLANK_NAME = r"(?!记者|通讯员)(?:[\u4e00-\u9fff][ \u3000][\u4e00-\u9fff]|[\u4e00-\u9fff]{2,3})(?:、|[ \t\u3000]+)"
_UNBRACKETED = re.compile(rf"[ \t\u3000]*((?:{_PRESS}(?:记者|通讯员)[ \t\u3000]*(?:{_BLANK_NAME}){{1,3}})+)")
_CLOSING = re.compile(
    r"(?:[（(](?P<inner>[^（）()。，；！？“”]{2,40})[）)]"
    r"|(?<=[。！？”…\s])[/【〔](?P<boxed>[^/【】〔〕。，；！？“”]{2,40})[/】〕])[ \t\u3000]*$"
)
# （区总工会宣教部 张三）: whose they are stands before the names.
_UNIT = re.compile(
    r"[\u4e00-\u9fff]{2,16}(?:部|科|处|室|办|公司|集团|局|中心|院|站|队|厂|矿|段|委|会|校|大学|银行|支行)"
    r"[ \t\u3000:：]+(?=[\u4e00-\u9fff])"
)
_UNIT_NAME = re.compile(r"^[\u4e00-\u9fff]+(?:馆|部|处|科|室|局|会|社|中心|公司|集团)$")
_TITLE_WORDS = re.compile(r"作者|单位|图为|左|右|略|上图|下图|如图|共|完|\d")

PROPERTY = {
    "记者": "reporter",
    "实习": "internReporter",
    "通讯员": "correspondent",
    "摄影": "photographer",
}

# A name of a byline: two to four characters, more only with a middle dot or as a team's pen name.
_LONGEST_NAME = 6
_LONGEST_GLUED = 4
# A name under a surname of one character.
_LONGEST_SINGLE = 3


def _property(role: str) -> str:
    if "实习" in role or "见习" in role:
        return PROPERTY["实习"]
    if "记者" in role or "评论员" in role:
        return PROPERTY["记者"]
    if role.startswith(("图", "摄", "供图")) and not role.startswith("图文"):
        return PROPERTY["摄影"]
    return PROPERTY["通讯员"]


def _names(text: str, start: int, lexicon: Lexicon) -> list[tuple[int, int]]:
    """The names that a run of characters without a separator holds: one, or two glued together."""
    if "·" in text or len(text) <= 3 or text[:2] in lexicon.surnames:
        return [(start, start + len(text))]
    for cut in (2, 3):
        left, right = text[:cut], text[cut:]
        if len(right) in (2, 3) and left[0] in lexicon.surnames and right[0] in lexicon.surnames:
            if "rare" in (lexicon.surnames[left[0]], lexicon.surnames[right[0]]):
                continue
            return [(start, start + cut), (start + cut, start + len(text))]
    return [(start, start + len(text))]


def parse_credit(flow: Flow, start: int, end: int, lexicon: Lexicon, rule: str) -> tuple[Credit, ...] | None:
    """The credits in `flow.text[start:end]`, or None where the run is no credit line at all."""
    text = flow.text
    if _NO_NAMES.match(text[start:end].strip()):
        return ()
    found: list[tuple[int, int, str | None]] = []
    pending: list[int] = []
    role: str | None = None
    position = start
    announced = -1
    while position < end:
        if text[position] in " \t\u3000、，,/／|｜":
            position += 1
            continue
        match = None if _COMPOUND.match(text, position, end) else _ROLE.match(text, position, end)
        if match:
            role = _property(match.group())
            position = announced = match.end()
            continue
        tail = _TAIL.match(text, position, end)
        if tail and (pending or found or position == start) and not _is_surname_run(text, position, end, tail.end()):
            if tail.group() in ("摄", "摄影", "供图", "图"):  # 记者 张三 通讯员 李四 摄: both
                for index in pending:
                    found[index] = (*found[index][:2], PROPERTY["摄影"])
            pending = []
            role = None
            position = tail.end()
            continue
        spaced = _SPACED_NAME.match(text, position, end)
        name = spaced or _NAME.match(text, position, end)
        if not name:
            return None
        stop = name.end()
        if not spaced:
            # A tail glued to the name (张三摄) is no part of it.
            glued = re.search(r"(?<=..)(?:摄影报道|摄|文/图|图/文|整理|报道|供稿|采写)$", name.group())
            stop = name.start() + glued.start() if glued else stop
        if stop - name.start() < 2 and not spaced:
            return None
        if announced == position and stop - name.start() > _LONGEST_GLUED:
            return None  # 通讯员培训班开班: what runs on from the role is no name
        if stop - name.start() > _LONGEST_NAME and "·" not in name.group():
            return None
        for left, right in [(position, stop)] if spaced else _names(text[position:stop], position, lexicon):
            pending.append(len(found))
            found.append((left, right, role))
        position = stop
    credits = []
    for left, right, kind in found:
        if _UNIT_NAME.search(text[left:right]) and not _is_name(text[left:right], lexicon):
            continue  # 供图/某馆
        credits.append(
            Credit(
                name=re.sub(r"\s", "", text[left:right]),
                role=kind or PROPERTY["通讯员"],
                span=flow.span(left, right),
                rule=rule,
            )
        )
    return tuple(credits)


def _is_surname_run(text: str, position: int, end: int, tail_end: int) -> bool:
    """Whether what looks like a tail (文, 图) begins a name: a Chinese character follows it at once."""
    return tail_end < end and tail_end - position == 1 and "\u4e00" <= text[tail_end] <= "\u9fff"


def lead(flow: Flow, lexicon: Lexicon) -> tuple[int, tuple[Credit, ...]]:
    """Where the body's first sentence begins after 本报讯（记者 …）, and the credits given there."""
    match = _LEAD.match(flow.text)
    if not match:
        return 0, ()
    for group in ("inner", "wire", "paren"):
        if match.group(group) is not None:
            credits = parse_credit(flow, match.start(group), match.end(group), lexicon, "byline-lead")
            if credits is None:
                return (0, ()) if group == "paren" else (match.start(group) - 1, ())
            return match.end(), credits
    rest = _REPORTS.match(flow.text[match.end() :]) or _UNBRACKETED.match(flow.text[match.end() :])
    if rest:
        credits = parse_credit(flow, match.end() + rest.start(1), match.end() + rest.end(1), lexicon, "byline-lead")
        if credits:
            return match.end() + rest.end(), credits
    return match.end(), ()


def closing(flow: Flow, lexicon: Lexicon) -> tuple[int, tuple[Credit, ...]]:
    """Where the body ends before a closing （张三 李四）, and the credits given there."""
    match = _CLOSING.search(flow.text)
    group = "inner" if match and match.group("inner") else "boxed"
    if not match or _TITLE_WORDS.search(match.group(group)):
        return len(flow.text), ()
    inner = match.group(group)
    start, end = match.span(group)
    unit = _UNIT.match(inner)
    credits = parse_credit(flow, start + (unit.end() if unit else 0), end, lexicon, "byline-closing")
    if credits is None:
        return len(flow.text), ()
    announced = _ROLE.search(inner) or re.search(r"文/[图摄]|[图摄]/文|摄|综合", inner)
    wide = _SPACED_NAME.search(inner) is not None
    if not announced and not all(_is_name(c.name, lexicon) or (wide and len(c.name) == 2) for c in credits):
        return len(flow.text), ()
    return match.start(), credits


def _is_name(name: str, lexicon: Lexicon) -> bool:
    """Whether a bare word in brackets at the end of an article is somebody's name."""
    if "·" in name:
        return True
    return 2 <= len(name) <= 4 and (name[0] in lexicon.surnames or name[:2] in lexicon.surnames)


def trailing(flow: Flow, lexicon: Lexicon) -> tuple[int, tuple[Credit, ...]]:
    """Where the body ends before a credit on its last line (…米饼。 本报记者 钟乐天 摄), and the credits there."""
    match = _TRAILING.search(flow.text)
    if not match:
        return len(flow.text), ()
    credits = parse_credit(flow, *match.span("credit"), lexicon, "byline-trailing")
    return (match.start(), credits) if credits else (len(flow.text), ())


# 撰稿：郑某 编辑：阿某 来源：…: who edited it and when is no credit; □ 某某（某市总工会办公室): nor is the unit.
_BESIDE_CREDIT = re.compile(
    r"(?<=.)(?:[ \t\u3000]+(?:编辑|来源|审核|责编|责任编辑|校对|阅读|发布|[0-9]{4}[-年.])|（[^）]{4,24}）$)"
)
_AROUND_CREDIT = " \t\u3000□○●■◎◆▲△★※*#|｜"
# 口 记者/张三: the square before it was read as a character.
_BOX = re.compile(r"^口[ \t\u3000]*(?=(?:本报)?(?:记者|通讯员|文|图|摄)|[\u4e00-\u9fff]{2,4}$)")
# ——张三（某锅炉厂）: who wrote it and where that person works.
_DASHED = re.compile(r"[—－─-]{1,4}[ \t\u3000]*(?=[\u4e00-\u9fff]{2,4}[ \t\u3000]*（[^（）]{4,24}）$)")
_DASHED_MARK = re.compile(r"^[—－─-]{1,4}[ \t\u3000]*")
# 2024-05-08 来源：某工会网 作者：张三
_AUTHORED = re.compile(
    r"来源[:：].*?作者[:：/／][ \t\u3000]*(?P<names>[\u4e00-\u9fff·]{2,8}(?:[ \t\u3000、]+[\u4e00-\u9fff]{2,4})*)"
)
_CREDIT_LINE = re.compile(
    rf"记者(?!{_WRITINGS})|通讯员|^(?:本报)?(?:特约)?评论员|摄|供图|文/图|图/文|文图|图文|见习生|实习生|作者[:：/／]|撰稿|采写|[/／](?:文|图)|(?:文|图)[/／]"
)


def _signs(text: str, lexicon: Lexicon, *, beside: bool) -> bool:
    """Whether the words behind an ornament are names, by surname, by wide setting, or by the unit `beside` them."""
    words = re.split(r"[ \t\u3000、]+", _SPACED_NAME.sub(r"\1\2", text))
    if not all(re.fullmatch(r"[\u4e00-\u9fff·]{2,8}", word) for word in words):
        return False
    if all(_is_name(word, lexicon) for word in words):
        return True
    short = all(len(word) <= _LONGEST_GLUED or "·" in word for word in words)
    return short and (beside or _SPACED_NAME.search(text) is not None)


def author_beside_source(flow: Flow, lexicon: Lexicon) -> tuple[Credit, ...]:
    """The authors that a web page names beside the source of its text."""
    match = _AUTHORED.search(flow.text)
    found = parse_credit(flow, *match.span("names"), lexicon, "byline-line") if match else None
    return tuple(credit for credit in found or () if _is_name(credit.name, lexicon))


def credit_line(flow: Flow, lexicon: Lexicon, *, deep: bool = False) -> tuple[Credit, ...] | None:
    """The credits of a line that is nothing but a byline or a credit; None for any other line.

    `deep` says that it is set far to the right.
    """
    text = _BESIDE_CREDIT.split(flow.text.strip(_AROUND_CREDIT))[0].strip(_AROUND_CREDIT)
    text = _BOX.sub("", text)
    dashed = _DASHED.match(flow.text.strip())
    text = _DASHED_MARK.sub("", text) if dashed else text
    if not text or len(text) > 60:
        return None
    start = flow.text.index(text)
    end = start + len(text)
    bracketed = text[0] in "（(" and text[-1] in "）)"
    if bracketed:
        at, credits = closing(flow, lexicon)
        return credits if at <= start else None
    if deep and _is_name(re.sub(r"\s", "", text), lexicon):
        return parse_credit(flow, start, end, lexicon, "byline-line")
    marked = dashed is not None or flow.text.strip(" \t\u3000")[:1] in "□○●■◎◆▲△★※"
    if marked and (unit := _UNIT.match(text)):  # □ 某锅炉厂 张三
        start, text = start + unit.end(), text[unit.end() :]
    if marked and _signs(text, lexicon, beside=len(flow.text.strip(_AROUND_CREDIT)) > len(text)):
        return parse_credit(flow, start, end, lexicon, "byline-line")
    if not _CREDIT_LINE.search(text) or re.search(r"[。！？；，“”]|(?<!通)讯|本报综合", text):
        return None
    found = parse_credit(flow, start, end, lexicon, "byline-line")
    # 雪中抢修　王某 摄: the picture's name before the photographer's.
    named = [
        c for c in found or () if len(c.name) <= _LONGEST_SINGLE or "·" in c.name or c.name[:2] in lexicon.surnames
    ]
    return tuple(named) if named and not _ROLE.search(text) else found

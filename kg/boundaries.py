"""Whether lines that look like headlines open an article: what they say and what is around them, weighed together."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from kg.lexicon import Lexicon
from kg.lines import Line, says
from kg.lists import begins_entry
from kg.names import NameModel, name_model

# A crosshead inside a feature is short.
LONGEST_CROSSHEAD = 16
# A headline of news says more than a crosshead.
_SHORTEST_NEWS_HEADLINE = 7
# A longer line may be a paragraph that a column break cut, unless what follows opens an article.
_LONGEST_SURE_HEADLINE = 24
# Few titles are as short as most crossheads are.
_LONGEST_SLIGHT = 6
# More headline-like lines than these in a row are no headlines: a list, a poem, a table.
_MOST_HEADS = 4
# A lead says when, within these characters; after a line that could as well be a sentence it says so at once.
TIME_REACH = 60
NEAR_TIME = 25
# So many characters on both sides of a line's end are looked at for a word that runs over it.
_EDGE = 4
# A name must be this much better than no name (natural logarithm) to prove a cut.
_CLEAR_NAME = 3.0
_NEVER_LAST = frozenset("的了在和与及为对向从把被将等、，")
_NEVER_FIRST = frozenset("的了和与等们，。、；：）”")

# 那曲市|总工会: the district of a body ends a line.
_DISTRICT_LAST = tuple("省市区县州盟旗镇")
_BODY_FIRST = re.compile("总工会|人大常委|政协|政府|[纪党]?工?委(?:会|常委|书记|副书记|员会)|管委会")

# 一、…, （二）…, 1. …: headlines of articles only where the articles of a bulletin are numbered so.
_NUMBERED = re.compile(
    r"(?P<plain>第?[一二三四五六七八九十]{1,3}[、.．])|(?P<round>[（(][一二三四五六七八九十0-9]{1,2}[）)])"
    r"|(?P<digit>[0-9]{1,2}[.．、]|0[0-9](?=[ \t\u3000/｜|\u4e00-\u9fff]))"
)
# 綦江：…, 市总工会：… say whose news it is.
_WHOSE = re.compile(r"[\u4e00-\u9fff]{2,10}[：:]")
# 会上, 随后 …: what goes on from the text before.
_GOES_ON = re.compile(
    r"(?:会上|会后|会议|活动中|活动现场|随后|此后|之后|后来|当天|当日|当晚|与此同时|同时|此外|另外|据了解|据介绍|目前|如今|"
    r"其中|他|她|这|那|该|作为|除了|不仅|为此|对此|于是|然而|但|签约那天|说起来)"
)

_DAY_FIRST = re.compile(
    r"[ \t\u3000]*[0-9０-９]{1,2}月[0-9０-９]{1,2}日(?:[上下中]午|傍晚|晚|清晨|凌晨|至[^，]{1,8})?，"
)

# The names in the first so many characters of a text tell whether it goes on about people known from before.
_OPENING = 30
# Such a name must be this much better than no name (natural logarithm).
_SURE_NAME = 6.0

# Whose story a text tells is told by words that it shares with the story before; shorter ones are everybody's.
_TELLING_WORD = 5
_WORD = re.compile(r"[\u4e00-\u9fff]{5,}")

# Crossheads of one article are about as long as each other: they differ by no more characters.
_ALIKE_WITHIN = 3

# What speaks for an article of its own, and against it; it takes _ENOUGH.
_ENOUGH = 2.0
_AFTER_CREDIT = 5.0
_SEVERAL_HEADS = 4.0
_LEVEL_OF_TITLES = 3.0
_OTHER_LEVEL = -2.0
_AFTER_NEWS = 2.5
_SHORT_AFTER_NEWS = 1.0
_RECENTLY = 3.0
_ON_A_DAY = 2.0
# 8月2日，…: a text that begins with its day, behind a report of news.
_AT_ONCE = 1.0
_SOME_TIME = 1.0
_WHOSE_NEWS = 2.0
_NAMES_A_BODY = 1.0
_TELLS_A_DEED = 1.0
_GAP = 2.0
_OVER_LIST = -1.5
_CREDITED = 1.5
_QUOTED = -2.0
_LIKE_BEFORE = -2.0
_IN_FEATURE = -1.0
_CONTINUES = -1.5
_KNOWN_PEOPLE = -3.0
# Crossheads come in groups: one alone between two articles rather opens a third one,
_LONE = 1.0
# and more so where its text tells of nobody and nothing that the text before told of.
_ANOTHER_STORY = 1.5
_UNSIGNED = -1.0
_ALIKE = -2.0
_CLAUSES = -2.5
_SHORT = -1.5
_LONG = -2.0
_CUT_BEFORE = -4.0


def numbering(text: str) -> str | None:
    """The way in which a headline is numbered: 一、 or （一） or 1."""
    match = _NUMBERED.match(text)
    return match.lastgroup if match else None


def says_when(text: str) -> bool:
    """Whether the text tells a time as news do."""
    return says("now", text) or says("soon", text)


def is_cut(head: Line, body: Line, lexicon: Lexicon) -> bool:
    """Whether a word or a name runs on from one line into the next: a column break cut it (双安商|场, 李晓|莉)."""
    if head.text[-1] in _NEVER_LAST or body.text[0] in _NEVER_FIRST:
        return True
    if head.text.endswith(_DISTRICT_LAST) and _BODY_FIRST.match(body.text):
        return True
    front, edge = head.text[-_EDGE:], min(_EDGE, len(head.text))
    text = front + body.text[: 2 * _EDGE]
    position = 0
    for word in lexicon.cutter.cut(text):
        if position < edge < position + len(word):
            return True
        position += len(word)
    model = name_model(lexicon)
    for start in range(max(0, edge - 2), edge):
        for end in range(edge + 1, min(start + 4, len(text) + 1)):
            name = model.name(text[start:end])
            if name is None:
                continue
            spanning = name + model.words(text[end:])
            if spanning - max(model.words(text[start:]), _name_behind(text, start, edge, model)) > _CLEAR_NAME:
                return True
    return False


def _name_behind(text: str, start: int, edge: int, model: NameModel) -> float:
    """How well a text reads that has a name right behind the edge: 收获满满|周明远说."""
    names = ((end, model.name(text[edge:end])) for end in (edge + 2, edge + 3) if end <= len(text))
    best = max((name + model.words(text[end:]) for end, name in names if name is not None), default=-math.inf)
    return model.words(text[start:edge]) + best


def _speaks_of_known(opening: str, before: Sequence[Line], lexicon: Lexicon) -> bool:
    """Whether a text begins with somebody's name that the lines before it have, too."""
    model = name_model(lexicon)
    told = "\n".join(line.text for line in before)
    for size in (3, 2):
        for start in range(len(opening) - size + 1):
            word = opening[start : start + size]
            name = model.name(word) if word in told else None
            if name is not None and name - model.words(word) > _SURE_NAME:
                return True
    return False


def _shares_words(text: str, before: Sequence[Line]) -> bool:
    """Whether a text has words in a row that the lines before it have, as names of bodies are."""
    told = "\n".join(line.text for line in before)
    runs = (run.group() for run in _WORD.finditer(text))
    return any(run[at : at + _TELLING_WORD] in told for run in runs for at in range(len(run) - _TELLING_WORD + 1))


def is_quoted(text: str) -> bool:
    """Whether a line is a quotation and nothing else, as crossheads often are."""
    return text.startswith("“") and text.endswith("”") and text.count("“") == 1


def opens_article(
    heads: Sequence[Line],
    body: Line,
    *,
    title: Line | None,
    before: Sequence[Line],
    crossheads: Sequence[Line],
    closed: bool,
    cut: bool,
    bylined: bool,
    credited: bool,
    signed: bool,
    lone: bool,
    section: Sequence[Line],
    lexicon: Lexicon,
) -> bool:
    """Whether lines that look like headlines open an article, rather than stand inside the one before.

    That one has the headline `title`, the body `before` and the `crossheads`; it may be `closed` by a credit, `cut` by
    a column break, and `bylined` under its headline, as features are. `credited` says that a credit follows the body
    line at once, as it does behind a picture's caption and a short piece, `signed` that one follows before the next
    headline. `section` has the lines from the body line to the next headline; `lone` says that the headline is the only
    one on the page between two that surely open articles.
    """
    if says("lead", body.text):
        return True
    head = heads[0]
    if len(heads) == 1 and says("aside", head.text):
        return False
    if len(heads) == 1 and not head.level and not closed and is_cut(head, body, lexicon):
        return False
    if (number := numbering(head.text)) is not None:
        return title is not None and numbering(title.text) == number
    if len(heads) > _MOST_HEADS:
        return False
    if says("notice", head.text) or says("roundup", head.text):
        return True
    news = bool(before) and says("report", before[0].text)
    weight = _AFTER_CREDIT if closed else 0.0
    weight += _SEVERAL_HEADS if len(heads) > 1 and not body.item else 0.0
    weight += _of_form(head, title, crossheads)
    if news and not head.level:
        weight += _AFTER_NEWS if len(head.text) >= _SHORTEST_NEWS_HEADLINE else _SHORT_AFTER_NEWS
    weight += _of_time(body.text) + _of_words(head.text)
    weight += _AT_ONCE if news and _DAY_FIRST.match(body.text) else 0.0
    weight += _OVER_LIST if begins_entry(body) and not closed else 0.0
    weight += _GAP if head.far else 0.0
    weight += _CREDITED if credited else 0.0
    weight += _IN_FEATURE if bylined and not news else 0.0
    weight += _SHORT if len(head.text) <= _LONGEST_SLIGHT else 0.0
    weight += _CONTINUES if _GOES_ON.match(body.text) else 0.0
    if not closed:
        weight += _KNOWN_PEOPLE if _speaks_of_known(body.text[:_OPENING], before, lexicon) else 0.0
        weight += _of_story(section, before, lexicon) if lone else 0.0
    if not head.level:
        weight += _UNSIGNED if not signed and len(heads) == 1 and not closed else 0.0
        weight += _CUT_BEFORE if cut and not closed else 0.0
        weight += _LONG if len(head.text) > _LONGEST_SURE_HEADLINE and not says_when(body.text[:TIME_REACH]) else 0.0
    return weight >= _ENOUGH


def _of_form(head: Line, title: Line | None, crossheads: Sequence[Line]) -> float:
    weight = 0.0
    if head.level:
        own = title.level if title is not None else 0
        weight += _LEVEL_OF_TITLES if head.level == own or not own else _OTHER_LEVEL
    if is_quoted(head.text):
        weight += _QUOTED
        weight += _LIKE_BEFORE if any(is_quoted(other.text) for other in crossheads) else 0.0
    if head.level and any(other.level == head.level for other in crossheads):
        weight += _LIKE_BEFORE
    elif any(not other.level and abs(len(other.text) - len(head.text)) <= _ALIKE_WITHIN for other in crossheads):
        weight += _ALIKE if not head.level else 0.0
    return weight


def _of_time(text: str) -> float:
    near = text[:NEAR_TIME]
    if says("recently", near):
        return _RECENTLY
    if says("now", near):
        return _ON_A_DAY
    return _SOME_TIME if says_when(text[:TIME_REACH]) else 0.0


def _of_story(section: Sequence[Line], before: Sequence[Line], lexicon: Lexicon) -> float:
    text = "\n".join(line.text for line in section)
    known = _speaks_of_known(text, before, lexicon) or _shares_words(text, before)
    return _LONE + (0.0 if known else _ANOTHER_STORY)


def _of_words(text: str) -> float:
    weight = _WHOSE_NEWS if _WHOSE.match(text) else 0.0
    if "，" in text:
        return weight + _CLAUSES
    weight += _NAMES_A_BODY if says("body", text) else 0.0
    weight += _TELLS_A_DEED if says("deed", text) else 0.0
    return weight

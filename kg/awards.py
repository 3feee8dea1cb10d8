"""Finds the names of honours in a flow: heads with their district, quoted names that are conferred or called one."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.lexicon import Lexicon, rows
from kg.model import EntityType
from kg.name_reach import reach
from kg.tokens import Tag, Token

_INSIDE = frozenset({Tag.NOUN, Tag.PROPER, Tag.UNKNOWN, Tag.INNER})
_REACH = 7
# A trade before such a word is no firm: 全国|邮政|系统先进个人.
_OF_TRADE = ("系统", "行业", "战线")
# Heads that a town's or a firm's own word makes proper: 陇原|工匠, 三晋|技术能手.
_BRANDED = ("工匠", "大工匠", "技术能手", "之星")
# What the text only wishes for confers nothing.
_WISHED = re.compile(r"(?:争做|争当|争创|培育|选树|培养|弘扬|打造|新时代|学习|宣传)[^，。；、]{0,6}$")

_CONFER = (
    r"(?:授予|评为|评选为|评上|选为|评定为|喜获|斩获|获授|捧得|捧起|赢得|勇夺|荣登|获评为?|评上|评选出|评出|选出|选树|荣膺|命名为|认定为|荣获|获得|获颁|摘得|夺得|捧回|当选为?|入选|升级为|跻身|获|取得|考取|考下|考到|考出|领到|拿到|拿下|(?<![信值])得过|拿过|拿回|获选为?|收获|表彰为|推选为|遴选为|摘下|摘取|夺取|获批|享受|接过)"
    r"(?:了|过)?(?:\d+|[一二三四五六七八九十]+)?(?:名|位|个|家|户)?"
    r"(?:了|过|到|得)?(?:她|他|其)?"
)
# 获评|远山煤业集团|劳动模范: how far before a firm's name the verb begins that confers its honour.
_FIRMS_HONOUR = re.compile(_CONFER + "$")
_LONGEST_CONFERRAL = 8
_OWN_WORDS = frozenset({Tag.UNKNOWN, Tag.PROPER, Tag.BRAND, Tag.DISTRICT, Tag.SHORT_DISTRICT})
_ORDINAL = r"(?:首届|首批|第[一二三四五六七八九十\d]+[届批]|\d{4}年度?|[一二〇○零九\d]{4}年度?)?的?"
_CALLED = (
    r"(?:荣誉称号|光荣称号|称号|的?牌匾|的?匾额|的?荣誉牌|的?荣誉奖牌|的?奖牌|的?铜牌|的?绶带|的?证书|颁发证书|的奖章)"
)
# What a conferred honour may begin with that names no place.
_PRAISE = ("优秀", "先进", "最美", "最佳", "十佳", "金牌", "模范", "文明", "标兵", "杰出", "突出")
_MERIT = re.compile(r"(?:荣立|记|获|(?<![成设建确创树独])立)(?:下|了|过)?((?:个人|集体)?(?:特等功|[一二三]等功))")
_QUOTED = re.compile(r"[“\"]([^“”\"，。；！？：]{2,24})[”\"]")
_BEFORE_QUOTE = re.compile(_CONFER + _ORDINAL + r"([^“”，。；、的了]{0,12})$")
_AFTER_QUOTE = re.compile(_CALLED)
_NAME_END = r"(?=[，。；、！？的]|等(?!奖)|行列|荣誉称号|称号|$)"
_PLAIN = re.compile(_CONFER + "(" + _ORDINAL + r")([\u4e00-\u9fff]{4,28}?)" + _NAME_END)
_FURTHER = re.compile(r"[、和]([\u4e00-\u9fff]{4,24}?)" + _NAME_END)
_NAMED_PLACE = re.compile(
    r"^(?:全国|全省|全市|全路|国家|中国|中华|首都|省|市|自治区|示范性|[\u4e00-\u9fff]{2,7}?(?:省|市|区|县|州|盟|镇))|[届]"
)
# A place, or a trade of the whole country, right before a quotation mark: 湖南省“芙蓉百岗明星”.
_PLACE_BEFORE = re.compile(
    r"(?:全国|全省|全市|(?<=[，。、；获为予得])(?!得)[\u4e00-\u9fff]{2,4}(?:省|市|自治区|区|县|州))(?:[\u4e00-\u9fff]{1,6}(?:系统|行业))?$"
)
# 优秀裁判员, a line of its own over its winners.
_HEADING = re.compile(
    r"(?:^|\n)[ \u3000]*(?:[一二三四五六七八九十\d]{1,2}[、.．])?[ \u3000“]*"
    r"([优先最十模杰金][秀进胜佳美范出牌][\u4e00-\u9fff]{2,8})[ \u3000”]*"
    r"(?:（[^（）\n]{2,5}）)?[ \u3000]*(?=\n)"
)
_RUN = re.compile(r"[\u4e00-\u9fff]{2,16}")
_SUFFIXES = ("总冠军", "金奖", "银奖", "铜奖", "特等奖", "一等奖", "二等奖", "三等奖")
_WHOLE_SUFFIXES = ("年度人物", "劳动奖章", "劳动奖状", "劳动奖", "红旗手", "红旗集体", "纪念章", "纪念奖章", "荣誉章")
# “从事工会工作三十年”荣誉证书: for so many years somebody has served; “最美职工”荣誉证书 is but the paper.
_OF_YEARS = re.compile(r"(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})(?:周)?年”?$")
_PAPERS = ("荣誉证书", "荣誉证章")
# Such a verb alone makes no honour of quoted words: 获得“十佳”, 拿到“钥匙”.
_WEAK_VERBS = ("获", "取得", "拿到", "领到", "接过", "享受", "入选", "跻身", "夺得")
_CERTIFICATES = ("证", "证书")
_CERTIFICATE = re.compile(
    r"(?:(?:职业|从业|执业)?(?:技能|资格|等级|操作|上岗|作业|从业|驾驶)*(?:等级|资格)?|培训)?证书?$"
)
_SHORTEST_CERTIFICATE = 5
# 救护员, 检查员: what ends so is a trade, if it is no mere member.
_SHORTEST_TRADE = 3
_TRADE_ENDS = ("员", "师", "工")
_MEMBERS = ("会员", "学员", "党员", "团员", "队员", "职工", "员工")
_GRADES = ("初级工", "中级工", "高级工", "技师", "高级技师", "一级", "二级", "三级", "四级", "五级")
_SHORTEST_CONTEST = 4
# A quoted name of five characters and more with such an ending is an honour wherever it stands.
_EXEMPLARY = ("榜样", "标兵", "能手", "状元", "模范", "工匠")
_LONG_EXEMPLARY = 5
# “最美快递员” is an honour of people, “最美风景” none, and “最美职工”评选 a campaign.
_FAIREST = ("最美", "十佳", "十大")
_PERSONS = ("职工", "工人", "者", "员", "师", "手", "匠", "星", "人", "家", "长", "民警", "护士", "医生", "司机")
_CAMPAIGN = re.compile(r"评选|选树|推选|推荐|候选|活动|竞赛|大赛|比赛|计划|工程|行动|称谓|培育|培训")
# 命名为“周明远操作法”: a way of working, which nobody holds.
_METHODS = ("操作法", "工作法", "检修法", "作业法", "教学法", "诊断法")


@dataclass(frozen=True, slots=True)
class AwardName:
    """An honour's name at offsets of a flow; `holder` is the table's word on who may bear it (person, medal)."""

    start: int
    end: int
    holder: str


@functools.cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(word for name, words in rows("honour_words", 2) if name == kind for word in words.split())


@functools.cache
def _endings() -> tuple[str, ...]:
    return tuple(ending for ending, _ in rows("honour_endings", 2))


def find_awards(text: str, tokens: tuple[Token, ...], lexicon: Lexicon) -> tuple[AwardName, ...]:
    """The honours named in a flow, the longest name where several overlap."""
    named = [*_by_head(text, tokens, lexicon), *_quoted(text, lexicon), *_conferred(text, lexicon)]
    named += [AwardName(*match.span(1), "medal") for match in _MERIT.finditer(text)]
    named += [AwardName(*match.span(1), "medal") for match in _HEADING.finditer(text) if _is_ending(match.group(1))]
    found: list[AwardName] = []
    for award in sorted(named, key=lambda a: (a.start - a.end, a.start)):
        if not any(other.start < award.end and award.start < other.end for other in found):
            found.append(award)
    return tuple(sorted(found, key=lambda a: a.start))


# -- a head with what stands before it -------------------------------------------------------------------------------


def _by_head(text: str, tokens: tuple[Token, ...], lexicon: Lexicon) -> Iterator[AwardName]:
    for index, token in enumerate(tokens):
        head = _head(token, lexicon)
        if head is None or lexicon.awards.get(head) == "none":
            continue
        if (
            text[token.end : token.end + 1] == "杯"
            or _is_part_of_body(tokens, index)
            or _WISHED.search(text, max(0, token.start - 12), token.start)
        ):
            continue
        start, end = _start(tokens, index, head, lexicon), token.end
        if start is None and (start := _of_firm(text, tokens, index, lexicon)) is not None:
            end += tokens[index - 1].text == "“"  # 远山重工集团“岗位能手”
        if start is not None:
            yield AwardName(start, end, lexicon.awards.get(head, "person"))


def _head(token: Token, lexicon: Lexicon) -> str | None:
    """The head that a word is, or ends with: jieba knows 全国五一劳动奖章 as one word."""
    if token.tag is Tag.AWARD or token.text == "劳模" or (token.tag is Tag.TITLE and token.text in lexicon.awards):
        return token.text
    if token.text == "全国劳模":
        return "劳模"
    if len(token.text) < 5 or token.tag is not Tag.NOUN:
        return None
    return next((token.text[-n:] for n in (7, 6, 5, 4) if token.text[-n:] in lexicon.awards), None)


def _is_part_of_body(tokens: tuple[Token, ...], index: int) -> bool:
    """劳模|创新工作室, 大国工匠|年度人物: the honour is part of a body's name, or of a longer honour's."""
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    return following is not None and following.start == tokens[index].end and following.tag in (Tag.HEAD, Tag.AWARD)


def _start(tokens: tuple[Token, ...], index: int, head: str, lexicon: Lexicon) -> int | None:
    """Where the honour's name begins; None where the head, with what stands before it, names none."""
    token = tokens[index]
    start = token.start if len(token.text) > len(head) or head in _words("proper") else None
    for at in range(index - 1, max(-1, index - 1 - _REACH), -1):
        before = tokens[at]
        if before.end != tokens[at + 1].start:
            break
        if (
            before.tag is Tag.AWARD
            or before.tag in (Tag.DISTRICT, Tag.SHORT_DISTRICT, Tag.DISTRICT_HEAD)
            or before.text in _words("beginning")
        ):
            start = before.start
            if before.tag is Tag.DISTRICT_HEAD and at and tokens[at - 1].end == before.start:
                start = tokens[at - 1].start  # 厚街|镇
        elif (
            before.tag not in _INSIDE
            and not (before.tag is Tag.HEAD and head != "工匠" and lexicon.heads[before.text].strength == "brand")
            and before.text not in _words("inside")
            and (head == "劳模" or before.tag is not Tag.VERB)
            and not (before.tag is Tag.HEAD and tokens[at + 1].text in _OF_TRADE)
        ):
            break
    return _branded(tokens, index, head, lexicon) if start is None else start


def _of_firm(text: str, tokens: tuple[Token, ...], index: int, lexicon: Lexicon) -> int | None:
    """Where a firm's name begins whose honour a verb confers (获评|远山煤业集团|劳动模范); None where there is none."""
    quoted = index > 0 and tokens[index - 1].text == "“" and text[tokens[index].end : tokens[index].end + 1] == "”"
    at = index - 2 if quoted else index - 1
    if at < 1 or tokens[at].tag is not Tag.HEAD or tokens[at].end != tokens[at + 1].start:
        return None
    kind = lexicon.heads[tokens[at].text]
    if kind.type is not EntityType.COMPANY or kind.strength == "brand":
        return None
    start, _ = reach(text, tokens, at, lexicon)
    first = tokens[start].start
    named = start < at and any(t.tag in _OWN_WORDS for t in tokens[start:at])
    conferred = _FIRMS_HONOUR.search(text, max(0, first - _LONGEST_CONFERRAL), first)
    return first if named and conferred else None


def _branded(tokens: tuple[Token, ...], index: int, head: str, lexicon: Lexicon) -> int | None:
    """陇原工匠, “羊城工匠”: a head with a place's or a firm's own two characters right before it."""
    if head not in _BRANDED or index == 0 or tokens[index - 1].end != tokens[index].start:
        return None
    first = index - 1 if len(tokens[index - 1].text) == 2 else index - 2
    if (
        first < 0
        or tokens[index].start - tokens[first].start != 2
        or tokens[first].tag in (Tag.STOP, Tag.MARK, Tag.NUMBER)
    ):
        return None
    brand = "".join(token.text for token in tokens[first:index])
    edge = (
        first == 0
        or tokens[first - 1].tag in (Tag.MARK, Tag.STOP, Tag.NUMBER, Tag.VERB)
        or tokens[first - 1].end < tokens[first].start
    )
    own = lexicon.tags.get(brand, "x")[:2] in ("x", "ns", "nz", "nr", "nt")
    return tokens[first].start if edge and own and brand not in _words("no brand") else None


# -- names in quotation marks, and names that a verb confers ---------------------------------------------------------


def _quoted(text: str, lexicon: Lexicon) -> Iterator[AwardName]:
    """评为“十佳维权站点”, “安全好矿嫂”称号, “感动唐山”年度人物: quoted words that are conferred or called an honour."""
    for match in _QUOTED.finditer(text):
        start, end, inner = match.start(), match.end(), match.group(1)
        if _WISHED.search(text, max(0, start - 12), start) or inner.endswith(_METHODS):
            continue
        head = _ends_with_head(inner, lexicon)
        conferred = _BEFORE_QUOTE.search(text, max(0, start - 24), start)
        place = _PLACE_BEFORE.search(text, max(0, start - 16), start)
        front = conferred.start(1) if conferred and _NAMED_PLACE.search(conferred.group(1)) else None
        suffix = _suffix(text, end)
        if suffix and (conferred or head is None):
            begin = front if front is not None else place.start() if place else start
            yield AwardName(begin, end + suffix, "person")
        elif inner.endswith("工作室") and not conferred:
            continue
        elif head is not None and place and head not in _words("proper"):
            yield AwardName(place.start(), end, lexicon.awards[head])
        elif head is None and front is not None:
            yield AwardName(front, end, "person")
        elif (conferred and inner.endswith(_CERTIFICATES) and _certifies(inner, lexicon)) or (
            lexicon.awards.get(head or "") != "none" and _is_honour(text, match, conferred, head)
        ):
            yield AwardName(match.start(1), match.end(1), lexicon.awards.get(head or "", "medal"))


def _is_honour(text: str, quoted: re.Match[str], conferred: re.Match[str] | None, head: str | None) -> bool:
    """Whether quoted words are an honour: conferred, called one, or a head with words of its own before it."""
    inner = quoted.group(1)
    if _AFTER_QUOTE.match(text, quoted.end()) or (head is not None and head != inner):
        return True
    if conferred is not None and (_is_ending(inner) or not conferred.group().startswith(_WEAK_VERBS)):
        return True
    if inner.startswith(_FAIREST) and inner.endswith(_PERSONS) and not _CAMPAIGN.match(text, quoted.end()):
        return True  # “最美职工”|周明远
    exemplary = inner.endswith(_EXEMPLARY) and len(inner) >= _LONG_EXEMPLARY
    return exemplary and text[quoted.end() : quoted.end() + 1] != "杯"


def _suffix(text: str, end: int) -> int:
    """How many characters behind a closing quotation mark belong to the honour's name (“…”青年创新大赛总冠军)."""
    run = _RUN.match(text, end)
    for size in range(len(run.group()) if run else 0, 1, -1):
        words = text[end : end + size]
        if words in _PAPERS and _OF_YEARS.search(text, max(0, end - 4), end):
            return size
        if words in _WHOLE_SUFFIXES or (words.endswith(_SUFFIXES) and size > _SHORTEST_CONTEST):
            return size
    return 0


def _ends_with_head(words: str, lexicon: Lexicon) -> str | None:
    return next((words[-n:] for n in range(min(14, len(words)), 1, -1) if words[-n:] in lexicon.awards), None)


def _is_ending(words: str) -> bool:
    return words.endswith(_endings())


def _conferred(text: str, lexicon: Lexicon) -> Iterator[AwardName]:
    """命名为河北省劳模和工匠人才创新工作室, 获得第二十七届全国发明展览会金奖: only the verb makes them honours."""
    for match in _PLAIN.finditer(text):
        at, name = match.start(2), match.group(2)
        if match.group(1).startswith("第") and name.endswith(("奖", "冠军")):
            at, name = match.start(1), match.group(1) + name
        following: re.Match[str] | None = match
        while following is not None:
            for part in _split(name, lexicon):
                if _is_conferred(part, lexicon):
                    start = at + name.index(part)
                    yield AwardName(
                        start, start + len(part), lexicon.awards.get(_ends_with_head(part, lexicon) or "", "medal")
                    )
            following = _FURTHER.match(text, at + len(name))
            if following is not None:
                at, name = following.start(1), following.group(1)


def _split(names: str, lexicon: Lexicon) -> list[str]:
    """全国五一劳动奖和全国工人先锋号 are two, 劳模和工匠人才创新工作室 is one."""
    left, mark, right = names.partition("和")
    return [left, right] if mark and _ends_with_head(left, lexicon) else [names]


def _certifies(name: str, lexicon: Lexicon) -> bool:
    """Whether a certificate is one of a trade or a grade of one: 叉车司机证, 钢筋工技师证书; no 学生证."""
    stem = _CERTIFICATE.sub("", name)
    if not stem or stem == name or stem in _GRADES:
        return False
    trade = any(lexicon.titles.get(stem[at:]) == "role" for at in range(len(stem) - 1)) or stem.endswith(_GRADES)
    sort = len(stem) >= _SHORTEST_TRADE and stem.endswith(_TRADE_ENDS) and not stem.endswith(_MEMBERS)
    return len(name) >= _SHORTEST_CERTIFICATE and (trade or sort or _is_ending(name))


def _is_conferred(name: str, lexicon: Lexicon) -> bool:
    if name.endswith(_CERTIFICATES):
        return _certifies(name, lexicon)
    head = _ends_with_head(name, lexicon)
    if head == name and name.startswith(_PRAISE) and lexicon.awards[head] != "none":
        return True  # 被评为|优秀学员
    return bool(_is_ending(name) or head) and bool(_NAMED_PLACE.search(name))

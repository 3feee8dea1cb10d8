"""Finds the names of organizations and districts in a flow: from the head, which tells what it is, to the left."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.lexicon import Lexicon
from kg.model import EntityType
from kg.tokens import NAME_TAGS, Tag, Token

# A bracketed part or a quoted part of a name is short.
_LONGEST_BRACKET = 12
_LONGEST_QUOTED = 24
# Between a quoted part and the head stand at most a few characters: “张秉贵”劳动教育研究中心.
_QUOTE_REACH = 6
# How far to the left a district may stand beyond a verb that belongs to the name (通州六小村安置房项目部).
_VERB_REACH = 6
# Two unknown characters before 工会 (九城工会) name no firm yet.
_MERE_WORDS = 2
# 急诊|科, 人力资源|部: a department's own word.
_SHORTEST_DEPARTMENT = 2
_LONGEST_TOWN = 5
_LONGEST_ZONE = 12

_DISTRICTS = frozenset({Tag.DISTRICT, Tag.SHORT_DISTRICT, Tag.DISTRICT_HEAD})
# What may stand inside a name but not at its front.
_NO_FRONT = frozenset({Tag.GENERIC, Tag.NUMBER, Tag.VERB})
_LEVELS = frozenset(
    "市 区 县 省 州 旗 盟 镇 乡 村 校 院 厂 矿 局 所 站 段 队 师 团 街道 地区 园区 自治区 自治州 公司 集团 集团公司 分公司 学校 大学 学院 医院 银行 酒店 农场 支队 项目部 总工会".split()
)
# A branch's own district stands behind its parent's name: 北京邮政|西城区|分公司.
_BRANCHES = frozenset("分公司 支行 分行 支公司 项目部 工会 店 营业部 供电所 支局 项目 项目经理部 分拨中心".split())
# A firm's registered name is one name, whatever heads stand in it (海通|码头|有限公司).
_REGISTERED = ("有限公司", "有限责任公司", "股份有限公司", "集团公司", "总公司")
_NAME_PARTICLES = frozenset("都达一同中上下来里外正可能会即全之其以共再均")
_PARTIES = frozenset({"共青团", "中共", "中国共产党", "民革", "民盟", "民建", "民进", "农工党", "致公党", "九三学社"})
_STATES = frozenset({"中国", "中华", "全国", "首都", "国家"})
_COMPANY_WORDS = frozenset(
    {"公司", "集团", "集团公司", *_REGISTERED, "集团有限公司", "集团有限责任公司", "集团股份有限公司"}
)
_ORDINALS = ("第",)
# 北京市工会|十五大 is a congress, no union.
_NEVER_IN_TOWN = frozenset({Tag.MARK, Tag.TITLE, Tag.NUMBER, Tag.HEAD, Tag.DISTRICT, Tag.DISTRICT_HEAD, Tag.AWARD})
# Numbers inside names: 第一, 三(厂), 十一(局), 2024 is none.
_NUMBER_IN_NAME = re.compile(r"第.+|[一二三四五六七八九十百]{1,4}号?|[0-9]{1,2}号?")
_CONGRESS = re.compile(r"第?[一二三四五六七八九十]+(?:大|次)")
_CLOSING = {"）": "（", ")": "(", "”": "“", "』": "『", "》": "《"}


@dataclass(frozen=True, slots=True)
class Part:
    """A front part of a body's name that is a name itself: `text[body.start:end]` ends with a head, or is a district."""

    start: int
    end: int
    type: EntityType


@dataclass(frozen=True, slots=True)
class Body:
    """An organization's or a district's name at offsets of a flow.

    `named` says whether it names one by itself; else it is a reference (区总工会, 公司工会) whose owner the context
    must tell. `level` is the word it refers by (区, 公司), if any. `parts` are the names inside, outermost last.
    """

    start: int
    end: int
    type: EntityType
    head: str
    named: bool
    level: str
    parts: tuple[Part, ...]


def find_bodies(text: str, tokens: tuple[Token, ...], lexicon: Lexicon) -> tuple[Body, ...]:
    """All organizations and districts of a flow, outermost names only, in the order of the text."""
    found: list[Body] = []
    index = len(tokens) - 1
    while index >= 0:
        token = tokens[index]
        body = None
        if token.tag is Tag.HEAD:
            body = _body(text, tokens, index, lexicon)
        elif token.tag in _DISTRICTS:
            body = _district(text, tokens, index, lexicon)
        if body is None:
            index -= 1
            continue
        found.append(body)
        index -= 1
        while index >= 0 and tokens[index].start >= body.start:
            index -= 1
    return tuple(reversed(found))


def _district(text: str, tokens: tuple[Token, ...], index: int, lexicon: Lexicon) -> Body | None:
    """The district whose name ends with this token; 北京市大兴区 gives 大兴区 with the part 北京市."""
    start = _district_start(text, tokens, index, lexicon)
    if start is None:
        return None
    first, token = tokens[start], tokens[index]
    if token.tag is Tag.SHORT_DISTRICT and index + 1 < len(tokens):
        following = tokens[index + 1]
        if (
            following.start == token.end
            and following.tag in (Tag.UNKNOWN, Tag.PROPER)
            and following.text not in "市区县省"
        ):
            return None
    parts = []
    above = (Tag.DISTRICT,) if lexicon.district_heads.get(token.text) == "town" else (Tag.DISTRICT, Tag.SHORT_DISTRICT)
    if token.tag is Tag.DISTRICT_HEAD and first.tag in above:
        parts.append(Part(first.start, first.end, EntityType.DISTRICT))
    return Body(first.start, token.end, EntityType.DISTRICT, token.text, True, "", tuple(parts))


def _district_start(text: str, tokens: tuple[Token, ...], index: int, lexicon: Lexicon) -> int | None:
    """The index of the token with which the district that ends at `index` begins; None where it names none."""
    token = tokens[index]
    if token.tag in (Tag.DISTRICT, Tag.SHORT_DISTRICT):
        return index
    if token.tag is not Tag.DISTRICT_HEAD:
        return None
    town = lexicon.district_heads[token.text] == "town"
    longest = _LONGEST_TOWN if town else _LONGEST_ZONE
    start = index
    while start > 0:
        before = tokens[start - 1]
        if before.end != tokens[start].start or token.start - before.start > longest:
            break
        if before.tag in (Tag.DISTRICT, Tag.SHORT_DISTRICT):
            if town and start != index:
                break
            start -= 1
            if before.tag is Tag.SHORT_DISTRICT and town:  # 绳|金塔|街道: a county's short name is a word, too
                continue
            break
        if before.tag not in (Tag.UNKNOWN, Tag.PROPER, Tag.NOUN, Tag.NUMBER) and (town or before.tag is not Tag.INNER):
            break
        start -= 1
    if town and start and sum(len(t.text) for t in tokens[start:index]) == 1:
        # jieba cuts short names of towns anywhere: 解放|沟|镇, 那|桐|镇, 江苏|路|街道.
        before = tokens[start - 1]
        if before.end == tokens[start].start and len(before.text) <= 2 and before.tag not in _NEVER_IN_TOWN:
            start -= 1
    if start == index:
        return None
    modifiers = tokens[start:index]
    # A town needs a proper name, not 偏远|地区; a district right before it is proof enough.
    proper = any(m.tag in (Tag.UNKNOWN, Tag.PROPER, Tag.DISTRICT, Tag.SHORT_DISTRICT) for m in modifiers)
    after_district = start > 0 and tokens[start - 1].tag in _DISTRICTS and tokens[start - 1].end == tokens[start].start
    if not town and not all(m.tag in (Tag.GENERIC, Tag.INNER, Tag.NUMBER) for m in modifiers):
        proper = True
    if not proper and not after_district:
        return None
    if len(modifiers) == 1 and (modifiers[0].text in _LEVELS or modifiers[0].tag is Tag.NUMBER):
        return None
    return start


def _body(text: str, tokens: tuple[Token, ...], index: int, lexicon: Lexicon) -> Body | None:
    """The organization whose name ends with the head at `index`; None where there is no name and no reference."""
    head = tokens[index]
    kind = lexicon.heads[head.text]
    start, district = _walk(text, tokens, index, lexicon)
    pronoun = ""
    while (
        start < index
        and (tokens[start].tag in _NO_FRONT or tokens[start].tag is Tag.TITLE)
        and not _may_start(tokens, start)
    ):
        pronoun = tokens[start].text
        start += 1
    end = head.end
    if start and tokens[start - 1].text == "“" and text[end : end + 1] == "”":
        # 北京排水集团“劳模榜样宣讲团”: the quotation marks belong to the name, the owner stands before them.
        start, end = start - 1, end + 1
        owner = tokens[start - 1] if start else None
        if owner is not None and owner.end == tokens[start].start and owner.tag is Tag.HEAD:
            start, district = _walk(text, tokens, start, lexicon)
    first = tokens[start]
    modifiers = tokens[start:index]
    following = tokens[index + 1] if index + 1 < len(tokens) and tokens[index + 1].start == end else None
    if head.text == "工会" and _CONGRESS.match(text, end) and all(t.tag in _DISTRICTS for t in modifiers):
        return None
    parts = _parts(text, tokens, start, index, lexicon)
    has_owner = any(t.tag is Tag.HEAD for t in modifiers)
    reference = first.text in _LEVELS or first.tag is Tag.DISTRICT_HEAD
    level = first.text if modifiers and reference and not district else ""
    if pronoun.startswith("该") and not district:
        level = pronoun  # 该校|基础教育学院
    if not modifiers:
        # 公司|总经理, 工会|主席: the office makes it a certain body, which the context must name.
        bare = (
            following is not None
            and following.tag is Tag.TITLE
            and lexicon.titles[following.text] in ("post", "role")
            and kind.strength != "brand"
            and (len(head.text) > 1 or head.text in _LEVELS)
            and not pronoun
        )
        return Body(first.start, end, kind.type, head.text, False, head.text, ()) if bare else None
    unknown = sum(len(t.text) for t in modifiers if t.tag is Tag.UNKNOWN and t.text not in _LEVELS)
    proper = district or any(t.tag in (Tag.BRAND, Tag.PROPER) for t in modifiers) or unknown >= 2
    if head.text == "工会" and not district and not any(t.tag in (Tag.BRAND, Tag.PROPER, Tag.HEAD) for t in modifiers):
        proper = unknown > _MERE_WORDS
    if "“" in text[first.start : head.start] and kind.type in (EntityType.INSTITUTION, EntityType.WORKSHOP):
        proper = proper or kind.strength == "weak"
    if kind.strength == "strong":
        named = not level and not all(t.tag in (Tag.GENERIC, Tag.INNER, Tag.NUMBER) for t in modifiers)
    elif kind.strength == "weak":
        # A body with an office of its own right behind it (玲珑路店|店长) is a certain one, however common its words.
        office = following is not None and following.tag is Tag.TITLE and following.text.startswith(head.text[-1])
        named = not level.startswith("该") and (proper or (office and unknown > 0)) and not (level and not unknown)
    elif kind.strength == "district":
        if modifiers[-1].tag is not Tag.DISTRICT:
            return None
        named = True
    elif kind.strength == "brand":
        last = modifiers[-1]
        named = last.tag in (Tag.UNKNOWN, Tag.PROPER, Tag.SHORT_DISTRICT) and proper
        named = named and not (following and following.tag in (Tag.NOUN, Tag.GENERIC))
        if not named:
            return None
    else:
        named = proper and has_owner
        if not has_owner and not level and sum(len(t.text) for t in modifiers) < _SHORTEST_DEPARTMENT:
            return None
    if kind.type is EntityType.WORKSHOP and named and not unknown and not has_owner:
        # 山西省职工创新工作室 is an honour; a workshop bears a person's name or that of its trade and owner.
        named = any(t.tag in (Tag.PROPER, Tag.NOUN) for t in modifiers)
    if named and head.text == "工会" and all(t.tag in _DISTRICTS or t.text in _STATES for t in modifiers):
        # 长沙县工会 is its 总工会 at most, 全国工会 is none at all.
        named, level = False, "" if first.text in _STATES else text[first.start : head.start]
    type_ = kind.type
    if head.text == "局" and any(t.tag is Tag.BRAND for t in modifiers):
        type_ = EntityType.COMPANY
    if not named and not level and not has_owner and all(t.tag is Tag.GENERIC for t in modifiers):
        return None
    return Body(first.start, end, type_, head.text, named, level, parts)


def _may_start(tokens: tuple[Token, ...], start: int) -> bool:
    """第四届委员会 and 12小时药店 begin with a number; 3个 and 职工 begin no name."""
    text = tokens[start].text
    return text.startswith(_ORDINALS) or (
        tokens[start].tag is Tag.NUMBER
        and tokens[start + 1].tag in (Tag.HEAD, Tag.UNKNOWN)
        and tokens[start + 1].text != "个"
    )


def _walk(text: str, tokens: tuple[Token, ...], index: int, lexicon: Lexicon) -> tuple[int, bool]:
    """Go from the head to the left as far as the name may reach: the first token's index, and whether a district began it."""
    start = index
    seen_district = False
    registered = False
    kind = lexicon.heads.get(tokens[index].text)
    company = kind is not None and kind.type is EntityType.COMPANY
    department = kind is not None and kind.strength == "none"
    while start > 0:
        before = tokens[start - 1]
        registered = registered or tokens[start].text.endswith(_REGISTERED)
        if before.end != tokens[start].start:
            break
        if before.tag in _DISTRICTS:
            at = _district_start(text, tokens, start - 1, lexicon)
            if at is not None and before.tag is Tag.DISTRICT_HEAD and tokens[index].text.endswith(_REGISTERED):
                break  # 宝龙街道|兴诺达精密模具有限公司: the town says where the firm lies
            if at is None:
                if before.tag is Tag.DISTRICT_HEAD:  # 街道总工会: a reference by level
                    start -= 1
                break
            seen_district = True
            start = at
            # A parent may stand before the district: 中铁六局电务公司|深圳|地铁项目部, 北京市|大兴区|总工会.
            previous = tokens[start - 1] if start else None
            if (
                previous
                and previous.end == tokens[start].start
                and (previous.tag in (*_DISTRICTS, Tag.HEAD, Tag.BRAND) or previous.text in _PARTIES)
            ):
                continue
            if tokens[index].text in _BRANCHES and _district_beyond(tokens, start, short=True):
                start -= 1
                continue
            break
        if before.tag is Tag.NUMBER and not _NUMBER_IN_NAME.fullmatch(before.text):
            break
        if before.tag in NAME_TAGS or (before.tag is Tag.TITLE and lexicon.stops.get(before.text) == "generic"):
            start -= 1
            continue
        if before.text in _CLOSING:
            opening = _opening(tokens, start - 1)
            if opening is None or opening == 0:
                break
            inside = tokens[opening + 1 : start - 1]
            if before.text in "）)":
                if any(t.tag in _DISTRICTS for t in inside):
                    seen_district = True
                elif not all(t.tag in NAME_TAGS for t in inside):
                    break
                if tokens[opening - 1].tag not in NAME_TAGS:
                    break
            elif (
                not inside
                or sum(len(t.text) for t in inside) > _LONGEST_QUOTED
                or tokens[index].start - before.end > _QUOTE_REACH
                or " " in text[inside[0].start : before.start]
            ):
                break
            else:
                start = opening
                owner = tokens[opening - 1]
                if owner.end == tokens[opening].start and owner.tag in (Tag.HEAD, *_DISTRICTS, Tag.BRAND):
                    continue
                break
            start = opening
            continue
        registered = registered or tokens[start].text.endswith(_REGISTERED)
        if (
            before.tag is Tag.VERB
            and department
            and start == index
            and start >= 2
            and tokens[start - 2].tag is Tag.HEAD
        ):
            start -= 1  # 长安医院|急诊|科
            continue
        if company and start < index and _is_particle_in_name(tokens, start - 1):
            start -= 1
            continue
        soft = (before.tag is Tag.VERB) or (before.tag is Tag.STOP and len(before.text) == 1 and registered)
        if soft and _district_beyond(tokens, start - 1, short=company or registered):
            start -= 1
            continue
        if before.text in "·-" and start >= 2 and tokens[start - 2].tag in NAME_TAGS:
            start -= 2
            continue
        break
    while start < index and tokens[start].text in _CLOSING:
        start += 1
    return start, seen_district


def _is_particle_in_name(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a function word is a firm's own character: 铜|都|矿业集团, 三|和|半导体, 以|岭|药业."""
    token = tokens[at]
    if token.tag is not Tag.STOP or len(token.text) > 1:
        return False
    before = tokens[at - 1] if at and tokens[at - 1].end == token.start else None
    if token.text in _NAME_PARTICLES:
        single = before is not None and before.tag in (Tag.UNKNOWN, Tag.NUMBER) and len(before.text) == 1
        return single or ((before is None or before.tag is Tag.MARK) and tokens[at + 1].tag is Tag.UNKNOWN)
    return token.text == "和" and before is not None and before.tag is Tag.NUMBER


def _opening(tokens: tuple[Token, ...], closing: int) -> int | None:
    wanted = _CLOSING[tokens[closing].text]
    for at in range(closing - 1, max(-1, closing - _LONGEST_BRACKET - 1), -1):
        if tokens[at].text == wanted:
            return at
        if tokens[at].text in _CLOSING or tokens[at].text in "。，；":
            return None
    return None


def _district_beyond(tokens: tuple[Token, ...], index: int, *, short: bool) -> bool:
    """Whether a district or a brand stands to the left of a verb, with nothing between that ends a name.

    `short` says that a district's short form will do, as it does in the names of firms.
    """
    wanted = (Tag.DISTRICT, Tag.SHORT_DISTRICT, Tag.BRAND) if short else (Tag.DISTRICT,)
    for at in range(index - 1, max(-1, index - 1 - _VERB_REACH), -1):
        if tokens[at].end != tokens[at + 1].start:
            return False
        if tokens[at].tag in wanted:
            return True
        if tokens[at].tag not in (*NAME_TAGS, Tag.VERB) or tokens[at].tag is Tag.HEAD:
            return False
    return False


def _parts(text: str, tokens: tuple[Token, ...], start: int, index: int, lexicon: Lexicon) -> tuple[Part, ...]:
    """The names inside the name: its districts, and every front part that ends with a head."""
    parts: list[Part] = []
    begin = tokens[start].start
    for at in range(start, index):
        token = tokens[at]
        if token.tag in _DISTRICTS:
            first = _district_start(text, tokens, at, lexicon)
            if first is not None:
                parent = _branch_parent(tokens, start, max(first, start), parts)
                if parent is not None:
                    parts.append(parent)
                parts.append(Part(tokens[max(first, start)].start, token.end, EntityType.DISTRICT))
        elif token.tag is Tag.HEAD and at > start and _may_own(tokens, at, lexicon):
            following = tokens[at + 1]
            if following.tag is Tag.HEAD and following.text in _COMPANY_WORDS and following.start == token.end:
                continue
            kind = lexicon.heads[token.text].type
            if kind is EntityType.UNION and lexicon.heads[tokens[index].text].type is EntityType.COMPANY:
                continue
            parts.append(Part(begin, token.end, kind))
    parts = [
        p
        for p in parts
        if not any(
            o.type is p.type is EntityType.DISTRICT and o != p and o.start <= p.start and p.end <= o.end for o in parts
        )
    ]
    registered = max((t.end for t in tokens[start : index + 1] if t.text.endswith(_REGISTERED)), default=0)
    return tuple(p for p in parts if p.type is EntityType.DISTRICT or p.end >= registered)


def _may_own(tokens: tuple[Token, ...], at: int, lexicon: Lexicon) -> bool:
    """Whether the name up to a head can be an owner's: no mere department, no trade without a firm's own word."""
    strength = lexicon.heads[tokens[at].text].strength
    if strength == "brand":
        return tokens[at - 1].tag in (Tag.UNKNOWN, Tag.PROPER)
    return strength != "none" or any(t.tag is Tag.HEAD for t in tokens[max(0, at - 4) : at])


def _branch_parent(tokens: tuple[Token, ...], start: int, at: int, parts: list[Part]) -> Part | None:
    """北京邮政|西城区|分公司: what stands before a branch's own district is its parent's name, head or none."""
    if at <= start or any(p.type is not EntityType.DISTRICT for p in parts) or not parts:
        return None
    before = tokens[at - 1]
    if before.tag in (*_DISTRICTS, Tag.MARK) or parts[-1].end == tokens[at].start:
        return None
    return Part(tokens[start].start, before.end, EntityType.COMPANY)

"""How far to the left of its head an organization's name reaches."""

from __future__ import annotations

import re

from kg.departments import house_of
from kg.districts import DISTRICTS, district_start
from kg.firm_words import (
    NAME_PARTICLES,
    NAME_STARTS,
    NEVER_INSIDE,
    is_behind_landscape,
    is_behind_trade,
    is_firms_word,
    is_particle_in_name,
)
from kg.glosses import CLOSING, gloss_before, opening
from kg.lexicon import Lexicon
from kg.model import EntityType
from kg.tokens import NAME_TAGS, Tag, Token

# A quoted part of a name is short.
_LONGEST_QUOTED = 24
# Between a quoted part and the head stand at most a few characters: “张秉贵”劳动教育研究中心.
_QUOTE_REACH = 6
# How far to the left a district may stand beyond a verb that belongs to the name (通州六小村安置房项目部).
_VERB_REACH = 6
# The longest full names of bodies on the pages have about 40 characters.
_LONGEST_NAME = 60

# A branch's own district stands behind its parent's name: 北京邮政|西城区|分公司.
_BRANCHES = frozenset("分公司 支行 分行 支公司 项目部 工会 店 营业部 供电所 支局 项目 项目经理部 分拨中心".split())
# A firm's registered name is one name, whatever heads stand in it (海通|码头|有限公司).
REGISTERED = ("有限公司", "有限责任公司", "股份有限公司", "集团公司", "总公司")
# Houses that private owners name as firms are named.
_PRIVATE = frozenset(
    "医院 学校 中学 小学 幼儿园 学院 技工学校 技师学院 职业技术学校 职业中学 职业中专 职业学院 职业技术学院".split()
)
# The branches by which firms are in a town.
_OFFICES_OF_FIRMS = frozenset("分公司 支公司 营业部 分拨中心 转运中心 网点 分部 站点 中转站".split())
STEM = frozenset({Tag.UNKNOWN, Tag.PROPER, Tag.NOUN})
_SHORTEST_STEM, _LONGEST_STEM = 3, 6
# What is built along a line is named by the line and the county of its section.
PROJECTS = frozenset({"项目", "项目部", "项目经理部", "标段"})
LINES = ("公路", "铁路", "高速", "高铁", "大桥", "特大桥", "隧道", "快速路", "线", "水库", "工程")
_BELONGING = frozenset({"附属", "直属", "所属"})
_TOWNS = ("街道", "镇", "乡", "苏木", "地区")
# What may stand before the district in a body's name.
_PARTIES = frozenset("共青团 中共 中国共产党 民革 民盟 民建 民进 农工党 致公党 九三学社 公安 武警 交警".split())
# What the name of a national body begins with.
_STATES = frozenset({"中国", "中华", "全国"})
# Numbers inside names: 第一, 三(厂), 十一(局); 2024 is none.
_NUMBER_IN_NAME = re.compile(r"第.+|[一二三四五六七八九十百]{1,4}号?|[0-9]{1,2}号?")
# 7103|厂: right before its head a works may have a longer number.
_NUMBER_OF_WORKS = re.compile(r"[0-9]{3,5}")
_CREWS = frozenset("队 班 组 班组 工区 车间 项目部".split())
# A substation goes by what it transforms and its place.
VOLTS = ("千伏", "伏", "kV", "KV", "kv")
# 盾构|一|班, 检修|二|队: numbered teams, though 一 is a function word elsewhere.
_NUMBERED = frozenset("局 班 队 组 车间 厂 矿 工区 公司 分公司 大队 中队 支队 分厂 选厂 工段".split())
# 施工单位|中交华南建设工程公司: a word for firms says what the name behind it is, and is no part of it.
_APPOSITIONS = ("企业", "单位")
# 贵州路桥|联合|建设有限公司: words for how one works together, and of time, that firms go by.
_WORDS_OF_FIRMS = frozenset({"联合", "未来", "当代", "今日", "明天"})
# Behind 在 stands a name at once, unless a word points or counts.
_LOCATIVES = frozenset({"在", "位于", "来到", "走进"})
_DETERMINERS = frozenset("各每某本该此全这那几多一两余整里外内前后上下中")
# Law firms go by words of two free characters, as firms do.
_FREELY_NAMED = frozenset({"律师事务所", "事务所"})
# 饮食|中心, 维护|班: behind their owner's name these are named by what they do.
_BY_DEEDS = frozenset("中心 站 所 班 队 车间 工区 分公司 分厂 营业部 大队 中队 突击队 作业区 作业场 工段 场 部".split())
_PART_HEADS = frozenset("科处室队班组部系")
_LEVEL_WORDS = frozenset("市区县省州旗")
# Organs of the state that are named by the fields of their work.
_ORGANS = ("局", "厅", "委员会", "委")
# How many words name the first of an organ's fields.
_LONGEST_FIELD = 3


def _is_ward(head: str) -> bool:
    """Whether a head is a department's, alone or with its own word: 科, 急诊科."""
    return head in _PART_HEADS if len(head) == 1 else head[-1] in _PART_HEADS and house_of(head) is not None


def reach(text: str, tokens: tuple[Token, ...], index: int, lexicon: Lexicon) -> tuple[int, bool]:
    """The index of the first token that the name may begin with, and whether a district stands in it."""
    start = index
    seen_district = False
    registered = tokens[index].text in _FREELY_NAMED
    kind = lexicon.heads.get(tokens[index].text)
    company = kind is not None and (kind.type is EntityType.COMPANY or tokens[index].text in ("工会", *_FREELY_NAMED))
    of_union = tokens[index].text == "工会"
    trade = kind is not None and kind.strength == "brand"
    department = kind is not None and kind.strength == "none"
    of_firm = False
    while start > 0:
        before = tokens[start - 1]
        of_firm = of_firm or tokens[start].text.endswith(REGISTERED)
        registered = registered or of_firm or tokens[start].text in _FREELY_NAMED
        if before.end != tokens[start].start or tokens[index].end - before.start > _LONGEST_NAME:
            break
        if (gloss := gloss_before(text, tokens, start)) is not None and tokens[gloss - 1].tag in NAME_TAGS:
            start = gloss  # 襄北开发区|（简称“襄开区”）|工会
            continue
        if before.tag is Tag.SHORT_DISTRICT and tokens[start].text in _LEVEL_WORDS:
            break  # no division is called 民和区: the name begins with 区
        if before.tag in DISTRICTS:
            at = district_start(tokens, start - 1, lexicon)
            if at is not None and before.text.endswith(_TOWNS) and of_firm:
                city = before.tag is Tag.DISTRICT_HEAD and at == start - 3 and tokens[at].tag is Tag.SHORT_DISTRICT
                if city and len(tokens[start - 2].text) == 1:
                    start -= 1  # 柳州|螺|乡|源食品有限公司: no town is called by one character
                    continue
                break  # 宝龙街道|兴诺达精密模具有限公司: the town says where the firm lies
            if at is None:
                if before.tag is Tag.DISTRICT_HEAD:  # 街道总工会: a reference by level
                    start -= 1
                break
            seen_district = True
            start = at
            # A parent may stand before the district: 中铁六局电务公司|深圳|地铁项目部, 北京市|大兴区|总工会.
            previous = tokens[start - 1] if start else None
            if previous and previous.tag is Tag.HEAD and _is_ward(previous.text):
                break  # 急诊科|滕州市环卫中心: a list whose marks are gone
            if (
                previous
                and previous.end == tokens[start].start
                and (
                    previous.tag in (*DISTRICTS, Tag.HEAD, Tag.BRAND)
                    or previous.text in (*_PARTIES, *VOLTS)
                    or gloss_before(text, tokens, start) is not None
                )
            ):
                continue
            if tokens[index].text in _BRANCHES and _district_beyond(tokens, start, short=True):
                start -= 1
                continue
            if previous and previous.text == "师" and start >= 2 and tokens[start - 2].text.startswith("第"):
                start -= 2  # 第八|师|石河子市: a division of the Corps and its city are one body
                continue
            if previous and previous.text in _BELONGING and previous.end == tokens[start].start:
                start -= 1  # 莆田学院|附属|滨海医院
                continue
            joined = previous is not None and previous.end == tokens[start].start
            if previous and joined and tokens[index].text in PROJECTS and previous.text.endswith(LINES):
                start -= 1  # 兰合高速公路|东乡|段|项目部
                continue
            if tokens[index].text in _OFFICES_OF_FIRMS:
                start = _stem(tokens, start)
            break
        if tokens[start].tag is Tag.HEAD and start < index:
            firm = lexicon.heads[tokens[start].text].type is EntityType.COMPANY or tokens[start].text.endswith("局")
            company = firm or (company and not of_union)
        if (
            start == index
            and tokens[index].text == "班"
            and before.tag is Tag.TITLE
            and lexicon.titles[before.text] == "role"
        ):
            start -= 1  # 钳工|班
            continue
        if of_firm and is_firms_word(tokens, start - 1):
            start -= 1
            continue
        if before.tag is Tag.NUMBER and not _is_number_in_name(before.text, at_head=start == index):
            owned = start >= 2 and tokens[start - 2].end == before.start and tokens[start - 2].tag is Tag.HEAD
            crew = owned and tokens[index].text in _CREWS and _NUMBER_OF_WORKS.fullmatch(before.text)
            if crew or (tokens[start].text in VOLTS and before.text.isdigit()):
                start -= 1  # 西沟煤矿|202|综采队, 110|千伏|云亭变电站
                if owned:
                    continue
            break
        if start < index and before.text.endswith(_APPOSITIONS) and tokens[start].tag in NAME_STARTS:
            break
        if before.text == "原" and start >= 2 and tokens[start - 2].tag is Tag.HEAD:
            break  # 远山机械厂|原|工会副主席
        if tokens[start].text in _STATES and before.tag in (Tag.INNER, Tag.HEAD):
            break  # 学习|中国工会十八大精神
        if before.tag in NAME_TAGS or (
            before.tag in (Tag.TITLE, Tag.AWARD) and lexicon.stops.get(before.text) == "generic"
        ):
            start -= 1
            continue
        if before.text in CLOSING:
            begin = opening(tokens, start - 1)
            if not begin:
                break
            inside = tokens[begin + 1 : start - 1]
            if not inside:
                break
            if before.text in "）)":
                if not any(t.tag in DISTRICTS for t in inside):
                    break
                seen_district = True
                if tokens[begin - 1].tag not in NAME_TAGS:
                    break
                start = begin
                continue
            if (
                sum(len(t.text) for t in inside) > _LONGEST_QUOTED
                or tokens[index].start - before.end > _QUOTE_REACH
                or " " in text[inside[0].start : before.start]
            ):
                break
            start = begin
            owner = tokens[begin - 1]
            if owner.end == tokens[begin].start and owner.tag in (Tag.HEAD, *DISTRICTS, Tag.BRAND):
                continue
            break
        if start == index and (department or tokens[index].text in _BY_DEEDS) and _is_deed(tokens, index):
            start -= 1  # 长安医院|急诊|科
            continue
        if (
            before.tag is Tag.TITLE
            and lexicon.titles[before.text] in ("role", "status")
            and _district_beyond(tokens, start - 1, short=False)
        ):
            start -= 1  # 横街镇|新|居民|联谊会
            continue
        private = tokens[index].text in _PRIVATE and start == index and before.tag is Tag.STOP
        time = lexicon.tags.get(before.text) == "t" and before.text not in lexicon.stops
        if private and time and start >= 2 and tokens[start - 2].tag in DISTRICTS:
            start -= 1  # 南阳|隆中|技师学院: to the dictionary a time
            continue
        private = private and before.text in NAME_PARTICLES
        if private and start >= 3 and tokens[start - 2].tag is Tag.UNKNOWN and tokens[start - 3].tag in DISTRICTS:
            start -= 1  # 烟台|业|达|医院
            continue
        if company and (start < index or trade) and is_particle_in_name(tokens, start - 1, lexicon):
            start -= 1
            continue
        if before.text in ("与", "和") and tokens[index].text == "学院" and _university_beyond(tokens, start - 1):
            start -= 1  # 河海大学|能源|与|电气|学院
            continue
        if before.text == "和" and department and _is_joined_field(tokens, start - 1):
            start -= 2  # 劳动|和|经济工作|部
            continue
        if before.text == "和" and tokens[index].text.endswith(_ORGANS) and _is_organs_field(tokens, start - 1):
            start -= 2  # 洛阳市|教育|和|体育局
            continue
        if before.text == "一" and tokens[start].text in _NUMBERED and _continues(tokens, start - 1):
            start -= 1
            continue
        if before.tag is Tag.STOP and len(before.text) == 1 and _is_behind_locative(tokens, start - 1):
            start -= 1
            continue
        free = before.tag is Tag.STOP and len(before.text) == 1 and before.text not in NEVER_INSIDE
        free = free or before.text in _WORDS_OF_FIRMS
        soft = before.tag is Tag.VERB or (free and registered)
        if before.text in _WORDS_OF_FIRMS and registered and is_behind_trade(tokens, start - 1, lexicon):
            start -= 1
            continue
        if before.tag is Tag.VERB and company and start < index and is_behind_landscape(tokens, start - 1, lexicon):
            start -= 1
            continue
        # 江苏|烹饪|餐饮行业协会
        short = company or registered or (start < index and tokens[index].text == "协会")
        if soft and _district_beyond(tokens, start - 1, short=short):
            start -= 1
            continue
        if before.text in "·-" and start >= 2 and tokens[start - 2].tag in NAME_TAGS:
            start -= 2
            continue
        break
    while start < index and tokens[start].text in CLOSING:
        start += 1
    return start, seen_district


def _is_deed(tokens: tuple[Token, ...], index: int) -> bool:
    """Whether a department goes by the verb or the trade right before its head: 长安医院|感染|科, 钳工|班."""
    deed = tokens[index - 1]
    if deed.tag not in (Tag.VERB, Tag.TITLE):
        return False
    if house_of(deed.text + tokens[index].text) is not None:
        return True
    if deed.tag is Tag.TITLE:
        return False
    return (index >= 2 and tokens[index - 2].tag is Tag.HEAD) or _has_office(tokens, index)


def _stem(tokens: tuple[Token, ...], start: int) -> int:
    """Where a firm's own word begins that begins a clause, its branch's district behind it: 迅达速运|福州|营业部."""
    at = start
    while at and tokens[at - 1].tag in STEM and tokens[at - 1].end == tokens[at].start:
        at -= 1
    size = tokens[start].start - tokens[at].start
    bounded = at == 0 or tokens[at - 1].tag is Tag.MARK or tokens[at - 1].end != tokens[at].start
    known = tokens[at].tag is not Tag.UNKNOWN
    return start if known or not bounded or not _SHORTEST_STEM <= size <= _LONGEST_STEM else at


def _is_joined_field(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether 和 joins two fields of a department's work: its word before it stands behind an owner or a mark."""
    if at == 0 or tokens[at - 1].tag is not Tag.INNER or tokens[at - 1].end != tokens[at].start:
        return False
    return at == 1 or tokens[at - 2].tag in (Tag.MARK, Tag.HEAD)


def _is_organs_field(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether 和 joins two fields of a state organ's work: between its district and 和 stand mere words."""
    for before in range(at - 1, max(-1, at - 2 - _LONGEST_FIELD), -1):
        token = tokens[before]
        if token.end != tokens[before + 1].start:
            return False
        if token.tag is Tag.DISTRICT or token.text in _LEVEL_WORDS:
            return before < at - 1
        if token.tag not in (Tag.NOUN, Tag.INNER, Tag.VERB):
            return False
    return False


def _is_behind_locative(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a function word can only be the first character of a name: 在|同|家梁社区, 在|系|马桩街道."""
    if at == 0 or tokens[at].text in NEVER_INSIDE or tokens[at].text in _DETERMINERS:
        return False
    before = tokens[at - 1]
    second = tokens[at].text == "同" and tokens[at + 1].tag is Tag.STOP and tokens[at + 2].tag is Tag.UNKNOWN
    own = tokens[at + 1].tag is Tag.UNKNOWN or second
    if not own or before.end != tokens[at].start:
        return False
    # 在|同|家|梁社区
    return before.text in _LOCATIVES or (before.text == "同" and at > 1 and tokens[at - 2].text in _LOCATIVES)


def _is_number_in_name(number: str, *, at_head: bool) -> bool:
    """Whether a name may hold the number: 第一, 三, 12 anywhere, 7103 right before its head."""
    return bool(_NUMBER_IN_NAME.fullmatch(number) or (at_head and _NUMBER_OF_WORKS.fullmatch(number)))


def _continues(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a word that a name may hold stands right before the token."""
    return at > 0 and tokens[at - 1].end == tokens[at].start and tokens[at - 1].tag in NAME_TAGS - {Tag.GENERIC}


def _has_office(tokens: tuple[Token, ...], index: int) -> bool:
    """Whether an office stands right behind a head (急诊|科|主治医师)."""
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    return following is not None and following.start == tokens[index].end and following.tag is Tag.TITLE


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
        small = short and tokens[at].tag is Tag.STOP and len(tokens[at].text) == 1  # 嘉兴|中|达|紧固件
        if not small and (tokens[at].tag not in (*NAME_TAGS, Tag.VERB) or tokens[at].tag is Tag.HEAD):
            return False
    return False


def _university_beyond(tokens: tuple[Token, ...], index: int) -> bool:
    """Whether a university stands to the left, with nothing between that ends a name."""
    for at in range(index - 1, max(-1, index - 1 - _VERB_REACH), -1):
        if tokens[at].end != tokens[at + 1].start or tokens[at].tag not in NAME_TAGS:
            return False
        if tokens[at].text in ("大学", "学院"):
            return True
    return False

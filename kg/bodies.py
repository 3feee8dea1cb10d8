"""Finds the names of organizations and districts in a flow: from the head, which tells what it is, to the left."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.common_words import is_common
from kg.departments import BARE_PARTS, house_of
from kg.districts import AREAS, DISTRICTS, FUSED, LEAGUES, LEVELS, Body, bracketed_zone, district_name
from kg.lexicon import Head, Lexicon
from kg.model import EntityType
from kg.name_fronts import with_front
from kg.name_parts import OWN_BODIES, parts_of, type_of
from kg.name_reach import VOLTS, reach
from kg.sites import MERE_WORDS, is_site, without_counties
from kg.tokens import NAME_TAGS, Tag, Token

# 急诊|科, 人力资源|部: a department's own word.
_SHORTEST_DEPARTMENT = 2
# 作业区, 供电所: a head of this length tells by itself which unit of its firm is meant.
_SHORTEST_UNIT = 3

# 大柳塔, 小浪底, 老凤祥: before a character that is no word these are the name's own.
_SIZES = frozenset("大小老新高")
# 大|台子|煤矿: what is called by the hamlet where it lies.
_MINES = frozenset("煤矿 金矿 铜矿 铁矿 露天矿 林场 农场 水库 变电站 水电站 供电所".split())
# Whose post it is at a stop of a line, whatever words that is called by.
_RAILWAYMEN = ("值班员", "客运员", "货运员", "信号员", "站务员", "值班站长", "调车长", "调车员", "扳道员", "售票员")
# What may stand inside a name but not at its front.
_NO_FRONT = frozenset({Tag.GENERIC, Tag.NUMBER, Tag.VERB, Tag.TITLE})
# Words that make no name by themselves.
_MERE = frozenset({Tag.GENERIC, Tag.INNER, Tag.NUMBER})
# What stands for the owner's workers, members and leaders beside one another: 工会、团委.
JOINED = OWN_BODIES | {"妇联", "工会委员会", "党工委", "机关党委"}
# Departments so much a body's own that they need no name beside its committee: 医院工会和|护理部.
_OFFICES = frozenset({"护理部", "办公室", "办公厅"})
_WHOLE_FIRMS = (
    "公司",
    "集团",
    "厂",
    "矿",
    "重工",
    "实业",
    "药业",
    "茶业",
    "纸业",
    "矿业",
    "酒业",
    "鞋业",
    "股份",
    "段",
)
# What a union holds, open to all, is no body of its own.
_OCCASIONS = frozenset({"夜校", "学堂", "课堂", "讲堂", "大讲堂", "书屋", "职工书屋", "驿站", "小屋"})
_LONGEST_WORKSHOP = 26
_PLAIN_WORKSHOP = frozenset({"职工", "劳模", "各级", "示范", "市级", "省级", "国家", "全国", "工匠", "技能", "技术"})
# A firm goes by its place or its own word and its trade: 云栈科技, 沈阳机床.
_BRAND_TAGS = frozenset({Tag.UNKNOWN, Tag.PROPER, Tag.SHORT_DISTRICT, Tag.DISTRICT, Tag.BRAND})
_OCCASION_ENDS = ("日", "班", "会", "培训", "论坛", "沙龙", "活动", "讲堂", "课堂", "队伍", "竞赛")
_STATES = frozenset({"中国", "中华", "全国", "首都", "国家"})
# A part of a body, and a ministry's name behind other words (宣传|教育部), need the owner's name before them.
PARTS = frozenset({"none", "whole"})
# Words that speak of many unions at once.
_MANY = frozenset(
    "区县 县区 市县 县市 市区县 区市县 盟市 州市 旗县 镇街 乡镇 各级 两级 三级 各地 两地 三地 四地"
    " 基层 企业 外资企业 民营企业".split()
)
_ANY_OF = frozenset({"二级", "三级", "车间", "班组"})
_MANY_OF = re.compile(r"(?:[2-9]|[0-9]{2,4}|[二两三四五六七八九十百几多数余])(?:余|多)?[支个家所名]$")
_LONGEST_COUNT = 7
_COUNTED = frozenset("家个批所支名")
_SEVERAL = frozenset("两三四五六七八九十")
_DIVISIONS = frozenset("市城区县地省州镇")
_ZONES = ("经济区", "开发区", "新区", "新城", "示范区", "片区")
_CALLED = ("之称", "之誉", "的美誉", "的美称")
# 某酒业公司|厂区 is where it stands, and 某人|学会|了 what somebody learnt.
_NO_END = re.compile(r"(?<=[厂矿院站库])区(?!总工会|委)|了(?!解)")
# 人民广场|站 is a stop of a line, no one who stands.
_STOP_OF_LINE = re.compile(r"站(?![点在立着长务内])|站长")
# 北京市工会|十五大 is a congress, no union.
_CONGRESS = re.compile(r"第?[一二三四五六七八九十]+(?:大|次)")


def find_bodies(text: str, tokens: tuple[Token, ...], lexicon: Lexicon) -> tuple[Body, ...]:
    """All organizations and districts of a flow, outermost names only, in the order of the text."""
    found: list[Body] = []
    index = len(tokens) - 1
    while index >= 0:
        token = tokens[index]
        body = None
        if token.tag is Tag.HEAD:
            body = _body(text, tokens, index, lexicon)
            if body is None or not body.named:
                body = _listed_workshop(text, token, lexicon) or body
        elif token.tag in DISTRICTS:
            body = district_name(tokens, index, lexicon)
        elif token.text in ("）", ")"):
            body = bracketed_zone(tokens, index, lexicon)
        if body is None:
            index -= 1
            continue
        found.append(body)
        index -= 1
        while index >= 0 and tokens[index].start >= body.start:
            index -= 1
    return tuple(reversed(found))


# A workshop named by its trade stands in a list or in quotation marks: 、绿色建造施工技术应用创新工作室、
_LISTED_WORKSHOP = re.compile(r"(?:[、“有]|为)([\u4e00-\u9fff]{4,24})$")


def _listed_workshop(text: str, head: Token, lexicon: Lexicon) -> Body | None:
    """The workshop that a list names by its trade: all that stands between two marks of the list."""
    if lexicon.heads[head.text].type is not EntityType.WORKSHOP:
        return None
    match = _LISTED_WORKSHOP.search(text, max(0, head.start - _LONGEST_WORKSHOP), head.start)
    listed = match is not None and (text[match.start()] == "、" or text[head.end : head.end + 1] in ("、", "”"))
    if match is None or not listed or match.group(1)[:2] in _PLAIN_WORKSHOP:
        return None
    if "的" in match.group(1):
        return None  # 犍为|县之后全市建成的第三个工作室
    return Body(match.start(1), head.end, EntityType.WORKSHOP, head.text, True, "", ())


@dataclass(frozen=True, slots=True)
class _Name:
    """A candidate name: its tokens before the head, the head's kind, and what was seen on the way to the left."""

    head: Token
    kind: Head
    modifiers: tuple[Token, ...]
    district: bool
    pronoun: str
    following: Token | None

    @property
    def unknown(self) -> int:
        """How many characters of words that no dictionary knows."""
        return sum(
            len(t.text)
            for t in self.modifiers
            if (t.tag is Tag.UNKNOWN and t.text not in LEVELS) or (t.tag is Tag.STOP and len(t.text) == 1)
        )

    @property
    def has_owner(self) -> bool:
        return any(t.tag is Tag.HEAD for t in self.modifiers)

    @property
    def has_office(self) -> bool:
        return self.following is not None and self.following.tag is Tag.TITLE


def _body(text: str, tokens: tuple[Token, ...], index: int, lexicon: Lexicon) -> Body | None:
    """The organization whose name ends with the head at `index`; None where there is no name and no reference."""
    head = tokens[index]
    start, district = reach(text, tokens, index, lexicon)
    pronoun = ""
    quote = start > 0 and tokens[start - 1].text == "“" and text[head.end : head.end + 1] == "”"
    while not quote and start < index and tokens[start].tag in _NO_FRONT and not _may_start(tokens, start):
        pronoun = tokens[start].text
        start += 1
    end = head.end
    if start and tokens[start - 1].text == "“" and text[end : end + 1] == "”":
        # 北京排水集团“劳模榜样宣讲团”: the quotation marks belong to the name, the owner stands before them.
        start, end = start - 1, end + 1
        owner = tokens[start - 1] if start else None
        owning = (
            (Tag.HEAD, *DISTRICTS, Tag.UNKNOWN, Tag.PROPER) if is_site(head, lexicon) else (Tag.HEAD,)
        )  # 夷陵区|“司机之家”
        if owner is not None and owner.end == tokens[start].start and owner.tag in owning:
            start, district = reach(text, tokens, start, lexicon)
    start, district = with_front(tokens, start, head, district=district)
    following = tokens[index + 1] if index + 1 < len(tokens) and tokens[index + 1].start == end else None
    if lexicon.heads[head.text].type is EntityType.PLACE and lexicon.heads[head.text].strength == "weak":
        start, district = without_counties(tokens, start, index, district=district)
    name = _Name(head, lexicon.heads[head.text], tokens[start:index], district, pronoun, following)
    first = tokens[start].start
    if name.kind.strength == "whole" and not name.modifiers:
        return Body(head.start, head.end, name.kind.type, head.text, True, "", ())
    if not name.modifiers:
        if head.text == "工会" and _is_of_occasion(tokens, index):
            return None
        part = name.kind.strength == "none"
        own = head.text in OWN_BODIES or (part and head.text in _OFFICES)
        housed = part and head.text not in BARE_PARTS and house_of(head.text) is not None
        certain = housed or _is_office(name, lexicon) or (own and _is_joined(tokens, index))
        return Body(first, end, name.kind.type, head.text, False, head.text, ()) if certain else None
    opening, last = name.modifiers[0], name.modifiers[-1]
    if head.text in BARE_PARTS and last.tag is Tag.HEAD and last.text.endswith(_WHOLE_FIRMS):
        return None  # 远山集团|车间|主任 is of one of its workshops, which has no name here
    if head.text == "工会" and _CONGRESS.match(text, end) and all(_is_of_district(t) for t in name.modifiers):
        return None
    if name.kind.type is EntityType.UNION and (name.modifiers[-1].text in _MANY or opening.text in _ANY_OF):
        return None  # 佛山|各级|工会, 区县|总工会, 二级|学院分工会
    if _is_no_name(text, first, end, name):
        return None
    if name.kind.type is EntityType.PLACE and following is not None and following.text.endswith(_ZONES):
        # 江南国际机场|临空经济区 is named after the airport, whose districts say nothing either.
        return Body(first, end, name.kind.type, head.text, False, "", ())
    if name.kind.type is EntityType.PLACE and _STOP_OF_LINE.match(text, end):
        end += 1  # 人民广场|站
    level = _level(name)
    quoted = "“" in text[first : head.start]
    counted = _MANY_OF.search(text, max(0, first - _LONGEST_COUNT), first)
    if quoted and text[first] == "“" and counted:
        return None  # 5支|“蓝盾”突击队 share their name
    if quoted and head.text == "项目":
        return None  # “盲拆闸瓦”项目 is a contest's
    named = _is_named(name, level, quoted=quoted)
    if named and head.text == "工会" and all(_is_of_district(t) or t.text in _STATES for t in name.modifiers):
        # 长沙县工会 is its 总工会 at most, 全国工会 is none at all.
        named, level = False, "" if name.modifiers[0].text in _STATES else text[first : head.start]
    if not named and (counted or not _may_refer(name, level)):
        return None  # 18所|学校代表队 are of no school that was named
    if quoted and end > head.end and head.text in _OCCASIONS and tokens[start].text != "“":
        owner = next(
            (t for t in reversed(tokens[start:index]) if t.tag in (Tag.HEAD, Tag.MARK) and t.text != "“"), None
        )
        if owner is not None and owner.tag is Tag.HEAD:
            return None  # 某总工会|“匠心夜校”, 某项目部|“工地夜校” is what they offer
    kind = type_of(head, name.modifiers, lexicon)
    return Body(first, end, kind, head.text, named, level, parts_of(tokens, start, index, lexicon))


def _is_office(name: _Name, lexicon: Lexicon) -> bool:
    """Whether a bare head is a certain body for the office behind it (公司|总经理, 工会|主席); the context names it."""
    if name.following is None or name.following.tag is not Tag.TITLE or name.pronoun:
        return False
    head = name.head.text
    known = head in LEVELS or head in FUSED or head in OWN_BODIES or head in _OFFICES or head in AREAS
    # 急诊科|医生 goes with the body of the kind that has such departments.
    # 作业区|主任, 修井队|队长: so do the units of firms, but 车队|队长 may be any one's.
    sort = name.kind.strength == "none" or name.kind.type is EntityType.INSTITUTION
    sort = sort or (name.kind.type is EntityType.COMPANY and len(head) >= _SHORTEST_UNIT)
    department = sort and house_of(head) is not None
    known = known or department or (len(head) > 1 and head.endswith("部"))
    return known and name.kind.strength != "brand" and lexicon.titles[name.following.text] in ("post", "role")


def _is_no_name(text: str, first: int, end: int, name: _Name) -> bool:
    """Whether what surrounds a candidate, or how it begins, shows that it names nobody."""
    opening, count = name.modifiers[0], name.modifiers[1].text if len(name.modifiers) > 1 else ""
    if opening.tag is Tag.NUMBER and (
        (opening.text[0] == "第" and (opening.text + count)[-1] in _COUNTED)
        or (opening.text in _SEVERAL and count in _DIVISIONS)
    ):
        return True  # 第二|家|工会联合会, 四|市|总工会
    if name.kind.type is EntityType.COMPANY and all(t.text == "全国" for t in name.modifiers):
        return True  # 全国|煤矿
    if _NO_END.match(text, end) or text.startswith(_CALLED, end) or text.startswith(_CALLED, end + 1):
        return True  # 素有“江南水乡小镇”之称
    if (
        name.kind.type is EntityType.WORKSHOP
        and name.modifiers[-1].text.endswith("为")
        and text.startswith("揭牌", end)
    ):
        return True  # 周明远为|工作室|揭牌
    if name.kind.type is EntityType.PLACE and text[end : end + 1] == "”" and text[first] != "“":
        return True  # “筑梦深蓝 情定船台”
    if is_common(text, first, name.head, name.modifiers):
        return True
    closing = text.find("”", first, name.head.start) if text[first] == "“" else -1
    return closing > 0 and text.startswith(tuple(_STATES), closing + 1)  # “墨韵”全国|煤矿|书画展


def _is_of_district(token: Token) -> bool:
    """Whether a word names a district, or the division of the Corps that is one with it (第八|师|石河子市)."""
    return token.tag in DISTRICTS or token.text == "师" or (token.tag is Tag.NUMBER and token.text[0] == "第")


def _is_of_occasion(tokens: tuple[Token, ...], index: int) -> bool:
    """Whether an office of unions in general names what is held for them: 工会主席|接待日, 工会主席|培训班."""
    after = tokens[index + 2] if index + 2 < len(tokens) else None
    if after is None or after.start != tokens[index + 1].end:
        return False
    return after.tag in (Tag.NOUN, Tag.INNER) and after.text.endswith(_OCCASION_ENDS)


def _is_joined(tokens: tuple[Token, ...], index: int) -> bool:
    """Whether a body's own committee is named right before a bare one: 医院工会、|团委."""
    if (
        index < 3
        or tokens[index - 1].text not in ("、", "和", "与")
        or tokens[index].start != tokens[index - 2].end + 1
    ):
        return False
    named = tokens[index - 2]
    return named.tag is Tag.HEAD and named.text in JOINED and tokens[index - 3].end == named.start


def _level(name: _Name) -> str:
    """The word by which the name refers to a body or district named elsewhere; empty for none."""
    of_level = name.modifiers[0].text in LEVELS and len(name.modifiers) > 1 and name.modifiers[1].tag is Tag.HEAD
    if name.district and not of_level:  # but 区|人民法院|金阳|法庭
        return ""
    if name.pronoun.startswith("该"):
        return name.pronoun  # 该校|基础教育学院
    first = name.modifiers[0]
    if first.text in FUSED - LEAGUES:
        return first.text[0]  # 市委|组织部
    return first.text if first.text in LEVELS or first.tag is Tag.DISTRICT_HEAD else ""


def _is_named(name: _Name, level: str, *, quoted: bool) -> bool:
    """Whether the words before the head make it the name of one body, as its strength demands."""
    tags = {t.tag for t in name.modifiers}
    strength = name.kind.strength
    if strength == "strong":
        return not level and not tags <= _MERE
    if strength == "district":
        return name.district and name.modifiers[-1].tag in DISTRICTS
    proper = name.district or Tag.BRAND in tags or Tag.PROPER in tags or name.unknown >= MERE_WORDS
    if name.head.text == "项目":  # 反假货币项目 is a contest's
        proper = name.district or bool(tags & {Tag.BRAND, Tag.PROPER, Tag.HEAD})
    if strength == "narrow" and not level:
        # 溪水|林场, 华中师范|大学, 新|窑|煤矿: so narrow a kind that any noun before it is the name of one.
        proper = proper or Tag.NOUN in tags or (name.modifiers[0].text in _SIZES and name.unknown > 0)
    plain = strength == "weak" and not name.district and not level and not tags & {Tag.BRAND, Tag.PROPER, Tag.HEAD}
    if plain and house_of("".join(t.text for t in name.modifiers) + name.head.text) is not None:
        return False  # 输电运检|中心 is a firm's that the article is about
    if name.head.text == "工会" and not name.district and not tags & {Tag.BRAND, Tag.PROPER, Tag.HEAD}:
        proper = name.unknown > MERE_WORDS
    if strength == "brand":
        word = {t.tag for t in name.modifiers if len(t.text) > 1 or t.tag is not Tag.STOP} <= _BRAND_TAGS
        more = name.following is not None and name.following.tag in (Tag.NOUN, Tag.GENERIC)
        if all(t.text in _STATES for t in name.modifiers):
            more = name.following is not None and name.following.tag in (
                *NAME_TAGS,
                Tag.TITLE,
                Tag.AWARD,
            )  # 中国纺织|工匠
        return proper and word and not more
    if name.head.text == "站" and not name.has_owner and not level:
        office = name.following.text if name.following is not None and name.has_office else ""
        own = bool(office) and (name.unknown >= MERE_WORDS or office.endswith(_RAILWAYMEN))
        if name.modifiers[-1].tag in DISTRICTS or own:
            return True  # 原平|站|值班员, 石|桥|站|值班员: a railway's
    if quoted and name.kind.type is EntityType.PLACE and name.modifiers[-1].text == "”" and name.district:
        return True  # 关上街道|“滇小工”驿站
    if strength in PARTS:
        # 厂|安保部 is the works' that the article is about.
        own = name.district and name.head.text == "办公室" and name.modifiers[-1].tag in (Tag.INNER, Tag.NOUN)
        if own and not level:
            return True  # 清河县|党建工作|办公室 needs no other owner than its district
        return proper and any(t.tag is Tag.HEAD for t in name.modifiers[1 if level else 0 :])
    if name.modifiers[0].text.startswith("第") and not name.district and not name.has_owner:
        return False  # 第六届工会委员会 is a union's
    if quoted and name.head.text != "社区" and name.kind.type in (EntityType.INSTITUTION, EntityType.WORKSHOP):
        proper = True
    if quoted and name.kind.type is EntityType.PLACE and name.modifiers[-1].text == "”":
        proper = True  # “滇小工”|驿站; “书香工地” is a slogan
    if name.kind.type is EntityType.WORKSHOP and not name.unknown and not name.has_owner:
        # 山西省职工创新工作室 is an honour; a workshop bears a person's name or that of its trade and owner.
        proper = proper and bool(tags & {Tag.PROPER, Tag.NOUN})
    # A body with an office of its own right behind it (玲珑路店|店长) is a certain one, however common its words.
    own = name.has_office and name.following is not None and name.following.text.startswith(name.head.text[-1])
    branch = len(level) == 1 and level in LEVELS and len(name.modifiers) > 1 and name.modifiers[1].tag is Tag.HEAD
    if branch and not any(t.text == "驻" for t in name.modifiers):
        return False  # 县|人民医院|半塔|分院 is the county's
    return not level.startswith("该") and (proper or (own and name.unknown > 0)) and not (level and not name.unknown)


def _may_refer(name: _Name, level: str) -> bool:
    """Whether an unnamed candidate may mean a body named elsewhere."""
    if name.kind.strength == "brand" or (name.kind.strength == "district" and not level):
        return False
    if name.kind.strength == "district" and name.modifiers[-1].tag is Tag.HEAD:
        return False  # 区中医医院|代表队 is the hospital's
    if level or name.has_owner:
        return True
    if name.kind.strength in PARTS:
        own = "".join(t.text for t in name.modifiers)
        return len(own) >= _SHORTEST_DEPARTMENT or house_of(own + name.head.text) is not None  # 丙|班
    return not all(t.tag is Tag.GENERIC for t in name.modifiers)


def _may_start(tokens: tuple[Token, ...], start: int) -> bool:
    """第四届委员会 and 12小时药店 begin with a number, 大柳塔煤矿 with 大; 3个 and 职工 begin no name."""
    text = tokens[start].text
    if text in _SIZES and tokens[start + 1].tag is Tag.UNKNOWN and tokens[start + 1].end - tokens[start + 1].start == 1:
        return True
    if text in _SIZES and tokens[start + 1].tag is Tag.NOUN and tokens[start + 2].text in _MINES:
        return True  # 大|台子|煤矿
    if text in _SIZES and tokens[start + 1].tag is Tag.PROPER and start and tokens[start - 1].text == "在":
        return True  # 在|大|新庄|通信工区
    if text == "园区" and tokens[start + 1].tag is Tag.HEAD:
        return True  # 园区|总工会 is the zone's that the article is about
    if tokens[start].tag is Tag.TITLE and tokens[start + 1].text == "班":
        return True  # 钳工|班
    if tokens[start + 1].tag is Tag.HEAD and house_of(text + tokens[start + 1].text) is not None:
        return True  # 感染|科
    return text.startswith("第") or (
        tokens[start].tag is Tag.NUMBER
        and (tokens[start + 1].tag in (Tag.HEAD, Tag.UNKNOWN) or tokens[start + 1].text in ("和", *VOLTS))
        and tokens[start + 1].text != "个"
    )

"""The names inside a body's name, owners and districts, and what its head makes of the words before it."""

from __future__ import annotations

from kg.districts import DISTRICTS, Part, district_start, is_trade
from kg.glosses import without_glosses
from kg.lexicon import Lexicon
from kg.model import EntityType
from kg.name_reach import LINES, PROJECTS, REGISTERED, STEM
from kg.tokens import Tag, Token

# 远山机械|厂: the works of a trade is no part of it.
_WORKS = frozenset({"厂", "总厂", "工厂", "分厂", "项目", "店", "银行"})
# 工匠学院|联盟, 老年大学|协会: who joins in what is no owner of it.
_ASSOCIATIONS = ("联盟", "协会", "学会", "联合会", "促进会", "商会", "研究会", "联谊会", "基金会")
# The words for a firm that its name may end with.
COMPANY_WORDS = frozenset(
    {"公司", "集团", "集团公司", *REGISTERED, "集团有限公司", "集团有限责任公司", "集团股份有限公司"}
)
_CREWS = frozenset({"队", "中心"})
_SHOPS = frozenset({"店", "门店", "分店"})
_ROADS = "路街巷桥道"
# Who runs a building project: a firm, or a unit of one.
_BUILDERS = ("公司", "集团", "局", "处", "段", "队", "设计院", "勘察院", "研究院", "规划院", "指挥部")
# 中国海员建设工会|天津市委员会: a union's committee in a district.
_COMMITTEES = frozenset({"委员会", "工作委员会", "工委"})
# Bodies that every firm and institution has: named by an office alone, they are the owner's.
OWN_BODIES = frozenset(
    "工会 总工会 党委 党总支 党支部 团委 纪委 党校 女职工委员会 女工委员会 女工委 女职委"
    " 经费审查委员会 经审会 经审委".split()
)
# What a chain of shops is called has at least so many characters.
_SHORTEST_CHAIN = 2


def type_of(head: Token, modifiers: tuple[Token, ...], lexicon: Lexicon) -> EntityType:
    """What a head makes of the words before it; a group's numbered 局 (中铁|四|局) is a firm.

    So is what works for a firm, as its workshops are: 北台煤矿|机电|队, 国网海西供电公司|运检|中心.
    """
    if head.text == "局" and any(t.tag is Tag.BRAND for t in modifiers):
        return EntityType.COMPANY
    if head.text == "厅" and any(t.tag is Tag.HEAD for t in modifiers):
        return EntityType.PLACE  # 柳州饭店|龙城厅 is a room; the organs of a province are called by it alone
    placed = head.text in _COMMITTEES and bool(modifiers) and modifiers[-1].tag in DISTRICTS
    if placed and any(t.text == "工会" for t in modifiers):
        return EntityType.UNION
    if head.text in _CREWS:
        owner = next((t for t in reversed(modifiers) if t.tag is Tag.HEAD), None)
        kind = lexicon.heads[owner.text] if owner is not None else None
        # 邮政|业发展中心 is a trade's, 物流|中心 a firm
        owned = kind is not None and (kind.strength != "brand" or owner is modifiers[-1])
        if owned and kind is not None and kind.type is EntityType.COMPANY:
            return EntityType.COMPANY
    return lexicon.heads[head.text].type


def parts_of(tokens: tuple[Token, ...], start: int, index: int, lexicon: Lexicon) -> tuple[Part, ...]:
    """The names inside the name: its districts, and every front part that ends with a head."""
    parts: list[Part] = []
    begin = tokens[start].start
    plain = without_glosses(tokens[start:index])
    for at in range(start, index):
        token = tokens[at]
        if token not in plain:
            continue
        if token.tag in DISTRICTS:
            first = district_start(tokens, at, lexicon)
            if first is not None and not _is_firms_own(tokens, first, at, index):
                first = max(first, start)
                parent = _branch_parent(tokens, start, first, parts, lexicon)
                line = tokens[index].text in PROJECTS and tokens[first - 1].text.endswith(LINES)
                if parent is not None and not line:
                    parts.append(parent)
                parts.append(Part(tokens[first].start, token.end, EntityType.DISTRICT))
        elif token.tag is Tag.HEAD and at > start and _may_own(tokens, at, lexicon):
            following = tokens[at + 1]
            if token.text == "中心" and tokens[at - 1].tag in DISTRICTS and following.text not in OWN_BODIES:
                continue  # 香山镇|中心|小学
            if _is_built(tokens, at, index, parts):
                continue
            trade = is_trade(token, lexicon)
            glued = following.tag is Tag.HEAD and following.start == token.end
            if glued and (following.text in COMPANY_WORDS or (trade and following.text in _WORKS)):
                continue
            # 工匠学院|联盟, 职业中专|学校
            if glued and (following.text.endswith(_ASSOCIATIONS) or following.text == "学校"):
                continue
            if any(t.text == "驻" for t in tokens[start:at]):
                continue  # 市纪委|驻市总工会纪检监察组: the union is the host, no owner
            if trade and not _has_branch(tokens, at, index, lexicon):
                continue
            kind = type_of(token, tokens[start:at], lexicon)
            if kind is EntityType.PLACE:
                if lexicon.heads[tokens[index].text].type is not EntityType.UNION:
                    continue  # 鸡足山景区|管理公司: a place owns nothing
                kind = EntityType.INSTITUTION  # 平型关大捷纪念馆|工会: what has a union is a body
            if kind is EntityType.UNION and lexicon.heads[tokens[index].text].type is EntityType.COMPANY:
                continue
            parts.append(Part(begin, token.end, kind))
    stem = _stem_end(tokens, start, index)
    if stem is not None:
        parts.insert(0, Part(begin, stem, EntityType.COMPANY))
    parts = [
        p
        for p in parts
        if not any(
            o.type is p.type is EntityType.DISTRICT and o != p and o.start <= p.start and p.end <= o.end for o in parts
        )
    ]
    registered = max((t.end for t in tokens[start : index + 1] if t.text.endswith(REGISTERED)), default=0)
    return tuple(p for p in parts if p.type is EntityType.DISTRICT or p.end >= registered)


def _is_built(tokens: tuple[Token, ...], at: int, index: int, parts: list[Part]) -> bool:
    """Whether a head is of what a firm's project builds: 远山建工集团|城南小学|项目部 is no part of the school."""
    if tokens[at].text in PROJECTS or tokens[at].text.endswith(_BUILDERS):
        return False
    owned = any(part.type is EntityType.COMPANY for part in parts)
    return owned and any(token.text in PROJECTS for token in tokens[at + 1 : index + 1])


def _is_firms_own(tokens: tuple[Token, ...], first: int, at: int, index: int) -> bool:
    """Whether a word of place is only a part of a firm's own word: 柳州|螺|乡|源食品有限公司, 海南|琼海|潮|律师事务所.

    No firm goes by one character behind its town and its province.
    """
    following = tokens[at + 1]
    short = tokens[at].tag is Tag.SHORT_DISTRICT and first == at > 0 and tokens[at - 1].tag in DISTRICTS
    if short and following.tag is Tag.UNKNOWN and len(following.text) == 1 and tokens[at + 2].tag is Tag.HEAD:
        return True
    town = tokens[at].tag is Tag.DISTRICT_HEAD and first == at - 2 and len(tokens[at - 1].text) == 1
    return town and tokens[first].tag is Tag.SHORT_DISTRICT and tokens[index].text.endswith(REGISTERED)


def _stem_end(tokens: tuple[Token, ...], start: int, index: int) -> int | None:
    """Where the name of a firm ends that goes by no head and begins a longer name; None where there is none.

    中国邮政|宁波市分公司, 鞍钢|矿业公司; before the road of a shop stands the chain's own word: 超市发|玲珑路店.
    """
    first, following = tokens[start], tokens[start + 1]
    if first.tag is Tag.BRAND and first.text.startswith("中国"):
        return first.end if following.text != "工会" else None
    if first.tag is Tag.BRAND and first.text.endswith("钢"):
        return first.end if following.text == "工会" or following.text not in (*COMPANY_WORDS, *OWN_BODIES) else None
    if tokens[index].text not in _SHOPS or tokens[index - 1].text[-1] not in _ROADS:
        return None
    road = index - 1 if len(tokens[index - 1].text) > 1 else index - 2
    chain = tokens[start:road]
    if sum(len(t.text) for t in chain) < _SHORTEST_CHAIN or any(
        t.tag in (*DISTRICTS, Tag.HEAD, Tag.MARK) for t in chain
    ):
        return None
    return chain[-1].end


def _has_branch(tokens: tuple[Token, ...], at: int, index: int, lexicon: Lexicon) -> bool:
    """Whether what follows a firm's trade is a branch of it: 云栈快递|象山|分公司, 松江煤电|三矿, 甬江重工|工会.

    江苏纺织|职业技术学院 and 宁夏电力|行业协会 are bodies of a trade, 海口公交|新国线客运公司 is another firm.
    """
    following = next(n for n in range(at + 1, index + 1) if tokens[n].tag is Tag.HEAD)
    kind = lexicon.heads[tokens[following].text]
    own = tokens[at + 1 : following]
    if tokens[following].text in OWN_BODIES or (tokens[following].text == "分公司" and own):
        return True
    if kind.type is not EntityType.COMPANY:
        return kind.type is EntityType.INSTITUTION and kind.strength == "none" and bool(own or following < index)
    placed = any(t.tag in (*DISTRICTS, Tag.NUMBER) for t in own)
    return placed or (bool(own) and kind.strength == "weak" and not tokens[following].text.endswith("公司"))


def _may_own(tokens: tuple[Token, ...], at: int, lexicon: Lexicon) -> bool:
    """Whether the name up to a head can be an owner's: no mere department, no trade without a firm's own word."""
    strength = lexicon.heads[tokens[at].text].strength
    if strength == "brand":
        before = tokens[at - 1]
        if tokens[at].text == "铁路" and before.tag is Tag.NOUN and tokens[at + 1].tag in DISTRICTS:
            return True  # 大秦铁路|忻州|车务段
        single = before.tag is Tag.STOP and len(before.text) == 1  # 驿|达|快运
        return single or before.tag in (Tag.UNKNOWN, Tag.PROPER, Tag.SHORT_DISTRICT)
    return strength != "none" or any(t.tag is Tag.HEAD for t in tokens[max(0, at - 4) : at])


def _branch_parent(tokens: tuple[Token, ...], start: int, at: int, parts: list[Part], lexicon: Lexicon) -> Part | None:
    """北京邮政|西城区|分公司: what stands before a branch's own district is its parent's name, head or none."""
    if at <= start or any(p.type is not EntityType.DISTRICT for p in parts):
        return None
    if not parts and not (tokens[start].tag is Tag.UNKNOWN and all(t.tag in STEM for t in tokens[start:at])):
        return None
    before = tokens[at - 1]
    if before.text == "师":
        return None  # 第八师|石河子市
    if before.tag in (*DISTRICTS, Tag.MARK) or (parts and parts[-1].end == tokens[at].start):
        return None
    if before.tag is Tag.HEAD and lexicon.heads[before.text].type is EntityType.PLACE:
        return None
    return Part(tokens[start].start, before.end, EntityType.COMPANY)

"""District names in a flow: divisions of the gazetteer, and zones and towns that only their heads tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kg.lexicon import Lexicon
from kg.model import EntityType
from kg.tokens import Tag, Token

_LONGEST_TOWN = 5
_LONGEST_ZONE = 12
# 徐圩, 狮城: a zone's own word has at least so many characters.
_SHORTEST_OWN_WORD = 2

DISTRICTS = frozenset({Tag.DISTRICT, Tag.SHORT_DISTRICT, Tag.DISTRICT_HEAD})
# Words that stand for a body or a district named elsewhere: 区|总工会, 公司|工会.
LEVELS = frozenset(
    "市 区 县 省 州 旗 盟 镇 乡 村 校 院 厂 矿 局 所 站 段 队 师 团 街道 地区 园区 自治区 自治州 公司 集团 集团公司"
    " 分公司 学校 大学 学院 医院 银行 酒店 农场 支队 项目部 总工会".split()
)
_ZONES = tuple(
    "开发区 高新区 经开区 新区 新城 园区 工业园 产业园 港务区 保税区 示范区 试验区 自贸区 风景区 景区 度假区 合作区"
    " 基地".split()
)
#: Bodies of an area that go without its name beside another office there (党工委书记、|管委会|主任), by its ending.
AREAS: Mapping[str, tuple[str, ...]] = {
    "管委会": _ZONES,
    "管理委员会": _ZONES,
    "办事处": ("街道",),
    "人大工委": ("街道",),
    "自治区党委": ("自治区",),
    "村委会": ("村",),
    "居委会": ("社区",),
    "居民委员会": ("社区",),
    "村民委员会": ("村",),
    **dict.fromkeys(
        ("党政办", "党政办公室", "综治办", "经发办", "社会事务办", "平安办", "党建办", "武装部"), ("镇", "乡", "街道")
    ),
    "公安局": ("市", "县", "区", "州", "旗"),
}
# 区委 and 县委 hold their level in their own first character.
_COMMITTEES = frozenset({"市委", "省委", "区委", "县委", "州委", "旗委"})
# So do the committees of the Youth League: 团区委 is 共青团某区委.
LEAGUES = frozenset("团" + committee for committee in _COMMITTEES)
FUSED = _COMMITTEES | LEAGUES
_NAME_WORDS = frozenset({Tag.UNKNOWN, Tag.PROPER, Tag.NOUN, Tag.NUMBER})
# 国际机场|临空经济区: zones at an airport bear its name.
_AIRPORTS = frozenset({"机场", "国际机场"})
# A zone that shows a policy is none that one can go to.
_OF_POLICY = frozenset({"理念", "富裕", "共同富裕", "先行", "文明", "引领", "安全发展", "协调发展", "一体化发展"})
_AT_AIRPORT = ("临空经济区", "经济区", "示范区", "综合实验区", "航空港区")
_NEVER_IN_TOWN = frozenset({Tag.MARK, Tag.TITLE, Tag.NUMBER, Tag.HEAD, Tag.DISTRICT, Tag.DISTRICT_HEAD, Tag.AWARD})


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a body's name that is a name itself: the name up to a head inside it, or a district."""

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


def is_trade(token: Token, lexicon: Lexicon) -> bool:
    """Whether the token is a trade, which firms go by (科技, 机床)."""
    return token.tag is Tag.HEAD and lexicon.heads[token.text].strength == "brand"


def district_name(tokens: tuple[Token, ...], index: int, lexicon: Lexicon) -> Body | None:
    """The district whose name ends with this token; 北京市大兴区 gives 大兴区 with the part 北京市."""
    start = district_start(tokens, index, lexicon)
    if start is None:
        return None
    first, token = tokens[start], tokens[index]
    if token.tag is Tag.DISTRICT_HEAD and index > start and tokens[index - 1].text in _OF_POLICY:
        return None  # 建设共同富裕|示范区
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


def bracketed_zone(tokens: tuple[Token, ...], index: int, lexicon: Lexicon) -> Body | None:
    """The zone whose part in one district the bracket tells that ends here: 临空经济区（大兴）; None for others."""
    opening = index - 2
    if opening < 1 or tokens[opening].text not in "（(" or tokens[opening - 1].end != tokens[opening].start:
        return None
    inside, head = tokens[index - 1], tokens[opening - 1]
    if inside.tag not in (Tag.DISTRICT, Tag.SHORT_DISTRICT) or lexicon.district_heads.get(head.text) != "zone":
        return None
    zone = district_name(tokens, opening - 1, lexicon)
    if zone is None:
        return None
    part = Part(inside.start, inside.end, EntityType.DISTRICT)
    return replace(zone, end=tokens[index].end, parts=(part,))


def _is_zones_own(words: tuple[Token, ...]) -> bool:
    """Whether the words make a name without the district before them: 连云港市|徐圩|新区, not 大兴区|生物|产业园."""
    return sum(len(t.text) for t in words if t.tag in (Tag.UNKNOWN, Tag.PROPER)) >= _SHORTEST_OWN_WORD


def _may_be_in_zone(word: Token, head: Token, lexicon: Lexicon) -> bool:
    """Whether a zone's name may hold a word: 生物|医药|产业基地, 新|材料|产业园, 国际|机场|临空经济区."""
    if word.text in _AIRPORTS:
        return head.text in _AT_AIRPORT
    return word.tag in _NAME_WORDS or word.tag is Tag.INNER or word.text == "新" or is_trade(word, lexicon)


def district_start(tokens: tuple[Token, ...], index: int, lexicon: Lexicon) -> int | None:
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
            own = tokens[start:index]
            if (town and own) or (not town and before.tag is Tag.DISTRICT and _is_zones_own(own)):
                break
            start -= 1
            if before.tag is Tag.SHORT_DISTRICT and (town or any(t.text in _AIRPORTS for t in own[:2])):
                continue  # 绳|金塔|街道: a county's short name is a word, too; 北京|大兴|国际机场|临空经济区
            break
        if not (before.tag in _NAME_WORDS if town else _may_be_in_zone(before, token, lexicon)):
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
    after_district = start > 0 and tokens[start - 1].tag in DISTRICTS and tokens[start - 1].end == tokens[start].start
    if not town and not all(m.tag in (Tag.GENERIC, Tag.INNER, Tag.NUMBER, Tag.HEAD) for m in modifiers):
        proper = True
    if not proper and not after_district:
        return None
    if len(modifiers) == 1 and (modifiers[0].text in LEVELS or modifiers[0].tag is Tag.NUMBER):
        return None
    return start

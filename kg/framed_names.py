"""Names that no head tells and their frame does: firms in a list of firms, firms beside firms, venues of events."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import replace

from kg.districts import DISTRICTS, Body, is_trade
from kg.lexicon import Lexicon, classes
from kg.model import EntityType
from kg.tokens import NAME_TAGS, Tag, Token

# 闪达、速必行等8家企业: what the list's end says that its items are.
_END_OF_LIST = re.compile(
    r"等(?:(?:[0-9]+|[一二三四五六七八九十百数多几]+)(?:余|多)?(?P<count>家|个|户))?"
    r"[\u4e00-\u9fff]{0,6}?(?P<firms>企业|公司|厂家|商户)?"
)
_LONGEST_LIST = 60
_LONGEST_ITEM = 8
_SEPARATORS = frozenset({"、", "和", "及", "与", "以及"})
# 国企, 制造业, 外向型: kinds of firms, no firms.
_KINDS = ("企", "业", "类", "型", "性", "式", "化")
# What an unheaded firm goes by.
_OWN_WORDS = frozenset({Tag.UNKNOWN, Tag.PROPER})
_NEVER = frozenset({Tag.TITLE, Tag.AWARD, Tag.GENERIC, Tag.MARK, Tag.DISTRICT_HEAD})
_FIRST_ITEM = frozenset({Tag.UNKNOWN, Tag.PROPER, Tag.SHORT_DISTRICT})

# 在荔湾区永庆坊开赛: the verb says that what stands behind 在 is a venue; so does a scene (在水绘园门前，…).
_VENUE = re.compile(
    r"(?<![现正存实内所旨潜])在(?P<name>[\u4e00-\u9fff]{2,18}?)"
    r"(?:(?:里|内|上)?(?:成功|隆重|圆满|正式|顺利|如期|火热|联合|共同|热闹|浪漫|精彩|激情|点火|鸣枪|盛大|温情|集中|同步)?"
    r"(?P<verb>举行|举办|召开|开赛|开幕|闭幕|落幕|开班|开讲|开课|开锣|开唱|开演|上演|打响|拉开|揭幕|鸣锣|启幕|启动|开展|收官"
    r"|挥拍|起跑|挂牌|揭牌|落成|摆开|开镰|收枰|亮相|启航|开营|设立|巡演|巡展|比拼|竞技|组织|开办|进行|唱响|奏响|开闹|开园"
    r"|开业|开工|首演|首映|开拍|开镜|开机|开跑|开打|开球|开秤|开渔|开犁|开笔|誓师|集结|决出|决赛|鸣枪|收兵|收尾|谢幕|签约"
    r"|签订|签署|签下|签字|发布|颁奖|授旗|授牌|出征|出发|开市|开街|热闹|热情|圆满|隆重)"
    r"|(?P<scene>(?:门前|门口|门外|楼前|楼下|现场|里|内|上)?，))"
)
# 文化馆门前热气腾腾: what a lead begins with sets the scene.
_CROWDED = re.compile(
    r"(?:^|(?<=[，。；！？”\n \u3000]))(?P<name>[\u4e00-\u9fff]{3,26}?)(?:里|内|上|门前|门口|现场)"
    r"(?:座无虚席|人头攒动|热气腾腾|热闹非凡|灯火通明|掌声|歌声|笑声|欢声|人声鼎沸|气氛热烈|暖意融融|张灯结彩|人潮涌动|人山人海"
    r"|彩旗|红旗招展|锣鼓|书声|机声|弧光|坐满|挤满|书香|茶香|喜气|其乐融融|欢歌)"
)
# 柳州饭店|龙城厅, 某医院|门诊楼五楼报告厅: the rooms of a house.
_ROOMS = tuple("厅室楼堂馆")
_LONGEST_ROOM = 10
_SITES = "坊桥街路巷弄寨屯坝坪塬湖山峰岭岛湾滩港园苑楼厅馆场堂阁塔亭台城宫寺祠渡市集站库棚廊岸林院窑谷"
# 舞台, 市场: what no place is meant by, and what every body has.
_NO_SITES = (
    *"平台 舞台 擂台 讲台 电台 视台 战场 立场 职场 会场 现场 赛场 考场 市场 当场 上场 课堂 城市 全市 我市"
    " 省市 进城 省城 县城 老城 新城 园林 医院 法院 学院 剧院 全院 我院 本院"
    " 立案庭 线路 网路 思路 道路 公路 铁路 一路 对岸 两岸 沿岸"
    " 网站 总站 首站 台站 工作站".split(),
)
SHORTEST_SITE = 3
# 铁人|广场: what a venue is called for, and the longest and shortest words for venues.
_SHORTEST_OWN = 2
_VENUE_SIZES = (4, 3, 2)
# Function words that no name of a site holds.
_JOINS = frozenset("和与及或的在到为被把由向对从等了是")


# 走进尚贤楼、启智楼、梦想大厅等地, 在启智楼里: what is gone to, or is inside of, is a building.
_TOUR = re.compile(
    r"(?:走进|走入|来到|参观|察看|游览|移步|步入|在)了?(?P<names>[\u4e00-\u9fff、]{3,60}?)(?:里|内|等地|等处|等场所|等场馆|[，。；])"
)
_BUILDING = re.compile(r"([\u4e00-\u9fff]{2,4}?)(?:楼|大厅|厅|馆|阁|苑|亭|堂)")
_SHORTEST_BUILDING = 2
# What a building is for names its kind.
_KINDS_OF_BUILDINGS = frozenset(
    "办公 教学 综合 实训 实验 宿舍 门诊 住院 医技 生产 行政 科研 服务 公寓 家属 居民 图书 展示 展览 办事 营业 接待"
    " 候诊 候车 候机 便民 业务 政务 交易 报告 会议 学术 多功能 宴会 演播 体育 运动 健身 阅览 活动 休息 培训 指挥 控制"
    " 调度 病房 急诊 体验 文化 艺术 科技 荣誉 写字 商务 整栋 一栋 这栋 那栋 居住 住宅 烂尾 安置 职工"
    " 学生 教师 员工".split()
)


def find_listed_firms(tokens: tuple[Token, ...], bodies: Iterable[Body], text: str, lexicon: Lexicon) -> list[Body]:
    """The items of lists that end in 等8家企业, or in 等8家 with firms for neighbours, and are known by no head."""
    found: list[Body] = []
    known = [body for body in bodies if body.type is not EntityType.DISTRICT]
    for index, token in enumerate(tokens):
        if token.text != "等" or index == 0:
            continue
        end = _END_OF_LIST.match(text, token.start)
        if end is None or not (end["firms"] or end["count"]):
            continue
        items = _items(tokens, index)
        if len(items) < 2:
            continue
        siblings = {body.type for body in known for item in items if _overlap(body, item) and body.named}
        if siblings - {EntityType.COMPANY} or not (siblings or end["firms"]):
            continue
        for number, item in enumerate(items):
            if any(_overlap(body, item) for body in known):
                continue
            if number == 0:
                item = _first_item(item, lexicon)
            if _is_firm(item, lexicon) or (siblings and _is_district_and_trade(item)):
                found.append(_body(item, EntityType.COMPANY))
    return found


def find_sibling_firms(
    tokens: tuple[Token, ...], bodies: Iterable[Body], people: Iterable[int], text: str
) -> list[Body]:
    """The units of people beside people of firms: 悦升公司的王海涛、|绍兴二棉|的李建华.

    `people` are where the names of people begin.
    """
    starts = {start for start in people if text[start - 1 : start] == "的"}
    if len(starts) < 2:
        return []
    known = [body for body in bodies if body.type is not EntityType.DISTRICT]
    firms = [b.end for b in known if b.type is EntityType.COMPANY and b.named and b.end + 1 in starts]
    found: list[Body] = []
    for index, token in enumerate(tokens):
        if token.text != "的" or token.end not in starts or token.start in firms:
            continue
        if not any("。" not in text[min(end, token.start) : max(end, token.start)] for end in firms):
            continue
        item: list[Token] = []
        at = index - 1
        while at >= 0 and tokens[at].tag is not Tag.MARK and tokens[at].text not in _SEPARATORS:
            item.insert(0, tokens[at])
            at -= 1
        listed = at >= 0 and tokens[at].text in ("，", *_SEPARATORS)
        if not listed or any(_overlap(body, item) for body in known):
            continue
        if _is_named(item) and any(t.tag in (*_OWN_WORDS, Tag.SHORT_DISTRICT) for t in item):
            found.append(_body(item, EntityType.COMPANY))
    return found


def find_venues(tokens: tuple[Token, ...], bodies: Iterable[Body], text: str, lexicon: Lexicon) -> list[Body]:
    """The venues that their verb alone tells: 在荔湾区|永庆坊|开赛."""
    found: list[Body] = []
    known = [body for body in bodies if body.type is not EntityType.DISTRICT]
    for match in (*_VENUE.finditer(text), *_CROWDED.finditer(text)):
        start, end = match.start("name") + match["name"].rfind("的") + 1, match.end("name")
        item = [t for t in tokens if start <= t.start < end]
        if item and item[-1].end == end + 1 and len(item[-1].text) > 1:
            item[-1] = replace(item[-1], text=item[-1].text[:-1], end=end)  # 龙城|厅里
        if not item or item[0].start != start or item[-1].end != end:
            continue
        while len(item) > 1 and (
            item[0].tag is Tag.DISTRICT
            or (item[0].tag in DISTRICTS and item[1].tag in DISTRICTS)
            or site_words().get(item[0].text) == "inside"
        ):
            item = item[1:]
        verb = match.re is _CROWDED or match["verb"] is not None
        inside = [body for body in known if _overlap(body, item)]
        # 几|江长江大桥工地: the venue has the whole name where only its end was recognized.
        part = all(
            item[0].start <= b.start and (item[0].start, end) != (b.start, b.end) if b.named else not b.level
            for b in inside
        )
        sites = all(b.type is EntityType.PLACE and b.end <= end for b in inside)
        room = len(inside) == 1 and inside[0].start == item[0].start and _is_room(text[inside[0].end : end])
        if room and verb and inside[0].named:
            found.append(_body(item, EntityType.PLACE))  # 柳州饭店|龙城厅
            continue
        if part and sites and (_is_site(item, lexicon, scene=not verb) or (verb and _is_venue(item, text))):
            found.append(_body(item, EntityType.PLACE))
    return found


def _is_site(item: list[Token], lexicon: Lexicon, *, scene: bool) -> bool:
    """Whether words name a site: one of its own before what sites are called, and no other function words inside.

    A `scene` tells less than a verb: its site is called by a word that the tables know, or all but one character of it
    are of no dictionary.
    """
    word = "".join(t.text for t in item)
    head = lexicon.heads.get(item[-1].text)
    odd = [t for t in item[:-1] if t.tag is Tag.STOP and len(t.text) == 1 and t.text not in _JOINS]  # 喀|赞|其|大巷
    own = sum(len(t.text) for t in [*item, *odd] if t.tag in _OWN_WORDS or t in odd)
    if head is None:
        called = (word[-1] in _SITES or word.endswith("桥头")) and not word.endswith(
            _NO_SITES
        )  # 台 is a function word, too
        called = called and (not scene or own >= len(word) - 1)
    else:
        called = head.type is EntityType.PLACE and head.strength != "none"
    if len(word) < SHORTEST_SITE or not own or not called or item[0].tag is Tag.GENERIC:
        return False
    if item[0] in odd and item[1].tag is not Tag.UNKNOWN:  # 几|江
        return False
    return all(t.tag in NAME_TAGS or t in odd for t in item[:-1])


def _is_room(rest: str) -> bool:
    """Whether what follows a body's name is a room or a court of its house."""
    called = rest.endswith(_ROOMS) or any(site_words().get(rest[-size:]) == "venue" for size in _VENUE_SIZES)
    return called and _SHORTEST_OWN <= len(rest) <= _LONGEST_ROOM


def _is_venue(item: list[Token], text: str) -> bool:
    """Whether words that every dictionary has name where something is held: 铁人|广场, but not 施工|工地.

    A station of a railway is called by any word, too (水口|站); its kinds (服务站) are heads of their own.
    """
    word = text[item[0].start : item[-1].end]
    head = next((word[-size:] for size in _VENUE_SIZES if site_words().get(word[-size:]) == "venue"), "")
    if item[-1].text == "站" and item[-1].tag is not Tag.HEAD:
        head = "站"
    before = [t for t in item if t.end <= item[-1].end - len(head)]
    own = [t for t in before if _is_own(t)]
    if not head or not own or len(word) - len(head) < _SHORTEST_OWN:
        return False
    return all((t.tag in NAME_TAGS and t.tag is not Tag.HEAD) or t in own for t in before)


def _is_own(token: Token) -> bool:
    """Whether a word before a venue's head makes a name of it."""
    if site_words().get(token.text) == "own":
        return True
    plain = token.tag in NAME_TAGS and token.tag not in (Tag.GENERIC, Tag.HEAD)
    return plain and len(token.text) > 1 and token.text not in site_words()


@functools.cache
def site_words() -> dict[str, str]:
    """The table site_words: word → class."""
    return classes("site_words")


def find_buildings(tokens: tuple[Token, ...], bodies: Iterable[Body], text: str) -> list[Body]:
    """The buildings of a tour, which go by any word that is no kind of building: 走进|尚贤楼、梦想大厅|等地."""
    found: list[Body] = []
    known = [body for body in bodies if body.type is not EntityType.DISTRICT]
    for match in _TOUR.finditer(text):
        start = match.start("names")
        for name in match["names"].split("、"):
            end = start + len(name)
            building = _BUILDING.fullmatch(name)
            item = [t for t in tokens if start <= t.start < end] if building else []
            # 楼里 may be one word.
            whole = len(item) >= _SHORTEST_BUILDING and item[0].start == start and item[-1].end <= end + 1
            own = building is not None and building.group(1) not in _KINDS_OF_BUILDINGS
            words = all(t.tag in (*_OWN_WORDS, Tag.NOUN, Tag.INNER) for t in item[:-1])
            if whole and own and words and not any(_overlap(b, item) for b in known):
                found.append(Body(start, end, EntityType.PLACE, "", True, "", ()))
            start = end + 1
    return found


def _items(tokens: tuple[Token, ...], index: int) -> list[list[Token]]:
    """The items of the list that ends before a token, in the order of the text."""
    items: list[list[Token]] = [[]]
    for at in range(index - 1, -1, -1):
        token = tokens[at]
        if token.text in _SEPARATORS:
            items.insert(0, [])
            continue
        ends_another = token.text == "等" and bool(items[0]) and len(items) > 1
        if token.tag is Tag.MARK or ends_another or tokens[index].start - token.start > _LONGEST_LIST:
            break  # 某公司等6家企业|依次完成侦检、堵漏
        items[0].insert(0, token)
    return [item for item in items if item]


def _first_item(item: list[Token], lexicon: Lexicon) -> list[Token]:
    """The list's first item without the clause before it: 跟|闪达."""
    start = len(item)
    while start and (item[start - 1].tag in _FIRST_ITEM or is_trade(item[start - 1], lexicon)):
        start -= 1
    return item[start:]


def _is_firm(item: list[Token], lexicon: Lexicon) -> bool:
    """Whether an item of a list of firms is a firm's own name: words that no dictionary knows, or some word's trade."""
    if not _is_named(item):
        return False
    if len(item) > 1 and is_trade(item[-1], lexicon):
        return True
    word = "".join(t.text for t in item)
    return not word.endswith(_KINDS) and any(t.tag in _OWN_WORDS for t in item)


def _is_district_and_trade(item: list[Token]) -> bool:
    """独山|炼化: beside firms, a place and what is done there are one."""
    return len(item) == 2 and item[0].tag is Tag.SHORT_DISTRICT and item[1].tag is Tag.INNER


def _is_named(item: list[Token]) -> bool:
    """Whether the words can be a name: neither too long nor too short, no mere district, nothing that ends names."""
    size = sum(len(t.text) for t in item)
    if not 2 <= size <= _LONGEST_ITEM or all(t.tag in DISTRICTS for t in item):
        return False
    function = any(t.tag is Tag.STOP and len(t.text) > 1 for t in item)
    return (
        not function
        and not any(t.tag in _NEVER and not (t.text == "新" and t is not item[0]) for t in item)  # 虹谱|新|材料
        and all("\u4e00" <= c <= "\u9fff" for t in item for c in t.text)
    )


def _overlap(body: Body, item: list[Token]) -> bool:
    return bool(item) and body.start < item[-1].end and item[0].start < body.end


def _body(item: list[Token], kind: EntityType) -> Body:
    return Body(item[0].start, item[-1].end, kind, "", True, "", ())

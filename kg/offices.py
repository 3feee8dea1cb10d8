"""Reads phrases of office: titles with the bodies where they are held, before a name or behind a verb."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, replace

from kg.departments import BARE_PARTS
from kg.glosses import GLOSS
from kg.lexicon import Lexicon, rows
from kg.linking import Linked, Spot
from kg.mentions import Scan
from kg.model import EntityType
from kg.seats import Seats, house_of
from kg.tokens import NAME_TAGS, Tag, Token

# A title's own modifiers (中餐烹饪专业|主任, 电气|维修工) are short.
_LONGEST_MODIFIER = 10
_LONGEST_FREE_MODIFIER = 4
_SEPARATORS = "、，,兼和及与暨 \u3000"
_QUOTES = "“”\"'‘’ \u3000"
# Modifiers that say when or how, and are no part of a title: 首任|院长, 退休|教师.
_NOT_OF_TITLE = re.compile(
    r"^(?:该|本|各|全|原|前|现|时任|现任|首任|新任|前任|继任|历任|曾任|担任|派出|选派|唯一|过|大学生|最[^的，。]{1,3}的|首位|首名|第[一二三四五六七八九十]+[批代任]|第一位|此前|在岗|当班|夜班|早班|中班|白班|年轻|青年(?![\u4e00-\u9fff])|优秀"
    r"|[\u4e00-\u9fff]{0,3}籍|[\u4e00-\u9fff]{1,4}族|著名|知名|资历|普通|一线|一名|一位|两名|三名|首批|第一|德方|中方|外方|资方|劳方|职工方|企业方|行政方|名|位|小|新|女|男|好|大|\d0后|\d+路(?:公交车?)?|[A-Za-z]+|的|为|是|由|任|升|升任|当|叫|被|让|请|向|对|和|与|及)+"
)
_LONGEST_LEAD = 6
_LONGEST_GLOSS = 24
# 临时|送水工, 实习|指导教师: what sort of worker.
_LONGEST_SORT = 2
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_NOUN_LIKE = frozenset({Tag.NOUN, Tag.PROPER, Tag.UNKNOWN, Tag.INNER})
_BODY_TAGS = frozenset({Tag.HEAD, Tag.DISTRICT, Tag.SHORT_DISTRICT, Tag.DISTRICT_HEAD, Tag.BRAND})
_BODY_ENDS = frozenset("科部处室队班组站所庭段院厂矿店坊库馆台校系局会协社团区州市县省镇乡村旗园行")
# Who was something: no body is meant that the text names elsewhere.
_FORMER = ("退休", "老", "离休")
_LONG_TITLE = 4
_TRADE = "员工师手匠农"


@functools.cache
def _words(kind: str) -> tuple[str, ...]:
    return tuple(word for name, words in rows("office_words", 2) if name == kind for word in words.split())


@dataclass(frozen=True, slots=True)
class Office:
    """A title as the text states it, the spot of the body where it is held (if stated), and its offsets in the flow.

    `title` is None where only the unit stands; `kind` is the table's word for the title. `blocked` says that the words
    before the title look like a body which nobody recognized: where the office is held is then unknown.
    """

    title: str | None
    seat: Spot | None
    start: int
    end: int
    kind: str
    blocked: bool = False


class Phrases:
    """The titles, bodies and honours of one flow, found by where they end and begin."""

    def __init__(self, scan: Scan, linked: Linked, lexicon: Lexicon, texts: tuple[str, ...] = ()) -> None:
        self.scan = scan
        self.text = scan.text
        self.lexicon = lexicon
        self.spots = linked.in_flow(scan.index)
        self.people = [s for s in self.spots if s.type is EntityType.PERSON]
        self.seats = Seats(scan.index, linked, texts, frozenset(t.start for t in scan.tokens if t.tag is Tag.TITLE))
        self.awards = {s.end: s for s in self.spots if s.type is EntityType.AWARD}
        self.by_end = {token.end: index for index, token in enumerate(scan.tokens)}
        self.person_ends = {p.end for p in self.people}
        self.named = frozenset(place for p in self.people for place in range(p.start, p.end))

    # -- before a name: 大兴区人大常委会党组成员、副主任，区总工会主席|李达 ------------------------------------------

    def before(self, position: int) -> list[Office]:
        """The offices of the phrase that ends at `position`, nearest first; a title may take the next one's body."""
        lead = _LEAD.search(self.text, max(0, position - _LONGEST_LEAD * 2), position)
        at = self.skip_back(lead.start() if lead else position, _QUOTES)
        if self.text[at - 1 : at] == "的" and self._is_title(at - 1):
            # 时任|某总工会副主席|的|甲: nobody's but the name's, where a verb stands before the phrase.
            offices = self.before(at - 1)
            begin = min((office.start for office in offices), default=0)
            return offices if _HOLDING.search(self.text, max(0, begin - _LONGEST_LEAD), begin) else []
        found: list[Office] = []
        while True:
            office = self.office_ending(at)
            if office is not None:
                found.append(office)
                at = self._front(office)
                winner = self.skip_back(at, _QUOTES) if office.kind == "status" else -1
                at = self.awards[winner].start if winner in self.awards else at
            elif at in self.awards:
                at = self.awards[at].start
            elif not found and (unit := self._unit(at)) is not None:
                return [unit]
            else:
                break
            if found and found[-1].kind == "status" and all(o.kind == "status" for o in found):
                at_unit = found[-1].seat
                if at_unit is not None and at_unit.type is not EntityType.DISTRICT:
                    return [Office(None, at_unit, at_unit.start, at, "unit")]  # 某公司|选手|甲
            if all(o.kind == "status" for o in found) and (unit := self._unit(self.skip_back(at, _QUOTES))) is not None:
                return [unit]  # 某煤矿|全国五一劳动奖章获得者|甲
            step = self._before_aside(self.skip_back(at, _SEPARATORS))
            if step == at or at - step > _LONGEST_LEAD + 2 or step in self.person_ends:
                break
            step = self.skip_back(step, _QUOTES)
            beyond = self.office_ending(step)
            if beyond is None and step not in self.awards:
                break
            if beyond is not None and not set("，,").isdisjoint(self.text[step:at]) and self._is_others(beyond):
                break
            at = step
        return self._shared(found)

    def _front(self, office: Office) -> int:
        """Where the phrase of an office begins: of one at a body that nobody knows, behind the list mark before it."""
        unknown = _UNKNOWN_BODY.search(self.text, 0, office.start) if office.blocked and office.seat is None else None
        return unknown.start() if unknown and self.named.isdisjoint(range(*unknown.span())) else office.start

    def _is_others(self, office: Office) -> bool:
        """Whether an office before a comma is what somebody else was elected to: 甲当选|工会主席，乙…"""
        verb = _TAKES.search(self.text, max(0, office.start - _LONGEST_LEAD), office.start)
        return verb is not None and any(end <= verb.start() for end in self.person_ends)

    def _shared(self, offices: list[Office]) -> list[Office]:
        """Titles without a body of their own are held where the next title to their left is held."""
        seat: Spot | None = None
        shared = []
        for office in reversed(offices):
            seat = office.seat or seat
            if office.seat is None and seat is not None and office.kind == "role" and seat.type is EntityType.UNION:
                # 某工会主席、高级技师|甲: nobody tells where the trade is plied.
                office = replace(office, blocked=True)
            elif office.seat is None and seat is not None and office.kind != "status":
                office = replace(office, seat=self.seats.climbed(str(office.title), seat))
            shared.append(office)
        return self._beside_union(shared[::-1])

    def _beside_union(self, offices: list[Office]) -> list[Office]:
        """党委常委、工会主席|甲: an office beside that of the firm's own union is held at the firm."""
        firm: Spot | None = None
        found: list[Office] = []
        for office in offices:
            if found and not set("，,").isdisjoint(self.text[office.end : found[-1].start]):
                firm = None
            if office.seat is not None:
                firm = self.seats.whose_union(office.seat)
            elif firm is not None and office.kind == "post" and not office.blocked:
                office = replace(office, seat=firm)
            found.append(office)
        return found

    def unit(self, start: int, end: int) -> Office | None:
        """The unit whose name fills a range, without a title."""
        seat = self.seats.ending_at(self.text, end)
        if seat is None or seat.start != start or seat.type is EntityType.DISTRICT:
            return None
        return Office(None, seat, start, end, "unit")

    def _unit(self, at: int) -> Office | None:
        """X公司|甲, X公司的|甲, X公司的小伙|甲: a unit without a title."""
        for noun in (self.text[at - n : at] for n in (3, 2)):
            if noun in self.lexicon.person_nouns:
                at -= len(noun)
                break
        seat = self.seats.ending_at(self.text, at)
        if seat is None or seat.type is EntityType.DISTRICT:
            return None
        return Office(None, seat, seat.start, at, "unit")

    def office_ending(self, end: int) -> Office | None:
        """The office whose title ends at `end`, with its modifiers and the body right before them."""
        index = self.by_end.get(end)
        if index is None:
            return None
        token = self.scan.tokens[index]
        if token.tag is Tag.TITLE:
            return self._with_seat(self._with_age(index), end, self.lexicon.titles[token.text])
        if token.text in _words("staff") and (seat := self.seats.ending_at(self.text, token.start)) is not None:
            return Office(token.text, seat, seat.start, end, "role")  # 某总工会|干部|甲
        if token.text[0] in "女男老新" and token.text[1:] in self.lexicon.titles:
            return self._with_seat(token.start + 1, end, self.lexicon.titles[token.text[1:]])
        return self._trade(end, index)

    def _with_age(self, index: int) -> int:
        """Where a title begins that says in its first word whose time is over or has just begun: 老|主席, 退休|法官."""
        title, before = self.scan.tokens[index], self.scan.tokens[index - 1] if index else None
        if before is None or before.end != title.start or title.text.startswith("老"):
            return title.start
        young = before.text == "青年" and len(title.text) >= _LONG_TITLE
        return before.start if young or before.text in _FORMER else title.start

    def _is_trade(self, token: Token) -> bool:
        """Whether a head is the word of a trade, which a title may begin with: 某地铁公司|电客车|司机."""
        return token.tag is Tag.HEAD and self.lexicon.heads[token.text].strength == "brand"

    def _trade(self, end: int, index: int) -> Office | None:
        """A trade that no table lists (数据|标注员): a noun of three characters that ends like one."""
        if self.text[end - 1] not in _TRADE:
            return None
        start = end
        while index >= 0 and end - start < 3 and self.scan.tokens[index].end == start:
            if self.scan.tokens[index].tag not in _NOUN_LIKE:
                return None
            start = self.scan.tokens[index].start
            index -= 1
        word = _bare(self.text[start:end])
        if not 3 <= len(word) <= 5 or word.endswith(_words("no trade")):
            return None
        return self._with_seat(end - len(word), end, "role")

    def _with_seat(self, start: int, end: int, kind: str) -> Office:
        """The office of a title at these offsets: its body right before it, beyond modifiers, or not told."""
        title = self.text[start:end]
        at = start
        modifiers: list[Token] = []
        while (near := self.seats.ending_at(self.text, at)) is None:
            token = self.scan.tokens[self.by_end[at]] if at in self.by_end and at not in self.person_ends else None
            if token is None or at in self.awards or start - token.start > _LONGEST_MODIFIER or not _is_modifier(token):
                break
            if token.start in self.named:
                break  # 唐晓|林任|总指挥
            modifiers.insert(0, token)
            at = token.start
        own = _bare(self.text[at:start])
        if kind == "form" and own and near is not None:
            kind = "role"  # 样衣|师傅
        if near is not None and not own:
            # 浙江省|首席技师, 云南文山的|搬运工: a district employs nobody but its teachers, doctors and judges.
            district = near.type is EntityType.DISTRICT and not (
                near.key.endswith("村") and title in (*_words("village"), *_words("own master"))
            )
            blocked = kind == "role" and district and house_of(title) is None
            return Office(title, near, near.start, end, kind, blocked=blocked)
        if own in BARE_PARTS and (near is not None or self.seats.called(own, at) is None):
            return Office(own + title, near, near.start if near is not None else start - len(own), end, kind)
        parts = [t for t in modifiers if not self._is_trade(t)] if near is not None else modifiers
        if _is_body_like(own, parts):
            # 服务站|站长, 包装车间|操作工: a body called by its last words, or one that nobody recognized.
            called = self.seats.called(own, at) or self.seats.level(own, at)
            return Office(title, called, start - len(own), end, kind, blocked=called is None)
        if near is not None:
            return Office(own + title, near, near.start, end, kind, blocked=near.type is EntityType.DISTRICT)
        if self.text[at - 1 : at] == "的" or (at == start and self.text[at - 1 : at] in _BODY_ENDS):
            return Office(title, None, start, end, kind, blocked=True)
        unknown = any(t.tag in (Tag.UNKNOWN, Tag.PROPER) and t.text not in _words("delivery") for t in modifiers)
        if unknown and title.endswith(_words("own master")):
            return Office(title, None, start, end, kind, blocked=True)  # 闪马|骑手 rides for a firm of that name
        while modifiers and (start - modifiers[0].start > _LONGEST_FREE_MODIFIER or modifiers[0].tag not in _NOUN_LIKE):
            modifiers.pop(0)
        first = modifiers[0].start if modifiers else start
        own = _bare(self.text[first:start])
        begin = min(first, start - len(own))
        sort = _SORT.search(self.text, max(0, begin - _LONGEST_LEAD), begin)
        return Office(own + title, None, sort.start() if sort else begin, end, kind)

    def _is_title(self, end: int) -> bool:
        """Whether a title ends here."""
        return end in self.by_end and self.scan.tokens[self.by_end[end]].tag is Tag.TITLE

    def title_at(self, start: int) -> str | None:
        """The title of a post or trade that begins here."""
        index = self.by_end.get(start)
        token = self.scan.tokens[index + 1] if index is not None and index + 1 < len(self.scan.tokens) else None
        if token is None or token.start != start or token.tag is not Tag.TITLE:
            return None
        known = self.lexicon.titles[token.text] in ("post", "role") or token.text == "老师"
        return token.text if known else None

    def unattached(self, office: Office) -> bool:
        """Whether the office is one that people are called by without a body: 退休法官甲, 外卖骑手乙."""
        title = str(office.title)
        former = title.startswith(_FORMER) and not title.startswith(("老师", "老板"))
        return office.kind == "role" and (former or title.endswith(_words("own master")))

    def _before_aside(self, position: int) -> int:
        """Where the office ends behind which a bracket says how it is held: 副主席|（兼职）、劳动模范甲."""
        aside = _HELD_SO.search(self.text, max(0, position - _LONGEST_LEAD), position)
        return aside.start() if aside else position

    def before_gloss(self, position: int) -> int:
        """Where the words end that a short form in brackets before a place is introduced for."""
        begin = self.text.rfind("（", max(0, position - _LONGEST_GLOSS), position)
        return begin if begin >= 0 and GLOSS.fullmatch(self.text, begin, position) else position

    def skip_back(self, position: int, characters: str) -> int:
        while position and self.text[position - 1] in characters:
            position -= 1
        return position

    # -- after a verb: 现任|祁连有色集团北山铜矿首席技师、矿工会女职工委员会主任 -------------------------------------

    def after(self, position: int, limit: int) -> list[Office]:
        """The offices of the list that begins at `position`, in the order of the text; often none."""
        found: list[Office] = []
        at = position
        while at < limit:
            office = self._first_office(at, limit)
            if office is None:
                break
            found.append(office)
            at = office.end
            aside = _ASIDE.match(self.text, at)
            at = aside.end() if aside else at
            joint = _JOINT.match(self.text, at, limit)
            if joint is None:
                break
            at = joint.end()
        return self._shared(found[::-1])[::-1]

    def _first_office(self, position: int, limit: int) -> Office | None:
        """The office whose phrase begins at `position` and ends before the next mark."""
        mark = _MARK.search(self.text, position, limit)
        while mark is not None and (gloss := GLOSS.match(self.text, mark.start(), limit)) is not None:
            mark = _MARK.search(self.text, gloss.end(), limit)  # 某公司|（简称“某”）|炼铁厂工长
        if mark is not None and mark.group() == "“" and (quoted := self.seats.around(mark.start())) is not None:
            mark = _MARK.search(self.text, quoted.end, limit)  # 任|“劳模宣讲团”|团长
        end = mark.start() if mark else limit
        # 主席|和经审委主任: a list goes on without a mark where a title stands before the joint.
        ends = (joint.start() for joint in _JOINED.finditer(self.text, position, end))
        end = next((at for at in ends if self._is_title(at)), end)
        office = self.office_ending(end)
        if office is None or office.kind not in ("post", "role"):
            return None
        lead = _bare(_POSTED.sub("", self.text[position : office.start]))
        if any(position <= p.start < office.end for p in self.people):
            return None
        if office.start < position:
            return replace(office, seat=None, start=position)
        if lead and office.seat is None:
            sort = office.kind == "role" and len(lead) <= _LONGEST_SORT and lead[-1] not in _BODY_ENDS
            sort = sort or self.lexicon.titles.get(lead) == "role"  # 焊工|班长
            if sort and not office.blocked and _HAN.fullmatch(lead):
                return replace(office, title=lead + str(office.title), start=office.start - len(lead))  # 任|临时送水工
            return replace(office, blocked=True)
        if len(lead) > _LONGEST_LEAD or _CHOOSES.match(lead):
            return None
        return office


# 某会副主席、|著名|书法家: words before a title that are no part of it, and do not part it from the office before.
_SORT = re.compile(r"(?:著名|知名|资深|优秀|年轻|青年|新任|首任|[0-9０-９]0后|女|男)+$")
# How an office is held, or by what kind of person: 主席|（兼）, 副主席|（女）.
_HELD_WORDS = r"(?:兼|兼职|专职|挂职|驻会|不驻会|[正副][厅处科县局]级|候任|代理?|主持工作|主持日常工作|退休|女|男)"
_HELD_SO = re.compile(rf"[（(]{_HELD_WORDS}(?:[，、]{_HELD_WORDS})*[）)]$")
# What stands between the offices and the name: 主席（兼）|甲, 退休矿工、78岁的|乙, 爆破工、“90后”|丙.
_LEAD = re.compile(
    rf"(?:{_HELD_SO.pattern[:-1]}|[、，,]?[“\"]?[0-9０-９]0后[”\"]?"
    r"|[、，,]?(?:今年|现年|年仅|年近)?(?:[0-9]{2}|[二三四五六七八九]?十[一二三四五六七八九]?)岁的)$"
)
# What leads to an office that goes with the name behind 的.
_HOLDING = re.compile(
    r"(?:时任|身为|作为|担任|曾任|现任|兼任|出任|升任|原任|任|曾是|还是|也是|正是|成长为|成为|当上|干到|做到)(?:了|过|一名|一位)*$"
)
# 某会委员，|选举某市委常委甲为…: what follows is somebody else's.
_CHOOSES = re.compile(r"选举|推选|补选|任命|同意|免去|聘任|聘请|由")
# 是|某总工会派驻浆水镇|前南峪村的第一书记
_POSTED = re.compile(r"^[^，。；、]{2,20}(?:派驻|选派到|派到|挂职|驻)(?:[\u4e00-\u9fff]{2,4}[镇乡县])?$")
# 某工会主席、|本次大赛|组委会副主任
_UNKNOWN_BODY = re.compile(r"(?<=、)(?:本次|此次|这次|本届|全国|全省|全市)?[\u4e00-\u9fff]{0,8}$")
# What somebody named before takes up, or is.
_TAKES = re.compile(r"(?:当选为?|选举?为|推选为|聘任?为|任命为|担任|出任|接任|兼任|就任|任|为|是)$")
_MARK = re.compile(
    r"[、，,。；：！？（）()“”]|兼(?!职|任)|[等一之]职|的?(?:职务|职位|岗位)(?=[，。；、！？）]|$)|等(?=[，。；])"
)
_JOINED = re.compile(r"以及|[和及与暨]")
_JOINT = re.compile(r"(?:以及|[、，,兼和及与暨 \u3000])+")
_ASIDE = re.compile(r"[（(][^（()）]{1,12}[）)]")


# 见到|焊工, 作为|焊工: what ends so is done, and tells nothing of the trade.
_NO_MODIFIER = frozenset("为到见了着过出")


def _is_modifier(token: Token) -> bool:
    """Whether a word may stand between a body and a title."""
    if token.text == "青年":
        return True
    return (token.tag in NAME_TAGS or token.tag in (Tag.VERB, Tag.TITLE)) and token.text[-1] not in _NO_MODIFIER


def _is_body_like(words: str, modifiers: list[Token]) -> bool:
    """Whether the words before a title look like a body (急诊科|护士长), which its modifiers (中餐烹饪专业) do not."""
    if not words:
        return False
    inside = [t for t in modifiers if t.text in words]
    return words[-1] in _BODY_ENDS or any(
        t.tag in _BODY_TAGS or (t.text[-1] in _BODY_ENDS and len(t.text) > 1) for t in inside
    )


def _bare(title: str) -> str:
    """A title without the words before it that say when, how many or how good."""
    return _NOT_OF_TITLE.sub("", title)

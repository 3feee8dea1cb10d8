"""Who holds which honour: introductions before a name, verbs that give or get one, lists below one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.bearers import bearers_of, hero
from kg.honour_lists import below, dated, group, headline, they_are
from kg.introductions import introduced
from kg.leaders import find_leaders
from kg.lexicon import Lexicon
from kg.linking import Linked, Spot
from kg.mentions import Scan
from kg.model import ORGANIZATIONS, EntityType, Evidence, Relation, Span
from kg.persons import after_aside
from kg.seats import Seats
from kg.tokens import NAME_TAGS, Tag
from kg.winners import behind, in_list, ranked

# How sure each form is; calibrated on the practice corpus.
_BEFORE_NAME = 0.92
_BY_VERB = 0.9
_BY_CARRIED_SUBJECT = 0.82

_NEAR = 4
_SENTENCES_BACK = 4
_GIVE = r"授予|颁发|颁授|赠予"
_GET = (
    r"上榜|登上|评为|评选为|评上|选为|评定为|确定为|喜获|斩获|获授|荣立|捧得|捧起|赢得|勇夺|荣登|誉为|(?<![成设建确创树独])立(?=下?了?(?:[一二三个集特]|$))|获评为?|荣膺|命名为|认定为|荣获|获得|获颁|摘得|夺得|捧回|当选为?|入选|升级为|跻身|获|取得|考取|考下|考到|考出|拿到|领到|拿下|(?<![信值])得过|拿过|拿回|获选为?|收获|表彰为|推选为|遴选为|摘下|摘取|夺取|获批|享受|接过|领取|成为|是"
    r"|荣誉[^，。；：]{0,8}："
)
_VERB = re.compile(f"(?P<give>{_GIVE})|(?P<get>{_GET})")
_WISH = re.compile(r"将由|将被|申报|推荐|参评|争创|争做|候选|拟|力争|即将|有望|可获|可直接|将[^，。；]{0,12}按程序")
# What may stand between the verb and an honour's name.
_GAP = re.compile(
    r"(?:了|过|到|得|他|她|其|本届|首届|首批|第[一二三四五六七八九十\d]+[届批]|\d{4}年度?|[一二〇○零九]{4}年度?|国家级|省级|市级|县级|区级|的|“|”|\"|等|、|和|以及|及|称号|荣誉|荣誉称号|享受|公司级|个|（[^（）]{1,8}）)*$"
)
# 被授予|公司|“安全吹哨人”: who confers it is part of its name at most.
_CONFERRER = re.compile(
    r"(?:了)?(?:公司|集团|全厂|全矿|全局|全公司|全集团|本市|本省|该市|该省|当年|年度)?(?:级|度)?的?[“\"]?$"
)
# 甲、乙|按程序|授予: they are given it, where nobody is told who gives it.
_DULY = "按程序"
# 甲、乙|等10名|“…”
_SO_MANY = re.compile(
    r"等(?:\d+|[一二三四五六七八九十]+)余?(?:名|位)(?:新晋|首届|第[一二三四五六七八九十\d]+届|\d{4}年度?)?的?[“\"]?$"
)
_LONGEST_COUNT = 16
_LIST = re.compile(
    r"(?:[“”\"]|称号|荣誉称号|荣誉|（[^（）]{1,8}）)*(?:、|和|以及|及|，(?:并|还|又)?|[“\"])+(?:[“\"]|享受)*$"
)
_SAME = re.compile(r"(?:此|该|这一|这项)(?:称号|殊荣|荣誉|奖项)")
# Honours of a contest go to whom the text names, never to whom the article is about.
_OF_CONTEST = ("奖", "冠军")
# 对获得…的集体和个人进行了表彰 names no holder.
_ADNOMINAL = re.compile(
    r"^[”称号荣誉]*(?:[、和][^，。；]{0,40})?的(?:集体|个人|先进|职工|单位|选手|人|企业|代表|优秀|获奖|劳模|同志)"
)
# 入选“…”培育对象: not held yet.
_NOT_YET = re.compile(r"[”\"]?(?:称号|荣誉)?(?:培育|培养|后备|候选|提名|推荐|申报|评选|创建|评审)")
# What follows a whole body's name where an honour is given to it.
_AFTER_BODY = re.compile(
    r"[、，和与及等（(“”\"\d \u3000\n]|[被获颁荣又还也先连多再一今去年均都共曾夺摘捧的领入为当自日]|$"
)
# An honour as a heading: a number of holders, a colon or white space stands between it and the first of them.
_HEADING = re.compile(
    r"[”\"]?(?:获得者|名单|称号)?(?:（[\d一二三四五六七八九十]+[名个人]）|：|[ \u3000]{1,8})[ \u3000]*"
)
# 其中2个被评为…: so many of them hold it, none is named.
_A_NUMBER = re.compile(r"[\d一二三四五六七八九十两几多]+(?:个|名|人|家|位)(?:又|还|也|均|都|先后)?被?$")
# Common nouns by which a body is called that was named before.
_KIND = (
    "工作室|工作站|服务站|调解室|书屋|班组|班|车间|驿站|分会|工会|学校|医院|公司|集团|协会|合作社|项目部|服务队"
    "|支队|大队|中心|项目"
)
_CALLED = re.compile(rf"(?:[\u4e00-\u9fff]{{0,4}}?)({_KIND})")
_REFERRED = re.compile(rf"(?:^|[，；：])(?:该|我们|这个|此后)?({_KIND})(?![\u4e00-\u9fff]?[的、主员长])")
_PRONOUN = re.compile(r"(?:^|[，。；：“”])(?:[^，。；：“”]{0,12}[，年月日时])?[他她](?:本人|自己)?(?![的们])")
_CLAUSE = "；。！？"


def find_honours(scans: tuple[Scan, ...], linked: Linked, lexicon: Lexicon) -> Iterable[Relation]:
    """The relations hasAward and leads that the article states, one for each place that states it."""
    yield from find_leaders(scans, linked)
    if not any(e.type is EntityType.AWARD for e in linked.entities):
        return
    subject = hero(linked)
    for scan in scans:
        reader = _Reader(scan, linked, subject)
        yield from reader.introduced()
        yield from reader.conferred()
        yield from reader.listed()
        if scan is not scans[-1]:
            people = [s for s in linked.in_flow(scans[-1].index) if s.type is EntityType.PERSON]
            for holder, award in headline(scan, scans[-1], reader.awards, people):
                yield reader.relation(holder, award, "hasAward-list", _BY_CARRIED_SUBJECT)


class _Reader:
    def __init__(self, scan: Scan, linked: Linked, hero: Spot | None) -> None:
        self.scan = scan
        self.text = scan.text
        self.spots = linked.in_flow(scan.index)
        self.awards = [s for s in self.spots if s.type is EntityType.AWARD]
        self.people = [s for s in self.spots if s.type is EntityType.PERSON]
        self.holders = {a.start: a.holder for a in scan.awards}
        self.seats = Seats(scan.index, linked)
        self.hero = hero
        bodies = [s for s in self.spots if s.type in ORGANIZATIONS]
        # Of bodies that begin or end together the whole one counts, not the owner in its name.
        self.bodies = [b for b in bodies if not any(o != b and o.start <= b.start and b.end <= o.end for o in bodies)]

    def relation(self, subject: Spot, award: Spot, rule: str, confidence: float) -> Relation:
        """The relation, with the words from the holder to the honour as its evidence."""
        start, end = min(subject.start, award.start), max(subject.end, award.end)
        if subject.flow != award.flow or end - start > 400:
            start, end = award.start, award.end
        span: Span = self.scan.flow.span(start, end)
        return Relation(subject.key, "hasAward", award.key, (Evidence(span, rule, confidence),))

    def introduced(self) -> Iterator[Relation]:
        """Who is introduced by an honour holds it."""
        for person, award in introduced(self.scan, self.spots):
            yield self.relation(person, award, "hasAward-before-name", _BEFORE_NAME)

    # -- 甲获…; 甲、乙被某会授予…; 某会授予甲等…“…”称号 --------------------------------------------------------------

    def conferred(self) -> Iterator[Relation]:
        """Honours that a verb gives to the people or bodies before it, or between it and the honour."""
        done: dict[int, tuple[list[Spot], float]] = {}
        for index, award in enumerate(self.awards):
            sentence, _ = self.scan.sentence(award.start)
            before = self.awards[index - 1] if index and self.awards[index - 1].start >= sentence else None
            listed = before is not None and _LIST.fullmatch(self.text[before.end : award.start])
            if before is not None and listed and before.start in done:
                holders, confidence = done[before.start]
            else:
                holders, confidence = self._holders(award, sentence)
            done[award.start] = (holders, confidence)
            bearers = self._bearers(award)
            for holder in holders:
                if holder.type in bearers:
                    yield self.relation(holder, award, "hasAward-verb", confidence)
        yield from self._same()

    def _bearers(self, award: Spot) -> frozenset[EntityType]:
        """Who may bear an honour, by its name as the text has it."""
        return bearers_of(self.text[award.start : award.end])

    def _holders(self, award: Spot, sentence: int) -> tuple[list[Spot], float]:
        """Who holds an honour by the verb before it, and how sure that is."""
        if chosen := in_list(self.scan, self.spots, award, self.bodies) or self._counted(award):
            return chosen, _BY_VERB
        verb = self._last_verb(sentence, award.start)
        if verb is None or _NOT_YET.match(self.text, award.end):
            return [], 0.0
        adnominal = _ADNOMINAL.match(self.text[award.end : award.end + 48])
        clause = max(sentence, *(self.text.rfind(mark, sentence, verb.start()) + 1 for mark in _CLAUSE))
        gap = self.text[verb.end() : award.start]
        passive = self.text.rfind("被", clause, verb.start())
        if (
            passive < 0
            and self.text.endswith(_DULY, clause, verb.start())
            and "由" not in self.text[clause : verb.start()]
        ):
            passive = verb.start() - len(_DULY)  # 甲、乙|按程序|授予
        giver = self.text.rfind("由", clause, verb.start())
        if passive < 0 <= giver and verb.group("give") and "，" not in self.text[giver : verb.start()]:
            passive = giver  # 甲、乙分获第一名，|由|市总工会授予
        near = (
            bool(_GAP.fullmatch(gap))
            or self._also_is(verb, award)
            or (passive >= 0 and bool(_CONFERRER.fullmatch(gap)))
        )
        if near and (winners := behind(self.scan, self.spots, award, self.bodies)):
            return winners, _BY_VERB
        if adnominal:
            return [], 0.0
        by = max(passive, self.text.rfind("由", clause, verb.start()))
        if near and (meant := group(self.scan, by if by >= 0 else verb.start(), self.people)):
            return meant, _BY_CARRIED_SUBJECT
        if _WISH.search(self.text, max(clause, verb.start() - 16), award.start):
            return [], 0.0
        if verb.group("give"):
            start = verb.end() if not near else max(clause, verb.start() - _NEAR * 4)
            end = award.start if not near else verb.start()
            if placed := ranked(self.scan, start, end, self.people):
                return placed, _BY_CARRIED_SUBJECT
        if verb.group("give") and not near:
            return self._between(verb.end(), award.start), _BY_VERB
        if not near or (verb.group("get") in ("是", "成为") and self.holders.get(award.start) != "person"):
            return [], 0.0
        if verb.group("give") and passive < 0:
            receiver = max(self.text.rfind(mark, clause, verb.start()) for mark in "给为向")
            if receiver >= 0 and (given := self._between(receiver, verb.start())):
                return given, _BY_VERB
            if gap[:1] in ("他", "她", "其"):
                return self._carried(award, verb.start()), _BY_CARRIED_SUBJECT
            if not self.text.endswith("，", 0, verb.start()):
                return [], 0.0
        end = passive if passive >= 0 else verb.start()
        if passive >= 0 and any(passive < p.start and p.end <= verb.start() for p in self.people):
            end = verb.start()
        return self._subjects(award, clause, end)

    def _counted(self, award: Spot) -> list[Spot]:
        """甲、乙等10名|“…”: the list that ends with the number of those who hold the honour."""
        number = _SO_MANY.search(self.text, max(0, award.start - _LONGEST_COUNT), award.start)
        if number is None or _NOT_YET.match(self.text, award.end):
            return []
        last = next((p for p in self.people if after_aside(self.text, p.end) == number.start()), None)
        return self._row(self.people, last) if last is not None else []

    def _also_is(self, verb: re.Match[str], award: Spot) -> bool:
        """如今是|车间主任、|全国技术能手: the honour is the last of what the person is."""
        if (
            verb.group("get") != "是"
            or self.text[award.start - 1] not in "、“"
            or "，" in self.text[verb.end() : award.start]
        ):
            return False
        inside = (t for t in self.scan.tokens if verb.end() <= t.start and t.end <= award.start)
        return all(t.tag in NAME_TAGS or t.tag is Tag.TITLE or t.text in "、和“" for t in inside)

    def _last_verb(self, start: int, end: int) -> re.Match[str] | None:
        verbs = list(_VERB.finditer(self.text, start, end))
        return verbs[-1] if verbs else None

    def _between(self, start: int, end: int) -> list[Spot]:
        """授予|甲、乙等88人|“…”称号: the people between, or the bodies where no people are named."""
        people = [p for p in self.people if start <= p.start and p.end <= end]
        bodies = [b for b in self.bodies if start <= b.start and b.end <= end and self._is_whole(b)]
        if not people and not bodies and (called := self._called(start, end)) is not None:
            return [called]
        return people or bodies

    def _is_whole(self, body: Spot) -> bool:
        """Whether a body's name ends where it was found to end: not 某医院|急诊中心, half of it unknown."""
        return bool(_AFTER_BODY.match(self.text[body.end : body.end + 4]))

    def _subjects(self, award: Spot, clause: int, end: int) -> tuple[list[Spot], float]:
        """Who the verb at `end` is said of: the list before it, or whom the sentence or the article is about."""
        bearers = self._bearers(award)
        people = [p for p in self.people if clause <= p.start and p.end <= end and p.type in bearers]
        bodies = [
            b for b in self.bodies if clause <= b.start and b.end <= end and b.type in bearers and self._is_whole(b)
        ]
        last = max([*people, *bodies], default=None)
        comma = self.text.rfind("，", clause, end)
        if last is not None and (comma < last.end or end - last.end <= _NEAR):
            return self._row(people if last.type is EntityType.PERSON else bodies, last), _BY_VERB
        called = self._called(clause, end)
        if called is not None and called.type in bearers:
            return [called], _BY_CARRIED_SUBJECT
        return self._carried(award, end), _BY_CARRIED_SUBJECT

    def _carried(self, award: Spot, before: int) -> list[Spot]:
        """Whom a clause without a subject is about: its sentence's only person or body, else the article's hero."""
        name = self.text[award.start : award.end]
        start, _ = self.scan.sentence(award.start)
        if _A_NUMBER.search(self.text, start, before):
            return []
        if EntityType.PERSON not in bearers_of(name):
            if name.endswith("工作室"):
                workshop = self.seats.called("工作室", award.start)
                return [workshop] if workshop is not None else []
            start = max(start, self.text.rfind("；", start, before) + 1)
            named = [b for b in self.bodies if start <= b.start and b.end <= before and self._is_whole(b)][:1]
            referred = _REFERRED.search(self.text[start:before]) if not named else None
            meant = self._named_by(referred.group(1), start + referred.end()) if referred else None
            return [meant] if meant is not None else named
        if name.endswith(_OF_CONTEST):
            return []
        inside = {p.key: p for p in self.people if start <= p.start and p.end <= award.start}
        if len(inside) == 1 or (inside and self.text[before - 1] in "也还又"):
            return [max(inside.values())]  # 周明远是焊工，|也|是北京大工匠
        part = max(start, *(self.text.rfind(mark, start, before) + 1 for mark in _CLAUSE))
        people = [p for p in self.people if part <= p.start and p.end <= before]
        if people and len(row := self._row(people, people[-1])) == len(people):
            return row  # 甲、乙师徒以最快成绩刷新纪录，|被授予
        if inside:
            return []
        if self.hero is None and _PRONOUN.search(self.text[part:before]):
            return self._told_of(start)
        return [self.hero] if self.hero is not None else []

    def _told_of(self, sentence: int) -> list[Spot]:
        """Whom 他 means in a sentence: the only person of the sentence before it that names any, near as it is."""
        for _ in range(_SENTENCES_BACK):
            if sentence == 0:
                break
            end = sentence
            sentence, _ = self.scan.sentence(sentence - 1)
            named = {p.key: p for p in self.people if sentence <= p.start and p.end <= end}
            if named:
                return list(named.values()) if len(named) == 1 else []
        return []

    def _row(self, spots: list[Spot], last: Spot) -> list[Spot]:
        """The list that ends with a name: commas and list marks join it while what stands between holds no verb."""
        row = [last]
        for spot in reversed(spots[: spots.index(last)]):
            between = self.text[spot.end : row[0].start]
            mark = between[after_aside(between, 0) :]
            if mark[:1] not in "、，和及与" or not mark:
                break
            inside = [t for t in self.scan.tokens if spot.end <= t.start and t.end <= row[0].start]
            if any(t.tag is Tag.STOP and t.text not in "和及与的" for t in inside) and last.type is EntityType.PERSON:
                break
            if last.type is not EntityType.PERSON and len(mark) > 3:
                break
            row.insert(0, spot)
        return row

    def _called(self, clause: int, end: int) -> Spot | None:
        """工作室被命名为…: the workshop or body that a common noun means."""
        end -= self.text[end - 1] in '“"'
        start = max(self.text.rfind(mark, clause, end) for mark in "，：“") + 1
        words = re.sub(
            r"^(?:这个|给|为|向|\d+年(?:\d+月)?|去年|今年|当年|两年后|该|这个|本|其)+",
            "",
            self.text[max(start, clause) : end],
        )
        match = _CALLED.match(words)
        return self._named_by(match.group(1), end) if match else None

    def _named_by(self, kind: str, before: int) -> Spot | None:
        """The body that a common noun means: 班组 and 班 are named …班."""
        named = self.seats.called(kind, before)
        if named is None and kind in ("班组", "班"):
            crews = [b for b in self.bodies if b.end <= before and b.key.endswith("班")]
            return crews[-1] if crews else None
        return named

    def _same(self) -> Iterator[Relation]:
        """甲、乙等获此称号: the honour that was named last."""
        for match in _SAME.finditer(self.text):
            before = [a for a in self.awards if a.end <= match.start()]
            sentence, _ = self.scan.sentence(match.start())
            verb = self._last_verb(sentence, match.start())
            if not before or verb is None:
                continue
            holders, _ = self._subjects(before[-1], sentence, verb.start())
            for holder in holders:
                yield self.relation(holder, before[-1], "hasAward-same", _BY_CARRIED_SUBJECT)

    # -- 优秀提案人：甲、乙; 第四届“善国工匠”（10名）甲　某公司钳工　乙 ----------------------------------------------

    def listed(self) -> Iterator[Relation]:
        """Who is listed below an honour, up to the next honour or the end of the sentence, holds it."""
        names = {self.text[a.start : a.end]: a for a in reversed(self.awards)}
        for kind, spots in ((True, self.people), (False, self.bodies)):
            own = {n: a for n, a in names.items() if (EntityType.PERSON in bearers_of(n)) is kind}
            others = [a for n, a in names.items() if n not in own]
            for holder, award in below(self.scan, own, spots, others):
                yield self.relation(holder, award, "hasAward-list", _BY_CARRIED_SUBJECT)
        for holder, award in dated(self.scan, self.awards, self.people, self.hero):
            if holder.type in self._bearers(award):
                yield self.relation(holder, award, "hasAward-list", _BY_CARRIED_SUBJECT)
        for holder, award in they_are(self.scan, self.awards, self.people):
            if holder.type in self._bearers(award):
                yield self.relation(holder, award, "hasAward-list", _BY_CARRIED_SUBJECT)
        for index, award in enumerate(self.awards):
            heading = _HEADING.match(self.text, award.end)
            if heading is None:
                continue
            following = self.awards[index + 1].start if index + 1 < len(self.awards) else len(self.text)
            bearers = self._bearers(award)
            spots = self.people if EntityType.PERSON in bearers else [b for b in self.bodies if self._is_whole(b)]
            end = min(self._list_end(heading.end(), spots), following)
            inside = [s for s in spots if heading.end() <= s.start and s.end <= end and s.type in bearers]
            if inside and inside[0].start - heading.end() <= _NEAR:
                for holder in inside:
                    yield self.relation(holder, award, "hasAward-list", _BY_CARRIED_SUBJECT)

    def _list_end(self, start: int, spots: list[Spot]) -> int:
        """The end of the lines that each begin with a holder, the first from `start` on."""
        begins = {spot.start for spot in spots}
        end = start
        while end < len(self.text) and (end == start or any(at in begins for at in range(end, end + 3))):
            line = self.text.find("\n", end)
            stop = self.text.find("。", end)
            if line < 0 or 0 <= stop < line:
                return stop if stop >= 0 else len(self.text)
            end = line + 1
        return end

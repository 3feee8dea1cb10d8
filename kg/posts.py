"""Who holds which post where: the phrase of titles and bodies before a name, and what is said of the name after it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.beside import carried, follows, shared
from kg.careers import careers
from kg.elections import elections
from kg.employment import engaged
from kg.introductions import introduced
from kg.lexicon import Lexicon
from kg.linking import Linked, Spot
from kg.mentions import Scan
from kg.model import EntityType, Evidence, Post, Span
from kg.offices import Office, Phrases
from kg.persons import after_aside
from kg.rosters import name_first
from kg.terms import Term, agreed

# How sure each form is; calibrated on the practice corpus (kg evaluate prints how often each is right).
_BEFORE_NAME = 0.91
_IN_LIST = 0.88
_BESIDE = 0.8
_UNIT_ONLY = 0.7
_AFTER_NAME = 0.85
_BY_CONTEXT = 0.55
_ELECTED_BY_CONTEXT = 0.75
_ALONE = 0.7
_DATED = 0.85
# Who leads or judges what is held once, wherever it is (甲担任总指挥), holds no post at a body.
_OF_OCCASION = ("总指挥", "现场指挥", "裁判长", "评委", "评委组长", "班主任", "主持人", "总领队")
# What is no surer than this gives way to the same title at a body that the text names.
_GUESS = 0.75

_HEADED = re.compile(
    r"(?:的(?:有|是|为|分别是|分别为))?(?:名单)?(?:如下)?(?:[（(][^（()）]{1,16}[）)])?：[ \u3000\n]*$"
)
_IS = re.compile(
    r"(?:[，,]?(?:今年|现年|年仅|年近|刚满)?[0-9〇零一二三四五六七八九十]{2,3}(?:多)?岁|[，,](?:男|女|[\u4e00-\u9fff]{1,4}族|中共党员|[\u4e00-\u9fff]{2,6}人"
    r"|(?:19|20)[0-9]{2}年(?:[0-9]{1,2}月)?(?:出)?生)|[，,](?:他|她))*[，,]?"
    r"(?:同志|先生|女士|师傅)?(?:生前)?"
    r"(?:如今|现在|今年|目前|现|就|正|本|原|曾|曾经|一直|同时|既|也|还|都|只|只不过|仅|便|仍|仍然)?[是系]"
)
# 他是|某厂班长: of whom the sentence before tells.
_HE_IS = re.compile(
    r"\s*[他她](?:，?(?:今年|现年)?[0-9]{2}岁，)?(?:如今|现在|现|曾|曾经|原|就|只|还|也|一直)?(?:是|任|担任)(?!说|谁)"
)
# 作为|某厂焊工，|甲…
_IN_THE_ROLE = re.compile(r"(?:^|[，。；！？：“”\n])(?:作为|身为|身兼)(?:一名|一位)?")
_LONGEST_ROLE = 40
# 甲、乙等7名|职工, 甲、乙、丙三位|老师
_CLOSING_LIST = re.compile(r"等?(?:\d+|[０-９]+|[一二三四五六七八九十两]+)余?(?:名|位)")
# Titles by which a person is addressed: they may stand behind the name (某大学的|甲|教授).
_ADDRESSES = ("教授", "老师", "医生", "律师", "院士", "主任", "书记", "主席", "经理", "长", "法官", "研究员", "工程师")
_LIST = re.compile(r"[ \u3000]*[、和及与][ \u3000]*|[ \u3000\n]{1,10}")
_LONGEST_HEADING = 24
_STOPS = "，,。；—"


def find_posts(scans: tuple[Scan, ...], linked: Linked, lexicon: Lexicon) -> tuple[Post, ...]:
    """The posts that the article states, each with the phrase that states it."""
    found: list[Post] = []
    texts = tuple(scan.text for scan in scans)
    for scan in scans:
        if any(spot.type is EntityType.PERSON for spot in linked.in_flow(scan.index)):
            found.extend(_Reader(scan, linked, lexicon, texts).read())
    return tuple(_merged(found))


def _merged(posts: Iterable[Post]) -> Iterator[Post]:
    grouped: dict[tuple[str, str | None, str | None], list[Post]] = {}
    for post in posts:
        grouped.setdefault((post.person, post.title, post.at), []).append(post)
    surest = {key: max(e.confidence for post in same for e in post.evidence) for key, same in grouped.items()}
    sure = {(person, title) for (person, title, _), confidence in surest.items() if confidence > _GUESS}
    titled = {person for person, title, _ in grouped if title is not None}
    for key, same in sorted(grouped.items(), key=lambda group: tuple(x or "" for x in group[0])):
        person, title, _ = key
        # The body without the title says less than what is known.
        if title is None and person in titled:
            continue
        if surest[key] <= _GUESS and (person, title) in sure:
            continue
        since, until = agreed(post.since for post in same), agreed(post.until for post in same)
        dated = {e for post in same for e in post.dated} if since or until else set()
        evidence = {e for post in same for e in post.evidence}
        yield Post(*key, tuple(sorted(evidence)), since, until, tuple(sorted(dated)))


class _Reader:
    def __init__(self, scan: Scan, linked: Linked, lexicon: Lexicon, texts: tuple[str, ...]) -> None:
        self.scan = scan
        self.text = scan.text
        self.phrases = Phrases(scan, linked, lexicon, texts)
        self.people = self.phrases.people
        self.groups = list(self._groups())
        # Where the names of the group before end, and their offices.
        self.former: tuple[int, list[Office]] = (0, [])

    def read(self) -> Iterator[Post]:
        listed = name_first(self.phrases)
        for person in self.people:
            for office in listed.get(person.start, ()):
                yield from self.post(person, office, "post-roster", _IN_LIST)
        for group in self.groups:
            if group[0].start not in listed:
                yield from self.introduced(group)
                yield from self.listed_together(group)
            yield from self.described(group)
        rows = [(row, self._phrase_start(row[0])) for row in self._rows()]
        for person, office, term in elections(self.phrases, rows):
            yield from self.post(person, office, "post-elected", _AFTER_NAME, term)
        yield from self.told_of()
        for stage in careers(self.phrases, self.scan.sentences):
            yield from self.post(stage.person, stage.office, stage.rule, stage.confidence, stage.term)
        yield from self.engaged()

    def engaged(self) -> Iterator[Post]:
        """四位劳模受聘担任学校的“导师”."""
        honoured = [person for person, _ in introduced(self.scan, self.phrases.spots)]
        for sentence in self.scan.sentences if honoured else ():
            for person, office in engaged(self.phrases, honoured, sentence):
                yield from self.post(person, office, "post-engaged", _AFTER_NAME)

    def post(
        self, person: Spot, office: Office, rule: str, confidence: float, term: Term | None = None
    ) -> Iterator[Post]:
        """The post that an office gives to a person, with the words from the office to the name as evidence."""
        if office.kind not in ("post", "role", "unit") or office.blocked:
            return
        seat = office.seat
        if seat is None:
            if rule == "post-elected" and str(office.title).endswith(_OF_OCCASION):
                return
            if rule == "post-elected":
                seat = self.phrases.seats.elects(str(office.title), office.start, self._clause(office.start))
            else:
                seat = self._implied(office, named=rule == "post-before-name")
            if seat is not None:
                rule, confidence = f"{rule}-context", _ELECTED_BY_CONTEXT if rule == "post-elected" else _BY_CONTEXT
            elif self.phrases.unattached(office):
                rule, confidence = f"{rule}-alone", _ALONE
            else:
                return
        start, end = min(office.start, person.start), max(office.end, person.end)
        span: Span = self.scan.flow.span(start, end)
        at = seat.key if seat is not None else None
        post = Post(person.key, office.title, at, (Evidence(span, rule, confidence),))
        if term is not None and set("，,；").isdisjoint(self.text[term.verb : office.start]):
            dated = self.scan.flow.span(min(term.start, office.start), office.end)
            post = replace(post, since=term.since, until=term.until, dated=(Evidence(dated, "post-date", _DATED),))
        yield post

    def _clause(self, position: int) -> int:
        """Where the sentence, or the part of it behind a semicolon, begins that holds a position."""
        start, _ = self.scan.sentence(position)
        return max(start, self.text.rfind("；", start, position) + 1)

    def _groups(self) -> Iterator[list[Spot]]:
        """Names in a row: 甲、乙（女）和丙."""
        group: list[Spot] = []
        for person in self.people:
            if group and not (self._adjoins(group[-1].end, person.start) and self._goes_on(group[-1], person)):
                yield group
                group = []
            group.append(person)
        if group:
            yield group

    def _rows(self) -> Iterator[list[Spot]]:
        """Groups that a list mark and the next one's offices join: 退休法官甲、律师乙."""
        row: list[Spot] = []
        for group in self.groups:
            if row and not self._adjoins(row[-1].end, self._phrase_start(group[0])):
                yield row
                row = []
            row = [*row, *group]
        if row:
            yield row

    def _goes_on(self, last: Spot, person: Spot) -> bool:
        """Whether a name behind a line's end is a list's next, and does not begin what is told below the list."""
        if "\n" not in self.text[last.end : person.start]:
            return True
        end = after_aside(self.text, person.end)
        return end == len(self.text) or self.text[end].isspace() or self.text[end] in "、，"

    def _adjoins(self, end: int, start: int) -> bool:
        match = _LIST.match(self.text, after_aside(self.text, end))
        return match is not None and match.end() == start

    # -- 省总工会副主席甲、乙 -----------------------------------------------------------------------------------------

    def introduced(self, group: list[Spot]) -> Iterator[Post]:
        """The offices before the first name of a row; a single one, or one with a colon, is everybody's."""
        first = group[0].start
        headed = _HEADED.search(self.text, max(0, first - _LONGEST_HEADING), first)
        stated = self.phrases.before(headed.start() if headed else first)
        offices = self._told_beside(stated)
        self.former = (group[-1].end, offices)
        seated = any(office.seat is not None for office in stated)
        for office, own in zip(offices, stated, strict=True):
            if (office.seat is None and seated) or (office.kind == "unit" and headed):
                continue
            if office.kind == "unit":
                called = replace(office, title=self._called(group))
                for person in group:
                    yield from self.post(person, called, "post-unit", _UNIT_ONLY)
                continue
            beside = office.seat is not None and own.seat is None
            rule, confidence = ("post-beside", _BESIDE) if beside else ("post-before-name", _BEFORE_NAME)
            yield from self.post(group[0], office, rule, confidence)
            for person in group[1:] if len(offices) == 1 else ():
                yield from self.post(person, office, "post-list", _IN_LIST)

    def _told_beside(self, offices: list[Office]) -> list[Office]:
        """The offices of a phrase, where those beside them tell their body."""
        if all(office.seat is not None for office in offices):
            return offices
        end, former = self.former
        if former and follows(self.text, end, min(office.start for office in offices)):
            offices = [carried(office, former) for office in offices]
        return shared(offices, lambda office: self._implied(office, named=True))

    def _implied(self, office: Office, *, named: bool) -> Spot | None:
        """The body that the context tells of an office without one."""
        sentence = self._clause(office.start)
        return self.phrases.seats.implied(str(office.title), office.kind, office.start, sentence, named=named)

    def _called(self, group: list[Spot]) -> str | None:
        """What the words right behind a name, or behind the end of a list, call them: 甲教授, 乙等7名职工."""
        end = after_aside(self.text, group[-1].end)
        closing = _CLOSING_LIST.match(self.text, end)
        title = self.phrases.title_at(closing.end() if closing else end)
        if title is None:
            return None
        return title if closing or (len(group) == 1 and title.endswith(_ADDRESSES)) else None

    def listed_together(self, group: list[Spot]) -> Iterator[Post]:
        """甲、乙、丙三位老师: the title that closes a list of names before which none stands."""
        closing = _CLOSING_LIST.match(self.text, after_aside(self.text, group[-1].end))
        title = self.phrases.title_at(closing.end()) if closing else None
        if closing is None or title is None or self.phrases.before(group[0].start):
            return
        office = Office(title, None, closing.end(), closing.end() + len(title), "role")
        for person in group:
            yield from self.post(person, office, "post-list", _IN_LIST)

    def _phrase_start(self, person: Spot) -> int:
        """Where the phrase of offices before a name begins."""
        offices = self.phrases.before(person.start)
        honour = self.phrases.awards.get(self.phrases.skip_back(person.start, "”")) if not offices else None
        start = min((office.start for office in offices), default=honour.start if honour else person.start)
        start = self.phrases.skip_back(start, "“") if honour else start
        sort = re.search(r"(?:退休|原|著名|资深|老|女)$", self.text[max(0, start - 2) : start])
        return start - len(sort.group()) if sort else start

    # -- 甲是乙厂班长; 甲（乙厂班长） --------------------------------------------------------------------------------

    def described(self, group: list[Spot]) -> Iterator[Post]:
        for person in group:
            yield from self._bracketed(person)
        if len(group) > 1:
            return
        person = group[0]
        sentence = self.scan.sentence(person.start)
        end = after_aside(self.text, person.end)
        # 甲（左二）：|乙厂钳工 stands under a photo.
        comma = self.text[end : end + 1] in ("，", ",") or (end > person.end and self.text[end : end + 1] == "：")
        end += comma
        match = _IS.match(self.text, person.end if not comma else end - 1) or _IS.match(self.text, end)
        yield from self._in_the_role(person)
        if match:
            for office in self.phrases.after(match.end(), sentence[1]):
                yield from self.post(person, office, "post-is", _AFTER_NAME)
        elif comma:
            # 甲，|全国劳动模范、|乙厂班长，…: a clause that is an office at a body and nothing else, but for honours.
            while (award := self._award_at(end)) is not None and self.text[award.end : award.end + 1] == "、":
                end = award.end + 1
            offices = self.phrases.after(end, sentence[1])
            alone = offices and offices[0].start == end and self.text[offices[-1].end : offices[-1].end + 1] in _STOPS
            if alone and all(o.seat is not None for o in offices) and not self.phrases.before(person.start):
                for office in offices:
                    yield from self.post(person, office, "post-apposition", _AFTER_NAME)

    def _award_at(self, start: int) -> Spot | None:
        """The honour whose name begins at a place."""
        return next((a for a in self.phrases.awards.values() if a.start == start), None)

    def _in_the_role(self, person: Spot) -> Iterator[Post]:
        """作为某厂焊工，甲…: the offices that fill the clause before a name."""
        comma = person.start - 1
        if comma < 0 or self.text[comma] not in "，,":
            return
        offices = self.phrases.before(comma)
        begin = min((office.start for office in offices), default=0)
        lead = _IN_THE_ROLE.search(self.text, max(0, begin - _LONGEST_ROLE), begin)
        if lead is not None and lead.end() == begin:
            for office in offices:
                yield from self.post(person, office, "post-role", _AFTER_NAME)

    def _bracketed(self, person: Spot) -> Iterator[Post]:
        """甲（乙厂班长）, 甲（手术室）: what a bracket behind a name says of it."""
        end = person.end
        if self.text[end : end + 1] not in ("（", "("):
            return
        close = min((at for at in (self.text.find(m, end) for m in "）)") if at > 0), default=-1)
        if close < 0:
            return
        offices = [o for o in self.phrases.after(end + 1, close) if o.end == close]
        unit = self.phrases.unit(end + 1, close)
        for office in offices or ([unit] if unit else []):
            yield from self.post(person, office, "post-bracket", _AFTER_NAME)

    def told_of(self) -> Iterator[Post]:
        """甲说。他是乙厂班长: what a sentence says of the only person whom the one before it names."""
        for (before, middle), (start, end) in itertools.pairwise(self.scan.sentences):
            match = _HE_IS.match(self.text, start, end)
            if match is None:
                continue
            named = {p.key: p for p in self.people if before <= p.start and p.end <= middle}
            if len(named) != 1 or "\n\n" in self.text[before : match.end()].strip():
                continue
            for office in self.phrases.after(match.end(), end):
                if office.seat is not None:
                    yield from self.post(next(iter(named.values())), office, "post-told", _AFTER_NAME)

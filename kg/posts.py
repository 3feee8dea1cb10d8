"""Who holds which post where: the phrase of titles and bodies before a name, and what is said of the name after it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kg.lexicon import Lexicon
from kg.linking import Linked, Spot
from kg.mentions import Scan
from kg.model import ORGANIZATIONS, EntityType, Evidence, Post
from kg.tokens import NAME_TAGS, Tag

_SEATS = (*sorted(ORGANIZATIONS), EntityType.DISTRICT, EntityType.PLACE)
# How sure each form is; calibrated on the practice corpus.
_BEFORE_NAME = 0.93
_IN_LIST = 0.85
_UNIT_ONLY = 0.75
_AFTER_NAME = 0.85
# A title's own modifiers (中餐烹饪专业|主任) are short.
_LONGEST_MODIFIER = 10
_SEPARATORS = "、，,兼和及与暨 \u3000"

_TAKES_OFFICE = re.compile(r"(?:现任|担任|出任|当选为?|历任|曾任|先后任|时任|现为|任命为|聘任为|推选为|选举为|兼任|任)$")
_ELECTED = re.compile(r"(?:选举|推选|任命|聘任|聘请|聘)$")


@dataclass(frozen=True, slots=True)
class _Title:
    text: str
    start: int
    end: int
    kind: str


def find_posts(scans: tuple[Scan, ...], linked: Linked, lexicon: Lexicon) -> tuple[Post, ...]:
    """The posts that the article states, each with the phrase that states it."""
    found: list[Post] = []
    for scan in scans:
        found.extend(_Reader(scan, linked, lexicon).read())
    return tuple(_merged(found))


def _merged(posts: Iterable[Post]) -> Iterable[Post]:
    grouped: dict[tuple[str, str | None, str | None], set[Evidence]] = {}
    for post in posts:
        grouped.setdefault((post.person, post.title, post.at), set()).update(post.evidence)
    seated = {(person, title) for person, title, at in grouped if at is not None}
    units = {(person, at) for person, title, at in grouped if title is not None}
    for (person, title, at), evidence in sorted(grouped.items(), key=lambda g: tuple(x or "" for x in g[0])):
        # The same title without its body, or the body without the title, says less than what is known.
        if (at is None and (person, title) in seated) or (title is None and (person, at) in units):
            continue
        yield Post(person, title, at, tuple(sorted(evidence)))


class _Reader:
    def __init__(self, scan: Scan, linked: Linked, lexicon: Lexicon) -> None:
        self.scan = scan
        self.lexicon = lexicon
        self.spots = linked.in_flow(scan.index)
        self.people = [s for s in self.spots if s.type is EntityType.PERSON]
        self.seats: dict[int, Spot] = {}
        for spot in self.spots:
            if spot.type in _SEATS:
                known = self.seats.get(spot.end)
                if known is None or spot.start < known.start:
                    self.seats[spot.end] = spot
        self.awards = {s.end: s for s in self.spots if s.type is EntityType.AWARD}
        self.by_end = {token.end: index for index, token in enumerate(scan.tokens)}
        self.by_start = {token.start: index for index, token in enumerate(scan.tokens)}

    def read(self) -> Iterable[Post]:
        previous: tuple[Spot, list[Post]] | None = None
        for person in self.people:
            posts = list(self.before(person))
            if not posts and previous is not None:
                between = self.scan.text[previous[0].end : person.start].strip(" \u3000")
                if between in ("、", "和", "及", "与", "") and person.start - previous[0].end <= 3:
                    posts = [
                        Post(person.key, p.title, p.at, (self.evidence(p.evidence[0].span.start, person, "post-list", _IN_LIST),))
                        for p in previous[1]
                        if p.title is not None
                    ]
            yield from posts
            previous = (person, posts)
        yield from self.offices()

    def evidence(self, start: int, person: Spot, rule: str, confidence: float) -> Evidence:
        """Evidence from a page offset (of the phrase's first word) to the person's name."""
        end = self.scan.flow.span(person.start, person.end).end
        span = self.scan.flow.span(person.start, person.end)
        return Evidence(type(span)(min(start, span.start), end), rule, confidence)

    # -- 大兴区人大常委会党组成员、副主任，区总工会主席李达 --------------------------------------------------------

    def before(self, person: Spot) -> Iterable[Post]:
        position = self.skip_back(person.start, "“”\"' \u3000")
        titles: list[_Title] = []
        leftmost = person.start
        found: list[tuple[str | None, Spot | None]] = []
        while True:
            title = self.title_ending(position)
            if title is not None:
                leftmost = position = title.start
                seated = self.seat_before(title)
                if seated is None:
                    titles.append(title)
                else:
                    found.extend((t.text, seated[0]) for t in [*titles, seated[1]])
                    titles = []
                    leftmost = position = seated[0].start
            elif position in self.seats and not titles and not found:
                seat = self.seats[position]
                if seat.type is EntityType.DISTRICT:
                    break
                found.append((None, seat))
                leftmost = position = seat.start
                break
            elif position in self.awards:
                position = self.awards[position].start
                leftmost = min(leftmost, position)
            elif titles and position in self.seats:
                seat = self.seats[position]
                found.extend((t.text, seat) for t in titles)
                titles = []
                leftmost = position = seat.start
            else:
                break
            step = self.skip_back(position, _SEPARATORS)
            if step == position or position - step > 2:
                break
            if not (self.title_ending(step) or step in self.seats or step in self.awards):
                break
            if step in self.seats and not titles and self.title_ending(step) is None:
                break
            position = step
        start = self.scan.flow.span(leftmost, person.end).start
        for text, seat in found:
            if text is None:
                yield Post(person.key, None, seat.key if seat else None, (self.evidence(start, person, "post-unit", _UNIT_ONLY),))
            else:
                kind = self.kind(text)
                if kind in ("post", "role"):
                    key = seat.key if seat else None
                    yield Post(person.key, text, key, (self.evidence(start, person, "post-before-name", _BEFORE_NAME),))
        for left in titles:
            if left.kind == "post":
                evidence = self.evidence(start, person, "post-without-body", _UNIT_ONLY)
                yield Post(person.key, left.text, None, (evidence,))

    def kind(self, title: str) -> str:
        """What kind of title a phrase is: that of the longest title that it ends with."""
        for length in range(len(title), 0, -1):
            kind = self.lexicon.titles.get(title[-length:])
            if kind:
                return kind
        return ""

    def skip_back(self, position: int, characters: str) -> int:
        while position and self.scan.text[position - 1] in characters:
            position -= 1
        return position

    def title_ending(self, end: int) -> _Title | None:
        index = self.by_end.get(end)
        if index is None:
            return None
        token = self.scan.tokens[index]
        if token.tag is not Tag.TITLE:
            return None
        return _Title(token.text, token.start, token.end, self.lexicon.titles[token.text])

    def seat_before(self, title: _Title) -> tuple[Spot, _Title] | None:
        """The body right before a title, and the title with the modifiers between (中餐烹饪专业|主任) as its own."""
        position = title.start
        if position in self.seats:
            return self.seats[position], title
        at = position
        while at in self.by_end and position - at < _LONGEST_MODIFIER:
            token = self.scan.tokens[self.by_end[at]]
            if token.tag not in NAME_TAGS and token.tag is not Tag.VERB and token.tag is not Tag.TITLE:
                break
            at = token.start
            if at in self.seats:
                return self.seats[at], _Title(self.scan.text[at : title.end], at, title.end, title.kind)
        if at == position and self.scan.text[at - 1 : at] == "的" and at - 1 in self.seats:
            return self.seats[at - 1], title
        return None

    # -- 现任甬纶纺织细纱车间甲班班长, 当选为区总工会主席 ---------------------------------------------------------

    def offices(self) -> Iterable[Post]:
        """Offices that a verb gives to the sentence's person: 现任…主席, 当选为…, 选举甲为…."""
        for token in self.scan.tokens:
            if token.tag is not Tag.TITLE or self.lexicon.titles[token.text] not in ("post", "role"):
                continue
            title = _Title(token.text, token.start, token.end, "")
            seated = self.seat_before(title)
            seat = seated[0] if seated else None
            start = seat.start if seat else token.start
            sentence, _ = self.scan.sentence(token.start)
            before = self.scan.text[sentence:start]
            if not _TAKES_OFFICE.search(before) and not before.endswith("为"):
                continue
            person = self.subject(sentence, start)
            if person is None or (before.endswith("为") and not self._elects(person, start)):
                continue
            page_start = self.scan.flow.span(person.start, person.end).start
            end = self.scan.flow.span(token.start, token.end).end
            span = self.scan.flow.span(person.start, person.end)
            evidence = Evidence(type(span)(page_start, end), "post-takes-office", _AFTER_NAME)
            yield Post(person.key, seated[1].text if seated else token.text, seat.key if seat else None, (evidence,))

    def subject(self, sentence: int, before: int) -> Spot | None:
        people = [p for p in self.people if sentence <= p.start and p.end <= before]
        return people[-1] if people else None

    def _elects(self, person: Spot, start: int) -> bool:
        between = self.scan.text[person.end : start]
        return between.strip("同志等当选") == "为" and bool(
            _ELECTED.search(self.scan.text[max(0, person.start - 4) : person.start]) or "当选" in between
        )


"""The stretch of an article that speaks of one event, as the rules for its arguments see it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.dates import complete, find_dates
from kg.event_text import Part, Reader
from kg.event_types import Candidate
from kg.event_words import EventWords, alternatives
from kg.linking import Linked
from kg.model import ORGANIZATIONS, Article, EntityType, EventDate, Evidence

# 来到某队、甲和乙: a list may begin with what is known by no name.
_UNKNOWN_FIRST = r"了?[^，。；：、\n在由把为给向]{2,24}[、和]$"
_LONGEST_UNKNOWN = 32
# A report names its event in the first sentences; what does so later tells a story that the event is only a scene of.
_STORY = 5
_BEFORE, _AFTER = 2, 5

# What may stand before a date that begins a sentence, and what shows that it tells of a time until now.
_DATE_START = re.compile(r"[ \u3000●◎■▲◆★]*(?:就?在|从|自|早在)?")
_SINCE = re.compile(r"以来")
_LONGEST_DATE = 20

SITES = ORGANIZATIONS | {EntityType.PLACE}
_LISTED = re.compile(r"[、和及与]|以及")

# An entity's key with the words that prove its part.
Found = tuple[str, Evidence]


@dataclass(frozen=True, slots=True, eq=False)
class Scope:
    """An event and the part of the body that speaks of it; `others` are sentences in it that speak of another event."""

    article: Article
    body: Reader
    heads: tuple[Reader, ...]
    part: Part
    others: tuple[Part, ...]
    event: Candidate
    linked: Linked
    words: EventWords
    day: EventDate | None = None

    def told(self) -> Iterator[Part]:
        """The sentences that tell what went on at the event: no story before it, and nothing of another day."""
        every = list(self.body.sentences(self.part))
        story = self.event.sentence in every[_STORY:]
        for sentence in self.sentences():
            before = story and sentence.start < self.event.sentence.start
            if sentence == self.event.sentence or not (before or self._is_of_another_day(sentence)):
                yield sentence

    def _is_of_another_day(self, sentence: Part) -> bool:
        """Whether a sentence begins with a date that is not the event's (去年8月，…; 2021年以来，…)."""
        start = _DATE_START.match(self.body.text, sentence.start, sentence.end)
        opening = self.body.text[start.end() if start else sentence.start : sentence.end][:_LONGEST_DATE]
        if "年" not in opening and "月" not in opening:
            return False
        date = next(find_dates(opening), None)
        if date is None or date.start:
            return False
        if _SINCE.match(opening, date.end):
            return True
        day = self.day
        if day is None or date.first.month is None:
            return date.first.relative == -1 and day is None
        values = complete(date, self.article.issued)
        if values is None:
            return False
        first, last = values[0], values[1] or values[0]
        start_year, end_year = first[:4].isdigit(), day.start[:4].isdigit()
        if start_year and end_year and first[:4] != day.start[:4]:
            return True
        if date.first.relative == -1:
            return True
        ours = (_month_and_day(day.start), _month_and_day(day.end or day.start))
        return not (_month_and_day(first) <= ours[1] + "~" and ours[0] <= _month_and_day(last) + "~")

    def sentences(self) -> Iterator[Part]:
        """The sentences that speak of the event: all others, or those around it where a story only comes to it."""
        every = list(self.body.sentences(self.part))
        at = next((index for index, sentence in enumerate(every) if sentence == self.event.sentence), 0)
        near = every if at < _STORY else every[at - _BEFORE : at + _AFTER]
        yield from (sentence for sentence in near if not any(other.holds(sentence.start) for other in self.others))


def _month_and_day(value: str) -> str:
    """The part of a value after its year, that is --11-14 without the year's place."""
    return value.lstrip("-") if value.startswith("--") else value[5:]


def is_located(scope: Scope, reader: Reader, position: int) -> bool:
    """Whether a word before the position shows that something goes on there; it counts for a whole list (到甲、乙)."""
    for spot in reversed(reader.spots):
        site = spot.type in SITES or spot.type is EntityType.DISTRICT
        if site and spot.end < position and _LISTED.fullmatch(reader.text, spot.end, position):
            position = spot.start
    locative = scope.words.cue("locative")
    if re.search(rf"{locative}了?$", reader.text[max(0, position - 4) : position]):
        return True
    if reader.text[position - 1 : position] not in ("、", "和"):
        return False
    going = alternatives(word for word in scope.words.cues["locative"] if len(word) > 1)
    return bool(re.search(going + _UNKNOWN_FIRST, reader.masked[max(0, position - _LONGEST_UNKNOWN) : position]))

"""The stretch of an article that speaks of one event, as the rules for its arguments see it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.event_text import Part, Reader
from kg.event_types import Candidate
from kg.event_words import EventWords
from kg.linking import Linked
from kg.model import ORGANIZATIONS, Article, EntityType, Evidence

# A report names its event in the first sentences; what does so later tells a story that the event is only a scene of.
_STORY = 5
_BEFORE, _AFTER = 2, 5

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

    def sentences(self) -> Iterator[Part]:
        """The sentences that speak of the event: all others, or those around it where a story only comes to it."""
        every = list(self.body.sentences(self.part))
        at = next((index for index, sentence in enumerate(every) if sentence == self.event.sentence), 0)
        near = every if at < _STORY else every[at - _BEFORE : at + _AFTER]
        yield from (sentence for sentence in near if not any(other.holds(sentence.start) for other in self.others))


def is_located(scope: Scope, reader: Reader, position: int) -> bool:
    """Whether a word before the position shows that something goes on there; it counts for a whole list (到甲、乙)."""
    for spot in reversed(reader.spots):
        site = spot.type in SITES or spot.type is EntityType.DISTRICT
        if site and spot.end < position and _LISTED.fullmatch(reader.text, spot.end, position):
            position = spot.start
    return bool(re.search(rf"{scope.words.cue('locative')}了?$", reader.text[max(0, position - 4) : position]))

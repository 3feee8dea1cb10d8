"""The tables of event words in memory: nouns that name events, verbs of holding them, words that tell roles."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.lexicon import rows


@dataclass(frozen=True, slots=True)
class HoldingVerb:
    """A verb of holding an event: whether the event follows it (active) or goes before it (passive), and its types."""

    active: bool
    passive: bool
    types: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class EventWords:
    """All event tables; the patterns find the words of a table, the longest first."""

    nouns: Mapping[str, tuple[str, ...]]
    verbs: Mapping[str, HoldingVerb]
    deeds: Mapping[str, tuple[str, ...]]
    roles: Mapping[str, str]
    cues: Mapping[str, tuple[str, ...]]
    groups: Mapping[str, str]
    noun: re.Pattern[str]
    verb: re.Pattern[str]
    deed: re.Pattern[str]
    role: re.Pattern[str]
    time: re.Pattern[str]

    def cue(self, kind: str) -> str:
        """A regular expression of the cue words of a class, the longest first."""
        return self.groups[kind]


def alternatives(words: Iterable[str]) -> str:
    """A regular expression group of words, the longest first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word))) + ")"


@functools.cache
def event_words() -> EventWords:
    """The shipped event tables."""
    nouns = {noun: tuple(types.split()) for noun, types, _ in rows("event_nouns", 3)}
    verbs = {
        verb: HoldingVerb(voice != "passive", voice != "active", tuple(types.split()))
        for verb, voice, types, _ in rows("event_verbs", 4)
    }
    deeds = {verb: tuple(types.split()) for verb, types, _ in rows("event_deeds", 3)}
    roles = {word: role for role, word, _ in rows("event_roles", 3)}
    cues: dict[str, list[str]] = {}
    for kind, word, _ in rows("event_cues", 3):
        cues.setdefault(kind, []).append(word)
    groups = {kind: alternatives(words) for kind, words in cues.items()}
    return EventWords(
        nouns=nouns,
        verbs=verbs,
        deeds=deeds,
        roles=roles,
        cues={kind: tuple(words) for kind, words in cues.items()},
        groups=groups,
        noun=re.compile(alternatives(nouns)),
        verb=re.compile(alternatives(verbs)),
        deed=re.compile(alternatives(deeds)),
        role=re.compile(alternatives(roles)),
        time=re.compile(groups["time"]),
    )

"""The tables of event words in memory: nouns that name events, verbs of holding them, words that tell roles."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.lexicon import rows

_CLASS = re.compile(r"<([a-z]+)>")


@dataclass(frozen=True, slots=True)
class HoldingVerb:
    """A verb of holding an event: whether the event follows it (active) or goes before it (passive), and its types.

    With `by`, an event goes before it only where 由 names who holds it (夜校由工会创办).
    """

    active: bool
    passive: bool
    by: bool
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

    def nouns_in(self, text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
        """Where the event nouns of a text stand, none of them within another one; they may overlap (急救课, 课堂)."""
        last, stop = 0, len(text) if end is None else end
        while match := self.noun.search(text, start, stop):
            start = match.start() + 1
            if match.end() > last:
                last = match.end()
                yield match.span()

    def cue(self, kind: str) -> str:
        """A regular expression of the cue words of a class, the longest first."""
        return self.groups[kind]

    def pattern(self, template: str) -> re.Pattern[str]:
        """The compiled regular expression that a template makes, in which <kind> stands for that class of cue words."""
        return _compiled(self, template)


@functools.cache
def _compiled(words: EventWords, template: str) -> re.Pattern[str]:
    return re.compile(_CLASS.sub(lambda match: words.groups[match.group(1)], template))


def alternatives(words: Iterable[str]) -> str:
    """A regular expression group of words, the longest first; words that begin alike share their beginning."""
    tails: dict[str, list[str]] = {}
    for word in sorted(words):
        tails.setdefault(word[:1], []).append(word[1:])
    optional = "?" if tails.pop("", None) else ""
    branches = [re.escape(first) + (alternatives(rest) if any(rest) else "") for first, rest in tails.items()]
    return f"(?:{'|'.join(branches)}){optional}"


@functools.cache
def event_words() -> EventWords:
    """The shipped event tables."""
    nouns = {noun: tuple(types.split()) for noun, types, _ in rows("event_nouns", 3)}
    # What is called a 推进会 is called a 推进会议, too.
    nouns = {f"{noun}议": types for noun, types in nouns.items() if noun.endswith("会")} | nouns
    verbs = {
        verb: HoldingVerb(voice in ("active", "both"), voice != "active", voice == "by", tuple(types.split()))
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

"""An event as a sentence states it, and its types: the nouns of its name tell them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.event_text import Part
from kg.event_words import EventWords

# The form of an event that a headline states and the body only tells.
HEADLINE = "headline"
# The form of an event that a sentence names as where something went on.
AT = "at"
# The types of events that go to those whom they are for.
VISITS = frozenset({"visit", "tour"})

_MOST_TYPES = 3
# “交班会”, “师傅节”: what the last character of a name tells that no noun of the tables ends.
_BY_ENDING = {
    "会": ("meeting",),
    "节": ("recreation",),
    "赛": ("competition",),
    "课": ("lecture", "training"),
    "班": ("training",),
    "营": ("training",),
    "展": ("recreation",),
    "演": ("recreation",),
    "秀": ("recreation",),
    "礼": ("ceremony",),
    "宴": ("recreation",),
    "练": ("drill",),
    "诊": ("visit",),
    "讲": ("lecture",),
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """An event as a sentence states it; offsets count the reader's text. A customary event is told as a habit."""

    label: str
    types: tuple[str, ...]
    sentence: Part
    clause: Part
    verb: Part
    phrase: Part
    form: str
    customary: bool = False

    @property
    def founds(self) -> bool:
        """Whether it is told that a body was founded, whose name begins the label (某联合会成立): it held nothing."""
        return self.form == "deed" and self.phrase.start < self.verb.start


def types_of(label: str, words: EventWords, verb_types: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The types that a label's nouns tell, its last noun's first; nouns in quotation marks only where no other does."""
    bare = re.sub(r"“[^”]*”", "", label)
    found = _noun_types(bare, words)
    if not [name for name in found if name != "other"]:
        inner = [name for name in _noun_types(label, words) if name != "other"]
        deeds = [name for match in words.deed.finditer(label) for name in words.deeds[match.group()]]
        found = [*inner, *deeds, *verb_types, *found]
    elif "ceremony" in verb_types and len(found) == 1:
        found = [*found, "ceremony"]
    found = found or list(_BY_ENDING.get(label.rstrip("”》")[-1:], ()))
    distinct = tuple(dict.fromkeys(found))
    special = tuple(name for name in distinct if name != "other")
    return (special or distinct or ("other",))[:_MOST_TYPES]


def _noun_types(text: str, words: EventWords) -> list[str]:
    found = [words.nouns[text[start:end]] for start, end in words.nouns_in(text)]
    return [name for types in reversed(found) for name in types]

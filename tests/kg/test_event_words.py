"""The tables of event words, every row by its example, and the text as the event rules read it."""

from __future__ import annotations

import pytest

from kg.event_text import mask
from kg.event_types import types_of
from kg.event_words import event_words
from kg.lexicon import rows
from kg.vocabulary import EVENT_TYPES, ROLES
from tests.kg.reports import stated

# -- tables ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("noun", "types", "example"), list(rows("event_nouns", 3)))
def test_every_event_noun_types_its_example(noun: str, types: str, example: str) -> None:
    assert set(types.split()) <= set(EVENT_TYPES)
    assert noun in example
    expected = [name for name in types.split() if name != "other"]
    assert set(expected) <= set(types_of(example, event_words()))


@pytest.mark.parametrize(("verb", "voice", "types", "example"), list(rows("event_verbs", 4)))
def test_every_holding_verb_finds_the_event_of_its_example(verb: str, voice: str, types: str, example: str) -> None:
    assert set(types.split()) <= set(EVENT_TYPES)
    assert verb in example
    forms = {form for form, _ in stated(example)}
    wanted = {"active": {"active"}, "passive": {"passive"}, "both": {"active", "passive"}, "by": {"passive"}}[voice]
    assert forms & wanted


@pytest.mark.parametrize(("verb", "types", "example"), list(rows("event_deeds", 3)))
def test_every_deed_is_the_event_of_its_example(verb: str, types: str, example: str) -> None:
    assert set(types.split()) <= set(EVENT_TYPES)
    assert [label.startswith(verb) for form, label in stated(example) if form == "deed"] == [True]


@pytest.mark.parametrize(("role", "word", "example"), list(rows("event_roles", 3)))
def test_every_role_word_stands_in_its_example(role: str, word: str, example: str) -> None:
    assert role in ROLES
    found = {event_words().roles[match.group()] for match in event_words().role.finditer(example)}
    assert word in example
    assert role in found


@pytest.mark.parametrize(("kind", "word", "example"), list(rows("event_cues", 3)))
def test_every_cue_stands_in_its_example(kind: str, word: str, example: str) -> None:
    assert word in event_words().cues[kind]
    assert word in example


# -- text ------------------------------------------------------------------------------------------------------------


def test_quotes_and_brackets_are_masked_and_a_lone_mark_is_not() -> None:
    assert mask("甲“乙，丙”（丁）戊") == "甲“□□□”（□）戊"
    assert mask("甲“乙，丙") == "甲“乙，丙"

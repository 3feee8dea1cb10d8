"""The cutter gives the words of jieba's own algorithm, which reads the same dictionary in Python."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.cutter import Cutter
from kg.lexicon import lexicon

TOKENIZER = lexicon().tokenizer
# What words are made of here, and what parts them: letters, digits, marks, rare characters, line ends.
PIECES = (
    "总工会",
    "长沙县",
    "主席",
    "劳动竞赛",
    "北",
    "同",
    "㛃",
    "𠮷",
    "aB",
    "3.5%",
    "+",
    "é",
    "，",
    "“",
    " ",
    "\u3000",
    "\r\n",
    "\n",
)


@pytest.mark.parametrize(
    "text",
    [
        "长沙县总工会主席李明说，2023年“五一”前后开展劳动竞赛。",
        "ＡＢＣ公司3.5%的职工\r\n参加了C++培训 ok",
        "",
    ],
)
def test_the_words_are_jiebas(text: str) -> None:
    assert lexicon().cutter.cut(text) == list(TOKENIZER.cut(text, HMM=False))


@given(st.lists(st.sampled_from(PIECES) | st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)).map("".join))
def test_the_words_of_any_text_are_jiebas(text: str) -> None:
    assert lexicon().cutter.cut(text) == list(TOKENIZER.cut(text, HMM=False))


def test_a_word_weighs_by_its_share_in_the_total() -> None:
    counts = {"甲": 100, "乙": 100, "甲乙": 1}
    assert Cutter(counts, 201).cut("甲乙") == ["甲", "乙"]
    assert Cutter(counts, 100_000).cut("甲乙") == ["甲乙"]

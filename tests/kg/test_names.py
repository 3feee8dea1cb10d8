"""The statistics of names: what reads better as a name than as words, and how far names of other languages go."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.lexicon import lexicon, rows
from kg.names import is_han, name_model
from kg.tokens import tokenize
from kg.transliteration import dotted_names

MODEL = name_model(lexicon())
HAN = st.text(alphabet=st.sampled_from("李张王国建工会主席说和区总大的明年向于欧阳"), min_size=1, max_size=12)


@pytest.mark.parametrize("name", ["李建国", "欧阳明", "仇志远", "张力"])
def test_a_surname_and_one_or_two_characters_make_a_name(name: str) -> None:
    assert MODEL.name(name) is not None


@pytest.mark.parametrize("text", ["李", "李建国强", "桌子", "李的", "李建a"])
def test_anything_else_makes_none(text: str) -> None:
    assert MODEL.name(text) is None


@pytest.mark.parametrize(("name", "words"), [("仇志远", "出席"), ("郑晓岚", "高兴")])
def test_a_name_reads_worse_as_words_and_a_word_worse_as_a_name(name: str, words: str) -> None:
    assert (MODEL.name(name) or 0.0) > MODEL.words(name)
    assert (MODEL.name(words) or -100.0) < MODEL.words(words)


@given(HAN)
def test_a_tail_scores_as_its_own_words_do(text: str) -> None:
    tails = MODEL.tails(text)
    assert tails[-1] == 0.0
    assert all(tails[i] == pytest.approx(MODEL.words(text[i:])) for i in range(len(text)))


@pytest.mark.parametrize(
    ("language", "example"), [(language, example) for language, _, example in rows("name_elements", 3)]
)
def test_names_made_of_elements_end_with_an_element(language: str, example: str) -> None:
    assert len(example) in [end for end, _ in MODEL.element_ends(example, 0)], language


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("采油工努尔艾力·买买提说", ["努尔艾力·买买提"]),
        ("裕固族小伙安吉斯·郎如今是班长", ["安吉斯·郎"]),
        ("教师阿依古丽·吐尔逊、托乎提·买合木提参加", ["阿依古丽·吐尔逊", "托乎提·买合木提"]),
        ("职工卡德尔·吾守尔等6人", ["卡德尔·吾守尔"]),
        ("“安全·质量”竞赛", []),
    ],
)
def test_a_dotted_name_goes_as_far_as_the_sounds_go(text: str, names: list[str]) -> None:
    found = dotted_names(text, tokenize(text, lexicon()), lexicon())
    assert [text[start:end] for start, end in found] == names


def test_rare_characters_are_chinese_too() -> None:
    assert [is_han(character) for character in "䶮李a，"] == [True, True, False, False]

"""The lexicon: the tables in memory, and a tokenizer that keeps their words whole."""

from __future__ import annotations

import re

import jieba.posseg
import pytest

from kg.lexicon import _dictionary, classes, lexicon, rows, short_district
from kg.model import EntityType


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("大兴区", "大兴"),
        ("宁波市", "宁波"),
        ("河北省", "河北"),
        ("平山县", "平山"),
        ("内蒙古自治区", "内蒙古"),
        ("广西壮族自治区", "广西"),
        ("新疆维吾尔自治区", "新疆"),
        ("宁夏回族自治区", "宁夏"),
        ("香港特别行政区", "香港"),
        ("大兴安岭地区", "大兴安岭"),
        ("神农架林区", "神农架"),
        ("锡林郭勒盟", "锡林郭勒"),
        ("伊犁哈萨克自治州", "伊犁"),
        ("赵县", "赵县"),
        ("和县", "和县"),
    ],
)
def test_a_district_is_called_by_its_name_without_its_kind(name: str, short: str) -> None:
    assert short_district(name) == short


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("凉山彝族自治州", "凉山"),
        ("恩施土家族苗族自治州", "恩施"),
        ("张家川回族自治县", "张家川"),
        ("海西蒙古族藏族自治州", "海西"),
    ],
)
def test_an_autonomous_district_is_called_by_its_name_without_its_nations(name: str, short: str) -> None:
    assert short_district(name) == short


def test_short_names_lead_to_the_codes_of_all_divisions_that_bear_them() -> None:
    tables = lexicon()
    assert [tables.codes[code] for code in tables.short_districts["宁波"]] == ["宁波市"]
    assert {tables.codes[code] for code in tables.short_districts["吉林"]} == {"吉林省", "吉林市"}
    assert {tables.codes[code] for code in tables.short_districts["朝阳"]} == {"朝阳区", "朝阳市", "朝阳县"}


@pytest.mark.parametrize("word", ["建设", "文化", "和平", "解放", "城", "矿"])
def test_a_short_name_that_is_a_common_word_is_none(word: str) -> None:
    assert word not in lexicon().short_districts


@pytest.mark.parametrize("name", ["新区", "郊区", "矿区", "城区"])
def test_a_division_whose_name_is_a_common_noun_is_not_known_by_it(name: str) -> None:
    assert name not in lexicon().districts


def test_an_autonomous_prefecture_goes_by_its_short_form_too() -> None:
    districts = lexicon().districts
    assert districts["凉山州"] == districts["凉山彝族自治州"]


def test_every_title_of_a_post_has_its_deputies() -> None:
    titles = lexicon().titles
    assert titles["副主席"] == titles["常务副主席"] == titles["主席"] == "post"
    assert "副职工" not in titles


def test_a_head_tells_the_type_of_the_body() -> None:
    heads = lexicon().heads
    assert heads["总工会"].type is EntityType.UNION
    assert heads["创新工作室"].type is EntityType.WORKSHOP
    assert heads["展览馆"].type is EntityType.PLACE


def test_the_dictionary_is_jiebas() -> None:
    tokenizer, tags = _dictionary()
    tagger = jieba.posseg.POSTokenizer(tokenizer)
    tagger.load_word_tag(tokenizer.get_dict_file())
    assert tags == tagger.word_tag_tab
    assert (tokenizer.FREQ, tokenizer.total) == tokenizer.gen_pfdict(tokenizer.get_dict_file())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("大兴区总工会主席", "大兴区 总工会 主席"),
        ("山西北同机械厂", "山西 北 同 机械厂"),
        ("副主任医师", "副主任医师"),
        ("长沙县总工会", "长沙县 总工会"),
        ("全县总工会", "全县 总工会"),
    ],
)
def test_the_tokenizer_keeps_the_words_of_the_tables(text: str, words: str) -> None:
    assert list(lexicon().tokenizer.cut(text, HMM=False)) == words.split()


def test_classes_give_every_word_of_a_row_its_class() -> None:
    kinds = classes("name_words")
    assert set(kinds.values()) == {"inner", "brand", "state", "compound"}
    assert kinds["中国"] == "state"


def test_comments_and_nothing_else_are_passed_over() -> None:
    assert all(not cells[0].startswith("#") for cells in rows("titles", 2))
    assert re.fullmatch(r"\d{6}", next(iter(rows("districts", 2)))[0])


def test_the_lexicon_is_loaded_once() -> None:
    assert lexicon() is lexicon()

"""Tokens: where the words of a text stand, and what each can be for a name."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.lexicon import lexicon
from kg.tokens import Tag, tag_of, tokenize


def words(text: str, *districts: str) -> list[str]:
    return [token.text for token in tokenize(text, lexicon(), frozenset(districts))]


@pytest.mark.parametrize(
    ("word", "tag"),
    [
        ("总工会", Tag.HEAD),
        ("有限公司", Tag.HEAD),
        ("主席", Tag.TITLE),
        ("副主席", Tag.TITLE),
        ("钳工", Tag.TITLE),
        ("五一劳动奖章", Tag.AWARD),
        ("大兴区", Tag.DISTRICT),
        ("宁波", Tag.SHORT_DISTRICT),
        ("街道", Tag.DISTRICT_HEAD),
        ("经济技术开发区", Tag.DISTRICT_HEAD),
        ("中铁", Tag.BRAND),
        ("中国", Tag.PROPER),
        ("建设", Tag.INNER),
        ("的", Tag.STOP),
        ("企业", Tag.GENERIC),
        ("奔跑", Tag.VERB),
        ("桌子", Tag.NOUN),
        ("三", Tag.NUMBER),
        ("2024", Tag.NUMBER),
        ("𠮷", Tag.UNKNOWN),
        ("A", Tag.UNKNOWN),
        ("，", Tag.MARK),
        ("“", Tag.MARK),
        ("😀", Tag.MARK),
    ],
)
def test_a_word_has_the_tag_of_its_table_before_that_of_the_dictionary(word: str, tag: Tag) -> None:
    assert tag_of(word, lexicon()) is tag


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("北京市总工会", "北京市 总工会"),
        ("首钢矿工会", "首钢 矿 工会"),
        ("针织厂", "针织 厂"),
        ("权益保障部", "权益 保障 部"),
        ("影像科", "影像 科"),
        ("总部和干部", "总部 和 干部"),
        ("河北省委书记", "河北 省委 书记"),
        ("大兴区政协主席", "大兴区 政协 主席"),
        ("三局", "三 局"),
        ("平山县总工会", "平山县 总工会"),
    ],
)
def test_heads_districts_and_titles_are_tokens_of_their_own(text: str, expected: str) -> None:
    assert words(text) == expected.split()


def test_a_town_that_the_article_names_is_one_token() -> None:
    assert words("落水河乡总工会", "落水河乡") == ["落水河乡", "总工会"]
    assert tokenize("去落水河乡", lexicon(), frozenset({"落水河乡"}))[-1].tag is Tag.DISTRICT


def test_the_longest_of_the_towns_that_begin_alike_counts() -> None:
    assert words("安平镇街道", "安平", "安平镇") == ["安平镇", "街道"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("唐山和鄞州的职工", "唐山 和 鄞州 的 职工"),
        ("顺利通过", "顺利 通过"),  # no 利通
        ("新干部进来安全生产", "新 干部 进来 安全 生产"),  # no 新干, no 来安
    ],
)
def test_a_place_that_the_dictionary_lacks_loses_to_common_words(text: str, expected: str) -> None:
    assert words(text) == expected.split()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甘肃民勤人", "甘肃 民勤 人"),
        ("浙江慈溪人", "浙江 慈溪 人"),
        ("新余分宜：工会", "新余 分宜 ： 工会"),
        ("黑龙江省政协主席", "黑龙江省 政协 主席"),
        ("喜欢民乐", "喜欢 民乐"),
        ("湖南芙蓉律师事务所", "湖南 芙蓉 律师事务所"),
        ("毕节市威宁彝族回族苗族自治县总工会", "毕节市 威宁彝族回族苗族自治县 总工会"),
    ],
)
def test_a_county_is_known_behind_its_province(text: str, expected: str) -> None:
    assert words(text) == expected.split()
    tokens = tokenize(text, lexicon())
    assert (tokens[1].tag is Tag.SHORT_DISTRICT) == (tokens[1].text in ("民勤", "慈溪", "分宜") and len(text) != 4)


def test_white_space_is_no_token() -> None:
    assert words("主席 周明远\u3000钳工") == ["主席", "周", "明远", "钳工"]


@settings(deadline=None, max_examples=60, derandomize=True)
@given(
    st.text(alphabet="青禾区总工会大兴北京市厂部科主席三五，“”（） \u3000𠮷Aa1９", max_size=30),
    st.sampled_from([frozenset[str](), frozenset({"青禾区", "三五镇"})]),
)
def test_tokens_cover_everything_but_white_space_in_order(text: str, districts: frozenset[str]) -> None:
    tokens = tokenize(text, lexicon(), districts)
    assert all(text[token.start : token.end] == token.text for token in tokens)
    covered = [place for token in tokens for place in range(token.start, token.end)]
    assert covered == sorted(set(covered))
    assert all(text[place].isspace() for place in set(range(len(text))) - set(covered))


@pytest.mark.parametrize("owner", ["分行", "分局", "总厂", "分院", "总站", "支队"])
def test_the_union_of_a_branch_is_two_words(owner: str) -> None:
    assert words(f"宜昌{owner}工会主席") == ["宜昌", owner, "工会", "主席"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("远山机械厂造型工段长", "远山 机械 厂 造型 工段长"),
        ("电焊工段永红说", "电焊工 段 永 红 说"),
        ("昆山市总工会机关党支部书记", "昆山市 总工会 机关 党支部 书记"),
        ("远山机械厂党支部书记", "远山 机械 厂 党支部书记"),
    ],
)
def test_a_trade_and_a_committee_end_where_the_next_word_begins(text: str, expected: str) -> None:
    assert words(text) == expected.split()

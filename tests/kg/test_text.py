"""Flows and quotes: what a reader reads, with the way back to the page for every character."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Flow, Span
from kg.text import flow_of, normalize, normalized, quote_of


def whole(page: str) -> Span:
    return Span(0, len(page))


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("青禾区总\n工会", "青禾区总工会"),
        ("青禾区总\r\n工会", "青禾区总工会"),
        ("青禾区总\r工会", "青禾区总工会"),
        ("# 青禾区总工会", "青禾区总工会"),
        ("###### 青禾区总工会", "青禾区总工会"),
        ("\u3000## 青禾区总工会", "青禾区总工会"),
        ("**青禾区**总工会", "青禾区总工会"),
        ("甲\n# 乙", "甲乙"),
        ("青禾\u3000会堂 二楼", "青禾\u3000会堂 二楼"),
        ("1#楼和2 # 楼", "1#楼和2 # 楼"),
        ("#青禾", "#青禾"),
    ],
)
def test_line_ends_and_markdown_marks_are_no_text(page: str, text: str) -> None:
    assert flow_of(page, whole(page)).text == text


def test_a_flow_knows_where_each_character_stands() -> None:
    page = "# 青禾区\r\n**总工会**"
    flow = flow_of(page, whole(page))
    assert [page[offset] for offset in flow.offsets] == list("青禾区总工会")
    assert flow.span(0, 3) == Span(2, 5)


def test_a_span_over_a_line_end_holds_what_was_dropped_there() -> None:
    page = "青禾区\r\n**总工会**主席"
    flow = flow_of(page, whole(page))
    span = flow.span(0, 6)
    assert page[span.start : span.end] == "青禾区\r\n**总工会"
    assert quote_of(page, span) == "青禾区**总工会"


def test_characters_beyond_the_bmp_count_one() -> None:
    page = "𠮷田\n机械厂"
    flow = flow_of(page, whole(page))
    assert flow.text == "𠮷田机械厂"
    assert flow.offsets == (0, 1, 3, 4, 5)


def test_several_spans_make_one_flow_in_their_order() -> None:
    page = "甲乙丙丁戊己"
    assert flow_of(page, Span(0, 2), Span(4, 6)) == Flow("甲乙戊己", (0, 1, 4, 5))


def test_a_break_keeps_the_line_end_behind_its_span() -> None:
    page = "甲\n乙\r\n丙\n丁"
    spans = [Span(0, 1), Span(2, 3), Span(5, 6), Span(7, 8)]
    flow = flow_of(page, *spans, breaks=frozenset({1, 3}))
    assert flow.text == "甲乙\n丙丁", "behind the last line stands no line end"
    assert [page[offset] for offset in flow.offsets] == list(flow.text)


def test_a_break_where_lines_end_with_a_bare_carriage_return_leaves_the_offsets_in_order() -> None:
    page = "甲。\r乙。\n"
    flow = flow_of(page, Span(0, 2), Span(3, 5), breaks=frozenset({0}))
    assert flow == Flow("甲。乙。", (0, 1, 3, 4))


@given(st.text(alphabet="青禾区# *\r\n\u3000𠮷", max_size=40))
def test_a_flow_is_the_page_without_some_of_its_characters(page: str) -> None:
    flow = flow_of(page, whole(page))
    assert flow.text == "".join(page[offset] for offset in flow.offsets)
    assert list(flow.offsets) == sorted(set(flow.offsets))
    assert not {"\r", "\n"} & set(flow.text)
    assert set(page) - set(flow.text) <= set("\r\n#* \u3000")


def test_a_quote_is_the_page_without_white_space() -> None:
    page = "青禾区总\r\n工会\u3000主席 周\t明远"
    assert quote_of(page, whole(page)) == "青禾区总工会主席周明远"
    assert quote_of(page, Span(4, 8)) == "工会"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("工会(青禾),李华", "工会（青禾），李华"),
        ("真的吗?真的!", "真的吗？真的！"),
        ("３月１２日", "3月12日"),
        ("阿依古丽•买买提", "阿依古丽·买买提"),
        ("主席:李华;", "主席：李华；"),
        ("ABC 𠮷", "ABC 𠮷"),
    ],
)
def test_marks_are_read_in_full_width_and_digits_in_half_width(written: str, read: str) -> None:
    assert normalize(written) == read
    assert len(written) == len(read), "offsets stay"


def test_a_normalized_flow_still_points_at_the_page() -> None:
    flow = Flow("３月(青禾)", (5, 6, 7, 8, 9, 12))
    assert normalized(flow) == Flow("3月（青禾）", flow.offsets)


def test_one_span_covers_another_that_lies_inside() -> None:
    assert Span(2, 6).covers(Span(2, 6))
    assert Span(2, 6).covers(Span(3, 4))
    assert not Span(2, 6).covers(Span(1, 4))
    assert not Span(2, 6).covers(Span(3, 7))

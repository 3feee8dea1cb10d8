"""An article set for reading: paragraphs, sentences, names in names, and the words around a quote."""

from __future__ import annotations

import pytest

from api.graph import Node
from api.markup import marked
from api.typeset import Paragraph, Span, around, typeset

UNION = Node("u", "青禾区总工会", "Union", "union/1")
DISTRICT = Node("d", "青禾区", "District", "district/1")


def words(paragraph: Paragraph) -> str:
    return "".join(piece.text for s in paragraph for run in s.runs for piece in run.pieces)


def paragraphs(text: str) -> list[str]:
    return [words(p) for p in typeset(text, (0, len(text)), (), (), {}, ()).paragraphs]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("第一段。\n\n第二段。", ["第一段。", "第二段。"]),
        ("\u3000\u3000第一段。\r\n\u3000\u3000第二段。\r\n", ["第一段。", "第二段。"]),
        # A column is broken where its lines are full, in the middle of a sentence.
        (
            "一二三四五六七八九十\n一二三四五六七八九十\n一二三。\n别的",
            ["一二三四五六七八九十一二三四五六七八九十一二三。", "别的"],
        ),
        # A line may break off far from its end and go on behind an empty one; a heading does not.
        (f"{'长' * 40}\n\n里去。", [f"{'长' * 40}里去。"]),
        (f"## {'长' * 40}\n正文。", ["长" * 40, "正文。"]),
        ("**加重**的字", ["加重的字"]),
        ("", []),
    ],
)
def test_lines_become_paragraphs(text: str, read: list[str]) -> None:
    assert paragraphs(text) == read


def test_no_paragraph_ends_inside_a_name() -> None:
    text = "讲话的是青禾区\n\n总工会的人"
    found = typeset(text, (0, len(text)), [((4, 12), UNION)], (), {}, ())
    assert [words(p) for p in found.paragraphs] == ["讲话的是青禾区总工会的人"]
    assert [words((s,)) for s in found.paragraphs[0]] == ["讲话的是青禾区总工会的人"]
    [_, name, _] = found.paragraphs[0][0].runs
    assert (name.node, "".join(piece.text for piece in name.pieces)) == (UNION, "青禾区总工会")


def test_every_piece_knows_its_place() -> None:
    text = "# 标题\n\n青禾区总工会办了讲座。大家来了！"
    names = [((6, 12), UNION), ((6, 9), DISTRICT)]
    found = typeset(text, (0, len(text)), names, [[], [(6, 16)], [(12, 16)]], {"title": "标题"}, {6, 12, 16})
    assert [words(p) for p in (found.head["title"], *found.paragraphs)] == ["标题", "青禾区总工会办了讲座。大家来了！"]
    first, second = found.paragraphs[0]
    assert [(run.node, [(p.start, p.end, p.inner) for p in run.pieces]) for run in first.runs] == [
        (UNION, [(6, 9, "District"), (9, 12, "")]),
        (None, [(12, 16, ""), (16, 17, "")]),
    ]
    assert (first.facts, second.facts) == ((1, 2), ())
    for sentence in (first, second):
        for run in sentence.runs:
            assert all(text[p.start : p.end] == p.text for p in run.pieces)


@pytest.mark.parametrize(
    ("text", "quote", "before", "after"),
    [
        ("先说一句。他是主席李达，讲了话。后面", "主席李达", "他是", "，讲了话。"),
        ("他是主席\n李达。", "主席\n李达。", "他是", ""),
        ("标题\n\n主席李达", "主席李达", "", ""),
        (f"{'前' * 100}李达{'后' * 100}", "李达", "…" + "前" * 60, "后" * 60 + "…"),
    ],
)
def test_a_quote_has_the_words_around_it(text: str, quote: str, before: str, after: str) -> None:
    span: Span = (text.index(quote), text.index(quote) + len(quote))
    assert around(text, span, (0, len(text))) == (before, after)


def test_marks_are_put_around_text_and_nothing_else() -> None:
    assert marked("<b>李达</b>&李", ["李", "李达", ""]) == "&lt;b&gt;<mark>李达</mark>&lt;/b&gt;&amp;<mark>李</mark>"
    assert marked("<b>", []) == "&lt;b&gt;"

"""Offsets are sacred: whatever a page looks like, every span points into the file, at the words it is said to hold.

Pages are made at random from a small grammar: lines as newspapers have them, in any order, with byte order marks, line
ends of every kind, markdown marks, blanks, columns that cut words and names, and characters beyond the BMP.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.model import Article, Evidence, Flow, Page, Reading, Span
from kg.pipeline import build_graph, read_page
from kg.settings import BuildSettings
from kg.text import normalize, quote_of

UNIONS = ["青禾区总工会", "大兴区总工会", "北京市朝阳区总工会", "远山机械厂工会", "区总工会", "公司工会", "总工会"]
BODIES = [
    "北京远山机械有限公司",
    "青禾医院",
    "宁波市教育局",
    "某单位",
    "𠮷田机械厂",
    "（以下简称“远山机械”）",
    "护理部",
]
PEOPLE = ["周明远", "李建华", "欧阳文静", "阿依古丽·买买提", "石　磊", "王𣲗", "白音查干"]
TITLES = ["主席", "党组书记、主席", "副主席", "总经理", "钳工", "记者", "劳动模范", ""]
DEEDS = ["举办职工技能竞赛", "召开第三次代表大会", "走访慰问困难职工", "说", "荣获“北京市劳动模范”称号", "(共12人)"]
MARKS = [
    "，",
    "。",
    "。",
    "、",
    "“",
    "“”",
    "”",
    "！",
    " ",
    "\u3000",
    "：",
    "（",
    "（）",
    "）",
    "**",
    "3月8日",
    "近日，",
    "😀",
    "\t",
    "#",
]
OPENINGS = ["", "本报讯（记者 马明 通讯员 李莉）", "\u3000\u3000", "近日，", "■", "（一）", "图为", "★ "]
CREDITS = [
    "（马明 李莉）",
    "本报记者 马明 摄影报道",
    "□ 马明",
    "任洁 摄",
    "★ 图片新闻",
    "责任编辑：王某",
    "2024年5月8日 星期三",
]
HEADS = ["# ", "## ", "### ", "", "", "**"]
LINE_ENDS = ["\n", "\n", "\r\n", "\n\n", "\r\n\r\n", "\n\u3000\n", "\r"]

words = st.sampled_from([*UNIONS, *BODIES, *PEOPLE, *TITLES, *DEEDS, *MARKS])
prose = st.lists(words, min_size=1, max_size=12).map("".join)


@st.composite
def columns(draw: st.DrawFn) -> str:
    """A paragraph, cut anywhere by the lines of a column."""
    text = draw(st.sampled_from(OPENINGS)) + draw(prose) + draw(st.sampled_from(["。", "", "。（马明）"]))
    for cut in sorted(draw(st.sets(st.integers(0, len(text)), max_size=3)), reverse=True):
        text = text[:cut] + draw(st.sampled_from(LINE_ENDS)) + text[cut:]
    return text


@st.composite
def headline(draw: st.DrawFn) -> str:
    mark = draw(st.sampled_from(HEADS))
    return mark + draw(prose) + (mark if mark == "**" else "")


pages = st.builds(
    lambda start, pieces: start + "".join(piece + end for piece, end in pieces),
    st.sampled_from(["", "", "\ufeff"]),
    st.lists(
        st.tuples(st.one_of(columns(), columns(), headline(), st.sampled_from(CREDITS)), st.sampled_from(LINE_ENDS)),
        max_size=8,
    ),
)
# Reading a page costs some milliseconds, the tables a second: the clock says nothing about a failure.
quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)


def bare(text: str) -> str:
    """The characters of a name or a quote that are neither white space nor markdown marks, in one width."""
    return re.sub(r"[\s*#]", "", normalize(text))


def flows(article: Article) -> list[Flow]:
    """The flows of an article, numbered as its mentions count them."""
    return [flow for flow in (article.kicker, article.title, article.subtitle, article.body) if flow is not None]


def proofs(reading: Reading) -> Iterator[Evidence]:
    """The evidence of every fact that an article states."""
    yield from (evidence for relation in reading.relations for evidence in relation.evidence)
    yield from (evidence for post in reading.posts for evidence in post.evidence)
    for event in reading.events:
        yield from event.evidence
        yield from (evidence for argument in event.arguments for evidence in argument.evidence)
        if event.date is not None:
            yield from event.date.evidence


def spans(reading: Reading) -> Iterator[Span]:
    """Every span that a reading gives."""
    yield reading.article.span
    yield from (credit.span for credit in reading.article.credits)
    yield from (mention.evidence.span for entity in reading.entities for mention in entity.mentions)
    yield from (evidence.span for evidence in proofs(reading))
    yield from (issue.span for issue in reading.issues)


@quick
@given(pages)
def test_every_span_lies_inside_the_page(text: str) -> None:
    for reading in read_page(Page("a.txt", text)):
        for span in spans(reading):
            assert 0 <= span.start < span.end <= len(text)


@quick
@given(pages)
def test_every_character_of_a_flow_stands_where_its_offset_says(text: str) -> None:
    for reading in read_page(Page("a.txt", text)):
        for flow in flows(reading.article):
            assert flow.text == "".join(text[offset] for offset in flow.offsets)
            assert list(flow.offsets) == sorted(set(flow.offsets))
            assert not set(flow.text) & {"\r", "\ufeff"}
            assert reading.article.span.covers(flow.span(0, len(flow.text)))


@quick
@given(pages)
def test_a_mention_quotes_the_page(text: str) -> None:
    for reading in read_page(Page("a.txt", text)):
        for entity in reading.entities:
            assert entity.mentions
            for mention in entity.mentions:
                flow = flows(reading.article)[mention.flow]
                assert mention.text == normalize(flow.text[mention.start : mention.end])
                assert mention.evidence.span == flow.span(mention.start, mention.end)
                assert bare(quote_of(text, mention.evidence.span)) == bare(mention.text)


@quick
@given(pages)
def test_credits_and_doubts_quote_the_page(text: str) -> None:
    for reading in read_page(Page("a.txt", text)):
        for credit in reading.article.credits:
            assert bare(quote_of(text, credit.span)) == bare(credit.name)
        for issue in reading.issues:
            assert issue.page == "a.txt"
            assert bare(quote_of(text, issue.span)) == bare(issue.quote)


@quick
@given(pages)
def test_articles_follow_one_another_and_facts_are_proved_inside_theirs(text: str) -> None:
    end = 0
    for reading in read_page(Page("a.txt", text)):
        assert reading.article.span.start >= end
        end = reading.article.span.end
        for evidence in proofs(reading):
            assert reading.article.span.covers(evidence.span)
            assert 0 < evidence.confidence <= 1


@quick
@given(pages)
def test_facts_refer_to_entities_of_their_article(text: str) -> None:
    for reading in read_page(Page("a.txt", text)):
        keys = [entity.key for entity in reading.entities]
        assert len(keys) == len(set(keys))
        named = {key for relation in reading.relations for key in (relation.subject, relation.object)}
        named |= {key for post in reading.posts for key in (post.person, post.at) if key is not None}
        named |= {argument.entity for event in reading.events for argument in event.arguments}
        assert named <= set(keys)


@quick
@given(pages)
def test_the_same_page_is_read_the_same(text: str) -> None:
    assert read_page(Page("a.txt", text)) == read_page(Page("a.txt", text))


@settings(quick, max_examples=25)
@given(st.lists(pages, min_size=2, max_size=3), st.randoms(use_true_random=False))
def test_the_order_of_the_pages_changes_no_statement(texts: list[str], order: object) -> None:
    given_pages = [Page(f"p{number}.txt", text) for number, text in enumerate(texts)]
    graph = build_graph(given_pages, BuildSettings())
    assert build_graph(reversed(given_pages), BuildSettings()) == graph
    assert graph.pages == len(texts)


# -- pages that the grammar found ------------------------------------------------------------------------------------


def test_bold_type_of_nothing_is_no_line() -> None:
    titles = [reading.article.title for reading in read_page(Page("a.txt", "**青禾区总工会****\n近日，开会。\n"))]
    assert [title.text for title in titles if title] == ["青禾区总工会"]


def test_the_articles_of_a_page_do_not_overlap() -> None:
    text = "青禾区总工会。\n青禾区总工会\n（马明 李莉）\n# 青禾区总工会\n青禾区总工会。\n"
    first, second = read_page(Page("a.txt", text))
    assert first.article.span.end <= second.article.span.start


def test_no_name_runs_over_a_line_that_was_dropped() -> None:
    text = "青禾区总工会。\n（一）青禾区总工会青禾区总工会青禾区\n总\n工会。\n"
    for reading in read_page(Page("a.txt", text)):
        for mention in (mention for entity in reading.entities for mention in entity.mentions):
            assert bare(quote_of(text, mention.evidence.span)) == bare(mention.text)

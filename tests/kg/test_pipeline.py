"""The whole story: pages in any order become one graph, with the doubts and the counts."""

from __future__ import annotations

from itertools import permutations

from kg.model import Graph, Issue, Page, Span
from kg.pipeline import build_graph, read_page
from kg.settings import BuildSettings
from kg.vocabulary import LABEL, TYPE, ukg

PAGES = [
    Page(
        "c.txt", "# 大兴区总工会举办竞赛\n本报讯（记者 马明）近日，大兴区总工会举办竞赛。大兴区总工会主席周明远出席。\n"
    ),
    Page("a.txt", "# 工会送清凉\n日前，大兴区总工会慰问职工。区总工会主席周明远说。\n# 又讯\n近日，公司工会开会。\n"),
    Page("b.txt", "# 海淀区总工会送清凉\n日前，海淀区总工会慰问职工。区总工会主席周明远说。\n"),
]


def build(*pages: Page, base: str = "https://example.org/id/") -> Graph:
    return build_graph(pages, BuildSettings(base))


def people(graph: Graph, name: str) -> int:
    """How many people of that name the graph has."""
    persons = {s.subject for s in graph.statements if s.property == TYPE and s.value == ukg("Person")}
    return len(
        {s.subject for s in graph.statements if s.property == LABEL and getattr(s.value, "value", "") == name} & persons
    )


def test_pages_and_articles_are_counted() -> None:
    graph = build(*PAGES)
    assert (graph.pages, graph.articles) == (3, 4)
    assert build() == Graph((), (), 0, 0)


def test_the_order_of_the_pages_changes_nothing() -> None:
    expected = build(*PAGES)
    assert all(build(*order) == expected for order in permutations(PAGES))


def test_people_are_one_by_their_posts_across_pages() -> None:
    graph = build(*PAGES)
    assert people(graph, "周明远") == 2, "of 大兴区 in two articles, of 海淀区 in one"


def test_pages_about_others_change_nothing_that_a_page_states() -> None:
    alone = {s for s in build(PAGES[2]).statements if s.page}
    together = {s for s in build(*PAGES).statements if s.page == PAGES[2].name}
    assert alone == together


def test_doubts_are_told_in_the_order_of_the_pages() -> None:
    page = Page("d.txt", "近日，区总工会开会。")
    graph = build(page, *PAGES)
    at = PAGES[1].text.index("公司工会")
    assert graph.issues == (
        Issue("a.txt", Span(at, at + 4), "unresolved-reference", "公司工会"),
        Issue("d.txt", Span(3, 7), "unresolved-reference", "区总工会"),
    )


def test_every_page_is_told_of_once_it_is_read() -> None:
    heard: list[str] = []
    build_graph(PAGES, BuildSettings(), on_page=lambda page: heard.append(page.name))
    assert heard == ["a.txt", "b.txt", "c.txt"]


def test_all_data_stands_under_the_base() -> None:
    base = "http://localhost:8000/k/"
    subjects = {s.subject.value for s in build(*PAGES, base=base).statements}
    assert subjects
    assert all(subject.startswith(base) for subject in subjects)


def test_a_page_is_read_article_by_article_without_regard_to_others() -> None:
    readings = read_page(PAGES[1])
    assert [reading.article.title.text for reading in readings if reading.article.title] == ["工会送清凉", "又讯"]
    assert readings == read_page(PAGES[1])


def test_an_empty_page_states_nothing() -> None:
    assert build(Page("e.txt", "\ufeff\r\n")) == Graph((), (), 1, 0)

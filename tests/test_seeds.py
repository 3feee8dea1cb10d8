"""The seed pages and their gold: complete, consistent with each other, dated by the table beside them, and our own."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from kg.gold import GoldArticle, GoldPage, read_gold
from kg.goldtext import extent
from kg.model import ORGANIZATIONS, EntityType, Page
from kg.pages import read_pages
from kg.scores import squeeze

SEEDS = Path(__file__).parents[1] / "seeds"
# The newspaper's own pages, which the project may not hold; where they lie beside the checkout, a test compares.
ORIGINALS = Path(__file__).parents[2] / "shared" / "seeds"
# Characters that one shared run may hold beside names and official titles. Newspapers share phrases as long as
# 产业工人队伍建设改革 and 近日，…召开…，会议由…主持; a copied clause has more of them.
LONGEST_SHARED_WORDING = 12
# Names of campaigns, courses and papers stand in quotation marks; longer quotations are speech.
QUOTED_NAME = re.compile(r"《[^》]{1,30}》|“[^”]{1,20}”")
EDGE = 12  # characters of an article's body that the gold quotes at either end

DISTRICT, PERSON = {EntityType.DISTRICT}, {EntityType.PERSON}
ARGUMENTS = {
    "inDistrict": (ORGANIZATIONS | {EntityType.PLACE}, DISTRICT),
    "unionOf": ({EntityType.UNION}, ORGANIZATIONS),
    "partOf": (ORGANIZATIONS | DISTRICT, ORGANIZATIONS | DISTRICT),
    "leads": (PERSON, {EntityType.WORKSHOP}),
    "hasAward": (ORGANIZATIONS | PERSON, {EntityType.AWARD}),
}
DAY = r"\d{4}(?:-\d\d(?:-\d\d)?)?"

PAGES: dict[str, Page] = {page.name: page for page in read_pages([SEEDS / "pages"]).pages}
GOLD: dict[str, GoldPage] = {gold.page: gold for gold in read_gold(SEEDS / "gold")}
ARTICLES = [pytest.param(PAGES[gold.page], a, id=a.id) for gold in GOLD.values() for a in gold.articles]


def test_every_page_has_its_gold_and_its_line_in_the_table() -> None:
    assert not read_pages([SEEDS / "pages"]).problems
    assert sorted(PAGES) == sorted(GOLD) == [f"page-{n:02}.txt" for n in range(1, 6)]
    for page in PAGES.values():
        assert page.newspaper
        assert page.number
        assert date.fromisoformat(page.issued or "")


def test_entity_ids_and_article_ids_are_unique() -> None:
    articles = [article for gold in GOLD.values() for article in gold.articles]
    assert len({article.id for article in articles}) == len(articles)
    for article in articles:
        assert len({entity.id for entity in article.entities}) == len(article.entities), article.id


@pytest.mark.parametrize("gold", GOLD.values(), ids=lambda gold: gold.page)
def test_articles_follow_one_another(gold: GoldPage) -> None:
    text = squeeze(PAGES[gold.page].text)
    extents = [extent(text, article) for article in gold.articles]
    assert all(before.bottom <= after.top for before, after in pairwise(extents))


@pytest.mark.parametrize(("page", "article"), ARTICLES)
def test_what_the_gold_names_stands_in_its_article(page: Page, article: GoldArticle) -> None:
    text = squeeze(page.text)
    where = extent(text, article)
    body, whole = text[where.start : where.end], text[where.top : where.bottom]
    assert len(article.first) == len(article.last) == EDGE
    assert body.startswith(squeeze(article.first))
    assert body.endswith(squeeze(article.last))
    for headline in (article.kicker, article.title, article.subtitle):
        assert headline is None or squeeze(headline) in whole
    for name, _ in article.bylines:
        assert name in text  # the photographer of a picture inside the text may be credited below the next column
    for entity in article.entities:
        assert all(squeeze(alias) in whole for alias in entity.aliases), entity
        # An expanded name (区人大常委会 → 大兴区人大常委会) stands there by one of its aliases.
        assert entity.aliases or squeeze(entity.name) in whole, entity
    for post in article.posts:
        assert post.title is None or squeeze(post.title) in whole, post


@pytest.mark.parametrize(("page", "article"), ARTICLES)
def test_facts_join_entities_of_the_right_types(page: Page, article: GoldArticle) -> None:
    types = {entity.id: entity.types for entity in article.entities}
    for relation in article.relations:
        subjects, objects = ARGUMENTS[relation.property]
        assert types[relation.subject] & subjects, relation
        assert types[relation.object] & objects, relation
    for post in article.posts:
        assert types[post.person] == PERSON, post
        assert post.at is None or types[post.at] & (ORGANIZATIONS | DISTRICT), post
    for event in article.events:
        for part in (event.required, event.spare):
            assert all(types[district] == DISTRICT for district in part.districts), event
            assert all(types[place] & (ORGANIZATIONS | {EntityType.PLACE}) for place in part.places), event
            assert all(types[organizer] & ORGANIZATIONS for organizer in part.organizers), event


def test_dates_are_completed_by_the_day_of_issue() -> None:
    stated = [
        (gold.page, part.date)
        for gold in GOLD.values()
        for article in gold.articles
        for event in article.events
        for part in (event.required, event.spare)
        if part.date
    ]
    assert ("page-02.txt", "2022-11-14") in stated  # the page says 11月14日上午
    for page, value in stated:
        assert re.fullmatch(rf"{DAY}|(?:{DAY}|\.\.)/{DAY}", value), value
        assert (PAGES[page].issued or "")[:4] in value, page


def test_the_union_chair_of_daxing_is_named_with_all_posts() -> None:
    for article_id in ("page-01-1", "page-04-1"):
        article = next(a for gold in GOLD.values() for a in gold.articles if a.id == article_id)
        names = {entity.id: entity.name for entity in article.entities}
        posts = {(p.title, names.get(p.at or "")) for p in article.posts if names[p.person] == "李达"}
        assert {("主席", "大兴区总工会"), ("党组成员", "大兴区人大常委会"), ("副主任", "大兴区人大常委会")} <= posts


def test_one_page_ends_in_the_middle_of_a_sentence() -> None:
    assert not GOLD["page-05.txt"].articles[-1].last.endswith(("。", "”", "！"))


@pytest.mark.skipif(not ORIGINALS.is_dir(), reason="the newspaper's own pages are not beside this checkout")
@pytest.mark.parametrize("gold", GOLD.values(), ids=lambda gold: gold.page)
def test_no_wording_is_copied_from_the_newspaper(gold: GoldPage) -> None:
    originals = "\n".join(squeeze(file.read_text(encoding="utf-8")) for file in sorted(ORIGINALS.glob("*.txt")))
    text = squeeze(PAGES[gold.page].text)
    named = _named(text, gold)
    copied, end = [], 0
    for start in range(len(text)):
        end = max(start, end)  # what is shared from here on is shared from one character later, too
        while end < len(text) and text[start : end + 1] in originals:
            end += 1
        if named[start:end].count(False) > LONGEST_SHARED_WORDING:
            copied.append(text[start:end])
    assert not copied


def _named(text: str, gold: GoldPage) -> list[bool]:
    """For each character, whether it belongs to a name, a post, an event's label or a title in quotation marks."""
    names = {squeeze(n) for a in gold.articles for e in a.entities for n in (e.name, *e.aliases)}
    names |= {squeeze(p.title) for a in gold.articles for p in a.posts if p.title}
    names |= {squeeze(event.label) for a in gold.articles for event in a.events}
    marks = [False] * len(text)
    for pattern in (QUOTED_NAME, *(re.compile(re.escape(name)) for name in names)):
        for match in pattern.finditer(text):
            marks[match.start() : match.end()] = [True] * len(match.group())
    return marks

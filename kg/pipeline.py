"""The whole story: page → articles → mentions → entities → facts → statements.

What happens before (files → pages) is in kg.pages, what happens after (statements → release) in kg.release.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from kg.doubts import find_doubts
from kg.events import find_events
from kg.gazetteer import located
from kg.ids import Names
from kg.judged import Judged, Unapplied, article_hash, judged, linked
from kg.ledger import FACTS, Judgement
from kg.lexicon import Lexicon, lexicon
from kg.linking import link
from kg.mentions import scan_article
from kg.model import Article, Entity, Flow, Graph, Iri, Page, Post, Reading
from kg.posts import find_posts
from kg.relations import find_relations
from kg.resolution import Item, Resolution
from kg.resolve import resolve
from kg.segment import segment
from kg.settings import BuildSettings
from kg.statements import BEGINNING, article_iris, state


@dataclass(frozen=True, slots=True)
class Resolved:
    """The articles' IRIs, the identities of their entities, the pairs that people judged, and what found nothing."""

    articles: tuple[Iri, ...]
    resolution: Resolution
    judged: tuple[tuple[Item, Item], ...]
    unapplied: tuple[Unapplied, ...]


def read_article(article: Article, tables: Lexicon) -> Reading:
    """All that one article states: its names, whom they mean, and what is said of them."""
    scans = scan_article(article, tables)
    linked = link(scans, tables)
    posts = find_posts(scans, linked, tables)
    return Reading(
        article=article,
        entities=linked.entities,
        relations=find_relations(scans, linked, posts, tables),
        posts=posts,
        events=find_events(article, scans, linked, posts, tables),
        issues=find_doubts(article, scans, linked, posts, tables),
    )


def read_page(page: Page) -> tuple[Reading, ...]:
    """All that one page states, article by article; a pure function of the page and the tables."""
    tables = lexicon()
    return tuple(read_article(article, tables) for article in segment(page, tables))


def outline(reading: Reading) -> Reading:
    """What is left of a reading when it is only asked whom it is about: all that resolution may rest on."""
    article = reading.article
    return replace(
        reading,
        article=replace(
            article,
            title=article.title and Flow(article.title.text, ()),
            kicker=None,
            subtitle=None,
            body=Flow(article.body.text[:BEGINNING], ()),
            credits=(),
        ),
        entities=tuple(Entity(e.key, e.type, e.name, e.aliases, mentions=()) for e in reading.entities),
        relations=(),
        posts=tuple(Post(p.person, p.title, p.at, evidence=(), since=p.since, until=p.until) for p in reading.posts),
        events=(),
    )


def on_articles(
    judgements: tuple[Judgement, ...], readings: tuple[Reading, ...], names: Names
) -> tuple[Judgement, ...]:
    """Those of the judgements that are on facts of these articles, which are all of their page."""
    articles = set(map(article_hash, article_iris(readings, names))) if judgements else set()
    return tuple(j for j in judgements if j.verdict in FACTS and j.article in articles)


def judge(readings: tuple[Reading, ...], names: Names, judgements: tuple[Judgement, ...]) -> Judged:
    """The readings of a page after the judgements on its facts."""
    on_facts = on_articles(judgements, readings, names)
    articles = map(article_hash, article_iris(readings, names))
    after = [
        judged(reading, (j for j in on_facts if j.article == article))
        for reading, article in zip(readings, articles, strict=True)
    ]
    return Judged(tuple(reading for reading, _ in after), tuple(u for _, unapplied in after for u in unapplied))


def resolved(outlines: tuple[Reading, ...], names: Names, judgements: tuple[Judgement, ...] = ()) -> Resolved:
    """Who is who in all the articles, as the judgements say and the articles tell."""
    articles = article_iris(outlines, names)
    judged_pairs = linked(judgements, articles, outlines)
    resolution = resolve(outlines, articles, names, lexicon(), judged_pairs.links)
    refused = (Unapplied(judged_pairs.judgements[pair], "others keep the two apart") for pair in resolution.refused)
    return Resolved(articles, resolution, tuple(judged_pairs.judgements), (*judged_pairs.unapplied, *refused))


def build_graph(
    pages: Iterable[Page],
    settings: BuildSettings,
    on_page: Callable[[Page], None] = lambda page: None,
    judgements: tuple[Judgement, ...] = (),
) -> Graph:
    """The graph of the pages, the same in whatever order they come; `on_page` hears of every page that was read.

    The `judgements` are followed; those that find nothing to apply to are told by kg.build.
    """
    names = Names(settings.base)
    readings: list[Reading] = []
    count = 0
    for page in sorted(pages, key=lambda page: page.name):
        readings.extend(judge(read_page(page), names, judgements).readings)
        count += 1
        on_page(page)
    ordered = tuple(readings)
    who = resolved(tuple(map(outline, ordered)), names, judgements)
    return Graph(
        statements=(*state(ordered, who.articles, who.resolution, names), *located(who.resolution, names, lexicon())),
        issues=tuple(sorted(issue for reading in ordered for issue in reading.issues)),
        pages=count,
        articles=len(ordered),
    )

"""Random histories of a folder of pages: pages are added, changed and removed, as in an archive that lives, and judged.

The pages are of a few invented sentences that lean on each other across pages: full names and short ones of the same
union, people with the same post, namesakes, a district that only one page settles.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

from kg.ids import Names
from kg.judged import article_hash, event_name, post_text
from kg.ledger import CONFIRM, CORRECT, DIFFERENT, REJECT, SAME, UNDO, Judgement, id_of
from kg.model import Page, Reading
from kg.pipeline import read_page
from kg.settings import DEFAULT_BASE
from kg.statements import article_iri

_SENTENCES = (
    "近日，大兴区总工会举办职工运动会。大兴区总工会主席周明远出席并讲话。",
    "日前，区总工会慰问职工。区总工会主席周明远来到远山机械厂。",
    "3月8日，北京市大兴区远山机械厂工会举办安全知识竞赛，林晓岚获得一等奖。",
    "近日，北京远山机械集团有限公司工会主席林晓岚走访困难职工。",
    "日前，远山机械集团召开职工代表大会。",
    "近日，朝阳区总工会主席周明远到长春市朝阳区总工会交流。",
    "5月4日，朝阳区总工会在朝阳区文化馆举办青年职工联谊活动。",
    "近日，海淀区总工会“周明远创新工作室”揭牌。",
    "日前，中国远山铁路工程集团有限公司北京分公司工会授予青禾班组“工人先锋号”称号。",
    "近日，北海建工集团召开职工代表大会。",
    "日前，北海建工举办职工运动会，马明获得一等奖。",
    "编者按：本版没有新闻。",
)
_REPORTERS = ("", "（记者 马明）", "（记者 林晓岚 通讯员 周明远）")
_PAGES = 6
# How often a step undoes a judgement instead of making one.
_UNDONE = 0.3


def some_page(chance: random.Random, name: str) -> Page:
    """A page of one or two short articles."""
    articles = []
    for _ in range(chance.randint(1, 2)):
        said = chance.sample(_SENTENCES, chance.randint(1, 3))
        articles.append(f"# {said[0][:12].rstrip('，。')}\n本报讯{chance.choice(_REPORTERS)}{''.join(said)}\n")
    newspaper = chance.choice((None, "青禾工人报"))
    return Page(name, "\n".join(articles), newspaper, chance.choice((None, "2023-03-09")))


def history(seed: int, steps: int) -> Iterator[tuple[Page, ...]]:
    """The pages of the folder after each step; the last step goes back to the first."""
    chance = random.Random(seed)
    names = [f"{number}.txt" for number in range(_PAGES)]
    pages = {name: some_page(chance, name) for name in chance.sample(names, 3)}
    first = tuple(pages.values())
    yield first
    for _ in range(steps):
        name = chance.choice(names)
        deed = chance.choice(("add", "change", "remove", "swap"))
        if deed == "remove" and len(pages) > 1:
            pages.pop(name, None)
        elif deed == "swap" and name in pages:
            other = chance.choice(sorted(pages))
            texts = pages[name].text, pages[other].text
            pages[other], pages[name] = (replace(pages[n], text=t) for n, t in zip((other, name), texts, strict=True))
        else:
            pages[name] = some_page(chance, name)
        yield tuple(pages.values())
    yield first


def judging(seed: int, pages: tuple[Page, ...], steps: int) -> Iterator[tuple[Judgement, ...]]:
    """The ledger after each step: judgements on what stands on the pages are made and undone; at last all is undone."""
    chance = random.Random(seed)
    articles = [reading for page in pages for reading in read_page(page)]
    ledger: list[Judgement] = []
    for _ in range(steps):
        if ledger and chance.random() < _UNDONE:
            ledger.append(_undoing(chance.choice(ledger)))
        else:
            ledger.append(_some_judgement(chance, articles))
        yield tuple(ledger)
    yield (*ledger, *map(_undoing, reversed(ledger)))


def _undoing(judgement: Judgement) -> Judgement:
    return Judgement("2026-11-22", "李静", UNDO, object=id_of(judgement))


def _some_judgement(chance: random.Random, articles: list[Reading]) -> Judgement:
    one, other = (chance.choice([a for a in articles if a.entities]) for _ in range(2))
    here, there = (article_hash(article_iri(reading, Names(DEFAULT_BASE))) for reading in (one, other))
    if chance.random() < 0.5:
        left, right = chance.choice(one.entities).key, chance.choice(other.entities).key
        return Judgement("2026-11-21", "王敏", chance.choice((SAME, DIFFERENT)), here, left, "", right, there)
    facts = [(p.person, "holdsPost", post_text(p)) for p in one.posts]
    facts += [(r.subject, r.property, r.object) for r in one.relations]
    facts += [(event_name(e), a.role, a.entity) for e in one.events for a in e.arguments]
    if not facts:
        return Judgement("2026-11-21", "王敏", REJECT, here, chance.choice(one.entities).key)
    fact, verdict = chance.choice(facts), chance.choice((CONFIRM, REJECT, CORRECT))
    value = f"顾问@{fact[2].partition('@')[2]}" if fact[1] == "holdsPost" else chance.choice(one.entities).key
    return Judgement("2026-11-21", "王敏", verdict, here, *fact, value=value if verdict == CORRECT else "")

"""What is made of one page, taken from the cache as far as it is kept there: the functions that engines map over pages.

Every entry is kept by a hash of all that it rests on: the page and the rules for its readings; those and the identities
of its entities for its statements; those and what other pages call its nodes for its block, which is only made of
statements that all conform.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from kg.blocks import Block, block_of
from kg.cache import Cache, Used, key_of
from kg.ids import Names
from kg.judged import Judged, Unapplied
from kg.ledger import Judgement
from kg.model import Iri, Page, Reading, Statement
from kg.pipeline import judge, outline, read_page
from kg.resolution import Identity, Resolution
from kg.statements import article_iris, state
from kg.validate import Context, claims_of, conforms

Readings = tuple[Reading, ...]
# Who the entities of a page are: by the article's number on the page and the entity's key.
Identities = tuple[tuple[int, str, Identity], ...]
T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Work:
    """One page with what is known of it so far: the judgements on its facts, its articles, who their entities are."""

    page: Page
    rules: str
    judgements: tuple[Judgement, ...] = ()
    articles: tuple[Iri, ...] = ()
    identities: Identities = ()

    def read_key(self) -> str:
        return key_of(self.rules, self.page)

    def key(self) -> str:
        return key_of(self.read_key(), self.judgements)


@dataclass(frozen=True, slots=True)
class Outlined:
    """That a page was read: its articles, the key of their outlines, and the judgements that found nothing there."""

    key: str
    articles: tuple[Iri, ...]
    unapplied: tuple[Unapplied, ...]


Step = Callable[[Cache, Names, T], R]


def do(step: Step[T, R], folder: Path, names: Names, item: T) -> tuple[R, Used]:
    """One of the steps below, with the cache in that folder: what comes of it, and which entries it used."""
    cache = Cache(folder)
    return step(cache, names, item), cache.used()


def outlined(cache: Cache, names: Names, work: Work) -> Outlined:
    """Reads a page, and keeps what resolution has to know of it."""
    desk = _Desk(cache, names, work)
    return Outlined(work.key(), article_iris(desk.outlines(), names), desk.unapplied())


def claimed(cache: Cache, names: Names, work: Work) -> str:
    """States what a page says, and keeps what it claims; gives the key that all made of it rests on."""
    desk = _Desk(cache, names, work)
    key = desk.stated_key()
    if not cache.has("claims", key):
        cache.put("claims", key, claims_of(desk.stated()))
    return key


def blocked(cache: Cache, names: Names, item: tuple[Work, str, Context]) -> str | None:
    """Makes a page's block where all of its statements conform in its context; gives its key, or None."""
    work, stated_key, context = item
    if context is None:
        return None
    desk = _Desk(cache, names, work)
    key = key_of(stated_key, sorted(context.items()))
    if not cache.has("blocks", key):
        all_stated = desk.stated()
        if not conforms(all_stated, context, {work.page.name: work.page.text}, names):
            return None
        cache.put("blocks", key, desk.block(all_stated))
    return key


def stated(cache: Cache, names: Names, work: Work) -> tuple[Statement, ...]:
    """All that a page states."""
    return _Desk(cache, names, work).stated()


def block_without(cache: Cache, names: Names, work: Work, stated_key: str, kept: Sequence[Statement]) -> str:
    """Makes the block of a page of which only some statements are kept; gives its key."""
    desk = _Desk(cache, names, work)
    out = set(desk.stated()).difference(kept)
    key = key_of(stated_key, "without", sorted(map(repr, out)))
    cache.made("blocks", key, Block, lambda: desk.block(kept))
    return key


@dataclass(frozen=True, slots=True)
class _Desk:
    """The work on one page, with the cache at hand."""

    cache: Cache
    names: Names
    work: Work

    def readings(self) -> Readings:
        return self.judged().readings if self.work.judgements else self.read()

    def read(self) -> Readings:
        return self.cache.made("readings", self.work.read_key(), tuple, lambda: read_page(self.work.page))

    def judged(self) -> Judged:
        return self.cache.made(
            "judged", self.work.key(), Judged, lambda: judge(self.read(), self.names, self.work.judgements)
        )

    def unapplied(self) -> tuple[Unapplied, ...]:
        return self.judged().unapplied if self.work.judgements else ()

    def outlines(self) -> Readings:
        self.cache.keep("readings", self.work.read_key())
        return self.cache.made("outlines", self.work.key(), tuple, lambda: tuple(map(outline, self.readings())))

    def stated_key(self) -> str:
        return key_of(self.work.key(), self.names.base, self.work.articles, self.work.identities)

    def stated(self) -> tuple[Statement, ...]:
        resolution = Resolution({(number, key): identity for number, key, identity in self.work.identities})
        return tuple(state(self.readings(), self.work.articles, resolution, self.names))

    def block(self, kept: Sequence[Statement]) -> Block:
        page = self.work.page
        return block_of(page.name, kept, self.names, {page.name: page.text})

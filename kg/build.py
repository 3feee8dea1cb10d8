"""The incremental build: what was made of a page is taken from the cache wherever what it rests on is unchanged.

The pages go three times through an engine: to be read, to be stated, to be written out as blocks. Between that stands
what looks at all of them: who is who after the first time, what pages call each other's nodes after the second. Every
step is a function of values (kg.work), so the result is that of a build without a cache, and the same on every engine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from kg import work
from kg.blocks import Block
from kg.built import Built, known_block
from kg.cache import Cache
from kg.engine import Engine, InProcess
from kg.folder import remove
from kg.gazetteer import located
from kg.gold import GoldPage
from kg.ids import Names
from kg.judged import Unapplied, article_hash
from kg.ledger import FACTS, Judgement, in_force
from kg.ledger_graph import judgement_statements
from kg.lexicon import lexicon
from kg.manifest import Scores
from kg.merging import Merger, mergers
from kg.model import Issue, Page, Statement
from kg.pipeline import resolved
from kg.progress import Stages
from kg.rules import rules_version
from kg.scored import scored
from kg.settings import BuildSettings
from kg.sorting import Sorter
from kg.validate import Claims, Context, Part, Verdict, validate_parts
from kg.work import Identities, Outlined, Readings, Work

# Beside the entries of the cache; what a killed build left there is written over.
_SCRATCH = "sorting"

T = TypeVar("T")
R = TypeVar("R")


def build(
    pages: Iterable[Page],
    settings: BuildSettings,
    cache: Cache,
    ledger: tuple[Judgement, ...] = (),
    engine: Engine | None = None,
    stages: Stages | None = None,
    gold: Sequence[GoldPage] = (),
) -> Built:
    """What the pages give a release, the same in whatever order they come, in the cache, and on whatever engine.

    The judgements of the `ledger` are followed. `stages` hear of every page at every stage. What the `gold` annotates
    is scored against it, as far as its pages are there.
    """
    names = Names(settings.base)
    ordered = tuple(sorted(pages, key=lambda page: page.name))
    made = _Pages(ordered, names, cache, engine or InProcess(), stages or Stages(), rules_version())
    judgements = in_force(ledger)
    made.read(judgements)
    who = made.resolve(judgements)
    made.state()
    verdict = made.write(who.known)
    annotated = {one.page for one in gold}
    scored_pages = [n for n, page in enumerate(ordered) if page.name in annotated]
    known = known_block([*verdict.known, *judgement_statements(ledger, names)], names)
    return Built(
        blocks=_Blocks(known, tuple(filter(None, made.block_keys)), cache),
        issues=who.issues,
        quarantine=verdict.quarantine,
        pages=ordered,
        articles=sum(len(one.articles) for one in made.seen),
        judgements=len(judgements),
        unapplied=tuple(sorted((*who.unapplied, *(u for one in made.seen for u in one.unapplied)))),
        mergers=who.mergers,
        scores=made.scored(scored_pages, verdict, gold) if scored_pages else None,
        without_articles=frozenset(p.name for p, one in zip(ordered, made.seen, strict=True) if not one.articles),
    )


@dataclass(frozen=True, slots=True)
class _Who:
    """What all pages together tell, beside who is who: doubts, what is known of districts, what a person may decide."""

    issues: tuple[Issue, ...]
    known: tuple[Statement, ...]
    unapplied: tuple[Unapplied, ...]
    mergers: tuple[Merger, ...]


@dataclass(slots=True)
class _Pages:
    """The pages on their way through the engine, with what was told of each so far, in the order of their names."""

    pages: Sequence[Page]
    names: Names
    cache: Cache
    engine: Engine
    stages: Stages
    rules: str
    judgements: dict[int, tuple[Judgement, ...]] = field(default_factory=dict)
    seen: list[Outlined] = field(default_factory=list)
    identities: list[Identities] = field(default_factory=list)
    stated_keys: list[str] = field(default_factory=list)
    block_keys: list[str | None] = field(default_factory=list)

    def read(self, judgements: tuple[Judgement, ...]) -> None:
        """Reads all pages; those that judgements are on a second time, following these."""
        on_facts = [judgement for judgement in judgements if judgement.verdict in FACTS]
        judged = {judgement.article for judgement in on_facts}
        self.seen = list(self._through("reading", work.outlined, map(self._work, range(len(self.pages)))))
        for number, one in enumerate(self.seen):
            articles = {article_hash(article) for article in one.articles}
            if not judged.isdisjoint(articles):
                self.judgements[number] = tuple(j for j in on_facts if j.article in articles)
        if self.judgements:
            again = self._through("judging", work.outlined, map(self._work, self.judgements))
            for number, one in zip(self.judgements, again, strict=True):
                self.seen[number] = one

    def resolve(self, judgements: tuple[Judgement, ...]) -> _Who:
        """Learns who is who; the outlines of all pages are in memory for no longer than that takes."""
        with self.stages.stage("resolving"):
            outlines: list[Readings] = [self.cache.known("outlines", one.key, tuple) for one in self.seen]
            everything = tuple(o for several in outlines for o in several)
            who = resolved(everything, self.names, judgements)
            found, first = who.resolution.identities, 0
            for several in outlines:
                named = ((at, entity.key) for at, outline in enumerate(several) for entity in outline.entities)
                self.identities.append(tuple((at, key, found[first + at, key]) for at, key in named))
                first += len(several)
            return _Who(
                tuple(sorted(issue for o in everything for issue in o.issues)),
                tuple(located(who.resolution, self.names, lexicon())),
                who.unapplied,
                mergers(everything, who.articles, who.resolution, who.judged),
            )

    def state(self) -> None:
        """Learns what the pages' statements claim."""
        self.stated_keys = list(self._through("stating", work.claimed, map(self._work, range(len(self.pages)))))

    def write(self, known: Sequence[Statement]) -> Verdict:
        """Makes the pages' blocks of what conforms."""
        parts = [
            Part(partial(self._claims, n), partial(self._stated, n), partial(self._texts, n))
            for n in range(len(self.pages))
        ]
        scratch = self.cache.folder / _SCRATCH
        try:
            verdict = validate_parts(parts, known, self.names, Sorter(scratch), self._conforming)
        finally:
            remove(scratch)
        for number, kept in verdict.kept.items():
            one = self._work(number)
            self.block_keys[number] = work.block_without(self.cache, self.names, one, self.stated_keys[number], kept)
        return verdict

    def scored(self, numbers: Sequence[int], verdict: Verdict, gold: Sequence[GoldPage]) -> Scores:
        """How the pages of those numbers fare against what the gold says of them."""
        kept = (s for n in numbers for s in verdict.kept.get(n) or self._stated(n))
        pages = {self.pages[n].name: self.pages[n] for n in numbers}
        return scored([*kept, *verdict.known], pages.values(), [one for one in gold if one.page in pages])

    def _conforming(self, contexts: Iterable[Context]) -> Iterator[bool]:
        items = ((self._work(n), self.stated_keys[n], context) for n, context in enumerate(contexts))
        for key in self._through("writing", work.blocked, items):
            self.block_keys.append(key)
            yield key is not None

    def _through(self, label: str, step: work.Step[T, R], items: Iterable[T]) -> Iterator[R]:
        """What the step makes of the items, on the engine."""
        with self.stages.stage(label, len(self.pages)) as advance:
            for made, used in self.engine.map(partial(work.do, step, self.cache.folder, self.names), items):
                for kind, key in used:
                    self.cache.keep(kind, key)
                advance()
                yield made

    def _work(self, number: int) -> Work:
        """A page with all that is known of it so far."""
        judgements = self.judgements.get(number, ())
        if not self.identities:
            return Work(self.pages[number], self.rules, judgements)
        articles, identities = self.seen[number].articles, self.identities[number]
        return Work(self.pages[number], self.rules, judgements, articles, identities)

    def _claims(self, number: int) -> Claims:
        return self.cache.known("claims", self.stated_keys[number], Claims)

    def _stated(self, number: int) -> tuple[Statement, ...]:
        return work.stated(self.cache, self.names, self._work(number))

    def _texts(self, number: int) -> dict[str, str]:
        page = self.pages[number]
        return {page.name: page.text}


@dataclass(frozen=True, slots=True)
class _Blocks:
    """The block of what is known beforehand, then those of the pages, out of the cache one after another."""

    known: Block
    keys: Sequence[str]
    cache: Cache

    def __iter__(self) -> Iterator[Block]:
        yield self.known
        for key in self.keys:
            block = self.cache.known("blocks", key, Block)
            if block.facts:
                yield block

"""The incremental build: what was made of a page is taken from the cache wherever what it rests on is unchanged.

Every stage is a function of values, and kept by a hash of all of them: the page and the rules for its readings; those
and the identities of its entities for its statements; those and what other pages call its nodes for what is left of
them when they are validated. So the result is that of a build without a cache: no entry is ever wrong, only unused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.blocks import Block, block_of
from kg.built import Built, known_block
from kg.cache import Cache, key_of
from kg.gazetteer import located
from kg.ids import Names
from kg.judged import Judged
from kg.ledger import Judgement, in_force
from kg.ledger_graph import judgement_statements
from kg.lexicon import lexicon
from kg.merging import mergers
from kg.model import Iri, Page, Reading, Statement, Value
from kg.pipeline import judge, on_articles, outline, read_page, resolved
from kg.resolution import Identity, Resolution
from kg.rules import rules_version
from kg.settings import BuildSettings
from kg.statements import state
from kg.validate import Claims, Part, claims_of, validate_parts

Readings = tuple[Reading, ...]
Identities = tuple[tuple[int, str, Identity], ...]


@dataclass(slots=True)
class _Work:
    """What is made of one page, as far as it is not kept; `key` is of the page, the rules and the judgements on it."""

    page: Page
    read_key: str
    cache: Cache
    names: Names
    key: str = ""
    judgements: tuple[Judgement, ...] = ()
    articles: tuple[Iri, ...] = ()
    identities: Identities = ()
    stated_key: str = ""
    block_key: str = ""
    block: Block | None = None
    _stated: tuple[Statement, ...] | None = field(default=None)

    def readings(self) -> Readings:
        return self.judged().readings if self.judgements else self.read()

    def read(self) -> Readings:
        return self.cache.made("readings", self.read_key, tuple, lambda: read_page(self.page))

    def judged(self) -> Judged:
        return self.cache.made("judged", self.key, Judged, lambda: judge(self.read(), self.names, self.judgements))

    def judge(self, judgements: tuple[Judgement, ...]) -> None:
        self.judgements = judgements
        self.key = key_of(self.read_key, judgements)

    def outlines(self) -> Readings:
        self.cache.keep("readings", self.read_key)
        return self.cache.made("outlines", self.key, tuple, lambda: tuple(map(outline, self.readings())))

    def resolve(self, articles: tuple[Iri, ...], identities: Identities) -> None:
        self.articles, self.identities = articles, identities
        self.stated_key = key_of(self.key, self.names.base, articles, identities)

    def stated(self) -> tuple[Statement, ...]:
        if self._stated is None:
            resolution = Resolution({(number, key): identity for number, key, identity in self.identities})
            self._stated = tuple(state(self.readings(), self.articles, resolution, self.names))
        return self._stated

    def claims(self) -> Claims:
        return self.cache.made("claims", self.stated_key, Claims, lambda: claims_of(self.stated()))

    def conforms(self, labels: Mapping[Iri, Value]) -> bool:
        """Whether a block is kept, which is only ever made of all statements, and under labels where all conform."""
        self.block_key = key_of(self.stated_key, sorted(labels.items()))
        self.block = self.cache.get("blocks", self.block_key, Block)
        return self.block is not None

    def finish(self, kept: Sequence[Statement] | None) -> Block:
        """The block of what is kept of the statements; None where all is, and was before."""
        if kept is None:
            assert self.block is not None
            return self.block
        stated = self.stated()
        out = set(stated).difference(kept)
        key = key_of(self.stated_key, "without", sorted(map(repr, out))) if out else self.block_key

        def make() -> Block:
            return block_of(self.page.name, kept, self.names, {self.page.name: self.page.text})

        return self.cache.made("blocks", key, Block, make)


def build(
    pages: Iterable[Page],
    settings: BuildSettings,
    cache: Cache,
    on_page: Callable[[Page], None] = lambda page: None,
    ledger: tuple[Judgement, ...] = (),
) -> Built:
    """What the pages give a release, the same in whatever order they come and whatever is in the cache.

    `on_page` hears of every page whose readings are there. The judgements of the `ledger` are followed.
    """
    names, rules = Names(settings.base), rules_version()
    work = [_Work(page, key_of(rules, page), cache, names) for page in sorted(pages, key=lambda page: page.name)]
    judgements = in_force(ledger)
    outlines: list[Readings] = []
    for one in work:
        one.judge(())
        several = one.outlines()
        about = on_articles(judgements, several, names)
        if about:
            one.judge(about)
            several = one.outlines()
        outlines.append(several)
        on_page(one.page)
    everything = tuple(o for several in outlines for o in several)
    who = resolved(everything, names, judgements)
    unapplied = who.unapplied + tuple(nothing for one in work if one.judgements for nothing in one.judged().unapplied)
    _hand_out(work, outlines, who.articles, who.resolution)
    verdict = validate_parts(
        [Part(one.claims(), one.stated, one.conforms) for one in work],
        list(located(who.resolution, names, lexicon())),
        {one.page.name: one.page.text for one in work},
        names,
    )
    blocks = (one.finish(verdict.kept.get(number)) for number, one in enumerate(work))
    return Built(
        blocks=(
            known_block([*verdict.known, *judgement_statements(ledger, names)], names),
            *(block for block in blocks if block.facts),
        ),
        issues=tuple(sorted(issue for several in outlines for o in several for issue in o.issues)),
        quarantine=verdict.quarantine,
        pages=tuple(one.page for one in work),
        articles=len(everything),
        judgements=len(judgements),
        unapplied=tuple(sorted(unapplied)),
        mergers=mergers(everything, who.articles, who.resolution, who.judged),
        without_articles=frozenset(one.page.name for one, several in zip(work, outlines, strict=True) if not several),
    )


def _hand_out(
    work: Sequence[_Work], outlines: Sequence[Readings], articles: tuple[Iri, ...], resolution: Resolution
) -> None:
    """Gives every page its articles' IRIs and the identities of their entities."""
    first = 0
    for one, several in zip(work, outlines, strict=True):
        identities = tuple(
            (number, entity.key, resolution.identities[first + number, entity.key])
            for number, reading in enumerate(several)
            for entity in reading.entities
        )
        one.resolve(articles[first : first + len(several)], identities)
        first += len(several)

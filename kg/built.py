"""What a release is made of, whoever made it: blocks, doubts, quarantine, pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg import ontology
from kg.blocks import Block, block_of, blocks_of
from kg.ids import Names
from kg.judged import Unapplied
from kg.manifest import Scores
from kg.merging import Merger
from kg.model import Graph, Issue, Page, Statement
from kg.validate import Quarantined, validate

# The block of what no page states.
KNOWN = ""


@dataclass(frozen=True, slots=True)
class Built:
    """All that becomes a release; `pages` and `blocks` are in the order of the pages' names, and read several times.

    `judgements` counts those in force, `unapplied` are those of them that found nothing to apply to; `mergers` are the
    pairs of entities that a person had better look at. `scores` are there where gold was given.
    """

    blocks: Iterable[Block]
    issues: tuple[Issue, ...]
    quarantine: tuple[Quarantined, ...]
    pages: tuple[Page, ...]
    articles: int
    judgements: int = 0
    unapplied: tuple[Unapplied, ...] = ()
    mergers: tuple[Merger, ...] = ()
    without_articles: frozenset[str] = frozenset()
    scores: Scores | None = None


def known_block(known: Iterable[Statement], names: Names) -> Block:
    """The block of what is known beforehand: the given statements, and the scheme of event types."""
    return block_of(KNOWN, [*known, *ontology.known_statements(names)], names, {})


def built_of(graph: Graph, page_texts: Mapping[str, str], names: Names) -> Built:
    """The graph validated and written out; `page_texts` has the text of every page."""
    kept, quarantine = validate(graph.statements, page_texts, names)
    stated = [s for s in kept if s.graph != names.inferred_graph]
    known = [s for s in kept if s.graph == names.inferred_graph]
    blocks = (known_block(known, names), *blocks_of(stated, names, page_texts))
    pages = tuple(Page(name, text) for name, text in sorted(page_texts.items()))
    return Built(blocks, graph.issues, quarantine, pages, graph.articles)

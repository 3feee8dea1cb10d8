"""The whole story: page → articles → mentions → entities → facts → statements.

What happens before (files → pages) is in kg.pages, what happens after (statements → release) in kg.release.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kg.model import Issue, Page, Reading, Statement
from kg.settings import BuildSettings


@dataclass(frozen=True, slots=True)
class Graph:
    """What a set of pages states: the statements in their canonical order, and the doubts."""

    statements: tuple[Statement, ...]
    issues: tuple[Issue, ...]
    pages: int
    articles: int


def read_page(page: Page) -> tuple[Reading, ...]:
    """All that one page states, article by article; a pure function of the page and the tables."""
    raise NotImplementedError


def build_graph(
    pages: Iterable[Page], settings: BuildSettings, on_page: Callable[[Page], None] = lambda page: None
) -> Graph:
    """The graph of the pages, the same in whatever order they come; `on_page` hears of every page that was read."""
    raise NotImplementedError

"""Builds to compare others with: one that finds nothing kept, and one with all of its blocks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from kg.build import build
from kg.built import Built
from kg.cache import Cache
from kg.ledger import Judgement
from kg.model import Page
from kg.settings import BuildSettings


def whole(built: Built) -> Built:
    """The same with all of its blocks in memory, to be compared."""
    return replace(built, blocks=tuple(built.blocks))


def fresh(pages: Iterable[Page], settings: BuildSettings | None = None, ledger: tuple[Judgement, ...] = ()) -> Built:
    """What a build of the pages gives whose cache was empty and is gone."""
    with TemporaryDirectory() as place:
        return whole(build(pages, settings or BuildSettings(), Cache(Path(place) / "cache"), ledger))

"""A running service over the example's release, and what one assault did to it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kg.release import write_release
from kg.settings import BuildSettings
from tests.example import PAGE_TEXTS, example_graph
from tests.hostile.assault import Assault, assault
from tests.hostile.served import Served, serving


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    directory = tmp_path_factory.mktemp("release")
    write_release(directory, example_graph(), PAGE_TEXTS, BuildSettings())
    with serving(directory) as running:
        yield running


@pytest.fixture(scope="session")
def outcome(served: Served) -> Assault:
    return assault(served)

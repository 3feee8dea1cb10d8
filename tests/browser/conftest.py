"""What tests in a browser start from: the service over the example's release, and one browser for a module."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from api import create_app
from api.settings import ServiceSettings
from kg.release import write_release
from kg.settings import BuildSettings
from tests.browser.chrome import chromium, serving
from tests.browser.hands import console
from tests.example import PAGE_TEXTS, example_graph

if TYPE_CHECKING:
    from selenium.webdriver import Chrome


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    directory: Path = tmp_path_factory.mktemp("release")
    write_release(directory, example_graph(), PAGE_TEXTS, BuildSettings())
    with serving(create_app(ServiceSettings(directory))) as address:
        yield address


@pytest.fixture(scope="module")
def shared_browser() -> Iterator[Chrome]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def browser(shared_browser: Chrome) -> Iterator[Chrome]:
    """The browser; the test fails if the page said anything on the console, a breach of the policy for one."""
    console(shared_browser)
    yield shared_browser
    assert console(shared_browser) == []

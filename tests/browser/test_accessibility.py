"""No kind of page has a serious fault for those who use a keyboard or a screen reader, as axe-core sees it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from api.settings import ServiceSettings
from kg.release import write_release
from kg.settings import BuildSettings
from tests.browser.chrome import HOW_TO_GET, chromium, programs, serving
from tests.browser.hands import PATIENCE_SECONDS
from tests.browser.screenshots import paths
from tests.curating import TOKEN, release_to_judge
from tests.example import PAGE_TEXTS, example_graph
from tests.opened import opened

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

pytest.importorskip("selenium", reason="the browser tests need selenium: pip install 'union-kg[dev]'")
if programs() is None:
    pytest.skip(HOW_TO_GET, allow_module_level=True)

AXE = "axe-core@4.14.1"
NPM_SECONDS = 120
RUN = """
const done = arguments[arguments.length - 1];
axe.run(document, { resultTypes: ["violations"] }).then(told => done(told.violations));
"""
SERIOUS = {"serious", "critical"}


@pytest.fixture(scope="module")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The script of axe-core, which tests bring into a page; no page of ours loads it."""
    npm, folder = shutil.which("npm"), tmp_path_factory.mktemp("axe")
    if npm is None:
        pytest.skip("there is no npm here")
    command = [npm, "install", "--silent", "--ignore-scripts", "--no-audit", "--no-fund", "--no-save", AXE]
    try:
        subprocess.run(command, cwd=folder, capture_output=True, timeout=NPM_SECONDS, check=True)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        pytest.skip("npm cannot install axe-core here")
    return (folder / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, str]]]:
    """The service's address, and a page of every kind."""
    directory: Path = tmp_path_factory.mktemp("release")
    write_release(directory, example_graph(), PAGE_TEXTS, BuildSettings())
    with opened(ServiceSettings(directory)) as app, serving(app) as address:
        yield address, paths(app.extensions["union-kg"])


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)], ids=["wide and light", "phone and dark"])
def test_no_page_has_a_serious_fault(served: tuple[str, dict[str, str]], axe: str, width: int, dark: bool) -> None:
    address, pages = served
    found: dict[str, list[Any]] = {}
    with chromium(width=width, dark=dark, phone=width < 400) as browser:
        for name, path in pages.items():
            browser.get(address + path)
            if told := faults(browser, axe):
                found[name] = told
    assert found == {}


def faults(browser: Chrome, axe: str) -> list[Any]:
    """The serious faults of the page that the browser shows, and where they are."""
    browser.execute_script(axe)
    serious = [fault for fault in browser.execute_async_script(RUN) if fault["impact"] in SERIOUS]
    return [(f["id"], [node["target"] for node in f["nodes"]], f["nodes"][0]["failureSummary"]) for f in serious]


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)], ids=["wide and light", "phone and dark"])
def test_the_review_has_no_serious_fault(axe: str, tmp_path: Path, width: int, dark: bool) -> None:
    from selenium.webdriver.support.ui import WebDriverWait

    settings = ServiceSettings(release_to_judge(tmp_path / "data"), curate_token=TOKEN)
    with (
        opened(settings) as app,
        serving(app) as address,
        chromium(width=width, dark=dark, phone=width < 400) as browser,
    ):
        browser.get(f"{address}/review")
        assert faults(browser, axe) == []
        browser.find_element("name", "who").send_keys("王敏")
        browser.find_element("name", "token").send_keys(TOKEN)
        browser.find_element("css selector", ".login button").click()
        assert faults(browser, axe) == []
        browser.find_element("css selector", '[data-key="y"]').click()
        WebDriverWait(browser, PATIENCE_SECONDS).until(lambda b: b.find_elements("css selector", ".made"))
        assert faults(browser, axe) == []
        browser.get(judging(browser, address))
        assert faults(browser, axe) == []


def judging(browser: Chrome, address: str) -> str:
    """Where a fact can be judged, from beside a sentence of somebody's page."""
    browser.get(f"{address}/class/Person")
    browser.find_element("css selector", 'main a[href^="/page/person/"]').click()
    return browser.find_element("css selector", "a.judge").get_attribute("href") or ""

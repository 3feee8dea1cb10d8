"""Every kind of page in a browser over names that try to be code: nothing runs, and all of it is shown as text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from api import create_app
from api.settings import ServiceSettings
from kg.release import write_release
from kg.settings import BuildSettings
from tests.browser.chrome import HOW_TO_GET, chromium, programs, serving
from tests.browser.evil import ARTICLE, EVENT, NAMES_OF_EVIL, UNIONS, evil_graph
from tests.browser.hands import console, wait_until
from tests.example import AWARD, DISTRICT, NAMES, PERSON, UNION

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

pytest.importorskip("selenium", reason="the browser tests need selenium: pip install 'union-kg[dev]'")
if programs() is None:
    pytest.skip(HOW_TO_GET, allow_module_level=True)

EVIL = [union.value.removeprefix(NAMES.base) for union in UNIONS.values()]
NODES = [node.value.removeprefix(NAMES.base) for node in (ARTICLE, EVENT, PERSON, UNION, DISTRICT, AWARD)]
PAGES = (
    "/",
    "/search?q=工会",
    "/search?q=<script>window.pwned=1</script>",
    "/class/Union",
    *(f"/page/{path}" for path in (*NODES, *EVIL)),
    f"/network/{NODES[3]}",
    "/network",
    "/sparql",
    "/sparql?format=html&query=SELECT+?union+?name+(<javascript:window.pwned=1>+AS+?evil)"
    "+{+?union+<http://www.w3.org/2000/01/rdf-schema%23label>+?name+}",
    "/dumps/",
    "/ontology",
    "/report",
    "/limits",
    "/page/person/0",
    "/page/graph/evidence",
)
ELSEWHERE = """
return [...document.querySelectorAll("[href], [src], [action], [data-href]")]
  .map((e) => e.getAttribute("href") || e.getAttribute("src") || e.getAttribute("action") || e.dataset.href)
  .filter((address) => address && !["http:", "https:", "data:"].includes(new URL(address, location.href).protocol));
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    directory: Path = tmp_path_factory.mktemp("release")
    graph, texts = evil_graph()
    release = write_release(directory, graph, texts, BuildSettings())
    assert release.manifest.quarantined == len(UNIONS)
    with serving(create_app(ServiceSettings(directory))) as address:
        yield address


def log(browser: Chrome) -> list[str]:
    """What the page said on the console; that a page is not found is said there, too, and meant here."""
    return [message for message in console(browser) if "status of 404" not in message]


def test_names_are_text_everywhere(address: str) -> None:
    with chromium() as browser:
        for page in PAGES:
            browser.get(address + page)
            assert browser.execute_script("return window.pwned") is None, page
            assert browser.execute_script(ELSEWHERE) == [], page
            assert log(browser) == [], page
        for name, path in zip(NAMES_OF_EVIL, EVIL, strict=True):
            browser.get(f"{address}/page/{path}")
            shown = browser.execute_script("return document.querySelector('h1').textContent")
            assert shown == f"{name}工会"
            data = "return JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').textContent).name"
            assert browser.execute_script(data) == shown


def test_a_search_box_suggests_by_keyboard_and_shows_names_as_text(address: str) -> None:
    from selenium.webdriver.common.keys import Keys

    options = "return [...document.querySelectorAll('.find.big [role=option] .name')].map(e => e.textContent)"
    with chromium() as browser:
        browser.get(address)
        box = browser.find_element("css selector", ".find.big input")
        box.send_keys("script")
        assert f"{NAMES_OF_EVIL[0]}工会" in wait_until(browser, options)
        assert browser.execute_script("return window.pwned") is None
        box.clear()
        box.send_keys("zmy")
        wait_until(browser, "return document.querySelector('.find.big [role=option] .name')?.textContent === '周明远'")
        assert box.get_attribute("aria-expanded") == "true"
        box.send_keys(Keys.ARROW_DOWN)
        active = box.get_attribute("aria-activedescendant")
        assert browser.find_element("id", active).get_attribute("aria-selected") == "true"
        box.send_keys(Keys.ESCAPE)
        assert box.get_attribute("aria-expanded") == "false"
        box.send_keys(Keys.ARROW_DOWN)
        wait_until(browser, "return document.querySelector('.find.big [role=option]')")
        box.send_keys(Keys.ARROW_DOWN, Keys.ENTER)
        wait_until(browser, "return document.querySelector('h1').textContent === '周明远'")
        assert log(browser) == []


def test_an_articles_facts_and_words_show_each_other(address: str) -> None:
    lit = "return [...document.querySelectorAll('.body .lit')].map(e => e.textContent).join('')"
    with chromium() as browser:
        browser.get(f"{address}/page/{NODES[0]}")
        browser.execute_script("document.querySelector('.card .place').click()")
        assert browser.execute_script(lit) == "举办了座谈会"
        browser.execute_script("document.querySelector('.states').click()")
        assert browser.execute_script("return document.querySelectorAll('.facts-of .lit').length") > 0
        browser.get(f"{address}/page/{EVIL[0]}")
        browser.find_element("css selector", ".said cite a").click()
        assert "工会" in browser.execute_script(lit)
        assert log(browser) == []

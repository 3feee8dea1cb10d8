"""The query page's editor in a browser: it completes, marks what is wrong, keeps the query in the address."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from api import query_page
from api.settings import ServiceSettings
from kg.release import write_release
from kg.settings import BuildSettings
from tests.browser.chrome import HOW_TO_GET, chromium, programs, serving
from tests.browser.hands import PATIENCE_SECONDS, console
from tests.example import DISTRICT, PAGE_TEXTS, example_graph
from tests.opened import opened

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

pytest.importorskip("selenium", reason="the browser tests need selenium: pip install 'union-kg[dev]'")
if programs() is None:
    pytest.skip(HOW_TO_GET, allow_module_level=True)

# A completion is not taken in the moment in which it appears, lest a key meant for the text choose it.
SETTLED_SECONDS = 0.2
EDITOR = "const root = document.querySelector('#query-editor').shadowRoot;"
TEXT = "return document.querySelector('textarea').value"
OPTIONS = f"{EDITOR} return [...root.querySelectorAll('.cm-completionLabel')].map(label => label.textContent)"
NAMES = f"{EDITOR} return [...root.querySelectorAll('.cm-name')].map(name => name.textContent)"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    assert query_page.EDITOR.is_file(), "the editor is not built here: python api/editor/build.py"
    directory: Path = tmp_path_factory.mktemp("release")
    write_release(directory, example_graph(), PAGE_TEXTS, BuildSettings())
    with opened(ServiceSettings(directory)) as app, serving(app) as address:
        yield address


@pytest.fixture
def browser(shared_browser: Chrome) -> Iterator[Chrome]:
    """The browser; the test fails if the page said anything on the console, as it does of a forbidden style."""
    console(shared_browser)
    yield shared_browser
    # The answer to a wrong query is a page with the status 400, of which the browser tells.
    assert [message for message in console(shared_browser) if "status of 400" not in message] == []


def until(browser: Chrome, done: Callable[[Chrome], Any]) -> Any:
    from selenium.webdriver.support.ui import WebDriverWait

    return WebDriverWait(browser, PATIENCE_SECONDS).until(done)


def open_page(browser: Chrome, address: str, query: str | None = None) -> None:
    browser.get(f"{address}/sparql" + (f"?query={quote(query)}&format=html" if query else ""))
    until(browser, lambda b: b.execute_script("return !!document.querySelector('#query-editor').shadowRoot"))


def write(browser: Chrome, text: str) -> None:
    """Writes in the place of all that stands in the editor."""
    from selenium.webdriver.common.keys import Keys

    content = browser.find_element("css selector", "#query-editor").shadow_root.find_element(
        "css selector", ".cm-content"
    )
    content.click()
    content.send_keys(Keys.CONTROL + "a", Keys.DELETE)
    content.send_keys(text)


def press(browser: Chrome, key: str, *, control: bool = False) -> None:
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.keys import Keys

    actions = ActionChains(browser)
    if control:
        actions.key_down(Keys.CONTROL).send_keys(key).key_up(Keys.CONTROL).perform()
    else:
        actions.send_keys(key).perform()


def take(browser: Chrome, option: str) -> None:
    """Takes the completion that stands first, which is the one named."""
    from selenium.webdriver.common.keys import Keys

    until(browser, lambda b: option in b.execute_script(OPTIONS)[:1])
    time.sleep(SETTLED_SECONDS)
    press(browser, Keys.ENTER)
    until(browser, lambda b: b.execute_script(OPTIONS) == [])


def test_a_term_is_found_by_its_chinese_name_and_its_prefix_declared(browser: Chrome, address: str) -> None:
    open_page(browser, address)
    write(browser, "SELECT * { ?x 主持")
    take(browser, "ukg:chair")
    assert browser.execute_script(TEXT).splitlines() == [
        "PREFIX ukg: <https://w3id.org/union-kg/ontology#>",
        "SELECT * { ?x ukg:chair}",
    ]


def test_behind_a_stands_a_class(browser: Chrome, address: str) -> None:
    open_page(browser, address)
    write(browser, "SELECT * { ?x 工会")
    until(browser, lambda b: b.execute_script(OPTIONS)[:1] == ["ukg:unionOf"])
    open_page(browser, address)
    write(browser, "SELECT * { ?x a 工会")
    take(browser, "ukg:Union")


def test_a_name_of_the_graph_becomes_its_iri(browser: Chrome, address: str) -> None:
    open_page(browser, address)
    write(browser, "SELECT * { ?x ?y 青禾区")
    take(browser, "青禾区")
    assert browser.execute_script(TEXT) == f"SELECT * {{ ?x ?y <{DISTRICT.value}>}}"
    assert browser.execute_script(NAMES) == ["青禾区"]


def test_an_iri_of_the_graph_is_shown_with_its_name(browser: Chrome, address: str) -> None:
    open_page(browser, address, f"ASK {{ <{DISTRICT.value}> ?x <https://example.org/> }}")
    assert browser.execute_script(NAMES) == ["青禾区"]


def test_a_wrong_query_is_marked_where_the_service_says(browser: Chrome, address: str) -> None:
    open_page(browser, address, "SELECT ?人 {\n  ?人 ?坏的 }")
    marked = f"{EDITOR} return [...root.querySelectorAll('.cm-lintRange-error')].map(range => range.textContent)"
    assert until(browser, lambda b: b.execute_script(marked)) == ["}"]
    told = browser.find_element("css selector", ".problem").text
    assert "第 2 行第 11 个字" in told


def test_the_query_stands_in_the_address(browser: Chrome, address: str) -> None:
    from selenium.webdriver.common.keys import Keys

    open_page(browser, address)
    write(browser, "SELECT ?x { ?x a <x:y> ")
    press(browser, Keys.ENTER, control=True)
    until(browser, lambda b: "query=" in b.current_url)
    asked = parse_qs(urlsplit(browser.current_url).query)
    assert (asked["query"], asked["format"]) == (["SELECT ?x { ?x a <x:y> }"], ["html"])


def test_the_tab_key_leaves_the_editor(browser: Chrome, address: str) -> None:
    from selenium.webdriver.common.keys import Keys

    open_page(browser, address)
    write(browser, "ASK {")
    press(browser, Keys.TAB)
    assert browser.execute_script("return document.activeElement.textContent") == "查询"


def test_the_editor_has_a_name_for_screen_readers(browser: Chrome, address: str) -> None:
    open_page(browser, address)
    named = f"{EDITOR} const c = root.querySelector('.cm-content'); return [c.role, c.ariaMultiLine, c.ariaLabel]"
    assert browser.execute_script(named) == ["textbox", "true", "查询语句，Ctrl 加回车键查询"]


def test_a_phone_has_the_editor_and_no_sideways_scrolling(address: str) -> None:
    with chromium(width=390, height=844, phone=True) as phone:
        for language in ("zh", "en"):
            phone.get(f"{address}/language/{language}")
            open_page(phone, address)
            assert phone.execute_script("return document.documentElement.scrollWidth") <= 390, language

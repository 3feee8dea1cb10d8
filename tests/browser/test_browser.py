"""What only a browser can tell: the pages run without errors, the network is drawn and answers clicks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.chrome import HOW_TO_GET, chromium, programs
from tests.browser.hands import PATIENCE_SECONDS, PLACE, click_at, wait_until
from tests.example import NAMES, PERSON, UNION

if TYPE_CHECKING:
    from selenium.webdriver import Chrome
    from selenium.webdriver.remote.webelement import WebElement

pytest.importorskip("selenium", reason="the browser tests need selenium: pip install 'union-kg[dev]'")
if programs() is None:
    pytest.skip(HOW_TO_GET, allow_module_level=True)

UNION_PATH = UNION.value.removeprefix(NAMES.base)
PERSON_PATH = PERSON.value.removeprefix(NAMES.base)

# Pixels of the network's canvas that are not transparent.
DRAWN = """
const canvas = document.querySelector("#canvas canvas");
const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", { willReadFrequently: true });
copy.drawImage(canvas, 0, 0);
const data = copy.getImageData(0, 0, canvas.width, canvas.height).data;
let drawn = 0;
for (let i = 3; i < data.length; i += 4) if (data[i]) drawn += 1;
return drawn;
"""


def open_network(browser: Chrome, address: str, path: str = UNION_PATH) -> None:
    browser.get(f"{address}/network/{path}")
    wait_until(browser, "return !!window.unionNetwork && !!document.querySelector('#canvas canvas')")


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("/", "从工会报纸里读出的人、单位与活动"),
        (f"/page/{PERSON_PATH}", "周明远"),
        ("/sparql", "SPARQL 查询"),
        ("/report", "构建报告"),
        ("/dumps/", "下载数据"),
        ("/ontology", "本体"),
    ],
)
def test_pages_open_without_errors(browser: Chrome, address: str, path: str, heading: str) -> None:
    browser.get(address + path)
    assert browser.execute_script("return document.querySelector('h1').textContent") == heading
    width = browser.execute_script("return document.documentElement.scrollWidth - window.innerWidth")
    assert width <= 0


def test_the_network_is_drawn(browser: Chrome, address: str) -> None:
    open_network(browser, address)
    # The text alone of four labels covers more.
    assert wait_until(browser, DRAWN) > 2_000


def test_the_legend_hides_and_shows_a_class(browser: Chrome, address: str) -> None:
    open_network(browser, address)
    shown = "return unionNetwork.shown.get().map(node => node.group).sort()"
    before = browser.execute_script(shown)
    drawn = wait_until(browser, DRAWN)
    button = browser.find_element("css selector", '#legend [data-class="Person"]')
    button.click()
    assert browser.execute_script(shown) == [group for group in before if group != "Person"]
    assert button.get_attribute("aria-pressed") == "false"
    wait_until(browser, DRAWN.replace("return drawn", f"return drawn < {drawn}"))
    button.click()
    assert browser.execute_script(shown) == before


def test_a_click_on_a_node_shows_its_facts_and_sentences(browser: Chrome, address: str) -> None:
    open_network(browser, address)
    click_at(browser, *browser.execute_script(PLACE, PERSON_PATH))
    wait_until(browser, "return document.querySelector('#panel h2')?.textContent === '周明远'")
    quotes = browser.execute_script("return [...document.querySelectorAll('#panel q')].map(q => q.textContent)")
    assert "青禾区总工会主席周明远" in quotes


def test_a_click_on_an_edge_shows_what_joins_its_ends(browser: Chrome, address: str) -> None:
    open_network(browser, address, PERSON_PATH)
    middle = """
    const place = [...arguments].map(id => unionNetwork.network.getPosition(id));
    const middle = { x: (place[0].x + place[1].x) / 2, y: (place[0].y + place[1].y) / 2 };
    const point = unionNetwork.network.canvasToDOM(middle);
    const box = document.querySelector("#canvas").getBoundingClientRect();
    return [Math.round(box.left + point.x), Math.round(box.top + point.y)];
    """
    click_at(browser, *browser.execute_script(middle, PERSON_PATH, UNION_PATH))
    wait_until(browser, "return document.querySelector('#panel .kind')?.textContent === '两者的关系'")
    assert "青禾区总工会主席周明远" in browser.execute_script("return document.querySelector('#panel').textContent")


def test_a_double_click_opens_the_neighbours(browser: Chrome, address: str) -> None:
    open_network(browser, address, PERSON_PATH)
    count = "return unionNetwork.nodes.length"
    before = browser.execute_script(count)
    click_at(browser, *browser.execute_script(PLACE, UNION_PATH), double=True)
    wait_until(browser, "return document.querySelector('#expand-dialog').open")
    browser.find_element("css selector", "#expand-dialog .primary").click()
    wait_until(browser, f"return unionNetwork.nodes.length > {before}")
    assert "添了" in browser.execute_script("return document.querySelector('#net-note').textContent")
    browser.find_element("id", "undo").click()
    wait_until(browser, f"return unionNetwork.nodes.length === {before}")


def test_nothing_moves_by_itself(browser: Chrome, address: str) -> None:
    open_network(browser, address)
    positions = "return JSON.stringify(unionNetwork.network.getPositions())"
    before = browser.execute_script(positions)
    browser.execute_async_script("setTimeout(arguments[0], 500)")
    assert browser.execute_script(positions) == before


def found(browser: Chrome, selector: str) -> WebElement:
    """The element of a page that may still be loading."""
    from selenium.webdriver.support.expected_conditions import presence_of_element_located
    from selenium.webdriver.support.ui import WebDriverWait

    return WebDriverWait(browser, PATIENCE_SECONDS).until(presence_of_element_located(("css selector", selector)))


def test_queries_work_without_javascript(browser: Chrome, address: str) -> None:
    browser.get(address + "/sparql")
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        browser.find_element("css selector", "button.primary").click()
        table = found(browser, ".results table")
        assert "周明远" in table.text
        assert "青禾区总工会" in table.text
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_a_phone_needs_no_sideways_scrolling(address: str) -> None:
    with chromium(width=390, height=844, phone=True) as browser:
        for path in ("/", f"/page/{PERSON_PATH}", f"/network/{UNION_PATH}", "/sparql", "/dumps/", "/report"):
            browser.get(address + path)
            assert browser.execute_script("return document.documentElement.scrollWidth") <= 390, path

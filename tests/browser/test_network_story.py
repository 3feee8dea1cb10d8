"""A reader's way through a network: a person, expand, a path to another one, back, and everything taken along."""

from __future__ import annotations

import base64
import struct
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.chrome import HOW_TO_GET, chromium, programs
from tests.browser.hands import DRAWN, console, wait_until
from tests.example import AWARD, EVENT, NAMES, PERSON, UNION

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

pytest.importorskip("selenium", reason="the browser tests need selenium: pip install 'union-kg[dev]'")
if programs() is None:
    pytest.skip(HOW_TO_GET, allow_module_level=True)

PERSON_PATH, UNION_PATH, EVENT_PATH, AWARD_PATH = (
    node.value.removeprefix(NAMES.base) for node in (PERSON, UNION, EVENT, AWARD)
)
IDS = "return unionNetwork.nodes.getIds().sort()"


def open_network(browser: Chrome, address: str, query: str = "") -> None:
    browser.get(f"{address}/network/{PERSON_PATH}{query}")
    wait_until(browser, DRAWN)


def press(browser: Chrome, *keys: str) -> None:
    from selenium.webdriver.common.action_chains import ActionChains

    browser.execute_script("document.querySelector('#canvas').focus()")
    for key in keys:
        ActionChains(browser).send_keys(key).perform()


def test_expand_find_a_path_go_back_and_open_the_link_again(browser: Chrome, address: str) -> None:
    from selenium.webdriver.common.keys import Keys

    open_network(browser, address)
    first = browser.execute_script(IDS)
    browser.execute_script("unionNetwork.choose(arguments[0])", EVENT_PATH)
    wait_until(browser, "return document.querySelector('#panel h2')?.textContent.includes('安全知识竞赛')")
    browser.find_element("css selector", '[data-do="expand"]').click()
    wait_until(browser, "return document.querySelector('#expand-dialog').open")
    browser.find_element("css selector", '#expand-choices input[value="place.out"]').click()
    browser.find_element("css selector", "#expand-dialog .primary").click()
    wait_until(browser, "return unionNetwork.nodes.length === arguments[0]", len(first) + 1)
    browser.execute_script("unionNetwork.choose(arguments[0])", PERSON_PATH)
    browser.find_element("css selector", '[data-do="path"]').click()
    browser.find_element("id", "path-to").send_keys("安全先锋")
    wait_until(
        browser, "return document.querySelector('#path-choices input:checked')?.value === arguments[0]", AWARD_PATH
    )
    browser.find_element("id", "path-do").click()
    wait_until(browser, "return document.querySelectorAll('#panel .path q').length === 3")
    wait_until(browser, "return unionNetwork.network.getSelectedEdges().length === 3")
    whole = browser.execute_script(IDS)
    assert AWARD_PATH in whole
    places = "return JSON.stringify(unionNetwork.nodes.get().map(n => [n.id, n.x, n.y]).sort())"
    before, link = browser.execute_script(places), browser.current_url
    for button, count in (("undo", len(first) + 1), ("undo", len(first)), ("redo", len(first) + 1)):
        browser.find_element("id", button).click()
        wait_until(browser, "return unionNetwork.nodes.length === arguments[0]", count)
    browser.back()
    wait_until(browser, "return unionNetwork.nodes.length === arguments[0]", len(first))
    browser.get(link)
    wait_until(browser, DRAWN)
    assert browser.execute_script(places) == before
    press(browser, Keys.ESCAPE)


def test_the_keyboard_alone_reaches_nodes_and_their_facts(browser: Chrome, address: str) -> None:
    from selenium.webdriver.common.keys import Keys

    open_network(browser, address)
    press(browser, Keys.ARROW_RIGHT)
    assert browser.execute_script("return unionNetwork.chosen()") == PERSON_PATH
    place = "return unionNetwork.network.getPosition(arguments[0])"
    here, there = (browser.execute_script(place, node) for node in (PERSON_PATH, EVENT_PATH))
    press(browser, Keys.ARROW_RIGHT if there["x"] > here["x"] else Keys.ARROW_LEFT)
    reached = browser.execute_script("return unionNetwork.chosen()")
    assert reached in (EVENT_PATH, UNION_PATH)
    name = browser.execute_script("return unionNetwork.nodes.get(arguments[0]).name", reached)
    assert name in browser.execute_script("return document.querySelector('#said').textContent")
    wait_until(browser, "return document.querySelector('#panel h2')?.textContent === arguments[0]", name)
    press(browser, Keys.ENTER)
    assert browser.execute_script("return document.activeElement.id") == "panel"


def test_what_is_looked_at_stands_in_the_address(browser: Chrome, address: str) -> None:
    open_network(browser, address, f"?step=expand:{EVENT_PATH}:any:9")
    browser.find_element("css selector", '#legend [data-class="Event"]').click()
    browser.find_element("css selector", '#size [value="betweenness"]').click()
    wait_until(browser, "return location.search.includes('hide=Event') && location.search.includes('size=betweenness')")
    link = browser.execute_script("return document.querySelector('[data-export=graphml]').getAttribute('href')")
    assert link.endswith(f"/{PERSON_PATH}?step=expand:{EVENT_PATH}:any:9&hide=Event&size=betweenness")
    browser.refresh()
    wait_until(browser, DRAWN)
    assert EVENT_PATH not in browser.execute_script("return unionNetwork.shown.getIds()")
    browser.find_element("id", "find").send_keys("周明")
    wait_until(browser, "return document.querySelector('#found').textContent === '1'")
    browser.find_element("css selector", "#as-table summary").click()
    wait_until(browser, "return document.querySelector('#table')?.textContent.includes('周明远')")


def test_events_outside_the_time_span_are_not_shown(browser: Chrome, address: str) -> None:
    shown = "return unionNetwork.shown.getIds().sort()"
    for query, seen in (("since=2023-03-09", True), ("until=2023-03", True), ("since=2023-03-10", False)):
        open_network(browser, address, "?" + query)
        assert (EVENT_PATH in browser.execute_script(shown)) is seen, query
    assert PERSON_PATH in browser.execute_script(shown)
    assert "其中显示 2 个条目" in browser.execute_script("return document.querySelector('#net-note').textContent")


def test_pictures_can_be_opened(browser: Chrome, address: str) -> None:
    open_network(browser, address)
    drawing = ET.fromstring(browser.execute_script("return unionNetwork.svg()"))
    texts = {text.text for text in drawing.iter("{http://www.w3.org/2000/svg}text")}
    assert {"周明远", "主席"} <= texts
    url = browser.execute_async_script("const done = arguments[0]; unionNetwork.png().then(done)")
    picture = base64.b64decode(url.removeprefix("data:image/png;base64,"))
    width, height = struct.unpack(">II", picture[16:24])
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    assert min(width, height) > 200
    decoded = browser.execute_async_script(
        "const [url, done] = arguments; const image = new Image(); image.src = url;"
        "image.decode().then(() => done([image.width, image.height]))",
        url,
    )
    assert decoded == [width, height]


def test_the_page_to_take_along_works_without_a_service(browser: Chrome, address: str, tmp_path: Path) -> None:
    open_network(browser, address)
    written = browser.execute_async_script(
        "const done = arguments[0]; const link = document.querySelector('[data-export=html]');"
        "fetch(link.href).then(answer => answer.text()).then(done)"
    )
    file = tmp_path / "network.html"
    file.write_text(written, encoding="utf-8")
    browser.get(file.as_uri())
    wait_until(browser, DRAWN)
    browser.execute_script("unionNetwork.choose(arguments[0])", PERSON_PATH)
    quotes = "return [...document.querySelectorAll('#panel q')].map(q => q.textContent)"
    assert "青禾区总工会主席周明远" in browser.execute_script(quotes)
    browser.find_element("css selector", '#legend [data-class="Event"]').click()
    assert EVENT_PATH not in browser.execute_script("return unionNetwork.shown.getIds()")
    assert "周明远" in browser.execute_script("return unionNetwork.svg()")
    # A policy that would let an inline script run is none.
    browser.execute_script(
        "const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.body.append(s)"
    )
    assert browser.execute_script("return window.ran") is None
    assert "Content Security Policy" in console(browser)[0]


def test_a_phone_shows_the_network_and_its_panel(address: str) -> None:
    with chromium(width=390, height=844, phone=True) as phone:
        open_network(phone, address)
        assert phone.execute_script("return document.documentElement.scrollWidth") <= 390
        phone.execute_script("unionNetwork.choose(arguments[0])", UNION_PATH)
        wait_until(phone, "return document.querySelector('#panel h2')?.textContent === '青禾区总工会'")

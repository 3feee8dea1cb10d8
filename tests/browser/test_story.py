"""The ways of a reader through the release of the seed pages: from two letters to a sentence, a network and files."""

from __future__ import annotations

import csv
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest
from PIL import Image

from api import create_app
from api.service import service_of
from api.settings import ServiceSettings
from kg.cli import main
from tests.browser.chrome import HOW_TO_GET, programs, serving
from tests.browser.hands import DRAWN, PLACE, arrived, click_at, console, keep_downloads, wait_until

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

pytest.importorskip("selenium", reason="the browser tests need selenium: pip install 'union-kg[dev]'")
if programs() is None:
    pytest.skip(HOW_TO_GET, allow_module_level=True)

SEEDS = Path(__file__).parents[2] / "seeds" / "pages"
QUOTE = "区总工会主席李达"
NAMES = "return unionNetwork.nodes.get().map(node => node.name).sort()"
ID = "return unionNetwork.nodes.get().find(node => node.name === arguments[0]).id"
HEADING = "return document.querySelector('h1').textContent"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    release: Path = tmp_path_factory.mktemp("seeds") / "release"
    assert main(["build", str(SEEDS), "--out", str(release)]) == 0
    app = create_app(ServiceSettings(release))
    with serving(app) as address:
        yield address
    service_of(app).close()


@pytest.fixture
def browser(shared_browser: Chrome, tmp_path: Path) -> Iterator[Chrome]:
    """The browser; the test fails if any page of the way said anything on the console."""
    console(shared_browser)
    keep_downloads(shared_browser, tmp_path)
    yield shared_browser
    assert console(shared_browser) == []


def click(browser: Chrome, css: str) -> None:
    browser.find_element("css selector", css).click()


def test_from_two_letters_to_a_sentence_a_path_and_files(browser: Chrome, address: str, tmp_path: Path) -> None:
    find_a_person(browser, address)
    read_the_sentence_in_its_article(browser)
    open_the_network(browser)
    before = browser.execute_script(NAMES)
    expand(browser, "大兴区总工会")
    assert set(before) < set(browser.execute_script(NAMES))
    find_a_path(browser, "lili", "李丽")
    take_everything_along(browser, tmp_path)


def find_a_person(browser: Chrome, address: str) -> None:
    browser.get(address)
    browser.find_element("css selector", "main input[data-suggest]").send_keys("ld")
    option = (
        "[...document.querySelectorAll('[role=option]')].find(o => o.querySelector('.name').textContent === '李达')"
    )
    wait_until(browser, f"return {option}").click()
    wait_until(browser, f"{HEADING} === '李达'")


def read_the_sentence_in_its_article(browser: Chrome) -> None:
    link = "return [...document.querySelectorAll('.said')].find(s => s.querySelector('q').textContent === arguments[0])"
    wait_until(browser, link + "?.querySelector('cite a')", QUOTE).click()
    lit = "[...document.querySelectorAll('.body [id^=c].lit')]"
    wait_until(browser, f"return {lit}.map(piece => piece.textContent).join('') === arguments[0]", QUOTE)
    seen = f"const at = {lit}[0].getBoundingClientRect(); return at.top >= 0 && at.bottom <= innerHeight"
    wait_until(browser, seen)


def open_the_network(browser: Chrome) -> None:
    """From the name in the words that are lit up, by way of the person's page."""
    wait_until(
        browser, "return [...document.querySelectorAll('.body a.name')].find(a => a.textContent === '李达')"
    ).click()
    wait_until(browser, f"{HEADING} === '李达'")
    click(browser, 'main .actions a[href^="/network/"]')
    wait_until(browser, DRAWN)


def expand(browser: Chrome, name: str) -> None:
    click_at(browser, *browser.execute_script(PLACE, browser.execute_script(ID, name)), double=True)
    wait_until(browser, "return document.querySelector('#expand-dialog').open")
    before = len(browser.execute_script(NAMES))
    click(browser, "#expand-dialog .primary")
    wait_until(browser, "return unionNetwork.nodes.length > arguments[0]", before)


def find_a_path(browser: Chrome, typed: str, name: str) -> None:
    """From 李达 to somebody who is not drawn yet, by way of the search; its sentences stand in the panel."""
    assert name not in browser.execute_script(NAMES)
    browser.execute_script("unionNetwork.choose(arguments[0])", browser.execute_script(ID, "李达"))
    wait_until(browser, "return document.querySelector('#panel h2')?.textContent === '李达'")
    click(browser, '[data-do="path"]')
    browser.find_element("id", "path-to").send_keys(typed)
    chosen = (
        "return document.querySelector('#path-choices label:has(input:checked)')?.textContent.includes(arguments[0])"
    )
    wait_until(browser, chosen, name)
    click(browser, "#path-do")
    wait_until(browser, "return document.querySelectorAll('#panel .path q').length > 2")
    wait_until(browser, f"{NAMES}.includes(arguments[0])", name)
    wait_until(browser, "return unionNetwork.network.getSelectedEdges().length > 2")


def take_everything_along(browser: Chrome, folder: Path) -> None:
    """Each file holds what is drawn, as a program tells that is not the page that made it."""
    drawn: list[str] = browser.execute_script(NAMES)
    shown = sorted(browser.execute_script("return unionNetwork.nodes.getIds()"))
    for css in (
        "#svg",
        "#png",
        *(f"[data-export='{e}']" for e in ("html", "graphml", "gexf", "nodes.csv", "edges.csv")),
    ):
        browser.execute_script("document.querySelector('#exports').open = true")
        click(browser, css)
    for ending, read in ((".graphml", nx.read_graphml), (".gexf", nx.read_gexf)):
        graph: nx.Graph[Any] = read(arrived(folder, ending))
        assert sorted(graph) == shown
        assert sorted(graph.nodes[node]["label"] for node in graph) == drawn
    edges = graph.number_of_edges()
    for ending, count in ((".nodes.csv", len(drawn)), (".edges.csv", edges)):
        with arrived(folder, ending).open(encoding="utf-8-sig", newline="") as file:
            assert len(list(csv.DictReader(file))) == count
    with Image.open(arrived(folder, ".png")) as picture:
        picture.load()
        assert len(picture.convert("RGB").getcolors(picture.width * picture.height) or ()) > 10
        assert min(picture.size) > 200
    svg = arrived(folder, ".svg")
    texts = [text.text for text in ET.parse(svg).iter("{http://www.w3.org/2000/svg}text")]
    assert {"李达", "李丽", "主席"} <= set(texts)
    browser.get(svg.as_uri())
    assert browser.execute_script("return document.documentElement.getBBox().width") > 200
    browser.get(arrived(folder, ".html").as_uri())
    wait_until(browser, DRAWN)
    assert browser.execute_script(NAMES) == drawn
    browser.execute_script("unionNetwork.choose(arguments[0])", browser.execute_script(ID, "李达"))
    quotes = "return [...document.querySelectorAll('#panel q')].map(q => q.textContent)"
    wait_until(browser, f"{quotes}.includes(arguments[0])", QUOTE)


def test_the_time_line_is_moved_by_hand_and_by_key(browser: Chrome, address: str) -> None:
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.keys import Keys

    events = "return unionNetwork.{}.get().filter(n => n.group === 'Event' && n.day).map(n => n.day).sort()"
    told = "return document.querySelector('#{}-told').textContent"
    browser.get(f"{address}/network")
    wait_until(browser, DRAWN)
    days: list[str] = browser.execute_script(events.format("nodes"))
    assert len(set(days)) > 3
    until = browser.find_element("id", "until")
    browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", until)
    # The button of the line stands at its right end, and is drawn to the middle.
    half = until.size["width"] // 2
    hand = ActionChains(browser).move_to_element_with_offset(until, half - 6, 0)
    hand.click_and_hold().move_by_offset(-half, 0).release().perform()
    last = wait_until(
        browser,
        "const day = document.querySelector('#until-told').textContent; return day < arguments[0] && day",
        days[-1],
    )
    wait_until(browser, "return location.search.includes('until=' + arguments[0])", last)
    kept = [day for day in days if day[: len(last)] <= last]
    wait_until(browser, f"{events.format('shown')}.length === arguments[0]", len(kept))
    assert browser.execute_script(events.format("shown")) == kept
    browser.find_element("id", "since").send_keys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT)
    first = browser.execute_script(told.format("since"))
    assert first == sorted(set(days))[2]
    # A year alone lies in every span that touches it.
    kept = [day for day in kept if day >= first[: len(day)]]
    wait_until(browser, f"{events.format('shown')}.length === arguments[0]", len(kept))
    browser.refresh()
    wait_until(browser, DRAWN)
    assert [browser.execute_script(told.format(end)) for end in ("since", "until")] == [first, last]
    assert browser.execute_script(events.format("shown")) == kept

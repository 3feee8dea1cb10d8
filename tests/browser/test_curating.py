"""A curator's session: two names are made one, and two again; a fact is rejected, and gone with its reason kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from flask import Flask

from api import create_app
from api.following import Following
from api.settings import ServiceSettings
from tests.browser.chrome import HOW_TO_GET, chromium, programs, serving
from tests.browser.hands import console
from tests.curating import TOKEN, release_to_judge

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

pytest.importorskip("selenium", reason="the browser tests need selenium: pip install 'union-kg[dev]'")
if programs() is None:
    pytest.skip(HOW_TO_GET, allow_module_level=True)

# A build runs in the meantime, on a machine that runs other tests, too.
PATIENCE_SECONDS = 90


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """A service that follows the current release, as `kg serve` runs it."""
    directory = release_to_judge(tmp_path / "data")
    following = Following(ServiceSettings(directory, curate_token=TOKEN), create_app)
    following.follow()
    outer = Flask("following")
    outer.wsgi_app = following  # type: ignore[method-assign]
    with serving(outer) as address:
        yield address
    following.close()


@pytest.fixture
def browser() -> Iterator[Chrome]:
    """A browser; the test fails if a page said anything on the console, a breach of the policy for one."""
    with chromium() as made:
        yield made
        assert console(made) == []


def wait(browser: Chrome, script: str, *arguments: Any) -> Any:
    from selenium.webdriver.support.ui import WebDriverWait

    return WebDriverWait(browser, PATIENCE_SECONDS).until(lambda b: b.execute_script(script, *arguments))


def press(browser: Chrome, key: str) -> None:
    from selenium.webdriver.common.action_chains import ActionChains

    ActionChains(browser).send_keys(key).perform()


def text(browser: Chrome) -> str:
    found: str = browser.execute_script("return document.querySelector('main').innerText")
    return found


def headings(browser: Chrome) -> str:
    """The kinds of facts that an entity's page has."""
    found: str = browser.execute_script(
        "return [...document.querySelectorAll('main h3')].map(h => h.innerText).join(' ')"
    )
    return found


def log_in(browser: Chrome, address: str) -> None:
    browser.get(f"{address}/review")
    browser.find_element("name", "who").send_keys("王敏")
    browser.find_element("name", "token").send_keys(TOKEN)
    browser.find_element("css selector", ".login button").click()
    wait(browser, "return !!document.querySelector('#question')")


def build(browser: Chrome) -> None:
    """Follows the ledger at once, and waits until the new release is served."""
    browser.find_element("id", "apply").click()
    wait(browser, "return document.querySelector('#state')?.textContent.includes('判断都已生效')")


def named(browser: Chrome, address: str, name: str) -> list[str]:
    """The pages that a search for the name finds."""
    browser.get(f"{address}/search?q={name}")
    script = "return [...new Set([...document.querySelectorAll('main a.node')].map(a => a.getAttribute('href')))]"
    return [path for path in browser.execute_script(script) if path.startswith("/page/person/")]


def test_a_curator_merges_unmerges_and_rejects(browser: Chrome, address: str) -> None:
    log_in(browser, address)
    assert TOKEN not in browser.page_source + browser.current_url
    assert browser.execute_script("return document.cookie") == ""
    assert len(browser.find_elements("css selector", ".face h2")) == 2
    press(browser, "y")
    wait(browser, "return document.querySelector('#judged').innerText.includes('是同一个')")
    assert len(named(browser, address, "周明远")) == 2, "nothing changes before a build"
    browser.get(f"{address}/review")
    build(browser)
    assert len(named(browser, address, "周明远")) == 1

    browser.get(f"{address}/review")
    press(browser, "z")
    wait(browser, "return !document.querySelector('#judged .made')")
    build(browser)
    assert len(named(browser, address, "周明远")) == 2

    (person,) = named(browser, address, "林晓岚")
    browser.get(address + person)
    assert "职务" in headings(browser)
    browser.find_element("css selector", "a.judge").click()
    wait(browser, "return document.querySelector('.stated')?.innerText.includes('林晓岚')")
    browser.find_element("name", "why").send_keys("已经离任")
    browser.find_element("tag name", "h1").click()
    press(browser, "n")
    wait(browser, "return document.querySelector('#judged .why')?.innerText.includes('已经离任')")
    build(browser)
    assert "没有找到可用之处" not in text(browser)
    assert "已经离任" in text(browser), "the reason stays"
    browser.get(address + named(browser, address, "林晓岚")[0])
    assert "职务" not in headings(browser), "the fact is gone"


def test_a_phone_shows_the_review(address: str) -> None:
    with chromium(width=390, height=844, phone=True) as phone:
        log_in(phone, address)
        assert phone.execute_script("return document.documentElement.scrollWidth") <= 390

"""What a reader's hands and eyes do in a browser: wait for something, click at a place, take files along."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

# Long enough for a slow machine, short enough that a failing test tells so.
PATIENCE_SECONDS = 15

# The network is there, with all its nodes in their places.
DRAWN = "return !!window.unionNetwork && document.querySelector('#canvas').dataset.drawn === 'yes'"
# Where a node stands in the window.
PLACE = """
const point = unionNetwork.network.canvasToDOM(unionNetwork.network.getPosition(arguments[0]));
const box = document.querySelector("#canvas").getBoundingClientRect();
return [Math.round(box.left + point.x), Math.round(box.top + point.y)];
"""


def wait_until(browser: Chrome, script: str, *arguments: Any) -> Any:
    """What the script gives, as soon as that is something."""
    from selenium.webdriver.support.ui import WebDriverWait

    return WebDriverWait(browser, PATIENCE_SECONDS).until(lambda b: b.execute_script(script, *arguments))


def click_at(browser: Chrome, x: int, y: int, *, double: bool = False) -> None:
    """Clicks where the canvas shows something, as it has no elements."""
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.actions.action_builder import ActionBuilder

    pointer = ActionBuilder(browser)
    pointer.pointer_action.move_to_location(x, y)  # type: ignore[no-untyped-call]
    pointer.perform()
    actions = ActionChains(browser)
    (actions.double_click() if double else actions.click()).perform()


def console(browser: Chrome) -> list[str]:
    """What the page said on the console since it was last asked, a breach of the policy for one."""
    entries: list[dict[str, Any]] = browser.get_log("browser")  # type: ignore[no-untyped-call]
    return [entry["message"] for entry in entries]


def keep_downloads(browser: Chrome, folder: Path) -> None:
    """Lets what is taken along arrive in the folder."""
    told = {"behavior": "allow", "downloadPath": str(folder)}
    browser.execute_cdp_cmd("Browser.setDownloadBehavior", told)


def arrived(folder: Path, ending: str) -> Path:
    """The one file with that ending, as soon as the browser has written all of it."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        there = list(folder.iterdir())
        found = [path for path in there if path.name.endswith(ending)]
        if found and not any(path.suffix == ".crdownload" for path in there):
            [file] = found
            return file
        time.sleep(0.05)
    raise AssertionError(f"no {ending} came: {sorted(path.name for path in folder.iterdir())}")

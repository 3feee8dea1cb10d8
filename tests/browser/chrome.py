"""Starts a headless Chromium that reaches this machine only, for the browser tests and the screenshots."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from flask import Flask
from werkzeug.serving import make_server

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

HOW_TO_GET = "the browser tests need Chromium: on Debian, apt-get install chromium chromium-driver fonts-noto-cjk"

_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--hide-scrollbars",
    # A page that asks another host for anything fails its test.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


def programs() -> tuple[str, str] | None:
    """The paths of the browser and of its driver; None where one of them is missing."""
    browser = next((path for name in _BROWSERS if (path := shutil.which(name))), None)
    driver = shutil.which("chromedriver")
    return (browser, driver) if browser and driver else None


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """The app on a free port of this machine, as long as the block runs; gives its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def chromium(*, width: int = 1280, height: int = 900, dark: bool = False, phone: bool = False) -> Iterator[Chrome]:
    """A fresh browser of a Chinese reader, with its own profile; its console log is kept for `get_log("browser")`."""
    from selenium.webdriver import Chrome, ChromeOptions
    from selenium.webdriver.chrome.service import Service

    found = programs()
    assert found is not None, HOW_TO_GET
    options = ChromeOptions()
    options.binary_location = found[0]
    with TemporaryDirectory(prefix="union-kg-chromium-", ignore_cleanup_errors=True) as profile:
        for flag in (*_FLAGS, f"--user-data-dir={Path(profile)}", f"--window-size={width},{height}"):
            options.add_argument(flag)
        if phone:
            options.add_experimental_option(
                "mobileEmulation", {"deviceMetrics": {"width": width, "height": height, "pixelRatio": 2.0}}
            )
        options.add_experimental_option("prefs", {"intl.accept_languages": "zh-CN"})
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        driver = Chrome(options=options, service=Service(found[1]))
        try:
            if dark:
                media = {"features": [{"name": "prefers-color-scheme", "value": "dark"}]}
                driver.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
            yield driver
        finally:
            driver.quit()

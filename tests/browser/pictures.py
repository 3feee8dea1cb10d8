"""Makes the README's three pictures anew, from the pages in seeds/pages.

python -m tests.browser.pictures [FOLDER]
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from selenium.webdriver.support.ui import WebDriverWait

from api.service import Service
from api.settings import ServiceSettings
from tests.browser.chrome import chromium, serving
from tests.opened import opened

FOLDER = Path(__file__).parent / "pictures"
_ROOT = Path(__file__).resolve().parent.parent.parent
_PATIENCE_SECONDS = 30
# The person whose article the README speaks of, and the union whose network it opens.
_PERSON, _UNION = "李达", "大兴区总工会"
# What is done on a page before its picture is taken, and what shows that it is ready for it.
_TYPE = """
const box = document.querySelector(".find.big input");
box.focus();
box.value = "ld";
box.dispatchEvent(new Event("input"));
"""
_LIGHT = "document.querySelector('.facts .place').click()"
_TYPED, _LIT = ("return !!document.querySelector('.find.big [role=option]')", "return !!document.querySelector('.lit')")
_DRAWN = "return !!window.unionNetwork && !!document.querySelector('#canvas canvas')"


def main(arguments: list[str]) -> None:
    """Builds the release, and writes home.png, article.png and network.png."""
    folder = Path(arguments[0]) if arguments else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as made:
        command = [sys.executable, "-m", "kg.cli", "build", "seeds/pages", "--out", made]
        subprocess.run(command, cwd=_ROOT, check=True, stdout=subprocess.DEVNULL)
        with opened(ServiceSettings(Path(made))) as app, serving(app) as address, chromium() as browser:
            held: Service = app.extensions["union-kg"]
            person, union = (held.index.search(name, 1).groups[0].hits[0].node for name in (_PERSON, _UNION))
            [(article, _), *_] = held.reader.mentioning(person.iri, 1)[0]
            for name, path, done, ready in (
                ("home", "/", _TYPE, _TYPED),
                ("article", f"/page/{article.path}", _LIGHT, _LIT),
                ("network", f"/network/{union.path}", "", _DRAWN),
            ):
                browser.get(address + path)
                browser.execute_script(done)
                WebDriverWait(browser, _PATIENCE_SECONDS).until(lambda b, ready=ready: b.execute_script(ready))
                # What moves has come to rest.
                browser.execute_async_script("setTimeout(arguments[0], 1000)")
                browser.save_screenshot(str(folder / f"{name}.png"))


if __name__ == "__main__":
    main(sys.argv[1:])

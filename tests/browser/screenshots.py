"""Makes pictures of the service's pages, light, dark and on a phone: to look at, not to compare.

    python -m tests.browser.screenshots DIR PICTURES [PATH ...]

DIR is what `kg build` wrote into; without paths, one page of every kind is taken.
"""

from __future__ import annotations

import sys
from pathlib import Path
from urllib.parse import quote

from api import create_app
from api.language import CHINESE
from api.queries import EXAMPLES
from api.service import Service
from api.settings import ServiceSettings
from tests.browser.chrome import chromium, serving

_VIEWS = (("light", 1280, 900, False, False), ("dark", 1280, 900, True, False), ("phone", 390, 844, False, True))


def paths(held: Service) -> dict[str, str]:
    """A page of every kind: of each class the node that most articles mention."""
    found = {"home": "/", "search": "/search?q=总工会", "query": "/sparql", "dumps": "/dumps/", "report": "/report"}
    found |= {"ontology": "/ontology", "network": "/network", "missing": "/page/person/0", "list": "/class/Person"}
    for cls in ("Person", "Union", "District", "Event", "Article"):
        nodes = held.index.nodes(cls)
        if nodes:
            found[cls.lower()] = f"/page/{nodes[0].path}"
    if held.index.nodes("Union"):
        found["union-network"] = f"/network/{held.index.nodes('Union')[0].path}"
    views = {example.view: quote(example.query(CHINESE)) for example in EXAMPLES}
    found |= {f"query-{view}": f"/sparql?query={query}&format=html&view={view}" for view, query in views.items()}
    found |= {"query-fault": f"/sparql?query={quote('SELECT ?x { ')}&format=html", "limits": "/limits"}
    return found


def main(arguments: list[str]) -> None:
    """Writes PICTURES/NAME-VIEW.png for every page and view."""
    release, pictures, *wanted = arguments
    app = create_app(ServiceSettings(Path(release)))
    held: Service = app.extensions["union-kg"]
    pages = {f"page{n}": path for n, path in enumerate(wanted)} or paths(held)
    Path(pictures).mkdir(parents=True, exist_ok=True)
    with serving(app) as address:
        for name, width, height, dark, phone in _VIEWS:
            with chromium(width=width, height=height, dark=dark, phone=phone) as browser:
                for page, path in pages.items():
                    browser.get(address + path)
                    browser.save_screenshot(str(Path(pictures) / f"{page}-{name}.png"))


if __name__ == "__main__":
    main(sys.argv[1:])

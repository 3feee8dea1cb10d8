"""Content negotiation: which format a client gets for its Accept header."""

from __future__ import annotations

import pytest

from api.negotiate import GRAPHS, HTML, RESULTS, choose, prefers_html

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, "json"),
        ("", "json"),
        ("*/*", "json"),
        ("application/*", "json"),
        ("text/*", "csv"),
        ("application/sparql-results+json", "json"),
        ("application/sparql-results+xml", "xml"),
        ("application/json", "json"),
        ("application/xml", "xml"),
        ("text/csv", "csv"),
        ("text/csv; charset=utf-8", "csv"),
        ("TEXT/CSV", "csv"),
        ("text/tab-separated-values", "tsv"),
        ("text/csv;q=0.3, text/tab-separated-values;q=0.7", "tsv"),
        ("text/csv;q=0, */*", "json"),
        ("application/sparql-results+json;q=0, */*;q=0.1", "xml"),
        ("image/png, text/csv;q=0.1", "csv"),
        (BROWSER, "html"),
        ("image/png", None),
        ("*/*;q=0", None),
    ],
)
def test_select_results(accept: str | None, chosen: str | None) -> None:
    found = choose(accept, (*RESULTS, HTML))
    assert (found.name if found else None) == chosen


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, "ttl"),
        ("text/turtle", "ttl"),
        ("application/ld+json", "jsonld"),
        ("application/json", "jsonld"),
        ("application/n-triples", "nt"),
        ("application/rdf+xml", "rdf"),
        ("text/*;q=0.5, application/n-triples;q=0.4", "ttl"),
        ("text/csv", None),
    ],
)
def test_graphs(accept: str | None, chosen: str | None) -> None:
    found = choose(accept, GRAPHS)
    assert (found.name if found else None) == chosen


@pytest.mark.parametrize(
    ("accept", "browser"),
    [(BROWSER, True), ("text/html", True), ("*/*", False), (None, False), ("application/json, text/html;q=0.5", False)],
)
def test_only_who_names_html_gets_pages(accept: str | None, browser: bool) -> None:
    assert prefers_html(accept) is browser

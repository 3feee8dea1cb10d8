"""Pages as newspapers lay them out, with the articles that a careful reader finds in them.

Each file of layouts/ is a page, a line of ====, and its articles: title, kicker, subtitle, how the text begins and
ends, and who is credited. To add a layout, write such a file.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.gold import BYLINE_ROLES
from kg.lexicon import lexicon
from kg.model import Article, Flow, Page
from kg.segment import segment

LAYOUTS = sorted((Path(__file__).parent / "layouts").glob("*.txt"))


def wanted(text: str) -> list[dict[str, str]]:
    """The articles that a layout's file wants, each as its lines by their labels."""
    blocks = text.strip().split("\n\n")
    return [dict(line.split(": ", 1) for line in block.replace(":\n", ": \n").splitlines()) for block in blocks]


def found(article: Article, like: dict[str, str]) -> dict[str, str]:
    """An article in the same form, its text's ends as long as those it is compared with."""
    body = article.body.text.replace("\n", "")
    role = {kind: name for name, kind in BYLINE_ROLES.items()}
    told = {
        "title": line(article.title),
        "kicker": line(article.kicker),
        "subtitle": line(article.subtitle),
        "first": body[: len(like["first"])],
        "last": body[-len(like["last"]) :],
        "by": ", ".join(f"{role[credit.role]} {credit.name}" for credit in article.credits),
    }
    return {label: text for label, text in told.items() if text or label == "title"}


def line(flow: Flow | None) -> str:
    return flow.text.strip("*# \u3000") if flow else ""


@pytest.mark.parametrize("path", LAYOUTS, ids=lambda path: path.stem)
def test_a_page_is_cut_into_the_articles_that_a_reader_finds(path: Path) -> None:
    page, _, articles = path.read_text(encoding="utf-8").partition("\n====\n")
    expected = wanted(articles)
    cut = segment(Page(path.name, page), lexicon())
    assert [line(article.title) for article in cut] == [article["title"] for article in expected]
    assert [found(article, like) for article, like in zip(cut, expected, strict=True)] == expected

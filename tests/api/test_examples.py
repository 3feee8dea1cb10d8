"""The query page's examples: each finds something in the graph of the seed pages, and says the same in English."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from api import language
from api.queries import EXAMPLES, Example
from api.settings import ServiceSettings
from kg import cli
from tests.opened import opened

SEEDS = Path(__file__).parents[2] / "seeds" / "pages"
SHOWN = pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.question)


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """The service over the graph of the seed pages, which `make serve` builds."""
    folder = tmp_path_factory.mktemp("seeds")
    assert cli.main(["build", str(SEEDS), "--out", str(folder)]) == cli.DONE
    with opened(ServiceSettings(folder)) as app:
        yield app.test_client()


def rows(client: FlaskClient, query: str) -> list[tuple[str, ...]]:
    """The answer's rows, in CSV's words for their values, without the headings."""
    answer = client.get("/sparql", query_string={"query": query, "format": "csv"})
    assert answer.status_code == 200, answer.text
    return [tuple(line.split(",")) for line in answer.text.splitlines()[1:]]


@SHOWN
def test_an_example_finds_something_on_the_seed_pages(seeds: FlaskClient, example: Example) -> None:
    assert rows(seeds, example.query(language.CHINESE))


@SHOWN
def test_an_example_finds_as_much_in_english(seeds: FlaskClient, example: Example) -> None:
    english = example.query("en")
    assert len(rows(seeds, english)) == len(rows(seeds, example.query(language.CHINESE)))
    variables = [word for word in english.replace("(", " ").replace(")", " ").split() if word.startswith("?")]
    assert [word for word in variables if not word.isascii()] == []


@SHOWN
def test_an_example_declares_the_prefixes_that_it_uses_and_no_others(example: Example) -> None:
    for line in example.chinese.splitlines():
        if line.startswith("PREFIX "):
            assert example.chinese.count(line.split()[1]) > 1

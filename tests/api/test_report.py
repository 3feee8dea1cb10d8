"""The build report as a page: what was kept out and what was in doubt, in Chinese, with names instead of IRIs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from api import create_app
from api.settings import ServiceSettings
from api.words import ISSUES
from kg.doubts import KINDS
from kg.model import Issue, Span
from kg.release import write_release
from kg.settings import BuildSettings
from kg.vocabulary import LABEL, ukg
from tests.example import (
    EVENT,
    FACTORY,
    HALL,
    PAGE,
    PAGE_TEXTS,
    PERSON,
    evidence,
    example_graph,
    example_statements,
    fact,
)

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
KG = Path(__file__).parents[2] / "kg"


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A release of the example with a wrong relation, a place without a name, an undated event and a doubt."""
    left = [s for s in example_statements() if (s.subject, s.property) != (HALL, LABEL)]
    left = [s for s in left if s.property not in (ukg("date"), ukg("dateText"))]
    wrong = fact(PERSON, ukg("leads"), FACTORY, evidence("青禾区总工会主席周明远出席并讲话"))
    doubt = Issue(PAGE, Span(60, 63), "unresolved-reference", "区总工会")
    graph = replace(example_graph(), statements=(*left, wrong), issues=(doubt,))
    folder = tmp_path_factory.mktemp("release")
    write_release(folder, graph, PAGE_TEXTS, BuildSettings())
    return create_app(ServiceSettings(folder)).test_client()


def test_what_was_kept_out_is_told_with_names_and_its_sentence(broken: FlaskClient) -> None:
    page = broken.get("/report", headers=BROWSER).text
    row = page[page.index("<h2>被隔离的事实") : page.index("<h2>存疑")]
    for told in ("周明远", "领衔", "远山机械厂", "所带领的是工作室", "青禾区总工会主席周明远出席并讲话"):
        assert told in row
    assert "https://" not in row
    assert "an entity has" not in row


def test_what_is_no_longer_in_the_graph_is_no_link(broken: FlaskClient) -> None:
    page = broken.get("/report", headers=BROWSER).text
    assert "未写明名称" in page
    assert HALL.value.rpartition("/")[2] not in page


def test_doubts_are_told_in_chinese(broken: FlaskClient) -> None:
    page = broken.get("/report", headers=BROWSER).text
    assert ISSUES["unresolved-reference"] in page
    assert "unresolved-reference" not in page


def test_every_kind_of_doubt_has_its_words() -> None:
    assert set(ISSUES) == KINDS


def test_an_undated_event_goes_under_the_day_its_article_was_issued(broken: FlaskClient) -> None:
    assert '2023年3月9日<span class="none">见报</span>' in broken.get("/", headers=BROWSER).text
    path = EVENT.value.removeprefix(BuildSettings().base)
    assert broken.get(f"/page/{path}", headers=BROWSER).status_code == 200

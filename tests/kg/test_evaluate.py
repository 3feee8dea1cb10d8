"""The scorer on the hand-written example page, fact by fact, and against the shared script where that is at hand."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kg.errors import GoldError
from kg.evaluate import Evaluation, evaluate, rows
from kg.gold import GoldPage, read_gold
from kg.model import Iri, Literal, Page, Span, Statement
from kg.pages import read_pages
from kg.rdf import quads_of
from kg.scorecard import as_json, as_text, errors_as_text
from kg.scores import Outcome
from kg.vocabulary import LABEL, TYPE, event_type, ukg
from tests.example import (
    AWARD,
    EVENT,
    FACTORY,
    HALL,
    PAGE,
    PERSON,
    POST,
    TEXT,
    UNION,
    example_statements,
    zh,
)
from tests.kg.goldgraph import NAMES, perfect_graph, with_mistakes

SHARED = Path(__file__).resolve().parents[3] / "shared"

ARTICLE_GOLD: dict[str, Any] = {
    "id": "a01-1",
    "title": "青禾区总工会举办安全知识竞赛",
    "kicker": None,
    "subtitle": None,
    "first": "本报讯（记者 林晓岚",
    "last": "“安全先锋班组”奖牌。",
    "bylines": [{"name": "林晓岚", "role": "记者"}],
    "entities": [
        {"id": "u", "type": "Union", "name": "青禾区总工会", "aliases": ["区总工会"]},
        {"id": "p", "type": "Person", "name": "周明远", "aliases": []},
        {"id": "w", "type": "Union", "name": "远山机械厂工会", "aliases": []},
        {"id": "c", "type": "Company", "name": "远山机械厂", "aliases": []},
        {"id": "d", "type": "District", "name": "青禾区", "aliases": []},
        {"id": "h", "type": "Place", "name": "青禾会堂", "aliases": []},
        {"id": "a", "type": "Award", "name": "安全先锋班组", "aliases": []},
    ],
    "posts": [{"person": "p", "title": "主席", "at": "u"}],
    "relations": [["u", "inDistrict", "d"], ["w", "unionOf", "c"], ["w", "hasAward", "a"]],
    "events": [
        {
            "types": ["competition"],
            "label": "安全知识竞赛",
            "organizers": ["u"],
            "participants": [{"id": "p", "role": "speaker"}, {"id": "w", "role": "awardee"}],
            "places": ["h"],
            "districts": ["d"],
            "date": {"text": "3月8日上午", "value": "--03-08"},
        }
    ],
}


@pytest.fixture
def score(tmp_path: Path) -> Callable[..., Evaluation]:
    """Scores statements against the example's gold, changed by what the test gives."""

    def evaluated(statements: list[Statement], **changes: object) -> Evaluation:
        return evaluate(statements, [Page(PAGE, TEXT)], _gold(tmp_path, **changes))

    return evaluated


def _gold(folder: Path, **changes: object) -> tuple[GoldPage, ...]:
    path = folder / "gold.json"
    content = {"page": PAGE, "articles": [{**ARTICLE_GOLD, **changes}]}
    path.write_text(json.dumps(content), encoding="utf-8")
    return read_gold(path)


def _without(*unwanted: tuple[Iri, str]) -> list[Statement]:
    return [s for s in example_statements() if (s.subject, s.property.value.rsplit("#")[-1]) not in unwanted]


def _errors(evaluation: Evaluation) -> list[tuple[str, str, tuple[str | None, ...]]]:
    return [
        (j.kind, str(j.outcome), j.fact) for j in evaluation.judgements if j.outcome in (Outcome.EXTRA, Outcome.MISSED)
    ]


Score = Callable[..., Evaluation]


def test_the_example_is_all_right(score: Score) -> None:
    evaluation = score(list(example_statements()))
    assert _errors(evaluation) == []
    assert {name: row.f1 for name, row in rows(evaluation).items() if row.f1 != 1.0} == {}
    assert rows(evaluation)["all facts"].gold == 19
    assert (evaluation.quoted, evaluation.facts) == (19, 19)


def test_a_missing_post_is_missed_with_the_sentence_that_states_it(score: Score) -> None:
    evaluation = score(_without((PERSON, "holdsPost")))
    assert _errors(evaluation) == [("post", "-", ("周明远", "主席", "青禾区总工会"))]
    assert "a01-1 post - 周明远 | 主席 | 青禾区总工会\n      青禾区总工会主席周明远出席并讲话，" in errors_as_text(
        evaluation
    )


def test_a_wrong_relation_is_told_with_its_rule_and_its_sentence(score: Score) -> None:
    statements = [
        replace(s, value=HALL) if (s.subject, s.property) == (UNION, ukg("inDistrict")) else s
        for s in example_statements()
    ]
    evaluation = score(statements)
    assert _errors(evaluation) == [
        ("relation inDistrict", "+", ("青禾区总工会", "青禾会堂")),
        ("relation inDistrict", "-", ("青禾区总工会", "青禾区")),
    ]
    assert "rule name-part, confidence 0.9\n" in errors_as_text(evaluation)


def test_an_entity_of_another_type_is_wrong_there_and_missed_here(score: Score) -> None:
    statements = [
        replace(s, value=ukg("Institution")) if (s.subject, s.property) == (FACTORY, TYPE) else s
        for s in example_statements()
    ]
    assert _errors(score(statements)) == [
        ("entity Company", "-", ("远山机械厂",)),
        ("entity Institution", "+", ("远山机械厂 (not in gold as Institution)",)),
    ]


def test_either_type_is_right_where_the_gold_says_so(score: Score) -> None:
    entities = [
        {**e, "type": "Institution", "orType": "Company"} if e["id"] == "c" else e for e in ARTICLE_GOLD["entities"]
    ]
    assert _errors(score(list(example_statements()), entities=entities)) == []


def test_what_is_optional_is_neither_missed_nor_wrong(score: Score) -> None:
    entities = [{**e, "optional": True} if e["id"] == "a" else e for e in ARTICLE_GOLD["entities"]]
    for statements in (
        list(example_statements()),
        [s for s in example_statements() if AWARD not in (s.subject, s.value)],
    ):
        assert _errors(score(statements, entities=entities)) == []


def test_quotation_marks_and_white_space_in_names_are_taste(score: Score) -> None:
    statements = [
        replace(s, value=zh("“安全先锋” 班组")) if (s.subject, s.property) == (AWARD, LABEL) else s
        for s in example_statements()
    ]
    assert _errors(score(statements)) == []


def test_an_event_of_another_type_is_not_the_golds(score: Score) -> None:
    statements = [
        replace(s, value=event_type("visit")) if s.value == event_type("competition") else s
        for s in example_statements()
    ]
    found = _errors(score(statements))
    assert ("event", "-", ("安全知识竞赛", "competition", "青禾区总工会")) in found
    assert ("event", "+", ("安全知识竞赛", "visit", "青禾区总工会")) in found
    assert ("event place", "+", ("(no such event) 安全知识竞赛", "青禾会堂")) in found


def test_a_wrong_role_costs_the_role_but_not_the_participant(score: Score) -> None:
    statements = [
        replace(s, property=ukg("chair")) if s.property == ukg("speaker") else s for s in example_statements()
    ]
    assert _errors(score(statements)) == [
        ("event role", "+", ("安全知识竞赛", "周明远", "chair")),
        ("event role", "-", ("安全知识竞赛", "周明远", "speaker")),
    ]


def test_a_date_more_precise_than_the_text_is_wrong(score: Score) -> None:
    statements = [
        replace(s, value=Literal("2023-03-08")) if (s.subject, s.property) == (EVENT, ukg("date")) else s
        for s in example_statements()
    ]
    assert [(kind, sign) for kind, sign, _ in _errors(score(statements))] == [("event date", "+"), ("event date", "-")]


def test_an_article_cut_at_other_places_is_no_article(score: Score) -> None:
    statements = [replace(s, value=Literal("40")) if s.property == ukg("end") else s for s in example_statements()]
    assert [(kind, sign) for kind, sign, _ in _errors(score(statements))] == [("article", "-"), ("article", "+")]


def test_an_empty_graph_misses_everything_and_states_nothing_wrong(score: Score) -> None:
    row = rows(score([]))["all facts"]
    assert (row.precision, row.recall, row.f1, row.gold) == (1.0, 0.0, 0.0, 19)


@pytest.mark.parametrize("span", [Span(0, 0), Span(len(TEXT), len(TEXT) + 5)], ids=["empty", "beyond the page"])
def test_a_quote_that_is_not_there_proves_nothing(score: Score, span: Span) -> None:
    statements = [
        replace(s, evidence=(replace(s.evidence[0], span=span),)) if s.value == POST else s
        for s in example_statements()
    ]
    evaluation = score(statements)
    assert (evaluation.quoted, evaluation.facts) == (18, 19)


def test_calibration_counts_the_right_share_of_each_band(score: Score) -> None:
    wrong = [
        replace(s, value=HALL) if s.value == FACTORY and s.property == ukg("unionOf") else s
        for s in example_statements()
    ]
    bands = {band["low"]: (band["stated"], band["share_right"]) for band in as_json(score(wrong))["calibration"]}
    # Two entities found inside longer names (0.8) and an award (0.85); the relation that is wrong has 0.9.
    assert bands[0.8] == (3, 1.0)
    assert bands[0.9][1] < 1.0


def test_the_table_has_a_line_a_kind(score: Score) -> None:
    lines = as_text(score(list(example_statements()))).splitlines()
    assert lines[1].split() == ["article", "1.0000", "1.0000", "1.0000", "1"]
    assert any(line.startswith("evidence") and "1.0000 of 19 facts" in line for line in lines)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"first": "另一篇文章的开头"}, "not in the page"),
        ({"posts": [{"person": "x", "title": None, "at": None}]}, "'x'"),
        ({"relations": [["u", "knows", "d"]]}, "'knows'"),
        ({"bylines": [{"name": "林晓岚", "role": "编辑"}]}, "'编辑'"),
        ({"entities": [{"id": "u", "type": "Robot", "name": "x", "aliases": []}]}, "'Robot'"),
        ({"events": [{"label": "竞赛"}]}, "'organizers'"),
    ],
    ids=["text", "id", "relation", "role", "type", "event"],
)
def test_gold_that_cannot_be_meant_is_refused(score: Score, changes: dict[str, object], problem: str) -> None:
    with pytest.raises(GoldError, match=problem):
        score([], **changes)


def test_gold_about_another_page_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match=PAGE):
        evaluate([], [], _gold(tmp_path))


def test_a_folder_without_gold_is_refused(tmp_path: Path) -> None:
    (tmp_path / "report.json").write_text("{}")
    with pytest.raises(GoldError, match="no gold here"):
        read_gold(tmp_path)


@pytest.mark.parametrize("seed", [None, 1, 2, 3], ids=["perfect", "mistakes 1", "mistakes 2", "mistakes 3"])
def test_the_figures_are_those_of_the_shared_script(tmp_path: Path, seed: int | None) -> None:
    script, folder = SHARED / "gold/evaluate.py", SHARED / "seeds"
    if not script.is_file():
        pytest.skip("the shared gold and its script are not beside this clone")
    gold, pages = read_gold(SHARED / "gold"), read_pages([folder]).pages
    statements = perfect_graph(gold, pages)
    if seed is not None:
        statements = with_mistakes(statements, seed)
    evaluation = evaluate(statements, pages, gold)
    mine = {name: asdict(row) for name, row in rows(evaluation).items()}
    dump = tmp_path / "graph.nq"
    quads = quads_of(statements, NAMES, {page.name: page.text for page in pages})
    dump.write_bytes(ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"")
    command = [sys.executable, str(script), str(dump), str(folder), str(SHARED / "gold"), "--json"]
    theirs = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    assert theirs.pop("evidence") == {
        "share": round(evaluation.quoted / evaluation.facts, 4),
        "facts": evaluation.facts,
    }
    assert mine == theirs

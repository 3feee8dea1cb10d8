"""The extraction gate: no change makes the graph worse on annotated pages than tests/eval/floors.json allows.

Floors are F1 by gold set and kind of fact, and they only rise: a score well above its floor fails, too, and says so.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from kg.evaluate import Evaluation, evaluate, rows
from kg.gold import read_gold
from kg.ids import Names
from kg.pages import read_pages
from kg.pipeline import build_graph
from kg.settings import BuildSettings
from kg.validate import validate

ROOT = Path(__file__).resolve().parent.parent
FLOORS: dict[str, dict[str, float]] = json.loads((ROOT / "tests/eval/floors.json").read_text(encoding="utf-8"))
# Gold set → its pages and its gold, from the project's root.
GOLD_SETS = {
    "seeds": ("seeds/pages", "seeds/gold"),
    "seeds/practice/dev": ("seeds/practice/dev/pages", "seeds/practice/dev/gold"),
    "../shared": ("../shared/seeds", "../shared/gold"),
}
# Half a point: below that a new floor would be pinned for every comma.
HEADROOM = 0.005


@cache
def _evaluation(gold_set: str) -> Evaluation:
    page_folder, gold_folder = (ROOT / path for path in GOLD_SETS[gold_set])
    if not page_folder.is_dir():
        pytest.skip(f"{gold_set}: the gold set is not beside this clone")
    pages = read_pages([page_folder])
    assert not pages.problems
    settings = BuildSettings()
    graph = build_graph(pages.pages, settings)
    kept, _ = validate(graph.statements, {page.name: page.text for page in pages.pages}, Names(settings.base))
    return evaluate(kept, pages.pages, read_gold(gold_folder))


@pytest.mark.parametrize(("gold_set", "kind"), [(s, kind) for s, kinds in FLOORS.items() for kind in kinds])
def test_the_score_keeps_its_floor(gold_set: str, kind: str) -> None:
    floor, measured = FLOORS[gold_set][kind], rows(_evaluation(gold_set))[kind].f1
    assert measured >= floor, f"{gold_set}, {kind}: F1 fell to {measured}, below its floor"
    assert measured <= floor + HEADROOM, f"{gold_set}, {kind}: F1 rose to {measured}: raise the floor in floors.json"


@pytest.mark.parametrize("gold_set", GOLD_SETS)
def test_every_fact_quotes_its_page_truly(gold_set: str) -> None:
    evaluation = _evaluation(gold_set)
    assert evaluation.facts > 0
    assert evaluation.quoted == evaluation.facts


def test_every_floor_has_its_gold_set() -> None:
    assert set(FLOORS) == set(GOLD_SETS)

"""The golden graph: what the invented page beside this file states, fact by fact, as page.nq has it.

Kept are the facts of all named graphs but that of evidence: rules and confidences may be calibrated without a new
golden graph, a fact may not come or go unseen. After a wanted change, write it anew and read the difference:

    python -m tests.golden.test_golden && git diff tests/golden/page.nq
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pyoxigraph as ox

from kg.ids import Names
from kg.model import Graph, Page
from kg.pipeline import build_graph
from kg.rdf import facts_of, quads_of
from kg.settings import BuildSettings
from kg.validate import validate

HERE = Path(__file__).resolve().parent
GOLDEN = HERE / "page.nq"
SETTINGS = BuildSettings()
NAMES = Names(SETTINGS.base)


def page() -> Page:
    text = (HERE / "page.txt").read_text(encoding="utf-8")
    return Page("page.txt", text, newspaper="海员周报", issued="2024-03-10", number="12")


@cache
def graph() -> Graph:
    return build_graph([page()], SETTINGS)


def facts() -> bytes:
    """The page's facts as N-Quads, in the canonical order."""
    quads = quads_of(graph().statements, NAMES, {page().name: page().text})
    text = ox.serialize(facts_of(quads, NAMES), format=ox.RdfFormat.N_QUADS)
    assert text is not None
    return text


def test_the_page_states_the_golden_facts() -> None:
    found, golden = set(facts().decode().splitlines()), set(GOLDEN.read_text(encoding="utf-8").splitlines())
    assert sorted(found - golden) == [], "facts that the golden graph lacks"
    assert sorted(golden - found) == [], "facts of the golden graph that are lost"


def test_every_node_has_a_name() -> None:
    # So equal sets of quads are equal graphs: there are no blank nodes to be matched.
    quads = list(ox.parse(path=str(GOLDEN), format=ox.RdfFormat.N_QUADS))
    assert len({quad.graph_name for quad in quads}) == 3, "two articles and the inferences"
    assert all(isinstance(quad.subject, ox.NamedNode) for quad in quads)
    assert not any(isinstance(quad.object, ox.BlankNode) for quad in quads)


def test_nothing_of_the_golden_graph_breaks_the_shapes() -> None:
    statements = graph().statements
    kept, quarantined = validate(statements, {page().name: page().text}, NAMES)
    assert list(quarantined) == []
    assert len(list(kept)) == len(statements)


def test_what_the_page_leaves_open_is_doubted_and_not_stated() -> None:
    assert [(issue.kind, issue.quote) for issue in graph().issues] == [("unresolved-reference", "公司工会")]


if __name__ == "__main__":
    GOLDEN.write_bytes(facts())

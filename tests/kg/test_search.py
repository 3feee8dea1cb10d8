"""The search index finds names and sentences by any part of them, and is the same for the same graph."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import search
from kg.errors import QueryError, ReleaseError
from kg.rdf import quads_of
from kg.search import NAMES, QUOTES
from kg.vocabulary import RDFS, ukg
from tests.example import ARTICLE, EVENT, PAGE_TEXTS, PERSON, POST, UNION, example_statements
from tests.example import NAMES as IRIS

EXTRA = {
    "urn:x:5g": "５G Model 创新工作室",
    "urn:x:marks": 'A"B* (NEAR) ^c',
    "urn:x:rare": "𠮷野家\u0301工会",
    "urn:x:twice": "总工会和总工会",
    "urn:x:empty": "",
}


def entries() -> list[search.Entry]:
    label, graph = ox.NamedNode(RDFS + "label"), ox.NamedNode("urn:g")
    more = [ox.Quad(ox.NamedNode(iri), label, ox.Literal(text), graph) for iri, text in EXTRA.items()]
    return search.entries_of([*quads_of(example_statements(), IRIS, PAGE_TEXTS), *more])


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("search") / search.FILE
    search.create(path, entries())
    return path


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("周明远", {PERSON.value}),
        ("明远", {PERSON.value}),
        ("远", {PERSON.value, IRIS.make("union", "远山机械厂工会").value, IRIS.make("company", "远山机械厂").value}),
        ("主席", {POST.value}),
        ("安全 竞赛", {EVENT.value, ARTICLE.value}),
        ("竞赛 安全", {EVENT.value, ARTICLE.value}),
        ("青禾区总工会举办", {ARTICLE.value}),
        ("竞赛", {EVENT.value, ARTICLE.value}),
        ("赛", {EVENT.value, ARTICLE.value}),
        ("会竞", set()),
        ("周 远明", set()),
        ("青禾 周明远", set()),
        ("5g model", {"urn:x:5g"}),
        ("５Ｇ", {"urn:x:5g"}),
        ("MODEL", {"urn:x:5g"}),
        ("ode", {"urn:x:5g"}),
        ('"B*', {"urn:x:marks"}),
        ("(NEAR)", {"urn:x:marks"}),
        ("^", {"urn:x:marks"}),
        ("𠮷", {"urn:x:rare"}),
        ("\u3000 𠮷野家\u0301 ", {"urn:x:rare"}),
        ("总工会和", {"urn:x:twice"}),
        ("NEAR(青禾 工会)", set()),
        ("青禾 AND 工会", set()),
        ("青*", set()),
        ("names:青禾", set()),
        ('青禾" OR "工会', set()),
        ("%", set()),
    ],
)
def test_names_are_found_by_any_part(index: Path, words: str, expected: set[str]) -> None:
    assert set(search.find(index, NAMES, words, 100)) == expected


def test_every_part_of_every_text_finds_its_node(index: Path) -> None:
    for kind, text, node in entries():
        for start in range(len(text)):
            for end in (start + 1, start + 2, start + 3, len(text)):
                assert node in search.find(index, kind, text[start:end], 1_000), (text, start, end)


def test_a_search_finds_what_a_look_at_every_text_finds(index: Path) -> None:
    known = entries()
    words = {text[i : i + n] for _, text, _ in known for i in range(0, len(text), 3) for n in (1, 2, 4)} - {""}
    for kind in (NAMES, QUOTES):
        for word in words:
            expected = sorted({node for k, text, node in known if k == kind and word in text})
            assert search.find(index, kind, word, 1_000) == expected, word


def test_sentences_are_found_apart_from_names(index: Path) -> None:
    found = search.find(index, QUOTES, "出席并讲话", 100)
    assert found
    assert all("/evidence/" in node for node in found)
    assert search.find(index, NAMES, "出席并讲话", 100) == []


def test_no_more_is_read_than_is_asked_for(index: Path) -> None:
    assert len(search.find(index, QUOTES, "工会", 2)) == 2


@pytest.mark.parametrize("words", ["", "  ", "\u3000"])
def test_a_search_for_nothing_is_told(index: Path, words: str) -> None:
    with pytest.raises(QueryError, match="needs a word"):
        search.find(index, NAMES, words, 10)


def test_a_search_may_be_as_long_as_a_sentence_and_no_longer(index: Path) -> None:
    longest = ("工 " * search.LONGEST)[: search.LONGEST]
    assert search.find(index, NAMES, longest, 1)
    with pytest.raises(QueryError, match="may have 256 characters"):
        search.find(index, NAMES, longest + "会", 1)


@pytest.mark.parametrize("words", ["工会", "工", "青禾 工会"])
def test_a_search_reads_the_index_and_scans_no_table(index: Path, words: str) -> None:
    connection = sqlite3.connect(index)
    plan = connection.execute(
        "EXPLAIN QUERY PLAN " + search.FIND.format(kind=NAMES), (search.expression(words), 10)
    ).fetchall()
    connection.close()
    told = [str(step[3]) for step in plan]
    assert any("names VIRTUAL TABLE INDEX 0:M" in step for step in told), told
    assert any(step.startswith("SEARCH names_nodes USING PRIMARY KEY (text=?)") for step in told), told


def test_the_same_graph_has_the_same_index(index: Path, tmp_path: Path) -> None:
    quads = quads_of(example_statements(), IRIS, PAGE_TEXTS)
    assert search.entries_of(reversed(quads)) == search.entries_of(quads)
    search.create(tmp_path / "again", entries())
    assert (tmp_path / "again").read_bytes() == index.read_bytes()


def test_the_index_has_every_name_and_quote_once() -> None:
    found = [entry for entry in entries() if entry[2] == UNION.value]
    assert found == [(NAMES, "区总工会", UNION.value), (NAMES, "青禾区总工会", UNION.value)]
    quads = quads_of(example_statements(), IRIS, PAGE_TEXTS)
    quotes = {q.subject.value for q in quads if q.predicate.value == ukg("quote").value}
    assert quotes == {node for kind, _, node in entries() if kind == QUOTES}


def test_what_cannot_be_written_or_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="absent"):
        search.create(tmp_path / "absent" / "index", [])
    (tmp_path / "broken").write_bytes(b"no database" * 1_000)
    with pytest.raises(ReleaseError, match="broken: the search index cannot be read"):
        search.size(tmp_path / "broken")
    with pytest.raises(QueryError, match="cannot be read"):
        search.find(tmp_path / "broken", NAMES, "工会", 1)
    with pytest.raises(QueryError, match="build it anew"):
        search.find(tmp_path / "none", NAMES, "工会", 1)

"""The search for names: what is found, in which order, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

from api import sounds
from api.graph import Reader
from api.search import Index
from kg.vocabulary import ALT_LABEL, LABEL, PREFIXES, TYPE, UKG

BASE = "https://example.org/id/"
PEOPLE = ("李达", "单田芳", "曾国藩", "仇英", "吕梁", "张伟", "丁汝昌", "Ann Li")
UNIONS = {"大兴区总工会": ("区总工会",), "长清区总工会": (), "重庆市总工会": (), "李达机械厂工会": ()}


@dataclass(slots=True)
class Kept:
    """A store in memory that answers as that of a release does."""

    store: ox.Store

    def select(self, query: str) -> Iterator[ox.QuerySolution]:
        rows = self.store.query(query, prefixes=dict(PREFIXES))
        assert isinstance(rows, ox.QuerySolutions)
        return iter(rows)


def index(people: tuple[str, ...], unions: Mapping[str, tuple[str, ...]]) -> Index:
    store = ox.Store()
    for kind, names in (("person", dict.fromkeys(people, ())), ("union", unions)):
        for number, (name, aliases) in enumerate(names.items()):
            node = ox.NamedNode(f"{BASE}{kind}/{number}")
            store.add(ox.Quad(node, ox.NamedNode(TYPE.value), ox.NamedNode(UKG + kind.title())))
            store.add(ox.Quad(node, ox.NamedNode(LABEL.value), ox.Literal(name, language="zh")))
            for alias in aliases:
                store.add(ox.Quad(node, ox.NamedNode(ALT_LABEL.value), ox.Literal(alias, language="zh")))
    return Index(Reader(Kept(store), BASE, None))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def small() -> Index:
    return index(PEOPLE, UNIONS)


def found(small: Index, query: str) -> list[tuple[str, str]]:
    """The labels that a query finds, with the reason."""
    return [(hit.node.label, hit.reason) for group in small.search(query, 10).groups for hit in group.hits]


@pytest.mark.parametrize(
    ("query", "name", "reason"),
    [
        ("李达", "李达", "label"),
        ("田芳", "单田芳", "label"),
        ("ann", "Ann Li", "label"),
        ("区总工会", "大兴区总工会", "alias"),
        ("lida", "李达", "pinyin"),
        ("Li Da", "李达", "pinyin"),
        ("lǐ dá", "李达", "pinyin"),
        ("lid", "李达", "pinyin"),
        ("ld", "李达", "initials"),
        ("dxqzgh", "大兴区总工会", "initials"),
        # Surnames are read in ways of their own, and places, too.
        ("shantianfang", "单田芳", "pinyin"),
        ("zengguofan", "曾国藩", "pinyin"),
        ("qiuying", "仇英", "pinyin"),
        ("lüliang", "吕梁", "pinyin"),
        ("lvliang", "吕梁", "pinyin"),
        ("changqingqu", "长清区总工会", "pinyin"),
        ("chongqingshi", "重庆市总工会", "pinyin"),
        # One character wrong: another one that sounds alike, another one, one missing, one too many.
        ("李大", "李达", "sound"),
        ("大兴区总公会", "大兴区总工会", "sound"),
        ("大兴区总工汇合", "大兴区总工会", ""),
        ("大新区总宫会", "大兴区总工会", ""),
        ("大兴市总工会", "大兴区总工会", "nearly"),
        ("大兴总工会", "大兴区总工会", "nearly"),
        ("大兴区的总工会", "大兴区总工会", "nearly"),
        # One letter wrong.
        ("liida", "李达", "nearly"),
        ("lidu", "李达", "nearly"),
        ("zhanwei", "张伟", "nearly"),
        ("", "李达", ""),
        ("  ", "李达", ""),
        ("\n", "李达", ""),
    ],
)
def test_a_name_is_found(small: Index, query: str, name: str, reason: str) -> None:
    assert dict(found(small, query)).get(name, "") == reason


def test_the_nearest_comes_first(small: Index) -> None:
    assert found(small, "lida") == [("李达", "pinyin"), ("李达机械厂工会", "pinyin")]
    # The union is found as it is typed, which more hits would be: nothing is guessed beside them.
    assert found(small, "总工会")[0] == ("大兴区总工会", "label")


def test_usual_readings_come_before_others() -> None:
    both = index(("广东", "安东"), {})
    assert found(both, "andong") == [("安东", "pinyin"), ("广东", "pinyin")]


def test_results_are_counted_beyond_what_is_shown(small: Index) -> None:
    results = small.search("总工会", 2)
    assert (results.total, results.shown) == (3, 2)
    assert [(group.cls, group.total, len(group.hits)) for group in results.groups] == [("Union", 3, 2)]
    assert [hit.node.cls for hit in small.search("lida", 5).best(5)] == ["Person", "Union"]


def test_a_class_alone_can_be_searched(small: Index) -> None:
    assert [group.cls for group in small.search("lida", 5, "Union").groups] == ["Union"]


def test_an_index_of_nothing_finds_nothing() -> None:
    assert index((), {}).search("lida", 5).total == 0


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("li", "li", True),
        ("li", "lin", True),
        ("ling", "lin", True),
        ("zhang", "zang", True),
        ("li", "la", True),
        ("", "a", True),
        ("li", "lang", False),
        ("ab", "ba", False),
        ("zhan", "chang", False),
    ],
)
def test_one_letter_may_differ(one: str, other: str, near: bool) -> None:
    assert sounds.within_one(one, other) is near


def test_letters_are_read_as_syllables_in_every_way() -> None:
    syllables = sounds.Syllables(("xi", "an", "xian", "gang", "ang"))
    assert syllables.full("xianxi") == [("xian", "xi"), ("xi", "an", "xi")]
    assert syllables.full("xiang") == [("xian", "g"), ("xi", "ang"), ("xi", "an", "g")]
    assert syllables.full("q") == []


def test_suggestions_are_told_with_their_reason(client: FlaskClient) -> None:
    told = client.get("/suggest", query_string={"q": "zmy"}).get_json()
    person = told["suggestions"][0]
    assert (person["label"], person["kind"], person["why"]) == ("周明远", "人物", "拼音首字母")
    assert client.get(person["href"]).status_code == 200
    english = client.get("/suggest", query_string={"q": "区总工会"}, headers={"Accept-Language": "en"})
    assert (english.get_json()["suggestions"][0]["why"]) == "also called 区总工会"
    assert "Accept-Language" in english.vary
    assert client.get("/suggest").get_json()["suggestions"] == []


def test_a_search_tells_why_a_name_was_found(client: FlaskClient) -> None:
    page = client.get("/search", query_string={"q": "zhoumingyuan"}, headers={"Accept": "text/html"}).text
    assert '<span class="tag plain">拼音</span>' in page
    found = client.get("/search", query_string={"q": "周明元"}).get_json()["results"]
    assert [(hit["label"], hit["reason"]) for hit in found] == [("周明远", "sound")]

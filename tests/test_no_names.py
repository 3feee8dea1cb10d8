"""The system knows language, not the news: no table and no constant holds a name of the pages that it is measured on.

Compared are the names of people, companies and workshops and the labels of events in every gold set but the practice
corpus's test part, which nobody looks into. Districts, unions of districts, state bodies and honours are public
knowledge and may be listed; so may examples, which no code reads.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from kg.gold import GoldArticle, read_gold
from kg.lexicon import TABLES
from kg.model import EntityType

ROOT = Path(__file__).resolve().parent.parent
GOLD_SETS = ("seeds/gold", "seeds/practice/train/gold", "seeds/practice/dev/gold", "../shared/gold")
NAMED = frozenset({EntityType.PERSON, EntityType.COMPANY, EntityType.WORKSHOP})
# Shorter labels are the common nouns and verbs of the trade: 培训, 揭牌, 总结会.
SHORTEST_LABEL = 5
# Inside other words a name tells itself from this length on: 图雅 is an element of many names, 向阳 of many districts.
SHORTEST_INSIDE = 3

ALLOWED: dict[str, str] = {
    # General words that a measured page uses as the whole label of its event.
    "领导干部大会": "a kind of meeting that every body holds",
    "新闻发布会": "a kind of meeting that every body holds",
    # Kinds of firms, by which an article calls a firm that it has named before.
    "建工": "the last word of many construction firms' names",
    "总厂": "a kind of firm",
    "造船厂": "a kind of firm",
    "炼钢厂": "a kind of firm",
    "炼铁厂": "a kind of firm",
    "电厂": "a kind of firm",
    "矿务局": "a kind of firm",
    "集团公司": "a kind of firm",
    "物流园": "a kind of zone",
    "邮政": "a trade",
    "项目部": "a part of any building firm",
    "工程部": "a part of any firm",
    "电气班": "a crew of any plant",
    "机电班": "a crew of any plant",
    "机运队": "a crew of any mine",
    "技能大师工作室": "a kind of workshop",
    "货运车间": "a part of any freight depot",
    "花市": "a kind of market",
    "机电队": "a crew of any mine",
    "运输队": "a crew of any mine",
    "通风队": "a crew of any mine",
    "丙班": "a crew of any works",
    "乙班": "a crew of any works",
    "人力资源部": "a department of any firm",
    "作业大队": "a crew of any works",
    "信贷部": "a department of any firm",
    "开挖班": "a crew of any works",
    "拖轮队": "a crew of any works",
    "支护班": "a crew of any works",
    "检验中心": "a department of any firm",
    "燃料部": "a department of any firm",
    "甲班": "a crew of any works",
    "线路班": "a crew of any works",
    "调控中心": "a department of any firm",
    # Names that are elements of longer ones.
    "其木格": "an element of many Mongolian names",
    # The state's own firms that work in the whole country, as listed by the commission that owns them.
    "中国一重": "a firm of the central state",
    "中国石油": "a firm of the central state",
    "国网": "a firm of the central state",
    "工商银行": "a bank of the central state",
    "中国邮政": "a firm of the central state",
    "国家能源集团": "a firm of the central state",
    "中铁": "a firm of the central state",
}
# Elements of Mongolian, Tibetan, Yi and Uyghur names are listed as elements; some people are called by one alone.
OF_ELEMENTS = "name_elements"


@cache
def gold_articles() -> tuple[GoldArticle, ...]:
    """The articles of every gold set that is here."""
    folders = [ROOT / path for path in GOLD_SETS if (ROOT / path).is_dir()]
    return tuple(article for folder in folders for page in read_gold(folder) for article in page.articles)


@cache
def gold_names() -> frozenset[str]:
    """Names of people (bylines too), companies and workshops, and labels of events, of those articles."""
    names: set[str] = set()
    for article in gold_articles():
        names.update(name for name, _ in article.bylines)
        for entity in article.entities:
            if entity.types & NAMED:
                names.update((entity.name, *entity.aliases))
        names.update(event.label for event in article.events if len(event.label) >= SHORTEST_LABEL)
    return frozenset(names - set(ALLOWED))


def words_of(table: Path) -> Iterator[str]:
    """The words of a table's columns, the examples left out."""
    lines = table.read_text(encoding="utf-8").splitlines()
    columns = [line for line in lines if line.startswith("#")][-1].removeprefix("# ").split("\t")
    for line in lines:
        if line and not line.startswith("#"):
            for column, cell in zip(columns, line.split("\t"), strict=True):
                yield from cell.split() if column != "example" else ()


def constants_of(module: Path) -> Iterator[str]:
    """The words of a module's strings, documentation left out."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    documentation = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            yield from node.value.split()


def known(words: set[str]) -> list[tuple[str, str]]:
    """The words that are a name of a measured page or hold one, each with the name."""
    names = gold_names()
    long = [name for name in names if len(name) >= SHORTEST_INSIDE]
    return sorted((word, name) for word in words for name in {word} & names | {n for n in long if n in word})


@pytest.mark.parametrize("table", sorted(TABLES.glob("*.tsv")), ids=lambda table: table.stem)
def test_no_table_knows_a_measured_page(table: Path) -> None:
    words = set(words_of(table))
    assert words
    # A person may be called by one element alone; what is longer than an element is a person's own name.
    found = [(word, name) for word, name in known(words) if not (table.stem == OF_ELEMENTS and word == name)]
    assert found == []


@pytest.mark.parametrize("module", sorted((ROOT / "kg").glob("*.py")), ids=lambda module: module.stem)
def test_no_constant_knows_a_measured_page(module: Path) -> None:
    assert known(set(constants_of(module))) == []


def test_the_comparison_sees_names_of_the_seeds() -> None:
    assert known({"李达"}) == [("李达", "李达")]
    assert known({"致敬|杨义海创新工作室"}) != []


def test_nothing_is_allowed_that_no_measured_page_names() -> None:
    names = {
        name
        for article in gold_articles()
        for name in (
            *(name for entity in article.entities for name in (entity.name, *entity.aliases)),
            *(event.label for event in article.events),
        )
    }
    assert set(ALLOWED) <= names

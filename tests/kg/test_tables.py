"""The tables of linguistic knowledge: well formed, and every row's example is read as the row says.

A table ends its comment with a line that names its columns. A row whose example is not understood is a row that does
nothing, or not what its author thought.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

import pytest

from kg.bodies import find_bodies
from kg.districts import Body
from kg.errors import TableError
from kg.lexicon import TABLES, lexicon, rows
from kg.model import EntityType
from kg.tokens import tokenize

# What a row of a table is known by: the numbers of its columns. Where it is a class and its words, each word is.
KEYS: dict[str, tuple[int, ...]] = {
    "awards": (0,),
    "department_houses": (0,),
    "district_heads": (0,),
    "districts": (0,),
    "event_cues": (0, 1),
    "event_deeds": (0,),
    "event_nouns": (0,),
    "event_roles": (1,),
    "event_verbs": (0,),
    "honour_bearers": (0,),
    "honour_endings": (0,),
    "name_contexts": (0,),
    "name_elements": (0,),
    "organization_heads": (0,),
    "page_words": (0, 1),
    "short_heads": (0,),
    "speech_verbs": (0,),
    "title_houses": (0,),
    "title_prefixes": (0,),
    "titles": (0,),
}
WORD_LISTS = ("name_words", "office_words", "site_words", "stop_words", "surnames")
ALL = sorted(path.stem for path in TABLES.glob("*.tsv"))
# Heads that stand for no organization by themselves: they need the more before them that their strength says.
NAMING = ("strong", "district", "brand", "whole")


def lines(table: str) -> list[str]:
    return (TABLES / f"{table}.tsv").read_text(encoding="utf-8").splitlines()


def columns(table: str) -> list[str]:
    """The names of a table's columns, from the last line of the comment at its top."""
    comment = [line for line in lines(table) if line.startswith("#")][-1]
    return comment.removeprefix("# ").split("\t")


@cache
def bodies(text: str) -> tuple[Body, ...]:
    return find_bodies(text, tokenize(text, lexicon()), lexicon())


# -- form ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", ALL)
def test_a_table_begins_with_what_it_is_and_has_as_many_cells_in_every_row_as_columns(table: str) -> None:
    assert lines(table)[0].startswith("# ")
    found = list(rows(table, len(columns(table))))  # raises where a row has more or fewer cells
    assert found
    assert len(found) == sum(not line.startswith("#") for line in lines(table)), "no blank lines"


@pytest.mark.parametrize("table", ALL)
def test_no_cell_has_blanks_around_it(table: str) -> None:
    names = columns(table)
    cells = [
        cell for row in rows(table, len(names)) for name, cell in zip(names, row, strict=True) if name != "example"
    ]
    assert [cell for cell in cells if cell != cell.strip()] == []


def test_a_row_with_a_cell_too_many_is_told_with_its_place() -> None:
    with pytest.raises(TableError, match=r"titles\.tsv, line \d+: 2 columns instead of 3: '主席"):
        list(rows("titles", 3))


@pytest.mark.parametrize("table", KEYS)
def test_no_row_stands_there_twice(table: str) -> None:
    keys = Counter(tuple(row[at] for at in KEYS[table]) for row in rows(table, len(columns(table))))
    assert [key for key, times in keys.items() if times > 1] == []


@pytest.mark.parametrize("table", WORD_LISTS)
def test_no_word_is_in_two_classes_or_in_one_twice(table: str) -> None:
    words = Counter(word for _, listed in rows(table, 2) for word in listed.split())
    assert [word for word, times in words.items() if times > 1] == []


def test_a_word_that_may_stand_in_several_places_of_an_honour_is_listed_once_for_each() -> None:
    listed = Counter((kind, word) for kind, words in rows("honour_words", 2) for word in words.split())
    assert [key for key, times in listed.items() if times > 1] == []


def test_the_gazetteer_is_sorted_by_code_and_no_division_lacks_the_one_above_it() -> None:
    codes = [code for code, _ in rows("districts", 2)]
    assert codes == sorted(codes)
    assert all(re.fullmatch(r"\d{6}", code) for code in codes)
    assert {code[:2] + "0000" for code in codes} <= set(codes)


# -- examples: heads of names ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("head", "kind", "strength", "example"), list(rows("organization_heads", 4)))
def test_a_head_ends_the_organization_of_its_example(head: str, kind: str, strength: str, example: str) -> None:
    whole = [body for body in bodies(example) if (body.start, body.end) == (0, len(example))]
    assert example.endswith(head)
    assert len(example) > len(head) or strength == "whole", "a head alone is no name"
    assert [body.type for body in whole] == [EntityType(kind)]
    # 区总工会办公室 and the like refer to a body that the article must tell; these heads make names by themselves.
    assert whole[0].named or strength not in NAMING


@pytest.mark.parametrize("head", [row[0] for row in rows("organization_heads", 4) if row[2] != "whole"])
def test_a_head_alone_names_nobody(head: str) -> None:
    assert [body for body in bodies(head) if body.named and body.type is not EntityType.DISTRICT] == []


@pytest.mark.parametrize(("head", "level", "example"), list(rows("district_heads", 3)))
def test_a_district_head_ends_the_district_of_its_example(head: str, level: str, example: str) -> None:
    assert level in ("zone", "town")
    assert example.endswith(head)
    assert [(b.type, b.start, b.end, b.named) for b in bodies(example)] == [
        (EntityType.DISTRICT, 0, len(example), True)
    ]


@pytest.mark.parametrize("head", [row[0] for row in rows("district_heads", 3)])
def test_a_district_head_alone_is_no_district(head: str) -> None:
    assert bodies(f"该{head}") == ()


# -- examples: lines of a page ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "pattern", "example"), list(rows("page_words", 3)))
def test_a_pattern_matches_its_example(kind: str, pattern: str, example: str) -> None:
    assert re.search(pattern, example)


# -- the whole -------------------------------------------------------------------------------------------------------


def test_every_table_with_examples_has_them_exercised() -> None:
    exercised = {
        *("organization_heads", "district_heads", "page_words"),  # here
        *("event_cues", "event_deeds", "event_nouns", "event_roles", "event_verbs"),  # test_event_words.py
        *("awards", "honour_bearers", "honour_endings"),  # test_awards.py
        *("name_contexts", "name_elements"),  # test_persons.py, test_names.py
        "department_houses",  # test_owners.py
        "title_houses",  # test_posts.py
    }
    assert {table for table in ALL if columns(table)[-1] == "example"} == exercised

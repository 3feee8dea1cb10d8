"""Paths over the table of links: all shortest ones, all up to a length, and a search that ends."""

from __future__ import annotations

from collections.abc import Iterable

from api.links import Link, Table, table_of
from api.paths import Paths, find

PEOPLE_AND_UNIONS = frozenset({"Person", "Union"})


def table(*edges: str, unions: str = "") -> Table:
    """Nodes of one letter, joined as told: people, but for the unions."""
    links = [Link(one, "partOf", other) for one, other in edges]
    return table_of(links, {node: "Union" if node in unions else "Person" for node in "".join(edges)})


def found(
    told: Table, start: str, end: str, length: int | None = None, limit: int = 99, allowed: Iterable[str] = ()
) -> Paths:
    classes = frozenset(allowed) or PEOPLE_AND_UNIONS
    return find(told, told.numbers[start], told.numbers[end], length=length, limit=limit, allowed=classes)


def words(told: Table, paths: Paths) -> list[str]:
    return ["".join(told.iris[n] for n in path) for path in paths.paths]


def test_all_shortest_paths_are_found_whichever_way_edges_point() -> None:
    told = table("ab", "bd", "ca", "dc", "ad"[::-1], "de")
    assert words(told, found(told, "b", "c")) == ["bac", "bdc"]
    assert words(told, found(told, "a", "e")) == ["ade"]


def test_paths_up_to_a_length_come_shortest_first_and_visit_nobody_twice() -> None:
    told = table("ab", "bc", "cd", "bd", "ad")
    assert words(told, found(told, "a", "d", 3)) == ["ad", "abd", "abcd"]


def test_what_is_too_far_or_not_joined_has_no_path() -> None:
    told = table("ab", "bc", "cd", "xy")
    assert found(told, "a", "d", 2) == Paths((), more=False)
    assert found(told, "a", "x") == Paths((), more=False)
    assert found(told, "a", "a") == Paths((), more=False)


def test_paths_go_through_the_allowed_classes_only_but_may_start_and_end_at_others() -> None:
    told = table("au", "ub", "ac", "cb", unions="u")
    assert words(told, found(told, "a", "b", allowed={"Person"})) == ["acb"]
    assert words(told, found(told, "u", "c", 2, allowed={"Person"})) == ["uac", "ubc"]


def test_more_paths_than_are_wanted_are_said_to_be_more() -> None:
    told = table(*(f"a{middle}" for middle in "bcdef"), *(f"{middle}z" for middle in "bcdef"))
    assert found(told, "a", "z", limit=3).more
    assert not found(told, "a", "z", limit=5).more


def test_a_search_that_would_not_end_says_that_there_may_be_more() -> None:
    everybody = "abcdefghijklmnopqrstuvwxyz0123456789"
    told = table(*(one + other for one in everybody for other in everybody if one < other))
    paths = found(told, "a", "z", 6, limit=10**9)
    assert paths.more
    assert len(paths.paths) > 1_000

"""An answer's table as a picture: which columns make one, and what it shows."""

from __future__ import annotations

import pytest

from api import charts
from api.graph import Node
from api.table import Cell, Table


def text(value: str, kind: str = "zh") -> Cell:
    return Cell(value, None, "", kind)


def number(value: str) -> Cell:
    return text(value, "number")


def node(label: str, cls: str = "District") -> Cell:
    return Cell(label, Node(f"x:{label}", label, cls, f"{cls.lower()}/{label}"), f"x:{label}", "iri")


def table(*rows: tuple[Cell | None, ...]) -> Table:
    return Table("table", tuple(f"v{n}" for n in range(len(rows[0]))), rows, more=False)


def own(cell: Cell) -> Node:
    assert cell.node is not None
    return cell.node


BEIJING, DAXING, MARS = node("北京市"), node("大兴区"), node("火星区")


def test_a_bar_is_as_long_as_its_number_beside_the_largest() -> None:
    drawn = charts.bars(table((text("竞赛"), number("4")), (text("会议"), number("10")), (text("其他"), None)))
    assert drawn is not None
    assert [(bar.cells[0].text, bar.number, bar.length) for bar in drawn.bars] == [
        ("竞赛", "4", 40.0),
        ("会议", "10", 100.0),
    ]
    assert (drawn.heading, drawn.left_out) == ("v1", 1)


@pytest.mark.parametrize(
    "rows",
    [
        ((number("4"),),),  # of what?
        ((text("会议"), text("10", "string")),),
        ((text("会议"), number("4")), (text("竞赛"), text("多"))),
        ((text("会议"), number("-1")),),
        ((text("会议"), number("0")),),
        ((text("会议"), number("NaN")),),
        ((text("会议"), number("INF")),),
        ((text("会议"), None),),
    ],
)
def test_what_has_no_length_makes_no_bars(rows: tuple[tuple[Cell | None, ...], ...]) -> None:
    assert charts.bars(table(*rows)) is None


def test_a_timeline_goes_by_year_and_ends_with_what_has_none() -> None:
    drawn = charts.timeline(
        table(
            (text("2023-05-01", "date"), text("乙")),
            (text("--03-08", "gMonthDay"), text("丁")),
            (text("2022", "gYear"), text("甲")),
            (None, text("戊")),
            (text("2023-02", "gYearMonth"), text("丙")),
        )
    )
    assert drawn is not None
    assert [(year, [moment.cells[0].text for moment in moments]) for year, moments in drawn.years] == [
        ("2022", ["甲"]),
        ("2023", ["丙", "乙"]),
        ("", ["丁", "戊"]),
    ]
    assert [(column.period, column.count, column.height) for column in drawn.columns] == [
        ("2022", 1, 50.0),
        ("2023", 2, 100.0),
    ]


def test_days_close_together_are_counted_by_month_with_the_empty_ones() -> None:
    days = ("2022-11-10", "2022-11-14", "2023-01-05")
    drawn = charts.timeline(table(*((text(day, "date"), text("活动")) for day in days)))
    assert drawn is not None
    assert [(column.period, column.count) for column in drawn.columns] == [
        ("2022-11", 2),
        ("2022-12", 0),
        ("2023-01", 1),
    ]


def test_words_are_no_dates() -> None:
    assert charts.timeline(table((text("11月10日"), text("活动")))) is None


def test_a_province_has_the_sum_of_its_districts() -> None:
    within = {own(DAXING).iri: (own(DAXING), own(BEIJING)), own(BEIJING).iri: (own(BEIJING),)}
    drawn = charts.district_map(table((BEIJING, number("8")), (DAXING, number("3")), (MARS, number("1"))), within)
    assert drawn is not None
    assert [(p.name, p.number, [(t.node.label, t.number) for t in p.districts]) for p in drawn.told] == [
        ("北京市", 11.0, [("北京市", 8.0), ("大兴区", 3.0)])
    ]
    assert [tile.node.label for tile in drawn.elsewhere] == ["火星区"]
    assert drawn.told[0].shade == charts.SHADES
    assert {p.shade for p in drawn.provinces if not p.districts} == {0}


def test_a_map_without_numbers_counts_rows() -> None:
    drawn = charts.district_map(table((BEIJING, text("甲")), (BEIJING, text("乙"))), {})
    assert drawn is not None
    assert [(p.name, p.number) for p in drawn.told] == [("北京市", 2.0)]


def test_only_districts_make_a_map() -> None:
    rows = table((BEIJING, number("1")), (node("大兴区总工会", "Union"), number("1")))
    assert charts.districts_in(rows) == ()
    assert charts.district_map(rows, {}) is None


def test_no_two_provinces_have_one_tile() -> None:
    places = [(row, column) for _, row, column in charts.provinces().values()]
    assert len(set(places)) == len(places) == 34


def test_a_network_starts_from_each_of_our_nodes_once() -> None:
    person, article = node("周明远", "Person"), node("一篇报道", "Article")
    rows = table((person, article, text("x")), (person, DAXING, None))
    assert charts.drawable(rows) == (own(person), own(DAXING))

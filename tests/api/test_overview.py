"""What the start page tells: events over time in columns, by district in bars."""

from __future__ import annotations

from flask.testing import FlaskClient

from api.overview import columns
from tests.example import DISTRICT, NAMES


def counted(days: list[str]) -> dict[str, int]:
    return {column.period: column.count for column in columns(days, 0).columns}


def test_events_are_counted_by_month_where_these_fit() -> None:
    assert counted(["2022-11-14", "2022-11", "2023-01-02"]) == {"2022-11": 2, "2022-12": 0, "2023-01": 1}


def test_where_a_year_is_all_that_is_known_years_are_counted() -> None:
    assert counted(["2022-11-14", "2024"]) == {"2022": 1, "2023": 0, "2024": 1}


def test_long_times_are_counted_by_decade() -> None:
    assert counted(["1949-10-01", "2022-11-14"]) == {str(y): int(y in (1940, 2020)) for y in range(1940, 2030, 10)}


def test_columns_stand_in_the_picture() -> None:
    told = columns(["2022-11-14", "2022-11-15", "2022-12-01"], 3)
    assert (told.most.period, told.undated) == ("2022-11", 3)
    assert [(c.x, c.y, c.width, c.height) for c in told.columns] == [(30, 0, 240, 160), (330, 80, 240, 80)]
    assert columns([], 2).columns == ()


def test_the_start_page_shows_events_over_time_and_by_district(client: FlaskClient) -> None:
    text = client.get("/", headers={"Accept": "text/html"}).text
    assert "2023年3月至2023年3月的活动场数；最多的是2023年3月，1 场" in text
    assert f'href="/page/{DISTRICT.value.removeprefix(NAMES.base)}"' in text[text.index('<ol class="bars">') :]

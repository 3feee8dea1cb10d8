"""Records come in order, the same whether they fit into memory or not."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from kg.sorting import Record, Sorter


def some_records(number: int) -> list[Record]:
    chance = random.Random(7)
    return [(chance.randbytes(chance.randint(0, 3)), chance.randbytes(2)) for _ in range(number)]


@pytest.mark.parametrize("memory", [1, 2_000, 1 << 20], ids=["a part for each", "some parts", "all in memory"])
def test_records_come_in_order_as_often_as_wanted(tmp_path: Path, memory: int) -> None:
    records = some_records(300)
    sorter = Sorter(tmp_path / "parts", memory)
    for record in records:
        sorter.add(record)
    assert list(sorter) == list(sorter) == sorted(records)
    assert len(sorter) == 300


def test_parts_are_put_together_before_too_many_files_are_open(tmp_path: Path) -> None:
    sorter = Sorter(tmp_path, memory=1)
    for record in some_records(300):
        sorter.add(record)
    assert len(list(tmp_path.iterdir())) == 4 + 300 % 64


def test_nothing_is_written_that_fits_into_memory(tmp_path: Path) -> None:
    sorter = Sorter(tmp_path / "parts")
    sorter.add((b"one",))
    assert list(sorter) == [(b"one",)]
    assert list(tmp_path.iterdir()) == []

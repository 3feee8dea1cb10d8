"""What every engine promises: results in order, nothing lost with a worker, nothing left running."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from distributed import LocalCluster

from kg.cluster import Cluster, cluster
from kg.engine import Engine, InProcess, Workers, engine
from kg.errors import EngineError


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with engine(2, pages=0) as found:
        assert isinstance(found, Workers)
        yield found


@pytest.fixture(scope="module")
def of_a_cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as local,
        cluster(local.scheduler_address, tmp_path_factory.mktemp("cache")) as found,
    ):
        yield found


@pytest.fixture(params=["workers", "of_a_cluster"])
def processes(request: pytest.FixtureRequest) -> Engine:
    found: Engine = request.getfixturevalue(request.param)
    return found


@pytest.fixture(params=["in process", "workers", "of_a_cluster"])
def any_engine(request: pytest.FixtureRequest) -> Engine:
    found: Engine = InProcess() if request.param == "in process" else request.getfixturevalue(request.param)
    return found


def inverse(number: int) -> float:
    return 1 / number


def test_results_come_in_the_order_of_the_items(any_engine: Engine) -> None:
    assert list(any_engine.map(inverse, range(1, 60))) == [1 / number for number in range(1, 60)]


def test_what_the_function_raises_is_raised_in_its_place(any_engine: Engine) -> None:
    results = any_engine.map(inverse, [1, 2, 0, 4])
    assert [next(results), next(results)] == [1, 0.5]
    with pytest.raises(ZeroDivisionError):
        next(results)


def test_items_are_taken_as_they_are_needed(any_engine: Engine) -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for number in range(1, 1000):
            taken.append(number)
            yield number

    results = any_engine.map(inverse, items())
    assert next(results) == 1
    assert len(taken) < 30


def killed_once(folder: Path, number: int) -> int:
    """Kills its process the first time that it is called for the number 7."""
    mark = folder / "killed"
    if number == 7 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def test_what_is_lost_with_a_killed_worker_is_done_again(tmp_path: Path, processes: Engine) -> None:
    assert list(processes.map(partial(killed_once, tmp_path), range(40))) == list(range(40))
    assert (tmp_path / "killed").exists()


def deadly(number: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return number


def test_an_item_that_kills_every_worker_is_given_up(workers: Workers) -> None:
    with pytest.raises(EngineError, match="killed 3 times"):
        list(workers.map(deadly, range(40)))
    assert list(workers.map(inverse, [2])) == [0.5]


def process(_: int) -> int:
    return os.getpid()


def test_workers_end_with_their_engine() -> None:
    with engine(2, pages=0) as found:
        numbers = set(found.map(process, range(40)))
    assert numbers
    assert os.getpid() not in numbers
    assert not [number for number in numbers if Path(f"/proc/{number}").exists()]


@pytest.mark.parametrize(("jobs", "pages", "expected"), [(1, 9_999, InProcess), (None, 3, InProcess), (2, 1, Workers)])
def test_few_pages_are_no_work_for_workers_unless_they_are_asked_for(
    jobs: int | None, pages: int, expected: type
) -> None:
    with engine(jobs, pages) as found:
        assert isinstance(found, expected)

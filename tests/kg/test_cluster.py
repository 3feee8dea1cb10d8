"""A Dask cluster of two worker processes gives the bytes of one machine, whatever befalls its workers."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import TypeVar

import pytest
from distributed import Client, LocalCluster

from kg import cli
from kg import cluster as module
from kg.build import build
from kg.cache import Cache
from kg.cluster import Cluster, cluster
from kg.errors import EngineError
from kg.folder import writing
from kg.pages import read_pages
from kg.release import publish
from kg.settings import BuildSettings

T = TypeVar("T")
R = TypeVar("R")

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT / "seeds" / "pages"
PAGES = (SEEDS, ROOT / "seeds" / "practice" / "dev" / "pages")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The scheduler of two workers, each a process."""
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as local:
        yield local.scheduler_address


@pytest.fixture
def engine(address: str, tmp_path: Path) -> Iterator[Cluster]:
    with cluster(address, tmp_path) as found:
        yield found


def process(_: int) -> int:
    return os.getpid()


def test_items_go_to_other_processes(engine: Cluster) -> None:
    processes = set(engine.map(process, range(60)))
    assert processes
    assert os.getpid() not in processes


class Killing:
    """An engine that kills one of its cluster's workers in the middle of everything that it maps."""

    def __init__(self, engine: Cluster, address: str) -> None:
        self._engine = engine
        self._address = address
        self.killed: set[int] = set()

    def map(self, function: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
        for number, result in enumerate(self._engine.map(function, items)):
            if number == 2:
                with Client(self._address, set_as_default=False) as client:
                    worker = min(client.run(os.getpid).values())
                os.kill(worker, signal.SIGKILL)
                self.killed.add(worker)
            yield result


def built_here(tmp_path: Path, *pages: Path) -> str:
    """The release that the same pages give in one process."""
    assert cli.main(["build", *map(str, pages), "--out", str(tmp_path / "here"), "--jobs", "1"]) == cli.DONE
    return (tmp_path / "here" / "current").resolve().name


def test_a_build_gives_the_release_of_one_machine(address: str, tmp_path: Path) -> None:
    there = ["--out", str(tmp_path / "there"), "--engine", "dask", "--scheduler", address]
    assert cli.main(["build", *map(str, PAGES), *there]) == cli.DONE
    assert (tmp_path / "there" / "current").resolve().name == built_here(tmp_path, *PAGES)
    assert not list((tmp_path / "there").rglob(".*"))


def test_a_build_whose_workers_are_killed_gives_the_same_release(address: str, tmp_path: Path) -> None:
    cache, settings = Cache(tmp_path / "cache"), BuildSettings()
    cache.make_folder()
    with cluster(address, cache.folder) as engine:
        killing = Killing(engine, address)
        built = build(read_pages([SEEDS]).pages, settings, cache, (), killing)
    assert len(killing.killed) == 3, "one at every stage: reading, stating, writing"
    with writing(tmp_path / "there"):
        assert publish(tmp_path / "there", built, settings).id == built_here(tmp_path, SEEDS)


def test_workers_with_other_rules_are_refused(
    address: str, tmp_path: Path, engine: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "rules_version", lambda: "other")
    with (
        pytest.raises(EngineError, match=r"worker tcp://.* has the rules \w{16}, this build other"),
        cluster(address, tmp_path),
    ):
        pass


def test_a_worker_with_other_rules_that_joins_later_is_refused(address: str) -> None:
    with Client(address, set_as_default=False) as client, pytest.raises(EngineError, match="this build other"):
        list(Cluster(client, address, "other").map(process, [1]))


def blind(_: str) -> tuple[str, None]:
    """What a worker tells that cannot write into the folder."""
    return module.rules_version(), None


def test_workers_that_do_not_see_the_folder_are_refused(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_look", blind)
    with pytest.raises(EngineError, match=f"does not see {tmp_path}"), cluster(address, tmp_path):
        pass


class Absent:
    """A function of a program that is nowhere installed."""

    def __reduce__(self) -> tuple[Callable[[str], object], tuple[str]]:
        return import_module, ("no_such_program",)

    def __call__(self, _: object) -> None:
        raise AssertionError("it is nowhere")


def test_workers_without_the_program_are_refused(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_look", Absent())
    with (
        pytest.raises(EngineError, match=r"worker tcp://.*no_such_program"),
        cluster(address, tmp_path),
    ):
        pass


def import_nothing(_: int) -> None:
    import_module("no_such_program")


def test_a_worker_without_the_program_that_joins_later_is_told(engine: Cluster) -> None:
    with pytest.raises(EngineError, match="a worker: no Union KG of this version is there"):
        list(engine.map(import_nothing, [1]))


def test_a_scheduler_without_the_program_is_refused(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_PROGRAM", "no_such_program")
    with (
        pytest.raises(EngineError, match="scheduler: no Union KG of this version"),
        cluster(address, tmp_path),
    ):
        pass


def test_a_scheduler_that_does_not_answer_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(module, "_SECONDS_TO_ANSWER", 0.1)
    options = ["--out", str(tmp_path / "out"), "--engine", "dask", "--scheduler", "tcp://127.0.0.1:9"]
    assert cli.main(["build", str(SEEDS), *options]) == cli.NOTHING_DONE
    assert "kg: tcp://127.0.0.1:9: no Dask scheduler answers there" in capsys.readouterr().err


def test_options_that_do_not_go_together_are_told_before_a_page_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nowhere = ["build", str(tmp_path / "nowhere"), "--out", str(tmp_path / "out")]
    assert cli.main([*nowhere, "--engine", "dask"]) == cli.USAGE
    assert "kg: --engine dask needs --scheduler ADDRESS" in capsys.readouterr().err


def test_a_scheduler_without_workers_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_SECONDS_FOR_A_WORKER", 0.1)
    with (
        LocalCluster(n_workers=0, dashboard_address=":0") as local,
        pytest.raises(EngineError, match="there are no workers; start some: dask worker"),
        cluster(local.scheduler_address, tmp_path),
    ):
        pass


def test_a_scheduler_that_is_lost_ends_the_build(tmp_path: Path) -> None:
    local = LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=":0")
    with local, cluster(local.scheduler_address, tmp_path) as engine:
        results = engine.map(process, range(1000))
        assert next(results) != os.getpid()
        local.close()
        with pytest.raises(EngineError, match="the same command goes on with it"):
            list(results)


def test_without_dask_it_is_told_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delitem(sys.modules, "kg.cluster")
    monkeypatch.delattr("kg.cluster")
    monkeypatch.setitem(sys.modules, "distributed", None)
    options = ["--out", str(tmp_path / "out"), "--engine", "dask", "--scheduler", "tcp://127.0.0.1:9"]
    assert cli.main(["build", str(SEEDS), *options]) == cli.USAGE
    assert "pip install 'union-kg[cluster]'" in capsys.readouterr().err


@pytest.mark.parametrize(
    "options",
    ["--engine dask", "--scheduler tcp://127.0.0.1:9", "--engine dask --scheduler tcp://127.0.0.1:9 --jobs 2"],
)
def test_options_that_do_not_go_together_are_wrong_usage(tmp_path: Path, options: str) -> None:
    assert cli.main(["build", str(SEEDS), "--out", str(tmp_path / "out"), *options.split()]) == cli.USAGE

"""The pool: a query has its own process, which the kernel ends at its limits; the next query is served all the same."""

from __future__ import annotations

import faulthandler
import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

import api.pool
from api import confine, wire, worker
from api.job import Ending, Job, Refused, Written
from api.limits import Limits
from api.pool import Pool
from kg.errors import ReleaseError, SettingsError
from kg.layout import CURRENT, STORE
from kg.store import Store

FORMATS: dict[str, str | None] = {"table": "tsv", "boolean": "json", "graph": "ttl"}
PRODUCT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
SOME_THOUSANDS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f }"
SORTED = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } ORDER BY ?a ?i ?f"
LIMITS = Limits(memory_mb=120, answer_mb=1, workers=2, per_client=1, wait_seconds=0.3)


@pytest.fixture(scope="module", params=[False, True], ids=["on disk", "in memory"])
def pool(release_dir: Path, request: pytest.FixtureRequest) -> Iterator[Pool]:
    made = Pool(release_dir / CURRENT / STORE, LIMITS, {}, in_memory=request.param)
    yield made
    made.close()


def ask(pool: Pool, query: str, client: str = "one", seconds: float = 20) -> Written:
    return pool.run(Job(query, None, None, FORMATS, seconds), client)


def ending(pool: Pool, query: str, client: str = "one", seconds: float = 20) -> Ending:
    with pytest.raises(Refused) as refused:
        ask(pool, query, client, seconds)
    return refused.value.ending


def answers(pool: Pool) -> bool:
    with ask(pool, "ASK {}").content as content:
        return b"true" in content.read()


def test_an_answer_tells_its_kind_and_format(pool: Pool) -> None:
    written = ask(pool, "SELECT ?x { VALUES ?x { 1 2 } }")
    with written.content as content:
        assert (written.kind, written.format, content.read()) == ("table", "tsv", b"?x\n1\n2\n")
    assert set(written.stages) == {"wait", "plan", "answer"}


def test_a_large_answer_is_whole(pool: Pool) -> None:
    written = ask(
        pool, "SELECT ?x { { SELECT ?s { ?s ?p ?o } LIMIT 1 } BIND(STR(?s) AS ?y) VALUES ?x {" + " 1" * 200_000 + "} }"
    )
    with written.content as content:
        assert written.size == 3 + 2 * 200_000 == len(content.read())


def test_time_is_up_when_it_is_up(pool: Pool) -> None:
    start = time.monotonic()
    assert ending(pool, PRODUCT, seconds=0.5) is Ending.TIME
    assert 0.5 <= time.monotonic() - start < 2.5  # the kernel needs a millisecond, a busy machine longer
    assert answers(pool)


@pytest.mark.parametrize(
    ("query", "expected"), [(SORTED, Ending.MEMORY), ("SELECT * " + "{" * 20_000 + "}" * 20_000, Ending.NESTING)]
)
def test_what_a_query_takes_too_much_of_is_told(pool: Pool, query: str, expected: Ending) -> None:
    assert ending(pool, query) is expected
    assert answers(pool)


def test_a_query_that_takes_long_gives_way_to_others(pool: Pool) -> None:
    idle, nice = set(pool.pids()), os.getpriority(os.PRIO_PROCESS, 0)
    asking = threading.Thread(target=lambda: ending(pool, PRODUCT, seconds=5))
    asking.start()
    while not any(os.getpriority(os.PRIO_PROCESS, pid) > nice for pid in idle):
        assert asking.is_alive()
        time.sleep(0.01)
    asking.join()
    assert answers(pool)


def test_no_worker_stays_slow(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    slowed: list[int] = []
    slow_down = api.pool._slow_down

    def note(worker: api.pool._Worker) -> None:
        slow_down(worker)
        slowed.append(worker.pid)

    monkeypatch.setattr(api.pool, "_SHORT_SECONDS", 0.001)
    monkeypatch.setattr(api.pool, "_slow_down", note)
    for _ in range(3):
        assert ending(pool, PRODUCT, seconds=0.1) is Ending.TIME
        with ask(pool, SOME_THOUSANDS).content:
            pass
    assert slowed
    assert {os.getpriority(os.PRIO_PROCESS, pid) for pid in pool.pids()} == {os.getpriority(os.PRIO_PROCESS, 0)}


def test_what_a_process_has_kept_is_seen_until_it_gives_it_back() -> None:
    at_start = confine.resident_mb()
    held = b"x" * (40 * confine.MB)
    assert confine.has_kept(20, at_start)
    del held
    assert not confine.has_kept(20, at_start)


def test_an_answer_that_grows_too_large_is_ended(pool: Pool) -> None:
    assert ending(pool, "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }") is Ending.SIZE
    assert answers(pool)
    assert not list(pool.folder.iterdir())


def test_a_wrong_query_is_told_in_the_engines_words(pool: Pool) -> None:
    with pytest.raises(Refused, match="error at 1:9") as refused:
        ask(pool, "SELECT *")
    assert refused.value.ending is Ending.WRONG


def test_a_client_may_not_take_all_workers_and_others_are_served_meanwhile(pool: Pool) -> None:
    endings: list[Ending] = []
    threads = [
        threading.Thread(target=lambda: endings.append(ending(pool, PRODUCT, "greedy", seconds=2))) for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    time.sleep(0.1)
    assert answers(pool)
    for thread in threads:
        thread.join()
    assert sorted(e.value for e in endings) == [Ending.CLIENT_BUSY.value, Ending.TIME.value]


def test_a_killed_worker_is_replaced(pool: Pool) -> None:
    pids = pool.pids()
    for pid in pids:
        os.kill(pid, signal.SIGKILL)
    # Until the kernel has taken its memory back, a worker's channel looks alive.
    while any(Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z" for pid in pids):
        time.sleep(0.01)
    assert all(answers(pool) for _ in range(3))


def test_no_connection_leaves_a_worker(release_dir: Path) -> None:
    """The engine fetches what SERVICE names; here the query goes past the check of its words."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.3)
        port = server.getsockname()[1]
        pid = os.fork()
        if pid == 0:
            from api import confine

            confined = confine.deny_connections()
            try:
                socket.create_connection(("127.0.0.1", port))
            except PermissionError:
                os._exit(0 if confined else 1)
            os._exit(2)
        _, status = os.waitpid(pid, 0)
        assert os.waitstatus_to_exitcode(status) == 0
        with pytest.raises(TimeoutError):
            server.accept()


@pytest.mark.parametrize("in_memory", [False, True])
def test_a_store_that_cannot_be_opened_is_told_at_the_start(tmp_path: Path, in_memory: bool) -> None:
    with pytest.raises(ReleaseError, match="there is no store"):
        Pool(tmp_path / "none", LIMITS, {}, in_memory=in_memory)


@pytest.mark.parametrize("change", [{"seconds": 0}, {"rows": -1}, {"per_client": 9, "workers": 4}])
def test_limits_that_cannot_be_are_refused(change: dict[str, int]) -> None:
    with pytest.raises(SettingsError, match=next(iter(change))):
        Limits(**change)  # type: ignore[arg-type]


def test_workers_that_start_while_the_service_ends_say_nothing(
    release_dir: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for _ in range(3):
        Pool(release_dir / CURRENT / STORE, Limits(workers=8), {}).close()
    assert "Traceback" not in capfd.readouterr().err


def test_a_place_is_kept_where_no_worker_can_be_forked_for_a_while(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_fork() -> None:
        raise ReleaseError("no process can be started")

    with monkeypatch.context() as patched:
        patched.setattr(pool, "_fork", no_fork)
        for _ in range(2):
            with pytest.raises(ReleaseError):
                ask(pool, PRODUCT, seconds=0.1)
    assert all(answers(pool) for _ in range(3))
    assert len(pool.pids()) == 2


def test_a_worker_whose_python_gets_no_memory_ends_as_the_engine_does(
    release_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def reply(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(worker, "_reply", reply)
    ours, theirs = socket.socketpair()
    pid = os.fork()
    if pid == 0:
        faulthandler.disable()
        worker._work(wire.Channel(theirs), partial(Store, release_dir / CURRENT / STORE), LIMITS, {})
        os._exit(0)
    with ours, theirs:
        channel = wire.Channel(ours)
        assert channel.receive()[0]
        channel.send({"seconds": 20})
        assert os.WTERMSIG(os.waitpid(pid, 0)[1]) == signal.SIGABRT

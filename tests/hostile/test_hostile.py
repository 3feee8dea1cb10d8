"""Nobody can hurt the service: every hostile request has its right answer in time, and the others notice nothing."""

from __future__ import annotations

import pytest

from tests.hostile.assault import SLOW, Assault, expected, leaks, p99
from tests.hostile.served import LIMITS, MARGIN_SECONDS, Served

# A fresh worker has more pages of its own than one that was forked long ago, and the service keeps answers in memory.
_MORE_MB = 100
# The bar, taken of what a quiet moment of a shared machine is at least: a process switched away for one time slice.
_SLOWER, _QUIET_SECONDS = 10, 0.03


def test_the_set_is_large() -> None:
    assert len(expected()) >= 60


@pytest.mark.parametrize("name", expected())
def test_the_answer_is_right_and_in_time(outcome: Assault, name: str) -> None:
    answer = outcome.answers[name]
    assert answer.status in expected()[name], answer.text[-500:]
    limit = LIMITS.silent_seconds if name in SLOW else LIMITS.wait_seconds + LIMITS.seconds
    assert answer.seconds < limit + MARGIN_SECONDS
    assert leaks(answer.text) == []


def test_nothing_was_fetched(outcome: Assault) -> None:
    assert outcome.fetched == 0


def test_the_memory_is_back(outcome: Assault) -> None:
    before, after = outcome.memory_mb
    assert after < before + _MORE_MB


def test_no_process_is_lost_and_none_is_left_over(outcome: Assault) -> None:
    before, after = outcome.processes
    assert sorted(before.values()) == sorted(after.values())
    # The service, its server and the nursery are the same ones; only workers were replaced.
    assert len(set(before) & set(after)) >= len(before) - LIMITS.workers


def test_a_healthy_client_beside_them_is_served(outcome: Assault) -> None:
    assert len(outcome.quiet) > 10
    assert len(outcome.beside) > 10
    assert {answer.status for answer in (*outcome.quiet, *outcome.beside)} == {200}
    assert p99(outcome.beside) < _SLOWER * max(p99(outcome.quiet), _QUIET_SECONDS)


def test_the_service_answers_afterwards(outcome: Assault, served: Served) -> None:
    assert outcome.answers
    assert {served.ask(f"ASK {{}} # {number}").status for number in range(2 * LIMITS.workers)} == {200}

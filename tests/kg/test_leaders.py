"""Who leads a workshop: the edges of a flow; the forms themselves are in test_honours.py."""

from __future__ import annotations

from tests.kg.sentences import honours


def test_a_name_at_the_start_reads_no_character_from_the_end() -> None:
    text = "周明远为领衔人的事传开了，“星火”劳模创新工作室挂牌，所以"
    assert honours(text) == set()
    assert {(s, p) for s, p, _ in honours(f"以{text}")} == {("周明远", "leads")}

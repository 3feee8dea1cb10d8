"""Whether a table has as many rows as it may have is found out without counting all of them where that can be."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api import truncation

# What the rows of a JSON table end and begin with, and pieces of it.
TEXTS = st.lists(st.sampled_from([b"},{", b"},", b"{", b"}", b",", b"a" * 20]), max_size=40).map(b"".join)


@given(TEXTS, st.integers(1, 20), st.integers(1, 9))
def test_it_is_told_as_by_counting_all(text: bytes, rows: int, part: int) -> None:
    content = io.BytesIO(text)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(truncation, "_PART", part)
        assert truncation.reached(content, len(text), "json", rows) == (text.count(b"},{") + 1 >= rows)
    assert content.tell() == 0


def test_a_table_too_small_for_so_many_rows_is_not_read() -> None:
    class Unread(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise AssertionError(f"{size} bytes were read")

    assert not truncation.reached(Unread(b"},{" * 9), 27, "json", 12)

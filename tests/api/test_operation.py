"""How the parameters of a request are decoded: once, and as the standard library does it."""

from __future__ import annotations

from urllib.parse import unquote_plus

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from api.operation import unescaped

# Pieces of which queries in addresses are made, right and wrong.
PIECES = st.sampled_from(
    ["%E5%B7%A5", "%e5", "%", "%%", "%4", "%zz", "%u5de5", "\\", "\\x41", "%5C", "\\n", "+", "%2B", "工", "a"]
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=3))).map("".join))
@example("%E5%B7%A5%E4%BC%9A+%2525")
@example("\\N{DIGIT ONE}%20")
def test_escapes_are_decoded_as_by_the_library(text: str) -> None:
    try:
        expected = unquote_plus(text, errors="strict")
    except UnicodeDecodeError:
        with pytest.raises(UnicodeDecodeError):
            unescaped(text)
    else:
        assert unescaped(text) == expected

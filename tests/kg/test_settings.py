"""Settings: what a build may be told, and that it says plainly what it cannot use."""

from __future__ import annotations

import pytest

from kg.errors import SettingsError
from kg.settings import DEFAULT_BASE, BuildSettings


def test_the_default_base_is_a_permanent_one() -> None:
    assert BuildSettings().base == DEFAULT_BASE
    assert DEFAULT_BASE.startswith("https://w3id.org/")


@pytest.mark.parametrize("base", ["https://example.org/", "http://localhost:8000/id/", "https://例子.中国/图谱/"])
def test_any_web_address_that_ends_with_a_slash_is_a_base(base: str) -> None:
    assert BuildSettings(base).base == base


@pytest.mark.parametrize(
    "base",
    ["", "/", "https://example.org", "example.org/", "ftp://example.org/", "file:///tmp/", "https:///id/", "urn:x:y/"],
)
def test_what_is_no_web_address_ending_with_a_slash_is_refused_by_its_value(base: str) -> None:
    with pytest.raises(SettingsError, match="ends with a slash") as caught:
        BuildSettings(base)
    assert repr(base) in str(caught.value)


@pytest.mark.parametrize("character", [" ", "\n", "<", ">", '"', "{", "}", "|", "\\", "^", "`", "\u3000"])
def test_a_character_that_no_iri_may_hold_is_refused(character: str) -> None:
    with pytest.raises(SettingsError, match="no IRI may hold"):
        BuildSettings(f"https://example.org/a{character}b/")

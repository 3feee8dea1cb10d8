"""IRIs: made from content, under the build's base, the same wherever and whenever they are made."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.ids import Names, digest
from kg.settings import DEFAULT_BASE

NAMES = Names("https://example.org/id/")
parts = st.lists(
    st.text(alphabet=st.characters(exclude_characters="\x1f", codec="utf-8"), max_size=8), min_size=1, max_size=4
)


def test_an_iri_is_the_base_the_kind_and_a_hash_of_the_parts() -> None:
    iri = NAMES.make("union", "青禾区总工会", "")
    assert iri.value == "https://example.org/id/union/" + digest("union", "青禾区总工会", "")
    assert set(iri.value.rpartition("/")[2]) <= set("0123456789abcdef")


def test_an_iri_never_changes() -> None:
    # Releases of different years must call one thing by one name: whoever changes this number breaks them.
    assert Names(DEFAULT_BASE).make("union", "青禾区总工会", "").value == DEFAULT_BASE + "union/e1cf8b605c8d9009e227"


def test_kinds_and_parts_tell_things_apart() -> None:
    made = {
        NAMES.make("union", "青禾"),
        NAMES.make("company", "青禾"),
        NAMES.make("union", "青禾", ""),
        NAMES.make("union", "青", "禾"),
        NAMES.make("union", "禾", "青"),
    }
    assert len(made) == 5


@given(parts, parts)
def test_different_parts_have_different_hashes(left: list[str], right: list[str]) -> None:
    assert (digest(*left) == digest(*right)) == (left == right)


def test_the_graphs_of_evidence_and_of_inferences_stand_under_the_base() -> None:
    assert NAMES.evidence_graph.value == "https://example.org/id/graph/evidence"
    assert NAMES.inferred_graph.value == "https://example.org/id/graph/inferred"

"""What is put together from texts is what Oxigraph and Python's json write, whatever the terms are."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.blocks import block_of
from kg.dumps import DUMPS
from kg.ids import Names
from kg.model import Evidence, Iri, Literal, Span, Statement
from kg.vocabulary import EVENT_TYPE, PROV, TYPE, XSD, ukg
from tests.example import ARTICLE, NAMES, PAGE, PAGE_TEXTS, PERSON, example_statements
from tests.plain import all_quads, dumps, plain_dumps

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=6) | st.sampled_from(['"', "\\", "\n\t", "12"])
NUMBERS = st.sampled_from(["0", "12", "-3", "+4", "007"])
IRIS = st.sampled_from(
    [
        PERSON,
        ARTICLE,
        TYPE,
        ukg("title"),
        Iri(PROV),
        Iri(EVENT_TYPE + "meeting"),
        Iri("urn:x-test:a/0"),
        Iri("https://example.org/报"),
        *(Iri(NAMES.base + name) for name in ("", "person/", "person/0a", "person/.a,b", "person/a/0b", "PERSON/0a")),
    ]
)
KINDS = ("", *(XSD + name for name in ("decimal", "boolean", "date")), NAMES.base + "person/0a", "urn:x-test:t")
LITERALS = st.one_of(
    st.builds(Literal, TEXTS, st.sampled_from(KINDS)),
    st.builds(Literal, TEXTS, language=st.sampled_from(["zh", "en-gb"])),
    st.builds(Literal, NUMBERS, st.just(XSD + "integer")),
)
SPANS = st.builds(Span, st.just(3), st.integers(4, 60))
RULES = st.sampled_from(["name", 'a "rule"'])
PROOFS = st.lists(st.builds(Evidence, SPANS, RULES, st.floats(0, 1)), max_size=2).map(tuple)
STATEMENTS = st.lists(
    st.builds(
        Statement,
        st.sampled_from([ARTICLE, NAMES.inferred_graph, NAMES.make("article", "2")]),
        IRIS,
        IRIS,
        IRIS | LITERALS,
        PROOFS,
        st.just(PAGE),
    ),
    max_size=12,
)


@given(STATEMENTS)
@settings(deadline=None)
def test_whatever_is_stated_is_written_as_it_would_be_at_once(stated: list[Statement]) -> None:
    assert dumps(stated, NAMES, PAGE_TEXTS) == plain_dumps(all_quads(stated, NAMES, PAGE_TEXTS), NAMES)


@pytest.mark.parametrize("base", ["http://www.w3.org/", "https://schema.org/", "https://w3id.org/union-kg/"])
def test_a_base_may_be_one_that_vocabularies_stand_under(base: str) -> None:
    names = Names(base)
    stated = [Statement(names.make("article", "1"), names.make(kind, "1"), TYPE, Iri(PROV)) for kind in ("ns", "org")]
    written, at_once = dumps(stated, names, {}), plain_dumps(all_quads(stated, names, {}), names)
    assert [name for name in DUMPS if written[name] != at_once[name]] == []


def test_json_is_laid_out_as_pythons_own() -> None:
    nodes = block_of(PAGE, example_statements(), NAMES, PAGE_TEXTS).facts
    assert [n.json.decode() for n in nodes] == [
        json.dumps(json.loads(n.json), ensure_ascii=False, indent=1) for n in nodes
    ]

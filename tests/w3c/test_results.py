"""Results are the same where only the labels of blank nodes, the order of rows or the spelling of numbers differ."""

from __future__ import annotations

import json

import pytest

from tests.w3c.results import CSV, JSON, TSV, TURTLE, XML, read, same


def table(*rows: str) -> bytes:
    """A TSV of two columns."""
    return "\n".join(["?x\t?y", *rows, ""]).encode()


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (["_:a\t1", "_:a\t2"], ["_:b\t2", "_:b\t1"], True),
        (["_:a\t1", "_:a\t2"], ["_:b\t2", "_:c\t1"], False),
        (["_:a\t1", "_:b\t2"], ["_:c\t2", "_:c\t1"], False),
        (["_:a\t_:b", "_:b\t_:c", "_:c\t1"], ["_:c\t1", "_:a\t_:c", "_:b\t_:a"], True),
        (["_:a\t_:b", "_:b\t_:a"], ["_:a\t_:a", "_:b\t_:b"], False),
        (["1\t2", "1\t2"], ["1\t2", "1\t2"], True),
        (["1\t2", "1\t2", "1\t3"], ["1\t2", "1\t3", "1\t3"], False),
        (["1\t2"], ["1\t2", "1\t2"], False),
        (["1.0\t1.0e2"], ["1.00\t100e0"], True),
        (["1\t1.0"], ["1.0\t1.0"], False),
        (["1\t"], ["1\t1"], False),
        (['"a"\t1'], ['"a"@en\t1'], False),
    ],
)
def test_tables_are_bags_of_rows(left: list[str], right: list[str], expected: bool) -> None:
    assert same(read(table(*left), TSV), read(table(*right), TSV)) is expected


def test_an_ordered_table_has_its_rows_in_order() -> None:
    forth, back = read(table("_:a\t1", "_:b\t2"), TSV), read(table("_:a\t2", "_:b\t1"), TSV)
    assert same(forth, back)
    assert not same(forth, back, ordered=True)
    assert same(forth, read(table("_:b\t1", "_:a\t2"), TSV), ordered=True)


def test_columns_may_come_in_any_order_but_have_their_names() -> None:
    assert same(read(b"x,y\r\n1,2\r\n", CSV), read(b"y,x\n2,1.0\n", CSV))
    assert not same(read(b"x,y\r\n1,2\r\n", CSV), read(b"x,z\r\n1,2\r\n", CSV))


def test_graphs_are_the_same_but_for_the_labels_of_blank_nodes() -> None:
    graph = read(b"_:a <urn:p> _:b . _:b <urn:p> _:a .", TURTLE)
    assert same(graph, read(b"_:x <urn:p> [ <urn:p> _:x ] .", TURTLE))
    assert not same(graph, read(b"_:x <urn:p> _:x . _:y <urn:p> _:y .", TURTLE))


def test_json_and_xml_tell_the_same() -> None:
    terms = {
        "a": {"type": "uri", "value": "urn:a"},
        "b": {"type": "literal", "value": "工会", "xml:lang": "zh"},
        "c": {"type": "literal", "value": "7", "datatype": "http://www.w3.org/2001/XMLSchema#integer"},
        "d": {"type": "bnode", "value": "n"},
    }
    as_json = json.dumps({"head": {"vars": [*terms, "e"]}, "results": {"bindings": [terms]}}).encode()
    variables = "".join(f'<variable name="{name}"/>' for name in (*terms, "e"))
    bindings = (
        '<binding name="a"><uri>urn:a</uri></binding>'
        '<binding name="b"><literal xml:lang="zh">工会</literal></binding>'
        '<binding name="c"><literal datatype="http://www.w3.org/2001/XMLSchema#integer">7</literal></binding>'
        '<binding name="d"><bnode>m</bnode></binding>'
    )
    as_xml = (
        f'<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head>{variables}</head>'
        f"<results><result>{bindings}</result></results></sparql>"
    ).encode()
    assert same(read(as_json, JSON), read(as_xml, XML))

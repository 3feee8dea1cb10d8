"""The dumps written plainly, from all quads at once: what the dumps put together from blocks are held against."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox

from kg import jsonld
from kg.blocks import blocks_of
from kg.built import known_block
from kg.dumps import WRITERS, content_of
from kg.ids import Names
from kg.inference import inferred
from kg.model import Iri, Statement
from kg.ontology import known_statements
from kg.rdf import canonical, facts_of, quads_of
from kg.store import create
from kg.turtle import kinds_of, prefixes_of, serialize


def all_quads(statements: Iterable[Statement], names: Names, page_texts: Mapping[str, str]) -> list[ox.Quad]:
    """The quads of a release of the statements, in order."""
    stated = list(statements)
    return quads_of([*stated, *inferred(stated, names), *known_statements(names)], names, page_texts)


def plain_dumps(quads: list[ox.Quad], names: Names) -> dict[str, bytes]:
    """Every dump's text."""
    nodes = {node for quad in quads for node in (quad.subject, quad.object, quad.graph_name)}
    iris = (Iri(node.value) for node in nodes if isinstance(node, ox.NamedNode))
    prefixes = prefixes_of(kinds_of(iris, names), names)
    facts = [q.triple for q in canonical(ox.Quad(q.subject, q.predicate, q.object) for q in facts_of(quads, names))]
    return {
        "nq": serialize(quads, ox.RdfFormat.N_QUADS, {}),
        "trig": serialize(quads, ox.RdfFormat.TRIG, prefixes),
        "ttl": serialize(facts, ox.RdfFormat.TURTLE, prefixes),
        "jsonld": "".join(jsonld.write(facts, names.base)).encode(),
    }


def make_store(folder: Path, quads: list[ox.Quad], names: Names) -> int:
    """Makes the store of the quads in the folder `store` below that one; gives its size."""
    named, united = folder / "graph.nq", folder / "graph.nt"
    named.write_bytes(plain_dumps(quads, names)["nq"])
    triples = canonical(ox.Quad(q.subject, q.predicate, q.object) for q in quads)
    united.write_bytes(serialize([q.triple for q in triples], ox.RdfFormat.N_TRIPLES, {}))
    return create(folder / "store", named, united)


def dumps(statements: Iterable[Statement], names: Names, page_texts: Mapping[str, str]) -> dict[str, bytes]:
    """Every dump's text as a release has it."""
    with TemporaryDirectory() as folder:
        blocks = [known_block([], names), *blocks_of(statements, names, page_texts)]
        content = content_of(blocks, names, Path(folder))
        return {name: b"".join(pieces(content)) for name, pieces in WRITERS.items()}

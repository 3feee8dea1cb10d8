"""One service for all suites: a release whose store holds every data file as the named graph of the file's IRI."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.settings import ServiceSettings
from kg.layout import STORE
from kg.release import write_release
from kg.settings import BuildSettings
from tests.example import PAGE_TEXTS, example_graph
from tests.opened import opened
from tests.w3c.graph_store import readings
from tests.w3c.manifests import SUITES, Manifest, cases, included, iri_of, path_of

RDFS_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
UT = "http://www.w3.org/2009/sparql/tests/test-update#"
_SUFFIXES = {".ttl": ox.RdfFormat.TURTLE, ".nt": ox.RdfFormat.N_TRIPLES, ".rdf": ox.RdfFormat.RDF_XML}


def _graphs() -> dict[str, Path]:
    """IRI → file of every graph that a test wants."""
    folders = (*included("manifest-sparql11-query.ttl"), *included("manifest-sparql11-results.ttl"))
    files = {path for folder in folders for case in cases(folder) for path in (*case.data, *case.graph_data)}
    graphs = {iri_of(path): path for path in files}
    protocol = Manifest(SUITES / "protocol" / "manifest.ttl")
    for _, _, entry in protocol.entries():
        for graph in protocol.values(entry, UT + "graphData"):
            graphs[protocol.text(graph, RDFS_LABEL)] = path_of(protocol.text(graph, UT + "graph"))
    return graphs


def _quads(iri: str, path: Path) -> Iterator[ox.Quad]:
    # Renamed, because two files may use the same label for different nodes.
    parsed = ox.parse(path=str(path), format=_SUFFIXES[path.suffix], base_iri=iri_of(path), rename_blank_nodes=True)
    return (ox.Quad(quad.subject, quad.predicate, quad.object, ox.NamedNode(iri)) for quad in parsed)


@pytest.fixture(scope="session")
def suites_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    directory = tmp_path_factory.mktemp("w3c")
    release = write_release(directory, example_graph(), PAGE_TEXTS, BuildSettings())
    shutil.rmtree(release.path / STORE)
    store = ox.Store(str(release.path / STORE))
    for iri, path in _graphs().items():
        store.add_graph(ox.NamedNode(iri))  # an empty file is a graph, too
        store.bulk_extend(_quads(iri, path))
    for reading in readings():
        for text in reading.written or ():
            triples = ox.parse(text, format=ox.RdfFormat.TURTLE)
            store.bulk_extend(ox.Quad(*quad.triple, ox.NamedNode(reading.graph)) for quad in triples)
    store.flush()
    del store
    with opened(ServiceSettings(directory)) as made:
        yield made


@pytest.fixture
def client(suites_app: Flask) -> FlaskClient:
    return suites_app.test_client()

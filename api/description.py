"""What the service says of itself and its data to programs: service description, VoID and DCAT, from the manifest."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
from flask import request, url_for

from api import negotiate
from api.limits import table
from api.service import service
from kg.compression import plain_name
from kg.layout import DUMPS_FOLDER
from kg.search_query import SEARCHES
from kg.vocabulary import DCTERMS, TYPE, XSD

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
DCAT = "http://www.w3.org/ns/dcat#"
SCHEMA = "http://schema.org/"
_LICENSE = "https://www.apache.org/licenses/LICENSE-2.0"


def of_service() -> list[ox.Triple]:
    """The service description of the endpoint, with its limits and the size of its data."""
    return [ox.Triple(s, ox.NamedNode(p), o) for s, p, o in _service()]


def of_dataset() -> list[ox.Triple]:
    """The data as a VoID and DCAT dataset: what it holds, and where its dumps are."""
    return [ox.Triple(s, ox.NamedNode(p), o) for s, p, o in _dataset()]


_Fact = tuple[ox.NamedNode, str, ox.NamedNode | ox.Literal]


def _number(value: float) -> ox.Literal:
    if isinstance(value, int):
        return ox.Literal(str(value), datatype=ox.NamedNode(XSD + "integer"))
    return ox.Literal(str(value), datatype=ox.NamedNode(XSD + "decimal"))


def _address(endpoint: str, **values: str) -> ox.NamedNode:
    return ox.NamedNode(url_for(endpoint, _external=True, **values))


def _service() -> Iterator[_Fact]:
    here = ox.NamedNode(request.url_root + "sparql#service")
    endpoint = ox.NamedNode(request.url_root + "sparql")
    dataset = ox.NamedNode(request.url_root + "void#dataset")
    graph = ox.NamedNode(request.url_root + "sparql#default-graph")
    yield here, TYPE.value, ox.NamedNode(SD + "Service")
    yield here, SD + "endpoint", endpoint
    yield here, SD + "supportedLanguage", ox.NamedNode(SD + "SPARQL11Query")
    for feature in ("UnionDefaultGraph", "EmptyGraphs"):
        yield here, SD + "feature", ox.NamedNode(SD + feature)
    for search in SEARCHES:
        yield here, SD + "propertyFeature", ox.NamedNode(search)
    written = {f.writer.iri for formats in negotiate.KINDS.values() for f in formats if f.writer}
    for iri in sorted(written):
        yield here, SD + "resultFormat", ox.NamedNode(iri)
    yield here, SD + "defaultDataset", dataset
    yield dataset, TYPE.value, ox.NamedNode(SD + "Dataset")
    yield dataset, SD + "defaultGraph", graph
    yield graph, TYPE.value, ox.NamedNode(SD + "Graph")
    yield graph, VOID + "triples", _number(service().release.manifest.triples)
    for limit in table(service().settings.limits):
        node = ox.NamedNode(request.url_root + f"limits#{limit.name}")
        yield here, SCHEMA + "additionalProperty", node
        yield node, TYPE.value, ox.NamedNode(SCHEMA + "PropertyValue")
        yield node, SCHEMA + "name", ox.Literal(limit.name)
        yield node, SCHEMA + "value", _number(limit.value)
        yield node, SCHEMA + "unitText", ox.Literal(limit.unit, language="en")
        yield node, SCHEMA + "description", ox.Literal(limit.meaning, language="en")
        yield node, SCHEMA + "description", ox.Literal(limit.meaning_zh, language="zh")


def _dataset() -> Iterator[_Fact]:
    manifest = service().release.manifest
    here = ox.NamedNode(request.url_root + "void#dataset")
    for class_ in (VOID + "Dataset", DCAT + "Dataset"):
        yield here, TYPE.value, ox.NamedNode(class_)
    yield here, DCTERMS + "title", ox.Literal("工会知识图谱", language="zh")
    yield here, DCTERMS + "title", ox.Literal("Union KG", language="en")
    yield here, DCTERMS + "identifier", ox.Literal(manifest.release)
    yield here, DCTERMS + "license", ox.NamedNode(_LICENSE)
    yield here, VOID + "triples", _number(manifest.triples)
    yield here, VOID + "documents", _number(manifest.pages)
    yield here, VOID + "uriSpace", ox.Literal(manifest.base)
    yield here, VOID + "sparqlEndpoint", ox.NamedNode(request.url_root + "sparql")
    for entry in manifest.files:
        folder, _, name = entry.name.rpartition("/")
        if folder != DUMPS_FOLDER:
            continue
        file = _address("dumps.file", name=name)
        part = ox.NamedNode(f"{file.value}#distribution")
        yield here, VOID + "dataDump", file
        yield here, DCAT + "distribution", part
        yield part, TYPE.value, ox.NamedNode(DCAT + "Distribution")
        yield part, DCAT + "downloadURL", file
        yield part, DCAT + "byteSize", _number(entry.size)
        yield part, DCAT + "mediaType", ox.Literal(negotiate.DUMP_TYPES[plain_name(name).rpartition(".")[2]])
        if name != plain_name(name):
            compressed = negotiate.COMPRESSED_TYPES[name.rpartition(".")[2]]
            yield part, DCAT + "compressFormat", ox.Literal(compressed)

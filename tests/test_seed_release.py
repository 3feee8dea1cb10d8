"""A release of the seed pages: the same bytes wherever they are made, in four formats, as the shapes demand."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from rdflib import SH

from kg.dumps import DUMPS
from kg.ids import Names
from kg.ontology import CORE
from kg.release import OpenRelease, open_release
from kg.resources import ontology_file
from kg.settings import DEFAULT_BASE
from kg.shapes import SHAPE, shapes_graph

ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "seeds" / "pages"
NAMES = Names(DEFAULT_BASE)
FORMATS = {
    "nq": (ox.RdfFormat.N_QUADS, "nquads"),
    "trig": (ox.RdfFormat.TRIG, "trig"),
    "ttl": (ox.RdfFormat.TURTLE, "turtle"),
    "jsonld": (ox.RdfFormat.JSON_LD, "json-ld"),
}
Quad = tuple[str, str, str, str]


def build(pages: list[Path], out: Path, *, seed: str, cwd: Path, temporary: Path) -> OpenRelease:
    """A release made by a process of its own, which says nothing on its error stream."""
    environment = os.environ | {"PYTHONHASHSEED": seed, "TMPDIR": str(temporary), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "kg.cli", "build", *map(str, pages), "--out", str(out)]
    told = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert (told.returncode, told.stderr) == (0, "")
    return open_release(out)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("releases")


@pytest.fixture(scope="module")
def release(folder: Path) -> OpenRelease:
    return build([SEEDS], folder / "one", seed="0", cwd=ROOT, temporary=folder)


@pytest.fixture(scope="module")
def again(folder: Path) -> OpenRelease:
    """The same pages from another folder, in another order, in a process with other hashes and a spoilt cache."""
    moved = shutil.copytree(SEEDS, folder / "moved")
    (folder / "temporary").mkdir()
    (folder / "temporary" / "jieba.cache").write_bytes(b"no dictionary")
    pages = sorted(moved.glob("*.txt"), reverse=True)
    return build(pages, folder / "two", seed="4242", cwd=folder, temporary=folder / "temporary")


def by_oxigraph(release: OpenRelease, name: str) -> set[Quad]:
    quads = ox.parse(path=str(release.dump_path(name)), format=FORMATS[name][0])
    # rdflib reads what Oxigraph has read, so that both write a literal in the same way.
    return by_rdflib(ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"", "nquads")


def by_rdflib(content: bytes, name: str) -> set[Quad]:
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=content, format=name)
    default = str(rdflib.graph.DATASET_DEFAULT_GRAPH_ID)
    return {
        (s.n3(), p.n3(), o.n3(), "" if g is None or str(g) == default else str(g)) for s, p, o, g in dataset.quads()
    }


def test_the_release_does_not_depend_on_order_folder_or_process(release: OpenRelease, again: OpenRelease) -> None:
    for name in DUMPS:
        assert release.dump_path(name).read_bytes() == again.dump_path(name).read_bytes(), name
    assert release.report == again.report
    assert release.manifest == again.manifest


# rdflib calls what it deprecates itself.
@pytest.mark.filterwarnings("ignore:.* is deprecated:DeprecationWarning")
@pytest.mark.parametrize("name", DUMPS)
def test_two_libraries_read_the_same_from_every_dump(release: OpenRelease, name: str) -> None:
    read = by_oxigraph(release, name)
    assert by_rdflib(release.dump_path(name).read_bytes(), FORMATS[name][1]) == read
    everything = by_oxigraph(release, "nq")
    if name in ("nq", "trig"):
        assert read == everything
        assert len(read) == release.manifest.quads
    else:
        evidence = NAMES.evidence_graph.value
        assert {quad[:3] for quad in read} == {quad[:3] for quad in everything if quad[3] != evidence}


def test_the_release_conforms_to_the_shapes(release: OpenRelease) -> None:
    """As any SHACL processor sees it. Only a district known beforehand may be named in no article."""
    data = rdflib.Graph().parse(
        data=ox.serialize(
            {q.triple for q in ox.parse(path=str(release.dump_path("nq")), format=ox.RdfFormat.N_QUADS)},
            format=ox.RdfFormat.N_TRIPLES,
        ),
        format="nt",
    )
    core = rdflib.Graph().parse(ontology_file(CORE))
    _, report, text = pyshacl.validate(data, shacl_graph=shapes_graph(), ont_graph=core)
    assert isinstance(report, rdflib.Graph)
    shapes = {str(shape).removeprefix(SHAPE) for shape in report.objects(None, SH.sourceShape)}
    assert shapes <= {"Entity-named"}, text
    for node in report.objects(None, SH.focusNode):
        assert str(node).startswith(f"{DEFAULT_BASE}district/"), text

"""The arrows between modules: lower layers never import higher ones, and modules of one layer never each other.

A new module of kg needs its place in LAYERS; so the table stays the map of the project.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MAX_LINES = 400

# Lowest first. Reading pages, scoring and releasing stand side by side but for the values below them.
LAYERS: tuple[tuple[str, ...], ...] = (
    # values and tables
    ("kg", "kg.errors", "kg.model"),
    (
        "kg.compression",
        "kg.cutter",
        "kg.exits",
        "kg.ids",
        "kg.resources",
        "kg.settings",
        "kg.text",
        "kg.vocabulary",
        "kg.web",
    ),
    # other servers
    ("kg.endpoint", "kg.fingerprint"),
    ("kg.graph_store",),
    # files to pages
    ("kg.engine", "kg.files", "kg.ledger", "kg.progress"),
    ("kg.ledger_file", "kg.questions", "kg.remote", "kg.sidecar"),
    ("kg.pages",),
    # a page to articles and their mentions
    ("kg.lexicon",),
    ("kg.bylines", "kg.dates", "kg.departments", "kg.names", "kg.tokens", "kg.towns", "kg.warm"),
    ("kg.lines",),
    ("kg.headline_runs", "kg.headlines", "kg.lists"),
    ("kg.boundaries",),
    ("kg.departments", "kg.districts", "kg.glosses", "kg.name_contexts", "kg.name_fronts", "kg.transliteration"),
    ("kg.common_words", "kg.firm_words"),
    ("kg.framed_names", "kg.name_reach"),
    ("kg.name_parts", "kg.sites"),
    ("kg.awards", "kg.bodies", "kg.listed_units", "kg.persons", "kg.segment"),
    ("kg.mentions",),
    # an article's mentions to its entities
    ("kg.draft", "kg.structure"),
    ("kg.places",),
    ("kg.owners", "kg.short_forms"),
    ("kg.nesting",),
    ("kg.linking",),
    # an article's posts, relations, events and doubts
    ("kg.bearers", "kg.event_text", "kg.event_words", "kg.honour_lists", "kg.introductions", "kg.seats"),
    ("kg.event_types", "kg.leaders", "kg.offices", "kg.winners"),
    ("kg.beside", "kg.employment", "kg.event_labels", "kg.event_scope", "kg.honours", "kg.rosters", "kg.terms"),
    ("kg.careers", "kg.elections", "kg.event_districts", "kg.event_hosts", "kg.event_places"),
    ("kg.event_people",),
    ("kg.doubts", "kg.events", "kg.posts", "kg.relations"),
    # entities across articles, and what is stated of them
    ("kg.resolution",),
    ("kg.candidates", "kg.gazetteer", "kg.judged"),
    ("kg.merging", "kg.resolve", "kg.statements"),
    ("kg.pipeline",),
    # statements against gold
    ("kg.gold", "kg.graphview", "kg.scores"),
    ("kg.goldtext",),
    ("kg.judging",),
    ("kg.judging_events",),
    ("kg.evaluate",),
    ("kg.scorecard",),
    # statements to a release
    (
        "kg.inference",
        "kg.layout",
        "kg.ledger_graph",
        "kg.manifest",
        "kg.query_tokens",
        "kg.rdf",
        "kg.search",
        "kg.sorting",
        "kg.sorting",
        "kg.sources",
    ),
    ("kg.query_text", "kg.search_query"),
    ("kg.query_check",),
    ("kg.store",),
    ("kg.folder", "kg.hashes", "kg.jsonld", "kg.ontology", "kg.rules", "kg.stated", "kg.turtle"),
    ("kg.blocks", "kg.cluster", "kg.former", "kg.ontology_page", "kg.shapes"),
    ("kg.dumps", "kg.follow", "kg.validate"),
    ("kg.built", "kg.cache", "kg.report", "kg.scored"),
    ("kg.engines", "kg.work"),
    ("kg.build", "kg.release"),
    ("kg.archive", "kg.desk", "kg.diff", "kg.export", "kg.publish", "kg.query"),
    ("kg.told",),
    ("kg.commands", "kg.publishing", "kg.review"),
    ("kg.cli",),
)
LEVEL = {module: level for level, layer in enumerate(LAYERS) for module in layer}

# The service reads releases; it neither reads pages nor scores, and it has never heard of the command line.
API_MAY_IMPORT = frozenset(
    {
        "kg",
        "kg.archive",
        "kg.compression",
        "kg.desk",
        "kg.endpoint",
        "kg.errors",
        "kg.former",
        "kg.ids",
        "kg.jsonld",
        "kg.layout",
        "kg.ledger",
        "kg.ledger_file",
        "kg.manifest",
        "kg.model",
        "kg.ontology",
        "kg.query_check",
        "kg.query_text",
        "kg.questions",
        "kg.rdf",
        "kg.release",
        "kg.resources",
        "kg.search",
        "kg.search_query",
        "kg.settings",
        "kg.sources",
        "kg.store",
        "kg.text",
        "kg.turtle",
        "kg.vocabulary",
        "kg.web",
    }
)


def _modules(package: str) -> dict[str, Path]:
    paths = sorted((ROOT / package).rglob("*.py"))
    return {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in paths}


KG, API = _modules("kg"), _modules("api")


def _imports(path: Path) -> Iterator[str]:
    """The modules of this project that a file imports, wherever in the file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: imports are absolute here"
            parts = [f"{node.module}.{alias.name}" for alias in node.names]
            known = [part if part in KG or part in API else str(node.module) for part in parts]
            names = sorted(set(known))
        else:
            continue
        yield from (name for name in names if name in KG or name in API)


def test_every_module_of_kg_has_its_layer() -> None:
    assert set(KG) == set(LEVEL), "put new modules into LAYERS, and take gone ones out"


@pytest.mark.parametrize("module", sorted(KG))
def test_a_module_imports_lower_layers_only(module: str) -> None:
    higher = [name for name in _imports(KG[module]) if name in KG and LEVEL[name] >= LEVEL[module]]
    assert not higher, f"{module} imports {higher}, which stand in its own layer or above"


@pytest.mark.parametrize("module", sorted(set(KG) - {"kg.cli"}))
def test_only_the_command_line_knows_the_service(module: str) -> None:
    assert not [name for name in _imports(KG[module]) if name in API]


@pytest.mark.parametrize("module", sorted(API))
def test_the_service_knows_releases_and_nothing_that_makes_them(module: str) -> None:
    assert {name for name in _imports(API[module]) if name in KG} <= API_MAY_IMPORT


def test_the_service_starts_without_what_reads_pages() -> None:
    """A dictionary of Chinese words takes a second and 100 MB that no reader of a release needs."""
    code = "import sys, api; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "pyoxigraph" in loaded.split()
    assert not {"jieba", "rjieba"} & set(loaded.split())


def _sources() -> list[Path]:
    return [path for folder in ("kg", "api", "tests") for path in sorted((ROOT / folder).rglob("*.py"))]


@pytest.mark.parametrize("path", _sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_can_be_read_in_one_sitting(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= MAX_LINES

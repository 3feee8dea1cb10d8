"""A release is whole or it is not there; the former one stays until the new one is."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import FrozenInstanceError, replace
from hashlib import sha256
from pathlib import Path
from types import ModuleType

import pyoxigraph as ox
import pytest

from kg import folder, release, store
from kg.dumps import DUMPS
from kg.errors import PageError, ReleaseError
from kg.model import Graph, Issue, Span
from kg.release import open_release, write_release
from kg.settings import BuildSettings
from kg.vocabulary import SKOS, TYPE, ukg
from tests.example import (
    EVENT,
    FACTORY,
    PAGE,
    PAGE_TEXTS,
    PERSON,
    TEXT,
    UNION,
    evidence,
    example_graph,
    example_statements,
    fact,
)

SETTINGS = BuildSettings()
PROOF = evidence("青禾区总工会主席周明远出席并讲话")
SMALLER = replace(
    example_graph(), statements=tuple(s for s in example_statements() if s.property.value != SKOS + "altLabel")
)


def write(directory: Path, graph: Graph | None = None) -> release.Release:
    return write_release(directory, graph or example_graph(), PAGE_TEXTS, SETTINGS)


def left_over(directory: Path) -> list[str]:
    return sorted(str(p.relative_to(directory)) for p in directory.rglob(".*"))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("out") / "data"
    write(directory)
    return directory


def test_a_release_has_its_store_dumps_report_and_manifest(built: Path) -> None:
    current = built / "current"
    assert sorted(p.name for p in current.iterdir()) == [
        "candidates.json",
        "dumps",
        "hashes.json",
        "manifest.json",
        "pages.sqlite",
        "report.json",
        "search.sqlite",
        "store",
    ]
    assert sorted(p.name for p in (current / "dumps").iterdir()) == sorted(DUMPS.values())
    assert current.is_symlink()
    assert not current.readlink().is_absolute()


def test_the_link_survives_a_move_of_the_folder(built: Path, tmp_path: Path) -> None:
    shutil.copytree(built, tmp_path / "moved", symlinks=True)
    shutil.copytree(tmp_path / "moved", tmp_path / "again", symlinks=True)
    shutil.rmtree(tmp_path / "moved")
    assert open_release(tmp_path / "again").id == open_release(built).id


def test_an_open_release_answers(built: Path) -> None:
    opened = open_release(built)
    answer = opened.store.query(f"ASK {{ <{EVENT.value}> <{ukg('organizer').value}> <{UNION.value}> }}")
    assert isinstance(answer, ox.QueryBoolean)
    assert bool(answer)
    assert opened.id == opened.path.name == opened.manifest.release
    assert opened.dump_path("ttl").read_bytes().startswith(b"@prefix")


def test_it_knows_superclasses_superproperties_and_event_types(built: Path) -> None:
    opened = open_release(built)
    for pattern in (
        f"<{UNION.value}> <{TYPE.value}> <{ukg('Organization').value}>",
        f"<{EVENT.value}> <{ukg('participant').value}> <{PERSON.value}>",
        f'<{EVENT.value}> <{ukg("eventType").value}>/<{SKOS}notation> "competition"',
    ):
        assert bool(opened.store.query(f"ASK {{ {pattern} }}")), pattern


def test_the_manifest_lists_the_files_as_they_are(built: Path) -> None:
    opened = open_release(built)
    for entry in opened.manifest.files:
        content = (opened.path / entry.name).read_bytes()
        assert (entry.sha256, entry.size) == (sha256(content).hexdigest(), len(content))
    assert {e.name for e in opened.manifest.files} == {
        "candidates.json",
        "report.json",
        *(f"dumps/{file}" for file in DUMPS.values()),
    }
    assert (opened.manifest.pages, opened.manifest.articles, opened.manifest.base) == (1, 1, SETTINGS.base)
    with pytest.raises(FrozenInstanceError):
        opened.manifest.release = "other"  # type: ignore[misc]


def test_the_report_counts_and_names_what_was_read(built: Path) -> None:
    report = open_release(built).report
    assert report["classes"]["Union"] == 2
    assert report["classes"]["Organization"] == 3
    assert report["properties"]["mentions"] == 7
    assert report["evidence"] == 21
    assert report["pages"] == [{"page": PAGE, "sha256": sha256(TEXT.encode()).hexdigest(), "characters": len(TEXT)}]
    assert report["quarantine"] == report["unread"] == []


def test_the_report_tells_doubts_unread_pages_and_what_was_kept_out(tmp_path: Path) -> None:
    wrong = fact(PERSON, ukg("leads"), FACTORY, PROOF)
    graph = replace(
        example_graph(),
        statements=(*example_statements(), wrong),
        issues=(Issue(PAGE, Span(60, 63), "unknown-name", "周明远"),),
    )
    unread = PageError("b02.md", "byte 17", "it is no UTF-8")
    report = write_release(tmp_path, graph, PAGE_TEXTS, SETTINGS, unread=[unread]).report
    assert report["issues"] == {"unknown-name": [{"page": PAGE, "start": 60, "end": 63, "quote": "周明远"}]}
    assert report["unread"] == [{"page": "b02.md", "place": "byte 17", "problem": "it is no UTF-8"}]
    [kept_out] = report["quarantine"]
    assert kept_out["shape"] == "Leads-workshop"
    assert "所带领的是工作室" in kept_out["message"]
    assert (kept_out["page"], kept_out["sentence"]) == (PAGE, "青禾区总工会主席周明远出席并讲话")
    assert (kept_out["subject"], kept_out["property"], kept_out["value"]) == (
        PERSON.value,
        ukg("leads").value,
        FACTORY.value,
    )
    assert ukg("leads").value not in open_release(tmp_path).dump_path("nq").read_text(encoding="utf-8")


def test_the_same_content_is_the_same_release(tmp_path: Path) -> None:
    first = write(tmp_path / "a")
    shuffled = replace(example_graph(), statements=tuple(reversed(example_statements())))
    second = write(tmp_path / "b", shuffled)
    assert first.manifest == second.manifest
    before = (first.path / "manifest.json").stat().st_mtime_ns
    assert write(tmp_path / "a").id == first.id
    assert (first.path / "manifest.json").stat().st_mtime_ns == before


def test_other_content_or_options_are_another_release(tmp_path: Path) -> None:
    first = write(tmp_path)
    assert write(tmp_path, SMALLER).id != first.id
    assert open_release(tmp_path).id != first.id
    assert write_release(tmp_path, Graph((), (), 0, 0), {}, BuildSettings("https://example.org/")).id != first.id
    assert write(tmp_path).id == first.id
    assert open_release(tmp_path).id == first.id
    assert len(list((tmp_path / "releases").iterdir())) == 3


def test_an_open_release_stays_what_it_is_when_another_becomes_current(tmp_path: Path) -> None:
    write(tmp_path)
    opened = open_release(tmp_path)
    write(tmp_path, SMALLER)
    assert len(opened.store) == opened.manifest.quads + opened.manifest.triples
    assert opened.dump_path("nq").read_bytes().count(b"\n") == opened.manifest.quads


def fail(*_: object) -> Iterator[None]:
    raise OSError(28, "No space left on device", "somewhere")


@pytest.mark.parametrize(
    ("module", "step"),
    [(folder, "_sync"), (release, "_write_store"), (folder, "_sync_one")],
    ids=lambda given: str(given),
)
def test_a_failure_leaves_the_former_release_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: ModuleType, step: str
) -> None:
    former = write(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(module, step, fail)
        with pytest.raises(ReleaseError, match="somewhere: the release cannot be written: No space left"):
            write(tmp_path, SMALLER)
    assert open_release(tmp_path).id == former.id
    assert [p.name for p in (tmp_path / "releases").iterdir()] == [former.id]
    assert left_over(tmp_path) == []


def test_a_failure_while_the_store_is_made_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "create", fail)
    with pytest.raises(ReleaseError):
        write(tmp_path)
    assert list((tmp_path / "releases").iterdir()) == []
    assert not (tmp_path / "current").exists()


def test_an_interrupted_build_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(store, "create", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write(tmp_path)
    assert list((tmp_path / "releases").iterdir()) == []


def test_what_a_killed_build_left_is_swept_away(tmp_path: Path) -> None:
    (tmp_path / "releases" / ".new-killed" / "store").mkdir(parents=True)
    (tmp_path / ".new-current").symlink_to("nowhere")
    write(tmp_path)
    assert left_over(tmp_path) == []


def test_a_path_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    with pytest.raises(ReleaseError, match="file"):
        write(tmp_path / "file")
    (tmp_path / "data" / "current").mkdir(parents=True)
    with pytest.raises(ReleaseError, match="current"):
        write(tmp_path / "data")
    assert left_over(tmp_path / "data") == []


def test_a_read_only_folder_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(prefix: str, dir: Path) -> str:
        raise PermissionError(13, "Permission denied", str(dir))

    monkeypatch.setattr("tempfile.mkdtemp", refuse)  # Root, as whom tests may run, may write everywhere.
    with pytest.raises(ReleaseError, match=f"{tmp_path}/releases: .*Permission denied"):
        write(tmp_path)


def test_a_changed_file_is_found_before_it_becomes_current_again(tmp_path: Path) -> None:
    first = write(tmp_path)
    write(tmp_path, SMALLER)
    (first.path / "dumps" / "graph.ttl").write_text("changed", encoding="utf-8")
    with pytest.raises(ReleaseError, match=r"graph\.ttl: the file is not what the manifest says"):
        write(tmp_path)
    assert open_release(tmp_path).id != first.id


def test_where_there_is_no_release_the_message_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="kg build PAGES --out"):
        open_release(tmp_path)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"files": [{}]}'])
def test_a_damaged_manifest_is_named(tmp_path: Path, text: str) -> None:
    (write(tmp_path).path / "manifest.json").write_text(text, encoding="utf-8")
    with pytest.raises(ReleaseError, match=r"manifest\.json: the manifest cannot be read"):
        open_release(tmp_path)


def test_a_damaged_report_is_named(tmp_path: Path) -> None:
    (write(tmp_path).path / "report.json").write_text("{", encoding="utf-8")
    with pytest.raises(ReleaseError, match=r"report\.json: the report cannot be read"):
        open_release(tmp_path)


def test_an_unknown_dump_format_is_named(built: Path) -> None:
    with pytest.raises(ReleaseError, match="'csv': there are nq, trig, ttl, jsonld"):
        open_release(built).dump_path("csv")


def test_others_may_read_what_was_built(built: Path) -> None:
    assert open_release(built).path.stat().st_mode & 0o055 == 0o055


def test_a_build_of_no_pages_is_a_release(tmp_path: Path) -> None:
    made = write_release(tmp_path, Graph((), (), 0, 0), {}, SETTINGS)
    assert open_release(tmp_path).id == made.id
    assert made.manifest.facts > 0  # The event types are known beforehand.


def test_the_manifest_is_readable_json(built: Path) -> None:
    told = json.loads((built / "current" / "manifest.json").read_text(encoding="utf-8"))
    assert told["release"] == open_release(built).id
    assert all(f["sha256"] for f in told["files"])

"""Releases in parts: what engines read is all of the release, and it is there or not."""

from __future__ import annotations

import gzip
import json
from hashlib import sha256
from pathlib import Path

import fsspec
import pytest

from kg import cli
from kg.errors import ReleaseError
from kg.export import export
from kg.ids import Names
from kg.model import Graph, Literal, Statement
from kg.release import OpenRelease, open_release, write_release
from kg.settings import BuildSettings
from kg.vocabulary import LABEL

SETTINGS = BuildSettings()
NAMES = Names(SETTINGS.base)
# Small enough for several parts, and no line's length.
PART = 1000


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("data")
    known = (Statement(NAMES.inferred_graph, NAMES.make("place", str(n)), LABEL, Literal("馆")) for n in range(20))
    write_release(directory, Graph(statements=tuple(known), issues=(), pages=0, articles=0), {}, SETTINGS)
    return directory


@pytest.fixture(scope="module")
def release(data: Path) -> OpenRelease:
    return open_release(data)


def test_the_parts_put_together_are_the_dump(release: OpenRelease, tmp_path: Path) -> None:
    done = export(release, str(tmp_path), part_bytes=PART)
    contents = [(tmp_path / release.id / part.name).read_bytes() for part in done.parts]
    assert b"".join(contents) == release.dump_path("nq").read_bytes()
    assert len(contents) > 2
    assert all(content.endswith(b" .\n") for content in contents)
    assert all(PART <= len(content) < PART + 500 for content in contents[:-1])


def test_the_manifest_tells_the_parts_and_is_there_only_with_all_of_them(release: OpenRelease, tmp_path: Path) -> None:
    export(release, str(tmp_path), part_bytes=PART)
    folder = tmp_path / release.id
    told = json.loads((folder / "manifest.json").read_text())
    assert (told["release"], told["quads"]) == (release.id, release.manifest.quads)
    for part in told["parts"]:
        content = (folder / part["name"]).read_bytes()
        assert (part["sha256"], part["size"]) == (sha256(content).hexdigest(), len(content))


def test_it_goes_behind_a_url_and_is_compressed_on_its_way(release: OpenRelease) -> None:
    target = "memory://exported"
    done = export(release, target, "gzip", PART)
    assert done.written
    driver = fsspec.filesystem("memory")
    content = b"".join(gzip.decompress(driver.cat_file(f"/exported/{release.id}/{p.name}")) for p in done.parts)
    assert content == release.dump_path("nq").read_bytes()
    again = export(release, target, "gzip", PART)
    assert (again.parts, again.written) == (done.parts, False)
    with pytest.raises(ReleaseError, match=f"{target}/{release.id}: the release is there in another format"):
        export(release, target)


def test_an_export_that_was_cut_off_is_written_again(release: OpenRelease, tmp_path: Path) -> None:
    cut = tmp_path / release.id / "part-00000.nq"
    cut.parent.mkdir()
    cut.write_bytes(b"<a> <b")
    assert export(release, str(tmp_path), part_bytes=PART).written
    assert cut.stat().st_size >= PART


def test_a_place_that_cannot_be_written_is_named(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    assert cli.main(["export", str(data), str(tmp_path / "file")]) == cli.NOTHING_DONE
    assert f"kg: {tmp_path / 'file'}" in capsys.readouterr().err
    assert cli.main(["export", str(data), "nowhere://bucket"]) == cli.NOTHING_DONE
    assert "kg: nowhere://bucket" in capsys.readouterr().err


def test_the_command_tells_what_it_wrote(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["export", str(data), str(tmp_path), "--compress", "zstd"]) == cli.DONE
    assert [path.name for path in sorted(tmp_path.glob("*/*"))] == ["manifest.json", "part-00000.nq.zst"]
    assert f"is in {tmp_path}" in capsys.readouterr().out

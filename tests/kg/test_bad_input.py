"""Bad input through the command line: what is wrong is told with file and place, and nothing good is lost by it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg import cli
from kg.release import open_release
from tests.example import TEXT

GOOD = TEXT.encode()
CHARACTER = GOOD.index("工".encode())


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "good.md").write_bytes(GOOD)
    return folder


@pytest.fixture
def out(pages: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A folder with a release in it."""
    assert cli.main(["build", str(pages), "--out", str(tmp_path / "data")]) == cli.DONE
    assert capsys.readouterr().err == ""
    return tmp_path / "data"


def one_line(path: Path) -> None:
    """50 MB without an end of line; the file has them only where a file system must have them."""
    with path.open("wb") as file:
        file.write("工".encode() * 1000)
        file.truncate(50_000_000)


# What is in the file → where the message says that it is wrong, and what it says.
BAD_PAGES: dict[str, tuple[bytes | Callable[[Path], None], str, str]] = {
    "empty": (b"", "byte 0", "empty"),
    "blank": (b" \r\n\n", "byte 0", "empty"),
    "binary": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "byte 6", "no text file"),
    "zero": (GOOD + b"\0" + GOOD, f"byte {len(GOOD)}", "zero byte"),
    "cut": (GOOD[: CHARACTER + 2], f"byte {CHARACTER}", "ends inside a character"),
    "damaged": (GOOD[: CHARACTER + 2] + GOOD[CHARACTER + 3 :], f"byte {CHARACTER}", "no UTF-8"),
    "utf-16": (TEXT.encode("utf-16"), "byte 0", "UTF-16"),
    "no article": ("第3版\n\n2022年11月10日 星期四\n".encode(), "characters 0 to", "no article"),
    "one line": (one_line, "byte 1000000", "50,000,000 bytes"),
}


def put(path: Path, content: bytes | Callable[[Path], None]) -> None:
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        content(path)


@pytest.mark.parametrize("name", BAD_PAGES)
def test_a_bad_page_is_told_with_its_place_and_the_good_ones_are_built(
    pages: Path, out: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    content, place, problem = BAD_PAGES[name]
    former = open_release(out)
    bad = pages / "bad.txt"
    put(bad, content)
    assert cli.main(["build", str(pages), "--out", str(out)]) == cli.SOME_PAGES_UNREAD
    [told] = capsys.readouterr().err.splitlines()
    assert told.startswith("kg: ")
    assert f"bad.txt, {place}" in told
    assert problem in told
    release = open_release(out)
    assert [entry["page"] for entry in release.report["unread"]] == ["bad.txt"]
    assert release.dump_path("nq").read_bytes() == former.dump_path("nq").read_bytes()


@pytest.mark.parametrize("name", BAD_PAGES)
def test_bad_pages_alone_leave_the_former_release(
    tmp_path: Path, out: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    former = (out / "current").readlink()
    content, _, _ = BAD_PAGES[name]
    (tmp_path / "other").mkdir()
    bad = tmp_path / "other" / "bad.txt"
    put(bad, content)
    assert cli.main(["build", str(bad.parent), "--out", str(out)]) == cli.NOTHING_DONE
    assert "bad.txt" in capsys.readouterr().err
    assert (out / "current").readlink() == former


def test_a_folder_without_pages_is_named(tmp_path: Path, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    former = (out / "current").readlink()
    (tmp_path / "empty").mkdir()
    for path in (tmp_path / "empty", tmp_path / "absent"):
        assert cli.main(["build", str(path), "--out", str(out)]) == cli.NOTHING_DONE
        assert str(path) in capsys.readouterr().err
    assert (out / "current").readlink() == former


def test_strict_builds_nothing_when_a_page_has_no_article(
    pages: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    former = (out / "current").readlink()
    (pages / "bad.txt").write_text("第3版\n", encoding="utf-8")
    (pages / "good.md").write_bytes(GOOD.replace("颁发".encode(), "发出".encode()))
    assert cli.main(["build", str(pages), "--out", str(out), "--strict"]) == cli.NOTHING_DONE
    assert "--strict" in capsys.readouterr().err
    assert (out / "current").readlink() == former


def test_an_output_below_a_file_is_named(pages: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Even root can write nothing there."""
    for out in (pages / "good.md", pages / "good.md" / "data"):
        assert cli.main(["build", str(pages), "--out", str(out)]) == cli.NOTHING_DONE
        [told] = capsys.readouterr().err.splitlines()
        assert str(out) in told
        assert "cannot be written" in told
    assert (pages / "good.md").read_bytes() == GOOD
    assert [path.name for path in tmp_path.iterdir()] == ["pages"]


def test_a_full_disk_leaves_the_former_release(
    pages: Path, out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    former = (out / "current").readlink()
    (pages / "good.md").write_bytes(GOOD.replace("颁发".encode(), "发出".encode()))

    def full(path: Path, content: bytes) -> int:
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(Path, "write_bytes", full)
    assert cli.main(["build", str(pages), "--out", str(out)]) == cli.NOTHING_DONE
    assert "No space left on device" in capsys.readouterr().err
    assert (out / "current").readlink() == former
    assert len(list((out / "releases").iterdir())) == 1

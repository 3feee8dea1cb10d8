"""Pages behind URLs are those of a folder on this machine, and what goes wrong names the URL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import fsspec
import pytest
from fsspec.registry import known_implementations

from kg import cli
from kg.errors import PageError
from kg.files import MAX_PAGE_BYTES
from kg.pages import Pages, read_pages
from kg.remote import file_name, is_url

TEXT = "# 柳溪区总工会举办棋赛\n\n本报讯（记者 何晓岚）近日，柳溪区总工会举办职工棋赛。\n"
FILES = {
    "a.txt": TEXT.encode(),
    "1998/03/b [1].md": TEXT.encode("gb18030"),
    "1998/03/pages.tsv": "page\tnewspaper\tissued\nb [1].md\t柳溪工人\t1998-03-02\n".encode(),
    "1998/04/工.txt": b"",
    "1998/04/large.txt": b" " * (MAX_PAGE_BYTES + 1),
    "1998/04/notes.json": b"{}",
    ".hidden/c.txt": TEXT.encode(),
    "1998/.d.txt": TEXT.encode(),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in FILES.items():
        path = tmp_path / "pages" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return tmp_path / "pages"


@pytest.fixture(params=["file", "memory", "zip", "zip in memory"])
def url(request: pytest.FixtureRequest, folder: Path, tmp_path: Path) -> Iterator[str]:
    """The folder in one of the places that need nothing but fsspec."""
    memory = fsspec.filesystem("memory")
    with ZipFile(tmp_path / "pages.zip", "w") as archive:
        for name, content in FILES.items():
            memory.pipe_file(f"/newspaper/{name}", content)
            archive.writestr(f"newspaper/{name}", content)
    memory.pipe_file("/newspaper.zip", (tmp_path / "pages.zip").read_bytes())
    yield {
        "file": folder.as_uri(),
        "memory": "memory://newspaper/",
        "zip": f"zip://newspaper::{(tmp_path / 'pages.zip').as_uri()}",
        "zip in memory": "zip://newspaper/::memory://newspaper.zip",
    }[request.param]
    memory.rm("/", recursive=True)


def by_name(pages: Pages) -> list[tuple[str, str, str]]:
    return [(file_name(error.page), error.place, error.problem) for error in pages.problems]


def test_pages_and_problems_are_those_of_the_folder_on_disk(url: str, folder: Path) -> None:
    there, here = read_pages([url]), read_pages([folder])
    assert [page.name for page in here.pages] == ["a.txt", "b [1].md"]
    assert here.pages[1].newspaper == "柳溪工人"
    assert there.pages == here.pages
    assert by_name(there) == by_name(here)


def test_a_problem_names_the_whole_url(url: str) -> None:
    places = {problem.page for problem in read_pages([url]).problems}
    own, chain, rest = url.partition("::")
    assert places == {f"{own.rstrip('/')}/1998/04/{name}{chain}{rest}" for name in ("工.txt", "large.txt")}


def test_a_single_file_has_the_table_beside_it(url: str) -> None:
    own, chain, rest = url.partition("::")
    (page,) = read_pages([f"{own.rstrip('/')}/1998/03/b [1].md{chain}{rest}"]).pages
    assert (page.name, page.issued) == ("b [1].md", "1998-03-02")


def test_a_place_that_is_given_twice_is_read_once(url: str) -> None:
    once, twice = read_pages([url]), read_pages([url, url])
    assert (twice.pages, by_name(twice)) == (once.pages, by_name(once))


def test_a_whole_archive_is_a_folder(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "pages.zip", "w") as archive:
        archive.writestr("a.txt", TEXT)
    pages = read_pages([f"zip://::{(tmp_path / 'pages.zip').as_uri()}"])
    assert [page.name for page in pages.pages] == ["a.txt"]


def test_a_page_on_disk_and_one_of_its_name_behind_a_url_are_refused(url: str, folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "a.txt"
    other.write_text(TEXT, encoding="utf-8")
    with pytest.raises(PageError, match="has the same name"):
        read_pages([other, url])


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("memory://nowhere/at/all", "no such file or folder"),
        ("file:///nowhere/at/all.txt", "no such file or folder"),
        ("gopher://newspaper/pages", "Protocol not known: gopher"),
        ("zip://::file:///dev/null", "File is not a zip file"),
        ("zip://::memory://nowhere.zip", "nowhere.zip"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_url(url: str, problem: str) -> None:
    with pytest.raises(PageError) as caught:
        read_pages([url])
    assert caught.value.page == url
    assert problem in caught.value.problem


def test_a_driver_that_is_not_installed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(known_implementations, "s9", {"class": "no_such.Driver", "err": "Install s9fs"})
    with pytest.raises(PageError, match=r"s9://bucket/pages, path: Install s9fs"):
        read_pages(["s9://bucket/pages"])


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("s3://bucket/a", True),
        ("zip://::s3://b/c.zip", True),
        ("simplecache::s3://b/a", True),
        ("a/b://c", False),
        ("a::b", False),
        ("s3:/a", False),
    ],
)
def test_urls_and_paths_are_told_apart(place: str, expected: bool) -> None:
    assert is_url(place) == expected


def test_a_release_does_not_tell_where_its_pages_lay(url: str, folder: Path, tmp_path: Path) -> None:
    for out, place in (("there", url), ("here", str(folder))):
        assert cli.main(["build", place, "--out", str(tmp_path / out)]) == cli.SOME_PAGES_UNREAD
    there, here = ((tmp_path / out / "current").resolve() for out in ("there", "here"))
    assert there.name == here.name
    assert (there / "report.json").read_bytes() == (here / "report.json").read_bytes()

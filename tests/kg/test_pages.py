from __future__ import annotations

import os
from pathlib import Path

import pytest

from kg.errors import PageError
from kg.files import MAX_PAGE_BYTES
from kg.pages import decode, read_pages

TEXT = "# 青禾区总工会举办竞赛\n\n本报讯（记者 林晓岚）近日，青禾区总工会在青禾会堂举办安全知识竞赛，周明远出席。\n"


def put(folder: Path, name: str, content: bytes | str = TEXT) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_pages_come_in_the_order_of_their_names_from_folders_and_subfolders(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "2022/c.TXT", ".hidden.txt", ".git/d.txt", "notes.json"):
        put(tmp_path, name)
    assert [page.name for page in read_pages([tmp_path]).pages] == ["a.md", "b.txt", "c.TXT"]


def test_a_file_named_twice_is_one_page_and_may_have_any_suffix(tmp_path: Path) -> None:
    path = put(tmp_path, "page.text")
    put(tmp_path, "a.txt")
    names = [page.name for page in read_pages([path, tmp_path, tmp_path / "a.txt"]).pages]
    assert names == ["a.txt", "page.text"]


@pytest.mark.parametrize("text", ["\ufeff工会\n", "工会\r\n职工\r工会\n\n", "𠮷工会", "工会\u2028职工\x0c"])
def test_not_one_character_is_touched(tmp_path: Path, text: str) -> None:
    put(tmp_path, "a.txt", text)
    assert read_pages([tmp_path]).pages[0].text == text


def test_gb18030_is_recognised(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", TEXT.encode("gb18030"))
    assert read_pages([tmp_path]).pages[0].text == TEXT


@pytest.mark.parametrize(
    ("content", "place", "problem"),
    [
        (b"", "byte 0", "empty"),
        (b"\xef\xbb\xbf \r\n", "byte 0", "empty"),
        ("工会".encode()[:-1], "byte 3", "inside a character"),
        ((TEXT * 9).encode()[:-2], f"byte {len((TEXT * 9).encode()) - 4}", "inside a character"),
        (TEXT.encode()[:29] + b"\xff" + TEXT.encode()[29:], "byte 29", "0xff"),
        (b"text\0more", "byte 4", "no text file"),
        (b"\x89PNG\r\n\x1a\n\0\0", "byte 6", "no text file"),
        (TEXT.encode("utf-16"), "byte 0", "UTF-16"),
        (TEXT.encode("big5", "ignore"), "byte 2", "neither UTF-8 nor Chinese text in GB18030"),
        ("Événement à Besançon, très tôt".encode("latin-1"), "byte 0", "neither UTF-8 nor"),
        (TEXT.encode("gb18030")[:-3] + b"\xb9", f"byte {len(TEXT.encode('gb18030')) - 3}", "neither UTF-8 nor GB18030"),
    ],
    ids=[
        "empty",
        "byte order mark only",
        "cut short page",
        "cut long page",
        "damaged UTF-8",
        "zero byte",
        "picture",
        "UTF-16",
        "Big5",
        "Latin-1",
        "cut GB18030",
    ],
)
def test_bytes_that_are_no_page_are_refused_with_their_place(content: bytes, place: str, problem: str) -> None:
    with pytest.raises(PageError) as caught:
        decode(content, "a.txt")
    assert (caught.value.page, caught.value.place) == ("a.txt", place)
    assert problem in caught.value.problem


def test_one_bad_page_does_not_cost_the_good_ones(tmp_path: Path) -> None:
    put(tmp_path, "bad.txt", b"")
    put(tmp_path, "good.txt")
    pages = read_pages([tmp_path])
    assert [page.name for page in pages.pages] == ["good.txt"]
    assert [problem.page for problem in pages.problems] == [str(tmp_path / "bad.txt")]


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", "")
    os.truncate(path, MAX_PAGE_BYTES + 1)
    assert "split it" in read_pages([tmp_path]).problems[0].problem


def test_a_dangling_link_is_a_problem_with_its_name(tmp_path: Path) -> None:
    put(tmp_path, "good.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    assert str(tmp_path / "gone.txt") in str(read_pages([tmp_path]).problems[0])


def test_a_file_name_that_is_not_utf_8_is_a_problem(tmp_path: Path) -> None:
    put(tmp_path, "good.txt")
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xb9\xa4.txt")).write_text(TEXT)
    pages = read_pages([tmp_path])
    assert [page.name for page in pages.pages] == ["good.txt"]
    assert "not in UTF-8" in pages.problems[0].problem


def test_two_pages_of_one_name_are_refused(tmp_path: Path) -> None:
    first, second = put(tmp_path, "01/a.txt"), put(tmp_path, "02/a.txt")
    with pytest.raises(PageError) as caught:
        read_pages([tmp_path])
    assert str(first) in str(caught.value)
    assert str(second) in str(caught.value)


def test_paths_without_pages_are_refused(tmp_path: Path) -> None:
    with pytest.raises(PageError, match="no page files"):
        read_pages([tmp_path])
    with pytest.raises(PageError, match="no such file"):
        read_pages([tmp_path / "nowhere"])


def test_the_sidecar_adds_what_it_knows_in_any_order_of_columns(tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    put(tmp_path, "b.txt")
    put(
        tmp_path,
        "pages.tsv",
        "\ufeffissued\tpage\tnewspaper\r\n2022-11-18\ta.txt\t首都工会报\r\n\r\n\tb.txt\t首都工会报\r\n",
    )
    a, b = read_pages([tmp_path]).pages
    assert (a.newspaper, a.issued, a.number) == ("首都工会报", "2022-11-18", None)
    assert (b.newspaper, b.issued, b.number) == ("首都工会报", None, None)


@pytest.mark.parametrize(
    ("table", "place", "problem"),
    [
        ("", "line 1", "'page'"),
        ("page\tdate\n", "line 1", "'page'"),
        ("page\tissued\na.txt\t2022-02-30\n", "line 2", "'2022-02-30'"),
        ("page\tissued\na.txt\t18.11.2022\n", "line 2", "'18.11.2022'"),
        ("page\tissued\n\na.txt\n", "line 3", "1 cells"),
        ("page\na.txt\na.txt\n", "line 3", "second line"),
        ("page\nb.txt\n", "line 2", "'b.txt'"),
        ("page\n../{folder}/a.txt\n", "line 2", "'../"),
    ],
    ids=["empty", "header", "no day", "no ISO date", "cells", "twice", "no page", "other folder"],
)
def test_a_bad_sidecar_line_is_told_and_the_page_is_read(tmp_path: Path, table: str, place: str, problem: str) -> None:
    put(tmp_path, "a.txt")
    put(tmp_path, "pages.tsv", table.format(folder=tmp_path.name))
    pages = read_pages([tmp_path / "a.txt"])
    assert [page.name for page in pages.pages] == ["a.txt"]
    assert [(error.page, error.place) for error in pages.problems] == [(str(tmp_path / "pages.tsv"), place)]
    assert problem in pages.problems[0].problem


def test_a_table_with_a_cell_of_any_length_is_a_problem_of_its_line(tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    long = "工" * 200_000
    put(tmp_path, "pages.tsv", f"page\tnewspaper\n{long}\t晚报\na.txt\t{long}\n")
    result = read_pages([tmp_path])
    assert [problem.place for problem in result.problems] == ["line 2"]
    assert result.pages[0].newspaper == long


def test_a_table_is_read_once_though_its_folder_is_given_in_two_ways(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "a.txt")
    put(tmp_path, "b.txt")
    put(tmp_path, "pages.tsv", "page\nc.txt\n")
    monkeypatch.chdir(tmp_path)
    result = read_pages([tmp_path / "a.txt", Path("b.txt")])
    assert [page.name for page in result.pages] == ["a.txt", "b.txt"]
    assert len(result.problems) == 1


def test_a_folder_that_cannot_be_listed_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "a.txt")
    closed = put(tmp_path, "closed/b.txt").parent
    list_folder = os.scandir

    def scandir(folder: Path) -> object:
        if Path(folder) == closed:
            raise PermissionError(13, "Permission denied", str(folder))
        return list_folder(folder)

    monkeypatch.setattr(os, "scandir", scandir)
    result = read_pages([tmp_path])
    assert [page.name for page in result.pages] == ["a.txt"]
    assert [str(problem) for problem in result.problems] == [f"{closed}, path: Permission denied"]
    with pytest.raises(PageError, match="Permission denied"):
        read_pages([closed])

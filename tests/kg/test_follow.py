"""A store and an index that follow the former release's hold what new ones would."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import follow as following
from kg import release as releasing
from kg import search, store
from kg.build import build
from kg.cache import Cache
from kg.errors import ReleaseError
from kg.folder import writing
from kg.layout import STORE
from kg.model import Page
from kg.release import Release, publish
from kg.settings import BuildSettings
from tests.kg.histories import history

SETTINGS = BuildSettings()
ONE = Page("a.txt", "# 竞赛\n本报讯（记者 马明）近日，海淀区总工会举办竞赛。\n")
MANY = tuple(Page(f"{n}.txt", f"# 竞赛\n近日，海淀区总工会举办第{n}届竞赛。周明远出席。\n") for n in range(12))


def release_of(pages: Iterable[Page], directory: Path) -> Release:
    with writing(directory):
        return publish(directory, build(pages, SETTINGS, Cache(directory / "cache")), SETTINGS)


def stored(release: Release) -> set[ox.Quad]:
    return set(ox.Store.read_only(str(release.path / STORE)))


def indexed(release: Release) -> set[tuple[str, bytes, str]]:
    """What the index has, by the digests of its texts."""
    with closing(sqlite3.connect(release.path / search.FILE)) as index:
        rows = "SELECT digest, node FROM {kind}_texts JOIN {kind}_nodes USING (text)"
        return {(kind, *row) for kind in ("names", "quotes") for row in index.execute(rows.format(kind=kind))}


def found(release: Release) -> list[list[str]]:
    path = release.path / search.FILE
    return [
        search.find(path, kind, words, 999)
        for kind in ("names", "quotes")
        for words in ("工会", "主席", "山", "记者马")
    ]


@pytest.fixture
def followed(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether each release that is made from now on followed the one before."""
    told: list[bool] = []

    def remembered(*given: object) -> bool:
        told.append(following.follow(*given))  # type: ignore[arg-type]
        return told[-1]

    monkeypatch.setattr(releasing, "follow", remembered)
    return told


@pytest.mark.parametrize("seed", range(100, 103))
def test_after_every_step_of_a_history_the_release_is_the_one_made_anew(
    tmp_path: Path, seed: int, followed: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "_SHARE", 1.0)
    for number, pages in enumerate(history(seed, steps=4)):
        step, anew = release_of(pages, tmp_path / "lives"), release_of(pages, tmp_path / f"anew-{number}")
        assert step.manifest == anew.manifest
        assert stored(step) == stored(anew)
        assert indexed(step) == indexed(anew)
        assert found(step) == found(anew)
    assert any(followed)


def test_a_release_that_differs_in_a_page_follows_the_one_before(tmp_path: Path, followed: list[bool]) -> None:
    release_of(MANY, tmp_path)
    release_of([*MANY, ONE], tmp_path)
    release_of([*MANY[1:], ONE], tmp_path)
    assert followed == [True, True]


def test_where_much_has_changed_the_store_is_made_anew(tmp_path: Path, followed: list[bool]) -> None:
    release_of(MANY, tmp_path)
    release_of(MANY[:6], tmp_path)
    assert followed == [False]
    assert release_of(MANY, tmp_path).id != release_of(MANY[:1], tmp_path).id


def test_a_former_store_that_is_not_what_it_should_be_is_not_followed(tmp_path: Path, followed: list[bool]) -> None:
    former = release_of(MANY, tmp_path)
    other = release_of([ONE], tmp_path / "other")
    (former.path / STORE).rename(tmp_path / "gone")
    (other.path / STORE).rename(former.path / STORE)
    after = release_of([*MANY, ONE], tmp_path)
    assert followed == [False]
    assert stored(after) == stored(release_of([*MANY, ONE], tmp_path / "anew"))


@pytest.mark.parametrize("name", ["CURRENT", "MANIFEST-*", "*.sst", "../search.sqlite", "../manifest.json"])
def test_a_damaged_former_release_is_not_followed(tmp_path: Path, followed: list[bool], name: str) -> None:
    former = release_of(MANY, tmp_path)
    folder = former.path if name.startswith("../") else former.path / STORE
    for path in folder.glob(name.removeprefix("../")):
        path.write_bytes(b"damaged by hand")
    after = release_of([*MANY, ONE], tmp_path)
    assert followed == [False]
    assert stored(after) == stored(release_of([*MANY, ONE], tmp_path / "anew"))


@pytest.mark.parametrize("name", [f"{STORE}/*.sst", search.FILE])
def test_damage_that_does_not_show_at_once_is_not_handed_on(tmp_path: Path, followed: list[bool], name: str) -> None:
    former = release_of(MANY, tmp_path)
    path = max(former.path.glob(name), key=lambda path: path.stat().st_size)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(ReleaseError, match=f"{path.name} is not what it was; remove .* and build again"):
        releasing.check(former.path, former.manifest)
    after = release_of([*MANY, ONE], tmp_path)
    assert followed == [False]
    releasing.check(after.path, after.manifest)


def test_a_former_release_stays_as_it_was(tmp_path: Path) -> None:
    former = release_of(MANY, tmp_path)
    before = stored(former), indexed(former)
    files = {path: path.read_bytes() for path in former.path.rglob("*") if path.is_file()}
    release_of([*MANY, ONE], tmp_path)
    assert (stored(former), indexed(former)) == before
    assert {path: path.read_bytes() for path in files} == files
    assert len(store.Store(former.path / STORE)) == former.manifest.quads + former.manifest.triples

"""Whatever the cache holds, a build gives what a build without it gives; and it does only what has to be done."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from kg import build as building
from kg import work
from kg.built import Built, built_of
from kg.cache import Cache
from kg.errors import ReleaseError
from kg.ids import Names
from kg.judged import article_hash
from kg.ledger import Judgement, in_force
from kg.model import Page, Reading
from kg.pipeline import build_graph, read_page
from kg.progress import Stages
from kg.settings import BuildSettings
from kg.statements import article_iris
from tests.kg.fresh import fresh, whole
from tests.kg.histories import history, judging

SETTINGS = BuildSettings()
FULL = Page("a.txt", "# 送清凉\n近日，北京市大兴区总工会慰问职工。北京市大兴区总工会主席周明远说。\n")
SHORT = Page("b.txt", "# 又讯\n日前，大兴区总工会开会。大兴区总工会主席周明远出席。\n")
OTHER = Page("c.txt", "# 竞赛\n本报讯（记者 马明）近日，海淀区总工会举办竞赛。\n")
PAGES = (FULL, SHORT, OTHER)


def build(
    pages: Iterable[Page],
    settings: BuildSettings,
    cache: Cache,
    ledger: tuple[Judgement, ...] = (),
    stages: Stages | None = None,
) -> Built:
    """What kg.build gives, with its blocks out of the cache."""
    return whole(building.build(pages, settings, cache, ledger, stages=stages))


def plainly(*pages: Page, settings: BuildSettings = SETTINGS) -> Built:
    """The pages built at once, without a cache."""
    built = built_of(build_graph(pages, settings), {page.name: page.text for page in pages}, Names(settings.base))
    return replace(built, pages=tuple(sorted(pages, key=lambda page: page.name)))


def same(built: Built, expected: Built) -> bool:
    return replace(built, without_articles=frozenset(), mergers=()) == expected


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the pages that are read from now on."""
    names: list[str] = []

    def remembered(page: Page) -> tuple[Reading, ...]:
        names.append(page.name)
        return read_page(page)

    monkeypatch.setattr(work, "read_page", remembered)
    return names


def test_a_build_is_that_of_all_pages_at_once(tmp_path: Path) -> None:
    for _ in range(2):
        assert same(build(PAGES, SETTINGS, Cache(tmp_path)), plainly(*PAGES))
    assert same(fresh(reversed(PAGES)), plainly(*PAGES))


@pytest.mark.parametrize("seed", range(12))
def test_after_every_step_of_a_history_the_build_is_that_of_all_pages_at_once(tmp_path: Path, seed: int) -> None:
    results = []
    for pages in history(seed, steps=4):
        cache = Cache(tmp_path)
        built = build(pages, SETTINGS, cache)
        cache.sweep()
        assert same(built, plainly(*pages))
        results.append(built)
    assert results[0] == results[-1], "when all is undone, all is as it was"


@pytest.mark.parametrize("seed", range(12))
def test_after_every_judgement_the_build_is_that_of_all_pages_at_once(tmp_path: Path, seed: int) -> None:
    pages = next(history(seed, steps=0))
    before = build(pages, SETTINGS, Cache(tmp_path))
    for ledger in judging(seed, pages, steps=6):
        cache = Cache(tmp_path)
        built = build(pages, SETTINGS, cache, ledger=ledger)
        cache.sweep()
        assert built == fresh(pages, SETTINGS, ledger)
        graph = build_graph(pages, SETTINGS, judgements=in_force(ledger))
        expected = built_of(graph, {page.name: page.text for page in pages}, Names(SETTINGS.base))
        assert built.blocks[1:] == expected.blocks[1:]
    assert built.judgements == 0
    assert (built.blocks[1:], built.unapplied) == (before.blocks[1:], ()), "when all is undone, all is as it was"


def test_articles_of_a_page_that_begin_alike_are_articles_of_their_own() -> None:
    notice = "# 通知\n近日，大兴区总工会在大兴区文化馆举办职工技能竞赛，大兴区总工会主席周明远出席开幕式并讲话。{}\n"
    page = Page("a.txt", notice.format("海淀区总工会派人观摩。") + notice.format("朝阳区总工会派人观摩。"))
    built = fresh([page])
    assert built.quarantine == ()
    first, second = (section.nquads.decode() for section in sorted(built.blocks[1].articles, key=lambda s: s.nquads))
    assert ("海淀区总工会" in first) != ("海淀区总工会" in second)
    alone = fresh([Page("a.txt", notice.format("海淀区总工会派人观摩。"))])
    assert alone.blocks[1].articles[0].graph in {section.graph for section in built.blocks[1].articles}


def test_a_judgement_on_one_of_two_articles_that_begin_alike_leaves_the_other_as_it_is() -> None:
    page = Page("a.txt", "# 通知\n近日，大兴区总工会开会。\n" * 2)
    first, second = article_iris(read_page(page), Names(SETTINGS.base))
    no_event = Judgement("2026-11-21", "me", "reject", article_hash(second), "Union:大兴区总工会")
    built = fresh([page], ledger=(no_event,))
    assert built.unapplied == ()
    sections = {section.graph: section.nquads.decode() for section in built.blocks[1].articles}
    assert "大兴区总工会" in sections[first.value.encode()]
    assert "大兴区总工会" not in sections[second.value.encode()]


def test_only_new_and_changed_pages_are_read(tmp_path: Path, read: list[str]) -> None:
    build(PAGES, SETTINGS, Cache(tmp_path))
    assert read == ["a.txt", "b.txt", "c.txt"]
    read.clear()
    changed = replace(OTHER, text=OTHER.text.replace("海淀", "朝阳"))
    dated = replace(SHORT, issued="2023-03-09")
    build([FULL, dated, changed], SETTINGS, Cache(tmp_path))
    assert read == ["b.txt", "c.txt"]
    read.clear()
    build([FULL, changed], SETTINGS, Cache(tmp_path))
    build([dated, changed], BuildSettings("https://example.org/"), Cache(tmp_path))
    assert read == []


def test_other_rules_read_all_pages_again(tmp_path: Path, read: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    build(PAGES, SETTINGS, Cache(tmp_path))
    monkeypatch.setattr(building, "rules_version", lambda: "others")
    build(PAGES, SETTINGS, Cache(tmp_path))
    assert read == ["a.txt", "b.txt", "c.txt"] * 2


def test_a_page_whose_names_mean_others_now_is_stated_anew_but_not_read(tmp_path: Path, read: list[str]) -> None:
    group = Page("a.txt", "# 开会\n近日，北海建工集团召开职工代表大会。\n")
    short = Page("b.txt", "# 运动会\n日前，北海建工举办职工运动会。\n")
    before = build([group, short], SETTINGS, Cache(tmp_path))
    read.clear()
    after = build([short], SETTINGS, Cache(tmp_path))
    assert read == []
    assert before.blocks[-1].page == after.blocks[-1].page == "b.txt"
    assert before.blocks[-1] != after.blocks[-1]
    assert same(after, plainly(short))


def test_every_stage_is_told_of(tmp_path: Path) -> None:
    for _ in range(2):
        stages = Stages()
        build(PAGES, SETTINGS, Cache(tmp_path), stages=stages)
        told = [(stage.label, stage.pages) for stage in stages.done]
        assert told == [("reading", 3), ("resolving", 0), ("stating", 3), ("writing", 3)]


def test_pages_without_an_article_are_named(tmp_path: Path) -> None:
    empty = Page("e.txt", "\ufeff\r\n")
    for _ in range(2):
        assert build([FULL, empty], SETTINGS, Cache(tmp_path)).without_articles == {"e.txt"}


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def swap(path: Path) -> None:
    """Puts another entry of the same kind in its place."""
    path.write_bytes(max(path.parent.iterdir(), key=lambda other: other != path).read_bytes())


@pytest.mark.parametrize("damage", [cut, flip, swap, lambda path: path.write_bytes(b""), Path.unlink])
def test_what_is_damaged_in_the_cache_is_made_anew(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    expected = build(PAGES, SETTINGS, Cache(tmp_path))
    for kind in ("outlines", "readings", "claims", "blocks"):
        damage(min((tmp_path / kind).iterdir()))
    assert build(PAGES, SETTINGS, Cache(tmp_path)) == expected
    assert build([FULL, SHORT], SETTINGS, Cache(tmp_path)) == fresh([FULL, SHORT])


def test_what_was_not_used_is_swept_away(tmp_path: Path) -> None:
    build(PAGES, SETTINGS, Cache(tmp_path))
    (tmp_path / "blocks" / ".new-1-killed").write_bytes(b"half")
    cache = Cache(tmp_path)
    build([OTHER], SETTINGS, cache)
    cache.sweep()
    assert {kind.name: len(list(kind.iterdir())) for kind in tmp_path.iterdir()} == {
        "blocks": 1,
        "claims": 1,
        "outlines": 1,
        "readings": 1,
    }


def test_nobody_else_may_look_into_the_cache(tmp_path: Path) -> None:
    build([OTHER], SETTINGS, Cache(tmp_path / "cache"))
    assert (tmp_path / "cache").stat().st_mode & 0o077 == 0


def test_a_cache_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("no folder", encoding="utf-8")
    with pytest.raises(ReleaseError, match="cache"):
        build([OTHER], SETTINGS, Cache(tmp_path / "cache"))

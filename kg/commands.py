"""The commands that make, compare, list and go back to releases."""

from __future__ import annotations

import argparse
import gc
import json
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from kg import archive, engines, sources, told
from kg.build import build
from kg.built import Built
from kg.cache import Cache
from kg.diff import Diff, diff
from kg.errors import KgError, PageError, ReleaseError
from kg.exits import DONE, SOME_PAGES_UNREAD
from kg.export import export
from kg.folder import no_release, point_current, write_whole, writing
from kg.former import remember
from kg.gold import GoldPage, read_gold
from kg.layout import CACHE, DIFFS, GOLD, RELEASES
from kg.ledger import LEDGER, Judgement, read_ledger
from kg.ledger_file import judgements_in
from kg.model import Page
from kg.pages import Pages, read_pages
from kg.progress import Stages
from kg.release import open_release, publish, read_report
from kg.remote import file_name
from kg.report import Report
from kg.settings import BuildSettings

# A build keeps nearly all that it makes; the collector would look at it again and again, by default at every 700.
_NEW_OBJECTS = 1_000_000


def read(paths: Sequence[str]) -> Pages:
    """The pages, the problems told on stderr; raises KgError where not one page could be read."""
    pages = read_pages(paths)
    for problem in pages.problems:
        print(f"kg: {problem}", file=sys.stderr)
    if not pages.pages:
        raise KgError("not one page could be read")
    return pages


def build_pages(options: argparse.Namespace) -> int:
    """Makes a release of page files and folders."""
    settings = BuildSettings(base=options.base)
    engines.check(options.engine, options.jobs, options.scheduler)  # before hours go into reading
    pages = read(options.pages)
    if options.strict and pages.problems:
        raise KgError(f"{len(pages.problems)} problems (see above), so that --strict builds nothing")
    # Where a page lies is no part of what was built: the report knows files by their names.
    unread = [PageError(file_name(problem.page), problem.place, problem.problem) for problem in pages.problems]
    with writing(options.out, partial(_tell_waiting, options.out)):
        return _build(options, options.out, settings, pages.pages, unread, "build", options.compress or ())


def remove_pages(options: argparse.Namespace) -> int:
    """Makes a release of the current one's pages but some."""
    gone = {Path(page).name for page in options.pages}
    code = _build_again(options, options.out, gone, "remove")
    print(f"The files are untouched: a build of a folder where {', '.join(sorted(gone))} still lies reads it again.")
    return code


def apply_judgements(options: argparse.Namespace) -> int:
    """Makes a release of the current one's pages, as the ledger now says."""
    return _build_again(options, options.directory, set(), "apply")


def _build_again(options: argparse.Namespace, out: Path, gone: set[str], how: str) -> int:
    """Makes a release of the current one's pages without those that are `gone`."""
    with writing(out, partial(_tell_waiting, out)):
        current = archive.current(out)
        if current is None:
            raise no_release(out)
        former = archive.manifest_of(out, current)
        pages = sources.read_all(out / RELEASES / current / sources.FILE)
        absent = gone - {page.name for page in pages}
        if absent:
            raise KgError(f"{', '.join(sorted(absent))}: the current release has no such page")
        left = [page for page in pages if page.name not in gone]
        if not left:
            raise KgError("no page would be left, and an empty graph is none")
        known = gone | {page.name for page in pages}
        unread = [PageError(**entry) for entry in read_report(out / RELEASES / current)["unread"]]
        still = [error for error in unread if error.page not in known]
        compressions = options.compress or former.compressions()
        return _build(options, out, BuildSettings(base=former.base), left, still, how, compressions)


def export_parts(options: argparse.Namespace) -> int:
    """Writes the current release's statements in parts."""
    release = open_release(options.directory)
    done = export(release, options.target, options.compress, options.part_mb << 20)
    size = sum(part.size for part in done.parts)
    print(f"release    {release.id} is in {done.place}{'' if done.written else ', as it was before'}")
    print(f"parts      {len(done.parts):9,}  of {release.manifest.quads:,} quads, {size:,} bytes")
    return DONE


def tell_diff(options: argparse.Namespace) -> int:
    """Tells what differs between two releases."""
    before, after = (archive.opened(place, options.out) for place in (options.before, options.after))
    found = diff(before, after)
    print(json.dumps(found.as_json(), ensure_ascii=False, indent=1) if options.json else told.diff_as_text(found))
    return DONE


def list_releases(options: argparse.Namespace) -> int:
    """Tells which releases there are."""
    directory: Path = options.directory
    found = archive.releases(directory)
    if not found:
        raise no_release(directory)
    last = {turn.release: turn for turn in archive.turns(directory)}
    made = [(archive.manifest_of(directory, release), last.get(release)) for release in found]
    print(told.releases_as_text(made, archive.current(directory)))
    return DONE


def roll_back(options: argparse.Namespace) -> int:
    """Makes a former release current again."""
    directory: Path = options.directory
    with writing(directory, partial(_tell_waiting, directory)):
        release = archive.to_go_back_to(directory, options.release)
        current = archive.current(directory)
        if current is not None:
            print(_changes(directory, current, release))
        point_current(directory, release)
        archive.record(directory, archive.Turn(release, _now(), "rollback"))
    print(f"release    {release} is current again; the next build makes a new one of the pages that it is given")
    return DONE


def _build(
    options: argparse.Namespace,
    out: Path,
    settings: BuildSettings,
    pages: Sequence[Page],
    unread: Iterable[PageError],
    how: str,
    compressions: Sequence[str],
) -> int:
    """Makes a release of the pages in a folder that is held, tells what it changes, and prunes."""
    gc.set_threshold(_NEW_OBJECTS)
    # Workers on other machines have no current folder of ours.
    cache = Cache((out / CACHE).absolute())
    stages = Stages(sys.stderr)
    with engines.chosen(options.engine, options.jobs, options.scheduler, len(pages), cache) as processors:
        built = build(pages, settings, cache, _ledger(options, out), processors, stages, _gold(options, out))
    empty = without_articles(built)
    for problem in empty:
        print(f"kg: {problem}", file=sys.stderr)
    if getattr(options, "strict", False) and empty:
        raise KgError(f"{len(empty)} pages without an article (see above), so that --strict builds nothing")
    if len(empty) == len(pages):
        raise KgError("there is no article on any page")
    problems = [*unread, *empty]
    former = archive.current(out)
    approve = partial(_approve, None if former is None or options.allow_loss else out / RELEASES / former)
    changes: list[str] = []

    def tell(path: Path) -> None:
        """What the release changes is kept before anybody can read it: an address of the former one then leads on."""
        changes.extend([] if former is None else [_changes(out, former, path.name)])

    with stages.stage("publishing"):
        release = publish(
            out, built, settings, unread=problems, compressions=compressions, approve=approve, on_complete=tell
        )
    if release.id != former:
        archive.record(out, archive.Turn(release.id, _now(), how))
    cache.sweep()
    made = release.manifest
    print(told.summary(release, out, len(problems)))
    print(stages.report(made.pages))
    print(*changes, sep="\n", end="\n" * len(changes))
    if options.keep is not None:
        gone = archive.prune(out, options.keep)
        print(f"pruned     {len(gone):9,}  releases") if gone else None
    return SOME_PAGES_UNREAD if problems else DONE


def _ledger(options: argparse.Namespace, out: Path) -> tuple[Judgement, ...]:
    """The judgements of the ledger that is named, or of the one beside the releases if there is one."""
    return read_ledger(options.judgements) if options.judgements else judgements_in(out / LEDGER)


def _gold(options: argparse.Namespace, out: Path) -> tuple[GoldPage, ...]:
    """The gold that is named, or that which lies beside the releases if there is any."""
    place: Path = options.gold or out / GOLD
    return read_gold(place) if options.gold or place.is_dir() else ()


def _changes(out: Path, former: str, release: str) -> str:
    """What the release changes, in words; kept beside the releases, with what became of former IRIs."""
    try:
        found = diff(archive.opened(former, out), archive.opened(release, out))
    except ReleaseError as error:
        return f"changes    cannot be told: {error}"
    if former != release:
        remember(out, found.former, _now())
        _keep(out, found)
    return told.diff_as_text(found, told.SHORT)


def _keep(out: Path, found: Diff) -> None:
    (out / DIFFS).mkdir(exist_ok=True)
    text = json.dumps(found.as_json(), ensure_ascii=False, indent=1) + "\n"
    write_whole(out / DIFFS / f"{found.before}..{found.after}.json", [text.encode()])


def _approve(former: Path | None, report: Report) -> None:
    """Raises a ReleaseError where the build has lost too much of what the former release has."""
    if former is None:
        return
    lost = archive.losses(read_report(former)["classes"], report["classes"])
    if lost:
        raise ReleaseError(
            f"nothing is published, as so much would be lost: {', '.join(lost)}; if that is meant: --allow-loss"
        )


def without_articles(built: Built) -> list[PageError]:
    """The pages on which no article was found: a table of contents, an advertisement, or no newspaper at all."""
    return [
        PageError(page.name, f"characters 0 to {len(page.text)}", "there is no article on this page")
        for page in built.pages
        if page.name in built.without_articles
    ]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _tell_waiting(directory: Path) -> None:
    print(f"kg: another build writes into {directory}; waiting until it is done", file=sys.stderr)

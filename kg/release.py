"""Releases: immutable folders DIR/releases/ID, and the link DIR/current that points at the newest.

A release is written beside its place, checked, and only then moved there; whatever fails leaves the former one as it
was.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import kg
from kg import ontology, search, sources, store
from kg.dumps import DUMPS, texts
from kg.errors import PageError, ReleaseError
from kg.ids import Names
from kg.inference import inferred
from kg.manifest import Manifest, file_entry, release_id
from kg.model import Graph
from kg.rdf import quads_of
from kg.report import Report, build_report
from kg.settings import BuildSettings
from kg.validate import validate

RELEASES = "releases"
CURRENT = "current"
STORE = "store"
DUMPS_FOLDER = "dumps"
REPORT = "report.json"
MANIFEST = "manifest.json"

# What is not yet a release, or not yet the current link, has a name that starts like this.
_UNFINISHED = ".new-"

# Releases are read by other users than the one who builds them (a service's): mkdtemp alone would shut them out.
_FOLDER_MODE = 0o755


@dataclass(frozen=True, slots=True)
class Release:
    """A release as it was written: its folder, what it is made of, and its report."""

    path: Path
    manifest: Manifest
    report: Report

    @property
    def id(self) -> str:
        return self.manifest.release


@dataclass(frozen=True, slots=True)
class OpenRelease:
    """A release opened for reading; it stays the same when a newer one becomes current."""

    path: Path
    manifest: Manifest
    report: Report
    store: store.Store

    @property
    def id(self) -> str:
        return self.manifest.release

    def dump_path(self, format_: str) -> Path:
        """The file of the dump in that format, a key of kg.dumps.DUMPS."""
        if format_ not in DUMPS:
            raise ReleaseError(f"dump format {format_!r}: there are {', '.join(DUMPS)}")
        return self.path / DUMPS_FOLDER / DUMPS[format_]


def write_release(
    directory: Path,
    graph: Graph,
    page_texts: Mapping[str, str],
    settings: BuildSettings,
    *,
    unread: Iterable[PageError] = (),
) -> Release:
    """Makes a release of the graph in `directory` and points DIR/current at it.

    What breaks the shapes is kept out and told in the report, as are the pages that could not be read (`unread`).
    The same content and options give the same id, and the release that is there already. A ReleaseError names the
    path that cannot be written; the former release then stays current, and nothing is left behind.
    """
    names = Names(settings.base)
    kept, quarantine = validate(graph.statements, page_texts, names)
    statements = [*kept, *inferred(kept, names), *ontology.known_statements(names)]
    quads = quads_of(statements, names, page_texts)
    report = build_report(statements, graph.issues, quarantine, page_texts, unread, names)
    files = {f"{DUMPS_FOLDER}/{DUMPS[name]}": text for name, text in texts(quads, names).items()}
    files[REPORT] = (json.dumps(report, ensure_ascii=False, indent=1) + "\n").encode()
    entries = tuple(file_entry(name, content) for name, content in files.items())
    manifest = Manifest(
        release=release_id(entries, kg.__version__, ontology.version(), names.base),
        tool=kg.__version__,
        ontology=ontology.version(),
        base=names.base,
        quads=len(quads),
        triples=len({quad.triple for quad in quads}),
        pages=graph.pages,
        articles=graph.articles,
        facts=sum(report["properties"].values()),
        evidence=report["evidence"],
        quarantined=len(quarantine),
        issues=len(graph.issues),
        files=entries,
    )
    searchable = search.entries_of(quads)
    path = directory / RELEASES / manifest.release
    try:
        (directory / RELEASES).mkdir(parents=True, exist_ok=True)
        with _writing(directory):
            if not _is_whole(path, manifest, searchable, page_texts):
                _write_folder(path, manifest, files, searchable, page_texts)
            _point_current(directory, manifest.release)
    except OSError as error:
        where = error.filename or directory
        raise ReleaseError(f"{where}: the release cannot be written: {error.strerror or error}") from error
    return Release(path, manifest, report)


def open_release(directory: Path) -> OpenRelease:
    """The current release of a folder that `kg build` wrote into; a ReleaseError says what to do if there is none."""
    current = directory / CURRENT
    if not current.is_dir():
        raise ReleaseError(f"{directory}: there is no release here; make one with: kg build PAGES --out {directory}")
    path = current.resolve()
    manifest = Manifest.read(path / MANIFEST)
    try:
        report = json.loads((path / REPORT).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ReleaseError(f"{path / REPORT}: the report cannot be read: {error}") from error
    return OpenRelease(path, manifest, report, store.Store(path / STORE))


@contextmanager
def _writing(directory: Path) -> Iterator[None]:
    """Holds the folder for one writer at a time (another waits), and sweeps away what a killed one left."""
    handle = os.open(directory / RELEASES, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        for leftover in [*(directory / RELEASES).glob(_UNFINISHED + "*"), *directory.glob(_UNFINISHED + "*")]:
            _remove(leftover)
        yield
    finally:
        os.close(handle)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _is_whole(
    path: Path, manifest: Manifest, searchable: Sequence[search.Entry], page_texts: Mapping[str, str]
) -> bool:
    """Whether that release is there already; one with the id but other content has been tampered with."""
    if not path.exists():
        return False
    if Manifest.read(path / MANIFEST) != manifest:
        raise ReleaseError(f"{path}: the release there is not what its name says; remove the folder and build again")
    _check_folder(path, manifest, searchable, page_texts)
    return True


def _write_folder(
    path: Path,
    manifest: Manifest,
    files: Mapping[str, bytes],
    searchable: Sequence[search.Entry],
    page_texts: Mapping[str, str],
) -> None:
    unfinished = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=path.parent))
    try:
        unfinished.chmod(_FOLDER_MODE)
        for name, content in {**files, MANIFEST: manifest.to_json().encode()}.items():
            (unfinished / name).parent.mkdir(exist_ok=True)
            (unfinished / name).write_bytes(content)
        store.create(unfinished / STORE, unfinished / DUMPS_FOLDER / DUMPS["nq"])
        search.create(unfinished / search.FILE, searchable)
        sources.create(unfinished / sources.FILE, page_texts)
        _check_folder(unfinished, manifest, searchable, page_texts)
        _sync(unfinished)
        unfinished.rename(path)
        _sync_one(path.parent)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise


def _check_folder(
    path: Path, manifest: Manifest, searchable: Sequence[search.Entry], page_texts: Mapping[str, str]
) -> None:
    """Makes sure that the folder holds what the manifest says, and that its store and index open and are complete."""
    for entry in manifest.files:
        if file_entry(entry.name, (path / entry.name).read_bytes()) != entry:
            raise ReleaseError(f"{path / entry.name}: the file is not what the manifest says")
    size, expected = len(store.Store(path / STORE)), manifest.quads + manifest.triples
    if size != expected:
        raise ReleaseError(f"{path / STORE}: the store has {size} quads and triples, not {expected}")
    size, expected = search.size(path / search.FILE), len(searchable)
    if size != expected:
        raise ReleaseError(f"{path / search.FILE}: the search index has {size} entries, not {expected}")
    if not sources.holds(path / sources.FILE, page_texts):
        raise ReleaseError(f"{path / sources.FILE}: the pages' texts are not those of the build")


def _point_current(directory: Path, release: str) -> None:
    """Swaps the link in one step: a reader sees the former release or the new one, and never none."""
    unfinished = directory / f"{_UNFINISHED}{CURRENT}"
    try:
        unfinished.symlink_to(Path(RELEASES) / release, target_is_directory=True)
        unfinished.replace(directory / CURRENT)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    _sync_one(directory)


def _sync(folder: Path) -> None:
    """Brings the folder to the disk, its files first, so that a power cut leaves no half release."""
    for root, _, names in os.walk(folder, topdown=False):
        for name in names:
            _sync_one(Path(root) / name)
        _sync_one(Path(root))


def _sync_one(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

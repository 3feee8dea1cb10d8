"""Releases: immutable folders DIR/releases/ID, and the link DIR/current that points at the newest.

A release is written beside its place, checked, and only then moved there; whatever fails leaves the former one as it
was.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import pyoxigraph as ox

import kg
from kg import hashes, ontology, search, sources, store
from kg.built import Built, built_of
from kg.compression import ENDINGS, compressed
from kg.dumps import DUMPS, WRITERS, Content, content_of
from kg.errors import PageError, ReleaseError
from kg.folder import current_folder, finish, no_release, point_current, remove, unfinished, writing
from kg.follow import follow
from kg.ids import Names
from kg.layout import CANDIDATES, DUMPS_FOLDER, MANIFEST, RELEASES, REPORT, STORE
from kg.manifest import FileEntry, Manifest, Source, file_entry, release_id
from kg.model import Graph, Page
from kg.report import Report, build_report, text_hash
from kg.rules import rules_version
from kg.settings import BuildSettings

# Files are written, hashed and read in parts of so many bytes, or a little more.
_CHUNK = 1 << 22
# What is sorted on its way into the files lies here; it is gone before the release is one.
_SCRATCH = "sorting"


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
    compressions: Sequence[str] = (),
) -> Release:
    """Makes a release of the graph in `directory` and points DIR/current at it.

    What breaks the shapes is kept out and told in the report, as are the pages that could not be read (`unread`).
    """
    built = built_of(graph, page_texts, Names(settings.base))
    with writing(directory):
        return publish(directory, built, settings, unread=unread, compressions=compressions)


def publish(
    directory: Path,
    built: Built,
    settings: BuildSettings,
    *,
    unread: Iterable[PageError] = (),
    compressions: Sequence[str] = (),
    approve: Callable[[Report], None] = lambda report: None,
    on_complete: Callable[[Path], None] = lambda path: None,
) -> Release:
    """Makes a release of what was built, in a folder that is held for writing, and points DIR/current at it.

    `compressions`, keys of kg.compression.ENDINGS, are the formats in which every dump is written besides. `approve`
    hears the report before anything is published, and may raise a ReleaseError; `on_complete` hears of the release's
    folder when all of it is there, and it is not yet current.

    The same content and options give the same id, and the release that is there already. A ReleaseError names the
    path that cannot be written; the former release then stays current, and nothing is left behind.
    """
    with unfinished(directory) as folder:
        content = content_of(built.blocks, Names(settings.base), folder / _SCRATCH)
        report = build_report(content, built.issues, built.quarantine, built.pages, unread, built.unapplied)
        approve(report)
        manifest = _write_files(folder, built, content, report, compressions)
        path = directory / RELEASES / manifest.release
        if path.exists():
            _check_known(path, manifest, built.pages)
        else:
            _write_store(folder, current_folder(directory), manifest, built, content)
            remove(folder / _SCRATCH)
            sources.create(folder / sources.FILE, built.pages)
            finish(folder, path)
    on_complete(path)
    point_current(directory, manifest.release)
    return Release(path, manifest, report)


def open_release(directory: Path) -> OpenRelease:
    """The current release of a folder that `kg build` wrote into; a ReleaseError says what to do if there is none."""
    current = current_folder(directory)
    if current is None:
        raise no_release(directory)
    return open_folder(current)


def open_folder(path: Path) -> OpenRelease:
    """The release in that folder of its own; its path is a whole one, wherever the process goes from here."""
    path = path.resolve()
    manifest = Manifest.read(path / MANIFEST)
    return OpenRelease(path, manifest, read_report(path), store.Store(path / STORE))


def read_report(path: Path) -> Report:
    """The report of the release in that folder."""
    try:
        report: Report = json.loads((path / REPORT).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ReleaseError(f"{path / REPORT}: the report cannot be read: {error}") from error
    return report


def _write_files(folder: Path, built: Built, content: Content, report: Report, compressions: Sequence[str]) -> Manifest:
    """Writes dumps, report and manifest."""
    (folder / DUMPS_FOLDER).mkdir()
    entries = tuple(
        entry
        for name, file in DUMPS.items()
        for entry in _write_dump(folder, f"{DUMPS_FOLDER}/{file}", WRITERS[name](content), compressions)
    )
    for name, value in ((REPORT, report), (CANDIDATES, [asdict(merger) for merger in built.mergers])):
        entries += (_write_file(folder, name, iter([_json(value)])),)
    made_of = tuple(
        Source(page.name, text_hash(page), page.newspaper, page.issued, page.number, content.digests.get(page.name, ""))
        for page in built.pages
    )
    rules, base = rules_version(), content.names.base
    scored = () if built.scores is None else (repr(built.scores),)
    manifest = Manifest(
        release=release_id(entries, made_of, kg.__version__, rules, ontology.version(), base, *scored),
        tool=kg.__version__,
        rules=rules,
        ontology=ontology.version(),
        base=base,
        quads=content.quads,
        triples=content.triples,
        pages=len(built.pages),
        articles=built.articles,
        facts=sum(content.properties.values()),
        evidence=len(content.evidence),
        quarantined=len(built.quarantine),
        broken=dict(sorted(Counter(q.shape for q in built.quarantine).items())),
        issues=len(built.issues),
        judgements=built.judgements,
        files=entries,
        sources=made_of,
        scores=built.scores,
    )
    (folder / MANIFEST).write_bytes(manifest.to_json().encode())
    return manifest


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _write_dump(folder: Path, name: str, pieces: Iterator[bytes], compressions: Sequence[str]) -> list[FileEntry]:
    """Writes a dump, and compresses what was written."""
    entries = [_write_file(folder, name, pieces)]
    for compression in sorted(compressions):
        with (folder / name).open("rb") as file:
            plain = iter(partial(file.read, _CHUNK), b"")
            entries.append(_write_file(folder, name + ENDINGS[compression], compressed(plain, compression)))
    return entries


def _write_file(folder: Path, name: str, pieces: Iterator[bytes]) -> FileEntry:
    with (folder / name).open("wb") as file:
        return file_entry(name, _chunks(pieces), file)


def _chunks(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces put together until they are large enough to be written and hashed."""
    waiting: list[bytes] = []
    size = 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if size >= _CHUNK:
            yield b"".join(waiting)
            waiting, size = [], 0
    yield b"".join(waiting)


def _write_store(folder: Path, former: Path | None, manifest: Manifest, built: Built, content: Content) -> None:
    """Makes store and index: from those of the former release where that is whole and much like this one."""
    if former is not None and follow(folder, former, manifest, built.blocks, content.names):
        return
    remove(folder / STORE)
    remove(folder / search.FILE)
    dump, triples = folder / DUMPS_FOLDER / DUMPS["nq"], folder / _SCRATCH / "triples.nt"
    triples.parent.mkdir(exist_ok=True)
    with triples.open("wb") as file:
        file.writelines(content.ntriples())
    size, expected = store.create(folder / STORE, dump, triples), manifest.quads + manifest.triples
    if size != expected:
        raise ReleaseError(f"{folder / STORE}: the store has {size} quads and triples, not {expected}")
    search.create(folder / search.FILE, search.entries_of(ox.parse(path=str(dump), format=ox.RdfFormat.N_QUADS)))
    hashes.write(folder, hashes.of(folder))


def _check_known(path: Path, manifest: Manifest, pages: tuple[Page, ...]) -> None:
    """Makes sure that the folder of a release that is there already holds what the manifest says."""
    if Manifest.read(path / MANIFEST) != manifest:
        raise ReleaseError(f"{path}: the release there is not what its name says; remove the folder and build again")
    check(path, manifest)
    if sources.read_all(path / sources.FILE) != pages:
        raise ReleaseError(f"{path / sources.FILE}: other pages than the build's; remove {path} and build again")


def check(path: Path, manifest: Manifest) -> None:
    """Makes sure that a release's files are what its manifest says, and that its store and index open and are whole."""
    for entry in manifest.files:
        with (path / entry.name).open("rb") as file:
            if file_entry(entry.name, iter(partial(file.read, _CHUNK), b"")) != entry:
                raise ReleaseError(
                    f"{path / entry.name}: the file is not what the manifest says; remove {path} and build again"
                )
    size, expected = len(store.Store(path / STORE)), manifest.quads + manifest.triples
    if size != expected:
        raise ReleaseError(
            f"{path / STORE}: the store has {size} quads and triples, not {expected}; remove {path} and build again"
        )
    changed = hashes.damaged(path)
    if changed is not None:
        raise ReleaseError(f"{path}: {changed} is not what it was; remove {path} and build again")

"""The manifest of a release: what it is made of, and by what."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from kg.compression import ENDINGS
from kg.errors import ReleaseError

# 64 bits tell the releases of one folder apart, and can still be read out.
_ID_DIGITS = 16
# Changes with what a release's folder holds, so that one of an older layout is never taken for the same release.
_LAYOUT = "6"


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A file of the release, named relative to its folder; `size` in bytes."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Source:
    """A page that the release was made of: a hash of its text, and one of all that the release has from it (`block`).

    `newspaper`, `issued` and `number` are what a sidecar table said; `block` is empty where nothing was read.
    """

    page: str
    sha256: str
    newspaper: str | None
    issued: str | None
    number: str | None
    block: str


@dataclass(frozen=True, slots=True)
class Scores:
    """How a release fares against gold: a hash of the gold, how many pages it annotates, F1 by kind of fact."""

    gold: str
    pages: int
    f1: dict[str, float]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a release is: its id is a hash of its content and of the options and versions that made it.

    A triple that several graphs state is several `quads`, and one of the `triples`. `rules` is the version of all that
    decides what is read out of a page; `broken` counts what was kept out by the shape that it breaks,
    `judgements` those that people made and that are in force; `scores` are there where gold was given.
    """

    release: str
    tool: str
    rules: str
    ontology: str
    base: str
    quads: int
    triples: int
    pages: int
    articles: int
    facts: int
    evidence: int
    quarantined: int
    broken: dict[str, int]
    issues: int
    judgements: int
    files: tuple[FileEntry, ...]
    sources: tuple[Source, ...]
    scores: Scores | None = None

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n"

    def compressions(self) -> tuple[str, ...]:
        """The formats in which the dumps are there besides, keys of kg.compression.ENDINGS."""
        return tuple(c for c, ending in ENDINGS.items() if any(file.name.endswith(ending) for file in self.files))

    @classmethod
    def read(cls, path: Path) -> Manifest:
        """The manifest in that file; a ReleaseError names the file and what is wrong with it."""
        try:
            told = json.loads(path.read_text(encoding="utf-8"))
            files = tuple(FileEntry(**entry) for entry in told.pop("files"))
            sources = tuple(Source(**entry) for entry in told.pop("sources"))
            scores = told.pop("scores", None)
            return cls(**told, files=files, sources=sources, scores=Scores(**scores) if scores else None)
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise ReleaseError(f"{path}: the manifest cannot be read: {error}") from error


def changed_pages(before: Manifest, after: Manifest) -> set[str]:
    """The pages of which two releases have something different."""
    old, new = ({source.page: source.block for source in manifest.sources} for manifest in (before, after))
    return {page for page in old.keys() | new.keys() if old.get(page) != new.get(page)}


def file_entry(name: str, pieces: Iterable[bytes], file: IO[bytes] | None = None) -> FileEntry:
    """The entry of a file of that content, which is written into `file` where one is given."""
    digest, size = hashlib.sha256(), 0
    for piece in pieces:
        if file is not None:
            file.write(piece)
        digest.update(piece)
        size += len(piece)
    return FileEntry(name, digest.hexdigest(), size)


def release_id(files: tuple[FileEntry, ...], sources: tuple[Source, ...], *options: str) -> str:
    """The id of a release with those files, made of those pages with those options and versions."""
    parts = [_LAYOUT, *options, *(f"{f.name} {f.sha256}" for f in files), *map(repr, sources)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:_ID_DIGITS]

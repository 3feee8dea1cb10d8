"""The manifest of a release: what it is made of, and by what."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from kg.errors import ReleaseError

# 64 bits tell the releases of one folder apart, and can still be read out.
_ID_DIGITS = 16
# Changes with what a release's folder holds, so that one of an older layout is never taken for the same release.
_LAYOUT = "4"


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A file of the release, named relative to its folder; `size` in bytes."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a release is: its id is a hash of its content and of the options and versions that made it.

    A triple that several graphs state is several `quads`, and one of the `triples`.
    """

    release: str
    tool: str
    ontology: str
    base: str
    quads: int
    triples: int
    pages: int
    articles: int
    facts: int
    evidence: int
    quarantined: int
    issues: int
    files: tuple[FileEntry, ...]

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n"

    @classmethod
    def read(cls, path: Path) -> Manifest:
        """The manifest in that file; a ReleaseError names the file and what is wrong with it."""
        try:
            told = json.loads(path.read_text(encoding="utf-8"))
            files = tuple(FileEntry(**entry) for entry in told.pop("files"))
            return cls(**told, files=files)
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise ReleaseError(f"{path}: the manifest cannot be read: {error}") from error


def file_entry(name: str, content: bytes) -> FileEntry:
    """The entry of a file of that content."""
    return FileEntry(name, hashlib.sha256(content).hexdigest(), len(content))


def release_id(files: tuple[FileEntry, ...], *options: str) -> str:
    """The id of a release with those files, made with those options and versions."""
    parts = [_LAYOUT, *options, *(f"{f.name} {f.sha256}" for f in files)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:_ID_DIGITS]

"""Checksums of a release's tables and index, which the manifest has not: their bytes differ from build to build.

The next release takes them over, tables by a second name; what somebody has damaged is not to be handed on. They are
looked at in every build, and nearly all of a release: a checksum against damage is read twice as fast as a digest.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Mapping
from pathlib import Path

from kg import search, store
from kg.layout import STORE

FILE = "hashes.json"
_CHUNK = 1 << 20
# Releases of before have digests, which are longer.
_SHORT = 8


def of(folder: Path, known: Mapping[str, str] | None = None) -> dict[str, str]:
    """The hashes of the files in a release's folder; tables of `known` names are not read again."""
    return {path.name: (known or {}).get(path.name) or _hash(path) for path in _tables(folder)} | {
        search.FILE: _hash(folder / search.FILE)
    }


def write(folder: Path, found: Mapping[str, str]) -> None:
    """Writes the hashes into the release's folder."""
    (folder / FILE).write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


def damaged(folder: Path) -> str | None:
    """The first file that is not what it was; None where all are. A release from before there were hashes has none."""
    try:
        written = read(folder)
        files = [*_tables(folder), folder / search.FILE]
        found = {path.name: _hash(path, len(written.get(path.name, ""))) for path in files}
    except (OSError, ValueError):
        return FILE
    return next((name for name in sorted({*written, *found}) if written.get(name) != found.get(name)), None)


def read(folder: Path) -> dict[str, str]:
    """The hashes as they were written."""
    found: dict[str, str] = json.loads((folder / FILE).read_text(encoding="utf-8"))
    return found


def _tables(folder: Path) -> list[Path]:
    return sorted((folder / STORE).glob(f"*{store.TABLE}"))


def _hash(path: Path, digits: int = _SHORT) -> str:
    with path.open("rb") as file:
        if digits > _SHORT:
            return hashlib.file_digest(file, "sha256").hexdigest()
        found = 0
        buffer = memoryview(bytearray(_CHUNK))
        while size := file.readinto(buffer):
            found = zlib.crc32(buffer[:size], found)
        return f"{found:0{_SHORT}x}"

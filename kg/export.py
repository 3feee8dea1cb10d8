"""A release's statements in parts, in a folder or behind a URL: for engines that read many files at once.

The parts of a release lie in a folder of its name. Its manifest is written last: where it is, all of them are.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kg.compression import ENDINGS, compressed
from kg.errors import ReleaseError
from kg.layout import MANIFEST
from kg.manifest import FileEntry, file_entry
from kg.release import OpenRelease
from kg.remote import driver_errors, is_url, message

# MB of N-Quads in a part, before they are compressed: what engines like Spark give one task.
PART_MB = 128
# So much of the dump is in memory at a time.
_CHUNK = 1 << 22


@dataclass(frozen=True, slots=True)
class Exported:
    """Where the parts are; `written` is False where all of them were there already."""

    place: str
    parts: tuple[FileEntry, ...]
    written: bool


def export(
    release: OpenRelease, target: str, compression: str | None = None, part_bytes: int = PART_MB << 20
) -> Exported:
    """Writes the release's N-Quads in parts into a folder of the release's name in `target`, a path or a URL.

    A part ends with the line in which `part_bytes` are full; `compression` is a key of kg.compression.ENDINGS. A
    ReleaseError names the place that cannot be written, or that has the release in another format.
    """
    # Imported here: it takes a fifth of a second, which other commands need not wait for.
    from fsspec.core import url_to_fs

    wanted = target if is_url(target) else str(Path(target).resolve())
    place = f"{wanted.rstrip('/')}/{release.id}"
    try:
        driver, folder = url_to_fs(place)
        manifest = f"{folder}/{MANIFEST}"
        if driver.exists(manifest):
            known = tuple(FileEntry(**part) for part in json.loads(driver.cat_file(manifest))["parts"])
            if not all(part.name.endswith(_ending(compression)) for part in known):
                raise ReleaseError(f"{place}: the release is there in another format; remove it first")
            return Exported(place, known, False)
        driver.makedirs(folder, exist_ok=True)
        parts = tuple(_parts(driver, folder, release.dump_path("nq"), compression, part_bytes))
        told = {"release": release.id, "base": release.manifest.base, "quads": release.manifest.quads}
        text = json.dumps({**told, "parts": [asdict(part) for part in parts]}, indent=1) + "\n"
        driver.pipe_file(manifest, text.encode())
    except driver_errors() as error:
        raise ReleaseError(f"{place}: {message(error)}") from error
    return Exported(place, parts, True)


def _parts(driver: Any, folder: str, dump: Path, compression: str | None, part_bytes: int) -> Iterator[FileEntry]:
    start = 0
    for number, end in enumerate(_ends(dump, part_bytes)):
        name, lines = f"part-{number:05}{_ending(compression)}", _between(dump, start, end)
        with driver.open(f"{folder}/{name}", "wb") as file:
            part = file_entry(name, compressed(lines, compression) if compression else lines, file)
        yield part
        start = end


def _ending(compression: str | None) -> str:
    return ".nq" + (ENDINGS[compression] if compression else "")


def _ends(dump: Path, part_bytes: int) -> Iterator[int]:
    """Where each part ends: behind a line."""
    size, end = dump.stat().st_size, 0
    with dump.open("rb") as file:
        while end < size:
            file.seek(min(end + part_bytes, size) - 1)
            file.readline()
            end = file.tell()
            yield end


def _between(dump: Path, start: int, end: int) -> Iterator[bytes]:
    with dump.open("rb") as file:
        file.seek(start)
        for at in range(start, end, _CHUNK):
            yield file.read(min(_CHUNK, end - at))

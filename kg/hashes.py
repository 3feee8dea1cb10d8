"""The hashes of a release's tables and index, which the manifest has not: their bytes differ from build to build.

The next release takes them over, tables by a second name; what somebody has damaged is not to be handed on.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from kg import search, store
from kg.layout import STORE

FILE = "hashes.json"


def of(folder: Path, known: Mapping[str, str] | None = None) -> dict[str, str]:
    """The hashes of the files in a release's folder; tables of `known` names are not read again."""
    tables = sorted((folder / STORE).glob(f"*{store.TABLE}"))
    found = {table.name: (known or {}).get(table.name) or _hash(table) for table in tables}
    return {**found, search.FILE: _hash(folder / search.FILE)}


def write(folder: Path, found: Mapping[str, str]) -> None:
    """Writes the hashes into the release's folder."""
    (folder / FILE).write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


def damaged(folder: Path) -> str | None:
    """The first file that is not what it was; None where all are. A release from before there were hashes has none."""
    try:
        written = json.loads((folder / FILE).read_text(encoding="utf-8"))
        found = of(folder)
    except (OSError, ValueError):
        return FILE
    return next((name for name in sorted({*written, *found}) if written.get(name) != found.get(name)), None)


def read(folder: Path) -> dict[str, str]:
    """The hashes as they were written."""
    found: dict[str, str] = json.loads((folder / FILE).read_text(encoding="utf-8"))
    return found


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

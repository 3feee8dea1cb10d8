"""What became of a node that earlier releases have and this one has not."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path

from api.graph import Reader
from kg.former import Former, led, remembered


@dataclass(frozen=True, slots=True)
class Fate:
    """What is remembered of a former node, and the paths (KIND/HASH) of the present ones that it became."""

    former: Former
    became: tuple[str, ...]


class Formers:
    """The former nodes of a folder of releases, read when somebody first asks for one.

    What became of a release's nodes is written down before another one is current, so that it is read once a release.
    """

    __slots__ = ("_directory", "_known", "_lock", "_reader")

    def __init__(self, directory: Path | None, reader: Reader) -> None:
        self._directory = directory
        self._reader = reader
        self._lock = threading.Lock()
        self._known: dict[str, Former] | None = None

    def fate(self, iri: str) -> Fate | None:
        """What became of the node; None where no release is known to have had it."""
        with self._lock:
            if self._known is None:
                self._known = remembered(self._directory) if self._directory else {}
        former = self._known.get(iri)
        if former is None:
            return None
        return Fate(former, tuple(map(self._reader.path_of, led(self._known, iri, self._reader.exists))))

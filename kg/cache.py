"""The cache of a folder of releases: what was made of a page, by a hash of all that it was made from.

It may be deleted at any time and only ever saves work: what is missing, cut or changed in it is made anew.
"""

from __future__ import annotations

import hashlib
import io
import pickle
import zlib
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

from kg import model
from kg.blocks import Block, Node, Section
from kg.errors import ReleaseError
from kg.judged import Judged, Unapplied
from kg.ledger import Judgement
from kg.validate import Claims

# Nobody but the builder reads it, and it is unpickled.
_FOLDER_MODE = 0o700
_UNFINISHED = ".new-"
# An entry begins with a checksum of its place and its text: against damage, and three times as fast as a digest.
_CHECKSUM = 4
_DIGITS = 40
# What may be in an entry beside Python's own plain values: values of ours that do nothing when they are made.
_CLASSES: dict[tuple[str, str], type] = {
    (kind.__module__, kind.__name__): kind
    for kind in (
        Counter,
        model.Argument,
        model.Article,
        model.Credit,
        model.Entity,
        model.EntityType,
        model.Event,
        model.EventDate,
        model.Evidence,
        model.Flow,
        model.Iri,
        model.Issue,
        model.Literal,
        model.Mention,
        model.Post,
        model.Reading,
        model.Relation,
        model.Span,
        model.Statement,
        Block,
        Claims,
        Judged,
        Judgement,
        Node,
        Section,
        Unapplied,
    )
}

T = TypeVar("T")


def key_of(*parts: object) -> str:
    """The key of what is made from those parts; their representations tell them apart."""
    return hashlib.sha256("\x1f".join(map(repr, parts)).encode()).hexdigest()[:_DIGITS]


# Which entries were used: their kinds and keys.
Used = tuple[tuple[str, str], ...]


class Cache:
    """Entries by kind and key; remembers which were used, so that the others can be swept away."""

    def __init__(self, folder: Path) -> None:
        """The cache in that folder, which is made when it is first written to."""
        self._folder = folder
        self._used: dict[str, set[str]] = {}

    def get(self, kind: str, key: str, type_: type[T]) -> T | None:
        """The entry, or None where there is none that is whole."""
        text = self._whole(kind, key)
        if text is None:
            return None
        try:
            found = _Reader(io.BytesIO(text)).load()
        except pickle.UnpicklingError:
            return None
        return found if isinstance(found, type_) else None

    def known(self, kind: str, key: str, type_: type[T]) -> T:
        """The entry that this build has made or seen; a ReleaseError where it is gone since then."""
        found = self.get(kind, key, type_)
        if found is None:
            raise ReleaseError(f"{self._path(kind, key)}: gone or damaged while it was needed; build again")
        return found

    def has(self, kind: str, key: str) -> bool:
        """Whether the entry is there and whole."""
        return self._whole(kind, key) is not None

    def put(self, kind: str, key: str, value: object) -> None:
        """Keeps the value under that key; another one that reads or writes it sees all of it or nothing."""
        self.keep(kind, key)
        text = _written(value)
        path = self._path(kind, key)
        # Processes of several machines may have one number.
        unfinished = path.with_name(f"{_UNFINISHED}{uuid4().hex}-{path.name}")
        try:
            self.make_folder()
            path.parent.mkdir(exist_ok=True)
            unfinished.write_bytes(_checksum(kind, key, text) + text)
            unfinished.replace(path)
        except OSError as error:
            with suppress(OSError):  # the folder itself may be missing
                unfinished.unlink()
            raise ReleaseError(f"{path}: the cache cannot be written: {error.strerror or error}") from error

    def make_folder(self) -> None:
        """Makes the folder where there is none."""
        self._folder.mkdir(mode=_FOLDER_MODE, exist_ok=True)

    def keep(self, kind: str, key: str) -> None:
        """Counts the entry as used, though it is not read."""
        self._used.setdefault(kind, set()).add(key)

    def used(self) -> Used:
        """Which entries were used since this cache was opened."""
        return tuple((kind, key) for kind, keys in self._used.items() for key in sorted(keys))

    @property
    def folder(self) -> Path:
        """Where it lies: another process opens it by that."""
        return self._folder

    def made(self, kind: str, key: str, type_: type[T], make: Callable[[], T]) -> T:
        """The entry, made and kept where there is none."""
        found = self.get(kind, key, type_)
        if found is None:
            found = make()
            self.put(kind, key, found)
        return found

    def sweep(self) -> None:
        """Removes what was not used since this cache was opened."""
        if not self._folder.is_dir():
            return
        for folder in self._folder.iterdir():
            used = self._used.get(folder.name, set())
            for path in folder.rglob("*"):
                if path.is_file() and path.name not in used:
                    path.unlink(missing_ok=True)

    def _whole(self, kind: str, key: str) -> memoryview | None:
        """The entry's text where it is what was written."""
        self.keep(kind, key)
        try:
            content = self._path(kind, key).read_bytes()
        except OSError:
            return None
        text = memoryview(content)[_CHECKSUM:]
        return text if _checksum(kind, key, text) == content[:_CHECKSUM] else None

    def _path(self, kind: str, key: str) -> Path:
        return self._folder / kind / key


def _checksum(kind: str, key: str, text: bytes | memoryview) -> bytes:
    return zlib.crc32(text, zlib.crc32(f"{kind} {key}\n".encode())).to_bytes(_CHECKSUM, "big")


def _written(value: object) -> bytes:
    content = io.BytesIO()
    _Writer(content, protocol=pickle.HIGHEST_PROTOCOL).dump(value)
    return content.getvalue()


class _Writer(pickle.Pickler):
    def reducer_override(self, value: Any) -> Any:
        """Writes a dataclass as a call with its fields, which is read ten times as fast as its state.

        An Enum's member is written as its class and value: some Pythons would write a call of getattr, which no reader
        of ours allows.
        """
        if isinstance(value, Enum):
            return type(value), (value.value,)
        if is_dataclass(value) and not isinstance(value, type):
            return type(value), tuple(getattr(value, field.name) for field in fields(value))
        return NotImplemented


class _Reader(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        found = _CLASSES.get((module, name))
        if found is None:
            raise pickle.UnpicklingError(f"{module}.{name} has no place in the cache")
        return found

"""The ledger's file: judgements are added to it one at a time, by whoever holds its folder."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import LedgerError
from kg.ledger import COLUMNS, UNDO, Judgement, check, id_of, line_of, parse, read_ledger

# Not one that a build sweeps away: it does not wait for those who judge.
_NEW = ".adding-"


def judgements_in(file: Path) -> tuple[Judgement, ...]:
    """The judgements of the file; none where there is no such file yet."""
    return read_ledger(file) if file.exists() else ()


def add(file: Path, judgement: Judgement) -> None:
    """Adds the judgement at the end of the file, which readers see with it or without it, and never in between.

    Raises a LedgerError, and changes nothing, where the judgement or the ledger cannot be understood.
    """
    check(judgement)
    file = file.resolve()  # a link into a repository stays one
    with _held(file):
        text = file.read_text(encoding="utf-8-sig") if file.exists() else "\t".join(COLUMNS) + "\n"
        known = parse(text, str(file))
        if judgement.verdict == UNDO and judgement.object not in map(id_of, known):
            raise LedgerError(f"there is no judgement {judgement.object!r} in {file}")
        _write(file, f"{text}{'' if text.endswith(chr(10)) else chr(10)}{line_of(judgement)}\n")


@contextmanager
def _held(file: Path) -> Iterator[None]:
    """Holds the file's folder for one writer; others wait."""
    try:
        handle = os.open(file.parent, os.O_RDONLY)
    except OSError as error:
        raise LedgerError(f"{file.parent}: the ledger cannot be written: {error.strerror or error}") from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
        os.fsync(handle)
    except OSError as error:
        raise LedgerError(f"{file}: the ledger cannot be written: {error.strerror or error}") from error
    finally:
        os.close(handle)


def _write(file: Path, text: str) -> None:
    new = file.with_name(_NEW + file.name)
    try:
        with new.open("w", encoding="utf-8", newline="") as written:
            written.write(text)
            written.flush()
            os.fsync(written.fileno())
        new.replace(file)
    except BaseException:
        new.unlink(missing_ok=True)
        raise

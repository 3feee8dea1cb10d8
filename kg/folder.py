"""The folder of releases: one writer at a time, nothing half, and the link that says which release is current."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import ReleaseError
from kg.layout import CURRENT, RELEASES

# What is not yet a release, or not yet the current link, has a name that starts like this.
UNFINISHED = ".new-"

# Releases are read by other users than the one who builds them (a service's): mkdtemp alone would shut them out.
_FOLDER_MODE = 0o755


@contextmanager
def writing(directory: Path, on_wait: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Holds the folder for one writer, and sweeps away what a killed one left; another one tells `on_wait` and waits.

    A ReleaseError names the path that cannot be written.
    """
    try:
        (directory / RELEASES).mkdir(parents=True, exist_ok=True)
        handle = os.open(directory / RELEASES, os.O_RDONLY)
    except OSError as error:
        raise unwritable(directory, error) from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            on_wait()
            fcntl.flock(handle, fcntl.LOCK_EX)
        for leftover in [*(directory / RELEASES).glob(UNFINISHED + "*"), *directory.glob(UNFINISHED + "*")]:
            remove(leftover)
        yield
    except OSError as error:
        raise unwritable(directory, error) from error
    finally:
        os.close(handle)


def unwritable(directory: Path, error: OSError) -> ReleaseError:
    """What is told where a release cannot be written."""
    where = error.filename or directory
    return ReleaseError(f"{where}: the release cannot be written: {error.strerror or error}")


@contextmanager
def unfinished(directory: Path) -> Iterator[Path]:
    """A new folder beside the releases, that is gone afterwards unless it was moved to its place."""
    folder = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=directory / RELEASES))
    try:
        folder.chmod(_FOLDER_MODE)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def finish(folder: Path, path: Path) -> None:
    """Brings the folder to the disk and moves it to its place."""
    _sync(folder)
    folder.rename(path)
    _sync_one(path.parent)


def current_folder(directory: Path) -> Path | None:
    """The folder of the current release, if there is one."""
    link = directory / CURRENT
    return link.resolve() if link.is_dir() else None


def no_release(directory: Path) -> ReleaseError:
    """What is told where a folder has no release."""
    return ReleaseError(f"{directory}: there is no release here; make one with: kg build PAGES --out {directory}")


def point_current(directory: Path, release: str) -> None:
    """Swaps the link in one step: a reader sees the former release or the new one, and never none."""
    link = directory / f"{UNFINISHED}{CURRENT}"
    try:
        link.symlink_to(Path(RELEASES) / release, target_is_directory=True)
        link.replace(directory / CURRENT)
    except BaseException:
        link.unlink(missing_ok=True)
        raise
    _sync_one(directory)


def write_whole(path: Path, pieces: Iterable[bytes]) -> None:
    """Writes a file that readers see whole or not at all."""
    new = path.with_name(UNFINISHED + path.name)
    try:
        with new.open("wb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise


def append(path: Path, lines: Iterable[str]) -> None:
    """Adds lines to a file that is only ever added to, behind a line that a killed command left half."""
    whole = not path.is_file() or path.read_bytes().endswith(b"\n")
    with path.open("a", encoding="utf-8") as file:
        file.write("".join(["" if whole else "\n", *(f"{line}\n" for line in lines)]))
        file.flush()
        os.fsync(file.fileno())


def remove(path: Path) -> None:
    """Removes a file, a link, or a folder with all that is in it."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


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

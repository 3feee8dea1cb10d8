"""The releases of a folder: which there are, which was current when, going back to one, and pruning."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from kg.errors import ReleaseError
from kg.folder import UNFINISHED, append, current_folder, no_release, remove
from kg.layout import CURRENT, DIFFS, HISTORY, MANIFEST, RELEASES
from kg.manifest import Manifest
from kg.release import OpenRelease, check, open_folder

# A class of which a build lost more than this share is told as lost, where it had so many things: of fewer, one page
# that is taken back may well be half.
_LOSS = 0.5
_FEWEST = 20


@dataclass(frozen=True, slots=True)
class Turn:
    """When a release became current, and how: by build, remove, apply or rollback; `at` is in ISO 8601."""

    release: str
    at: str
    how: str


def record(directory: Path, turn: Turn) -> None:
    """Adds to the history that a release became current."""
    append(directory / HISTORY, [json.dumps(asdict(turn))])


def turns(directory: Path) -> list[Turn]:
    """The history, oldest first; a line that a killed command left half is passed over."""
    path = directory / HISTORY
    found = []
    for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else ():
        try:
            found.append(Turn(**json.loads(line)))
        except (ValueError, TypeError):
            continue
    return found


def current(directory: Path) -> str | None:
    """The id of the current release, if there is one."""
    folder = current_folder(directory)
    return folder.name if folder else None


def releases(directory: Path) -> list[str]:
    """The ids of all releases that are there, the one that was current last first."""
    folder = directory / RELEASES
    there = {path.name for path in folder.iterdir() if _is_release(path)} if folder.is_dir() else set()
    history = [turn.release for turn in turns(directory)]
    last = {release: number for number, release in enumerate([*history, current(directory)])}
    return sorted(there, key=lambda release: (-last.get(release, -1), release))


def _is_release(path: Path) -> bool:
    return not path.name.startswith(UNFINISHED) and (path / MANIFEST).is_file()


def manifest_of(directory: Path, release: str) -> Manifest:
    """The manifest of a release."""
    return Manifest.read(directory / RELEASES / release / MANIFEST)


def find(directory: Path, wanted: str) -> str:
    """The id that begins like that; a ReleaseError where none does, or several do."""
    found = [release for release in releases(directory) if release.startswith(wanted)]
    if wanted in found:
        return wanted
    if len(found) != 1:
        there = ", ".join(found or releases(directory)) or "none"
        raise ReleaseError(f"{directory}: {wanted!r} is {'no' if not found else 'not one'} release; there are {there}")
    return found[0]


def opened(place: str, directory: Path | None) -> OpenRelease:
    """A release by its folder, by the folder of releases (its current one), or by its id in `directory`."""
    path = Path(place)
    for folder in (path, path / CURRENT):
        if (folder / MANIFEST).is_file():
            return open_folder(folder)
    if directory is None:
        raise ReleaseError(f"{place}: there is no release here; name the folder of a release, or an id with --out DIR")
    return open_folder(directory / RELEASES / find(directory, place))


def newest(directory: Path, warn: Callable[[str], object]) -> OpenRelease:
    """The current release, or where that cannot be opened, the one before; `warn` then hears why.

    A ReleaseError says what to do where there is none.
    """
    wanted = current(directory)
    if wanted is None:
        raise no_release(directory)
    try:
        return open_folder(directory / RELEASES / wanted)
    except ReleaseError as damage:
        for release in releases(directory):
            with suppress(ReleaseError):
                found = open_folder(directory / RELEASES / release)
                warn(f"{damage}; {release} is served instead. Build again, or make it current: kg rollback {directory}")
                return found
        raise


def to_go_back_to(directory: Path, wanted: str | None) -> str:
    """The former release that can be made current again: the one that begins like that, or the one before.

    It is looked through first; a ReleaseError says what is wrong with it.
    """
    if wanted is None:
        others = [release for release in releases(directory) if release != current(directory)]
        if not others:
            raise ReleaseError(f"{directory}: there is no other release to go back to")
        release = others[0]
    else:
        release = find(directory, wanted)
    check(directory / RELEASES / release, manifest_of(directory, release))
    return release


def prune(directory: Path, keep: int) -> list[str]:
    """Removes all but the `keep` releases that were current last, and gives the ids of the others."""
    gone = [release for release in releases(directory)[keep:] if release != current(directory)]
    for release in gone:
        # No longer a release before the first of its files goes: a killed command leaves nothing that looks like one.
        hidden = directory / RELEASES / f"{UNFINISHED}{release}"
        (directory / RELEASES / release).rename(hidden)
        remove(hidden)
        for diff in (directory / DIFFS).glob(f"*{release}*"):
            remove(diff)
    return gone


def losses(before: Mapping[str, int], after: Mapping[str, int]) -> list[str]:
    """What a build has lost too much of, by class: `Union 120 → 40`."""
    return [
        f"{name} {number} → {after.get(name, 0)}"
        for name, number in sorted(before.items())
        if number >= _FEWEST and after.get(name, 0) < _LOSS * number
    ]

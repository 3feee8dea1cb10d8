"""What an address of a network view asks for: where it starts, the steps taken since, and how it is looked at.

Everything stands in the address, so that a link, an export and the reader's way back give the same picture.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from werkzeug.datastructures import MultiDict

from api import errors
from api.links import PROPERTIES
from api.parameters import whole_number
from api.paths import LENGTHS
from api.words import NETWORK_CLASSES

HOPS = (1, 2)
STEPS = ("expand", "collapse", "remove", "path")
SIZES = ("links", "degree", "betweenness")
COLOURS = ("class", "community")
SHORTEST, ANY = "shortest", "any"
# Relation → in which direction it is followed: NAME.out from the subject, NAME.in from the object.
RELATIONS = (ANY, *(f"{name}.{way}" for name in PROPERTIES for way in ("out", "in")))
# More steps than anybody takes, and each of them may cost a search for paths.
STEPS_MAX = 60

_PATH = re.compile(r"[A-Za-z][\w-]*/[\w-]+", re.ASCII)
_PLACE = re.compile(r"([A-Za-z][\w-]*/[\w-]+),(-?[0-9]{1,6}),(-?[0-9]{1,6})", re.ASCII)
_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?", re.ASCII)
_NUMBER = re.compile(r"[0-9]{1,4}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that the reader did: expand, collapse or remove a node, or draw the paths to another one."""

    kind: str
    node: str
    relation: str = ANY
    number: int = 0
    other: str = ""
    length: int | None = None
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """Which nodes are drawn: the start (center, nodes named, or neither), its size, its classes, and the steps."""

    center: str | None
    named: tuple[str, ...]
    hops: int
    limit: int
    classes: tuple[str, ...]
    steps: tuple[Step, ...]

    @property
    def start(self) -> Asked:
        """The same before any step."""
        return replace(self, steps=())


@dataclass(frozen=True, slots=True)
class Look:
    """How it is looked at: classes hidden, the time span of events, what sizes and colours mean, places of nodes."""

    hidden: tuple[str, ...]
    since: str
    until: str
    undated: bool
    size: str
    colour: str
    places: dict[str, tuple[int, int]]


def asked(center: str | None, args: MultiDict[str, str], default: int, most: int) -> Asked:
    """The drawing that the address asks for; a problem says which part of it cannot be understood."""
    named = tuple(dict.fromkeys(args.getlist("node")))
    for path in named:
        if not _PATH.fullmatch(path):
            raise errors.bad_request(f"node={path}: give KIND/HASH.")
    hops = whole_number("hops", HOPS[0])
    if hops not in HOPS:
        raise errors.bad_request(f"hops={hops}: a network has {' or '.join(map(str, HOPS))} hops.")
    limit = whole_number("nodes", max(default, min(len(named), most)))
    if not 2 <= limit <= most:
        raise errors.bad_request(f"nodes={limit}: from 2 to {most} can be drawn.")
    steps = args.getlist("step")
    if len(steps) > STEPS_MAX:
        raise errors.bad_request(f"There are {len(steps)} steps; at most {STEPS_MAX} are taken.")
    classes = _choices("class", args.getlist("class"), NETWORK_CLASSES)
    return Asked(center, named, hops, limit, classes, tuple(_step(text) for text in steps))


def look(args: MultiDict[str, str]) -> Look:
    """How the address wants the drawing looked at."""
    for name in ("since", "until"):
        if args.get(name) and not _MONTH.fullmatch(args[name]):
            raise errors.bad_request(f"{name}={args[name]}: give a date such as 2022-11-08.")
    places: dict[str, tuple[int, int]] = {}
    for text in args.getlist("at"):
        found = _PLACE.fullmatch(text)
        if not found:
            raise errors.bad_request(f"at={text}: give KIND/HASH,X,Y.")
        places[found[1]] = (int(found[2]), int(found[3]))
    return Look(
        hidden=_choices("hide", args.getlist("hide"), NETWORK_CLASSES),
        since=args.get("since", ""),
        until=args.get("until", ""),
        undated=args.get("undated", "1") != "0",
        size=_choices("size", [args.get("size", SIZES[0])], SIZES)[0],
        colour=_choices("colour", [args.get("colour", COLOURS[0])], COLOURS)[0],
        places=places,
    )


def _choices(name: str, values: list[str], known: tuple[str, ...]) -> tuple[str, ...]:
    for value in values:
        if value not in known:
            raise errors.bad_request(f"{name}={value}: there are {', '.join(known)}.")
    return tuple(value for value in known if value in values)


def _step(text: str) -> Step:
    """expand:NODE:RELATION:NUMBER, collapse:NODE, remove:NODE, or path:NODE:NODE:LENGTH[:CLASS,CLASS …]."""
    kind, *rest = text.split(":")
    if kind not in STEPS or not rest or not _PATH.fullmatch(rest[0]):
        raise errors.bad_request(f"step={text}: a step is one of {', '.join(STEPS)}, a colon, and KIND/HASH.")
    if kind == "expand" and len(rest) == 3 and rest[1] in RELATIONS and _NUMBER.fullmatch(rest[2]):
        return Step(kind, rest[0], relation=rest[1], number=int(rest[2]))
    if kind in ("collapse", "remove") and len(rest) == 1:
        return Step(kind, rest[0])
    if kind == "path" and len(rest) in (3, 4) and _PATH.fullmatch(rest[1]):
        length = path_length(rest[2])
        without = tuple(rest[3].split(",")) if rest[3:] and rest[3] else ()
        return Step(
            kind, rest[0], other=rest[1], length=length, without=_choices("step", list(without), NETWORK_CLASSES)
        )
    raise errors.bad_request(
        f"step={text}: give expand:NODE:RELATION:NUMBER, collapse:NODE, remove:NODE or path:NODE:NODE:LENGTH:CLASSES."
    )


def path_length(text: str) -> int | None:
    """The longest path wanted; None for the shortest ones."""
    if text == SHORTEST:
        return None
    if not _NUMBER.fullmatch(text) or int(text) not in LENGTHS:
        raise errors.bad_request(f"length={text}: give {SHORTEST} or a number from {LENGTHS[0]} to {LENGTHS[-1]}.")
    return int(text)

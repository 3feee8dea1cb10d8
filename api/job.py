"""A query as it goes to a worker, and how that can end."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any, BinaryIO

from kg.errors import Federated, QueryError, TooManyFound, Update


class Ending(Enum):
    """How a query can end other than with an answer."""

    WRONG = "wrong"
    FEDERATED = "federated"
    UPDATE = "update"
    TIME = "seconds"
    MEMORY = "memory_mb"
    NESTING = "nesting"
    SIZE = "answer_mb"
    FOUND = "found_nodes"
    BUSY = "workers"
    CLIENT_BUSY = "per_client"


class Refused(Exception):
    """A query that has no answer: how it ended, and what the engine says of it."""

    def __init__(self, ending: Ending, detail: str = "") -> None:
        super().__init__(detail or ending.value)
        self.ending = ending
        self.detail = detail


_ENDINGS: dict[type[QueryError], Ending] = {
    Federated: Ending.FEDERATED,
    Update: Ending.UPDATE,
    TooManyFound: Ending.FOUND,
}


def refused(error: QueryError) -> Refused:
    """How a query ends that the engine, or what looks it through, does not take."""
    return Refused(_ENDINGS.get(type(error), Ending.WRONG), str(error))


@dataclass(frozen=True, slots=True)
class Job:
    """A query with the formats its answer may have: kind of answer → format's name, None where none is wanted.

    Relative IRIs in the query stand under `base`; without one they are an error.
    """

    query: str
    default: tuple[str, ...] | None
    named: tuple[str, ...] | None
    formats: dict[str, str | None]
    seconds: float
    base: str | None = None

    def message(self, file: str, *, relayed: bool) -> dict[str, Any]:
        """The job as a worker reads it, beside the query; a large answer goes to the file.

        One that is relayed is only looked through.
        """
        return {
            "default": self.default,
            "named": self.named,
            "formats": self.formats,
            "seconds": self.seconds,
            "base": self.base,
            "file": file,
            "relayed": relayed,
        }


@dataclass(frozen=True, slots=True)
class Written:
    """An answer on disk, complete: its kind, its format (None: none that the client takes), and seconds by stage."""

    kind: str
    format: str | None
    content: BinaryIO
    size: int
    stages: dict[str, float]

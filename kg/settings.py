"""The one owner of a build's settings: what it can be told, with the defaults."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from kg.errors import SettingsError

DEFAULT_BASE = "https://w3id.org/union-kg/id/"


@dataclass(frozen=True, slots=True)
class BuildSettings:
    """Options of a build; `base` is the IRI (ending with a slash) under which every data IRI stands."""

    base: str = DEFAULT_BASE

    def __post_init__(self) -> None:
        parts = urlsplit(self.base)
        if parts.scheme not in ("http", "https") or not parts.netloc or not self.base.endswith("/"):
            raise SettingsError(f"base IRI {self.base!r}: give an http(s) IRI that ends with a slash")
        if any(c.isspace() or c in '<>"{}|\\^`' for c in self.base):
            raise SettingsError(f"base IRI {self.base!r}: it holds a character that no IRI may hold")

"""The version of the rules: a hash of all that decides what is made of a page but the page itself."""

from __future__ import annotations

import hashlib
import platform
import sys
import unicodedata
from functools import cache
from importlib.metadata import version
from pathlib import Path

from kg.resources import ontology_file

_DIGITS = 16
# Other versions of these may cut words, write terms or judge shapes in another way.
_LIBRARIES = ("jieba", "numpy", "pyoxigraph", "pyshacl", "pyshifty", "rdflib", "rjieba")
_ONTOLOGY = ("core.ttl", "event-types.ttl", "shapes.ttl")


@cache
def rules_version() -> str:
    """A hash of the program's code, tables and ontology, and of the versions of what it reads and writes with.

    It changes more often than it has to (a comment changes it, too), and never too seldom.
    """
    digest = hashlib.sha256()
    told = [platform.python_implementation(), ".".join(map(str, sys.version_info[:3])), unicodedata.unidata_version]
    told += [f"{name} {version(name)}" for name in _LIBRARIES]
    digest.update("\n".join(told).encode())
    package = Path(__file__).parent
    files = sorted([*package.glob("*.py"), *(package / "tables").iterdir(), *map(ontology_file, _ONTOLOGY)])
    for file in files:
        if file.is_file():
            content = file.read_bytes()
            digest.update(f"\n{file.name} {len(content)}\n".encode() + content)
    return digest.hexdigest()[:_DIGITS]

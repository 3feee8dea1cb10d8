"""Where the files stand that are shipped beside the code."""

from __future__ import annotations

from pathlib import Path

from kg.errors import KgError

# In a clone, in an editable install and in site-packages alike, ontology/ is the neighbour of kg/.
_BESIDE_KG = Path(__file__).resolve().parent.parent


def ontology_file(name: str) -> Path:
    """The path of a file of the ontology, such as core.ttl; a KgError where the installation lacks it."""
    path = _BESIDE_KG / "ontology" / name
    if not path.is_file():
        raise KgError(f"{path}: this installation lacks a file of the ontology; install Union KG anew")
    return path

"""What follows from the statements without being stated by any page; it goes into a graph of its own."""

from __future__ import annotations

from collections.abc import Iterable

from kg.ids import Names
from kg.model import ORGANIZATIONS, Iri, Statement
from kg.vocabulary import ROLES, TYPE, ukg

# class → its superclass, property → its superproperty; a test holds them against the ontology.
SUPERCLASSES: dict[Iri, Iri] = {ukg(kind): ukg("Organization") for kind in sorted(ORGANIZATIONS)}
SUPERPROPERTIES: dict[Iri, Iri] = {ukg(role): ukg("participant") for role in ROLES}


def inferred(statements: Iterable[Statement], names: Names) -> list[Statement]:
    """The superclass of everything typed, and the superproperty of every fact stated with a subproperty; each once."""
    found: dict[Statement, None] = {}
    for statement in statements:
        if statement.property == TYPE and isinstance(statement.value, Iri) and statement.value in SUPERCLASSES:
            superclass = SUPERCLASSES[statement.value]
            found[Statement(names.inferred_graph, statement.subject, TYPE, superclass)] = None
        elif statement.property in SUPERPROPERTIES:
            superproperty = SUPERPROPERTIES[statement.property]
            found[Statement(names.inferred_graph, statement.subject, superproperty, statement.value)] = None
    return list(found)

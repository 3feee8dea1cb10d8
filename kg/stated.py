"""What the sentences of a release's pages state, and where: what releases are compared by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from kg.store import Store
from kg.vocabulary import PROV, RDF, UKG

# Subject, property and object as N-Triples write them.
Fact = tuple[str, str, str]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a fact is stated: the page and article, the span, and the words there."""

    page: str
    article: str
    start: int
    end: int
    quote: str


Stated = dict[Fact, list[Place]]


def stated(store: Store, pages: Iterable[str]) -> Stated:
    """What the pages' sentences state, and where."""
    found: Stated = {}
    for page in pages:
        rows = store.query(_STATED.replace("PAGE", str(ox.Literal(page))))
        assert isinstance(rows, ox.QuerySolutions)
        for row in rows:
            fact = str(row["s"]), str(row["p"]), str(row["o"])
            start, end = int(row["start"].value), int(row["end"].value)
            place = Place(page, str(row["article"]), start, end, row["quote"].value)
            found.setdefault(fact, []).append(place)
    return {fact: sorted(places) for fact, places in found.items()}


_STATED = f"""SELECT ?s ?p ?o ?article ?start ?end ?quote {{
  GRAPH ?article {{ ?article <{UKG}page> PAGE }}
  GRAPH ?evidence {{
    ?e <{PROV}wasDerivedFrom> ?article ; <{RDF}subject> ?s ; <{RDF}predicate> ?p ; <{RDF}object> ?o ;
       <{UKG}start> ?start ; <{UKG}end> ?end ; <{UKG}quote> ?quote
  }}
}}"""

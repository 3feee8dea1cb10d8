"""Nine kinds of queries that users of such a graph ask, with constants that are another one every time."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from kg.vocabulary import RDFS, UKG, XSD
from tests.bench.release import World

_PROLOGUE = f"PREFIX ukg: <{UKG}> PREFIX rdfs: <{RDFS}> PREFIX xsd: <{XSD}> "
_YEARS = range(2018, 2023)


@dataclass(frozen=True, slots=True)
class Shape:
    """A kind of query; `write` makes one, `asked` is how many of them one client asks in a round."""

    name: str
    write: Callable[[random.Random, World], str]
    asked: int


def _label(chance: random.Random, world: World) -> str:
    return f'SELECT ?x {{ ?x rdfs:label "{chance.choice(world.people)[0]}"@zh }}'


def _one_hop(chance: random.Random, world: World) -> str:
    return f"SELECT ?x ?p {{ ?x ?p <{chance.choice(world.districts)[1].value}> }}"


def _two_hops(chance: random.Random, world: World) -> str:
    district = chance.choice(world.districts)[1].value
    return f"SELECT ?x ?y ?l {{ ?y ukg:inDistrict <{district}> . ?x ukg:organizer ?y ; rdfs:label ?l }}"


def _events(chance: random.Random, world: World) -> str:
    district, year = chance.choice(world.districts)[1].value, chance.choice(_YEARS)
    return (
        f"SELECT ?e ?x ?d {{ ?e ukg:district <{district}> ; ukg:date ?d ; rdfs:label ?x"
        f' FILTER(?d >= "{year}-03-01"^^xsd:date && ?d < "{year}-09-01"^^xsd:date) }} ORDER BY ?d'
    )


def _count(chance: random.Random, world: World) -> str:
    month = f"{chance.choice(_YEARS)}-{chance.randint(1, 12):02}"
    return (
        "SELECT ?x (COUNT(*) AS ?n) { ?e ukg:organizer ?x ; ukg:date ?d ; ukg:speaker ?who"
        f' FILTER(?d >= "{month}-01"^^xsd:date) }} GROUP BY ?x'
    )


def _contains(chance: random.Random, world: World) -> str:
    return f'SELECT ?x ?q {{ ?x ukg:quote ?q FILTER(CONTAINS(?q, "{chance.choice(world.people)[0]}")) }}'


def _path(chance: random.Random, world: World) -> str:
    above = chance.choice([iri for _, iri, _, over in world.unions if over is None])
    return f"SELECT ?x {{ ?x ukg:partOf+ <{above.value}> }}"


def _top(chance: random.Random, world: World) -> str:
    below = chance.randint(8_000, 9_600) / 10_000
    return f"SELECT ?x ?c {{ ?x ukg:confidence ?c FILTER(?c < {below}) }} ORDER BY DESC(?c) ?x LIMIT 20"


def _export(chance: random.Random, world: World) -> str:
    return "SELECT ?x ?l { ?x rdfs:label ?l }"


SHAPES = (
    Shape("label look-up", _label, 200),
    Shape("one hop", _one_hop, 60),
    Shape("two hops", _two_hops, 60),
    Shape("events by date, district", _events, 60),
    Shape("group and count", _count, 6),
    Shape("CONTAINS over texts", _contains, 6),
    Shape("property path", _path, 60),
    Shape("top-k", _top, 3),
    Shape("export of labels", _export, 6),
)


def queries(shape: Shape, world: World, seed: int) -> Iterator[str]:
    """Queries of that shape without end, each another text: a variable's name holds its number."""
    chance = random.Random(seed)
    number = seed << 32
    while True:
        yield _PROLOGUE + shape.write(chance, world).replace("?x", f"?x{number}")
        number += 1


def request(query: str, path: str) -> bytes:
    """The GET request that asks the query and keeps its connection."""
    target = f"{path}?{urlencode({'query': query})}"
    return f"GET {target} HTTP/1.1\r\nHost: localhost\r\nAccept: application/sparql-results+json\r\n\r\n".encode()


def rows_of(answer: bytes) -> list[str]:
    """The rows of an answer in JSON, as text in an order of their own, so that servers' answers can be compared."""
    return sorted(json.dumps(row, sort_keys=True) for row in json.loads(answer)["results"]["bindings"])

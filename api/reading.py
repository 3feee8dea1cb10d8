"""Reads what several pages need of events and posts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from api import dates
from api.facts import EventInfo, Occurrence, Post, Triple, text_of
from api.graph import Edge, Node, Reader, Sentence, local_name, surest_first
from api.words import PROPERTIES, property_words
from kg.vocabulary import UKG


def event_infos(reader: Reader, iris: Iterable[str]) -> dict[str, EventInfo]:
    """When the events were and of which types they are."""
    wanted = sorted(set(iris))
    values: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    block = " ".join(f"<{iri}>" for iri in wanted)
    if wanted:
        for row in reader.select(
            f"SELECT ?x ?p ?v {{ VALUES ?x {{ {block} }} ?x ?p ?v"
            " FILTER(?p IN (ukg:date, ukg:startDate, ukg:endDate, ukg:eventType)) }"
        ):
            values[row["x"].value][local_name(row["p"].value)].add(text_of(row["v"]))
        for row in reader.select(f"SELECT ?x ?v {{ VALUES ?x {{ {block} }} ?a ukg:reports ?x ; dcterms:issued ?v }}"):
            values[row["x"].value]["issued"].add(row["v"].value)
    infos: dict[str, EventInfo] = {}
    for iri in wanted:
        own = values[iri]
        start = min(own["date"] | own["startDate"], default="")
        end = min(own["endDate"], default=None)
        infos[iri] = EventInfo(
            date=dates.period(start, end) if start else "",
            issued=min(own["issued"], default=""),
            types=tuple(sorted(local_name(t) for t in own["eventType"])),
            order=dates.sort_key(start, min(own["issued"], default="")),
        )
    return infos


def occurrence(
    event: Node,
    info: EventInfo,
    edges: list[Edge],
    sentences: dict[Triple, list[Sentence]],
    limit: int,
) -> Occurrence:
    """An event as the edges concern it: their roles, and at most `limit` of the sentences that state them."""
    rank = list(PROPERTIES)
    roles = sorted({local_name(e.predicate) for e in edges}, key=lambda p: rank.index(p) if p in rank else 99)
    found = {s for e in edges for s in sentences.get(e.triple, ())}
    quotes = sorted(found, key=surest_first)
    distinct = list({(s.article.iri, s.start, s.end): s for s in reversed(quotes)}.values())[::-1]
    shown = tuple(distinct[:limit])
    return Occurrence(
        event=event,
        date=info.date,
        issued=info.issued,
        types=info.types,
        roles=tuple(property_words(r).edge for r in roles),
        inferred=bool(edges) and all(e.inferred for e in edges),
        sentences=shown,
        more=len(distinct) - len(shown),
        order=info.order,
    )


def posts_of(reader: Reader, iris: set[str]) -> dict[str, Post]:
    """The posts of those IRIs with their titles, units and holders."""
    if not iris:
        return {}
    block = " ".join(f"<{iri}>" for iri in sorted(iris))
    stated: dict[str, dict[str, list[str]]] = {iri: defaultdict(list) for iri in iris}
    for row in reader.select(
        f"SELECT ?x ?p ?v {{ VALUES ?x {{ {block} }} ?x ?p ?v"
        " FILTER(?p IN (ukg:title, ukg:at, ukg:since, ukg:until)) }"
    ):
        stated[row["x"].value][local_name(row["p"].value)].append(text_of(row["v"]))
    holders: dict[str, dict[tuple[str, str, str], Edge]] = defaultdict(dict)
    for row in reader.select(f"SELECT ?s ?x {{ VALUES ?x {{ {block} }} ?s ukg:holdsPost ?x }}"):
        edge = Edge(row["s"], UKG + "holdsPost", row["x"], False)
        holders[row["x"].value][edge.triple] = edge
    return {
        iri: Post(
            title=next(iter(own["title"]), ""),
            at=next(iter(own["at"]), None),
            holders=tuple(holders[iri].values()),
            term=dates.term(own["since"], own["until"]),
        )
        for iri, own in stated.items()
    }

"""What joins two nodes, told with the sentences that state it: for the panel, for paths, for the file to take along."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from api.context import in_context
from api.graph import Edge, Node, Reader, Sentence, surest_first
from api.links import Link
from api.reading import posts_of
from kg.vocabulary import UKG


@dataclass(frozen=True, slots=True)
class Joint:
    """One link with both its ends, and the sentences that state it; `more` of them are not told."""

    subject: Node
    link: Link
    object: Node
    term: str
    sentences: tuple[Sentence, ...]
    more: int


def _edges(link: Link) -> list[Edge]:
    source = ox.NamedNode(link.source)
    if link.posts:
        return [Edge(source, UKG + link.property, ox.NamedNode(post), link.inferred) for post in link.posts]
    return [Edge(source, UKG + link.property, ox.NamedNode(link.target), link.inferred)]


def joints(reader: Reader, links: Iterable[Link], limit: int) -> list[Joint]:
    """The links in their order, each with at most `limit` sentences, the surest first."""
    wanted = list(links)
    edges = {link: _edges(link) for link in wanted}
    told = in_context(reader, reader.sentences(edge for own in edges.values() for edge in own), limit)
    nodes = reader.nodes({end for link in wanted for end in (link.source, link.target)})
    posts = posts_of(reader, {post for link in wanted for post in link.posts})
    found: list[Joint] = []
    for link in wanted:
        own = {sentence for edge in edges[link] for sentence in told.get(edge.triple, ())}
        order = sorted(own, key=surest_first)
        terms = dict.fromkeys(posts[post].term for post in link.posts if posts[post].term)
        found.append(
            Joint(
                nodes[link.source], link, nodes[link.target], "、".join(terms), tuple(order[:limit]), len(order[limit:])
            )
        )
    return found

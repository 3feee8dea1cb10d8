"""The view of a node's page: its facts in groups, its events in order of time, its articles, each with sentences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

import pyoxigraph as ox

from api.context import in_context
from api.facts import EntityView, Fact, Group, Occurrence, Post, Triple, by_name, iri_of, text_of
from api.graph import Edge, Node, Reader, Sentence, local_name
from api.reading import event_infos, occurrence, posts_of
from api.settings import ServiceSettings
from api.words import DATE_WORDS, PROPERTIES, property_words
from kg.vocabulary import DATES, EVENT_ARGUMENTS, ROLES

# Told elsewhere on the page: the head names them, or they are no facts of the node.
_HEAD = {"type", "label", "altLabel", "title", "kicker", "subtitle", "issued", "page", "start", "end", "dateText"}


def _ends(edge: Edge) -> tuple[str, str]:
    return (str(edge.subject), str(edge.object))


def _repeats(edge: Edge, roles: set[tuple[str, str]]) -> bool:
    """Whether the edge is the inferred ukg:participant of a role that is shown."""
    return edge.inferred and local_name(edge.predicate) == "participant" and _ends(edge) in roles


class Views:
    """Makes the pages' views from one release."""

    __slots__ = ("_reader", "_settings")

    def __init__(self, reader: Reader, settings: ServiceSettings) -> None:
        self._reader = reader
        self._settings = settings

    def entity(self, iri: str) -> EntityView:
        """The view of any node: facts both ways, each with its sentences."""
        reader, limit = self._reader, self._settings.facts_per_entity
        node = reader.node(iri)
        out = [e for e in reader.out_edges(iri) if local_name(e.predicate) not in _HEAD]
        back = reader.back_edges(iri, limit + 1)
        truncated = len(back) > limit
        events = [e for e in back if local_name(e.predicate) in EVENT_ARGUMENTS]
        others = [e for e in back if local_name(e.predicate) not in (*EVENT_ARGUMENTS, "participant")]
        stated_dates = [e for e in out if local_name(e.predicate) in DATES]
        types = [e for e in out if local_name(e.predicate) == "eventType"]
        out = [e for e in out if local_name(e.predicate) not in (*DATES, "eventType")]
        roles = {_ends(e) for e in out if local_name(e.predicate) in ROLES}
        out = [e for e in out if not _repeats(e, roles)]
        occurrences = self._occurrences(events)
        articles, articles_total = reader.mentioning(iri, self._settings.facts_per_group)
        return EntityView(
            node=node,
            aliases=tuple(a for a in reader.aliases(iri) if a != node.label),
            groups=self._groups(iri, out, others),
            events=occurrences,
            events_total=len({str(e.subject) for e in events}),
            dates=self._dates(stated_dates),
            types=tuple(sorted(local_name(t) for e in types if (t := iri_of(e.object)))),
            articles=tuple(articles),
            articles_total=articles_total,
            truncated=truncated,
        )

    def _sentences(self, edges: Iterable[Edge]) -> dict[Triple, list[Sentence]]:
        found = self._reader.sentences(edges)
        return in_context(self._reader, found, self._settings.sentences_per_fact)

    def _dates(self, edges: list[Edge]) -> tuple[Fact, ...]:
        sentences = self._sentences(edges)
        return tuple(
            replace(
                self._fact(None, DATE_WORDS.get(local_name(e.predicate), ""), e, sentences),
                date=text_of(e.object),
                property=local_name(e.predicate),
            )
            for e in edges
        )

    def _fact(self, node: Node | None, text: str, edge: Edge, sentences: dict[Triple, list[Sentence]]) -> Fact:
        found = sentences.get(edge.triple, [])
        shown = tuple(found[: self._settings.sentences_per_fact])
        return Fact(node, text, edge.inferred, shown, len(found) - len(shown))

    def _occurrences(self, edges: list[Edge]) -> tuple[Occurrence, ...]:
        by_event: dict[str, list[Edge]] = defaultdict(list)
        for edge in edges:
            event = iri_of(edge.subject)
            if event is not None:
                by_event[event].append(edge)
        infos = event_infos(self._reader, by_event)
        order = sorted(by_event, key=lambda iri: (infos[iri].order, iri))[: self._settings.facts_per_group]
        nodes = self._reader.nodes(order)
        sentences = self._sentences(e for iri in order for e in by_event[iri])
        return tuple(
            occurrence(nodes[iri], infos[iri], by_event[iri], sentences, self._settings.sentences_per_fact)
            for iri in order
        )

    def _groups(self, iri: str, out: list[Edge], back: list[Edge]) -> tuple[Group, ...]:
        reader, limit = self._reader, self._settings.facts_per_group
        groups: dict[tuple[str, bool], list[Edge]] = defaultdict(list)
        for edge in out:
            groups[local_name(edge.predicate), False].append(edge)
        # An inferred inverse repeats what the stated fact already shows from the other side.
        shown_out = {iri_of(e.object) for e in out}
        for edge in back:
            if edge.inferred and iri_of(edge.subject) in shown_out:
                continue
            groups[local_name(edge.predicate), True].append(edge)
        shown = [edge for edges in groups.values() for edge in edges[:limit]]
        ends = [iri_of(e.object) for e in shown] + [iri_of(e.subject) for e in shown]
        posts = posts_of(reader, {e for e in ends if e is not None and reader.path_of(e).startswith("post/")})
        names = reader.nodes(
            {e for e in ends if e is not None} | {end for post in posts.values() for end in post.ends if end}
        )
        post_edges = [e for post in posts.values() for e in post.holders]
        sentences = self._sentences([*shown, *post_edges])
        rank = list(PROPERTIES)
        order = sorted(groups, key=lambda k: (rank.index(k[0]) if k[0] in rank else len(rank), k))
        found: list[Group] = []
        for property_, backwards in order:
            edges = groups[property_, backwards]
            words = property_words(property_)
            facts: list[Fact] = []
            for edge in edges[:limit]:
                end = edge.subject if backwards else edge.object
                post = posts.get(iri_of(end) or "")
                if post is not None:
                    facts.extend(self._post_facts(iri, post, edge, names, sentences))
                elif isinstance(end, ox.NamedNode):
                    facts.append(self._fact(names[end.value], "", edge, sentences))
                else:
                    facts.append(self._fact(None, text_of(end), edge, sentences))
            heading = words.back if backwards else words.out
            found.append(Group(property_, heading, by_name(facts), len(edges), backwards))
        return tuple(found)

    def _post_facts(
        self,
        iri: str,
        post: Post,
        edge: Edge,
        names: dict[str, Node],
        sentences: dict[Triple, list[Sentence]],
    ) -> list[Fact]:
        """A post stands between a person and an organization: each page names the other of the two."""
        if local_name(edge.predicate) == "holdsPost":
            facts = [self._fact(names.get(post.at or ""), post.title, edge, sentences)]
        else:
            facts = [
                self._fact(names.get(iri_of(holder.subject) or ""), post.title, holder, sentences)
                for holder in post.holders
            ]
        return [replace(fact, term=post.term) for fact in facts]

"""The view of an article's page: its headlines and credits, and the facts read from it with their sentences."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

import pyoxigraph as ox

from api.context import places
from api.facts import ArticleView, Fact, Group, Occurrence, StatedFact, Triple, by_name, iri_of, text_of
from api.graph import Edge, Node, Reader, Sentence, local_name
from api.reading import event_infos, occurrence, posts_of
from api.typeset import Span, typeset
from api.words import CLASSES, PROPERTIES, property_words
from kg.vocabulary import BYLINES, DCTERMS, EVENT_ARGUMENTS, RELATIONS


def article_view(reader: Reader, iri: str, limit: int) -> ArticleView:
    """The view of an article: its headlines and credits, and the facts read; at most `limit` sentences an event."""
    edges = reader.graph_edges(iri)
    own = [e for e in edges if iri_of(e.subject) == iri]
    head = {local_name(e.predicate): text_of(e.object) for e in own if isinstance(e.object, ox.Literal)}
    issued = DCTERMS + "issued"
    head["issued"] = next((text_of(e.object) for e in own if e.predicate == issued), "")
    sentences = reader.sentences(edges, article=iri)
    nodes = reader.nodes({t for e in edges for t in (iri_of(e.subject), iri_of(e.object)) if t})
    by_property: dict[str, list[Edge]] = defaultdict(list)
    for edge in own:
        by_property[local_name(edge.predicate)].append(edge)
    bylines = tuple(
        Group(p, property_words(p).out, _ends(by_property[p], nodes, sentences), len(by_property[p]))
        for p in BYLINES
        if by_property[p]
    )
    mentions = _ends(by_property["mentions"], nodes, sentences)
    view = ArticleView(
        node=nodes[iri] if iri in nodes else reader.node(iri),
        head=head,
        bylines=bylines,
        events=_events(reader, by_property["reports"], edges, nodes, sentences, limit),
        facts=_facts(reader, edges, nodes, sentences),
        mentions=_by_class(mentions),
        text=None,
    )
    view, spans = _numbered(view)
    place = places(reader, [iri]).get(iri)
    if place is None:
        return view
    names = [((s.start, s.end), fact.node) for fact in mentions if fact.node for s in fact.sentences]
    told = {kind: head.get(kind, "") for kind in ("kicker", "title", "subtitle")}
    cuts = {offset for own in sentences.values() for s in own for offset in (s.start, s.end)}
    return replace(view, text=typeset(place.text, place.span, names, spans, told, cuts))


def _numbered(view: ArticleView) -> tuple[ArticleView, list[list[Span]]]:
    """The view with its facts counted from 1 as the page lists them, and the spans of fact 0 (none), fact 1 …"""
    spans: list[list[Span]] = [[]]

    def number(sentences: tuple[Sentence, ...]) -> int:
        spans.append([(s.start, s.end) for s in sentences])
        return len(spans) - 1

    def counted(group: Group) -> Group:
        return replace(group, facts=tuple(replace(f, number=number(f.sentences)) for f in group.facts))

    events = tuple(
        (replace(occurrence, number=number(occurrence.sentences)), tuple(map(counted, groups)))
        for occurrence, groups in view.events
    )
    facts = tuple(replace(fact, number=number(fact.sentences)) for fact in view.facts)
    return replace(view, events=events, facts=facts, bylines=tuple(map(counted, view.bylines))), spans


def _ends(edges: list[Edge], nodes: dict[str, Node], sentences: dict[Triple, list[Sentence]]) -> tuple[Fact, ...]:
    facts = [
        Fact(nodes[e.object.value], "", e.inferred, tuple(sentences.get(e.triple, ())))
        for e in edges
        if isinstance(e.object, ox.NamedNode)
    ]
    return by_name(facts)


def _events(
    reader: Reader,
    reports: list[Edge],
    edges: list[Edge],
    nodes: dict[str, Node],
    sentences: dict[Triple, list[Sentence]],
    limit: int,
) -> tuple[tuple[Occurrence, tuple[Group, ...]], ...]:
    infos = event_infos(reader, (e.object.value for e in reports if isinstance(e.object, ox.NamedNode)))
    found: list[tuple[Occurrence, tuple[Group, ...]]] = []
    for report in reports:
        event = iri_of(report.object)
        if event is None:
            continue
        arguments: dict[str, list[Edge]] = defaultdict(list)
        for edge in edges:
            if iri_of(edge.subject) == event:
                arguments[local_name(edge.predicate)].append(edge)
        groups = tuple(
            Group(p, property_words(p).out, _ends(arguments[p], nodes, sentences), len(arguments[p]))
            for p in PROPERTIES
            if p in EVENT_ARGUMENTS and arguments[p]
        )
        found.append((occurrence(nodes[event], infos[event], [report], sentences, limit), groups))
    return tuple(sorted(found, key=lambda pair: [(s.start, s.end) for s in pair[0].sentences]))


def _facts(
    reader: Reader, edges: list[Edge], nodes: dict[str, Node], sentences: dict[Triple, list[Sentence]]
) -> tuple[StatedFact, ...]:
    posts = posts_of(reader, {t for e in edges if (t := iri_of(e.object)) and local_name(e.predicate) == "holdsPost"})
    missing = {p.at for p in posts.values() if p.at and p.at not in nodes}
    known = {**nodes, **reader.nodes(missing)} if missing else nodes
    found: list[StatedFact] = []
    for edge in edges:
        name, subject, object_ = local_name(edge.predicate), iri_of(edge.subject), iri_of(edge.object)
        if subject is None or object_ is None or name not in (*RELATIONS, "holdsPost"):
            continue
        post = posts.get(object_)
        target = known.get(post.at or "") if post else nodes[object_]
        quotes = tuple(sentences.get(edge.triple, ()))
        found.append(StatedFact(nodes[subject], name, post.title if post else "", target, quotes))
    return tuple(sorted(found, key=lambda f: ([(s.start, s.end) for s in f.sentences], f.subject.label, f.title)))


def _by_class(facts: tuple[Fact, ...]) -> tuple[tuple[str, tuple[Fact, ...]], ...]:
    groups: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.node is not None:
            groups[fact.node.cls].append(fact)
    return tuple((name, tuple(groups[name])) for name in CLASSES if name in groups)

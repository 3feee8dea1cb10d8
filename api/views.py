"""What a page shows of a node: its facts in groups, its events in order of time, its articles, each with sentences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from api import dates
from api.graph import Edge, Node, Reader, Sentence, local_name
from api.settings import ServiceSettings
from api.words import CLASSES, PROPERTIES, property_words
from kg.vocabulary import BYLINES, DATES, DCTERMS, EVENT_ARGUMENTS, RELATIONS, ROLES, UKG

# Told elsewhere on the page: the head names them, or they are no facts of the node.
_HEAD = {"type", "label", "altLabel", "title", "kicker", "subtitle", "issued", "page", "start", "end", "dateText"}


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a page: the other node or a text, a post's title, and the sentences that state it."""

    node: Node | None
    text: str
    inferred: bool
    sentences: tuple[Sentence, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """The facts with one property in one direction; `total` counts also those that the page leaves out."""

    property: str
    heading: str
    facts: tuple[Fact, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Occurrence:
    """An event as it concerns the page's node: when, in which roles, by which sentences."""

    event: Node
    date: str
    types: tuple[str, ...]
    roles: tuple[str, ...]
    inferred: bool
    sentences: tuple[Sentence, ...]
    more: int
    order: tuple[int, str]


@dataclass(frozen=True, slots=True)
class EntityView:
    """All that the page of one node shows; `truncated` where the node has more facts than were read."""

    node: Node
    aliases: tuple[str, ...]
    groups: tuple[Group, ...]
    events: tuple[Occurrence, ...]
    events_total: int
    dates: tuple[Fact, ...]
    types: tuple[str, ...]
    articles: tuple[tuple[Node, int], ...]
    articles_total: int
    truncated: bool


@dataclass(frozen=True, slots=True)
class StatedFact:
    """A fact of an article with both its ends, for the article's page."""

    subject: Node
    property: str
    title: str
    object: Node | None
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class ArticleView:
    """All that an article's page shows; the article's text is no part of a release, its facts' sentences are."""

    node: Node
    head: dict[str, str]
    bylines: tuple[Group, ...]
    events: tuple[tuple[Occurrence, tuple[Group, ...]], ...]
    facts: tuple[StatedFact, ...]
    mentions: tuple[tuple[str, tuple[Fact, ...]], ...]


@dataclass(frozen=True, slots=True)
class EventInfo:
    """An event's date in words, its types, and its place in a timeline."""

    date: str
    types: tuple[str, ...]
    order: tuple[int, str]


def _iri(term: object) -> str | None:
    return term.value if isinstance(term, ox.NamedNode) else None


def _ends(edge: Edge) -> tuple[str, str]:
    return (str(edge.subject), str(edge.object))


def _repeats(edge: Edge, roles: set[tuple[str, str]]) -> bool:
    """Whether the edge is the inferred ukg:participant of a role that is shown."""
    return edge.inferred and local_name(edge.predicate) == "participant" and _ends(edge) in roles


def _text(term: object) -> str:
    return str(getattr(term, "value", term))


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
            types=tuple(sorted(local_name(t) for e in types if (t := _iri(e.object)))),
            articles=tuple(articles),
            articles_total=articles_total,
            truncated=truncated,
        )

    def between(self, iri: str, other: str) -> tuple[Group, ...]:
        """The facts that join two nodes, a post in between counted as one fact."""
        view = self.entity(iri)
        found: list[Group] = []
        for group in view.groups:
            facts = tuple(f for f in group.facts if f.node is not None and f.node.iri == other)
            if facts:
                found.append(Group(group.property, group.heading, facts, len(facts)))
        for occurrence in view.events:
            if occurrence.event.iri == other:
                facts = (Fact(occurrence.event, "", occurrence.inferred, occurrence.sentences, occurrence.more),)
                found.append(Group("event", "、".join(occurrence.roles), facts, 1))
        return tuple(found)

    def event_infos(self, iris: Iterable[str]) -> dict[str, EventInfo]:
        """When the events were and of which types they are."""
        wanted = sorted(set(iris))
        values: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        block = " ".join(f"<{iri}>" for iri in wanted)
        if wanted:
            for row in self._reader.select(
                f"SELECT ?x ?p ?v {{ VALUES ?x {{ {block} }} ?x ?p ?v"
                " FILTER(?p IN (ukg:date, ukg:startDate, ukg:endDate, ukg:eventType)) }"
            ):
                values[row["x"].value][local_name(row["p"].value)].add(_text(row["v"]))
            for row in self._reader.select(
                f"SELECT ?x ?v {{ VALUES ?x {{ {block} }} ?a ukg:reports ?x ; dcterms:issued ?v }}"
            ):
                values[row["x"].value]["issued"].add(row["v"].value)
        infos: dict[str, EventInfo] = {}
        for iri in wanted:
            own = values[iri]
            start = min(own["date"] | own["startDate"], default="")
            end = min(own["endDate"], default=None)
            infos[iri] = EventInfo(
                date=dates.period(start, end) if start else "",
                types=tuple(sorted(local_name(t) for t in own["eventType"])),
                order=dates.sort_key(start, min(own["issued"], default="")),
            )
        return infos

    def latest_events(self, limit: int) -> tuple[tuple[Node, EventInfo], ...]:
        """The events with the latest dates, or articles; those with neither come last."""
        stated: dict[str, str] = {}
        issued: dict[str, str] = {}
        for row in self._reader.select("SELECT ?x ?v { ?x a ukg:Event OPTIONAL { ?x ukg:date|ukg:startDate ?v } }"):
            value = _text(row["v"]) if row["v"] is not None else ""
            stated[row["x"].value] = max(stated.get(row["x"].value, ""), value)
        for row in self._reader.select("SELECT ?x ?v { ?a ukg:reports ?x ; dcterms:issued ?v }"):
            issued[row["x"].value] = max(issued.get(row["x"].value, ""), _text(row["v"]))
        keys = {iri: dates.sort_key(start, issued.get(iri, "")) for iri, start in stated.items()}
        dated = sorted((iri for iri in keys if keys[iri][0] == 0), key=lambda iri: (keys[iri], iri), reverse=True)
        undated = sorted(iri for iri in keys if keys[iri][0] != 0)
        chosen = [*dated, *undated][:limit]
        nodes, infos = self._reader.nodes(chosen), self.event_infos(chosen)
        return tuple((nodes[iri], infos[iri]) for iri in chosen)

    def _dates(self, edges: list[Edge]) -> tuple[Fact, ...]:
        sentences = self._reader.sentences(edges)
        prefix = {"startDate": "开始：", "endDate": "结束："}
        return tuple(
            self._fact(None, prefix.get(local_name(e.predicate), "") + dates.in_words(_text(e.object)), e, sentences)
            for e in edges
        )

    def _fact(
        self, node: Node | None, text: str, edge: Edge, sentences: dict[tuple[str, str, str], list[Sentence]]
    ) -> Fact:
        found = sentences.get(edge.triple, [])
        shown = tuple(found[: self._settings.sentences_per_fact])
        return Fact(node, text, edge.inferred, shown, len(found) - len(shown))

    def _occurrences(self, edges: list[Edge]) -> tuple[Occurrence, ...]:
        by_event: dict[str, list[Edge]] = defaultdict(list)
        for edge in edges:
            event = _iri(edge.subject)
            if event is not None:
                by_event[event].append(edge)
        infos = self.event_infos(by_event)
        order = sorted(by_event, key=lambda iri: (infos[iri].order, iri))[: self._settings.facts_per_group]
        nodes = self._reader.nodes(order)
        sentences = self._reader.sentences(e for iri in order for e in by_event[iri])
        return tuple(self._occurrence(nodes[iri], infos[iri], by_event[iri], sentences) for iri in order)

    def _occurrence(
        self,
        event: Node,
        info: EventInfo,
        edges: list[Edge],
        sentences: dict[tuple[str, str, str], list[Sentence]],
    ) -> Occurrence:
        rank = list(PROPERTIES)
        roles = sorted({local_name(e.predicate) for e in edges}, key=lambda p: rank.index(p) if p in rank else 99)
        found = {s for e in edges for s in sentences.get(e.triple, ())}
        quotes = sorted(found, key=lambda s: (-s.confidence, s.article.iri, s.start, s.end, s.rule))
        distinct = list({(s.article.iri, s.start, s.end): s for s in reversed(quotes)}.values())[::-1]
        shown = tuple(distinct[: self._settings.sentences_per_fact])
        return Occurrence(
            event=event,
            date=info.date,
            types=info.types,
            roles=tuple(property_words(r).edge for r in roles),
            inferred=bool(edges) and all(e.inferred for e in edges),
            sentences=shown,
            more=len(distinct) - len(shown),
            order=info.order,
        )

    def _groups(self, iri: str, out: list[Edge], back: list[Edge]) -> tuple[Group, ...]:
        reader, limit = self._reader, self._settings.facts_per_group
        groups: dict[tuple[str, bool], list[Edge]] = defaultdict(list)
        for edge in out:
            groups[local_name(edge.predicate), False].append(edge)
        # An inferred inverse repeats what the stated fact already shows from the other side.
        shown_out = {_iri(e.object) for e in out}
        for edge in back:
            if edge.inferred and _iri(edge.subject) in shown_out:
                continue
            groups[local_name(edge.predicate), True].append(edge)
        shown = [edge for edges in groups.values() for edge in edges[:limit]]
        ends = [_iri(e.object) for e in shown] + [_iri(e.subject) for e in shown]
        posts = self._posts({e for e in ends if e is not None and reader.path_of(e).startswith("post/")})
        names = reader.nodes(
            {e for e in ends if e is not None} | {end for post in posts.values() for end in post.ends if end}
        )
        post_edges = [e for post in posts.values() for e in post.holders]
        sentences = reader.sentences([*shown, *post_edges])
        rank = list(PROPERTIES)
        order = sorted(groups, key=lambda k: (rank.index(k[0]) if k[0] in rank else len(rank), k))
        found: list[Group] = []
        for property_, backwards in order:
            edges = groups[property_, backwards]
            words = property_words(property_)
            facts: list[Fact] = []
            for edge in edges[:limit]:
                end = edge.subject if backwards else edge.object
                post = posts.get(_iri(end) or "")
                if post is not None:
                    facts.extend(self._post_facts(iri, post, edge, names, sentences))
                elif isinstance(end, ox.NamedNode):
                    facts.append(self._fact(names[end.value], "", edge, sentences))
                else:
                    facts.append(self._fact(None, _text(end), edge, sentences))
            heading = words.back if backwards else words.out
            found.append(Group(property_, heading, _by_name(facts), len(edges)))
        return tuple(found)

    def _post_facts(
        self,
        iri: str,
        post: Post,
        edge: Edge,
        names: dict[str, Node],
        sentences: dict[tuple[str, str, str], list[Sentence]],
    ) -> list[Fact]:
        """A post stands between a person and an organization: each page names the other of the two."""
        if local_name(edge.predicate) == "holdsPost":
            return [self._fact(names.get(post.at or ""), post.title, edge, sentences)]
        return [
            self._fact(names.get(_iri(holder.subject) or ""), post.title, holder, sentences) for holder in post.holders
        ]

    def _posts(self, iris: set[str]) -> dict[str, Post]:
        if not iris:
            return {}
        block = " ".join(f"<{iri}>" for iri in sorted(iris))
        titles: dict[str, str] = {}
        ats: dict[str, str] = {}
        for row in self._reader.select(
            f"SELECT ?x ?p ?v {{ VALUES ?x {{ {block} }} ?x ?p ?v FILTER(?p IN (ukg:title, ukg:at)) }}"
        ):
            target = titles if local_name(row["p"].value) == "title" else ats
            target.setdefault(row["x"].value, _text(row["v"]))
        holders: dict[str, dict[tuple[str, str, str], Edge]] = defaultdict(dict)
        for row in self._reader.select(f"SELECT ?s ?x {{ VALUES ?x {{ {block} }} ?s ukg:holdsPost ?x }}"):
            edge = Edge(row["s"], UKG + "holdsPost", row["x"], False)
            holders[row["x"].value][edge.triple] = edge
        return {iri: Post(titles.get(iri, ""), ats.get(iri), tuple(holders[iri].values())) for iri in iris}

    def article(self, iri: str) -> ArticleView:
        """The view of an article: its headlines and credits, and the facts read from it with their sentences."""
        reader = self._reader
        edges = reader.graph_edges(iri)
        own = [e for e in edges if _iri(e.subject) == iri]
        head = {local_name(e.predicate): _text(e.object) for e in own if isinstance(e.object, ox.Literal)}
        issued = DCTERMS + "issued"
        head["issued"] = dates.in_words(next((_text(e.object) for e in own if e.predicate == issued), ""))
        sentences = reader.sentences(edges, article=iri)
        nodes = reader.nodes({t for e in edges for t in (_iri(e.subject), _iri(e.object)) if t})
        by_property: dict[str, list[Edge]] = defaultdict(list)
        for edge in own:
            by_property[local_name(edge.predicate)].append(edge)
        bylines = tuple(
            Group(p, property_words(p).out, self._ends(by_property[p], nodes, sentences), len(by_property[p]))
            for p in BYLINES
            if by_property[p]
        )
        return ArticleView(
            node=nodes[iri] if iri in nodes else reader.node(iri),
            head=head,
            bylines=bylines,
            events=self._article_events(by_property["reports"], edges, nodes, sentences),
            facts=self._article_facts(edges, nodes, sentences),
            mentions=self._by_class(self._ends(by_property["mentions"], nodes, sentences)),
        )

    def _ends(
        self, edges: list[Edge], nodes: dict[str, Node], sentences: dict[tuple[str, str, str], list[Sentence]]
    ) -> tuple[Fact, ...]:
        facts = [
            Fact(nodes[e.object.value], "", e.inferred, tuple(sentences.get(e.triple, ())))
            for e in edges
            if isinstance(e.object, ox.NamedNode)
        ]
        return _by_name(facts)

    def _article_events(
        self,
        reports: list[Edge],
        edges: list[Edge],
        nodes: dict[str, Node],
        sentences: dict[tuple[str, str, str], list[Sentence]],
    ) -> tuple[tuple[Occurrence, tuple[Group, ...]], ...]:
        infos = self.event_infos(e.object.value for e in reports if isinstance(e.object, ox.NamedNode))
        found: list[tuple[Occurrence, tuple[Group, ...]]] = []
        for report in reports:
            event = _iri(report.object)
            if event is None:
                continue
            arguments: dict[str, list[Edge]] = defaultdict(list)
            for edge in edges:
                if _iri(edge.subject) == event:
                    arguments[local_name(edge.predicate)].append(edge)
            groups = tuple(
                Group(p, property_words(p).out, self._ends(arguments[p], nodes, sentences), len(arguments[p]))
                for p in PROPERTIES
                if p in EVENT_ARGUMENTS and arguments[p]
            )
            found.append((self._occurrence(nodes[event], infos[event], [report], sentences), groups))
        return tuple(sorted(found, key=lambda pair: [(s.start, s.end) for s in pair[0].sentences]))

    def _article_facts(
        self, edges: list[Edge], nodes: dict[str, Node], sentences: dict[tuple[str, str, str], list[Sentence]]
    ) -> tuple[StatedFact, ...]:
        posts = self._posts({t for e in edges if (t := _iri(e.object)) and local_name(e.predicate) == "holdsPost"})
        missing = {p.at for p in posts.values() if p.at and p.at not in nodes}
        known = {**nodes, **self._reader.nodes(missing)} if missing else nodes
        found: list[StatedFact] = []
        for edge in edges:
            name, subject, object_ = local_name(edge.predicate), _iri(edge.subject), _iri(edge.object)
            if subject is None or object_ is None or name not in (*RELATIONS, "holdsPost"):
                continue
            post = posts.get(object_)
            target = known.get(post.at or "") if post else nodes[object_]
            quotes = tuple(sentences.get(edge.triple, ()))
            found.append(StatedFact(nodes[subject], name, post.title if post else "", target, quotes))
        return tuple(sorted(found, key=lambda f: ([(s.start, s.end) for s in f.sentences], f.subject.label, f.title)))

    def _by_class(self, facts: tuple[Fact, ...]) -> tuple[tuple[str, tuple[Fact, ...]], ...]:
        groups: dict[str, list[Fact]] = defaultdict(list)
        for fact in facts:
            if fact.node is not None:
                groups[fact.node.cls].append(fact)
        return tuple((name, tuple(groups[name])) for name in CLASSES if name in groups)


@dataclass(frozen=True, slots=True)
class Post:
    """A post as the facts around it need it: its title (empty where none is stated), its unit, who holds it."""

    title: str
    at: str | None
    holders: tuple[Edge, ...]

    @property
    def ends(self) -> list[str | None]:
        return [self.at, *(_iri(h.subject) for h in self.holders)]


def _by_name(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    return tuple(sorted(facts, key=lambda f: (f.node.label if f.node else "", f.text, f.node.iri if f.node else "")))

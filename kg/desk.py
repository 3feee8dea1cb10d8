"""What is worth a look in a release, with all that one has to see to judge it, and in the words of a judgement."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg import sources
from kg.errors import ReleaseError
from kg.judged import ARTICLE, EVENT, article_hash
from kg.layout import CANDIDATES
from kg.model import Iri
from kg.questions import BROKEN, CHOSEN, DOUBT, DOUBTED, FACT, KEPT_OUT, PAIR, UNSURE, Question, question_id
from kg.release import OpenRelease
from kg.vocabulary import ALT_LABEL, BYLINES, DATES, DCTERMS, EVENT_ARGUMENTS, LABEL, PREFIXES, RELATIONS, UKG

# Facts whose surest evidence is below are asked about: of the practice pages' facts some one in seventy, and of those
# every fourth or fifth is wrong, against every twentieth of all.
UNSURE_BELOW = 0.7
# The least sure of them: a day's work, and looked up in three seconds.
MOST_UNSURE = 1_000
# Of a hub's facts so many are shown beside a question, and of each fact so many sentences.
_FACTS, _QUOTES = 40, 3
# Characters of the page that are shown before and behind the words of a doubt.
_AROUND = 40

_PROLOGUE = " ".join(f"PREFIX {prefix}: <{iri}>" for prefix, iri in PREFIXES.items()) + " "
_JUDGED = ("holdsPost", *RELATIONS, *EVENT_ARGUMENTS, *DATES, *BYLINES)
_NAMED = f"<{LABEL.value}>|<{ALT_LABEL.value}>"


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a page with the words around them, and their article."""

    text: str
    article: str
    title: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A fact of one side: the property, whether it leads here from the other end, that end, and who says so."""

    property: str
    back: bool
    end: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Face:
    """One side of a pair: its IRI, class and names, the facts that only it has, and the words that name it."""

    iri: str
    type: str
    label: str
    aliases: tuple[str, ...]
    lines: tuple[Line, ...]
    named: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both sides of a pair, and the facts that they share, as the left side and as the right side states them."""

    left: Face
    right: Face
    shared: tuple[tuple[Line, Line], ...]


_Key = tuple[str, bool, str]


class Desk:
    """The questions of one release."""

    def __init__(self, release: OpenRelease) -> None:
        self._release = release
        self._store = release.store
        self._base = release.manifest.base
        self._evidence = f"<{self._base}graph/evidence>"

    def questions(self) -> tuple[Question, ...]:
        """All that is worth a look: pairs first, then unsure facts, what was kept out, and doubts."""
        return (*self._pairs(), *self._unsure(), *self._kept_out(), *self._doubts())

    def _pairs(self) -> Iterator[Question]:
        for told in read_candidates(self._release.path):
            left, right = told["left"], told["right"]
            yield Question(
                kind=PAIR,
                why=told["reason"],
                article=left["article"],
                subject=left["name"],
                object=right["name"],
                other_article=right["article"],
                nodes=(left["iri"], right["iri"]),
                shared=told["shared"],
            )

    def _unsure(self) -> Iterator[Question]:
        properties = ", ".join(f"ukg:{name}" for name in _JUDGED)
        rows = self._rows(
            f"SELECT ?e {{ GRAPH {self._evidence} {{ ?e ukg:confidence ?c ; rdf:predicate ?p }}"
            f" FILTER(?c < {UNSURE_BELOW} && ?p IN ({properties})) }} ORDER BY ?c ?e LIMIT {MOST_UNSURE}"
        )
        seen: set[str] = set()
        for row in rows:
            question = self.about(row["e"].value, UNSURE)
            # Another place of the article may say it more plainly.
            unsure = question is not None and question.confidence < UNSURE_BELOW
            if question is not None and unsure and question_id(question) not in seen:
                seen.add(question_id(question))
                yield question

    def _kept_out(self) -> Iterator[Question]:
        """What breaks a shape: no judgement lets it in, but somebody who has seen why may say so."""
        seen: set[str] = set()
        for told in self._release.report["quarantine"]:
            ends = (self._label(told[end]) or told[end].removeprefix(self._base) for end in ("subject", "value"))
            fact = told["property"].removeprefix(UKG).join(f" {end} " for end in ends)
            start, end = told["spans"][0] if told["spans"] else (0, 0)
            question = Question(
                KEPT_OUT,
                told["message"],
                article_hash(Iri(told["graph"])),
                BROKEN,
                told["shape"],
                " ".join(fact.split()),
                page=told["page"],
                start=start,
                end=end,
                quote=" ".join(told["sentence"].split()),
            )
            if question_id(question) not in seen:
                seen.add(question_id(question))
                yield question

    def _doubts(self) -> Iterator[Question]:
        issues: dict[str, list[dict[str, Any]]] = self._release.report["issues"]
        if not issues:
            return
        articles: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        for row in self._rows("SELECT * { ?a ukg:page ?page ; ukg:start ?start ; ukg:end ?end }"):
            place = int(row["start"].value), int(row["end"].value), row["a"].value
            articles[row["page"].value].append(place)
        for kind, found in issues.items():
            for issue in found:
                inside = [a for start, end, a in articles[issue["page"]] if start <= issue["start"] < end]
                if inside:
                    quote = " ".join(issue["quote"].split())
                    yield Question(DOUBT, kind, article_hash(Iri(inside[0])), DOUBTED, kind, quote, **issue)

    def about(self, evidence: str, why: str = CHOSEN) -> Question | None:
        """The question whether the fact of that evidence is right; None where it is nothing to judge by itself."""
        rows = self._rows(
            f"SELECT * {{ GRAPH {self._evidence} {{ <{evidence}> rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ;"
            " prov:wasDerivedFrom ?a . ?e rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; prov:wasDerivedFrom ?a ;"
            " ukg:confidence ?c } } ORDER BY DESC(?c) LIMIT 1"
        )
        if not rows:
            return None
        row = rows[0]
        article, subject, object_ = row["a"].value, row["s"].value, row["o"]
        property_ = row["p"].value.removeprefix(UKG)
        told = self._cells(article, subject, property_, object_)
        if told is None:
            return None
        return Question(
            FACT, why, article_hash(Iri(article)), *told, nodes=(evidence, subject), confidence=float(row["c"].value)
        )

    def _cells(self, article: str, subject: str, property_: str, object_: Any) -> tuple[str, str, str] | None:
        """Subject, property and object as a judgement calls them."""
        if property_ == "mentions":
            return self._name(article, object_.value), "", ""
        if property_ == "reports":
            return EVENT + self._label(object_.value), "", ""
        if property_ in BYLINES:
            return ARTICLE, property_, self._label(object_.value)
        if property_ == "holdsPost":
            return self._name(article, subject), property_, self._post(article, object_.value)
        if property_ in RELATIONS:
            return self._name(article, subject), property_, self._name(article, object_.value)
        if property_ in (*EVENT_ARGUMENTS, *DATES):
            literal = isinstance(object_, ox.Literal)
            end = object_.value if literal else self._name(article, object_.value)
            return EVENT + self._label(subject), property_, end
        return None

    def _name(self, article: str, node: str) -> str:
        """A name that the article gives the node and, if it can be, no other of its class."""
        rows = self._rows(
            f"SELECT DISTINCT ?t ?n ?x {{ GRAPH <{article}>"
            f" {{ <{node}> a ?t ; {_NAMED} ?n . ?x a ?t ; {_NAMED} ?n }} }}"
        )
        bearers: dict[str, set[str]] = defaultdict(set)
        for row in rows:
            bearers[f"{row['t'].value.removeprefix(UKG)}:{row['n'].value}"].add(row["x"].value)
        return min(bearers, key=lambda name: (len(bearers[name]), -len(name), name), default="")

    def _post(self, article: str, post: str) -> str:
        rows = self._rows(
            f"SELECT * {{ GRAPH <{article}> {{ <{post}> a ukg:Post OPTIONAL {{ <{post}> ukg:title ?title }}"
            f" OPTIONAL {{ <{post}> ukg:at ?at }} }} }}"
        )
        title, at = (rows[0]["title"], rows[0]["at"]) if rows else (None, None)
        return f"{title.value if title else ''}@{self._name(article, at.value) if at else ''}"

    def quotes(self, question: Question) -> tuple[Quote, ...]:
        """The words that state a fact in its article; a doubt, or what was kept out, with the words around it."""
        article = f"{self._base}article/{question.article}"
        if question.kind in (DOUBT, KEPT_OUT):
            text = sources.read(self._release.path / sources.FILE, [question.page]).get(question.page, "")
            # What no sentence states by itself, such as a class, has no place of its own.
            before = text[max(0, question.start - _AROUND) : question.start] if question.end else ""
            after = text[question.end : question.end + _AROUND] if question.end else ""
            return (Quote(question.quote, article, self._label(article), before, after),)
        rows = self._rows(
            f"SELECT DISTINCT ?q {{ GRAPH {self._evidence} {{ <{question.nodes[0]}> rdf:subject ?s ; rdf:predicate ?p ;"
            f" rdf:object ?o . ?e rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; ukg:quote ?q ;"
            f" prov:wasDerivedFrom <{article}> }} }} ORDER BY ?q LIMIT {_FACTS}"
        )
        title = self._label(article)
        return tuple(Quote(row["q"].value, article, title) for row in rows)

    def compare(self, question: Question) -> Comparison:
        """Both sides of a pair."""
        left, right = question.nodes
        here, there = self._lines(left), self._lines(right)
        both = [key for key in here if key in there]
        return Comparison(
            left=self._face(left, (line for key, line in here.items() if key not in there)),
            right=self._face(right, (line for key, line in there.items() if key not in here)),
            shared=tuple((here[key], there[key]) for key in both[:_FACTS]),
        )

    def _face(self, iri: str, lines: Iterable[Line]) -> Face:
        names = sorted({row["n"].value for row in self._rows(f"SELECT ?n {{ <{iri}> {_NAMED} ?n }}")})
        label = self._label(iri)
        named = self._rows(
            f"SELECT ?q ?a {{ GRAPH {self._evidence} {{ ?e rdf:object <{iri}> ; rdf:predicate ukg:mentions ;"
            f" prov:wasDerivedFrom ?a ; ukg:quote ?q }} }} ORDER BY ?a ?q LIMIT {_QUOTES}"
        )
        types = [row["t"].value.removeprefix(UKG) for row in self._rows(f"SELECT ?t {{ <{iri}> a ?t }}")]
        return Face(
            iri=iri,
            type=min((t for t in types if t != "Organization"), default=""),
            label=label,
            aliases=tuple(name for name in names if name != label),
            lines=tuple(lines)[:_FACTS],
            named=tuple(Quote(row["q"].value, row["a"].value, self._label(row["a"].value)) for row in named),
        )

    def _lines(self, iri: str) -> dict[_Key, Line]:
        """The node's stated facts by what they say of it, so that those of two nodes can be compared."""
        rows = self._rows(
            "SELECT ?s ?p ?o ?q ?a ?title ?at {"
            f" {{ GRAPH {self._evidence} {{ ?e rdf:subject <{iri}> ; rdf:object ?o }} }}"
            f" UNION {{ VALUES ?o {{ <{iri}> }} GRAPH {self._evidence} {{ ?e rdf:object ?o ; rdf:subject ?s }} }}"
            f" UNION {{ ?o ukg:at <{iri}> GRAPH {self._evidence} {{ ?e rdf:object ?o ; rdf:subject ?s }} }}"
            f" GRAPH {self._evidence} {{ ?e rdf:predicate ?p ; ukg:quote ?q ; prov:wasDerivedFrom ?a }}"
            " OPTIONAL { ?o ukg:title ?title } OPTIONAL { ?o ukg:at ?at } FILTER(?p != ukg:mentions) }"
            " ORDER BY ?p ?s ?o ?a ?q"
        )
        found: dict[_Key, list[Quote]] = defaultdict(list)
        for row in rows:
            back = row["s"] is not None
            end = row["s"] if back else row["at"] or row["o"]
            text = self._label(end.value) if isinstance(end, ox.NamedNode) else end.value
            # A post without a unit goes by its title alone.
            title = row["title"].value if row["title"] and row["title"].value != text else ""
            key = row["p"].value.removeprefix(UKG), back, " ".join(filter(None, (title, text)))
            quote = Quote(row["q"].value, row["a"].value, self._label(row["a"].value))
            if len(found[key]) < _QUOTES and quote not in found[key]:
                found[key].append(quote)
        return {key: Line(*key, tuple(quotes)) for key, quotes in found.items()}

    def _label(self, iri: str) -> str:
        rows = self._rows(f"SELECT ?n {{ <{iri}> <{LABEL.value}>|<{DCTERMS}title>|ukg:title ?n }} ORDER BY ?n LIMIT 1")
        return rows[0]["n"].value if rows else ""

    def _rows(self, query: str) -> list[ox.QuerySolution]:
        rows = self._store.query(_PROLOGUE + query)
        assert isinstance(rows, ox.QuerySolutions)
        return list(rows)


def read_candidates(release: Path) -> list[dict[str, Any]]:
    """The pairs that a release asks about; none where it is from before they were kept."""
    file = release / CANDIDATES
    if not file.exists():
        return []
    try:
        found: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ReleaseError(f"{file}: the candidates cannot be read: {error}") from error
    return found

"""Where sentences stand: the words around a quote, from the text of its page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from api.facts import Triple
from api.graph import Reader, Sentence, local_name
from api.typeset import Span, around
from kg import sources


@dataclass(frozen=True, slots=True)
class Place:
    """An article's part of its page, and the page's text."""

    text: str
    span: Span


def places(reader: Reader, articles: Iterable[str]) -> dict[str, Place]:
    """Where the articles stand; without those whose page the release has no text of, if there is a release at all."""
    block = " ".join(f"<{iri}>" for iri in sorted(set(articles)))
    if not block or reader.folder is None:
        return {}
    # Not OPTIONAL: the engine would read the starts and ends of all evidence for it.
    stated: dict[str, dict[str, str]] = defaultdict(dict)
    for row in reader.select(
        f"SELECT ?a ?p ?v {{ VALUES ?a {{ {block} }} ?a ?p ?v FILTER(?p IN (ukg:page, ukg:start, ukg:end)) }}"
    ):
        stated[row["a"].value][local_name(row["p"].value)] = row["v"].value
    spans = {iri: own for iri, own in stated.items() if len(own) == len(("page", "start", "end"))}
    texts = sources.read(reader.folder / sources.FILE, (own["page"] for own in spans.values()))
    return {
        iri: Place(texts[own["page"]], (int(own["start"]), int(own["end"])))
        for iri, own in spans.items()
        if own["page"] in texts
    }


def in_context(reader: Reader, sentences: Mapping[Triple, list[Sentence]], limit: int) -> dict[Triple, list[Sentence]]:
    """The sentences, the first `limit` of each fact with the words around them."""
    found = places(reader, {s.article.iri for own in sentences.values() for s in own[:limit]})

    def placed(sentence: Sentence) -> Sentence:
        place = found.get(sentence.article.iri)
        if place is None:
            return sentence
        before, after = around(place.text, (sentence.start, sentence.end), place.span)
        return replace(sentence, before=before, after=after)

    return {triple: [*map(placed, own[:limit]), *own[limit:]] for triple, own in sentences.items()}

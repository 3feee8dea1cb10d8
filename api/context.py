"""Where sentences stand: the words around a quote, from the text of its page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from api.facts import Triple
from api.graph import Reader, Sentence
from api.typeset import Span, around
from kg import sources


@dataclass(frozen=True, slots=True)
class Place:
    """An article's part of its page, and the page's text."""

    text: str
    span: Span


def places(reader: Reader, articles: Iterable[str]) -> dict[str, Place]:
    """Where the articles stand; without those whose page the release has no text of."""
    block = " ".join(f"<{iri}>" for iri in sorted(set(articles)))
    if not block:
        return {}
    rows = [
        (row["a"].value, row["page"].value, (int(row["start"].value), int(row["end"].value)))
        for row in reader.select(
            f"SELECT ?a ?page ?start ?end {{ VALUES ?a {{ {block} }}"
            " ?a ukg:page ?page OPTIONAL { ?a ukg:start ?start ; ukg:end ?end } }"
        )
        if row["start"] is not None
    ]
    texts = sources.read(reader.store.path.with_name(sources.FILE), (page for _, page, _ in rows))
    return {article: Place(texts[page], span) for article, page, span in rows if page in texts}


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

"""What became of the IRIs that a folder's releases once had: which others they are now, or that they are gone.

Kept beside the releases and only added to, so that an address that somebody wrote down leads on, however many releases
came after. Nothing else is kept of what is gone: a page that was taken back may not be told of.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import pyoxigraph as ox

from kg.folder import append
from kg.layout import FORMER
from kg.stated import Stated
from kg.store import Store
from kg.vocabulary import BYLINES, DCTERMS, UKG

# The properties whose evidence quotes how their object is called, or all that is said of it: where both releases have
# the same words in the same article, their objects are one thing.
_CALLED = frozenset(f"<{UKG}{name}>" for name in ("mentions", "reports", "holdsPost", *BYLINES))


@dataclass(frozen=True, slots=True, order=True)
class Former:
    """A node that the release `after` has no longer, and the nodes that it became: none where it is gone.

    `before` is the last release that had it, `at` when the other one was made, in ISO 8601.
    """

    iri: str
    became: tuple[str, ...]
    before: str
    after: str
    at: str = ""


def formers(
    before: tuple[str, Store, Stated], after: tuple[str, Store, Stated], title: Callable[[Store, str], str], base: str
) -> Iterator[Former]:
    """The nodes that the release `before` has under the base, and `after` has not; each release with what differs."""
    (old_id, old_store, was), (new_id, new_store, now) = before, after
    nodes = {node for fact in was for node in (fact[0], fact[2]) if node.startswith(f"<{base}")}
    gone = sorted(node for node in nodes if not _has(new_store, node))
    if not gone:
        return
    pages = {place.page for places in (*was.values(), *now.values()) for place in places}
    articles = _articles(old_store, new_store, sorted(pages))
    became: dict[str, set[str]] = {old: {new} for old, new in articles.items()}
    here = _called(now, {}, new_store, title)
    for key, olds in _called(was, articles, old_store, title).items():
        # Of two things that the same words mean in both releases each stays what it is.
        news = here.get(key, set())
        for old in olds:
            became.setdefault(old, set()).update((news - olds) or news)
    for node in gone:
        others = sorted(other[1:-1] for other in became.get(node, ()) if other != node)
        yield Former(node[1:-1], tuple(others), old_id, new_id)


_Key = tuple[str, str, str, str, str]


def _called(
    facts: Stated, articles: dict[str, str], store: Store, title: Callable[[Store, str], str]
) -> dict[_Key, set[str]]:
    """What is meant by words: by kind of node, property, article (as the new release has it), words, a post's title."""
    found: dict[_Key, set[str]] = {}
    for (_, property_, node), places in facts.items():
        if property_ in _CALLED:
            kind = node.rpartition("/")[0]
            held = title(store, node) if property_.endswith("#holdsPost>") else ""
            for place in places:
                key = kind, property_, articles.get(place.article, place.article), place.quote, held
                found.setdefault(key, set()).add(node)
    return found


def _articles(before: Store, after: Store, pages: Iterable[str]) -> dict[str, str]:
    """The articles that have another IRI, since their headline or beginning was changed: by headline, then by place."""
    found: dict[str, str] = {}
    for page in pages:
        old, new = _heads(before, page), _heads(after, page)
        for part in (0, 1):
            left = {head[part]: a for a, head in new.items() if a not in old and a not in found.values() and head[part]}
            for article, head in old.items():
                if article not in new and article not in found and head[part] in left:
                    found[article] = left.pop(head[part])
    return found


def _heads(store: Store, page: str) -> dict[str, tuple[str, str]]:
    """The page's articles with headline and place."""
    rows = store.query(
        f"SELECT ?a ?title ?start {{ ?a <{UKG}page> {ox.Literal(page)} ; <{UKG}start> ?start"
        f" OPTIONAL {{ ?a <{DCTERMS}title> ?title }} }} ORDER BY ?a"
    )
    assert isinstance(rows, ox.QuerySolutions)
    return {str(row["a"]): (row["title"].value if row["title"] else "", row["start"].value) for row in rows}


def _has(store: Store, node: str) -> bool:
    return bool(store.query(f"ASK {{ {node} ?p ?o }}"))


def remember(directory: Path, found: Iterable[Former], at: str) -> None:
    """Adds to what is known of the folder's former IRIs."""
    lines = [json.dumps(asdict(replace(former, at=at))) for former in found]
    if lines:
        append(directory / FORMER, lines)


def remembered(directory: Path) -> dict[str, Former]:
    """What became of each former IRI at last; a line that a killed command left half is passed over."""
    path = directory / FORMER
    found: dict[str, Former] = {}
    for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else ():
        try:
            told = json.loads(line)
            former = Former(**{**told, "became": tuple(told["became"])})
        except (ValueError, TypeError, KeyError):
            continue
        found[former.iri] = former
    return found


def led(known: dict[str, Former], iri: str, is_there: Callable[[str], bool]) -> tuple[str, ...]:
    """The nodes of the present release that the former one became, from release to release."""
    found: list[str] = []
    seen, pending = {iri}, [iri]
    while pending:
        former = known.get(pending.pop())
        for other in former.became if former else ():
            if other not in seen:
                seen.add(other)
                (found if is_there(other) else pending).append(other)
    return tuple(sorted(found))

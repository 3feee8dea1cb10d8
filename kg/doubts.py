"""What was not decided: bodies that the article does not tell, and offices whose body it does not, with their spans."""

from __future__ import annotations

from collections.abc import Iterator

from kg.lexicon import Lexicon
from kg.linking import Linked
from kg.mentions import Scan
from kg.model import Article, EntityType, Issue, Post
from kg.tokens import Tag, Token

UNRESOLVED_REFERENCE = "unresolved-reference"
UNNAMED_BODY = "unnamed-body"
UNSEATED_OFFICE = "unseated-office"
KINDS = frozenset({UNRESOLVED_REFERENCE, UNNAMED_BODY, UNSEATED_OFFICE})


def find_doubts(
    article: Article, scans: tuple[Scan, ...], linked: Linked, posts: tuple[Post, ...], lexicon: Lexicon
) -> tuple[Issue, ...]:
    """The doubts of an article, in the order of the page."""
    holders = {post.person for post in posts if post.title is not None}
    found: set[Issue] = set()
    for scan in scans:
        offices = {t.start: t for t in scan.tokens if t.tag is Tag.TITLE and lexicon.titles[t.text] == "post"}
        bodies = tuple(_bodies(scan, linked, offices))
        told = {end for _, _, end in bodies}
        for kind, start, end in (*bodies, *_offices(scan, linked, offices, holders, told)):
            found.add(Issue(article.page, scan.flow.span(start, end), kind, scan.text[start:end]))
    return tuple(sorted(found))


def _bodies(scan: Scan, linked: Linked, offices: dict[int, Token]) -> Iterator[tuple[str, int, int]]:
    """References by level (区总工会) that mean nothing here, and bodies with an office that no name tells apart."""
    known = [(spot.start, spot.end) for spot in linked.in_flow(scan.index)]
    for body in scan.bodies:
        if body.named or any(start < body.end and body.start < end for start, end in known):
            continue
        if body.level:
            yield UNRESOLVED_REFERENCE, body.start, body.end
        elif body.end in offices:
            yield UNNAMED_BODY, body.start, offices[body.end].end


def _offices(
    scan: Scan, linked: Linked, offices: dict[int, Token], holders: set[str], told: set[int]
) -> Iterator[tuple[str, int, int]]:
    """Offices right before a name of which no post was stated: the text does not tell where they are held.

    An office whose body is doubted already (``told``: where such doubts end) needs no second doubt.
    """
    ends = {token.end: token for token in offices.values() if not {token.start, token.end} & told}
    for spot in linked.in_flow(scan.index):
        if spot.type is EntityType.PERSON and spot.start in ends and spot.key not in holders:
            yield UNSEATED_OFFICE, ends[spot.start].start, spot.end

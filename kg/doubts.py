"""What was not decided: references whose owner the article does not tell, as issues with their spans."""

from __future__ import annotations

from kg.linking import Linked
from kg.mentions import Scan
from kg.model import Article, Issue


def find_doubts(article: Article, scans: tuple[Scan, ...], linked: Linked) -> tuple[Issue, ...]:
    """The references by level (区总工会, 公司工会) that no entity of the article was found for."""
    found = []
    for scan in scans:
        known = {(spot.start, spot.end) for spot in linked.in_flow(scan.index)}
        for body in scan.bodies:
            if body.level and not body.named and (body.start, body.end) not in known:
                span = scan.flow.span(body.start, body.end)
                found.append(Issue(article.page, span, "unresolved-reference", scan.text[body.start : body.end]))
    return tuple(sorted(found))

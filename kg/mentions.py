"""Article → scans: every name that stands in its headlines and its body, before anyone asks whom it means."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from kg.awards import AwardName, find_awards
from kg.bodies import find_bodies
from kg.districts import Body
from kg.framed_names import (
    find_buildings,
    find_listed_firms,
    find_sibling_firms,
    find_venues,
)
from kg.lexicon import Lexicon
from kg.listed_units import find_listed_units
from kg.model import Article, EntityType, Flow
from kg.persons import Found, again, find_persons
from kg.sites import with_houses, with_parks, with_stations
from kg.text import normalize, places_of
from kg.tokens import Token, tokenize
from kg.towns import find_towns

# 《…》 holds titles of books, laws and speeches: the bodies named there do nothing in the article.
_BOOK = re.compile(r"《[^《》]{1,60}》")
# So does a session's paper: 北京市工会|十五大精神, 江苏省委|十四届六次全会部署, 某工会|第六次代表大会报告.
_SESSION_PAPER = re.compile(
    r"(?:总?工会)?(?:第?[一二三四五六七八九十]{1,3}[届次大])+(?:[一二三四五六七八九十]中)?"
    r"(?:全体会议|全体?会|全委会|代表大会|党代会|职代会|会议)?(?:的?精神|的?决策部署|部署|决议|工作报告|报告(?!会))"
)


@dataclass(frozen=True, slots=True)
class Scan:
    """A flow of the article with its tokens and the names found in it.

    `text` is the flow's text, normalized: what the stages read; offsets count it and the flow's text alike.
    """

    index: int
    flow: Flow
    text: str
    tokens: tuple[Token, ...]
    bodies: tuple[Body, ...]
    awards: tuple[AwardName, ...]
    persons: tuple[Found, ...]
    sentences: tuple[tuple[int, int], ...]

    def sentence(self, position: int) -> tuple[int, int]:
        """The sentence that holds a position of the flow."""
        for start, end in self.sentences:
            if start <= position < end:
                return start, end
        return 0, len(self.text)


# What no full stop ends is cut, at a comma where there is one: a longer sentence is no evidence anyway.
_SENTENCE = re.compile(
    r"[^。！？!?\n]{0,300}(?:[。！？!?]+[”’）」]*|\n|$)|[^。！？!?\n]{200,299}[，；、]|[^。！？!?\n]{300}"
)


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """The sentences of a flow, end to end; a full stop inside quotation marks ends one, too."""
    return tuple(match.span() for match in _SENTENCE.finditer(text) if match.group())


def scan_article(article: Article, lexicon: Lexicon) -> tuple[Scan, ...]:
    """The article's flows (kicker, title, subtitle, body) with the names that stand in them."""
    flows = [flow for flow in (article.kicker, article.title, article.subtitle, article.body) if flow is not None]
    texts = tuple(normalize(flow.text) for flow in flows)
    towns = find_towns(texts, lexicon)
    first = [_scan(index, flow, lexicon, towns, texts) for index, flow in enumerate(flows)]
    names = {"".join(scan.text[found.start : found.end].split()) for scan in first for found in scan.persons}
    return tuple(_with_repeated(scan, names, lexicon) for scan in first)


def _scan(index: int, flow: Flow, lexicon: Lexicon, towns: frozenset[str], texts: tuple[str, ...]) -> Scan:
    text = texts[index]
    tokens = tokenize(text, lexicon, towns)
    books = [match.span() for match in _BOOK.finditer(text)]
    awards = find_awards(text, tokens, lexicon)
    honoured = _places((award.start, award.end) for award in awards)
    bodies = tuple(
        body
        for body in find_bodies(text, tokens, lexicon)
        if not any(start <= body.start < end for start, end in books)
        and not _overlaps(honoured, body.start, body.end)
        and not _SESSION_PAPER.match(text, body.end)
    )
    bodies = _with_framed(
        bodies,
        [
            *find_listed_firms(tokens, bodies, text, lexicon),
            *find_venues(tokens, bodies, text, lexicon),
            *find_buildings(tokens, bodies, text),
            *find_listed_units(text, tokens, bodies, lexicon),
        ],
    )
    bodies = with_stations(with_parks(with_houses(bodies, text, lexicon), texts, text), texts, text)
    taken = _places((b.start, b.end) for b in bodies if b.named and not _may_be_given_name(b, text, lexicon))
    taken |= _places(books) | honoured
    persons = tuple(find_persons(text, tokens, lexicon, functools.partial(_overlaps, taken)))
    bodies = _with_framed(bodies, find_sibling_firms(tokens, bodies, (p.start for p in persons), text))
    # What a person's name overlaps was no reference to a body, and no district's short name.
    people = _places((p.start, p.end) for p in persons)
    kept = tuple(b for b in bodies if not _overlaps(people, b.start, b.end))
    return Scan(index, flow, text, tokens, kept, awards, persons, sentences(text))


def _with_framed(bodies: tuple[Body, ...], framed: list[Body]) -> tuple[Body, ...]:
    """The bodies with those that their frame tells, in the order of the text; these take the districts inside them."""
    if not framed:
        return bodies
    taken = _places((b.start, b.end) for b in framed)
    return tuple(sorted([*(b for b in bodies if not _overlaps(taken, b.start, b.end)), *framed], key=lambda b: b.start))


def _places(spots: Iterable[tuple[int, int]]) -> set[int]:
    """The places of all characters of the spots."""
    return {place for start, end in spots for place in range(start, end)}


def _overlaps(places: set[int], start: int, end: int) -> bool:
    """Whether the range holds any of the places."""
    return not places.isdisjoint(range(start, end))


def _may_be_given_name(body: Body, text: str, lexicon: Lexicon) -> bool:
    """Whether a district's short name may as well be a given name (于|建华, 曹|玉环): the person finder decides."""
    return body.type is EntityType.DISTRICT and text[body.start : body.end] in lexicon.short_districts


def _with_repeated(scan: Scan, names: set[str], lexicon: Lexicon) -> Scan:
    whole = [place for name in sorted(names) for place in places_of(name, scan.text)]
    scan = replace(
        scan,
        bodies=tuple(
            body
            for body in scan.bodies
            if not _may_be_given_name(body, scan.text, lexicon)
            or not any(start <= body.start and body.end <= end for start, end in whole)
        ),
    )
    scan = replace(scan, bodies=_with_workshops(scan, names))
    spots = _places((b.start, b.end) for b in scan.bodies) | _places((p.start, p.end) for p in scan.persons)
    persons = sorted([*scan.persons, *again(scan.text, names, functools.partial(_overlaps, spots))])
    bodies = tuple(_with_whole_name(body, scan.text, names) for body in scan.bodies)
    return replace(scan, bodies=bodies, persons=tuple(persons))


# 庞某某|模具钳工|创新工作室: what stands between a person's name and the workshop's head.
_WORKSHOP = re.compile(r"[\u4e00-\u9fff]{0,12}?(?:创新|大师|技能|技师|劳模|工匠|名师|攻关)工作室")
_NO_TRADE = re.compile(r"[的在和与及是有为等]|同志|带领|领衔|负责|牵头|成立|主持")


def _with_workshops(scan: Scan, names: set[str]) -> tuple[Body, ...]:
    """The bodies, with the workshops that bear the name of a person of the article whatever their trade is called."""
    if "工作室" not in scan.text:
        return scan.bodies
    found = list(scan.bodies)
    for name in sorted(names):
        at = scan.text.find(name)
        while at >= 0:
            match = _WORKSHOP.match(scan.text, at + len(name))
            known = any(b.type is EntityType.WORKSHOP and b.start <= at < b.end for b in found)
            if match is not None and not known and not _NO_TRADE.search(match.group()):
                found = [b for b in found if b.end <= at or b.start >= match.end()]
                found.append(Body(at, match.end(), EntityType.WORKSHOP, "工作室", True, "", ()))
            at = scan.text.find(name, at + 1)
    return tuple(sorted(found, key=lambda body: (body.start, body.end)))


def _with_whole_name(body: Body, text: str, names: set[str]) -> Body:
    """A workshop with the whole name of its person, where a word's edge cut the surname off (冶|福海创新工作室)."""
    if body.type is not EntityType.WORKSHOP:
        return body
    for name in sorted(names):
        at = text.find(name, max(0, body.start - len(name)), body.end)
        if 0 <= at < body.start < at + len(name):
            return replace(body, start=at, named=True)
    return body

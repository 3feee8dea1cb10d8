"""Who holds an event: the subject of the verb, who joins it, and whom 由…主办 names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.event_scope import Found, Scope, is_holder, is_located, is_scene
from kg.event_text import Part, Reader
from kg.event_types import AT, HEADLINE
from kg.linking import Spot
from kg.model import Entity, EntityType

_BY_SUBJECT = 0.9
_BY_HOST_VERB = 0.9
_BY_LEADER = 0.65
_BY_EARLIER = 0.7
_BY_HEADLINE = 0.7
# What stands after these in a clause is acted upon; it does not act.
_OBJECT = re.compile(
    r"把|邀请|请来|组织(?!部|委)|面向|针对|为(?=[^，]{2,})|向|给|授予|命名|依托|借助|利用|慰问(?!团|组|小组|队)|看望|走访"
)
# Between a body and a person these show that the body acts by itself.
_ACTS = re.compile(r"[，。；：在为向把由]|联合")
_OF_UNION = re.compile(r"工会(?:第|会员|换届|成立)")
_CONGRESS = re.compile(r"(.{2,12}?[省市区县旗州])工会第[^，。]{1,4}[次届](?:会员)?代表大会")
# 这堂课是甲和乙|送给护士的|节日礼物: who gives it.
_GIVES = re.compile(r"(?:送给|献给|送来|带来)[^，。]{0,14}的")
# 区总工会 is some district's; 夷陵区总工会 has its name.
_SHORTEST_UNION = 4
# A list may hold a body that is known by no name: 由甲、|某某服务局|主办.
_UNKNOWN = re.compile(
    r"(?:、|和|与|及|以及)[\u4e00-\u9fff]{3,20}(?:局|委|会|院|校|公司|集团|中心|部|厅|处|站|厂|矿|段|学院|大学|联盟|支队|大队)(?:联合|共同)?"
)
_LIST = re.compile(r"(?:[、，,和与及同]|以及|联合|会同|携手|共同|合作|等|[ \u3000])*")


def organizers(scope: Scope) -> list[Found]:
    """The organizers with their evidence, each once, the first named first."""
    found: dict[str, Found] = {}
    headline = _headline(scope) if scope.event.form == HEADLINE else ()
    for key, evidence in [*headline, *_named_hosts(scope), *subjects(scope)]:
        found.setdefault(key, (key, evidence))
    if not found:
        for key, evidence in [*_of_congress(scope), *_in_name(scope), *_earlier(scope), *_headline(scope)][:1]:
            found.setdefault(key, (key, evidence))
    return [(_for_union(scope, key), evidence) for key, evidence in found.values()]


def founded(scope: Scope) -> list[str]:
    """The body that an event founded, whose district is the event's."""
    event = scope.event
    stretch = Part(event.phrase.start, event.verb.start)
    return [spot.key for spot in scope.body.organizations(stretch) if event.founds and spot.start == stretch.start]


def _of_congress(scope: Scope) -> Iterator[Found]:
    """修文县工会第十二次代表大会 is the congress of 修文县总工会."""
    match = _CONGRESS.match(scope.event.label)
    for entity in scope.linked.entities if match else ():
        if match and _is_congress_of(entity, match.group(1)):
            yield entity.key, scope.body.evidence(scope.event.sentence, "organizer-congress", _BY_EARLIER)


def _is_congress_of(entity: Entity, district: str) -> bool:
    """Whether a body is the union of a district, however many wider ones stand before it (宜昌市|夷陵区)."""
    names = (name for name in (entity.name, *entity.aliases) if name.endswith("总工会"))
    return any(f"{district}总工会".endswith(name) and len(name) > _SHORTEST_UNION for name in names)


def _in_name(scope: Scope) -> Iterator[Found]:
    """区总工会四届一次全委会 is that of the body that its name begins with."""
    phrase = scope.event.phrase
    if scope.event.founds:
        return
    for spot in scope.body.organizations(Part(scope.event.sentence.start, phrase.end)):
        if phrase.start in (spot.start, spot.end) and not is_located(scope, scope.body, spot.start):
            yield spot.key, scope.body.evidence(Part(spot.start, phrase.end), "organizer-in-name", _BY_EARLIER)


def _for_union(scope: Scope, key: str) -> str:
    """The union itself, where its firm calls the congress (公司召开工会第三次代表大会) or its committee meets."""
    if _OF_UNION.match(scope.event.label):
        return next((union for union, owner in sorted(scope.linked.unions.items()) if owner == key), key)
    if key.endswith("届委员会"):
        return scope.linked.owners.get(key, key)
    return key


def is_modifier(reader: Reader, spot: Spot, scope: Scope) -> bool:
    """Whether a name only modifies what follows: a person's post, or a noun after 的."""
    after = reader.text[spot.end : spot.end + 16]
    if after.startswith("的"):
        # 总工会的“工匠讲堂”开到…: whose event it is.
        return scope.event.phrase.start != spot.end + 1
    people = [s for s in reader.spots if s.type is EntityType.PERSON and spot.end <= s.start <= spot.end + 20]
    for person in people[:1]:
        between = reader.text[spot.end : person.start]
        if not any(acts.search(between) for acts in (_ACTS, scope.words.verb, scope.words.deed, scope.words.time)):
            return True
    # Right after a body's name these show that the name belongs to a person, not to the host.
    return bool(re.match(r"(?:党委|党组)?(?:副?主席|副?主任|副?书记|副?部长|负责人|相关负责人|有关负责|领导)", after))


def _is_other(reader: Reader, spot: Spot, scope: Scope) -> bool:
    """As `is_modifier`, but a union's lorries and volunteers (总工会的两辆卡车) are there for the union."""
    own = spot.type is EntityType.UNION and reader.text.startswith("的", spot.end)
    return not own and is_modifier(reader, spot, scope)


def _has_title(reader: Reader, spot: Spot) -> bool:
    """Whether a title follows right after a name (历任采煤队队长): it belongs to an office, and does nothing."""
    return spot.end in reader.titles


def subjects(scope: Scope) -> Iterator[Found]:
    """The bodies before the verb in its clause, or in the nearest clause before it; a leader stands for the body."""
    body, event = scope.body, scope.event
    if event.form == AT:  # 在|甲公司|职代会|上, 在|乙总工会|举办的演讲比赛|中
        before = Part(event.clause.start, event.phrase.start)
        held = [s for s in body.organizations(before) if is_holder(body, s)]
        owners = held or [s for s in body.organizations(event.clause) if s.end == event.phrase.start]
        yield from ((s.key, body.evidence(event.clause, "organizer-subject", _BY_SUBJECT)) for s in owners)
        return
    clauses = [c for c in body.clauses(event.sentence) if c.start <= event.verb.start]
    led: list[tuple[Spot, Part]] = []
    with_ = scope.words.pattern(r"[ \u3000]*(?:并|还|又|再|积极|主动)?<with>了?")
    for clause in reversed(clauses):
        stop = min(clause.end, event.verb.start)
        other = _OBJECT.search(body.masked, clause.start, stop)
        named = body.organizations(Part(clause.start, other.start() if other else stop))
        named = [s for s in named if not (event.founds and s.start >= event.phrase.start)]  # 某联合会|成立
        named = [s for s in named if not _is_behind(scope, s)]  # 竞赛在天原|某公司|举行
        named = [s for s in named if is_holder(body, s) or not (is_located(scope, body, s.start) or is_scene(body, s))]
        spots = [s for s in named if not _has_title(body, s) and not is_modifier(body, s, scope)]
        proof = Part(clause.start, event.clause.end)
        if spots:
            yield from ((s.key, body.evidence(proof, "organizer-subject", _BY_SUBJECT)) for s in spots)
            # 接到求助后，联合…启动: whom the subject joins with; it stands in a clause before.
            if not with_.fullmatch(body.text, clause.start, spots[0].start):
                return
        led = [*((spot, proof) for spot in named), *led]
    # Of those who come together, the unions' leaders stand for who visits; else the first one named.
    unions = [(spot, proof) for spot, proof in led if spot.type is EntityType.UNION]
    coming = scope.words.pattern("<led>").search(body.masked, event.sentence.start, event.verb.start)
    for spot, proof in (unions or led[:1]) if "visit" in event.types or coming else ():
        yield spot.key, body.evidence(proof, "organizer-leader", _BY_LEADER)


def _is_behind(scope: Scope, spot: Spot) -> bool:
    """Whether a body stands behind 在 between an event's name and its verb: it is where the event was held."""
    event = scope.event
    between = scope.body.masked[event.phrase.end : spot.start]
    return event.form == "passive" and event.clause.holds(event.phrase.start) and between.startswith(("在", "于"))


def _named_hosts(scope: Scope) -> Iterator[Found]:
    """由甲、乙主办，丙承办: the list of bodies right before a verb of hosting."""
    body = scope.body
    verbs = scope.words.pattern("<host>")
    makers = scope.words.pattern("<maker>(?:的|，|。|$)")
    titled = scope.words.pattern("<host>(?:单位|方)?[：:]")
    efforts = scope.words.pattern("<effort>下，")
    for sentence in scope.sentences():
        for match in titled.finditer(body.masked, sentence.start, sentence.end):
            yield from _list_after(scope, match.start(), match.end(), sentence.end)
        yield from _led_by(scope, sentence, "在", efforts)
        for match in verbs.finditer(body.masked, sentence.start, sentence.end):
            # 甲在乙联合举办: the venue stands right before the verb, unless that modifies the event (在乙主办的…上).
            listed = list(_list_before(scope, sentence, match.start(), match.end(), "organizer-host-verb"))
            of_event = body.text.startswith("的", match.end())
            if listed and (of_event or not is_located(scope, body, _first(scope, sentence, listed))):
                yield from listed
        yield from _led_by(scope, sentence, "是", _GIVES)
        yield from _led_by(scope, sentence, "由", makers)


def _led_by(scope: Scope, sentence: Part, word: str, pattern: re.Pattern[str]) -> Iterator[Found]:
    """The list of bodies between a word and what a pattern finds (由|甲、乙|主办的)."""
    body = scope.body
    for match in pattern.finditer(body.masked, sentence.start, sentence.end):
        listed = list(_list_before(scope, sentence, match.start(), match.end(), "organizer-by"))
        if listed and body.text.endswith(word, 0, _first(scope, sentence, listed)):
            yield from listed


def _first(scope: Scope, sentence: Part, listed: list[Found]) -> int:
    """Where the first body of a list stands."""
    keys = {key for key, _ in listed}
    return min(spot.start for spot in scope.body.organizations(sentence) if spot.key in keys)


def _list_before(scope: Scope, sentence: Part, position: int, end: int, rule: str) -> Iterator[Found]:
    body = scope.body
    found: list[Spot] = []
    at = position
    for spot in reversed(body.organizations(Part(sentence.start, position))):
        between = body.text[spot.end : at]
        if not (_LIST.fullmatch(between) or _UNKNOWN.fullmatch(between)):
            break
        found.append(spot)
        at = spot.start
    for spot in reversed(found):
        yield spot.key, body.evidence(Part(spot.start, end), rule, _BY_HOST_VERB)


def _list_after(scope: Scope, start: int, at: int, end: int) -> Iterator[Found]:
    """主办单位：甲 乙 丙: the list of bodies after such a heading."""
    body = scope.body
    for spot in body.organizations(Part(at, end)):
        if not _LIST.fullmatch(body.text[at : spot.start]):
            break
        yield spot.key, body.evidence(Part(start, spot.end), "organizer-heading", _BY_HOST_VERB)
        at = spot.end


def _earlier(scope: Scope) -> Iterator[Found]:
    """Without a subject: the body that the sentence before, or else the headline, begins with."""
    body, event = scope.body, scope.event
    for sentence in scope.sentences() if not event.founds else ():
        if sentence.start > event.sentence.start:
            break
        before = Part(sentence.start, min(sentence.end, event.verb.start))
        spots = [
            s
            for s in body.organizations(before)
            if not _has_title(body, s)
            and not _is_behind(scope, s)
            and not is_located(scope, body, s.start)
            and not is_scene(body, s)
            and not _is_other(body, s, scope)
        ]
        if spots:
            yield spots[0].key, body.evidence(Part(spots[0].start, sentence.end), "organizer-earlier", _BY_EARLIER)
            return


def _headline(scope: Scope) -> Iterator[Found]:
    """The first body that a headline names."""
    for head in scope.heads if not scope.event.founds else ():
        for spot in head.organizations(head.whole)[:1]:
            yield spot.key, head.evidence(head.whole, "organizer-headline", _BY_HEADLINE)
            return

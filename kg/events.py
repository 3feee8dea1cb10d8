"""Which events an article reports, and what it says of them.

The lead sentence names the event that an article is about; a later sentence counts only where it says that another
event followed. A collection of short items has one event an item.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from kg.dates import next_day
from kg.event_districts import districts
from kg.event_hosts import founded, organizers, subjects
from kg.event_labels import candidates
from kg.event_people import participants
from kg.event_places import date_of, places
from kg.event_scope import Found, Scope
from kg.event_text import Part, Reader, is_further, items, reader
from kg.event_types import AT, HEADLINE, VISITS, Candidate, types_of
from kg.event_words import EventWords, event_words
from kg.lexicon import Lexicon
from kg.linking import Linked
from kg.mentions import Scan
from kg.model import Argument, Article, Event, EventDate, Evidence, Post

# Weights of what makes a sentence the one that reports the event; set on the practice corpus' train part.
_BY_SENTENCE = (3.0, 2.0, 1.5, 0.5)
_LATER = 0.0
_TIMED = 2.0
_HOSTED = 1.5
_IN_HEADLINE = 3.0
_TYPED = 1.0
_NAMED = 1.0
_BARE = -1.0
_CUSTOMARY = -2.0
_DEFINED = 1.0
# Later in a story it is what somebody once did at another event.
_AT_LATER = -1.5
_ENOUGH = 3.9
_SURELY = 5.0
_CONFIDENCE = {
    "active": 0.9,
    "active-theme": 0.9,
    "passive": 0.9,
    "copula": 0.8,
    "speech": 0.8,
    "scene": 0.75,
    AT: 0.75,
    "deed": 0.85,
    HEADLINE: 0.8,
}
_SEQUEL = 0.65
_MOST_EVENTS = 4
# Two parts joined may well be one event (竞赛暨交流会); three in a list are none.
_FEWEST_LISTED = 3
_AND = re.compile(r"、(?![^“]*”)")
_COMMA_AND = re.compile(r"(?:、|和|以及)(?![^“]*”)")
_INHERITED = 0.55
_STOPS = "。！？!?；;”"
_BARE_NAMES = frozenset(("会议", "大会", "活动", "仪式", "比赛", "竞赛", "大赛", "开幕式", "闭幕式", "启动仪式"))
# A day, or a season that is as good as one (清明节前夕).
_DATED = re.compile(
    r"月[\d０-９一二三四五六七八九十]+日|(?:节|元旦|除夕|小年|[□]”|高考|开学|两节)(?:前夕|前后|当[天日]|期间|来临|到来|临近|将至|过后)|[今去]年[^，。]{1,4}节，"
)
_IN_MONTH = re.compile(r"[今去]年[\d０-９一二三四五六七八九十]{1,3}月")
# 当天下午，…: at a time of its own on the day of which the text speaks.
_LATER_THAT_DAY = re.compile(
    r"[ \u3000]*(?:在?当[天日](?:[上中下]午|晚上?|傍晚)|当晚|(?:在?同[日天])?(?:[上中下]午|傍晚|晚上)，"
    r"|在?同(?:日|一天))"
)
# 启动仪式结束后，一行人前往…看望…: what was done when the main event was over.
_WHEN_OVER = re.compile(
    r"[ \u3000]*[^，。；：“”]{0,10}(?:仪式|会议?|活动|比赛|竞赛|大赛|演出|讲座|培训|座谈)(?:结束)?之?后，"
)
_GOES = re.compile(r"前往|来到|走进|深入|赶赴|奔赴|赶往|驱车")
_NEXT_DAY = re.compile(r"[ \u3000]*(?:次日|翌日|第二天)(?:一早|清晨|[上下]午|晚上?)?，?")
# 会议, 活动: what was named before.
_SHORTEST_NAME = 2
_KINDS = VISITS | {"competition", "recreation", "drill"}
_DAY = re.compile(r"-\d\d-\d\d$")


def find_events(
    article: Article, scans: tuple[Scan, ...], linked: Linked, posts: tuple[Post, ...], lexicon: Lexicon
) -> tuple[Event, ...]:
    """The events that an article reports, each with its arguments and its date, in the order of the text."""
    words = event_words()
    readers = tuple(reader(scan, linked) for scan in scans)
    body = readers[-1]
    headline = "".join(r.text for r in readers[:-1])
    events: list[Event] = []
    parts = items(body.scan, headline, words.cue("section"))
    for index, part in enumerate(parts):
        # What follows as 又讯 is a report beside the one that the headline is about.
        alone = len(parts) == 1 or (index == 0 and is_further(body.text, parts[1]))
        heads = readers[:-1] if alone else ()
        events.extend(_of_part(article, body, heads, part, linked, words, len(events)))
    return tuple(events)


def _of_part(
    article: Article,
    body: Reader,
    heads: tuple[Reader, ...],
    part: Part,
    linked: Linked,
    words: EventWords,
    count: int,
) -> list[Event]:
    headline = "".join(head.text for head in heads)
    found = list(candidates(body, part, words))
    ranked = [(score(body, part, c, headline, words), -index) for index, c in enumerate(found)]
    if ranked and max(ranked)[0] >= _ENOUGH:
        main = in_full(found[-max(ranked)[1]], found)
    else:
        told = of_headline(body, part, heads, words)
        if told is None:
            return []
        main = told
    if main.form == "deed" and max(ranked)[0] < _SURELY and not overlap(main.label, headline):
        # A deed in passing is not what the article is about, where its headline names another one.
        main = of_headline(body, part, heads, words) or main
    main = with_context(main, body, part, headline, words)
    listed = split_list(main, words)
    own = Scope(article, body, heads, part, (), main, linked, words)
    sequels = [
        c
        for c in found
        if c.sentence != main.sentence
        and c.form != AT
        and (
            is_sequel(body, c, main, words)
            or is_later(body, c, main)
            or is_apart(replace_event(own, c), own)
            or is_dated(replace_event(own, c), own)
        )
    ]
    sequels = list({c.sentence.start: c for c in reversed(sequels)}.values())[::-1]
    chosen = sorted([*listed, *sequels][:_MOST_EVENTS], key=lambda c: c.verb.start)
    events: list[Event] = []
    for candidate in chosen:
        alone = candidate not in listed
        beside = [c for c in chosen if c.sentence != candidate.sentence and c not in listed]
        others = tuple(stretch(body, c, chosen, part) for c in beside)
        whole = stretch(body, candidate, chosen, part) if alone else part
        elsewhere = alone and bool(VISITS & set(candidate.types))
        over = () if elsewhere else heads
        scope = Scope(article, body, over, whole, () if alone else others, candidate, linked, words)
        day = date_of(scope) or (same_day(scope, own) if alone else None)
        scope = replace(scope, day=day)
        confidence = _SEQUEL if alone else _CONFIDENCE[candidate.form]
        evidence = evidence_of(candidate, body, heads, confidence)
        hosts = organizers(scope)
        # Who goes somewhere else later that day need not be who held the main event.
        if not hosts and not elsewhere:
            hosts = [(key, body.evidence(main.sentence, "organizer-of-main", _INHERITED)) for key, _ in organizers(own)]
        number = count + len(events)
        events.append(
            Event(
                key=f"{number}:{candidate.label}",
                label=candidate.label,
                types=candidate.types,
                arguments=arguments_of(scope, hosts),
                date=day,
                evidence=(evidence,),
            )
        )
    return events


def stretch(body: Reader, candidate: Candidate, chosen: list[Candidate], part: Part) -> Part:
    """The sentences that speak of an event beside the main one: its own and the rest of the paragraph."""
    meets = "meeting" in candidate.types
    if meets and event_words().pattern("<sequel>").search(body.masked, candidate.sentence.start, candidate.verb.start):
        return candidate.sentence
    end = body.text.find("\n", candidate.sentence.end, part.end)
    starts = [c.sentence.start for c in chosen if c.sentence.start > candidate.sentence.start]
    return Part(candidate.sentence.start, min([*starts, end if end >= 0 else part.end]))


def in_full(candidate: Candidate, found: list[Candidate]) -> Candidate:
    """The first candidate with the event's full name (第七届职工文化节), where this one has the last word of it.

    What somebody chairs (主持会议) is what was named before, too.
    """
    earlier = [c for c in found if c.verb.start < candidate.verb.start and c.form != "deed"]
    fuller = [c for c in earlier if c.sentence != candidate.sentence and c.label.endswith(candidate.label)]
    if not fuller and candidate.label in _BARE_NAMES:
        fuller = [c for c in earlier if c.label not in _BARE_NAMES]
    return fuller[0] if fuller else candidate


def score(body: Reader, part: Part, candidate: Candidate, headline: str, words: EventWords) -> float:
    """How surely a candidate is the event that the part reports."""
    # Lines without a full stop are headings and lists; they put no report off.
    told = [s.start for s in body.sentences(part) if s == candidate.sentence or body.text[s.end - 1] in _STOPS]
    position = told.index(candidate.sentence.start)
    value = _BY_SENTENCE[position] if position < len(_BY_SENTENCE) else _LATER
    before = body.masked[candidate.sentence.start : candidate.clause.end]
    named_month = candidate.form != "deed" and _IN_MONTH.search(before)
    if words.time.search(before) or _DATED.search(before) or named_month:
        value += _TIMED
    if body.organizations(Part(candidate.sentence.start, candidate.verb.end)):
        value += _HOSTED
    value += _IN_HEADLINE * overlap(candidate.label, headline)
    value += _TYPED * (candidate.types != ("other",)) + _NAMED * (candidate.form != "deed")
    value += _BARE * (len(candidate.label) <= 2 and candidate.form != "deed") + _CUSTOMARY * candidate.customary
    value += _AT_LATER * (candidate.form == AT and position >= len(_BY_SENTENCE))
    value += _DEFINED * (candidate.form in ("copula", "speech"))
    return value


def of_headline(body: Reader, part: Part, heads: tuple[Reader, ...], words: EventWords) -> Candidate | None:
    """The event that only a headline states as one, told in the body's first sentence that names a body or a date."""
    for head in heads:
        for candidate in candidates(head, head.whole, words):
            if candidate.form == "deed" and not head.organizations(head.whole):
                continue
            told = [s for s in body.sentences(part) if body.organizations(s) or candidate.form == "speech"][:1]
            for sentence in told:
                nothing = Part(sentence.start, sentence.start)
                last = Part(sentence.end - 1, sentence.end)
                return replace(candidate, sentence=sentence, clause=last, verb=last, phrase=nothing, form=HEADLINE)
    return None


def evidence_of(candidate: Candidate, body: Reader, heads: tuple[Reader, ...], confidence: float) -> Evidence:
    """The sentence that states the event; a headline where only that does."""
    rule = f"event-{candidate.form}"
    for head in heads if candidate.form == HEADLINE else ():
        if candidate.label in head.scan.text:
            return head.evidence(head.whole, rule, confidence)
    return body.evidence(candidate.sentence, rule, confidence, candidate.verb.start)


def with_context(candidate: Candidate, body: Reader, part: Part, headline: str, words: EventWords) -> Candidate:
    """The candidate with a type from the headlines or the text, where its own name tells none (…主题活动)."""
    if candidate.types != ("other",):
        return candidate
    for text in (headline, body.text[candidate.phrase.end : part.end], body.text[part.start : part.end]):
        told = [t for start, end in words.nouns_in(text) for t in words.nouns[text[start:end]]]
        told += [t for m in words.deed.finditer(text) for t in words.deeds[m.group()]]
        counts = Counter(name for name in told if name not in ("other", "meeting", "ceremony"))
        if counts:
            best = max(counts, key=lambda name: (counts[name], name))
            return replace(candidate, types=(best, "other"))
    return candidate


def split_list(candidate: Candidate, words: EventWords) -> list[Candidate]:
    """甲、乙、丙等活动 and 甲、乙和丙 name several events where each of the parts is one."""
    match = re.fullmatch(r"(.+)等(?:系列)?活动", candidate.label)
    names = re.split(_AND if match else _COMMA_AND, match.group(1) if match else candidate.label)
    if len(names) < _FEWEST_LISTED - bool(match) or not all(words.noun.search(name) for name in names):
        return [candidate]
    return [replace(candidate, label=name, types=types_of(name, words)) for name in names]


def overlap(label: str, headline: str) -> float:
    """The share of a label's character pairs that the headlines have, too."""
    pairs = {label[i : i + 2] for i in range(len(label) - 1)}
    return sum(pair in headline for pair in pairs) / len(pairs) if pairs else 0.0


def is_sequel(body: Reader, candidate: Candidate, main: Candidate, words: EventWords) -> bool:
    """Whether the text says that this event followed the main one as one of its own."""
    if "meeting" not in candidate.types or candidate.form == "deed" or candidate.label in main.label:
        return False
    before = body.masked[candidate.sentence.start : candidate.verb.start]
    return bool(words.pattern("<sequel>").search(before))


def is_later(body: Reader, candidate: Candidate, main: Candidate) -> bool:
    """Whether an event was on the day after (次日，…), or one of another kind later that day (当天下午，比武开赛)."""
    kind = candidate.types[0]
    named = candidate.form != "deed" and not candidate.customary and len(candidate.label) > _SHORTEST_NAME
    if (
        named
        and candidate.sentence.start > main.sentence.start
        and _NEXT_DAY.match(body.masked, candidate.sentence.start)
    ):
        return True
    if kind == main.types[0] or candidate.customary or candidate.sentence.start < main.sentence.start:
        return False
    told = VISITS if candidate.form == "deed" else _KINDS
    start = candidate.sentence.start
    led = event_words().pattern("<led>").match(candidate.label)
    goes = _GOES.search(body.masked, start, candidate.verb.start)
    over = candidate.form == "deed" and kind == "visit" and goes and not led and _WHEN_OVER.match(body.masked, start)
    return kind in told and bool(over or _LATER_THAT_DAY.match(body.masked, start))


def same_day(scope: Scope, main: Scope) -> EventDate | None:
    """The main event's day where another event was later on that day, or the day after that (次日)."""
    day = date_of(main)
    if day is None or day.end is not None or not _DAY.search(day.start):
        return None
    following = _NEXT_DAY.match(scope.body.masked, scope.event.sentence.start)
    if following is not None:
        return replace(day, start=next_day(day.start), text=following.group().strip(" \u3000，"))
    return day if _LATER_THAT_DAY.match(scope.body.masked, scope.event.sentence.start) else None


def replace_event(scope: Scope, event: Candidate) -> Scope:
    """The scope with another event, told by its own sentence only."""
    return replace(scope, event=event, part=event.sentence)


def is_apart(scope: Scope, main: Scope) -> bool:
    """Whether the text sets an event beside the main one, with hosts or a date of its own (连日来, 与此同时)."""
    event = scope.event
    before = scope.body.masked[event.sentence.start : event.verb.start]
    if not scope.words.pattern("<apart>").search(before) or event.form == HEADLINE:
        return False
    hosts = {key for key, _ in subjects(scope)}
    if not hosts & {key for key, _ in organizers(main)}:
        return bool(hosts)
    day, other = date_of(scope), date_of(main)
    return day is not None and other is not None and day.start != other.start


def is_dated(scope: Scope, main: Scope) -> bool:
    """Whether an event that a noun names has a day of its own."""
    if scope.event.form == "deed" or scope.event.customary or len(scope.event.label) <= _SHORTEST_NAME:
        return False
    day = date_of(scope)
    if day is None or not _DAY.search(day.start):
        return False
    other = date_of(main)
    return other is not None and day.start != other.start


def arguments_of(scope: Scope, hosts: list[Found]) -> tuple[Argument, ...]:
    """The event's arguments: its organizers, participants by role, places, districts."""
    sites = places(scope, {key for key, _ in hosts})
    found: dict[tuple[str, str], set[Evidence]] = {}
    for role, pairs in (
        ("organizer", hosts),
        ("place", sites),
        ("district", districts(scope, [*(key for key, _ in hosts), *founded(scope)], [key for key, _ in sites])),
    ):
        for key, evidence in pairs:
            found.setdefault((role, key), set()).add(evidence)
    for role, key, evidence in participants(scope, {key for key, _ in hosts}):
        found.setdefault((role, key), set()).add(evidence)
    return tuple(Argument(role, key, tuple(sorted(evidence))) for (role, key), evidence in sorted(found.items()))

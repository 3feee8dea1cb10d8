"""Who takes part in an event, and as what: by what the text says after their names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.event_hosts import is_modifier
from kg.event_places import goes_to
from kg.event_scope import Scope, is_beside, is_located, is_scene, is_stop
from kg.event_text import MASK, Part
from kg.event_types import VISITS
from kg.linking import Spot
from kg.model import EntityType, Evidence

# What somebody does who has several parts: the first of these.
_RANK = ("judge", "awardee", "chair", "speaker", "attendee")
# How often people and bodies with a role are right, as `kg evaluate` counts it on the practice corpus.
_BY_ROLE = {"judge": 0.8, "awardee": 0.9, "chair": 0.9, "speaker": 0.9, "attendee": 0.75}
_BODY_BY_ROLE = {"awardee": 0.8, "speaker": 0.9, "attendee": 0.65}
_AWARDED = 0.9
_VISITED_BODY = 0.65
_LISTED = 0.8
_LONGEST_BETWEEN = 60
_LONGEST_BEFORE = 120
_JOINED = re.compile(r"[ \u3000]*(?:（[^）]*）)?(?:[、，和及与,]|以及|等|先后|分别)")
_QUOTED_AFTER = re.compile(r"[^。；，]{0,12}[：:，,]?“\u25a1{8,}”")
_QUOTED_BEFORE = re.compile(r"“\u25a1{8,}”[^。；，]{0,24}$")
# 李建华（工会主席）：我们…: what follows is what this person says.
_SAYS_AFTER = re.compile(r"\**(?:（[^）]*）)?\**：")
# Where the quotation is a whole sentence, somebody speaks; where it is a name, no full stop ends it.
_WHOLE_SPEECH = re.compile(r"“[^“”]{4,}[。！？…]”")
# Lists under headings: of the honoured, unless of those who hold offices; lines of a list have no full stop.
_HONOURING = frozenset({"ceremony", "competition", "recreation", "other"})
_OFFICES = re.compile(r"委员|代表|当选|出席|监督员|调解员")
# 撇　缆：张某　某公司: a line of a list may tell for what before the name.
_BEFORE_NAME = re.compile(r"[ \u3000]*(?:[^，。；：]{1,12}：[ \u3000]*)?")
_ROSTER = 3
_HONOURS = re.compile(r"获奖|表彰|颁奖|授予|称号|评选|上榜|决出|名次|头名|第一名|一等奖")
# 团体一等奖：甲代表队、乙代表队: a line that says who has won.
_PRIZE = re.compile(
    r"[ \u3000]*[^，。：；\n]{0,10}"
    r"(?:[特一二三]等奖|[金银铜]奖|[冠亚季]军|优[秀胜]奖|第[一二三四五六]名|最佳[^，。：]{1,6})"
    r"[^，。：；\n]{0,8}："
)
# 团体前三名依次为甲、乙、丙: a clause that says who has won; 服务队由甲、乙的专家组成: one that says who came.
_WINNERS = re.compile(
    r"(?:[特一二三]等奖|[金银铜]奖|[冠亚季]军|优[秀胜]奖|组织奖|前[一二两三四五六七八九十\d]+名|第[一二三四五六]名)"
    r"(?:的?[^，。；：由]{0,6})?(?:依次|分别|获得者)*(?:为|是)(?:\u25a1|[、和及]|代表队)*$"
)
_MADE_OF = re.compile(r"(?:队|团|组|专家|选手|人员)(?:分别)?由(?:\u25a1|[、和及与])*$")
_MEMBERS = re.compile(r"(?:[、和及与]|\u25a1)*等?(?:\d+家)?[^，。；]{0,16}组成")
_IN_PRIZE = re.compile(r"(?:\u25a1|[、 \u3000]|代表队|队)*")
_JUDGES = re.compile(r"裁判|评委")
_STOPS = tuple("。！？；…")
_TITLE_BEFORE = re.compile(r"(?:裁判长|总裁判长|评委|裁判|评审)、?[^，。；]{0,24}$")
_FROM = re.compile(r"来自[^，。；]*$")
_AND_OTHERS = re.compile(r"(?:[、和与及]\u25a1+)*等(?:[\d一二三四五六七八九十两多几]+余?)(?:家|个|支)")
_HONOURED = re.compile(r"授予[^。；]*$|表彰[^。；，]*$")
_HONOURED_LIST = re.compile(r"(?:授予|表彰了?)[^。；，”：]*$")
# 为获奖选手颁奖: what is handed to others.
_HANDED = re.compile(r"[为给向][^，。；]{0,30}(?:颁|授[予奖旗牌]|佩戴|发放|送上)[^，。；时后]*")
# 为某某等8人颁发证书: who stands between is handed it.
_TO = re.compile(r"[为给向]$")
_GIVEN = re.compile(r"(?:[、和等][^，。；]{0,24}?)?(?:颁发|颁授|授予|佩戴|颁奖|授奖)")
_RECIPIENT = re.compile(r"(?:[，日]|^)[^，。；]*?(?<![认因称作成])[为给向](?:[^，。；]{0,8}的)?$")
_CONFERRED = re.compile(r"(?:授牌|命名|授予)[^。；]*(?:有|为|是|：)[^。；]*$")
# A list may hold a name that is not known.
_BETWEEN = re.compile(r"[、，和与及]|以及|、[\u4e00-\u9fff]{2,10}、")
_INVITED = re.compile(r"(?:邀请|请来|请|特邀|抽调|组织|带着)了?$")
_OFFICE = re.compile(r"[^，。；：“”（）]{0,16}")
_SENT_BODY = 0.7
_BODY_ROLES = {
    "awardee": re.compile(
        r"被授予|获颁|获得|荣获|夺得|摘得|获“|获评|被评为|分获|分列|获团体|拿下|夺冠|获此|捧得|摘得|斩获|包揽"
        r"|荣膺|被命名|被表彰|受到?表彰|获[^，。；]{0,12}奖|[居列]第[一二三]|问鼎|折桂|榜上有名|上榜|名列前茅|位[居列]前|[居列][^，。；]{0,8}前[一二两三四五六七八九十\d]+[名位]"
    ),
    "speaker": re.compile(
        r"交流经验|经验交流|作了?[^，。]{0,8}(?:发言|交流|说明|介绍|汇报)|进行了?[^，。]{0,16}(?:发言|交流|分享|介绍)|介绍了"
    ),
    "attendee": re.compile(
        r"参加|出席|到场|参会|列席|参演|参赛|提供[^，。]{0,6}(?:指导|支持)|参与|到会|旁听|派员|选派|派出|组队|担纲|助阵|应邀"
    ),
}


# What stands between a body and what is said of it shows that it is said of another one.
_BARS = {"awardee": "[：，]|在.{2,}[举召]", "speaker": "：", "attendee": "，"}


def participants(scope: Scope, hosts: set[str]) -> list[tuple[str, str, Evidence]]:
    """Role, key and evidence of everyone who takes part."""
    found: dict[str, tuple[int, str, Evidence]] = {}
    for role, key, evidence in [*_people(scope), *_bodies(scope, hosts)]:
        rank = _RANK.index(role)
        if key not in found or rank < found[key][0]:
            found[key] = (rank, role, evidence)
    return [(role, key, evidence) for key, (_, role, evidence) in sorted(found.items())]


def _people(scope: Scope) -> Iterator[tuple[str, str, Evidence]]:
    body = scope.body
    listed = dict(_lists(scope))
    for sentence in scope.told():
        people = [s for s in body.spots if s.type is EntityType.PERSON and sentence.holds(s.start)]
        for group, said in _groups(scope, people, sentence):
            role = _role(scope, said)
            if role == "attendee" and sentence.start in listed:
                role = listed[sentence.start]
            if role == "attendee" and _speaks(scope, group[-1], sentence):
                role = "speaker"
            for person in group:
                before = body.text[sentence.start : person.start]
                own = "judge" if _TITLE_BEFORE.search(before) else role
                if own == "speaker" and _HONOURED_LIST.search(before):
                    own = "awardee"
                if own in ("attendee", "speaker") and _is_given(body.masked, person):
                    own = "awardee"
                if own == "attendee" and _HONOURED.search(body.masked[sentence.start : person.start]):
                    own = "awardee"
                rule = f"participant-{own}" if own != "attendee" else "participant-named"
                yield own, person.key, body.evidence(sentence, rule, _BY_ROLE[own], person.start)


def _is_given(text: str, person: Spot) -> bool:
    """Whether somebody is handed an honour (为|某某|等8名老工会干部颁发证书)."""
    return _TO.search(text, max(0, person.start - 1), person.start) is not None and bool(_GIVEN.match(text, person.end))


def _lists(scope: Scope) -> Iterator[tuple[int, str]]:
    """Where the lines of lists of the honoured (获奖名单) start, with the role of those on them."""
    if not _HONOURING & set(scope.event.types):
        return
    heading = scope.words.pattern("<list>")
    role: str | None = None
    rosters = _rosters(scope)
    for sentence in scope.sentences():
        line = "".join(scope.body.text[sentence.start : sentence.end].split())
        if _PRIZE.match(line):
            yield sentence.start, "awardee"
            continue
        if line[-1:] in _STOPS:
            role = None
        elif heading.search(line) and not _OFFICES.search(line):
            role = "awardee"
        elif role is not None and _JUDGES.search(line):
            role = "judge"
        if role is not None or sentence.start in rosters:
            yield sentence.start, role or "awardee"


def _rosters(scope: Scope) -> set[int]:
    """Where lines start that each begin with a person, three or more in a row, after words of honours."""
    body = scope.body
    people = {spot.start for spot in body.spots if spot.type is EntityType.PERSON}
    run: list[int] = []
    found: set[int] = set()
    for sentence in scope.sentences():
        line = body.text[sentence.start : sentence.end].rstrip()
        name = _BEFORE_NAME.match(body.text, sentence.start, sentence.end)
        if line.endswith(_STOPS) or name is None or name.end() not in people:
            run = []
            continue
        run.append(sentence.start)
        if len(run) == _ROSTER and not _HONOURS.search(body.text, scope.part.start, run[0]):
            return found
        if len(run) >= _ROSTER:
            found.update(run)
    return found


def _groups(scope: Scope, people: list[Spot], sentence: Part) -> Iterator[tuple[list[Spot], str]]:
    """People that one predicate speaks of, with the words of that predicate."""
    body = scope.body
    group: list[Spot] = []
    for index, person in enumerate(people):
        group.append(person)
        following = people[index + 1].start if index + 1 < len(people) else sentence.end
        between = body.plain[person.end : following]
        joined = index + 1 < len(people) and not scope.words.role.search(between) and len(between) <= _LONGEST_BETWEEN
        if joined and _JOINED.match(between):
            continue
        # The next person's own titles go before the name; they tell nothing of this one.
        comma = body.plain.rfind("，", person.end, following) if index + 1 < len(people) else -1
        office = (
            comma >= 0
            and MASK in body.plain[comma:following]
            and not scope.words.role.search(body.plain, comma, following)
        )
        yield group, body.masked[person.end : _turn(scope, person.end, comma if office else following)]
        group = []


def _turn(scope: Scope, start: int, end: int) -> int:
    """Where a clause of the words after a person turns to a body, when something was said of the person before it."""
    body = scope.body
    for spot in body.organizations(Part(start, end)):
        before = body.text[spot.start - 1] in "，；"
        if before and scope.words.role.search(body.masked, start, spot.start) and not _has_person(scope, spot):
            return spot.start
    return end


def _speaks(scope: Scope, person: Spot, sentence: Part) -> bool:
    """Whether the sentence quotes the person: a quotation of some length beside the name."""
    body = scope.body
    after = body.masked[person.end : sentence.end]
    before = body.masked[sentence.start : person.start]
    if _QUOTED_AFTER.match(after) or _QUOTED_BEFORE.search(before):
        return True
    if not before.strip(" \u3000*") and _SAYS_AFTER.match(body.masked, person.end):
        return True
    alone = {s.key for s in body.spots if s.type is EntityType.PERSON and sentence.holds(s.start)} == {person.key}
    return alone and bool(_WHOLE_SPEECH.search(body.text, person.end, sentence.end))


def _role(scope: Scope, said: str) -> str:
    found = {scope.words.roles[match.group()] for match in scope.words.role.finditer(_HANDED.sub("", said))}
    return next((role for role in _RANK if role in found), "attendee")


def _bodies(scope: Scope, hosts: set[str]) -> Iterator[tuple[str, str, Evidence]]:
    body = scope.body
    visits = bool(VISITS & set(scope.event.types))
    for sentence in scope.told():
        own = sentence == scope.event.sentence
        for spot in _sent(scope, sentence):
            if spot.key not in hosts:
                yield "attendee", spot.key, body.evidence(sentence, "participant-sent", _SENT_BODY, spot.start)
        prize = _PRIZE.match(body.text, sentence.start, sentence.end)
        spots = [s for s in body.organizations(sentence) if s.key not in hosts and not is_modifier(body, s, scope)]
        for spot in spots:
            rest = body.masked[spot.end : sentence.end]
            before = body.masked[sentence.start : spot.start]
            if prize and _IN_PRIZE.fullmatch(body.plain, prize.end(), spot.start):
                yield "awardee", spot.key, body.evidence(sentence, "participant-awarded", _AWARDED, spot.start)
                continue
            plain_before = body.plain[max(sentence.start, spot.start - _LONGEST_BEFORE) : spot.start]
            if _WINNERS.search(plain_before):
                yield "awardee", spot.key, body.evidence(sentence, "participant-awarded", _AWARDED, spot.start)
                continue
            if _MADE_OF.search(plain_before) and _MEMBERS.match(body.plain, spot.end, sentence.end):
                yield "attendee", spot.key, body.evidence(sentence, "participant-sent", _SENT_BODY, spot.start)
                continue
            listed = re.search(r"等|“|、|，", body.text[spot.end : spot.end + 4])
            if (listed and re.search(r"授予[^。；]*$", before)) or (
                spot.type is EntityType.WORKSHOP and _CONFERRED.search(before)
            ):
                yield "awardee", spot.key, body.evidence(sentence, "participant-awarded", _AWARDED, spot.start)
                continue
            if is_beside(scope, sentence) and (goes_to(scope, spot) or is_located(scope, body, spot.start)):
                continue
            scene = visits and (is_scene(body, spot) or is_stop(scope, spot))
            helped = own and scope.event.form == "deed" and _RECIPIENT.search(before)
            if helped or scene or goes_to(scope, spot) or (own and visits and is_located(scope, body, spot.start)):
                yield "attendee", spot.key, body.evidence(sentence, "participant-visited", _VISITED_BODY, spot.start)
                continue
            if _is_listed(scope, spot, sentence):
                yield "attendee", spot.key, body.evidence(sentence, "participant-listed", _LISTED, spot.start)
            clause = re.match(r"[^。；]{0,80}", rest)
            head = clause.group() if clause else ""
            for role, pattern in _BODY_ROLES.items():
                match = pattern.search(head)
                if match and not re.search(_BARS[role], _after_list(scope, spot, match.start())):
                    rule, confidence = f"participant-body-{role}", _BODY_BY_ROLE[role]
                    yield role, spot.key, body.evidence(sentence, rule, confidence, spot.start)
                    break


def _sent(scope: Scope, sentence: Part) -> Iterator[Spot]:
    """Bodies whose people are there (甲、乙的志愿者), and those that are invited (邀请甲)."""
    body = scope.body
    following: Spot | None = None
    # 公司相关负责人介绍: who speaks for a body need not be there.
    people = scope.words.pattern(
        r"(?:等(?:单位)?)?的?(?:(?:[\d一二三四五六七八九十两几多]+余?|多)[名位])?(?:有关|相关|主要|分管)*<people>(?!<speech>)"
    )
    for spot in reversed(body.organizations(sentence)):
        joined = following is not None and _BETWEEN.fullmatch(body.text[spot.end : following.start])
        invited = _INVITED.search(body.masked, max(sentence.start, spot.start - 4), spot.start)
        if _has_person(scope, spot):
            following = None
        elif people.match(body.text, spot.end) or joined:
            following = spot
            yield spot
        else:
            following = None
            if invited:
                yield spot


def _has_person(scope: Scope, spot: Spot) -> bool:
    """Whether a name follows a body with only words of an office between them: who it names is there, not the body."""
    names = (s for s in scope.body.spots if s.type is EntityType.PERSON and s.start >= spot.end)
    after = next(names, None)
    return after is not None and bool(_OFFICE.fullmatch(scope.body.text[spot.end : after.start]))


def _is_listed(scope: Scope, spot: Spot, sentence: Part) -> bool:
    """Whether a body stands in a list of bodies whose people are there (来自甲、乙等单位的职工)."""
    body = scope.body
    before = body.plain[sentence.start : spot.start]
    after = body.plain[spot.end : sentence.end]
    from_there = _FROM.search(before) and re.match(r"[、和与及]|等", after)
    return bool(from_there or _AND_OTHERS.match(after))


def _after_list(scope: Scope, spot: Spot, length: int) -> str:
    """The words between a body and its predicate without the other bodies of the list."""
    body = scope.body
    words = list(body.masked[spot.end : spot.end + length])
    for other in body.spots:
        if spot.end <= other.start and other.end <= spot.end + length:
            for index in range(other.start - spot.end, other.end - spot.end):
                words[index] = ""
    return "".join(words).replace("、", "").replace("，，", "")

"""What a sentence calls an event (the phrase between the verb of holding and the noun that names it), and its types."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.dates import find_dates
from kg.event_text import Part, Reader
from kg.event_types import AT, Candidate, types_of
from kg.event_words import EventWords

# Between an event and the verb that says it was held stand a place and a date, no more.
_LONGEST_LINK = 60
_LONGEST_LABEL = 60
_LONGEST_DEED = 24
_NTH_HELD = re.compile(r"首届|第[一二三四五六七八九十百\d]+届")
_LONGEST_NTH = 20
_HELD = frozenset("节展会赛营周月季")
_CLOSING_QUOTES = ("”", "」")
# What may follow the noun that ends a label: other words show that the noun only modifies them (竞赛工作).
_AFTER_NOUN = re.compile(
    r"[”」]?(?:$|[并暨，、”（(]|启动|正式|的?时候|上$|中$|(?:活动)?现场(?:$|上)|期间$|间隙$|之后$|等(?:系列)?活动"
    r"|的(?:一幕|一景|一个?(?:场景|缩影|镜头|片段|环节)|(?:生动|真实)(?:一幕|写照|缩影|场景)|场景)$)"
)
_ENDED = re.compile(r"\s*(?:(?:圆满|顺利|胜利)?完成[^，。]{0,6}(?:议程|任务))?\s*")
_QUOTED_THEME = re.compile(
    r"(?:“[^“”]{2,40}”|《[^《》]{2,40}》)[^，。的]{0,10}(?<!机制|模式|制度|体系|品牌|称号|奖章|档案|清单)(?<!工作法)$"
)
# 这是“送清凉”行动的第九站: what the text calls what it has told of.
_COPULA = re.compile(r"(?:^|这|也|同时|正|天|晚|就|便)是")
_NTH = re.compile(
    r"[”」]?(?:[今本][年春夏秋冬季]|本季度|系列(?:活动)?)?的?(?:首|最后一|第[一二三四五六七八九十百\d]+)(?:站|场|次|期|讲|课|轮|批|天|棒)"
)
# 一场…仪式（，引来围观）: an event that is there, told without a verb of holding it.
_SCENE = re.compile(r"(?:一|首|这)[场堂台次期](?!次)")
_SCENE_GOES_ON = re.compile(
    r"[”」]?(?:$|让|令|使|把|给|将|吸引|引来|引得|惹|点燃|拉近|温暖|照亮|火热|热闹|热烈|如火如荼|如约|精彩|激战|悄然|正[在热如火]|在[^，。]{2,20}[里中上内]?$)"
)
# 在|第一次推进会|上，: an event that a sentence only comes to; a name of two characters (会上) points back to one.
_AT = re.compile(r"(?:^|[，在的日午晚])在?(?P<event>[^，。的在]{3,50})(?:上|现场)$")
_MOST_CLAUSES_BEFORE = 2
_LONGEST_BARE = 3
# 这门课叫“…”, 这场名为“…”的讲座: what is named so.
_CALLED = re.compile(
    r"[这该][门堂场次项台期个](?P<kind>[^，。“《]{0,8}?)(?:名叫|叫做|叫|名为|题为)(?P<name>(?:“[^”]{2,30}”|《[^》]{2,30}》))(?:的(?P<what>[^，。]{2,8}))?"
)
_LESSON = ("lecture", "training")
# (在)…总结会上的发言: a speech that is printed.
_SPEECH_AT = re.compile(r"^[—\-\s]*在(?P<event>[^，。]{2,50}?)上的?(?:发言|讲话|致辞|演讲|报告|倡议|交流发言)")
_WHEN_DONE = re.compile(r"[之以]?[后前]")
# 某某工会|成立, 某某联合会|在某镇|挂牌成立: who was founded stands right before, a place and adverbs between.
_FOUNDED = "成立"
# 某工作室日前在某法院|揭牌: what is opened stands right before a verb that ends its clause.
_OPENED = frozenset("揭牌 挂牌 启用 投用 落成 开张 开业 投入使用 建成投用".split())
_BEFORE_FOUNDED = re.compile(
    r"(?:于?(?:日前|近日|昨[日天]|今[日天]))?(?:在[^，。的“]{2,16})?(?:正式|今天|今日|宣告|顺利|挂牌|揭牌|建成)*"
)
_AT_PLACE = ("在", "于", "到")
_ASPECTS = ("了", "起", "过")
# 某某街道办集体生日会: the verb, not the office.
_OFFICE_OR_VERB = re.compile(r"(?:街道|镇|乡|社区|村|公司|厂)$")
# Right after a deed these make it part of another word (慰问品, 调解员, 授牌仪式).
_NO_DEED = re.compile(
    r"[室团村户员组队站所台品金物款包车信单会人的时后餐货达别行]|变电|委员会|协议|仪式|大会|活动|以来|那天"
    r"|中心|机[构制]|制度|方案|工作[法室]|[线基平]台|协会|书[屋院]|心得|体会|标准(?!化)|条件|比例"
)
# After these the word names what goes on, it does not tell it (参加慰问).
_NO_DOING = ("的", "被", "参加", "参与", "出席", "陪同", "陪")
# Those who were helped bring a pennant: that is no visit of the union.
_THANKS = re.compile(r"[^，。]{0,16}(?:锦旗|感谢信|表扬信)")
# 为深入学习…精神，: what is aimed at, or gone by, is not yet done.
_PURPOSE = re.compile(
    r"[ \u3000]*(?:根据|按照|依据|围绕|随着|结合|为(?:了|着|进一步|深入|切实|更好|全面|充分|不断|扎实|有效|持续"
    r"|推[动进]|提[升高]|增[强进]|丰富|弘扬|庆祝|迎接|贯彻|落实|学习|加强|营造|激发|帮助|解决|纪念|展示|引导|保障|做好|推广"
    r"|普及|规范|深化|发挥|关[心爱])|因[^，。；：]{0,12}需要)"
)
_COUNT = re.compile(
    r"^(?:\d+[．.、]|[这该][门堂场次项台期个](?:名为|题为|名叫|叫做)"
    r"|了|过|着|一场|首场|多场|[一二两三四五六七八九十\d]+(?:场次?|期|次|个|轮|围|堂|项|批)|为期[^的]{1,8}的|一系列"
    r"|主题为|名为|题为|全区|全市|全省|全县|全镇|今年(?!\d)|[ \u3000，、的]"
    r"|(?:特殊|生动|精彩|热闹|别开生面|温馨|暖心)的)+"
)
_THEME = re.compile(r"^以[“《][^”》]*[”》]为(?:主题|题|主线)的?[，]?")
# 就返还政策落实情况开展调研: what it is about is part of what it is called.
_ABOUT = re.compile(r"(?<![成造])(?:就|围绕|针对)(?P<topic>[^，。“”就]{4,30}?)等?(?:开展了?|进行了?|组织了?)?$")
_ABOUT_SOMETHING = frozenset(("调研", "专题调研", "座谈", "督导", "检查", "调查", "专项督导", "专项检查"))
# 干部开展业务培训: who takes part, and a verb, before the name.
_INNER_VERB = re.compile(r"开展|参加|进行|举行|举办")
_PLACE_PHRASE = re.compile(r"(?:在|于|至|由|从|将)[^，]{0,40}$")


def candidates(reader: Reader, part: Part, words: EventWords) -> Iterator[Candidate]:
    """The events that the sentences of a part state as held, in the order of the text."""
    for sentence in reader.sentences(part):
        yield from _Sentence(reader, sentence, words).read()


class _Sentence:
    def __init__(self, reader: Reader, sentence: Part, words: EventWords) -> None:
        self.reader = reader
        self.sentence = sentence
        self.words = words
        self.clauses = list(reader.clauses(sentence))
        # 模拟产房, 虚拟, 将军, 干将 tell of no plan.
        self.plan = words.pattern("(?<![模虚干勇名武])<plan>(?![军士帅领近])")
        self.habit = words.pattern("<habit>")
        self.speech = words.pattern("<speech>")
        self.led = words.pattern("<led>")
        self.generic = words.pattern("<generic>")
        self.adverb = words.pattern(r"(?:<adverb>|[ \u3000])*")

    def read(self) -> Iterator[Candidate]:
        """The sentence's candidates; what is done counts only where no noun names an event."""
        found = list(self.all())
        named = [candidate for candidate in found if candidate.form != "deed"]
        done = [candidate for candidate in found if not self.led.match(candidate.label)]
        yield from named or self.at() or done or found

    def all(self) -> Iterator[Candidate]:
        spoken = False
        for index, clause in enumerate(self.clauses):
            masked = self.reader.masked[clause.start : clause.end]
            if not spoken:
                yield from self.clause(index, clause, masked)
            if self.speech.search(masked) and not self._is_news(masked):
                spoken = True

    def _is_news(self, masked: str) -> bool:
        """记者从…获悉, 据…介绍: what follows is told as news."""
        return bool(re.search(r"获悉|了解到|据|记者", masked))

    def clause(self, index: int, clause: Part, masked: str) -> Iterator[Candidate]:
        found = False
        for match in self.words.verb.finditer(masked):
            before = masked[: match.start()]
            if self._is_planned(clause, match) or not self._is_word(clause.start + match.start(), match.group()):
                continue
            if _WHEN_DONE.fullmatch(masked, match.end()):
                continue  # 启动仪式结束后，…
            verb = Part(clause.start + match.start(), clause.start + match.end())
            entry = self.words.verbs[match.group()]
            candidate = None
            if entry.active:
                candidate = self.active(clause, verb, entry.types)
            if candidate is None and entry.passive and (not entry.by or "由" in before):
                candidate = self.passive(index, clause, verb, entry.types)
            if candidate is not None:
                found = True
                yield replace(candidate, customary=bool(self.habit.search(before)))
        for stated in (self.copula(clause), self.speech_at(clause), self.called(clause), self.scene(clause)):
            if stated is not None and not found:
                found = True
                yield stated
        if not found:
            yield from self.deeds(clause, masked)

    def _is_planned(self, clause: Part, verb: re.Match[str]) -> bool:
        """Whether a word before a clause's verb tells that it is still to come; in a name (将台堡镇) it does not."""
        return bool(self.plan.search(self.reader.plain, clause.start, clause.start + verb.start()))

    def _is_word(self, position: int, verb: str) -> bool:
        """Whether a verb of one character is a word there, no part of another one (开发区)."""
        if len(verb) > 1 or position in self.reader.singles:
            return True
        text = self.reader.masked
        if text.startswith(_ASPECTS, position + 1):
            return True  # 为赵某国|办了一场交班会
        office = verb == "办" and _OFFICE_OR_VERB.search(text, max(0, position - 4), position)
        rest = re.match(r"[^，。；：\n]*", text[position + 1 : self.sentence.end])
        return bool(office and rest and self._noun_end(position + 1, position + 1 + rest.end()))

    def _is_held(self, start: int, end: int) -> bool:
        """Whether a verb of holding stands in a stretch of the text already."""
        found = self.words.verb.finditer(self.reader.masked, start, end)
        return any(self._is_word(match.start(), match.group()) for match in found)

    # -- 工会举办技能竞赛 ------------------------------------------------------------------------------------------

    def active(self, clause: Part, verb: Part, verb_types: tuple[str, ...]) -> Candidate | None:
        text = self.reader.text
        end = self._noun_end(verb.end, min(clause.end, verb.end + _LONGEST_LABEL))
        form = "active"
        if end is None:
            rest = text[verb.end : clause.end]
            theme = _QUOTED_THEME.search(rest)
            if theme is None or theme.start() > 12:
                return None
            end = clause.end
            form = "active-theme"
        start = self._trim(verb.end, end)
        found = self._candidate(start, end, clause, verb, form, verb_types)
        about = _ABOUT.search(self.reader.masked[clause.start : verb.start])
        if found is None or about is None or found.label not in _ABOUT_SOMETHING:
            return found
        return replace(found, label=about["topic"] + found.label)

    def _noun_end(self, start: int, end: int) -> int | None:
        """Where the last event noun ends that no other word turns into a modifier."""
        text = self.reader.text
        for position in reversed(self._ends(start, end)):
            if _AFTER_NOUN.match(text[position:end]):
                quote = text.startswith(_CLOSING_QUOTES, position)
                return position + quote
        return None

    def _ends(self, start: int, end: int) -> list[int]:
        """Where event nouns end, and what is held for the nth time may (第三届家政节)."""
        text = self.reader.text
        ends = {stop for _, stop in self.words.nouns_in(text, start, end)}
        for nth in _NTH_HELD.finditer(text, start, end):
            ends.update(at + 1 for at in range(nth.end() + 1, min(end, nth.end() + _LONGEST_NTH)) if text[at] in _HELD)
        return sorted(ends)

    def _trim(self, start: int, end: int) -> int:
        """The label's start: counts, themes, hosts and modifiers before a 的 are no part of it."""
        text, masked = self.reader.text, self.reader.masked
        while True:
            begin = start
            for pattern in (_COUNT, _THEME, self.generic):
                match = pattern.match(text[start:end])
                if match and match.end() < end - start:
                    start += match.end()
            for spot in self.reader.organizations(Part(start, end)):
                if spot.start == start and end - spot.end >= 3 and text[spot.end] not in "暨和与、及":
                    start = spot.end
            if start == begin:
                break
        for match in _INNER_VERB.finditer(masked, start, end - 2):
            start = match.end() + masked.startswith(("的", "了", "过"), match.end())
        at = masked.rfind("的", start, end - 2)
        if at > start and masked[at - 1] != "党" and end - at - 1 >= 4:
            return at + 1
        return start

    def _candidate(
        self, start: int, end: int, clause: Part, verb: Part, form: str, verb_types: tuple[str, ...]
    ) -> Candidate | None:
        label = re.sub(r"[ \u3000]+", " ", self.reader.scan.text[start:end]).strip("，、：: ")
        if not 2 <= len(label) <= _LONGEST_LABEL:
            return None
        types = types_of(label, self.words, verb_types)
        return Candidate(label, types, self.sentence, clause, verb, Part(start, end), form)

    # -- 这是技能竞赛的第二场, 在技能竞赛总结会上的发言 --------------------------------------------------

    def copula(self, clause: Part) -> Candidate | None:
        text = self.reader.text
        copula = _COPULA.search(self.reader.masked, clause.start, clause.end)
        if copula is None:
            return None
        for _, stop in self.words.nouns_in(text, copula.end(), clause.end):
            if _NTH.match(text, stop, clause.end):
                end = stop + text.startswith(_CLOSING_QUOTES, stop)
                start = self._trim(copula.end(), end)
                return self._candidate(start, end, clause, Part(*copula.span()), "copula", ())
        return None

    def called(self, clause: Part) -> Candidate | None:
        match = _CALLED.match(self.reader.text, clause.start)
        if match is None or match.end() > clause.end:
            return None
        kind = match["what"] or match["kind"]
        lesson = kind.endswith("课")
        if not lesson and not self.words.noun.search(kind):
            return None
        start, end = match.span("name")
        found = self._candidate(start, end, clause, Part(match.end() - 1, match.end()), "copula", ())
        types = _LESSON if lesson else types_of(kind, self.words)
        return replace(found, types=types) if found else None

    def scene(self, clause: Part) -> Candidate | None:
        text = self.reader.text
        at = _SCENE.search(self.reader.masked, clause.start, clause.end)
        if at is None:
            return None
        stops = [stop for _, stop in self.words.nouns_in(text, at.end(), min(clause.end, at.end() + _LONGEST_LABEL))]
        for stop in reversed(stops):
            if _SCENE_GOES_ON.match(text[stop : clause.end]):
                end = stop + text.startswith(_CLOSING_QUOTES, stop)
                return self._candidate(
                    self._trim(at.start(), end), end, clause, Part(at.start(), at.end()), "scene", ()
                )
        return None

    def at(self) -> list[Candidate]:
        """The event at which the sentence says that something went on, on a day (5月6日，在…推进会上，…)."""
        text = self.reader.text
        for clause in self.clauses[:_MOST_CLAUSES_BEFORE]:
            at = _AT.search(self.reader.masked, clause.start, clause.end)
            if at is None or not self.words.pattern("<time>|\\d日").search(
                text, self.sentence.start, at.start("event")
            ):
                continue
            stops = [stop for _, stop in self.words.nouns_in(text, *at.span("event"))]
            end = at.end("event")
            if not stops or stops[-1] + text.startswith(_CLOSING_QUOTES, stops[-1]) != end:
                continue
            found = self._candidate(self._trim(at.start("event"), end), end, clause, Part(end, at.end()), AT, ())
            if (
                found is not None
                and len(found.label) > _LONGEST_BARE
                and not self.habit.search(text[clause.start : end])
            ):
                return [found]
        return []

    def speech_at(self, clause: Part) -> Candidate | None:
        match = _SPEECH_AT.match(self.reader.text[clause.start : clause.end])
        if match is None or not self.words.noun.search(match["event"]):
            return None
        start, end = (clause.start + position for position in match.span("event"))
        verb = Part(end, clause.start + match.end())
        return self._candidate(self._trim(start, end), end, clause, verb, "speech", ())

    # -- 技能竞赛在上海举行 ------------------------------------------------------------------------------------------

    def passive(self, index: int, clause: Part, verb: Part, verb_types: tuple[str, ...]) -> Candidate | None:
        text = self.reader.text
        if len(self.reader.text[verb.start : verb.end]) == 1 and verb.end < clause.end:
            return None  # 座谈会在疗养院|开: such a verb ends its clause
        for back, part in enumerate([Part(clause.start, verb.start), *reversed(self.clauses[:index])]):
            if back > 2:
                break
            reach = max(part.start, part.end - _LONGEST_LINK)
            for position in reversed(self._ends(reach, part.end)):
                end = position + text.startswith(_CLOSING_QUOTES, position)
                if back == 0 and not self._leads_to(text[end : verb.start]):
                    continue
                if back and (self._is_held(part.start, end) or not _ENDED.fullmatch(text, end, part.end)):
                    continue
                start = self._trim(self._after_time(part.start, end), end)
                return self._candidate(start, end, clause, verb, "passive", verb_types)
        return None

    def _leads_to(self, between: str) -> bool:
        """Whether only a place, a date and adverbs stand between the event and its verb."""
        rest = between
        for found in find_dates(between):
            rest = rest.replace(found.text, "")
        rest = _PLACE_PHRASE.sub("", rest)
        return bool(self.adverb.fullmatch(rest))

    def _after_time(self, start: int, end: int) -> int:
        """Where a phrase starts after words that tell the time (近日, 昨日上午)."""
        held = self.reader.masked.find("把", start, end)
        if held >= 0:
            return held + 1
        pattern = self.words.pattern(r"(?:<time>|上午|下午|晚上|[，、 \u3000]|由)+")
        match = pattern.match(self.reader.text, start, end)
        position = match.end() if match else start
        for found in find_dates(self.reader.text[position:end]):
            # A bare year before the name is part of it (2023年…竞赛).
            if found.first.month is not None and found.start == 0:
                position += found.end
        return position

    # -- 工会慰问职工 -----------------------------------------------------------------------------------------------

    def deeds(self, clause: Part, masked: str) -> Iterator[Candidate]:
        if _PURPOSE.match(masked):
            return
        for match in self.words.deed.finditer(masked):
            before = masked[: match.start()]
            if self._is_planned(clause, match) or before.endswith(_NO_DOING) or _NO_DEED.match(masked, match.end()):
                continue
            if _THANKS.match(masked, match.end()):
                continue
            if not self._is_word(clause.start + match.start(), match.group()):
                continue
            start, end = clause.start + match.start(), clause.end
            if end - start > _LONGEST_DEED:
                end = clause.start + match.end()
            opened = match.group() in _OPENED and match.end() == len(masked)
            phrase = self._founded(clause, start) if opened or match.group() == _FOUNDED else start
            label = self.reader.scan.text[phrase:end]
            yield Candidate(
                label.strip("，、：: "),
                self.words.deeds[match.group()],
                self.sentence,
                clause,
                Part(start, clause.start + match.end()),
                Part(phrase, end),
                "deed",
                bool(self.habit.search(before)),
            )
            if not self.led.match(match.group()):
                return

    def _founded(self, clause: Part, start: int) -> int:
        """Where the name starts of the body that a clause tells to be founded; the verb's own place for none."""
        for spot in reversed(self.reader.organizations(Part(clause.start, start))):
            there = self.reader.text.endswith(_AT_PLACE, 0, spot.start)
            right_before = _BEFORE_FOUNDED.fullmatch(self.reader.masked, spot.end, start)
            if right_before and not there and start - spot.start <= _LONGEST_LABEL:
                return spot.start
        return start

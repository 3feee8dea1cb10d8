"""Makes a release of invented articles, as large as asked for and in the shape of a built one, to measure with.

Reading a million triples' worth of pages and validating them takes hours; here the statements are invented, and the
project's own code makes quads, report, store and manifest of them. The same seed gives the same release.
"""

from __future__ import annotations

import datetime
import random
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from kg.blocks import blocks_of
from kg.built import Built, known_block
from kg.folder import writing
from kg.ids import Names
from kg.layout import CURRENT, MANIFEST
from kg.manifest import Manifest
from kg.model import Evidence, Iri, Literal, Page, Span, Statement, Value
from kg.release import publish
from kg.settings import DEFAULT_BASE, BuildSettings
from kg.vocabulary import DCTERMS, EVENT_TYPES, LABEL, TYPE, XSD, event_type, ukg

SEED = 20_221_114
# Articles in a release of about a million triples: each gives some 234.
TRIPLES_AN_ARTICLE = 234

_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
_GIVEN = "安柏晨岱恩帆光海佳凯岚明宁欧平启然珊涛婉晓雅泽志朝云文松青远"
_PLACES = "青禾远山柳泉白石云岭松江清河长岭石桥南浦东台金沙玉田"
_TITLES = ("主席", "副主席", "常务副主席", "职工", "班组长", "女职工委员会主任")
_DEEDS = ("安全知识竞赛", "职工运动会", "读书分享会", "技能比武", "慰问活动", "法律讲座", "文艺汇演", "代表大会")
_AWARDS = ("五一劳动奖状", "工人先锋号", "劳动奖章", "模范职工之家")
_DISTRICTS, _TOWNS, _FACTORIES = 60, 8, 12  # towns of a district, factories of a town
# Of the people whom an article names, those whom former ones named, too.
_KNOWN_BEFORE = 0.4
_FIRST_DAY, _DAYS = datetime.date(2018, 1, 1), 2_000


@dataclass(slots=True)
class World:
    """The invented names: unions with the districts they lie in and the unions above them, and people."""

    names: Names
    chance: random.Random
    districts: list[tuple[str, Iri]] = field(default_factory=list)
    unions: list[tuple[str, Iri, int, Iri | None]] = field(default_factory=list)
    people: list[tuple[str, Iri]] = field(default_factory=list)

    def fill(self) -> World:
        """The world with its districts and their unions, each below another one; people come with the articles."""
        for number in range(_DISTRICTS):
            district = self._word(number, _DISTRICTS) + "区"
            iri = self.names.make("district", district)
            self.districts.append((district, iri))
            above = self._union(f"{district}总工会", number, None)
            for town in range(_TOWNS):
                place = f"{self._word(town, _TOWNS)}镇"
                middle = self._union(f"{district}{place}总工会", number, above)
                for factory in range(_FACTORIES):
                    works = f"{place[:2]}{self._word(factory, _FACTORIES)}机械厂"
                    self._union(f"{district}{works}工会", number, middle)
        return self

    def person(self) -> tuple[str, Iri]:
        """Somebody, known before or new."""
        if self.people and self.chance.random() < _KNOWN_BEFORE:
            return self.chance.choice(self.people)
        name = self.chance.choice(_SURNAMES) + "".join(self.chance.choices(_GIVEN, k=2))
        found = name, self.names.make("person", name, str(len(self.people)))
        self.people.append(found)
        return found

    def _union(self, name: str, district: int, above: Iri | None) -> Iri:
        iri = self.names.make("union", name)
        self.unions.append((name, iri, district, above))
        return iri

    @staticmethod
    def _word(number: int, of: int) -> str:
        """One of that many words of two characters."""
        first, second = divmod(number, len(_PLACES) // 2)
        assert number < of
        return _PLACES[2 * second] + _PLACES[(2 * first + 1) % len(_PLACES)]


@dataclass(slots=True)
class _Article:
    """An article that is being written: its text grows with the statements that it is to prove."""

    iri: Iri
    page: str
    text: str = ""
    statements: list[Statement] = field(default_factory=list)

    def say(self, sentence: str, rule: str, confidence: float) -> Evidence:
        start = len(self.text)
        self.text += sentence
        return Evidence(Span(start, len(self.text)), rule, confidence)

    def state(self, subject: Iri, property_: Iri, value: Value, *proofs: Evidence) -> None:
        self.statements.append(Statement(self.iri, subject, property_, value, proofs, self.page))

    def name(self, iri: Iri, kind: str, label: str, *proofs: Evidence) -> None:
        self.state(iri, TYPE, ukg(kind))
        self.state(iri, LABEL, Literal(label, language="zh"))
        if proofs:
            self.state(self.iri, ukg("mentions"), iri, *proofs)


def _write(world: World, number: int) -> _Article:
    chance, names = world.chance, world.names
    page = f"p{number:06}.txt"
    article = _Article(names.make("article", page, "0"), page)
    # Low numbers come more often: some unions are in the paper every week, most of them once a year.
    union, union_iri, place, above = world.unions[int(len(world.unions) * chance.random() ** 3)]
    district, district_iri = world.districts[place]
    day = _FIRST_DAY + datetime.timedelta(days=chance.randrange(_DAYS))
    deed = f"{chance.choice(('首届', '第二届', '春季', '秋季', ''))}{chance.choice(_DEEDS)}"
    event = names.make("event", article.iri.value, deed)
    when = f"{day.year}年{day.month}月{day.day}日"
    held = article.say(f"{when}，{union}在{district}职工之家举办{deed}，来自各基层工会的职工参加。", "event", 0.9)
    article.state(article.iri, TYPE, ukg("Article"))
    article.state(article.iri, Iri(DCTERMS + "title"), Literal(f"{union}举办{deed}", language="zh"))
    article.state(article.iri, Iri(DCTERMS + "issued"), Literal(day.isoformat(), XSD + "date"))
    article.state(article.iri, ukg("page"), Literal(page))
    article.name(union_iri, "Union", union, held)
    article.name(district_iri, "District", district, held)
    article.state(union_iri, ukg("inDistrict"), district_iri, held)
    if above is not None:
        article.state(union_iri, ukg("partOf"), above, held)
    article.name(event, "Event", deed)
    article.state(article.iri, ukg("reports"), event, held)
    article.state(event, ukg("eventType"), event_type(chance.choice(EVENT_TYPES)))
    article.state(event, ukg("organizer"), union_iri, held)
    article.state(event, ukg("district"), district_iri, held)
    article.state(event, ukg("date"), Literal(day.isoformat(), XSD + "date"), held)
    for _ in range(chance.randint(2, 4)):
        person, person_iri = world.person()
        title = chance.choice(_TITLES)
        spoke = article.say(f"{union}{title}{person}在活动上发言，介绍了职工创新工作室的经验。", "title-name", 0.95)
        post = names.make("post", person_iri.value, title, union_iri.value)
        article.name(person_iri, "Person", person, spoke)
        article.name(post, "Post", f"{union}{title}")
        article.state(post, ukg("title"), Literal(title, language="zh"))
        article.state(post, ukg("at"), union_iri)
        article.state(person_iri, ukg("holdsPost"), post, spoke)
        article.state(event, ukg("speaker"), person_iri, spoke)
    award = chance.choice(_AWARDS)
    given = article.say(f"会上，{union}被授予“{award}”称号。", "award", round(chance.uniform(0.6, 0.95), 2))
    for property_, offset in (("start", 0), ("end", len(article.text))):
        article.state(article.iri, ukg(property_), Literal(str(offset), XSD + "integer"))
    award_iri = names.make("award", award)
    article.name(award_iri, "Award", award, given)
    article.state(union_iri, ukg("hasAward"), award_iri, given)
    return article


def make_release(directory: Path, triples: int, seed: int = SEED) -> tuple[World, Manifest]:
    """The release of about that many triples in `directory`, made where it is not there yet, and its world."""
    world = World(Names(DEFAULT_BASE), random.Random(seed)).fill()
    articles = [_write(world, number) for number in range(max(1, triples // TRIPLES_AN_ARTICLE))]
    manifest_path = directory / CURRENT / MANIFEST
    if not manifest_path.exists():
        shutil.rmtree(directory, ignore_errors=True)
        _make(directory, world, articles)
    return world, Manifest.read(manifest_path)


def _make(directory: Path, world: World, articles: list[_Article]) -> None:
    texts = {article.page: article.text for article in articles}
    blocks = blocks_of((s for article in articles for s in article.statements), world.names, texts)
    pages = tuple(Page(name, text) for name, text in texts.items())
    built = Built((known_block((), world.names), *blocks), (), (), pages, len(articles))
    with writing(directory):
        publish(directory, built, BuildSettings())

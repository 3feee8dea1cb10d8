"""A small graph written by hand over an invented page: the example that tests of the RDF side share.

>>> graph = example_graph()
>>> release = write_release(tmp_path, graph, PAGE_TEXTS, BuildSettings())
"""

from __future__ import annotations

from kg.ids import Names
from kg.model import Evidence, Graph, Iri, Literal, Span, Statement, Value
from kg.settings import DEFAULT_BASE
from kg.vocabulary import ALT_LABEL, DCTERMS, LABEL, TYPE, XSD, event_type, ukg

PAGE = "a01.md"
TEXT = """# 青禾区总工会举办安全知识竞赛
本报讯（记者 林晓岚）3月8日上午，青禾区总工会在青禾
会堂举办安全知识竞赛。青禾区总工会主席周明远出席并讲话，
向远山机械厂工会颁发了“安全先锋班组”奖牌。
"""
PAGE_TEXTS = {PAGE: TEXT}

NAMES = Names(DEFAULT_BASE)
ARTICLE = NAMES.make("article", PAGE, "0")
REPORTER = NAMES.make("person", "林晓岚", PAGE)
PERSON = NAMES.make("person", "周明远")
UNION = NAMES.make("union", "青禾区总工会")
FACTORY_UNION = NAMES.make("union", "远山机械厂工会")
FACTORY = NAMES.make("company", "远山机械厂")
DISTRICT = NAMES.make("district", "青禾区")
HALL = NAMES.make("place", "青禾会堂")
AWARD = NAMES.make("award", "安全先锋班组")
POST = NAMES.make("post", PERSON.value, "主席", UNION.value)
EVENT = NAMES.make("event", ARTICLE.value, "安全知识竞赛")


def zh(text: str) -> Literal:
    """A Chinese literal."""
    return Literal(text, language="zh")


def evidence(quote: str, rule: str = "example", confidence: float = 0.9, *, occurrence: int = 0) -> Evidence:
    """Where the page says `quote`, line ends not counted; `occurrence` 0 is the first place."""
    offsets = [i for i, character in enumerate(TEXT) if character != "\n"]
    flow = "".join(TEXT[i] for i in offsets)
    start = -1
    for _ in range(occurrence + 1):
        start = flow.index(quote, start + 1)
    return Evidence(Span(offsets[start], offsets[start + len(quote) - 1] + 1), rule, confidence)


def fact(subject: Iri, property_: Iri, value: Value, *proofs: Evidence) -> Statement:
    """A statement in the article's graph."""
    return Statement(ARTICLE, subject, property_, value, tuple(sorted(proofs)), PAGE)


def entity(iri: Iri, kind: str, label: str, *proofs: Evidence) -> list[Statement]:
    """What the article's graph says of an entity that it names."""
    facts = [fact(iri, TYPE, ukg(kind)), fact(iri, LABEL, zh(label))]
    return [*facts, fact(ARTICLE, ukg("mentions"), iri, *proofs)] if proofs else facts


def integer(number: int) -> Literal:
    return Literal(str(number), XSD + "integer")


def example_statements() -> tuple[Statement, ...]:
    """All that the page states: a person with a post, unions, a company, a district, a place, an award, an event."""
    held = evidence("青禾区总工会在青禾会堂举办安全知识竞赛")
    spoke = evidence("青禾区总工会主席周明远出席并讲话")
    awarded = evidence("向远山机械厂工会颁发了“安全先锋班组”奖牌")
    unions = [evidence("青禾区总工会", "name", occurrence=i) for i in range(3)]
    byline = evidence("记者 林晓岚", "byline", 1.0)
    day = evidence("3月8日上午，青禾区总工会在青禾会堂举办安全知识竞赛")
    return (
        fact(ARTICLE, TYPE, ukg("Article")),
        fact(ARTICLE, Iri(DCTERMS + "title"), zh("青禾区总工会举办安全知识竞赛")),
        fact(ARTICLE, Iri(DCTERMS + "issued"), Literal("2023-03-09", XSD + "date")),
        fact(ARTICLE, ukg("page"), Literal(PAGE)),
        fact(ARTICLE, ukg("start"), integer(0)),
        fact(ARTICLE, ukg("end"), integer(len(TEXT) - 1)),
        *entity(REPORTER, "Person", "林晓岚"),
        fact(ARTICLE, ukg("reporter"), REPORTER, byline),
        *entity(PERSON, "Person", "周明远", evidence("周明远", "name")),
        *entity(UNION, "Union", "青禾区总工会", *unions),
        fact(UNION, ALT_LABEL, zh("区总工会")),
        *entity(FACTORY_UNION, "Union", "远山机械厂工会", evidence("远山机械厂工会", "name")),
        *entity(FACTORY, "Company", "远山机械厂", evidence("远山机械厂", "inner-name", 0.8)),
        *entity(DISTRICT, "District", "青禾区", evidence("青禾区", "inner-name", 0.8)),
        *entity(HALL, "Place", "青禾会堂", evidence("青禾会堂", "name")),
        *entity(AWARD, "Award", "安全先锋班组", evidence("安全先锋班组", "award", 0.85)),
        fact(UNION, ukg("inDistrict"), DISTRICT, evidence("青禾区总工会", "name-part")),
        fact(FACTORY_UNION, ukg("unionOf"), FACTORY, evidence("远山机械厂工会", "name-part")),
        fact(FACTORY_UNION, ukg("hasAward"), AWARD, awarded),
        fact(POST, TYPE, ukg("Post")),
        fact(POST, ukg("title"), zh("主席")),
        fact(POST, ukg("at"), UNION),
        fact(PERSON, ukg("holdsPost"), POST, evidence("青禾区总工会主席周明远", "title-name", 0.95)),
        fact(EVENT, TYPE, ukg("Event")),
        fact(EVENT, LABEL, zh("安全知识竞赛")),
        fact(EVENT, ukg("eventType"), event_type("competition")),
        fact(ARTICLE, ukg("reports"), EVENT, held),
        fact(EVENT, ukg("organizer"), UNION, held),
        fact(EVENT, ukg("place"), HALL, held),
        fact(EVENT, ukg("district"), DISTRICT, held),
        fact(EVENT, ukg("speaker"), PERSON, spoke),
        fact(EVENT, ukg("awardee"), FACTORY_UNION, awarded),
        fact(EVENT, ukg("date"), Literal("--03-08", XSD + "gMonthDay"), day),
        fact(EVENT, ukg("dateText"), zh("3月8日上午")),
    )


def example_graph() -> Graph:
    """The page's statements as the pipeline hands them on."""
    return Graph(statements=example_statements(), issues=(), pages=1, articles=1)

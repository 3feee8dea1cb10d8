"""A page and its graph whose names try to be more than text: tags, attributes, quotes, template syntax, addresses."""

from __future__ import annotations

from kg.model import Evidence, Graph, Iri, Literal, Span, Statement, Value
from kg.vocabulary import ALT_LABEL, DCTERMS, LABEL, TYPE, XSD, event_type, ukg
from tests.example import DISTRICT, NAMES, PAGE_TEXTS, UNION, example_graph

NAMES_OF_EVIL = (
    "</script><script>window.pwned=1</script>",
    "<img/src=x/onerror=window.pwned=1>",
    "\"onfocus=window.pwned=1/autofocus='",
    "'-window.pwned=1-'",
    "{{7*7}}{%raw%}${7*7}<%=7*7%>",
    "javascript:window.pwned=1",
    "]]><svg/onload=window.pwned=1>",
    "\u202eevil&lt;b&gt;",
)
PAGE = "evil.md"
TITLE = "<h1>标题</h1><script>window.pwned=1</script>"
TEXT = (
    f"# {TITLE}\n\n"
    + "\n\n".join(f"今天，{name}工会举办了座谈会，请来了很多人。" for name in NAMES_OF_EVIL)
    + "\n\n青禾区的消息。"
)
ARTICLE = NAMES.make("article", PAGE, "0")
UNIONS = {f"{name}工会": NAMES.make("union", name) for name in NAMES_OF_EVIL}
EVENT = NAMES.make("event", "evil")


def _proof(words: str, rule: str = "<i>rule</i>") -> Evidence:
    start = TEXT.index(words)
    return Evidence(Span(start, start + len(words)), rule, 0.9)


def evil_graph() -> tuple[Graph, dict[str, str]]:
    """The example's graph with that of the page beside it, and the texts of both pages."""
    statements: list[Statement] = []

    def state(subject: Iri, property_: Iri, value: Value, *proofs: Evidence) -> None:
        statements.append(Statement(ARTICLE, subject, property_, value, proofs, PAGE))

    def whole(number: int) -> Literal:
        return Literal(str(number), XSD + "integer")

    state(ARTICLE, TYPE, ukg("Article"))
    state(ARTICLE, Iri(DCTERMS + "title"), Literal(TITLE, language="zh"))
    state(ARTICLE, ukg("page"), Literal(PAGE))
    state(ARTICLE, ukg("start"), whole(0))
    state(ARTICLE, ukg("end"), whole(len(TEXT)))
    state(EVENT, TYPE, ukg("Event"))
    state(EVENT, LABEL, Literal("<u>座谈会</u>", language="zh"))
    state(EVENT, ukg("eventType"), event_type("meeting"))
    held = _proof("举办了座谈会")
    state(ARTICLE, ukg("reports"), EVENT, held)
    state(DISTRICT, TYPE, ukg("District"))
    state(DISTRICT, LABEL, Literal("青禾区", language="zh"))
    state(ARTICLE, ukg("mentions"), DISTRICT, _proof("青禾区"))
    for name, union in UNIONS.items():
        proof = _proof(name)
        state(union, TYPE, ukg("Union"))
        state(union, LABEL, Literal(name, language="zh"))
        state(union, ALT_LABEL, Literal(f"又名{name}", language="zh"))
        state(ARTICLE, ukg("mentions"), union, proof)
        state(union, ukg("inDistrict"), DISTRICT, proof)
        # The article does not say what that is: the report tells of it.
        state(union, ukg("partOf"), UNION, proof)
        state(EVENT, ukg("organizer"), union, held)
    example = example_graph()
    return Graph((*example.statements, *statements), (), 2, 2), {**PAGE_TEXTS, PAGE: TEXT}

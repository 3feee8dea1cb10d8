"""What the query page's editor can complete: prefixes, the ontology's terms, event types, and terms of others."""

from __future__ import annotations

from functools import cache
from typing import Any

from api import language
from api.ontology import terms
from api.words import CLASS_LABELS, EVENT_TYPES
from kg.vocabulary import EVENT_TYPE, PREFIXES

_EVENT_TYPE = "event-type"
PREFIXES_OFFERED: dict[str, str] = {**PREFIXES, _EVENT_TYPE: EVENT_TYPE}
# Terms of other vocabularies that the graph uses, and what they say in it.
OTHERS: dict[str, str] = {
    "rdfs:label": "名称",
    "skos:altLabel": "别名",
    "skos:prefLabel": "活动类型的名称",
    "skos:notation": "活动类型的代码",
    "dcterms:title": "报道的标题",
    "dcterms:issued": "报道的见报日期",
    "rdf:type": "类别",
    "rdf:subject": "证据所说事实的主语",
    "rdf:predicate": "证据所说事实的谓语",
    "rdf:object": "证据所说事实的宾语",
    "prov:wasDerivedFrom": "证据所在的报道",
}
# What the editor can complete beside terms, by the name that its script has for it.
TEXTS: dict[str, str] = {
    "class": "类别",
    "property": "属性",
    "type": "活动类型",
    "keyword": "关键词",
    "entity": "图谱里的条目",
    "unparsed": "从这里起读不懂",
    "label": "查询语句，Ctrl 加回车键查询",
}
# What the editor itself says to screen readers.
PHRASES: dict[str, str] = {"Completions": "补全", "Diagnostics": "问题", "No diagnostics": "没有问题"}


@cache
def _terms(chosen: str) -> tuple[dict[str, str], ...]:
    """The terms in one language; asked for within a request of that language."""
    own = [
        {
            "name": f"ukg:{term.name}",
            "kind": "class" if term.is_class else "property",
            "label": term.labels.get(chosen, ""),
            "comment": term.comments.get(chosen, ""),
        }
        for term in terms()
    ]
    others = [{"name": name, "kind": "property", "label": language.text(said)} for name, said in OTHERS.items()]
    types = [
        {"name": f"{_EVENT_TYPE}:{name}", "kind": "type", "label": language.text(said)}
        for name, said in EVENT_TYPES.items()
    ]
    return (*own, *others, *types)


def offered() -> dict[str, Any]:
    """What the page hands to the editor, in the language of the current request."""
    return {
        "prefixes": PREFIXES_OFFERED,
        "terms": _terms(language.chosen()),
        "classes": {name: language.text(label) for name, label in CLASS_LABELS.items()},
        "texts": {name: language.text(said) for name, said in TEXTS.items()},
        "phrases": {english: language.text(said) for english, said in PHRASES.items()},
    }

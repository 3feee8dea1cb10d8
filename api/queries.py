"""The query page's examples: each answers a question that a reader of the newspapers has."""

from __future__ import annotations

import re
from dataclasses import dataclass

from api.language import CHINESE
from kg.vocabulary import PREFIXES

# What the examples call their variables, which become the headings of their answers.
_ENGLISH: dict[str, str] = {
    "人": "person",
    "甲": "one",
    "乙": "other",
    "职务": "title",
    "始于": "since",
    "止于": "until",
    "单位": "organization",
    "企业": "company",
    "工会": "union",
    "活动": "event",
    "主办": "organizer",
    "类型": "type",
    "日期": "date",
    "见报": "printed",
    "地区": "district",
    "场数": "events",
    "次数": "times",
    "篇数": "articles",
    "项数": "awards",
    "获得者": "holder",
    "荣誉": "award",
    "原文": "words",
    "报道": "article",
    "工作室": "workshop",
    "所属": "part_of",
    "例如": "example",
    "那天": "day",
}
_VARIABLE = re.compile(r"\?(\w+)")


@dataclass(frozen=True, slots=True)
class Example:
    """A question in words, the query that answers it, and the view that shows the answer best."""

    question: str
    chinese: str
    view: str

    def query(self, language: str) -> str:
        """The query, with variables and labels in that language."""
        if language == CHINESE:
            return self.chinese
        renamed = _VARIABLE.sub(lambda found: "?" + _ENGLISH.get(found[1], found[1]), self.chinese)
        return renamed.replace('"zh"', '"en"')


def _example(question: str, body: str, view: str = "table") -> Example:
    used = [f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items() if re.search(rf"\b{name}:", body)]
    return Example(question, "".join(used) + "\n" + body.strip("\n") + "\n", view)


EXAMPLES: tuple[Example, ...] = (
    _example(
        "谁在哪里担任主席？",
        """
SELECT DISTINCT ?人 ?职务 ?单位 WHERE {
  ?人 ukg:holdsPost ?post .
  ?post ukg:title ?职务 ; ukg:at ?单位 .
  FILTER(CONTAINS(STR(?职务), "主席"))
}
ORDER BY ?单位 ?人
LIMIT 100
""",
    ),
    _example(
        "谁从何时起担任什么职务？",
        """
SELECT DISTINCT ?人 ?职务 ?单位 ?始于 ?止于 WHERE {
  ?人 ukg:holdsPost ?post .
  OPTIONAL { ?post ukg:title ?职务 }
  OPTIONAL { ?post ukg:at ?单位 }
  OPTIONAL { ?post ukg:since ?始于 }
  OPTIONAL { ?post ukg:until ?止于 }
}
ORDER BY DESC(BOUND(?始于)) ?始于 ?人
LIMIT 100
""",
    ),
    _example(
        "谁主持过哪些活动？",
        """
SELECT DISTINCT ?人 ?活动 ?主办 WHERE {
  ?活动 ukg:chair ?人 .
  OPTIONAL { ?活动 ukg:organizer ?主办 }
}
ORDER BY ?人 ?活动
LIMIT 100
""",
    ),
    _example(
        "哪些企业参加过哪个工会的活动？",
        """
SELECT DISTINCT ?企业 ?工会 ?活动 WHERE {
  ?活动 ukg:organizer ?工会 ; ukg:participant ?企业 .
  ?工会 a ukg:Union .
  ?企业 a ukg:Company .
}
ORDER BY ?工会 ?企业
LIMIT 100
""",
    ),
    _example(
        "哪两个人参加过同一场活动？",
        """
SELECT ?甲 ?乙 (COUNT(DISTINCT ?活动) AS ?次数) (SAMPLE(?活动) AS ?例如) WHERE {
  ?活动 ukg:participant ?甲, ?乙 .
  ?甲 a ukg:Person .
  ?乙 a ukg:Person .
  FILTER(STR(?甲) < STR(?乙))
}
GROUP BY ?甲 ?乙
ORDER BY DESC(?次数) ?甲 ?乙
LIMIT 100
""",
    ),
    _example(
        "哪些地区的活动最多？",
        """
SELECT ?地区 (COUNT(DISTINCT ?活动) AS ?场数) WHERE {
  ?活动 a ukg:Event ; ukg:district ?地区 .
}
GROUP BY ?地区
ORDER BY DESC(?场数) ?地区
LIMIT 200
""",
        "map",
    ),
    _example(
        "各类活动各有多少场？",
        """
SELECT ?类型 (COUNT(DISTINCT ?活动) AS ?场数) WHERE {
  ?活动 a ukg:Event ; ukg:eventType/skos:prefLabel ?类型 .
  FILTER(LANG(?类型) = "zh")
}
GROUP BY ?类型
ORDER BY DESC(?场数)
""",
        "bars",
    ),
    _example(
        "工会先后举办过哪些活动？",
        """
SELECT DISTINCT ?日期 ?活动 ?工会 WHERE {
  ?报道 ukg:reports ?活动 .
  ?活动 ukg:organizer ?工会 .
  ?工会 a ukg:Union .
  OPTIONAL { ?报道 dcterms:issued ?见报 }
  OPTIONAL { ?活动 ukg:date|ukg:startDate ?那天 }
  BIND(COALESCE(?那天, ?见报) AS ?日期)
}
ORDER BY ?日期 ?活动
LIMIT 300
""",
        "timeline",
    ),
    _example(
        "哪些活动是竞赛，哪天举行？",
        """
SELECT DISTINCT ?活动 ?主办 ?日期 WHERE {
  ?活动 ukg:eventType/skos:notation "competition" .
  OPTIONAL { ?活动 ukg:organizer ?主办 }
  OPTIONAL { ?活动 ukg:dateText ?日期 }
}
ORDER BY ?活动
LIMIT 100
""",
    ),
    _example(
        "谁获得过什么荣誉，原文怎么说？",
        """
SELECT DISTINCT ?获得者 ?荣誉 ?原文 ?报道 WHERE {
  ?获得者 ukg:hasAward ?荣誉 .
  ?evidence rdf:subject ?获得者 ; rdf:predicate ukg:hasAward ; rdf:object ?荣誉 ;
            ukg:quote ?原文 ; prov:wasDerivedFrom ?报道 .
}
ORDER BY ?荣誉 ?获得者
LIMIT 100
""",
    ),
    _example(
        "哪些单位和那里的人获得的荣誉最多？",
        """
SELECT ?单位 (COUNT(DISTINCT ?荣誉) AS ?项数) WHERE {
  { ?单位 ukg:hasAward ?荣誉 ; a ukg:Organization }
  UNION
  { ?人 ukg:hasAward ?荣誉 ; ukg:holdsPost ?post . ?post ukg:at ?单位 . ?单位 a ukg:Organization }
}
GROUP BY ?单位
ORDER BY DESC(?项数) ?单位
LIMIT 30
""",
        "bars",
    ),
    _example(
        "谁领衔哪个创新工作室？",
        """
SELECT DISTINCT ?人 ?工作室 ?所属 WHERE {
  ?人 ukg:leads ?工作室 .
  OPTIONAL { ?工作室 ukg:partOf ?所属 }
}
ORDER BY ?工作室
LIMIT 100
""",
    ),
    _example(
        "哪些人见报最多？",
        """
SELECT ?人 (COUNT(DISTINCT ?报道) AS ?篇数) WHERE {
  ?报道 ukg:mentions ?人 .
  ?人 a ukg:Person .
}
GROUP BY ?人
ORDER BY DESC(?篇数) ?人
LIMIT 30
""",
        "bars",
    ),
    _example(
        "哪些报道的原文提到“安全”，怎么说？",
        """
SELECT DISTINCT ?原文 ?报道 WHERE {
  ?evidence ukg:quoteMatches "安全" ;
            ukg:quote ?原文 ; prov:wasDerivedFrom ?报道 .
}
ORDER BY ?报道 ?原文
LIMIT 100
""",
    ),
)

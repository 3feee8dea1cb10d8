"""The query page's examples: each answers a question that a reader of the newspapers has."""

from __future__ import annotations

from dataclasses import dataclass

_PROLOGUE = """\
PREFIX ukg: <https://w3id.org/union-kg/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX dcterms: <http://purl.org/dc/terms/>
"""


@dataclass(frozen=True, slots=True)
class Example:
    """A question in words, and the query that answers it."""

    question: str
    query: str


def _example(question: str, body: str) -> Example:
    used = [line for line in _PROLOGUE.splitlines(keepends=True) if line.split()[1] in body]
    return Example(question, "".join(used) + "\n" + body.strip("\n") + "\n")


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
        "哪些企业的工会举办过活动？",
        """
SELECT DISTINCT ?企业 ?工会 ?活动 WHERE {
  ?工会 ukg:unionOf ?企业 .
  ?企业 a ukg:Company .
  ?活动 ukg:organizer ?工会 .
}
ORDER BY ?企业
LIMIT 100
""",
    ),
    _example(
        "每个地区各有多少场活动？",
        """
SELECT ?地区 (COUNT(DISTINCT ?活动) AS ?场数) WHERE {
  ?活动 a ukg:Event ; ukg:district ?地区 .
}
GROUP BY ?地区
ORDER BY DESC(?场数)
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
        "哪些活动是劳动竞赛，哪天举行？",
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
)

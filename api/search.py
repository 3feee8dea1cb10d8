"""The index of names, built once when the service starts: finds nodes by a part of their label or of an alias."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass

from api.graph import Node, Reader, main_class
from api.words import SEARCH_CLASSES
from kg.text import folded

# What separates two names in the index's text; no name and no query may hold it.
_END = "\n"


@dataclass(frozen=True, slots=True)
class Hit:
    """A found node, the name by which it was found, and how many articles mention it."""

    node: Node
    name: str
    mentions: int


@dataclass(frozen=True, slots=True)
class Results:
    """The hits of one search by class, best first; `total` counts those beyond the limit, too."""

    groups: tuple[tuple[str, tuple[Hit, ...]], ...]
    total: int
    shown: int


class Index:
    """All names of a release in one text, which `str.find` searches faster than any structure of Python objects."""

    __slots__ = ("_by_class", "_names", "_starts", "_text", "mentions")

    def __init__(self, reader: Reader) -> None:
        types: dict[str, set[str]] = defaultdict(set)
        names: dict[str, set[tuple[int, str]]] = defaultdict(set)
        for row in reader.select("SELECT DISTINCT ?x ?t { ?x a ?t FILTER(?t != ukg:Evidence && ?t != ukg:Post) }"):
            types[row["x"].value].add(row["t"].value.rpartition("#")[2])
        for row in reader.select(
            "SELECT DISTINCT ?x ?p ?v { VALUES ?p { rdfs:label skos:altLabel dcterms:title } ?x ?p ?v }"
        ):
            names[row["x"].value].add((row["p"].value.endswith("altLabel"), row["v"].value))
        self.mentions: Counter[str] = Counter()
        for row in reader.select("SELECT ?x (COUNT(DISTINCT ?a) AS ?n) { ?a ukg:mentions ?x } GROUP BY ?x"):
            self.mentions[row["x"].value] = int(row["n"].value)
        entries: list[tuple[str, bool, str, Node]] = []
        by_class: dict[str, list[Node]] = defaultdict(list)
        for iri, classes in types.items():
            cls, path = main_class(classes), reader.path_of(iri)
            if cls not in SEARCH_CLASSES or not path:
                continue
            own = sorted(names[iri])
            node = Node(iri, own[0][1] if own else "无标题报道" if cls == "Article" else "未写明名称", cls, path)
            by_class[cls].append(node)
            entries.extend((folded(name), bool(is_alias), name, node) for is_alias, name in own)
        reader.learn(node for nodes in by_class.values() for node in nodes)
        entries.sort(key=lambda e: (e[0], e[1], e[3].iri))
        self._names = entries
        self._starts: list[int] = []
        position = 0
        for key, _, _, _ in entries:
            self._starts.append(position)
            position += len(key) + len(_END)
        self._text = _END.join(e[0] for e in entries) + _END
        self._by_class = {
            cls: tuple(sorted(nodes, key=lambda n: (-self.mentions[n.iri], n.label, n.iri)))
            for cls, nodes in by_class.items()
        }

    def count(self, cls: str) -> int:
        """How many nodes of the class there are."""
        return len(self._by_class.get(cls, ()))

    def nodes(self, cls: str) -> tuple[Node, ...]:
        """The nodes of the class, those that most articles mention first."""
        return self._by_class.get(cls, ())

    def search(self, query: str, limit: int, cls: str | None = None) -> Results:
        """The nodes whose label or alias holds the query: whole names first, then beginnings, then the rest."""
        wanted = folded(query)
        best: dict[str, tuple[tuple[int, bool, int, int, str], Hit]] = {}
        position = self._text.find(wanted) if wanted else -1
        while position >= 0:
            number = bisect_right(self._starts, position) - 1
            key, is_alias, name, node = self._names[number]
            if cls is None or node.cls == cls:
                kind = 0 if key == wanted else 1 if position == self._starts[number] else 2
                mentions = self.mentions[node.iri]
                rank = (kind, is_alias, -mentions, len(key), node.iri)
                if node.iri not in best or rank < best[node.iri][0]:
                    best[node.iri] = (rank, Hit(node, name, mentions))
            end = self._starts[number] + len(key)
            position = self._text.find(wanted, end)
        ordered = [hit for _, hit in sorted(best.values(), key=lambda pair: pair[0])]
        groups: dict[str, list[Hit]] = defaultdict(list)
        for hit in ordered[:limit]:
            groups[hit.node.cls].append(hit)
        return Results(tuple((c, tuple(h)) for c, h in groups.items()), len(ordered), min(limit, len(ordered)))

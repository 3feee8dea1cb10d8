"""Where districts lie: which of several divisions of one name an article means, and what lies in what."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator

from kg.ids import Names
from kg.lexicon import Lexicon
from kg.model import EntityType, Literal, Statement
from kg.resolution import Resolution
from kg.vocabulary import LABEL, TYPE, ukg


@functools.cache
def _codes_by_name(lexicon: Lexicon) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for code, name in sorted(lexicon.codes.items()):
        found.setdefault(name, []).append(code)
    return {name: tuple(codes) for name, codes in found.items()}


def same_name(name: str, lexicon: Lexicon) -> bool:
    """Whether several divisions have that name (朝阳区, 鼓楼区)."""
    return len(_codes_by_name(lexicon).get(name, ())) > 1


def parent(code: str, lexicon: Lexicon) -> str | None:
    """The code of the city or province that a division lies in; None for a province."""
    for above in (code[:4] + "00", code[:2] + "0000"):
        if above != code and above in lexicon.codes:
            return above
    return None


def code_here(name: str, districts: Iterable[str], lexicon: Lexicon) -> str:
    """The code of the division that a name means beside the article's other districts; empty where it is not plain."""
    codes = _codes_by_name(lexicon).get(name, ())
    if len(codes) < 2:
        return codes[0] if codes else ""
    others = {code for other in districts if other != name for code in _codes_by_name(lexicon).get(other, ())}
    for width in (4, 2):
        near = [code for code in codes if any(other[:width] == code[:width] for other in others)]
        if len(near) == 1:
            return near[0]
    return ""


def located(resolution: Resolution, names: Names, lexicon: Lexicon) -> Iterator[Statement]:
    """What is known beforehand of the graph's districts: the divisions above them, in the graph of inferences."""
    graph = names.inferred_graph
    queue = sorted({i.code for i in resolution.identities.values() if i.type is EntityType.DISTRICT and i.code})
    done: set[str] = set()
    for code in queue:
        while code not in done:
            done.add(code)
            above = parent(code, lexicon)
            if above is None:
                break
            lower, upper = (names.make("district", lexicon.codes[c], c) for c in (code, above))
            yield Statement(graph, upper, TYPE, ukg("District"))
            yield Statement(graph, upper, LABEL, Literal(lexicon.codes[above], language="zh"))
            yield Statement(graph, lower, ukg("partOf"), upper)
            code = above

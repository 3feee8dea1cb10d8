"""Names of towns, which no gazetteer lists: found by the county before them or by the clause they open, then known
wherever the article names them again."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.lexicon import Lexicon

_HEADS = "镇|乡|街道|苏木"
# ，落水河|乡|总工会: at the front of a clause, with a body's name behind it.
_IN_FRONT = re.compile(
    rf"(?:^|[，。；：、“（●■◆▲\s])([\u4e00-\u9fff]{{2,4}}?)({_HEADS})"
    r"(?=总工会|工会|党委|党工委|人民政府|政府|办事处|卫生院|派出所|司法所|中心小学|中心校|中学|综合文化站|文化站|人社|妇联|团委)"
)
# What stands before 镇 or 乡 in phrases that name none.
_NO_NAME = re.compile(r"[各全该本某每两几多等和与及的了在个乡镇]|那个|这个|[所下]辖|所属|有关|相关|部分|全体|周边")
_LONGEST_DIVISION = 8
_ANY_HEAD = re.compile(_HEADS)
_SHORTEST_NAME = 2
_LONGEST_NAME = 4


def find_towns(texts: Iterable[str], lexicon: Lexicon) -> frozenset[str]:
    """The names of towns and streets that the texts give, each with its head (英都镇)."""
    texts = list(texts)
    found = _repeated(texts, lexicon)
    for text in texts:
        for match in _ANY_HEAD.finditer(text):
            for size in range(_LONGEST_NAME, 0, -1):
                name = text[max(0, match.start() - size) : match.start()]
                if len(name) == size and _is_name(name) and _ends_division(text, match.start() - size, lexicon):
                    found.add(name + match.group())
                    break
        for match in _IN_FRONT.finditer(text):
            if not _NO_NAME.search(match.group(1)) and match.group(1) not in lexicon.stops:
                found.add(match.group(1) + match.group(2))
    return frozenset(found)


def _is_name(name: str) -> bool:
    han = all("\u4e00" <= character <= "\u9fff" for character in name)
    return han and name[0] not in "省市区县旗州盟" and not _NO_NAME.search(name)


def _ends_division(text: str, end: int, lexicon: Lexicon) -> bool:
    """Whether a division of the gazetteer, or its short name, ends at a place of the text."""
    fronts = (text[start:end] for start in range(max(0, end - _LONGEST_DIVISION), end - 1))
    return any(front in lexicon.districts or front in lexicon.short_districts for front in fronts)


def _repeated(texts: list[str], lexicon: Lexicon) -> set[str]:
    """Names that stand before 镇, 乡 or 街道 again and again: the longest run of characters that all of them share."""
    before: dict[str, list[str]] = {}
    for text in texts:
        for match in _ANY_HEAD.finditer(text):
            run = re.search(r"[\u4e00-\u9fff]*$", text[max(0, match.start() - _LONGEST_NAME) : match.start()])
            if run is not None and len(run.group()) >= _SHORTEST_NAME:
                before.setdefault(run.group()[-_SHORTEST_NAME:] + match.group(), []).append(run.group())
    found = set()
    for key, runs in before.items():
        head = key[_SHORTEST_NAME:]
        name = runs[0]
        while not all(run.endswith(name) for run in runs):
            name = name[1:]
        known = name in lexicon.stops or (name in lexicon.tags and not lexicon.tags[name].startswith("n"))
        if len(set(runs)) > 1 and not known and not _NO_NAME.search(name):
            found.add(name + head)
    return found

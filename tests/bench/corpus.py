"""Makes as many pages as are asked for out of the practice corpus, to measure builds; the same seed, the same pages.

Every page is one of the annotated ones with its people and districts renamed, so that the pages name different people
and unions but are written as pages are. Run it with: python -m tests.bench.corpus FOLDER PAGES
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.lexicon import lexicon

SEED = 20_221_118
ROOT = Path(__file__).resolve().parents[2]
# Not seeds/practice/test: nobody looks at those pages.
SOURCES = ("seeds", "seeds/practice/train", "seeds/practice/dev")

_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
_GIVEN = "安柏晨岱恩帆光海佳凯岚明宁欧平启然珊涛婉晓雅泽志朝云文松青远"
# Districts of a name's last character and length that a district may become; a shorter list would merge their unions.
_FEWEST = 20


@dataclass(frozen=True, slots=True)
class Original:
    """An annotated page, with the names on it that are to be changed."""

    text: str
    people: tuple[str, ...]
    districts: tuple[str, ...]


def originals() -> list[Original]:
    """The annotated pages, in order."""
    found = []
    for source in SOURCES:
        for gold in sorted((ROOT / source / "gold").glob("*.json")):
            told = json.loads(gold.read_text(encoding="utf-8"))
            text = (ROOT / source / "pages" / told["page"]).read_text(encoding="utf-8")
            entities = [entity for article in told["articles"] for entity in article["entities"]]
            people = {e["name"] for e in entities if e["type"] == "Person"}
            people |= {credit["name"] for article in told["articles"] for credit in article["bylines"]}
            districts = {e["name"] for e in entities if e["type"] == "District"}
            found.append(Original(text, tuple(sorted(people)), tuple(sorted(districts))))
    return found


def pages(number: int, seed: int = SEED) -> Iterator[tuple[str, str]]:
    """The names and texts of so many pages."""
    chance = random.Random(seed)
    kept = originals()
    by_form: dict[tuple[str, int], list[str]] = {}
    for name in sorted(set(lexicon().codes.values())):
        by_form.setdefault((name[-1], len(name)), []).append(name)
    for index in range(number):
        original = kept[index % len(kept)]
        renamed = {name: _person(chance, name) for name in original.people}
        for name in original.districts:
            others = by_form.get((name[-1], len(name)), [])
            if len(others) >= _FEWEST:
                renamed[name] = chance.choice(others)
        yield f"p{index:05}.txt", _renamed(original.text, renamed)


def _renamed(text: str, names: dict[str, str]) -> str:
    if not names:
        return text
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return re.sub("|".join(map(re.escape, longest_first)), lambda found: names[found.group()], text)


def _person(chance: random.Random, name: str) -> str:
    return chance.choice(_SURNAMES) + "".join(chance.choices(_GIVEN, k=max(1, min(2, len(name) - 1))))


def write(folder: Path, number: int, seed: int = SEED) -> None:
    """Writes so many pages into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages(number, seed):
        (folder / name).write_text(text, encoding="utf-8", newline="")


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))

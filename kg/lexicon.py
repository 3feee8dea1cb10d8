"""The linguistic tables in memory, and the tokenizer that knows their words; loaded once, never changed."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import jieba

from kg.cutter import Cutter
from kg.errors import TableError
from kg.model import EntityType

TABLES = Path(__file__).parent / "tables"

# Our words must win against the paths of jieba's unigram model: 20,000 is the frequency of its common words.
_WORD_FREQUENCY = 20_000
# Provinces by their short names, too: 山西|北同, not 山|西北|同.
_LARGE_FREQUENCY = 60_000

_MUNICIPALITIES = ("11", "12", "31", "50")
# As rare as jieba's rarest words: a place that its dictionary lacks (唐山, 鄞州) loses to any reading by common words.
_RAREST_FREQUENCY = 3
# A word of this frequency in jieba's dictionary is no county's short name, even right behind its province's.
_COMMON_WORD = 1500

# Full names of counties that are common nouns in running text; as districts they need a city before them.
_GENERIC_DISTRICTS = frozenset({"城区", "郊区", "矿区", "市中区", "城关区", "新区", "东区", "西区", "会同县", "和县"})

# jieba's dictionary has these as one word, and so hides the body that they begin with.
_SPLIT_WORDS = (
    "工会组织",
    "工会会员",
    "工会工作",
    "工会活动",
    "工会主席",
    "工会副主席",
    "党委会",
    "县总",
    "市总",
    "区总",
    "省总",
    "工委书记",
    "和县",
)

# 矿工会 is a mine's 工会, not 矿工|会.
_UNION_OWNERS = "矿厂局段校院站所队社店行"

# 市政协 is a city's 政协 and not 市政|协, 县城市管理局 no 县城|市.
_LEVELS = "市县区省州旗"
_GLUED = frozenset("政城民区容场")

# The nations by whose names divisions go; those of several characters may stand without 族 (锡伯自治县).
_LONG_NATIONS = (
    "维吾尔|哈萨克|柯尔克孜|塔吉克|乌孜别克|塔塔尔|锡伯|俄罗斯|达斡尔|鄂伦春|鄂温克|赫哲|蒙古|朝鲜|保安|东乡|撒拉|裕固|土家|布依|仡佬|仫佬|毛南"
    "|拉祜|哈尼|景颇|傈僳|纳西|普米|独龙|布朗|阿昌|德昂|基诺|门巴|珞巴|高山"
)
_SHORT_NATIONS = "[回藏苗彝壮侗瑶白傣黎畲羌水土满佤怒京]"
#: The name of one nation with its 族.
NATION = rf"(?:(?:{_LONG_NATIONS}|{_SHORT_NATIONS})族)"
# 凉山彝族自治州 is called 凉山州, 张家川回族自治县 by 张家川.
_NATIONS = re.compile(rf"(?:各族|(?:{_LONG_NATIONS})族?|{_SHORT_NATIONS}族)+自治(州|县|旗|区)$")

_DISTRICT_SUFFIXES = (
    "回族自治区",
    "维吾尔自治区",
    "壮族自治区",
    "自治区",
    "特别行政区",
    "地区",
    "林区",
    "省",
    "市",
    "区",
    "县",
    "盟",
)


@dataclass(frozen=True, slots=True)
class Head:
    """The last part of an organization's name: which type it makes, and how much must stand before it."""

    type: EntityType
    strength: str


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """All tables, keyed by word."""

    surnames: Mapping[str, str]
    heads: Mapping[str, Head]
    district_heads: Mapping[str, str]
    titles: Mapping[str, str]
    awards: Mapping[str, str]
    speech: Mapping[str, str]
    person_nouns: frozenset[str]
    name_words: Mapping[str, str]
    stops: Mapping[str, str]
    districts: Mapping[str, str]
    codes: Mapping[str, str]
    short_districts: Mapping[str, tuple[str, ...]]
    counties: Mapping[str, tuple[str, ...]]
    tags: Mapping[str, str]
    ours: frozenset[str]
    whole_words: tuple[str, ...]
    tokenizer: jieba.Tokenizer
    cutter: Cutter


def rows(table: str, columns: int) -> Iterator[tuple[str, ...]]:
    """The rows of a table; comment lines start with #, columns are separated by tabs."""
    path = TABLES / f"{table}.tsv"
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        cells = tuple(line.split("\t"))
        if len(cells) != columns:
            raise TableError(f"{path.name}, line {number}: {len(cells)} columns instead of {columns}: {line!r}")
        yield cells


def pairs(table: str) -> dict[str, str]:
    """Key → value of a table of two columns."""
    return {row[0]: row[1] for row in rows(table, 2)}


def classes(table: str) -> dict[str, str]:
    """Word → class of a table whose rows are a class and its words."""
    found: dict[str, str] = {}
    for name, words in rows(table, 2):
        for word in words.split():
            found.setdefault(word, name)
    return found


def short_district(name: str) -> str:
    """A district's name without its generic suffix (大兴区 → 大兴); the name itself where nothing is left to cut."""
    nation = _NATIONS.search(name)
    if nation and nation.start() >= 2:
        return name[: nation.start()]
    for suffix in _DISTRICT_SUFFIXES:
        if name.endswith(suffix) and len(name) - len(suffix) >= 2:
            return name[: -len(suffix)]
    return name


def county_within(short: str, above: str, lexicon: Lexicon) -> str | None:
    """The full name of the one county of that short name in a province or city (甘肃, 民勤 → 民勤县)."""
    codes = lexicon.counties.get(short)
    if codes is None:
        return None
    upper = lexicon.districts.get(above) or next(
        (code for code in lexicon.short_districts.get(above, ()) if code.endswith("00")), ""
    )
    prefix = upper[:2] if upper.endswith("0000") else upper[:4] if upper.endswith("00") else "-"
    names = {lexicon.codes[code] for code in codes if code.startswith(prefix)}
    if upper.endswith("0000") and upper[:2] not in _MUNICIPALITIES and short not in lexicon.short_districts:
        names = {name for name in names if not name.endswith("区")}  # 湖南芙蓉律师事务所 is in no 芙蓉区
    return names.pop() if len(names) == 1 else None


def _titles() -> dict[str, str]:
    titles = pairs("titles")
    prefixes = [prefix for (prefix,) in rows("title_prefixes", 1)]
    for title, kind in list(titles.items()):
        if kind == "post" or title in ("工程师", "技师"):
            for prefix in prefixes:
                titles.setdefault(prefix + title, kind)
    return titles


def _dictionary() -> tuple[jieba.Tokenizer, dict[str, str]]:
    """jieba's dictionary: a tokenizer with its words and their counts, and the words' tags.

    jieba itself would read it once for each of the two, in twice the time, and whatever lies in the temporary folder
    as jieba.cache.
    """
    tokenizer = jieba.Tokenizer()
    counts: dict[str, int] = {}
    tags: dict[str, str] = {}
    with tokenizer.get_dict_file() as file:
        for line in file.read().decode().splitlines():
            word, count, tags[word] = line.split(" ")
            counts[word] = int(count)
            tokenizer.total += counts[word]
    for word in tags:
        for end in range(len(word) - 1, 0, -1):  # the fronts of words count 0
            if word[:end] in counts:
                break
            counts[word[:end]] = 0
    tokenizer.FREQ, tokenizer.initialized = counts, True
    return tokenizer, tags


def _add_words(
    tokenizer: jieba.Tokenizer, words: Iterable[str], large: Iterable[str], small: Iterable[str], heads: Iterable[str]
) -> None:
    """Adds the tables' words to jieba's, and takes those out that hide them."""
    for word in words:
        tokenizer.add_word(word, max(_WORD_FREQUENCY, tokenizer.FREQ.get(word, 0)))
    for word in large:
        tokenizer.add_word(word, max(_LARGE_FREQUENCY, tokenizer.FREQ.get(word, 0)))
    for word in small:
        if not tokenizer.FREQ.get(word):
            tokenizer.add_word(word, _RAREST_FREQUENCY)
    for body in _UNION_OWNERS:
        tokenizer.add_word(body + "工会", _WORD_FREQUENCY)
    for head in heads:
        if head[-1] in _UNION_OWNERS and len(head) > 1:  # 分行|工会, not 分|行工会
            tokenizer.add_word(head + "工会", _WORD_FREQUENCY)
    for level in _LEVELS:
        for head in heads:
            if head[0] in _GLUED:
                tokenizer.add_word(level + head, _WORD_FREQUENCY)
    for word in _SPLIT_WORDS:
        tokenizer.del_word(word)


@functools.cache
def lexicon() -> Lexicon:
    """The lexicon of the shipped tables."""
    codes = pairs("districts")
    districts = {name: code for code, name in sorted(codes.items(), reverse=True) if name not in _GENERIC_DISTRICTS}
    for name, code in list(districts.items()):
        nation = _NATIONS.search(name)
        if nation and nation.start() >= 2:  # 凉山州, 印江县
            districts.setdefault(name[: nation.start()] + nation.group(1), code)
    for alias, official in pairs("district_aliases").items():
        districts.setdefault(alias, districts[official])
    county_words = classes("county_words")
    shorts: dict[str, list[str]] = {}
    for name, code in districts.items():
        short = short_district(name)
        if short != name and (short not in county_words or code.endswith("00")):
            shorts.setdefault(short, []).append(code)
    heads = {head: Head(EntityType(kind), strength) for head, kind, strength, _ in rows("organization_heads", 4)}
    district_heads = {head: level for head, level, _ in rows("district_heads", 3)}
    titles = _titles()
    awards = {award: holder for award, holder, _ in rows("awards", 3)}
    name_words = classes("name_words")
    brands = [word for word, kind in name_words.items() if kind in ("brand", "compound")]
    large = sorted(short for short, found in shorts.items() if any(code.endswith("0000") for code in found))
    counties: dict[str, list[str]] = {}
    for code, name in codes.items():
        short = short_district(name)
        if name in districts and not code.endswith("00") and short != name and county_words.get(short) != "ever":
            counties.setdefault(short, []).append(code)
    every = [*districts, *heads, *district_heads, *titles, *awards, *brands]
    small = sorted(short for short in shorts if not short.endswith("新"))  # 沈北新 of 沈北新区 is no name
    tokenizer, tags = _dictionary()
    _add_words(tokenizer, (word for word in every if len(word) > 1), large, small, heads)
    return Lexicon(
        surnames=classes("surnames"),
        heads=heads,
        district_heads=district_heads,
        titles=titles,
        awards=awards,
        speech=pairs("speech_verbs"),
        person_nouns=frozenset(word for (words,) in rows("person_nouns", 1) for word in words.split()),
        name_words=name_words,
        stops=classes("stop_words"),
        districts=districts,
        codes={code: name for code, name in codes.items() if name in districts},
        short_districts={short: tuple(sorted(found)) for short, found in shorts.items()},
        counties={
            short: tuple(found) for short, found in counties.items() if tokenizer.FREQ.get(short, 0) <= _COMMON_WORD
        },
        tags=tags,
        ours=frozenset(every),
        whole_words=tuple(word for (words,) in rows("whole_words", 1) for word in words.split()),
        tokenizer=tokenizer,
        cutter=Cutter(tokenizer.FREQ, tokenizer.total),
    )

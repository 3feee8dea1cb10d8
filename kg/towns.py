"""Names of towns and villages, which no gazetteer lists: found by the county before them, by the clause they open or
by a word of place before them, then known wherever the article names them again."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.lexicon import NATION, Lexicon

_LEVELS = "省市区县旗州盟"
_HEADS = "镇|乡|街道|苏木"
# ，落水河|乡|总工会: at the front of a clause, with a body's name behind it.
_IN_FRONT = re.compile(
    r"(?:^|[，。；：、“（●■◆▲\s])(?:由|据|从|经|被|让|请|赴|曾任|历任|现任|时任|先后任)?"
    rf"([\u4e00-\u9fff]{{2,4}}?)({_HEADS})"
    r"(?=总工会|工会|党委|党工委|人民政府|政府|办事处|卫生院|派出所|司法所|中心小学|中心校|中学|综合文化站|文化站|人社|妇联|团委"
    r"|选手|代表队|参赛队|便民服务中心|党群服务中心|社区卫生|新时代文明|综治中心|农业农村|敬老院|成人学校)"
)
# 走进|梨树|镇, 来到|禾木|村: behind a word that a place follows.
_AT_PLACE = re.compile(
    r"(?:来到|走进|走访|前往|奔赴|深入|位于|家住|来自|地处|进驻|落户|抵达|开进|开到|送到|赶到|赶往|回到|驻守|坐落|分布|(?:此前|之前|先后|[曾历现时担调升出改转])任|在|到|赴|至|于|从)了?(?:该[镇乡县区市])?"
    rf"([\u4e00-\u9fff]{{2,3}}?)({_HEADS}|村)(?!落(?![成户幕])|[民里中上旁边口支医干组两清保内外建])"
)
# 石桥|村|村民, 前南峪|村|第一书记: at the front of a clause, with one of the village's people or bodies behind it.
_VILLAGERS = re.compile(
    r"(?:^|[，。；：、“”\s]|来自|驻|派驻|到|[镇乡])([\u4e00-\u9fff]{2,3}?)(村)"
    r"(?=村民|村支书|村党支部|党支部|党总支|村委会|村主任|村医|第一书记|驻村|村妇联|支部书记|的第一书记|的村民)"
)
# 龙泉|镇|石桥|村: a town and a village of it, one behind the other.
_TOWN_AND_VILLAGE = re.compile(
    r"(?:^|[，。；：、“”\s县市区旗]|来自|派驻|驻|来到|走进|在|到|赴|深入|前往)([\u4e00-\u9fff]{2,3}?)(镇|乡)([\u4e00-\u9fff]{2,3}?)(村)(?!落|[民里镇])"
)
# What stands before 镇 or 乡 in phrases that name none.
_NO_NAME = re.compile(
    r"[各全该本某每两几多等和与及的了在个乡镇]|那个|这个|[所下]辖|所属|有关|相关|部分|全体|周边|[同哪此]村|其[他它]|别的|一些|许多|众多|不少|所有|任何|[附临邻]近|偏远|周围"
)
# 特色小|镇, 六小|村, 农业农|村: no name but a kind of town; behind a word of place, more may be one.
_VAGUE = re.compile(r"[小古老]$")
_VAGUE_PLACE = re.compile(r"[大城家故山水雪]$|^[到自]|附近|主要|特色|美丽|繁华|商业|贫困|偏远")
_VAGUE_VILLAGE = re.compile(r"[一二三四五六七八九十]|[农山新乡]$")
_GRAMMAR = frozenset("到在是有从由把被让对与及将给为")
_TWO_NAMES = re.compile(rf"[{_LEVELS}].{{2}}")  # 新区|塘沽|街道
# 农村乡|镇; but 新村|镇 is one behind its county's name.
_NO_TOWN = re.compile(r"农村|山村|新村|老村")
_LONGEST_DIVISION = 8
_ANY_HEAD = re.compile(rf"{NATION}+乡|{_HEADS}|村(?!落(?![成户幕])|[民里口支医干组两委])")
# 来榜镇|、包家乡: what stands beside a town in a list is one.
_LISTED = re.compile(
    rf"(?<=[镇乡道木村])(?:、|和|及|与|以及)([\u4e00-\u9fff]{{2,4}}?)({_HEADS}|村)(?!落(?![成户幕])|[民里口支医干组两清保内外建])"
)
_TOWN_SIZES = range(3, 8)
_SHORTEST_NAME = 2
_LONGEST_NAME = 4
_CITY_AND_ONE = 3
# A verb of this frequency is no part of a name of two words (活动|得到|镇), though a town may be called 团结.
_COMMON = 1000


def find_towns(texts: Iterable[str], lexicon: Lexicon) -> frozenset[str]:
    """The names of towns, streets and villages that the texts give, each with its head (英都镇)."""
    texts = list(texts)
    found = _repeated(texts, lexicon)
    for text in texts:
        for match in _IN_FRONT.finditer(text):
            name = _own(match.group(1), lexicon)
            if _is_town(name, match.group(2), lexicon, alone=True):
                found.add(name + match.group(2))
        for match in _TOWN_AND_VILLAGE.finditer(text):
            pair = ((match.group(1), match.group(2)), (match.group(3), match.group(4)))
            if all(_is_town(name, head, lexicon, alone=True) for name, head in pair):
                found.update(name + head for name, head in pair)
        for match in _VILLAGERS.finditer(text):
            if _is_town(match.group(1), "村", lexicon, alone=True):
                found.add(match.group(1) + "村")
        for match in _AT_PLACE.finditer(text):
            name = match.group(1)
            if text[match.start(2) : match.start(2) + 2] in lexicon.short_districts:
                continue
            if _is_town(name, match.group(2), lexicon, alone=True, place=True):
                found.add(name + match.group(2))
        for match in _ANY_HEAD.finditer(text):
            city = text[match.start() : match.start() + 2] in lexicon.short_districts  # 浙江|镇海
            if _inside_division(text, match.start(), match.end(), lexicon):
                continue
            for size in range(_LONGEST_NAME, _SHORTEST_NAME - 1, -1):
                name = text[max(0, match.start() - size) : match.start()]
                before = match.start() - size
                if len(name) < size or not _is_name(name) or not _ends_division(text, before, lexicon, found):
                    continue
                if city and (text[before - 1] not in _LEVELS or name in lexicon.short_districts):
                    continue  # but 繁昌区|荻港|镇|江面上
                if _is_word(name, lexicon) and not _is_vague(name, match.group()):
                    found.add(name + match.group())
                break
        for match in _LISTED.finditer(text):
            listed = any(text[match.start() - size : match.start()] in found for size in _TOWN_SIZES)
            if listed and _is_town(match.group(1), match.group(2), lexicon, alone=True):
                found.add(match.group(1) + match.group(2))
    return frozenset(found)


def _inside_division(text: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a head is a part of a division's own name: 焦作市马|村|区."""
    return any(text[start - size : end + 1] in lexicon.districts for size in (1, 2))


def _own(name: str, lexicon: Lexicon) -> str:
    """The town's own name, without the city's in front of it (本溪|北台)."""
    size = next((n for n in (2, 3) if name[:n] in lexicon.short_districts and len(name) - n >= _SHORTEST_NAME), 0)
    return name[size:]


def _is_town(name: str, head: str, lexicon: Lexicon, *, alone: bool = False, place: bool = False) -> bool:
    """Whether a name and a head are a town's: `alone` for no district before it, `place` for a word of place."""
    return _is_name(name) and _is_word(name, lexicon, alone=alone) and not _is_vague(name, head, place=place)


def _is_name(name: str) -> bool:
    han = all("\u4e00" <= character <= "\u9fff" for character in name)
    return han and name[0] not in _LEVELS and not _NO_NAME.search(name) and not _TWO_NAMES.search(name)


def is_city(name: str, lexicon: Lexicon) -> bool:
    """Whether a name is the short form of a city's or a province's."""
    return any(code.endswith("00") for code in lexicon.short_districts.get(name, ()))


def _is_vague(name: str, head: str, *, place: bool = False) -> bool:
    if place and _VAGUE_PLACE.search(name):
        return True
    if _NO_TOWN.search(name) and (place or head != "镇"):
        return True
    return bool(_VAGUE.search(name) or (head == "村" and _VAGUE_VILLAGE.search(name)))


def _is_word(name: str, lexicon: Lexicon, *, alone: bool = False) -> bool:
    """Whether no word of a name is a function word; nor a verb inside one that stands alone, with no district."""
    if name in lexicon.stops or (len(name) == _CITY_AND_ONE and is_city(name[:-1], lexicon) and name[-1] != "路"):
        return False  # 柳州|螺, but 江苏路
    words = lexicon.cutter.cut(name)
    return not any(
        word in _GRAMMAR
        or (len(word) > 1 and (word in lexicon.heads or word in lexicon.stops))
        or (alone and 1 < len(word) < len(name) and _is_verb(word, lexicon))
        for word in words
    )


def _is_verb(word: str, lexicon: Lexicon) -> bool:
    return lexicon.tags.get(word, "") == "v" and lexicon.tokenizer.FREQ.get(word, 0) > _COMMON


def _ends_division(text: str, end: int, lexicon: Lexicon, towns: set[str]) -> bool:
    """Whether a division of the gazetteer, its short name, or a town that is known ends at a place of the text."""
    for start in range(max(0, end - _LONGEST_DIVISION), end - 1):
        front = text[start:end]
        if front in lexicon.districts or front in lexicon.short_districts or front in towns:
            return True
        if front[-1] in _LEVELS and front[:-1] in lexicon.short_districts:
            return True  # 印江|县, whose full name is longer
    return False


def _repeated(texts: list[str], lexicon: Lexicon) -> set[str]:
    """Names that stand before 镇, 乡 or 街道 again and again: the longest run of characters that all of them share."""
    before: dict[str, list[str]] = {}
    for text in texts:
        for match in re.finditer(_HEADS, text):
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
        # 新区塘沽 is the zone and its street.
        name = re.sub(rf"^.*[{_LEVELS}](?=..)", "", name)
        if len(set(runs)) > 1 and not known and _is_town(name, head, lexicon):
            found.add(name + head)
    return found

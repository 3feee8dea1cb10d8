"""Whether one name of a body is a short form of another: a suffix, a dropped district, skipped characters."""

from __future__ import annotations

import functools
import re

from kg.departments import ANY_FIRM, house_of
from kg.lexicon import Lexicon, rows, short_district
from kg.name_parts import COMPANY_WORDS
from kg.places import front_length

# What a short form must keep of the name besides heads: 南郊农场 keeps 南郊, 公司工会 keeps nothing.
_SHORTEST_REST = 2
_HEAD_LAYERS = 3
# A short form that skips characters must still be this long.
_SHORTEST_SKIPPED = 3


_LEVELS = "市省区县旗州盟"
# What a firm's registered name adds to the name it goes by.
LEGAL_FORMS = COMPANY_WORDS | {"责任公司"}
_FORM_ENDS = tuple(sorted(LEGAL_FORMS))


def is_subsequence(short: str, long: str) -> bool:
    """Whether the characters of `short` stand in `long` in the same order."""
    rest = iter(long)
    return all(character in rest for character in short)


def telling(name: str, lexicon: Lexicon) -> bool:
    """Whether a name says more than heads: 保修分公司 does, 分公司 and 公司工会 do not."""
    rest = name
    for _ in range(_HEAD_LAYERS):
        if len(rest) == _SHORTEST_REST and rest not in lexicon.heads:
            break  # 新科|技师学院: no department called 新
        rest = rest.removesuffix(_last_head(rest, lexicon))
    return len(rest) >= _SHORTEST_REST


# What follows a city in the full name of its one body of a kind: 威海职业学院 is not 威海海洋职业学院.
_MERE_KIND = re.compile(
    r"(?:职业|技术|师范|医科|理工|工业|农业|财经|科技|民族|实验|外国语|人民|中心|妇幼|高级|中等|开放|广播电视)+"
    r"(?:大学|学院|学校|医院|中学|小学|幼儿园|保健院)"
)
# What a group's own name ends with before its legal form, and how long the own word of one is at least.
_GROUPS = ("集团", "股份")
_FORMS = ("有限责任公司", "有限公司")
_OWN_WORD = 2
# What groups and their like are called: behind it stands a part's own name.
_WHOLE_FIRMS = ("集团", "局", "总公司", "集团公司")


@functools.cache
def _short_heads() -> tuple[tuple[str, str], ...]:
    """Words by which bodies go for short, each with one of the words that it stands for; the longest first."""
    pairs = [(short, whole) for short, wholes, _, _ in rows("short_heads", 4) for whole in wholes.split()]
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), -len(pair[1]))))


@functools.cache
def _any_short_head() -> re.Pattern[str]:
    return re.compile("|".join(short for short, _ in _short_heads()))


# An article asks of the same names again and again, while it finds those inside them.
@functools.lru_cache(maxsize=1 << 12)
def is_short_form(short: str, long: str, lexicon: Lexicon) -> bool:
    """Whether `short` can mean the body that is called `long` in the same article."""
    if len(short) > len(long):
        return False
    for head, whole in _short_heads() if _any_short_head().search(short) else ():
        if head in short and whole in long and whole not in short:
            short = short.replace(head, whole)
            if short == long:
                return True
    if short.endswith("工会") and long == short.removesuffix("工会") + "总工会":
        return True  # 望海楼街道工会
    if len(short) > len(long) or short == long or _union(short) != _union(long):
        return False
    if short.endswith("委") and long.startswith("共青团") and "团" not in short:
        return False  # 区委 is the Party's
    if long.endswith(short):
        return telling(short, lexicon)
    own = short.removesuffix("工会")
    if own != short and long.startswith(own) and long[len(own) : -2] not in LEGAL_FORMS:
        return False  # 某局工会 is not 某局第二中学工会
    if long.startswith(short) and long[len(short) :] in LEGAL_FORMS:
        return True
    if short.endswith(_FORM_ENDS) and any(
        _is_larger(short.removesuffix(form), long) for form in LEGAL_FORMS if short.endswith(form)
    ):
        return False
    if short.endswith("项目") and long == short + "部":
        return True
    cut_short, cut_long = front_length(short, lexicon), front_length(long, lexicon)
    front_short, bare_short = short[:cut_short], short[cut_short:]
    front_long, bare_long = long[:cut_long], long[cut_long:]
    if front_short and (not front_long or not _same_place(front_short, front_long)):
        return False
    for mark in "市省区县":
        bare_short, bare_long = bare_short.removeprefix(mark), bare_long.removeprefix(mark)
    if bare_long.startswith(bare_short) and bare_long[len(bare_short) :] in LEGAL_FORMS:
        return len(bare_short) >= _SHORTEST_SKIPPED
    if bare_short == bare_long:
        return len(short) < len(long) or short > long
    if bare_long.startswith(bare_short) and _last_head(bare_short, lexicon):
        return False  # 某职业学院基础教育学院 is a part of the 某职业学院
    if len(bare_short) < _SHORTEST_SKIPPED:
        return False
    if bare_long.endswith(bare_short):
        return telling(bare_short, lexicon) and not (front_short and _MERE_KIND.match(bare_short))
    if bare_short.endswith(_GROUPS) and _is_group(bare_short, bare_long):
        return True
    same_ends = bare_short[0] == bare_long[0] and bare_short[-1] == bare_long[-1]
    if _kind(bare_short, lexicon) != _kind(bare_long, lexicon):
        return False  # 第四届委员会 is not the 第四届经费审查委员会
    if ANY_FIRM not in (house_of(bare_short) or (ANY_FIRM,)):
        return False  # 中医科 is not the 中医院检验科
    branch = bare_short.endswith("分公司") == bare_long.endswith("分公司")
    return same_ends and branch and is_subsequence(bare_short, bare_long) and len(short) < len(long)


def _is_group(short: str, long: str) -> bool:
    """Whether a group goes by its own word, without its trades: 远山集团 for 远山煤业集团有限公司."""
    form = next((form for form in _FORMS if long.endswith(form)), "")
    stem = long.removesuffix(form)
    own = short[:_OWN_WORD] == long[:_OWN_WORD]
    return bool(form) and own and short[-_OWN_WORD:] == stem[-_OWN_WORD:] and is_subsequence(short, stem)


def _is_larger(stem: str, long: str) -> bool:
    """Whether a firm's name without its legal form begins the name of a part of it: 中铁十二局集团|第三工程有限公司."""
    return stem.endswith(_WHOLE_FIRMS) and long.startswith(stem) and long[len(stem) :] not in LEGAL_FORMS


def _last_head(name: str, lexicon: Lexicon) -> str:
    """The longest head that a name ends with; empty where it ends with none."""
    return next((name[start:] for start in range(len(name)) if name[start:] in lexicon.heads), "")


def _kind(name: str, lexicon: Lexicon) -> str:
    """The longest head that a name ends with; all legal forms of firms count as one."""
    head = _last_head(name, lexicon)
    return "公司" if head in LEGAL_FORMS else head


def _union(name: str) -> bool:
    return name.endswith(("工会", "工会联合会"))


def _same_place(short: str, long: str) -> bool:
    """Whether both fronts end with one division, as 无锡滨湖区 and 无锡市滨湖区 do, not 北京市 and 北京市大兴区.

    So do 玉树州 and 玉树藏族自治州, but not 大理市 and 大理白族自治州.
    """
    if {short[-1], long[-1]} == {"市", "州"}:
        return False
    return short_district(short).rstrip(_LEVELS)[-2:] == short_district(long).rstrip(_LEVELS)[-2:]

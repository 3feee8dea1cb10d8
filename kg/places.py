"""Which district a name means here: short forms, levels (区, 市) and the districts inside other names."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator

from kg.districts import AREAS, Body
from kg.draft import Draft, clean
from kg.lexicon import Lexicon, county_within, short_district
from kg.mentions import Scan
from kg.model import EntityType
from kg.towns import is_city

# How a district of a level may end, for references such as 区总工会 or 镇妇联.
_LEVEL_ENDS: dict[str, tuple[str, ...]] = {
    "区": ("区", "新城"),
    "经开区": ("经开区", "经济技术开发区", "经济开发区"),
    "开发区": ("开发区", "经开区"),
    "高新区": ("高新区", "高新技术产业开发区", "高新技术开发区"),
    "园区": AREAS["管委会"],
    "自治区": ("自治区",),
    "省": ("省",),
    "市": ("市",),
    **AREAS,
}
# Levels above the county: the gazetteer knows which one a county lies in.
_CODE_WIDTH = {"市": 4, "州": 4, "盟": 4, "省": 2, "自治区": 2}
# What zones are called for short, and in full.
_SHORT_ZONES = (
    ("高新区", "高新技术产业开发区"),
    ("高新区", "高新技术开发区"),
    ("经开区", "经济技术开发区"),
    ("经开区", "经济开发区"),
    ("自贸区", "自由贸易试验区"),
)
_LABEL = re.compile(r"[■●▲◆□○△★][ \u3000]*([\u4e00-\u9fff]{2,5})[ \u3000]+$")
# Cities whose short names are words of the trade: 安康杯, 百日安康.
_COMMON = frozenset({"安康"})
# Mountains far larger than the counties that are called after them.
_MOUNTAINS = frozenset({"天山", "泰山", "华山", "昆仑", "长白山"})
# 广安社区, 朝阳路: such are called after cities far away.
_NEIGHBOURHOODS = (
    "社区",
    "网点",
    "小区",
    "路",
    "中路",
    "东路",
    "西路",
    "南路",
    "北路",
    "街",
    "大街",
    "花园",
    "大道",
    "村",
)
# What joins the items of a list.
_BETWEEN = frozenset({"、", "和", "及", "与", "以及"})
_LONG_ROW = 3
_LABEL_REACH = 12
# 琼中气象局, 陵水海事处, 国网神木供电公司, 邮储银行凭祥支行
_PUBLIC = (
    *("局", "法院", "检察院", "海事处", "海关", "边检站", "人民医院", "县委", "疾控中心", "消防救援大队", "监狱"),
    *("供电公司", "供电所", "支行", "支公司", "分公司", "电力公司", "邮政公司", "公路段", "养路段", "公路总段"),
)
_LONGEST_LEVEL = 2
_LANDFORMS = tuple("山河江湖海岭峡")
# Districts by their names, but not those that have a 区总工会 or 区人民法院 of their own.
_NO_COUNTY = ("自治区", "园区")
_BY_LABEL = 0.85
_LOCAL_SUFFIX = re.compile(
    r"(?:街道|地区|镇|乡|苏木|经济技术开发区|高新技术产业开发区|经济开发区|经开区|高新区|开发区|新区|新城|工业园区|园区)$"
)


@functools.lru_cache(maxsize=1 << 12)
def front_length(name: str, lexicon: Lexicon) -> int:
    """How many characters of districts a name begins with."""
    size = 0
    while True:
        for length in range(min(8, len(name) - size - 1), 1, -1):
            front = name[size : size + length]
            if front in lexicon.districts or front in lexicon.short_districts:
                size += length
                break
        else:
            return size


def is_public(name: str) -> bool:
    """Whether a body is an organ of the state or a branch, which are named by their districts and by no other word."""
    return name.endswith(_PUBLIC)


def _district_spans(scan: Scan) -> Iterator[tuple[int, int]]:
    """Where a flow names districts: those inside each body's name, then the body itself if it is one."""
    for body in scan.bodies:
        for part in body.parts:
            if part.type is EntityType.DISTRICT:
                yield part.start, part.end
        if body.type is EntityType.DISTRICT:
            yield body.start, body.end


# 昆山农商银行|城东|支行: most towns have such a quarter, few call a division so.
_QUARTERS = frozenset(
    "城东 城西 城南 城北 城中 城关 城区 市中 市南 市北 河东 河西 桥东 桥西 新城 东区 西区 郊区 矿区".split()
)


class Places:
    """The districts that an article names, and what its short forms and levels mean by them."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.lexicon = draft.lexicon
        self.text = "\n".join(scan.text for scan in draft.scans)
        self.named: dict[str, None] = {}
        for scan in draft.scans:
            for start, end in _district_spans(scan):
                self._note(clean(scan.text[start:end]))
        self._same: dict[str, list[str]] = {}
        for name in self.named:
            self._same.setdefault(self._meaning(name), []).append(name)
        self.local = {_LOCAL_SUFFIX.sub("", name): name for name in self.named if _LOCAL_SUFFIX.search(name)}

    def _note(self, name: str) -> None:
        known = name in self.lexicon.short_districts or name in self.lexicon.counties
        if name in self.lexicon.districts or not known:
            self.named.setdefault(self.draft.expand(name))

    def within(self, surface: str, above: str) -> str | None:
        """The district of a short name right behind the one it lies in (江苏|启东); None where there is none."""
        return county_within(clean(surface), self.full(above, inside=True) or "", self.lexicon)

    def listed_counties(self, scan: Scan) -> dict[int, str]:
        """The counties of lists of short names (慈溪、余姚和宁海), by their starts: all lie in one province."""
        found: dict[int, str] = {}
        row: list[Body] = []
        for body in (*scan.bodies, None):
            joined = row and body is not None and scan.text[row[-1].end : body.start] in _BETWEEN
            if not joined:
                found.update(self._in_one_province(scan, row))
                row = []
            if body is not None and body.type is EntityType.DISTRICT:
                row.append(body)
        return found

    def _in_one_province(self, scan: Scan, row: list[Body]) -> dict[int, str]:
        """The divisions that a list's short names mean where one province has all of them; else nothing.

        A longer list needs no one province if each of its names has one meaning.
        """
        codes = [self._codes(clean(scan.text[body.start : body.end])) for body in row]
        if len(row) < 2 or not all(codes):
            return {}
        if len(row) >= _LONG_ROW and all(len(set(each)) == 1 and each[0] in self.lexicon.codes for each in codes):
            return {body.start: self.lexicon.codes[each[0]] for body, each in zip(row, codes, strict=True)}
        provinces = functools.reduce(frozenset.intersection, (frozenset(c[:2] for c in each) for each in codes))
        if len(provinces) != 1:
            return {}
        (province,) = provinces
        here = [sorted({code for code in each if code.startswith(province)}) for each in codes]
        return {
            body.start: self.lexicon.codes[found[0]]
            for body, found in zip(row, here, strict=True)
            if len(found) == 1 and found[0] in self.lexicon.codes
        }

    def _codes(self, name: str) -> tuple[str, ...]:
        """The codes of all divisions of a short name; none where it is no short name."""
        return self.lexicon.short_districts.get(name, ())

    def full(self, surface: str, *, inside: bool, public: bool = False) -> str | None:
        """The district's full name; None where a short form may be a common word or several places.

        `inside` says that the short form stands inside a longer name, where common words are less likely; `public`
        that this is one of an organ or a branch that is named by its district (see `is_public`).
        """
        name = self.draft.expand(clean(surface))
        codes = self.lexicon.short_districts.get(name) or self.lexicon.counties.get(name)
        if codes is None or name in self.lexicon.districts:
            return self._fullest(name)
        candidates = {code: self.lexicon.codes[code] for code in codes if code in self.lexicon.codes}
        present = [full for full in candidates.values() if full in self.named]
        if len(present) == 1:
            return present[0]
        large = [full for code, full in candidates.items() if code.endswith("00") and (inside or name not in _COMMON)]
        if len(large) == 1:
            return large[0]
        province = [full for code, full in candidates.items() if full in large and code.endswith("0000")]
        if province and inside:
            return province[0]  # 吉林|某公司 means the province, its city is called 吉林市
        if inside and name in self.local:
            return self.local[name]
        if name in _MOUNTAINS or self.lexicon.tags.get(name, "ns")[0] in "va":
            return None  # 天山毛纺, 富裕家园: no county's
        near = [full for code, full in candidates.items() if self._parent_named(code)]
        if public and len(candidates) == 1 and self._may_be_near(next(iter(candidates))):
            return next(iter(candidates.values()))
        return near[0] if len(near) == 1 and (inside or len(name) > 2) else None

    def _fullest(self, name: str) -> str:
        """The longest form in which the article names the same district (红河州 → 红河哈尼族彝族自治州)."""
        same = self._same.get(self._meaning(name), ())
        return max(same, key=len, default=name) if name not in same or len(same) > 1 else name

    def _meaning(self, name: str) -> str:
        """What all forms of a division's or a zone's name have in common: its code, or its shortest form."""
        code = self.lexicon.districts.get(name)
        if code is not None:
            return code + name[-1]  # 安塞县 was what 安塞区 is
        for short, long in _SHORT_ZONES:
            if name.endswith(long):
                return name.removesuffix(long) + short
        return name

    def _parent_named(self, code: str) -> bool:
        parents = (self.lexicon.codes.get(parent) for parent in (code[:4] + "00", code[:2] + "0000"))
        return any(name is not None and short_district(name) in self.text for name in parents)

    def _may_be_near(self, code: str) -> bool:
        """Whether the article names no division, or one of the county's province."""
        known = [self.lexicon.districts[name] for name in self.named if name in self.lexicon.districts]
        return not known or any(other[:2] == code[:2] for other in known)

    def at_front(self, name: str) -> str | None:
        """The article's town or zone that a name begins with by its short form (虎门|会展中心 → 虎门镇)."""
        if any(name.startswith(full) for full in self.named):
            return None  # 麒麟区|人民法院 is not the 麒麟工业园区's
        for short, full in sorted(self.local.items(), key=lambda item: -len(item[0])):
            if is_city(short, self.lexicon):
                continue  # 洛阳轴承厂 need not lie in the zone 洛阳高新区
            if len(short) >= 2 and name.startswith(short) and not name.startswith(full):
                return full
        return None

    def is_common(self, written: str, full: str, name: str) -> bool:
        """Whether a short name in a body's name is another word (贺兰|山, 广安社区): no such place is near."""
        after = name[name.find(written) + len(written) :][:1]
        if after in _LANDFORMS and written + after in self.lexicon.tags and full not in self.named:
            return True
        code = self.lexicon.districts.get(full)
        if code is None or written not in self.lexicon.short_districts or full in self.named or code.endswith("0000"):
            return False
        if written in _QUARTERS and name.find(written) > 0:
            return not self._parent_named(code[:4] + "00") and not self._parent_named(code[:2] + "0000")
        odd = name.startswith(_NEIGHBOURHOODS, name.find(written) + len(written))
        return odd and not self._parent_named(code[:2] + "0000")

    def of_level(self, level: str, flow: int, start: int) -> str | None:
        """The district of that level named last before a place, else the article's first one, else the one above.

        In a roundup it is the item's own label: ■虎门 镇总工会 means 虎门镇.
        """
        labelled = self.labelled(level, flow, start)
        if labelled is not None:
            return labelled
        ends = _LEVEL_ENDS.get(level, (level,))
        before: str | None = None
        first: str | None = None
        for spot_flow, spot_start, full in self._everywhere():
            if not full.endswith(ends) or (level == "区" and full.endswith(_NO_COUNTY)):
                continue
            if first is None:
                first = full
            if (spot_flow, spot_start) < (flow, start):
                before = full
        return before or first or self._above(level)

    def labelled(self, level: str, flow: int, start: int) -> str | None:
        """The district that labels the roundup's item, where the reference by that level follows the label at once."""
        label = self._label(flow, start)
        if label is None or len(level) > _LONGEST_LEVEL:
            return None
        word, at = label
        full = word if word.endswith(level) else word + level
        self.draft.name(EntityType.DISTRICT, full, (flow, at, at + len(word)), "district-label", _BY_LABEL)
        return full

    def _label(self, flow: int, start: int) -> tuple[str, int] | None:
        """The place that labels a roundup's item and where it stands, if the reference follows it at once."""
        match = _LABEL.search(self.draft.scans[flow].text, max(0, start - _LABEL_REACH), start)
        return (match.group(1), match.start(1)) if match else None

    def _everywhere(self) -> Iterable[tuple[int, int, str]]:
        for scan in self.draft.scans:
            for start, end in _district_spans(scan):
                full = self.full(scan.text[start:end], inside=True)
                if full is not None:
                    yield scan.index, start, full

    def _above(self, level: str) -> str | None:
        """The one city or province that the article's districts lie in."""
        width = _CODE_WIDTH.get(level)
        if width is None:
            return None
        above: set[str] = set()
        for _, _, full in self._everywhere():
            code = self.lexicon.districts.get(full)
            if code is None:
                code = next((self.lexicon.districts[d] for d in self._front(full)), None)
            if code is None:
                continue
            for size in (4, 2):
                parent = self.lexicon.codes.get(code[:size].ljust(6, "0"))
                if parent and parent.endswith(level):
                    above.add(parent)
                    break
        return above.pop() if len(above) == 1 else None

    def _front(self, name: str) -> Iterable[str]:
        size = front_length(name, self.lexicon)
        for length in range(size, 1, -1):
            full = self.full(name[:length], inside=True)
            if full is not None and full in self.lexicon.districts:
                yield full
                return

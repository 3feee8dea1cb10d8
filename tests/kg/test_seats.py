"""Where posts are held: bodies of plain words before an office, brackets between offices, seats told elsewhere."""

from __future__ import annotations

import pytest

from tests.kg.sentences import posts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("蜂达速送江宁站站长周明远说。", ("周明远", "站长", "蜂达速送江宁站")),
        ("原平站值班员周明远说。", ("周明远", "值班员", "原平站")),
        ("乌鞘岭养路工区工长周明远说。", ("周明远", "工长", "乌鞘岭养路工区")),
        ("远山盐业集团二选厂高级技师周明远发言。", ("周明远", "高级技师", "远山盐业集团二选厂")),
        ("远山公交集团修理分公司高级技师周明远收徒。", ("周明远", "高级技师", "远山公交集团修理分公司")),
        ("远山物流公司一分公司驾驶员周明远获奖。", ("周明远", "驾驶员", "远山物流公司一分公司")),
        ("江苏烹饪餐饮行业协会副会长周明远担任评委。", ("周明远", "副会长", "江苏烹饪餐饮行业协会")),
        ("昆山市桂螺记食品厂的周明远获第二名。", ("周明远", None, "昆山市桂螺记食品厂")),
    ],
)
def test_stations_works_and_associations_are_bodies_before_an_office(
    text: str, expected: tuple[str, str | None, str]
) -> None:
    assert posts(text) == {expected}


def test_the_verb_that_a_station_is_written_like_ends_no_name() -> None:
    assert posts("宝山镇总工会主席周明远站在门口，班长林晓岚站起来。") == {("周明远", "主席", "宝山镇总工会")}


@pytest.mark.parametrize("aside", ["（兼职）", "（挂职）", "（女）", "（不驻会）", "（正处级）"])
def test_a_bracket_says_how_an_office_is_held_that_another_follows(aside: str) -> None:
    assert posts(f"昆山市总工会副主席{aside}、远山机械有限公司首席技师周明远参加。") == {
        ("周明远", "副主席", "昆山市总工会"),
        ("周明远", "首席技师", "远山机械有限公司"),
    }


def test_an_age_in_decades_stands_between_a_trade_and_the_name() -> None:
    assert posts("中铁四十局二公司的藏族爆破工、“90后”周明远排在第二位。") == {("周明远", "爆破工", "中铁四十局二公司")}

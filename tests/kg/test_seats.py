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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("在远山机械有限公司钳工班，学徒周明远举着手机。", ("周明远", "学徒", "远山机械有限公司钳工班")),
        ("在昆山市第一人民医院急诊科，护士林晓岚忙着分诊。", ("林晓岚", "护士", "昆山市第一人民医院急诊科")),
        ("在远山机械有限公司总装车间里，班长周明远正在检修。", ("周明远", "班长", "远山机械有限公司总装车间")),
        ("记者在远山机械有限公司见到焊工周明远。", ("周明远", "焊工", "远山机械有限公司")),
    ],
)
def test_who_is_met_at_work_works_there(text: str, expected: tuple[str, str, str]) -> None:
    assert posts(text) == {expected}


def test_whom_a_clause_meets_elsewhere_does_not_work_there() -> None:
    assert posts("在昆山市第一人民医院，律师周明远为患者答疑。") == {("周明远", "律师", None)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("周明远在远山机械有限公司干了20年钳工。", ("周明远", "钳工", "远山机械有限公司")),
        ("周明远在远山机械有限公司当了十多年班长。", ("周明远", "班长", "远山机械有限公司")),
        ("人称“土专家”的周明远只是远山机械有限公司的一名焊工。", ("周明远", "焊工", "远山机械有限公司")),
        ("周明远，昆山市劳动模范、远山机械有限公司焊工。", ("周明远", "焊工", "远山机械有限公司")),
        ("远山机械有限公司演练，调度主任周明远下令撤人。", ("周明远", "调度主任", "远山机械有限公司")),
        ("昆山市第一人民医院开会，总会计师周明远作报告。", ("周明远", "总会计师", "昆山市第一人民医院")),
        ("远山矿业集团南岭铁矿救护队获第一名，队员周明远夺冠。", ("周明远", "队员", "远山矿业集团南岭铁矿救护队")),
    ],
)
def test_years_details_and_kinds_of_office_tell_where_it_is_held(text: str, expected: tuple[str, str, str]) -> None:
    assert posts(text) == {expected}


def test_an_invitation_is_no_post_at_ones_own_body() -> None:
    assert posts("昆山大学教授周明远受邀担任技术顾问。") == {("周明远", "教授", "昆山大学")}


def test_a_school_engages_those_whom_honours_introduce() -> None:
    text = "昆山职业技术学院聘请全国劳动模范周明远、大国工匠林晓岚担任产业导师。"
    school = "昆山职业技术学院"
    assert posts(text) == {("周明远", "产业导师", school), ("林晓岚", "产业导师", school)}


def test_a_firms_or_schools_own_union_is_no_district_union_that_was_named_before() -> None:
    text = "昆山市总工会来到医院。医院党委副书记、工会主席周明远介绍情况。"
    assert ("周明远", "主席", "昆山市总工会") not in posts(text)


def test_a_bracket_says_two_things_of_how_an_office_is_held() -> None:
    assert posts("昆山市总工会副主席（女，兼职）林晓岚参加。") == {("林晓岚", "副主席", "昆山市总工会")}


def test_a_unions_auditors_go_with_the_union_named_beside_them() -> None:
    assert posts("昆山市总工会党组成员、经审委主任周明远说。") == {
        ("周明远", "党组成员", "昆山市总工会"),
        ("周明远", "主任", "昆山市总工会经审委"),
    }


@pytest.mark.parametrize("told", ["他是远山机械有限公司焊工。", "他今年45岁，是远山机械有限公司焊工。"])
def test_a_sentence_tells_of_the_one_whom_the_sentence_before_names(told: str) -> None:
    assert posts(f"掌声送给了劳模周明远。{told}") == {("周明远", "焊工", "远山机械有限公司")}
    assert posts(f"掌声送给了周明远和林晓岚。{told}") == set()


@pytest.mark.parametrize("title", ["厂长", "副厂长"])
def test_a_works_director_directs_the_works_not_the_company_named_after_it(title: str) -> None:
    text = f"远山油田公司柳河采油厂召开职代会。远山油田公司工会副主席李国强到会。{title}王海涛作报告。"
    assert ("王海涛", title, "远山油田公司柳河采油厂") in posts(text)

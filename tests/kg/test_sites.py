"""Sites told by their frame from bodies: stations where something is, rooms of houses, the scene that a lead sets."""

from __future__ import annotations

import pytest

from kg.model import EntityType
from tests.kg.reports import names, read
from tests.kg.test_framed_names import named


@pytest.mark.parametrize(
    ("body", "site"),
    [
        ("3月5日，丰台区总工会在丰台区110千伏柳湖变电站开展应急演练。", "110千伏柳湖变电站"),
        ("日前，丰台区总工会志愿者来到远山湾码头，为船员理发。", "远山湾码头"),
        ("务工专列驶进丰台东站，志愿者送上姜茶。", "丰台东站"),
    ],
)
def test_a_station_where_something_is_is_a_site(body: str, site: str) -> None:
    assert named(body, EntityType.PLACE) == [site]


def test_a_station_whose_people_are_told_of_is_a_body() -> None:
    body = "丰台区总工会来到远山湾码头，远山湾码头职工李建华收到水杯。"
    assert named(body, EntityType.PLACE) == []
    assert "远山湾码头" in named(body, EntityType.COMPANY)


@pytest.mark.parametrize(
    ("body", "site"),
    [
        ("会议在远山饭店云栖厅召开。", "远山饭店云栖厅"),
        ("2月26日，远山饭店云栖厅里座无虚席。", "远山饭店云栖厅"),
        ("讲座在远山医院门诊楼五楼大厅举行。", "远山医院门诊楼五楼大厅"),
    ],
)
def test_a_room_has_the_name_of_its_house(body: str, site: str) -> None:
    assert named(body, EntityType.PLACE) == [site]


def test_an_organ_of_a_province_is_no_room() -> None:
    assert named("会议在四川省水利厅召开。", EntityType.PLACE) == []


def test_the_scene_that_a_report_begins_with_is_the_venue() -> None:
    (event,) = read("2月26日，远山饭店云栖厅里座无虚席。丰台区总工会召开表彰大会。")
    assert names(event, "place") == {"远山饭店云栖厅"}


@pytest.mark.parametrize(
    ("body", "site"),
    [
        ("丰台区总工会在柳溪镇货车司机之家开展义诊活动。", "柳溪镇货车司机之家"),
        ("丰台区总工会在柳溪区“骑手之家”开展义诊活动。", "柳溪区“骑手之家”"),
        ("丰台区总工会在柳溪街道云栖街“小哥之家”开展义诊活动。", "柳溪街道云栖街“小哥之家”"),
        ("丰台区总工会在柳溪街道“小云雀”驿站开展义诊活动。", "柳溪街道“小云雀”驿站"),
        ("丰台区总工会在人民路爱心驿站开展义诊活动。", "人民路爱心驿站"),
        ("丰台区总工会一行到昭觉县柳溪镇易地扶贫搬迁安置点慰问。", "柳溪镇易地扶贫搬迁安置点"),
        ("签约仪式在兰州饭店举行。", "兰州饭店"),
        ("签约仪式在湖州云栖酒店举行。", "湖州云栖酒店"),
    ],
)
def test_where_workers_rest_and_guests_stay_is_a_site(body: str, site: str) -> None:
    assert named(body, EntityType.PLACE) == [site]


def test_an_honour_is_no_site() -> None:
    assert named("丰台区总工会被授予“模范职工之家”称号。", EntityType.PLACE) == []


def test_a_scene_in_a_plain_room_is_set_in_the_house() -> None:
    (event,) = read("2月26日，北京远山中学阶梯教室里，老师们坐成一圈。丰台区总工会在这里举办心理健康讲座。")
    assert names(event, "place") == {"北京远山中学"}


def test_a_site_that_is_given_something_is_no_venue() -> None:
    body = "2月26日，丰台区总工会召开表彰大会。会上，为柳溪街道“骑手之家”等6个站点授牌。"
    (event,) = read(body)
    assert names(event, "place") == set()


def test_the_team_of_a_body_is_that_body() -> None:
    (event,) = read("5月3日，丰台区总工会举办健步走活动。区中医医院代表队获得优秀组织奖。")
    assert names(event, "awardee") == {"丰台区中医医院"}


def test_what_a_list_joins_to_a_site_is_one() -> None:
    assert named("丰台区总工会在远山水电站、云栖水电站开展慰问。", EntityType.PLACE) == ["远山水电站", "云栖水电站"]

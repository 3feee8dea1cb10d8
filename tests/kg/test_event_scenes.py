"""Events that a sentence comes to: at a meeting, on the day of the dateline, in a place that sets the scene."""

from __future__ import annotations

from kg.model import Event, Page
from kg.pipeline import read_page
from tests.kg.reports import labels, names, read


def reported(text: str) -> Event:
    """The one event of a page with one article."""
    (reading,) = read_page(Page("p.txt", text))
    (event,) = reading.events
    return event


def test_today_is_the_day_of_the_dateline() -> None:
    today = reported("丰台区总工会召开全委会\n本报北京1月18日讯 （记者 马明）今天上午，丰台区总工会召开全委会。\n")
    assert today.date is not None
    assert today.date.start == "--01-18"
    yesterday = reported("丰台区总工会召开全委会\n本报北京3月1日电 （记者 马明）昨日，丰台区总工会召开全委会。\n")
    assert yesterday.date is not None
    assert yesterday.date.start == "--02-29"  # in a year that is not known


def test_a_day_without_a_month_is_in_that_of_the_dateline() -> None:
    event = reported("丰台区总工会召开全委会\n本报北京4月28日电 （记者 马明）丰台区总工会全委会27日在北京召开。\n")
    assert event.date is not None
    assert event.date.start == "--04-27"


def test_today_without_a_dateline_tells_no_date() -> None:
    (event,) = read("今天上午，丰台区总工会召开全委会。")
    assert event.date is None


def test_a_meeting_at_which_something_went_on_was_held() -> None:
    body = "5月6日，在丰台区总工会技能人才工作推进会上，李建华的一番话引来掌声。会上还为10个示范点授牌。"
    (event,) = read(body)
    assert event.label == "技能人才工作推进会"
    assert names(event, "organizer") == {"丰台区总工会"}


def test_what_somebody_once_did_at_a_meeting_is_no_report() -> None:
    assert labels("在多年前的技能比武现场上，李建华第一次拿到奖牌。") == []
    assert labels("会上，李建华的一番话引来掌声。") == []


def test_what_is_honoured_does_not_honour() -> None:
    body = "1月16日，丰台区总工会发布决定，授予北京远山机械有限公司等20个单位奖状，授予周明远等85人奖章。"
    (event,) = read(body)
    assert names(event, "organizer") == {"丰台区总工会"}


def test_the_districts_of_a_scene_need_no_name_of_the_site() -> None:
    body = (
        "7月22日下午，浙江省舟山市岱山县衢山镇一处码头的大厅里，40名工友坐得满满当当。这是岱山县总工会举办的急救培训。"
    )
    (event,) = read(body)
    assert "衢山镇" in names(event, "district")
    assert "舟山市" not in names(event, "district")


def test_the_town_tells_where_an_event_in_a_village_was() -> None:
    (event,) = read("5月30日，衢山镇总工会把急救课堂开到桂花村的地头，53名渔民参加。")
    assert names(event, "district") == {"衢山镇"}


def test_a_district_that_owns_the_site_stands_between_it_and_its_word_of_place() -> None:
    (event,) = read("4月23日，丰台区总工会组织30名安全员，到大兴区的北京远山机械有限公司参观学习。")
    assert names(event, "organizer") == {"丰台区总工会"}
    assert names(event, "place") == {"北京远山机械有限公司"}


def test_the_name_of_a_meeting_tells_whose_it_is() -> None:
    body = "3月18日，舟山市岱山县工会第四次代表大会在岱山影剧院召开。岱山县总工会主席李建华作工作报告。"
    (event,) = read(body)
    assert names(event, "organizer") == {"岱山县总工会"}


def test_what_is_seen_after_the_event_is_no_venue_of_it() -> None:
    body = (
        "5月6日，丰台区总工会在北京会堂举行竞赛启动仪式。启动仪式结束后，与会人员来到北京远山机械有限公司，听取了介绍。"
    )
    (event,) = read(body)
    assert "北京远山机械有限公司" not in names(event, "place") | names(event, "attendee")


def test_whose_post_somebody_holds_is_no_place_of_a_visit() -> None:
    body = "5月6日，丰台区总工会慰问一线职工。当天，慰问组走访了丰台区人民医院护士长周丽的家庭。"
    (event,) = read(body)
    assert names(event, "place") == set()


def test_a_scene_is_one_of_the_event_that_it_belongs_to() -> None:
    body = "12月1日上午，大家围坐在一起。这是丰台区总工会联合丰台区司法局开展公益法律服务行动的一幕。"
    (event,) = read(body)
    assert event.label == "公益法律服务行动"
    assert names(event, "organizer") == {"丰台区总工会", "丰台区司法局"}


def test_a_venue_is_no_host_though_its_name_is_not_whole() -> None:
    (event,) = read("5月18日，丰台区首届班组技能擂台赛在天原锦江公司举行，36个班组参赛。")
    assert names(event, "organizer") == set()


def test_lines_of_prizes_name_winners() -> None:
    body = (
        "5月18日，丰台区总工会举办技能竞赛。比赛结果揭晓：\n团体一等奖：北京远山机械有限公司代表队\n"
        "个人一等奖：周明远（大兴区人民医院）\n"
    )
    (event,) = read(body)
    assert names(event, "awardee") == {"北京远山机械有限公司", "周明远"}


def test_the_dateline_tells_the_town_where_a_province_meets() -> None:
    event = reported(
        "山东省总工会召开全委会\n本报济南1月18日讯 （记者 马明）今天上午，山东省总工会召开全委会。"
        "济南市总工会主席周明远在会上发言。\n"
    )
    assert "济南市" in names(event, "district")


def test_the_dateline_of_a_towns_own_meeting_adds_nothing() -> None:
    event = reported(
        "大兴区总工会召开全委会\n本报北京1月18日讯 （记者 马明）今天上午，大兴区总工会召开全委会。"
        "北京市总工会副主席周明远出席会议。\n"
    )
    assert names(event, "district") == {"大兴区"}


def test_an_event_in_a_villages_hall_is_in_the_village_s_town() -> None:
    (event,) = read("1月20日，桐庐县总工会在富春江镇芝厦村文化礼堂举办送福活动。")
    assert names(event, "place") == {"富春江镇芝厦村文化礼堂"}
    assert "富春江镇" in names(event, "district")


def test_the_site_that_somebody_works_at_is_no_venue() -> None:
    (event,) = read("5月6日，丰台区总工会举行表彰大会。沙溪影视城经理李建华受到表彰。")
    assert names(event, "place") == set()


def test_the_day_after_and_the_same_day_are_told_by_the_main_event() -> None:
    first, second = read("12月31日，丰台区总工会召开全委会。次日下午，区总工会举办干部培训班。")
    assert first.date is not None
    assert second.date is not None
    assert (first.date.start, second.date.start) == ("--12-31", "--01-01")
    first, second = read("5月6日，丰台区总工会召开全委会。同日，丰台区妇联举办女职工健康讲座。")
    assert second.date is not None
    assert second.date.start == "--05-06"


def test_a_union_behind_zai_holds_what_a_hall_is_the_venue_of() -> None:
    (event,) = read("5月6日，在丰台区总工会举办的演讲比赛中，刘洋获得一等奖。")
    assert (names(event, "organizer"), names(event, "place")) == ({"丰台区总工会"}, set())
    (event,) = read("5月6日，在丰台区工人文化宫举办的演讲比赛中，刘洋获得一等奖。")
    assert names(event, "place") == {"丰台区工人文化宫"}


def test_a_village_is_of_no_rank_with_the_hosts_town() -> None:
    (event,) = read("4月25日下午，在兴隆镇石门村茶厂，一场由兴隆镇总工会组织的安全用电应急演练正在进行。")
    assert names(event, "district") == {"兴隆镇"}

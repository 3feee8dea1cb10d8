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

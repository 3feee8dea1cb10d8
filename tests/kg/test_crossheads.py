"""Crossheads and what else stands between paragraphs of one story, told from the headlines of the next article."""

from __future__ import annotations

from kg.lexicon import lexicon
from kg.model import Article, Page
from kg.segment import segment


def articles(text: str) -> tuple[Article, ...]:
    return segment(Page("a.txt", text), lexicon())


def titles(text: str) -> list[str | None]:
    return [article.title.text.strip() if article.title else None for article in articles(text)]


MEETING = """江州市总工会召开全委会

张国强出席并讲话

本报讯（记者 李明）2月26日，江州市总工会召开全委会。市总工会主席张国强出席会议并讲话。

会议指出，过去一年，各项工作取得了新的成绩。

突出政治引领 筑牢思想根基

一年来，各级工会开展宣讲活动320场，把党的声音传到车间班组。

突出建功立业 激发奋斗热情

2023年，开展劳动竞赛1200项，参与职工25万人。

多办实事好事

张国强要求，今年要新建工会驿站60个。

西城区总工会为环卫工人送温暖

本报讯（通讯员 赵丽）近日，西城区总工会走访慰问环卫工人。
"""


def test_crossheads_of_a_report_part_nothing() -> None:
    assert titles(MEETING) == ["江州市总工会召开全委会", "西城区总工会为环卫工人送温暖"]


def test_who_spoke_is_a_subtitle() -> None:
    subtitle = articles(MEETING)[0].subtitle
    assert subtitle is not None
    assert subtitle.text == "张国强出席并讲话"


def test_crossheads_of_one_story_are_about_as_long_as_each_other() -> None:
    school = """江州：产业工人“夜校”开课
本报江州5月11日电 （记者 邓文龙）5月10日晚，江州市总工会主办的“夜校”开课。
课程“点单”来
夜校开设电工技能等8门课程，全部由职工“点单”产生。
老师“送”上门
授课老师来自市技师学院。5月下旬，夜校还将开进开发区。
"""
    assert titles(school) == ["江州：产业工人“夜校”开课"]


def test_a_report_without_a_lead_is_an_article_by_its_day_and_its_host() -> None:
    text = (
        MEETING
        + """
东城区职工乒乓球赛落幕

7月9日至10日，由东城区总工会主办的职工乒乓球赛在区体育馆举行。
"""
    )
    assert titles(text)[-1] == "东城区职工乒乓球赛落幕"


FEATURE = """从“门外汉”到“金牌调解员”
——记江州市总工会法律援助中心主任罗桂兰
本报记者 段晓云
清晨七点半，罗桂兰的手机又响了。电话那头，是建筑工人带着哭腔的声音。
“案子再小，也是天”
2015年春天，八名女工找到罗桂兰，她们在制衣厂干了四个月，没有拿到工资。
记者手记
采访罗桂兰的两天里，她的电话几乎没有停过。
南城区总工会“夏送清凉”到工地
本报讯（记者 段晓云）7月12日，南城区总工会到工地开展“夏送清凉”活动。
"""


def test_a_reporters_note_belongs_to_the_story_and_names_no_reporter() -> None:
    story, visit = articles(FEATURE)
    assert story.body.text.endswith("她的电话几乎没有停过。")
    assert [credit.name for credit in story.credits] == ["段晓云"]
    assert visit.title is not None


def test_office_holders_under_a_story_are_no_headline() -> None:
    text = """江州市总工会换届
本报讯 12月18日，江州市工会第十五次代表大会召开，选举产生了新一届领导班子：
主席：方建明
副主席：寿海英（女）、郭文斌（兼职，海亮股份有限公司工会主席）
经审会主任：楼晓芳
方建明表示，将不负重托。（记者 袁梦）
"""
    (article,) = articles(text)
    assert "经审会主任：楼晓芳" in article.body.text


def test_a_name_under_a_headline_signs_the_text() -> None:
    text = """江州：产业工人“夜校”开课
本报讯（记者 邓文龙）5月10日晚，江州市总工会主办的“夜校”开课。
短 评
让更多职工有学可上
王 平
夜校虽小，意义不小。各级工会要多办这样的实事。
"""
    comment = articles(text)[1]
    assert comment.title is not None
    assert comment.title.text == "让更多职工有学可上"
    assert [credit.name for credit in comment.credits] == ["王平"]


def test_a_square_before_a_reporter_makes_no_headline() -> None:
    text = """班组“小”能量大
■本报记者 何川 文/图
走进车间，一面“积分墙”格外醒目。
"""
    (article,) = articles(text)
    assert [credit.name for credit in article.credits] == ["何川"]


def test_the_name_of_a_picture_is_no_photographer() -> None:
    text = """江州市总工会送教到企业
本报讯（记者 李明）5月6日，江州市总工会送教到企业。
雪中抢修　　王建军 摄
"""
    assert [credit.name for credit in articles(text)[0].credits] == ["李明", "王建军"]

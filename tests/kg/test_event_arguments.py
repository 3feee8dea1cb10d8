"""Who holds an event and takes part, where and when it is; all over invented articles."""

from __future__ import annotations

import pytest

from tests.kg.reports import CONTEST, names, read

# -- arguments -------------------------------------------------------------------------------------------------------


def test_hosts_are_listed_before_the_verbs_of_hosting() -> None:
    (event,) = read(CONTEST)
    assert {"丰台区总工会", "丰台区人力资源和社会保障局", "北京远山机械有限公司"} == names(event, "organizer")


def test_the_subject_is_the_organizer_and_whom_it_works_with() -> None:
    (event,) = read("近日，丰台区总工会联合丰台区司法局举办法律讲座。")
    assert names(event, "organizer") == {"丰台区总工会", "丰台区司法局"}


def test_a_list_of_places_holds_no_host() -> None:
    body = "7月11日，丰台区总工会主席李建华深入丰台区人民医院、北京远山机械有限公司，看望一线职工。"
    (visit,) = read(body)
    assert names(visit, "organizer") == {"丰台区总工会"}
    assert names(visit, "place") == {"丰台区人民医院", "北京远山机械有限公司"}
    (day,) = read("日前，大兴区总工会、丰台区总工会在北京远山机械有限公司联合举办职工技能竞赛。")
    assert names(day, "organizer") == {"大兴区总工会", "丰台区总工会"}


def test_who_joins_with_others_is_named_in_a_clause_before() -> None:
    (event,) = read("近日，丰台区总工会接到求助后，联合丰台区司法局开展普法宣讲。")
    assert names(event, "organizer") == {"丰台区总工会", "丰台区司法局"}


def test_the_congress_of_a_district_is_its_unions() -> None:
    (event,) = read("4月24日，丰台区工会第十六次代表大会在北京会堂召开。丰台区总工会主席李建华作工作报告。")
    assert names(event, "organizer") == {"丰台区总工会"}


def test_the_unions_whose_leaders_come_together_all_visit() -> None:
    body = "7月6日，北京市总工会副主席周明远，丰台区委常委、丰台区总工会主席李建华一行，给电焊工送来西瓜。"
    (event,) = read(body)
    assert names(event, "organizer") == {"北京市总工会", "丰台区总工会"}


def test_whom_a_deed_is_done_for_takes_part() -> None:
    (event,) = read("9月1日，丰台区总工会向北京市第二小学捐赠图书500册。")
    assert "北京市第二小学" in names(event, "attendee")


def test_a_list_of_those_present_may_hold_a_name_that_is_not_known() -> None:
    body = "5月6日，丰台区总工会召开表彰大会。丰台区教育局、团区委、丰台区司法局有关负责同志参加大会。"
    (event,) = read(body)
    assert {"丰台区教育局", "丰台区司法局"} <= names(event, "attendee")


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ("医生李建华现场传授急救方法", "speaker"),
        ("医生李建华提醒职工注意坐姿", "speaker"),
        ("律师李建华以案释法", "speaker"),
        ("区长李建华为获奖选手颁奖", "attendee"),
        ("区长李建华为获奖选手颁奖时说，要多办比赛", "speaker"),
        ("钳工李建华拔得头筹", "awardee"),
        ("区总工会副主席李建华主持了开幕式", "chair"),
    ],
)
def test_what_is_done_tells_the_role_and_what_is_handed_to_others_does_not(said: str, role: str) -> None:
    (event,) = read(f"5月6日，丰台区总工会举办职工技能竞赛。{said}。")
    assert "李建华" in names(event, role)


def test_who_is_given_a_title_in_a_list_is_honoured() -> None:
    body = "5月6日，丰台区总工会发布决定，授予司机张志强、护士李建华等10人“丰台工匠”称号。李建华说：“我很高兴。”"
    (event,) = read(body)
    assert names(event, "awardee") == {"张志强", "李建华"}


@pytest.mark.parametrize(
    ("when", "value"),
    [
        ("5月5、6日", ("--05-05", "--05-06")),
        ("5月5日和6日", ("--05-05", "--05-06")),
        ("5月5日、12日", ("--05-05", None)),
    ],
)
def test_two_days_in_a_row_are_a_range(when: str, value: tuple[str, str | None]) -> None:
    (event,) = read(f"{when}，丰台区总工会举办工会干部培训班。")
    assert event.date is not None
    assert (event.date.start, event.date.end) == value


def test_a_date_that_only_limits_is_not_the_events() -> None:
    (event,) = read("近日，丰台区总工会举办法律讲座，截至5月31日已有三百人听讲。")
    assert event.date is None


def test_hosts_are_listed_after_a_heading() -> None:
    hosts = "主办单位：丰台区总工会　丰台区司法局\n协办：北京远山机械有限公司\n"
    body = "4月14日，采茶技能展演在茶园举行。\n" + hosts + "茶香阵阵。"
    (event,) = read(body)
    assert names(event, "organizer") == {"丰台区总工会", "丰台区司法局", "北京远山机械有限公司"}


def test_by_whose_efforts_it_came_about() -> None:
    body = "日前，在丰台区总工会和丰台区人民法院共同努力下，北京远山机械有限公司与职工达成调解协议。"
    (event,) = read(body)
    assert {"丰台区总工会", "丰台区人民法院"} <= names(event, "organizer")


def test_whom_a_later_clause_names_and_what_an_office_belongs_to_host_nothing() -> None:
    (sung,) = read("合唱比赛日前在北京展览馆举行，北京远山机械有限公司得第一。")
    assert names(sung, "organizer") == set()
    (mourned,) = read("王海涛历任远山煤矿采煤队队长。遗体告别仪式已于11月24日举行。")
    assert names(mourned, "organizer") == set()


def test_a_leader_on_a_visit_stands_for_the_body() -> None:
    (event,) = read("7月11日，丰台区总工会主席李建华带队来到北京远山机械有限公司，看望一线职工。")
    assert names(event, "organizer") == {"丰台区总工会"}
    assert names(event, "place") == {"北京远山机械有限公司"}
    assert "李建华" in names(event, "attendee")


def test_roles_follow_from_what_is_said_of_a_person() -> None:
    (event,) = read(CONTEST)
    assert names(event, "speaker") == {"周明远"}
    assert names(event, "chair") == {"李建华"}
    assert names(event, "judge") == {"王海涛"}
    assert names(event, "awardee") == {"张志强"}


def test_who_has_several_parts_has_the_most_special_one() -> None:
    (event,) = read("近日，丰台区总工会召开表彰大会。钳工张志强获得首都劳动奖章。张志强代表先进职工发言。")
    assert names(event, "awardee") == {"张志强"}
    assert names(event, "speaker") == set()


def test_who_is_listed_below_a_heading_of_honours_is_honoured() -> None:
    names_listed = "获奖名单\n钳工　张志强　北京远山机械有限公司\n优秀裁判\n王海涛\n"
    (event,) = read("近日，丰台区总工会举办技能竞赛。周明远到场。\n" + names_listed + "李建华说，好。")
    assert names(event, "awardee") == {"张志强"}
    assert names(event, "judge") == {"王海涛"}
    assert names(event, "attendee") == {"周明远"}
    assert names(event, "speaker") == {"李建华"}


def test_who_is_quoted_speaks_wherever_the_quotation_stands() -> None:
    talk = "近日，丰台区总工会召开座谈会。\n李建华（工会主席）：我们有三十个小家。\n"
    (event,) = read(talk + "王海涛戴上眼镜，摊开一张表，“筛查分三批走，不停产。”")
    assert names(event, "speaker") == {"李建华", "王海涛"}


def test_the_rest_of_its_paragraph_speaks_of_an_event_with_a_day_of_its_own() -> None:
    body = (
        "7月20日，丰台区总工会开展走访活动，周明远带队。\n"
        "7月21日，座谈会在北京展览馆举行。李建华介绍了做法。\n王海涛在厂里等候。"
    )
    first, second = read(body)
    assert names(second, "speaker") == {"李建华"}
    assert names(first, "attendee") == {"周明远", "王海涛"}


def test_what_is_said_of_the_next_body_is_not_said_of_this_one() -> None:
    (event,) = read(
        "合唱比赛日前在北京展览馆举行，北京远山机械有限公司夺冠。丰台区总工会宣布结果：大兴区总工会荣获金奖。"
    )
    assert names(event, "awardee") == {"北京远山机械有限公司", "大兴区总工会"}


def test_bodies_whose_people_are_there_or_that_are_invited_take_part() -> None:
    (sent,) = read("近日，丰台区总工会举办游园会。北京远山医院、丰台区司法局的志愿者支起摊位。")
    assert names(sent, "attendee") == {"北京远山医院", "丰台区司法局"}
    (invited,) = read("近日，丰台区总工会组织北京远山医院为职工免费体检。")
    assert names(invited, "attendee") == {"北京远山医院"}


def test_who_speaks_for_a_body_or_bears_its_office_brings_no_body_along() -> None:
    (told,) = read("近日，丰台区总工会举办游园会。大兴区总工会相关负责人介绍，下一步多办活动。")
    assert names(told, "attendee") == set()
    (named,) = read("近日，丰台区总工会举办讲座。北京远山医院医生李建华到场答疑。")
    assert "北京远山医院" not in names(named, "attendee")


def test_a_congress_of_a_union_is_the_unions_even_where_its_firm_calls_it() -> None:
    body = "6月16日，北京远山机械有限公司召开工会第三次会员代表大会。北京远山机械有限公司工会主席李建华讲话。"
    (event,) = read(body)
    assert names(event, "organizer") == {"北京远山机械有限公司工会"}


def test_a_hospital_named_long_before_is_no_venue() -> None:
    story = "王海涛在北京远山医院住了三个月。他惦记着车间里的年轻人，托人捎话，"
    advice = "叮嘱他们注意安全，好好学技术，做什么都不要急躁冒进。"
    (event,) = read(story + advice + "5月3日，丰台区总工会举办技能竞赛。")
    assert names(event, "place") == set()


def test_the_district_of_a_host_from_elsewhere_is_not_the_events() -> None:
    (venue,) = read("7月5日，大兴区总工会的培训班在丰台区职工学校结业。培训班由大兴区总工会主办。")
    assert names(venue, "district") == {"丰台区"}
    (headline,) = read("7月5日，北京市总工会举办职工山歌会。", "职工山歌会在丰台区举行")
    assert names(headline, "district") == {"丰台区"}


def test_the_district_is_the_venues_or_else_the_hosts() -> None:
    (venue,) = read("近日，丰台职业学院在大兴区举办职工运动会。")
    (host,) = read("近日，丰台区总工会举办职工运动会。")
    assert names(venue, "district") == {"大兴区"}
    assert names(host, "district") == {"丰台区"}


def test_an_event_inside_the_hosts_district_is_in_both() -> None:
    (there,) = read("近日，北京市总工会在丰台区举办职工运动会。")
    assert names(there, "district") == {"北京市", "丰台区"}
    (named,) = read("近日，湖北省总工会在宜昌市工人文化宫召开职工代表大会。")
    assert names(named, "district") == {"湖北省", "宜昌市"}
    (firm,) = read("近日，宜昌市总工会在湖北远山机械有限公司举办职工运动会。")
    assert names(firm, "district") == {"宜昌市"}


# -- dates -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "issued", "value"),
    [
        ("11月14日上午，丰台区总工会召开工作会议。", None, "--11-14"),
        ("11月14日上午，丰台区总工会召开工作会议。", "2022-11-16", "2022-11-14"),
        ("3月16日，丰台区总工会举办2023年职工技能竞赛。", None, "2023-03-16"),
        ("近日，丰台区总工会举办2022年度工会干部培训。", None, "2022"),
        ("5月20日，广场上挤满了人。丰台区总工会在这里举办集体婚礼。", None, "--05-20"),
    ],
)
def test_the_date_is_the_one_beside_the_event(body: str, issued: str | None, value: str) -> None:
    (event,) = read(body, issued=issued)
    assert event.date is not None
    assert (event.date.start, event.date.end) == (value, None)


def test_a_day_without_a_month_is_of_the_month_before() -> None:
    first, second = read("7月20日，丰台区总工会开展走访活动。\n21日上午，两区工会座谈会在北京展览馆举行。")
    assert [event.date and event.date.start for event in (first, second)] == ["--07-20", "--07-21"]


def test_the_day_of_a_meeting_that_is_only_spoken_of_is_none() -> None:
    (event,) = read("11月14日，丰台区总工会召开干部大会，传达了13日下午召开的全市会议精神。")
    assert event.date is not None
    assert event.date.start == "--11-14"


def test_a_year_of_birth_or_of_a_title_is_not_the_events() -> None:
    (event,) = read("6月16日，丰台区总工会召开座谈会。李建华2000年出生。双方签下《2023年工资合同》。")
    assert event.date is not None
    assert event.date.start == "--06-16"


def test_lately_is_no_date() -> None:
    (event,) = read("近日，丰台区总工会举办职工运动会。5月1日前后职工都有空。")
    assert event.date is None


def test_a_range_has_a_start_and_an_end() -> None:
    (event,) = read("9月26日至10月8日，丰台区总工会举办书画展。")
    assert event.date is not None
    assert (event.date.text, event.date.start, event.date.end) == ("9月26日至10月8日", "--09-26", "--10-08")


# -- what is told of another time ------------------------------------------------------------------------------------


def test_who_is_told_of_under_another_date_takes_no_part() -> None:
    body = (
        "5月6日，丰台区总工会举办职工技能竞赛。选手王伟夺得冠军。去年8月，徒弟赵刚也在车间练手艺。"
        "2021年3月，同事孙丽拿下证书。5月6日下午，丰台区总工会主席李建华为选手颁奖。"
    )
    (event,) = read(body)
    assert names(event, "awardee") | names(event, "attendee") == {"王伟", "李建华"}


def test_who_is_told_of_before_a_story_comes_to_the_event_takes_no_part() -> None:
    body = (
        "清晨的车间里机器轰鸣。工段长赵刚弯腰查看轴承。这台机床用了十年。钻头磨秃了一把又一把。夜班同事孙丽递来扳手。"
        "炉火映红了半边天。4月26日，丰台区总工会举行师徒结对仪式，技师王伟向徒弟赠送工具。"
    )
    (event,) = read(body)
    assert names(event, "attendee") == {"王伟"}


def test_a_list_of_places_may_begin_with_one_that_is_not_known() -> None:
    body = "7月11日，丰台区总工会主席李建华来到花乡工地二标段、丰台区人民医院和北京远山机械有限公司，看望一线职工。"
    (visit,) = read(body)
    assert names(visit, "organizer") == {"丰台区总工会"}
    assert {"丰台区人民医院", "北京远山机械有限公司"} <= names(visit, "attendee")


# -- scenes ----------------------------------------------------------------------------------------------------------


def test_a_scene_at_a_bodys_site_is_the_venue_and_hosts_nothing() -> None:
    body = "6月2日傍晚，丰台区花乡街道的北京远山机械有限公司食堂里，一场普法课正热火朝天。丰台区总工会组织了这堂课。"
    (event,) = read(body)
    assert names(event, "place") == {"北京远山机械有限公司"}
    assert "北京远山机械有限公司" not in names(event, "organizer")
    assert names(event, "district") >= {"花乡街道"}


def test_a_visit_to_districts_in_a_list_is_in_all_of_them() -> None:
    body = "7月8日至10日，山东省总工会主席李建华率慰问组来到青岛市市北区、烟台市莱山区，慰问建设者。"
    (visit,) = read(body)
    assert {"市北区", "莱山区"} <= names(visit, "district")


def test_an_event_may_be_held_at_its_hosts() -> None:
    body = "由丰台区总工会主办、北京远山职业学院承办的丰台区职工技能竞赛，5月6日在北京远山职业学院举行。"
    (event,) = read(body)
    assert names(event, "place") == {"北京远山职业学院"}
    assert "北京远山职业学院" in names(event, "organizer")


def test_where_a_venue_lies_may_stand_before_its_name() -> None:
    (event,) = read("5月6日，职工技能竞赛启动仪式在位于大兴区的北京远山职业学院举行。")
    assert names(event, "place") == {"北京远山职业学院"}
    assert names(event, "district") == {"大兴区"}


def test_what_a_motto_names_is_no_district_of_the_event() -> None:
    (event,) = read("5月6日，“技能报国·筑梦辽宁”劳模校园行活动在位于铁西区的沈阳远山职业学院举行。")
    assert names(event, "district") == {"铁西区"}


@pytest.mark.parametrize(
    ("body", "district"),
    [
        ("5月6日，甘肃远山建设集团有限公司工会第六次会员代表大会在兰州市召开。", {"兰州市"}),
        ("5月6日，甘肃省总工会在临夏县举办砖雕职工技能竞赛。", {"临夏县"}),
        ("5月6日，甘肃省总工会在临夏县召开产业工人队伍建设工作会议。", {"甘肃省", "临夏县"}),
        ("5月6日，广西壮族自治区总工会副主席周明远一行来到河池市，走访慰问困难职工。", {"河池市"}),
    ],
)
def test_a_provinces_event_in_a_town_is_in_that_town_unless_the_province_meets(body: str, district: set[str]) -> None:
    (event,) = read(body)
    assert names(event, "district") == district


def test_where_a_visit_stops_is_its_place_and_takes_part() -> None:
    body = (
        "7月9日，北京市总工会副主席周明远一行走访慰问高温岗位职工。在北京远山机械有限公司，周明远询问了班组的作息安排。"
        "在位于大兴区的大兴区人民医院，慰问组看望了护士。"
    )
    (event,) = read(body)
    assert names(event, "place") == {"北京远山机械有限公司", "大兴区人民医院"}
    assert names(event, "place") <= names(event, "attendee")


def test_all_of_a_list_is_visited() -> None:
    body = (
        "7月9日，丰台区总工会主席李建华率队，先后到地铁十号线工地、北京远山机械有限公司和丰台区人民医院，看望慰问职工。"
    )
    (event,) = read(body)
    assert names(event, "organizer") == {"丰台区总工会"}
    assert {"北京远山机械有限公司", "丰台区人民医院"} <= names(event, "attendee")


def test_lines_that_begin_with_names_are_a_list_of_the_honoured() -> None:
    body = (
        "5月6日，丰台区总工会举办职工技能竞赛。区总工会主席李建华为获奖选手颁奖。\n"
        "钳　工：张志强　北京远山机械有限公司\n王海涛　丰台区人民医院\n周明远　北京远山机械有限公司"
    )
    (event,) = read(body)
    assert names(event, "awardee") == {"张志强", "王海涛", "周明远"}
    assert names(event, "attendee") >= {"李建华"}


def test_bodies_that_send_people_or_win_take_part() -> None:
    body = "5月6日，丰台区总工会举办职工技能竞赛。北京市总工会派员观摩。北京远山机械有限公司获优秀组织奖。"
    (event,) = read(body)
    assert names(event, "attendee") == {"北京市总工会"}
    assert names(event, "awardee") == {"北京远山机械有限公司"}

"""Who holds an honour, who leads a workshop: introductions, verbs with their subjects, lists; and what says neither."""

from __future__ import annotations

import pytest

from kg.honours import find_honours
from kg.lexicon import lexicon
from kg.linking import link
from kg.mentions import scan_article
from tests.kg.articles import article
from tests.kg.sentences import honours

MEDAL = "全国五一劳动奖章"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("北京市劳动模范周明远说。", {("周明远", "北京市劳动模范")}),
        ("全国五一劳动奖章获得者、焊工周明远说。", {("周明远", MEDAL)}),
        ("周明远荣获全国五一劳动奖章。", {("周明远", MEDAL)}),
        ("去年，周明远被江苏省总工会授予“江苏省五一劳动奖章”。", {("周明远", "江苏省五一劳动奖章")}),
        ("焊工周明远、护士林晓岚被授予全国五一劳动奖章。", {("周明远", MEDAL), ("林晓岚", MEDAL)}),
        ("会议授予焊工周明远、护士林晓岚等8人“全国五一劳动奖章”。", {("周明远", MEDAL), ("林晓岚", MEDAL)}),
        (
            "周明远、焊工林晓岚分获两个工种第一名，由市总工会按程序授予“昆山市五一劳动奖章”。",
            {("周明远", "昆山市五一劳动奖章"), ("林晓岚", "昆山市五一劳动奖章")},
        ),
        ("远山机械有限公司获得全国五一劳动奖状。", {("远山机械有限公司", "全国五一劳动奖状")}),
        (
            "周明远曾获全国技术能手、全国五一劳动奖章等荣誉。",
            {("周明远", "全国技术能手"), ("周明远", MEDAL)},
        ),
        ("表彰大会公布了优秀提案人：周明远、林晓岚。", set()),
        ("周明远是公交驾驶员，也是“海口工匠”，每月来一次。", {("周明远", "海口工匠")}),
        ("周明远如今是二号高炉副炉长、昆山市技术能手。", {("周明远", "昆山市技术能手")}),
        (
            "周明远获得焊接第一名；林晓岚获得钳工第一名。两人均被市总工会授予“昆山市五一劳动奖章”。",
            {("周明远", "昆山市五一劳动奖章"), ("林晓岚", "昆山市五一劳动奖章")},
        ),
        (
            "周明远、林晓岚师徒以最快成绩刷新纪录，被授予“金牌师徒”称号。",
            {("周明远", "金牌师徒"), ("林晓岚", "金牌师徒")},
        ),
        ("周明远被授予集团“安全标兵”称号。", {("周明远", "安全标兵")}),
        ("1952年，周明远荣立三等功。", {("周明远", "三等功")}),
        ("周明远、林晓岚2人被评为优秀学员。", {("周明远", "优秀学员"), ("林晓岚", "优秀学员")}),
        (
            "获奖名单\n昆山市技术状元\n焊工：周明远　远山机械厂\n钳工：林晓岚　东海船厂\n",
            {("周明远", "昆山市技术状元"), ("林晓岚", "昆山市技术状元")},
        ),
        (
            "8名职工荣获“金牌旅游工匠”。他们是：讲解员 周明远\n宾馆厨师 林晓岚\n市总工会主席王建国表示，祝贺。",
            {("周明远", "金牌旅游工匠"), ("林晓岚", "金牌旅游工匠")},
        ),
        (
            "周明远的荣誉写来是两行：2016年，江苏省劳动模范；2020年，全国五一劳动奖章。",
            {("周明远", "江苏省劳动模范"), ("周明远", MEDAL)},
        ),
        ("工会主席林晓岚给周明远颁发“功勋师傅”纪念章。", {("周明远", "“功勋师傅”纪念章")}),
        # behind the honour: 的, 的有, 等在列
        ("市总工会为荣获“昆山工匠”称号的焊工周明远颁发证书。", {("周明远", "昆山工匠")}),
        (
            "大会向被授予“江苏省工人先锋号”的远山机械有限公司颁发奖牌。",
            {("远山机械有限公司", "江苏省工人先锋号")},
        ),
        ("获得“昆山工匠”称号的有周明远、林晓岚。", {("周明远", "昆山工匠"), ("林晓岚", "昆山工匠")}),
        (
            "会上评选出10名“最美服务员”，周明远、林晓岚等在列。",
            {("周明远", "最美服务员"), ("林晓岚", "最美服务员")},
        ),
        # one of the details behind a name, or before it with a unit and a title between
        ("周明远，男，1970年生，中共党员，全国劳动模范，现任远山机械有限公司焊工。", {("周明远", "全国劳动模范")}),
        ("周明远（全国劳动模范、远山机械有限公司焊工）：我是焊工。", {("周明远", "全国劳动模范")}),
        ("周明远，2019年全国五一劳动奖章获得者，远山机械有限公司焊工。", {("周明远", MEDAL)}),
        ("“昆山工匠”、江苏远山电力有限公司送电工周明远讲了课。", {("周明远", "昆山工匠")}),
        ("作为全国五一劳动奖章获得者，周明远站上讲台。", {("周明远", MEDAL)}),
        ("全国五一劳动奖章、江苏省劳动模范获得者周明远来了。", {("周明远", MEDAL), ("周明远", "江苏省劳动模范")}),
        # whom a rank, a pronoun or a common noun means
        (
            "周明远夺得冠军。林晓岚、王建国分获第二、第三名。省总工会授予前三名选手“江苏省技术能手”称号。",
            {(name, "江苏省技术能手") for name in ("周明远", "林晓岚", "王建国")},
        ),
        ("周明远夺魁，林晓岚第二。第一名由市总工会授予“昆山工匠”称号。", {("周明远", "昆山工匠")}),
        (
            "林晓岚是护士。周明远是焊工。他带出徒弟六十多个。他本人一九八九年被授予江苏省劳动模范称号。",
            {("周明远", "江苏省劳动模范")},
        ),
        (
            "远山机械有限公司装配班有12人。去年，该班组被授予“江苏省工人先锋号”。",
            {("远山机械有限公司装配班", "江苏省工人先锋号")},
        ),
        ("周明远1951年参加抗美援朝，立三等功一次。", {("周明远", "三等功")}),
        (
            "获奖名单\n一、第四届“昆山工匠”（2名）\n周明远（女）　焊工\n林晓岚　护士\n",
            {("周明远", "昆山工匠"), ("林晓岚", "昆山工匠")},
        ),
        ("现公布昆山市技术标兵（2名）周明远　林晓岚", {("周明远", "昆山市技术标兵"), ("林晓岚", "昆山市技术标兵")}),
    ],
)
def test_who_holds_an_honour(text: str, expected: set[tuple[str, str]]) -> None:
    assert {(holder, award) for holder, name, award in honours(text) if name == "hasAward"} == expected


@pytest.mark.parametrize(
    "text",
    [
        "大会表彰了获得全国五一劳动奖章的集体和个人，周明远出席。",
        "周明远将按程序申报全国五一劳动奖章。",
        "周明远参观了新成立三等功臣纪念馆。",
        "周明远夺冠，林晓岚第二，王建国第三。两人均被授予“昆山市五一劳动奖章”。",
        "工作室走出三名全国技术能手，徒弟周明远也进步不小。",
        "周明远介绍，公司有8名焊工，其中2人获评北京市劳动模范。",
        "周明远出席。远山机械有限公司获得全国工人先锋号。",
        "周明远入选“大国工匠”培育对象。",
        "市总工会将周明远的办法命名为“周明远操作法”。",
        "林晓岚夺冠，被授予“昆山市技术能手”；焊工周明远列第二名。",
    ],
)
def test_who_is_only_near_an_honour_does_not_hold_it(text: str) -> None:
    assert ("周明远", "hasAward") not in {(holder, name) for holder, name, _ in honours(text)}


@pytest.mark.parametrize("end", "。，")
def test_a_text_that_opens_with_a_conferment_names_no_holder_however_it_ends(end: str) -> None:
    assert honours(f"授予全国五一劳动奖章，周明远很高兴{end}") == set()


@pytest.mark.parametrize(
    "text",
    [
        "远山机械有限公司周明远创新工作室挂牌。焊工周明远说。",
        "由周明远领衔的“啄木鸟”劳模创新工作室挂牌。",
        "焊工周明远说，以他名字命名的周明远模具钳工创新工作室在公司挂牌。",
    ],
)
def test_who_gives_or_leads_a_workshop_its_name_leads_it(text: str) -> None:
    assert ("周明远", "leads") in {(person, name) for person, name, _ in honours(text)}


def test_the_people_below_a_headline_of_winners_hold_its_honour() -> None:
    reading = article("周明远　远山机械厂焊工\n林晓岚　东海船厂钳工\n", title="昆山市五一劳动奖章获得者名单")
    scans = scan_article(reading, lexicon())
    found = find_honours(scans, link(scans, lexicon()), lexicon())
    assert {r.subject for r in found if r.property == "hasAward"} == {"Person:周明远", "Person:林晓岚"}

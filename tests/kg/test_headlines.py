"""Headlines: which of the lines over a body are kicker, title and subtitle, and which belong to no article."""

from __future__ import annotations

import pytest

from kg.headlines import headlines
from kg.lexicon import lexicon
from kg.lines import Kind, lines_of
from kg.model import Page


def read(*heads: str, first: bool = False) -> tuple[str | None, str | None, str | None]:
    """Kicker, title and subtitle among lines that stand over a body."""
    page = Page("a.txt", "\n".join(heads) + "\n近日，大兴区总工会开会。")
    found = [line for line in lines_of(page, lexicon()) if line.kind is Kind.HEADLINE]
    assert len(found) == len(heads)
    kicker, title, subtitle = (line.text if line else None for line in headlines(found, first=first))
    return kicker, title, subtitle


@pytest.mark.parametrize(
    ("heads", "kicker", "title", "subtitle"),
    [
        (["大兴区总工会举办技能竞赛"], None, "大兴区总工会举办技能竞赛", None),
        (["## 大兴区总工会开会", "# 共话发展", "### 百人参加"], "大兴区总工会开会", "共话发展", "百人参加"),
        (["大兴区总工会：", "把课堂搬进车间"], "大兴区总工会：", "把课堂搬进车间", None),
        (["班组里的“大学问”", "——记远山机械厂三车间"], None, "班组里的“大学问”", "——记远山机械厂三车间"),
        (
            ["青年教师的第一课", "——在总结会上的发言", "东港大学副校长　马明"],
            None,
            "青年教师的第一课",
            "——在总结会上的发言",
        ),
        (["工会服务暖人心", "大兴区总工会服务职工纪实"], None, "工会服务暖人心", "大兴区总工会服务职工纪实"),
        (["大兴区黄村镇总工会", "“三送”服务进车间"], None, "大兴区黄村镇总工会“三送”服务进车间", None),
    ],
)
def test_the_lines_over_a_body_have_their_parts(
    heads: list[str], kicker: str | None, title: str | None, subtitle: str | None
) -> None:
    assert read(*heads) == (kicker, title, subtitle)


def test_a_slogan_over_the_page_is_a_banner_and_no_kicker() -> None:
    assert read("弘扬劳模精神　凝聚奋进力量", "大兴区总工会举办技能竞赛", first=True) == (
        None,
        "大兴区总工会举办技能竞赛",
        None,
    )


def test_such_a_line_over_a_later_article_is_its_kicker() -> None:
    assert read("弘扬劳模精神　凝聚奋进力量", "大兴区总工会举办技能竞赛")[:2] == (
        "弘扬劳模精神　凝聚奋进力量",
        "大兴区总工会举办技能竞赛",
    )


@pytest.mark.parametrize("section", ["大兴工运", "基层动态", "要闻速递", "〖光荣榜〗"])
def test_the_name_of_a_column_is_no_kicker(section: str) -> None:
    assert read(section, "大兴区总工会举办技能竞赛") == (None, "大兴区总工会举办技能竞赛", None)


def test_a_title_over_two_lines_points_at_both() -> None:
    text = "大兴区黄村镇总工会\n“三送”服务进车间\n近日，开会。"
    found = lines_of(Page("a.txt", text), lexicon())[:2]
    _, title, _ = headlines(found, first=False)
    assert title is not None
    assert (
        "".join(text[offset] for offset in title.flow.offsets)
        == title.flow.text
        == "大兴区黄村镇总工会“三送”服务进车间"
    )


def test_no_headline_is_no_title() -> None:
    assert headlines([], first=True) == (None, None, None)


def test_the_newspapers_name_over_a_page_is_no_headline() -> None:
    assert read("东港铁路工友", "表彰大会隆重举行", first=True)[:2] == (None, "表彰大会隆重举行")


def test_what_somebody_says_is_the_title_over_or_under_what_it_is_about() -> None:
    assert read("顶着高温，江州市领导看望一线职工", "“你们流的汗，城市都记得”")[1] == "“你们流的汗，城市都记得”"
    assert read("“这台老天车，认得我们娘俩”", "记江州重型机器厂天车工张丽母女")[1] == "“这台老天车，认得我们娘俩”"


def test_an_image_is_the_title_over_who_did_what() -> None:
    assert (
        read("纺机声里展芳华 石榴花开籽抱籽", "江州市总工会举办挡车工技能表演赛")[1] == "纺机声里展芳华 石榴花开籽抱籽"
    )


def test_how_many_took_part_stands_under_the_news() -> None:
    assert read("江州市能源工会举办班组长培训", "三百名“兵头”回炉充电")[1] == "江州市能源工会举办班组长培训"
    assert read("江州银行工会开讲“微课堂”", "柜员当主讲 一年讲了两百多场")[1] == "江州银行工会开讲“微课堂”"
    assert read("江州建工夜校进临安", "第一课教工友看懂合同")[1] == "江州建工夜校进临安"
    assert read("江州市总工会组织学习研讨", "到班组里找方向 到岗位上找答案")[1] == "到班组里找方向 到岗位上找答案"


def test_a_marked_slogan_with_a_quotation_over_the_page_is_a_banner() -> None:
    heads = ("# 深化产业工人队伍建设改革 为“两区三城”聚力赋能", "## 江州市劳模服务队在临安区成立")
    assert read(*heads, first=True)[:2] == (None, "江州市劳模服务队在临安区成立")


def test_the_name_of_a_roundup_over_its_first_headline_is_no_title() -> None:
    assert read("江州短讯", "江州市第二医院工会换届")[:2] == (None, "江州市第二医院工会换届")


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        ("江州铁路办事处举办第九届职工技能", "运动会"),
        ("让技术工人有奔头", "更有甜头"),
        ("选举产生新一届领导班子 周明远", "当选县总工会主席"),
        ("骑手摔伤三个月没人管 工会律师", "陪他跑了五趟仲裁院"),
    ],
)
def test_a_line_that_is_no_whole_headline_goes_on_in_the_next(upper: str, lower: str) -> None:
    assert read(upper, lower) == (None, upper + lower, None)


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        ("两市召开港口工会协作发展座谈会", "四家港口企业工会签约结对"),
        ("江州家具行业集体协商“谈”出涨薪4.8%", "5700多名木工吃下“定心丸”"),
        ("江州市工会第十九次代表大会胜利闭幕", "罗建国到会讲话 周明远当选新一届市总工会主席"),
        ("一根焊枪 两代“焊王”", "江州第二工业技术学校里的师徒故事"),
    ],
)
def test_how_many_they_were_and_who_was_elected_stand_under_the_title(upper: str, lower: str) -> None:
    assert read(upper, lower) == (None, upper, lower)


@pytest.mark.parametrize("whose", ["江州市人民医院工会", "临安区", "江州锅炉厂"])
def test_whose_news_it_is_stands_over_the_title_after_a_blank_line(whose: str) -> None:
    assert read(whose + "\n", "送法进车间 维权有“说明书”")[:2] == (whose, "送法进车间 维权有“说明书”")


def test_whose_news_it_is_stands_over_the_title_whatever_its_type() -> None:
    assert read("## 江州市江东区法院工会", "### “法官讲堂”开进工业园区")[1] == "“法官讲堂”开进工业园区"


def test_an_image_over_its_subtitle_at_the_top_of_a_page_is_no_banner() -> None:
    assert read("卡车停一停 心也停一停", "江州市“司机之家”见闻", first=True)[1] == "卡车停一停 心也停一停"
    assert read("## 灯亮一整夜 人守一整夜", "江州市总工会走访电力职工", first=True)[1] == "灯亮一整夜 人守一整夜"


def test_an_exclamation_over_a_kicker_and_a_title_is_a_banner() -> None:
    heads = ("# 劳动最光荣，了不起！", "第四届江州化工行业职工技能竞赛落幕", "江东练兵场 比出“火眼金睛”")
    assert read(*heads, first=True)[:2] == heads[1:]

"""Page → articles: where one ends and the next begins, on invented pages in the forms that newspapers have."""

from __future__ import annotations

import pytest

from kg.lexicon import lexicon
from kg.model import Article, Page
from kg.segment import segment


def articles(text: str) -> tuple[Article, ...]:
    return segment(Page("a.txt", text), lexicon())


def titles(text: str) -> list[str | None]:
    return [article.title.text.strip() if article.title else None for article in articles(text)]


def bodies(text: str) -> list[str]:
    return [article.body.text for article in articles(text)]


def credits(article: Article) -> list[tuple[str, str]]:
    return [(credit.name, credit.role) for credit in article.credits]


FRONT = """弘扬劳模精神　凝聚奋进力量

# 大兴区总工会举办技能竞赛
## 百名钳工同场比武
本报讯（记者 马明 通讯员 李莉）近日，大兴区总工会举办技能竞
赛。区总工会主席周明
远出席。
比赛分三个项目。

# 海淀区总工会送清凉
本报讯（记者 王海涛）日前，海淀区总工会走访慰问一线职工。

近日，朝阳区总工会职工书屋开放，职工在阅读。
本报记者 赵志强 摄影报道
责任编辑：王某
2024年5月8日 星期三
"""


def test_a_page_of_three_articles() -> None:
    contest, visit, picture = articles(FRONT)
    assert contest.title is not None
    assert contest.subtitle is not None
    assert (contest.title.text, contest.subtitle.text) == ("大兴区总工会举办技能竞赛", "百名钳工同场比武")
    assert credits(contest) == [("马明", "reporter"), ("李莉", "correspondent")]
    assert visit.title is not None
    assert visit.title.text == "海淀区总工会送清凉"
    assert credits(picture) == [("赵志强", "reporter")]


def test_a_banner_is_no_kicker_of_the_article_below() -> None:
    first = articles(FRONT)[0]
    assert first.kicker is None
    assert first.span.start == FRONT.index("# 大兴区")


def test_a_caption_with_its_own_credit_is_an_article_without_a_title() -> None:
    picture = articles(FRONT)[-1]
    assert picture.title is None
    assert picture.body.text == "近日，朝阳区总工会职工书屋开放，职工在阅读。"


def test_columns_cut_words_and_names_and_the_body_has_them_whole() -> None:
    body = articles(FRONT)[0].body.text
    assert "举办技能竞赛。区总工会主席周明远出席。" in body
    assert body.startswith("近日，"), "the lead's credits are no text"


def test_furniture_is_in_no_article() -> None:
    assert all("责任编辑" not in body and "星期三" not in body for body in bodies(FRONT))


def test_a_kicker_stands_above_the_title() -> None:
    (article,) = articles("大兴区总工会：\n把课堂搬进车间\n本报讯（记者 马明）近日，大兴区总工会把课堂搬进车间。\n")
    assert article.kicker is not None
    assert article.title is not None
    assert (article.kicker.text, article.title.text) == ("大兴区总工会：", "把课堂搬进车间")


@pytest.mark.parametrize("mark", ["# ", "## ", "", "**"])
def test_headlines_are_told_with_marks_and_without(mark: str) -> None:
    end = mark if mark == "**" else ""
    text = "".join(
        f"{mark}{district}总工会举办竞赛{end}\n本报讯（记者 马明）近日，{district}总工会举办竞赛。\n"
        for district in ("大兴区", "海淀区")
    )
    assert titles(text) == ["大兴区总工会举办竞赛", "海淀区总工会举办竞赛"]


def test_crossheads_stay_out_of_the_body_and_open_no_article() -> None:
    text = (
        "技能竞赛点燃职工热情\n\n近日，大兴区总工会举办竞赛，职工热情高涨。\n\n比赛现场热火朝天\n\n"
        "选手们一个接一个上场。\n\n收获满满\n\n周明远说收获很大。\n"
    )
    assert bodies(text) == ["近日，大兴区总工会举办竞赛，职工热情高涨。\n选手们一个接一个上场。\n周明远说收获很大。"]


def test_a_short_line_that_a_column_break_cut_is_no_crosshead() -> None:
    text = (
        "技能竞赛点燃职工热情\n\n近日，大兴区总工会举办竞赛，职工热情高涨。\n\n在远山百货集团双安商\n\n"
        "场工作多年的周明远夺冠。\n\n远山百货集团工会主席林晓\n\n岚在会上说，大家心齐。\n"
    )
    assert bodies(text) == [
        "近日，大兴区总工会举办竞赛，职工热情高涨。\n在远山百货集团双安商场工作多年的周明远夺冠。\n"
        "远山百货集团工会主席林晓岚在会上说，大家心齐。"
    ]


def test_numbered_headings_open_no_article() -> None:
    text = (
        "# 关于举办竞赛的通知\n　　近日，大兴区总工会发出通知。\n"
        "一、总体要求\n　　要把竞赛办好。\n二、工作任务\n　　认真落实。\n"
    )
    assert titles(text) == ["关于举办竞赛的通知"]


def test_an_honour_over_its_list_of_winners_is_text_and_no_crosshead() -> None:
    text = (
        "## 昆山职工技能大赛落幕\n\n本报讯（记者 王一）昨日，大赛落幕，市总工会作出表彰。\n\n**优秀裁判员**\n"
        "周明远　林晓岚　王建国\n\n**二、昆山市工人先锋号（2个）**\n"
        "远山机械厂装配一班\n东海船厂电焊班\n\n典礼尾声，大家合唱了一首歌。\n"
    )
    (body,) = bodies(text)
    assert "优秀裁判员\n周明远" in body
    assert "昆山市工人先锋号（2个）\n远山机械厂装配一班\n东海船厂电焊班\n" in body


def test_a_list_of_names_is_text_of_its_article() -> None:
    text = "第一届职工运动会获奖名单\n一等奖：周明远、李建华、王海涛\n二等奖：赵志强、孙小丽\n"
    assert titles(text) == ["第一届职工运动会获奖名单"]
    assert bodies(text) == ["一等奖：周明远、李建华、王海涛\n二等奖：赵志强、孙小丽"]


def test_notices_are_articles_of_their_own() -> None:
    text = "启 事\n本报定于下周休刊一期。\n通　知\n各基层工会：\n请于5月8日前报送材料。\n"
    assert titles(text) == ["启 事", "通　知"]
    assert bodies(text)[1] == "各基层工会：\n请于5月8日前报送材料。"


def test_a_letter_keeps_its_salutation_and_its_signature() -> None:
    text = "读者来信\n编辑同志：\n我是一名钳工。\n周明远\n2024年5月8日\n"
    assert bodies(text) == ["编辑同志：\n我是一名钳工。\n周明远"]


def test_the_name_of_a_column_in_brackets_is_a_headline() -> None:
    (letter,) = articles("【读者来信】\n我们单位的食堂改好了。（马明）\n")
    assert letter.title is not None
    assert letter.title.text == "读者来信"
    assert credits(letter) == [("马明", "correspondent")]


def test_a_last_article_that_is_cut_off_ends_where_the_page_ends() -> None:
    text = "丰台区总工会举办培训\n本报讯（记者 马明）近日，丰台区总工会举办培训。会上，主席周明远说，要"
    (article,) = articles(text)
    assert article.body.text.endswith("周明远说，要")
    assert article.span.end == len(text)


def test_a_byline_under_the_title_opens_the_article() -> None:
    (article,) = articles("大兴区总工会举办竞赛\n□ 本报记者 马明 通讯员 李莉\n近日，大兴区总工会举办竞赛。\n")
    assert article.title is not None
    assert credits(article) == [("马明", "reporter"), ("李莉", "correspondent")]
    assert article.body.text == "近日，大兴区总工会举办竞赛。"


def test_a_person_is_credited_once_for_each_role() -> None:
    (article,) = articles("大兴区总工会举办竞赛\n本报讯（记者 马明）近日，大兴区总工会举办竞赛。（马明 李莉）\n")
    assert credits(article) == [("马明", "reporter"), ("马明", "correspondent"), ("李莉", "correspondent")]


def test_a_picture_in_the_middle_of_an_article_does_not_end_it() -> None:
    text = (
        "大兴区总工会举办竞赛\n本报讯（记者 马明）近日，大兴区总工会举办竞赛。\n任洁 摄\n比赛持续两天，百名职工参加。\n"
    )
    (article,) = articles(text)
    assert article.body.text == "近日，大兴区总工会举办竞赛。\n比赛持续两天，百名职工参加。"
    assert credits(article) == [("马明", "reporter"), ("任洁", "photographer")]


def test_what_a_page_knows_of_its_issue_its_articles_know() -> None:
    page = Page("a.txt", "大兴区总工会举办竞赛\n近日，大兴区总工会举办竞赛。", "海员周报", "2024-05-08", "12")
    (article,) = segment(page, lexicon())
    assert (article.page, article.newspaper, article.issued, article.number) == (
        "a.txt",
        "海员周报",
        "2024-05-08",
        "12",
    )


@pytest.mark.parametrize("text", ["", "\ufeff", "\n\n\n", "责任编辑：王某\n", "# 大兴区总工会举办竞赛\n", "***\n---\n"])
def test_a_page_without_text_has_no_articles(text: str) -> None:
    assert articles(text) == ()


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_any_kind_make_the_same_articles(end: str) -> None:
    expected = [(article.title and article.title.text, credits(article)) for article in articles(FRONT)]
    found = [(article.title and article.title.text, credits(article)) for article in articles(FRONT.replace("\n", end))]
    assert found == expected


def test_a_byte_order_mark_is_no_text() -> None:
    assert titles("\ufeff大兴区总工会举办竞赛\n本报讯 近日，大兴区总工会举办竞赛。\n") == ["大兴区总工会举办竞赛"]


def test_web_furniture_is_in_no_article() -> None:
    text = (
        "首页 > 工会动态\n# 大兴区总工会举办竞赛\n发布时间：2024-05-08 来源：本网 点击：12\n"
        "近日，大兴区总工会举办竞赛。\n上一篇：没有了\n下一篇：海淀区总工会慰问\n版权所有 某某网\n"
    )
    assert titles(text) == ["大兴区总工会举办竞赛"]
    assert bodies(text) == ["近日，大兴区总工会举办竞赛。"]


def test_a_short_title_over_the_date_of_a_web_page_is_its_title() -> None:
    text = "首页 > 工会动态\n大兴区总工会举办竞赛\n发布时间：2024-05-08 来源：本网\n近日，大兴区总工会举办竞赛。\n"
    assert titles(text) == ["大兴区总工会举办竞赛"]


def test_an_article_begins_after_a_caption_with_its_credit() -> None:
    text = (
        "大兴区总工会举办竞赛\n本报讯（记者 马明）近日，大兴区总工会举办竞赛。\n图为比赛现场。任洁 摄\n"
        "海淀区总工会走访慰问\n近日，海淀区总工会走访慰问一线职工。\n"
    )
    assert titles(text) == ["大兴区总工会举办竞赛", "海淀区总工会走访慰问"]


def test_articles_of_a_numbered_bulletin_are_told_by_their_numbers() -> None:
    text = (
        "一、职代会召开\n\n7月26日，东港医院召开职代会。\n\n二、谁是技术能手？\n\n“稳住！”护士们比武。\n\n"
        "三、送别老护士长\n\n她走了。\n"
    )
    assert titles(text) == ["职代会召开", "谁是技术能手？", "送别老护士长"]


def test_quotations_of_a_feature_are_crossheads_even_over_a_date() -> None:
    text = (
        "**一单三毛钱**\n\n□本报记者　马明\n\n派一件快递，该给多少钱？\n\n"
        "“摸不清底”\n\n9月13日夜里，营业部还亮着灯。\n\n"
        "“谁都有难处”\n\n10月19日，第一次协商在东港市总工会举行。\n"
    )
    assert titles(text) == ["一单三毛钱"]


def test_crossheads_in_bold_type_under_a_marked_title_open_no_article() -> None:
    text = (
        "### 东港·西港：暖心事办在家门口\n\n**东港 办一场毕业礼**\n\n7月5日，东港区总工会举办毕业礼。\n\n"
        "**西港 工友有了联合会**\n\n6月18日，西港市游船行业工会联合会成立。\n"
    )
    assert titles(text) == ["东港·西港：暖心事办在家门口"]


def test_a_crosshead_of_news_marked_otherwise_than_its_title_opens_no_article() -> None:
    text = (
        "### 百米高空谁的手最稳？\n\n本报东港6月30日电　海风6级。\n\n## 奖项花落谁家\n\n经过角逐，马明夺得第一名。\n\n"
        "### 西港：夜校开课\n\n近日，西港市总工会夜校开课。\n"
    )
    assert titles(text) == ["百米高空谁的手最稳？", "西港：夜校开课"]


def test_who_signs_behind_another_byline_wrote_another_article() -> None:
    text = (
        "夜里八点，琵琶响了\n\n记者 马明\n\n9月18日晚，职工在食堂学琴。\n\n"
        "谁是“织”多星？\n\n断头接好要多久？答案是6.8秒。\n\n奖章授予第一名。\n□李莉\n"
    )
    first, second = articles(text)
    assert titles(text) == ["夜里八点，琵琶响了", "谁是“织”多星？"]
    assert (credits(first), credits(second)) == ([("马明", "reporter")], [("李莉", "correspondent")])


@pytest.mark.parametrize(
    "caption",
    [
        "▶11月9日，大桥工地，东港路桥公司项目部工会为夜班焊工送来姜汤。（通讯员马明摄）",
        "图为11月2日，东港造船厂工会组织青年职工举行集体婚礼。\n\n本报记者 马明 摄",
        "6月25日，后勤集团厨艺比武开锣。图为面点师在做点心。\n通讯员 马 明　摄",
    ],
)
def test_a_picture_with_news_of_its_own_is_an_article(caption: str) -> None:
    text = "东港：“司机之家”成网红\n\n近日，东港市总工会新建“司机之家”。\n\n司机络绎不绝。\n\n" + caption + "\n"
    _, picture = articles(text)
    assert picture.title is None
    assert [name for name, _ in credits(picture)] == ["马明"]


def test_a_picture_that_shows_the_article_is_no_article() -> None:
    text = "东港签订集体合同\n\n近日，东港市总工会开会。\n\n图为双方代表握手。  通讯员 马明 摄\n\n职工说好。\n"
    assert titles(text) == ["东港签订集体合同"]


@pytest.mark.parametrize(
    "end",
    ["\n东港市总工会\n2023年5月8日", "\n（下转第三版）", "\n（马明）", "（宣传科　马 明）", "/马 明 李莉/", "\n□ 马明"],
)
def test_what_ends_an_article_lets_the_next_line_open_one(end: str) -> None:
    text = f"东港市总工会慰问职工\n\n职工收到了防暑用品。{end}\n\n灯下的人\n\n王师傅在修表。\n"
    assert titles(text) == ["东港市总工会慰问职工", "灯下的人"]


def test_every_entry_of_a_list_ends_with_its_line() -> None:
    text = (
        "东港市五一劳动奖章获得者名单\n\n（按姓氏笔画排列）\n\n王　磊　东港市客车公司总装二车间装调工\n"
        "李小梅（女）　东港市物流工会西港航空港区工作站社会化工会工作者\n孔令安　东港医院护士长\n"
    )
    (article,) = articles(text)
    assert article.body.text.count("\n") == 2


def test_several_short_pieces_without_a_blank_line_between_them() -> None:
    text = (
        "东港县总工会开展“送清凉”活动\n6月10日，东港县总工会主席刘芳看望职工。\n（马明）\n西港：举办茶艺比武\n"
        "近日，西港县总工会举办比武。\n（李莉 文/图）\n南港县快递行业工会联合会成立\n本报讯 6月5日，大会召开。\n"
        "获奖名单\n一等奖：周红（汤湖茶业公司）\n二等奖：李平（茶叶协会）\n"
    )
    assert titles(text) == ["东港县总工会开展“送清凉”活动", "西港：举办茶艺比武", "南港县快递行业工会联合会成立"]


def test_the_full_lines_of_a_narrow_column_run_on() -> None:
    text = (
        "本报讯（记者 马明）11月3日，\n东港石油工会开会。公司工会主席于\n海涛作工作报告，副主席宋佳主持会\n"
        "议。会议增补刘洋、陈晨为委员。\n"
    )
    assert "工会主席于海涛作工作报告，副主席宋佳主持会议。" in bodies(text)[0]


def test_a_text_begins_with_its_time_and_is_no_headline() -> None:
    text = "钻井公司女工巧手绣“石油红”\n\n11月5日，钻井公司工会在职工活动中心举办女工刺绣\n展。\n（马 明）\n"
    (article,) = articles(text)
    assert article.subtitle is None
    assert article.body.text.startswith("11月5日，")


def test_numbered_crossheads_of_a_feature_open_no_article() -> None:
    text = (
        "**“焊武帝”的十年**\n\n本报记者 马明\n\n2012年，秦川进了重工。\n\n**01 学艺**\n\n师傅脾气大。\n\n"
        "**拜师**\n\n2021年，他获奖。\n"
    )
    assert titles(text) == ["“焊武帝”的十年"]


def test_a_picture_in_the_midst_of_an_article_belongs_to_it() -> None:
    text = (
        "东港签订集体合同\n\n近日，东港市总工会开会。\n\n▲11月2日，双方代表握手。（马明摄）\n\n会后，代表们参观了车间。\n\n"
        "大家说好。\n"
    )
    assert titles(text) == ["东港签订集体合同"]


def test_a_title_over_a_picture_with_its_credit_opens_an_article_behind_a_feature() -> None:
    text = (
        "夜里的灯\n\n记者 马明\n\n王师傅在修表。\n\n他修了三十年。\n\n瓜棚里的“订单课”\n\n"
        "5月30日，东港区总工会在瓜棚里办起培训。\n\n本报记者 任洁 摄\n"
    )
    assert titles(text) == ["夜里的灯", "瓜棚里的“订单课”"]


def test_a_marked_line_over_news_is_the_headline_of_a_roundups_item() -> None:
    text = """## 工会短波

●江州市总工会慰问环卫工

日前，江州市总工会主席周明远来到街头，送去凉茶。

●临安建设工会培训安全监督员

4月8日至10日，临安区建设工会举办安全监督员培训班。
"""
    assert titles(text) == ["江州市总工会慰问环卫工", "临安建设工会培训安全监督员"]


def test_a_short_title_over_a_text_that_begins_with_its_day_opens_an_article_behind_news() -> None:
    text = """江州市护士比武

本报讯（记者 马明）5月11日，江州市护理技能竞赛落幕。

塘上的清凉

8月2日，临安区小河镇总工会为养殖工人送去凉茶。

本报记者 李莉 摄影报道
"""
    assert titles(text) == ["江州市护士比武", "塘上的清凉"]

"""Posts: titles and their bodies before a name, after a verb, in a profile, in a roster; and what is no post."""

from __future__ import annotations

import pytest

from kg.lexicon import lexicon, rows
from kg.posts import find_posts
from kg.tokens import Tag, tokenize
from tests.kg.sentences import posts, read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("青禾区总工会主席周明远出席会议。", {("周明远", "主席", "青禾区总工会")}),
        (
            "昆山市总工会党组书记、常务副主席周明远说。",
            {("周明远", "党组书记", "昆山市总工会"), ("周明远", "常务副主席", "昆山市总工会")},
        ),
        (
            "昆山市人大常委会副主任、市总工会主席周明远说。",
            {("周明远", "副主任", "昆山市人大常委会"), ("周明远", "主席", "昆山市总工会")},
        ),
        (
            "昆山市总工会副主席周明远、林晓岚参加活动。",
            {("周明远", "副主席", "昆山市总工会"), ("林晓岚", "副主席", "昆山市总工会")},
        ),
        ("昆山市第一中学语文教师林晓岚说。", {("林晓岚", "语文教师", "昆山市第一中学")}),
        ("来自远山机械有限公司的林晓岚获得第一名。", {("林晓岚", None, "远山机械有限公司")}),
        ("远山机械有限公司的“90后”女焊工林晓岚说。", {("林晓岚", "焊工", "远山机械有限公司")}),
    ],
)
def test_the_phrase_before_a_name_tells_posts(text: str, expected: set[tuple[str, str | None, str | None]]) -> None:
    assert posts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("周明远当选昆山市总工会主席。", {("周明远", "主席", "昆山市总工会")}),
        ("大会选举周明远为昆山市总工会主席。", {("周明远", "主席", "昆山市总工会")}),
        (
            "周明远当选昆山市总工会主席，林晓岚（女，回族）、罗启航当选副主席。",
            {
                ("周明远", "主席", "昆山市总工会"),
                ("林晓岚", "副主席", "昆山市总工会"),
                ("罗启航", "副主席", "昆山市总工会"),
            },
        ),
        (
            "周明远，男，1970年5月生，现任昆山市总工会副主席、远山机械有限公司总经理。",
            {("周明远", "副主席", "昆山市总工会"), ("周明远", "总经理", "远山机械有限公司")},
        ),
        ("周明远是远山机械有限公司总经理。", {("周明远", "总经理", "远山机械有限公司")}),
        ("周明远（昆山市总工会副主席）讲话。", {("周明远", "副主席", "昆山市总工会")}),
    ],
)
def test_verbs_and_profiles_tell_posts(text: str, expected: set[tuple[str, str | None, str | None]]) -> None:
    assert posts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("夷陵区总工会召开大会。区委副书记周明远讲话。", {("周明远", "副书记", "夷陵区委")}),
        ("夷陵区总工会召开大会。团区委书记周明远致辞。", {("周明远", "书记", "共青团夷陵区委")}),
        ("山西省总工会举行比赛。团省委副书记周明远讲话。", {("周明远", "副书记", "共青团山西省委")}),
        (
            "灵丘县总工会主席周明远、办公室主任林晓岚参加慰问。",
            {("周明远", "主席", "灵丘县总工会"), ("林晓岚", "主任", "灵丘县总工会办公室")},
        ),
    ],
)
def test_a_bare_committee_with_an_office_is_the_districts(
    text: str, expected: set[tuple[str, str | None, str | None]]
) -> None:
    assert posts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "远山煤电集团工会召开大会。党委常委、工会主席周明远讲话。",
            {("周明远", "党委常委", "远山煤电集团"), ("周明远", "主席", "远山煤电集团工会")},
        ),
        (
            "青浦区委副书记、区总工会主席（兼）周明远讲话。",
            {("周明远", "主席", "青浦区总工会"), ("周明远", "副书记", "青浦区委")},
        ),
        ("远山煤电集团退休矿工、78岁的周明远说。", {("周明远", "退休矿工", "远山煤电集团")}),
        ("远山煤电集团26岁的女焊工林晓岚说。", {("林晓岚", "焊工", "远山煤电集团")}),
        ("远山机械有限公司工会举行比赛。总装车间的周明远夺冠。", {("周明远", None, "远山机械有限公司总装车间")}),
        ("远山机械有限公司工会举行比赛。第一名由总装车间周明远获得。", {("周明远", None, "远山机械有限公司总装车间")}),
    ],
)
def test_a_bracket_an_age_or_a_workshop_may_stand_before_the_name(
    text: str, expected: set[tuple[str, str | None, str | None]]
) -> None:
    assert posts(text) == expected


def test_a_worker_is_of_the_firm_whose_union_the_article_names_first() -> None:
    found = posts(
        "青禾纺织有限公司捐书。远山机械有限公司工会日前举办亲子活动。家属们登上锅炉房，值班员周明远讲解仪表。"
    )
    assert found == {("周明远", "值班员", "远山机械有限公司")}


def test_nobody_tells_in_which_of_several_works_a_worker_is() -> None:
    found = posts("远山机械有限公司工会日前举办比赛，远山机械有限公司铸造厂承办。值班员周明远讲解仪表。")
    assert found == set()


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("周明远来自远山机械有限公司，做了39年鞋。", "远山机械有限公司"),
        ("年纪最小的周明远，2000年出生，去年才考进昆山市总工会。", "昆山市总工会"),
        ("周明远今年刚分到远山机械有限公司，管他叫师傅。", "远山机械有限公司"),
        ("妻子周明远在昆山市第一中学教语文，儿子中考。", "昆山市第一中学"),
        ("在昆山市第一中学任教20年的周明远说。", "昆山市第一中学"),
        ("周明远的徒弟来自远山机械有限公司。", None),
        ("周明远进入远山机械有限公司，慰问职工。", None),
        ("周明远说，徒弟来自远山机械有限公司。", None),
        ("周明远在昆山市第一中学工作会议上讲话。", None),
    ],
)
def test_a_verb_tells_where_somebody_works(text: str, unit: str | None) -> None:
    assert posts(text) == ({("周明远", None, unit)} if unit else set())


def test_a_school_engages_those_whom_the_article_honours_if_it_counts_them() -> None:
    text = "昆山市第一中学开讲。昆山市劳动模范周明远、“昆山工匠”林晓岚讲课。"
    engaged = {("周明远", "社区导师", "昆山市第一中学"), ("林晓岚", "社区导师", "昆山市第一中学")}
    assert posts(text + "学校把“社区导师”的聘书送到两人手中。") == engaged
    assert posts(text + "两位劳模受聘担任学校的“社区导师”。") == engaged
    assert posts(text + "三位劳模受聘担任学校的“社区导师”。") == set()


def test_a_roster_may_set_the_name_before_unit_and_title() -> None:
    found = posts(
        "现予公示：周明远　　远山机械有限公司焊工林晓岚　　昆山市第一医院护士长罗启航　　青禾纺织有限公司挡车工"
    )
    assert {(person, title) for person, title, _ in found} == {
        ("周明远", "焊工"),
        ("林晓岚", "护士长"),
        ("罗启航", "挡车工"),
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("昆山市总工会第五届委员会委员（按姓氏笔画为序）：周明远、林晓岚。", {"周明远", "林晓岚"}),
        ("昆山市总工会常务委员：周明远　林晓岚　罗启航", {"周明远", "林晓岚", "罗启航"}),
    ],
)
def test_an_office_with_a_colon_is_held_by_all_who_follow(text: str, expected: set[str]) -> None:
    assert {person for person, _, _ in posts(text)} == expected


def test_who_is_appointed_by_a_body_holds_the_post_there() -> None:
    found = posts("周明远今年六十三岁，2019年被昆山市总工会聘为专职调解员。")
    assert ("周明远", "专职调解员", "昆山市总工会") in found


def test_a_teacher_is_called_so_behind_the_name() -> None:
    assert posts("昆山市第一中学的周明远老师说。") == {("周明远", "老师", "昆山市第一中学")}


def test_a_part_named_by_its_last_words_is_the_whole_body_named_before() -> None:
    found = posts("昆山市职工书画协会开幕。协会会长周明远致辞。")
    assert found == {("周明远", "会长", "昆山市职工书画协会")}


def test_a_title_without_a_body_is_held_at_the_one_of_its_kind_named_before() -> None:
    found = posts("昆山市第一中学举行活动。校长周明远致辞。")
    assert ("周明远", "校长", "昆山市第一中学") in found


@pytest.mark.parametrize(
    "text",
    [
        "选手周明远夺得第一名。",
        "全国五一劳动奖章获得者周明远说。",
        "记者看到周明远师傅正在忙碌。",
        "焊工周明远当场示范。",
    ],
)
def test_a_part_that_one_plays_or_a_title_held_nowhere_is_no_post(text: str) -> None:
    assert posts(text) == set()


def test_the_evidence_of_a_post_holds_its_title_and_the_name() -> None:
    text = "会上，昆山市总工会副主席周明远说。"
    scans, linked = read(text)
    (post,) = find_posts(scans, linked, lexicon())
    span = post.evidence[0].span
    assert text[span.start : span.end] == "昆山市总工会副主席周明远"


def test_every_title_of_the_table_is_one_word_of_the_tokenizer() -> None:
    kinds = {"post", "role", "status", "form", "honor"}
    for title, kind in rows("titles", 2):
        assert kind in kinds, title
        assert [token.tag for token in tokenize(title, lexicon())][-1] in (Tag.TITLE, Tag.HEAD), title


@pytest.mark.parametrize(("title", "bodies", "example"), list(rows("title_houses", 3)))
def test_an_office_without_a_body_is_held_at_the_last_body_of_its_kind(title: str, bodies: str, example: str) -> None:
    stated = posts(example)
    assert stated
    for _, found, at in stated:
        assert found is not None
        assert at is not None
        assert found.endswith(title)
        assert bodies == "*" or at.endswith(tuple(bodies.split()))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("桐庐县委常委、副县长周明远到会。", {("周明远", "常委", "桐庐县委"), ("周明远", "副县长", "桐庐县")}),
        (
            "昆山市委副书记、市长周明远，市总工会主席林晓岚到会。",
            {("周明远", "副书记", "昆山市委"), ("周明远", "市长", "昆山市"), ("林晓岚", "主席", "昆山市总工会")},
        ),
        ("青禾县机务段抢修线路。该段首席技师周明远介绍。", {("周明远", "首席技师", "青禾县机务段")}),
        ("昆山市淀山湖镇党委副书记周明远到会。", {("周明远", "副书记", "昆山市淀山湖镇党委")}),
        ("远山机械有限公司全国五一劳动奖章获得者周明远讲课。", {("周明远", None, "远山机械有限公司")}),
        ("昆山市公交公司24路公交车驾驶员周明远说。", {("周明远", "驾驶员", "昆山市公交公司")}),
        ("远山机械有限公司的法国籍培训师周明远说。", {("周明远", "培训师", "远山机械有限公司")}),
        ("来自昆山市的搬运工周明远说。", set()),
        ("昆山市教师林晓岚说。", {("林晓岚", "教师", "昆山市")}),
        ("昆山市总工会兼职副主席、高级技师周明远说。", {("周明远", "兼职副主席", "昆山市总工会")}),
        (
            "江苏省工匠学院联盟成立。昆山工匠学院院长周明远当选首任理事长。",
            {("周明远", "院长", "昆山工匠学院"), ("周明远", "理事长", "江苏省工匠学院联盟")},
        ),
    ],
)
def test_offices_are_held_where_their_kind_says(text: str, expected: set[tuple[str, str | None, str | None]]) -> None:
    assert posts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "全会选举周明远为昆山市总工会主席，林晓岚为副主席。",
            {("周明远", "主席", "昆山市总工会"), ("林晓岚", "副主席", "昆山市总工会")},
        ),
        (
            "表彰了优秀提案人：周明远（远山机械有限公司）、林晓岚（昆山市总工会副主席）。",
            {("周明远", None, "远山机械有限公司"), ("林晓岚", "副主席", "昆山市总工会")},
        ),
        ("她叫林晓岚，远山机械有限公司焊工，今年得了奖。", {("林晓岚", "焊工", "远山机械有限公司")}),
        ("他的徒弟周明远，如今是远山机械有限公司最年轻的技师。", {("周明远", "技师", "远山机械有限公司")}),
        (
            "当选昆山市总工会委员的有（按姓氏笔画为序）：周明远（回族）、林晓岚（女）。",
            {("周明远", "委员", "昆山市总工会"), ("林晓岚", "委员", "昆山市总工会")},
        ),
        # The next person's office is nobody else's.
        (
            "昆山市总工会副主席周明远，远山机械有限公司总经理林晓岚到会。",
            {("周明远", "副主席", "昆山市总工会"), ("林晓岚", "总经理", "远山机械有限公司")},
        ),
    ],
)
def test_what_stands_behind_a_name_tells_posts(text: str, expected: set[tuple[str, str | None, str | None]]) -> None:
    assert posts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("律师周明远当场受理咨询。", {("周明远", "律师", None)}),
        ("外卖骑手周明远停下车。", {("周明远", "外卖骑手", None)}),
        ("远山机械有限公司投产。退休法官周明远说。", {("周明远", "退休法官", None)}),
        ("茶农周明远、林晓岚参加培训。", {("周明远", "茶农", None), ("林晓岚", "茶农", None)}),
        # The trade's own body is known here.
        ("江苏远山律师事务所挂牌了。律师周明远说。", {("周明远", "律师", "江苏远山律师事务所")}),
    ],
)
def test_who_works_for_himself_or_has_retired_holds_a_post_nowhere(
    text: str, expected: set[tuple[str, str | None, str | None]]
) -> None:
    assert posts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # All who are named behind a unit are its people.
        (
            "远山机械有限公司的周明远、林晓岚师徒获奖。",
            {("周明远", None, "远山机械有限公司"), ("林晓岚", None, "远山机械有限公司")},
        ),
        ("昆山大学的周明远教授到场。", {("周明远", "教授", "昆山大学")}),
        ("远山机械有限公司周明远等7名职工来信。", {("周明远", "职工", "远山机械有限公司")}),
        (
            "昆山市实验中学工会举行仪式，周明远、林晓岚两位老师领到奖牌。",
            {("周明远", "老师", "昆山市实验中学"), ("林晓岚", "老师", "昆山市实验中学")},
        ),
    ],
)
def test_what_is_said_of_a_list_is_said_of_all(text: str, expected: set[tuple[str, str | None, str | None]]) -> None:
    assert posts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The union whose congress is told, not the guests'.
        (
            "昆山市总工会召开第五次代表大会，江苏省总工会副主席罗启航到会。会上，周明远当选主席，林晓岚当选副主席。",
            {
                ("罗启航", "副主席", "江苏省总工会"),
                ("周明远", "主席", "昆山市总工会"),
                ("林晓岚", "副主席", "昆山市总工会"),
            },
        ),
        (
            "大会推选周明远为昆山市物流行业协会首任会长，林晓岚、罗启航当选副会长。",
            {
                ("周明远", "会长", "昆山市物流行业协会"),
                ("林晓岚", "副会长", "昆山市物流行业协会"),
                ("罗启航", "副会长", "昆山市物流行业协会"),
            },
        ),
        (
            "昆山市软件行业协会在巴城镇成立，江苏省企业家协会会长罗启航到会，周明远当选会长。",
            {("罗启航", "会长", "江苏省企业家协会"), ("周明远", "会长", "昆山市软件行业协会")},
        ),
    ],
)
def test_an_election_is_held_by_the_body_that_meets(
    text: str, expected: set[tuple[str, str | None, str | None]]
) -> None:
    assert posts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "周明远1985年到青禾县总工会任副主席，1990年调昆山市总工会当主席。",
            {("周明远", "副主席", "青禾县总工会"), ("周明远", "主席", "昆山市总工会")},
        ),
        (
            "周明远，男，1940年生，历任青禾县总工会副主席、昆山市总工会主席等职，1999年离休。",
            {("周明远", "副主席", "青禾县总工会"), ("周明远", "主席", "昆山市总工会")},
        ),
    ],
)
def test_a_life_tells_posts(text: str, expected: set[tuple[str, str | None, str | None]]) -> None:
    assert posts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("昆山市总工会的老主席周明远说。", {("周明远", "老主席", "昆山市总工会")}),
        ("远山机械有限公司青年技术传承人周明远说。", {("周明远", "青年技术传承人", "远山机械有限公司")}),
        ("远山机械有限公司青年职工周明远说。", {("周明远", "职工", "远山机械有限公司")}),
        (
            "昆山市文联副主席、著名书法家周明远到会。",
            {("周明远", "副主席", "昆山市文联"), ("周明远", "书法家", "昆山市文联")},
        ),
        # Two firms in the sentence, or an apprentice: nobody tells where.
        ("远山机械有限公司与昆山造船有限公司签约。焊工周明远说。", set()),
        ("在远山机械有限公司，学徒周明远举着手机。", set()),
    ],
)
def test_words_of_age_and_fame_before_a_title(text: str, expected: set[tuple[str, str | None, str | None]]) -> None:
    assert posts(text) == expected

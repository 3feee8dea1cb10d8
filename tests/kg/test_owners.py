"""References to bodies: whose 公司工会, 该校 or 财务部 it is; nobody's where the article does not tell."""

from __future__ import annotations

import pytest

from kg.lexicon import rows
from tests.kg.articles import doubts, meant, read, relations


@pytest.mark.parametrize(
    ("body", "surface", "full"),
    [
        ("北京远山机械有限公司开会。公司工会主席李建华出席。", "公司工会", "北京远山机械有限公司工会"),
        ("北京远山机械有限公司开会。公司总经理王海涛出席。", "公司", "北京远山机械有限公司"),
        ("北京远山机械有限公司党委副书记、工会主席李建华说。", "工会", "北京远山机械有限公司工会"),
        (
            "远山机械厂开会。林晓岚从昆山机械学校毕业，2016年进厂，如今已是采油二班班长。",
            "采油二班",
            "远山机械厂采油二班",
        ),
        (
            "昆山市总工会召开五届三次全委会。江苏省总工会党组成员、经费审查委员会主任周明远讲话。",
            "经费审查委员会",
            "江苏省总工会经费审查委员会",
        ),
        (
            "昆山市总工会到会。昆山远山特钢有限公司扩产。远山特钢党委副书记、工会主席周明远说。",
            "工会",
            "昆山远山特钢有限公司工会",
        ),
        (
            "青原油田分公司第四采油厂投产。周明远2008年任采油四队队长。青原油田分公司工会慰问职工。",
            "采油四队",
            "青原油田分公司第四采油厂采油四队",
        ),
        (
            "昆山远山矿业集团有限公司召开职代会。来自青岭锰矿、物流分公司的代表出席。",
            "物流分公司",
            "昆山远山矿业集团有限公司物流分公司",
        ),
        ("远山机械厂工会走访职工。厂工会主席李建华说。", "厂工会", "远山机械厂工会"),
        ("甬江酒店举办竞赛。酒店工会主席李建华说。", "酒店工会", "甬江酒店工会"),
        ("宁波市第一医院开展竞赛。医院工会主席李建华说。", "医院工会", "宁波市第一医院工会"),
        ("宁波市教育局召开会议。局工会主席王海涛说。", "局工会", "宁波市教育局工会"),
        ("北京远山建设集团有限公司开会。集团工会主席李建华说。", "集团工会", "北京远山建设集团有限公司工会"),
        ("象山县人民医院工会、团委联合举办比赛。", "团委", "象山县人民医院团委"),
        ("象山县人民医院工会和护理部联合举办比赛。", "护理部", "象山县人民医院护理部"),
        ("活动得到长安镇妇联、团委支持。", "团委", "长安镇团委"),
        ("北京远山机械有限公司工会和团委办起比赛。机电队队长李建华说。", "机电队", "北京远山机械有限公司机电队"),
        ("宁波大学举行竞赛。该校工会主席李建华说。", "校工会", "宁波大学工会"),
        ("宁波大学基础教育学院举行竞赛。该校工会主席李建华说。", "校工会", "宁波大学工会"),
        ("北京远山机械有限公司开会。财务部部长李建华说。", "财务部", "北京远山机械有限公司财务部"),
        ("北京市总工会女职工委员会开会。经费审查委员会主任王海涛说。", "经费审查委员会", "北京市总工会经费审查委员会"),
        ("甬江集团热力公司抄表工王海涛说。公司工会主席李建华说。", "公司工会", "甬江集团热力公司工会"),
        ("渭南矿务局开会。局第二中学工会主席王海涛和局工会主席李建华说。", "局工会", "渭南矿务局工会"),
        ("宁波大学党工委副书记、工会主席李建华说。", "工会", "宁波大学工会"),
        (
            "青岛纺织集团工会第五次代表大会召开。青岛市总工会到会。经费审查委员会主任王海涛报告。",
            "经费审查委员会",
            "青岛纺织集团工会经费审查委员会",
        ),
        (
            "大理市游船行业工会联合会成立。苍山机械厂工会祝贺。王海涛当选联合会第一届委员会主席。",
            "联合会第一届委员会",
            "大理市游船行业工会联合会第一届委员会",
        ),
        ("宁波钢铁有限公司炼钢厂三车间开会。三车间主任李建华说。", "三车间", "宁波钢铁有限公司炼钢厂三车间"),
    ],
)
def test_a_reference_means_the_body_of_its_kind_named_last(body: str, surface: str, full: str) -> None:
    assert meant(body, surface) == full


@pytest.mark.parametrize(("department", "bodies", "example"), list(rows("department_houses", 3)))
def test_a_department_of_a_kind_is_of_a_body_that_has_such(department: str, bodies: str, example: str) -> None:
    ends = ("公司",) if bodies == "*" else tuple(bodies.split())
    (owner,) = [o for _, p, o in relations(example) if p == "partOf"]
    assert owner.endswith(ends)


@pytest.mark.parametrize(
    ("body", "part", "owner"),
    [
        ("昆山市第一人民医院办演练。急诊科、手术室和感染科的职工参加。", "急诊科", "昆山市第一人民医院"),
        ("昆山市第一人民医院办演练。急诊科、手术室和感染科的职工参加。", "感染科", "昆山市第一人民医院"),
        ("远山鞋业有限公司开工。她从成型车间调到钳工班。", "成型车间", "远山鞋业有限公司"),
        ("远山鞋业有限公司开工。她从成型车间调到钳工班。", "钳工班", "远山鞋业有限公司"),
        ("昆山市人民法院办运动会。刑事审判庭代表队夺冠。", "刑事审判庭", "昆山市人民法院"),
        ("远山煤矿办比武。机电二队夺冠。", "机电二队", "远山煤矿"),
        ("远山油田公司办比武。修井二队夺冠。", "修井二队", "远山油田公司"),
        ("昆山市第一人民医院办比武。财务科夺冠。", "财务科", "昆山市第一人民医院"),
        ("昆山大学办比武。财务处夺冠。", "财务处", "昆山大学"),
    ],
)
def test_a_part_whose_kind_tells_its_body_needs_no_office_behind_it(body: str, part: str, owner: str) -> None:
    assert (owner + part, "partOf", owner) in relations(body)


@pytest.mark.parametrize(
    ("office", "part"),
    [
        ("作业区主任", "作业区"),
        ("丙班班长", "丙班"),
        ("修井队队长", "修井队"),
        ("列检作业场主任", "列检作业场"),
        ("准备大队队长", "准备大队"),
    ],
)
def test_an_office_behind_a_bare_unit_is_one_at_the_firm_named_before(office: str, part: str) -> None:
    owner = "远山重工有限公司"
    assert (owner + part, "partOf", owner) in relations(f"{owner}召开大会。{office}周明远说，大家干劲很足。")


@pytest.mark.parametrize(
    "body",
    [
        "远山钢铁有限公司关掉两座大型高炉。",
        "远山鞋业有限公司开工，各成型车间都满员。",
        "远山鞋业有限公司开工，成型车间外停满了车。",
        "远山鞋业有限公司开工，那时候车间里很热。",
        "远山鞋业有限公司开工，来自制鞋、印花等工段的职工来了。",
    ],
)
def test_any_part_of_a_kind_is_no_certain_one(body: str) -> None:
    assert not any(name == "partOf" for _, name, _ in relations(body))


@pytest.mark.parametrize(
    "body",
    [
        "昆山市第一人民医院开展义诊，工会律师李建华答疑。",
        "昆山市第一人民医院开展义诊，工会特邀调解员李建华调解。",
    ],
)
def test_whom_unions_send_names_no_union(body: str) -> None:
    assert meant(body, "工会") is None


def test_a_level_in_a_list_of_offices_is_that_of_the_body_beside_it() -> None:
    body = "昆山市人大常委会副主任、市总工会主席李建华，太仓市总工会党组书记马明参加。"
    assert meant(body, "市总工会") == "昆山市总工会"
    body = "红河州总工会开会。红河哈尼族彝族自治州人大常委会副主任、州总工会主席李建华参加。"
    assert meant(body, "州总工会") == "红河州总工会"


def test_an_offices_union_in_a_list_is_not_the_zones_beside_it() -> None:
    body = "昆山高新技术产业开发区总工会、市直产业工会的负责人参加。"
    assert "昆山高新技术产业开发区总市直产业工会" not in [entity.name for entity in read(body).entities]


def test_a_later_firm_takes_over_the_reference() -> None:
    body = "北京远山机械有限公司开会。宁波海通物流有限公司也开会。公司总经理李建华说。"
    assert meant(body, "公司") == "宁波海通物流有限公司"


@pytest.mark.parametrize(
    ("body", "surface"),
    [
        ("公司工会主席李建华说。", "公司工会"),
        ("工会主席李建华说。", "工会"),
        ("大兴区总工会开会。公司工会主席李建华说。", "公司工会"),
        ("大兴区总工会开会。校工会主席李建华说。", "校工会"),
    ],
)
def test_a_reference_without_an_owner_means_nobody_and_is_doubted(body: str, surface: str) -> None:
    assert meant(body, surface) is None
    assert doubts(body) == [(surface, body.index(surface))]
    assert not [post for post in read(body).posts if post.at is not None]

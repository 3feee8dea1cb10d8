"""Relations that names state: a seat, a union's body, a larger body; each with the name as its evidence."""

from __future__ import annotations

import pytest

from kg.model import ORGANIZATIONS, EntityType
from tests.kg.articles import read, relations


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("大兴区总工会慰问职工。", {("大兴区总工会", "inDistrict", "大兴区")}),
        (
            "宁波大学工会举办竞赛。",
            {("宁波大学工会", "unionOf", "宁波大学"), ("宁波大学", "inDistrict", "宁波市")},
        ),
        (
            "北京公交集团保修分公司开会。",
            {("北京公交集团保修分公司", "partOf", "北京公交集团"), ("北京公交集团", "inDistrict", "北京市")},
        ),
        (
            "大兴区总工会职工服务中心开放。",
            {("大兴区总工会职工服务中心", "partOf", "大兴区总工会"), ("大兴区总工会", "inDistrict", "大兴区")},
        ),
        (
            "北京市大兴区总工会开会。",
            {("北京市大兴区总工会", "inDistrict", "大兴区"), ("大兴区", "partOf", "北京市")},
        ),
        ("活动在北京展览馆举行。", {("北京展览馆", "inDistrict", "北京市")}),
        ("宁波高新区职工参加。", {("宁波高新区", "partOf", "宁波市")}),
        ("走访琼中气象局。", {("琼中气象局", "inDistrict", "琼中黎族苗族自治县")}),
        ("太原市总工会走访琼中气象局。", {("太原市总工会", "inDistrict", "太原市")}),
        (
            "国网神木供电公司获奖。",
            {("国网神木供电公司", "inDistrict", "神木市")},
        ),
        (
            "浙江省总工会走访宁合高速公路慈溪段项目部。",
            {("浙江省总工会", "inDistrict", "浙江省"), ("宁合高速公路慈溪段项目部", "inDistrict", "慈溪市")},
        ),
        (
            "慰问组来到临夏州东乡县。东乡县总工会主席周明远陪同。",
            {("东乡县总工会", "inDistrict", "东乡县"), ("东乡县", "partOf", "临夏州")},
        ),
        ("鞍钢工会举办比武。", {("鞍钢工会", "unionOf", "鞍钢")}),
        (
            "大秦铁路朔州工务段开工。",
            {("大秦铁路朔州工务段", "partOf", "大秦铁路"), ("大秦铁路朔州工务段", "inDistrict", "朔州市")},
        ),
        ("唐山职业学院获奖。", {("唐山职业学院", "inDistrict", "唐山市")}),
        (
            "大兴区引才，大兴生物医药产业基地的职工参加。",
            {("大兴生物医药产业基地", "partOf", "大兴区")},
        ),
        (
            "深圳市宝龙街道兴达精密模具（深圳）有限公司开工。",
            {("兴达精密模具（深圳）有限公司", "inDistrict", "宝龙街道"), ("宝龙街道", "partOf", "深圳市")},
        ),
        (
            "现任昆山市周市镇远山精密模具（昆山）有限公司钳工班班长。",
            {
                ("远山精密模具（昆山）有限公司钳工班", "partOf", "远山精密模具（昆山）有限公司"),
                ("远山精密模具（昆山）有限公司", "inDistrict", "周市镇"),
                ("周市镇", "partOf", "昆山市"),
            },
        ),
        (
            "比赛在肥西县杏花大桥项目工地举行。",
            {("杏花大桥项目工地", "inDistrict", "肥西县")},
        ),
        (
            "中国邮政宁波市分公司开会。",
            {("中国邮政宁波市分公司", "partOf", "中国邮政"), ("中国邮政宁波市分公司", "inDistrict", "宁波市")},
        ),
        (
            "岱山县泥峙镇的舟山远航船舶修造有限公司开工。",
            {("舟山远航船舶修造有限公司", "inDistrict", "泥峙镇"), ("泥峙镇", "partOf", "岱山县")},
        ),
        ("乌鲁木齐职工走访天山毛纺总厂。", set()),
        (
            "讲座在位于平遥县的晋泰职业学院举行。",
            {("晋泰职业学院", "inDistrict", "平遥县")},
        ),
        ("学员来到平遥县的白石沟煤矿。", {("白石沟煤矿", "inDistrict", "平遥县")}),
        ("夜校设在广安社区党群服务中心。", set()),
        (
            "远山能源集团工会分赴集团所属白石沟煤矿、青岭发电厂慰问。",
            {
                ("远山能源集团工会", "unionOf", "远山能源集团"),
                ("白石沟煤矿", "partOf", "远山能源集团"),
                ("青岭发电厂", "partOf", "远山能源集团"),
            },
        ),
        (
            "洛阳高新区职工参加，洛阳轴精集团工会主办。",
            {
                ("洛阳高新区", "partOf", "洛阳市"),
                ("洛阳轴精集团工会", "unionOf", "洛阳轴精集团"),
                ("洛阳轴精集团", "inDistrict", "洛阳市"),
            },
        ),
        ("周明远说。", set()),
    ],
)
def test_names_state_relations(body: str, expected: set[tuple[str, str, str]]) -> None:
    assert relations(body) == expected


@pytest.mark.parametrize(
    ("body", "firm"),
    [
        ("宁波远山机械有限公司装配车间钳工王海涛说，王海涛创新工作室成立了。", "宁波远山机械有限公司"),
        ("宁波远山纺织有限公司职工李建华获奖。此后，李建华挡车技能创新工作室揭牌。", "宁波远山纺织有限公司"),
        ("昆山市第一人民医院急诊科护士长林晓岚到会。林晓岚创新工作室来自基层。", "昆山市第一人民医院"),
    ],
)
def test_a_workshop_of_a_person_is_of_the_firm_where_that_person_works(body: str, firm: str) -> None:
    assert {o for s, p, o in relations(body) if p == "partOf" and "工作室" in s} == {firm}


def test_a_workshop_of_a_person_with_two_firms_is_of_neither() -> None:
    body = "远山机械厂钳工王海涛来了。海通轴承公司技师王海涛走了。王海涛创新工作室成立。"
    assert not {o for s, p, o in relations(body) if p == "partOf" and "工作室" in s}


def test_of_several_districts_in_a_name_the_closest_is_the_seat() -> None:
    seats = {o for s, p, o in relations("浙江省宁波市象山县总工会开会。") if s.endswith("总工会")}
    assert seats == {"象山县"}


def test_a_branch_sits_in_its_own_district_and_its_owner_in_the_owners() -> None:
    found = relations("北京邮政西城区分公司的投递员说。")
    assert ("北京邮政西城区分公司", "inDistrict", "西城区") in found
    assert ("北京邮政西城区分公司", "partOf", "北京邮政") in found
    assert ("北京邮政西城区分公司", "inDistrict", "北京市") not in found


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("云栈快递象山分公司的骑手来了。", ("云栈快递象山分公司", "partOf", "云栈快递")),
        ("松江煤电三矿举办比赛。", ("松江煤电三矿", "partOf", "松江煤电")),
        ("江苏纺织职业技术学院举办比赛。", ("江苏纺织职业技术学院", "inDistrict", "江苏省")),
        ("宁夏电力行业协会举办比赛。", ("宁夏电力行业协会", "inDistrict", "宁夏回族自治区")),
        ("宁波邮政分公司举办比赛。", ("宁波邮政分公司", "inDistrict", "宁波市")),
    ],
)
def test_a_firm_of_a_trade_owns_its_branches_not_other_bodies_of_the_trade(
    body: str, expected: tuple[str, str, str]
) -> None:
    found = relations(body)
    assert expected in found
    assert len([r for r in found if r[0] == expected[0]]) == 1 or expected[1] == "partOf"


@pytest.mark.parametrize(
    ("body", "lower", "upper"),
    [
        ("车秀兰是陕西米脂人。", "米脂县", "陕西省"),
        ("来自上海松江的焊工夺冠。", "松江区", "上海市"),
        ("选手来自河北张北。", "张北县", "河北省"),
        ("在内蒙古自治区包头市达茂旗总工会，他说。", "达茂旗", "包头市"),
        ("他住在安塞县招安乡。", "招安乡", "安塞县"),
    ],
)
def test_a_short_name_behind_that_of_the_city_or_province_says_where_it_lies(body: str, lower: str, upper: str) -> None:
    assert (lower, "partOf", upper) in relations(body)


def test_a_short_name_before_a_place_name_states_nothing() -> None:
    assert ("大兴区", "partOf", "北京市") not in relations("北京大兴国际机场启用。大兴区总工会慰问。")


def test_the_longest_form_of_the_name_is_the_evidence() -> None:
    body = "大兴区总工会开会。区总工会主席周明远说。大兴区总工会慰问职工。"
    reading = read(body)
    (relation,) = [r for r in reading.relations if r.property == "inDistrict"]
    assert [body[e.span.start : e.span.end] for e in relation.evidence] == ["大兴区总工会"] * 2


def test_every_relation_has_evidence_and_joins_entities_of_its_types() -> None:
    reading = read("北京市大兴区总工会、宁波大学工会、北京公交集团保修分公司在北京展览馆开会。")
    kinds = {e.key: e.type for e in reading.entities}
    assert {r.property for r in reading.relations} == {"inDistrict", "unionOf", "partOf"}
    for relation in reading.relations:
        assert relation.evidence
        if relation.property == "inDistrict":
            assert kinds[relation.object] is EntityType.DISTRICT
            assert kinds[relation.subject] in ORGANIZATIONS | {EntityType.PLACE}
        if relation.property == "unionOf":
            assert kinds[relation.subject] is EntityType.UNION


def test_a_workshop_is_called_without_its_firm_and_is_part_of_it() -> None:
    body = "推选远山机械有限公司周明远劳模创新工作室为理事长单位。周明远主持揭牌仪式。"
    assert ("周明远劳模创新工作室", "partOf", "远山机械有限公司") in relations(body)
    assert ("周明远", "leads", "周明远劳模创新工作室") in relations(body)


def test_the_unions_of_departments_are_parts_of_the_schools_union() -> None:
    body = "长江师范学校工会召开工作会。会上，材料学院分工会、图书馆分工会被评为先进，二级学院分工会主席参加。"
    found = relations(body)
    assert ("材料学院分工会", "unionOf", "材料学院") in found
    assert {r for r in found if r[1] == "partOf"} == {
        ("材料学院分工会", "partOf", "长江师范学校工会"),
        ("图书馆分工会", "partOf", "长江师范学校工会"),
    }


def test_a_unions_working_committee_and_group_are_the_owners_union() -> None:
    assert ("宜昌市卫生健康委员会工会工作委员会", "unionOf", "宜昌市卫生健康委员会") in relations(
        "宜昌市卫生健康委员会工会工作委员会举办比赛。"
    )
    assert ("宜昌市中心医院骨科工会小组", "unionOf", "宜昌市中心医院骨科") in relations(
        "宜昌市中心医院骨科工会小组募捐4300元。"
    )


def test_the_unions_own_committees_stand_beside_one_another() -> None:
    assert ("宜昌市总工会女工委", "partOf", "宜昌市总工会") in relations("宜昌市总工会经审委、女工委举行会议。")


def test_a_banks_branch_stands_inside_the_name_of_its_union() -> None:
    found = relations("中国工商银行股份有限公司宜昌分行工会举办点钞比赛。")
    branch = "中国工商银行股份有限公司宜昌分行"
    assert (f"{branch}工会", "unionOf", branch) in found
    assert (branch, "partOf", "中国工商银行股份有限公司") in found


def test_branches_named_by_their_towns_alone_are_of_the_only_bank() -> None:
    body = "北海银滩农村商业银行工会组织合浦支行、铁山港支行的员工徒步。"
    assert ("合浦支行", "partOf", "北海银滩农村商业银行") in relations(body)
    assert not {r for r in relations("桂林银行来到合浦支行，贵阳银行也来了。") if r[1] == "partOf"}


def test_a_banks_branch_is_in_the_county_of_its_name_though_that_is_a_word() -> None:
    found = relations("湖南潇湘农商银行桃源支行柜员周明远获得二等奖。")
    assert ("湖南潇湘农商银行桃源支行", "inDistrict", "桃源县") in found


def test_one_character_behind_a_town_and_a_province_makes_no_firms_name() -> None:
    assert relations("海南琼海潮律师事务所的律师答疑。") == {("海南琼海潮律师事务所", "inDistrict", "海南省")}


def test_the_centre_of_a_town_owns_no_school() -> None:
    assert not {r for r in relations("囊谦县香达镇中心寄宿制学校开学。") if r[1] == "partOf" and "中心" in r[2]}

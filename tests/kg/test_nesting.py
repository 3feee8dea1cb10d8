"""Names inside names: the owner, the union's body and the districts become entities with mentions of their own."""

from __future__ import annotations

from tests.kg.articles import entity, read, relations


def test_the_owner_inside_a_name_is_an_entity_mentioned_where_it_stands() -> None:
    body = "近日，远山轴承公司工会走访职工。"
    (mention,) = entity(read(body), "远山轴承公司").mentions
    assert (mention.start, mention.end) == (3, 9)
    assert mention.evidence.rule == "name-inside-name"


def test_owners_are_found_layer_by_layer() -> None:
    found = relations("宁波钢铁有限公司炼钢厂三车间职工王海涛说。")
    assert ("宁波钢铁有限公司炼钢厂三车间", "partOf", "宁波钢铁有限公司炼钢厂") in found
    assert ("宁波钢铁有限公司炼钢厂", "partOf", "宁波钢铁有限公司") in found
    assert ("宁波钢铁有限公司", "inDistrict", "宁波市") in found


def test_the_district_inside_a_name_has_its_full_name() -> None:
    district = entity(read("宁波海通物流有限公司举办竞赛。"), "宁波市")
    assert district.aliases == ("宁波",)


def test_a_persons_name_holds_no_district() -> None:
    body = "车间主任何昌平说，何昌平茶叶加工技能大师工作室成立了。"
    assert {name for name, _, _ in relations(body)} & {"何昌平茶叶加工技能大师工作室"} == set()
    assert "昌平区" not in {e.name for e in read(body).entities}


def test_a_body_that_only_a_reference_names_has_its_owner_named_where_that_stands() -> None:
    reading = read("北京远山机械有限公司开会。公司工会主席李建华出席。")
    assert [m.text for m in entity(reading, "北京远山机械有限公司").mentions] == ["北京远山机械有限公司"]
    assert [m.text for m in entity(reading, "北京远山机械有限公司工会").mentions] == ["公司工会"]


def test_an_abbreviation_inside_a_name_is_an_alias_of_the_owner() -> None:
    reading = read("北京远山机械有限公司（简称：远山机械）开会。远山机械工会主席李建华说。")
    assert entity(reading, "北京远山机械有限公司").aliases == ("远山机械",)


def test_a_factory_is_no_part_of_its_trade() -> None:
    assert relations("远山机械厂工会走访职工。") == {("远山机械厂工会", "unionOf", "远山机械厂")}


def test_what_a_reference_names_belongs_to_the_nearest_owner_in_it() -> None:
    found = relations("渭南矿务局开会。局工会女工部部长李建华和局第二中学工会主席王海涛说。")
    assert {
        ("渭南矿务局工会女工部", "partOf", "渭南矿务局工会"),
        ("渭南矿务局第二中学工会", "unionOf", "渭南矿务局第二中学"),
        ("渭南矿务局第二中学", "partOf", "渭南矿务局"),
    } <= found


def test_a_committee_of_a_term_is_a_part_of_its_union() -> None:
    found = relations("青岛纺织集团工会召开第五次代表大会，选举了第六届工会委员会。")
    assert ("青岛纺织集团第六届工会委员会", "partOf", "青岛纺织集团工会") in found


def test_a_school_whose_kind_is_two_words_is_one_school() -> None:
    assert relations("昆山市职业中专学校慰问教师。") == {("昆山市职业中专学校", "inDistrict", "昆山市")}


def test_what_a_project_builds_is_no_part_of_the_firm() -> None:
    project = "远山建工集团城南小学项目部"
    found = relations(f"近日，{project}慰问职工。")
    assert {owner for name, relation, owner in found if name == project and relation == "partOf"} == {"远山建工集团"}


def test_a_department_of_a_districts_committee_sits_in_the_district() -> None:
    found = relations("昆山市委组织部部长周明远出席。")
    assert ("昆山市委组织部", "inDistrict", "昆山市") in found


def test_a_quarter_of_a_town_that_a_branch_is_called_by_is_no_district_of_another_city() -> None:
    found = relations("昆山农商银行城东支行行长周明远说。")
    assert ("昆山农商银行城东支行", "inDistrict", "城东区") not in found
    assert ("西宁农商银行城东支行", "inDistrict", "城东区") in relations(
        "西宁市总工会开会。西宁农商银行城东支行行长周明远说。"
    )

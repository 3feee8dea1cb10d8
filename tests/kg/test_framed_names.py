"""Names that only their frame tells: lists of firms, people's units beside firms, venues before their verb."""

from __future__ import annotations

import pytest

from kg.lexicon import lexicon
from kg.mentions import scan_article
from kg.model import EntityType
from tests.kg.articles import article, relations


def named(body: str, kind: EntityType) -> list[str]:
    """The names of that type in a body, in the order of the text."""
    (scan,) = scan_article(article(body), lexicon())
    return [scan.text[b.start : b.end] for b in scan.bodies if b.type is kind and b.named]


@pytest.mark.parametrize(
    ("body", "firms"),
    [
        ("工会跟疾鹿、速必行等企业的骑手谈心。", ["疾鹿", "速必行"]),
        ("来自辖区的闽江印务、东方轮毂、天芮医药等18家企业的职工参加。", ["闽江印务", "东方轮毂", "天芮医药"]),
        ("建成远山药业、科沃中维、华谱仪等6家示范单位。", ["远山药业", "科沃中维", "华谱仪"]),
        ("远山药业、华谱仪等6个工会之家挂牌。", ["远山药业", "华谱仪"]),
        ("来自盛远石化、独山炼化、虹谱新材料等12家企业的班组长参赛。", ["盛远石化", "独山炼化", "虹谱新材料"]),
    ],
)
def test_a_list_of_firms_names_firms(body: str, firms: list[str]) -> None:
    assert named(body, EntityType.COMPANY) == firms


@pytest.mark.parametrize(
    "body",
    [
        "制造业、服务业等企业开展协商。",
        "国企、民企等8家企业参加。",
        "来自宁波、绍兴、温州等地26家企业的职工参加。",
        "宁波、绍兴等26家企业参加。",
        "象山县总工会、华谱仪等6家单位获奖。",
        "毛巾、水杯等物品送到职工手中。",
        "象山县总工会等6家单位的队员依次完成侦检、堵漏、洗消等8个科目。",
    ],
)
def test_kinds_districts_and_mixed_lists_name_no_firms(body: str) -> None:
    assert named(body, EntityType.COMPANY) == []


def test_who_stands_beside_people_of_firms_is_of_a_firm() -> None:
    body = "宁波悦升服饰有限公司的李建华、绍兴二棉的王海涛分获第一名。"
    assert named(body, EntityType.COMPANY) == ["宁波悦升服饰有限公司", "绍兴二棉"]
    assert ("绍兴二棉", "inDistrict", "绍兴市") in relations(body)
    assert named("宁波悦升服饰有限公司的李建华、绍兴的王海涛分获第一名。", EntityType.COMPANY)[1:] == []


@pytest.mark.parametrize(
    ("body", "venues"),
    [
        ("职工技能竞赛在越秀区永乐坊开赛。", ["永乐坊"]),
        ("职工文艺汇演在象山县雁苍台圆满落幕。", ["雁苍台"]),
        ("职工徒步大会在白荡江滩林起跑。", ["白荡江滩林"]),
        ("义诊在几江长江大桥工地开展。", ["几江长江大桥工地"]),
        ("采茶比赛在千垛景区举行。", ["千垛景区"]),
        ("灯会在老街的秦驻桥头开幕。", ["秦驻桥头"]),
        ("在水绘园门前，志愿者为游客理发。", ["水绘园"]),
        ("工会在满都拉口岸，为牧民送上义诊。", ["满都拉口岸"]),
        ("工会在巨人广场举办“师徒节”。", ["巨人广场"]),
        ("校工会在校内工匠讲堂举行签约仪式。", ["工匠讲堂"]),
        ("北山车务段在芦花站组织应急演练。", ["芦花站"]),
        ("志愿者在凤头河倒班公寓里，为司机义诊。", ["凤头河倒班公寓"]),
        ("首期培训班在远通物流堆场开办。", ["远通物流堆场"]),
        ("劳动竞赛在施工工地打响，技能竞赛在公司食堂开锣，招聘会在人才市场举行。", []),
        ("比赛在厂区举行，颁奖会在会场召开。", []),
        ("比赛在市人民广场举行，义诊在多个景区开展。", []),
        ("她在门口数人头，他在生产线上看了一个钟头，", []),
        ("活动在宁波市总工会指导下举行。", []),
    ],
)
def test_a_verb_of_holding_makes_a_venue_of_what_stands_behind_zai(body: str, venues: list[str]) -> None:
    assert named(body, EntityType.PLACE) == venues


@pytest.mark.parametrize(
    ("body", "buildings"),
    [
        ("一行人走进尚贤楼、启智楼、体育馆、梦想大厅等地。", ["尚贤楼", "启智楼", "梦想大厅"]),
        ("大家在启智楼里听老师介绍课程。", ["启智楼"]),
        ("一行人走进办公楼、实训楼、服务大厅等地。", []),
        ("职工在教学楼里避雨。", []),
    ],
)
def test_a_tour_names_buildings_and_their_kinds_are_no_names(body: str, buildings: list[str]) -> None:
    assert named(body, EntityType.PLACE) == buildings


def test_a_park_is_a_site_unless_somebody_runs_it() -> None:
    body = "丰城市叉车工技能竞赛在双汇物流园打响。"
    assert named(body, EntityType.PLACE) == ["双汇物流园"]
    run = body + "双汇物流园工会联合会副主席李建华到场。"
    assert named(run, EntityType.PLACE) == []
    assert "双汇物流园" in named(run, EntityType.DISTRICT)

"""Names of organizations: what is one, how far it reaches, and what is only a reference to one named elsewhere."""

from __future__ import annotations

import pytest

from kg.bodies import find_bodies
from kg.districts import Body
from kg.lexicon import lexicon
from kg.model import EntityType
from kg.tokens import tokenize


def found(text: str) -> list[Body]:
    """The organizations of a text; districts are tested in test_districts.py."""
    bodies = find_bodies(text, tokenize(text, lexicon()), lexicon())
    return [body for body in bodies if body.type is not EntityType.DISTRICT]


def names(text: str) -> list[str]:
    """The organizations that a text names."""
    return [text[body.start : body.end] for body in found(text) if body.named]


def references(text: str) -> list[tuple[str, str]]:
    """What may mean an organization named elsewhere, with the word it is referred by."""
    return [(text[body.start : body.end], body.level) for body in found(text) if not body.named]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("近日，大兴区总工会主席周明远出席", "大兴区总工会"),
        ("在北京市大兴区总工会的指导下", "北京市大兴区总工会"),
        ("走进北京远山机械有限公司的车间", "北京远山机械有限公司"),
        ("来到远山机械厂工会", "远山机械厂工会"),
        ("他任北京市交通运输工会第四届委员会委员", "北京市交通运输工会第四届委员会"),
        ("由长鑫（北京）存储技术有限公司承办", "长鑫（北京）存储技术有限公司"),
        ("中铁六局电务公司深圳地铁项目部的工地", "中铁六局电务公司深圳地铁项目部"),
        ("北京邮政西城区分公司的投递员", "北京邮政西城区分公司"),
        ("中共宁波市委组织部发文", "中共宁波市委组织部"),
        ("共青团大兴区委发起", "共青团大兴区委"),
        ("会同公安呈贡分局办理", "公安呈贡分局"),
        ("长安医院急诊科护士", "长安医院急诊科"),
        ("河海大学能源与电气学院师生", "河海大学能源与电气学院"),
        ("北京市第一中级人民法院法官", "北京市第一中级人民法院"),
        ("北京远山集团“红旗宣讲团”走进工地", "北京远山集团“红旗宣讲团”"),
        ("王海涛劳模创新工作室成立", "王海涛劳模创新工作室"),
        ("宁波大学附属医院的医生", "宁波大学附属医院"),
        ("走进三和半导体有限公司", "三和半导体有限公司"),
        ("宁波市快递行业工会联合会成立", "宁波市快递行业工会联合会"),
        ("在超市发玲珑路店店长的带领下", "超市发玲珑路店"),
        ("宁波市委书记出席", "宁波市委"),
        ("参观紫金精密零部件（南京）有限公司的车间", "紫金精密零部件（南京）有限公司"),
        ("杏林街道的远山精密电子（厦门）有限公司", "远山精密电子（厦门）有限公司"),
        ("施工单位中交华北建设公司的工人", "中交华北建设公司"),
        ("德资企业莱希宝（常州）包装机械有限公司的培训师", "莱希宝（常州）包装机械有限公司"),
        ("嘉陵江机械厂总装二车间装配一班被评为先进", "嘉陵江机械厂总装二车间装配一班"),
        ("江南航天3301厂的焊工", "江南航天3301厂"),
        ("宜宾市第二医院心血管内科主任", "宜宾市第二医院心血管内科"),
        ("泸州职业技术学院汽车工程系教师", "泸州职业技术学院汽车工程系"),
        ("国家粮食安全监察局河南局处长", "国家粮食安全监察局河南局"),
        ("鹤壁市机关事务管理局干部", "鹤壁市机关事务管理局"),
        ("珠海市网约车行业协会会长", "珠海市网约车行业协会"),
        ("由焦作市经济和信息化局主办", "焦作市经济和信息化局"),
        ("敦煌市教育和体育局局长", "敦煌市教育和体育局"),
        ("民建徐州市委会副主委", "民建徐州市委会"),
        ("清河县党建工作办公室主任", "清河县党建工作办公室"),
        ("大柳峪煤业公司采煤机司机", "大柳峪煤业公司"),
        ("走进中化学十四建海宁项目部", "中化学十四建海宁项目部"),
        ("他移步牡丹江断桥景区", "牡丹江断桥景区"),
        ("瑞金市红都职业技术学校教师", "瑞金市红都职业技术学校"),
        ("潍坊业达医院护士", "潍坊业达医院"),
        ("襄阳隆中技工学校学生", "襄阳隆中技工学校"),
        ("在同家沟社区文化广场举办", "同家沟社区文化广场"),
        ("在地铁3号线文化广场站开讲", "地铁3号线文化广场站"),
        ("泉州现代职业学校学生", "泉州现代职业学校"),
        ("襄阳市高新区（简称“襄高区”）工会工作委员会主任", "襄阳市高新区（简称“襄高区”）工会工作委员会"),
        ("山西天中律师事务所太原分所主任", "山西天中律师事务所太原分所"),
        ("无锡丝绸工匠学院院长", "无锡丝绸工匠学院"),
        ("无锡开放大学提供师资", "无锡开放大学"),
        ("宁波第一医院重症医学科护士长", "宁波第一医院重症医学科"),
        ("杭州市中级人民法院民二庭庭长", "杭州市中级人民法院民二庭"),
        ("绵阳市关心下一代工作委员会副主任", "绵阳市关心下一代工作委员会"),
        ("在达州市总工会三楼会议室座谈", "达州市总工会三楼会议室"),
        ("会同最高人民法院发文", "最高人民法院"),
        ("在合肥市肥西县杏花大桥项目工地举行", "杏花大桥项目工地"),
        ("在象山县影剧院演出", "象山县影剧院"),
        ("洞庭湖远航港务集团岳阳公司开会", "洞庭湖远航港务集团岳阳公司"),
        ("宁波农商银行象山中心支行的柜员", "宁波农商银行象山中心支行"),
        ("首站走进清溪林场", "清溪林场"),
        ("华东师范大学的教授", "华东师范大学"),
        ("岩口沟煤矿发生火情", "岩口沟煤矿"),
        ("矿务局子弟中学的学生", "矿务局子弟中学"),
        ("拉上桃源小学的老师", "桃源小学"),
        ("在系马桩社区举办讲座", "系马桩社区"),
        ("贵州山河联合建设有限公司开工", "贵州山河联合建设有限公司"),
        ("来自深圳市宝龙街道兴达模具有限公司", "兴达模具有限公司"),
        ("全国总工会宣传教育部部长", "全国总工会宣传教育部"),
        ("胶州湾远帆港务集团烟台公司工会举办", "胶州湾远帆港务集团烟台公司工会"),
        ("云南山河路桥联合建设有限公司开工", "云南山河路桥联合建设有限公司"),
        ("会同以谷药业研制", "以谷药业"),
        ("商会会长、后旗山镁业集团总裁", "后旗山镁业集团"),
        ("次日便拉上云亭小学工会主席", "云亭小学工会"),
        ("参观大连食品加工厂", "大连食品加工厂"),
        ("川西送变电公司职工", "川西送变电公司"),
        ("绍兴市人民法院民事审判第二庭的法官", "绍兴市人民法院民事审判第二庭"),
        ("宁波远山集团“劳模匠心宣讲团”成立", "宁波远山集团“劳模匠心宣讲团”"),
        ("宁波市总工会“甬工夜校”开班", "宁波市总工会"),
        ("远山机械有限公司“工地夜校”开班", "远山机械有限公司"),
        ("青石桥站值班员", "青石桥站"),
        ("昆山远山商业银行高新支行行长", "昆山远山商业银行高新支行"),
        ("所属的新岭煤矿投产", "新岭煤矿"),
        ("在大台子煤矿宣讲", "大台子煤矿"),
        ("青禾煤业公司兴岭煤矿305综采队支架工", "青禾煤业公司兴岭煤矿305综采队"),
        ("在昆山市110千伏石桥变电站演练", "110千伏石桥变电站"),
        ("国网昆山供电公司220千伏柳林变电站值长", "国网昆山供电公司220千伏柳林变电站"),
        ("宁波大学附属滨海医院的医生", "宁波大学附属滨海医院"),
        ("新疆生产建设兵团第一师阿拉尔市总工会召开会议", "新疆生产建设兵团第一师阿拉尔市总工会"),
        ("江苏省总工会宣传和网络工作部部长", "江苏省总工会宣传和网络工作部"),
        ("在梧州荷乡甜食品有限公司投产", "梧州荷乡甜食品有限公司"),
        ("入夜，闪风速运杭州余杭营业部还亮着灯", "闪风速运杭州余杭营业部"),
    ],
)
def test_a_name_reaches_from_its_head_to_where_it_begins(text: str, name: str) -> None:
    assert names(text) == [name]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("宁波市总工会、象山县总工会和慈溪市总工会", ["宁波市总工会", "象山县总工会", "慈溪市总工会"]),
        ("大兴区总工会联合北京友谊医院举办", ["大兴区总工会", "北京友谊医院"]),
        ("宝龙街道兴诺达精密模具有限公司", ["兴诺达精密模具有限公司"]),
        ("急诊科宁波市环卫中心", ["宁波市环卫中心"]),
        ("宁波远山酒业有限公司厂区内", ["宁波远山酒业有限公司"]),
    ],
)
def test_names_end_where_the_next_one_begins(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "职工工会",
        "周明远学会了焊接",
        "各级工会要加强工会组织建设",
        "全国工会十八大精神",
        "北京市工会十五大",
        "某公司",
        "一家公司两个工厂",
        "企业工会和职工",
        "3个班组参加",
        "职工创新工作室的建设",
        "省级劳模创新工作室",
        "建设学校和医院",
    ],
)
def test_bodies_of_a_kind_are_no_names(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "reference", "level"),
    [
        ("区总工会召开会议", "区总工会", "区"),
        ("市委组织部印发通知", "市委组织部", "市"),
        ("街道总工会的干部", "街道总工会", "街道"),
        ("公司工会主席周明远", "公司工会", "公司"),
        ("省商务厅的负责人", "省商务厅", "省"),
        ("该校基础教育学院", "基础教育学院", "该校"),
        ("长沙县工会的做法", "长沙县工会", "长沙县"),
        ("第一师阿拉尔市工会的做法", "第一师阿拉尔市工会", "第一师阿拉尔市"),
        ("工会主席周明远", "工会", "工会"),
        ("分管人力资源部部长", "人力资源部", ""),
        ("厂安保部负责人", "厂安保部", "厂"),
    ],
)
def test_a_level_or_an_office_refers_to_a_body_that_the_context_tells(text: str, reference: str, level: str) -> None:
    assert references(text) == [(reference, level)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("大兴区总工会", EntityType.UNION),
        ("北京远山机械有限公司", EntityType.COMPANY),
        ("北京友谊医院", EntityType.INSTITUTION),
        ("北京展览馆", EntityType.PLACE),
        ("王海涛劳模创新工作室", EntityType.WORKSHOP),
        ("宁波市教育局", EntityType.INSTITUTION),
        ("中建八局", EntityType.COMPANY),
        ("中铁二局", EntityType.COMPANY),
        ("北台煤矿机电队", EntityType.COMPANY),
        ("国网象山供电公司输电运检中心", EntityType.COMPANY),
        ("宁波市邮政业发展中心", EntityType.INSTITUTION),
    ],
)
def test_the_head_tells_the_type_and_a_brand_makes_a_bureau_a_firm(text: str, kind: EntityType) -> None:
    assert [body.type for body in found(text)] == [kind]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("北京市大兴区总工会", ["北京市", "大兴区"]),
        ("北京邮政西城区分公司", ["北京", "北京邮政", "西城区"]),
        ("北京市总工会职工服务中心", ["北京市", "北京市总工会"]),
        ("浙江大学医学院附属第一医院", ["浙江", "浙江大学", "浙江大学医学院"]),
        ("长鑫（北京）存储技术有限公司", ["北京"]),
        ("王海涛劳模创新工作室", []),
        ("新疆生产建设兵团第一师阿拉尔市总工会", ["新疆", "阿拉尔市"]),
        ("梧州荷乡甜食品有限公司", ["梧州"]),
    ],
)
def test_a_name_tells_the_names_inside_it(text: str, parts: list[str]) -> None:
    (body,) = found(text)
    assert [text[part.start : part.end] for part in body.parts] == parts


def test_a_registered_firm_is_no_part_of_its_own_name() -> None:
    text = "海通码头有限公司工会"
    (body,) = found(text)
    assert [text[part.start : part.end] for part in body.parts] == ["海通码头有限公司"]


@pytest.mark.parametrize("text", ["中铁一局", "中铁十二局集团"])
def test_the_bureaus_of_a_state_firm_are_firms(text: str) -> None:
    assert [(body.type, body.named) for body in found(text)] == [(EntityType.COMPANY, True)]


@pytest.mark.parametrize("text", ["以岭药业", "铜都矿业", "驿达快运"])
def test_a_firms_name_may_hold_function_words(text: str) -> None:
    assert names(f"走进{text}") == [text]


@pytest.mark.parametrize(
    ("text", "owners"),
    [
        ("鸡鸣山景区管理公司", []),
        ("长城抗战纪念馆工会", [(EntityType.INSTITUTION, "长城抗战纪念馆")]),
        ("湖州工匠学院联盟", []),
        ("浙江纺织职业技术学院", []),
        ("泉州能源行业协会", []),
        ("湖南路桥四公司", [(EntityType.COMPANY, "湖南路桥")]),
        ("中国石油大港油田分公司", [(EntityType.COMPANY, "中国石油")]),
        ("杭州市中级人民法院民二庭", [(EntityType.INSTITUTION, "杭州市中级人民法院")]),
        ("鞍钢矿业公司", [(EntityType.COMPANY, "鞍钢")]),
        ("马钢集团", []),
        ("福万隆解放路店", [(EntityType.COMPANY, "福万隆")]),
        ("南京公交维修分公司", [(EntityType.COMPANY, "南京公交")]),
        ("琼海邮政分公司", []),
        ("云达快运江北分公司", [(EntityType.COMPANY, "云达快运")]),
        ("市纪委监委驻市总工会纪检监察组", [(EntityType.INSTITUTION, "市纪委监委")]),
    ],
)
def test_a_place_owns_nothing_and_who_joins_is_no_owner(text: str, owners: list[tuple[EntityType, str]]) -> None:
    (body,) = found(text)
    parts = [(part.type, text[part.start : part.end]) for part in body.parts]
    assert [part for part in parts if part[0] is not EntityType.DISTRICT] == owners


def test_a_ministry_is_named_by_itself_and_is_a_mere_part_behind_other_words() -> None:
    assert names("商务部发文") == ["商务部"]
    assert references("宣传教育部部长") == [("宣传教育部", "")]


def test_a_works_number_is_a_name_only_right_before_its_head() -> None:
    assert names("2024年江南机械厂") == ["江南机械厂"]
    assert names("工会拉上厂安全保卫部") == []


@pytest.mark.parametrize(
    "text",
    [
        "成渝两地工会携手",
        "佛山各级工会计划筹集",
        "师徒在“盲拆闸瓦”项目中夺冠",
        "国有林场",
        "农村中学",
        "女儿小学",
        "反假货币项目",
        "组建8支“护路先锋”突击队",
        "四市总工会联合签约",
        "这是第三家货运行业工会联合会",
        "素有“云上最美小镇”之称",
        "周明勇为工作室揭牌",
        "“扬帆起航 情定船坞”集体婚礼",
        "“墨韵”全国煤矿职工书画展",
        "中国纺织工匠",
    ],
)
def test_many_unions_contests_and_kinds_are_no_names(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize("text", ["18所学校代表队参加", "三家公司工会参加"])
def test_what_is_counted_refers_to_nobody(text: str) -> None:
    assert found(text) == []


def test_a_new_committee_is_not_called_new() -> None:
    text = "选举产生新一届工会委员会"
    assert [text[body.start : body.end] for body in found(text)] == ["工会委员会"]


def test_a_zone_named_after_an_airport_is_no_airport() -> None:
    assert "郑州新郑国际机场" not in names("围绕郑州新郑国际机场临空经济区的需求")


@pytest.mark.parametrize("text", ["区县总工会参加", "各旗县总工会参加", "成为当地建成的第三个创新工作室、"])
def test_bodies_of_a_kind_are_none(text: str) -> None:
    assert names(text) == []


def test_an_officer_of_former_days_was_the_bodys_own() -> None:
    assert names("远山机械厂原工会副主席") == ["远山机械厂"]


@pytest.mark.parametrize("text", ["“工会主席接待日”走进校园", "新任工会主席培训班"])
def test_what_is_held_for_officers_of_unions_refers_to_no_union(text: str) -> None:
    assert references(text) == []


@pytest.mark.parametrize("brackets", ["（）", "()", "（ ）", "“”"])
def test_empty_brackets_end_a_name(brackets: str) -> None:
    assert names(f"北京市远山机械厂{brackets}工会主席") in (["北京市远山机械厂"], ["北京市", "北京市远山机械厂"])


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("中国海员建设工会天津市委员会协办", "中国海员建设工会天津市委员会", EntityType.UNION),
        ("江东区河口街道网约配送行业工会联合会成立", "江东区河口街道网约配送行业工会联合会", EntityType.UNION),
        ("岳阳市城陵矶临港产业新区总工会举办讲座", "岳阳市城陵矶临港产业新区总工会", EntityType.UNION),
        ("昆山市南湖社区医院的医生", "昆山市南湖社区医院", EntityType.INSTITUTION),
        ("远山码头职工义务消防队赶到", "远山码头职工义务消防队", EntityType.INSTITUTION),
        ("辽宁远山矿业有限责任公司北采场的电铲", "辽宁远山矿业有限责任公司北采场", EntityType.COMPANY),
    ],
)
def test_committees_of_unions_brigades_and_pits_have_their_types(text: str, name: str, kind: EntityType) -> None:
    assert [(text[body.start : body.end], body.type) for body in found(text) if body.named] == [(name, kind)]


@pytest.mark.parametrize("text", ["拿下港口电气项目第二名", "夺得汽车维修项目冠军"])
def test_the_event_that_one_places_in_is_no_firms_project(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("走进贵州双元铝材有限公司铸造车间", ["贵州双元铝材有限公司铸造车间"]),
        ("广西快步达供应链管理有限公司的骑手", ["广西快步达供应链管理有限公司"]),
        ("中国人民银行湖南省分行货币金银处处长周明远", ["中国人民银行湖南省分行货币金银处"]),
        ("远山银行为会员办理工会会员服务卡", ["远山银行"]),
        ("送青年进佛山工厂学技能", []),
        ("把44个镇（街道）工会跑一遍", []),
    ],
)
def test_words_of_time_and_number_may_be_a_firms_own_and_common_ones_name_nobody(
    text: str, expected: list[str]
) -> None:
    assert names(text) == expected

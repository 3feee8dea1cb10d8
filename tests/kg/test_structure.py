"""What a body's full name says of itself: whose it is, whose union it is, where it sits."""

from __future__ import annotations

import pytest

from kg.lexicon import lexicon
from kg.model import EntityType
from kg.structure import Structure, analyze

COMPANY, INSTITUTION, UNION = EntityType.COMPANY, EntityType.INSTITUTION, EntityType.UNION


@pytest.mark.parametrize(
    ("name", "owner", "is_union", "districts"),
    [
        ("大兴区总工会", None, False, ("大兴区",)),
        ("北京市大兴区总工会", None, False, ("北京市", "大兴区")),
        ("远山机械厂工会", (COMPANY, "远山机械厂"), True, ()),
        ("宁波大学工会", (INSTITUTION, "宁波大学"), True, ()),
        ("北京公交集团保修分公司", (COMPANY, "北京公交集团"), False, ()),
        ("北京市总工会职工服务中心", (UNION, "北京市总工会"), False, ()),
        ("北京邮政西城区分公司", (COMPANY, "北京邮政"), False, ("西城区",)),
        ("北京友谊医院护理部", (INSTITUTION, "北京友谊医院"), False, ()),
        ("长鑫（北京）存储技术有限公司", None, False, ("北京",)),
        ("王海涛创新工作室", None, False, ()),
        ("中国煤矿地质工会", None, False, ()),
        ("不是名字", None, False, ()),
    ],
)
def test_a_name_states_its_owner_and_its_districts(
    name: str, owner: tuple[EntityType, str] | None, is_union: bool, districts: tuple[str, ...]
) -> None:
    assert analyze(name, lexicon()) == Structure(owner, is_union, districts)

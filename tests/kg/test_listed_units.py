"""Rosters: one line a person, whose unit ends where its title begins, however strange its name is."""

from __future__ import annotations

import pytest

from tests.kg.sentences import posts


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            "罗维国　昆山六盘供电公司带电作业工\n李　肃　青禾抽水蓄能公司安全员",
            {("罗维国", "带电作业工", "昆山六盘供电公司"), ("李肃", "安全员", "青禾抽水蓄能公司")},
        ),
        (
            "昆山六盘供电公司带电作业工　罗维国\n青禾抽水蓄能公司安全员　李　肃",
            {("罗维国", "带电作业工", "昆山六盘供电公司"), ("李肃", "安全员", "青禾抽水蓄能公司")},
        ),
        (
            "撇　缆：林青松　远海航运集团有限公司\n金工焊接：罗永年　昆山船舶管理有限公司",
            {("林青松", None, "远海航运集团有限公司"), ("罗永年", None, "昆山船舶管理有限公司")},
        ),
        (
            "1\t罗维国\t远山机械有限公司\t98.7\n2\t李　肃\t昆山船舶管理有限公司\t97.2",
            {("罗维国", None, "远山机械有限公司"), ("李肃", None, "昆山船舶管理有限公司")},
        ),
        (
            "罗维国　远山地铁集团有限公司电客车司机\n李　肃　昆山船舶管理有限公司水手长",
            {("罗维国", "电客车司机", "远山地铁集团有限公司"), ("李肃", "水手长", "昆山船舶管理有限公司")},
        ),
    ],
)
def test_the_frame_of_a_line_tells_the_unit(lines: str, expected: set[tuple[str, str | None, str | None]]) -> None:
    assert posts(f"名单如下：\n{lines}\n") == expected


def test_a_table_of_a_hospital_names_its_wards() -> None:
    text = "昆山市第一人民医院举行比赛。\n1\t林　静\t重症医学科\t99.2\n2\t周明远\t急诊科\t98.7\n"
    assert posts(text) == {
        ("林静", None, "昆山市第一人民医院重症医学科"),
        ("周明远", None, "昆山市第一人民医院急诊科"),
    }

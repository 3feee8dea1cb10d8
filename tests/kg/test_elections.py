"""Elections and appointments: who is chosen for what, each alone or all together, and who is relieved of it."""

from __future__ import annotations

import pytest

from tests.kg.sentences import posts

_UNION = "昆山市总工会"


@pytest.mark.parametrize(
    "text",
    [
        "周明远、林启航分别当选昆山市总工会主席、副主席。",
        "周明远和林启航分别担任昆山市总工会主席、副主席。",
        "周明远、林启航分别被任命为昆山市总工会主席和副主席。",
        "昆山市总工会主席、副主席分别由周明远、林启航担任。",
    ],
)
def test_offices_that_people_hold_each_apart_are_shared_out_in_order(text: str) -> None:
    assert posts(text) == {("周明远", "主席", _UNION), ("林启航", "副主席", _UNION)}


def test_offices_held_apart_that_do_not_match_the_people_are_nobodys() -> None:
    assert posts("周明远、林启航、罗小川分别当选昆山市总工会主席、副主席。") == set()


@pytest.mark.parametrize(
    "text",
    [
        "昆山市总工会副主席由周明远担任。",
        "昆山市总工会副主席一职由周明远接任。",
        "免去周明远昆山市总工会副主席职务。",
        "会议免去周明远同志的昆山市总工会副主席职务。",
        "周明远同志不再担任昆山市总工会副主席职务。",
        "周明远现为昆山市总工会副主席。",
        "周明远曾任昆山市总工会副主席。",
    ],
)
def test_verbs_of_holding_and_losing_an_office_tell_it(text: str) -> None:
    assert posts(text) == {("周明远", "副主席", _UNION)}


@pytest.mark.parametrize("verb", ["改任", "升任", "转任", "调任"])
def test_who_changes_posts_held_both(verb: str) -> None:
    assert posts(f"周明远由昆山市总工会副主席{verb}昆山市民政局局长。") == {
        ("周明远", "副主席", _UNION),
        ("周明远", "局长", "昆山市民政局"),
    }


def test_a_list_of_offices_goes_on_behind_a_joint() -> None:
    assert posts("周明远担任远山机械有限公司总经理以及昆山市总工会副主席。") == {
        ("周明远", "总经理", "远山机械有限公司"),
        ("周明远", "副主席", _UNION),
    }


def test_the_speaker_of_one_side_is_elected_by_no_union() -> None:
    text = "昆山市总工会举行集体协商。企业方首席代表由远山机械有限公司总经理周明远担任。"
    assert posts(text) == {("周明远", "总经理", "远山机械有限公司")}

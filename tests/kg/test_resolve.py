"""Across articles: who is the same, who only bears the same name, and what each is called in the graph."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import permutations

import pytest

from kg.ids import Names
from kg.lexicon import lexicon
from kg.model import Entity, EntityType, Iri, Post, Reading
from kg.resolution import Identity, Links, Resolution
from kg.resolve import NO_LINKS, resolve
from kg.settings import DEFAULT_BASE
from kg.statements import article_iri
from tests.kg.articles import article

PERSON, UNION, COMPANY, DISTRICT = EntityType.PERSON, EntityType.UNION, EntityType.COMPANY, EntityType.DISTRICT
NAMES = Names(DEFAULT_BASE)


def reading(
    number: int,
    *entities: tuple[EntityType, str] | tuple[EntityType, str, tuple[str, ...]],
    posts: Iterable[tuple[str, str, str]] = (),
) -> Reading:
    """An article's entities (type, name, aliases) and posts (person, title, body); keys are names."""
    made = tuple(Entity(e[1], e[0], e[1], e[2] if len(e) == 3 else (), ()) for e in entities)
    held = tuple(Post(person, title, at, ()) for person, title, at in posts)
    return Reading(article(f"第{number}篇。", page=f"p{number}.txt"), made, (), held, (), ())


def resolution(*readings: Reading, links: Links = NO_LINKS) -> Resolution:
    return resolve(readings, tuple(article_iri(r, NAMES) for r in readings), NAMES, lexicon(), links)


def identities(name: str, *readings: Reading) -> list[Identity]:
    """The identity that a name has in each of the readings that have it."""
    found = resolution(*readings).identities
    return [found[number, name] for number, r in enumerate(readings) if name in {e.key for e in r.entities}]


def one(name: str, *readings: Reading) -> bool:
    """Whether a name means the same in all readings."""
    return len({identity.iri for identity in identities(name, *readings)}) == 1


# -- people ----------------------------------------------------------------------------------------------------------


def at(number: int, person: str, body: str, title: str = "主席") -> Reading:
    return reading(number, (PERSON, person), (UNION, body), posts=[(person, title, body)])


def test_one_name_with_a_post_at_one_body_is_one_person() -> None:
    assert one("周明远", at(1, "周明远", "大兴区总工会"), at(2, "周明远", "大兴区总工会", "党组书记"))


def test_a_namesake_at_another_body_is_another_person() -> None:
    assert not one("周明远", at(1, "周明远", "大兴区总工会"), at(2, "周明远", "海淀区总工会"))


def test_a_name_alone_merges_nobody() -> None:
    assert not one("周明远", at(1, "周明远", "大兴区总工会"), reading(2, (PERSON, "周明远")))
    assert not one("周明远", reading(1, (PERSON, "周明远")), reading(2, (PERSON, "周明远")))


def test_a_post_at_a_district_merges_nobody() -> None:
    readings = [
        reading(n, (PERSON, "周明远"), (DISTRICT, "大兴区"), posts=[("周明远", "职工", "大兴区")]) for n in (1, 2)
    ]
    assert not one("周明远", *readings)


def test_posts_at_two_bodies_join_the_articles_of_both() -> None:
    both = reading(
        3,
        (PERSON, "周明远"),
        (UNION, "大兴区总工会"),
        (COMPANY, "远山机械厂"),
        posts=[("周明远", "主席", "大兴区总工会"), ("周明远", "钳工", "远山机械厂")],
    )
    factory = reading(2, (PERSON, "周明远"), (COMPANY, "远山机械厂"), posts=[("周明远", "钳工", "远山机械厂")])
    assert one("周明远", at(1, "周明远", "大兴区总工会"), factory, both)


# -- bodies and districts --------------------------------------------------------------------------------------------


def test_bodies_of_one_name_and_type_are_one() -> None:
    assert one("远山机械厂", reading(1, (COMPANY, "远山机械厂")), reading(2, (COMPANY, "远山机械厂")))
    found = resolution(reading(1, (COMPANY, "远山")), reading(2, (UNION, "远山"))).identities
    assert found[0, "远山"].iri != found[1, "远山"].iri


def test_a_full_name_here_that_is_a_short_form_there_is_the_same_body() -> None:
    full, short = "青禾远山机械有限公司", "青禾远山机械"
    readings = (reading(1, (COMPANY, full, (short,))), reading(2, (COMPANY, short)))
    found = resolution(*readings).identities
    assert found[0, full] == found[1, short]
    assert found[1, short].label == full


def test_a_short_form_of_two_bodies_is_neither() -> None:
    readings = (
        reading(1, (COMPANY, "宁波远山机械公司", ("远山机械公司",))),
        reading(2, (COMPANY, "北京远山机械公司", ("远山机械公司",))),
        reading(3, (COMPANY, "远山机械公司")),
    )
    assert len({identity.iri for identity in resolution(*readings).identities.values()}) == 3


def test_a_very_short_form_stays_in_its_article() -> None:
    found = resolution(reading(1, (COMPANY, "远山机械有限公司", ("远山",))), reading(2, (COMPANY, "远山"))).identities
    assert found[0, "远山机械有限公司"].iri != found[1, "远山"].iri


@pytest.mark.parametrize("name", ["市总工会", "区教育局", "厂工会", "校团委"])
def test_a_name_that_only_its_article_explains_stays_there(name: str) -> None:
    assert not one(name, reading(1, (UNION, name)), reading(2, (UNION, name)))


def chaoyang(number: int, city: str, person: str | None = None) -> Reading:
    people = [(PERSON, person)] if person else []
    posts = [(person, "主席", "朝阳区总工会")] if person else []
    return reading(number, (DISTRICT, city), (DISTRICT, "朝阳区"), (UNION, "朝阳区总工会"), *people, posts=posts)


def test_a_division_is_told_by_the_city_that_its_article_names() -> None:
    beijing, changchun = chaoyang(1, "北京市"), chaoyang(2, "长春市")
    assert [i.code for i in identities("朝阳区", beijing, changchun)] == ["110105", "220104"]
    assert not one("朝阳区", beijing, changchun)
    assert not one("朝阳区总工会", beijing, changchun)
    assert one("朝阳区", beijing, chaoyang(3, "北京市"))
    assert one("朝阳区总工会", beijing, chaoyang(3, "北京市"))


def test_a_division_without_its_city_is_neither_of_those_that_bear_its_name() -> None:
    bare = reading(3, (DISTRICT, "朝阳区"), (UNION, "朝阳区总工会"))
    (identity,) = identities("朝阳区", bare)
    assert identity.code == ""
    assert not one("朝阳区", chaoyang(1, "北京市"), bare)
    assert not one("朝阳区总工会", chaoyang(1, "北京市"), bare)


def test_namesakes_at_bodies_of_one_name_in_two_cities_are_two() -> None:
    assert not one("周明远", chaoyang(1, "北京市", "周明远"), chaoyang(2, "长春市", "周明远"))


def test_namesakes_at_bodies_that_only_their_articles_explain_are_two() -> None:
    assert not one("周明远", at(1, "周明远", "市总工会"), at(2, "周明远", "市总工会"))


# -- names -----------------------------------------------------------------------------------------------------------


def test_the_label_is_the_fullest_name_that_any_article_gives() -> None:
    readings = (
        reading(1, (COMPANY, "青禾远山机械")),
        reading(2, (COMPANY, "青禾远山机械有限公司", ("青禾远山机械",))),
    )
    assert {i.label for i in resolution(*readings).identities.values()} == {"青禾远山机械有限公司"}


def test_the_iri_of_a_union_is_its_names() -> None:
    (identity,) = identities("大兴区总工会", reading(1, (UNION, "大兴区总工会")))
    assert identity.iri == NAMES.make("union", "大兴区总工会", "")


def test_the_order_of_the_articles_changes_no_iri() -> None:
    readings = [
        at(1, "周明远", "大兴区总工会"),
        at(2, "周明远", "大兴区总工会", "党组书记"),
        at(3, "周明远", "海淀区总工会"),
        chaoyang(4, "北京市", "李建华"),
        reading(5, (COMPANY, "青禾远山机械有限公司", ("青禾远山机械",))),
        reading(6, (COMPANY, "青禾远山机械"), (UNION, "市总工会")),
    ]

    def iris(order: tuple[Reading, ...]) -> dict[tuple[str, str], Iri]:
        found = resolution(*order).identities
        return {(order[number].article.page, key): identity.iri for (number, key), identity in found.items()}

    expected = iris(tuple(readings))
    assert all(iris(order) == expected for order in list(permutations(readings))[::37])


# -- groups ----------------------------------------------------------------------------------------------------------


def named(first: str, *others: str) -> int:
    """How many firms the names are, each in an article of its own."""
    readings = [reading(number, (COMPANY, name)) for number, name in enumerate((first, *others))]
    return len({identity.iri for identity in resolution(*readings).identities.values()})


def test_a_group_goes_by_its_name_without_the_word_for_it() -> None:
    assert named("北海建工", "北海建工集团") == 1


def test_a_short_name_or_another_firms_name_is_no_groups() -> None:
    assert named("远山", "远山集团") == 2
    assert named("北海建工", "北海建工有限公司") == 2


# -- what people judged ----------------------------------------------------------------------------------------------

HERE, THERE, ELSEWHERE = (0, "周明远"), (1, "周明远"), (2, "周明远")


def people(links: Links, *readings: Reading) -> list[Iri]:
    """Who 周明远 is in each of the readings, as the links have it."""
    found = resolution(*readings, links=links).identities
    return [found[number, "周明远"].iri for number in range(len(readings))]


def test_people_judged_the_same_are_one() -> None:
    readings = at(1, "周明远", "大兴区总工会"), at(2, "周明远", "远山县总工会")
    assert len(set(people(NO_LINKS, *readings))) == 2
    assert len(set(people(Links(same=((HERE, THERE),)), *readings))) == 1


def test_people_judged_different_are_two_though_all_speaks_for_one() -> None:
    readings = at(1, "周明远", "大兴区总工会"), at(2, "周明远", "大兴区总工会")
    assert len(set(people(NO_LINKS, *readings))) == 1
    assert len(set(people(Links(different=((HERE, THERE),)), *readings))) == 2


def test_what_is_the_same_as_one_side_is_not_the_other() -> None:
    readings = tuple(at(n, "周明远", "大兴区总工会") for n in (1, 2, 3))
    here, there, elsewhere = people(Links(same=((THERE, ELSEWHERE),), different=((HERE, THERE),)), *readings)
    assert there == elsewhere != here


def test_a_pair_that_others_keep_apart_is_refused_and_told() -> None:
    readings = tuple(at(n, "周明远", "大兴区总工会") for n in (1, 2, 3))
    links = Links(same=((HERE, ELSEWHERE), (ELSEWHERE, THERE)), different=((HERE, THERE),))
    assert resolution(*readings, links=links).refused == ((ELSEWHERE, THERE),)


def test_a_body_judged_the_same_goes_by_its_longest_name() -> None:
    readings = reading(1, (COMPANY, "远山机械")), reading(2, (COMPANY, "远山机械制造厂"))
    links = Links(same=(((0, "远山机械"), (1, "远山机械制造厂")),))
    found = resolution(*readings, links=links).identities
    assert found[0, "远山机械"] == found[1, "远山机械制造厂"]
    assert found[0, "远山机械"].label == "远山机械制造厂"

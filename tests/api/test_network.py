"""The networks: where they start, what the reader's steps make of them, and that nothing is left out in silence."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.example import ARTICLE, AWARD, DISTRICT, EVENT, FACTORY, FACTORY_UNION, HALL, NAMES, PERSON, UNION

BROWSER = {"Accept": "text/html"}


def path(iri: Any) -> str:
    return str(iri.value.removeprefix(NAMES.base))


EVERYBODY = {path(n) for n in (AWARD, DISTRICT, EVENT, FACTORY, FACTORY_UNION, HALL, PERSON, UNION)}


def network(client: FlaskClient, start: str = "", **query: Any) -> dict[str, Any]:
    answer = client.get(f"/network/data{start and '/' + start}", query_string=query)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.get_json()
    return told


def drawn(client: FlaskClient, start: str = "", **query: Any) -> set[str]:
    return {node["id"] for node in network(client, start, **query)["nodes"]}


def places(told: dict[str, Any]) -> dict[str, tuple[int, int]]:
    return {node["id"]: (node["x"], node["y"]) for node in told["nodes"]}


def test_a_network_starts_at_a_node_and_has_its_neighbours(client: FlaskClient) -> None:
    assert drawn(client, path(PERSON)) == {path(PERSON), path(UNION), path(EVENT)}
    assert drawn(client, path(PERSON), hops=2) == EVERYBODY - {path(FACTORY), path(AWARD)}


def test_a_network_starts_at_an_article_and_has_what_it_names(client: FlaskClient) -> None:
    assert drawn(client, path(ARTICLE)) == EVERYBODY
    assert f'href="/network/{path(ARTICLE)}"' in client.get(f"/page/{path(ARTICLE)}", headers=BROWSER).text


def test_a_network_starts_at_the_nodes_that_are_named(client: FlaskClient) -> None:
    told = network(client, node=[path(PERSON), path(UNION), path(ARTICLE)])
    assert {node["id"] for node in told["nodes"]} == {path(PERSON), path(UNION)}
    assert [edge["label"] for edge in told["edges"]] == ["主席"]
    assert told["unjoined"] == [path(ARTICLE)]
    page = client.get("/network", query_string={"node": [path(PERSON), path(UNION), path(ARTICLE)]}, headers=BROWSER)
    assert "所选的条目里有 1 个没有关系可画" in page.text


def test_the_whole_graph_is_drawn_from_its_best_connected_nodes(client: FlaskClient) -> None:
    assert drawn(client) == EVERYBODY
    told = network(client, nodes=3)
    assert len(told["nodes"]) == 3
    assert told["leftOut"] == len(EVERYBODY) - 3
    assert "还有 5 个没有画" in client.get("/network?nodes=3", headers=BROWSER).text


def test_only_the_classes_chosen_are_drawn(client: FlaskClient) -> None:
    assert drawn(client, **{"class": ["Person", "Union"]}) == {path(PERSON), path(UNION)}


def test_edges_say_what_they_are_in_the_readers_language(client: FlaskClient) -> None:
    asked = {"node": [path(EVENT), path(UNION), path(PERSON)]}
    labels = {edge["label"] for edge in network(client, **asked)["edges"]}
    assert labels == {"主办", "讲话", "主席"}
    english = client.get("/network/data", query_string=asked, headers={"Accept-Language": "en"})
    assert {edge["label"] for edge in english.get_json()["edges"]} == {"organizer", "speaker", "主席"}
    assert english.headers["ETag"] != client.get("/network/data", query_string=asked).headers["ETag"]


def test_a_node_tells_how_many_neighbours_are_not_drawn(client: FlaskClient) -> None:
    hidden = {node["id"]: node["hidden_neighbours"] for node in network(client, path(PERSON))["nodes"]}
    assert hidden == {path(PERSON): 0, path(UNION): 1, path(EVENT): 3}


def test_relations_to_expand_are_told_with_their_numbers(client: FlaskClient) -> None:
    told = client.get(f"/network/relations/{path(UNION)}").get_json()
    assert told["neighbours"] == 3
    assert {(r["relation"], r["label"], r["neighbours"]) for r in told["relations"]} == {
        ("holdsPost.in", "任职人员", 1),
        ("organizer.in", "主办的活动", 1),
        ("inDistrict.out", "所在地区", 1),
    }


def test_expanding_adds_neighbours_of_one_relation_and_moves_nobody(client: FlaskClient) -> None:
    before = network(client, path(PERSON))
    after = network(client, path(PERSON), step=f"expand:{path(EVENT)}:place.out:5")
    assert set(places(after)) - set(places(before)) == {path(HALL)}
    assert {node: place for node, place in places(after).items() if node in places(before)} == places(before)
    assert len(set(places(after).values())) == len(after["nodes"])


def test_expanding_adds_no_more_than_it_was_told(client: FlaskClient) -> None:
    assert len(drawn(client, path(PERSON), step=f"expand:{path(EVENT)}:any:2")) == 5


def test_collapsing_takes_away_what_only_that_node_joins(client: FlaskClient) -> None:
    steps = [f"expand:{path(EVENT)}:any:9", f"collapse:{path(EVENT)}"]
    assert path(FACTORY_UNION) in drawn(client, path(PERSON), step=steps[:1])
    left = drawn(client, path(PERSON), step=steps)
    assert left == {path(PERSON), path(UNION), path(EVENT), path(DISTRICT)}


def test_removing_takes_one_node_away(client: FlaskClient) -> None:
    assert drawn(client, path(PERSON), step=f"remove:{path(UNION)}") == {path(PERSON), path(EVENT)}


def test_a_path_is_drawn_as_a_step(client: FlaskClient) -> None:
    step = f"path:{path(PERSON)}:{path(AWARD)}:shortest"
    assert drawn(client, path(PERSON), step=step) >= {path(FACTORY_UNION), path(AWARD)}


def test_the_same_address_gives_the_same_places(client: FlaskClient) -> None:
    asked = {"step": [f"expand:{path(EVENT)}:any:9", f"path:{path(PERSON)}:{path(AWARD)}:4"]}
    assert network(client, path(PERSON), **asked) == network(client, path(PERSON), **asked)
    moved = network(client, path(PERSON), at=f"{path(UNION)},-70,33")
    assert places(moved)[path(UNION)] == (-70, 33)


def test_sizes_and_colours_tell_how_nodes_hang_together(client: FlaskClient) -> None:
    told = network(client, size="betweenness", colour="community")
    size = {node["id"]: node["size"] for node in told["nodes"]}
    assert max(size, key=lambda node: size[node]) == path(EVENT)
    assert {node["community"] for node in told["nodes"]} >= {0, 1}
    assert all("community" not in node for node in network(client)["nodes"])


def test_events_carry_the_day_for_the_time_line(client: FlaskClient) -> None:
    event = next(node for node in network(client)["nodes"] if node["id"] == path(EVENT))
    # The sentence names no year: the article's date of issue stands in.
    assert event["day"] == "2023-03-09"
    assert event["date"] == "3月8日"


def test_paths_are_told_with_the_sentence_of_every_step(client: FlaskClient) -> None:
    answer = client.get("/network/paths", query_string={"from": path(PERSON), "to": path(AWARD)})
    assert f'data-nodes="{path(PERSON)} {path(EVENT)} {path(FACTORY_UNION)} {path(AWARD)}"' in answer.text
    assert answer.text.count('class="group path"') == 1
    assert "主席" not in answer.text.split("<h2>")[0]
    assert "奖牌" in answer.text
    longer = client.get("/network/paths", query_string={"from": path(PERSON), "to": path(AWARD), "length": 5})
    assert longer.text.count('class="group path"') == 3


def test_paths_go_around_the_classes_that_are_not_wanted(client: FlaskClient) -> None:
    asked = {"from": path(PERSON), "to": path(AWARD), "without": "Event"}
    assert "没有这样的路径" in client.get("/network/paths", query_string=asked).text


def test_the_panel_tells_what_joins_two_nodes(client: FlaskClient) -> None:
    text = client.get(f"/network/panel/{path(PERSON)}", query_string={"with": path(UNION)}).text
    assert "青禾区总工会</mark>主席<mark>周明远" in text
    assert "没有找到两者之间的事实" in client.get(f"/network/panel/{path(PERSON)}?with={path(HALL)}").text


@pytest.mark.parametrize(
    "query",
    [
        "nodes=1",
        "nodes=2001",
        "nodes=x",
        "hops=3",
        "node=..%2Fx",
        "class=Nix",
        "hide=Nix",
        "size=weight",
        "colour=red",
        "since=yesterday",
        "at=person/1,x,y",
        "step=explode:person/1",
        "step=expand:person/1",
        "step=expand:person/1:nix.in:3",
        "step=path:person/1:person/2:99",
        "step=path:person/1:person/2:3:Nix",
        "&".join(["step=remove:person/1"] * 61),
    ],
)
def test_an_address_that_cannot_be_understood_is_refused(client: FlaskClient, query: str) -> None:
    answer = client.get(f"/network?{query}")
    assert answer.status_code == 400
    assert json.loads(answer.text)["detail"]


def test_steps_on_unknown_nodes_change_nothing(client: FlaskClient) -> None:
    assert drawn(client, path(PERSON), step=["expand:person/0:any:5", "remove:person/0"]) == drawn(client, path(PERSON))


def test_what_cannot_be_drawn_is_not_found(client: FlaskClient) -> None:
    for address in ("/network/person/0", "/network/panel/person/0", "/network/relations/person/0", "/network/paths"):
        assert client.get(address).status_code == 404, address

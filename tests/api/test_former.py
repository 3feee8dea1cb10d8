"""An address of an earlier release leads to what its node has become, or says that it is gone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from api.settings import ServiceSettings
from kg import cli
from kg.former import Former, remember
from kg.ledger import Judgement
from kg.ledger_file import add
from kg.release import open_release
from tests.curating import release_to_judge
from tests.opened import opened

BROWSER = {"Accept": "text/html", "Accept-Language": "zh-CN"}


def named(out: Path, name: str) -> set[str]:
    """KIND/HASH of all that the current release calls by that name."""
    found = open_release(out)
    rows = found.store.query(f'SELECT ?x {{ ?x <http://www.w3.org/2000/01/rdf-schema#label> "{name}"@zh }}')
    return {str(row["x"].value).removeprefix(found.manifest.base) for row in rows}  # type: ignore[index, union-attr]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return release_to_judge(tmp_path)


@pytest.fixture
def merged(out: Path) -> tuple[str, str]:
    """The former address and the present one of a person of whom a curator said that two are one."""
    found = open_release(out)
    two = found.store.query(
        "SELECT ?a { ?a <https://w3id.org/union-kg/ontology#mentions> ?x ."
        ' ?x <http://www.w3.org/2000/01/rdf-schema#label> "周明远"@zh } ORDER BY ?a'
    )
    one, other = (row["a"].value.rpartition("/")[2] for row in two)  # type: ignore[index, union-attr]
    before = named(out, "周明远")
    same = Judgement("2026-11-21", "me", "same", one, "Person:周明远", "", "Person:周明远", other)
    add(out / "judgements.tsv", same)
    assert cli.main(["apply", str(out)]) == cli.DONE
    (after,) = named(out, "周明远")
    (former,) = before - {after}
    return former, after


@pytest.fixture
def client(out: Path, merged: tuple[str, str]) -> Iterator[FlaskClient]:
    with opened(ServiceSettings(out)) as app:
        yield app.test_client()


@pytest.mark.parametrize(
    "address", ["/id/{}", "/page/{}", "/data/{}.ttl", "/network/{}?nodes=5", "/network/data/{}", "/network/panel/{}"]
)
def test_a_merged_node_leads_to_the_one_it_is_now(client: FlaskClient, merged: tuple[str, str], address: str) -> None:
    answer = client.get(address.format(merged[0]), headers=BROWSER)
    assert answer.status_code == 303, "not for good: the merger may be undone"
    assert answer.location.startswith(address.format(merged[1]))
    assert client.get(answer.location, headers=BROWSER, follow_redirects=True).status_code == 200


def test_a_page_says_from_where_its_reader_was_sent_on(client: FlaskClient, merged: tuple[str, str]) -> None:
    former, present = merged
    page = client.get(f"/page/{former}", headers=BROWSER, follow_redirects=True)
    assert f"您要的 {former} 是以前的地址" in page.text
    for other in ("", f"?former={present}", "?former=person/none", "?former=<b>"):
        assert "是以前的地址" not in client.get(f"/page/{present}{other}", headers=BROWSER).text


def test_once_it_is_undone_the_address_is_that_of_its_own_node_again(out: Path, merged: tuple[str, str]) -> None:
    assert cli.main(["rollback", str(out)]) == cli.DONE
    with opened(ServiceSettings(out)) as app:
        assert app.test_client().get(f"/page/{merged[0]}", headers=BROWSER).status_code == 200


def test_what_is_gone_is_told_as_gone(out: Path) -> None:
    base = open_release(out).manifest.base
    remember(out, [Former(f"{base}union/0", (), "1" * 16, "2" * 16)], "2026-11-21")
    with opened(ServiceSettings(out)) as app:
        client = app.test_client()
        page = client.get("/page/union/0", headers=BROWSER)
        assert page.status_code == 410
        assert "现在的版本里没有了" in page.text
        told = client.get("/data/union/0.ttl")
        assert told.status_code == 410
        assert told.json is not None
        assert "1" * 16 in told.json["detail"]
        assert "2026-11-21" in told.json["detail"]
        assert client.get("/page/union/never", headers=BROWSER).status_code == 404


def test_of_what_became_several_all_are_told(out: Path) -> None:
    base = open_release(out).manifest.base
    one, other = sorted(named(out, "周明远"))
    remember(out, [Former(f"{base}person/0", (base + one, base + other), "1", "2")], "2026-11-21")
    with opened(ServiceSettings(out)) as app:
        answer = app.test_client().get("/page/person/0", headers=BROWSER)
    assert answer.status_code == 410
    assert f'<a href="/page/{one}">' in answer.text
    assert f'<a href="/page/{other}">' in answer.text

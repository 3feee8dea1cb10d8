"""/review over HTTP: who may judge, who may not, and what a judgement does to the ledger."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from api import curation
from api.review import called
from api.service import service_of
from api.settings import ServiceSettings
from kg.errors import SettingsError
from kg.ledger import LEDGER, REJECT, SAME, in_force
from kg.ledger_file import judgements_in
from tests.curating import TOKEN, release_to_judge
from tests.opened import opened

HERE = {"Origin": "http://localhost", "Accept": "text/html"}
FORMS = ("/review", "/review/undo", "/review/apply", "/review/logout")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return release_to_judge(tmp_path / "data")


@pytest.fixture
def judging(data: Path) -> Iterator[Flask]:
    with opened(ServiceSettings(data, curate_token=TOKEN)) as made:
        yield made


@pytest.fixture
def stranger(judging: Flask) -> FlaskClient:
    return judging.test_client()


@pytest.fixture
def curator(judging: Flask) -> FlaskClient:
    client = judging.test_client()
    assert enter(client).status_code == 303
    return client


def enter(client: FlaskClient, token: str = TOKEN, **headers: str) -> TestResponse:
    return client.post("/review/login", data={"token": token, "who": "王敏"}, headers={**HERE, **headers})


def fields(page: TestResponse) -> dict[str, str]:
    """The hidden fields of the page's question."""
    return dict(
        re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page.text.partition('id="judged"')[0])
    )


def evidence(client: FlaskClient, of: str) -> str:
    """An evidence of the fact whose quote has these words, from its page."""
    page = client.get(f"/search?q={of}", headers=HERE).text
    node = client.get(re.findall(r"/page/person/\w+", page)[0], headers=HERE).text
    return re.findall(r"/review\?evidence=(\w+)", node)[0]


def test_without_a_token_there_is_no_such_address(client: FlaskClient) -> None:
    for path in ("/review", "/review/login", "/review?evidence=0"):
        assert client.get(path).status_code == 404
    for path in (*FORMS, "/review/login"):
        assert client.post(path, data={"token": ""}, headers=HERE).status_code == 404
    assert "/review" not in client.get("/", headers=HERE).text


def test_who_is_not_logged_in_is_shown_the_form_and_nothing_else(stranger: FlaskClient) -> None:
    answer = stranger.get("/review", headers=HERE)
    assert (answer.status_code, answer.location) == (303, "/review/login")
    assert "/review" not in stranger.get("/", headers=HERE).text
    for path in FORMS:
        assert stranger.post(path, data={"key": "0" * 64}, headers=HERE).status_code == 403


@pytest.mark.parametrize("wrong", ["", "a", TOKEN + "s", TOKEN.upper(), "口令" * 10])
def test_every_wrong_token_gets_the_same_answer(stranger: FlaskClient, wrong: str) -> None:
    answer = enter(stranger, wrong)
    assert answer.status_code == 403
    assert "That is not the token." in answer.text
    assert "Set-Cookie" not in answer.headers


def test_after_five_wrong_tokens_even_the_right_one_has_to_wait(stranger: FlaskClient) -> None:
    assert [enter(stranger, "wrong").status_code for _ in range(6)] == [403] * 5 + [429]
    answer = enter(stranger)
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 61


def test_the_cookie_is_no_token_and_for_nobody_else(stranger: FlaskClient) -> None:
    cookie = enter(stranger).headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert TOKEN not in cookie


def other_last_digit(cookie: str) -> str:
    return cookie[:-1] + ("1" if cookie[-1] == "0" else "0")


@pytest.mark.parametrize("change", [other_last_digit, lambda c: c.replace(".", ".9", 1), lambda c: "", lambda c: "..."])
def test_a_changed_cookie_is_none(change: Callable[[str], str]) -> None:
    cookie = curation.new_session(TOKEN, "王敏", 1000.0)
    assert curation.who_of(TOKEN, cookie, 1001.0) == "王敏"
    assert curation.who_of(TOKEN, change(cookie), 1001.0) is None


def test_a_session_ends_by_time_and_with_the_token() -> None:
    cookie = curation.new_session(TOKEN, "王敏", 1000.0)
    assert curation.who_of(TOKEN, cookie, 1000.0 + curation.SESSION_SECONDS) is None
    assert curation.who_of(TOKEN + "2", cookie, 1001.0) is None
    assert curation.who_of("", cookie, 1001.0) is None


def test_a_form_without_its_key_is_refused(curator: FlaskClient, data: Path) -> None:
    told = {**fields(curator.get("/review")), "verdict": SAME}
    for key in ("", "0" * 64):
        assert curator.post("/review", data={**told, "key": key}, headers=HERE).status_code == 403
    assert not (data / LEDGER).exists()


@pytest.mark.parametrize("origin", ["https://example.org", "null", "http://localhost.example.org", ""])
def test_a_form_of_another_site_is_refused(curator: FlaskClient, data: Path, origin: str) -> None:
    told = {**fields(curator.get("/review")), "verdict": SAME}
    for path in (*FORMS, "/review/login"):
        assert curator.post(path, data=told, headers={"Origin": origin}).status_code == 403
    assert not (data / LEDGER).exists()


def test_an_answer_stands_in_the_ledger_and_can_be_undone(curator: FlaskClient, data: Path) -> None:
    page = curator.get("/review")
    assert "这两个是同一个吗" in page.text
    assert page.text.count("周明远") >= 2
    answer = curator.post("/review", data={**fields(page), "verdict": SAME, "why": "同一个人"}, headers=HERE)
    assert answer.status_code == 303
    (made,) = judgements_in(data / LEDGER)
    assert (made.verdict, made.who, made.why) == (SAME, "王敏", "同一个人")
    page = curator.get("/review")
    assert "同一个人" in page.text
    assert "这两个是同一个吗" not in page.text
    assert curator.post("/review/undo", data={"key": fields_key(page)}, headers=HERE).status_code == 303
    assert in_force(judgements_in(data / LEDGER)) == ()
    assert "这两个是同一个吗" in curator.get("/review").text


def fields_key(page: TestResponse) -> str:
    return re.findall(r'name="key" value="(\w+)"', page.text)[0]


def test_any_fact_can_be_judged_from_beside_its_sentence(curator: FlaskClient, data: Path) -> None:
    page = curator.get("/review", query_string={"evidence": evidence(curator, "林晓岚")})
    assert "这项事实对吗" in page.text
    answer = curator.post("/review", data={**fields(page), "verdict": REJECT, "why": "已经离任"}, headers=HERE)
    assert answer.status_code == 303
    (made,) = judgements_in(data / LEDGER)
    assert (made.verdict, made.subject) == (REJECT, "Person:林晓岚")


def test_what_is_no_answer_or_no_fact_is_refused(curator: FlaskClient, data: Path) -> None:
    told = fields(curator.get("/review"))
    assert curator.post("/review", data={**told, "verdict": REJECT}, headers=HERE).status_code == 400
    assert curator.post("/review", data={**told, "question": "0"}, headers=HERE).status_code == 400
    assert curator.post("/review", json={"key": told["key"]}, headers=HERE).status_code == 415
    assert curator.get("/review?evidence=0").status_code == 404
    assert not (data / LEDGER).exists()


def test_a_damaged_ledger_is_told_with_its_line(curator: FlaskClient, data: Path) -> None:
    (data / LEDGER).write_text("when\twho\n", encoding="utf-8")
    answer = curator.get("/review", headers=HERE)
    assert answer.status_code == 500
    assert "judgements.tsv, line 1" in answer.text


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("Person:周明远", "周明远"),
        ("Event:开会: 续", "开会: 续"),
        ("主席@Union:远山县总工会", "主席 远山县总工会"),
        ("主席@", "主席"),
        ("@Union:远山县总工会", "远山县总工会"),
        ("2023-03", "2023-03"),
        ("一:二", "一:二"),
    ],
)
def test_what_a_judgement_calls_something_is_said_as_people_do(cell: str, said: str) -> None:
    assert called(cell) == said


def test_a_page_in_english_speaks_no_chinese_of_its_own(curator: FlaskClient) -> None:
    page = curator.get("/review", headers={**HERE, "Accept-Language": "en"}).text
    for said in ("Are these two one?", "The same", "Judgements made", "Log out"):
        assert said in page
    assert "审核" not in page


def test_pages_of_who_judges_are_kept_nowhere(curator: FlaskClient, stranger: FlaskClient) -> None:
    tag = stranger.get("/", headers=HERE).headers["ETag"]
    page = curator.get("/", headers={**HERE, "If-None-Match": tag})
    assert (page.status_code, page.headers["Cache-Control"]) == (200, "no-store")
    assert 'href="/review"' in page.text
    review = curator.get("/review")
    assert review.headers["Cache-Control"] == "no-store"
    assert "Access-Control-Allow-Origin" not in review.headers


def test_who_logs_out_is_a_stranger(curator: FlaskClient) -> None:
    key = fields_key(curator.get("/review"))
    assert curator.post("/review/logout", data={"key": key}, headers=HERE).status_code == 303
    assert curator.get("/review").status_code == 303


def test_the_token_is_in_no_log_and_no_page(judging: Flask, caplog: pytest.LogCaptureFixture) -> None:
    log = logging.getLogger("union-kg.access")
    log.addHandler(caplog.handler)
    caplog.set_level(logging.INFO, "union-kg.access")
    client = judging.test_client()
    try:
        pages = [enter(client, "wrong " + TOKEN), enter(client), client.get("/review"), client.get("/metrics")]
    finally:
        log.removeHandler(caplog.handler)
    assert any(json.loads(r.message)["path"] == "/review/login" for r in caplog.records if r.name == "union-kg.access")
    assert TOKEN not in caplog.text
    assert not [page for page in pages if TOKEN in page.text or TOKEN in str(page.headers)]
    assert TOKEN not in repr(service_of(judging).settings)


def test_a_token_comes_from_a_file_or_from_the_environment(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text(f"{TOKEN}\n", encoding="utf-8")
    assert curation.read_token(file, {}) == TOKEN
    assert curation.read_token(None, {curation.ENVIRONMENT: TOKEN}) == TOKEN
    assert curation.read_token(None, {}) == ""


@pytest.mark.parametrize("text", ["", "short\n"])
def test_a_token_that_can_be_guessed_is_refused_and_not_told(tmp_path: Path, text: str) -> None:
    file = tmp_path / "token"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match="16 characters") as refused:
        curation.read_token(file, {})
    assert "short" not in str(refused.value)
    with pytest.raises(SettingsError, match="cannot be read"):
        curation.read_token(tmp_path / "none", {})

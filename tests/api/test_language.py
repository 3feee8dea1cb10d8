"""The pages in the reader's language: Chinese unless the browser or the reader asks for English."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from jinja2 import Environment

from api import errors, language, words

TEMPLATES = sorted((Path(language.__file__).parent / "templates").glob("*.html"))
PLACES = re.compile(r"%\((\w+)\)")


def texts(template: Path) -> set[str]:
    """The Chinese texts that the template gives to `_`; what it gives from a table of words is no text of its own."""
    made = Environment(extensions=["jinja2.ext.i18n"])
    found = made.extract_translations(made.parse(template.read_text(encoding="utf-8")))
    messages = ([message] if isinstance(message, str) else message or () for _, _, message in found)
    return {text for texts_of_one in messages for text in texts_of_one if text}


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (None, "zh-CN"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh-CN"),
        ("en-GB,en;q=0.9", "en"),
        ("fr", "zh-CN"),
    ],
)
def test_the_browser_is_asked_for_the_language(client: FlaskClient, asked: str | None, told: str) -> None:
    answer = client.get("/", headers={"Accept-Language": asked} if asked else {})
    assert f'<html lang="{told}">' in answer.text
    assert set(language.VARY) <= set(answer.vary)


def test_the_reader_chooses_once_and_for_all_pages(client: FlaskClient) -> None:
    chosen = client.get("/language/en", query_string={"back": "/report?x=李"})
    assert chosen.status_code == 303
    assert chosen.location.startswith("/report?x=")
    assert '<html lang="en">' in client.get("/", headers={"Accept-Language": "zh"}).text


@pytest.mark.parametrize("back", ["https://example.org/", "//example.org", "/\\example.org", "page"])
def test_a_choice_leads_to_no_other_host(client: FlaskClient, back: str) -> None:
    assert client.get("/language/en", query_string={"back": back}).location == "/"


def test_an_unknown_language_is_not_found(client: FlaskClient) -> None:
    assert client.get("/language/fr").status_code == 404


def test_a_page_in_one_language_is_not_taken_for_that_in_the_other(client: FlaskClient) -> None:
    tag = client.get("/").headers["ETag"]
    again = {"If-None-Match": tag}
    assert client.get("/", headers=again).status_code == 304
    assert client.get("/", headers={**again, "Accept-Language": "en"}).status_code == 200


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_every_text_has_its_english(template: Path) -> None:
    assert sorted(texts(template) - set(language.english())) == []


def test_every_word_of_the_tables_has_its_english() -> None:
    said = [text for c in (*words.CLASSES.values(), words.UNKNOWN) for text in (c.label, c.measure, c.says)]
    said += [text for p in words.PROPERTIES.values() for text in (p.out, p.back, p.edge)]
    said += [*words.EVENT_TYPES.values(), *words.DATE_WORDS.values(), *words.ISSUES.values(), *words.REASONS.values()]
    said += [*words.SUGGESTIONS.values(), words.UNTITLED, words.UNNAMED, *errors.TITLES.values()]
    assert sorted(set(said) - set(language.english())) == []


CHINESE = re.compile("[\u4e00-\u9fff]")
# What the data says stands in these, whatever the language of the page.
DATA = re.compile(r"<(q|cite|code|pre|title|h1|input|script)\b.*?</\1>|<a class=\"node\".*?</a>|<[^>]*>", re.DOTALL)


@pytest.mark.parametrize(
    "address", ["/", "/report", "/limits", "/dumps/", "/class/Person", "/page/person/0", "/search?q=x"]
)
def test_a_page_in_english_speaks_no_chinese_of_its_own(client: FlaskClient, address: str) -> None:
    text = client.get(address, headers={"Accept": "text/html", "Accept-Language": "en"}).text
    main = text[text.index("<main") : text.index("</main>")]
    assert CHINESE.findall(DATA.sub("", main)) == []


@pytest.mark.parametrize(("chinese", "english"), language.english().items())
def test_english_keeps_the_values_of_the_chinese(chinese: str, english: str) -> None:
    assert sorted(PLACES.findall(english)) == sorted(PLACES.findall(chinese))
    assert english.strip()

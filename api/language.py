"""The language of the pages for people: Chinese, or English for who asks for it.

Chinese stands in the templates themselves; api/tables/english.tsv has the English of each text. Templates write
`{{ _('…') }}`, with values as `{{ _('共 %(count)s 项', count=3) }}`. A text that comes from a table, of api.words
say, or that may come from the data where the table lacks it, goes through `word`: what `_` is given is taken for markup
of our own. Dates, which the graph and the views hold as ISO 8601 has them, go through `|day`.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from flask import Blueprint, Flask, redirect, request
from werkzeug.wrappers import Response

from api import dates, errors

blueprint = Blueprint("language", __name__)

# Language → how it calls itself. The first is what a client gets that asks for none of them.
LANGUAGES: dict[str, str] = {"zh": "中文", "en": "English"}
CHINESE = next(iter(LANGUAGES))
_COOKIE = "language"
_COOKIE_SECONDS = 365 * 24 * 3600
# What an answer of pages for people depends on besides its address.
VARY = ("Accept-Language", "Cookie")


@cache
def english() -> dict[str, str]:
    """The table of English texts by their Chinese."""
    source = files("api") / "tables" / "english.tsv"
    with source.open(encoding="utf-8") as lines:
        return {row["zh"]: row["en"] for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)}


def chosen() -> str:
    """The language of the current request: the reader's choice if there is one, or else the browser's."""
    told = request.cookies.get(_COOKIE)
    return told if told in LANGUAGES else request.accept_languages.best_match(LANGUAGES, CHINESE)


def text(chinese: str) -> str:
    """The text in the language of the current request; one that the table lacks stays Chinese."""
    return chinese if chosen() == CHINESE else english().get(chinese, chinese)


def day(date: str) -> str:
    """A date or a period in words of the current request's language."""
    return dates.in_words(date) if chosen() == CHINESE else dates.in_english(date)


def _plural(one: str, many: str, count: int) -> str:
    return text(one if count == 1 else many)


@blueprint.get("/language/<name>")
def choose(name: str) -> Response:
    """Keeps the reader's choice of language, and goes back to the page it was made on."""
    if name not in LANGUAGES:
        raise errors.not_found(f"There are no pages in {name}; there are {', '.join(LANGUAGES)}.")
    back = request.args.get("back", "/")
    # Only a path of this service: no reader is sent elsewhere by an address of ours.
    target = back if back.startswith("/") and not back.startswith(("//", "/\\")) else "/"
    response = redirect(target, 303)
    response.set_cookie(_COOKIE, name, max_age=_COOKIE_SECONDS, httponly=True, samesite="Lax")
    return response


def install(app: Flask) -> None:
    """Gives the templates `_`, `word`, `|day`, the current language, and the languages there are."""
    app.register_blueprint(blueprint)
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(text, _plural, newstyle=True)  # type: ignore[attr-defined]
    app.jinja_env.globals.update(language=chosen, word=text, LANGUAGES=LANGUAGES)
    app.jinja_env.filters.update(day=day, word=text)

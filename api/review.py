"""/review: one question after another for who may judge; off, as if it were not there, unless a token is set."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Flask, Response, current_app, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from api import curation, errors, framing
from api.operation import FORM, parameters
from api.service import service, service_of
from api.words import CLASSES
from kg.archive import current
from kg.desk import Desk
from kg.errors import LedgerError
from kg.ledger import LEDGER, Judgement, id_of, in_force
from kg.ledger_file import add, judgements_in
from kg.questions import (
    PAIR,
    Question,
    answer,
    following,
    last_of,
    offered,
    question_id,
    unanswered,
    undoing,
)

blueprint = Blueprint("review", __name__, url_prefix="/review")

_KEY = "union-kg-review"
# Judgements that the page lists, the latest first; the ledger has them all.
_LISTED = 30


@dataclass(slots=True)
class _Asked:
    """The questions of the app's release: read when somebody first asks for them."""

    desk: Desk
    lock: threading.Lock = field(default_factory=threading.Lock)
    found: tuple[Question, ...] | None = None

    def questions(self) -> tuple[Question, ...]:
        with self.lock:
            if self.found is None:
                self.found = self.desk.questions()
            return self.found


def install(app: Flask) -> None:
    """Gives the app its questions, and the templates `curator()`: who judges in this session, or None."""
    opened = service_of(app).opened
    if opened is not None:
        app.extensions[_KEY] = _Asked(Desk(opened))
    app.register_blueprint(blueprint)
    app.jinja_env.globals.update(curator=curator)
    app.jinja_env.filters["called"] = called


def curator() -> str | None:
    """Who judges in the session of the current request."""
    if "curator" not in g:
        g.curator = curation.who_of(_token(), request.cookies.get(curation.COOKIE, ""), time.time())
    who: str | None = g.curator
    return who


def called(cell: str) -> str:
    """What a judgement calls something, as people say it: 主席@Union:大兴区总工会 is 主席 大兴区总工会."""
    title, _, body = ("", "", cell) if "@" not in cell else cell.partition("@")
    kind, colon, name = body.partition(":")
    known = colon and kind in (*CLASSES, "Event")
    return f"{title}{' ' if title and body else ''}{name if known else body}"


@blueprint.before_request
def _is_on() -> None:
    if not _token():
        raise errors.not_found(f"Nothing is known under {request.path}")
    # A form of another page is none of ours, whatever cookies it comes with.
    if request.method == "POST" and urlsplit(request.headers.get("Origin", "")).netloc != request.host:
        raise errors.forbidden("The form is from another site, or does not say where it is from.")


@blueprint.after_request
def _keep_to_ourselves(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/login")
def login() -> str:
    """The form that takes the token."""
    return render_template("login.html")


@blueprint.post("/login")
def enter() -> BaseResponse:
    """Opens a session for who knows the token."""
    attempts, client = service().curating.attempts, request.remote_addr or ""
    if wait := attempts.wait(client):
        raise errors.too_many_tries(wait)
    form = _form()
    if not curation.is_token(_token(), form.get("token", "")):
        attempts.fail(client)
        raise errors.forbidden("That is not the token.")
    who = form.get("who", "").strip()
    if not who:
        raise errors.bad_request("Say who you are: the ledger keeps who judged.")
    response = redirect(url_for("review.ask"), 303)
    response.set_cookie(
        curation.COOKIE,
        curation.new_session(_token(), who, time.time()),
        max_age=curation.SESSION_SECONDS,
        httponly=True,
        samesite="Strict",
        secure=request.is_secure,
    )
    return response


@blueprint.post("/logout")
def leave() -> BaseResponse:
    """Ends the session."""
    _curators_form()
    response = redirect(url_for("pages.home"), 303)
    response.delete_cookie(curation.COOKIE, httponly=True, samesite="Strict")
    return response


@blueprint.get("")
def ask() -> BaseResponse | str:
    """The next question behind `after`, or the one about the fact of an `evidence`."""
    if curator() is None:
        return redirect(url_for("review.login"), 303)
    asked, ledger = _asked(), _judgements()
    questions = asked.questions()
    left = unanswered(questions, ledger)
    chosen = request.args.get("evidence")
    question = _about(chosen) if chosen else following(questions, left, request.args.get("after", ""))
    held, state = service(), service().curating.applying.state
    made = [(id_of(judgement), judgement) for judgement in reversed(in_force(ledger))]
    return render_template(
        "review.html",
        question=question,
        chosen=chosen or "",
        asked=question_id(question) if question else "",
        verdicts=offered(question) if question else {},
        compared=asked.desk.compare(question) if question and question.kind == PAIR else None,
        quotes=asked.desk.quotes(question) if question and question.kind != PAIR else (),
        total=len(questions),
        answered=len(questions) - len(left),
        made=made[:_LISTED],
        made_total=len(made),
        applied=held.release.manifest.judgements,
        unapplied={told["id"]: told["reason"] for told in (held.release.report or {}).get("unapplied", ())},
        pending=_pending(ledger),
        state=state,
        changing=bool(state.told) and not state.failed and current(held.settings.directory) != held.release.id,
        form_key=curation.form_key(_token(), request.cookies[curation.COOKIE]),
        path=service().reader.path_of,
    )


@blueprint.post("")
def judge() -> BaseResponse:
    """Writes the answer to a question into the ledger."""
    who, form = _curators_form()
    name, chosen = form.get("question", ""), form.get("evidence", "")
    question = _about(chosen) if chosen else _by_id(_asked().questions(), name)
    try:
        add(
            _ledger(),
            answer(question, form.get("verdict", ""), who, _today(), form.get("why", ""), form.get("value", "")),
        )
    except LedgerError as error:
        raise errors.bad_request(str(error)) from error
    return redirect(url_for("review.ask", after=name or None), 303)


@blueprint.post("/undo")
def undo() -> BaseResponse:
    """Undoes the judgement that the form names, or else the curator's last one."""
    who, form = _curators_form()
    ledger = _judgements()
    named = form.get("judgement")
    found = next((j for j in in_force(ledger) if id_of(j) == named), None) if named else last_of(ledger, who)
    if found is None:
        raise errors.bad_request("There is no judgement to undo.")
    add(_ledger(), undoing(found, who, _today()))
    return redirect(url_for("review.ask"), 303)


@blueprint.post("/apply")
def apply() -> BaseResponse:
    """Starts a build that follows the ledger."""
    _curators_form()
    service().curating.applying.begin(service().settings.directory)
    return redirect(url_for("review.ask"), 303)


def _curators_form() -> tuple[str, dict[str, str]]:
    """Who judges, and the fields of his form; refused where the session or the form is none of ours."""
    who, form = curator(), _form()
    cookie = request.cookies.get(curation.COOKIE, "")
    if who is None or not curation.is_form_key(_token(), cookie, form.get("key", "")):
        raise errors.forbidden("Log in under /review/login, and use the form there.")
    return who, form


def _form() -> dict[str, str]:
    if request.mimetype != FORM:
        raise errors.unsupported_body(request.mimetype, (FORM,))
    return dict(parameters(framing.body(), "form"))


def _about(evidence: str) -> Question:
    iri = service().reader.iri_at(f"evidence/{evidence}")
    found = _asked().desk.about(iri) if iri else None
    if found is None:
        raise errors.not_found(f"There is no fact to judge under evidence/{evidence}.")
    return found


def _by_id(questions: Iterable[Question], name: str) -> Question:
    found = next((question for question in questions if question_id(question) == name), None)
    if found is None:
        raise errors.bad_request("That question is not asked of this release.")
    return found


def _pending(ledger: tuple[Judgement, ...]) -> bool:
    """Whether the release was made with another ledger than the one there is now."""
    rows = service().reader.select("SELECT (COUNT(?j) AS ?n) { ?j a ukg:Judgement }")
    return int(next(rows)["n"].value) != len({id_of(judgement) for judgement in ledger})


def _asked() -> _Asked:
    found: Any = current_app.extensions[_KEY]
    assert isinstance(found, _Asked)
    return found


def _token() -> str:
    return service().settings.curate_token


def _ledger() -> Path:
    return service().settings.directory / LEDGER


def _judgements() -> tuple[Judgement, ...]:
    """The ledger; who judges is told where it cannot be read, and can put it right."""
    try:
        return judgements_in(_ledger())
    except LedgerError as error:
        raise errors.damaged(str(error)) from error


def _today() -> str:
    return datetime.now(UTC).date().isoformat()

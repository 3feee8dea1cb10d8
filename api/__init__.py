"""The web service over one release: SPARQL, a page an entity, network views, dumps. `create_app` makes it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask, Response, request

from api import (
    compressed,
    dumps,
    errors,
    exports,
    framing,
    graphs,
    language,
    meta,
    negotiate,
    network,
    pages,
    query_page,
    review,
    sparql,
    words,
)
from api.direct import Direct
from api.graph import SENTENCES
from api.headers import EVERYWHERE, SECURITY
from api.markup import marked
from api.observed import ROUTE, Observed
from api.service import KEY, Lasting, open_service, service, service_of
from api.settings import ServiceSettings

# Answers that depend on nothing but the release and the address; a query may ask for the time or a random number.
_CACHED_BLUEPRINTS = frozenset({"pages", "network", "exports", "dumps", "meta"})
# What a form has beside its query: names of fields, graphs, and escapes are counted with the query itself.
_FORM_BYTES = 1 << 16
_STATIC = Path(__file__).parent / "static"
_STATIC_AGE = timedelta(days=365)  # a static file's address holds the version of the code


def create_app(settings: ServiceSettings, path: Path | None = None, lasting: Lasting | None = None) -> Flask:
    """The service over the release in the folder `path`, or else the current one of `settings.release_dir`.

    A ReleaseError says what to do where there is none. `lasting` is what a former app hands on.
    """
    app = Flask(__name__, static_folder=None)
    app.add_url_rule("/static/<path:filename>", "static", _static)
    opened = app.extensions[KEY] = open_service(settings, path, lasting or Lasting())
    app.config["MAX_CONTENT_LENGTH"] = settings.limits.query_bytes + _FORM_BYTES
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = _STATIC_AGE
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(words=words, service=service, SENTENCES=SENTENCES)
    app.jinja_env.filters["marked"] = marked
    for module in (pages, sparql, graphs, network, exports, dumps, meta):
        app.register_blueprint(module.blueprint)
    language.install(app)
    review.install(app)
    query_page.tell_what_is_missing()
    _answer_base(app)
    errors.install(app)
    framing.install(app)
    app.after_request(_finish)
    direct = Direct(app.wsgi_app, opened)
    app.wsgi_app = Observed(direct, opened.metrics, settings.slow_seconds)  # type: ignore[method-assign]
    return app


def _static(filename: str) -> Response:
    return compressed.send(_STATIC, filename)


def _answer_base(app: Flask) -> None:
    """Data IRIs answer at their own path, too, where the build's base has another one than /id/."""
    path = urlsplit(service_of(app).release.manifest.base).path
    if path not in ("/", "/id/", "/page/", "/data/", "/network/", "/static/"):
        app.add_url_rule(f"{path}<kind>/<name>", "own_iri", pages.identifier)


def _finish(response: Response) -> Response:
    request.environ[ROUTE] = request.url_rule.rule if request.url_rule else "none"
    # What only people who are logged in may see is for no page of another site.
    for name, value in SECURITY.items() if request.blueprint == "review" else EVERYWHERE:
        response.headers.setdefault(name, value)
    told = ""
    if response.mimetype == negotiate.HTML.media_type:
        response.vary.update(language.VARY)
        response.content_language.add(language.chosen())
        told = f"-{language.chosen()}"
        if review.curator() is not None:  # pages of who judges have more on them
            response.headers["Cache-Control"] = "no-store"
            return response
    if request.method in ("GET", "HEAD") and response.status_code == 200 and request.blueprint in _CACHED_BLUEPRINTS:
        response.headers.setdefault("Cache-Control", "no-cache")
        if not response.get_etag()[0]:  # a dump has its own, and has been compared with the request
            response.set_etag(f"{service().version}-{(response.mimetype or '').replace('/', '.')}{told}", weak=True)
            response.make_conditional(request)
    return response

"""What the service says of itself and of its data: health, OpenAPI description, ontology, build report."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request

from api import description as describe
from api import errors, negotiate, openapi, quarantine, serialize
from api.limits import table as limits_table
from api.observed import METRICS_TYPE
from api.ontology import terms
from api.service import service
from kg.errors import KgError
from kg.ontology import CORE, EVENT_TYPES, SHAPES
from kg.resources import ontology_file

blueprint = Blueprint("meta", __name__)

_ONTOLOGY_FILES = (CORE, EVENT_TYPES, SHAPES)
# Doubts of one kind that the page shows; the JSON report has them all.
_DOUBTS_SHOWN = 100


@blueprint.get("/health")
def health() -> Response:
    """Whether the service answers, and from which release."""
    manifest = service().release.manifest
    alive = service().reader.ask("ASK { ?s ?p ?o }") or manifest.quads == 0
    told = {"status": "ok" if alive else "empty", "release": manifest.release, "quads": manifest.quads}
    response = serialize.as_json({**told, "pages": manifest.pages, "articles": manifest.articles})
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/metrics")
def metrics() -> Response:
    """Counts and times of this service, for Prometheus."""
    response = Response(service().metrics.text(), content_type=METRICS_TYPE)
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/limits")
def limits() -> Response:
    """What a query may use; JSON for programs."""
    told = limits_table(service().settings.limits)
    if negotiate.prefers_html(request.headers.get("Accept")):
        response = Response(render_template("limits.html", limits=told))
    else:
        response = serialize.as_json(
            {limit.name: {"value": limit.value, "unit": limit.unit, "meaning": limit.meaning} for limit in told}
        )
    response.headers["Vary"] = "Accept"
    return response


@blueprint.get("/void")
@blueprint.get("/.well-known/void")
def void() -> Response:
    """The data as a VoID and DCAT dataset."""
    response = serialize.graph_response(describe.of_dataset(), serialize.wanted(negotiate.GRAPHS))
    response.headers["Vary"] = "Accept"
    return response


@blueprint.get("/openapi.json")
def description() -> Response:
    """The OpenAPI description of every route."""
    return serialize.as_json(openapi.document(service().release.manifest.tool))


@blueprint.get("/ontology")
def ontology() -> Response:
    """The ontology's classes and properties; Turtle for programs."""
    if serialize.wanted((negotiate.HTML, negotiate.TURTLE)) is negotiate.TURTLE:
        response = ontology_source(CORE)
    else:
        response = Response(render_template("ontology.html", terms=terms(), files=_ONTOLOGY_FILES))
    response.headers["Vary"] = "Accept"
    return response


@blueprint.get("/ontology/<name>")
def ontology_source(name: str) -> Response:
    """One of the ontology's files, in Turtle."""
    if name not in _ONTOLOGY_FILES:
        raise errors.not_found(f"There is no {name} in the ontology; there are {', '.join(_ONTOLOGY_FILES)}.")
    try:
        text = ontology_file(name).read_bytes()
    except KgError as error:
        raise errors.not_found(f"This installation lacks the ontology's file {name}.") from error
    return Response(text, content_type=negotiate.TURTLE.content_type)


@blueprint.get("/report")
def report() -> Response:
    """The build report: doubts with their sentences, facts kept out, pages left unread; JSON for programs."""
    told = service().release.report
    html = negotiate.prefers_html(request.headers.get("Accept"))
    if told is None:
        if not html:
            raise errors.not_found(errors.NO_FOLDER)
        response = Response(render_template("no_report.html"), status=404)
    elif html:
        kept_out = quarantine.kept_out(service().reader, told["quarantine"][:_DOUBTS_SHOWN])
        page = render_template(
            "report.html",
            report=told,
            kept_out=kept_out,
            manifest=service().release.manifest,
            shown=_DOUBTS_SHOWN,
        )
        response = Response(page)
    else:
        response = serialize.as_json(told)
    response.headers["Vary"] = "Accept"
    return response

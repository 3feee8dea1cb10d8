"""The pages for people: start page, search, lists, and one page for every node at its IRI's path."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from api import errors, language, negotiate, schema_org, serialize
from api.article import article_view
from api.graph import Node
from api.parameters import known_node, whole_number
from api.reading import event_infos
from api.search import LABEL, Hit
from api.service import service
from api.words import CLASSES, NETWORK_CLASSES, REASONS, SEARCH_CLASSES, SUGGESTIONS, class_words

blueprint = Blueprint("pages", __name__)

_PAGE_FORMATS = (negotiate.HTML, *negotiate.GRAPHS[:3])


@blueprint.get("/")
def home() -> str:
    """What the graph holds, a search box, the latest events."""
    held = service()
    counts = [(name, held.index.count(name)) for name in SEARCH_CLASSES]
    return render_template("home.html", counts=[c for c in counts if c[1]], told=held.overview)


@blueprint.get("/search")
def search() -> BaseResponse:
    """Nodes by a part of their name, by pinyin, initials, or nearly; JSON for programs. An IRI leads to its page."""
    query = request.args.get("q", "").strip()
    path = service().reader.path_of(query)
    if path and negotiate.prefers_html(request.headers.get("Accept")):
        return redirect(f"/page/{path}", 303)
    cls = request.args.get("class") or None
    if cls is not None and cls not in SEARCH_CLASSES:
        raise errors.bad_request(f"class={cls}: there are {', '.join(SEARCH_CLASSES)}")
    settings = service().settings
    results = service().index.search(query, settings.search_per_class if cls is None else settings.search_results, cls)
    if negotiate.prefers_html(request.headers.get("Accept")) or request.args.get("format") == "html":
        response = Response(render_template("search.html", query=query, cls=cls, results=results))
    else:
        hits = [
            {
                "iri": hit.node.iri,
                "label": hit.node.label,
                "name": hit.name,
                "class": hit.node.cls,
                "reason": hit.reason,
                "articles": hit.mentions,
            }
            for group in results.groups
            for hit in group.hits
        ]
        response = serialize.as_json({"query": query, "total": results.total, "results": hits})
    response.headers["Vary"] = "Accept"
    return response


@blueprint.get("/suggest")
def suggest() -> Response:
    """What somebody may mean who has typed so far, in the language of the pages."""
    held = service()
    results = held.index.search(request.args.get("q", ""), held.settings.suggestions)
    hits = results.best(held.settings.suggestions)
    told = language.text(SUGGESTIONS["some" if hits else "none"]) % {"count": len(hits)}
    found = [
        {
            "label": hit.node.label,
            "href": f"/page/{hit.node.path}",
            "kind": language.text(class_words(hit.node.cls).label),
            "why": _why(hit),
        }
        for hit in hits
    ]
    response = serialize.as_json({"told": told, "suggestions": found})
    response.vary.update(language.VARY)
    response.set_etag(f"{held.version}-{language.chosen()}", weak=True)
    return response


def _why(hit: Hit) -> str:
    """Why somebody is told of a name that is not what was typed."""
    if hit.name != hit.node.label:
        return language.text(SUGGESTIONS["alias"]) % {"name": hit.name}
    return "" if hit.reason == LABEL else language.text(REASONS[hit.reason])


@blueprint.get("/class/<name>")
def listing(name: str) -> str:
    """All nodes of a class, a page at a time."""
    if name not in SEARCH_CLASSES:
        raise errors.not_found(f"There is no list of {name}; there are {', '.join(SEARCH_CLASSES)}.")
    held = service()
    nodes, size = held.index.nodes(name), held.settings.page_size
    pages = max(1, -(-len(nodes) // size))
    page = whole_number("page", 1)
    if not 1 <= page <= pages:
        raise errors.not_found(f"The list of {name} has {pages} pages, and no page {page}.")
    shown = nodes[(page - 1) * size : page * size]
    infos = event_infos(held.reader, (n.iri for n in shown)) if name == "Event" else {}
    return render_template(
        "listing.html", cls=CLASSES[name], nodes=shown, infos=infos, total=len(nodes), page=page, pages=pages
    )


def _node(kind: str, name: str) -> Node:
    return known_node(service().reader, f"{kind}/{name}")


def _is_graph(kind: str, name: str) -> bool:
    """Whether the path names one of the two graphs that are no article's."""
    return kind == "graph" and name in ("evidence", "inferred")


@blueprint.get("/id/<kind>/<name>")
def identifier(kind: str, name: str) -> BaseResponse:
    """A node's IRI: 303 to its page or to its data, as the client prefers."""
    if not _is_graph(kind, name):
        _node(kind, name)
    chosen = serialize.wanted(_PAGE_FORMATS)
    if chosen is negotiate.HTML:
        target = url_for("pages.page", kind=kind, name=name)
    else:
        target = url_for("pages.data", kind=kind, name=name, ending=chosen.name)
    response = redirect(target, 303)
    response.headers["Vary"] = "Accept"
    return response


@blueprint.get("/page/<kind>/<name>")
def page(kind: str, name: str) -> str:
    """The page of one node: its facts, each with the sentence that states it."""
    if _is_graph(kind, name):
        return render_template("named_graph.html", name=name, iri=f"{service().reader.base}graph/{name}")
    node, held = _node(kind, name), service()
    former = _led_here(node)
    if node.cls == "Article":
        article = article_view(held.reader, node.iri, held.settings.sentences_per_fact)
        return render_template(
            "article.html", view=article, node=node, linked=schema_org.of_article(article), former=former
        )
    view = held.views.entity(node.iri)
    drawable = node.cls in NETWORK_CLASSES
    linked = schema_org.of_entity(view)
    return render_template("entity.html", view=view, node=node, drawable=drawable, linked=linked, former=former)


def _led_here(node: Node) -> str:
    """The former address of the node that the request was sent on from, if it is one."""
    path = request.args.get("former", "")
    iri = service().reader.iri_at(path)
    fate = service().former.fate(iri) if iri else None
    return path if fate and fate.became == (node.path,) else ""


@blueprint.get("/data/<kind>/<name>.<ending>")
def data(kind: str, name: str, ending: str) -> Response:
    """The triples around one node: what the graph says of it and what other nodes say of it."""
    chosen = negotiate.by_name(ending, negotiate.GRAPHS)
    if chosen is None:
        offered = ", ".join(f.name for f in negotiate.GRAPHS)
        raise errors.not_found(f"There is no .{ending} of {kind}/{name}; there are {offered}.")
    reader = service().reader
    if _is_graph(kind, name):
        triples = reader.construct(f"CONSTRUCT {{ ?s ?p ?o }} {{ GRAPH <{reader.base}graph/{name}> {{ ?s ?p ?o }} }}")
        return serialize.data_response(triples, chosen)
    return serialize.data_response(reader.describe(_node(kind, name).iri), chosen)

"""Writes ontology/index.html, the ontology as a page to read: python -m kg.ontology_page (a test finds it stale)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

import rdflib
from rdflib import DCTERMS, OWL, RDF, RDFS, SH, SKOS, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from kg.ontology import CORE, EVENT_TYPES, SHAPES, version
from kg.resources import ontology_file
from kg.vocabulary import EVENT_TYPE, PREFIXES, SHACL, UKG, compact

PAGE = "index.html"

_PREFIXES = {**PREFIXES, "sh": SHACL, "event-type": EVENT_TYPE}

# Terms of other vocabularies that a graph uses as they are: prefixed name, on what, and what for.
_BORROWED = (
    ("rdfs:label", "实体、活动", "名称：页面上最完整的那个", "the name, the fullest in the pages"),
    ("skos:altLabel", "实体", "页面上的其他名称", "other names in the pages"),
    ("dcterms:title", "文章", "标题", "the headline"),
    ("dcterms:issued", "文章", "出版日期", "the date of issue"),
    ("prov:wasDerivedFrom", "依据", "出自哪篇文章", "the article it is from"),
    ("rdf:subject, rdf:predicate, rdf:object", "依据", "所证明的事实", "the fact that it proves"),
    ("skos:notation", "活动类型", "类型的代号", "the type's code"),
)

_STYLE = """
:root { color-scheme: light dark; --ink: #1c1c1e; --soft: #5d6068; --line: #dcdee3; --paper: #fdfdfc; --tint: #f3f4f2;
  --accent: #9b1c1c; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e8e6; --soft: #a2a5ad; --line: #3a3c42; --paper: #17181a;
  --tint: #212327; --accent: #f08a7e; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); line-height: 1.7;
  font-family: system-ui, "PingFang SC", "Hiragino Sans GB", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; }
main, header, nav { max-width: 54rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 3rem; }
h1 { font-size: 1.9rem; line-height: 1.3; margin: 0 0 .25rem; }
h2 { font-size: 1.3rem; margin: 3rem 0 .5rem; padding-top: .5rem; border-top: 2px solid var(--ink); }
h3 { font-size: 1.05rem; margin: 0; }
h3 a { color: inherit; text-decoration: none; }
p { margin: .25rem 0; }
.en { color: var(--soft); }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; padding: 0; margin: 1.5rem 0 0; }
a { color: var(--accent); text-underline-offset: .2em; }
a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
code { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "Noto Sans Mono CJK SC", monospace; font-size: .9em; }
article { padding: 1rem 0; border-bottom: 1px solid var(--line); scroll-margin-top: 1rem; }
article:target { background: var(--tint); box-shadow: 0 0 0 .75rem var(--tint); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin: .4rem 0 0; font-size: .92rem; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .95rem; }
th, td { text-align: left; vertical-align: top; padding: .45rem 1rem .45rem 0; border-bottom: 1px solid var(--line); }
th { color: var(--soft); font-weight: normal; }
footer { max-width: 54rem; margin: 3rem auto; padding: 0 1.25rem; color: var(--soft); font-size: .9rem; }
"""


def _graph() -> rdflib.Graph:
    graph = rdflib.Graph(bind_namespaces="none")
    for name in (CORE, EVENT_TYPES, SHAPES):
        graph.parse(ontology_file(name), format="turtle")
    return graph


def _link(node: Node) -> str:
    """A link to the term: on this page if it is the ontology's own, else to where it is defined."""
    iri = str(node)
    target = "#" + iri.removeprefix(UKG) if iri.startswith(UKG) else iri
    return f'<a href="{escape(target)}"><code>{escape(compact(iri, _PREFIXES))}</code></a>'


def _told(graph: rdflib.Graph, node: Node, property_: URIRef, language: str) -> str:
    texts = (o for o in graph.objects(node, property_) if isinstance(o, rdflib.Literal) and o.language == language)
    return escape(str(next(texts, "")))


def _classes(graph: rdflib.Graph, nodes: Iterable[Node]) -> str:
    """Links to the nodes; a union of classes is spelled out."""
    links: list[str] = []
    for node in nodes:
        members = graph.value(node, OWL.unionOf)
        links += sorted(_link(m) for m in Collection(graph, members)) if members else [_link(node)]
    return "、".join(sorted(links))


# What is told of a term below its text: property, and the words for it.
_ROWS = (
    (RDFS.subClassOf, "上位类 subclass of"),
    (RDFS.subPropertyOf, "上位属性 subproperty of"),
    (RDFS.domain, "主语 domain"),
    (RDFS.range, "宾语 range"),
    (RDFS.seeAlso, "参见 see also"),
)


def _term(graph: rdflib.Graph, node: Node) -> str:
    rows = [
        f"<dt>{words}</dt><dd>{_classes(graph, objects)}</dd>"
        for property_, words in _ROWS
        if (objects := list(graph.objects(node, property_)))
    ]
    table = f"<dl>{''.join(rows)}</dl>" if rows else ""
    name = escape(str(node).removeprefix(UKG))
    label, english = (_told(graph, node, RDFS.label, language) for language in ("zh", "en"))
    return (
        f'<article id="{name}"><h3><a href="#{name}">{label} <code>ukg:{name}</code></a> '
        f'<span class="en" lang="en">{english}</span></h3>\n'
        f"<p>{_told(graph, node, RDFS.comment, 'zh')}</p>\n"
        f'<p class="en" lang="en">{_told(graph, node, RDFS.comment, "en")}</p>\n{table}</article>\n'
    )


def _terms(graph: rdflib.Graph, *kinds: URIRef) -> Iterator[str]:
    found = {s for kind in kinds for s in graph.subjects(RDF.type, kind) if isinstance(s, URIRef)}
    yield from (_term(graph, node) for node in sorted(found))


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = "".join(f"<th scope='col'>{text}</th>" for text in heads)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>\n" for row in rows)
    return f'<div class="scroll"><table><thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody></table></div>\n'


def _both(chinese: str, english: str) -> str:
    return f'{chinese}<br><span class="en" lang="en">{english}</span>'


def _event_types(graph: rdflib.Graph) -> str:
    concepts = sorted(c for c in graph.subjects(RDF.type, SKOS.Concept) if isinstance(c, URIRef))
    return _table(
        ("代号 notation", "名称 label", "含义 definition"),
        (
            (
                f"<code>{escape(str(graph.value(c, SKOS.notation)))}</code>",
                _both(_told(graph, c, SKOS.prefLabel, "zh"), _told(graph, c, SKOS.prefLabel, "en")),
                _both(_told(graph, c, SKOS.definition, "zh"), _told(graph, c, SKOS.definition, "en")),
            )
            for c in concepts
        ),
    )


def _shapes(graph: rdflib.Graph) -> str:
    shapes = {s for s in graph.subjects(SH.message) if isinstance(s, URIRef)}
    return _table(
        ("形状 shape", "要求 demand"),
        (
            (
                f"<code>{escape(str(s).rsplit('#', 1)[-1])}</code>",
                _both(_told(graph, s, SH.message, "zh"), _told(graph, s, SH.message, "en")),
            )
            for s in sorted(shapes)
        ),
    )


def page() -> str:
    """The whole page; it needs no other file."""
    graph = _graph()
    ontology = URIRef(UKG.rstrip("#"))
    sections = (
        ("classes", "类", "Classes", "".join(_terms(graph, OWL.Class))),
        ("properties", "属性", "Properties", "".join(_terms(graph, OWL.ObjectProperty, OWL.DatatypeProperty))),
        ("searches", "检索", "Searches", "".join(_terms(graph, OWL.AnnotationProperty))),
        (
            "borrowed",
            "借用的属性",
            "Borrowed properties",
            _table(
                ("属性 property", "用于 on", "含义 meaning"),
                ((f"<code>{name}</code>", on, _both(zh, en)) for name, on, zh, en in _BORROWED),
            ),
        ),
        ("event-types", "活动类型", "Event types", _event_types(graph)),
        ("shapes", "形状", "Shapes", _shapes(graph)),
    )
    menu = "".join(f'<li><a href="#{key}">{zh} <span lang="en">{en}</span></a></li>' for key, zh, en, _ in sections)
    body = "".join(
        f'<section aria-labelledby="{key}"><h2 id="{key}">{zh} <span class="en" lang="en">{en}</span></h2>\n'
        f"{text}</section>\n"
        for key, zh, en, text in sections
    )
    title = _told(graph, ontology, RDFS.label, "zh")
    licence = graph.value(ontology, DCTERMS.license)
    return f"""<!doctype html>
<html lang="zh">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{_STYLE}</style>
</head>
<body>
<header>
<h1>{title}</h1>
<p class="en" lang="en">{_told(graph, ontology, RDFS.label, "en")}, {escape(version())}</p>
<p>{_told(graph, ontology, RDFS.comment, "zh")}</p>
<p class="en" lang="en">{_told(graph, ontology, RDFS.comment, "en")}</p>
<dl><dt>前缀 prefix</dt><dd><code>PREFIX ukg: &lt;{escape(UKG)}&gt;</code></dd>
<dt>版本 version</dt><dd>{escape(version())}</dd>
<dt>许可 licence</dt><dd><a href="{escape(str(licence))}">{escape(str(licence))}</a></dd></dl>
</header>
<nav aria-label="目录"><ul>{menu}</ul></nav>
<main>
{body}</main>
<footer>由 <code>core.ttl</code>、<code>event-types.ttl</code>、<code>shapes.ttl</code> 生成。
<span lang="en">Made from them by <code>python -m kg.ontology_page</code>.</span></footer>
</body>
</html>
"""


if __name__ == "__main__":
    ontology_file(CORE).with_name(PAGE).write_text(page(), encoding="utf-8")

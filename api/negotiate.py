"""The one owner of content negotiation: which media types are offered, and which of them a client gets."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from pyoxigraph import QueryResultsFormat, RdfFormat
from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write an answer: short name (`?format=`, file ending), media type, other types that ask for it."""

    name: str
    media_type: str
    aliases: tuple[str, ...] = ()
    writer: QueryResultsFormat | RdfFormat | None = None
    # Bytes before the text: a spreadsheet takes a CSV without a byte order mark for one in the local code page.
    mark: bytes = b""

    @property
    def content_type(self) -> str:
        """The Content-Type header; texts name their charset, because clients guess wrongly without it."""
        return self.media_type + ("; charset=utf-8" if self.media_type.startswith("text/") else "")


HTML = Format("html", "text/html", ("application/xhtml+xml",))
JSON = Format("json", "application/json")
TURTLE = Format("ttl", "text/turtle", ("application/x-turtle",), RdfFormat.TURTLE)
JSON_LD = Format("jsonld", "application/ld+json", ("application/json",), RdfFormat.JSON_LD)
N_TRIPLES = Format("nt", "application/n-triples", ("text/plain",), RdfFormat.N_TRIPLES)
RDF_XML = Format("rdf", "application/rdf+xml", ("application/xml",), RdfFormat.RDF_XML)

# In the service's own order of preference, which decides among types that the client wants equally.
RESULTS: tuple[Format, ...] = (
    Format("json", "application/sparql-results+json", ("application/json",), QueryResultsFormat.JSON),
    Format("xml", "application/sparql-results+xml", ("application/xml", "text/xml"), QueryResultsFormat.XML),
    Format("csv", "text/csv", (), QueryResultsFormat.CSV),
    Format("tsv", "text/tab-separated-values", (), QueryResultsFormat.TSV),
)
# By its name only: Accept has no word for it.
SPREADSHEET = Format("spreadsheet", "text/csv", (), QueryResultsFormat.CSV, codecs.BOM_UTF8)
# CSV and TSV are defined for SELECT only.
BOOLEANS: tuple[Format, ...] = RESULTS[:2]
GRAPHS: tuple[Format, ...] = (TURTLE, JSON_LD, N_TRIPLES, RDF_XML)
# Formats of whole datasets hold triples, too: those of the default graph.
DATASETS: tuple[Format, ...] = (
    Format("nq", "application/n-quads", (), RdfFormat.N_QUADS),
    Format("trig", "application/trig", ("application/x-trig",), RdfFormat.TRIG),
)

# Kind of a query's answer → the formats that it can be written in.
KINDS: dict[str, tuple[Format, ...]] = {"table": RESULTS, "boolean": BOOLEANS, "graph": (*GRAPHS, *DATASETS)}

# What a dump's file ending says about its media type.
DUMP_TYPES: dict[str, str] = {
    "nq": "application/n-quads",
    "trig": "application/trig",
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
}
# The same of one that is compressed, by what its name has besides.
COMPRESSED_TYPES: dict[str, str] = {"gz": "application/gzip", "zst": "application/zstd"}

# The same with those that only `format=` can name.
OFFERED: dict[str, tuple[Format, ...]] = {
    kind: (*formats, *((SPREADSHEET,) if kind == "table" else ()), HTML) for kind, formats in KINDS.items()
}
_WRITERS: dict[str, QueryResultsFormat | RdfFormat] = {
    format_.name: format_.writer for formats in OFFERED.values() for format_ in formats if format_.writer is not None
}


def media_types(formats: tuple[Format, ...]) -> tuple[str, ...]:
    """The media types that the formats are offered under."""
    return tuple(f.media_type for f in formats)


def _quality(accept: MIMEAccept, media_type: str) -> float:
    """How much the client wants the type: the q of the most specific range that covers it (RFC 9110, 12.5.1)."""
    main = media_type.partition("/")[0]
    for wanted in (media_type, f"{main}/*", "*/*"):
        found = [q for value, q in accept if value.partition(";")[0].strip().lower() == wanted]
        if found:
            return max(found)
    return 0.0


def choose(accept: str | None, formats: tuple[Format, ...]) -> Format | None:
    """The format that the client wants most, the first of equals; None where it accepts none; no header takes any."""
    if not accept:
        return formats[0]
    wanted = parse_accept_header(accept, MIMEAccept)
    best, best_quality = None, 0.0
    for offer in formats:
        own = _quality(wanted, offer.media_type)
        # A wildcard never reaches a format through an alias: aliases count only where they are named.
        named = {value.partition(";")[0].strip().lower() for value, _ in wanted}
        quality = max([own, *(_quality(wanted, alias) for alias in offer.aliases if alias in named)])
        if quality > best_quality:
            best, best_quality = offer, quality
    return best


def writer_of(name: str) -> QueryResultsFormat | RdfFormat:
    """What writes the format of that short name."""
    return _WRITERS[name]


def by_name(name: str, formats: tuple[Format, ...]) -> Format | None:
    """The format of that short name or media type."""
    return next((f for f in formats if name.lower() in (f.name, f.media_type)), None)


def prefers_html(accept: str | None) -> bool:
    """Whether the client is a browser: it names text/html and wants nothing else more than it."""
    if not accept or not any(t in accept.lower() for t in (HTML.media_type, *HTML.aliases)):
        return False
    return choose(accept, (HTML, JSON)) is HTML

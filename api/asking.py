"""From a query to its answer, as bytes: out of memory where it was given before, else from a worker, within the limits.

Nothing here knows of Flask: it is asked for the app's answers and for those that need no app.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import BinaryIO
from wsgiref.types import WSGIEnvironment

from werkzeug.datastructures import Accept
from werkzeug.http import http_date, parse_accept_header
from werkzeug.wrappers import Request

from api import errors, negotiate, quick, truncation
from api.answers import Answer
from api.job import Ending, Job, Refused, Written
from api.negotiate import HTML, Format
from api.observed import QUERY, STAGES
from api.operation import Operation
from api.service import Service
from kg.errors import RemoteError
from kg.query_text import changes, limited

# Set in a request's environment: what came of its query where that was asked before the app was, and the key of an
# answer that may be given again.
TOLD, KEY = "union-kg.told", "union-kg.answer"
# Answers above this go out from disk part by part, and are not kept.
_WHOLE = 1 << 20
# The server hands parts from one thread to another, which takes longer than to send 64 kB.
_PART = 1 << 18
# Below that, compressing saves nothing: the answer goes in one packet.
_WORTH_COMPRESSING = 1_000
_GZIP = ("Content-Encoding", "gzip")
_FORBIDDEN = {Ending.UPDATE: errors.read_only, Ending.FEDERATED: errors.no_federation}
_NO_PLACE = frozenset({Ending.BUSY, Ending.CLIENT_BUSY})
_NESTED = "The query is nested too deeply, or a part of it is too long: it does not fit on the engine's stack."
# Headers and addresses come in a few spellings: those of the programs in use.
_SPELLINGS = 256
_IN_AN_ADDRESS = ("wsgi.url_scheme", "HTTP_HOST", "SERVER_NAME", "SERVER_PORT", "SCRIPT_NAME", "PATH_INFO")
# Of a release, always the same one.
_date = lru_cache(maxsize=2)(http_date)


@dataclass(frozen=True, slots=True)
class Stream:
    """A large answer: its headers, and where its parts come from; to be closed."""

    headers: tuple[tuple[str, str], ...]
    parts: Iterator[bytes]
    content: BinaryIO


@dataclass(frozen=True, slots=True)
class Wanted:
    """Kind of answer → the format that the client wants for it, and the format's name; whether the page is wanted."""

    formats: dict[str, Format | None]
    names: dict[str, str | None]
    page: bool

    @classmethod
    def of(cls, formats: dict[str, Format | None]) -> Wanted:
        """The formats with what is asked of them."""
        names = {kind: chosen.name if chosen else None for kind, chosen in formats.items()}
        return cls(formats, names, HTML in formats.values())


@lru_cache(maxsize=_SPELLINGS)
def wanted(name: str | None, accept: str | None) -> Wanted:
    """What `format=` and the header ask for; a Problem where there is no such format."""
    if name is not None:
        named = {kind: negotiate.by_name(name, formats) for kind, formats in negotiate.OFFERED.items()}
        if not any(named.values()):
            offered = ", ".join(sorted({f.name for formats in negotiate.OFFERED.values() for f in formats}))
            raise errors.bad_request(f"format={name}: an answer can be written as {offered}.")
        return Wanted.of(named)
    # The page comes last: who takes anything gets data.
    return Wanted.of({kind: negotiate.choose(accept, (*formats, HTML)) for kind, formats in negotiate.KINDS.items()})


def answer(service: Service, environ: WSGIEnvironment, asked: Operation, wanted: Wanted) -> Answer | Stream:
    """The answer in the format wanted for its kind, from memory where it was given before."""
    environ[QUERY] = asked.query
    base = address(environ)
    zipped = _takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", ""))
    # The address is part of some answers: relative IRIs stand under it, and the note on a table's end names it.
    question = (base, asked.query, asked.default_graphs, asked.named_graphs, *wanted.names.values())
    kept = _kept(service, question, zipped)
    if kept is not None:
        environ[KEY] = (question, zipped)
        return kept
    written, rows = ask(service, environ, asked, wanted.names, service.settings.limits.rows)
    chosen = wanted.formats[written.kind]
    if chosen is None:
        written.content.close()
        raise _not_offered(asked, written.kind)
    headers = [("Content-Type", chosen.content_type), ("Vary", "Accept, Accept-Encoding")]
    note = None
    if rows is not None and truncation.reached(written.content, written.size, chosen.name, rows):
        headers.append(truncation.header(rows))
        note = truncation.Note(base, rows)
    lasting = not changes(asked.query)
    headers.append(("Cache-Control", "no-cache" if lasting else "no-store"))
    if written.size > _WHOLE:
        parts, added = _parts(written.content, chosen, note)
        # With its length told, an answer that breaks off is never taken for a whole one, and sent with less work.
        headers.append(("Content-Length", str(written.size + added)))
        return Stream(tuple(headers), parts, written.content)
    with written.content:
        text = b"".join(_parts(written.content, chosen, note)[0])
    if lasting:
        digest = hashlib.sha256(repr((service.version, question)).encode()).hexdigest()[:16]
        headers += (("ETag", f'W/"{digest}"'), ("Last-Modified", _date(service.made)))
    made = _encoded(headers, text, zipped)
    if lasting:
        service.answers.keep((question, zipped), made)
        environ[KEY] = (question, zipped)
    return made


def ask(
    service: Service, environ: WSGIEnvironment, asked: Operation, formats: dict[str, str | None], rows: int | None
) -> tuple[Written, int | None]:
    """The answer, and the number of rows at which it was told to end, if it was."""
    base = address(environ)
    at_once = quick.answer(service.opened.store, asked, formats, base, rows) if service.opened else None
    if at_once is not None:
        environ[STAGES] = at_once.stages
        return at_once, None
    cut = None if rows is None else limited(asked.query, rows)
    graphs = asked.default_graphs, asked.named_graphs
    job = Job(cut or asked.query, *graphs, formats, service.settings.limits.seconds, base)
    try:
        written = service.pool.run(job, environ.get("REMOTE_ADDR") or "")
    except Refused as told:
        # Where there was no place for the query, its client need not come back with what has no answer.
        refused = (quick.refusal(asked.query, base) if told.ending in _NO_PLACE else None) or told
        if refused.ending in _FORBIDDEN:
            raise _FORBIDDEN[refused.ending]() from refused
        if refused.ending is Ending.NESTING:
            raise errors.bad_request(_NESTED) from refused
        if refused.ending is not Ending.WRONG:
            raise errors.limit_reached(refused.ending.value, service.settings.limits) from refused
        if cut is None or refused is not told:
            raise errors.bad_request(refused.detail) from refused
        # The engine's words are to be about the query as it was sent.
        return ask(service, environ, asked, formats, None)
    except RemoteError as failure:
        raise errors.remote_failed(failure) from failure
    environ[STAGES] = written.stages
    return written, rows if cut else None


def address(environ: WSGIEnvironment) -> str:
    """The address that was asked, without its query string."""
    return _address(*map(environ.get, _IN_AN_ADDRESS))


@lru_cache(maxsize=_SPELLINGS)
def _address(*parts: str | None) -> str:
    told = {name: value or "" for name, value in zip(_IN_AN_ADDRESS, parts, strict=True)}
    if not told["HTTP_HOST"]:
        del told["HTTP_HOST"]
    return Request({"REQUEST_METHOD": "GET", **told}).base_url


@lru_cache(maxsize=_SPELLINGS)
def _takes_gzip(accept_encoding: str) -> bool:
    return parse_accept_header(accept_encoding, Accept).quality("gzip") > 0


def _kept(service: Service, question: tuple[object, ...], zipped: bool) -> Answer | None:
    """The answer from memory, which may hold it in the other encoding alone."""
    kept = service.answers.get((question, zipped))
    if kept is not None:
        return kept
    other = service.answers.get((question, not zipped))
    if other is None:
        return None
    text = gzip.decompress(other.body) if _GZIP in other.headers else other.body
    made = _encoded([header for header in other.headers if header != _GZIP], text, zipped)
    service.answers.keep((question, zipped), made)
    return made


def _encoded(headers: list[tuple[str, str]], text: bytes, zipped: bool) -> Answer:
    if zipped and len(text) >= _WORTH_COMPRESSING:
        return Answer((*headers, _GZIP), gzip.compress(text, 1, mtime=0))
    return Answer(tuple(headers), text)


def _not_offered(asked: Operation, kind: str) -> errors.Problem:
    offered = negotiate.KINDS[kind]
    if asked.format is not None:
        names = ", ".join(f.name for f in offered)
        return errors.bad_request(f"format={asked.format}: this answer can be written as {names}.")
    return errors.not_acceptable(negotiate.media_types(offered))


def _parts(content: BinaryIO, chosen: Format, note: truncation.Note | None) -> tuple[Iterator[bytes], int]:
    """The answer with its mark and note, and how many bytes these are."""
    written = content.read(_PART)
    first = chosen.mark + written
    if note:
        first = note.put_into(first, chosen)
    return chain((first,), iter(lambda: content.read(_PART), b"")), len(first) - len(written)

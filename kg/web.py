"""The one owner of requests to other servers: credentials, patience, and what is told where one does not answer."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

import urllib3

from kg.errors import RemoteError, RemoteTimeout, SettingsError

# A server that says so is busy or starts up: it is asked again. All else that it says is its answer.
_LATER = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)
# Waits of 0, 1, 2, 4, 8, … s, none longer than a minute, whatever Retry-After says beyond it.
_BACKOFF_SECONDS, _LONGEST_WAIT = 0.5, 60
# So much of what a server says of an error is told: its first lines, and not a page of markup.
_TOLD = 300
_BEARER = "Bearer "


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a server may be silent, and how often a request is sent again where it cannot be reached.

    If it `waits`, a request is sent again, too, to a server that is busy, at the time which that gives.
    """

    seconds: float = 60.0
    retries: int = 5
    waits: bool = True


@dataclass(frozen=True, slots=True)
class Credentials:
    """What shows a server who asks; the repr does not tell it."""

    header: str = field(default="", repr=False)


def read_credentials(file: Path | None) -> Credentials:
    """The file's one line, `USER:PASSWORD` or `Bearer TOKEN`; none without a file.

    A SettingsError says what is wrong with it, and never what it is.
    """
    if file is None:
        return Credentials()
    try:
        told = file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file}: the credentials cannot be read: {error}") from error
    if "\n" in told or not told.isprintable() or (":" not in told and not told.startswith(_BEARER)):
        raise SettingsError(f"{file}: credentials are one line, USER:PASSWORD or Bearer TOKEN")
    if told.startswith(_BEARER):
        return Credentials(told)
    return Credentials("Basic " + base64.b64encode(told.encode()).decode())


def checked_url(url: str) -> str:
    """The address without a slash at its end; a SettingsError where it is none of HTTP, or tells a password."""
    try:
        parts = urlsplit(url)
        named = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError as error:
        raise SettingsError(f"{url}: this is no address: {error}") from error
    if parts.username or parts.password:
        raise SettingsError(f"{parts.scheme}://…@{parts.hostname}: give user and password in a file (--credentials)")
    if not named or parts.fragment:
        raise SettingsError(f"{url}: give an address that begins with http:// or https://")
    return url.rstrip("/")


class Client:
    """Sends requests; may be used from any thread. Redirects are not followed, so that credentials go nowhere else."""

    def __init__(self, patience: Patience, credentials: Credentials, connections: int = 1) -> None:
        self._pool = urllib3.PoolManager(
            maxsize=connections,
            timeout=urllib3.Timeout(patience.seconds),
            retries=urllib3.Retry(
                patience.retries,
                status=None if patience.waits else 0,
                redirect=False,
                status_forcelist=_LATER,
                # What is sent twice is the same as sent once: graphs are sets, and these have no blank nodes.
                allowed_methods=None,
                backoff_factor=_BACKOFF_SECONDS,
                backoff_max=_LONGEST_WAIT,
                retry_after_max=_LONGEST_WAIT,
                raise_on_status=False,
            ),
        )
        self._seconds = patience.seconds
        self._headers = {"User-Agent": "union-kg"}
        if credentials.header:
            self._headers["Authorization"] = credentials.header

    @contextmanager
    def answer(
        self, method: str, url: str, *, headers: Mapping[str, str], body: bytes | None = None, absent: bool = False
    ) -> Iterator[urllib3.BaseHTTPResponse]:
        """The server's answer, to be read while it comes; a RemoteError where there is none, or it is no success.

        Where `absent` is set, 404 is an answer, too.
        """
        with _told(url, self._seconds):
            response = self._pool.request(
                method, url, body=body, headers={**self._headers, **headers}, preload_content=False
            )
            try:
                if not HTTPStatus.OK <= response.status < HTTPStatus.MULTIPLE_CHOICES and not (
                    absent and response.status == HTTPStatus.NOT_FOUND
                ):
                    raise RemoteError(url, f"{method} was answered with {_words(response)}", response.status)
                yield response
                response.drain_conn()
            except BaseException:
                response.close()  # what has not been read is no beginning of another answer
                raise
            finally:
                response.release_conn()


@contextmanager
def _told(url: str, seconds: float) -> Iterator[None]:
    """Says as a RemoteError what comes between: no connection, silence, an answer that breaks off."""
    try:
        yield
    except urllib3.exceptions.MaxRetryError as error:
        reason = error.reason
        refused = isinstance(reason, urllib3.exceptions.NewConnectionError)  # of the library's time-outs, this is none
        if isinstance(reason, urllib3.exceptions.TimeoutError) and not refused:
            raise RemoteTimeout(url, f"no answer within {seconds:g} s") from error
        raise RemoteError(url, f"the server cannot be reached: {str(reason).partition(': ')[2] or reason}") from error
    except urllib3.exceptions.ReadTimeoutError as error:
        raise RemoteTimeout(url, f"the answer stopped for {seconds:g} s") from error
    except urllib3.exceptions.HTTPError as error:
        raise RemoteError(url, f"the answer broke off: {error}") from error


def _words(response: urllib3.BaseHTTPResponse) -> str:
    """The status, and what the server says of it."""
    place = response.headers.get("Location")
    if place:
        return f"{response.status} to {place}; give that address"
    said = " ".join(response.read(_TOLD, decode_content=True).decode(errors="replace").split())
    return f"{response.status} {response.reason or ''}{': ' if said else ''}{said}".strip()

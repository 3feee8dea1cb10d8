"""Who may judge: a token opens a session, and every form of a session carries a key of its own.

The token stays where it was read from: a session's cookie and the keys of its forms are hashes keyed with it.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Mapping
from pathlib import Path

from kg.errors import SettingsError

ENVIRONMENT = "UNION_KG_CURATE_TOKEN"
COOKIE = "curator"
# A working day; who judges longer logs in again.
SESSION_SECONDS = 12 * 3600
# Sixteen random characters cannot be guessed, however many try; a shorter token is more likely to be a word.
_SHORTEST = 16
# The name of somebody who judges, as the ledger has it.
_LONGEST_NAME = 60

# Of one client's wrong tokens so many are looked at in that time; the clients who failed last are remembered.
_TRIES, _TRIES_SECONDS, _CLIENTS = 5, 60, 4096


def read_token(file: Path | None, environment: Mapping[str, str]) -> str:
    """The token of the file, or else of the environment; empty where there is none, and nobody may judge.

    A SettingsError says what is wrong with it, and never what it is.
    """
    where = str(file) if file else ENVIRONMENT
    try:
        token = file.read_text(encoding="utf-8").strip() if file else environment.get(ENVIRONMENT, "").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{where}: the token cannot be read: {error}") from error
    if (file or token) and len(token) < _SHORTEST:
        raise SettingsError(f"{where}: the token has to have {_SHORTEST} characters or more")
    return token


def is_token(token: str, told: str) -> bool:
    """Whether somebody told the token; takes as long whatever he tells."""
    return hmac.compare_digest(_hash(token, "token", token), _hash(token, "token", told))


def new_session(token: str, who: str, now: float) -> str:
    """The cookie of a new session: who, until when, and a hash of both."""
    name = base64.urlsafe_b64encode(" ".join(who.split())[:_LONGEST_NAME].encode()).decode().rstrip("=")
    told = f"{name}.{int(now) + SESSION_SECONDS}.{secrets.token_urlsafe(16)}"
    return f"{told}.{_hash(token, 'session', told)}"


def who_of(token: str, cookie: str, now: float) -> str | None:
    """Who judges in the session of that cookie; None where it is none of ours, or over."""
    told, _, signed = cookie.rpartition(".")
    if not token or not hmac.compare_digest(_hash(token, "session", told).encode(), signed.encode()):
        return None
    name, until, _ = told.split(".")
    if now >= int(until):
        return None
    try:
        return base64.urlsafe_b64decode(name + "=" * (-len(name) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError):
        return None


def form_key(token: str, cookie: str) -> str:
    """What every form of a session has to carry, and no other page can know."""
    return _hash(token, "form", cookie)


def is_form_key(token: str, cookie: str, told: str) -> bool:
    """Whether a form carries its session's key."""
    return hmac.compare_digest(form_key(token, cookie).encode(), told.encode())


def _hash(token: str, purpose: str, text: str) -> str:
    return hmac.new(token.encode(), f"{purpose}\n{text}".encode(), hashlib.sha256).hexdigest()


class Attempts:
    """Counts wrong tokens by client, so that nobody can try many."""

    def __init__(self) -> None:
        self._failed: OrderedDict[str, list[float]] = OrderedDict()
        self._lock = threading.Lock()

    def wait(self, client: str) -> int:
        """How many seconds the client has to wait before another try; 0 where it may try now."""
        now = time.monotonic()
        with self._lock:
            times = [at for at in self._failed.get(client, []) if now - at < _TRIES_SECONDS]
        return 0 if len(times) < _TRIES else int(times[0] + _TRIES_SECONDS - now) + 1

    def fail(self, client: str) -> None:
        """Counts a wrong token."""
        with self._lock:
            times = self._failed.pop(client, [])[-_TRIES + 1 :]
            self._failed[client] = [*times, time.monotonic()]
            while len(self._failed) > _CLIENTS:
                self._failed.popitem(last=False)

"""Sends scripts and styles, compressed to clients that take them so; each is compressed once a process."""

from __future__ import annotations

import gzip
from functools import lru_cache
from pathlib import Path

from flask import Response, request, send_from_directory

# A picture of a kilobyte, as the others are, is not worth it.
_COMPRESSED = (".js", ".css", ".txt")
_ENCODING = "gzip"
# More files than the service has.
_FILES = 128


def send(folder: Path, name: str) -> Response:
    """The file of that name in the folder, whole or in part; `NotFound` where there is none."""
    # A part of a file is a part of it as it is.
    wanted = "Range" not in request.headers and request.accept_encodings.quality(_ENCODING) > 0
    zipped = wanted and name.endswith(_COMPRESSED)
    response = send_from_directory(folder, name, conditional=not zipped)
    response.vary.add("Accept-Encoding")
    if zipped:
        etag, _ = response.get_etag()
        assert etag is not None
        response.close()
        response.direct_passthrough = False
        response.set_data(_zipped(folder / name, etag))
        response.headers["Content-Encoding"] = _ENCODING
        # Other bytes have another tag: with one for both a cache would hand out either to everybody.
        response.set_etag(f"{etag}-{_ENCODING}")
        response.make_conditional(request)
    return response


@lru_cache(maxsize=_FILES)
def _zipped(path: Path, etag: str) -> bytes:
    """The file compressed as far as can be; the tag changes with it."""
    return gzip.compress(path.read_bytes(), mtime=0)

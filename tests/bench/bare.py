"""A Flask route that does nothing, behind the server that the service has: what every answer costs at least.

python -m tests.bench.bare PORT
"""

from __future__ import annotations

import sys
from functools import partial

from flask import Flask
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server import Server

# As long as the page of a person with some posts.
_BODY = "<!doctype html><title>bare</title>" + "<p>区总工会主席周明远出席并讲话。</p>\n" * 400


def app() -> Flask:
    """The app with its one route."""
    bare = Flask(__name__)
    bare.add_url_rule("/", "body", lambda: _BODY)
    return bare


def main(arguments: list[str]) -> None:
    """Serves at the port until SIGTERM."""
    server = Server(
        target="bare",
        port=int(arguments[0]),
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=256,
        http=HTTPModes.http1,
        websockets=False,
        log_level=LogLevels.error,
    )
    server.serve(target_loader=partial(app), wrap_loader=False)


if __name__ == "__main__":
    main(sys.argv[1:])

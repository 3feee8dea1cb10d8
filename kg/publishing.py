"""The command that publishes: what it can be told, and what it tells."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from kg.endpoint import Endpoint
from kg.exits import DONE
from kg.graph_store import GraphStore
from kg.ids import Names
from kg.progress import Progress
from kg.publish import publish
from kg.release import open_release
from kg.web import Client, Patience, checked_url, read_credentials


def add_options(parser: argparse.ArgumentParser) -> None:
    """Adds what publishing can be told."""
    usual = Patience()
    parser.add_argument("url", metavar="URL", help="the server, or its dataset: http://127.0.0.1:7878")
    parser.add_argument("--query-url", metavar="URL", help="where it answers queries (default URL/query)")
    parser.add_argument("--store-url", metavar="URL", help="its graph store (default URL/store)")
    parser.add_argument(
        "--credentials", type=Path, metavar="FILE", help="a file with one line, USER:PASSWORD or Bearer TOKEN"
    )
    parser.add_argument(
        "--timeout",
        type=_seconds,
        default=usual.seconds,
        metavar="SECONDS",
        help=f"how long the server may be silent (default {usual.seconds:g})",
    )
    parser.add_argument(
        "--retries",
        type=_whole,
        default=usual.retries,
        metavar="N",
        help=f"how often to ask again where it is busy or cannot be reached (default {usual.retries})",
    )
    parser.add_argument(
        "--quads",
        action="store_true",
        help="send many small graphs at a time, as N-Quads: Oxigraph and Fuseki take them",
    )


def run(options: argparse.Namespace) -> int:
    """Publishes the current release, and tells what is in the server."""
    release = open_release(options.directory)
    url = checked_url(options.url)
    query, store = (
        checked_url(told) if told else f"{url}/{usual}"
        for told, usual in ((options.query_url, "query"), (options.store_url, "store"))
    )
    client = Client(Patience(options.timeout, options.retries), read_credentials(options.credentials))
    graphs = GraphStore(store, Endpoint(query, client), client)
    names = Names(release.manifest.base)
    # Each article is heard of twice: when it is written, and when it is checked.
    with Progress("publishing", 2 * release.manifest.articles, sys.stderr) as progress:
        done = publish(
            release,
            graphs,
            quads=options.quads,
            on_graph=lambda name: progress.advance() if names.is_article(name) else None,
        )
    print(f"release    {release.id} is in {store}")
    print(f"graphs     {done.graphs:9,}  each with the release's count and hash")
    print(f"triples    {done.print.triples:9,}  hash {done.print}")
    print(f"written    {done.written:9,}  graphs; {done.graphs - done.written:,} were there")
    print(f"removed    {done.removed:9,}  graphs that the release has no longer")
    return DONE


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is no time; give seconds above 0")
    return seconds


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdecimal()):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of tries; give 0 or more")
    return int(text)

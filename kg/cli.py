"""The command line `kg`: the topmost module, the only one that knows both the pipeline and the service."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import kg
from kg.build import build
from kg.built import Built
from kg.cache import CACHE, Cache
from kg.errors import KgError, PageError, ReleaseError, SettingsError
from kg.evaluate import evaluate
from kg.folder import writing
from kg.gold import read_gold
from kg.ids import Names
from kg.layout import CURRENT
from kg.ledger import LEDGER, Judgement, read_ledger
from kg.model import Graph
from kg.pages import Pages, read_pages
from kg.pipeline import build_graph
from kg.progress import Progress
from kg.query import DEFAULT_FORMATS, FORMATS, answer_as
from kg.release import Release, publish
from kg.report import Report
from kg.scorecard import as_json, as_text, errors_as_text
from kg.settings import DEFAULT_BASE, BuildSettings
from kg.validate import validate

# What scripts can rely on; argparse itself leaves with USAGE.
DONE = 0
SOME_PAGES_UNREAD = 1
USAGE = 2
NOTHING_DONE = 3
INTERRUPTED = 130

EXIT_CODES = """\
exit codes:
  0    done
  1    done, but some pages or sidecar lines could not be read, or a page has no article (told on stderr)
  2    wrong usage
  3    nothing done; a former release is untouched
  130  interrupted (Ctrl-C)
"""

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8000


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code; failures that have a name become one line on stderr."""
    options = parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        return run(options)
    except SettingsError as error:
        print(f"kg: {error}", file=sys.stderr)
        return USAGE
    except KgError as error:
        print(f"kg: {error}", file=sys.stderr)
        return NOTHING_DONE
    except KeyboardInterrupt:
        print("kg: interrupted", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output (head, less) has seen enough; Python would complain again while it shuts down.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def parser() -> argparse.ArgumentParser:
    """The commands and options; tests compare the README with it."""
    top = argparse.ArgumentParser(
        prog="kg",
        description="Union KG: pages of Chinese labour-union newspapers become a knowledge graph.",
        epilog="examples:\n"
        "  kg build pages/ --out data        read all pages, write a release into data/\n"
        "  kg serve data                     open http://127.0.0.1:8000/ in a browser\n"
        "  kg query data 'SELECT ?name { ?union a ukg:Union ; rdfs:label ?name }'\n"
        "  kg evaluate pages/ gold/ --errors score against annotated pages\n\n" + EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"kg {kg.__version__}")
    commands = top.add_subparsers(metavar="COMMAND", required=True)

    def command(
        name: str, run: Callable[[argparse.Namespace], int], summary: str, more: str
    ) -> argparse.ArgumentParser:
        added = commands.add_parser(
            name,
            help=summary,
            description=summary[0].upper() + summary[1:] + ".",
            epilog=f"{more}\n{EXIT_CODES}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        added.set_defaults(run=run)
        return added

    build = command(
        "build",
        _build,
        "read pages and write a release of the graph",
        "A table pages.tsv beside the pages (columns page, newspaper, issued, number) tells what the pages don't.\n",
    )
    _add_pages(build, nargs="+")
    build.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="folder of the releases; newest: DIR/current"
    )
    _add_base(build)
    build.add_argument(
        "--judgements", type=Path, metavar="FILE", help=f"ledger of what people judged (default DIR/{LEDGER})"
    )
    build.add_argument("--strict", action="store_true", help="build nothing if anything of the pages is left out")

    serve = command(
        "serve", _serve, "serve the newest release: pages, networks, SPARQL, dumps", "Ctrl-C or SIGTERM ends it.\n"
    )
    _add_release(serve)
    serve.add_argument("--host", default=DEFAULT_HOST, help=f"address to listen at (default {DEFAULT_HOST})")
    serve.add_argument(
        "--limit",
        action="append",
        default=[],
        metavar="NAME=NUMBER",
        help="what a query may use, such as seconds=5; may be given several times; README.md lists the names",
    )
    serve.add_argument("--log", type=Path, metavar="FILE", help="append a line of JSON for every request")
    serve.add_argument("--port", type=_port, default=DEFAULT_PORT, help=f"0 picks a free one (default {DEFAULT_PORT})")

    query = command(
        "query",
        _query,
        "answer a SPARQL query from the newest release",
        "The prefixes ukg, rdf, rdfs, xsd, skos, dcterms, prov, org, foaf, schema and owl need no declaration.\n",
    )
    _add_release(query)
    query.add_argument("sparql", metavar="SPARQL", help="the query; - reads it from standard input")
    query.add_argument(
        "--format", choices=sorted(FORMATS), help=f"default: {', or '.join(sorted(set(DEFAULT_FORMATS.values())))}"
    )

    score = command(
        "evaluate",
        _evaluate,
        "build the graph of pages in memory and score it against gold",
        "GOLD is a gold file, or a folder of them; README.md describes the format.\n",
    )
    _add_pages(score, nargs=None)
    score.add_argument("gold", type=Path, metavar="GOLD", help="gold file, or folder of gold files")
    _add_base(score)
    score.add_argument("--json", action="store_true", help="scores as JSON")
    score.add_argument("--errors", action="store_true", help="list what was missed (-) and wrongly stated (+)")
    return top


def _add_pages(parser: argparse.ArgumentParser, *, nargs: str | None) -> None:
    parser.add_argument("pages", type=Path, nargs=nargs, metavar="PAGES", help="page file, or folder of *.txt and *.md")


def _add_base(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--base", default=DEFAULT_BASE, metavar="IRI", help=f"base of data IRIs (default {DEFAULT_BASE})"
    )


def _add_release(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("directory", type=Path, metavar="DIR", help="the folder that kg build wrote into")


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port; give a number from 0 to 65535")
    return int(text)


def _build(options: argparse.Namespace) -> int:
    settings = BuildSettings(base=options.base)
    pages = _read(options.pages)
    if options.strict and pages.problems:
        raise KgError(f"{len(pages.problems)} problems (see above), so that --strict builds nothing")
    with writing(options.out, partial(_tell_waiting, options.out)):
        return _build_held(options, settings, pages)


def _build_held(options: argparse.Namespace, settings: BuildSettings, pages: Pages) -> int:
    cache = Cache(options.out / CACHE)
    with Progress("reading pages", len(pages.pages), sys.stderr) as progress:
        built = build(pages.pages, settings, cache, lambda page: progress.advance(), _ledger(options))
    empty = _without_articles(built)
    for problem in empty:
        print(f"kg: {problem}", file=sys.stderr)
    if options.strict and empty:
        raise KgError(f"{len(empty)} pages without an article (see above), so that --strict builds nothing")
    if len(empty) == len(pages.pages):
        raise KgError("there is no article on any page")
    # Where a page lies on this machine is no part of what was built: the report knows files by their names.
    unread = [PageError(Path(problem.page).name, problem.place, problem.problem) for problem in pages.problems]
    unread += empty
    release = publish(options.out, built, settings, unread=unread)
    cache.sweep()
    print(_summary(release, options.out, len(unread)))
    return SOME_PAGES_UNREAD if unread else DONE


def _ledger(options: argparse.Namespace) -> tuple[Judgement, ...]:
    """The judgements of the ledger that is named, or of the one beside the releases if there is one."""
    file: Path = options.judgements or options.out / LEDGER
    return read_ledger(file) if options.judgements or file.exists() else ()


def _tell_waiting(directory: Path) -> None:
    print(f"kg: another build writes into {directory}; waiting until it is done", file=sys.stderr)


def _summary(release: Release, out: Path, unread: int) -> str:
    made = release.manifest
    lines = [
        ("pages", made.pages, f"{unread} problems" if unread else ""),
        ("articles", made.articles, ""),
        ("facts", made.facts, f"{made.evidence} places that state them"),
        ("doubts", made.issues, "recorded in report.json, stated nowhere"),
        ("quarantine", made.quarantined, "facts kept out because they break the shapes"),
    ]
    if made.judgements:
        lines.append(("judgements", made.judgements, _unapplied(release.report)))
    table = [f"{name:10} {number:9,}  {note}".rstrip() for name, number, note in lines]
    return "\n".join([*table, f"release    {out / CURRENT} -> {release.path}"])


def _unapplied(report: Report) -> str:
    number = len(report["unapplied"])
    return f"{number} of them found nothing to apply to, see report.json" if number else ""


def _read(paths: Sequence[Path]) -> Pages:
    """The pages, the problems told on stderr; raises KgError where not one page could be read."""
    pages = read_pages(paths)
    for problem in pages.problems:
        print(f"kg: {problem}", file=sys.stderr)
    if not pages.pages:
        raise KgError("not one page could be read")
    return pages


def _graph(pages: Pages, settings: BuildSettings) -> Graph:
    with Progress("reading pages", len(pages.pages), sys.stderr) as progress:
        return build_graph(pages.pages, settings, lambda page: progress.advance())


def _without_articles(built: Built) -> list[PageError]:
    """The pages on which no article was found: a table of contents, an advertisement, or no newspaper at all."""
    return [
        PageError(page.name, f"characters 0 to {len(page.text)}", "there is no article on this page")
        for page in built.pages
        if page.name in built.without_articles
    ]


def _evaluate(options: argparse.Namespace) -> int:
    gold = read_gold(options.gold)
    pages = _read([options.pages])
    graph = _graph(pages, BuildSettings(base=options.base))
    kept, _ = validate(graph.statements, {page.name: page.text for page in pages.pages}, Names(options.base))
    evaluation = evaluate(kept, pages.pages, gold)
    print(json.dumps(as_json(evaluation), ensure_ascii=False, indent=1) if options.json else as_text(evaluation))
    if options.errors:
        print(errors_as_text(evaluation))
    return SOME_PAGES_UNREAD if pages.problems else DONE


def _query(options: argparse.Namespace) -> int:
    sparql = sys.stdin.read() if options.sparql == "-" else options.sparql
    sys.stdout.buffer.write(answer_as(options.directory, sparql, options.format))
    sys.stdout.buffer.flush()
    return DONE


def _serve(options: argparse.Namespace) -> int:
    # Imported here: a build needs no web framework, and starts faster without one.
    from api import limits
    from api.server import serve
    from api.settings import ServiceSettings

    if not (options.directory / CURRENT).is_dir():
        raise ReleaseError(f"{options.directory}: no release here; make one: kg build PAGES --out {options.directory}")
    settings = ServiceSettings(release_dir=options.directory, limits=limits.read(options.limit))
    serve(settings, options.host, options.port, options.log, partial(_announce, options.directory))
    return DONE


def _announce(directory: Path, address: str) -> None:
    print(f"serving {directory} at {address} (Ctrl-C ends it)", flush=True)


if __name__ == "__main__":
    sys.exit(main())

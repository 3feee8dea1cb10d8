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
from kg import commands, engines, publishing, review
from kg.compression import ENDINGS
from kg.errors import KgError, ReleaseError, SettingsError
from kg.evaluate import evaluate
from kg.exits import DONE, INTERRUPTED, NOTHING_DONE, SOME_PAGES_UNREAD, USAGE
from kg.export import PART_MB
from kg.gold import read_gold
from kg.ids import Names
from kg.layout import CURRENT, GOLD
from kg.ledger import LEDGER
from kg.model import Graph
from kg.pages import Pages
from kg.pipeline import build_graph
from kg.progress import Progress
from kg.query import DEFAULT_FORMATS, FORMATS, answer_as
from kg.scorecard import as_json, as_text, errors_as_text
from kg.settings import DEFAULT_BASE, BuildSettings
from kg.validate import validate
from kg.web import checked_url, read_credentials

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
    named = top.add_subparsers(metavar="COMMAND", required=True)

    def command(
        name: str, run: Callable[[argparse.Namespace], int], summary: str, more: str
    ) -> argparse.ArgumentParser:
        added = named.add_parser(
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
        commands.build_pages,
        "read pages and write a release of the graph",
        "A table pages.tsv beside the pages (columns page, newspaper, issued, number) tells what the pages don't.\n",
    )
    _add_pages(build, nargs="+")
    _add_out(build)
    _add_base(build)
    build.add_argument("--strict", action="store_true", help="build nothing if anything of the pages is left out")
    _add_policy(build)

    remove = command(
        "remove",
        commands.remove_pages,
        "take pages back: write a release of the current one's other pages",
        "The page files are untouched; a build of a folder where they still lie reads them again.\n",
    )
    remove.add_argument("pages", nargs="+", metavar="PAGE", help="name of a page's file")
    _add_out(remove)
    _add_policy(remove)

    judge = command(
        "judge",
        review.judge,
        "add one judgement to the ledger DIR/judgements.tsv",
        "README.md tells what each verdict needs; `kg review` asks instead. The next build, or kg apply, follows it.\n",
    )
    review.add_options(judge)

    asking = command(
        "review",
        review.review,
        "ask what is worth a look, one question at a time, and write the answers into the ledger",
        "One key answers. The next build, or kg apply, follows the answers.\n",
    )
    _add_release(asking)
    review.add_who(asking)

    follow = command(
        "apply",
        commands.apply_judgements,
        "follow the ledger at once: write a release of the current one's pages",
        "The page files are not read; the release holds their texts.\n",
    )
    _add_release(follow)
    _add_policy(follow)

    differ = command(
        "diff",
        commands.tell_diff,
        "tell which facts one release has and another has not, each with its sentence",
        "A and B are a release's folder, a folder of releases (its current one), or ids of releases in --out DIR.\n",
    )
    differ.add_argument("before", metavar="A", help="the former release")
    differ.add_argument("after", metavar="B", help="the later release")
    differ.add_argument("--out", type=Path, metavar="DIR", help="folder of the releases that ids are looked up in")
    differ.add_argument("--json", action="store_true", help="the difference as JSON, with spans and IRIs")

    listed = command(
        "releases",
        commands.list_releases,
        "list the releases, the current one first",
        "A star marks the current one.\n",
    )
    _add_release(listed)

    back = command(
        "rollback",
        commands.roll_back,
        "make a former release current again",
        "Without ID it is the one that was current before. It is looked through first.\n",
    )
    _add_release(back)
    back.add_argument("release", nargs="?", metavar="ID", help="the release's id, or how it begins")

    serve = command(
        "serve", _serve, "serve the newest release: pages, networks, SPARQL, dumps", "Ctrl-C or SIGTERM ends it.\n"
    )
    serve.add_argument("directory", type=Path, nargs="?", metavar="DIR", help="the folder that kg build wrote into")
    serve.add_argument(
        "--endpoint",
        metavar="URL",
        help="serve the graph that another server answers queries about there; DIR then adds dumps, report, texts and"
        " searches, and may be left out",
    )
    serve.add_argument(
        "--credentials", type=Path, metavar="FILE", help="for it: a file with one line, USER:PASSWORD or Bearer TOKEN"
    )
    serve.add_argument(
        "--base",
        default=DEFAULT_BASE,
        metavar="IRI",
        help=f"its base of data IRIs, without DIR (default {DEFAULT_BASE})",
    )
    serve.add_argument("--host", default=DEFAULT_HOST, help=f"address to listen at (default {DEFAULT_HOST})")
    serve.add_argument(
        "--limit",
        action="append",
        default=[],
        metavar="NAME=NUMBER",
        help="what a query may use, such as seconds=5; may be given several times; README.md lists the names",
    )
    serve.add_argument(
        "--curate-token-file",
        type=Path,
        metavar="FILE",
        help="who knows the token in FILE (or in UNION_KG_CURATE_TOKEN) may judge under /review",
    )
    serve.add_argument(
        "--in-memory",
        action="store_true",
        help="hold the graph in memory: heavy queries take half the time; README.md says how much memory that is",
    )
    serve.add_argument("--log", type=Path, metavar="FILE", help="append a line of JSON for every request")
    serve.add_argument("--port", type=_port, default=DEFAULT_PORT, help=f"0 picks a free one (default {DEFAULT_PORT})")

    push = command(
        "publish",
        publishing.run,
        "push the newest release into another SPARQL server, and check that it is there",
        "A run that was cut off is gone on with by the next. README.md has the addresses of usual servers.\n",
    )
    _add_release(push)
    publishing.add_options(push)

    export = command(
        "export",
        commands.export_parts,
        "write the statements of the newest release in parts, into a folder or behind a URL",
        "The parts lie in a folder of the release's name, with a manifest that is written last.\n",
    )
    _add_release(export)
    export.add_argument("target", metavar="TARGET", help="a path, or a URL (s3://…)")
    export.add_argument("--compress", choices=ENDINGS, metavar="FORMAT", help="compress the parts: gzip or zstd")
    export.add_argument(
        "--part-mb", type=_at_least_one, default=PART_MB, metavar="N", help=f"MB in a part (default {PART_MB})"
    )

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
    parser.add_argument(
        "pages", nargs=nargs, metavar="PAGES", help="page file, or folder of *.txt and *.md: a path, or a URL (s3://…)"
    )


def _add_out(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="folder of the releases; newest: DIR/current"
    )


def _add_policy(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--judgements", type=Path, metavar="FILE", help=f"ledger of what people judged (default DIR/{LEDGER})"
    )
    parser.add_argument(
        "--gold", type=Path, metavar="GOLD", help=f"annotations that the release is scored against (default DIR/{GOLD})"
    )
    parser.add_argument("--keep", type=_at_least_one, metavar="N", help="remove all but the N releases current last")
    parser.add_argument(
        "--jobs",
        type=_at_least_one,
        metavar="N",
        help="processes that read pages (default: as many as there are processors to use and pages to keep them busy)",
    )
    parser.add_argument(
        "--engine",
        choices=engines.ENGINES,
        default=engines.LOCAL,
        help="what works on the pages: processes of this machine (default), or a Dask cluster",
    )
    parser.add_argument("--scheduler", metavar="ADDRESS", help="scheduler of the cluster, such as tcp://10.0.0.1:8786")
    parser.add_argument(
        "--compress",
        choices=ENDINGS,
        action="append",
        metavar="FORMAT",
        help="write every dump in this format besides, gzip or zstd; may be given twice; remove and apply keep to it",
    )
    parser.add_argument("--allow-loss", action="store_true", help="publish even if half of a class of things is lost")


def _at_least_one(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number to use here; give 1 or more")
    return int(text)


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


def _graph(pages: Pages, settings: BuildSettings) -> Graph:
    with Progress("reading pages", len(pages.pages), sys.stderr) as progress:
        return build_graph(pages.pages, settings, lambda page: progress.advance())


def _evaluate(options: argparse.Namespace) -> int:
    gold = read_gold(options.gold)
    pages = commands.read([options.pages])
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
    from api.curation import read_token
    from api.server import serve
    from api.settings import RemoteSettings, ServiceSettings

    if options.directory is not None and not (options.directory / CURRENT).is_dir():
        raise ReleaseError(f"{options.directory}: no release here; make one: kg build PAGES --out {options.directory}")
    remote = None
    if options.endpoint is not None:
        remote = RemoteSettings(
            url=checked_url(options.endpoint),
            credentials=read_credentials(options.credentials),
            base=BuildSettings(base=options.base).base,
        )
    settings = ServiceSettings(
        release_dir=options.directory,
        remote=remote,
        limits=limits.read(options.limit),
        curate_token=read_token(options.curate_token_file, os.environ),
        in_memory=options.in_memory,
    )
    serve(settings, options.host, options.port, options.log, partial(_announce, options.endpoint or options.directory))
    return DONE


def _announce(served: Path | str, address: str) -> None:
    print(f"serving {served} at {address} (Ctrl-C ends it)", flush=True)


if __name__ == "__main__":
    sys.exit(main())

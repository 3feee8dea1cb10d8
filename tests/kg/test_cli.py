"""The commands as a script sees them: what they print where, and with which code they leave.

Where extraction is not the point, the example graph stands in for what the pipeline would read.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from kg import cli, commands
from kg.built import Built, built_of
from kg.cache import Cache
from kg.engine import Engine
from kg.gold import GoldPage
from kg.ids import Names
from kg.ledger import LEDGER, REJECT, Judgement, text_of
from kg.model import Page
from kg.progress import Stages
from kg.release import open_release
from kg.settings import BuildSettings
from tests.example import PAGE, PAGE_TEXTS, TEXT, example_graph

Run = Callable[..., int]


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / PAGE).write_text(TEXT, encoding="utf-8")
    return folder


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def example_pipeline(monkeypatch: pytest.MonkeyPatch) -> None:
    def build(
        pages: Iterable[Page],
        settings: BuildSettings,
        cache: Cache,
        ledger: tuple[Judgement, ...],
        engine: Engine,
        stages: Stages,
        gold: tuple[GoldPage, ...],
    ) -> Built:
        return built_of(example_graph(), PAGE_TEXTS, Names(settings.base))

    monkeypatch.setattr(commands, "build", build)


@pytest.fixture
def built(pages: Path, out: Path, example_pipeline: None) -> Path:
    with contextlib.redirect_stdout(io.StringIO()):
        assert cli.main(["build", str(pages), "--out", str(out)]) == cli.DONE
    return out


def test_build_tells_what_was_built(
    pages: Path, out: Path, example_pipeline: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["build", str(pages), "--out", str(out)]) == cli.DONE
    told = capsys.readouterr()
    lines = dict(line.split(maxsplit=1) for line in told.out.splitlines())
    assert list(lines) == ["pages", "articles", "facts", "doubts", "quarantine", "release", "seconds"]
    assert told.err == ""
    assert lines["pages"] == "1"
    assert lines["release"].startswith(f"{out}/current -> {out}/releases/")
    assert lines["seconds"].split()[0] == "publishing"


def test_a_release_says_how_it_fares_against_gold(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    seeds = Path(__file__).resolve().parents[2] / "seeds"
    out, page, gold = tmp_path / "out", seeds / "pages" / "page-01.txt", seeds / "gold"
    assert cli.main(["build", str(page), "--out", str(out)]) == cli.DONE
    plain = open_release(out).manifest
    assert plain.scores is None
    assert cli.main(["build", str(page), "--out", str(out), "--gold", str(gold)]) == cli.DONE
    assert "annotated pages, on which the F1 of all facts is 0." in capsys.readouterr().out
    made = open_release(out).manifest
    assert made.scores is not None
    assert made.scores.pages == 1, "of the gold's pages the release has one"
    assert 0.8 < made.scores.f1["all facts"] <= 1
    assert made.release != plain.release
    assert made.files == plain.files, "what is read is the same, whoever annotates it"
    shutil.copytree(gold, out / "gold")
    assert cli.main(["apply", str(out)]) == cli.DONE
    assert open_release(out).manifest == made, "gold beside the releases is looked for"


def test_gold_of_other_pages_scores_nothing_and_what_is_no_gold_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("# 竞赛\n近日，海淀区总工会举办竞赛。\n", encoding="utf-8")
    gold = Path(__file__).resolve().parents[2] / "seeds" / "gold"
    arguments = ["build", str(tmp_path / "a.txt"), "--out", str(tmp_path / "out"), "--gold"]
    assert cli.main([*arguments, str(gold)]) == cli.DONE
    assert open_release(tmp_path / "out").manifest.scores is None
    (tmp_path / "none").mkdir()
    assert cli.main([*arguments, str(tmp_path / "none")]) == cli.NOTHING_DONE
    assert "no gold here" in capsys.readouterr().err


def test_build_follows_the_ledger_beside_its_releases(
    pages: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out.mkdir()
    made = Judgement("2026-11-21", "王敏", REJECT, "ab12", "Person:周明远")
    (out / LEDGER).write_text(text_of([made]), encoding="utf-8")
    assert cli.main(["build", str(pages), "--out", str(out)]) == cli.DONE
    assert "judgements         1  1 of them found nothing to apply to" in capsys.readouterr().out
    assert cli.main(["query", str(out), "SELECT ?v { GRAPH ?g { ?j a ukg:Judgement ; ukg:verdict ?v } }"]) == cli.DONE
    assert "reject" in capsys.readouterr().out


def test_a_ledger_that_cannot_be_read_leaves_the_former_release(
    built: Path, pages: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (built / "current").resolve()
    ledger = tmp_path / "ledger.tsv"
    ledger.write_text("when\twho\n", encoding="utf-8")
    asked = ["build", str(pages), "--out", str(built), "--judgements", str(ledger)]
    assert cli.main(asked) == cli.NOTHING_DONE
    assert f"{ledger}, line 1" in capsys.readouterr().err
    assert (built / "current").resolve() == before


def test_a_page_that_cannot_be_read_is_told_and_costs_only_itself(
    pages: Path, out: Path, example_pipeline: None, capsys: pytest.CaptureFixture[str]
) -> None:
    (pages / "bad.txt").write_bytes(b"\xff\xfe\0")
    assert cli.main(["build", str(pages), "--out", str(out)]) == cli.SOME_PAGES_UNREAD
    assert f"kg: {pages / 'bad.txt'}, byte 0: " in capsys.readouterr().err
    report = json.loads((out / "current/report.json").read_text())
    assert [unread["page"] for unread in report["unread"]] == ["bad.txt"]


def test_strict_builds_nothing_when_a_page_cannot_be_read(
    pages: Path, out: Path, example_pipeline: None, capsys: pytest.CaptureFixture[str]
) -> None:
    (pages / "bad.txt").write_bytes(b"")
    assert cli.main(["build", str(pages), "--out", str(out), "--strict"]) == cli.NOTHING_DONE
    assert "--strict" in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.parametrize("content", [None, b""], ids=["no page file", "unreadable pages only"])
def test_a_build_of_no_page_leaves_the_former_release(
    built: Path, tmp_path: Path, content: bytes | None, capsys: pytest.CaptureFixture[str]
) -> None:
    former = (built / "current").resolve()
    other = tmp_path / "other"
    other.mkdir()
    if content is not None:
        (other / "a.txt").write_bytes(content)
    assert cli.main(["build", str(other), "--out", str(built)]) == cli.NOTHING_DONE
    assert capsys.readouterr().err.startswith("kg: ")
    assert (built / "current").resolve() == former


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["build", "x"],
        ["build", "x", "--out", "y", "--frobnicate"],
        ["serve", "x", "--port", "65536"],
        ["query", "x", "ASK {}", "--format", "yaml"],
    ],
    ids=["no command", "no --out", "unknown option", "no port", "no format"],
)
def test_wrong_usage_leaves_with_its_own_code(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        cli.main(arguments)
    assert left.value.code == cli.USAGE
    assert "usage: kg" in capsys.readouterr().err


def test_a_setting_that_cannot_be_used_is_wrong_usage(
    pages: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["build", str(pages), "--out", str(out), "--base", "id/"]) == cli.USAGE
    assert "'id/'" in capsys.readouterr().err


NAMES_OF_UNIONS = "SELECT ?name { ?union a ukg:Union ; rdfs:label ?name } ORDER BY ?name"


@pytest.mark.parametrize(
    ("query", "format_", "answer"),
    [
        (NAMES_OF_UNIONS, [], "name\r\n远山机械厂工会\r\n青禾区总工会\r\n"),
        (NAMES_OF_UNIONS, ["--format", "tsv"], '?name\n"远山机械厂工会"@zh\n"青禾区总工会"@zh\n'),
        ("ASK { ?union a ukg:Union }", [], '{"head":{},"boolean":true}'),
        (
            "CONSTRUCT { ukg:a rdfs:label ?n } WHERE { ?d a ukg:District ; rdfs:label ?n }",
            ["--format", "ntriples"],
            '<https://w3id.org/union-kg/ontology#a> <http://www.w3.org/2000/01/rdf-schema#label> "青禾区"@zh .\n',
        ),
    ],
    ids=["table as csv", "table as tsv", "truth value", "triples"],
)
def test_query_answers_in_the_format(
    built: Path, query: str, format_: list[str], answer: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert cli.main(["query", str(built), query, *format_]) == cli.DONE
    assert capfdbinary.readouterr().out.decode() == answer


def test_query_reads_standard_input(
    built: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("ASK { ?union a ukg:Robot }"))
    assert cli.main(["query", str(built), "-"]) == cli.DONE
    assert b"false" in capfdbinary.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["SELECT"], "cannot be parsed"),
        (["SELECT * { SERVICE <http://localhost/> { ?s ?p ?o } }"], "SERVICE"),
        (["ASK { ?s ?p ?o }", "--format", "turtle"], "a truth value"),
        (["CONSTRUCT WHERE { ?s ?p ?o }", "--format", "csv"], "triples"),
    ],
    ids=["syntax", "federation", "table as turtle", "triples as csv"],
)
def test_a_query_that_cannot_be_answered_is_one_line(
    built: Path, arguments: list[str], problem: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["query", str(built), *arguments]) == cli.NOTHING_DONE
    told = capsys.readouterr().err
    assert told.startswith("kg: ")
    assert problem in told


@pytest.mark.parametrize("command", [["serve"], ["query"]], ids=["serve", "query"])
def test_a_folder_without_a_release_says_what_to_do(
    tmp_path: Path, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = [*command, str(tmp_path)] + (["ASK {}"] if command == ["query"] else [])
    assert cli.main(arguments) == cli.NOTHING_DONE
    assert f"kg build PAGES --out {tmp_path}" in capsys.readouterr().err


def test_evaluate_prints_scores_and_errors(
    pages: Path, tmp_path: Path, example_pipeline: None, capsys: pytest.CaptureFixture[str]
) -> None:
    article = {"id": "a01-1", "title": None, "first": "本报讯", "last": "奖牌。", "bylines": []}
    gold = tmp_path / "gold.json"
    gold.write_text(
        json.dumps(
            {"page": PAGE, "articles": [{**article, "entities": [], "posts": [], "relations": [], "events": []}]}
        )
    )
    assert cli.main(["evaluate", str(pages), str(gold), "--errors"]) == cli.DONE
    told = capsys.readouterr().out
    assert "all facts" in told
    assert "a01-1 byline + 林晓岚 | reporter\n" in told
    assert cli.main(["evaluate", str(pages), str(gold), "--json"]) == cli.DONE
    assert json.loads(capsys.readouterr().out)["byline"]["precision"] == 0.0


def test_an_interrupt_is_told_in_one_line(
    pages: Path, out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(commands, "build", interrupted)
    assert cli.main(["build", str(pages), "--out", str(out)]) == cli.INTERRUPTED
    assert capsys.readouterr().err == "kg: interrupted\n"


def test_a_reader_that_stops_early_is_no_error(built: Path) -> None:
    command = [sys.executable, "-m", "kg.cli", "query", str(built), "CONSTRUCT WHERE { ?s ?p ?o }"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) == cli.DONE


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_serve_prints_its_address_answers_and_ends_on_a_signal(
    built: Path, tmp_path: Path, number: signal.Signals
) -> None:
    command = [sys.executable, "-m", "kg.cli", "serve", str(built), "--port", "0"]
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    around = os.environ | {"TMPDIR": str(temporary)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=around) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        line = process.stdout.readline()
        address = next((word for word in line.split() if word.startswith("http://")), "")
        assert address, process.stderr.read()
        with urllib.request.urlopen(f"{address}health", timeout=30) as answer:
            assert answer.status == 200
        process.send_signal(number)
        assert process.wait(timeout=30) == cli.DONE
        assert process.stderr.read() == ""
    assert list(temporary.iterdir()) == []


def test_serve_names_a_limit_that_it_does_not_know(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["serve", str(built), "--limit", "minutes=1"]) == cli.USAGE
    assert "--limit minutes=1: there are seconds, " in capsys.readouterr().err


def test_serve_says_so_when_the_port_is_taken(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert cli.main(["serve", str(built), "--port", str(port)]) == cli.NOTHING_DONE
    assert f"cannot listen at 127.0.0.1:{port}" in capsys.readouterr().err

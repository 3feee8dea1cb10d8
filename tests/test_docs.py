"""The README is a tested artefact: what can be typed is in it, and what it says can be typed is there."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest

from api import limits
from api.openapi import document
from kg import cli
from kg.query import FORMATS
from kg.sidecar import COLUMNS

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def _commands() -> dict[str, argparse.ArgumentParser]:
    actions = cli.parser()._actions
    return next(dict(action.choices) for action in actions if isinstance(action, argparse._SubParsersAction))


COMMANDS = _commands()
OPTIONS = sorted(
    {
        option
        for command in COMMANDS.values()
        for action in command._actions
        for option in action.option_strings
        if option.startswith("--")
    }
)
# Routes whose {name} is no dump's, as the README writes them.
EXAMPLES = {
    "/class/{name}": "/class/Person",
    "/ontology/{name}": "/ontology/core.ttl",
    "/language/{name}": "/language/en",
    "/network/export/ttl": "/network/export/graphml",
}
TARGETS = re.findall(r"(?m)^([a-z-]+):", MAKEFILE)


@pytest.mark.parametrize("command", COMMANDS)
def test_readme_names_the_command(command: str) -> None:
    assert f"`kg {command} " in README


@pytest.mark.parametrize("option", OPTIONS)
def test_readme_names_the_option(option: str) -> None:
    assert re.search(rf"`{option}[ `]", README)


@pytest.mark.parametrize("target", TARGETS)
def test_readme_names_the_make_target(target: str) -> None:
    assert f"`make {target}`" in README


@pytest.mark.parametrize("variable", re.findall(r"(?m)^([A-Z]+) \?=", MAKEFILE))
def test_readme_names_the_make_variable(variable: str) -> None:
    assert re.search(rf"\b{variable}\b", README)


@pytest.mark.parametrize("name", [*FORMATS, *COLUMNS])
def test_readme_names_the_format_or_column(name: str) -> None:
    assert f"`{name}`" in README


@pytest.mark.parametrize(
    "code", [cli.DONE, cli.SOME_PAGES_UNREAD, cli.USAGE, cli.NOTHING_DONE, cli.INTERRUPTED], ids=str
)
def test_readme_and_help_name_the_exit_code(code: int) -> None:
    assert f"\n| {code} |" in README
    assert re.search(rf"(?m)^  {code}\b", cli.EXIT_CODES)


def test_readme_promises_no_command_or_target_that_is_not_there() -> None:
    assert set(re.findall(r"\bkg (build|serve|query|evaluate|[a-z]+) [A-Z'-]", README)) <= set(COMMANDS)
    assert set(re.findall(r"`make ([a-z-]+)`", README)) <= set(TARGETS)


@pytest.mark.parametrize("route", sorted(document("0")["paths"]))
def test_readme_names_the_route(route: str) -> None:
    written = route.replace("{kind}/{name}", "KIND/HASH").replace("{ending}", "ttl")
    for pattern, example in EXAMPLES.items():
        written = written.replace(pattern, example)
    if not written.startswith("/static/"):
        assert f"`{written.replace('{name}', 'graph.ttl')}" in README


def test_every_path_that_the_readme_names_is_there() -> None:
    paths = set(re.findall(r"`((?:kg|tests|seeds|ontology|\.ci)/[\w./-]+)`", README))
    assert paths
    assert not [path for path in sorted(paths) if not (ROOT / path).exists()]


@pytest.mark.parametrize("limit", limits.table(limits.Limits()), ids=lambda limit: limit.name)
def test_readme_names_the_limit(limit: limits.Limit) -> None:
    assert f"`{limit.name}`" in README

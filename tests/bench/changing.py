"""Lets clients ask a running service while one release after another becomes current.

No request may fail, and no answer may hold something of two releases. Run it with: python -m tests.bench.changing
"""

from __future__ import annotations

import argparse
import http.client
import json
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlencode

from kg.folder import point_current
from kg.release import write_release
from kg.settings import BuildSettings
from kg.vocabulary import LABEL
from tests.example import PAGE_TEXTS, UNION, example_graph, example_statements, zh

# Every release calls the union by another name; its label is asked for three times over, by ways of their own.
_QUERY = f"""SELECT ?a ?b ?c {{
  <{UNION.value}> <{LABEL.value}> ?a .
  GRAPH ?g {{ <{UNION.value}> <{LABEL.value}> ?b }}
  {{ SELECT ?c {{ <{UNION.value}> <{LABEL.value}> ?c }} }}
}} # """
# Of so many wordings one is asked each time: some answers are in memory already, some are not.
_WORDINGS = 50
_LOOK_SECONDS = 0.2


@dataclass(slots=True)
class _Told:
    """What the clients have seen: answers by the name in them, and what went wrong."""

    names: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    done: threading.Event = field(default_factory=threading.Event)


def releases(directory: Path, number: int) -> list[str]:
    """So many releases, of which each has another name for the union; their ids."""
    made = []
    for turn in range(number):
        statements = tuple(
            replace(s, value=zh(f"第{turn}总工会")) if s.subject == UNION and s.property == LABEL else s
            for s in example_statements()
        )
        graph = replace(example_graph(), statements=statements)
        made.append(write_release(directory, graph, PAGE_TEXTS, BuildSettings()).id)
    return made


def ask(host: str, port: int, client: int, told: _Told) -> None:
    """Asks until it is told to end."""
    connection = http.client.HTTPConnection(host, port, timeout=60)
    number = client
    while not told.done.is_set():
        number += 1
        address = "/sparql?" + urlencode({"query": f"{_QUERY}{number % _WORDINGS}"})
        try:
            connection.request("GET", address, headers={"Accept": "application/sparql-results+json"})
            answer = connection.getresponse()
            text = answer.read()
        except (OSError, http.client.HTTPException) as error:
            told.wrong.append(repr(error))
            connection.close()
            continue
        if answer.status != 200:
            told.wrong.append(f"{answer.status}: {text[:200]!r}")
            continue
        names = {term["value"] for row in json.loads(text)["results"]["bindings"] for term in row.values()}
        if len(names) != 1:
            told.wrong.append(f"of two releases: {sorted(names)}")
        told.names[min(names, default="none")] += 1
    connection.close()


def wait_for(release: str, host: str, port: int) -> None:
    """Waits until the service answers from that release."""
    while True:
        connection = http.client.HTTPConnection(host, port, timeout=60)
        connection.request("GET", "/health")
        if json.loads(connection.getresponse().read())["release"] == release:
            return
        connection.close()
        time.sleep(_LOOK_SECONDS)


def main() -> None:
    """Prints how many answers each release gave, and what went wrong; leaves with 1 if anything did."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--releases", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=0.5, help="how long each release is served before the next")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        directory = Path(made)
        ids = releases(directory, options.releases + 1)
        point_current(directory, ids[0])
        limits = ("per_client=8", "workers=8", "wait_seconds=60", "silent_seconds=90")
        asked = [f"--limit={limit}" for limit in limits]
        command = [sys.executable, "-m", "kg.cli", "serve", made, "--port", "0", *asked]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            host, port = process.stdout.readline().split("http://")[1].split("/")[0].split(":")
            told = _Told()
            clients = [
                threading.Thread(target=ask, args=(host, int(port), client, told)) for client in range(options.clients)
            ]
            for client in clients:
                client.start()
            for release in ids[1:]:
                time.sleep(options.seconds)
                point_current(directory, release)
                wait_for(release, host, int(port))
            time.sleep(options.seconds)
            told.done.set()
            for client in clients:
                client.join()
            process.terminate()
    for name, answers in sorted(told.names.items()):
        print(f"{name:12} {answers:8,} answers")
    print(f"{sum(told.names.values()):,} answers of {len(told.names)} releases, {len(told.wrong)} wrong")
    for wrong in told.wrong[:10]:
        print(wrong)
    sys.exit(bool(told.wrong))


if __name__ == "__main__":
    main()

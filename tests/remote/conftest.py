"""The service over another server that has the example's release, and nothing else of it but its folder beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from api.settings import RemoteSettings, ServiceSettings
from kg import cli
from tests.api.conftest import client, release_dir
from tests.opened import opened
from tests.oxigraph import OxigraphServer, oxigraph_server

__all__ = ["client", "release_dir"]


@pytest.fixture(scope="session")
def server(release_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OxigraphServer]:
    """A server with the release, published as users do."""
    with oxigraph_server(tmp_path_factory.mktemp("server"), "--union-default-graph") as running:
        assert cli.main(["publish", str(release_dir), running.url]) == cli.DONE
        yield running


@pytest.fixture(scope="session")
def app(release_dir: Path, server: OxigraphServer) -> Iterator[Flask]:
    with opened(ServiceSettings(release_dir, RemoteSettings(f"{server.url}/query"))) as made:
        yield made

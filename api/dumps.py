"""/dumps/: the release's files, as they were written, with their sizes and checksums."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request, send_file

from api import errors, negotiate, serialize
from api.service import service
from api.source import Served
from kg.layout import DUMPS_FOLDER

blueprint = Blueprint("dumps", __name__)


def _entries(release: Served) -> list[dict[str, object]]:
    folder = DUMPS_FOLDER + "/"
    return [
        {"name": e.name.removeprefix(folder), "bytes": e.size, "sha256": e.sha256}
        for e in release.manifest.files
        if e.name.startswith(folder)
    ]


@blueprint.get("/dumps/")
def listing() -> Response:
    """The files of the release; JSON for programs."""
    release = service().release
    entries = _entries(release)
    if negotiate.prefers_html(request.headers.get("Accept")):
        response = Response(render_template("dumps.html", entries=entries, manifest=release.manifest))
    else:
        response = serialize.as_json({"release": release.id, "base": release.manifest.base, "files": entries})
    response.headers["Vary"] = "Accept"
    return response


@blueprint.get("/dumps/<name>")
def file(name: str) -> Response:
    """One file; its ETag is its checksum, so that a download can be resumed."""
    release = service().release
    entry = next((e for e in release.manifest.files if e.name == f"{DUMPS_FOLDER}/{name}"), None)
    if release.path is None:
        raise errors.not_found(errors.NO_FOLDER)
    if entry is None:
        names = ", ".join(str(e["name"]) for e in _entries(release))
        raise errors.not_found(f"There is no dump {name}; there are {names}.")
    response = send_file(
        release.path / entry.name,
        mimetype=(negotiate.DUMP_TYPES | negotiate.COMPRESSED_TYPES)[name.rpartition(".")[2]],
        download_name=name,
        etag=entry.sha256,
        conditional=True,
        max_age=0,
    )
    return serialize.part_by_part(response)

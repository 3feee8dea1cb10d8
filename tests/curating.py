"""A release that has something to judge, and a service where who knows the token may judge it."""

from __future__ import annotations

from pathlib import Path

from kg.build import build
from kg.cache import Cache
from kg.folder import writing
from kg.layout import CACHE
from kg.model import Page
from kg.release import publish
from kg.settings import BuildSettings

TOKEN = "a token of many letters"
# Two of one name who come with one union; and a post that can be judged.
PAGES = (
    Page("a.txt", "# 送清凉\n近日，远山县总工会慰问职工。周明远代表远山县总工会讲话。\n"),
    Page("b.txt", "# 又讯\n日前，远山县总工会举办竞赛。周明远代表远山县总工会讲话。远山县总工会主席林晓岚出席。\n"),
)


def release_to_judge(directory: Path) -> Path:
    """Makes the release in that folder."""
    with writing(directory):
        publish(directory, build(PAGES, BuildSettings(), Cache(directory / CACHE)), BuildSettings())
    return directory

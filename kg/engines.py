"""The engines by the names that the command line knows them by."""

from __future__ import annotations

from contextlib import AbstractContextManager

from kg.cache import Cache
from kg.engine import Engine, engine
from kg.errors import SettingsError

LOCAL = "local"
DASK = "dask"
ENGINES = (LOCAL, DASK)


def check(name: str, jobs: int | None, scheduler: str | None) -> None:
    """Raises a SettingsError where the options do not go together."""
    if name == DASK and not scheduler:
        raise SettingsError("--engine dask needs --scheduler ADDRESS, such as tcp://10.0.0.1:8786")
    if name == DASK and jobs:
        raise SettingsError("--jobs counts processes of this machine; those of a cluster are its workers")
    if name == LOCAL and scheduler:
        raise SettingsError("--scheduler is a cluster's: add --engine dask")


def chosen(
    name: str, jobs: int | None, scheduler: str | None, pages: int, cache: Cache
) -> AbstractContextManager[Engine]:
    """The engine of that name for so many pages and that cache; use it in a `with`."""
    check(name, jobs, scheduler)
    if scheduler is None:
        return engine(jobs, pages)
    try:
        # Imported here: only who asks for it needs Dask.
        from kg.cluster import cluster
    except ModuleNotFoundError as error:
        if error.name not in ("dask", "distributed"):
            raise
        raise SettingsError("--engine dask needs Dask: pip install 'union-kg[cluster]'") from error
    cache.make_folder()
    return cluster(scheduler, cache.folder)

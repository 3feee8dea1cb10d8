"""The service's app for a test: opened with settings, and closed with its workers whatever the test does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask

from api import create_app
from api.service import service_of
from api.settings import ServiceSettings


@contextmanager
def opened(settings: ServiceSettings) -> Iterator[Flask]:
    """The app with those settings."""
    app = create_app(settings)
    try:
        yield app
    finally:
        service_of(app).close()

"""The tests of tests/api/test_pages.py, over another server."""

from tests.api.test_pages import *  # noqa: F403

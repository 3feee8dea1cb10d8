"""The tests of tests/api/test_overview.py, over another server."""

from tests.api.test_overview import *  # noqa: F403

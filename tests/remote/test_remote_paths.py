"""The tests of tests/api/test_paths.py, over another server."""

from tests.api.test_paths import *  # noqa: F403

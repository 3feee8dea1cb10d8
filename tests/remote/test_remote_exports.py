"""The tests of tests/api/test_exports.py, over another server."""

from tests.api.test_exports import *  # noqa: F403

"""The tests of tests/api/test_service.py, over another server."""

from tests.api.test_service import *  # noqa: F403

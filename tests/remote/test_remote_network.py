"""The tests of tests/api/test_network.py, over another server."""

from tests.api.test_network import *  # noqa: F403

"""The tests of tests/api/test_sparql.py, over another server."""

from tests.api.test_sparql import *  # noqa: F403

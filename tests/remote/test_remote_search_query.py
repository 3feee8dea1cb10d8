"""The tests of tests/api/test_search_query.py, over another server."""

from tests.api.test_search_query import *  # noqa: F403

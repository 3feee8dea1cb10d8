"""The W3C's tests of federation: what asks another server is refused by name, once it is known to be well formed."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.w3c.asking import graphs_of, query_of
from tests.w3c.manifests import Case, cases, needed

needed()


@pytest.mark.parametrize("case", [*cases("service"), *cases("syntax-fed")], ids=lambda case: case.name)
def test_federation_is_refused_by_name(client: FlaskClient, case: Case) -> None:
    answer = client.get("/sparql", query_string=[*graphs_of(case), ("query", query_of(case))])
    assert answer.status_code == 403
    assert answer.get_json(force=True)["detail"].startswith("Federation is off")

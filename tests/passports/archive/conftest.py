"""The network of tests/passports/archive/world.py."""

import pytest

from passports.adapters import fetching
from tests.passports.archive.world import DID_URL, Network, did_document


@pytest.fixture
def network(monkeypatch):
    made = Network()
    made.published[DID_URL] = did_document()
    monkeypatch.setattr(fetching, "guarded_fetch", made)
    return made

"""The peers are there before the first test asks them."""

import pytest

from tests.peers.peers import installed


@pytest.fixture(autouse=True, scope="session")
def _peers() -> None:
    installed()

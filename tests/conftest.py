"""What every test stands on."""

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache

from tests import network

network.block()


@pytest.fixture(autouse=True)
def _fresh_cache() -> Iterator[None]:
    """No test sees the rate limits of another. A found Redis is never flushed (which is what
    `cache.clear()` does there): each test gets a key prefix of its own instead."""
    if settings.REDIS_URL:
        cache.key_prefix = f"{settings.REDIS_KEY_PREFIX}:{uuid.uuid4().hex[:8]}"
    else:
        cache.clear()
    return


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The folder with real credentials made by others, outside this repository."""
    folder = os.environ.get("CREDENTIAL_CORPORA", "")
    if not folder or not Path(folder).is_dir():
        pytest.skip("CREDENTIAL_CORPORA names no folder with credentials made by others")
    return Path(folder)

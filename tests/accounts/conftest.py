"""Mails of a test are kept in memory; codes are read from them."""

import re

import pytest
from django.core import mail


@pytest.fixture
def code_from():
    def read(position=-1):
        return re.search(
            r"^\s*([A-Z0-9]{4}-?[A-Z0-9]{2,4}|\d{6})\s*$", mail.outbox[position].body, re.MULTILINE
        ).group(1)

    return read

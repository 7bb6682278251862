"""Mails of a test are kept in memory; codes are read from them."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone


@pytest.fixture
def code_from():
    def read(position=-1):
        return re.search(
            r"^\s*([A-Z0-9]{4}-?[A-Z0-9]{2,4}|\d{6})\s*$", mail.outbox[position].body, re.MULTILINE
        ).group(1)

    return read


@pytest.fixture
def later(time_machine):
    """`later(hours=3)` moves the clock; it starts now and keeps running."""

    def move(**span):
        time_machine.move_to(timezone.now() + timedelta(**span))

    return move

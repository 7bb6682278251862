"""Kinds of work that exist for one test only."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from unittest import mock

import pytest

from portal.kernel.models import WorkRow
from portal.kernel.tasks import run
from portal.kernel.work import kinds


@pytest.fixture
def kind() -> Iterator[Callable[..., str]]:
    """Registers handlers under throw-away names."""
    with mock.patch.dict(kinds._KINDS):

        def add(handler: Callable[..., Any], name: str = "test.kind", **options: Any) -> str:
            kinds.work_kind(name, **options)(handler)
            return name

        yield add


@pytest.fixture
def broker(settings: Any) -> None:
    """Where no test is told of one, there is no broker and nothing is sent."""
    settings.REDIS_URL = "redis://broker.invalid"


@pytest.fixture
def sent(broker: None) -> Iterator[list[tuple[str, str]]]:
    """The messages that were sent, as (row id, queue)."""
    messages: list[tuple[str, str]] = []

    def send_task(name: str, args: tuple[str], *, queue: str, **_options: object) -> None:
        assert name == run.name
        messages.append((args[0], queue))

    with mock.patch("portal.kernel.work.sending.current_app.send_task", send_task):
        yield messages


@pytest.fixture
def later() -> Callable[[WorkRow, float], None]:
    """Lets time pass for one row, by moving what the database's clock is compared with."""

    def pass_time(row: WorkRow, seconds: float) -> None:
        row.refresh_from_db()
        by = timedelta(seconds=seconds)
        row.due_at -= by
        row.send_at -= by
        row.lease_until = row.lease_until and row.lease_until - by
        row.save()

    return pass_time

"""A mail server that is down delays mail and loses none."""

from datetime import timedelta
from smtplib import SMTPServerDisconnected
from unittest import mock

import pytest
from django.core import mail
from django.utils import timezone

from accounts.actions.notifications import MAIL_WORK
from portal.kernel.models import WorkRow
from portal.kernel.work import enqueue
from portal.kernel.work.running import Run, run_row
from tests.factories.accounts import NotificationFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "error", [SMTPServerDisconnected("gone"), ConnectionRefusedError(), TimeoutError()]
)
def test_it_is_tried_again_in_a_quarter_of_an_hour(error):
    row = enqueue(MAIL_WORK, NotificationFactory(mailed_at=None).id)
    with mock.patch("django.core.mail.EmailMessage.send", side_effect=error):
        assert run_row(row.id) is Run.QUEUED_AGAIN
    row.refresh_from_db()
    assert row.reason == "mail_not_accepted"
    assert row.due_at > timezone.now() + timedelta(minutes=14)
    WorkRow.objects.filter(id=row.id).update(due_at=timezone.now() - timedelta(seconds=1))
    assert run_row(row.id) is Run.DONE
    assert len(mail.outbox) == 1

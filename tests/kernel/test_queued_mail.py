"""Mail of production: stored by the page, handed to a real mail server by a worker."""

from email import message_from_bytes

import pytest
from aiosmtpd.controller import Controller
from django.core.mail import EmailMessage
from django.db import transaction

from portal.kernel.mail import DELIVER, QueuedMailBackend
from portal.kernel.models import OutgoingMail, WorkRow
from portal.kernel.work.running import Run, run_row
from tests.portal_process import free_port

pytestmark = pytest.mark.django_db


class Received:
    """What the mail server took; `refuse` answers the next messages with a temporary error."""

    def __init__(self):
        self.messages = []
        self.refuse = 0

    async def handle_DATA(self, server, session, envelope):
        if self.refuse:
            self.refuse -= 1
            return "451 come back later"
        self.messages.append(envelope)
        return "250 taken"


@pytest.fixture
def mail_server(settings):
    received = Received()
    controller = Controller(received, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.MAIL_DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    yield received
    controller.stop()


def queue(**fields):
    message = EmailMessage(
        subject="Grüße",
        body="Your code is 1234.",
        from_email="Portal <no-reply@portal.example>",
        to=["zoe@people.example"],
        connection=QueuedMailBackend(),
        **fields,
    )
    assert message.send() == 1
    return WorkRow.objects.get(kind=DELIVER)


def test_a_worker_hands_it_to_the_server_and_forgets_it(mail_server):
    row = queue()
    assert mail_server.messages == []
    assert run_row(row.id) is Run.DONE
    (envelope,) = mail_server.messages
    assert envelope.rcpt_tos == ["zoe@people.example"]
    assert envelope.mail_from == "no-reply@portal.example"
    message = message_from_bytes(envelope.content)
    assert "Your code is 1234." in message.get_payload()
    assert not OutgoingMail.objects.exists()


def test_a_server_that_is_busy_gets_the_same_message_id_later(mail_server):
    row = queue(headers={"Message-ID": "<one@portal.example>"})
    mail_server.refuse = 1
    assert run_row(row.id) is Run.QUEUED_AGAIN
    assert OutgoingMail.objects.count() == 1
    WorkRow.objects.filter(id=row.id).update(due_at=row.created_at)
    assert run_row(row.id) is Run.DONE
    (envelope,) = mail_server.messages
    assert message_from_bytes(envelope.content)["Message-ID"] == "<one@portal.example>"


def test_a_server_that_is_down_loses_nothing_and_fails_no_page(settings):
    settings.MAIL_DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    row = queue()
    assert run_row(row.id) is Run.QUEUED_AGAIN
    row.refresh_from_db()
    assert row.reason == "mail_not_accepted"
    assert OutgoingMail.objects.count() == 1


def test_a_deed_that_is_rolled_back_mails_nothing(mail_server):
    with transaction.atomic():
        queue()
        transaction.set_rollback(True)
    assert not OutgoingMail.objects.exists()
    assert not WorkRow.objects.exists()

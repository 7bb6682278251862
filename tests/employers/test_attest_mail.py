"""The whole way over a real mail server: mail, link, code, answer, receipt."""

import re
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from django.test import Client

from employers.actions.attesters import attesting
from employers.models import Answer, AttestationState
from portal.kernel.mail import DELIVER
from portal.kernel.models import OutgoingMail, WorkRow, WorkState
from portal.kernel.work.running import Run, run_row
from tests.employers.attesting import (
    answers,
    authorize,
    make_acme,
    name_contact,
    the_attestation,
    work_off,
)
from tests.portal_process import free_port

pytestmark = pytest.mark.django_db(transaction=True)


class Received:
    """What the mail server took; while it is down it refuses everything."""

    def __init__(self):
        self.messages = []
        self.down = False

    async def handle_DATA(self, server, session, envelope):
        if self.down:
            return "451 come back later"
        self.messages.append(
            (envelope.rcpt_tos[0], message_from_bytes(envelope.content, policy=policy.default))
        )
        return "250 taken"

    def to(self, address):
        return [message for to, message in self.messages if to == address]


@pytest.fixture
def server(settings):
    received = Received()
    controller = Controller(received, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.EMAIL_BACKEND = "portal.kernel.mail.QueuedMailBackend"
    settings.MAIL_DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    yield received
    controller.stop()


def text_of(message):
    return message.get_content()


def test_from_the_mail_to_the_receipt(server, asked):
    make_acme()
    name_contact(asked)
    authorize(asked)
    [first] = server.to("pat@acme.example")
    attestation = the_attestation()
    assert first["Message-ID"] == f"<attestation.{attestation.pk}.0@localhost>"
    path = re.search(r"http://\S+?(/attest/\S+)", text_of(first))[1]
    browser = Client()
    assert browser.get(path).status_code == 200
    browser.post(path, {"deed": "send_code"})
    work_off()
    code = re.search(r"^(\d{8})\r?$", text_of(server.to("pat@acme.example")[-1]), re.M)[1]
    assert browser.post(path, {"deed": "open", "code": code}).status_code == 302
    browser.post(path, answers("confirmed"))
    work_off()
    row = asked.request.requested_claims.first()
    assert row.answer == Answer.CONFIRMED
    receipt = server.to("pat@acme.example")[-1]
    assert receipt["Subject"] == "What you have answered"
    assert "Welder, Acme: Confirmed" in text_of(receipt)
    ids = [message["Message-ID"] for _to, message in server.messages]
    assert len(set(ids)) == len(ids)
    assert not OutgoingMail.objects.exists()


def run_due(kind):
    """Run what waits as if its pause was over."""
    runs = []
    for row in WorkRow.objects.filter(kind=kind, state=WorkState.QUEUED):
        WorkRow.objects.filter(pk=row.pk).update(due_at=row.created_at - timedelta(hours=2))
        runs.append(run_row(row.pk))
    return runs


def test_a_mail_server_that_is_down_for_an_hour_loses_nothing(server, asked):
    make_acme()
    name_contact(asked)
    server.down = True
    authorize(asked)
    attestation = the_attestation()
    assert attestation.state == AttestationState.SENT, "it is with us, in the queue"
    assert OutgoingMail.objects.exists()
    # Half an hour later it is still down, after an hour it is up.
    assert set(run_due(DELIVER)) == {Run.QUEUED_AGAIN}
    server.down = False
    assert set(run_due(DELIVER)) == {Run.DONE}
    [mail] = server.to("pat@acme.example")
    assert mail["Message-ID"] == f"<attestation.{attestation.pk}.0@localhost>"
    assert attesting.token_of(attestation) in text_of(mail)
    assert not OutgoingMail.objects.exists()


def test_a_server_that_dies_after_taking_it_gets_one_repeat_with_the_same_id(server, asked):
    """Killed between the acceptance and the commit: at most one repeat, with the same id."""
    from unittest import mock

    make_acme()
    name_contact(asked)
    server.down = True
    authorize(asked)
    server.down = False
    [row] = [
        each
        for each in WorkRow.objects.filter(kind=DELIVER, state=WorkState.QUEUED)
        if "pat@" in OutgoingMail.objects.get(pk=each.subject_id).recipients
    ]
    WorkRow.objects.filter(pk=row.pk).update(due_at=row.created_at - timedelta(hours=2))

    class Killed(BaseException):
        pass

    with (
        mock.patch("portal.kernel.work.running.finish", side_effect=Killed),
        pytest.raises(Killed),
    ):
        run_row(row.pk)
    WorkRow.objects.filter(pk=row.pk).update(state=WorkState.QUEUED, token=None, lease_until=None)
    assert run_row(row.pk) is Run.DONE
    copies = server.to("pat@acme.example")
    assert len(copies) == 2
    assert len({copy["Message-ID"] for copy in copies}) == 1

"""A mail server that is down for five hours: the invitation to a stranger, the question to an
attester and the notice to the holder all arrive, once each, and nobody's page fails."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Role
from employers.actions.asking import asking
from employers.models import AttestationState, RequestState, VerificationRequest
from portal.kernel.models import OutgoingMail, WorkRow, WorkState
from tests.employers.attesting import authorize, make_acme, name_contact, the_attestation, work_off
from tests.factories.accounts import MembershipFactory
from tests.factories.employers import ITEMS
from tests.mail_server import MailServer, live_through

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def mail_server(settings):
    server = MailServer()
    settings.EMAIL_BACKEND = "portal.kernel.mail.QueuedMailBackend"
    settings.MAIL_DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    yield server
    server.down()


def test_everything_arrives_once_when_it_is_up_again(mail_server, asked):
    recruiter = MembershipFactory(role=Role.RECRUITER)
    asking.ask(
        organization=recruiter.organization,
        by=recruiter.user,
        email="nadia@people.example",
        name="Nadia Nurse",
        items=ITEMS,
        terms=asking.Terms(
            purpose="Hiring decision for a job",
            reference="Ward 4",
            deadline=timezone.now() + dt.timedelta(days=14),
        ),
    )
    make_acme()
    name_contact(asked)
    authorize(asked)
    live_through(dt.timedelta(hours=5))
    assert OutgoingMail.objects.count() >= 3, "the invitation, the question, the notice"
    assert not WorkRow.objects.filter(state=WorkState.FAILED).exists()

    mail_server.up()
    live_through(dt.timedelta(hours=5))
    work_off()
    assert not OutgoingMail.objects.exists()
    received = mail_server.received
    to = [address for address, _message in received.messages]
    assert to.count("nadia@people.example") == 1
    assert to.count("pat@acme.example") == 1
    assert to.count(asked.holder.email) == 1
    assert len(set(received.ids())) == len(received.ids())
    # What arrives late still leads somewhere.
    assert the_attestation().state == AttestationState.SENT
    invitation = VerificationRequest.objects.get(invited_email="nadia@people.example")
    assert invitation.state == RequestState.SENT
    for address, path in (("nadia@people.example", "request"), ("pat@acme.example", "attest")):
        [text] = [message.get_content() for each, message in received.messages if each == address]
        link = re.search(r"http://localhost[^/\s]*(/\S+)", text)[1]
        assert path in link
        assert Client().get(link).status_code == 200

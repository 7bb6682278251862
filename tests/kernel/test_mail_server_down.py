"""A mail server that is down for hours, and what happens when it never comes back."""

from datetime import timedelta

import pytest
from django.core.mail import EmailMessage
from django.urls import reverse

from portal.kernel.mail import DELIVER, PAUSES_MINUTES, QueuedMailBackend
from portal.kernel.models import OutgoingMail, WorkRow, WorkState
from portal.kernel.work import send_again
from portal.kernel.work.running import Run, run_row
from portal.site_admin.site import PortalAdminSite
from tests.factories.accounts import UserFactory
from tests.mail_server import MailServer, live_through

pytestmark = pytest.mark.django_db


@pytest.fixture
def mail_server(settings):
    server = MailServer()
    settings.MAIL_DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    yield server
    server.down()


def queue(number=0):
    message = EmailMessage(
        subject="Hello",
        body="Your code is 1234.",
        from_email="no-reply@portal.example",
        to=["zoe@people.example"],
        headers={"Message-ID": f"<{number}@portal.example>"},
        connection=QueuedMailBackend(),
    )
    message.send()
    return WorkRow.objects.filter(kind=DELIVER).latest("created_at")


@pytest.mark.parametrize("hours", [1, 5, 30])
def test_a_server_that_is_down_for_hours_loses_nothing(mail_server, hours):
    rows = [queue(number) for number in range(3)]
    assert [run_row(row.id) for row in rows] == [Run.QUEUED_AGAIN] * 3
    live_through(timedelta(hours=hours))
    assert OutgoingMail.objects.count() == 3
    assert set(WorkRow.objects.values_list("state", "reason")) == {("queued", "mail_not_accepted")}
    mail_server.up()
    # Nothing waits longer than the server was down.
    live_through(timedelta(hours=hours))
    assert sorted(mail_server.received.ids()) == [f"<{each}@portal.example>" for each in range(3)]
    assert not OutgoingMail.objects.exists()


def test_it_is_tried_for_two_days_and_soon_at_first():
    assert 46 * 60 <= sum(PAUSES_MINUTES) <= 48 * 60
    assert sum(PAUSES_MINUTES[:3]) <= 30
    assert list(PAUSES_MINUTES) == sorted(PAUSES_MINUTES)


def test_after_two_days_it_has_failed_and_an_administrator_sends_it_again(mail_server):
    row = queue()
    run_row(row.id)
    live_through(timedelta(days=2, hours=1))
    row.refresh_from_db()
    assert (row.state, row.reason) == (WorkState.FAILED, "mail_not_accepted")
    assert row.attempts == len(PAUSES_MINUTES) + 1
    assert OutgoingMail.objects.count() == 1, "what was to be said is still there"
    mail_server.up()
    assert send_again(row, by=UserFactory())
    assert run_row(row.id) is Run.DONE
    assert mail_server.received.ids() == ["<0@portal.example>"]
    assert not OutgoingMail.objects.exists()


def test_the_admin_shows_what_failed_and_why(mail_server, admin_client, monkeypatch):
    # Who may enter the admin at all is tested with accounts.
    monkeypatch.setattr(PortalAdminSite, "has_permission", lambda _site, r: r.user.is_staff)
    row = queue()
    mail_server.up()
    mail_server.received.to_recipient = "550 no such mailbox"
    run_row(row.id)
    page = admin_client.get(reverse("admin:kernel_workrow_changelist"), {"state__exact": "failed"})
    assert "mail_refused" in page.content.decode()


@pytest.mark.parametrize("answer", ["550 no such mailbox", "554 looks like spam"])
@pytest.mark.parametrize("asked", ["to_recipient", "to_message"])
def test_what_the_server_will_never_take_fails_at_once(mail_server, asked, answer):
    row = queue()
    mail_server.up()
    setattr(mail_server.received, asked, answer)
    assert run_row(row.id) is Run.FAILED
    row.refresh_from_db()
    assert row.reason == "mail_refused"
    assert OutgoingMail.objects.exists()


@pytest.mark.parametrize("asked", ["to_recipient", "to_message"])
def test_a_server_that_says_later_is_asked_later(mail_server, asked):
    row = queue()
    mail_server.up()
    setattr(mail_server.received, asked, "451 come back later")
    assert run_row(row.id) is Run.QUEUED_AGAIN
    row.refresh_from_db()
    assert row.reason == "mail_not_accepted"


def test_mail_waits_on_a_queue_of_its_own(mail_server):
    assert queue().queue == "mail"

"""Telling people, in the portal and by email."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import reverse

from accounts.actions.notifications import choose_muted, notify
from accounts.background_mail import mail_notification
from accounts.forms.account import MailsForm
from accounts.models import Notification
from accounts.notices import UnknownNotice, register_notice
from portal.kernel.models import WorkRow
from tests.factories.accounts import NotificationFactory, UserFactory

pytestmark = pytest.mark.django_db
PARAMS = {"organization": "Acme\r\nBcc: evil@example.org", "person": "Ada"}


def tell(user, **fields):
    return notify(
        user=user, kind="invitation_accepted", params=PARAMS, url="/organizations/1/", **fields
    )


def test_a_notification_is_stored_and_mailed_in_the_background():
    user = UserFactory()
    notification = tell(user)
    row = WorkRow.objects.get(subject_id=notification.id)
    assert row.kind == "accounts.mail_notification"
    assert mail.outbox == []
    mail_notification(notification.id)()
    (message,) = mail.outbox
    assert message.to == [user.email]
    assert "\n" not in message.subject
    assert message.subject.startswith("Ada joined Acme")
    assert "http://localhost:8000/organizations/1/" in message.body
    assert message.extra_headers["Message-ID"] == f"<notification.{notification.id}@localhost>"
    notification.refresh_from_db()
    assert notification.mailed_at is not None


def test_it_is_mailed_twice_only_when_the_worker_died_in_between():
    notification = tell(UserFactory())
    mail_notification(notification.id)
    effect = mail_notification(notification.id)
    effect()
    assert mail_notification(notification.id) is None
    assert len({message.extra_headers["Message-ID"] for message in mail.outbox}) == 1


def test_nobody_is_mailed_who_is_suspended_or_gone():
    suspended, gone = tell(UserFactory(is_active=False)), tell(UserFactory())
    gone.user.delete()
    assert mail_notification(suspended.id) is None
    assert mail_notification(gone.id) is None
    assert mail.outbox == []


def test_a_muted_kind_stays_in_the_portal_and_security_cannot_be_muted():
    user = UserFactory()
    choose_muted(user=user, kinds={"invitation_accepted", "recovery_finished", "unheard_of"})
    tell(user)
    notify(user=user, kind="recovery_finished")
    assert Notification.objects.filter(user=user).count() == 2
    assert WorkRow.objects.count() == 1
    assert [muted.kind for muted in user.muted_notices.all()] == ["invitation_accepted"]


def test_mistakes_of_the_caller_are_loud_and_store_nothing():
    user = UserFactory()
    with pytest.raises(UnknownNotice):
        notify(user=user, kind="unheard_of")
    with pytest.raises(KeyError):
        notify(user=user, kind="invitation_accepted", params={})
    with pytest.raises(ValueError, match="Two notices"):
        register_notice("invitation_accepted", subject="Other", sentence="Other")
    assert not Notification.objects.exists()


def test_the_page_of_mails_keeps_what_is_chosen(client):
    user = UserFactory()
    client.force_login(user)
    client.post(reverse("notification_mails"), {"kinds": ["role_changed"]})
    page = client.get(reverse("notification_mails"))
    assert page.context["form"]["kinds"].value() == ["role_changed"]
    assert not user.muted_notices.filter(kind="role_changed").exists()
    assert user.muted_notices.filter(kind="member_removed").exists()


def test_a_notification_of_a_kind_that_is_gone_still_shows(client):
    notification = NotificationFactory(kind="kind_of_old")
    client.force_login(notification.user)
    assert "kind of old" in client.get(reverse("notifications")).content.decode()


def test_what_people_wrote_is_escaped(client):
    user = UserFactory()
    notify(
        user=user,
        kind="invitation_accepted",
        params={"person": "<div hx-get=/x>", "organization": "O"},
    )
    client.force_login(user)
    assert "<div hx-get" not in client.get(reverse("notifications")).content.decode()


def test_the_header_counts_unread_ones_and_asks_nothing_for_strangers(django_assert_num_queries):
    template = Template("{% load notifications %}{% unread_notifications as n %}{{ n }}")
    request = RequestFactory().get("/")
    request.user = NotificationFactory().user
    assert template.render(Context({"request": request})) == "1"
    request.user = AnonymousUser()
    with django_assert_num_queries(0):
        assert template.render(Context({"request": request})) == "0"


def test_kinds_of_mail_are_named_without_the_name_that_one_mail_would_have():
    labels = [label for _kind, label in MailsForm().fields["kinds"].choices]
    assert labels
    assert not [label for label in labels if "…" in label or label.endswith((":", "()"))]
    assert "A request was declined" in labels

"""Getting in again without any factor."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from accounts.actions import recovery
from accounts.background_mail import mail_recovery
from accounts.models import RecoveryRequest
from portal.kernel.models import AuditRow, WorkRow
from tests.factories.accounts import (
    PASSWORD,
    CredentialAddressFactory,
    EmailAddressFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    person = UserFactory()
    TOTP.activate(person, generate_totp_secret())
    RecoveryCodes.activate(person)
    return person


def test_it_starts_after_the_address_was_proven_by_its_code(client, user, code_from):
    client.post("/accounts/login/code/", {"email": user.email})
    client.post(reverse("account_confirm_login_code"), {"code": code_from()})
    assert client.get(reverse("recovery_start")).status_code == 200
    assert not RecoveryRequest.objects.exists()
    assert "The wait has begun" in client.post(reverse("recovery_start")).content.decode()
    request = RecoveryRequest.objects.get(user=user)
    kinds = set(WorkRow.objects.filter(subject_id=request.id).values_list("kind", flat=True))
    assert kinds == {recovery.ANNOUNCE_WORK, recovery.REMIND_WORK, recovery.FINISH_WORK}
    # The sign-in that asked for it is over.
    assert client.post(reverse("recovery_start")).status_code == 302


def test_a_password_alone_does_not_start_it(client, user):
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    response = client.post(reverse("recovery_start"))
    assert "First prove your email address" in response.content.decode()
    assert not RecoveryRequest.objects.exists()


def test_a_stranger_does_not_start_it(client, user):
    assert client.post(reverse("recovery_start")).url == reverse("account_login")
    client.force_login(user)
    assert client.post(reverse("recovery_start")).status_code == 302
    assert not RecoveryRequest.objects.exists()


def test_every_address_for_sign_in_is_told_and_no_other(user):
    EmailAddressFactory(user=user, email="second@example.org")
    EmailAddressFactory(user=user, email="unproven@example.org", verified=False)
    CredentialAddressFactory(user=user)
    request = recovery.start(user=user)
    mail_recovery(request.id, reminder=False)
    mail_recovery(request.id, reminder=True)
    told = [message.to[0] for message in mail.outbox]
    assert sorted(set(told)) == sorted([user.email, "second@example.org"])
    assert len(told) == 4
    assert recovery.cancel_token(request) in mail.outbox[0].body


def wait_is_over(request):
    # A second ago: the clock of SQLite tells milliseconds only.
    due_at = timezone.now() - timedelta(seconds=1)
    RecoveryRequest.objects.filter(pk=request.pk).update(due_at=due_at)
    request.refresh_from_db()


def test_nothing_is_removed_before_the_wait_is_over(user, later):
    request = recovery.start(user=user)
    assert request.due_at - request.created_at > timedelta(hours=71, minutes=59)
    assert not recovery.finish(request=request)
    # A worker whose clock is days ahead does not shorten the wait.
    later(hours=80)
    assert not recovery.finish(request=request)
    assert Authenticator.objects.filter(user=user).count() == 2


def test_after_the_wait_the_factors_and_sessions_are_gone(client, user):
    client.force_login(user)
    client.get(reverse("account"))
    request = recovery.start(user=user)
    wait_is_over(request)
    assert recovery.finish(request=request)
    assert not recovery.finish(request=request)
    assert not Authenticator.objects.filter(user=user).exists()
    assert client.get(reverse("account")).status_code == 302
    assert AuditRow.objects.filter(deed="recovery_finished", object_id=request.id).count() == 1


def test_a_password_that_is_too_short_alone_goes_too():
    person = UserFactory(password="vjw qkzx")
    TOTP.activate(person, generate_totp_secret())
    request = recovery.start(user=person)
    wait_is_over(request)
    recovery.finish(request=request)
    person.refresh_from_db()
    assert not person.has_usable_password()


def test_any_open_session_stops_it(client, user):
    request = recovery.start(user=user)
    client.force_login(user)
    assert "Stop it" in client.get(reverse("recovery")).content.decode()
    client.post(reverse("recovery"))
    request.refresh_from_db()
    assert request.state == "cancelled"
    wait_is_over(request)
    assert not recovery.finish(request=request)
    assert Authenticator.objects.filter(user=user).count() == 2


def test_nobody_elses_session_stops_it(client, user):
    request = recovery.start(user=user)
    client.force_login(UserFactory())
    client.post(reverse("recovery"))
    request.refresh_from_db()
    assert request.state == "waiting"


def test_nobody_is_reminded_of_what_was_stopped(user):
    request = recovery.start(user=user)
    recovery.cancel(request=request, by=user)
    mail_recovery(request.id, reminder=True)
    assert not mail.outbox


def test_starting_twice_is_one_wait(user):
    assert recovery.start(user=user) == recovery.start(user=user)
    assert AuditRow.objects.filter(deed="recovery_started").count() == 1

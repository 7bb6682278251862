"""An address that opens the account is added by its owner alone, and the others hear of it."""

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
OLD, NEW, OTHER = "old@people.example", "new@people.example", "other@people.example"
PAGE = "account_email"
DEEDS = ["action_add", "action_primary", "action_remove"]


@pytest.fixture
def person(client):
    """Signed in an hour ago, with a password and two addresses."""
    user = UserFactory(email=OLD)
    EmailAddress.objects.update_or_create(
        user=user, email=OLD, defaults={"verified": True, "primary": True}
    )
    EmailAddress.objects.create(user=user, email=OTHER, verified=True)
    client.force_login(user)
    client.get(reverse("account"))
    UserSession.objects.update(created_at=timezone.now() - timezone.timedelta(hours=1))
    return user


def addresses(user):
    return set(EmailAddress.objects.filter(user=user).values_list("email", "primary"))


def do(client, deed):
    email = NEW if deed == "action_add" else OTHER
    return client.post(reverse(PAGE), {"email": email, deed: "1"})


def told():
    return [(sent.to, sent.subject) for sent in mail.outbox]


@pytest.mark.parametrize("deed", DEEDS)
def test_a_session_that_is_old_changes_no_address(client, person, deed):
    before = addresses(person)
    assert do(client, deed).url.startswith(reverse("account_reauthenticate"))
    assert addresses(person) == before
    assert mail.outbox == []


@pytest.mark.parametrize("deed", DEEDS)
def test_nor_does_that_of_somebody_without_a_password(client, person, deed):
    person.set_unusable_password()
    person.save()
    client.force_login(person)
    client.get(reverse("account"))
    UserSession.objects.update(created_at=timezone.now() - timezone.timedelta(hours=1))
    before = addresses(person)
    assert do(client, deed).url.startswith(reverse("prove_by_code"))
    assert addresses(person) == before
    assert mail.outbox == []


@pytest.fixture
def proven(client, person):
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return person


def test_an_added_address_counts_after_its_code_and_the_others_are_told(client, proven, code_from):
    UserFactory()  # who has nothing to do with it
    do(client, "action_add")
    [sent] = mail.outbox
    assert sent.to == [NEW]
    assert (NEW, False) not in addresses(proven)
    client.post(reverse("account_email_verification_sent"), {"code": "wrong"})
    assert len(mail.outbox) == 1
    client.post(reverse("account_email_verification_sent"), {"code": code_from(0)})
    assert (NEW, False) in addresses(proven)
    subject = "An address for sign-in was added to your account"
    assert sorted(told()[1:]) == [([OLD], subject), ([OTHER], subject)]
    assert NEW in mail.outbox[1].body
    assert "IP address" in mail.outbox[1].body


def test_the_main_address_that_was_is_told_of_the_new_one(client, proven):
    do(client, "action_primary")
    assert (OTHER, True) in addresses(proven)
    assert [sent.to for sent in mail.outbox] == [[OLD]]
    assert OTHER in mail.outbox[0].body


def test_a_removed_address_is_told_too(client, proven):
    do(client, "action_remove")
    assert addresses(proven) == {(OLD, True)}
    assert [sent.to for sent in mail.outbox] == [[OLD], [OTHER]]


def test_somebody_new_is_told_nothing_twice(client, code_from):
    """A first address is no addition."""
    user = UserFactory(email=OLD)
    EmailAddress.objects.filter(user=user).delete()
    address = EmailAddress.objects.create(user=user, email=OLD, verified=False, primary=True)
    client.post(reverse("account_login"), {"login": OLD, "password": PASSWORD})
    assert [sent.to for sent in mail.outbox] == [[OLD]]
    client.post(reverse("account_email_verification_sent"), {"code": code_from(0)})
    address.refresh_from_db()
    assert address.verified
    assert [sent.to for sent in mail.outbox] == [[OLD]]
